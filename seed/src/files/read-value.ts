/**
 * From the text of a cell to the value that the ontology expects there, as people in German offices write it:
 * `1.234,56`, `31.12.2025`, `Ja`, labels instead of codes. What can be read in two ways is refused, never guessed.
 * Lengths, bounds and contact data are the business of the one door, which says them at the same place.
 */
import { entityTypeOfId, MAX_ID_LENGTH } from '@kommunalgraph/contract/ids.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import {
  codes,
  type EntityType,
  isNodeTypeName,
  nodeType,
  type Property,
  type VocabularyName,
  vocabularyEntry,
  vocabularyLabel,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { splitList } from '@kommunalgraph/contract/workbook.ts'

export type CellValue = string | number | boolean | string[]

/** Why a cell has no value: a code of the rule, and what to do. */
export interface ValueIssue {
  rule: string
  message: Bilingual
  next: Bilingual
}

export type ReadValue = { value: CellValue } | ValueIssue

const issue = (rule: string, message: Bilingual, next: Bilingual): ValueIssue => ({ rule, message, next })

/** A text of a file within a sentence: short, and with what cannot be seen made visible. */
export const shown = (text: string): string => {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text
  return short.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (character) => `[${codePoint(character)}]`)
}

/** `U+200B`. */
const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/**
 * Reads one cell. `exact`: it is a number cell of a workbook, so that its point is the decimal point
 * (in text, `1.234` can be one thousand or one).
 */
export function readValue(property: Property, text: string, exact = false): ReadValue {
  const cell = text.trim()
  switch (property.kind) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return readNumber(property.kind, cell, exact)
    case 'boolean':
      return readBoolean(cell)
    case 'date':
      return readDay(cell, property)
    case 'dateTime':
      return readTime(cell)
    case 'choice':
      return readCode(vocabularyOf(property), cell)
    case 'choiceList':
      return readCodes(vocabularyOf(property), cell)
    case 'textList':
      return readList(property, cell)
    case 'url':
      return readAddress(cell)
    default:
      return readText(property, cell)
  }
}

const vocabularyOf = ({ vocabulary, label }: Property): VocabularyName => {
  if (vocabulary === undefined) throw new Error(`Ontology: "${label.en}" is a choice without a vocabulary`)
  return vocabulary
}

// Numbers

type NumberKind = 'integer' | 'decimal' | 'money' | 'percent'

/** No more digits than a double can hold apart. */
const MOST_DIGITS = 15

function readNumber(kind: NumberKind, cell: string, exact: boolean): ReadValue {
  const percent = /\s*%$/.test(cell)
  const euros = /\s*(€|EUR|Euro)$/i.test(cell)
  const bare = cell
    .replace(/\s*(%|€|EUR|Euro)$/i, '')
    .replace(/^€\s*/, '')
    .replace(/^[−–]/, '-')
  if (percent && kind !== 'percent' && kind !== 'decimal') return notANumber(cell, 'percent')
  if (euros && kind !== 'money') return notANumber(cell, 'euro')
  if (/^-?[\d.,\s]+\s*[A-Z]{3}$/.test(cell) && !euros) {
    return issue(
      'other-currency',
      {
        de: `„${shown(cell)}“ nennt eine andere Währung; hier stehen Beträge in Euro.`,
        en: `"${shown(cell)}" names another currency; amounts here are in euros.`,
      },
      {
        de: 'Rechnen Sie den Betrag um und tragen Sie nur die Zahl ein.',
        en: 'Convert the amount and enter the number only.',
      },
    )
  }
  const read = plainNumber(kind, bare, exact)
  if (typeof read === 'string') return notANumber(cell, read)
  if (kind === 'integer' && !Number.isInteger(read)) {
    return issue(
      'not-a-whole-number',
      { de: `„${shown(cell)}“ ist keine ganze Zahl.`, en: `"${shown(cell)}" is no whole number.` },
      { de: 'Tragen Sie eine Zahl ohne Nachkommastellen ein.', en: 'Enter a number without decimals.' },
    )
  }
  return { value: percent && kind === 'decimal' ? Number((read / 100).toPrecision(MOST_DIGITS)) : read }
}

type NumberFault = 'text' | 'ambiguous' | 'english' | 'long' | 'percent' | 'euro'

