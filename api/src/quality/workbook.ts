/** The rows of rules as an XLSX workbook, written while it is read: a sheet of all rules, and one for each that has rows. */
import { PassThrough, type Readable } from 'node:stream'
import { type QualityRule, severityLabels } from '@kommunalgraph/contract/quality.ts'
import { quoted } from '@kommunalgraph/contract/wording.ts'
import ExcelJS from 'exceljs'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import { exceptionsOf } from './exceptions.ts'
import { itemOf, ruleRows } from './rows.ts'
import { qualityState } from './state.ts'

/** Rows of one sheet: what a person can work through, and what fits in memory. */
const mostRows = 20_000

/**
 * A workbook of these rules. Cells are texts and numbers, never formulas: a name that begins with `=` stays a name. What
 * goes wrong while it is written ends the stream with the error.
 */
export function qualityWorkbook(graph: Graph, reading: Reading, rules: readonly QualityRule[]): Readable {
  const stream = new PassThrough()
  write(graph, reading, rules, stream).catch((error: unknown) =>
    stream.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return stream
}

async function write(
  graph: Graph,
  reading: Reading,
  rules: readonly QualityRule[],
  stream: PassThrough,
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const state = await qualityState(graph, reading)
  const exceptions = await exceptionsOf(graph, reading)
  const tell = reading.visibilities.includes('internal')

  const overview = sheet(workbook, 'Übersicht', [
    ['Regel', 8],
    ['Schwere', 14],
    ['Titel', 48],
    ['Fälle', 10],
    ['Ausnahmen', 12],
    ['Was ist das?', 70],
    ['Was tun?', 60],
  ])
  for (const rule of rules) {
    const { total, excepted } = state.counts.get(rule.rule) ?? { total: 0, excepted: 0 }
    overview
      .addRow([
        rule.rule,
        severityLabels[rule.severity].one.de,
        rule.title.de,
        total,
        excepted,
        rule.message.de,
        rule.next.de,
      ])
      .commit()
  }
  overview.addRow([]).commit()
  overview.addRow(['', '', `Stand: ${reading.asOf}`]).commit()
  overview.commit()

  for (const rule of rules) {
    const { total, excepted } = state.counts.get(rule.rule) ?? { total: 0, excepted: 0 }
    if (total + excepted === 0 && rules.length > 1) continue
    const ofRule = exceptions.get(rule.rule) ?? new Map()
    const rows = sheet(workbook, rule.rule, [
      ['Bezeichnung', 44],
      ['Beziehung', 60],
      ['Befund', 60],
      ['Schwere', 14],
      ['Zuständig', 40],
      ['Ausnahme, weil', 50],
      ['Kennung', 48],
      ['Formular', 60],
    ])
    for (const only of [false, true]) {
      const found = await ruleRows(graph, rule, reading, {
        excepted: [...ofRule.keys()],
        exceptions: only,
        offset: 0,
        limit: mostRows,
      })
      for (const row of found) {
        const item = itemOf(rule, row, tell ? ofRule.get(row.id) : undefined)
        rows
          .addRow([
            item.entity.name,
            item.fact?.text.de ?? '',
            item.detail.de,
            severityLabels[item.severity].one.de,
            item.unit?.name ?? '',
            item.exception?.reason ?? (only ? 'ja' : ''),
            item.id,
            item.form,
          ])
          .commit()
      }
      if (found.length === mostRows)
        rows.addRow([`Nur die ersten ${mostRows} Zeilen von ${quoted(rule.title.de, 'de')}`]).commit()
    }
    rows.commit()
  }
  await workbook.commit()
}

/** A sheet with a bold, frozen, filtered header; rows are committed one by one, so that none waits in memory. */
export function sheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  name: string,
  columns: readonly (readonly [header: string, width: number])[],
) {
  const made = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  made.columns = columns.map(([header, width]) => ({ header, width }))
  made.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
  const head = made.getRow(1)
  head.font = { bold: true }
  head.commit()
  return made
}
