/**
 * Claims: statements that are not facts yet (decisions 8). Claims of several sources stand side by side until somebody
 * decides one with a reason; accepting writes the fact through the one door, in the same change as the decision.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import type {
  AssertionItem,
  AssertionsAnswer,
  DecideAnswer,
  DecideBody,
  OpposedFact,
} from '@kommunalgraph/contract/merging.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import {
  codes,
  isRelationTypeName,
  relationType,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import type { Limits } from '../accounts/person.ts'
import { applyChanges } from '../changes/apply.ts'
import { readEntities, readsOn } from '../changes/read-state.ts'
import { type EntityState, listOf } from '../changes/state.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { present } from '../graph/rows.ts'
import type { Graph } from '../graph/run.ts'
import { ProblemError, problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'
import { STEWARD_PATIENCE } from './candidates.ts'
import { resolved } from './merge.ts'

/** Relations of which a target has only one. */
export const single = relationTypeNames.filter((name) => relationType(name).cardinality === 'one-per-target')

interface Fact extends OpposedFact {
  visibility: string
  sourceIds: string[]
}

interface OtherClaim {
  reason: string | null
  id: string
  name: string
  fromId: string | null
  from: string | null
  claimedValue: string | null
  claimedUntil: string | null
  version: number
  sourceIds: string[]
}

/** A claim with everything that is stored about it. */
export interface ClaimRow {
  id: string
  name: string
  status: string
  relation: string | null
  from: EntityRef | null
  to: EntityRef | null
  key: string | null
  claimedFrom: string | null
  claimedUntil: string | null
  entity: EntityRef | null
  property: string | null
  claimedValue: string | null
  currentValue: unknown
  reason: string | null
  by: string
  at: string
  version: number
  visibility: string
  tenant: string
  sourceIds: string[]
  sources: { id: string; name: string }[]
  facts: Fact[]
  claims: OtherClaim[]
}

/** Claims with what speaks for and against them, in the order of `ids`; those that this reader may not see are left out. */
export async function readClaims(graph: Graph, reading: Reading, ids: readonly string[]): Promise<ClaimRow[]> {
  if (ids.length === 0) return []
  const [rows, facts, claims] = await Promise.all([
    graph.read<Omit<ClaimRow, 'facts' | 'claims' | 'sources'>>(
      'merging/assertions',
      { ...reading, ids },
      STEWARD_PATIENCE,
    ),
    graph.read<Omit<Fact, 'sources'> & { claim: string }>(
      'merging/claimed_facts',
      { ...reading, ids, single },
      STEWARD_PATIENCE,
    ),
    graph.read<OtherClaim & { claim: string }>('merging/other_claims', { ...reading, ids }, STEWARD_PATIENCE),
  ])
  const names = await sourceNames(graph, reading, [...rows, ...facts])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const ofClaim = facts.filter(({ claim }) => claim === id)
    return [
      {
        ...row,
        sources: names(row.sourceIds),
        facts: ofClaim.map((fact) => ({ ...fact, sources: names(fact.sourceIds) })),
        claims: claims.filter(({ claim }) => claim === id),
      },
    ]
  })
}

/** Names of sources, newest first; those that this reader may not see are left out. */
export async function sourceNames(
  graph: Graph,
  { visibilities, tenants }: Pick<Reading, 'visibilities' | 'tenants'>,
  things: readonly { sourceIds: readonly string[] }[],
): Promise<(ids: readonly string[]) => { id: string; name: string }[]> {
  const ids = [...new Set(things.flatMap(({ sourceIds }) => sourceIds))]
  const found = await graph.read<{ id: string; name: string }>('merging/source_names', { ids, visibilities, tenants })
  return (wanted) => found.filter(({ id }) => wanted.includes(id))
}

/** One page of claims, contested ones first. */
export async function assertionsPage(
  graph: Graph,
  reading: Reading,
  asked: { statuses: readonly string[] | undefined; entity: string | undefined; contested: boolean },
  page: { cursor: string | undefined; limit: number },
): Promise<AssertionsAnswer> {
  const scope = { ...asked, asOf: reading.asOf, tenants: reading.tenants, what: 'assertions' }
  const offset = Number(readCursor(page.cursor, scope)?.key ?? 0)
  const entity = asked.entity === undefined ? null : (await resolved(graph, asked.entity, 'query.entity', reading)).id
  const rows = await graph.read<{ id: string; contested: boolean; total: number }>(
    'merging/assertion_list',
    {
      ...reading,
      statuses: asked.statuses ?? codes('assertionStatus'),
      entity,
      single,
      contestedOnly: asked.contested,
      offset,
      limit: page.limit,
    },
    STEWARD_PATIENCE,
  )
  const contested = new Set(rows.filter((row) => row.contested).map(({ id }) => id))
  const claims = await readClaims(
    graph,
    reading,
    rows.map(({ id }) => id),
  )
  const total = rows[0]?.total ?? 0
  const next = offset + rows.length
  return {
    items: claims.map((row) => itemOf(row, contested.has(row.id))),
    total,
    nextCursor: rows.length > 0 && next < total ? writeCursor({ key: String(next), id: '-' }, scope) : null,
  }
}