/** The number, or why it is none. Groups of three are set apart by points or blanks, decimals by a comma. */
function plainNumber(kind: NumberKind, bare: string, exact: boolean): number | NumberFault {
  const digits = bare.replace(/\D/g, '').replace(/^0+/, '')
  const long = () => digits.length > MOST_DIGITS
  if (exact || /^-?\d+$/.test(bare)) {
    if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(bare)) return 'text'
    return long() ? 'long' : Number(bare)
  }
  const german = /^-?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}([ \u00a0\u2009\u202f]\d{3})+),\d+$/
  const groups = /^-?\d{1,3}(\.\d{3}){2,}$|^-?\d{1,3}([ \u00a0\u2009\u202f]\d{3})+$/
  if (long()) return 'long'
  if (german.test(bare)) return Number(bare.replace(/[.\s]/g, '').replace(',', '.'))
  if (groups.test(bare)) return Number(bare.replace(/[.\s]/g, ''))
  if (/^-?[1-9]\d{0,2}\.\d{3}$/.test(bare)) {
    // Euros have two decimals and whole numbers none, so the point can only set thousands apart.
    return kind === 'money' || kind === 'integer' ? Number(bare.replace('.', '')) : 'ambiguous'
  }
  if (/^-?\d+\.\d+$/.test(bare)) return Number(bare)
  if (/^-?\d{1,3}(,\d{3})+\.\d+$|^-?\d{1,3}(,\d{3}){2,}$/.test(bare)) return 'english'
  return 'text'
}

function notANumber(cell: string, fault: NumberFault): ValueIssue {
  const text = shown(cell)
  switch (fault) {
    case 'ambiguous':
      return issue(
        'ambiguous-number',
        {
          de: `„${text}“ kann tausender- oder dezimalgetrennt gemeint sein.`,
          en: `The point in "${text}" can set thousands apart or decimals.`,
        },
        {
          de: `Schreiben Sie ${cell.replace('.', '')} oder ${cell.replace('.', ',')}.`,
          en: `Write ${cell.replace('.', '')} or ${cell.replace('.', ',')}.`,
        },
      )
    case 'english':
      return issue(
        'english-number',
        { de: `„${text}“ ist englisch geschrieben.`, en: `"${text}" is written the English way.` },
        { de: 'Schreiben Sie die Zahl wie 1234,56 oder 1.234,56.', en: 'Write the number as 1234,56 or 1.234,56.' },
      )
    case 'long':
      return issue(
        'not-a-number',
        { de: `„${text}“ hat mehr als ${MOST_DIGITS} Stellen.`, en: `"${text}" has more than ${MOST_DIGITS} digits.` },
        { de: 'Runden Sie die Zahl.', en: 'Round the number.' },
      )
    case 'percent':
      return issue(
        'not-a-number',
        {
          de: `„${text}“ ist ein Anteil; hier wird keiner erwartet.`,
          en: `"${text}" is a percentage; none is expected here.`,
        },
        { de: 'Tragen Sie die Zahl ohne Prozentzeichen ein.', en: 'Enter the number without a percent sign.' },
      )
    case 'euro':
      return issue(
        'not-a-number',
        {
          de: `„${text}“ ist ein Betrag; hier wird keiner erwartet.`,
          en: `"${text}" is an amount; none is expected here.`,
        },
        { de: 'Tragen Sie die Zahl ohne Währung ein.', en: 'Enter the number without a currency.' },
      )
    default:
      return issue(
        'not-a-number',
        { de: `„${text}“ ist keine Zahl.`, en: `"${text}" is no number.` },
        {
          de: 'Tragen Sie nur die Zahl ein, etwa 1234,56, oder lassen Sie die Zelle leer.',
          en: 'Enter the number only, such as 1234,56, or leave the cell empty.',
        },
      )
  }
}

// Yes and no

const yes = new Set(['ja', 'j', 'yes', 'y', 'wahr', 'true', '1', 'x'])
const no = new Set(['nein', 'n', 'no', 'falsch', 'false', '0'])

function readBoolean(cell: string): ReadValue {
  const word = cell.toLowerCase()
  if (yes.has(word)) return { value: true }
  if (no.has(word)) return { value: false }
  return issue(
    'not-yes-or-no',
    { de: `„${shown(cell)}“ ist weder Ja noch Nein.`, en: `"${shown(cell)}" is neither yes nor no.` },
    {
      de: 'Tragen Sie Ja oder Nein ein, oder lassen Sie die Zelle leer.',
      en: 'Enter Ja or Nein, or leave the cell empty.',
    },
  )
}

// Days and times

