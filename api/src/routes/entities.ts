/** GET /entities: the list, filtered, sorted, page by page. */
import { EntityList } from '@kommunalgraph/contract/entities.ts'
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { EntityId, entityTypes } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { readCursor, start, writeCursor } from '../cursor.ts'
import type { App, Deps } from '../deps.ts'
import { foldUmlauts } from '../graph/fold.ts'
import { gapKinds, idsWithGap } from '../graph/gaps.ts'
import { listItem, mapNodeRows } from '../graph/map-nodes.ts'
import type { FragmentName } from '../graph/queries.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters, several } from '../reading.ts'
import { entityListExample } from './examples.ts'

/** Filters make many different queries: one that the database plans for the first time, on a busy machine, takes seconds. */
const timeoutMs = 10_000

const sorts = ['name', '-name', 'validFrom', '-validFrom', 'type', '-type'] as const

const Query = z.strictObject({
  ...readingParameters,
  type: several(z.enum(entityTypes)).meta({ description: 'Node types', example: ['Initiative'] }),
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Words that all occur in name or description', example: 'bauantrag' }),
  sphere: several(z.enum(codes('sphere'))).meta({ description: 'Spheres: of the actor, or of the actor accountable' }),
  thrust: several(z.enum(codes('thrust'))).meta({ description: 'Thrusts that the initiative or programme pursues' }),
  owner: several(EntityId).meta({ description: 'Accountable actors' }),
  stage: several(z.enum(codes('stage'))).meta({ description: 'Stages of initiatives' }),
  depth: several(z.enum(codes('depth'))).meta({ description: 'Depth of change of initiatives' }),
  quality: several(z.enum(codes('targetQuality'))).meta({ description: 'Qualities that the initiative aims at' }),
  involves: several(z.enum(codes('sphere'))).meta({
    description: 'Spheres of which an actor is accountable for the initiative, carries it out, joins or funds it',
  }),
  participant: several(EntityId).meta({ description: 'Actors accountable for the initiative, carrying it out, joining or funding it' }),
  users: several(z.enum(['none', 'external', 'internal', 'both'])).meta({ description: 'Sides of users that the initiative really involves' }),
  skill: several(z.enum(codes('skill'))).meta({ description: 'Key competences that are needed' }),
  provider: several(EntityId).meta({ description: 'Organisations that run the system or offer the offering; only what is in use' }),
  offer: several(EntityId).meta({ description: 'Central offerings that could be taken over for the service and are not yet' }),
  troubled: z.literal('true').optional().meta({ description: 'Only initiatives that are red or late' }),
  gap: several(z.enum(gapKinds)).meta({
    description: 'Kinds of gaps; with several, an entity has at least one of them',
  }),
  sort: z.enum(sorts).default('name').meta({ description: 'A minus turns the order round. Ties: by id.' }),
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
type Query = z.infer<typeof Query>

/** The fragments that this request needs, and their parameters. */
function filtersOf(query: Query): { fragments: FragmentName[]; parameters: Record<string, unknown> } {
  const fragments: FragmentName[] = []
  const parameters: Record<string, unknown> = {}
  const add = (fragment: string, name: string, value: readonly string[] | undefined) => {
    if (value === undefined) return
    fragments.push(`fragments/list/${fragment}`)
    parameters[name] = value
  }
  const words = foldUmlauts(query.q ?? '')
    .split(/\s+/)
    .filter(Boolean)
  add('type', 'types', query.type)
  add('stage', 'stages', query.stage)
  add('words', 'words', words.length > 0 ? words : undefined)
  add('owner', 'owners', query.owner)
  add('thrust', 'thrusts', query.thrust)
  add('sphere', 'spheres', query.sphere)
  add('depth', 'depths', query.depth)
  add('quality', 'qualities', query.quality)
  add('skill', 'skills', query.skill)
  add('users', 'users', query.users)
  add('participant', 'participants', query.participant)
  add('involves', 'involved', query.involves)
  add('provider', 'providers', query.provider)
  add('offer', 'offers', query.offer)
  if (query.troubled) fragments.push('fragments/list/troubled')
  return { fragments, parameters }
}

export async function entityRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  app.get(
    '/entities',
    {
      schema: {
        operationId: 'listEntities',
        summary: 'List entities',
        description: 'Entities of the municipality and of the shared catalogue on one day, filtered and sorted.',
        tags: ['Entities'],
        querystring: Query,
        response: answers(EntityList, { description: 'One page of the list', example: entityListExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { cursor, limit, ...asked } = request.query
      const reading = await readingOf(asked, deps, request)
      const { fragments, parameters } = filtersOf(request.query)
      if (asked.gap) {
        const found = await Promise.all(asked.gap.map((kind) => idsWithGap(graph, reading, kind)))
        fragments.unshift('fragments/list/ids')
        parameters.ids = found.flat()
      }
      const scope = { ...asked, ...reading }
      const after = readCursor(cursor, scope)
      const way = asked.sort.startsWith('-') ? 'down' : 'up'
      const all = { ...reading, ...parameters }
      const [rows, counted] = await Promise.all([
        graph.read<{ id: string; key: string }>(
          'queries/entity_list',
          {
            ...all,
            sort: asked.sort.replace('-', ''),
            afterKey: (after ?? start).key,
            afterId: (after ?? start).id,
            limit: limit + 1,
          },
          {
            timeoutMs,
            places: {
              filters: fragments,
              after: after ? [`fragments/list/after_${way}`] : [],
              order: [`fragments/list/order_${way}`],
            },
          },
        ),
        graph.read<{ total: number }>('queries/entity_count', all, { timeoutMs, places: { filters: fragments } }),
      ])
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      const nodes = await mapNodeRows(
        graph,
        reading,
        page.map(({ id }) => id),
      )
      return {
        items: nodes.map(listItem),
        total: counted[0]?.total ?? 0,
        nextCursor: last ? writeCursor(last, scope) : null,
      }
    },
  )
}
