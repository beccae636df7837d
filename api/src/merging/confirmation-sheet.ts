/** What a unit is said to own: as an answer, and as a workbook that the unit fills in. */
import type { ConfirmationLine, ConfirmationSheet } from '@kommunalgraph/contract/merging.ts'
import { UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import { nodeType, type RelationType, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { dayText } from '@kommunalgraph/contract/wording.ts'
import ExcelJS from 'exceljs'
import type { Graph } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'
import { sourceNames } from './assertions.ts'
import { STEWARD_PATIENCE } from './candidates.ts'
import { resolved } from './merge.ts'

/** A line with what is needed to write what the unit answers. */
export interface Line extends ConfirmationLine {
  until: string
  sourceIds: string[]
  version: number
  visibility: string
  thingVersion: number
  note: string | null
}

export interface Lines {
  unit: { id: string; type: ConfirmationSheet['unit']['type']; name: string; tenant: string }
  lines: Line[]
}

/** Everything that a unit, its parts and the posts in them are said to own. Throws 404, and 422 for what is no unit or organisation. */
export async function linesOf(graph: Graph, reading: Reading, unitId: string): Promise<Lines> {
  const unit = await resolved(graph, unitId, 'path.id', reading)
  if (unit.type !== 'OrgUnit' && unit.type !== 'Organization') {
    throw problem('not-allowed', {
      detail: `${unit.id} is a ${unit.type}; only units and organisations are asked`,
      errors: [{ path: 'path.id', message: 'is no unit or organisation', allowed: ['OrgUnit', 'Organization'] }],
    })
  }
  const at = { ...reading, tenants: [...new Set([unit.tenant, ...reading.tenants])] }
  const rows = await graph.read<Omit<Line, 'sources'>>('merging/confirmation', { ...at, id: unit.id }, STEWARD_PATIENCE)
  const names = await sourceNames(graph, at, rows)
  return { unit, lines: rows.map((row) => ({ ...row, sources: names(row.sourceIds) })) }
}

/** The same for everybody who asks over HTTP. */
export function toldSheet({ unit, lines }: Lines, asOf: string): ConfirmationSheet {
  const { tenant, id, type, name } = unit
  return {
    unit: { id, type, name },
    tenant,
    asOf,
    lines: lines.map(({ factId, claim, relation, actor, part, thing, since, confidence, sources }) => ({
      factId,
      claim,
      relation,
      actor,
      part,
      thing,
      since,
      confidence,
      sources,
    })),
  }
}

/** Headers of the columns; reading finds them again by these. */
export const headers = {
  thing: 'Worum geht es?',
  type: 'Was ist das?',
  relation: 'Aufgabe',
  actor: 'Wer laut Verzeichnis',
  part: 'Einheit',
  since: 'Seit (laut Verzeichnis)',
  sources: 'Laut',
  yes: 'stimmt',
  no: 'nicht unser',
  date: 'seit wann',
  remark: 'Bemerkung',
  factId: 'factId',
  unit: 'unit',
} as const

export const sheetName = 'Bestätigung'
export const yesText = 'ja'

const widths: Readonly<Record<keyof typeof headers, number>> = {
  thing: 44,
  type: 18,
  relation: 24,
  actor: 34,
  part: 34,
  since: 20,
  sources: 34,
  yes: 10,
  no: 12,
  date: 14,
  remark: 44,
  factId: 12,
  unit: 12,
}
const answered: readonly (keyof typeof headers)[] = ['yes', 'no', 'date', 'remark']

/** The workbook, German, with drop-downs; ids stand in hidden columns. */
export async function confirmationWorkbook({ unit, lines }: Lines, asOf: string): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet(sheetName, {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  const names = Object.keys(headers) as (keyof typeof headers)[]
  sheet.columns = names.map((key) => ({
    key,
    header: headers[key],
    width: widths[key],
    hidden: key === 'factId' || key === 'unit',
  }))
  sheet.getRow(1).font = { bold: true }
  for (const line of lines) {
    const row = sheet.addRow({
      thing: line.thing.name,
      type: nodeType(line.thing.type).label.de,
      relation: taskOf(line.relation, line.claim),
      actor: line.actor.name,
      part: line.part.name,
      since: line.since === UNKNOWN_START ? 'unbekannt' : dayText(line.since, 'de'),
      sources: line.sources.map(({ name }) => name).join('; '),
      factId: line.factId,
      unit: unit.id,
    })
    row.alignment = { vertical: 'top', wrapText: true }
    for (const key of answered)
      row.getCell(key).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF8E1' } }
    const tick = {
      type: 'list',
      allowBlank: true,
      formulae: [`"${yesText}"`],
      showErrorMessage: true,
      errorTitle: 'Nur „ja“ oder leer',
      error: 'Bitte „ja“ wählen oder die Zelle leer lassen.',
    } as const
    row.getCell('yes').dataValidation = { ...tick, formulae: [...tick.formulae] }
    row.getCell('no').dataValidation = { ...tick, formulae: [...tick.formulae] }
    row.getCell('date').numFmt = 'dd.mm.yyyy'
    row.getCell('date').dataValidation = {
      type: 'date',
      operator: 'greaterThan',
      allowBlank: true,
      formulae: [new Date(Date.UTC(1900, 0, 1))],
      showErrorMessage: true,
      errorTitle: 'Kein Datum',
      error: 'Bitte ein Datum eingeben, zum Beispiel 01.03.2025.',
    }
  }
  const help = workbook.addWorksheet('Lies mich')
  help.getColumn(1).width = 100
  for (const text of [
    `Was laut Verzeichnis zu „${unit.name}“, den Einheiten darunter und ihren Stellen gehört, Stand ${dayText(asOf, 'de')}.`,
    '„stimmt“: ja, wenn es so ist. „nicht unser“: ja, wenn es nicht (mehr) so ist. Leer lassen, was Sie nicht wissen.',
    '„seit wann“: seit wann es stimmt, oder seit wann es nicht mehr so ist, zum Beispiel 01.03.2025.',
    '„Bemerkung“: zum Beispiel, wer stattdessen zuständig ist. Keine Namen, Telefonnummern oder E-Mail-Adressen.',
    'Nichts wird ohne Prüfung gelöscht: „nicht unser“ geht als Hinweis an die Datenpflege.',
    'Bitte keine Zeilen einfügen und keine Spalten ändern; die Datei danach zurücksenden.',
  ])
    help.addRow([text]).alignment = { wrapText: true }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** What somebody does, in words: "ist verantwortlich für"; a claim says that it is one. */
export function taskOf(relation: RelationType, claim: boolean): string {
  const { de } = relationType(relation).label
  return claim ? `${de} (unbestätigt)` : de
}
