/**
 * The plan: changes + what the graph says now → what differs, and what stands against it. Pure and deterministic
 * (ids of new facts are injected); the database is only read for it, by `read-state.ts`, in the writing transaction.
 *
 * Two steps, because what the outcome must be checked against depends on the outcome: `applyToDraft` works through
 * the changes, `wantedContext` says what else to read, `finishPlan` checks the whole.
 */
import type { Change, ChangeResult } from '@kommunalgraph/contract/changes.ts'
import { checkOutcome } from './checks.ts'
import type { Differences } from './context.ts'
import type { Draft } from './draft.ts'
import { warnOfGaps } from './gap-warnings.ts'
import {
  planCorrectEntity,
  planCreateEntity,
  planEndEntity,
  planPutEntity,
  planRetractEntity,
} from './plan-entities.ts'
import {
  planChangeRelation,
  planCorrectRelation,
  planCreateRelation,
  planEndRelation,
  planPutRelation,
  planRetractRelation,
} from './plan-relations.ts'
import { Planning, type PlanOptions } from './planning.ts'
import { checkCycles, checkShares } from './shares-and-cycles.ts'
import type { Plan } from './state.ts'

/** Works through the changes in their order; later ones see what earlier ones did. */
export function applyToDraft(draft: Draft, changes: readonly Change[], options: PlanOptions): Planning {
  const planning = new Planning(draft, options)
  applySlice(planning, changes, 0, changes.length)
  return planning
}

/** The same for changes `start` to `end`, for whoever has to let others in between. */
export function applySlice(planning: Planning, changes: readonly Change[], start: number, end: number): void {
  planning.outcomes.length = changes.length
  for (let index = start; index < end && index < changes.length; index++) {
    const change = changes[index]
    if (change) applyOne(planning, change, index)
  }
}

function applyOne(planning: Planning, change: Change, index: number): void {
  switch (change.op) {
    case 'put-entity':
      planPutEntity(planning, change, index)
      return
    case 'create-entity':
      planCreateEntity(planning, change, index)
      return
    case 'correct-entity':
      planCorrectEntity(planning, change, index)
      return
    case 'end-entity':
      planEndEntity(planning, change, index)
      return
    case 'retract-entity':
      planRetractEntity(planning, change, index)
      return
    case 'put-relation':
      planPutRelation(planning, change, index)
      return
    case 'create-relation':
      planCreateRelation(planning, change, index)
      return
    case 'change-relation':
      planChangeRelation(planning, change, index)
      return
    case 'correct-relation':
      planCorrectRelation(planning, change, index)
      return
    case 'end-relation':
      planEndRelation(planning, change, index)
      return
    case 'retract-relation':
      planRetractRelation(planning, change, index)
      return
  }
}

/** Checks the outcome and says what each change came to. `references`: who names what is to be removed, by its id. */
export function finishPlan(
  planning: Planning,
  differences: Differences,
  references: ReadonlyMap<string, string[]>,
): Plan {
  // After a problem with a single change, the whole is not what its author meant: no use in judging it.
  if (planning.issues.length === 0) {
    checkOutcome(planning, differences, references)
    checkShares(planning, differences)
    checkCycles(planning, differences)
  }
  if (planning.issues.length === 0) {
    warnOfGaps(planning, differences)
    const lost = planning.outcomes.findIndex((outcome) => outcome === undefined)
    // Neither done nor refused would be a silent loss.
    if (lost >= 0) throw new Error(`The plan lost sight of change ${lost}`)
  }
  return {
    issues: planning.issues,
    warnings: planning.warnings,
    results: resultsOf(planning, differences),
    ...differences,
    successors: planning.successors,
  }
}

function resultsOf(planning: Planning, { entities, facts }: Differences): ChangeResult[] {
  const differing = new Map<string, { created: boolean; version: number | undefined }>()
  for (const { before, after } of entities)
    differing.set((after ?? before)?.id ?? '', { created: !before, version: after?.version })
  for (const { before, after } of facts)
    differing.set((after ?? before)?.factId ?? '', { created: !before, version: after?.version })
  const told = new Set<string>()
  return planning.outcomes.flatMap((outcome, index): ChangeResult[] => {
    if (!outcome) return []
    const { id, verb } = outcome
    const found = differing.get(id)
    // Two changes to one thing make one difference: it is counted once.
    if (!found || told.has(id)) {
      const version = (planning.draft.storedEntity(id) ?? planning.draft.storedFact(id))?.version
      return [{ index, status: 'unchanged', id, version: found?.version ?? version }]
    }
    told.add(id)
    const status =
      verb === 'retracted' || found.version === undefined
        ? 'retracted'
        : verb === 'ended'
          ? 'ended'
          : verb === 'moved'
            ? 'changed'
            : found.created
              ? 'created'
              : 'changed'
    return [{ index, status, id, version: found.version }]
  })
}
