/** Writes what a plan differs in: few statements, each for one type, in batches; removed before changed before created. */
import {
  type EntityType,
  nodeType,
  type RelationType,
  relationType,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { WriteTx } from '../graph/run.ts'
import { day, decimal, moment } from '../graph/values.ts'
import { isOpen } from './intervals.ts'
import { entityKind, type Kind, relationKind } from './kinds.ts'
import { Pipeline } from './pipeline.ts'
import { batches } from './read-state.ts'
import {
  type Difference,
  differingProperties,
  type FactState,
  type Plan,
  sameValue,
  type Value,
  type Values,
  validityOf,
} from './state.ts'

/** Writes the plan under the number of its log entry. The order keeps every constraint satisfied at every step. */
export async function writePlan(
  tx: WriteTx,
  plan: Pick<Plan, 'entities' | 'facts' | 'successors'>,
  seq: number,
): Promise<void> {
  const created = plan.entities.flatMap(({ before, after }) => (after && !before ? [after] : []))
  const changed = plan.entities.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []))
  const removed = plan.entities.flatMap(({ before, after }) => (before && !after ? [before] : []))
  // A fact whose ends move keeps its factId, but an edge in Neo4j keeps its ends: it is taken out and put in again.
  const moved = plan.facts.filter(hasMoved)
  const stays = plan.facts.filter((difference) => !hasMoved(difference))
  const pipe = new Pipeline(tx)

  for (const [type, entities] of grouped(created, (entity) => entity.type)) {
    const labels = labelsOf(type)
    const kind = entityKind(type)
    for (const batch of batches(entities)) {
      const common = commonValues(batch)
      const rows = batch.map(({ id, values, version }) => ({
        stored: { id, ...typed(kind, values, common) },
        own: ownVersion(version),
      }))
      await pipe.run('writes/create_entities', {
        labels,
        rows,
        common: { type, version: 1, seqs: [seq], ...typed(kind, common) },
      })
    }
  }
  for (const batch of batches(changed)) {
    await pipe.run('writes/update_entities', {
      rows: batch.map(({ before, after }) => ({
        id: after.id,
        changed: changedValues(entityKind(after.type), before, after),
      })),
      seq,
    })
  }
  await removeFacts(
    pipe,
    stays.flatMap(({ before, after }) => (before && !after ? [before] : [])),
    seq,
  )
  const histories = await detachFacts(
    tx,
    moved.flatMap(({ before }) => (before ? [before] : [])),
  )
  await updateFacts(pipe, stays, seq)
  await createFacts(
    pipe,
    stays.flatMap(({ before, after }) => (after && !before ? [after] : [])),
    seq,
  )
  await createFacts(
    pipe,
    moved.flatMap(({ after }) => (after ? [after] : [])),
    seq,
    histories,
  )
  for (const batch of batches(removed)) {
    await pipe.run('writes/remove_entities', {
      rows: batch.map(({ id, type, values }) => ({ id, type, tenant: values.tenant, visibility: values.visibility })),
      seq,
    })
  }
  const returned = created.filter(({ version }) => version > 1).map(({ id }) => id)
  if (returned.length > 0) await pipe.run('writes/take_back_aliases', { ids: returned })
  const rows = [...plan.successors].map(([id, target]) => ({ id, target }))
  if (rows.length > 0) await pipe.run('writes/leave_aliases', { rows, seq })
  await pipe.done()
}

async function createFacts(
  pipe: Pipeline,
  facts: readonly FactState[],
  seq: number,
  histories: ReadonlyMap<string, number[]> = new Map(),
): Promise<void> {
  for (const [relation, ofRelation] of grouped(facts, (fact) => fact.relation)) {
    const kind = relationKind(relation)
    for (const batch of batches(ofRelation)) {
      const common = commonValues(batch)
      const rows = batch.map((fact) => {
        const { factId, from, to, version, values } = fact
        const own = histories.has(factId)
          ? { version, seqs: [...(histories.get(factId) ?? []), seq] }
          : ownVersion(version)
        return { from, to, stored: { factId, ...typed(kind, values, common), ...slotOf(fact) }, own }
      })
      await pipe.run('writes/create_facts', {
        relation,
        rows,
        common: { version: 1, seqs: [seq], ...typed(kind, common) },
      })
    }
  }
}

