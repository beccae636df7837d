/** Gaps that the changes leave behind: saved and listed, never refused (decisions 1). Pure. */

import { named } from './checks.ts'
import type { Differences } from './context.ts'
import { holdsOn, isOpen } from './intervals.ts'
import type { Planning } from './planning.ts'
import { type EntityState, type FactState, textOf, validityOf } from './state.ts'

/** Stages in which somebody has to be accountable. */
const ACTIVE: ReadonlySet<string> = new Set(['decided', 'planned', 'running', 'live'])
/** Relations that end with their ends (R04). */
const TIED: ReadonlySet<string> = new Set([
  'ACCOUNTABLE_FOR',
  'RESPONSIBLE_FOR',
  'STEWARDS',
  'COMPETENT_FOR',
  'PROVIDED_BY',
])

export function warnOfGaps(planning: Planning, differences: Differences): void {
  const { draft } = planning
  /** Where a gap of an initiative is reported: at the change that touched it last. */
  const initiatives = new Map<string, number>()
  for (const { after } of differences.entities) {
    if (!after) continue
    const index = draft.touchedBy(after.id) ?? 0
    if (after.type === 'Initiative') initiatives.set(after.id, index)
    if (after.type === 'Person' && after.values.publicOffice !== true) {
      planning.warn(index, 'values.publicOffice', 'R27', 'A person without public office is to be removed')
    }
    if (after.type === 'Post' && after.values.vacant === true) warnOfVacancy(planning, after, index)
    if (!isOpen(validityOf(after))) {
      const open = draft
        .factsOfEntity(after.id)
        .filter((fact) => TIED.has(fact.relation) && isOpen(validityOf(fact)))
        .map((fact) => fact.factId)
      if (open.length > 0)
        planning.warn(index, 'validUntil', 'R04', `It has an end, but what it is tied to has none: ${named(open)}`)
    }
  }
  for (const { before, after } of differences.facts) {
    const fact = after ?? before
    if (!fact) continue
    const initiative =
      fact.relation === 'ACCOUNTABLE_FOR' ? fact.to : fact.relation === 'PURSUES' ? fact.from : undefined
    if (initiative !== undefined && !initiatives.has(initiative))
      initiatives.set(initiative, draft.touchedBy(fact.factId) ?? 0)
    if (after && TIED.has(after.relation)) warnOfOutliving(planning, after)
  }
  for (const [id, index] of initiatives) warnOfInitiative(planning, id, index)
}

function warnOfVacancy(planning: Planning, post: EntityState, index: number): void {
  const owned = planning.draft.factsOfSource('ACCOUNTABLE_FOR', post.id).filter((fact) => isOpen(validityOf(fact)))
  if (owned.length > 0)
    planning.warn(
      index,
      'values.vacant',
      'R05',
      `The post is vacant, but accountable for ${named(owned.map((fact) => fact.to))}`,
    )
}

function warnOfOutliving(planning: Planning, fact: FactState): void {
  for (const id of [fact.from, fact.to]) {
    const end = planning.draft.entity(id)
    if (end && validityOf(fact).validUntil > validityOf(end).validUntil) {
      planning.warn(
        planning.draft.touchedBy(fact.factId) ?? 0,
        'values.validUntil',
        'R04',
        `${id} ends on ${validityOf(end).validUntil}, before this relation`,
      )
    }
  }
  const post = planning.draft.entity(fact.from)
  if (fact.relation === 'ACCOUNTABLE_FOR' && post?.values.vacant === true && isOpen(validityOf(fact))) {
    planning.warn(planning.draft.touchedBy(fact.factId) ?? 0, 'from', 'R05', `${fact.from} is vacant`)
  }
}

function warnOfInitiative(planning: Planning, id: string, index: number): void {
  const {
    draft,
    options: { today },
  } = planning
  const initiative = draft.entity(id)
  if (initiative?.type !== 'Initiative') return
  const holds = (fact: FactState) => holdsOn(validityOf(fact), today)
  if (ACTIVE.has(textOf(initiative.values, 'stage')) && !draft.factsOfTarget('ACCOUNTABLE_FOR', id).some(holds)) {
    planning.warn(index, '', 'R01', `Nobody is accountable for ${id} today`)
  }
  const primary = draft.factsOfSource('PURSUES', id).filter((fact) => fact.values.primary === true && holds(fact))
  if (initiative.values.stage !== 'idea' && primary.length !== 1) {
    planning.warn(index, '', 'R20', `${id} has ${primary.length} primary thrusts; it should be one`)
  }
}
