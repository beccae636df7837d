/**
 * What a merge comes to, as changes of the one door. Pure: the two entities, their facts and who names them are given.
 * Relations of the merged entity move to the kept one under their own factId; equal statements become one with the
 * sources and days of all; what would relate the kept entity to itself goes; ids that name the merged one follow.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import { type EntityType, nodeProperties, type RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { overlap } from '../changes/intervals.ts'
import { entityKind, relationKind } from '../changes/kinds.ts'
import { sameStatement } from '../changes/plan-relations.ts'
import {
  type EntityState,
  type FactState,
  listOf,
  sameValue,
  textOf,
  type Value,
  type Values,
  validityOf,
} from '../changes/state.ts'

export interface MergeInput {
  keep: EntityState
  merge: EntityState
  /** Every fact at either of the two. */
  facts: readonly FactState[]
  /** Entities and facts elsewhere that name the merged id in one of their values. */
  referring: { entities: readonly EntityState[]; facts: readonly FactState[] }
  /** What was chosen; null leaves a property empty. */
  values: Readonly<Record<string, unknown>>
}

export interface United {
  factId: string
  relation: RelationType
  other: string
  retracted: string[]
  /** Properties in which a retracted one said something else. */
  differs: string[]
}

export interface MergePlan {
  /** First the kept entity, last the merged one. */
  changes: Change[]
  moved: number
  united: United[]
  dropped: string[]
  references: number
}

/** What is not a matter of choice: who it is, where it belongs, and what the server keeps. */
const fixed = new Set(['tenant', 'sourceIds', 'sameAs', 'version'])
/** Of the validity of a statement; they follow from its days. */
const ofValidity = new Set(['validFrom', 'validUntil', 'validFromPrecision'])

/** Properties between which a steward chooses. */
export function choosable(type: EntityType): string[] {
  return Object.entries(nodeProperties(type)).flatMap(([name, property]) =>
    property.setBy === 'server' || fixed.has(name) ? [] : [name],
  )
}

/** The changes that make one of two. */
export function planMerge({ keep, merge, facts, referring, values }: MergeInput): MergePlan {
  const follow = (id: string) => (id === merge.id ? keep.id : id)
  const between = facts.filter(({ from, to }) => follow(from) === follow(to))
  const dropped = new Set(between.map(({ factId }) => factId))
  const staying = facts.filter(({ factId }) => !dropped.has(factId))
  const changes = new Map<string, Change>()
  const united: United[] = []
  let moved = 0

  for (const cluster of clusters(staying, follow)) {
    const [first, ...others] = cluster
    if (!first) continue
    const isMoved = first.from !== follow(first.from) || first.to !== follow(first.to)
    const joined = others.length > 0 ? joinedValues(first, others) : {}
    const followed = followedValues(
      relationKind(first.relation).references,
      { ...first.values, ...joined } as Values,
      follow,
    )
    const stated = { ...joined, ...followed }
    if (isMoved) {
      moved++
      changes.set(first.factId, {
        op: 'change-relation',
        factId: first.factId,
        // From its own first day on: a correction, which keeps the factId and moves the end.
        validFrom: textOf(first.values, 'validFrom'),
        from: follow(first.from),
        to: follow(first.to),
        values: stated,
        version: first.version,
      })
    } else if (Object.keys(stated).length > 0) {
      changes.set(first.factId, {
        op: 'correct-relation',
        factId: first.factId,
        values: stated,
        version: first.version,
      })
    }
    if (others.length === 0) continue
    for (const { factId, version } of others) changes.set(factId, { op: 'retract-relation', factId, version })
    united.push({
      factId: first.factId,
      relation: first.relation as RelationType,
      other: follow(first.from) === keep.id ? first.to : first.from,
      retracted: others.map(({ factId }) => factId),
      differs: differing(first, others),
    })
  }
  for (const { factId, version } of between) changes.set(factId, { op: 'retract-relation', factId, version })

  let references = 0
  for (const fact of referring.facts) {
    if (changes.has(fact.factId) || dropped.has(fact.factId)) continue
    const stated = followedValues(relationKind(fact.relation).references, fact.values, follow)
    if (Object.keys(stated).length === 0) continue
    references++
    changes.set(fact.factId, { op: 'correct-relation', factId: fact.factId, values: stated, version: fact.version })
  }
  for (const entity of referring.entities) {
    if (entity.id === keep.id || entity.id === merge.id) continue
    const stated = followedValues(entityKind(entity.type).references, entity.values, follow)
    if (Object.keys(stated).length === 0) continue
    references++
    changes.set(entity.id, { op: 'correct-entity', id: entity.id, values: stated, version: entity.version })
  }
  const result = resultValues(keep, merge, values, follow)
  return {
    changes: [
      { op: 'correct-entity', id: keep.id, values: result, version: keep.version },
      ...changes.values(),
      { op: 'retract-entity', id: merge.id, version: merge.version, successor: keep.id },
    ],
    moved,
    united,
    dropped: [...dropped],
    references,
  }
}

