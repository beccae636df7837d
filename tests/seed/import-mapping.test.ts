/** What sheets and columns are taken to mean, and what is left alone because it could mean several things. */
import { mapRows, type Meant } from '@kommunalgraph/api/src/imports/map-rows.ts'
import { proposeMapping } from '@kommunalgraph/api/src/imports/mapping.ts'
import { relationAllowed } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { SheetMapping } from '@kommunalgraph/contract/imports.ts'
import { workbookSheets } from '@kommunalgraph/contract/workbook.ts'
import { describe, expect, test } from 'vitest'

const town = '990000000000'
const propose = (name: string, header: string[]) => proposeMapping({ name, header }, town)

describe('the layout of the workbook is understood', () => {
  const sheets = workbookSheets.filter(({ columns }) => columns.length > 0)

  test.each(sheets.map((sheet) => [sheet.name, sheet] as const))('%s: every column, by its German and its English label', (name, sheet) => {
    for (const language of ['de', 'en'] as const) {
      const mapping = propose(name, sheet.columns.map(({ header }) => header[language]))
      expect(mapping.target).toBe(sheet.type ?? 'relations')
      for (const { header, key, forReading } of sheet.columns) expect(mapping.columns[header[language]], `${name}: ${header[language]}`).toBe(forReading ? 'ignore' : key)
    }
  })

  test('what is only to be read is ignored', () => {
    expect(propose('Lies mich', ['Blatt', 'Bedeutung']).target).toBe('ignore')
  })
})

describe('what offices write', () => {
  test.each<[string, string[], string, Record<string, string>]>([
    ['Vorhaben', ['Titel', 'Status', 'Beginn', 'Ende', 'Verantwortlich', 'Budget (€)'], 'Initiative', { Titel: 'name', Status: 'stage', Verantwortlich: 'from:ACCOUNTABLE_FOR', 'Budget (€)': 'budgetEur' }],
    ['Organisationseinheiten', ['Bezeichnung', 'Kurzzeichen', 'Dezernat', 'Art'], 'OrgUnit', { Bezeichnung: 'name', Dezernat: 'to:PART_OF', Art: 'kind' }],
    ['Beteiligungen 2024', ['Gesellschaft', 'Rechtsform', 'Anteil in %', 'Stammkapital', 'unmittelbar/mittelbar'], 'OWNS_SHARE', { Gesellschaft: 'to', Rechtsform: 'to.legalForm', 'Anteil in %': 'sharePct', Stammkapital: 'capitalEur', 'unmittelbar/mittelbar': 'directness' }],
    ['edges', ['From', 'To', 'Type'], 'relations', { From: 'from', To: 'to', Type: 'relation' }],
  ])('%s', (name, header, target, columns) => {
    const mapping = propose(name, header)
    expect(mapping.target).toBe(target)
    expect(mapping.columns).toMatchObject(columns)
  })

  test.each([
    ['Tabelle1', ['A', 'B', 'C']],
    ['GuV', ['Position', '2017', '2018']],
    ['Liste', ['Name', 'Beschreibung', 'Anmerkung']],
    ['Liste', ['Bezeichnung', 'Ort']],
  ])('%s with %j is left alone', (name, header) => {
    const mapping = propose(name, header)
    expect(mapping.target).toBe('ignore')
    expect(new Set(Object.values(mapping.columns))).toEqual(new Set(['ignore']))
  })
})

