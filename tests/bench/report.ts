/** What a run has found, as tables for people and as JSON for programs; which goals it missed. */
import type { DoorFigures } from './door.ts'
import type { ExportFigures } from './exports.ts'
import type { ImportFigures } from './imports.ts'
import type { Machine } from './machine.ts'
import type { Throughput, Timing } from './measure.ts'
import type { PlanFigure } from './plans.ts'
import type { AnswerFigure } from './questions.ts'
import type { StartFigures } from './second-start.ts'
import type { StartPageFigures } from './start-page.ts'
import type { StewardFormFigures } from './steward-form.ts'
import type { CheckFigures, ReaderFigures } from './trust.ts'

export interface CaseFigures {
  readonly name: string
  readonly goal?: number
  readonly rows: number
  readonly statementsPerRequest: number
  readonly bare: readonly string[]
  readonly timing: Timing
  readonly throughput: Throughput
}

export interface WorldFigures {
  readonly size: string
  readonly entities: number
  readonly facts: number
  readonly loaded: string
  readonly cases: readonly CaseFigures[]
  readonly plans: readonly PlanFigure[]
}

export interface Report {
  readonly machine: Machine
  readonly seconds: number
  readonly rounds: number
  readonly worlds: WorldFigures[]
  startPage?: StartPageFigures
  stewardForm?: StewardFormFigures
  door?: DoorFigures
  imports?: ImportFigures
  exports?: { entities: number; facts: number; figures: ExportFigures[] }[]
  secondStart?: StartFigures
  answers?: { size: string; entities: number; figures: AnswerFigure[] }[]
  checks?: CheckFigures[]
  readers?: ReaderFigures
}

export interface Goal {
  readonly what: string
  readonly value: number
  readonly goal: number
}

/** First useful content, milliseconds; JavaScript without Cytoscape, bytes; second start, seconds. */
const goals = { firstAnswerMs: 1_000, stewardFormMs: 200, scriptBytes: 200_000, secondStart: 20, commit: 2, again: 1 / 0.9, grownMb: 150, checks: 1.15, spread: 20, memory: 1.1, questionMs: 5_000 }
/** A gate fails only beyond this share of a goal: the machine is noisy. */
export const margin = 1.15

/** Everything that has a goal; smaller is better in all of them. */
export function goalsOf({ worlds, startPage, stewardForm, imports, exports = [], answers = [], secondStart, checks = [], readers }: Report): Goal[] {
  const found: Goal[] = worlds.flatMap(({ size, cases }) =>
    cases.flatMap(({ name, goal, timing }) =>
      goal === undefined ? [] : [{ what: `${size}: ${name}, API / bare`, value: timing.ratio, goal }],
    ),
  )
  for (const { size, plans } of worlds)
    found.push({
      what: `${size}: plans with a scan`,
      value: plans.filter(({ scans }) => scans.length > 0).length,
      goal: 0,
    })
  if (imports) {
    const { bare, check, commit, commitAgain, grownMb } = imports
    found.push({ what: 'import: commit / bare UNWIND', value: commit / bare, goal: goals.commit })
    found.push({ what: 'import: the same file again / bare UNWIND', value: commitAgain / bare, goal: goals.again })
    found.push({ what: 'import: check / commit', value: check / commit, goal: 1 })
    found.push({ what: 'import: growth of the API with a file of 50 MB, MB', value: grownMb, goal: goals.grownMb })
  }
  for (const { entities, figures } of exports)
    for (const { format, grownMb } of figures)
      found.push({ what: `${entities} entities: growth of the API while exporting ${format}, MB`, value: grownMb, goal: goals.grownMb })
  for (const { size, figures } of answers) {
    found.push({ what: `${size}: questions not answered`, value: figures.filter(({ status }) => status !== 200).length, goal: 0 })
    found.push({ what: `${size}: slowest question, ms`, value: figures[0]?.ms ?? Number.NaN, goal: goals.questionMs })
  }
  if (startPage) {
    found.push({ what: 'start page: first answer, ms', value: startPage.firstAnswerMs, goal: goals.firstAnswerMs })
    found.push({ what: 'start page: JavaScript, bytes gzipped', value: startPage.scriptBytes, goal: goals.scriptBytes })
  }
  if (stewardForm)
    found.push({ what: 'steward form: open, ms', value: stewardForm.openMs, goal: goals.stewardFormMs })
  for (const { name, timing } of checks) found.push({ what: `${name}: with checks / without`, value: timing.ratio, goal: goals.checks })
  if (readers) {
    found.push({ what: '200 readers: errors', value: readers.errors, goal: 0 })
    found.push({ what: '200 readers: 99th percentile / median', value: readers.p99Ms / readers.medianMs, goal: goals.spread })
    found.push({ what: '200 readers: memory of the last third / of the second', value: readers.memory, goal: goals.memory })
  }
  if (secondStart) found.push({ what: 'second npm start, s', value: secondStart.second, goal: goals.secondStart })
  return found
}

