/** GET /entities/{id}: the page of one entity; GET /entities/{id}/relations: the rest of a long list. */
import { today } from '@kommunalgraph/contract/days.ts'
import { EntityPage, type RelationItem, RelationList } from '@kommunalgraph/contract/entities.ts'
import {
  type EntityType,
  nodeProperties,
  ontology,
  type RelationType,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { type EntityRef, relationTypes } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { readCursor, start, writeCursor } from '../cursor.ts'
import type { App, Deps } from '../deps.ts'
import {
  EntityIdParams,
  entityOr404,
  notFound,
  ownProperties,
  readingAt,
  shownSources,
  toEntity,
} from '../graph/entities.ts'
import { sourcesOf } from '../graph/evidence.ts'
import { gapsOf } from '../graph/gaps.ts'
import { present } from '../graph/rows.ts'
import { valuesOnDay } from '../graph/values-on-day.ts'
import { answers } from '../plugins/openapi.ts'
import { type Reading, readingOf, readingParameters, several } from '../reading.ts'
import { entityPageExample, relationListExample } from './examples.ts'

/** Most relations of one type and direction on the page. */
const perGroup = 50

interface StoredRelation {
  factId: string
  other: EntityRef
  properties: Record<string, unknown>
}

interface GroupRow {
  relation: RelationType
  direction: 'out' | 'in'
  total: number
  items: StoredRelation[]
}

type RelationRow = StoredRelation & { relation: RelationType; direction: 'out' | 'in'; total: number }

const common = new Set(Object.keys(ontology.commonEdge))

/** Stored edge → the item of the contract, field by field. */
function relationItem(
  { relation, direction }: Pick<GroupRow, 'relation' | 'direction'>,
  { factId, other, properties: stored }: StoredRelation,
  mayShow: (sourceId: string) => boolean,
): RelationItem {
  const { validFrom, validUntil, validFromPrecision, confidence, visibility, tenant, note, version } = stored
  // The strict schema of the answer checks the kinds of these values.
  return present({
    factId,
    relation,
    direction,
    other,
    validFrom,
    validUntil,
    validFromPrecision,
    confidence,
    visibility,
    tenant,
    note,
    version,
    sourceIds: shownSources(stored.sourceIds, mayShow),
    properties: ownProperties(relation, stored, common),
  }) as RelationItem
}

const sourceIdsOf = (stored: Record<string, unknown>) =>
  Array.isArray(stored.sourceIds) ? stored.sourceIds.map(String) : []

/** Which source ids this reader may be told: an internal reader all, a public one those of public sources. */
function mayShowSources(reading: Reading, visible: readonly { id: string }[]): (id: string) => boolean {
  if (reading.visibilities.includes('internal')) return () => true
  const known = new Set(visible.map(({ id }) => id))
  return (id) => known.has(id)
}

const PageQuery = z.strictObject({ ...readingParameters })

const RelationsQuery = z.strictObject({
  ...readingParameters,
  type: several(z.enum(relationTypes)).meta({ description: 'Relation types; default: all', example: ['PART_OF'] }),
  direction: z.enum(['out', 'in']).optional().meta({ description: '`out`: the entity is the source; default: both' }),
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export async function entityPageRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps

  app.get(
    '/entities/:id',
    {
      schema: {
        operationId: 'getEntity',
        summary: 'One entity',
        description:
          'Its properties, its relations on one day grouped by type and direction, its sources and gaps. ' +
          'The ETag is the version that PATCH and DELETE want as If-Match. A former id answers with the current entity.',
        tags: ['Entities'],
        params: EntityIdParams,
        querystring: PageQuery,
        response: {
          ...answers(EntityPage, { description: 'The page of the entity', example: entityPageExample }, [404]),
          304: {
            description:
              "The entity's own values are still of the version that the client named in If-None-Match; its relations may have changed",
          },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const asked = await readingOf(request.query, deps, request)
      const found = await entityOr404(graph, request.params.id, asked)
      const { id, type } = found
      const etag = `"${found.version}"`
      // The ETag is the version of the entity's own values, which If-Match needs. The page shows its relations too, so
      // a cache must not keep it on the word of that version; a client that asks for the values alone may.
      reply.header('etag', etag).header('cache-control', 'no-cache, no-store')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      const reading = readingAt(found, asked)
      const [[stored], groups, gaps] = await Promise.all([
        graph.read<{ properties: Record<string, unknown> }>('queries/entity', {
          id,
          visibilities: reading.visibilities,
        }),
        graph.read<GroupRow>('queries/entity_relation_groups', { ...reading, id, perGroup }),
        gapsOf(graph, reading, id),
      ])
      // Removed between two queries.
      if (!stored) throw notFound(id)
      const { values, today: todays } =
        reading.asOf === today()
          ? { values: stored.properties, today: [] }
          : await valuesOnDay(graph, reading, stored.properties, changeable(type))
      const edges = groups.flatMap(({ items }) => items.map((item) => item.properties))
      const sources = await sourcesOf(graph, reading, [values, ...edges].flatMap(sourceIdsOf))
      const mayShow = mayShowSources(reading, sources)
      return {
        entity: toEntity(values, mayShow),
        asOf: reading.asOf,
        today: todays,
        relations: groups.map((group) => ({
          relation: group.relation,
          direction: group.direction,
          total: group.total,
          items: group.items.map((item) => relationItem(group, item, mayShow)),
        })),
        sources,
        gaps,
      }
    },
  )

  app.get(
    '/entities/:id/relations',
    {
      schema: {
        operationId: 'listRelations',
        summary: 'Relations of one entity',
        description: 'The rest of a long list of relations, by name of the other end.',
        tags: ['Entities'],
        params: EntityIdParams,
        querystring: RelationsQuery,
        response: answers(RelationList, { description: 'One page of relations', example: relationListExample }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { cursor, limit, type, direction, ...day } = request.query
      const asked = await readingOf(day, deps, request)
      const found = await entityOr404(graph, request.params.id, asked)
      const reading = readingAt(found, asked)
      const scope = {
        ...reading,
        id: found.id,
        relations: type ?? relationTypes,
        directions: direction ? [direction] : ['out', 'in'],
      }
      const after = readCursor(cursor, scope) ?? start
      const rows = await graph.read<RelationRow>('queries/entity_relations', {
        ...scope,
        afterName: after.key,
        afterFact: after.id,
        limit: limit + 1,
      })
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      const sources = await sourcesOf(
        graph,
        reading,
        page.flatMap((row) => sourceIdsOf(row.properties)),
      )
      const mayShow = mayShowSources(reading, sources)
      return {
        items: page.map((row) => relationItem(row, row, mayShow)),
        total: rows[0]?.total ?? 0,
        nextCursor: last ? writeCursor({ key: last.other.name, id: last.factId }, scope) : null,
      }
    },
  )
}

/** What never changes at an entity, or is not a statement about it. */
const fixed = new Set(['tenant', 'validFrom', 'validUntil', 'enteredBy', 'enteredAt', 'version', 'batchId'])

/** Properties that may have had another value on another day. */
function changeable(type: EntityType): string[] {
  return Object.keys(nodeProperties(type)).filter((name) => !fixed.has(name))
}
