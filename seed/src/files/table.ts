/**
 * From rows to a table with one header. What is no table is refused, never guessed: a sheet without headings,
 * two tables on one sheet, two columns of one name.
 */
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { isEmptied, unguarded } from '@kommunalgraph/contract/workbook.ts'
import { note, refuse, rejection } from './issues.ts'
import { MAX_CELLS, MAX_COLUMNS, MAX_FILE_ISSUES, MAX_ROWS } from './limits.ts'
import type { FileIssue, SheetRow, SheetTable } from './read-file.ts'
import { shown } from './read-value.ts'

/** A cell as a reader found it; `fault` if it has no value that may be trusted. */
export interface RawCell {
  text: string
  /** A number of a workbook, not text. */
  number?: boolean
  fault?: { rule: string; message: Bilingual; next: Bilingual }
}

/** What is left of the cells that one file may fill, over all its tables. */
export class CellBudget {
  #left = MAX_CELLS
  take(count: number): void {
    this.#left -= count
    if (this.#left < 0) tooManyCells()
  }
}

/** Longest text of a cell, as in spreadsheets. */
export const MAX_CELL_LENGTH = 32_767
/** Rows above a header that hold only a title. */
const MOST_TITLE_ROWS = 10

/** Why a sheet is no table. The reader decides what that means for the file. */
export class SheetFault extends Error {
  readonly issue: FileIssue
  constructor(issue: FileIssue) {
    super(issue.message.en)
    this.issue = issue
  }
}

/** `A`, `Z`, `AA`: what a spreadsheet calls its columns, from 0. */
export function columnName(index: number): string {
  let name = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name
  return name
}

/** The cells of one row by header text, in the order of the header. Rows of a table share it, so a row costs no more than its texts, however far apart its columns are. */
class RowCells implements ReadonlyMap<string, string> {
  readonly #places: ReadonlyMap<string, number>
  readonly #texts: readonly (string | undefined)[]
  constructor(places: ReadonlyMap<string, number>, texts: readonly (string | undefined)[]) {
    this.#places = places
    this.#texts = texts
  }
  get(header: string): string | undefined {
    const place = this.#places.get(header)
    return place === undefined ? undefined : this.#texts[place]
  }
  has(header: string): boolean {
    return this.get(header) !== undefined
  }
  get size(): number {
    return [...this.#places.values()].filter((place) => this.#texts[place] !== undefined).length
  }
  *entries(): MapIterator<[string, string]> {
    for (const [header, place] of this.#places) {
      const text = this.#texts[place]
      if (text !== undefined) yield [header, text]
    }
    return undefined
  }
  *keys(): MapIterator<string> {
    for (const [header] of this.entries()) yield header
    return undefined
  }
  *values(): MapIterator<string> {
    for (const [, text] of this.entries()) yield text
    return undefined
  }
  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries()
  }
  forEach(each: (text: string, header: string, map: ReadonlyMap<string, string>) => void): void {
    for (const [header, text] of this.entries()) each(text, header, this)
  }
}

/** Two bytes of UTF-8 read as two letters, or what a program writes where it lost a letter. */
const garbled = /Ã[\u0080-\u00bf„–œŸ¤¶¼]|Â[§°²³·]|â€|\ufffd/
/** A formula, or what a spreadsheet would take for one. */
const formula = /^[\s\u200b\ufeff]*[=＝]/

/** Collects the rows of one sheet. `sheet` is its name in issues; `titles`: rows above the header may hold a title. */
export class TableBuilder {
  readonly #sheet: string
  readonly #titles: boolean
  readonly #issues: FileIssue[]
  /** Rows with one cell before the header is known. */
  #before: { row: number; cells: readonly (RawCell | undefined)[] }[] = []
  #headerRow = 0
  /** Header → column, and header → its place among the headers. */
  #places: Map<string, number> | undefined
  #orders: ReadonlyMap<string, number> = new Map()
  #headerless = new Map<number, number>()
  #rows: SheetRow[] = []
  #lastRow = 0
  /** By column: only numbers so far. */
  #numeric: (boolean | undefined)[] = []
  #headerSets = new Map<string, ReadonlySet<string>>()

  constructor(sheet: string, titles: boolean, issues: FileIssue[]) {
    this.#sheet = sheet
    this.#titles = titles
    this.#issues = issues
  }

  get rowCount(): number {
    return this.#rows.length
  }

