/** The changes that concern relations, applied to the draft one by one. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { SHARED_TENANT } from '@kommunalgraph/contract/ontology/common.ts'
import {
  type EntityType,
  isRelationTypeName,
  type RelationType,
  relationType,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { checkValues, completed, type Given, readGiven } from './given-values.ts'
import { overlap } from './intervals.ts'
import { relationKind } from './kinds.ts'
import { endsOn, lacking, type Planning } from './planning.ts'
import { differingProperties, type FactState, sameValue, type Values, validityOf } from './state.ts'

type Of<O extends Change['op']> = Extract<Change, { op: O }>

/**
 * Whether two statements can be the same fact (decisions 6), validity apart: the relation's key properties are equal,
 * and both are statements of the same tenant, or one is common to all.
 */
export function sameStatement(relation: RelationType, a: Values, b: Values): boolean {
  const sameTenant = a.tenant === b.tenant || a.tenant === SHARED_TENANT || b.tenant === SHARED_TENANT
  return sameTenant && relationType(relation).key.every((property) => sameValue(a[property], b[property]))
}

export function planPutRelation(planning: Planning, change: Of<'put-relation'>, index: number): void {
  const opened = open(planning, { ...change, values: { ...change.defaults, ...change.values } }, index)
  if (!opened) return
  const { relation, values } = opened
  const same = planning.draft
    .factsOfPair(relation, change.from, change.to)
    .filter((fact) => sameStatement(relation, fact.values, values) && overlap(validityOf(fact), validityOf({ values })))
  const match = same.length === 1 ? same[0] : same.find((fact) => fact.values.validFrom === values.validFrom)
  if (match) {
    correct(planning, match, { ...lacking(match.values, change.defaults), ...change.values }, index)
    return
  }
  if (same.length > 1) {
    planning.refuse(
      index,
      'values.validFrom',
      'already-exists',
      `Overlaps ${same.length} facts that say the same: ${same.map((fact) => fact.factId).join(', ')}`,
      { rule: 'R14' },
    )
    return
  }
  create(planning, opened, change, index)
}

export function planCreateRelation(planning: Planning, change: Of<'create-relation'>, index: number): void {
  const opened = open(planning, change, index)
  // Whether the same fact exists is judged at the end: a later change of this body may end it.
  if (opened) create(planning, opened, change, index)
}

export function planChangeRelation(planning: Planning, change: Of<'change-relation'>, index: number): void {
  const existing = stored(planning, change.factId, change.version, index)
  if (!existing) return
  planning.outcomes[index] = { id: change.factId, verb: 'moved' }
  const { validFrom, validUntil } = validityOf(existing)
  const from = change.from ?? existing.from
  const to = change.to ?? existing.to
  const relation = existing.relation as RelationType
  if (change.validFrom < validFrom || change.validFrom >= validUntil) {
    planning.refuse(index, 'validFrom', 'not-allowed', `Must lie within its validity, ${validFrom} to ${validUntil}`, {
      rule: 'R13',
    })
    return
  }
  if ('validFrom' in change.values) {
    planning.refuse(
      index,
      'values.validFrom',
      'not-allowed',
      'The start of the new statement is the validFrom of the change',
    )
    return
  }
  if (!endsFit(planning, relation, from, to, index)) return
  const moved = from !== existing.from || to !== existing.to
  if (change.validFrom === validFrom) {
    // From its own first day on it was never otherwise: a correction (decisions 5), also of its ends.
    const before = planning.draft.fact(existing.factId)
    correct(planning, moved ? { ...existing, from, to } : existing, change.values, index, moved)
    if (planning.draft.fact(existing.factId) !== before || moved)
      planning.outcomes[index] = { id: change.factId, verb: 'put' }
    return
  }
  const kind = relationKind(relation)
  const read = readGiven(planning, kind, change.values, index)
  if (!read) return
  const { sourceIds, entered } = planning.options
  const merged = completed(kind, { ...existing.values, ...read }, {})
  if (!moved && differingProperties(existing.values, merged).length === 0) return
  const { batchId: _batch, validFromPrecision: _precision, ...kept } = merged
  const values: Values = {
    ...kept,
    ...(read.validFromPrecision ? { validFromPrecision: read.validFromPrecision } : {}),
    ...(sourceIds.length > 0 && !read.sourceIds ? { sourceIds } : {}),
    validFrom: change.validFrom,
    enteredBy: entered.by,
    enteredAt: entered.at,
  }
  checkValues(planning, kind, values, undefined, index, relation)
  const factId = planning.options.newFactId(relation)
  planning.draft.putFact({ ...existing, values: { ...existing.values, validUntil: change.validFrom } }, index)
  planning.draft.putFact({ factId, relation, from, to, values, version: 1 }, index)
  planning.outcomes[index] = { id: factId, verb: 'moved' }
}

export function planCorrectRelation(planning: Planning, change: Of<'correct-relation'>, index: number): void {
  const existing = stored(planning, change.factId, change.version, index)
  if (existing) correct(planning, existing, change.values, index)
}

