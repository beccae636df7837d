/** GET /entities/{id}/impact: what depends on an entity, or what it needs, through any number of others. */
import { Impact } from '@kommunalgraph/contract/answers.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams } from '../graph/entities.ts'
import { sourcesOf } from '../graph/evidence.ts'
import type { Graph } from '../graph/run.ts'
import { tenantNames } from '../graph/tenants.ts'
import { attachment, CSV_TYPE, csvContent } from '../plugins/files.ts'
import { answers } from '../plugins/openapi.ts'
import { type Reading, readingOf, readingParameters } from '../reading.ts'
import { wholeNumber } from '../walks/bounds.ts'
import { impactExample } from '../walks/examples.ts'
import {
  byDepth,
  countsOf,
  type DepthCount,
  type Direction,
  explain,
  type ImpactRow,
  reallyHit,
} from '../walks/impact.ts'
import { impactCsv } from '../walks/impact-csv.ts'
import { impactSentence } from '../walks/impact-sentence.ts'
import { walkFrom } from '../walks/start.ts'

const Query = z.strictObject({
  ...readingParameters,
  direction: z.enum(['dependents', 'dependencies']).default('dependents').meta({
    description: '`dependents`: what is hit if the entity fails; `dependencies`: what it needs itself',
  }),
  maxDepth: wholeNumber(1, 12).default(12).meta({ description: 'Most steps' }),
  limit: wholeNumber(1, 500).default(500).meta({ description: 'Most hits listed; `total` and `byDepth` count all' }),
  format: z.enum(['json', 'csv']).default('json').meta({ description: '`csv`: a file for a spreadsheet, in German' }),
})

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
          'that chain and whether there is a fallback on it. At most 500 hits are listed; `total` and `byDepth` count all of them.',
        tags: ['Dependencies'],
        params: EntityIdParams,
        querystring: Query,
        response: {
          ...response,
          200: {
            ...response[200],
            content: { ...response[200].content, ...csvContent },
          },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { direction, maxDepth, limit, format, ...day } = request.query
      const asked = await readingOf(day, deps)
      const walked = await walkFrom(graph, request.params.id, asked, async (id, reading) => {
        const [row] = await graph.read<ImpactRow>(`queries/impact_${direction}`, { ...reading, id, limit, maxDepth })
        return row
      })
      const { answer: row, reading } = walked
      const counts = row.more ? await countAll(graph, row.start.id, direction, maxDepth, reading) : countsOf(row.hits)
      const total = counts.reduce((sum, { count }) => sum + count, 0)
      const explained = explain(row, direction)
      if (format === 'csv') {
        const [sources, tenants] = await Promise.all([
          sourcesOf(
            graph,
            reading,
            explained.flatMap(({ needs }) => needs.flatMap(({ sourceIds }) => sourceIds)),
          ),
          tenantNames(graph, reading),
        ])
        const name = `${direction === 'dependents' ? 'auswirkung' : 'bedarf'}-${row.start.id.replace(/[^a-z0-9.-]+/g, '-')}-${reading.asOf}.csv`
        return reply
          .type(CSV_TYPE)
          .header('content-disposition', attachment(name))
          .send(impactCsv({ direction, hits: explained, total, asOf: reading.asOf, sources, tenants }))
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
        hits: explained.map(({ needs: _needs, tenant: _tenant, ...hit }) => hit),
        total,
        truncated: row.hits.length < total,
      }
    },
  )
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
