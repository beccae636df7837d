/** Arbitrary lists of changes to a small town, for property tests: many collide, and that is the point. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import * as fc from 'fast-check'

export const town = '990000000000'
export const source = `src:${town}:akte`
const stated = { confidence: 'confirmed', visibility: 'public' }

const units = ['a', 'b', 'c'].map((slug) => `unit:${town}:${slug}`)
const things = ['x', 'y'].map((slug) => `ini:${town}:${slug}`)
const unit = fc.constantFrom(...units)
const thing = fc.constantFrom(...things)
const day = fc.constantFrom('2024-01-01', '2024-07-01', '2025-01-01', '2025-07-01', '2026-01-01')
const end = fc.option(fc.constantFrom('2024-07-01', '2025-01-01', '2025-07-01', '2026-01-01'), { nil: undefined })
const relation = fc.constantFrom('ACCOUNTABLE_FOR', 'FUNDS')

const valuesOf = (name: string, amountEur: number) =>
  name === 'FUNDS' ? { kind: 'own_budget', amountEur } : { mandate: `M${amountEur}` }

/** What every sequence begins with. */
export const foundation: Change[] = [
  {
    op: 'put-entity',
    type: 'Source',
    id: source,
    values: { ...stated, name: 'Akte', kind: 'register', title: 'Akte', date: '2026-01-01' },
  },
  ...units.map(
    (id): Change => ({ op: 'put-entity', type: 'OrgUnit', id, values: { ...stated, name: id, kind: 'office' } }),
  ),
  ...things.map(
    (id): Change => ({
      op: 'put-entity',
      type: 'Initiative',
      id,
      values: { ...stated, name: id, stage: 'idea', depth: 'unrated' },
    }),
  ),
]

/** A step as it is drawn: facts are named by their place among those that exist when it is taken. */
export type Step = { kind: 'change'; change: Change } | { kind: 'fact'; pick: number; make: (factId: string) => Change }

const statement = fc
  .record({
    op: fc.constantFrom('put-relation' as const, 'create-relation' as const),
    relation,
    from: unit,
    to: thing,
    validFrom: day,
    validUntil: end,
    amount: fc.integer({ min: 1, max: 3 }),
  })
  .map(
    ({ op, relation, from, to, validFrom, validUntil, amount }): Step => ({
      kind: 'change',
      change: {
        op,
        relation,
        from,
        to,
        values: { ...stated, ...valuesOf(relation, amount), validFrom, ...(validUntil ? { validUntil } : {}) },
      },
    }),
  )

const entity = fc
  .record({
    id: unit,
    name: fc.constantFrom('Amt', 'Büro', 'Straßenbau'),
    shortName: fc.option(fc.constantFrom('A', 'B')),
  })
  .map(
    ({ id, name, shortName }): Step => ({
      kind: 'change',
      change: { op: 'correct-entity', id, values: { name, shortName } },
    }),
  )

const ofFact = fc
  .record({
    pick: fc.nat(50),
    verb: fc.constantFrom('end', 'change', 'correct', 'retract'),
    day,
    from: fc.option(unit, { nil: undefined }),
  })
  .map(
    ({ pick, verb, day, from }): Step => ({
      kind: 'fact',
      pick,
      make: (factId): Change =>
        verb === 'end'
          ? { op: 'end-relation', factId, validUntil: day }
          : verb === 'change'
            ? { op: 'change-relation', factId, validFrom: day, values: { note: day }, ...(from ? { from } : {}) }
            : verb === 'correct'
              ? { op: 'correct-relation', factId, values: { validFrom: day } }
              : { op: 'retract-relation', factId },
    }),
  )

/** A list of steps; each is sent by itself, and many are refused. */
export const steps = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof({ weight: 4, arbitrary: statement }, { weight: 1, arbitrary: entity }, { weight: 3, arbitrary: ofFact }),
    { minLength: 1, maxLength },
  )

/** The change of a step, given the facts that exist; undefined if it needs one and there is none. */
export function changeOf(step: Step, factIds: readonly string[]): Change | undefined {
  if (step.kind === 'change') return step.change
  const factId = factIds.length === 0 ? undefined : factIds[step.pick % factIds.length]
  return factId === undefined ? undefined : step.make(factId)
}
