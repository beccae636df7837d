/** What forms do without a browser: numbers and days as people write them, judgement, conflicts, refusals, drafts, CSV. */
import fc from 'fast-check'
import { entityTypes, nodeProperties, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type QualityRule, qualityRule } from '@kommunalgraph/contract/quality.ts'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { csvOf } from '../../web/src/ui/files.ts'
import { dropBroken, drafts, dropDraft, keepDraft, readDraft } from '../../web/src/features/edit/drafts.ts'
import {
  changedFields,
  clashes,
  enteredValues,
  fieldGroups,
  freshValues,
  judge,
  patchOf,
  readNumber,
  settled,
} from '../../web/src/features/edit/entry.ts'
import { fieldProblems, sayRefusal } from '../../web/src/features/edit/problems.ts'
import { warningsOf } from '../../web/src/features/edit/warnings.ts'

describe('numbers', () => {
  test.each([
    ['1.250.000', 1_250_000], ['1250000', 1_250_000], ['1.250.000,50', 1_250_000.5], ['12,5', 12.5], ['12.5', 12.5], ['1.250', 1250],
    ['1,25 Mio. €', 1_250_000], ['1,25 Millionen', 1_250_000], ['300 T€', 300_000], ['31,4 %', 31.4], ['-3', -3], ['0', 0], [' 7 € ', 7], ['1 250 000', 1_250_000],
  ])('German %s', (text, number) => expect(readNumber(text, 'de')).toBe(number))

  test.each([['1,250,000', 1_250_000], ['12.5', 12.5], ['1.25 million', 1_250_000], ['1,250', 1250]])('English %s', (text, number) => expect(readNumber(text, 'en')).toBe(number))

  test.each(['viel', '1,2,3', '1.25.000', '12,', ',5', '1e5', '0x10', '1..2', '€', 'Mio.'])('%s is not guessed', (text) => expect(readNumber(text, 'de')).toBeUndefined())

  test('what a form shows is what it reads, in both languages', () => {
    for (const language of ['de', 'en'] as const)
      for (const budgetEur of [0, 12.5, 1_240_000, 0.05]) {
        const entered = enteredValues({ entity: 'Initiative' }, { budgetEur }, language)
        expect(judge({ entity: 'Initiative' }, entered, language).values.budgetEur).toBe(budgetEur)
      }
  })
})

describe('fields', () => {
  test('every property that people may enter has one field, of every type; what the server says has none', () => {
    for (const entity of entityTypes) {
      const names = fieldGroups({ entity }).flatMap((group) => group.fields.map(([name]) => name))
      expect(new Set(names).size, entity).toBe(names.length)
      const asked = Object.entries(nodeProperties(entity)).filter(([, property]) => property.setBy !== 'server' && property.inheritedFrom === undefined)
      expect([...names].sort(), entity).toEqual(asked.map(([name]) => name).sort())
    }
    for (const relation of relationTypeNames) expect(fieldGroups({ relation }).length, relation).toBeGreaterThan(0)
  })

  test('stored values come back unchanged, and a patch of an untouched form is empty', () => {
    const kind = { entity: 'Initiative' } as const
    const values = { name: 'A', stage: 'running', budgetEur: 1.5, workingMode: ['agile'], startDate: '2022-06-01', validFrom: '0001-01-01', validUntil: '9999-12-31', reviewedAt: '2026-10-01T08:00:00Z', sameAs: ['a', 'b'] }
    const entered = enteredValues(kind, values, 'de')
    expect(entered).toMatchObject({ validFrom: '', validUntil: '', budgetEur: '1,5', reviewedAt: '2026-10-01' })
    expect(changedFields(entered, enteredValues(kind, values, 'de'))).toEqual([])
    expect(patchOf(kind, entered, entered, 'de')).toEqual({})
  })

  test('a patch states what differs; an emptied field is removed, an emptied day is open or unknown', () => {
    const kind = { entity: 'Initiative' } as const
    const before = enteredValues(kind, { name: 'A', budgetEur: 5, description: 'alt', validFrom: '2020-01-01', validUntil: '2027-01-01' }, 'de')
    const after = { ...before, budgetEur: '', description: 'neu', validFrom: '', validUntil: '' }
    expect(patchOf(kind, before, after, 'de')).toEqual({ budgetEur: null, description: 'neu', validFrom: '0001-01-01', validUntil: '9999-12-31' })
  })
})

