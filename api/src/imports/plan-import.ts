/**
 * Plans an import with the door's own planning: a broken row is rejected alone, and what depends on it one by one, until
 * what is left can be written as a whole. Reads the graph, writes nothing.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import type { ImportRow } from '@kommunalgraph/contract/imports.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import { isRelationTypeName, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { planChanges } from '../changes/apply.ts'
import type { Draft } from '../changes/draft.ts'
import { type Reads, readTouched } from '../changes/read-state.ts'
import { differingProperties, type EntityState, type FactState, type Plan, type PlanIssue, textOf } from '../changes/state.ts'
import type { RowIssue, Unit } from './map-rows.ts'
import { companionOf, noteOf, sentenceOf } from './sentences.ts'

/** Each round rejects at least one row; more than this is a file that should be looked at first. */
const MOST_ROUNDS = 50

export interface PlanImportOptions {
  tenant: string
  sourceIds: readonly string[]
  /** Put before everything else: the source that the file is, the batch that the import is. */
  companions: readonly Change[]
  batchId: string
  today: string
  by: string
  at: string
  /** Header of a column by sheet and meaning. */
  headers: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Rows of tables: one thing must not stand in two of them. */
  tables: boolean
  onProgress?: (done: number, total: number) => void
}

export interface PlannedImport {
  /** Indices of the units that can go in. */
  accepted: number[]
  issues: RowIssue[]
  rows: ImportRow[]
  counts: { created: number; changed: number; unchanged: number; rejected: number }
  /** Ids of everything that the accepted units name, changed or not. */
  listed: Set<string>
}

/** At most so many rows are told; the counts are of all. */
export const MOST_ROWS = 1_000

export async function planImport(
  tx: Reads,
  units: readonly Unit[],
  before: readonly RowIssue[],
  options: PlanImportOptions,
): Promise<PlannedImport> {
  const rejected = new Set<number>()
  const issues: RowIssue[] = [...before]
  const byPlace = new Map<string, number[]>()
  units.forEach(({ sheet, row }, index) => {
    if (row !== null) byPlace.set(placeKey(sheet, row), [...(byPlace.get(placeKey(sheet, row)) ?? []), index])
  })
  for (const { sheet, row, severity } of before) {
    if (severity !== 'rejected') continue
    if (row !== null) for (const index of byPlace.get(placeKey(sheet, row)) ?? []) rejected.add(index)
    // What stands against a whole sheet stands against each of its rows.
    else units.forEach((unit, index) => unit.sheet === sheet && rejected.add(index))
  }

  const all = units.flatMap(({ changes }) => changes)
  const state = await readTouched(tx, { changes: [...options.companions, ...all], sourceIds: options.sourceIds }, options.tenant)
  const stored = new Set(state.entities.keys())
  const settings = {
    tenant: options.tenant,
    sourceIds: options.sourceIds,
    entered: { by: options.by, at: options.at },
    today: options.today,
    newFactId,
    batchId: options.batchId,
    mostIssues: Number.POSITIVE_INFINITY,
  }
  for (let round = 0; ; round++) {
    rejectDependents(units, rejected, stored, issues)
    const { changes, origin } = inOrder(units, rejected, options.companions)
    options.onProgress?.(round, MOST_ROUNDS)
    const { plan, draft, planning } = await planChanges(
      tx,
      state,
      { reason: 'Import', sourceIds: [...options.sourceIds], changes },
      settings,
    )
    const found = new Map<number, RowIssue[]>()
    const add = (unit: number, issue: RowIssue) => found.set(unit, [...(found.get(unit) ?? []), issue])
    for (const issue of plan.issues) {
      const index = positionOf(issue.path)
      const unit = origin[index]
      if (unit === undefined || unit < 0) throw new Error(`The import itself was refused at ${issue.path}: ${issue.message}`)
      for (const one of partners(issue, index, changes, origin, plan, draft)) {
        const sentence = sentenceOf(issue, changes[one.index])
        add(one.unit, { ...placeOf(units[one.unit], issue.path, changes[one.index], options), ...sentence, severity: 'rejected' })
      }
    }
    if (options.tables) for (const { unit, first } of doubles(units, planning.outcomes, origin, changes, rejected)) {
      const place = units[first]
      add(unit, {
        ...placeOf(units[unit], '', undefined, options),
        rule: 'duplicate-row',
        severity: 'rejected',
        message: {
          de: `Dasselbe steht schon in Zeile ${place?.row}${place?.sheet === units[unit]?.sheet ? '' : ` (Blatt ${place?.sheet})`}.`,
          en: `The same stands in row ${place?.row} already${place?.sheet === units[unit]?.sheet ? '' : ` (sheet ${place?.sheet})`}.`,
        },
        next: { de: 'Lassen Sie nur eine der beiden Zeilen stehen.', en: 'Keep only one of the two rows.' },
      })
    }
    if (found.size === 0) return finished(units, rejected, issues, plan, draft, origin, changes, planning.outcomes, options)
    if (round === MOST_ROUNDS) throw new Error('Rejecting rows came to no end')
    for (const [unit, list] of found) {
      rejected.add(unit)
      issues.push(...list)
    }
  }
}