const unknownWords = new Set(['unbekannt', 'seit unbekannt', 'unknown', 'since unknown'])
const openWords = new Set(['offen', 'unbefristet', 'open', 'open-ended'])

/** The day as ISO text; undefined if the calendar does not have it. Years before 1000 are typing errors, but for the unknown start. */
function day(year: string, month: string, date: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  if (text === UNKNOWN_START) return text
  const time = Date.parse(`${text}T00:00:00Z`)
  return year >= '1000' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined
}

const dayForm: Bilingual = {
  de: 'Schreiben Sie den Tag als TT.MM.JJJJ, etwa 31.12.2025.',
  en: 'Write the day as DD.MM.YYYY, such as 31.12.2025.',
}

function readDay(cell: string, property: Property): ReadValue {
  const word = cell.toLowerCase()
  if (property.default === UNKNOWN_START && unknownWords.has(word)) return { value: UNKNOWN_START }
  if (property.default === OPEN_END && openWords.has(word)) return { value: OPEN_END }
  // A time of day that somebody's program added says nothing about the day.
  const bare = cell.replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/, '')
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d+)$/.exec(bare)
  const iso = /^(\d+)-(\d{1,2})-(\d{1,2})$/.exec(bare)
  const [year = '', month = '', date = ''] = german ? [german[3], german[2], german[1]] : iso ? iso.slice(1) : []
  if (/^\d{4}$/.test(bare)) {
    return issue(
      'not-a-date',
      { de: `„${bare}“ ist nur ein Jahr.`, en: `"${bare}" is only a year.` },
      {
        de: `Tragen Sie 01.01.${bare} ein und als Genauigkeit des Datums „${vocabularyLabel('datePrecision', 'year').de}“.`,
        en: `Enter 01.01.${bare} and as precision of the date "${vocabularyLabel('datePrecision', 'year').en}".`,
      },
    )
  }
  if (year === '') {
    return issue('not-a-date', { de: `„${shown(cell)}“ ist kein Datum.`, en: `"${shown(cell)}" is no date.` }, dayForm)
  }
  if (year.length !== 4) {
    return issue(
      'year-of-four-digits',
      {
        de: `Das Jahr in „${shown(cell)}“ hat nicht vier Stellen.`,
        en: `The year in "${shown(cell)}" does not have four digits.`,
      },
      dayForm,
    )
  }
  const found = day(year, month, date)
  if (found !== undefined) return { value: found }
  return issue(
    'no-such-day',
    { de: `Den Tag „${shown(cell)}“ gibt es nicht.`, en: `There is no day "${shown(cell)}".` },
    { de: 'Prüfen Sie Tag, Monat und Jahr.', en: 'Check day, month and year.' },
  )
}

/** A point in time; where the file names no zone it is taken as UTC, as workbooks have none. */
function readTime(cell: string): ReadValue {
  const found = /^(.+?)(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: Uhr)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    cell,
  )
  const [, date = '', hour = '0', minute = '00', second = '00', zone = 'Z'] = found ?? []
  const read = readDay(date, { kind: 'date', label: { de: '', en: '' } })
  if (!('value' in read)) return read
  const text = `${String(read.value)}T${hour.padStart(2, '0')}:${minute}:${second}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`
  if (!Number.isNaN(Date.parse(text))) return { value: text }
  return issue(
    'not-a-date',
    { de: `„${shown(cell)}“ ist kein Zeitpunkt.`, en: `"${shown(cell)}" is no point in time.` },
    { de: 'Schreiben Sie etwa 31.12.2025 14:30.', en: 'Write it as 31.12.2025 14:30.' },
  )
}

// Codes

/** Codes by what people call them, for each vocabulary. More than one code: the word is ambiguous. */
const words = new Map<VocabularyName, ReadonlyMap<string, ReadonlySet<string>>>()

/** Capitals, umlauts written as two letters, blanks and hyphens make no difference. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .replace(/[\s_-]+/g, ' ')
    .trim()

function wordsOf(vocabulary: VocabularyName): ReadonlyMap<string, ReadonlySet<string>> {
  const known = words.get(vocabulary)
  if (known) return known
  const made = new Map<string, Set<string>>()
  for (const code of codes(vocabulary)) {
    const entry = vocabularyEntry(vocabulary, code)
    for (const word of [code, entry?.label.de, entry?.label.en, entry?.officialCode]) {
      if (word === undefined) continue
      made.set(folded(word), (made.get(folded(word)) ?? new Set()).add(code))
    }
  }
  words.set(vocabulary, made)
  return made
}

/** Says the allowed values, all of them: whoever has to choose must see them. */
const allowed = (vocabulary: VocabularyName): Bilingual => {
  const list = (language: 'de' | 'en') => codes(vocabulary).map((code) => vocabularyLabel(vocabulary, code)[language])
  return { de: `Erlaubt sind: ${list('de').join(' · ')}.`, en: `Allowed are: ${list('en').join(' · ')}.` }
}