function itemOf(row: ClaimRow, contested: boolean): AssertionItem {
  const { id, name, status, by, at, sources, version, from, to, relation, entity, claimedValue } = row
  const view = viewOf(row)
  const told = present({
    relation: relation !== null && isRelationTypeName(relation) ? relation : null,
    from,
    to,
    key: row.key,
    claimedFrom: row.claimedFrom,
    claimedUntil: row.claimedUntil,
    entity,
    property: row.property,
    claimedValue: claimedValue === null ? null : parsed(claimedValue),
    currentValue: row.currentValue,
    reason: row.reason,
  })
  return {
    ...told,
    id,
    name,
    status,
    kind: relation === null ? 'property' : 'relation',
    by,
    at,
    sources,
    version,
    contested,
    same: view.same ? shown(view.same) : null,
    against: view.against.map(shown),
    rivals: view.rivals.map((claim) => ({
      id: claim.id,
      name: claim.name,
      says: claim.from ?? String(parsed(claim.claimedValue ?? 'null') ?? ''),
    })),
  }
}

const shown = ({ factId, from, to, validFrom, validUntil, version, sources }: Fact): OpposedFact => ({
  factId,
  from,
  to,
  validFrom,
  validUntil,
  version,
  sources,
})

/** JSON as claims hold values; text that is none stands for itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What facts and other claims mean for this one. */
export function viewOf({ relation, from, property, claimedValue, facts, claims }: ClaimRow) {
  const one =
    relation !== null && isRelationTypeName(relation) && relationType(relation).cardinality === 'one-per-target'
  return {
    same: facts.find((fact) => fact.from.id === from?.id) ?? null,
    against: one ? facts.filter((fact) => fact.from.id !== from?.id) : [],
    rivals: claims.filter((claim) =>
      property === null ? one && claim.fromId !== from?.id : claim.claimedValue !== claimedValue,
    ),
    agreeing: claims.filter((claim) =>
      property === null
        ? claim.fromId === from?.id && claim.claimedUntil === null
        : claim.claimedValue === claimedValue,
    ),
  }
}

export interface Decision {
  changes: Change[]
  /** Position of the change that makes the fact. */
  factAt: number | undefined
  factId: string | null
  ended: string[]
  superseded: string[]
}

