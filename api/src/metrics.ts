/** Figures for Prometheus: how often and how long, by the pattern of a route and the file of a query; never what was asked. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Deps } from './deps.ts'

export interface Metrics {
  readonly registry: Registry
  /** `seconds` from the arrival to the last byte; `route` is a pattern. */
  answered(labels: { method: string; route: string; status: number }, seconds: number): void
  /** One statement, by its name below `cypher/`. */
  queried(query: string, seconds: number): void
  /** What is looked up when somebody asks for the figures. */
  watch(deps: Pick<Deps, 'graph' | 'preparation'>): void
}

export function newMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'kommunalgraph_http_request_seconds',
    help: 'Requests by method, pattern of the route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 3, 10, 60],
    registers,
  })
  const queries = new Histogram({
    name: 'kommunalgraph_query_seconds',
    help: 'Statements in the database, by their file below cypher/',
    labelNames: ['query'],
    buckets: [0.01, 0.1, 1, 5, 60],
    registers,
  })
  return {
    registry,
    answered: (labels, seconds) => requests.observe(labels, seconds),
    queried: (query, seconds) => queries.observe({ query }, seconds),
    watch: ({ graph, preparation }) => {
      new Gauge({
        name: 'kommunalgraph_prepared',
        help: '1: schema, migrations and warm-up are done',
        registers,
        collect() {
          this.set(preparation.step === 'done' ? 1 : 0)
        },
      })
      const lastBackup = new Gauge({ name: 'kommunalgraph_backup_last_success_timestamp_seconds', help: 'When the last good backup was made by a server; absent: none yet', registers })
      const backupBytes = new Gauge({ name: 'kommunalgraph_backup_last_bytes', help: 'Size of the last good backup', registers })
      const failing = new Gauge({ name: 'kommunalgraph_backup_failing', help: '1: the latest try to back up failed', registers })
      new Gauge({
        name: 'kommunalgraph_database_up',
        help: '1: the database answers',
        registers,
        // One look tells all of these. While the database is away the others keep what they said.
        async collect() {
          try {
            const [backup] = await graph.read<{ at: string | null; bytes: number | null; failedAt: string | null }>('writes/read_backup', {})
            this.set(1)
            failing.set(backup?.failedAt ? 1 : 0)
            if (!backup?.at) return
            lastBackup.set(Date.parse(backup.at) / 1_000)
            backupBytes.set(backup.bytes ?? 0)
          } catch {
            this.set(0)
          }
        },
      })
    },
  }
}
