/** From a file to the graph and back: dry run, rows rejected alone, commit, import again, undo, full delivery, kills. */
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import { sheetOfType } from '@kommunalgraph/contract/workbook.ts'
import Excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, beginning, buildingOffice, doorOf, itOffice, newInitiative, newUnit, permit, source, town } from '../changes/town.ts'
import { type Api, startApi, startWorld, type World } from '../neo4j.ts'
import { stateOf } from './state.ts'
import { csv, importsOf, rejections, settled } from './upload.ts'

let world: World
let door: ReturnType<typeof doorOf>
let imports: ReturnType<typeof importsOf>

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  door = doorOf(world.api.url)
  imports = importsOf(world.api.url)
  expect((await door.write([...beginning, newUnit('zwilling-a', { name: 'Zwilling' }), newUnit('zwilling-b', { name: 'Zwilling' })])).status).toBe(200)
})
afterAll(() => world?.stop())

const state = () => stateOf(world.database)
const header = ['Bezeichnung', 'Status', 'Tiefe', 'Beginn', 'Verantwortlich', 'Budget']
const plan = csv(
  header,
  ['Digitaler Parkausweis', 'läuft', 'noch nicht eingeschätzt', '01.03.2025', 'IT-Amt', '12.500,50'],
  ['Straßenkataster & mehr', 'Idee', 'noch nicht eingeschätzt', '', '', ''],
)
const defaults = { confidence: 'confirmed', depth: 'unrated' }
const mapping = (columns: Record<string, string>, sheet = 'plan', target = 'Initiative', more: Record<string, unknown> = defaults) => ({ sheet, target, columns, defaults: more })
/** Checks a file under a mapping of one's own. */
const mapped = async (fileName: string, text: string | Uint8Array, sheets: unknown[], query: Record<string, string> = {}) => {
  const { body } = await imports.upload(fileName, text, query)
  const { status, body: again } = await imports.json('POST', `/imports/${body.id}/mapping?wait=120`, { sheets })
  expect(status, JSON.stringify(again)).toBe(200)
  return settled(world.api.url, again)
}

