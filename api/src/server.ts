/**
 * The process: reads its settings, listens, prepares the database (schema, migrations, first seed), warms up, and
 * ends cleanly. It starts also while the database is away: `/health` answers, `/ready` says 503, and it goes on by
 * itself. Whoever started it hears over IPC: {progress}, {ready, url}, {fatal}.
 */
import { readFileSync } from 'node:fs'
import closeWithGrace from 'close-with-grace'
import { anyAccount } from './accounts/accounts.ts'
import { buildApp } from './app.ts'
import { firstSeed } from './changes/first-seed.ts'
import { closeGently } from './closing.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import type { App, Deps, Preparation } from './deps.ts'
import { backupBeforeMigrations, scheduleBackups } from './exports/backup.ts'
import { refuseHalfRestored, restore } from './exports/restore.ts'
import { GraphError } from './graph/errors.ts'
import { knownMigrations, migrate } from './graph/migrate.ts'
import { openGraph } from './graph/run.ts'
import { newMetrics } from './metrics.ts'
import { forgetDaily } from './privacy/after-mandate.ts'
import { warmUp } from './warm-up.ts'

/** A stop waits this long for running requests. */
const graceMs = 10_000
/** Pause between two looks for a database that is away. */
const pauseMs = 1_000

type Message = { progress: string } | { ready: true; url: string } | { fatal: string } | { databaseStopped: true }

const tell = (message: Message) => process.send?.(message)

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const config = readConfig(process.env, version)
  const preparation: Preparation = { step: 'database' }
  // Without a token nobody could read them.
  const metrics = config.metricsToken === undefined ? undefined : newMetrics()
  let app: App | undefined
  const graph = openGraph(config.neo4j, (query, ms) => {
    metrics?.queried(query, ms / 1_000)
    // The name of its file, never its parameters: those are what people ask for.
    // What is asked for the first time, while the server prepares, is planned and slow.
    if (preparation.step === 'done' && config.slowQueryMs > 0 && ms >= config.slowQueryMs) app?.log.warn({ query, ms: Math.round(ms) }, 'slow query')
  }, () => {
    // Every question fails until it is a new process; whoever started it is told.
    app?.log.error('the database has stopped itself; its disk may be full')
    tell({ databaseStopped: true })
  })
  const deps: Deps = { graph, config, preparation, metrics }
  app = await buildApp(deps)
  const { lastCall } = closeGently(app.server)
  const stopping = new AbortController()
  closeWithGrace({ delay: graceMs, logger: false }, async ({ err }) => {
    if (err) app.log.error({ err }, 'ended by a defect')
    stopping.abort()
    preparation.step = 'stopping'
    if (app.server.listening) await lastCall()
    await app.close()
    await deps.graph.close()
  })
  await listen(app, config)
  await prepare(app, deps, stopping.signal)
  if (!stopping.signal.aborted) for (const end of [scheduleBackups(deps, app.log), forgetDaily(deps, app.log)]) stopping.signal.addEventListener('abort', end)
  tell({ ready: true, url: addressOf(app) })
}

/** Brings the database to where this version wants it; waits for it as long as it takes. */
async function prepare(app: App, deps: Deps, stopping: AbortSignal): Promise<void> {
  const { graph, config, preparation } = deps
  const progress = (text: string) => {
    app.log.info(text)
    tell({ progress: text })
  }
  const steps: [Preparation['step'], () => Promise<unknown>][] = [
    ['database', () => graph.ping()],
    ['migrations', () => migrate(graph, knownMigrations(), (ids) => backupBeforeMigrations(graph, config, ids, progress))],
    ['accounts', () => refuseStrangers(deps)],
    ['restore', () => (config.restore === undefined ? refuseHalfRestored(graph) : restore(graph, config.restore, progress))],
    ['seed', () => firstSeed(graph, { onProgress: progress })],
    ['warm-up', () => warmUp(app, graph, stopping)],
  ]
  for (const [step, work] of steps) {
    preparation.step = step
    await untilReachable(work, stopping, () => progress('Waiting for the database'))
  }
  preparation.step = 'done'
}

/** Beyond this machine somebody must say who may see and change what; until then the server does not go on. */
async function refuseStrangers({ graph, config }: Deps): Promise<void> {
  if (config.local || config.reader === 'public' || config.issuer || config.restore !== undefined) return
  if (await anyAccount(graph)) return
  throw new ConfigError(
    `Nobody has an account yet, so ${config.host} is not served. Start with HOST=127.0.0.1 and run: npm run account -- add NAME --role administrator. ` +
      'Or name an OpenID provider (OIDC_ISSUER). Or serve only what is published: KG_READER=public.',
  )
}

/** Repeats a step while the database is away; every step can be repeated. Any other error ends the start. */
async function untilReachable(work: () => Promise<unknown>, stopping: AbortSignal, onWait: () => void): Promise<void> {
  for (let tries = 0; !stopping.aborted; tries++) {
    try {
      await work()
      return
    } catch (error) {
      if (!(error instanceof GraphError && error.kind === 'unavailable')) throw error
      if (error.code?.includes('Security'))
        throw new ConfigError(`Neo4j refuses the login: check NEO4J_USER and NEO4J_PASSWORD.`)
      if (tries % 10 === 0) onWait()
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

async function listen(app: App, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new ConfigError(`Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1}.`)
    if (code === 'EACCES')
      throw new ConfigError(`Port ${port} may not be used by this account. Choose one above 1023: PORT=3000.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigError(`${host} is no address of this machine. Check HOST.`)
    throw error
  }
}

function addressOf(app: App): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') return String(address)
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host === '127.0.0.1' ? 'localhost' : host}:${address.port}`
}

main().catch((error: unknown) => {
  const sentence = error instanceof Error ? error.message : String(error)
  const detail = error instanceof Error && !(error instanceof ConfigError) ? `\n${error.stack}` : ''
  process.stderr.write(`${sentence}${detail}\n`)
  // The message must be out before the process is gone.
  if (process.send) process.send({ fatal: sentence } satisfies Message, () => process.exit(1))
  else process.exit(1)
})
