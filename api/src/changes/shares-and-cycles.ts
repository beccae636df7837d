/** Rules over several facts at once: shares in one organisation, and ties that lead back to their start. Pure. */
import { type Differences, HIERARCHIES } from './context.ts'
import { overlap } from './intervals.ts'
import type { Planning } from './planning.ts'
import { type Values, validityOf } from './state.ts'

/** Rounding of printed shares: 33.33 three times is no fault. */
const MOST_PERCENT = 100.01

/** R06: on no day do the shares in one organisation exceed 100 %, as far as a change of this body made it so. */
export function checkShares(planning: Planning, { facts }: Differences): void {
  const { draft } = planning
  const judged = new Set<string>()
  for (const { after } of facts) {
    if (after?.relation !== 'OWNS_SHARE' || after.values.interestType !== 'shareholding' || judged.has(after.to))
      continue
    judged.add(after.to)
    const shares = draft
      .factsOfTarget('OWNS_SHARE', after.to)
      .filter((fact) => fact.values.interestType === 'shareholding')
    for (const share of shares) {
      const index = draft.touchedBy(share.factId)
      if (index === undefined) continue
      // The sum can only rise on a day on which some share begins.
      const day = share.values.validFrom
      const onThatDay = shares.filter(
        (other) => typeof day === 'string' && overlap(validityOf(other), { validFrom: day, validUntil: `${day}~` }),
      )
      const total = onThatDay.reduce((sum, other) => sum + percentOf(other.values), 0)
      if (total > MOST_PERCENT) {
        planning.refuse(
          index,
          'values.sharePct',
          'not-allowed',
          `The shares in ${after.to} add up to ${Math.round(total * 100) / 100} % on ${day}`,
          { rule: 'R06' },
        )
        break
      }
    }
  }
}

function percentOf(values: Values): number {
  const share = values.sharePct ?? values.shareMin
  return typeof share === 'number' ? share : 0
}

/**
 * R08, R15: a new tie upwards (PART_OF, REPORTS_TO, OWNS_SHARE) must not lead back to its start while all its ties hold.
 */
export function checkCycles(planning: Planning, { facts }: Differences): void {
  const { draft } = planning
  for (const { after } of facts) {
    if (!after || !HIERARCHIES.has(after.relation)) continue
    const seen = new Set<string>([after.to])
    const waiting = [after.to]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (id === after.from) {
        planning.refuse(
          draft.touchedBy(after.factId) ?? 0,
          'to',
          'not-allowed',
          `${after.relation} would lead from ${after.from} back to itself`,
          {
            rule: after.relation === 'OWNS_SHARE' ? 'R08' : 'R15',
          },
        )
        break
      }
      for (const fact of draft.factsOfSource(after.relation, id)) {
        if (!seen.has(fact.to) && overlap(validityOf(fact), validityOf(after))) {
          seen.add(fact.to)
          waiting.push(fact.to)
        }
      }
    }
  }
}