describe('a file of initiatives', () => {
  let first: ImportReport

  test('the dry run says what would be, by cell, and writes nothing', async () => {
    const before = await state()
    const broken = csv(
      header,
      ['Digitaler Parkausweis', 'Idee', 'noch nicht eingeschätzt', '', 'IT-Amt', '12.500,50'],
      ['Zweites', 'Idee', 'noch nicht eingeschätzt', '31.02.2025', '', ''],
      ['Drittes', 'idee', 'noch nicht eingeschätzt', '', 'Zwilling', ''],
      ['Viertes', 'vielleicht', 'noch nicht eingeschätzt', '', '', 'viel'],
      ['', 'Idee', 'noch nicht eingeschätzt', '', '', '5'],
      ['Digitaler Parkausweis', 'Idee', 'noch nicht eingeschätzt', '', '', ''],
      ['Sechstes', 'Idee', 'noch nicht eingeschätzt', '', 'Amt für nichts', ''],
    )
    const { status, body } = await imports.upload('plan.csv', broken)
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({ state: 'checked', format: 'csv', encoding: 'utf-8', seq: null, counts: { created: 1, changed: 0, unchanged: 0, rejected: 6 } })
    expect(rejections(body)).toEqual([
      '3 no-such-day Beginn', '4 ambiguous-name Verantwortlich', expect.stringMatching(/^5 .+ Budget$/), expect.stringMatching(/^5 .+ Status$/),
      '6 no-name Bezeichnung', '7 duplicate-row', '8 R17 Verantwortlich',
    ])
    const twins = body.issues.find(({ rule }) => rule === 'ambiguous-name')
    expect(twins?.message).toContain(`unit:${town}:zwilling-a`)
    for (const issue of body.issues) for (const text of [issue.message, issue.next, issue.en.message, issue.en.next]) expect(text).not.toBe('')
    expect(body.rows[0]).toMatchObject({ status: 'rejected', title: 'Zweites' })
    expect(await state()).toEqual(before)
    // The same again as a file with a further column.
    const marked = await fetch(`${world.api.url}/api/v1/imports/${body.id}/marked`)
    const lines = (await marked.text()).split('\r\n')
    expect(lines[0]).toBe(`${header.join(';')};Fehler`)
    expect(lines[2]).toMatch(/^Zweites;Idee;noch nicht eingeschätzt;31\.02\.2025;;;"Beginn: .+no-such-day/)
    expect(lines[1]).toMatch(/;$/)
    // Without saying so, nobody takes the one valid row.
    expect((await imports.commit(body.id)).body.errors?.[0]?.path).toBe('body.acceptRejected')
    expect(await state()).toEqual(before)
    expect((await imports.json('DELETE', `/imports/${body.id}`)).body.state).toBe('cancelled')
    expect((await imports.commit(body.id, { acceptRejected: true })).status).toBe(409)
  })

  test('confirmed it is there, with source, batch and log entry; the same file again changes nothing', async () => {
    const before = await state()
    first = (await imports.upload('plan.csv', plan)).body
    expect(first.counts, JSON.stringify(first.issues)).toEqual({ created: 2, changed: 0, unchanged: 0, rejected: 0 })
    const { status, body } = await imports.commit(first.id)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ state: 'committed' })
    first = body
    const parking = `ini:${town}:digitaler-parkausweis`
    const after = await state()
    expect(after.some((line) => line.includes('"Initiative"') && line.includes(parking) && line.includes('"12500.5"'))).toBe(true)
    expect(after.filter((line) => line.includes('ImportBatch')).length).toBe(1)
    expect(after.some((line) => line.includes('ACCOUNTABLE_FOR') && line.includes(parking) && line.includes(itOffice))).toBe(true)
    expect(after.filter((line) => line.includes(parking)).every((line) => line.includes('sourceIds'))).toBe(true)

    const { body: again } = await imports.upload('plan.csv', plan)
    expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: 2, rejected: 0 })
    const { body: nothing } = await imports.commit(again.id)
    expect(nothing).toMatchObject({ state: 'committed', seq: null })
    expect(await state()).toEqual(after)
    expect((await imports.undo(again.id)).status).toBe(409)

    const { body: changed } = await imports.upload('plan.csv', plan.replace('12.500,50', '13.000'))
    expect(changed.counts).toEqual({ created: 0, changed: 1, unchanged: 1, rejected: 0 })
    expect(changed.rows[0]?.properties).toEqual([{ property: 'budgetEur', from: 12500.5, to: 13000 }])

    // A later edit stands in the way of undo; without it everything is as it was.
    const edit = await door.write([{ op: 'correct-entity', id: parking, values: { description: 'Später' } }])
    expect(edit.status).toBe(200)
    const blocked = await imports.undo(first.id)
    expect(blocked.status).toBe(409)
    expect(blocked.body.errors?.[0]?.path).toBe(`later.${edit.body.seq}.${parking}.description`)
    expect((await door.json('POST', `/changes/${edit.body.seq}/undo`, { reason: 'Doch nicht' })).status).toBe(200)
    const undone = await imports.undo(first.id)
    expect(undone.status, JSON.stringify(undone.body)).toBe(200)
    expect(undone.body.state).toBe('undone')
    expect(await state()).toEqual(before)
    expect((await imports.report(first.id)).body.state).toBe('undone')
  })

  test('other encodings and delimiters are the same file; the marked copy keeps both', async () => {
    const text = csv(header, ['Straßenbäume', 'Idee', 'noch nicht eingeschätzt', '31.02.2025', '', '']).replaceAll(';', '\t')
    const latin = Uint8Array.from(text, (character) => character.charCodeAt(0))
    const { body } = await imports.upload('plan.csv', latin)
    expect(['windows-1252', 'iso-8859-1']).toContain(body.encoding)
    expect(rejections(body)).toEqual(['2 no-such-day Beginn'])
    const bytes = new Uint8Array(await (await fetch(`${world.api.url}/api/v1/imports/${body.id}/marked`)).arrayBuffer())
    const marked = new TextDecoder('windows-1252').decode(bytes)
    expect(marked.split('\r\n')[1]).toMatch(/^Straßenbäume\tIdee\tnoch nicht eingeschätzt\t31\.02\.2025\t\t\t".*Tag/)
  })

  test('a workbook keeps its cells in the marked copy; formulas never get in', async () => {
    const workbook = new Excel.Workbook()
    const sheet = workbook.addWorksheet('Initiativen')
    sheet.addRow(header)
    sheet.addRow(['Erstes', 'Idee', 'noch nicht eingeschätzt', '', '', { formula: 'SUM(1,2)', result: 3 }])
    sheet.addRow(['=cmd|x', 'Idee', 'noch nicht eingeschätzt', '', '', 7])
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
    const { body } = await imports.upload('Mappe.xlsx', bytes)
    expect(body.state, JSON.stringify(body.issues)).toMatch(/checked|refused/)
    expect(body.issues.some(({ rule, row }) => rule === 'formula-cell' && row === 2)).toBe(true)
    const marked = new Excel.Workbook()
    await marked.xlsx.load(await (await fetch(`${world.api.url}/api/v1/imports/${body.id}/marked`)).arrayBuffer())
    const copy = marked.worksheets[0]
    expect(copy?.getCell('A2').text).toBe('Erstes')
    expect(copy?.getCell('G1').text).toBe('Fehler')
    expect(copy?.getCell('G2').text).toContain('formula-cell')
  })
})

