/**
 * Schemathesis (from PyPI) over the whole OpenAPI document, as the public and as a steward, on the demo: whatever is sent, valid
 * or not, no answer is a 5xx, and every answer is one that the document tells of, status, content type and body.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { permissionsOf } from '@kommunalgraph/contract/permissions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address, send } from '../http.ts'
import { startWorld, type World } from '../neo4j.ts'

const run = promisify(execFile)
const version = '4.32.5'
/** Kept between runs, beside what else tools keep. */
const home = join(import.meta.dirname, `../../node_modules/.cache/schemathesis-${version}`)
const fuzzer = join(home, 'bin/schemathesis')
/** Of each kind for each operation: bounded, so that the whole check of a machine stays within its hour. FUZZ_EXAMPLES=1000 looks longer. */
const examples = Number(process.env.FUZZ_EXAMPLES ?? 2)
const seed = Number(process.env.FUZZ_SEED ?? 20_261_128)

const checks = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_schema_conformance', 'allow_header_conformance']
/** Answers that never end by themselves, one that hands out everything, and one whose pairs (`prefixItems`) Schemathesis 4.32 mistakes for a fault of the document. */
const left = ['/map/positions', '/imports/\\{id\\}/events', '/exports/dump']

let world: World
let token: string
let reports: string

/** Python's own way to a folder of its own; where Debian keeps that in a package, root installs it. */
async function install(): Promise<void> {
  if (existsSync(fuzzer)) return
  const make = async () => {
    await rm(home, { recursive: true, force: true })
    await mkdir(home, { recursive: true })
    await run('python3', ['-m', 'venv', home])
  }
  await make().catch(async () => {
    await run('apt-get', ['update', '-qq'])
    await run('apt-get', ['install', '-y', '-qq', 'python3-venv'])
    await make()
  })
  await run(join(home, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`])
}

beforeAll(async () => {
  await install()
  reports = await mkdtemp(join(tmpdir(), 'kommunalgraph-fuzz-'))
  world = await startWorld({ settings: { KG_LOG: 'error' } })
  const ask = <Body>(method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    send<Body>(address(path, {}, world.api.url), { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
  const password = 'ein Satz den niemand errät'
  // From the first account on, whoever shows nothing is the public.
  for (const [account, role] of [['betrieb', 'administrator'], ['pflege', 'steward']] as const) {
    const login = account === 'betrieb' ? undefined : await ask('POST', '/session', { account: 'betrieb', password })
    const cookie = login?.headers.get('set-cookie')?.split(';')[0]
    expect((await ask('POST', '/accounts', { account, role, password }, cookie ? { cookie } : {})).status).toBe(201)
  }
  const session = await ask('POST', '/session', { account: 'pflege', password })
  const issued = await ask<{ token: string }>('POST', '/tokens', { name: 'fuzz', days: 1, may: permissionsOf('steward') }, { cookie: session.headers.get('set-cookie')?.split(';')[0] ?? '' })
  expect(issued.status).toBe(201)
  token = issued.body.token
}, 600_000)
afterAll(async () => {
  await world?.stop()
  if (reports) await rm(reports, { recursive: true, force: true })
})

test.each([['the public', false], ['a steward', true]] as const)('as %s nothing that is sent breaks the server or the document', async (_, steward) => {
  const ended = await run(
    fuzzer,
    [
      'run', `${world.api.url}/api/v1/openapi.json`, '--checks', checks.join(), '--phases', 'coverage,fuzzing', '--max-examples', String(examples), '--seed', String(seed), '--no-shrink', '--continue-on-failure', '--workers', '2', '--max-failures', '30',
      '--suppress-health-check', 'all', '--request-timeout', '30', '--warnings', 'off', '--exclude-path-regex', left.join('|'),
      ...(steward ? ['--header', `authorization: Bearer ${token}`] : []),
    ],
    { cwd: reports, maxBuffer: 2 ** 26, env: { ...process.env, NO_COLOR: '1', COLUMNS: '160' } },
  ).catch((error: { stdout?: string; stderr?: string }) => ({ stdout: error.stdout ?? String(error), stderr: error.stderr ?? '' }))
  // Its exit code also counts defects of its own: seen in how it reads its sources from two threads, and in `prefixItems`.
  const [, generated = 0, passed] = /(\d+) generated, (\d+) passed/.exec(ended.stdout)?.map(Number) ?? []
  expect(passed, `${ended.stdout}\n${ended.stderr}`).toBe(generated)
  expect(generated).toBeGreaterThan(8_000)
})
