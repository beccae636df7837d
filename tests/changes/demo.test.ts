import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { karlsruhe, musterstadt, startWorld, type World } from '../neo4j.ts'
import { doorOf } from './town.ts'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

let world: World
let door: ReturnType<typeof doorOf>

beforeAll(async () => {
  world = await startWorld()
  door = doorOf(world.api.url)
})
afterAll(() => world?.stop())

interface Tenants {
  tenants: { tenant: string; name: string; demo: boolean; entities: number }[]
  demoRemovedAt: string | null
}

/** `npm run seed -- …` against this world. */
async function seed(...options: string[]): Promise<{ code: number; out: string }> {
  const env = { ...process.env, KG_URL: world.api.url }
  return run(process.execPath, [join(root, 'seed/run.mjs'), ...options], { cwd: root, env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout + error.stderr,
    }),
  )
}

const remove = (tenant: string, confirm: string) => door.json('POST', `/tenants/${tenant}/remove-demo`, { confirm })

test('loading the same again changes nothing', async () => {
  const { code, out } = await seed()
  expect(code).toBe(0)
  expect(out.match(/ 0 rows were created, 0 changed, \d+ unchanged/g)).toHaveLength(3)
  expect((await door.get<{ seq: number }>('/ready')).body.seq).toBe(3)
})

test('a folder with a fault is told by file, row and column, and nothing of it is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kommunalgraph-seed-'))
  try {
    cpSync(join(root, 'seed/data/musterstadt/tenant.json'), join(folder, 'tenant.json'))
    writeFileSync(
      join(folder, 'OrgUnit.csv'),
      `id,name,kind,sourceIds\nunit:${musterstadt}:neu-1,Neu,office,\nunit:${musterstadt}:neu-2,Neu,Amt,\n`,
    )
    const { code, out } = await seed('--folder', folder)
    expect(code).toBe(1)
    expect(out).toMatch(/OrgUnit\.csv, row 3, kind: .*Allowed: .*office/)
    expect((await door.get(`/entities/unit:${musterstadt}:neu-1`)).status).toBe(404)
    writeFileSync(join(folder, 'OrgUnit.csv'), `id,name,kind,sourceIds\nunit:${musterstadt}:neu-1,Neu,office,\n`)
    expect((await seed('--folder', folder, '--dry-run')).out).toContain('1 rows would be created')
    expect((await door.get(`/entities/unit:${musterstadt}:neu-1`)).status).toBe(404)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a demo goes only by its name, only if it is one, and not while others depend on it', async () => {
  expect((await remove(musterstadt, 'Muster')).body).toMatchObject({
    status: 422,
    errors: [{ path: 'body.confirm', allowed: ['Musterstadt'] }],
  })
  expect((await remove('123456789012', 'x')).status).toBe(404)
  const link = {
    relation: 'COOPERATES_WITH',
    from: `org:ars:${karlsruhe}`,
    to: `org:ars:${musterstadt}`,
    values: {
      form: 'contract',
      confidence: 'reported',
      visibility: 'public',
      sourceIds: [`src:${karlsruhe}:ratsinformation`],
    },
    reason: 'Test',
    tenant: karlsruhe,
  }
  const factId = (await door.json('POST', '/relations', link)).body.results[0]?.id ?? ''
  const refused = await remove(musterstadt, 'Musterstadt')
  expect(refused).toMatchObject({ status: 409, body: { type: 'urn:kommunalgraph:problem:still-needed' } })
  expect(refused.body.errors?.[0]?.message).toContain(factId)
  await door.write([{ op: 'retract-relation', factId }], { sourceIds: [], tenant: karlsruhe })
})

test('it is gone physically, with its log; the other one stays as it was', async () => {
  const before = (await door.get<Tenants>('/tenants')).body.tenants
  expect((await remove(musterstadt, 'Musterstadt')).status).toBe(200)
  const { body } = await door.get<Tenants>('/tenants')
  expect(body.tenants).toEqual(before.filter(({ tenant }) => tenant === karlsruhe))
  expect(body.demoRemovedAt).not.toBeNull()
  const log = await door.get<HistoryAnswer>(`/changes?tenant=${karlsruhe}&limit=100`)
  expect(JSON.stringify(log.body)).not.toContain(`:${musterstadt}:`)
  expect((await door.get(`/entities/org:ars:${musterstadt}`)).status).toBe(404)
})

test('it does not come back by itself, but by the command line, whole', async () => {
  const before = (await door.get<Tenants>('/tenants')).body.tenants.length
  expect((await seed()).code).toBe(0)
  const { body } = await door.get<Tenants>('/tenants')
  expect([before, body.tenants.length, body.demoRemovedAt]).toEqual([1, 2, null])
  const { code, out } = await seed('--remove-demo', '--yes')
  expect([code, out]).toEqual([0, 'Karlsruhe was removed.\nMusterstadt was removed.\n'])
  expect((await door.get<Tenants>('/tenants')).body.tenants).toEqual([])
})