describe('rows become changes', () => {
  const map = (mapping: SheetMapping, rows: Record<string, string>[], named: Record<string, Meant[]> = {}) => {
    const header = Object.keys(mapping.columns)
    const table = { name: mapping.sheet, header, headerRow: 1, rows: rows.map((cells, index) => ({ row: index + 2, cells: new Map(Object.entries(cells)), numbers: new Set<string>() })) }
    const { units, issues } = mapRows([table], [mapping], { tenant: town, lookup: { named: new Map(Object.entries(named)), facts: new Map() } })
    return { changes: units.flatMap(({ changes }) => changes), issues: issues.map(({ row, rule, column }) => ({ row, rule, column })) }
  }
  const mapping = (target: string, columns: Record<string, string>, defaults: Record<string, unknown> = {}): SheetMapping => ({ sheet: 'x', target, columns, defaults })

  test('an id is made of the name, an official key wins, two of one name do not share an id', () => {
    const { changes } = map(mapping('Organization', { Name: 'name', ARS: 'ars' }), [{ Name: 'Stadt & Land' }, { Name: 'Stadt+Land' }, { Name: 'Mit Schlüssel', ARS: '082120000000' }])
    expect(changes.map((change) => 'id' in change && change.id)).toEqual([`org:${town}:stadt-und-land`, `org:${town}:stadt-plus-land`, 'org:ars:082120000000'])
  })

  test('no name of a person enters an id', () => {
    const [change] = map(mapping('Person', { Name: 'name' }), [{ Name: 'Vorname Nachname' }]).changes
    expect(change && 'id' in change && change.id).toMatch(new RegExp(`^per:${town}:mandat-[0-9a-f-]+$`))
  })

  test('parts of a key stand in columns of their own', () => {
    const columns = { land: 'ars', rb: 'ars', kreis: 'ars', vb: 'ars', gem: 'ars', Name: 'name' }
    const [change] = map(mapping('Territory', columns), [{ land: '01', rb: '0', kreis: '01', vb: '0000', gem: '000', Name: 'Probe' }]).changes
    expect(change).toMatchObject({ id: 'ter:ars:010010000000', values: { ars: '010010000000' } })
  })

  test('an end is an id, an official key or an exact name; of several candidates none is guessed', () => {
    expect(relationAllowed('PART_OF', 'OrgUnit', 'OrgUnit')).toBe(true)
    const named = {
      Amt: [{ id: `unit:${town}:a`, type: 'OrgUnit', name: 'Amt' }, { id: `unit:${town}:b`, type: 'OrgUnit', name: 'Amt' }],
      Bauamt: [{ id: `unit:${town}:bau`, type: 'OrgUnit', name: 'Bauamt' }, { id: `ini:${town}:bau`, type: 'Initiative', name: 'Bauamt' }],
      Verein: [{ id: `usr:${town}:v`, type: 'UserGroup', name: 'Verein' }],
    }
    const { changes, issues } = map(mapping('PART_OF', { Von: 'from', Nach: 'to' }), [
      { Von: `unit:${town}:x`, Nach: 'Bauamt' }, { Von: `unit:${town}:x`, Nach: 'Amt' }, { Von: 'Verein', Nach: 'Bauamt' }, { Von: 'Niemand', Nach: 'Bauamt' }, { Von: `unit:${town}:x` },
    ], named)
    expect(changes).toEqual([{ op: 'put-relation', relation: 'PART_OF', from: `unit:${town}:x`, to: `unit:${town}:bau`, values: {} }])
    expect(issues).toEqual([
      { row: 3, rule: 'ambiguous-name', column: 'Nach' }, { row: 4, rule: 'R17', column: 'Von' }, { row: 5, rule: 'R17', column: 'Von' }, { row: 6, rule: 'R17', column: 'Nach' },
    ])
  })

  test('owners are named by the number of their row', () => {
    const { changes, issues } = map(
      mapping('OWNS_SHARE', { Nr: 'to.key', Firma: 'to', Mutter: 'from', Anteil: 'sharePct' }, { 'to.kind': 'enterprise', 'to.legalForm': 'gmbh' }),
      [{ Nr: '1', Firma: 'Oben', Anteil: '' }, { Nr: '2', Firma: 'Unten', Mutter: '1', Anteil: '33,33' }],
    )
    expect(issues).toEqual([{ row: 2, rule: 'no-owner', column: 'Mutter' }])
    expect(changes.at(-1)).toEqual({ op: 'put-relation', relation: 'OWNS_SHARE', from: `org:${town}:oben`, to: `org:${town}:unten`, values: { sharePct: 33.33 } })
  })
})
