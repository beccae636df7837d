/** What `/quality` and `/quality/{rule}` answer. */
import { today } from '@kommunalgraph/contract/days.ts'
import { entityTypes } from '@kommunalgraph/contract/ontology/ontology.ts'
import {
  countingProperties,
  type QualityAnswer,
  type QualityRule,
  type QualityRuleAnswer,
  qualityRule,
  qualityRules,
  qualitySentence,
  type RuleCount,
  ruleSentence,
  type SeverityCounts,
} from '@kommunalgraph/contract/quality.ts'
import { writeInTurn } from '../changes/entry.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Graph } from '../graph/run.ts'
import { untilChange } from '../graph/until-change.ts'
import type { Reading } from '../reading.ts'
import { exceptionsOf } from './exceptions.ts'
import { itemOf, listedUnits, ruleRows, ruleUnits } from './rows.ts'
import { type Count, type QualityState, qualityState } from './state.ts'

/** Days of the trend. */
const trendDays = 90
/** Longer than this nobody waits for an answer because others are writing. */
const KEEP_DAY_MS = 2_000
/** Counting the filled properties of a large graph takes a while. */
const completenessTimeoutMs = 30_000

const none: Count = { total: 0, milder: 0, excepted: 0 }

/** Counts by severity; `of` says how many a rule has, and how many of these are milder. */
function bySeverity(of: (rule: QualityRule) => { total: number; milder: number }): SeverityCounts {
  const counts: SeverityCounts = { violation: 0, gap: 0, warning: 0, info: 0 }
  for (const rule of qualityRules) {
    const { total, milder } = of(rule)
    counts[rule.severity] += total - milder
    if (rule.milder !== undefined) counts[rule.milder] += milder
  }
  return counts
}

/** All rules with their counts, the trend and completeness. `afresh` asks every rule again. */
export async function qualityOverview(graph: Graph, reading: Reading, afresh: boolean): Promise<QualityAnswer> {
  const state = await qualityState(graph, reading, afresh)
  const of = ({ rule }: QualityRule): Count => state.counts.get(rule) ?? none
  const counts = bySeverity(of)
  const internal = reading.visibilities.includes('internal')
  if (internal) await keepDay(graph, reading, state)
  const [trend, completeness] = await Promise.all([
    internal ? trendOf(graph, reading) : [],
    completenessOf(graph, reading, state.seq, () => askCompleteness(graph, reading)),
  ])
  return {
    asOf: reading.asOf,
    seq: state.seq,
    sentence: qualitySentence(counts),
    counts,
    excepted: qualityRules.reduce((sum, rule) => sum + of(rule).excepted, 0),
    rules: qualityRules.map((rule): RuleCount => {
      const { total, milder, excepted } = of(rule)
      return {
        rule: rule.rule,
        severity: rule.severity,
        title: rule.title,
        message: rule.message,
        next: rule.next,
        count: total,
        milder,
        excepted,
      }
    }),
    trend,
    completeness,
  }
}

/** What the list of a rule is asked for. */
export interface ListWanted {
  unit?: string | undefined
  exceptions: boolean
  limit: number
  cursor?: string | undefined
}

/** One page of a rule's rows. The cursor counts rows: a list that changed in between may repeat or skip one. */
export async function qualityList(
  graph: Graph,
  rule: QualityRule,
  reading: Reading,
  { unit, exceptions, limit, cursor }: ListWanted,
): Promise<QualityRuleAnswer> {
  const scope = {
    asOf: reading.asOf,
    visibilities: reading.visibilities,
    tenants: reading.tenants,
    rule: rule.rule,
    unit,
    exceptions,
  }
  const offset = Number(readCursor(cursor, scope)?.key ?? 0)
  const ofRule = (await exceptionsOf(graph, reading)).get(rule.rule) ?? new Map()
  const excepted = [...ofRule.keys()]
  // A public reader is told how many exceptions there are, not why.
  const tell = reading.visibilities.includes('internal')
  const [state, rows, units] = await Promise.all([
    qualityState(graph, reading),
    ruleRows(graph, rule, reading, { excepted, exceptions, unit, offset, limit: limit + 1 }),
    ruleUnits(graph, rule, reading, excepted),
  ])
  const count = state.counts.get(rule.rule) ?? none
  const shown = rows.slice(0, limit)
  const end = offset + shown.length
  const more = rows.length > limit
  const all = exceptions
    ? count.excepted
    : unit === undefined
      ? count.total
      : (units.find((one) => (one.unit?.id ?? '') === unit)?.count ?? 0)
  return {
    rule: rule.rule,
    severity: rule.severity,
    title: rule.title,
    message: rule.message,
    next: rule.next,
    sentence: ruleSentence(rule, count.total, count.excepted),
    asOf: reading.asOf,
    items: shown.map((row) => itemOf(rule, row, tell ? ofRule.get(row.id) : undefined)),
    total: exceptions && unit !== undefined && !more ? end : all,
    excepted: count.excepted,
    units: listedUnits(units),
    truncated: more,
    nextCursor: more ? writeCursor({ key: String(end), id: shown.at(-1)?.id ?? '' }, scope) : null,
  }
}

