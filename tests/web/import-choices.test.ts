/** What sheets and columns of a file can mean, as the page of an import offers it. */
import type { SheetMapping } from '@kommunalgraph/contract/imports.ts'
import { entityTypes, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { columnChoices, entityTargets, IGNORE, missing, RELATIONS, relationTargets, reuse, withTarget } from '@kommunalgraph/web/src/features/import/choices.ts'
import { describe, expect, test } from 'vitest'

const values = (target: string) => columnChoices(target).map(({ value }) => value)
const sheet = (columns: Record<string, string>, more: Partial<SheetMapping> = {}): SheetMapping => ({ sheet: 'Vorhaben', target: 'Initiative', columns, defaults: {}, ...more })

test('every type and every relation can be the target of a sheet', () => {
  expect(entityTargets.map(({ value }) => value)).toEqual([...entityTypes])
  expect(relationTargets.map(({ value }) => value)).toEqual([...relationTypeNames])
})

describe('what a column can mean', () => {
  test.each([...entityTypes])('%s: its id and name, nothing that only the server writes', (type) => {
    const offered = values(type)
    expect(offered).toEqual(expect.arrayContaining(['id', 'name', 'validFrom']))
    for (const own of ['enteredAt', 'enteredBy', 'version', 'batchId']) expect(offered).not.toContain(own)
  })

  test.each([...relationTypeNames])('%s: both ends and its own properties, but not which relation it is', (relation) => {
    const offered = values(relation)
    expect(offered).toEqual(expect.arrayContaining(['from', 'to', 'factId', 'validFrom']))
    expect(offered).not.toContain('relation')
  })

  test('shares belong to ownership alone', () => {
    expect(values('OWNS_SHARE')).toContain('sharePct')
    expect(values('ACCOUNTABLE_FOR')).not.toContain('sharePct')
    expect(values(RELATIONS)).toEqual(expect.arrayContaining(['relation', 'sharePct']))
  })

  test('each meaning is offered once, and names to read by are none', () => {
    for (const target of [...entityTypes, ...relationTypeNames, RELATIONS]) {
      expect(new Set(values(target)).size, target).toBe(values(target).length)
      expect(values(target)).not.toContain('fromName')
    }
  })

  test('what is not imported has no meanings', () => expect(values(IGNORE)).toEqual([]))
})

describe('what a row still needs', () => {
  const names = (mapping: SheetMapping) => missing(mapping).map(({ value }) => value)

  test('is given by a column or by a fixed value; an empty fixed value gives nothing', () => {
    expect(names(sheet({}))).toEqual(expect.arrayContaining(['name', 'stage', 'confidence']))
    expect(names(sheet({ Titel: 'name', Stand: 'stage' }))).not.toEqual(expect.arrayContaining(['name']))
    expect(names(sheet({}, { defaults: { confidence: 'confirmed' } }))).not.toContain('confidence')
    expect(names(sheet({}, { defaults: { confidence: '' } }))).toContain('confidence')
  })

  test('never is the id: the server makes it', () => {
    for (const type of entityTypes) expect(names(sheet({}, { target: type }))).not.toContain('id')
  })

  test('are both ends of a relation, and which it is where the sheet holds several', () => {
    expect(names(sheet({ Wer: 'from' }, { target: 'OWNS_SHARE' }))).toContain('to')
    expect(names(sheet({ Wer: 'from', Wem: 'to' }, { target: RELATIONS }))).toContain('relation')
  })
})

describe('columns of a list that speak of other entries', () => {
  test('name the start or the target of a relation that the type can have', () => {
    expect(values('Initiative')).toEqual(expect.arrayContaining(['from:ACCOUNTABLE_FOR', 'from:FUNDS']))
    expect(values('Initiative')).not.toContain('to:ACCOUNTABLE_FOR')
    expect(values('OrgUnit')).toEqual(expect.arrayContaining(['to:PART_OF', 'to:ACCOUNTABLE_FOR']))
  })

  test('say on a list of shares which company it is', () => {
    expect(values('OWNS_SHARE')).toEqual(expect.arrayContaining(['directness', 'to.legalForm', 'to.registerId']))
    expect(values('PART_OF')).not.toContain('to.legalForm')
  })
})

test('another target keeps what it knows and lets go of the rest', () => {
  const mapping = sheet({ Name: 'name', Stand: 'stage', Budget: 'budgetEur' }, { defaults: { confidence: 'confirmed', stage: 'idea' } })
  expect(withTarget(mapping, 'Organization')).toEqual({
    sheet: 'Vorhaben',
    target: 'Organization',
    columns: { Name: 'name', Stand: IGNORE, Budget: IGNORE },
    defaults: { confidence: 'confirmed' },
  })
})

describe('a saved mapping', () => {
  const saved = sheet({ Name: 'name', Alt: 'description' }, { defaults: { confidence: 'confirmed' } })

  test('goes to the sheet of its name; new columns keep the proposal, columns that are gone do not come back', () => {
    const current = [sheet({ Name: IGNORE, Neu: 'stage' }), sheet({ X: 'name' }, { sheet: 'Anderes' })]
    expect(reuse([saved], current)).toEqual([{ ...saved, columns: { Name: 'name', Neu: 'stage' } }, current[1]])
  })

  test('of one sheet goes to the one sheet of a file with another name', () => {
    expect(reuse([saved], [sheet({ Name: IGNORE }, { sheet: 'liste-2027.csv' })])).toEqual([{ ...saved, sheet: 'liste-2027.csv', columns: { Name: 'name' } }])
  })

  test('of other sheets changes nothing', () => {
    const current = [sheet({ A: 'name' }, { sheet: 'A' }), sheet({ B: 'name' }, { sheet: 'B' })]
    expect(reuse([saved, { ...saved, sheet: 'C' }], current)).toEqual(current)
  })
})
