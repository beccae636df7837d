/**
 * The layout of the workbook, derived from the ontology: what an export writes, a template offers and an import expects.
 * One sheet for each node type, one for all relations, one to read first. Imports the ontology only.
 *
 * A header is the German label; an import accepts the English label and the name of the property as well. A code stands
 * in its cell by its German label, a list as its items between bars, yes and no as words, a day as a day (or as ISO text
 * before 1900, which spreadsheets cannot say). An open end and an unknown start are empty cells. An import takes an empty
 * cell as silence; what is to be removed says so (`EMPTIED`).
 */
import type { Property } from './ontology/define.ts'
import {
  codes,
  type EntityType,
  entityTypes,
  type Label,
  nodeProperties,
  nodeType,
  ontology,
  type RelationType,
  relationTypeNames,
  vocabularyLabel,
} from './ontology/ontology.ts'

export interface WorkbookColumn {
  /** Name of the property, or `id`, `factId`, `from`, `relation`, `to`, `fromName`, `toName`. */
  readonly key: string
  /** Header text; unique in its sheet, in both languages. */
  readonly header: Label
  /** What the property is; absent for keys, ends and names to read by. */
  readonly property?: Property
  /**
   * Only in the sheet of relations: the relation types that have this property, where not all have it. `kind` is another
   * list of codes for funding than for a dependency, so it has a column for each: same key, other header, other relations.
   */
  readonly relations?: readonly RelationType[]
  /** There, but not shown: what a person would only damage. */
  readonly hidden?: boolean
  /** Says in words what a key says; an import ignores it. */
  readonly forReading?: boolean
  /** A row without it is refused, unless the import has a default for it. */
  readonly required?: boolean
}

export interface WorkbookSheet {
  /** Name of the sheet: at most 31 characters, none of `[]:*?/\`. */
  readonly name: string
  /** The node type whose entities stand in the sheet; null for relations and for what is only read. */
  readonly type: EntityType | null
  readonly columns: readonly WorkbookColumn[]
}

/** Sheet with all relations, one a row. */
export const RELATIONS_SHEET = 'Beziehungen'
/** Sheet that tells how to fill in the others; an import ignores it. */
export const README_SHEET = 'Lies mich'
/** Media type of a workbook. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Sheet with what the drop-downs offer; an import ignores it. */
export const LISTS_SHEET = 'Auswahllisten'

/** What stands alone in a cell whose value is to be removed. An empty cell removes nothing: a sheet may be partial. */
export const EMPTIED = { de: '[leer]', en: '[empty]' } as const

/** How yes and no stand in a cell. */
export const YES_NO = { true: { de: 'ja', en: 'yes' }, false: { de: 'nein', en: 'no' } } as const

const MAX_SHEET_NAME = 31

/** The plural as the name of a sheet, or its first word where the whole does not fit. */
const sheetName = (plural: string): string =>
  plural.length <= MAX_SHEET_NAME ? plural : (plural.split(' ')[0] ?? plural).slice(0, MAX_SHEET_NAME)

/** What the server alone writes is not in the workbook: nobody may type it. */
const entered = (properties: Readonly<Record<string, Property>>): [string, Property][] =>
  Object.entries(properties).filter(([, property]) => property.setBy !== 'server')

const column = (key: string, property: Property): WorkbookColumn => ({
  key,
  header: property.label,
  property,
  ...(property.required && property.default === undefined && property.inheritedFrom === undefined
    ? { required: true }
    : {}),
})

/** A person reads the name, then what is special about the type; where it comes from and how long it holds stands last. */
const readFirst: ReadonlySet<string> = new Set(['name', 'nameEn', 'description'])

const entitySheet = (type: EntityType): WorkbookSheet => {
  const properties = entered(nodeProperties(type))
  const own = properties.filter(([name]) => !Object.hasOwn(ontology.commonNode, name))
  const common = properties.filter(([name]) => Object.hasOwn(ontology.commonNode, name))
  const ordered = [
    ...common.filter(([name]) => readFirst.has(name)),
    ...own,
    ...common.filter(([name]) => !readFirst.has(name)),
  ]
  return {
    name: sheetName(nodeType(type).plural.de),
    type,
    columns: [
      { key: 'id', header: { de: 'Kennung', en: 'Id' }, required: true },
      ...ordered.map(([name, property]) => column(name, property)),
    ],
  }
}

/** Own properties of all relation types; those that are the same under the same name share a column. */
const relationColumns = (): WorkbookColumn[] => {
  const found = new Map<string, { key: string; property: Property; relations: RelationType[] }>()
  for (const relation of relationTypeNames) {
    for (const [key, property] of entered(ontology.relationTypes[relation].properties)) {
      const same = [key, property.label.de, property.vocabulary].join('\n')
      const one = found.get(same) ?? { key, property, relations: [] }
      one.relations.push(relation)
      found.set(same, one)
    }
  }
  return [...found.values()].map(({ key, property, relations }) => {
    // Whether it must be there depends on the relation of the row.
    const { required: _, ...rest } = column(key, property)
    return { ...rest, relations }
  })
}