/** What was last kept, so that a page that is looked at often writes once. */
const keptDays = new WeakMap<Graph, Map<string, string>>()

/**
 * Keeps the counts of today for the trend, when somebody who may write looks at one municipality as it is today. Never
 * fails the answer: a trend that misses a day is no reason to tell nothing.
 */
async function keepDay(graph: Graph, reading: Reading, { counts }: QualityState): Promise<void> {
  const [tenant] = reading.tenants
  if (reading.asOf !== today() || reading.tenants.length !== 2 || tenant === undefined) return
  const text = JSON.stringify(
    Object.fromEntries(
      qualityRules
        .map(({ rule }) => [rule, counts.get(rule) ?? none] as const)
        .map(([rule, { total, milder }]) => [rule, milder === 0 ? total : [total, milder]]),
    ),
  )
  const days = keptDays.get(graph) ?? new Map<string, string>()
  keptDays.set(graph, days)
  const key = `${tenant} ${reading.asOf}`
  if (days.get(key) === text) return
  try {
    await writeInTurn(
      graph,
      (tx) => tx.run('writes/put_quality_day', { tenant, today: reading.asOf, counts: text }),
      { timeoutMs: KEEP_DAY_MS },
    )
    days.set(key, text)
  } catch {
    // Read-only for now, just away, or others are writing: the next one keeps it.
  }
}

async function trendOf(graph: Graph, reading: Reading): Promise<QualityAnswer['trend']> {
  if (reading.tenants.length !== 2) return []
  const rows = await graph.read<{ day: string; counts: string }>('queries/quality_trend', {
    tenant: reading.tenants[0],
    asOf: reading.asOf,
    limit: trendDays,
  })
  return rows.reverse().map(({ day, counts: stored }) => {
    const kept = JSON.parse(stored) as Record<string, number | [number, number]>
    const of = (rule: string) => {
      const value = kept[rule] ?? 0
      return typeof value === 'number' ? { total: value, milder: 0 } : { total: value[0], milder: value[1] }
    }
    return {
      day,
      counts: bySeverity(({ rule }) => of(rule)),
      rules: Object.fromEntries(
        Object.keys(kept)
          .filter((rule) => qualityRule(rule) !== undefined)
          .map((rule) => [rule, of(rule).total]),
      ),
    }
  })
}

/** How complete each type is, for a few readings. */
const completenessOf = untilChange<QualityAnswer['completeness']>(12)

async function askCompleteness(graph: Graph, reading: Reading): Promise<QualityAnswer['completeness']> {
  const counting = entityTypes.flatMap((type) =>
    countingProperties[type] ? [{ type, properties: countingProperties[type] }] : [],
  )
  const rows = await graph.read<{ type: string; property: string; total: number; filled: number }>(
    'queries/quality_completeness',
    { asOf: reading.asOf, visibilities: reading.visibilities, tenants: reading.tenants, counting },
    { timeoutMs: completenessTimeoutMs },
  )
  return counting.flatMap(({ type, properties }) => {
    const ofType = rows.filter((row) => row.type === type)
    const total = ofType[0]?.total ?? 0
    if (total === 0) return []
    const filled = properties.map((property) => ({
      property,
      filled: ofType.find((row) => row.property === property)?.filled ?? 0,
    }))
    const share = filled.reduce((sum, one) => sum + one.filled, 0) / (total * properties.length)
    return [{ type, total, share: Math.round(share * 10_000) / 10_000, properties: filled }]
  })
}
