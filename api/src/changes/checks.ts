/** What must hold when all changes of a body are done: sources, visibility, owners, doubles. Pure; see `context.ts`. */
import { type RelationType, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type Differences, LEGAL } from './context.ts'
import { isOpen, overlap } from './intervals.ts'
import { entityKind, relationKind } from './kinds.ts'
import { sameStatement } from './plan-relations.ts'
import type { Planning } from './planning.ts'
import {
  type Difference,
  differingProperties,
  type EntityState,
  type FactState,
  sameValue,
  textOf,
  type Values,
  validityOf,
} from './state.ts'

/** How many ids a message names before it says how many more there are. */
const NAMED = 10

/** Runs every check; problems and warnings are collected in the planning. */
export function checkOutcome(
  planning: Planning,
  differences: Differences,
  references: ReadonlyMap<string, string[]>,
): void {
  for (const difference of differences.entities) checkEntity(planning, difference, references)
  const targets = new Map<string, FactState>()
  for (const difference of differences.facts) {
    checkFact(planning, difference)
    for (const fact of [difference.before, difference.after]) {
      if (fact && relationType(fact.relation as RelationType).cardinality === 'one-per-target')
        targets.set(`${fact.relation}|${fact.to}`, fact)
    }
  }
  for (const { relation, to } of targets.values()) checkOwners(planning, relation, to)
}

function checkEntity(
  planning: Planning,
  { before, after }: Difference<EntityState>,
  references: ReadonlyMap<string, string[]>,
): void {
  const { draft } = planning
  if (!after) {
    if (!before) return
    const index = draft.touchedBy(before.id) ?? 0
    const naming = (references.get(before.id) ?? []).filter((id) => stillNames(planning, id, before.id))
    const dependent = [...draft.factsOfEntity(before.id).map((fact) => fact.factId), ...naming]
    if (dependent.length > 0) {
      planning.refuse(index, 'id', 'still-needed', `${before.id} is still referred to by ${named(dependent)}`)
    }
    return
  }
  const index = draft.touchedBy(after.id) ?? 0
  checkReferences(planning, entityKind(after.type).references, before?.values, after.values, index)
  // Only what this change itself does: what stands here already is a gap (R27).
  if (after.type === 'Person' && after.values.publicOffice !== true && before?.values.publicOffice !== false) {
    planning.refuse(index, 'values.publicOffice', 'not-allowed', 'Only persons whose mandate is published are recorded', { rule: 'R27' })
  }
  if (after.values.visibility === 'internal' && before?.values.visibility === 'public') {
    const shown = draft
      .factsOfEntity(after.id)
      .filter((fact) => fact.values.visibility === 'public')
      .map((fact) => fact.factId)
    if (shown.length > 0) {
      planning.refuse(index, 'values.visibility', 'not-allowed', `Public relations still lead to it: ${named(shown)}`)
    }
  }
  if (before && !canBeOwned(after.values) && differingProperties(before.values, after.values).some((property) => LEGAL.has(property))) {
    const shares = draft
      .factsOfTarget('OWNS_SHARE', after.id)
      .filter((fact) => isOpen(validityOf(fact)))
      .map((fact) => fact.factId)
    if (shares.length > 0) {
      planning.refuse(index, 'values.legalForm', 'not-allowed', `There are shares in it, and it would be no legal person: ${named(shares)}`, { rule: 'R09' })
    }
  }
  if (after.type === 'Initiative' && after.values.visibility === 'public') {
    for (const owner of openOwners(planning, 'ACCOUNTABLE_FOR', after.id)) {
      if (owner.values.visibility !== 'public' && draft.touchedBy(owner.factId) === undefined) {
        planning.refuse(
          index,
          'values.visibility',
          'not-allowed',
          `Its open owner is internal: publish ${owner.factId} first`,
        )
      }
    }
  }
}

/** Whether there can be shares in an organisation (R09). */
function canBeOwned(values: Values): boolean {
  return values.legalPersonality === true && !['eigenbetrieb', 'regiebetrieb'].includes(textOf(values, 'legalForm'))
}

/** Whether something that named an entity in the database still does when this body is done. */
function stillNames({ draft }: Planning, by: string, id: string): boolean {
  if (draft.touchedBy(by) === undefined) return true
  const values = (draft.entity(by) ?? draft.fact(by))?.values
  return (
    values !== undefined &&
    Object.values(values).some((value) => value === id || (Array.isArray(value) && value.includes(id)))
  )
}