/** Facts that will say the same, the one that stays first; every fact is in exactly one cluster. */
function clusters(facts: readonly FactState[], follow: (id: string) => string): FactState[][] {
  const byPair = new Map<string, FactState[]>()
  for (const fact of facts) {
    const key = `${fact.relation}|${follow(fact.from)}|${follow(fact.to)}`
    const list = byPair.get(key)
    if (list) list.push(fact)
    else byPair.set(key, [fact])
  }
  const own = (fact: FactState) => fact.from === follow(fact.from) && fact.to === follow(fact.to)
  return [...byPair.values()].flatMap((list) => {
    const found: FactState[][] = []
    const sorted = [...list].sort((a, b) => (textOf(a.values, 'validFrom') < textOf(b.values, 'validFrom') ? -1 : 1))
    for (const fact of sorted) {
      const home = found.filter((cluster) =>
        cluster.some(
          (other) =>
            sameStatement(fact.relation as RelationType, fact.values, other.values) &&
            overlap(validityOf(fact), validityOf(other)),
        ),
      )
      // A statement common to all may join two that were apart.
      const joined = [...home.flat(), fact]
      for (const cluster of home) found.splice(found.indexOf(cluster), 1)
      found.push(joined)
    }
    return found.map((cluster) =>
      cluster.sort((a, b) => Number(own(b)) - Number(own(a)) || (a.factId < b.factId ? -1 : 1)),
    )
  })
}

/** What the fact that stays has to say besides: all sources, all days, and what only another one knew. */
function joinedValues(first: FactState, others: readonly FactState[]): Record<string, Value | null> {
  const all = [first, ...others]
  const stated: Record<string, Value | null> = {}
  const sourceIds = [...new Set(all.flatMap(({ values }) => listOf(values, 'sourceIds')))]
  if (!sameValue(sourceIds, first.values.sourceIds)) stated.sourceIds = sourceIds
  const { validFrom, validUntil, precision } = hull(all)
  if (validFrom !== first.values.validFrom) {
    stated.validFrom = validFrom
    stated.validFromPrecision = precision ?? null
  }
  if (validUntil !== first.values.validUntil) stated.validUntil = validUntil
  // Days that only an internal statement knows are not published with the public one.
  const grown = 'validFrom' in stated || 'validUntil' in stated
  if (grown && first.values.visibility === 'public' && others.some(({ values }) => values.visibility !== 'public'))
    stated.visibility = 'internal'
  const kind = relationKind(first.relation)
  for (const { values } of others) {
    for (const [name, value] of Object.entries(values)) {
      const property = kind.properties[name]
      if (!property || property.setBy === 'server' || name === 'tenant' || ofValidity.has(name)) continue
      if (first.values[name] === undefined && stated[name] === undefined) stated[name] = value
    }
  }
  return stated
}

/** The days of all together. An unknown start gives way to a known one: it says less, not more. */
function hull(states: readonly { values: Values }[]) {
  const known = states.filter(({ values }) => values.validFrom !== UNKNOWN_START)
  const first = (known.length > 0 ? known : states).reduce((a, b) =>
    textOf(b.values, 'validFrom') < textOf(a.values, 'validFrom') ? b : a,
  )
  const [validUntil = OPEN_END] = states.map(({ values }) => textOf(values, 'validUntil')).sort().reverse()
  const precision = first.values.validFromPrecision
  return { validFrom: textOf(first.values, 'validFrom'), validUntil, precision }
}

/** Own properties in which statements that become one differ; the kept one's value stays, the log keeps the other. */
function differing(first: FactState, others: readonly FactState[]): string[] {
  const kind = relationKind(first.relation)
  const names = Object.keys(kind.properties).filter(
    (name) => kind.properties[name]?.setBy !== 'server' && !fixed.has(name) && !ofValidity.has(name),
  )
  return names.filter((name) =>
    others.some(
      ({ values }) =>
        values[name] !== undefined && first.values[name] !== undefined && !sameValue(values[name], first.values[name]),
    ),
  )
}

/** Values that name the merged id, with the kept one in its place. */
function followedValues(
  references: ReadonlyMap<string, string>,
  values: Values,
  follow: (id: string) => string,
): Record<string, Value> {
  const stated: Record<string, Value> = {}
  for (const property of references.keys()) {
    const value = values[property]
    if (typeof value === 'string' && follow(value) !== value) stated[property] = follow(value)
    if (Array.isArray(value) && value.some((id) => follow(id) !== id))
      stated[property] = [...new Set(value.map(follow))]
  }
  return stated
}

/** The values of the one that stays, as far as they change. */
function resultValues(
  keep: EntityState,
  merge: EntityState,
  chosen: Readonly<Record<string, unknown>>,
  follow: (id: string) => string,
): Record<string, unknown> {
  const stated: Record<string, unknown> = {}
  for (const name of choosable(keep.type as EntityType)) {
    if (name in chosen || ofValidity.has(name)) continue
    const value = merge.values[name]
    if (keep.values[name] === undefined && value !== undefined) stated[name] = value
  }
  const { validFrom, validUntil, precision } = hull([keep, merge])
  if (validFrom !== keep.values.validFrom) {
    stated.validFrom = validFrom
    stated.validFromPrecision = precision ?? null
  }
  if (validUntil !== keep.values.validUntil) stated.validUntil = validUntil
  const union = (name: string, more: readonly string[] = []) => {
    const all = [...new Set([...listOf(keep.values, name), ...listOf(merge.values, name).map(follow), ...more])]
    if (!sameValue(all, keep.values[name])) stated[name] = all
  }
  union('sourceIds')
  union('sameAs', [merge.id])
  return { ...stated, ...chosen }
}