const relationsSheet: WorkbookSheet = {
  name: RELATIONS_SHEET,
  type: null,
  columns: [
    { key: 'factId', header: { de: 'Kennung der Beziehung', en: 'Fact id' }, hidden: true },
    { key: 'from', header: { de: 'Von', en: 'From' }, required: true },
    { key: 'fromName', header: { de: 'Von (Bezeichnung)', en: 'From (name)' }, forReading: true },
    { key: 'relation', header: { de: 'Beziehung', en: 'Relation' }, required: true },
    { key: 'to', header: { de: 'Nach', en: 'To' }, required: true },
    { key: 'toName', header: { de: 'Nach (Bezeichnung)', en: 'To (name)' }, forReading: true },
    ...entered(ontology.commonEdge).map(([name, property]) => column(name, property)),
    ...relationColumns(),
  ],
}

/** All sheets, in the order of the file. */
export const workbookSheets: readonly WorkbookSheet[] = [
  { name: README_SHEET, type: null, columns: [] },
  ...entityTypes.map(entitySheet),
  relationsSheet,
  { name: LISTS_SHEET, type: null, columns: [] },
]

/** The sheet of a node type. */
export const sheetOfType = (type: EntityType): WorkbookSheet => {
  const sheet = workbookSheets.find((one) => one.type === type)
  if (sheet === undefined) throw new Error(`Workbook: no sheet for ${type}`)
  return sheet
}

/** The sheet of all relations. */
export const sheetOfRelations: WorkbookSheet = relationsSheet

/** The column of the sheet of relations in which a property of this relation type stands. */
export const columnOfRelation = (relation: RelationType, key: string): WorkbookColumn | undefined =>
  relationsSheet.columns.find(
    (one) => one.key === key && (one.relations === undefined || one.relations.includes(relation)),
  )

/** What may stand in a cell of this column, as a drop-down offers it; undefined for free text. */
export const choicesOf = (one: WorkbookColumn): readonly Label[] | undefined => {
  if (one.key === 'relation') return relationTypeNames.map((relation) => ontology.relationTypes[relation].label)
  const vocabulary = one.property?.vocabulary
  if (one.property?.kind === 'boolean') return [YES_NO.true, YES_NO.false]
  if (vocabulary === undefined || one.property?.kind === 'choiceList') return undefined
  return codes(vocabulary).map((code) => vocabularyLabel(vocabulary, code))
}

const SEPARATOR = '|'

/** Items of a list in one cell. A bar, semicolon or backslash inside an item gets a backslash in front. */
export const joinList = (items: readonly string[]): string =>
  items.map((item) => item.replace(/[\\|;]/g, (sign) => `\\${sign}`)).join(` ${SEPARATOR} `)

/** The items of a cell; turns `joinList` round. */
export const splitList = (cell: string): string[] =>
  (cell.match(/(?:\\[\s\S]|[^\\|])+/g) ?? [])
    .map((item) => item.replace(/\\([\\|;])/g, '$1').trim())
    .filter((item) => item !== '')

/** = + - @ TAB CR LF, and ＝ ＋ － ＠, also behind blanks that a spreadsheet would skip and behind earlier apostrophes. */
const formulaStart = /^'*(?:[\t\r\n]|[\s\u200B\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u

/** Whether a cell says that its value is to be removed. */
export const isEmptied = (cell: string): boolean => {
  const word = cell.trim().toLowerCase()
  return word === EMPTIED.de || word === EMPTIED.en
}

/** Whether a text would mean something else as a cell, or would without the apostrophes before it. */
const misread = (text: string): boolean => formulaStart.test(text) || isEmptied(text.replace(/^'+/, ''))

/**
 * A text as a cell that no spreadsheet takes for a formula (OWASP: CSV injection) and no import for the sign that removes
 * a value: with an apostrophe in front.
 */
export const guarded = (text: string): string => (misread(text) ? `'${text}` : text)

/** The text behind a guarded cell; any other stays what it is. Turns `guarded` round. */
export const unguarded = (cell: string): string => (cell.startsWith("'") && misread(cell.slice(1)) ? cell.slice(1) : cell)

/** A value as it stands in a cell: a number, or a text that is not guarded yet. Undefined for an empty cell. */
export const cellOf = (property: Property, value: unknown): string | number | undefined => {
  if (value === undefined || value === null) return undefined
  // An open end and an unknown start.
  if (property.kind === 'date' && value === property.default) return undefined
  const { vocabulary } = property
  if (Array.isArray(value)) {
    const items = value.map(String)
    return joinList(vocabulary === undefined ? items : items.map((code) => vocabularyLabel(vocabulary, code).de))
  }
  if (typeof value === 'boolean') return YES_NO[value ? 'true' : 'false'].de
  if (typeof value === 'number') return value
  return vocabulary === undefined ? String(value) : vocabularyLabel(vocabulary, String(value)).de
}