/** Reads a code by itself, its German or its English label, in any case. */
export function readCode(vocabulary: VocabularyName, cell: string): { value: string } | ValueIssue {
  const exact = codes(vocabulary).find((code) => code === cell)
  if (exact !== undefined) return { value: exact }
  const found = [...(wordsOf(vocabulary).get(folded(cell)) ?? [])]
  const [only] = found
  if (only !== undefined && found.length === 1) return { value: only }
  if (found.length > 1) {
    return issue(
      'ambiguous-code',
      {
        de: `„${shown(cell)}“ kann mehreres bedeuten: ${found.join(', ')}.`,
        en: `"${shown(cell)}" can mean several: ${found.join(', ')}.`,
      },
      { de: 'Tragen Sie eines davon ein.', en: 'Enter one of these.' },
    )
  }
  return issue(
    'unknown-code',
    { de: `„${shown(cell)}“ ist hier kein erlaubter Wert.`, en: `"${shown(cell)}" is no allowed value here.` },
    allowed(vocabulary),
  )
}

function readCodes(vocabulary: VocabularyName, cell: string): ReadValue {
  const whole = readCode(vocabulary, cell)
  if ('value' in whole) return { value: [whole.value] }
  const found: string[] = []
  // Some labels have a comma; it separates only where nothing else does.
  const items = /[|;\n]/.test(cell) ? itemsOf(cell) : cell.split(',')
  for (const item of items) {
    const read = readCode(vocabulary, item.trim())
    if (!('value' in read)) return read
    if (!found.includes(read.value)) found.push(read.value)
  }
  return { value: found }
}

// Texts, lists, addresses, ids

/** The items of a cell: separated by `|`, where there is none by `;` or a line end. */
export const itemsOf = (cell: string): string[] =>
  cell.includes('|')
    ? splitList(cell)
    : splitList(cell.replace(/(\\.)|[;\n]/g, (_, escaped: string | undefined) => escaped ?? '|'))

function readList(property: Property, cell: string): ReadValue {
  const values: string[] = []
  for (const item of itemsOf(cell)) {
    const read = readText({ ...property, kind: 'text' }, item)
    if (!('value' in read)) return read
    if (!values.includes(String(read.value))) values.push(String(read.value))
  }
  return { value: values }
}

function readText(property: Property, cell: string): ReadValue {
  const { references, pattern, example, kind } = property
  if (references !== undefined) return readId(cell, isNodeTypeName(references) ? [references] : undefined)
  const value = kind === 'text' ? cell.replace(/\s*[\r\n]+\s*/g, ' ') : cell.replace(/\r\n?/g, '\n')
  if (pattern === undefined || new RegExp(pattern).test(value)) return { value: value.normalize('NFC') }
  const digits = /^\^\[0-9\]\{(\d+)\}\$$/.exec(pattern)?.[1]
  if (digits !== undefined && /^\d+$/.test(value) && value.length === Number(digits) - 1) {
    return issue(
      'leading-zero-lost',
      {
        de: `„${value}“ hat nur ${value.length} statt ${digits} Stellen; vermutlich hat die Tabellenkalkulation die führende Null entfernt.`,
        en: `"${value}" has only ${value.length} of ${digits} digits; the spreadsheet has probably removed a leading zero.`,
      },
      {
        de: 'Formatieren Sie die Spalte als Text und tragen Sie den Schlüssel mit führender Null ein.',
        en: 'Format the column as text and enter the key with its leading zero.',
      },
    )
  }
  return issue(
    'pattern',
    {
      de: `„${shown(value)}“ hat nicht die Form von „${property.label.de}“.${property.help ? ` ${property.help.de}` : ''}`,
      en: `"${shown(value)}" does not have the form of "${property.label.en}".${property.help ? ` ${property.help.en}` : ''}`,
    },
    example === undefined
      ? { de: 'Prüfen Sie die Schreibweise.', en: 'Check the spelling.' }
      : { de: `Richtig ist etwa: ${String(example)}.`, en: `Right is, for instance: ${String(example)}.` },
  )
}

