/** Gaps as an XLSX workbook, written while it is read: a sheet of all kinds, and one for each kind that has any. */
import { PassThrough, type Readable } from 'node:stream'
import type { GapDefinition } from '@kommunalgraph/contract/gaps.ts'
import { nodeType, ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import ExcelJS from 'exceljs'
import type { Graph } from '../graph/run.ts'
import { sheet } from '../quality/workbook.ts'
import type { Reading } from '../reading.ts'
import { germanDay } from '../walks/csv.ts'
import { gapList, gapsOverview } from './gaps.ts'

/** Entries read at a time. */
const pageSize = 200
/** Sheet names of Excel: 31 characters, without these signs. */
const sheetName = (label: string) => label.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31).trim()

/** A workbook of these kinds. Cells are texts and numbers, never formulas. An error ends the stream with it. */
export function gapsWorkbook(graph: Graph, reading: Reading, kinds: readonly GapDefinition[]): Readable {
  const stream = new PassThrough()
  write(graph, reading, kinds, stream).catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))))
  return stream
}

async function write(graph: Graph, reading: Reading, kinds: readonly GapDefinition[], stream: PassThrough): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const counts = new Map((await gapsOverview(graph, reading)).kinds.map(({ kind, count }) => [kind, count]))
  const overview = sheet(workbook, 'Übersicht', [['Lücke', 40], ['Fälle', 10], ['Was ist das?', 70], ['Was tun?', 60]])
  for (const { kind, label, help, next } of kinds) overview.addRow([label.de, counts.get(kind) ?? 0, help.de, next.de]).commit()
  overview.addRow([]).commit()
  overview.addRow([`Stand: ${reading.asOf}`]).commit()
  overview.commit()
  for (const definition of kinds) {
    if (!counts.get(definition.kind) && kinds.length > 1) continue
    const rows = sheet(workbook, sheetName(definition.label.de), [
      [ontology.commonNode.name?.label.de ?? '', 44], ['Art', 20], ['Grund', 70], ['Was tun?', 50], ['Beteiligte', 44], ['Zuständig', 40], ['Seit', 14], ['Kennung', 48],
    ])
    for (let cursor: string | undefined; ; ) {
      const page = await gapList(graph, definition, reading, pageSize, cursor)
      for (const { entity, reason, owners, unit, date } of page.items) {
        rows
          .addRow([entity.name, nodeType(entity.type).label.de, reason.de, page.next.de, owners.map(({ name }) => name).join(', '), unit?.name ?? '', date === undefined ? '' : germanDay(date), entity.id])
          .commit()
      }
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    rows.commit()
  }
  await workbook.commit()
}
