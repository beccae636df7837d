/** From entities and facts to the rows of the workbook's sheets. Pure. */
import { relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import {
  cellOf,
  columnOfRelation,
  sheetOfRelations,
  type WorkbookColumn,
  type WorkbookSheet,
} from '@kommunalgraph/contract/workbook.ts'
import type { ExportedEntity, ExportedFact } from './extract.ts'

/** A cell before a file format takes it: a text is not guarded yet, an empty cell is undefined. */
export type Cell = string | number | undefined

/** The row of an entity in the sheet of its type. */
export function entityRow(sheet: WorkbookSheet, { id, values }: ExportedEntity): Cell[] {
  return sheet.columns.map(({ key, property }) => (property === undefined ? id : cellOf(property, values[key])))
}

/** Where a property of this relation stands: several columns may have the same key, for other relations. */
const places = new Map<string, Map<string, number>>()

function placesOf(relation: ExportedFact['relation']): Map<string, number> {
  const known = places.get(relation)
  if (known) return known
  const found = new Map<string, number>()
  sheetOfRelations.columns.forEach((column, index) => {
    if (column.property && columnOfRelation(relation, column.key) === column) found.set(column.key, index)
  })
  places.set(relation, found)
  return found
}

/** The row of a fact in the sheet of relations. */
export function factRow({ factId, relation, from, to, values }: ExportedFact): Cell[] {
  const said: Record<string, string> = {
    factId,
    from: from.id,
    fromName: from.name,
    relation: relationType(relation).label.de,
    to: to.id,
    toName: to.name,
  }
  const row: Cell[] = sheetOfRelations.columns.map(({ key, property }) => (property ? undefined : said[key]))
  for (const [key, index] of placesOf(relation)) {
    const property = sheetOfRelations.columns[index]?.property
    if (property) row[index] = cellOf(property, values[key])
  }
  return row
}

/** Header texts of a sheet. */
export const headerOf = ({ columns }: { columns: readonly WorkbookColumn[] }): string[] =>
  columns.map(({ header }) => header.de)
