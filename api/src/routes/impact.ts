/**
 * GET /entities/{id}/impact: what depends on an entity, or what it needs, through any number of others;
 * GET /entities/{id}/impact/map: exactly the same set, as nodes and the needs among them.
 */
import { Impact, ImpactMap } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { XLSX_TYPE } from '@kommunalgraph/contract/workbook.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams } from '../graph/entities.ts'
import { sourcesOf } from '../graph/evidence.ts'
import { mapNodeRows, mapNodes } from '../graph/map-nodes.ts'
import type { Graph } from '../graph/run.ts'
import { tenantNames } from '../graph/tenants.ts'
import { attachment, CSV_TYPE, csvContent, workbookContent } from '../plugins/files.ts'
import { answers } from '../plugins/openapi.ts'
import { type Reading, readingOf, readingParameters } from '../reading.ts'
import { wholeNumber } from '../walks/bounds.ts'
import { impactExample, impactMapExample } from '../walks/examples.ts'
import {
  byDepth,
  countsOf,
  type DepthCount,
  type Direction,
  type ExplainedHit,
  explain,
  type ImpactRow,
  reallyHit,
} from '../walks/impact.ts'
import { impactCsv, impactWorkbook } from '../walks/impact-file.ts'
import { impactSentence } from '../walks/impact-sentence.ts'
import { edgesAmong } from '../walks/neighbourhood.ts'
import { walkFrom } from '../walks/start.ts'

const walk = {
  direction: z.enum(['dependents', 'dependencies']).default('dependents').meta({
    description: '`dependents`: what is hit if the entity fails; `dependencies`: what it needs itself',
  }),
  maxDepth: wholeNumber(1, 12).default(12).meta({ description: 'Most steps' }),
  limit: wholeNumber(1, 500).default(500).meta({ description: 'Most hits listed; `total` and `byDepth` count all' }),
}

const MapQuery = z.strictObject({ ...readingParameters, ...walk })

const Query = z.strictObject({
  ...readingParameters,
  ...walk,
  format: z
    .enum(['json', 'csv', 'xlsx'])
    .default('json')
    .meta({ description: '`csv`, `xlsx`: a file for a spreadsheet, in German' }),
})

/** Most needs drawn among 500 hits. */
const mostEdges = 3_000

