/** GET /gaps: the nine kinds with their counts; GET /gaps/{kind}: the list of one. */
import { GapAnswer, GapsAnswer } from '@kommunalgraph/contract/answers.ts'
import { gapDefinition, gapKindNames } from '@kommunalgraph/contract/gaps.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { gapList, gapsOverview } from '../answers/gaps.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { gapExample, gapsExample } from './answer-examples.ts'

const Overview = z.strictObject({ ...readingParameters })

const List = z.strictObject({
  ...readingParameters,
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export async function gapRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/gaps',
    {
      schema: {
        operationId: 'listGapKinds',
        summary: 'What is incomplete',
        description: 'The nine kinds of ownership gaps with their counts on one day. A public reader counts only what is published.',
        tags: ['Gaps'],
        querystring: Overview,
        response: answers(GapsAnswer, { description: 'All kinds, also those without any gap', example: gapsExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => gapsOverview(deps.graph, await readingOf(request.query, deps)),
  )

  app.get(
    '/gaps/:kind',
    {
      schema: {
        operationId: 'listGaps',
        summary: 'Gaps of one kind',
        description: `Each with its reason, those involved, and the unit that could close it. Kinds: ${gapKindNames.map((kind) => `\`${kind}\``).join(', ')}.`,
        tags: ['Gaps'],
        params: z.strictObject({ kind: z.string().meta({ description: 'Kind of gap', example: 'no_accountable' }) }),
        querystring: List,
        response: answers(GapAnswer, { description: 'One page of the list, by name', example: gapExample }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const definition = gapDefinition(request.params.kind)
      if (!definition) {
        throw problem('not-found', {
          detail: 'No such kind of gap',
          errors: [{ path: 'path.kind', message: 'is not known', allowed: [...gapKindNames] }],
        })
      }
      const { limit, cursor, ...asked } = request.query
      return gapList(deps.graph, definition, await readingOf(asked, deps), limit, cursor)
    },
  )
}