describe('judgement', () => {
  const kind = { entity: 'Initiative' } as const
  const judged = (entered: Record<string, string>) => judge(kind, { ...freshValues(kind, 'de'), ...entered }, 'de')

  test('what must be given is named; what has a default may stay empty', () => {
    expect(Object.keys(judged({}).problems).sort()).toEqual(['depth', 'name', 'stage'])
    expect(judged({ name: 'A', stage: 'idea', depth: 'imitative' }).problems).toEqual({})
  })

  test.each([
    ['name', 'x'.repeat(301), /höchstens 300 Zeichen/],
    ['name', 'eins\nzwei', /nur eine Zeile/],
    ['description', 'Tel. 0721 1234567', /Kontaktdaten/],
    ['budgetEur', 'viel', /keine eindeutige Zahl/],
    ['startDate', '2026-02-31', /Diesen Tag gibt es nicht/],
    ['stage', 'running2', /aus der Liste/],
  ])('%s = %s', (name, text, said) => expect(judged({ name: 'A', stage: 'idea', depth: 'imitative', [name]: text }).problems[name]?.de).toMatch(said))

  test('rules between fields speak at the field', () => {
    expect(judged({ name: 'A', stage: 'idea', depth: 'imitative', validFrom: '2026-01-01', validUntil: '2025-01-01' }).problems.validFrom?.de).toMatch(/vor/)
    expect(judge({ relation: 'ACCOUNTABLE_FOR' }, { confidence: 'assumed' }, 'de').problems.confidence?.de).toMatch(/Behauptungen/)
  })

  test('what aged elsewhere does not stand in the way of another field', () => {
    const aged = { ...freshValues(kind, 'de'), name: '', stage: 'idea', depth: 'imitative', description: 'neu' }
    expect(judge(kind, aged, 'de', new Set(['description'])).problems).toEqual({})
    expect(judge(kind, aged, 'de', new Set(['name'])).problems).toHaveProperty('name')
  })
})

test('conflict: what only they changed is taken, what both changed is asked, what both made alike is no conflict', () => {
  const before = { a: '1', b: '1', c: '1', d: '1', e: ['x'] }
  const theirs = { a: '2', b: '2', c: '2', d: '1', e: ['y'] }
  const mine = { a: '1', b: '3', c: '2', d: '9', e: ['z'] }
  const found = clashes(before, theirs, mine)
  expect(found.map(({ name, contested }) => [name, contested])).toEqual([['a', false], ['b', true], ['e', true]])
  expect(settled(mine, found, { b: 'mine', e: 'theirs' })).toEqual({ a: '2', b: '3', c: '2', d: '9', e: ['y'] })
})

describe('refusals of the API', () => {
  test('each at its change and field, in German', () => {
    const problem = {
      errors: [
        { path: 'body.changes[2].values.validFrom', message: 'The same fact holds already on some of these days: fact:x', rule: 'R14' },
        { path: 'body.changes[0].to', message: 'ini:1 has an open owner already', rule: 'R02' },
        { path: 'body.sourceIds[0]', message: 'No source "x"', rule: 'R12' },
        { path: 'body.reason', message: 'Contact data', rule: 'R28' },
        { path: 'body.changes[1]', message: 'Something new' },
      ],
    } as Parameters<typeof fieldProblems>[0]
    expect(fieldProblems(problem).map(({ change, field }) => [change, field])).toEqual([[2, 'validFrom'], [0, 'to'], [undefined, 'sourceIds'], [undefined, 'reason'], [1, '']])
    for (const { text } of fieldProblems(problem)) expect(text.de).toMatch(/[a-zäöü].*\.$|Something new/)
  })

  test('days that the API names are told as days', () => {
    expect(sayRefusal({ path: '', message: 'Must lie within its validity, 2026-01-01 to 9999-12-31', rule: 'R13' }).de).toContain('(1. Januar 2026 bis offen)')
    expect(sayRefusal({ path: '', message: 'Must be after its start 0001-01-01; use retract', rule: 'R13' }).de).toContain('(unbekannt)')
  })
})

/** What a device keeps, empty before each test of a group. */
function storageForEach(): Map<string, string> {
  const room = new Map<string, string>()
  beforeEach(() => {
    room.clear()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => room.get(key) ?? null, setItem: (key: string, text: string) => void room.set(key, text), removeItem: (key: string) => void room.delete(key),
      key: (index: number) => [...room.keys()][index] ?? null, get length() { return room.size },
    })
    return () => vi.unstubAllGlobals()
  })
  return room
}

describe('drafts', () => {
  const room = storageForEach()
  const draft = (at: string, state: unknown = { a: 1 }) => ({ state, at, unsent: false, title: 'T', href: '/x' })

  test('kept, read, listed newest first, dropped', () => {
    const now = Date.now()
    expect(keepDraft('eins', draft(new Date(now - 1000).toISOString()))).toBe(true)
    keepDraft('zwei', draft(new Date(now).toISOString()))
    expect(readDraft('eins', { a: 0 }).draft?.state).toEqual({ a: 1 })
    expect(drafts().map(({ key }) => key)).toEqual(['zwei', 'eins'])
    dropDraft('zwei')
    expect(drafts().map(({ key }) => key)).toEqual(['eins'])
  })

  test('an old or broken one is no draft, and a full device says so', () => {
    keepDraft('alt', draft('2020-01-01T00:00:00Z'))
    expect(readDraft('alt', { a: 0 })).toEqual({})
    room.set('kg:draft:kaputt', '{')
    expect(readDraft('kaputt', { a: 0 })).toEqual({ broken: '{' })
    vi.stubGlobal('localStorage', { setItem: () => { throw new Error('full') } })
    expect(keepDraft('voll', draft(new Date().toISOString()))).toBe(false)
  })
})

