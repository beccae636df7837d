/**
 * How dates, amounts and lists are said in sentences, German and English. Pure, and the same in server and browser.
 * Sentences are read aloud: no ids, no codes, no abbreviations that a voice would spell.
 */
import { daysBefore } from './days.ts'
import { OPEN_END, UNKNOWN_START } from './ontology/common.ts'
import { type Label, type VocabularyName, vocabularyLabel } from './ontology/ontology.ts'

/** A sentence or a part of one, in both languages. */
export interface Bilingual {
  de: string
  en: string
}

export type Language = 'de' | 'en'

const locales: Record<Language, string> = { de: 'de-DE', en: 'en-GB' }
export const languages = ['de', 'en'] as const

/** The same construction in both languages. */
export const both = (make: (language: Language) => string): Bilingual => ({ de: make('de'), en: make('en') })

const utc = (day: string) => new Date(`${day}T00:00:00Z`)

/** Formatters by language and options: making one costs more than using it a thousand times. */
const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d ${language} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known instanceof Intl.DateTimeFormat) return known
  const made = new Intl.DateTimeFormat(locales[language], { ...options, timeZone: 'UTC' })
  formatters.set(key, made)
  return made
}

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n ${language} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known instanceof Intl.NumberFormat) return known
  const made = new Intl.NumberFormat(locales[language], options)
  formatters.set(key, made)
  return made
}

/** "1. März 2025"; with precision `month` "März 2025", with `year` "2025". */
export function dayText(day: string, language: Language, precision?: string | null): string {
  if (precision === 'year') return day.slice(0, 4)
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', ...(precision !== 'month' && { day: 'numeric' }) }
  return dateFormat(language, options).format(utc(day))
}

/** Whether somebody knows since when. */
export const isKnownStart = (day: string): boolean => day !== UNKNOWN_START
/** Whether an end is foreseen. */
export const isEnding = (day: string): boolean => day !== OPEN_END

/** The last day of a validity: ends are exclusive, people mean the day before. */
export const lastDay = (until: string): string => daysBefore(until, 1)

/** "42", "1.250", "42,5"; at most two digits behind the comma. */
export const numberText = (value: number, language: Language): string =>
  numberFormat(language, { maximumFractionDigits: 2 }).format(value)

/** "12,5 %". */
export const percentText = (value: number, language: Language): string =>
  `${numberFormat(language, { maximumFractionDigits: 1 }).format(value)}${language === 'de' ? '\u00a0' : ''}%`

/** "300.000 €", from a million on "1,2 Mio. €". Whole euros: cents are noise in a sentence. */
export function moneyText(eur: number, language: Language): string {
  const of = (value: number, digits: number) => numberFormat(language, { maximumFractionDigits: digits }).format(value)
  if (language === 'de') return Math.abs(eur) >= 1_000_000 ? `${of(eur / 1_000_000, 2)} Mio. €` : `${of(eur, 0)} €`
  return Math.abs(eur) >= 1_000_000 ? `€${of(eur / 1_000_000, 2)} million` : `€${of(eur, 0)}`
}

/** A name in quotes of the language; quotes within the name become inner ones. */
export function quoted(name: string, language: Language): string {
  const inner = name.replace(/[„“”]([^„“”]*)[“”]/g, language === 'de' ? '‚$1‘' : '‘$1’')
  return language === 'de' ? `„${inner}“` : `“${inner}”`
}

/** "A", "A und B", "A, B und C". */
export function listText(items: readonly string[], language: Language, last: 'and' | 'or' = 'and'): string {
  const word = { and: { de: 'und', en: 'and' }, or: { de: 'oder', en: 'or' } }[last][language]
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

/** The first names, and how many more: "A, B und 5 weitere". `total` counts all, also those that are not in `items`. */
export function someOf(items: readonly string[], total: number, language: Language, most = 3): string {
  if (total <= most) return listText(items, language)
  const more = total - most
  const rest = { de: more === 1 ? 'ein weiteres' : `${numberText(more, 'de')} weitere`, en: more === 1 ? 'one more' : `${numberText(more, 'en')} more` }
  return listText([...items.slice(0, most), rest[language]], language)
}

/** Chooses the word by the number and puts the number before it: "1 Vorhaben", "3 Vorhaben". */
export const counted = (count: number, one: string, many: string, language: Language): string =>
  `${numberText(count, language)} ${count === 1 ? one : many}`

/** What a code is called in running text: English labels begin with a capital in forms, not in the middle of a sentence. */
export function codeText(vocabulary: VocabularyName, code: string, language: Language): string {
  const label: Label = vocabularyLabel(vocabulary, code)
  return language === 'en' && !/^[A-Z]{2}/.test(label.en) ? label.en.charAt(0).toLowerCase() + label.en.slice(1) : label[language]
}

/** How an answer speaks of what it does not show: a public reader cannot tell "unpublished" from "unknown" (decisions 14). */
export interface Unknown {
  /** "keine … bekannt" → `none('verantwortliche Stelle')`. */
  readonly published: boolean
}

/** "nicht bekannt", for a public reader "nicht veröffentlicht oder nicht bekannt". */
export const notKnown = ({ published }: Unknown): Bilingual =>
  published
    ? { de: 'nicht veröffentlicht oder nicht bekannt', en: 'not published or not known' }
    : { de: 'nicht bekannt', en: 'not known' }

/** "bekannt", for a public reader "veröffentlicht oder bekannt": "ist kein Beschluss …". */
export const known = ({ published }: Unknown): Bilingual =>
  published ? { de: 'veröffentlicht oder bekannt', en: 'published or known' } : { de: 'bekannt', en: 'known' }

/** Upper-case first letter, for the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Sentences with one space between them; empty ones are left out. */
export const sentences = (...parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter((part): part is string => typeof part === 'string' && part !== '').join(' ')

/** The last touch: a name that ends with a full stop ("e. V.") ends the sentence, too. */
export const spoken = (text: Bilingual): Bilingual => both((language) => text[language].replace(/\.\.(?=\s|$)/g, '.'))
