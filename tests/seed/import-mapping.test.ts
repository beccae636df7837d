/** What sheets and columns are taken to mean, and what is left alone because it could mean several things. */
import { type Lookup, mapRows, type Meant } from '@kommunalgraph/api/src/imports/map-rows.ts'
import { proposeMapping } from '@kommunalgraph/api/src/imports/mapping.ts'
import { relationAllowed } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { SheetMapping } from '@kommunalgraph/contract/imports.ts'
import { isEmptied, sheetOfRelations, workbookSheets } from '@kommunalgraph/contract/workbook.ts'
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
  const mapped = (mapping: SheetMapping, rows: Record<string, string>[], named: Record<string, Meant[]> = {}, facts: Lookup['facts'] = new Map()) => {
    const header = Object.keys(mapping.columns)
    const table = {
      name: mapping.sheet,
      header,
      headerRow: 1,
      rows: rows.map((texts, index) => {
        const cells = Object.entries(texts)
        return { row: index + 2, cells: new Map(cells.filter(([, text]) => !isEmptied(text))), numbers: new Set<string>(), emptied: new Set(cells.flatMap(([name, text]) => (isEmptied(text) ? [name] : []))) }
      }),
    }
    const { units, issues } = mapRows([table], [mapping], { tenant: town, lookup: { named: new Map(Object.entries(named)), facts } })
    return { changes: units.flatMap(({ changes }) => changes), issues }
  }
  const map = (...given: Parameters<typeof mapped>) => {
    const { changes, issues } = mapped(...given)
    return { changes, issues: issues.map(({ row, rule, column }) => ({ row, rule, column })) }
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

  describe('a cell that says its value is to be removed', () => {
    const unit = `unit:${town}:amt`
    const columns = { Kennung: 'id', Name: 'name', Art: 'kind', Beschreibung: 'description', Ab: 'validFrom', Bis: 'validUntil', Quellen: 'sourceIds', Teil: 'to:PART_OF' }

    test('removes an optional value, whatever the mapping assumes; an empty cell says nothing', () => {
      const { changes, issues } = map(mapping('OrgUnit', columns, { description: 'immer', kind: 'office' }), [{ Kennung: unit, Name: 'Amt', Beschreibung: '[leer]' }, { Kennung: `${unit}-2`, Name: 'Amt 2' }])
      expect(issues).toEqual([])
      expect(changes).toEqual([
        { op: 'put-entity', type: 'OrgUnit', id: unit, values: { name: 'Amt', description: null }, defaults: { kind: 'office' } },
        { op: 'put-entity', type: 'OrgUnit', id: `${unit}-2`, values: { name: 'Amt 2' }, defaults: { kind: 'office', description: 'immer' } },
      ])
    })

    test.each([
      ['Kennung', 'cannot-be-empty'], ['Name', 'cannot-be-empty'], ['Art', 'cannot-be-empty'], ['Ab', 'cannot-be-empty'], ['Bis', 'cannot-be-empty'], ['Quellen', 'R11'], ['Teil', 'R17'],
    ])('%s cannot be removed: the row is rejected there', (column, rule) => {
      const { changes, issues } = mapped(mapping('OrgUnit', columns), [{ Kennung: unit, Name: 'Amt', [column]: '[leer]' }])
      expect(changes).toEqual([])
      expect(issues.map(({ row, rule: found, column: place, severity }) => [row, found, place, severity])).toEqual([[2, rule, column, 'rejected']])
      for (const text of [issues[0]?.message.de, issues[0]?.message.en, issues[0]?.next.de, issues[0]?.next.en]) expect(text).toMatch(/^\S.*\.$/)
      if (column === 'Bis') expect(issues[0]?.next.de).toContain('„offen“')
    })

    test('is no name and no key: without an id such a row says nothing of what it is', () => {
      expect(map(mapping('OrgUnit', { Name: 'name' }), [{ Name: '[leer]' }])).toEqual({ changes: [], issues: [{ row: 2, rule: 'no-name', column: 'Name' }] })
      expect(map(mapping('Organization', { Name: 'name', ARS: 'ars' }), [{ Name: 'Stadt', ARS: '[leer]' }]).changes).toEqual([{ op: 'put-entity', type: 'Organization', id: `org:${town}:stadt`, values: { name: 'Stadt', ars: null } }])
    })

    const factId = 'fact:funds:0199a1b2-0000-7000-8000-000000000001'
    const [from, to] = [`unit:${town}:a`, `ini:${town}:b`]
    const relations = { Kennung: 'factId', Von: 'from', Beziehung: 'relation', Nach: 'to', Fördertopf: 'programme', Anmerkung: 'note' }
    const facts = new Map([[factId, { relation: 'FUNDS', from, to }]])

    test('removes a value of a relation', () => {
      const row = { Von: from, Beziehung: 'FUNDS', Nach: to }
      const { changes, issues } = map(mapping('relations', relations), [{ ...row, Anmerkung: '[leer]' }, { ...row, Kennung: factId, Fördertopf: '[leer]' }], {}, facts)
      expect(issues).toEqual([])
      expect(changes).toEqual([{ op: 'put-relation', relation: 'FUNDS', from, to, values: { note: null } }, { op: 'correct-relation', factId, values: { programme: null } }])
    })

    test.each([
      ['Von', 'R17'], ['Beziehung', 'R17'], ['Nach', 'R17'], ['Kennung', 'cannot-be-empty'], ['Fördertopf', 'cannot-be-empty'],
    ])('never %s, without which the relation is another or none', (column, rule) => {
      expect(map(mapping('relations', relations), [{ Von: from, Beziehung: 'FUNDS', Nach: to, [column]: '[leer]' }], {}, facts)).toEqual({ changes: [], issues: [{ row: 2, rule, column }] })
    })
  })

  describe('a column of the sheet of relations', () => {
    const header = sheetOfRelations.columns.map((column) => column.header.de)
    const [from, to] = [`unit:${town}:a`, `ini:${town}:b`]
    const row = { Von: from, Nach: to, Vertrauen: 'bestätigt' }

    test('that the relation of the row does not have is told at its cell, and the row goes on', () => {
      const { changes, issues } = mapped(propose('Beziehungen', header), [
        { ...row, Beziehung: 'FUNDS', Betrag: '5', Anteil: '60', 'Art der Abhängigkeit': 'technisch', Anmerkung: 'gilt für alle' },
        { ...row, Beziehung: 'PART_OF', Betrag: '5', Anteil: '[leer]' },
      ])
      expect(issues.map(({ row: place, rule, column, severity }) => [place, rule, column, severity])).toEqual([
        [2, 'not-of-this-relation', 'Anteil', 'note'], [2, 'not-of-this-relation', 'Art der Abhängigkeit', 'note'], [3, 'not-of-this-relation', 'Betrag', 'note'],
      ])
      expect(issues[0]?.message.de).toBe('„Anteil“ gibt es bei der Beziehung „finanziert“ nicht; „60“ bleibt außen vor.')
      expect(issues[0]?.next.de).toContain('Betrag, Art der Finanzierung, Fördertopf')
      expect(issues[2]?.next.de).toContain('keine eigenen Angaben')
      expect(changes).toEqual([
        { op: 'put-relation', relation: 'FUNDS', from, to, values: { confidence: 'confirmed', amountEur: 5, note: 'gilt für alle' } },
        { op: 'put-relation', relation: 'PART_OF', from, to, values: { confidence: 'confirmed' } },
      ])
    })

    test('of one name with another is read from the one that belongs to the relation', () => {
      const { changes, issues } = map(propose('Beziehungen', header), [{ ...row, Beziehung: 'FUNDS', 'Art der Abhängigkeit': 'Unsinn', 'Art der Finanzierung': 'grant' }])
      expect(issues).toEqual([{ row: 2, rule: 'not-of-this-relation', column: 'Art der Abhängigkeit' }])
      expect(changes[0]).toMatchObject({ values: { kind: 'grant' } })
      expect(map(propose('Beziehungen', header), [{ ...row, Beziehung: 'FUNDS', 'Art der Finanzierung': 'Unsinn' }]).issues).toEqual([{ row: 2, rule: 'unknown-code', column: 'Art der Finanzierung' }])
    })

    test('with a header of somebody’s own belongs to whichever relation has it', () => {
      const own = mapping('relations', { Von: 'from', Art: 'relation', Nach: 'to', Wie: 'kind' })
      expect(map(own, [{ Von: from, Art: 'FUNDS', Nach: to, Wie: 'grant' }])).toEqual({ changes: [{ op: 'put-relation', relation: 'FUNDS', from, to, values: { kind: 'grant' } }], issues: [] })
      expect(map(own, [{ Von: from, Art: 'PART_OF', Nach: to, Wie: 'grant' }]).issues).toEqual([{ row: 2, rule: 'not-of-this-relation', column: 'Wie' }])
    })
  })

  test('what is unknown is handed on with the types that would fit, so that something like it can be proposed', () => {
    const { issues } = mapped(mapping('OrgUnit', { Name: 'name', Teil: 'to:PART_OF', Quelle: 'sourceIds' }), [{ Name: 'A', Teil: 'Bauamtt' }, { Name: 'B', Quelle: 'Aktte' }])
    expect(issues.map(({ unknown }) => unknown)).toEqual([{ text: 'Bauamtt', types: expect.arrayContaining(['OrgUnit']) }, { text: 'Aktte', types: ['Source'] }])
    expect(issues[0]?.unknown?.types).not.toContain('Initiative')
  })
})
