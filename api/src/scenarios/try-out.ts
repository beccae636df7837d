/** Applies the changes of a scenario in a transaction that is always rolled back, by the same plan and the same writes as any change. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { formatEntityId } from '@kommunalgraph/contract/ids.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import { planChanges, refusal } from '../changes/apply.ts'
import { readTouched } from '../changes/read-state.ts'
import type { Plan, PlanIssue } from '../changes/state.ts'
import { LOCAL_ACCOUNT } from '../accounts/person.ts'
import { writePlan } from '../changes/write.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import type { Built } from './sketch.ts'

/** The database ends what takes longer, and rolls back. */
export const LONGEST_MS = 5_000

export interface Attempt {
  tenant: string
  day: string
  built: readonly Built[]
}

/**
 * Whoever carries a scenario out has a paper that says so; in the attempt a source stands for it. Like everything else in
 * the transaction it never comes to be.
 */
function companion({ tenant, day }: Attempt): Extract<Change, { op: 'put-entity' }> {
  const id = formatEntityId({ type: 'Source', scheme: tenant, local: 'szenario' })
  return { op: 'put-entity', type: 'Source', id, values: { name: 'Szenario', title: 'Szenario', kind: 'workshop', date: day, confidence: 'assumed', visibility: 'internal' } }
}

async function planOf(tx: WriteTx, attempt: Attempt, now: Date): Promise<Plan> {
  const source = companion(attempt)
  const body = { reason: 'Szenario', sourceIds: [source.id], changes: [source, ...attempt.built.map(({ change }) => change)] }
  const { plan } = await planChanges(tx, await readTouched(tx, body, attempt.tenant), body, {
    tenant: attempt.tenant,
    sourceIds: body.sourceIds,
    entered: { by: LOCAL_ACCOUNT, at: now.toISOString() },
    today: attempt.day,
    newFactId,
  })
  return plan
}

/** Problems of the plan under the step that each change comes from. */
function byStep(issues: readonly PlanIssue[], built: readonly Built[]): PlanIssue[] {
  return issues.map((issue) => {
    const [, index = '0'] = /^body\.changes\[(\d+)\]/.exec(issue.path) ?? []
    // The companion is the first change.
    const step = built[Number(index) - 1]?.step ?? 0
    return { ...issue, path: `body.steps[${step}]` }
  })
}

/** Throws the problem that these changes would end in if they were carried out: 409 or 422, with `body.steps[i]`. */
export async function checkPlan(graph: Graph, attempt: Attempt, now = new Date()): Promise<void> {
  if (attempt.built.length === 0) return
  const issues = await graph.tryOut(async (tx) => (await planOf(tx, attempt, now)).issues, { timeoutMs: LONGEST_MS })
  if (issues.length > 0) throw refusal(byStep(issues, attempt.built), false)
}

/** Writes the changes in an open transaction; answers the problems instead if there are any. */
export async function applyIn(tx: WriteTx, attempt: Attempt, seq: number, now = new Date()): Promise<PlanIssue[]> {
  if (attempt.built.length === 0) return []
  const plan = await planOf(tx, attempt, now)
  if (plan.issues.length > 0) return byStep(plan.issues, attempt.built)
  await writePlan(tx, plan, seq)
  return []
}
