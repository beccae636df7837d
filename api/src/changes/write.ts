/** Writes what a plan differs in: few statements, each for one type, in batches; removed before changed before created. */
import { nodeType, type EntityType, relationType, type RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { WriteTx } from '../graph/run.ts'
import { day, decimal, moment } from '../graph/values.ts'
import { isOpen } from './intervals.ts'
import { entityKind, type Kind, relationKind } from './kinds.ts'
import { batches } from './read-state.ts'
import { type Difference, differingProperties, type EntityState, type FactState, type Plan, validityOf, type Value, type Values } from './state.ts'

/** Writes the plan under the number of its log entry. The order keeps every constraint satisfied at every step. */
export async function writePlan(tx: WriteTx, plan: Pick<Plan, 'entities' | 'facts'>, seq: number): Promise<void> {
  const created = plan.entities.flatMap(({ before, after }) => (after && !before ? [after] : []))
  const changed = plan.entities.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []))
  const removed = plan.entities.flatMap(({ before, after }) => (before && !after ? [before] : []))
  // A fact whose ends move keeps its factId, but an edge in Neo4j keeps its ends: it is taken out and put in again.
  const moved = plan.facts.filter(hasMoved)
  const stays = plan.facts.filter((difference) => !hasMoved(difference))

  for (const [type, entities] of grouped(created, (entity) => entity.type)) {
    const labels = labelsOf(type)
    for (const batch of batches(entities)) await tx.run('writes/create_entities', { labels, rows: batch.map((entity) => ({ stored: storedEntity(entity) })), seq })
  }
  for (const batch of batches(changed)) {
    await tx.run('writes/update_entities', { rows: batch.map(({ before, after }) => ({ id: after.id, changed: changedValues(entityKind(after.type), before, after) })), seq })
  }
  await removeFacts(tx, stays.flatMap(({ before, after }) => (before && !after ? [before] : [])), seq)
  const histories = await detachFacts(tx, moved.flatMap(({ before }) => (before ? [before] : [])))
  await updateFacts(tx, stays, seq)
  await createFacts(tx, stays.flatMap(({ before, after }) => (after && !before ? [after] : [])), seq)
  await createFacts(tx, moved.flatMap(({ after }) => (after ? [after] : [])), seq, histories)
  for (const batch of batches(removed)) {
    await tx.run('writes/remove_entities', { rows: batch.map(({ id, type, values }) => ({ id, type, tenant: values.tenant, visibility: values.visibility })), seq })
  }
}

async function createFacts(tx: WriteTx, facts: readonly FactState[], seq: number, histories: ReadonlyMap<string, number[]> = new Map()): Promise<void> {
  for (const [relation, ofRelation] of grouped(facts, (fact) => fact.relation)) {
    for (const batch of batches(ofRelation)) {
      const rows = batch.map((fact) => ({ from: fact.from, to: fact.to, stored: storedFact(fact), seqs: histories.get(fact.factId) ?? [] }))
      await tx.run('writes/create_facts', { relation, rows, seq })
    }
  }
}

async function updateFacts(tx: WriteTx, differences: readonly Difference<FactState>[], seq: number): Promise<void> {
  const changed = differences.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []))
  // What gives its slot free comes first, so that the next owner finds it free.
  changed.sort((a, b) => Number(isOpen(validityOf(a.after))) - Number(isOpen(validityOf(b.after))))
  for (const [relation, ofRelation] of grouped(changed, ({ after }) => after.relation)) {
    for (const batch of batches(ofRelation)) {
      const rows = batch.map(({ before, after }) => ({
        factId: after.factId, from: after.from, to: after.to,
        changed: { ...changedValues(relationKind(relation), before, after), ...slotOf(after) },
      }))
      await tx.run('writes/update_facts', { relation, rows, seq })
    }
  }
}

async function removeFacts(tx: WriteTx, facts: readonly FactState[], seq: number): Promise<void> {
  for (const [relation, ofRelation] of grouped(facts, (fact) => fact.relation)) {
    for (const batch of batches(ofRelation)) {
      const rows = batch.map(({ factId, from, to, values }) => ({ factId, from, to, tenant: values.tenant, visibility: values.visibility }))
      await tx.run('writes/remove_facts', { relation, rows, seq })
    }
  }
}

/** Takes facts out; answers the numbers of the log entries that touched them, by factId. */
async function detachFacts(tx: WriteTx, facts: readonly FactState[]): Promise<Map<string, number[]>> {
  const histories = new Map<string, number[]>()
  for (const [relation, ofRelation] of grouped(facts, (fact) => fact.relation)) {
    for (const batch of batches(ofRelation)) {
      const rows = batch.map(({ factId, from, to }) => ({ factId, from, to }))
      for (const { factId, seqs } of await tx.run<{ factId: string; seqs: number[] }>('writes/detach_facts', { relation, rows })) histories.set(factId, seqs)
    }
  }
  return histories
}

function hasMoved({ before, after }: Difference<FactState>): boolean {
  return before !== undefined && after !== undefined && (before.from !== after.from || before.to !== after.to)
}

function labelsOf(type: string): string[] {
  return nodeType(type as EntityType).actor ? [type, 'Actor'] : [type]
}

function storedEntity({ id, type, version, values }: EntityState): Record<string, unknown> {
  return { id, type, version, ...typed(entityKind(type), values) }
}

function storedFact(fact: FactState): Record<string, unknown> {
  const { factId, relation, version, values } = fact
  return { factId, version, ...typed(relationKind(relation), values), ...slotOf(fact) }
}

/** `slot` = id of the target while open: its uniqueness keeps a second open owner out of the database itself. */
function slotOf(fact: FactState): Record<string, unknown> {
  if (relationType(fact.relation as RelationType).cardinality !== 'one-per-target') return {}
  return { slot: isOpen(validityOf(fact)) ? fact.to : null }
}

function changedValues(kind: Kind, before: { values: Values }, after: { values: Values; version: number }): Record<string, unknown> {
  const changed: Record<string, unknown> = { version: after.version }
  for (const property of differingProperties(before.values, after.values)) {
    const value = after.values[property]
    changed[property] = value === undefined ? null : typedValue(kind, property, value)
  }
  return changed
}

function typed(kind: Kind, values: Values): Record<string, unknown> {
  const stored: Record<string, unknown> = {}
  for (const property in values) {
    const value = values[property]
    if (value !== undefined) stored[property] = typedValue(kind, property, value)
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
