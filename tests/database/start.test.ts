/** `npm start` as a person meets it: what it says when something is missing, and that it stops all that it started. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { freePort } from '@kommunalgraph/database'
import { afterAll, describe, expect, test } from 'vitest'
import { addressOf, lives, npmStart, type Run, temporaryFolder, until } from './places.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = temporaryFolder()
const other = join(folder, 'other data')
const started: Run[] = []
afterAll(async () => {
  // What a failed test left running is stopped as a person would.
  for (const { child, ended } of started) {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})

/** `npm start` on the folder of this test. */
function start(settings: Record<string, string>) {
  const run = npmStart({ KG_DATA: join(folder, 'data'), ...settings })
  started.push(run)
  return run
}

describe('what is missing ends the start at once, before anything is installed or started', () => {
  test.each([
    ['no Java', { KG_JAVA_HOME: '/nowhere' }, [/No Java was found/, /Install Java 21/, /NEO4J_URI=/]],
    ['no Maven', { KG_JARS: join(folder, 'none'), PATH: '' }, [/Maven/, /NEO4J_URI=/]],
    ['no password', { NEO4J_URI: 'neo4j://127.0.0.1:7687' }, [/NEO4J_PASSWORD/]],
    ['an address of another kind', { NEO4J_URI: 'http://127.0.0.1:7474', NEO4J_PASSWORD: 'x' }, [/bolt:\/\//]],
    ['no port', { PORT: 'abc' }, [/PORT=abc/]],
    ['no address of this machine', { HOST: '192.0.2.1' }, [/HOST=192\.0\.2\.1/]],
  ])('%s', async (_name, settings, sentences) => {
    const run = start({ PORT: String(await freePort()), ...settings })
    expect(await run.ended).toBe(1)
    for (const sentence of sentences) expect(run.text).toMatch(sentence)
    expect(run.text).not.toMatch(/Installing|Building|Starting|at .*\.mjs:\d+/)
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('a port in use', async () => {
    const port = await freePort()
    const server = createServer()
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
    const run = start({ PORT: String(port) })
    expect(await run.ended).toBe(1)
    expect(run.text).toContain(`PORT=${port + 1} npm start`)
    expect(run.text).not.toMatch(/Starting the database/)
    await new Promise((done) => server.close(done))
  })
})

describe.runIf(process.platform === 'linux')('a whole run', () => {
  test('serves, brings a killed database back, and stops all of it on Ctrl-C', { timeout: 600_000 }, async () => {
    const run = start({ PORT: '0' })
    const url = await addressOf(run)
    const ready = async () => {
      try {
        return (await fetch(`${url}/api/v1/ready`, { signal: AbortSignal.timeout(5_000) })).status
      } catch {
        return 0
      }
    }
    expect(await ready()).toBe(200)
    const lock = join(folder, 'data', 'lock.json')
    const jvm = () => (JSON.parse(readFileSync(lock, 'utf8')) as { jvm: { pid: number } }).jvm.pid

    const first = jvm()
    process.kill(first, 'SIGKILL')
    await until(async () => (await ready()) === 503, 30_000, 'readiness says 503')
    await until(
      async () => (await ready()) === 200,
      150_000,
      () => `readiness says 200 again: ${run.text}`,
    )
    expect(run.text).toContain('The database ended unexpectedly (SIGKILL)')

    const second = jvm()
    expect(second).not.toBe(first)
    run.child.kill('SIGINT')
    expect(await run.ended).toBe(0)
    expect(lives(second)).toBe(false)
    expect(existsSync(lock)).toBe(false)
    expect(await ready()).toBe(0)
  })

  test('stops while it starts', { timeout: 120_000 }, async () => {
    const run = start({ PORT: '0', KG_DATA: other })
    await until(() => run.text.includes('Starting the database'), 10_000, 'the database is starting')
    await new Promise((done) => setTimeout(done, 1_500))
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(existsSync(join(other, 'lock.json'))).toBe(false)
  })
})

test('packages and web pages that are up to date are left alone', { timeout: 240_000 }, () => {
  const text = `
    const { installPackages } = await import('./api/install.mjs')
    const { buildWeb } = await import('./api/build-web.mjs')
    await installPackages()
    await buildWeb()
    console.log(await installPackages(), await buildWeb())`
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', text], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(printed.trim()).toBe('false false')
})