describe('relations', () => {
  const columns = { Von: 'from', Beziehung: 'relation', Nach: 'to', Ab: 'validFrom', Bis: 'validUntil', Anteil: 'sharePct' }
  const relations = (...rows: string[][]) => csv(Object.keys(columns), ...rows)
  const check = (...rows: string[][]) => mapped('kanten.csv', relations(...rows), [mapping(columns, 'kanten', 'relations', { confidence: 'confirmed', interestType: 'shareholding' })])
  const org = (slug: string) => `org:${town}:${slug}`

  beforeAll(async () => {
    const company = (slug: string) => ({ op: 'put-entity' as const, type: 'Organization', id: org(slug), values: { name: slug, kind: 'enterprise', legalForm: 'gmbh', legalPersonality: true, confidence: 'confirmed', visibility: 'public' } })
    expect((await door.write([...['a', 'b', 'c', 'd'].map(company), newUnit('k1'), newUnit('k2'), newUnit('k3'), newInitiative('strittig')])).status).toBe(200)
  })

  test('B31, B32, B33, B34, B35: each broken row is rejected alone, with its rule', async () => {
    const report = await check(
      ['k1', 'ist Teil von', 'k2', '', '', ''],
      [`unit:${town}:fehlt`, 'PART_OF', 'k2', '', '', ''],
      [permit, 'PART_OF', 'k2', '', '', ''],
      ['k2', 'PART_OF', 'k2', '', '', ''],
      ['k3', 'PART_OF', 'k2', '01.05.2025', '01.05.2024', ''],
      ['a', 'ist beteiligt an', 'c', '', '', '60'],
      ['b', 'ist beteiligt an', 'c', '', '', '50'],
      ['a', 'ist beteiligt an', 'd', '', '', '50'],
      ['b', 'ist beteiligt an', 'd', '', '', '120'],
      ['b', 'hat beteiligt', 'd', '', '', '20'],
    )
    expect(rejections(report)).toEqual(['3 R17 Von', '4 R17 Nach', '5 R16 Nach', '6 R13 Ab', '7 R06 Anteil', '8 R06 Anteil', expect.stringMatching(/^10 .+ Anteil$/), '11 R17 Beziehung'])
    expect(report.counts).toEqual({ created: 2, changed: 0, unchanged: 0, rejected: 8 })
  })

  test('a column that does not belong to the relation of a row is told, and the row goes in', async () => {
    const report = await check(['k1', 'ist Teil von', 'k2', '', '', '60'], ['a', 'ist beteiligt an', 'c', '', '', '60'])
    expect(report.counts).toEqual({ created: 2, changed: 0, unchanged: 0, rejected: 0 })
    const notes = report.issues.filter(({ rule }) => rule === 'not-of-this-relation')
    expect(notes.map(({ row, column, severity }) => [row, column, severity])).toEqual([[2, 'Anteil', 'note']])
    expect(notes[0]?.message).toContain('„60“')
    const marked = await (await fetch(`${world.api.url}/api/v1/imports/${report.id}/marked`)).text()
    expect(marked.split('\r\n')[1]).toContain('[not-of-this-relation]')
  })

  test('B36, B37: rows that lead in a circle are rejected, and two owners of one thing', async () => {
    const report = await check(
      ['k1', 'PART_OF', 'k2', '', '', ''],
      ['k2', 'PART_OF', 'k3', '', '', ''],
      ['k3', 'PART_OF', 'k1', '', '', ''],
      [buildingOffice, 'ACCOUNTABLE_FOR', 'strittig', '', '', ''],
      [itOffice, 'ACCOUNTABLE_FOR', 'strittig', '', '', ''],
    )
    const rules = rejections(report)
    expect(rules.filter((line) => line.includes('R15')).length).toBeGreaterThan(0)
    expect(rules.filter((line) => line.includes('R02'))).toEqual(['5 R02 Nach', '6 R02 Nach'])
  })

  test('what depends on a rejected row is rejected one by one, and says on which', async () => {
    const workbook = new Excel.Workbook()
    const units = workbook.addWorksheet('Organisationseinheiten')
    units.addRow(['Kennung', 'Bezeichnung', 'Art', 'Vertrauen'])
    units.addRow([`unit:${town}:neu-1`, 'Neu 1', 'gibt es nicht', 'bestätigt'])
    units.addRow([`unit:${town}:neu-2`, 'Neu 2', 'Amt', 'bestätigt'])
    const edges = workbook.addWorksheet('Beziehungen')
    edges.addRow(['Von', 'Beziehung', 'Nach', 'Vertrauen'])
    edges.addRow(['Neu 2', 'ist Teil von', 'Neu 1', 'bestätigt'])
    edges.addRow(['Neu 2', 'ist Teil von', 'Bauamt', 'bestätigt'])
    const { body } = await imports.upload('Mappe.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()))
    const rejected = body.issues.filter(({ severity }) => severity === 'rejected').map(({ sheet, row, rule }) => `${sheet} ${row} ${rule}`)
    expect(rejected.filter((line) => line.startsWith('Organisationseinheiten'))).toHaveLength(1)
    expect(rejected.filter((line) => line.startsWith('Beziehungen'))).toEqual(['Beziehungen 2 depends-on-rejected'])
    expect(body.counts).toMatchObject({ created: 2, rejected: 2 })
  })

  test('a report on shareholdings: only direct shares, and companies that are new', async () => {
    await door.write([{ op: 'put-entity', type: 'Organization', id: `org:ars:${town}`, values: { name: 'Stadt', kind: 'municipality', legalForm: 'kdoer', legalPersonality: true, confidence: 'confirmed', visibility: 'public' } }])
    const text = csv(
      ['Gesellschaft', 'Rechtsform', 'Anteil %', 'Stammkapital', 'unmittelbar/mittelbar'],
      ['Stadtwerke Probe', 'GmbH', '74,9', '1.000.000', 'unmittelbar'],
      ['Netze Probe', 'GmbH', '100', '25.000', 'mittelbar'],
    )
    const { body } = await imports.upload('Beteiligungen.csv', text)
    expect(body.sheets[0]?.mapping?.target).toBe('OWNS_SHARE')
    expect(rejections(body)).toEqual([])
    expect(body.issues.some(({ rule, row }) => rule === 'indirect-share' && row === 3)).toBe(true)
    expect((await imports.commit(body.id)).status).toBe(200)
    const lines = await state()
    expect(lines.filter((line) => line.includes('OWNS_SHARE') && line.includes('stadtwerke-probe') && line.includes('74.9'))).toHaveLength(1)
    expect(lines.filter((line) => line.includes('netze-probe'))).toEqual([])
  })
})

describe('a value is emptied', () => {
  const columns = { Bezeichnung: 'name', Status: 'stage', Budget: 'budgetEur', Text: 'description', Gleich: 'sameAs' }
  const check = (...rows: string[][]) => mapped('plan.csv', csv(Object.keys(columns), ...rows), [mapping(columns)])
  const id = `ini:${town}:mit-budget`
  const line = async () => (await state()).find((one) => one.includes('"Initiative"') && one.includes(`"${id}"`)) ?? ''

  test('shown, written, not written twice, and brought back by undo; an empty cell does nothing of it', async () => {
    const made = await check(['Mit Budget', 'Idee', '500', 'Erst so', ''], ['Ohne Budget', 'Idee', '[leer]', '', '[empty]'])
    expect(made.counts, JSON.stringify(made.issues)).toEqual({ created: 2, changed: 0, unchanged: 0, rejected: 0 })
    expect((await imports.commit(made.id)).body.state).toBe('committed')
    const before = await state()
    expect(await line()).toContain('"budgetEur":"500"')
    expect(before.find((one) => one.includes(`"ini:${town}:ohne-budget"`))).not.toMatch(/budgetEur|sameAs|leer/)
    expect((await check(['Mit Budget', 'Idee', '', '', ''])).counts.unchanged).toBe(1)

    const emptied = await check(['Mit Budget', 'Idee', ' [LEER] ', '[Empty]', '[leer]'], ['Ohne Budget', 'Idee', '[leer]', '', ''])
    expect(emptied.counts).toEqual({ created: 0, changed: 1, unchanged: 1, rejected: 0 })
    expect(emptied.rows[0]?.properties).toEqual([{ property: 'budgetEur', from: 500, to: null }, { property: 'description', from: 'Erst so', to: null }])
    expect(await state()).toEqual(before)
    expect((await imports.commit(emptied.id)).body.state).toBe('committed')
    expect(await line()).not.toMatch(/budgetEur|description/)
    const after = await state()
    const again = await check(['Mit Budget', 'Idee', '[leer]', '[leer]', '[leer]'])
    expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: 1, rejected: 0 })
    expect((await imports.commit(again.id)).body.seq).toBeNull()
    expect(await state()).toEqual(after)
    expect((await imports.undo(emptied.id)).body.state).toBe('undone')
    expect(await state()).toEqual(before)
  })

  test('but not what must be there: the row is rejected at its cell', async () => {
    const before = await state()
    const report = await check(['Mit Budget', '[leer]', '[leer]', '', ''], ['[leer]', 'Idee', '', '', ''])
    expect(rejections(report)).toEqual(['2 cannot-be-empty Status', '3 no-name Bezeichnung'])
    expect(report.issues[0]).toMatchObject({ message: '„Stand des Vorhabens“ muss einen Wert haben und lässt sich nicht entfernen.', next: expect.stringContaining('leer') })
    expect((await imports.commit(report.id, { acceptRejected: true })).status).toBe(422)
    expect(await state()).toEqual(before)
  })

  test('nor what another value or a rule needs', async () => {
    const company = (slug: string) => ({ op: 'put-entity' as const, type: 'Organization', id: `org:${town}:${slug}`, values: { name: slug, kind: 'enterprise', legalForm: 'gmbh', legalPersonality: true, confidence: 'confirmed', visibility: 'public' } })
    expect((await door.write([company('mutter'), company('tochter'), { op: 'put-relation', relation: 'OWNS_SHARE', from: `org:${town}:mutter`, to: `org:${town}:tochter`, values: { sharePct: 51, votingPct: 60, interestType: 'shareholding', confidence: 'confirmed' } }])).status).toBe(200)
    const shares = { Von: 'from', Nach: 'to', Anteil: 'sharePct', Stimmen: 'votingPct' }
    const report = (...cells: string[]) => mapped('anteile.csv', csv(Object.keys(shares), ['mutter', 'tochter', ...cells]), [mapping(shares, 'anteile', 'OWNS_SHARE', { confidence: 'confirmed', interestType: 'shareholding' })])
    const broken = await report('[leer]', '')
    expect(new Set(rejections(broken))).toEqual(new Set(['2 one_of Anteil']))
    expect(broken.issues[0]?.message).toBe('„Anteil mindestens“ oder „Anteil“ wird gebraucht.')
    const fine = await report('', '[leer]')
    expect(fine.rows[0]?.properties).toEqual([{ property: 'votingPct', from: 60, to: null }])
  })

  test('is explained in the workbook, whose lists let the sign through where a value may be removed', async () => {
    const book = new Excel.Workbook()
    await book.xlsx.load(await (await fetch(door.url('/exports/xlsx?type=Initiative'))).arrayBuffer())
    expect(JSON.stringify(book.getWorksheet('Lies mich')?.getSheetValues())).toContain('Eine leere Zelle ändert nichts. Soll ein Wert entfallen, steht in seiner Zelle [leer].')
    const sheet = book.getWorksheet(sheetOfType('Initiative').name)
    const styleOf = (key: string) => sheet?.getRow(2).getCell(sheetOfType('Initiative').columns.findIndex((column) => column.key === key) + 1).dataValidation?.errorStyle
    expect([styleOf('stage'), styleOf('validFromPrecision')]).toEqual([undefined, 'warning'])
  })

  test.each(['csv.zip', 'xlsx'])('a text that only looks like the sign is exported to %s and imported as what it is', async (format) => {
    expect((await door.write([{ op: 'correct-entity', id, values: { description: '[leer]', sameAs: ['[Empty]'] } }])).status).toBe(200)
    const before = await state()
    const bytes = new Uint8Array(await (await fetch(door.url(`/exports/${format}?type=Initiative`))).arrayBuffer())
    const { body } = await imports.upload(`mappe.${format === 'xlsx' ? 'xlsx' : 'zip'}`, bytes)
    expect({ counts: body.counts, rejected: rejections(body) }).toMatchObject({ counts: { created: 0, changed: 0, rejected: 0 }, rejected: [] })
    expect(body.counts.unchanged).toBeGreaterThan(2)
    expect((await imports.commit(body.id)).body).toMatchObject({ state: 'committed', seq: null })
    expect(await state()).toEqual(before)
    expect(await line()).toContain('"description":"[leer]"')
    const emptied = await check(['Mit Budget', 'Idee', '', '[leer]', "'[empty]"])
    expect(emptied.rows[0]?.properties).toEqual([{ property: 'description', from: '[leer]', to: null }, { property: 'sameAs', from: ['[Empty]'], to: ['[empty]'] }])
  })
})

