/** Merging two entities, and taking it back: one logged change each, all or nothing. */
import type { ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import { isFactId } from '@kommunalgraph/contract/ids.ts'
import type { ComparedEntity, Comparison, MergeAnswer, MergeBody } from '@kommunalgraph/contract/merging.ts'
import {
  type EntityType,
  nodeProperties,
  nodeType,
  personalProperties,
  type RelationType,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { applyChanges } from '../changes/apply.ts'
import { readEntities, readFacts, readsOn } from '../changes/read-state.ts'
import { type EntityState, type FactState, sameValue, textOf } from '../changes/state.ts'
import { undoEntry } from '../changes/undo.ts'
import type { Graph } from '../graph/run.ts'
import { ProblemError, problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'
import { mergeableTypes, notSamePairs, pairKeyOf, scorePair } from './candidates.ts'
import { choosable, planMerge } from './plan-merge.ts'

/** Somebody else may write between reading and writing; then it is read again. */
const ATTEMPTS = 3
/** Relations of one entity that a comparison lists. */
const LISTED = 50
/** Who names an id is found by looking at everything. */
const REFERENCES_MS = 60_000

interface Ref {
  id: string
  type: EntityType
  name: string
  tenant: string
}

/** The entity that an id leads to, former ids included. Throws 404 at this field of the request. */
export async function resolved(
  graph: Graph,
  id: string,
  field: string,
  { visibilities }: Pick<Reading, 'visibilities'>,
): Promise<Ref> {
  const [found] = await graph.read<Ref>('queries/entity_ref', { id, visibilities })
  if (found) return found
  throw problem('not-found', { detail: `No entity ${id}`, errors: [{ path: field, message: 'is not known' }] })
}

/**
 * Two entities that could be one: both exist, are two, of one type and one municipality. `fields` name the two ids in
 * the request. Throws 404 or 422.
 */
export async function pairOf(
  graph: Graph,
  [a, b]: readonly [string, string],
  fields: readonly [string, string],
  reading: Reading,
): Promise<[Ref, Ref]> {
  const first = await resolved(graph, a, fields[0], reading)
  const second = await resolved(graph, b, fields[1], reading)
  const refuse = (message: string) =>
    problem('not-allowed', { detail: message, errors: [{ path: fields[1], message }] })
  if (first.id === second.id) throw refuse(`${b} is the same entity already`)
  if (first.type !== second.type) throw refuse(`A ${first.type} and a ${second.type} are never the same`)
  if (first.tenant !== second.tenant)
    throw refuse(`They belong to different municipalities (${first.tenant}, ${second.tenant}); each keeps its own`)
  if (!mergeableTypes.includes(first.type)) throw refuse(`Entries of the type ${first.type} are not merged`)
  return [first, second]
}

const refOf = ({ id, type, name }: Ref): EntityRef => ({ id, type, name })

/** Whether the log holds all that is needed to take a merge back. */
export const isUndoable = (type: EntityType): boolean => personalProperties(type).length === 0

/** The two with everything that is needed to choose. */
export async function compare(graph: Graph, reading: Reading, ids: readonly [string, string]): Promise<Comparison> {
  const [a, b] = await pairOf(graph, ids, ['query.a', 'query.b'], reading)
  const at = { ...reading, tenants: [...new Set([a.tenant, ...reading.tenants])] }
  const states = await read(graph, a.id, b.id)
  const [scored, apart] = await Promise.all([scorePair(graph, at, a.id, b.id, a.type), notSamePairs(graph, at)])
  const names = await namesOf(graph, states.facts)
  const side = (state: EntityState, ref: Ref): ComparedEntity => {
    const facts = states.facts.filter(({ from, to }) => from === ref.id || to === ref.id)
    return {
      entity: refOf(ref),
      tenant: ref.tenant,
      version: state.version,
      values: { ...state.values },
      relations: facts.slice(0, LISTED).map((fact) => ({
        factId: fact.factId,
        relation: fact.relation as RelationType,
        direction: fact.from === ref.id ? 'out' : 'in',
        other: names.get(fact.from === ref.id ? fact.to : fact.from) ?? refOf(ref),
        validFrom: textOf(fact.values, 'validFrom'),
        validUntil: textOf(fact.values, 'validUntil'),
      })),
      relationTotal: facts.length,
    }
  }
  return {
    a: side(states.keep, a),
    b: side(states.merge, b),
    fields: choosable(a.type).filter((name) => !sameValue(states.keep.values[name], states.merge.values[name])),
    ...scored,
    notSame: apart.find((pair) => pairKeyOf(pair.a.id, pair.b.id) === pairKeyOf(a.id, b.id)) ?? null,
    undoable: isUndoable(a.type),
  }
}

/** Makes one of two. With `dryRun` it only says what would become of what. Throws ProblemError: 404, 409, 412, 422. */
export async function mergeEntities(
  graph: Graph,
  body: MergeBody,
  by: string,
  reading: Reading,
  { dryRun = false } = {},
): Promise<MergeAnswer> {
  const [kept, merged] = await pairOf(graph, [body.keep, body.merge], ['body.keep', 'body.merge'], reading)
  checkNames(kept.type, body.values)
  if (merged.type === 'Organization' && merged.id === `org:ars:${merged.tenant}`) {
    const message = 'The municipality itself stays: merge the other way round'
    throw problem('not-allowed', { detail: message, errors: [{ path: 'body.merge', message }] })
  }
  for (let attempt = 1; ; attempt++) {
    const { keep, merge, facts } = await read(graph, kept.id, merged.id)
    checkVersion('keepVersion', body.keepVersion, keep.version)
    checkVersion('mergeVersion', body.mergeVersion, merge.version)
    const referring = await readReferring(graph, merged.id)
    const plan = planMerge({ keep, merge, facts, referring, values: body.values })
    const { reason, sourceIds } = body
    try {
      const changes = await applyChanges(graph, { reason, sourceIds, tenant: kept.tenant, changes: plan.changes }, by, {
        dryRun,
      })
      const names = await namesOf(graph, facts)
      return {
        seq: changes.seq,
        // As it is called from now on.
        kept: { ...refOf(kept), ...(typeof body.values?.name === 'string' ? { name: body.values.name } : {}) },
        merged: refOf(merged),
        moved: plan.moved,
        united: plan.united.map((one) => ({ ...one, other: names.get(one.other) ?? refOf(kept) })),
        dropped: plan.dropped,
        references: plan.references,
        undoable: isUndoable(kept.type),
        changes,
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      const raced = error.code === 'still-needed' || error.code === 'precondition-failed'
      if (!raced || attempt === ATTEMPTS) throw namedAsAsked(error, plan.changes.length)
    }
  }
}

/** Takes a merge back: exactly the state before, or 409 with what stands in the way. Throws 404 where there was none. */
export async function undoMerge(graph: Graph, seq: number, by: string, reason: string): Promise<ChangesAnswer> {
  const [found] = await graph.read<{ mergedId: string }>('merging/find_merge', { seq })
  if (!found) {
    throw problem('not-found', {
      detail: `Change ${seq} is no merge, or was taken back already`,
      errors: [{ path: 'path.seq', message: 'is not known' }],
    })
  }
  return undoEntry(graph, seq, by, reason)
}

async function read(graph: Graph, keepId: string, mergeId: string) {
  const tx = readsOn(graph)
  const entities = new Map<string, EntityState>()
  await readEntities(tx, [keepId, mergeId], (entity) => entities.set(entity.id, entity))
  const [keep, merge] = [entities.get(keepId), entities.get(mergeId)]
  if (!keep || !merge) {
    const [id, path] = keep ? [mergeId, 'body.merge'] : [keepId, 'body.keep']
    throw problem('not-found', { detail: `No entity ${id}`, errors: [{ path, message: 'is not known' }] })
  }
  const facts = new Map<string, FactState>()
  await readFacts(tx, 'writes/read_facts_around', 'ids', [keepId, mergeId], (fact) => facts.set(fact.factId, fact))
  return { keep, merge, facts: [...facts.values()].sort((a, b) => (a.factId < b.factId ? -1 : 1)) }
}

async function readReferring(graph: Graph, id: string) {
  const tx = readsOn(graph)
  const rows = await graph.read<{ by: string }>('writes/read_references', { ids: [id] }, { timeoutMs: REFERENCES_MS })
  const entities: EntityState[] = []
  const facts: FactState[] = []
  const naming = rows.map((row) => row.by)
  await readEntities(
    tx,
    naming.filter((one) => !isFactId(one)),
    (entity) => entities.push(entity),
  )
  await readFacts(tx, 'writes/read_facts', 'ids', naming.filter(isFactId), (fact) => facts.push(fact))
  return { entities, facts }
}

async function namesOf(graph: Graph, facts: readonly FactState[]): Promise<Map<string, EntityRef>> {
  const names = new Map<string, EntityRef>()
  const ids = [...new Set(facts.flatMap(({ from, to }) => [from, to]))]
  await readEntities(readsOn(graph), ids, ({ id, type, values }) =>
    names.set(id, { id, type: type as EntityType, name: textOf(values, 'name') }),
  )
  return names
}

function checkVersion(field: 'keepVersion' | 'mergeVersion', seen: number | undefined, stored: number): void {
  if (seen === undefined || seen === stored) return
  throw problem('precondition-failed', {
    detail: `The stored version is ${stored}`,
    errors: [{ path: `body.${field}`, message: 'names another version', allowed: [String(stored)] }],
  })
}

function checkNames(type: EntityType, values: Readonly<Record<string, unknown>>): void {
  const allowed = choosable(type)
  const unknown = Object.keys(values).filter((name) => !allowed.includes(name))
  if (unknown.length === 0) return
  throw problem('not-allowed', {
    detail: `There is nothing to choose about ${unknown[0]}`,
    errors: unknown.map((name) => ({
      path: `body.values.${name.slice(0, 60)}`,
      message: name in nodeProperties(type) ? 'follows by itself' : `A ${nodeType(type).label.en} has no such property`,
    })),
  })
}

/** Problems name the fields of the merge, not those of the changes behind it. */
function namedAsAsked(error: ProblemError, changes: number): ProblemError {
  const renamed = (text: string) =>
    text
      .replaceAll('body.changes[0].values', 'body.values')
      .replaceAll('body.changes[0]', 'body.keep')
      .replaceAll(`body.changes[${changes - 1}]`, 'body.merge')
      .replace(/body\.changes\[\d+\][\w.]*/g, 'body.merge')
  return problem(error.code, {
    detail: renamed(error.message),
    errors: error.errors?.map((one) => ({ ...one, path: renamed(one.path) })),
    cause: error,
  })
}