/** Which change a path of the door names; -1 if it names none. */
const positionOf = (path: string) => Number(/^body\.changes\[(\d+)\]/.exec(path)?.[1] ?? -1)

const placeKey = (sheet: string | null, row: number) => `${row}|${sheet}`

/** What can be written, entities first: a row may name what stands below it. Other verbs than put keep their order. */
export function inOrder(
  units: readonly Unit[],
  rejected: ReadonlySet<number>,
  companions: readonly Change[],
): { changes: Change[]; origin: Int32Array } {
  const changes: Change[] = [...companions]
  const origin: number[] = companions.map(() => -1)
  const puts = units.every((unit) => unit.changes.every(({ op }) => op.startsWith('put-') || op === 'correct-relation'))
  for (const wanted of puts ? [true, false] : [undefined]) {
    units.forEach((unit, index) => {
      if (rejected.has(index)) return
      for (const change of unit.changes) {
        if (wanted !== undefined && (change.op === 'put-entity') !== wanted) continue
        changes.push(change)
        origin.push(index)
      }
    })
  }
  return { changes, origin: Int32Array.from(origin) }
}

/** Rejects, again and again, what names an entity that only a rejected row would create. */
function rejectDependents(units: readonly Unit[], rejected: Set<number>, stored: ReadonlySet<string>, issues: RowIssue[]): void {
  if (rejected.size === 0) return
  for (let more = true; more; ) {
    more = false
    const kept = new Set<string>()
    const lost = new Map<string, number>()
    units.forEach(({ changes, id }, index) => {
      // A row that said nothing readable has no change, but others may name what it would have been.
      if (id !== undefined && rejected.has(index)) lost.set(id, index)
      for (const change of changes) {
        if (change.op !== 'put-entity' && change.op !== 'create-entity') continue
        if (change.id === undefined) continue
        if (rejected.has(index)) lost.set(change.id, index)
        else kept.add(change.id)
      }
    })
    for (const id of [...lost.keys()]) if (kept.has(id) || stored.has(id)) lost.delete(id)
    if (lost.size === 0) return
    units.forEach((unit, index) => {
      if (rejected.has(index)) return
      for (const change of unit.changes) {
        const named = 'from' in change || 'to' in change ? [change.from, change.to] : []
        const id = named.find((one) => one !== undefined && lost.has(one))
        if (id === undefined) continue
        const cause = units[lost.get(id) ?? -1]
        rejected.add(index)
        more = true
        const where = cause?.row === null || cause === undefined ? id : `Zeile ${cause.row}${cause.sheet === unit.sheet ? '' : ` im Blatt „${cause.sheet}“`}`
        const whereEn = cause?.row === null || cause === undefined ? id : `row ${cause.row}${cause.sheet === unit.sheet ? '' : ` of sheet "${cause.sheet}"`}`
        issues.push({
          sheet: unit.sheet,
          row: unit.row,
          column: null,
          rule: 'depends-on-rejected',
          severity: 'rejected',
          message: { de: `Hängt von ${where} ab; das wurde abgewiesen.`, en: `Depends on ${whereEn}, which was rejected.` },
          next: { de: 'Beheben Sie zuerst den Fehler dort.', en: 'Mend the fault there first.' },
        })
        return
      }
    })
  }
}

