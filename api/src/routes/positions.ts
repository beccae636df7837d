/** GET /map/positions: places of everything on the map; GET /map: the same with what stands there and what joins it. */
import { Positions, WholeMap } from '@kommunalgraph/contract/answers.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { mostPlaced, wholeMap } from '../map/whole-map.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { positionsExample, wholeMapExample } from '../walks/examples.ts'

/** Most nodes that one picture draws; a browser gets slow beyond. */
const mostDrawn = 2_000

const Query = z.strictObject(readingParameters)

export async function positionRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/map/positions',
    {
      schema: {
        operationId: 'getPositions',
        summary: 'Places on the map',
        description:
          'Where everything that this reader may see stands in the geography of the map: administration in the middle (0, 0), politics ' +
          'above, municipal group to the right, local community below, region around, Land and Bund at the very top; y grows downwards. ' +
          `The same graph always gives the same places, so nothing moves when the reader expands. At most ${mostPlaced} entities, actors and initiatives first.`,
        tags: ['Map'],
        querystring: Query,
        response: answers(Positions, { description: 'Places by id', example: positionsExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const reading = await readingOf(request.query, deps)
      const { seq, positions, total, nodes } = await wholeMap(deps.graph, reading)
      return { asOf: reading.asOf, seq, positions, total, truncated: nodes.length < total }
    },
  )

  app.get(
    '/map',
    {
      schema: {
        operationId: 'getMap',
        summary: 'The whole map',
        description: `Nodes, the relations between them and their places. At most ${mostDrawn} nodes, actors and initiatives first.`,
        tags: ['Map'],
        querystring: Query,
        response: answers(WholeMap, { description: 'What stands on the map, and where', example: wholeMapExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const reading = await readingOf(request.query, deps)
      const map = await wholeMap(deps.graph, reading)
      const { asOf } = reading
      if (map.nodes.length <= mostDrawn) {
        return {
          asOf,
          nodes: map.nodes,
          edges: map.edges,
          positions: map.positions,
          total: map.total,
          truncated: map.nodes.length < map.total,
        }
      }
      const nodes = map.nodes.slice(0, mostDrawn)
      const drawn = new Set(nodes.map(({ id }) => id))
      return {
        asOf,
        nodes,
        edges: map.edges.filter(({ from, to }) => drawn.has(from) && drawn.has(to)),
        positions: Object.fromEntries(Object.entries(map.positions).filter(([id]) => drawn.has(id))),
        total: map.total,
        truncated: true,
      }
    },
  )
}