describe('what is not known', () => {
  const columns = { Von: 'from', Beziehung: 'relation', Nach: 'to', Belege: 'sourceIds' }
  const check = (...rows: string[][]) => mapped('namen.csv', csv(Object.keys(columns), ...rows), [mapping(columns, 'namen', 'relations', { confidence: 'confirmed' })])
  const next = (report: ImportReport, row: number) => report.issues.filter((issue) => issue.row === row && issue.severity === 'rejected').map((issue) => issue.next)

  test('is rejected, and what is similar is proposed: by name or id, of a fitting type, of this town, of today', async () => {
    const other = '082120000000'
    expect((await door.write([
      newUnit('ordnungsamt', { name: 'Ordnungsamt' }), newUnit('aufgeloest', { name: 'Ordnungsamd', validFrom: '2020-01-01', validUntil: '2021-01-01' }),
      { op: 'put-entity', type: 'OrgUnit', id: `unit:${other}:ordnungsamt`, values: { name: 'Ordnungsamte', kind: 'office', confidence: 'confirmed', visibility: 'public', tenant: other } },
    ])).status).toBe(200)
    const report = await check(
      ['Ordnungsmat', 'PART_OF', 'IT-Amt', ''],
      ['Bauamt', 'PART_OF', `unit:${town}:ordnungsamtt`, ''],
      ['Digitaler Bauantragg', 'ACCOUNTABLE_FOR', 'E-Akte', ''],
      ['Amt für nichts', 'PART_OF', 'IT-Amt', ''],
      ['Bauamt', 'ACCOUNTABLE_FOR', 'Digitaler Bauantragg', ''],
      ['Bauamt', 'PART_OF', 'IT-Amt', 'Aktte'],
      ['IT-Amt', 'PART_OF', 'Ordnungsamt', `src:${town}:aktte`],
      ['Amt für Ordnung', 'PART_OF', 'IT-Amt', ''],
    )
    expect(rejections(report)).toEqual(['2 R17 Von', '3 R17 Nach', '4 R17 Von', '5 R17 Von', '6 R17 Nach', '7 R12 Belege', '8 R12 Belege', '9 R17 Von'])
    const unit = `Meinten Sie „Ordnungsamt“ (unit:${town}:ordnungsamt)? Prüfen`
    expect(next(report, 2)[0]).toContain(unit)
    expect(next(report, 3)[0]).toContain(unit)
    for (const row of [4, 5]) expect(next(report, row)[0]).not.toContain('Meinten Sie')
    expect(next(report, 6)[0]).toContain(`Meinten Sie „Digitaler Bauantrag“ (${permit})?`)
    for (const row of [7, 8]) expect(next(report, row)[0]).toMatch(new RegExp(`^Meinten Sie „Akte“ \\(${source}\\)\\? Legen Sie die Quelle`))
    expect(next(report, 9)[0]).toContain(unit)
    expect(report.issues.find(({ row }) => row === 2)?.en.next).toMatch(/^Did you mean "Ordnungsamt" /)
    expect(JSON.stringify(report)).not.toContain(other)
    expect(JSON.stringify(report)).not.toContain('aufgeloest')
    expect(report.counts.created).toBe(0)
  })

  test('because it was merged into another entry leads to that one', async () => {
    const former = `unit:${town}:kita-amt`
    expect((await door.write([newUnit('kita-amt'), newUnit('jugendamt')])).status).toBe(200)
    expect((await door.write([{ op: 'retract-entity', id: former, successor: `unit:${town}:jugendamt` }])).status).toBe(200)
    const report = await check([former, 'PART_OF', 'IT-Amt', ''])
    expect(rejections(report)).toEqual(['2 R17 Von'])
    expect(next(report, 2)).toEqual([`Tragen Sie dessen Kennung ein: unit:${town}:jugendamt.`])
  })

  test('of several similar ones at most three are proposed, the most similar first', async () => {
    expect((await door.write(['Nord', 'Nordwest', 'Nordost', 'Norden', ''].map((part, index) => newUnit(`kita-${index}`, { name: `Kindertagesstätte ${part}`.trim() })))).status).toBe(200)
    const [text] = next(await check(['Kindertagesstäte Norden', 'PART_OF', 'IT-Amt', '']), 2)
    expect(text).toMatch(/^Meinten Sie „Kindertagesstätte Norden“ /)
    expect(text?.match(/\(unit:/g)).toHaveLength(3)
  })

  test('in a file full of it, only so much is searched for', async () => {
    const letters = [...'abcdefghijklmnop']
    const rows = letters.flatMap((a) => letters.map((b) => [`Bauamt${a}${b}`, 'PART_OF', 'IT-Amt', '']))
    const report = await check(...rows)
    expect(report.counts.rejected).toBe(256)
    expect(report.issues.filter((issue) => issue.next.includes('Meinten Sie „Bauamt“'))).toHaveLength(200)
  })
})

describe('a full delivery', () => {
  const units = (...names: string[]) => csv(['Bezeichnung', 'Art'], ...names.map((name) => [name, 'Amt']))
  const sheets = [mapping({ Bezeichnung: 'name', Art: 'kind' }, 'aemter', 'OrgUnit', { confidence: 'confirmed', validFrom: '2025-01-01' })]

  test('ends what it no longer lists, only what imports brought, and only when asked', async () => {
    const delivered = await mapped('aemter.csv', units('Amt Eins', 'Amt Zwei', 'Amt Drei'), sheets)
    expect((await imports.commit(delivered.id)).status).toBe(200)
    const before = await state()
    const shrunken = await mapped('aemter.csv', units('Amt Eins'), sheets, { full: 'true' })
    expect(shrunken).toMatchObject({ full: true, ended: 2, counts: { unchanged: 1 } })
    const refused = await imports.commit(shrunken.id)
    expect(refused.status).toBe(422)
    expect(refused.body.errors?.[0]).toMatchObject({ path: 'body.confirmEnding', allowed: ['2'] })
    expect((await imports.commit(shrunken.id, { confirmEnding: 1 })).status).toBe(422)
    expect(await state()).toEqual(before)
    expect((await imports.commit(shrunken.id, { confirmEnding: 2 })).body.state).toBe('committed')
    const open = (await state()).filter((line) => line.includes(':amt-') && line.includes('9999-12-31'))
    expect(open).toHaveLength(1)
    // Units that somebody entered by hand are nobody's delivery.
    expect((await door.get(at(buildingOffice))).status).toBe(200)
    expect((await imports.undo(shrunken.id)).status).toBe(200)
    expect(await state()).toEqual(before)
  })

  test('B20, F19: an empty one is refused, and ends nothing', async () => {
    const before = await state()
    for (const text of ['', 'Bezeichnung;Art\r\n']) {
      const { body } = await imports.upload('aemter.csv', text, { full: 'true' })
      expect(body.state).toBe('refused')
      expect((await imports.commit(body.id, { acceptRejected: true, confirmEnding: 0 })).status).toBe(409)
    }
    expect(await state()).toEqual(before)
  })
})

test('mappings are saved, listed, reused and deleted', async () => {
  const columns = { X1: 'name', X2: 'kind' }
  const named = { name: 'Eigene Liste', sheets: [mapping(columns, 'liste', 'OrgUnit', { confidence: 'confirmed' })] }
  expect((await imports.json('POST', '/import-mappings', named)).status).toBe(200)
  expect((await imports.json<{ mappings: unknown[] }>('GET', '/import-mappings')).body.mappings).toEqual([named])
  const { body } = await imports.upload('liste.csv', csv(['X1', 'X2'], ['Amt X', 'Amt']), { mapping: 'Eigene Liste' })
  expect(body.counts).toEqual({ created: 1, changed: 0, unchanged: 0, rejected: 0 })
  const { body: unknown } = await imports.upload('liste.csv', csv(['X1', 'X2'], ['Amt X', 'Amt']))
  expect(unknown.issues.map(({ rule }) => rule)).toContain('sheet-ignored')
  expect((await imports.commit(unknown.id)).status).toBe(422)
  expect((await imports.json('DELETE', `/import-mappings/${encodeURIComponent('Eigene Liste')}`)).status).toBe(200)
  expect((await imports.json('DELETE', `/import-mappings/${encodeURIComponent('Eigene Liste')}`)).status).toBe(404)
  expect((await imports.upload('liste.csv', csv(['X1'], ['Amt X']), { mapping: 'Eigene Liste' })).status).toBe(422)
})

test('events tell how far it is, to the end', async () => {
  const { body } = await imports.upload('plan.csv', plan)
  const text = await (await fetch(`${world.api.url}/api/v1/imports/${body.id}/events`)).text()
  expect(text).toBe('event: progress\ndata: {"step":"done","done":1,"total":1}\n\n')
})

test('what is no import is told so', async () => {
  expect((await imports.report(crypto.randomUUID())).status).toBe(404)
  expect((await imports.json('POST', '/imports', {})).status).toBe(415)
  // No server is asked that the operator has not named.
  const address = await imports.json('POST', '/imports', { url: 'https://ris.example.org/oparl/v1/system' })
  expect(address.status).toBe(422)
  expect(address.body.errors?.[0]).toMatchObject({ path: 'body.url', rule: 'host-not-allowed' })
  const form = new FormData()
  form.append('other', 'x')
  expect((await fetch(`${world.api.url}/api/v1/imports`, { method: 'POST', body: form })).status).toBe(400)
  expect((await imports.upload('plan.csv', plan, { sourceIds: `src:${town}:fehlt` })).status).toBe(422)
  const { body } = await imports.upload('anderes.csv', plan.replace('Digitaler', 'Anderer').replace('Straßen', 'Baum'), { sourceIds: source })
  expect(body.counts.created).toBe(2)
})

test('the public view imports nothing', async () => {
  const open = await startApi(world.database, { KG_READER: 'public' })
  try {
    const outside = importsOf(open.url)
    expect((await outside.upload('plan.csv', plan)).status).toBe(403)
    for (const [method, path] of [['GET', '/imports'], ['GET', `/imports/${crypto.randomUUID()}`], ['POST', `/imports/${crypto.randomUUID()}/commit`], ['GET', '/import-mappings']] as const)
      expect((await outside.json(method, path, method === 'POST' ? { reason: 'Ein Test' } : undefined)).status).toBe(403)
  } finally {
    await open.stop()
  }
})

describe('the API is killed in the middle of a commit', () => {
  const rows = 4_000
  const big = (name: string) => csv(['Bezeichnung', 'Art'], ...Array.from({ length: rows }, (_, index) => [`${name} ${index}`, 'Amt']))
  let api: Api
  beforeAll(async () => {
    api = await startApi(world.database)
  })
  afterAll(() => api?.stop())

  test.each([0.2, 0.5, 0.9])('F2: after %d of the time: all of it is there or nothing, and what was staged can still be confirmed', async (part) => {
    const name = `Gross ${part * 10}`
    const client = importsOf(api.url)
    const text = big(name)
    const { body } = await client.upload('gross.csv', text)
    await client.json('POST', `/imports/${body.id}/mapping?wait=120`, { sheets: [mapping({ Bezeichnung: 'name', Art: 'kind' }, 'gross', 'OrgUnit', { confidence: 'confirmed' })] })
    expect((await settled(api.url, (await client.report(body.id)).body)).counts.created).toBe(rows)
    const commit = client.commit(body.id).then(({ status }) => status, () => undefined)
    await new Promise((resolve) => setTimeout(resolve, 1_500 * part))
    const ended = new Promise((resolve) => api.process.once('exit', resolve))
    api.process.kill('SIGKILL')
    await ended
    await commit
    api = await startApi(world.database)
    const again = importsOf(api.url)
    const count = async () => (await state()).filter((line) => line.includes(`"${name} `)).length
    const { body: found } = await again.report(body.id)
    expect(['checked', 'committed']).toContain(found.state)
    expect(await count()).toBe(found.state === 'committed' ? rows : 0)
    if (found.state === 'checked') expect((await again.commit(body.id)).body.state).toBe('committed')
    expect(await count()).toBe(rows)
  })
})