export function planEndRelation(planning: Planning, change: Of<'end-relation'>, index: number): void {
  const existing = stored(planning, change.factId, change.version, index)
  if (!existing) return
  planning.outcomes[index] = { id: change.factId, verb: 'ended' }
  if (!endsOn(planning, existing, change.validUntil, index)) return
  planning.draft.putFact({ ...existing, values: { ...existing.values, validUntil: change.validUntil } }, index)
}

export function planRetractRelation(planning: Planning, change: Of<'retract-relation'>, index: number): void {
  if (!stored(planning, change.factId, change.version, index)) return
  planning.draft.removeFact(change.factId, index)
  planning.outcomes[index] = { id: change.factId, verb: 'retracted' }
}

interface Opened {
  relation: RelationType
  /** What the change states, readable and in stored form. */
  read: Given
  /** The same with defaults, as a new fact would be stored. */
  values: Values
}

/** Reads a stated relation; undefined if it cannot be one. */
function open(
  planning: Planning,
  change: Of<'put-relation'> | Of<'create-relation'>,
  index: number,
): Opened | undefined {
  if (!isRelationTypeName(change.relation)) {
    planning.refuse(
      index,
      'relation',
      'not-allowed',
      `Unknown relation ${JSON.stringify(change.relation.slice(0, 60))}`,
      { allowed: relationTypeNames },
    )
    return undefined
  }
  if (!endsFit(planning, change.relation, change.from, change.to, index)) return undefined
  const kind = relationKind(change.relation)
  const read = readGiven(planning, kind, change.values, index)
  if (!read) return undefined
  const { tenant, sourceIds, entered, batchId } = planning.options
  const values = completed(kind, read, {
    tenant,
    ...(batchId === undefined ? {} : { batchId }),
    ...(sourceIds.length > 0 ? { sourceIds } : {}),
    enteredBy: entered.by,
    enteredAt: entered.at,
  })
  return { relation: change.relation, read, values }
}

function create(
  planning: Planning,
  { relation, values }: Opened,
  { from, to }: { from: string; to: string },
  index: number,
): void {
  checkValues(planning, relationKind(relation), values, undefined, index, relation)
  const factId = planning.options.newFactId(relation)
  planning.draft.putFact({ factId, relation, from, to, values, version: 1 }, index)
  planning.outcomes[index] = { id: factId, verb: 'put' }
}

function correct(
  planning: Planning,
  existing: FactState,
  given: Record<string, unknown>,
  index: number,
  moved = false,
): void {
  planning.outcomes[index] = { id: existing.factId, verb: 'put' }
  const relation = existing.relation as RelationType
  const kind = relationKind(relation)
  const read = readGiven(planning, kind, given, index)
  if (!read) return
  const values = completed(kind, { ...existing.values, ...read }, {})
  const touched = differingProperties(existing.values, values)
  if (touched.length === 0 && !moved) return
  if (touched.includes('tenant'))
    planning.refuse(index, 'values.tenant', 'not-allowed', 'A fact keeps the tenant whose statement it is')
  checkValues(planning, kind, values, new Set(touched), index, relation)
  planning.draft.putFact({ ...existing, values }, index)
}

/** Both ends exist (or are created by this body), differ, and this relation may join them. */
function endsFit(planning: Planning, relation: RelationType, from: string, to: string, index: number): boolean {
  const ends = [
    ['from', from],
    ['to', to],
  ] as const
  let known = true
  for (const [field, id] of ends) {
    if (planning.draft.entity(id)) continue
    const successor = planning.draft.mergedInto(id)
    const hint = successor ? `; it was merged into ${successor}` : ''
    planning.refuse(index, field, 'not-allowed', `No entity ${JSON.stringify(id.slice(0, 220))}${hint}`, { rule: 'R17' })
    known = false
  }
  if (!known) return false
  if (from === to) {
    planning.refuse(index, 'to', 'not-allowed', 'Nothing has a relation with itself', { rule: 'R16' })
    return false
  }
  const [source, target] = [planning.draft.entity(from)?.type, planning.draft.entity(to)?.type]
  const { ends: allowed } = relationType(relation)
  if (allowed.some(([a, b]) => a === source && b === target)) return true
  const fromFits = allowed.some(([a]) => a === source)
  planning.refuse(
    index,
    fromFits ? 'to' : 'from',
    'not-allowed',
    `${relation} does not lead from ${source} to ${target}`,
    {
      allowed: fromFits
        ? allowed.filter(([a]) => a === source).map(([, b]) => b as EntityType)
        : [...new Set(allowed.map(([a]) => a as EntityType))],
      rule: 'R17',
    },
  )
  return false
}

/** The fact to be changed, in the version that the author saw. */
function stored(planning: Planning, factId: string, version: number | undefined, index: number): FactState | undefined {
  const existing = planning.draft.fact(factId)
  if (!existing) {
    planning.refuse(index, 'factId', 'not-found', `No relation ${JSON.stringify(factId.slice(0, 220))}`)
    return undefined
  }
  const before = planning.draft.storedFact(factId)
  if (version !== undefined && version !== before?.version) {
    planning.refuse(
      index,
      'version',
      'precondition-failed',
      `Version ${version} is not the stored one (${before?.version ?? 'new'})`,
    )
    return undefined
  }
  return existing
}
