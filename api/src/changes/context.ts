/**
 * Which further parts of the graph the outcome has to be checked against: owners of the same thing, shares in the same
 * company, edges of what is hidden or removed. Pure: it only says what to read, and only for what really differs,
 * so an unchanged re-import reads nothing here.
 */
import type { Draft } from './draft.ts'
import { entityKind, relationKind } from './kinds.ts'
import {
  type Difference,
  differingProperties,
  type EntityState,
  type FactState,
  pairKey,
  sameValue,
  type Values,
} from './state.ts'

export interface Differences {
  entities: Difference<EntityState>[]
  facts: Difference<FactState>[]
}

export interface WantedContext {
  /** Entities that are referred to by id (sources, people voted for …). */
  entityIds: string[]
  /** Facts of one relation at one side of an entity. */
  factsAt: { id: string; relation: string; direction: 'in' | 'out' }[]
  /** Entities of which every fact is wanted. */
  factsAround: string[]
  /** Pairs of which every fact of the relation is wanted. */
  pairs: { relation: string; from: string; to: string }[]
  /** Entities that are to be removed: who else names them? */
  referencesTo: string[]
  /** Where a new tie upwards begins, to find cycles. */
  upwards: { relation: string; id: string }[]
}

/** Relations that must not lead back to where they began (R08, R15). */
export const HIERARCHIES: ReadonlySet<string> = new Set(['PART_OF', 'REPORTS_TO', 'OWNS_SHARE'])

/** Properties that decide whether there can be shares in an organisation (R09). */
export const LEGAL: ReadonlySet<string> = new Set(['legalPersonality', 'legalForm'])

export function wantedContext(draft: Draft, { entities, facts }: Differences): WantedContext {
  const ids = new Set<string>()
  const factsAt = new Map<string, { id: string; relation: string; direction: 'in' | 'out' }>()
  const around = new Set<string>()
  const pairs = new Map<string, { relation: string; from: string; to: string }>()
  const upwards = new Map<string, { relation: string; id: string }>()
  const referencesTo: string[] = []
  const at = (id: string, relation: string, direction: 'in' | 'out') => {
    // What is not stored yet has no stored facts.
    if (draft.storedEntity(id)) factsAt.set(`${direction}|${relation}|${id}`, { id, relation, direction })
  }

  for (const { before, after } of entities) {
    if (!after) {
      if (before) {
        around.add(before.id)
        referencesTo.push(before.id)
      }
      continue
    }
    addReferredIds(ids, entityKind(after.type).references, before?.values, after.values)
    if (after.type === 'Initiative') {
      at(after.id, 'ACCOUNTABLE_FOR', 'in')
      at(after.id, 'PURSUES', 'out')
    }
    if (after.type === 'Post' && after.values.vacant === true) at(after.id, 'ACCOUNTABLE_FOR', 'out')
    const changed = before ? differingProperties(before.values, after.values) : []
    if (changed.some((property) => LEGAL.has(property))) at(after.id, 'OWNS_SHARE', 'in')
    if (changed.some((property) => property === 'visibility' || property === 'validFrom' || property === 'validUntil'))
      around.add(after.id)
  }

  for (const { before, after } of facts) {
    const fact = after ?? before
    if (!fact) continue
    if (fact.relation === 'ACCOUNTABLE_FOR' || fact.relation === 'OWNS_SHARE') {
      at(fact.to, fact.relation, 'in')
      if (before) at(before.to, fact.relation, 'in')
    }
    if (fact.relation === 'PURSUES') at(fact.from, fact.relation, 'out')
    if (!after) continue
    addReferredIds(ids, relationKind(after.relation).references, before?.values, after.values)
    pairs.set(pairKey(after.relation, after.from, after.to), {
      relation: after.relation,
      from: after.from,
      to: after.to,
    })
    if (HIERARCHIES.has(after.relation))
      upwards.set(`${after.relation}|${after.to}`, { relation: after.relation, id: after.to })
  }

  return {
    entityIds: [...ids].filter((id) => !draft.entity(id) && !draft.storedEntity(id)).sort(),
    factsAt: [...factsAt.values()],
    factsAround: [...around].sort(),
    pairs: [...pairs.values()].filter(
      ({ relation, from, to }) =>
        draft.storedEntity(from) && draft.storedEntity(to) && !draft.knowsPair(relation, from, to),
    ),
    referencesTo,
    upwards: [...upwards.values()].filter(({ id }) => draft.storedEntity(id)),
  }
}

/** Collects ids of entities that changed values refer to. */
function addReferredIds(
  ids: Set<string>,
  references: ReadonlyMap<string, string>,
  before: Values | undefined,
  after: Values,
): void {
  for (const property of references.keys()) {
    const value = after[property]
    if (value === undefined || (before && sameValue(before[property], value))) continue
    if (Array.isArray(value)) for (const id of value) ids.add(id)
    else ids.add(String(value))
  }
}
