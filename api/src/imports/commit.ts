/** The confirmation: staged rows go through the one door, planned again, in one transaction, under one log entry. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import type { ImportCommit, ImportReport } from '@kommunalgraph/contract/imports.ts'
import type { Limits } from '../accounts/person.ts'
import { applyChanges } from '../changes/apply.ts'
import type { Graph } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import type { Ending, Hooks } from './check.ts'
import type { Unit } from './map-rows.ts'
import { inOrder } from './plan-import.ts'
import { type ImportRecord, putRecord, readRecord, removeStaged, saveRecord, stagedList } from './store.ts'

/** Says that an import is in a state in which this cannot be done. */
export const wrongState = (state: string) =>
  problem('import-state', { detail: `The import is ${state}`, errors: [{ path: 'path.id', message: `is ${state}` }] })

/**
 * Whether this import may be confirmed like this. Throws ProblemError: 409 in a state that has nothing to confirm, 422
 * without the confirmations that it needs.
 */
export function checkCommit({ report }: ImportRecord, body: ImportCommit): void {
  if (report.state !== 'checked' && report.state !== 'failed') {
    throw wrongState(report.state)
  }
  const { created, changed, unchanged, rejected } = report.counts
  if (created + changed + unchanged + report.ended === 0) {
    throw problem('not-allowed', {
      detail: 'There is not a single row that could be imported',
      errors: [{ path: 'path.id', message: 'holds no valid row; see its issues' }],
    })
  }
  if (rejected > 0 && !body.acceptRejected) {
    throw problem('not-allowed', {
      detail: `${rejected} rows are rejected; ${created + changed + unchanged} valid rows go in only if that is accepted`,
      errors: [{ path: 'body.acceptRejected', message: `${rejected} rows are rejected; true takes the other rows` }],
    })
  }
  if (report.full && report.ended > 0 && body.confirmEnding !== report.ended) {
    throw problem('not-allowed', {
      detail: `This full delivery would end ${report.ended} things that it no longer lists`,
      errors: [{ path: 'body.confirmEnding', message: 'must be the number of things that end', allowed: [String(report.ended)] }],
    })
  }
}

/** Writes an import that `checkCommit` let through. Throws ProblemError where the graph has changed so that it no longer fits. */
export async function commitImport(graph: Graph, id: string, body: ImportCommit & { limits: Limits }, { onProgress, signal }: Hooks): Promise<ImportReport> {
  const record = await readRecord(graph, id)
  if (!record) throw problem('not-found', { detail: `No import ${id}`, errors: [{ path: 'path.id', message: 'is not known' }] })
  onProgress('reading', 0, record.parts.unit)
  const units = await stagedList<Unit>(graph, id, 'unit', record.parts.unit)
  const endings = record.report.full && body.confirmEnding !== null ? await stagedList<Ending>(graph, id, 'ending', record.parts.ending) : []
  signal?.throwIfAborted()
  const companions = record.companions.map((change) => withCounts(change, record))
  const { changes } = inOrder(units, new Set(), companions)
  units.length = 0
  const day = today()
  for (const { id: ended, relation } of endings)
    changes.push(
      relation === null
        ? { op: 'end-entity', id: ended, validUntil: day }
        : { op: 'end-relation', factId: ended, validUntil: day },
    )
  onProgress('writing', 0, changes.length)
  const committed = (seq: number | null): ImportRecord => ({ ...record, report: { ...record.report, state: 'committed', seq } })
  const batch = companions.find((change) => change.op === 'put-entity' && change.type === 'ImportBatch')
  const answer = await applyChanges(
    graph,
    { reason: body.reason, sourceIds: record.sourceIds, tenant: record.report.tenant, changes },
    record.by,
    {
      companions: companions.length,
      batchId: batch && 'id' in batch ? batch.id : undefined,
      importId: id,
      limits: body.limits,
      signal,
      also: (tx, seq) => putRecord(tx, committed(seq)),
    },
  )
  // Where nothing differs, nothing was written, and so nothing said that it is done.
  if (answer.seq === null) await saveRecord(graph, committed(null))
  await removeStaged(graph, id, ['unit', 'ending'])
  return committed(answer.seq).report
}

/** What an import would write, without what a full delivery ends: that publishes nothing. */
export async function stagedChanges(graph: Graph, record: ImportRecord): Promise<Change[]> {
  const units = await stagedList<Unit>(graph, record.report.id, 'unit', record.parts.unit)
  return inOrder(units, new Set(), record.companions.map((change) => withCounts(change, record))).changes
}

function withCounts(change: Change, { report }: ImportRecord): Change {
  if (change.op !== 'put-entity' || change.type !== 'ImportBatch') return change
  const { created, changed, rejected } = report.counts
  return { ...change, values: { ...change.values, at: new Date().toISOString(), created, updated: changed, rejected } }
}
