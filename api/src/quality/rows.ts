/** The rows of one rule, whether its file is a rule or a kind of gap. */
import type { EntityRef } from '@kommunalgraph/contract/ontology/values.ts'
import { factText, type QualityItem, type QualityRule } from '@kommunalgraph/contract/quality.ts'
import { spoken } from '@kommunalgraph/contract/wording.ts'
import { type RowsWanted, type RuleRow, rowOfRule, rowsOfRule, unitsOfRule } from '../graph/quality.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import type { Exception } from './exceptions.ts'

/** A gap of a large graph is told in full before it is chosen from. */
const gapTimeoutMs = 30_000
/** Units listed with their counts. */
const mostUnits = 100

export interface UnitCount {
  unit: EntityRef | null
  count: number
}

/** One page of rows. */
export async function ruleRows(
  graph: Graph,
  rule: QualityRule,
  reading: Reading,
  wanted: RowsWanted,
): Promise<RuleRow[]> {
  if (rule.from.file !== undefined) return rowsOfRule(graph, rule.from.file, reading, wanted)
  const { excepted, exceptions, unit, offset, limit } = wanted
  return (await gapRows(graph, rule.from.gap, reading))
    .filter(
      ({ id, about }) =>
        excepted.includes(id) === exceptions && (unit === undefined || (unitOf(about)?.id ?? '') === unit),
    )
    .slice(offset, offset + limit)
}

/** Open rows by the unit that keeps them, most first. */
export async function ruleUnits(
  graph: Graph,
  rule: QualityRule,
  reading: Reading,
  excepted: readonly string[],
): Promise<UnitCount[]> {
  if (rule.from.file !== undefined) {
    return (await unitsOfRule(graph, rule.from.file, reading, excepted)).map(({ unit, total }) => ({
      unit,
      count: total,
    }))
  }
  const units = new Map<string, UnitCount>()
  for (const { id, about } of await gapRows(graph, rule.from.gap, reading)) {
    if (excepted.includes(id)) continue
    const unit = unitOf(about)
    const known = units.get(unit?.id ?? '') ?? { unit, count: 0 }
    known.count++
    units.set(unit?.id ?? '', known)
  }
  return [...units.values()].sort(
    (a, b) =>
      b.count - a.count ||
      Number(a.unit === null) - Number(b.unit === null) ||
      (a.unit?.name ?? '').localeCompare(b.unit?.name ?? '', 'de'),
  )
}

/** The row of this entity or fact, if the rule has it. */
export async function ruleRow(
  graph: Graph,
  rule: QualityRule,
  reading: Reading,
  id: string,
): Promise<RuleRow | undefined> {
  if (rule.from.file !== undefined) return rowOfRule(graph, rule.from.file, reading, id)
  return (await gapRows(graph, rule.from.gap, reading)).find((row) => row.id === id)
}

export const listedUnits = (units: readonly UnitCount[]): UnitCount[] => units.slice(0, mostUnits)

interface GapRow {
  entity: EntityRef
  owners: EntityRef[]
  unit: EntityRef | null
}

async function gapRows(graph: Graph, kind: string, reading: Reading): Promise<RuleRow[]> {
  const rows = await graph.read<GapRow>(`gaps/${kind}`, { ...reading }, { timeoutMs: gapTimeoutMs })
  return rows.map(({ entity, owners, unit }) => ({ id: entity.id, entity, fact: null, about: { owners, unit } }))
}

const unitOf = (about: RuleRow['about']): EntityRef | null => (about.unit ?? null) as EntityRef | null

/** A row as it is answered: what is wrong, whose it is, where to mend it. */
export function itemOf(rule: QualityRule, row: RuleRow, exception: Exception | undefined): QualityItem {
  const { id, entity, fact, about } = row
  return {
    id,
    severity: about.milder === true && rule.milder !== undefined ? rule.milder : rule.severity,
    entity,
    fact: fact && { ...fact, text: factText(fact) },
    detail: spoken(rule.detail(about)),
    unit: unitOf(about),
    form: formOf(rule, row),
    exception: exception ?? null,
  }
}

/** The form that mends it: of the owner, of the relation, or of the entry itself. */
function formOf({ from }: QualityRule, { entity, fact }: RuleRow): string {
  if (from.gap !== undefined) return `/e/${entity.id}/owner`
  return fact ? `/e/${entity.id}/relations/${fact.factId}` : `/e/${entity.id}/edit`
}