  /** Takes the next row; empty ones may be left out. `end`: the line on which it ends, where its texts have line ends. */
  add(row: number, cells: readonly (RawCell | undefined)[], end = row): void {
    const filled = cells.filter((cell) => cell !== undefined && (cell.text !== '' || cell.fault !== undefined)).length
    if (filled === 0) return
    if (this.#places === undefined) {
      if (this.#titles && filled === 1 && this.#before.length < MOST_TITLE_ROWS) {
        this.#before.push({ row, cells })
        return
      }
      this.#takeHeader(row, cells)
    } else this.#takeRow(row, cells, filled)
    this.#lastRow = end
  }

  /** The table; undefined if there was nothing at all. */
  finish(): SheetTable | undefined {
    if (this.#places === undefined) {
      const [first, ...rest] = this.#before
      if (first === undefined) return undefined
      // No row had two cells: a table of one column.
      this.#before = []
      this.#takeHeader(first.row, first.cells)
      this.#lastRow = first.row
      for (const { row, cells } of rest) {
        this.#takeRow(row, cells, 1)
        this.#lastRow = row
      }
    }
    for (const [index, count] of this.#headerless) {
      this.#issues.push(
        note(
          'column-without-header',
          { sheet: this.#sheet, row: this.#headerRow, column: `Spalte ${columnName(index)}` },
          {
            de: `Spalte ${columnName(index)} hat keine Überschrift; ${count === 1 ? 'ihre eine Zelle wird' : `ihre ${count} Zellen werden`} nicht gelesen.`,
            en: `Column ${columnName(index)} has no heading; ${count === 1 ? 'its one cell is' : `its ${count} cells are`} not read.`,
          },
          {
            de: 'Geben Sie der Spalte eine Überschrift, wenn sie gelesen werden soll.',
            en: 'Give the column a heading if it is to be read.',
          },
        ),
      )
    }
    return {
      name: this.#sheet,
      header: [...(this.#places ?? new Map()).keys()],
      headerRow: this.#headerRow,
      rows: this.#rows,
    }
  }

  #fault(rule: string, row: number | null, column: string | null, message: Bilingual, next: Bilingual): never {
    throw new SheetFault(rejection(rule, { sheet: this.#sheet, row, column }, message, next))
  }

  #takeHeader(row: number, cells: readonly (RawCell | undefined)[]): void {
    const places = new Map<string, number>()
    for (const [index, cell] of cells.entries()) {
      if (cell === undefined || (cell.text.trim() === '' && cell.fault === undefined)) continue
      if (cell.fault !== undefined || cell.number) {
        this.#fault(
          'no-header',
          row,
          `Spalte ${columnName(index)}`,
          {
            de: `In Zeile ${row} stehen keine Überschriften: Zelle ${columnName(index)}${row} ist ${cell.fault ? 'eine Formel oder ein Fehlerwert' : 'eine Zahl'}.`,
            en: `Row ${row} does not hold headings: cell ${columnName(index)}${row} is ${cell.fault ? 'a formula or an error' : 'a number'}.`,
          },
          {
            de: 'Die erste Zeile des Blatts braucht je Spalte eine Überschrift als Text; darunter steht eine Zeile je Eintrag.',
            en: 'The first row of the sheet needs a heading as text for each column; below it stands one row for each entry.',
          },
        )
      }
      const header = cell.text
        .replace(/\p{Cf}/gu, '')
        .replace(/\s+/gu, ' ')
        .trim()
        .normalize('NFC')
      if (header === '') continue
      const before = places.get(header)
      if (before !== undefined) {
        this.#fault(
          'duplicate-header',
          row,
          header,
          {
            de: `Die Überschrift „${shown(header)}“ steht zweimal, in den Spalten ${columnName(before)} und ${columnName(index)}.`,
            en: `The heading "${shown(header)}" stands twice, in the columns ${columnName(before)} and ${columnName(index)}.`,
          },
          {
            de: 'Benennen Sie eine der beiden Spalten um oder löschen Sie sie.',
            en: 'Rename one of the two columns or delete it.',
          },
        )
      }
      places.set(header, index)
      if (places.size > MAX_COLUMNS) {
        this.#fault(
          'too-many-columns',
          row,
          header,
          {
            de: `Die Tabelle hat mehr als ${MAX_COLUMNS} Spalten; die Grenze liegt bei Spalte ${columnName(index - 1)}.`,
            en: `The table has more than ${MAX_COLUMNS} columns; the limit is at column ${columnName(index - 1)}.`,
          },
          {
            de: 'Löschen Sie Spalten, die nicht gebraucht werden, oder teilen Sie die Tabelle.',
            en: 'Delete columns that are not needed, or split the table.',
          },
        )
      }
    }
    if (this.#before.length > 0) {
      this.#issues.push(
        note(
          'title-rows',
          { sheet: this.#sheet, row },
          {
            de: `Die Überschriften stehen in Zeile ${row}; was darüber steht, wird nicht gelesen.`,
            en: `The headings stand in row ${row}; what stands above is not read.`,
          },
          { de: 'Prüfen Sie, ob das die richtige Zeile ist.', en: 'Check whether that is the right row.' },
        ),
      )
      this.#before = []
    }
    this.#places = places
    this.#orders = new Map([...places.keys()].map((header, order) => [header, order]))
    this.#headerRow = row
  }