describe('a damaged draft', () => {
  const room = storageForEach()
  const like = { next: undefined, entered: { name: '', tags: [] as string[] }, base: { version: 1 }, why: { reason: '', sources: [] as object[] } }
  const whole = { at: new Date().toISOString(), unsent: false, title: 'T', href: '/x', version: 1, state: { next: { id: 'a', name: 'A' }, entered: { name: 'Radweg' }, base: { version: 3 }, why: { reason: 'Beschluss', sources: [{ id: 's', name: 'S' }] } } }
  const kept = (draft: unknown) => (room.set('kg:draft:k', typeof draft === 'string' ? draft : JSON.stringify(draft)), readDraft('k', like))

  test('what fits comes back, with what is new in the form', () => {
    expect(kept(whole).draft?.state).toEqual({ ...whole.state, entered: { name: 'Radweg', tags: [] } })
  })

  test.each<[string, unknown]>([
    ['cut off', JSON.stringify(whole).slice(0, 90)],
    ['of another version', { ...whole, version: 99 }],
    ['no object', [1]],
    ['null', 'null'],
    ['without a time', { ...whole, at: 'gestern' }],
    ['with an address that leads elsewhere', { ...whole, href: 'javascript:alert(1)' }],
    ['with an address of another host', { ...whole, href: '//example.org' }],
    ['of another form', { ...whole, state: { other: 1 } }],
    ['with a number for a text', { ...whole, state: { ...whole.state, entered: { name: 5 } } }],
    ['with a text for a list', { ...whole, state: { ...whole.state, why: { reason: 'x', sources: 'y' } } }],
    ['with a list of lists', { ...whole, state: { ...whole.state, entered: { name: 'x', tags: [['y']] } } }],
    ['with a nested reference', { ...whole, state: { ...whole.state, next: { id: { id: 'a' } } } }],
  ])('%s is no draft, is not lost, and does not stand in the way of the next', (_, draft) => {
    const { draft: found, broken } = kept(draft)
    expect(found).toBeUndefined()
    expect(broken).toBeDefined()
    expect(room.has('kg:draft:k')).toBe(false)
    expect(drafts()).toEqual([])
    // After a reload it is still there, also beside a new draft; until it is dropped.
    expect(readDraft('k', like).broken).toBe(broken)
    expect(keepDraft('k', { ...whole, at: new Date().toISOString() })).toBe(true)
    expect(readDraft('k', like)).toMatchObject({ draft: { title: 'T' }, broken })
    dropBroken('k')
    expect(readDraft('k', like).broken).toBeUndefined()
  })

  test('its texts can be read, not its braces', () => {
    expect(kept({ ...whole, version: 99 }).broken).toContain('name: Radweg\nreason: Beschluss')
  })

  test('any text at all breaks nothing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(() => kept(text)).not.toThrow()
      expect(() => drafts()).not.toThrow()
    }))
  })

  test('a storage that refuses everything breaks nothing', () => {
    vi.stubGlobal('localStorage', { getItem: () => { throw new Error('no') }, setItem: () => { throw new Error('no') }, removeItem: () => { throw new Error('no') }, get length(): number { return 0 }, key: () => null })
    expect(readDraft('k', like)).toEqual({})
    expect(keepDraft('k', whole)).toBe(false)
    expect(() => dropBroken('k')).not.toThrow()
  })
})

test('a CSV runs no formula and keeps what it quotes', () => {
  expect(csvOf([['=cmd|x', 'a;b', 'sagt "ja"'], ['+1', '-1', '@x']])).toBe('\uFEFF\'=cmd|x;"a;b";"sagt ""ja"""\r\n\'+1;\'-1;\'@x\r\n')
})

describe('warnings', () => {
  const warning = (index: number, rule: string, message = 'It has an end, but what it is tied to has none: fact:x') => ({ path: `body.changes[${index}].validUntil`, rule, message })

  test('one for each rule, with the changes that leave it behind', () => {
    const found = warningsOf({ warnings: [warning(0, 'R04'), warning(2, 'R04'), warning(2, 'R04'), warning(1, 'R05')] })
    expect(found.map(({ rule, changes }) => [rule, changes])).toEqual([
      ['R04', [0, 2]],
      ['R05', [1]],
    ])
    expect(warningsOf({ warnings: [] })).toEqual([])
  })

  test.each(['R01', 'R02', 'R04', 'R05', 'R20', 'R21', 'R27'])('%s, of which the door warns, has the words of the page on quality', (rule) => {
    const { title, next } = qualityRule(rule) as QualityRule
    expect(warningsOf({ warnings: [warning(0, rule)] })[0]?.text).toEqual({ de: `${title.de}. ${next.de}`, en: `${title.en}. ${next.en}` })
  })

  test('another rule keeps the words of the API', () => {
    expect(warningsOf({ warnings: [warning(0, 'R99', 'Odd'), warning(1, 'R99', 'Odd')] })).toEqual([{ rule: 'R99', text: { de: 'Die Prüfung sagt: Odd', en: 'Odd' }, changes: [0, 1] }])
  })
})
