/** GET /paths: the shortest ways between two entities. */
import { Paths } from '@kommunalgraph/contract/answers.ts'
import { EntityId } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { entityOr404, readingAt } from '../graph/entities.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { type Reading, readingOf, readingParameters } from '../reading.ts'
import { wholeNumber } from '../walks/bounds.ts'
import { pathsExample } from '../walks/examples.ts'

const Query = z.strictObject({
  ...readingParameters,
  from: EntityId.meta({ description: 'Id of the one entity', example: pathsExample.from.id }),
  to: EntityId.meta({ description: 'Id of the other', example: pathsExample.to.id }),
  maxDepth: wholeNumber(1, 12).default(6).meta({ description: 'Most relations in a way' }),
  limit: wholeNumber(1, 10).default(3).meta({ description: 'Most ways' }),
})

interface Row {
  start: z.infer<typeof Paths>['from']
  end: z.infer<typeof Paths>['to']
  ways: z.infer<typeof Paths>['paths']
}

export async function pathRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  app.get(
    '/paths',
    {
      schema: {
        operationId: 'getPaths',
        summary: 'How two entities are connected',
        description:
          'The shortest ways over relations of any type and direction, except those that join almost everything with everything ' +
          '(spheres, thrusts, qualities, territories, user groups, skills). No way is an empty list.',
        tags: ['Dependencies'],
        querystring: Query,
        response: answers(Paths, { description: 'Ways, shortest first', example: pathsExample }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { from, to, maxDepth, limit, ...day } = request.query
      if (from === to) refuseSame()
      const asked = await readingOf(day, deps, request)
      const ways = async (reading: Reading, from: string, to: string) =>
        (await graph.read<Row>('queries/paths', { ...reading, from, to, maxDepth, limit }))[0]
      const answer = ({ start, end, ways }: Row) => ({ from: start, to: end, asOf: asked.asOf, paths: ways })
      const row = await ways(asked, from, to)
      if (row) return answer(row)
      // One of them has another id by now, or belongs to another municipality.
      const start = await entityOr404(graph, from, asked, 'query.from')
      const end = await entityOr404(graph, to, asked, 'query.to')
      if (start.id === end.id) refuseSame()
      const found = await ways(readingAt(end, readingAt(start, asked)), start.id, end.id)
      return answer(found ?? { start: refOf(start), end: refOf(end), ways: [] })
    },
  )

}

const refOf = ({ id, type, name }: Row['start']): Row['start'] => ({ id, type, name })

function refuseSame(): never {
  throw problem('invalid-request', {
    detail: 'from and to are the same entity',
    errors: [{ path: 'query.to', message: 'must be another entity than from' }],
  })
}