export function asText(report: Report): string {
  const { machine, worlds, startPage, stewardForm, door, imports, secondStart } = report
  const lines = [
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB; Node ${machine.node}, ${machine.neo4j}, Java ${machine.java}; load before the run ${machine.loadBefore.toFixed(1)}`,
    `${report.rounds} rounds, both sides in turns; median ms at one request at a time, and requests a second at sixteen`,
  ]
  for (const world of worlds) {
    lines.push(
      '',
      `${world.size}: ${world.entities.toLocaleString('en')} entities, ${world.facts.toLocaleString('en')} facts (${world.loaded})`,
    )
    lines.push(
      ...table(
        ['', 'rows', 'bare ms', 'API ms', 'ratio', 'from – to', 'goal', 'bare/s', 'API/s', 'ratio', 'queries'],
        world.cases.map(caseRow),
      ),
    )
    lines.push(
      ...table(
        ['plan', 'db hits', 'starts at', 'scans'],
        world.plans.map(({ name, dbHits, seeks, scans }) => [
          name,
          String(dbHits),
          seeks.join(', '),
          scans.join(', ') || 'none',
        ]),
      ),
    )
  }
  if (startPage) {
    const { firstAnswerMs, firstTitleMs, scriptBytes, cytoscapeBytes, files } = startPage
    lines.push(
      '',
      `Start page: title ${firstTitleMs.toFixed(0)} ms, first answer ${firstAnswerMs.toFixed(0)} ms (goal ${goals.firstAnswerMs})`,
    )
    lines.push(
      `JavaScript until idle: ${kilo(scriptBytes)} gzipped in ${files.length} files (goal ${kilo(goals.scriptBytes)}), Cytoscape ${kilo(cytoscapeBytes)}`,
    )
  }
  if (stewardForm)
    lines.push(
      `Steward form: ${stewardForm.openMs.toFixed(0)} ms from the click to the first field (goal ${goals.stewardFormMs}), the first time ${stewardForm.firstMs.toFixed(0)} ms`,
    )
  if (imports)
    lines.push(
      '',
      `Import: ${imports.rows.toLocaleString('en')} rows; bare ${imports.bare.toFixed(1)} s, check ${imports.check.toFixed(1)} s, commit ${imports.commit.toFixed(1)} s = ${imports.commitRatio.toFixed(2)} of the bare rate; ` +
        `the same file again: check ${imports.checkAgain.toFixed(1)} s, commit ${imports.commitAgain.toFixed(1)} s = ${imports.againRatio.toFixed(2)}, nothing written; ` +
        `a file of ${imports.fileMb} MB: the API grew by ${imports.grownMb} MB`,
    )
  for (const { entities, facts, figures } of report.exports ?? [])
    lines.push(
      '',
      `Exports of ${entities.toLocaleString('en')} entities and ${facts.toLocaleString('en')} facts: ${figures
        .map(({ format, seconds, mb, grownMb }) => `${format} ${seconds.toFixed(1)} s, ${mb.toFixed(0)} MB, the API grew by ${grownMb} MB`)
        .join('; ')}`,
    )
  if (door)
    lines.push(
      '',
      `The one door: ${door.rows.toLocaleString('en')} rows, ${door.door.toFixed(0)} rows/s against ${door.bare.toFixed(0)} bare = ${door.ratio.toFixed(2)}`,
    )
  if (secondStart)
    lines.push(
      '',
      `npm start: first ${secondStart.first.toFixed(1)} s, second ${secondStart.second.toFixed(1)} s (goal ${goals.secondStart})`,
    )
  for (const { size, entities, figures } of report.answers ?? [])
    lines.push(
      '',
      `${size}: every question, ${entities.toLocaleString('en')} entities`,
      ...table(
        ['', 'rows', 'first ms', 'ms', 'status'],
        figures.map(({ asked, rows, firstMs, ms, status }) => [asked, String(rows), firstMs.toFixed(0), ms.toFixed(0), String(status)]),
      ),
    )
  const { checks, readers } = report
  if (checks)
    lines.push(
      '',
      ...table(
        ['demo', 'unchecked ms', 'checked ms', 'ratio', 'from – to', 'goal'],
        checks.map(({ name, timing: { bareMs, apiMs, ratio, lowest, highest } }) => [name, bareMs.toFixed(2), apiMs.toFixed(2), ratio.toFixed(2), `${lowest.toFixed(2)} – ${highest.toFixed(2)}`, `≤ ${goals.checks}`]),
      ),
    )
  if (readers)
    lines.push(
      '',
      `200 readers for ${readers.seconds} s: ${readers.requests.toLocaleString('en')} answers, ${readers.errors} errors, median ${readers.medianMs.toFixed(0)} ms, 99th percentile ${readers.p99Ms.toFixed(0)} ms = ${round(readers.p99Ms / readers.medianMs)} times (goal ${goals.spread}); memory ${readers.memoryMb.toFixed(0)} MB = ${round(readers.memory)} of before (goal ${goals.memory})`,
    )
  const missed = goalsOf(report).filter(({ value, goal }) => value > goal)
  lines.push(
    '',
    missed.length === 0
      ? 'Every goal was met.'
      : `Missed: ${missed.map(({ what, value, goal }) => `${what} ${round(value)} (goal ${goal})`).join('; ')}`,
  )
  return lines.join('\n')
}

function caseRow({ name, goal, rows, statementsPerRequest, timing, throughput }: CaseFigures): string[] {
  const { bareMs, apiMs, ratio, lowest, highest } = timing
  const spread = `${lowest.toFixed(2)} – ${highest.toFixed(2)}`
  const times = [bareMs.toFixed(2), apiMs.toFixed(2), ratio.toFixed(2), spread, goal === undefined ? '–' : `≤ ${goal}`]
  return [
    name,
    String(rows),
    ...times,
    throughput.bare.toFixed(0),
    throughput.api.toFixed(0),
    throughput.ratio.toFixed(2),
    String(round(statementsPerRequest)),
  ]
}

/** Columns of equal width: the first to the left, the others to the right. */
function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

const round = (value: number) => Math.round(value * 100) / 100
const kilo = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`
