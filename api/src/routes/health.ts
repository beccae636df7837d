/** GET /health: the process lives; GET /ready: it can answer. Neither is limited in rate. */
import { Health, Readiness } from '@kommunalgraph/contract/answers.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import type { App, Deps } from '../deps.ts'
import { statements } from '../graph/queries.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'

interface State {
  migration: string | null
  seq: number
  indexes: { name: string; state: string }[]
  backupAt: string | null
  backupFailedAt: string | null
}

/** Those that the search cannot do without, as the schema names them. */
const fullTextIndexes = statements('schema/indexes').flatMap((text) => /CREATE FULLTEXT INDEX (\w+)/.exec(text)?.[1] ?? [])

export async function healthRoutes(app: App, { graph, config, preparation }: Deps): Promise<void> {
  app.get(
    '/health',
    {
      // Asked every second by whoever watches: neither counted nor, while it waits, logged.
      config: { rateLimit: false, open: true },
      logLevel: 'error',
      schema: {
        operationId: 'health',
        summary: 'Is the process alive?',
        description: 'Always 200, also while the database is away.',
        tags: ['Service'],
        response: answers(Health, { description: 'It is', example: { status: 'ok', version: config.version } }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async () => ({ status: 'ok' as const, version: config.version }),
  )

  app.get(
    '/ready',
    {
      config: { rateLimit: false, open: true },
      logLevel: 'error',
      schema: {
        operationId: 'ready',
        summary: 'Can it answer?',
        description:
          'The database answers, schema and migrations are current, indexes are online, the hot queries are warm.',
        tags: ['Service'],
        response: answers(Readiness, {
          description: 'It can',
          example: { status: 'ready', database: 'Neo4j/2026.08.1', migration: '0001', seq: 3, backup: { lastAt: '2026-11-24T01:00:00.000Z', failedAt: null } },
        }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (_request, reply) => {
      const wait = (detail: string) => problem('database-unavailable', { detail, headers: { 'retry-after': '2' } })
      reply.header('cache-control', 'no-store')
      if (preparation.step === 'stopping') throw wait('The server is stopping')
      if (preparation.step !== 'done') throw wait(`Still preparing: ${preparation.step}`)
      const database = await graph.ping()
      const [state] = await graph.read<State>('queries/readiness', {})
      if (!state) throw wait('The database has no state')
      const online = new Set(state.indexes.flatMap(({ name, state: now }) => (now === 'ONLINE' ? [name] : [])))
      const building = state.indexes.filter(({ name }) => !online.has(name)).map(({ name }) => name)
      const missing = fullTextIndexes.filter((name) => !state.indexes.some((one) => one.name === name))
      if (building.length + missing.length > 0)
        throw wait([...(missing.length > 0 ? [`Indexes are missing: ${missing.join(', ')}`] : []), ...(building.length > 0 ? [`Indexes are being built: ${building.join(', ')}`] : [])].join('; '))
      return {
        status: 'ready' as const,
        database,
        migration: state.migration ?? 'none',
        seq: state.seq,
        backup: { lastAt: state.backupAt, failedAt: state.backupFailedAt },
      }
    },
  )
}
