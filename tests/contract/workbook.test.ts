/** The layout of the workbook and its cells: what is written can be read back, and no cell is a formula. */
import { codes, entityTypes, nodeProperties, relationProperties, relationTypeNames, vocabularyLabel } from '@kommunalgraph/contract/ontology/ontology.ts'
import {
  cellOf,
  choicesOf,
  columnOfRelation,
  guarded,
  isEmptied,
  joinList,
  sheetOfRelations,
  sheetOfType,
  splitList,
  unguarded,
  workbookSheets,
} from '@kommunalgraph/contract/workbook.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('sheets', () => {
  test('one for each node type, one for all relations, two to read; names fit a spreadsheet and differ', () => {
    expect(workbookSheets.flatMap(({ type }) => type ?? [])).toEqual([...entityTypes])
    const names = workbookSheets.map(({ name }) => name.toLowerCase())
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\']{1,31}$/)
  })

  test.each(workbookSheets.filter(({ columns }) => columns.length > 0).map((sheet) => [sheet.name, sheet] as const))('%s: each header once, in both languages', (_, { columns }) => {
    for (const language of ['de', 'en'] as const) {
      const headers = columns.map(({ header }) => header[language].toLowerCase())
      expect(headers.filter((header, index) => headers.indexOf(header) !== index)).toEqual([])
    }
  })

  test('hold every property that may be entered, and none that only the server writes', () => {
    for (const type of entityTypes) {
      const may = Object.entries(nodeProperties(type)).filter(([, { setBy }]) => setBy !== 'server').map(([name]) => name)
      expect(sheetOfType(type).columns.map(({ key }) => key).sort(), type).toEqual(['id', ...may].sort())
    }
    for (const relation of relationTypeNames) {
      for (const [name, property] of Object.entries(relationProperties(relation))) {
        const column = columnOfRelation(relation, name)
        if (property.setBy === 'server') expect(column).toBeUndefined()
        else expect(column?.header).toEqual(property.label)
      }
    }
    expect(sheetOfRelations.columns[0]).toMatchObject({ key: 'factId', hidden: true })
  })

  test('a drop-down offers exactly the words for the codes', () => {
    const stage = sheetOfType('Initiative').columns.find(({ key }) => key === 'stage')
    expect(stage && choicesOf(stage)?.map(({ de }) => de)).toEqual(codes('stage').map((code) => vocabularyLabel('stage', code).de))
  })
})

describe('cells', () => {
  const text = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' ', "'", '|', '\\', 'a', 'ä', '1', '\uFF1D', '\u200B', '[leer]', '[Empty]'), maxLength: 12 })

  test('a guarded text is no formula, and reads back as it was', () => {
    fc.assert(
      fc.property(text, (one) => {
        const cell = guarded(one)
        expect(cell).not.toMatch(/^[\s\u200B]*[=+\-@\uFF1D]|^[\t\r\n]/)
        expect(isEmptied(cell)).toBe(false)
        expect(unguarded(cell)).toBe(one)
      }),
    )
  })

  test.each(['=cmd|"/c calc"!A1', '+49 30', '-1+1', '@SUM(A1)', '\t=1', '  =1', '\uFF1D1', "'=1", '[leer]', "'[leer]", ' [EMPTY] '])('%j gets an apostrophe', (one) => {
    expect(guarded(one)).toBe(`'${one}`)
  })

  test.each(['Bauamt', "'s-Hertogenbosch", '', '2026-01-01', 'a=b', '„=“', 'leer', '[leer] | [leer]', 'Feld [leer]'])('%j stays what it is', (one) => {
    expect(guarded(one)).toBe(one)
    expect(unguarded(one)).toBe(one)
  })

  test.each([['[leer]', true], [' [Leer]\u00A0', true], ['[EMPTY]', true], ['', false], ['leer', false], ['[ leer ]', false], ["'[leer]", false], ['[leer] x', false]])('%j removes a value: %s', (cell, removes) => {
    expect(isEmptied(cell)).toBe(removes)
  })

  test('a list reads back, bars and backslashes inside its items too', () => {
    const item = text.map((one) => one.trim()).filter((one) => one !== '')
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), (items) => {
        expect(splitList(joinList(items))).toEqual(items)
      }),
    )
  })

  test('say codes in words, yes and no as words, and nothing for an open end or an unknown start', () => {
    const { stage, validUntil, validFrom, budgetEur } = nodeProperties('Initiative')
    if (!stage || !validUntil || !validFrom || !budgetEur) throw new Error('properties are gone')
    expect(cellOf(stage, 'running')).toBe(vocabularyLabel('stage', 'running').de)
    expect(cellOf(validUntil, '9999-12-31')).toBeUndefined()
    expect(cellOf(validFrom, '0001-01-01')).toBeUndefined()
    expect(cellOf(validFrom, '2026-01-01')).toBe('2026-01-01')
    expect(cellOf(budgetEur, 0)).toBe(0)
    const { fallback } = relationProperties('DEPENDS_ON')
    expect([fallback && cellOf(fallback, true), fallback && cellOf(fallback, false)]).toEqual(['ja', 'nein'])
  })
})