/** Where a rule is about several rows together (shares, owners), each of them is rejected: which one is wrong is not guessed. */
function partners(
  issue: PlanIssue,
  index: number,
  changes: readonly Change[],
  origin: Int32Array,
  plan: Plan,
  draft: Draft,
): { unit: number; index: number }[] {
  const own = { unit: origin[index] ?? -1, index }
  const change = changes[index]
  if ((issue.rule !== 'R06' && issue.rule !== 'R02') || change?.op !== 'put-relation') return [own]
  const found = new Map([[own.unit, own]])
  for (const { after } of plan.facts) {
    if (after?.relation !== change.relation || after.to !== change.to) continue
    const at = draft.touchedBy(after.factId)
    const unit = at === undefined ? undefined : origin[at]
    if (at !== undefined && unit !== undefined && unit >= 0) found.set(unit, { unit, index: at })
  }
  return [...found.values()]
}

/** Rows that speak of the same thing as an earlier one. */
function doubles(
  units: readonly Unit[],
  outcomes: readonly ({ id: string } | undefined)[],
  origin: Int32Array,
  changes: readonly Change[],
  rejected: ReadonlySet<number>,
): { unit: number; first: number }[] {
  const firstOf = new Map<string, number>()
  const found: { unit: number; first: number }[] = []
  for (let index = 0; index < outcomes.length; index++) {
    const unit = origin[index] ?? -1
    const id = outcomes[index]?.id
    if (unit < 0 || id === undefined || rejected.has(unit) || changes[index] !== mainOf(units[unit])) continue
    const first = firstOf.get(id)
    if (first === undefined) firstOf.set(id, unit)
    else if (first !== unit) found.push({ unit, first })
  }
  return found
}

/** What a row is about: its entity, or its relation; the others only accompany it. */
function mainOf(unit: Unit | undefined): Change | undefined {
  const [first] = unit?.changes ?? []
  const last = unit?.changes.at(-1)
  // A row of relations describes ends before it joins them; a row of entities joins after it.
  if (first?.op === 'put-entity' && last?.op === 'put-relation') return last.from === first.id || last.to === first.id ? (last.relation === 'OWNS_SHARE' ? last : first) : last
  return first
}

function placeOf(
  unit: Unit | undefined,
  path: string,
  change: Change | undefined,
  { headers }: PlanImportOptions,
): { sheet: string | null; row: number | null; column: string | null } {
  const field = path.replace(/^body\.changes\[\d+\]\.?/, '').replace(/^values\./, '').split('.')[0] ?? ''
  const known = headers.get(unit?.sheet ?? '')
  const relationOf = change && 'relation' in change ? change.relation : undefined
  const column =
    known?.get(field) ??
    known?.get(companionOf(change, field)?.name ?? '') ??
    (relationOf ? (known?.get(`from:${relationOf}`) ?? known?.get(`to:${relationOf}`)) : undefined) ??
    known?.get(`to.${field}`) ??
    null
  return { sheet: unit?.sheet ?? null, row: unit?.row ?? null, column }
}