export async function impactRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  const response = answers(
    Impact,
    { description: 'Hits, nearest first, each with the chain that explains it', example: impactExample },
    [404],
  )
  app.get(
    '/entities/:id/impact',
    {
      schema: {
        operationId: 'getImpact',
        summary: 'What depends on it, or what it needs',
        description:
          'Follows every need, also through others. A hit names the shortest chain by which it is reached, the weakest link of ' +
          'that chain, whether there is a fallback on it, what is known to end at the hit, and who must be told. At most 500 hits are listed; `total` and `byDepth` count all of them.',
        tags: ['Dependencies'],
        params: EntityIdParams,
        querystring: Query,
        response: {
          ...response,
          200: {
            ...response[200],
            content: { ...response[200].content, ...csvContent, ...workbookContent },
          },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { direction, maxDepth, limit, format, ...day } = request.query
      const asked = await readingOf(day, deps, request)
      const { row, reading } = await walked(deps, request.params.id, asked, direction, limit, maxDepth)
      const counts = row.more ? await countAll(graph, row.start.id, direction, maxDepth, reading) : countsOf(row.hits)
      const total = counts.reduce((sum, { count }) => sum + count, 0)
      const explained = explain(row, direction, reading.asOf)
      const spheres = await spheresOf(graph, reading, explained)
      const hits = explained.map((hit) => ({ ...hit, spheres: spheres(hit) }))
      if (format !== 'json') {
        const [sources, tenants] = await Promise.all([
          sourcesOf(
            graph,
            reading,
            explained.flatMap(({ needs }) => needs.flatMap(({ sourceIds }) => sourceIds)),
          ),
          tenantNames(graph, reading),
        ])
        const name = `${direction === 'dependents' ? 'auswirkung' : 'bedarf'}-${row.start.id.replace(/[^a-z0-9.-]+/g, '-')}-${reading.asOf}`
        const file = { start: row.start, direction, hits, total, asOf: reading.asOf, sources, tenants }
        return format === 'csv'
          ? reply.type(CSV_TYPE).header('content-disposition', attachment(`${name}.csv`)).send(impactCsv(file))
          : reply.type(XLSX_TYPE).header('content-disposition', attachment(`${name}.xlsx`)).send(impactWorkbook(file) as never)
      }
      const { tenant: _, ...entity } = row.start
      return {
        entity,
        direction,
        sentence: impactSentence({
          start: entity,
          direction,
          counts,
          reached: row.more ? undefined : reallyHit(row, direction),
          published: !reading.visibilities.includes('internal'),
        }),
        asOf: reading.asOf,
        maxDepth,
        byDepth: byDepth(counts),
        hits: hits.map(({ needs: _needs, tenant: _tenant, ...hit }) => hit),
        total,
        truncated: row.hits.length < total,
      }
    },
  )

  app.get(
    '/entities/:id/impact/map',
    {
      schema: {
        operationId: 'getImpactMap',
        summary: 'The map of what depends on it, or of what it needs',
        description:
          'Exactly the hits of the impact and the entity itself as nodes, and the needs among them. At most 500 hits; `total` counts all.',
        tags: ['Dependencies'],
        params: EntityIdParams,
        querystring: MapQuery,
        response: answers(ImpactMap, { description: 'The set as nodes and needs', example: impactMapExample }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { direction, maxDepth, limit, ...day } = request.query
      const asked = await readingOf(day, deps, request)
      const { row, reading } = await walked(deps, request.params.id, asked, direction, limit, maxDepth)
      const ids = [row.start.id, ...row.hits.map(({ entity }) => entity.id)]
      const [nodes, edges, counts] = await Promise.all([
        mapNodes(graph, reading, ids),
        edgesAmong(graph, reading, ids, mostEdges),
        row.more ? countAll(graph, row.start.id, direction, maxDepth, reading) : countsOf(row.hits),
      ])
      const total = counts.reduce((sum, { count }) => sum + count, 0)
      const { tenant: _, ...entity } = row.start
      return {
        entity,
        direction,
        asOf: reading.asOf,
        nodes,
        edges: edges.filter(({ type }) => ontology.relationTypes[type].needs),
        depths: Object.fromEntries([[row.start.id, 0], ...row.hits.map(({ entity: { id }, depth }) => [id, depth])]),
        total,
        truncated: row.hits.length < total,
      }
    },
  )
}

async function walked({ graph }: Deps, id: string, asked: Reading, direction: Direction, limit: number, maxDepth: number) {
  const { answer: row, reading } = await walkFrom(graph, id, asked, async (from, reading) => {
    const [found] = await graph.read<ImpactRow>(`queries/impact_${direction}`, { ...reading, id: from, limit, maxDepth })
    return found
  })
  return { row, reading }
}

/** Where a failure is felt: the spheres of an actor, of anything else those of whoever is accountable for it. */
async function spheresOf(graph: Graph, reading: Reading, hits: readonly ExplainedHit[]): Promise<(hit: ExplainedHit) => string[]> {
  const actors = ({ entity, owners }: ExplainedHit) => (ontology.nodeTypes[entity.type].actor ? [entity] : owners).map(({ id }) => id)
  const rows = await mapNodeRows(graph, reading, [...new Set(hits.flatMap(actors))])
  const known = new Map(rows.map(({ id, spheres }) => [id, spheres]))
  return (hit) => [...new Set(actors(hit).flatMap((id) => known.get(id) ?? []))].sort()
}

function countAll(
  graph: Graph,
  id: string,
  direction: Direction,
  maxDepth: number,
  reading: Reading,
): Promise<DepthCount[]> {
  return graph.read<DepthCount>(`queries/impact_${direction}_count`, { ...reading, id, maxDepth })
}
