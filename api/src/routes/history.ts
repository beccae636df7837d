/** GET /entities/{id}/history: who changed what, when and why. */
import { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { historyOf } from '../changes/history.ts'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams, entityOr404, readingAt } from '../graph/entities.ts'
import { answers } from '../plugins/openapi.ts'
import { ProblemError } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { historyExample } from './change-examples.ts'

const Query = z.strictObject({
  tenant: readingParameters.tenant,
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export async function historyRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  app.get(
    '/entities/:id/history',
    {
      schema: {
        operationId: 'getHistory',
        summary: 'History of one entity',
        description:
          'Its own changes and those of its relations, newest first: recorded time, not valid time. At most 200 changes are listed per entry. ' +
          'Values that can identify a person are never in the log. A retracted entity still has its history; then `entity` is null.',
        tags: ['Changes'],
        params: EntityIdParams,
        querystring: Query,
        response: answers(HistoryAnswer, { description: 'One page of its history', example: historyExample }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { tenant, cursor, limit } = request.query
      const asked = await readingOf({ tenant }, deps, request)
      reply.header('cache-control', 'no-cache')
      const found = await entityOr404(graph, request.params.id, asked).catch((error: unknown) => {
        if (error instanceof ProblemError && error.code === 'not-found') return error
        throw error
      })
      if (!(found instanceof ProblemError)) {
        const { id, type, name } = found
        return historyOf(graph, readingAt(found, asked), id, { id, type, name }, { cursor, limit })
      }
      const history = await historyOf(graph, asked, request.params.id, null, { cursor, limit })
      if (history.items.length === 0) throw found
      return history
    },
  )
}
