/** What every step of the plan shares: the draft, who writes for whom, and where problems are collected. */

import type { RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { ProblemCode } from '@kommunalgraph/contract/problems.ts'
import type { Draft } from './draft.ts'
import { type PlanIssue, type PlanWarning, type Values, validityOf } from './state.ts'

/** Enough to mend a broken body; more would only make the answer large. */
const MOST_ISSUES = 1_000

export interface PlanOptions {
  /** Tenant of what is created. */
  tenant: string
  /** Sources of new things that name none themselves. */
  sourceIds: readonly string[]
  /** Account and time of what is created. */
  entered: { by: string; at: string }
  /** ISO day, for gaps that depend on it. */
  today: string
  /** The import that creates what is new. */
  batchId?: string
  /** Where an import says something of every row, it needs every issue. */
  mostIssues?: number
  /** Draws the id of a new fact. Injected, so that a plan can be repeated. */
  newFactId: (relation: RelationType) => string
}

export class Planning {
  readonly draft: Draft
  readonly options: PlanOptions
  readonly issues: PlanIssue[] = []
  readonly warnings: PlanWarning[] = []
  /** What takes the place of retracted entities, by their id: the old id leads there. */
  readonly successors = new Map<string, string>()
  /** What each change came to, by its index; `id` is what the answer names. */
  readonly outcomes: ({ id: string; verb: 'put' | 'ended' | 'retracted' | 'moved' } | undefined)[] = []

  constructor(draft: Draft, options: PlanOptions) {
    this.draft = draft
    this.options = options
  }

  /** Reports a problem of one change; `field` is below it, e.g. `values.name`. */
  refuse(
    index: number,
    field: string,
    code: ProblemCode,
    message: string,
    more: { allowed?: readonly string[]; rule?: string } = {},
  ): void {
    if (this.issues.length >= (this.options.mostIssues ?? MOST_ISSUES)) return
    const path = field === '' ? `body.changes[${index}]` : `body.changes[${index}].${field}`
    this.issues.push({
      code,
      path,
      message,
      ...(more.allowed ? { allowed: [...more.allowed] } : {}),
      ...(more.rule ? { rule: more.rule } : {}),
    })
  }

  /** Notes a gap: it is saved and listed, never refused (decisions 1). */
  warn(index: number, field: string, rule: string, message: string): void {
    if (this.warnings.length >= (this.options.mostIssues ?? MOST_ISSUES)) return
    this.warnings.push({
      path: field === '' ? `body.changes[${index}]` : `body.changes[${index}].${field}`,
      rule,
      message,
    })
  }
}

/** The defaults of a `put` for which something stored has no value yet. */
export function lacking(stored: Values, defaults: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => stored[name] === undefined))
}

/** Whether something may end on this day; reports why not. The day it ends on already is nothing to do. */
export function endsOn(planning: Planning, state: { values: Values }, validUntil: string, index: number): boolean {
  const now = validityOf(state)
  if (validUntil === now.validUntil) return false
  const refuse = (message: string) => planning.refuse(index, 'validUntil', 'not-allowed', message, { rule: 'R13' })
  if (validUntil <= now.validFrom) refuse(`Must be after its start ${now.validFrom}; use retract for what was never true`)
  else if (validUntil > now.validUntil) refuse(`It ended already on ${now.validUntil}; use correct to move its end`)
  else return true
  return false
}
