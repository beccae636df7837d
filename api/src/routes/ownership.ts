/** GET /entities/{id}/ownership: who is accountable, who decided, who pays, what is not known. */
import { Ownership } from '@kommunalgraph/contract/answers.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { ownershipOf } from '../answers/ownership.ts'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams } from '../graph/entities.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { ownershipExample } from './answer-examples.ts'

const Query = z.strictObject({ ...readingParameters })

export async function ownershipRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/entities/:id/ownership',
    {
      schema: {
        operationId: 'getOwnership',
        summary: 'Who owns it?',
        description:
          'One sentence with its evidence: who is accountable on this day, who decided, who funds, and what is not known. ' +
          'What a source claims without confirmation is `claimed`, never `accountable`. Of an actor the sentence says what it is accountable for.',
        tags: ['Ownership'],
        params: EntityIdParams,
        querystring: Query,
        response: answers(Ownership, { description: 'The answer', example: ownershipExample }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-cache')
      return ownershipOf(deps.graph, request.params.id, await readingOf(request.query, deps, request))
    },
  )
}