function finished(
  units: readonly Unit[],
  rejected: ReadonlySet<number>,
  issues: RowIssue[],
  plan: Plan,
  draft: Draft,
  origin: Int32Array,
  changes: readonly Change[],
  outcomes: readonly ({ id: string } | undefined)[],
  options: PlanImportOptions,
): PlannedImport {
  for (const warning of plan.warnings) {
    const index = positionOf(warning.path)
    const unit = origin[index]
    if (unit === undefined || unit < 0) continue
    issues.push({ ...placeOf(units[unit], warning.path, changes[index], options), ...noteOf(warning), severity: 'note' })
  }
  const statuses = new Map<number, { status: ImportRow['status']; ids: string[] }>()
  for (const { index, status, id } of plan.results) {
    const unit = origin[index] ?? -1
    if (unit < 0) continue
    const known = statuses.get(unit) ?? { status: 'unchanged' as const, ids: [] }
    if (status !== 'unchanged') known.ids.push(id)
    statuses.set(unit, { status: stronger(known.status, status === 'retracted' ? 'ended' : status), ids: known.ids })
  }
  const counts = { created: 0, changed: 0, unchanged: 0, rejected: 0 }
  const differing = new Map<string, { before?: EntityState | FactState; after?: EntityState | FactState }>()
  for (const one of plan.entities) differing.set((one.after ?? one.before)?.id ?? '', one)
  for (const one of plan.facts) differing.set((one.after ?? one.before)?.factId ?? '', one)
  const rows: Record<'rejected' | 'changed' | 'created' | 'ended', ImportRow[]> = { rejected: [], changed: [], created: [], ended: [] }
  const accepted: number[] = []
  units.forEach((unit, index) => {
    const place = { sheet: unit.sheet, row: unit.row }
    if (rejected.has(index)) {
      counts.rejected++
      if (rows.rejected.length < MOST_ROWS)
        rows.rejected.push({ ...place, status: 'rejected', id: idOf(unit), title: unit.title ?? titleOf(unit.changes[0], draft), properties: [] })
      return
    }
    accepted.push(index)
    const { status, ids } = statuses.get(index) ?? { status: 'unchanged' as const, ids: [] }
    counts[status === 'ended' ? 'changed' : (status as 'created' | 'changed' | 'unchanged')]++
    if (status === 'unchanged' || status === 'rejected' || rows[status].length >= MOST_ROWS) return
    const [id] = ids
    const { before, after } = differing.get(id ?? '') ?? {}
    rows[status].push({
      ...place,
      status,
      id: id ?? '',
      title: stateTitle(after ?? before, draft),
      properties: differencesOf(before, after),
    })
  })
  const listed = new Set<string>()
  outcomes.forEach((outcome, index) => {
    if (outcome && (origin[index] ?? -1) >= 0) listed.add(outcome.id)
  })
  return {
    accepted,
    issues,
    rows: [...rows.rejected, ...rows.changed, ...rows.created, ...rows.ended].slice(0, MOST_ROWS),
    counts,
    listed,
  }
}

const strength = ['unchanged', 'ended', 'changed', 'created'] as const
function stronger(a: ImportRow['status'], b: ImportRow['status']): ImportRow['status'] {
  const rank = (status: ImportRow['status']) => strength.indexOf(status as (typeof strength)[number])
  return rank(b) > rank(a) ? b : a
}

function idOf({ id, changes: [change] }: Unit): string {
  if (id !== undefined) return id
  if (change && 'id' in change) return change.id ?? ''
  return change && 'factId' in change ? change.factId : ''
}

function titleOf(change: Change | undefined, draft: Draft): string {
  if (!change) return ''
  if ('relation' in change && 'from' in change) return relationTitle(change.relation, change.from ?? '', change.to ?? '', draft)
  if ('values' in change && typeof change.values.name === 'string') return change.values.name
  return 'id' in change ? (change.id ?? '') : ''
}

function stateTitle(state: EntityState | FactState | undefined, draft: Draft): string {
  if (!state) return ''
  return 'factId' in state ? relationTitle(state.relation, state.from, state.to, draft) : textOf(state.values, 'name') || state.id
}

function relationTitle(relation: string, from: string, to: string, draft: Draft): string {
  const nameOf = (id: string) => textOf(draft.entity(id)?.values ?? {}, 'name') || id
  return factTitle(relation, nameOf(from), nameOf(to))
}

/** A fact in a list of rows, by the names of its ends. */
export function factTitle(relation: string, from: string, to: string): string {
  return `${from} – ${isRelationTypeName(relation) ? relationType(relation).label.de : relation} – ${to}`
}

/** What a new thing says of itself is in its title; of a changed one each difference counts. */
function differencesOf(before: EntityState | FactState | undefined, after: EntityState | FactState | undefined): ImportRow['properties'] {
  if (!before || !after) return []
  return differingProperties(before.values, after.values).map((property) => ({
    property,
    from: before.values[property] ?? null,
    to: after.values[property] ?? null,
  }))
}
