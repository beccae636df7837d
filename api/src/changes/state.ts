/**
 * What the plan works on: the touched part of the graph as plain values, the issues it finds, and what it changes.
 * Days and points in time are ISO text here; `api/src/graph` turns them into Neo4j's types at the edge.
 */
import type { ChangeResult } from '@kommunalgraph/contract/changes.ts'
import type { ProblemCode } from '@kommunalgraph/contract/problems.ts'
import type { Interval } from './intervals.ts'

export type Value = string | number | boolean | readonly string[]
/** Stored properties without `id`, `type`, `factId`, `version`, `seqs` and `slot`; what is absent has no key. */
export type Values = Readonly<Record<string, Value>>

export interface EntityState {
  readonly id: string
  readonly type: string
  readonly values: Values
  readonly version: number
}

export interface FactState {
  readonly factId: string
  readonly relation: string
  readonly from: string
  readonly to: string
  readonly values: Values
  readonly version: number
}

/** What the plan may know of the graph: everything that the changes touch, and nothing else. */
export interface GraphState {
  entities: Map<string, EntityState>
  facts: Map<string, FactState>
  /** Pairs `relation|from|to` of which all facts are here. */
  pairs: Set<string>
  /** Ids that were merged into another entity, and into which. */
  aliases?: Map<string, string>
}

export interface PlanIssue {
  code: ProblemCode
  path: string
  message: string
  allowed?: string[]
  rule?: string
}

export interface PlanWarning {
  path: string
  rule: string
  message: string
}

export interface Difference<S> {
  before?: S
  after?: S
}

export interface Plan {
  issues: PlanIssue[]
  warnings: PlanWarning[]
  results: ChangeResult[]
  /** Only what really differs, sorted by id. */
  entities: Difference<EntityState>[]
  facts: Difference<FactState>[]
  /** Retracted entities whose id leads on, and where to. */
  successors: ReadonlyMap<string, string>
}

/** How a pair is named in `GraphState.pairs`. */
export function pairKey(relation: string, from: string, to: string): string {
  return `${relation}|${from}|${to}`
}

/** A text property; '' where it is absent or no text. */
export function textOf(values: Values, property: string): string {
  const value = values[property]
  return typeof value === 'string' ? value : ''
}

/** A list property; [] where it is absent or no list. */
export function listOf(values: Values, property: string): readonly string[] {
  const value = values[property]
  return Array.isArray(value) ? value : []
}

/** When it holds. Every stored thing has both days. */
export function validityOf(state: { values: Values }): Interval {
  return { validFrom: textOf(state.values, 'validFrom'), validUntil: textOf(state.values, 'validUntil') }
}

/** Equal as stored: lists compare item by item. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => item === b[index])
  }
  return a === b
}

/** Properties in which two states differ, sorted by name. */
export function differingProperties(before: Values, after: Values): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !sameValue(before[name], after[name])).sort()
}