async function updateFacts(pipe: Pipeline, differences: readonly Difference<FactState>[], seq: number): Promise<void> {
  const changed = differences.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []))
  // What gives its slot free comes first, so that the next owner finds it free.
  changed.sort((a, b) => Number(isOpen(validityOf(a.after))) - Number(isOpen(validityOf(b.after))))
  for (const [relation, ofRelation] of grouped(changed, ({ after }) => after.relation)) {
    for (const batch of batches(ofRelation)) {
      const rows = batch.map(({ before, after }) => ({
        factId: after.factId,
        from: after.from,
        to: after.to,
        changed: { ...changedValues(relationKind(relation), before, after), ...slotOf(after) },
      }))
      await pipe.run('writes/update_facts', { relation, rows, seq })
    }
  }
}

async function removeFacts(pipe: Pipeline, facts: readonly FactState[], seq: number): Promise<void> {
  for (const [relation, ofRelation] of grouped(facts, (fact) => fact.relation)) {
    for (const batch of batches(ofRelation)) {
      const rows = batch.map(({ factId, from, to, values }) => ({
        factId,
        from,
        to,
        tenant: values.tenant,
        visibility: values.visibility,
      }))
      await pipe.run('writes/remove_facts', { relation, rows, seq })
    }
  }
}

/** Takes facts out; answers the numbers of the log entries that touched them, by factId. */
async function detachFacts(tx: WriteTx, facts: readonly FactState[]): Promise<Map<string, number[]>> {
  const histories = new Map<string, number[]>()
  for (const [relation, ofRelation] of grouped(facts, (fact) => fact.relation)) {
    for (const batch of batches(ofRelation)) {
      const rows = batch.map(({ factId, from, to }) => ({ factId, from, to }))
      for (const { factId, seqs } of await tx.run<{ factId: string; seqs: number[] }>('writes/detach_facts', {
        relation,
        rows,
      }))
        histories.set(factId, seqs)
    }
  }
  return histories
}

function hasMoved({ before, after }: Difference<FactState>): boolean {
  return before !== undefined && after !== undefined && (before.from !== after.from || before.to !== after.to)
}

/** What was retracted and comes back goes on counting: nobody's old version may pass for the new one. */
function ownVersion(version: number): Record<string, unknown> {
  return version === 1 ? {} : { version }
}

/** Labels of a type beside `:Entity`. */
export function labelsOf(type: string): string[] {
  return nodeType(type as EntityType).actor ? [type, 'Actor'] : [type]
}

/**
 * Values that every row of a batch shares, sent once: tenant, account, time and the like are half of what would
 * travel, and turning days and times into what Bolt wants is the dearest part of a write (measured).
 */
function commonValues(states: readonly { values: Values }[]): Values {
  const [first, ...rest] = states
  const common: Record<string, Value> = {}
  if (!first || rest.length === 0) return common
  for (const property in first.values) {
    const value = first.values[property]
    if (value !== undefined && rest.every(({ values }) => sameValue(values[property], value))) common[property] = value
  }
  return common
}

/** `slot` = id of the target while open: its uniqueness keeps a second open owner out of the database itself. */
function slotOf(fact: FactState): Record<string, unknown> {
  if (relationType(fact.relation as RelationType).cardinality !== 'one-per-target') return {}
  return { slot: isOpen(validityOf(fact)) ? fact.to : null }
}

function changedValues(
  kind: Kind,
  before: { values: Values },
  after: { values: Values; version: number },
): Record<string, unknown> {
  const changed: Record<string, unknown> = { version: after.version }
  for (const property of differingProperties(before.values, after.values)) {
    const value = after.values[property]
    changed[property] = value === undefined ? null : typedValue(kind, property, value)
  }
  return changed
}

/** Values as Neo4j is to store them, without those that travel once for all. */
export function typed(kind: Kind, values: Values, common: Values = {}): Record<string, unknown> {
  const stored: Record<string, unknown> = {}
  for (const property in values) {
    const value = values[property]
    if (value !== undefined && common[property] === undefined) stored[property] = typedValue(kind, property, value)
  }
  return stored
}

function typedValue(kind: Kind, property: string, value: Value): unknown {
  if (typeof value === 'string') {
    if (kind.days.has(property)) return day(value)
    if (kind.moments.has(property)) return moment(value)
  }
  return typeof value === 'number' && kind.decimals.has(property) ? decimal(value) : value
}

function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = by(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