  #takeRow(row: number, cells: readonly (RawCell | undefined)[], filled: number): void {
    const places = this.#places ?? new Map<string, number>()
    if (row > this.#lastRow + 1 && this.#rows.length > 0) this.#checkAfterGap(row, cells, filled, places)
    const texts: (string | undefined)[] = new Array(places.size).fill(undefined)
    const numbers: number[] = []
    const emptied: number[] = []
    let any = false
    for (const [order, [header, index]] of [...places].entries()) {
      const cell = cells[index]
      if (cell === undefined) continue
      const place = { sheet: this.#sheet, row, column: header }
      const fault = cell.fault ?? faultOf(cell.text)
      if (fault !== undefined) {
        this.#issues.push(rejection(fault.rule, place, fault.message, fault.next))
        if (this.#issues.length > MAX_FILE_ISSUES) tooManyIssues()
        any = true
        continue
      }
      // Before the apostrophe goes: behind one it is a text like any other.
      if (isEmptied(cell.text)) {
        emptied.push(index)
        any = true
        continue
      }
      const text = unguarded(cell.text.trim())
      if (text === '') continue
      any = true
      texts[order] = text
      if (cell.number) numbers.push(index)
      this.#numeric[index] = cell.number === true && this.#numeric[index] !== false
    }
    for (const [index, cell] of cells.entries()) {
      if (cell !== undefined && cell.text.trim() !== '' && !this.#isNamed(index))
        this.#headerless.set(index, (this.#headerless.get(index) ?? 0) + 1)
    }
    if (!any) return
    if (this.#rows.length >= MAX_ROWS) tooManyRows(this.#sheet)
    this.#rows.push({
      row,
      cells: new RowCells(this.#orders, texts),
      numbers: this.#headersAt(numbers),
      emptied: this.#headersAt(emptied),
    })
  }

  #named: Set<number> | undefined
  #isNamed(index: number): boolean {
    this.#named ??= new Set(this.#places?.values())
    return this.#named.has(index)
  }

  /** Rows of a table mostly have their numbers in the same columns: they share one set. */
  #headersAt(indexes: readonly number[]): ReadonlySet<string> {
    const key = indexes.join(' ')
    const known = this.#headerSets.get(key)
    if (known) return known
    const wanted = new Set(indexes)
    const made = new Set([...(this.#places ?? [])].flatMap(([header, index]) => (wanted.has(index) ? [header] : [])))
    this.#headerSets.set(key, made)
    return made
  }

  /** After empty rows the table may go on, or another may begin. What looks like another is refused. */
  #checkAfterGap(
    row: number,
    cells: readonly (RawCell | undefined)[],
    filled: number,
    places: ReadonlyMap<string, number>,
  ): void {
    const repeats = [...places].filter(([header, index]) => cells[index]?.text.trim() === header).length >= 2
    const title = filled === 1 && places.size > 2
    const words = cells.every((cell) => cell === undefined || cell.text === '' || !cell.number)
    const overNumbers = cells.some(
      (cell, index) => cell !== undefined && cell.text !== '' && !cell.number && this.#numeric[index] === true,
    )
    const outside = cells.some((cell, index) => cell !== undefined && cell.text.trim() !== '' && !this.#isNamed(index))
    if (!repeats && !title && !outside && !(words && overNumbers)) return
    this.#fault(
      'several-tables',
      row,
      null,
      {
        de: `Unter der Tabelle beginnt in Zeile ${row} nach leeren Zeilen etwas anderes.`,
        en: `Below the table, something else begins in row ${row} after empty rows.`,
      },
      {
        de: 'Ein Blatt darf nur eine Tabelle enthalten. Legen Sie für jede Tabelle ein eigenes Blatt an, und löschen Sie Summen und Bemerkungen darunter.',
        en: 'A sheet may hold only one table. Make a sheet for each table, and delete sums and remarks below it.',
      },
    )
  }
}

/** Refuses the whole: one transaction holds no more (decisions 13). */
export function tooManyRows(sheet: string, total?: number): never {
  const most = { de: MAX_ROWS.toLocaleString('de-DE'), en: MAX_ROWS.toLocaleString('en-GB') }
  const counted =
    total === undefined
      ? { de: '', en: '' }
      : { de: ` (etwa ${total.toLocaleString('de-DE')})`, en: ` (about ${total.toLocaleString('en-GB')})` }
  const parts = total === undefined ? undefined : Math.ceil(total / MAX_ROWS)
  return refuse(
    'too-many-rows',
    { sheet, row: MAX_ROWS + 2 },
    {
      de: `Die Datei hat mehr als ${most.de} Zeilen${counted.de}; so viele lassen sich nicht in einem Zug übernehmen.`,
      en: `The file has more than ${most.en} rows${counted.en}; so many cannot be imported in one go.`,
    },
    {
      de: `Teilen Sie sie ${parts === undefined ? '' : `in ${parts} Dateien `}mit je höchstens ${most.de} Zeilen, etwa nach Art oder Jahr; jede braucht die Kopfzeile. Zuerst die Einträge, dann die Beziehungen.`,
      en: `Split it ${parts === undefined ? '' : `into ${parts} files `}of at most ${most.en} rows each, for instance by type or year; each needs the header. Entities first, then relations.`,
    },
  )
}

function tooManyCells(): never {
  return refuse(
    'too-many-cells',
    {},
    {
      de: `Die Datei hat mehr als ${MAX_CELLS.toLocaleString('de-DE')} ausgefüllte Zellen.`,
      en: `The file has more than ${MAX_CELLS.toLocaleString('en-GB')} filled cells.`,
    },
    {
      de: 'Löschen Sie Spalten und Blätter, die nicht gebraucht werden, oder teilen Sie die Datei.',
      en: 'Delete columns and sheets that are not needed, or split the file.',
    },
  )
}

/** Refuses a file in which so much is wrong that the list of it helps nobody. */
export function tooManyIssues(): never {
  return refuse(
    'too-many-issues',
    {},
    {
      de: `In der Datei sind mehr als ${MAX_FILE_ISSUES.toLocaleString('de-DE')} Stellen zu berichtigen.`,
      en: `In the file more than ${MAX_FILE_ISSUES.toLocaleString('en-GB')} places are to be corrected.`,
    },
    {
      de: 'Prüfen Sie, ob es die richtige Datei ist, und exportieren Sie sie neu aus dem Ursprungsprogramm.',
      en: 'Check whether it is the right file, and export it anew from the program it comes from.',
    },
  )
}

/** What stands against a text, whatever its column means. */
function faultOf(text: string): RawCell['fault'] {
  if (formula.test(text)) {
    return {
      rule: 'formula-cell',
      message: {
        de: `Die Zelle beginnt mit „=“ und wäre in einer Tabellenkalkulation eine Formel: „${shown(text)}“.`,
        en: `The cell begins with "=" and would be a formula in a spreadsheet: "${shown(text)}".`,
      },
      next: { de: 'Tragen Sie den Wert selbst ein.', en: 'Enter the value itself.' },
    }
  }
  if (garbled.test(text)) {
    return {
      rule: 'garbled-text',
      message: {
        de: `Umlaute oder Sonderzeichen sind in „${shown(text)}“ verloren gegangen; die Datei wurde früher mit einem falschen Zeichensatz gespeichert.`,
        en: `Umlauts or special characters are lost in "${shown(text)}"; the file was once saved in the wrong encoding.`,
      },
      next: {
        de: 'Berichtigen Sie den Text, oder exportieren Sie die Daten noch einmal aus dem Ursprungsprogramm.',
        en: 'Correct the text, or export the data again from the program it comes from.',
      },
    }
  }
  if (text.length > MAX_CELL_LENGTH) {
    return {
      rule: 'cell-too-long',
      message: {
        de: `Die Zelle hat ${text.length.toLocaleString('de-DE')} Zeichen; mehr als ${MAX_CELL_LENGTH.toLocaleString('de-DE')} werden nicht gelesen.`,
        en: `The cell has ${text.length.toLocaleString('en-GB')} characters; more than ${MAX_CELL_LENGTH.toLocaleString('en-GB')} are not read.`,
      },
      next: {
        de: 'Kürzen Sie den Text; das Ganze kann als Quelle verlinkt werden.',
        en: 'Shorten the text; the whole can be linked as a source.',
      },
    }
  }
  return undefined
}
