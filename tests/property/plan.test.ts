import { Draft } from '@kommunalgraph/api/src/changes/draft.ts'
import { isOpen, overlap } from '@kommunalgraph/api/src/changes/intervals.ts'
import { loggedItems } from '@kommunalgraph/api/src/changes/log.ts'
import { applyToDraft, finishPlan } from '@kommunalgraph/api/src/changes/plan.ts'
import { sameStatement } from '@kommunalgraph/api/src/changes/plan-relations.ts'
import { type GraphState, validityOf } from '@kommunalgraph/api/src/changes/state.ts'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import type { RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeOf, foundation, source, steps, town } from './town-changes.ts'

const nothing = (): GraphState => ({ entities: new Map(), facts: new Map(), pairs: new Set() })

/** One body through the plan: the state behind it, or the state before it if it is refused. */
function through(state: GraphState, changes: readonly Change[]) {
  const draft = new Draft({ entities: new Map(state.entities), facts: new Map(state.facts), pairs: new Set() })
  const planning = applyToDraft(draft, changes, {
    tenant: town,
    sourceIds: [source],
    entered: { by: 'test', at: '2026-10-01T08:00:00.000Z' },
    today: '2026-11-01',
    newFactId,
  })
  const differences = { entities: draft.entityDifferences(), facts: draft.factDifferences() }
  const plan = finishPlan(planning, differences, new Map())
  if (plan.issues.length > 0) return { state, plan, refused: true, items: [] }
  const outcome = draft.outcome()
  // As the database would answer: what was written has its counted version.
  for (const { after } of plan.entities) if (after) outcome.entities.set(after.id, after)
  for (const { after } of plan.facts) if (after) outcome.facts.set(after.factId, after)
  return { state: outcome, plan, refused: false, items: loggedItems(plan, draft) }
}

function assertSound({ facts, entities }: GraphState): void {
  const all = [...facts.values()]
  for (const fact of all) {
    const { validFrom, validUntil } = validityOf(fact)
    expect(validFrom < validUntil).toBe(true)
    expect(entities.has(fact.from) && entities.has(fact.to)).toBe(true)
    for (const other of all) {
      if (other.factId <= fact.factId || other.relation !== fact.relation || other.to !== fact.to) continue
      const both = overlap(validityOf(fact), validityOf(other))
      if (other.from === fact.from && sameStatement(fact.relation as RelationType, fact.values, other.values))
        expect(both).toBe(false)
      if (fact.relation === 'ACCOUNTABLE_FOR') expect(isOpen(validityOf(fact)) && isOpen(validityOf(other))).toBe(false)
    }
  }
}

test('whatever is asked, in whatever order: one open owner, no fact twice on a day, both ends there', () => {
  fc.assert(
    fc.property(steps(25), (list) => {
      let { state } = through(nothing(), foundation)
      for (const step of list) {
        const change = changeOf(step, [...state.facts.keys()].sort())
        if (!change) continue
        state = through(state, [change]).state
        assertSound(state)
      }
    }),
    { numRuns: 300 },
  )
})

test('all changes in one body are judged as a whole, and the outcome is as sound', () => {
  fc.assert(
    fc.property(steps(8), (list) => {
      const { state } = through(nothing(), foundation)
      const changes = list.flatMap((step) => changeOf(step, []) ?? [])
      fc.pre(changes.length > 0)
      assertSound(through(state, changes).state)
    }),
    { numRuns: 300 },
  )
})

test('a put that was done is done: sent again it changes nothing', () => {
  fc.assert(
    fc.property(steps(10), (list) => {
      let { state } = through(nothing(), foundation)
      for (const step of list) {
        if (step.kind !== 'change' || step.change.op !== 'put-relation') continue
        const first = through(state, [step.change])
        state = first.state
        if (first.refused) continue
        const again = through(state, [step.change])
        expect([again.refused, again.plan.entities.length, again.plan.facts.length]).toEqual([false, 0, 0])
      }
    }),
    { numRuns: 200 },
  )
})

test('the log replayed from the beginning gives the state, and undone from the end gives nothing', () => {
  fc.assert(
    fc.property(steps(20), (list) => {
      const log: ReturnType<typeof through>['items'][] = []
      let { state, items } = through(nothing(), foundation)
      log.push(items)
      for (const step of list) {
        const change = changeOf(step, [...state.facts.keys()].sort())
        if (!change) continue
        ;({ state, items } = through(state, [change]))
        log.push(items)
      }
      const replayed = new Map<string, Record<string, unknown>>()
      for (const { id, op, properties, from, to } of log.flat()) {
        if (op === 'retracted') {
          replayed.delete(id)
          continue
        }
        const values: Record<string, unknown> = { ...replayed.get(id) }
        for (const [property, [, after]] of Object.entries(properties)) {
          if (after === null) delete values[property]
          else values[property] = after
        }
        replayed.set(id, { ...values, ...(from && to ? { from: from.id, to: to.id } : {}) })
      }
      const stored = new Map<string, Record<string, unknown>>([
        ...[...state.entities.values()].map(({ id, values }) => [id, { ...values }] as const),
        ...[...state.facts.values()].map(({ factId, from, to, values }) => [factId, { ...values, from, to }] as const),
      ])
      expect(replayed).toEqual(stored)

      for (const { id, op, properties } of log.reverse().flat()) {
        if (op === 'created') stored.delete(id)
        else {
          const values: Record<string, unknown> = { ...stored.get(id) }
          for (const [property, [before]] of Object.entries(properties)) {
            if (before === null) delete values[property]
            else values[property] = before
          }
          stored.set(id, values)
        }
      }
      expect(stored.size).toBe(0)
    }),
    { numRuns: 200 },
  )
})
