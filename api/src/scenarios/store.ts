/** Scenarios as they are kept: beside the graph, so that no reading query sees them; written in turn, so that a dump holds one moment. */
import { randomUUID } from 'node:crypto'
import { stepSentence } from '@kommunalgraph/contract/scenario-words.ts'
import type { Scenario, ScenarioBody, ScenarioHead, ScenarioPatch, ScenarioStep } from '@kommunalgraph/contract/scenarios.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { writeInTurn } from '../changes/entry.ts'
import { type Reads, readsOn } from '../changes/read-state.ts'
import { seqOf } from '../graph/until-change.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import { expand } from './expand.ts'
import type { Built } from './sketch.ts'
import { checkPlan } from './try-out.ts'

/** Most scenarios of one list; the last changed first. */
const LISTED = 200

/** What is kept of one scenario: the intents, what they came to, and on which state of the graph. */
export interface ScenarioRecord {
  id: string
  tenant: string
  name: string
  description: string
  day: string
  version: number
  by: string
  createdAt: string
  changedAt: string
  seq: number
  steps: { step: ScenarioStep; entities: EntityRef[] }[]
  built: Built[]
}

/** Throws 404 if there is none. In a transaction, it is the one that the transaction sees. */
export async function scenarioOr404(reads: Reads, id: string, path = 'path.id'): Promise<ScenarioRecord> {
  const [row] = await reads.run<{ doc: string }>('writes/read_scenario', { id })
  if (!row) throw problem('not-found', { detail: `No scenario ${id}`, errors: [{ path, message: 'is not known' }] })
  return JSON.parse(row.doc) as ScenarioRecord
}

export async function listScenarios(graph: Graph, tenants: readonly string[]): Promise<ScenarioHead[]> {
  const rows = await graph.read<{ head: string }>('writes/read_scenarios', { tenants, limit: LISTED })
  return rows.map(({ head }) => JSON.parse(head) as ScenarioHead)
}

/** Builds and stores a new scenario. Throws what `build` throws. */
export async function createScenario(graph: Graph, body: ScenarioBody & { tenant: string }, by: string, now = new Date()): Promise<ScenarioRecord> {
  const at = now.toISOString()
  const { name, description, day, tenant } = body
  const built = await build(graph, { tenant, day, steps: body.steps })
  const record = { id: randomUUID(), tenant, name, description, day, version: 1, by, createdAt: at, changedAt: at, ...built }
  // Its id is drawn here: a request that comes again gets the one that was stored.
  return writeInTurn(graph, async (tx) => {
    await put(tx, record)
    return record
  })
}

/** Throws where the stored scenario is not for the one who asks to change, or has another version than they know. */
export type ScenarioCheck = (stored: Pick<ScenarioRecord, 'by' | 'version'>) => void

/** Changes what is named; a new day or new steps are built on the graph as it is. */
export async function patchScenario(graph: Graph, id: string, patch: ScenarioPatch, check: ScenarioCheck, now = new Date()): Promise<ScenarioRecord> {
  const before = await scenarioOr404(readsOn(graph), id)
  check(before)
  const rebuilt = patch.steps !== undefined || (patch.day !== undefined && patch.day !== before.day)
  const day = patch.day ?? before.day
  const built = rebuilt ? await build(graph, { tenant: before.tenant, day, steps: patch.steps ?? before.steps.map(({ step }) => step) }) : undefined
  return writeInTurn(graph, async (tx) => {
    // Somebody may have been faster while this was built.
    const [row] = await tx.run<{ doc: string }>('writes/read_scenario', { id })
    const stored = row && (JSON.parse(row.doc) as ScenarioRecord)
    if (stored?.version !== before.version) check(stored ?? { ...before, version: 0 })
    const record: ScenarioRecord = {
      ...before,
      ...(stored ?? {}),
      name: patch.name ?? stored?.name ?? before.name,
      description: patch.description ?? stored?.description ?? before.description,
      day,
      ...built,
      version: (stored?.version ?? before.version) + 1,
      changedAt: now.toISOString(),
    }
    await put(tx, record)
    return record
  })
}

export async function removeScenario(graph: Graph, id: string, check: ScenarioCheck): Promise<ScenarioRecord> {
  return writeInTurn(graph, async (tx) => {
    const record = await scenarioOr404(tx, id)
    check(record)
    await tx.run('writes/remove_scenario', { id })
    return record
  })
}

/** What the steps come to now, checked by the same rules as any change. Throws ProblemError: 404, 409, 422. */
async function build(graph: Graph, { tenant, day, steps }: { tenant: string; day: string; steps: readonly ScenarioStep[] }): Promise<Pick<ScenarioRecord, 'seq' | 'steps' | 'built'>> {
  const seq = await seqOf(graph)
  const expansion = await expand(readsOn(graph), steps, { tenant, day })
  await checkPlan(graph, { tenant, day, built: expansion.built })
  return { seq, ...expansion }
}

async function put(tx: WriteTx, record: ScenarioRecord): Promise<void> {
  const { id, tenant, changedAt } = record
  await tx.run('writes/put_scenario', { id, tenant, at: changedAt, head: JSON.stringify(headOf(record)), doc: JSON.stringify(record) })
}

/** What a step says, by the names as of when it was built. */
export function saysOf({ step, entities }: ScenarioRecord['steps'][number]) {
  const names = new Map(entities.map(({ id, name }) => [id, name]))
  return stepSentence(step, (id) => names.get(id) ?? id)
}

function headOf(record: ScenarioRecord): ScenarioHead {
  const { id, name, description, day, tenant, changedAt, by, steps, built } = record
  return { id, name, description, day, tenant, steps: steps.map(saysOf), changes: built.length, changedAt, by }
}

/** A scenario as the API answers it. */
export function scenarioOf(record: ScenarioRecord): Scenario {
  const { version, seq, steps, built, createdAt } = record
  return {
    ...headOf(record),
    version,
    seq,
    createdAt,
    steps: steps.map((one, index) => ({ ...one, says: saysOf(one), changes: built.filter(({ step }) => step === index).length })),
  }
}
