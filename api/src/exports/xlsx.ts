/**
 * The workbook as XLSX, written row by row into the zip. By hand and not by exceljs, whose streaming writer never waits
 * for its reader: a slow download of a large graph would pile up in memory (docs/adr/0009-exports.md).
 */
import { dayOf } from '@kommunalgraph/contract/days.ts'
import { type EntityType, nodeType } from '@kommunalgraph/contract/ontology/ontology.ts'
import {
  choicesOf,
  EMPTIED,
  guarded,
  LISTS_SHEET,
  README_SHEET,
  sheetOfRelations,
  sheetOfType,
  type WorkbookColumn,
  type WorkbookSheet,
} from '@kommunalgraph/contract/workbook.ts'
import { type About, FICTIONAL } from './about.ts'
import { entitiesOf, type Extract, factsOf } from './extract.ts'
import { type Cell, entityRow, factRow, headerOf } from './rows.ts'
import { escapeXml } from './xml.ts'
import { type ZipPart, zipped } from './zip.ts'

/** A sheet holds this many rows, and the header. */
const MOST_ROWS = 1_048_576

/** Formats of cells, by their place in `styles`. */
const STYLE = { plain: 0, header: 1, required: 2, day: 3, text: 4, title: 5, wrapped: 6 } as const

interface MadeSheet {
  name: string
  rows: number
  help: string
}

/** The file. A template has the same sheets without a row. */
export function xlsxFile(extract: Extract, about: About, template: boolean): AsyncGenerator<Uint8Array> {
  return zipped(parts(extract, about, template))
}

async function* parts(extract: Extract, about: About, template: boolean): AsyncGenerator<ZipPart> {
  // The first and the last sheet tell of the others: they come first in the workbook and last into the file.
  const made: MadeSheet[] = []
  const path = () => `xl/worksheets/sheet${made.length + 2}.xml`
  const lists = listPlaces(extract.types)
  const sheet = async function* (layout: WorkbookSheet, help: string, rows: AsyncIterator<Cell[][]>) {
    const queue = new RowQueue(rows)
    for (let part = 1; part === 1 || (await queue.more()); part++) {
      const one = { name: part === 1 ? layout.name : `${layout.name} ${part}`, rows: 0, help }
      yield { name: path(), content: sheetXml(layout.columns, lists, queue, one) }
      made.push(one)
    }
  }
  for (const type of extract.types) {
    const layout = sheetOfType(type)
    const rows = template ? noRows() : entityRows(extract, layout, type)
    yield* sheet(layout, nodeType(type).help.de, rows)
  }
  yield* sheet(
    sheetOfRelations,
    'Was die Einträge miteinander zu tun haben: je Zeile eine Beziehung, von einer Kennung zu einer anderen.',
    template ? noRows() : factRows(extract),
  )
  yield { name: 'xl/worksheets/sheet1.xml', content: [textSheetXml(readmeLines(made, about, template), [34, 100, 12])] }
  const names = [README_SHEET, ...made.map(({ name }) => name), LISTS_SHEET]
  yield { name: path(), content: [textSheetXml(listLines(lists), [...lists.values()].map(() => 34), STYLE.header)] }
  yield* frame(names, about)
}

async function* noRows(): AsyncGenerator<Cell[][]> {}

async function* entityRows(extract: Extract, layout: WorkbookSheet, type: EntityType): AsyncGenerator<Cell[][]> {
  for await (const page of entitiesOf(extract, type)) yield page.map((entity) => entityRow(layout, entity))
}

async function* factRows(extract: Extract): AsyncGenerator<Cell[][]> {
  for await (const page of factsOf(extract)) yield page.map(factRow)
}

