/** Claims that are no facts yet: listed with what contradicts them, accepted or rejected with a reason. */
import { AssertionsAnswer, DecideAnswer, DecideBody } from '@kommunalgraph/contract/merging.ts'
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { EntityId } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { authorOf, limitsOf } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams } from '../graph/entities.ts'
import { assertionsPage, decide } from '../merging/assertions.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters, several } from '../reading.ts'
import { assertionsExample, decideExample } from './merging-examples.ts'

const Query = z.strictObject({
  ...readingParameters,
  status: several(z.enum(codes('assertionStatus'))).meta({ description: 'Default: all', example: ['proposed'] }),
  entity: EntityId.optional().describe('Only claims about this entity, at either end'),
  contested: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: only those that a fact or another claim contradicts' }),
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export async function assertionRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps

  app.get(
    '/assertions',
    {
      config: { permission: 'see-upkeep' },
      schema: {
        operationId: 'listAssertions',
        summary: 'Claims',
        description:
          'Statements that are not facts yet, such as the lead office that a paper names. Claims of several sources stand side by side; ' +
          'contested ones come first, with the facts and the other claims that say otherwise.',
        tags: ['Stewards'],
        querystring: Query,
        response: answers(AssertionsAnswer, { description: 'One page', example: assertionsExample }, [403, 404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { status, entity, contested, cursor, limit, ...asked } = request.query
      return assertionsPage(
        graph,
        await readingOf(asked, deps, request),
        { statuses: status, entity, contested: contested === 'true' },
        { cursor, limit },
      )
    },
  )

  app.post(
    '/assertions/:id/decide',
    {
      config: { permission: 'decide' },
      schema: {
        operationId: 'decideAssertion',
        summary: 'Accept or reject a claim',
        description:
          'Accepting writes the fact in the same change: what says otherwise ends on the day from which the claim holds, other claims are settled by it. ' +
          'Nothing is ever decided by itself.',
        tags: ['Stewards'],
        params: EntityIdParams,
        body: DecideBody,
        response: answers(
          DecideAnswer,
          { description: 'It is decided', example: decideExample },
          [403, 404, 409, 412, 413, 415, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => decide(graph, await readingOf({}, deps, request), request.params.id, request.body, authorOf(request), limitsOf(request)),
  )
}
