/**
 * Real files of German offices, as they are: imported completely and twice, or refused, with a report that accounts for
 * every object and row. Read in place; nothing of them is kept here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { town } from '../changes/town.ts'
import { fingerprintOf } from '../imports/state.ts'
import { importsOf, settled } from '../imports/upload.ts'
import { karlsruhe, startWorld, type World } from '../neo4j.ts'

const real = fileURLToPath(new URL('../../../shared/data/real/', import.meta.url))
const there = existsSync(real)

let world: World
let imports: ReturnType<typeof importsOf>
beforeAll(async () => {
  if (!there) return
  world = await startWorld()
  imports = importsOf(world.api.url)
}, 600_000)
afterAll(() => world?.stop())

const read = (path: string) => new Uint8Array(readFileSync(join(real, path)))
const commit = async (report: ImportReport) => {
  const { status, body } = await imports.commit(report.id, { acceptRejected: true })
  expect(status, JSON.stringify(body).slice(0, 1_000)).toBe(200)
  expect(body.state).toBe('committed')
  return body
}
const total = ({ counts }: ImportReport) => counts.created + counts.changed + counts.unchanged + counts.rejected
/** The same again: nothing differs, nothing is written. */
const again = async (check: () => Promise<ImportReport>) => {
  const before = await fingerprintOf(world.database)
  const report = await check()
  expect(report.counts).toMatchObject({ created: 0, changed: 0 })
  expect((await commit(report)).seq).toBeNull()
  expect(await fingerprintOf(world.database)).toBe(before)
}

describe.skipIf(!there)('the council information system of Karlsruhe', () => {
  const files = (folder: string): Record<string, Uint8Array> =>
    Object.fromEntries(
      readdirSync(join(real, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.json'))
        .map((name) => [name, read(join(folder, name))]),
    )
  const check = async () => (await imports.upload('oparl.zip', zipSync(files('oparl-karlsruhe'), { level: 1 }), { tenant: karlsruhe })).body

  test('goes in completely, twice; every object stands for something or was skipped for a reason', async () => {
    const report = await check()
    expect(report.state, JSON.stringify(report.issues).slice(0, 2_000)).toBe('checked')
    const { account } = report
    expect(account?.read).toBeGreaterThanOrEqual(25_247)
    expect((account?.mapped ?? 0) + (account?.skipped ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(account?.read)
    expect(account?.skipped.find(({ reason }) => reason.en === 'deleted in the source')?.count).toBe(268)
    expect(report.issues.some(({ rule, severity }) => rule === 'dangling-reference' && severity === 'note')).toBe(true)
    expect(report.counts.rejected).toBe(0)
    expect(report.counts.created).toBeGreaterThan(10_000)
    const before = await fingerprintOf(world.database)
    const committed = await commit(report)
    await again(check)
    expect((await imports.undo(committed.id)).status).toBe(200)
    expect(await fingerprintOf(world.database)).toBe(before)
  })
})

/** Checks a table under a mapping of one's own. */
async function checkMapped(fileName: string, bytes: Uint8Array, mapping: Record<string, unknown>, tenant = town): Promise<ImportReport> {
  const { body } = await imports.upload(fileName, bytes, { tenant })
  const { status, body: mapped } = await imports.json('POST', `/imports/${body.id}/mapping?wait=120`, { sheets: [{ sheet: body.sheets[0]?.name, defaults: {}, ...mapping }] })
  expect(status, JSON.stringify(mapped)).toBe(200)
  return settled(world.api.url, mapped)
}

const company = { interestType: 'shareholding', confidence: 'reported', 'to.kind': 'enterprise', 'to.legalForm': 'gmbh', 'to.legalPersonality': true }

describe.skipIf(!there)('the shareholdings of the federation', () => {
  const direct = () => {
    const bytes = read('ownership-federal/direct_ownership.csv')
    return checkMapped('direct_ownership.csv', bytes, {
      target: 'OWNS_SHARE',
      columns: { id: 'to.key', name: 'to', capital_share: 'capitalEur', capital_share_perc: 'sharePct', parents: 'from' },
      defaults: company,
    })
  }
  test('direct ones: owners by the number of their row, every row accounted for, twice', async () => {
    const report = await direct()
    expect(total(report)).toBe(report.sheets[0]?.rows)
    expect(report.counts.created, JSON.stringify(report.issues.slice(0, 20))).toBeGreaterThan(50)
    // Whatever is rejected has its place and its reason.
    const places = new Set(report.issues.filter(({ severity }) => severity === 'rejected').map(({ row }) => row))
    expect(places.size).toBe(report.counts.rejected)
    await commit(report)
    await again(direct)
  })

  test('indirect ones: owners by name; what names nobody is rejected row by row', async () => {
    const check = () =>
      checkMapped('indirect_ownership.csv', read('ownership-federal/indirect_ownership.csv'), {
        target: 'OWNS_SHARE',
        columns: { name: 'to', capital_share_perc: 'sharePct', parent: 'from' },
        defaults: company,
      })
    const report = await check()
    expect(total(report)).toBe(report.sheets[0]?.rows)
    // Three rows name an owner of the direct list, fourteen name none and are companies alone.
    expect(report.counts).toMatchObject({ created: 17, rejected: 548 })
    expect(new Set(report.issues.filter(({ severity }) => severity === 'rejected').map(({ row }) => row)).size).toBe(Math.min(report.counts.rejected, 1_000))
    await commit(report)
    await again(check)
  })
})

test.skipIf(!there)('the directory of municipalities: municipalities by their key of parts, everything else rejected by row', async () => {
  const check = () =>
    checkMapped(
      'AuszugGV4QAktuell.csv',
      read('municipalities/AuszugGV4QAktuell.csv'),
      {
        target: 'Territory',
        columns: { land: 'ars', rb: 'ars', kreis: 'ars', vb: 'ars', gemeinde: 'ars', gemeindename: 'name', bevoelkerung: 'population' },
        defaults: { level: 'municipality', confidence: 'confirmed' },
      },
      'shared',
    )
  const report = await check()
  expect(total(report)).toBe(16_068)
  expect(report.counts.created).toBeGreaterThan(10_900)
  expect(report.counts.rejected).toBeGreaterThan(5_000)
  await commit(report)
  await again(check)
})

test.skipIf(!there)('the workbook of Wuppertal is refused with reasons, never guessed', async () => {
  const before = await fingerprintOf(world.database)
  const { body } = await imports.upload('Beteiligungsdaten-2018.xlsx', read('enterprises-wuppertal/Beteiligungsdaten-2018.xlsx'))
  expect(['refused', 'checked']).toContain(body.state)
  expect(body.counts.created).toBe(0)
  expect(body.issues.length).toBeGreaterThan(0)
  expect((await imports.commit(body.id, { acceptRejected: true })).status).not.toBe(200)
  expect(await fingerprintOf(world.database)).toBe(before)
})