/** Rows in pages, taken out by as many as a sheet still holds. */
class RowQueue {
  private left: Cell[][] = []
  private readonly pages: AsyncIterator<Cell[][]>
  constructor(pages: AsyncIterator<Cell[][]>) {
    this.pages = pages
  }
  /** Whether there is another row. */
  async more(): Promise<boolean> {
    while (this.left.length === 0) {
      const { done, value } = await this.pages.next()
      if (done) return false
      this.left = value
    }
    return true
  }
  take(most: number): Cell[][] {
    return this.left.splice(0, most)
  }
  /** Ends the reads where the file is given up. */
  async end(): Promise<void> {
    await this.pages.return?.()
  }
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

async function* sheetXml(
  columns: readonly WorkbookColumn[],
  lists: Lists,
  queue: RowQueue,
  made: MadeSheet,
): AsyncGenerator<string> {
  let complete = false
  try {
    yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`
    yield columns.map(colXml).join('')
    yield '</cols><sheetData>'
    const styles = columns.map(({ required }) => (required ? STYLE.required : STYLE.header))
    yield rowXml(1, headerOf({ columns }), (index) => styles[index] ?? STYLE.header)
    const styleOf = columns.map(columnStyle)
    while (made.rows < MOST_ROWS - 1 && (await queue.more())) {
      const rows = queue.take(MOST_ROWS - 1 - made.rows)
      let text = ''
      for (const row of rows) text += rowXml(++made.rows + 1, row, (index) => styleOf[index] ?? STYLE.plain)
      yield text
    }
    yield `</sheetData><autoFilter ref="A1:${columnName(columns.length - 1)}${made.rows + 1}"/>${validationsXml(columns, lists, made.rows)}</worksheet>`
    complete = true
  } finally {
    if (!complete) await queue.end()
  }
}

const columnStyle = ({ property }: WorkbookColumn): number => {
  if (property?.kind === 'date') return STYLE.day
  return property && ['integer', 'decimal', 'money', 'percent'].includes(property.kind) ? STYLE.plain : STYLE.text
}

/** Texts are formatted as text, so that a key of digits keeps its leading zero when somebody types it. */
const colXml = (column: WorkbookColumn, index: number): string => {
  const width = /Name$|^name|^description$/.test(column.key) ? 44 : ['id', 'from', 'to'].includes(column.key) ? 38 : 22
  const hidden = column.hidden ? ' hidden="1"' : ''
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${columnStyle(column)}" customWidth="1"${hidden}/>`
}

/** Days before this one are texts: spreadsheets do not know them, or count them wrongly (there was no 29 February 1900). */
const FIRST_DAY = '1900-03-01'
const isoDay = /^\d{4}-\d{2}-\d{2}$/
const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000 + 25_569

function rowXml(number: number, cells: readonly Cell[], styleOf: (index: number) => number): string {
  let text = `<row r="${number}">`
  for (let index = 0; index < cells.length; index++) {
    const value = cells[index]
    if (value === undefined) continue
    const at = `${columnName(index)}${number}`
    const style = styleOf(index)
    if (typeof value === 'number') text += `<c r="${at}" s="${style}"><v>${value}</v></c>`
    else if (style === STYLE.day && isoDay.test(value) && value >= FIRST_DAY)
      text += `<c r="${at}" s="${style}"><v>${dayNumber(value)}</v></c>`
    else text += `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(value)}</t></is></c>`
  }
  return `${text}</row>`
}

/** `_x0041_` in a cell would be read as "A": the escape sign is escaped itself. */
const cellText = (value: string): string => escapeXml(guarded(value).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))

const columnNames: string[] = []

/** 0 → A, 26 → AA. */
function columnName(index: number): string {
  const known = columnNames[index]
  if (known !== undefined) return known
  const name =
    (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
  columnNames[index] = name
  return name
}

/** What a drop-down offers, by its first column of use: title and German labels. */
type Lists = ReadonlyMap<string, { readonly title: string; readonly items: readonly string[]; readonly place: number }>

const listKey = (column: WorkbookColumn): string =>
  column.property?.vocabulary ?? (column.property ? column.property.kind : column.key)

/** All lists of the sheets of these types, each once. */
function listPlaces(types: readonly EntityType[]): Lists {
  const lists = new Map<string, { title: string; items: readonly string[]; place: number }>()
  for (const { columns } of [...types.map(sheetOfType), sheetOfRelations]) {
    for (const column of columns) {
      const choices = choicesOf(column)
      const key = listKey(column)
      if (choices === undefined || lists.has(key)) continue
      const title = column.property?.kind === 'boolean' ? 'Ja oder nein' : column.header.de
      lists.set(key, { title, items: choices.map(({ de }) => de), place: lists.size })
    }
  }
  return lists
}

const listLines = (lists: Lists): Cell[][] => {
  const all = [...lists.values()]
  const longest = Math.max(0, ...all.map(({ items }) => items.length))
  return [
    all.map(({ title }) => title),
    ...Array.from({ length: longest }, (_, line) => all.map(({ items }) => items[line])),
  ]
}

/** Longest prompt that a spreadsheet shows. */
const PROMPT = 255
/** Rows below the last one that have drop-downs too. Not all of a sheet: exceljs keeps each cell of them by itself (seen: a million). */
const NEW_ROWS = 500

function validationsXml(columns: readonly WorkbookColumn[], lists: Lists, rows: number): string {
  const last = Math.min(MOST_ROWS, rows + 1 + NEW_ROWS)
  const all = columns.flatMap((column, index) => {
    const list = choicesOf(column) && lists.get(listKey(column))
    if (list === undefined) return []
    const help = column.property?.help?.de ?? ''
    const place = `sqref="${columnName(index)}2:${columnName(index)}${last}"`
    const prompt =
      help === '' ? '' : ` showInputMessage="1" promptTitle="${escapeXml(column.header.de.slice(0, 32))}" prompt="${escapeXml(help.slice(0, PROMPT))}"`
    const where = columnName(list.place)
    const formula = `${LISTS_SHEET}!$${where}$2:$${where}$${list.items.length + 1}`
    // What may be removed has one more word than the list: the spreadsheet asks back instead of refusing it.
    const refusal = column.property?.required
      ? 'error="Bitte einen Eintrag der Liste wählen."'
      : `errorStyle="warning" error="Bitte einen Eintrag der Liste wählen, oder ${EMPTIED.de}, wenn der Wert entfallen soll."`
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="Nicht in der Liste" ${refusal}${prompt} ${place}><formula1>${formula}</formula1></dataValidation>`,
    ]
  })
  return all.length === 0 ? '' : `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`
}

const germanDay = (iso: string): string => iso.split('-').reverse().join('.')

function readmeLines(made: readonly MadeSheet[], about: About, template: boolean): Cell[][] {
  const invented = about.tenants.filter(({ fictional }) => fictional).map(({ name }) => name)
  return [
    [template ? 'Kommunalgraph: Vorlage zum Ausfüllen' : 'Kommunalgraph: Arbeitsmappe'],
    [],
    ['Kommune', about.tenants.map(({ name, tenant }) => `${name} (${tenant})`).join(', ')],
    ['Stand', `Was am ${germanDay(about.asOf)} gilt. Abgerufen am ${germanDay(dayOf(about.at))}.`],
    ['Umfang', about.published ? 'Nur Veröffentlichtes.' : 'Auch Internes: nicht weitergeben, ohne es zu prüfen.'],
    ...(invented.length === 0 ? [] : [['Hinweis', `${FICTIONAL}: ${invented.join(', ')}`]]),
    ['Quellen', 'Die Spalte „Quellen“ nennt, was eine Angabe belegt: Kennungen aus dem Blatt „Quellen“.'],
    [],
    ['So wird ausgefüllt'],
    ['1.', 'Jede Zeile ist ein Eintrag, im Blatt „Beziehungen“ eine Beziehung. Die Überschriften nicht ändern.'],
    ['2.', 'Die Kennung bleibt, wie sie ist: an ihr wird der Eintrag wiedererkannt. Ein neuer Eintrag bekommt eine eigene.'],
    ['3.', 'Spalten mit dunkler Überschrift müssen ausgefüllt sein. Wo eine Liste erscheint, daraus wählen.'],
    ['4.', 'Mehrere Werte in einer Zelle mit einem senkrechten Strich trennen: erster | zweiter.'],
    ['5.', '„Gültig bis“ leer heißt: gilt weiter. „Gültig ab“ leer heißt: seit wann, ist unbekannt.'],
    ['6.', 'Eine Zeile zu löschen löscht nichts. Was nicht mehr gilt, bekommt ein „Gültig bis“.'],
    ['7.', `Eine leere Zelle ändert nichts. Soll ein Wert entfallen, steht in seiner Zelle ${EMPTIED.de}.`],
    ['8.', 'Keine Telefonnummern, E-Mail-Adressen oder Namen von Beschäftigten eintragen.'],
    ['9.', 'Speichern und unter „Import“ ablegen: erst wird geprüft und gezeigt, was sich ändern würde.'],
    [],
    ['Blatt', 'Was hineingehört', 'Zeilen'],
    ...made.map(({ name, help, rows }) => [name, help, rows]),
    [LISTS_SHEET, 'Was in den Listen zur Auswahl steht. Nicht ändern.'],
  ]
}

/** A sheet that is only read: the first line in bold. */
function textSheetXml(lines: readonly (readonly Cell[])[], widths: readonly number[], first: number = STYLE.title): string {
  const cols = widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
  const rows = lines.map((line, index) => rowXml(index + 1, line, () => (index === 0 ? first : STYLE.wrapped)))
  return `${declaration}<worksheet xmlns="${main}"><cols>${cols.join('')}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`
}

/** Everything around the sheets. */
function* frame(names: readonly string[], about: About): Generator<ZipPart> {
  const part = (name: string, text: string): ZipPart => ({ name, content: [declaration + text] })
  const ooxml = 'http://schemas.openxmlformats.org/package/2006'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const each = (write: (name: string, number: number) => string) => names.map((name, index) => write(name, index + 1)).join('')
  yield part(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${each((name, number) => `<sheet name="${escapeXml(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
  )
  yield part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${ooxml}/relationships">${each((_, number) => `<Relationship Id="rId${number}" Type="${relationships}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rId${names.length + 1}" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
  )
  yield part('xl/styles.xml', styles)
  yield part(
    'docProps/core.xml',
    `<cp:coreProperties xmlns:cp="${ooxml}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Kommunalgraph</dc:title><dc:creator>Kommunalgraph</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${about.at}</dcterms:created></cp:coreProperties>`,
  )
  yield part(
    '_rels/.rels',
    `<Relationships xmlns="${ooxml}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${ooxml}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  )
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="${ooxml}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${each((_, number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
  )
}

const font = (inside: string) => `<font>${inside}<sz val="11"/><color rgb="FF1C1C1C"/><name val="Calibri"/><family val="2"/></font>`
const fill = (colour: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`
const xf = (numFmtId: number, fontId: number, fillId: number, alignment = '') =>
  `<xf numFmtId="${numFmtId}" fontId="${fontId}" fillId="${fillId}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${alignment === '' ? '/>' : ` applyAlignment="1">${alignment}</xf>`}`

/** 14 is the short date of whoever looks (in Germany dd.mm.yyyy), 49 is text. */
const styles = `<styleSheet xmlns="${main}"><fonts count="3">${font('')}${font('<b/>')}<font><b/><sz val="16"/><color rgb="FF1C1C1C"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('FFE8EDF3')}${fill('FFB9CBDD')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">${xf(0, 0, 0)}${xf(49, 1, 2)}${xf(49, 1, 3)}${xf(14, 0, 0)}${xf(49, 0, 0)}${xf(0, 2, 0)}${xf(0, 0, 0, '<alignment vertical="top" wrapText="1"/>')}</cellXfs><cellStyles count="1"><cellStyle name="Standard" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