function checkFact(planning: Planning, { before, after }: Difference<FactState>): void {
  if (!after) return
  const { draft } = planning
  const index = draft.touchedBy(after.factId) ?? 0
  checkReferences(planning, relationKind(after.relation).references, before?.values, after.values, index)
  const [source, target] = [draft.entity(after.from), draft.entity(after.to)]
  for (const [field, id, end] of [
    ['from', after.from, source],
    ['to', after.to, target],
  ] as const) {
    if (!end) planning.refuse(index, field, 'not-allowed', `No entity ${id}`, { rule: 'R17' })
    else if (after.values.visibility === 'public' && end.values.visibility !== 'public') {
      planning.refuse(
        index,
        'values.visibility',
        'not-allowed',
        `A relation is never more public than its ends, and ${id} is ${textOf(end.values, 'visibility')}`,
      )
    }
  }
  const isOwner = relationType(after.relation as RelationType).cardinality === 'one-per-target'
  if (
    isOwner &&
    isOpen(validityOf(after)) &&
    after.values.visibility !== 'public' &&
    target?.type === 'Initiative' &&
    target.values.visibility === 'public'
  ) {
    planning.refuse(
      index,
      'values.visibility',
      'not-allowed',
      `${after.to} is public, so its open owner must be public too`,
    )
  }
  if (after.relation === 'OWNS_SHARE' && target && !canBeOwned(target.values)) {
    planning.refuse(index, 'to', 'not-allowed', `${after.to} is no legal person; use PART_OF`, { rule: 'R09' })
  }
  const doubles = draft
    .factsOfPair(after.relation, after.from, after.to)
    .filter(
      (other) =>
        other.factId !== after.factId &&
        sameStatement(after.relation as RelationType, other.values, after.values) &&
        overlap(validityOf(other), validityOf(after)),
    )
  const stored =
    doubles.find((other) => draft.storedFact(other.factId)) ??
    doubles.find((other) => (draft.touchedBy(other.factId) ?? 0) <= index)
  if (stored) {
    planning.refuse(
      index,
      'values.validFrom',
      'already-exists',
      `The same fact holds already on some of these days: ${stored.factId}`,
      { rule: 'R14' },
    )
  }
}

/** At most one open owner; a second one with an end is a gap that is listed. */
function checkOwners(planning: Planning, relation: string, to: string): void {
  const { draft } = planning
  const open = openOwners(planning, relation, to)
  if (open.length > 1) {
    const newest = open.reduce((a, b) =>
      (draft.touchedBy(b.factId) ?? -1) > (draft.touchedBy(a.factId) ?? -1) ? b : a,
    )
    const others = open.filter((fact) => fact !== newest).map((fact) => `${fact.from} (${fact.factId})`)
    planning.refuse(
      draft.touchedBy(newest.factId) ?? 0,
      'to',
      'two-open-owners',
      `${to} has an open owner already: ${others.join(', ')}`,
      { rule: 'R02' },
    )
    return
  }
  const owners = draft.factsOfTarget(relation, to)
  for (const fact of owners) {
    const index = draft.touchedBy(fact.factId)
    if (index === undefined) continue
    const other = owners.find(
      (one) => one.factId !== fact.factId && one.from !== fact.from && overlap(validityOf(one), validityOf(fact)),
    )
    if (other)
      planning.warn(
        index,
        'values.validUntil',
        'R02',
        `On some days ${to} has two owners: ${fact.from} and ${other.from}`,
      )
  }
}

function openOwners(planning: Planning, relation: string, to: string): FactState[] {
  return planning.draft.factsOfTarget(relation, to).filter((fact) => isOpen(validityOf(fact)))
}

function checkReferences(
  planning: Planning,
  references: ReadonlyMap<string, string>,
  before: Values | undefined,
  after: Values,
  index: number,
): void {
  for (const property of references.keys()) {
    const value = after[property]
    if (value === undefined || (before && sameValue(before[property], value))) continue
    for (const id of Array.isArray(value) ? value : [String(value)]) {
      if (!planning.draft.entity(id)) {
        planning.refuse(
          index,
          `values.${property}`,
          'not-allowed',
          `No entity ${id}`,
          property === 'sourceIds' ? { rule: 'R12' } : {},
        )
      }
    }
  }
}

/** The first ids, and how many more there are. */
export function named(ids: readonly string[]): string {
  const rest = ids.length - NAMED
  return ids.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}
