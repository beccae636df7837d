import { exampleEntity, exampleInput } from '@kommunalgraph/contract/examples.ts'
import {
  entityTypes,
  nodeProperties,
  nodeType,
  relationProperties,
  relationType,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { ruleIssues, ruleWarnings, withDefaults } from '@kommunalgraph/contract/ontology/rules.ts'
import {
  Entity,
  EntityInput,
  EntityPatch,
  entityInput,
  entityOf,
  entityPatch,
  Relation,
  relationInput,
  relationOf,
  relationValues,
} from '@kommunalgraph/contract/schemas.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enteredEntity, enteredFact, isoDay } from './entered-values.ts'

const written = { enteredBy: 'steward-1', enteredAt: '2026-10-01T08:00:00Z', version: 1 }

const initiative = {
  type: 'Initiative',
  name: 'Digitaler Bauantrag',
  stage: 'running',
  depth: 'unrated',
  confidence: 'confirmed',
}
const fact = {
  type: 'FUNDS',
  from: 'org:ars:990000000000',
  to: 'ini:990000000000:a',
  amountEur: 5,
  kind: 'grant',
  confidence: 'confirmed',
}

/** Rule, code or path of each issue, as short as a test wants it. */
const issues = (result: {
  success: boolean
  error?: { issues: readonly { code: string; path: PropertyKey[] }[] }
}): string[] =>
  (result.error?.issues ?? []).map((issue) => {
    const rule =
      'params' in issue && typeof issue.params === 'object' && issue.params !== null && 'rule' in issue.params
        ? String(issue.params.rule)
        : issue.code
    return `${issue.path.join('.')} ${rule}`.trim()
  })

describe('whatever the ontology allows', () => {
  test.each(entityTypes)('may be entered as %s, and is answered as it was stored', (type) => {
    fc.assert(
      fc.property(enteredEntity(type), (values) => {
        const entered = entityInput(type).parse(values)
        const stored = { ...withDefaults(nodeProperties(type), entered), id: nodeType(type).idExample, ...written }
        expect(entityOf(type).parse(stored)).toEqual(stored)
        expect(Entity.parse(stored)).toEqual(stored)
        expect(entityInput(type).parse(entered)).toEqual(entered)
      }),
      { numRuns: 25 },
    )
  })

  test.each(relationTypeNames)('may be entered as %s, and is answered as it was stored', (type) => {
    const {
      from: [from],
      to: [to],
    } = relationType(type)
    if (from === undefined || to === undefined) throw new Error(`${type} has no ends`)
    const ends = { from: nodeType(from).idExample, to: nodeType(to).idExample }
    const refs = { from: { id: ends.from, type: from, name: 'A' }, to: { id: ends.to, type: to, name: 'B' } }
    fc.assert(
      fc.property(enteredFact(type), (values) => {
        const entered = relationValues(type).parse(values)
        relationInput(type).parse({ ...entered, ...ends, type })
        const stored = {
          ...withDefaults(relationProperties(type), entered),
          ...refs,
          type,
          factId: 'fact:x',
          ...written,
        }
        expect(relationOf(type).parse(stored)).toEqual(stored)
        expect(Relation.parse(stored)).toEqual(stored)
      }),
      { numRuns: 25 },
    )
  })

  test.each(entityTypes)('has an example: %s', (type) => {
    expect(Entity.parse(exampleEntity(type))).toEqual(exampleEntity(type))
    expect(EntityInput.parse(exampleInput(type))).toEqual(exampleInput(type))
  })
})

describe('nothing else is accepted', () => {
  test('B41: an unknown key, in what is entered and in what is answered', () => {
    expect(issues(entityInput('Initiative').safeParse({ ...initiative, role: 'admin' }))).toEqual(['unrecognized_keys'])
    expect(issues(Entity.safeParse({ ...exampleEntity('Initiative'), slot: 'x' }))).toEqual(['unrecognized_keys'])
    expect(issues(entityPatch('Initiative').safeParse({ registerId: 'HRB 1' }))).toEqual(['unrecognized_keys'])
  })

  test('a fact says only what its type can say', () => {
    const stored = {
      ...fact,
      from: { id: 'a', type: 'Organization', name: 'A' },
      to: { id: 'b', type: 'Initiative', name: 'B' },
      factId: 'fact:x',
      tenant: 'shared',
      validFrom: '2026-01-01',
      validUntil: '9999-12-31',
      sourceIds: ['src:a:b'],
      visibility: 'public',
      ...written,
    }
    expect(Relation.safeParse(stored).success).toBe(true)
    expect(issues(Relation.safeParse({ ...stored, mandate: 'Verfügung' }))).toEqual(['unrecognized_keys'])
  })

  test('what the server writes', () => {
    for (const name of Object.keys(written))
      expect(issues(entityInput('Initiative').safeParse({ ...initiative, [name]: 1 })), name).toEqual([
        'unrecognized_keys',
      ])
  })

  test('what is required is missed, all at once', () => {
    expect(issues(entityInput('Initiative').safeParse({ type: 'Initiative' }))).toEqual([
      'name invalid_type',
      'confidence invalid_value',
      'stage invalid_value',
      'depth invalid_value',
    ])
  })

  test('null removes in a patch, except what is required', () => {
    expect(entityPatch('Initiative').parse({ budgetEur: null, health: null })).toEqual({
      budgetEur: null,
      health: null,
    })
    expect(EntityPatch.safeParse({ budgetEur: null }).success).toBe(true)
    expect(issues(entityPatch('Initiative').safeParse({ stage: null, name: null }))).toEqual([
      'name invalid_type',
      'stage invalid_value',
    ])
    expect(issues(entityPatch('Initiative').safeParse({ tenant: '990000000000' }))).toEqual(['unrecognized_keys'])
  })

  test.each([
    ['ServiceType', { leikaKey: '9901200800000' }, 'leikaKey invalid_format'],
    ['ServiceType', { leikaKey: '98012008000000' }, 'leikaKey invalid_format'],
    ['Organization', { ags: '5315000' }, 'ags invalid_format'],
    ['Organization', { ars: '05315000000' }, 'ars invalid_format'],
    ['Organization', { employees: -1 }, 'employees too_small'],
    ['Organization', { employees: 1.5 }, 'employees invalid_type'],
    ['Organization', { website: 'javascript:alert(1)' }, 'website web_address'],
    ['Organization', { website: 'data:text/html,x' }, 'website web_address'],
    ['Initiative', { startDate: '2026-02-31' }, 'startDate invalid_format'],
    ['Initiative', { budgetEur: Number.POSITIVE_INFINITY }, 'budgetEur invalid_type'],
    ['Initiative', { sourceIds: [] }, 'sourceIds too_small'],
    ['Initiative', { sourceIds: ['ini:a:b'] }, 'sourceIds.0 invalid_format'],
    ['Initiative', { tenant: '12' }, 'tenant invalid_format'],
    ['Initiative', { id: 'svc:a:b' }, 'id invalid_format'],
    ['Initiative', { name: 'a\u202Eb' }, 'name unprintable'],
    ['Initiative', { name: 'a\u0000b' }, 'name unprintable'],
    ['Initiative', { name: 'a\uD800b' }, 'name unprintable'],
    ['Initiative', { name: 'a\nb' }, 'name one_line'],
    ['Initiative', { name: '   ' }, 'name too_small'],
    ['Initiative', { name: 'a'.repeat(301) }, 'name too_big'],
  ] as const)('%s %j', (type, values, issue) => {
    expect(issues(entityInput(type).safeParse({ ...exampleInput(type), ...values }))).toEqual([issue])
  })
})

describe('contact data of persons', () => {
  test.each([
    'Frau Muster, m.muster@stadt.example',
    'Tel. 0721 133-1234',
    'telefon: 0721/1331234',
    '+49 721 133 1234',
    'Rückfragen unter 0049721133123',
    'Durchwahl 0721 1331234',
  ])('is refused: %s', (text) => {
    expect(issues(entityInput('Initiative').safeParse({ ...initiative, description: text }))).toEqual([
      'description personal_data',
    ])
    expect(issues(relationInput('FUNDS').safeParse({ ...fact, note: text }))).toEqual(['note personal_data'])
  })

  test.each([
    'Vorlage 2025/0123',
    'Mobil 2030 – Strategie',
    'LeiKa 99012008000000',
    'Karlsruhe mobil 2025',
    '+15 000 000 Euro',
    '12.03.2026',
    'Fon und Fax abgeschafft',
    'LG @ KA',
    'Paragraf 0815 der Satzung',
  ])('is not suspected: %s', (text) => {
    expect(entityInput('Initiative').safeParse({ ...initiative, description: text }).success).toBe(true)
  })

  test('a long text is judged in no time', () => {
    const start = performance.now()
    for (const text of [
      'a'.repeat(20_000),
      '@'.repeat(20_000),
      '+49'.repeat(6_000),
      `tel${' '.repeat(19_000)}`,
      '0 '.repeat(10_000),
    ]) {
      entityInput('Initiative').safeParse({ ...initiative, description: text })
    }
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe('rules between properties', () => {
  test('B32: validity must not be empty or reversed, for any two days', () => {
    fc.assert(
      fc.property(isoDay, isoDay, (validFrom, validUntil) => {
        expect(entityInput('Initiative').safeParse({ ...initiative, validFrom, validUntil }).success).toBe(
          validFrom < validUntil,
        )
        expect(relationInput('FUNDS').safeParse({ ...fact, validFrom, validUntil }).success).toBe(
          validFrom < validUntil,
        )
      }),
    )
  })

  test('a validity without start or end is open on that side', () => {
    expect(withDefaults(nodeProperties('Initiative'), initiative)).toMatchObject({
      validFrom: '0001-01-01',
      validUntil: '9999-12-31',
      visibility: 'internal',
    })
    expect(issues(entityInput('Initiative').safeParse({ ...initiative, validFrom: '9999-12-31' }))).toEqual([
      'validFrom below',
    ])
  })

  test('maturity comes with its scale and stays on it', () => {
    const service = { type: 'Service', name: 'Bauantrag', taskType: 'voluntary', confidence: 'confirmed' }
    expect(issues(entityInput('Service').safeParse({ ...service, maturity: 3 }))).toEqual([
      'maturityModel required_with',
    ])
    expect(issues(entityInput('Service').safeParse({ ...service, maturity: 5, maturityModel: '1.1' }))).toEqual([
      'maturity off_scale',
    ])
    expect(entityInput('Service').safeParse({ ...service, maturity: 5, maturityModel: '2.0' }).success).toBe(true)
    expect(issues(entityInput('Service').safeParse({ ...service, maturity: 8, maturityModel: '2.0' }))).toEqual([
      'maturity too_big',
      'maturity off_scale',
    ])
  })

  test('a share is one figure or a range, above 0 and up to 100', () => {
    const share = {
      type: 'OWNS_SHARE',
      from: 'org:ars:990000000000',
      to: 'org:hrb:a-1',
      interestType: 'shareholding',
      confidence: 'confirmed',
    }
    const parse = (values: object) => issues(relationInput('OWNS_SHARE').safeParse({ ...share, ...values }))
    expect(parse({ sharePct: 51 })).toEqual([])
    expect(parse({ shareMin: 25, shareMax: 50 })).toEqual([])
    expect(parse({})).toEqual(['shareMin one_of', 'shareMax one_of'])
    expect(parse({ shareMin: 25 })).toEqual(['shareMax one_of'])
    expect(parse({ shareMin: 60, shareMax: 50 })).toEqual(['shareMin not_above'])
    expect(parse({ sharePct: 0 })).toEqual(['sharePct too_small'])
    expect(parse({ sharePct: 100.5 })).toEqual(['sharePct too_big'])
  })

  test('nobody is accountable by assumption', () => {
    const owner = { type: 'ACCOUNTABLE_FOR', from: 'unit:990000000000:a', to: 'ini:990000000000:b' }
    expect(issues(relationInput('ACCOUNTABLE_FOR').safeParse({ ...owner, confidence: 'assumed' }))).toEqual([
      'confidence confidence_refused',
    ])
    expect(relationInput('ACCOUNTABLE_FOR').safeParse({ ...owner, confidence: 'reported' }).success).toBe(true)
    expect(relationInput('FUNDS').safeParse({ ...fact, confidence: 'assumed' }).success).toBe(true)
  })

  test('a rating without a reason is saved with a warning', () => {
    const rated = { ...initiative, depth: 'imitative' }
    expect(entityInput('Initiative').safeParse(rated).success).toBe(true)
    expect(ruleWarnings(nodeProperties('Initiative'), rated).map(({ property, rule }) => [property, rule])).toEqual([
      ['depthRationale', 'required_unless'],
    ])
    expect(ruleWarnings(nodeProperties('Initiative'), initiative)).toEqual([])
  })

  test('an assertion claims a relation or a value, completely', () => {
    const claim = {
      type: 'Assertion',
      name: 'Federführung',
      status: 'proposed',
      by: 'import',
      at: '2026-10-01T08:00:00Z',
      confidence: 'reported',
    }
    const parse = (values: object) => issues(entityInput('Assertion').safeParse({ ...claim, ...values }))
    expect(parse({ relation: 'ACCOUNTABLE_FOR', fromId: 'unit:a:b', toId: 'ini:a:b' })).toEqual([])
    expect(parse({ entityId: 'ini:a:b', property: 'budgetEur', claimedValue: '5' })).toEqual([])
    expect(parse({})).toEqual(['relation one_of', 'property one_of'])
    expect(parse({ relation: 'ACCOUNTABLE_FOR' })).toEqual(['fromId required_with', 'toId required_with'])
  })

  test('what aged never blocks an unrelated edit', () => {
    const aged = { maturity: 6, maturityModel: '1.1', validFrom: '2027-01-01', validUntil: '2026-01-01' }
    const rules = (touched: string[]) =>
      ruleIssues(nodeProperties('Service'), aged, new Set(touched)).map(({ rule }) => rule)
    expect(rules(['annualCases'])).toEqual([])
    expect(rules(['maturityModel'])).toEqual(['off_scale'])
    expect(rules(['validUntil'])).toEqual(['below'])
  })
})
