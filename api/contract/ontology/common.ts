/** What every entity and every relation carries, and properties that several types share. */
import { choice, date, dateTime, integer, longText, text, textList, url } from './define.ts'

/** Open end of a validity: never null, so that `validFrom <= day < validUntil` is one test. */
export const OPEN_END = '9999-12-31'
/** Start that nobody knows; shown as "seit unbekannt", never as a date. */
export const UNKNOWN_START = '0001-01-01'
/** Tenant of code lists, Länder, Bund, federal law, catalogues and organisations of several municipalities. */
export const SHARED_TENANT = 'shared'

const validity = {
  validFrom: date({
    label: { de: 'Gültig ab', en: 'Valid from' },
    help: {
      de: 'Der Tag, seit dem es so ist, nicht der Tag der Eingabe. Unbekannt: leer lassen.',
      en: 'The day since which it has been so, not the day of entry. Leave empty if unknown.',
    },
    required: true,
    default: UNKNOWN_START,
    below: 'validUntil',
  }),
  validUntil: date({
    label: { de: 'Gültig bis (ausschließlich)', en: 'Valid until (exclusive)' },
    help: {
      de: 'Der erste Tag, an dem es nicht mehr gilt. Offen: leer lassen.',
      en: 'The first day on which it no longer holds. Leave empty while open.',
    },
    required: true,
    default: OPEN_END,
  }),
  validFromPrecision: choice('datePrecision', {}),
}

const provenance = {
  sourceIds: textList({
    label: { de: 'Quellen', en: 'Sources' },
    help: { de: 'Mindestens eine Quelle, die das belegt.', en: 'At least one source that proves it.' },
    required: true,
    inheritedFrom: 'request',
    minItems: 1,
    references: 'Source',
    example: ['src:990000000000:organisationsplan'],
  }),
  confidence: choice('confidence', { required: true }),
  visibility: choice('visibility', { required: true, default: 'internal' }),
  enteredBy: text({
    label: { de: 'Eingetragen von', en: 'Entered by' },
    help: { de: 'Pseudonym des Kontos.', en: 'Pseudonym of the account.' },
    required: true,
    setBy: 'server',
    example: 'steward-1',
  }),
  enteredAt: dateTime({ label: { de: 'Eingetragen am', en: 'Entered at' }, required: true, setBy: 'server' }),
  batchId: text({
    label: { de: 'Importlauf', en: 'Import batch' },
    setBy: 'server',
    references: 'ImportBatch',
    example: 'bat:990000000000:erstbestand',
  }),
  version: integer({
    label: { de: 'Fassung', en: 'Version' },
    help: {
      de: 'Zählt die Änderungen; schützt vor gegenseitigem Überschreiben.',
      en: 'Counts the changes; guards against overwriting each other.',
    },
    required: true,
    setBy: 'server',
    min: 1,
    example: 1,
  }),
}

const tenant = text({
  label: { de: 'Mandant', en: 'Tenant' },
  help: {
    de: 'Zwölfstelliger Regionalschlüssel der Kommune, deren Aussage es ist; „shared“ für Gemeinsames.',
    en: 'Twelve-digit regional key of the municipality whose statement it is; "shared" for what is common.',
  },
  required: true,
  inheritedFrom: 'request',
  pattern: '^([0-9]{12}|shared)$',
  example: '990000000000',
})

/** Common to all nodes, beside `id` and `type`. */
export const commonNode = {
  name: text({ label: { de: 'Bezeichnung', en: 'Name' }, required: true, searched: 'name', maxLength: 300 }),
  nameEn: text({ label: { de: 'Englische Bezeichnung', en: 'Name in English' }, searched: 'name', maxLength: 300 }),
  description: longText({ label: { de: 'Beschreibung', en: 'Description' } }),
  tenant,
  ...validity,
  ...provenance,
  reviewedAt: dateTime({
    label: { de: 'Zuletzt geprüft am', en: 'Last reviewed at' },
    help: {
      de: 'Nach zwölf Monaten gilt der Eintrag als veraltet.',
      en: 'After twelve months the entry counts as stale.',
    },
  }),
  sameAs: textList({
    label: { de: 'Gleich mit', en: 'Same as' },
    help: {
      de: 'Kennungen derselben Sache in anderen Verzeichnissen und frühere Kennungen.',
      en: 'Identifiers of the same thing in other registers, and former identifiers.',
    },
    example: ['http://www.wikidata.org/entity/Q1040'],
  }),
} as const

/** Common to all edges, beside `factId`, `type`, `from` and `to`. */
export const commonEdge = {
  tenant,
  ...validity,
  ...provenance,
  note: longText({ label: { de: 'Anmerkung', en: 'Note' } }),
} as const

/** Official keys, each with the one pattern that they follow. */
export const arsKey = {
  label: { de: 'Regionalschlüssel (ARS)', en: 'Regional key (ARS)' },
  help: { de: 'Zwölf Ziffern, führende Null nicht weglassen.', en: 'Twelve digits, keep a leading zero.' },
  pattern: '^[0-9]{12}$',
  searched: 'key',
  example: '990000000000',
} as const
export const agsKey = {
  label: { de: 'Gemeindeschlüssel (AGS)', en: 'Municipality key (AGS)' },
  help: { de: 'Acht Ziffern, führende Null nicht weglassen.', en: 'Eight digits, keep a leading zero.' },
  pattern: '^[0-9]{8}$',
  searched: 'key',
  example: '99000000',
} as const
export const leikaKeyOptions = {
  label: { de: 'LeiKa-Schlüssel', en: 'LeiKa key' },
  help: { de: '14 Ziffern, beginnt mit 99.', en: '14 digits, starts with 99.' },
  pattern: '^99[0-9]{12}$',
  searched: 'key',
  example: '99012008000000',
} as const

export const oparlId = url({
  label: { de: 'OParl-Adresse', en: 'OParl address' },
  indexed: true,
  example: 'https://ris.example.org/oparl/organization/1',
})
export const productCodeOptions = {
  help: { de: 'Nach dem Produktrahmen des Landes.', en: 'By the product frame of the state.' },
  example: '11.13',
} as const
export const EUR = { de: '€', en: '€' }
export const PERCENT = { de: '%', en: '%' }
export const FULL_TIME_POSTS = { de: 'Vollzeitstellen', en: 'full-time posts' }
