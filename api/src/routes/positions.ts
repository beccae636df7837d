/** GET /map/positions: places of everything on the map; GET /map: the same with what stands there and what joins it. */
import { Positions, WholeMap } from '@kommunalgraph/contract/answers.ts'
import { codes, entityTypes } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { bubbleMap, mapTotal, mostOpen, perPage } from '../map/bubbles.ts'
import { mostPlaced, wholeMap } from '../map/whole-map.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters, several } from '../reading.ts'
import { positionsExample, wholeMapExample } from '../walks/examples.ts'

const Query = z.strictObject(readingParameters)

const pageKey = new RegExp(
  `^((?:none|${codes('sphere').join('|')})\\.(?:${entityTypes.join('|')}))(?:\\.([1-9]\\d{0,4}))?$`,
)
const MapQuery = z.strictObject({
  ...readingParameters,
  open: several(z.string().regex(pageKey, 'must be the key of a bubble, and after another dot a page from 1'))
    .refine((open) => open === undefined || open.length <= mostOpen, `must be at most ${mostOpen}`)
    .meta({
      description:
        `Bubbles to open, by key, repeatable, at most ${mostOpen}: the ${perPage} entities with most relations come as nodes, with \`.2\` behind the key the ` +
        'next ones, and so on. Without effect where each entity has its own node; a bubble that is not there on this day is left out.',
      example: ['administration.OrgUnit', 'politics.Committee.2'],
    }),
})

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
      const reading = await readingOf(request.query, deps, request)
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
        description:
          `Nodes, the relations between them and their places, for up to ${mostPlaced} entities. Where there are more, no picture holds them: ` +
          'then `bubbles` say how many there are of each type in each sphere, `ties` how many relations join them, and nodes are only those of the bubbles that `open` names.',
        tags: ['Map'],
        querystring: MapQuery,
        response: answers(WholeMap, { description: 'What stands on the map, and where', example: wholeMapExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { open = [], ...asked } = request.query
      const reading = await readingOf(asked, deps, request)
      if ((await mapTotal(deps.graph, reading)) > mostPlaced) {
        return bubbleMap(deps.graph, reading, open.map(openedOf))
      }
      const { nodes, edges, positions, total } = await wholeMap(deps.graph, reading)
      return {
        asOf: reading.asOf,
        nodes,
        edges,
        positions,
        bubbles: [],
        ties: [],
        total,
        truncated: nodes.length < total,
      }
    },
  )
}

function openedOf(text: string): { key: string; page: number } {
  const [, key = text, page = '1'] = pageKey.exec(text) ?? []
  return { key, page: Number(page) }
}
