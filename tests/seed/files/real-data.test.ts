/** Files of real offices, read in place: what they hold is counted, never quoted. Skipped and counted where they are missing. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Draft } from '@kommunalgraph/api/src/changes/draft.ts'
import { applyToDraft } from '@kommunalgraph/api/src/changes/plan.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import { nodeProperties, relationProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import { readSeed } from '@kommunalgraph/seed/src/data.ts'
import { readValue } from '@kommunalgraph/seed/src/files/read-value.ts'
import { readXlsx } from '@kommunalgraph/seed/src/files/xlsx.ts'
import { zipEntries } from '@kommunalgraph/seed/src/files/zip.ts'
import ExcelJS from 'exceljs'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { drop, placesOf, refusalOf } from './reading.ts'

const real = fileURLToPath(new URL('../../../../shared/data/real/', import.meta.url))
const bytesOf = (path: string) => readFileSync(`${real}${path}`)
const drops = (path: string) => drop(path.replace(/^.*\//, ''), bytesOf(path))

describe.skipIf(!existsSync(real))('tables', () => {
  test.each([
    ['municipalities/AuszugGV4QAktuell.csv', 'utf-8 with bom', 20, 16_068],
    ['municipalities/districts.csv', 'utf-8', 9, 401],
    ['ownership-federal/direct_ownership.csv', 'utf-8', 10, 109],
    ['ownership-federal/indirect_ownership.csv', 'utf-8', 7, 565],
    ['services-ozg-leika-nrw/ozg_service.csv', 'utf-8', 17, 5_251],
    ['services-ozg-leika-nrw/ozg_service_system.csv', 'utf-8', 11, 557],
    ['datasets/musterdatenkatalog 2.1 nordrhein-westfalen.csv', 'utf-8', 11, 2_370],
    ['datasets/2024_08_20_cities_1310_v5.csv', 'utf-8', 2, 1_306],
    ['civil-society/lab-locations.csv', 'utf-8', 3, 35],
  ])('%s', async (path, encoding, columns, rows) => {
    const file = await drops(path)
    expect({
      encoding: file.encoding,
      columns: file.sheets[0]?.header.length,
      rows: file.sheets[0]?.rows.length,
      issues: placesOf(file),
    }).toEqual({ encoding, columns, rows, issues: [] })
  })

  test('every number of the Gemeindeverzeichnis is read: blanks between thousands, commas and points', async () => {
    const { sheets } = await drops('municipalities/AuszugGV4QAktuell.csv')
    const [population, area] = [nodeProperties('Territory').population, relationProperties('OWNS_SHARE').capitalEur]
    if (!population || !area) throw new Error('The ontology has changed')
    const decimal = { ...area, kind: 'decimal' } as const
    let read = 0
    for (const { row, cells } of sheets[0]?.rows ?? []) {
      for (const [property, column] of [
        [population, 'bevoelkerung'],
        [population, 'maennlich'],
        [decimal, 'flaeche'],
        [decimal, 'laengengrad'],
        [decimal, 'breitengrad'],
      ] as const) {
        const cell = cells.get(column)
        if (cell === undefined) continue
        const value = readValue(property, cell)
        // 123.456 square kilometres are none of Germany's, but a table alone does not say so.
        if (!('value' in value))
          expect({ row, column, rule: value.rule }).toEqual({ row, column, rule: 'ambiguous-number' })
        else read++
      }
    }
    expect(read).toBeGreaterThan(20_000)
    const keys =
      sheets[0]?.rows.filter(({ cells }) => cells.get('satzart') === '60').map(({ cells }) => cells.get('land')) ?? []
    expect(keys).toHaveLength(11_004)
    expect(keys.every((key) => key?.length === 2)).toBe(true)
  })

  test('every share of the federal tables is a number or says why it is none', async () => {
    const share = relationProperties('OWNS_SHARE').sharePct
    if (!share) throw new Error('The ontology has changed')
    const rules: Record<string, number> = {}
    for (const path of ['ownership-federal/direct_ownership.csv', 'ownership-federal/indirect_ownership.csv']) {
      for (const { cells } of (await drops(path)).sheets[0]?.rows ?? []) {
        const cell = cells.get('capital_share_perc')
        if (cell === undefined) continue
        const value = readValue(share, cell)
        const key = 'value' in value ? 'read' : value.rule
        rules[key] = (rules[key] ?? 0) + 1
      }
    }
    // What the origin's PDF ran together ("74,85 25,15") is none.
    expect(rules).toEqual({ read: 611, 'not-a-number': 61 })
  })

  test('the Wuppertal workbook has no headings on any of its sheets and is refused, sheet by sheet', async () => {
    const file = await drops('enterprises-wuppertal/Beteiligungsdaten-2018.xlsx')
    const fatal = file.issues.filter((issue) => issue.fatal)
    expect({
      sheets: file.sheets,
      fatal: new Set(fatal.map(({ sheet }) => sheet)).size,
      rules: new Set(fatal.map(({ rule }) => rule)),
    }).toEqual({ sheets: [], fatal: 63, rules: new Set(['no-header']) })
    expect(file.issues.filter(({ rule }) => rule === 'sheet-empty').map(({ sheet }) => sheet)).toEqual(['Tabelle1'])
  })

  test('the taxonomy keeps the sheets that are tables, without its formulas', async () => {
    const file = await drops('datasets/Musterdatenkatalog_Taxonomie_V4.xlsx')
    expect(file.sheets.find(({ name }) => name === 'Datensätze')?.rows).toHaveLength(885)
    const rules = placesOf(file).map(({ rule, weight }) => `${rule} ${weight}`)
    expect(new Set(rules)).toEqual(
      new Set(['duplicate-header rejected', 'column-without-header note', 'formula-cell rejected']),
    )
    expect(rules.filter((rule) => rule.startsWith('formula'))).toHaveLength(6_562)
  })

  test('a table of the taxonomy is what another program reads there', async () => {
    const bytes = bytesOf('datasets/Musterdatenkatalog_Taxonomie_V4.xlsx')
    const { tables } = await readXlsx(zipEntries(new Uint8Array(bytes)))
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer)
    const table = tables.find(({ name }) => name === 'Datensätze')
    const other = workbook.getWorksheet('Datensätze')
    let cells = 0
    for (const { row, cells: own } of table?.rows ?? []) {
      for (const [at, column] of (table?.header ?? []).entries()) {
        const { text } = other?.getRow(row).getCell(at + 1) ?? { text: '' }
        // exceljs gives an object for a text of several looks that is a link.
        if (typeof text !== 'string') continue
        expect(own.get(column) ?? '').toBe(text.trim())
        cells++
      }
    }
    expect(cells).toBe(885 * 5 - 1)
  })
})

describe.skipIf(!existsSync(`${real}oparl-karlsruhe`))('the council information system of Karlsruhe', () => {
  const tenant = '082120000000'
  const home = `org:ars:${tenant}`
  const names = [
    'organizations.json',
    'consultations.json',
    'paper-submitters.json',
    ...['papers', 'meetings'].flatMap((folder) =>
      existsSync(`${real}oparl-karlsruhe/${folder}`)
        ? readdirSync(`${real}oparl-karlsruhe/${folder}`).map((name) => `${folder}/${name}`)
        : [],
    ),
  ]
  const files = () =>
    Object.fromEntries(names.map((name) => [name, new Uint8Array(bytesOf(`oparl-karlsruhe/${name}`))]))
  const read = (options = {}) => drop('karlsruhe.zip', zipSync(files(), { level: 1 }), { tenant, home, ...options })

  test('is read completely: every object counted here is counted there, mapped or skipped for a reason', async () => {
    const seen = new Map<string, number>()
    let [objects, deleted] = [0, 0]
    const count = (value: unknown): void => {
      if (Array.isArray(value)) {
        value.forEach(count)
        return
      }
      if (typeof value !== 'object' || value === null) return
      const { id, type, deleted: gone } = value as Record<string, unknown>
      if (typeof id === 'string' && typeof type === 'string') {
        objects++
        if (gone === true) deleted++
        seen.set(id, (seen.get(id) ?? 0) + 1)
      }
      Object.values(value).forEach(count)
    }
    for (const bytes of Object.values(files())) count(JSON.parse(new TextDecoder().decode(bytes)))
    expect({ objects, deleted }).toEqual({ objects: 27_510, deleted: 268 })

    const { account, issues, planned } = await read()
    const skipped = Object.fromEntries((account?.skipped ?? []).map(({ reason, count }) => [reason.en, count]))
    expect(account?.read).toBe(objects)
    expect((account?.mapped ?? 0) + Object.values(skipped).reduce((sum, one) => sum + one, 0)).toBe(objects)
    expect(skipped).toMatchObject({
      'deleted in the source': 268,
      'several times in the files': objects - seen.size,
      'placeholder instead of an office ("Offen", migration)': 2,
      'attachment; the paper is linked': 11_863,
    })
    expect(issues.filter(({ fatal, rejects }) => fatal || rejects)).toEqual([])
    expect(new Set(issues.map(({ rule }) => rule))).toEqual(
      new Set(['no-oparl', 'dangling-reference', 'unknown-result', 'unclear-organisation', 'title-left-out']),
    )
    expect(planned.length).toBeGreaterThan(18_000)
    expect(planned.length).toBeLessThan(100_000)
  }, 120_000)

  test('goes through the door without a problem on what ships for Karlsruhe, and agrees with it', async () => {
    let draft = new Draft({ entities: new Map(), facts: new Map(), pairs: new Set() })
    const seeds = readSeed()
    const entered = { by: 'test', at: '2026-10-01T08:00:00.000Z' }
    const through = (changes: Parameters<typeof applyToDraft>[1], of: string) => {
      const { issues } = applyToDraft(draft, changes, {
        tenant: of,
        sourceIds: [],
        entered,
        today: '2026-11-01',
        newFactId,
      })
      const next = draft.outcome()
      draft = new Draft(next)
      return issues
    }
    for (const {
      tenant: { tenant: of },
      body,
    } of seeds)
      expect(through(body.changes, of)).toEqual([])
    const seed = seeds.find(({ folder }) => folder === 'karlsruhe')?.body.changes ?? []
    const known = seed.flatMap((change) =>
      change.op === 'put-entity' && ['Organization', 'OrgUnit', 'Committee'].includes(change.type)
        ? [
            {
              id: change.id,
              name: String(change.values.name),
              shortName: change.values.shortName as string | undefined,
              oparlId: change.values.oparlId as string | undefined,
            },
          ]
        : [],
    )
    const { planned, issues } = await read({ known })
    // The hospital is called otherwise in the register; its address is not known yet.
    expect(
      issues
        .find(({ rule }) => rule === 'unclear-organisation')
        ?.message.en.split(':')[1]
        ?.split(','),
    ).toHaveLength(1)

    const stated = new Map(
      seed.flatMap((change) => (change.op === 'put-entity' ? [[change.id, change.values] as const] : [])),
    )
    let same = 0
    for (const { change } of planned) {
      if (change.op !== 'put-entity' || change.type !== 'Decision' || !stated.has(change.id)) continue
      const { reviewedAt: _, ...own } = stated.get(change.id) ?? {}
      expect({ id: change.id, ...change.values }).toEqual({ id: change.id, ...own })
      same++
    }
    expect(same).toBe(255)
    // What exists stays as it is where the reader says so; the rest goes through like any change.
    const fresh = planned
      .filter(({ change, onlyNew }) => !(onlyNew && change.op === 'put-entity' && stated.has(change.id)))
      .map(({ change }) => change)
    expect(through(fresh, tenant)).toEqual([])
    // The same once more changes nothing.
    const before = draft.outcome()
    const hash = (state: typeof before) =>
      createHash('sha256')
        .update(JSON.stringify([[...state.entities], [...state.facts]]))
        .digest('hex')
    expect(through(fresh, tenant)).toEqual([])
    expect(hash(draft.outcome())).toBe(hash(before))
  }, 180_000)

  test('can be split by year without losing or doubling a decision', async () => {
    const decisions = async (options = {}) =>
      (await read(options)).planned.flatMap(({ change }) =>
        change.op === 'put-entity' && change.type === 'Decision' ? [change.id] : [],
      )
    const all = await decisions()
    const parts = []
    for (const year of [2023, 2024, 2025, 2026]) parts.push(...(await decisions({ year })))
    expect(parts.sort()).toEqual(all.sort())
  }, 180_000)
})

test('no file of another kind is taken for OParl', async () => {
  expect(refusalOf(await drop('a.json', JSON.stringify({ type: 'FeatureCollection', features: [] }))).rule).toBe(
    'no-oparl',
  )
})