/** Accepts or rejects a claim. Throws ProblemError: 404, 409, 412, 422. */
export async function decide(
  graph: Graph,
  reading: Reading,
  id: string,
  body: DecideBody,
  by: string,
  limits: Limits,
): Promise<DecideAnswer> {
  const [ref] = await graph.read<{ id: string; tenant: string }>('queries/entity_ref', {
    id,
    visibilities: reading.visibilities,
  })
  // What another municipality claims is decided on its own page, with its own facts in sight.
  const at =
    ref && !reading.tenants.includes(ref.tenant) ? { ...reading, tenants: [ref.tenant, ...reading.tenants] } : reading
  const [claim] = await readClaims(graph, at, [ref?.id ?? id])
  if (!claim)
    throw problem('not-found', { detail: `No claim ${id}`, errors: [{ path: 'path.id', message: 'is not known' }] })
  if (body.version !== undefined && body.version !== claim.version) {
    throw problem('precondition-failed', {
      detail: `The stored version is ${claim.version}`,
      errors: [{ path: 'body.version', message: 'names another version', allowed: [String(claim.version)] }],
    })
  }
  if (claim.status !== 'proposed') throw refuse('path.id', `It is decided already: ${claim.status}`)
  const decision = body.decision === 'reject' ? rejected() : await accepted(graph, claim, body)
  const status = body.decision === 'reject' ? 'rejected' : 'accepted'
  decision.changes.push(settled(claim, status, body.reason))
  try {
    const changes = await applyChanges(
      graph,
      { reason: body.reason, sourceIds: [], tenant: claim.tenant, changes: decision.changes },
      by,
      { limits },
    )
    const made =
      decision.factAt === undefined ? undefined : changes.results.find(({ index }) => index === decision.factAt)?.id
    return {
      id: claim.id,
      status,
      factId: made ?? decision.factId,
      ended: decision.ended,
      superseded: decision.superseded,
      changes,
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const renamed = (text: string) =>
      text.replace(/body\.changes\[\d+\]/g, 'body').replace('body.values.reason', 'body.reason')
    throw problem(error.code, {
      detail: renamed(error.message),
      errors: error.errors?.map((one) => ({ ...one, path: renamed(one.path) })),
      cause: error,
    })
  }
}

const refuse = (path: string, message: string) =>
  problem('not-allowed', { detail: message, errors: [{ path, message }] })

const rejected = (): Decision => ({ changes: [], factAt: undefined, factId: null, ended: [], superseded: [] })

/** A claim with its new status; why it was claimed stays beside why it was decided. */
export function settled(
  claim: { id: string; version: number; reason?: string | null },
  status: string,
  why: string,
): Change {
  const reason = claim.reason ? `${claim.reason}\n${why}` : why
  return {
    op: 'correct-entity',
    id: claim.id,
    values: { status, reason: reason.slice(0, 20_000) },
    version: claim.version,
  }
}

/** The changes that make a fact of a claim and settle the others; the claim itself is settled by the caller. Throws 422. */
export async function accepted(
  graph: Graph,
  claim: ClaimRow,
  body: Pick<DecideBody, 'from' | 'reason' | 'values'>,
): Promise<Decision> {
  const decision =
    claim.relation === null ? await acceptedValue(graph, claim) : await acceptedRelation(graph, claim, body)
  const { rivals, agreeing } = viewOf(claim)
  for (const rival of rivals) {
    decision.superseded.push(rival.id)
    decision.changes.push(settled(rival, 'superseded', body.reason))
  }
  for (const twin of agreeing) decision.changes.push(settled(twin, 'accepted', body.reason))
  return decision
}

async function acceptedValue(graph: Graph, claim: ClaimRow): Promise<Decision> {
  const { entity, property, claimedValue, agreeing } = { ...claim, ...viewOf(claim) }
  if (!entity || property === null || claimedValue === null)
    throw refuse('path.id', 'The claim does not say of what, and what')
  let stored: EntityState | undefined
  await readEntities(readsOn(graph), [entity.id], (state) => {
    stored = state
  })
  const sourceIds = union(
    stored ? listOf(stored.values, 'sourceIds') : [],
    claim.sourceIds,
    ...agreeing.map((one) => one.sourceIds),
  )
  const values = { [property]: parsed(claimedValue), sourceIds }
  return {
    ...rejected(),
    changes: [{ op: 'correct-entity', id: entity.id, values, version: stored?.version }],
  }
}

async function acceptedRelation(
  graph: Graph,
  claim: ClaimRow,
  body: Pick<DecideBody, 'from' | 'values'>,
): Promise<Decision> {
  const { relation, from, to, claimedUntil } = claim
  if (relation === null || !from || !to)
    throw refuse('path.id', 'An end of the claim does not exist any more; reject it')
  const { same, against, agreeing } = viewOf(claim)
  const sourceIds = union(claim.sourceIds, ...agreeing.map((one) => one.sourceIds))
  if (same && claimedUntil !== null && claimedUntil < same.validUntil) {
    // "Not ours any more": what is accepted is an end.
    const validUntil = body.from ?? claimedUntil
    return {
      ...rejected(),
      changes: [{ op: 'end-relation', factId: same.factId, validUntil, version: same.version }],
      factId: same.factId,
      ended: [same.factId],
    }
  }
  const since = body.from ?? claim.claimedFrom ?? undefined
  if (same) {
    const values = {
      ...body.values,
      confidence: 'confirmed',
      sourceIds: union(same.sourceIds, sourceIds),
      ...(since !== undefined && (body.from !== undefined || same.validFrom === UNKNOWN_START)
        ? { validFrom: since }
        : {}),
    }
    return {
      ...rejected(),
      changes: [{ op: 'correct-relation', factId: same.factId, values, version: same.version }],
      factId: same.factId,
    }
  }
  if (since === undefined) throw refuse('body.from', 'The claim does not say since when: state the day')
  const tooLate = against.find((fact) => fact.validFrom >= since)
  if (tooLate) {
    throw refuse(
      'body.from',
      `${tooLate.from.name} answers for it since ${tooLate.validFrom}: state a later day, or correct that relation first`,
    )
  }
  const visibility = await visibilityOf(graph, claim)
  const values = {
    ...keyOf(claim.key),
    ...body.values,
    confidence: 'confirmed',
    visibility,
    validFrom: since,
    ...(claimedUntil !== null && claimedUntil !== OPEN_END ? { validUntil: claimedUntil } : {}),
    sourceIds,
  }
  const ends = against.map(
    ({ factId, version }): Change => ({ op: 'end-relation', factId, validUntil: since, version }),
  )
  return {
    changes: [...ends, { op: 'create-relation', relation, from: from.id, to: to.id, values }],
    factAt: ends.length,
    factId: null,
    ended: against.map(({ factId }) => factId),
    superseded: [],
  }
}

/** As public as the claim and both ends are; the open owner of what is public has to be public itself. */
async function visibilityOf(graph: Graph, { relation, from, to, visibility }: ClaimRow): Promise<string> {
  const found = new Map<string, string>()
  await readEntities(
    readsOn(graph),
    [from?.id ?? '', to?.id ?? ''].sort(),
    (state) => found.set(state.id, String(state.values.visibility)),
  )
  const endsPublic = found.get(from?.id ?? '') === 'public' && found.get(to?.id ?? '') === 'public'
  const mustBe = relation === 'ACCOUNTABLE_FOR' && to?.type === 'Initiative'
  return endsPublic && (visibility === 'public' || mustBe) ? 'public' : 'internal'
}

/** Properties that tell this statement from others of its kind, as the claim holds them. */
function keyOf(key: string | null): Record<string, unknown> {
  const value = key === null ? {} : parsed(key)
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {}
}

const union = (...lists: (readonly string[])[]): string[] => [...new Set(lists.flat())]