function readAddress(cell: string): ReadValue {
  const address = URL.canParse(cell) ? new URL(cell) : undefined
  if (address !== undefined && /^https?:$/.test(address.protocol) && !/\s/.test(cell)) return { value: cell }
  return issue(
    'not-an-address',
    { de: `„${shown(cell)}“ ist keine Internetadresse.`, en: `"${shown(cell)}" is no web address.` },
    { de: 'Eine Adresse beginnt mit https:// oder http://.', en: 'An address starts with https:// or http://.' },
  )
}

/** Letters and marks of other scripts that look like one of an id, and what they look like, in the same order. */
const foreign = [
  ...'\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u04cf\u043e\u0440\u051b\u0433\u0455\u0442\u0443\u0445\u051d\u0412\u043a\u043c\u043d\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03c9\u0589\u2236\u2013\u2014\u2010\u2011\u2012\u2212\u2024',
]
const latin = 'acdehijlopqrstyxwbkmhaeikvoptuxw::------.'
const lookalikes = new Map(foreign.map((character, place) => [character, latin.charAt(place)]))

/**
 * Reads an id of an entity. Characters that nobody can see and letters that only look right are named with their
 * place: whoever copies an id from a web page or a PDF cannot find them otherwise.
 */
export function readId(text: string, types?: readonly EntityType[]): { value: string } | ValueIssue {
  const cell = text.trim()
  const characters = [...cell]
  const hidden = characters.findIndex((character) => /[\p{Cf}\p{Cc}\p{Cs}]/u.test(character))
  if (hidden >= 0) {
    const name = codePoint(characters[hidden] ?? '')
    return issue(
      'invisible-character',
      {
        de: `Die Kennung „${shown(cell)}“ enthält an Stelle ${hidden + 1} ein unsichtbares Zeichen (${name}).`,
        en: `The id "${shown(cell)}" contains an invisible character (${name}) at place ${hidden + 1}.`,
      },
      { de: 'Tippen Sie die Kennung neu ein, statt sie zu kopieren.', en: 'Type the id instead of copying it.' },
    )
  }
  const strange = characters.findIndex((character) => character > '\u007f')
  const character = characters[strange]
  if (character !== undefined) {
    const like = lookalikes.get(character) ?? character.normalize('NFKC')
    const looks = like !== character && /^[\x21-\x7e]$/.test(like)
    return issue(
      looks ? 'homoglyph' : 'not-an-id',
      {
        de: `Die Kennung „${shown(cell)}“ enthält an Stelle ${strange + 1} „${character}“ (${codePoint(character)})${looks ? `, das nur wie „${like}“ aussieht` : ''}.`,
        en: `The id "${shown(cell)}" contains "${character}" (${codePoint(character)}) at place ${strange + 1}${looks ? `, which only looks like "${like}"` : ''}.`,
      },
      {
        de: 'Kennungen bestehen aus a–z, Ziffern, Punkt, Bindestrich und Unterstrich. Tippen Sie sie neu ein.',
        en: 'Ids consist of a–z, digits, point, hyphen and underscore. Type it anew.',
      },
    )
  }
  const type = entityTypeOfId(cell)
  const examples = (types ?? (['OrgUnit', 'Initiative'] satisfies EntityType[]))
    .slice(0, 3)
    .map((name) => nodeType(name).idExample)
  const form: Bilingual = {
    de: `Eine Kennung sieht etwa so aus: ${examples.join(', ')}.`,
    en: `An id looks like this: ${examples.join(', ')}.`,
  }
  if (type === undefined) {
    const long = cell.length > MAX_ID_LENGTH
    return issue(
      'not-an-id',
      {
        de: long ? `Die Kennung ist länger als ${MAX_ID_LENGTH} Zeichen.` : `„${shown(cell)}“ ist keine Kennung.`,
        en: long ? `The id is longer than ${MAX_ID_LENGTH} characters.` : `"${shown(cell)}" is no id.`,
      },
      form,
    )
  }
  if (types !== undefined && !types.includes(type)) {
    const expected = (language: 'de' | 'en') => types.map((name) => nodeType(name).label[language]).join(', ')
    return issue(
      'wrong-type',
      {
        de: `„${shown(cell)}“ ist eine Kennung der Art ${nodeType(type).label.de}; erwartet wird: ${expected('de')}.`,
        en: `"${shown(cell)}" is the id of a ${nodeType(type).label.en}; expected: ${expected('en')}.`,
      },
      form,
    )
  }
  return { value: cell }
}
