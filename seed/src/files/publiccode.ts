/**
 * Reads publiccode.yml, the description that public software carries: an offering that a municipality can take over, with
 * the file as its source. Whether somebody runs it, and how much hangs on it, the file does not say: no system is made.
 * Contacts are names of persons and are not read.
 */
import { formatEntityId, slugify } from '@kommunalgraph/contract/ids.ts'
import { parseDocument } from 'yaml'
import { note, refuse } from './issues.ts'
import type { FileIssue, PlannedChange, ReadFileOptions } from './read-file.ts'

/** Longest text taken over: a description is a few paragraphs. */
const MAX_TEXT = 10_000

type Yaml = Record<string, unknown>

const broken = (row: number | null): never =>
  refuse(
    'broken-yaml',
    { row },
    {
      de: `Die Datei ist kein gültiges YAML${row === null ? '' : ` (Zeile ${row})`}.`,
      en: `The file is no valid YAML${row === null ? '' : ` (line ${row})`}.`,
    },
    { de: 'Prüfen Sie sie mit einem publiccode-Prüfprogramm.', en: 'Check it with a publiccode validator.' },
  )

const object = (value: unknown): Yaml =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Yaml) : {}
const address = (value: unknown): string | undefined => {
  const url = text(value)
  return url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined
}
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_TEXT) : undefined

/** `developmentStatus` as the status of an offering. */
const statuses: Readonly<Record<string, string>> = {
  concept: 'announced',
  development: 'announced',
  alpha: 'announced',
  beta: 'pilot',
  stable: 'live',
  obsolete: 'ending',
}

/** Reads the text of one file. Throws `Refused` where it is no such description. */
export function readPubliccode(
  content: string,
  { tenant, today }: ReadFileOptions,
): { planned: PlannedChange[]; issues: FileIssue[] } {
  const document = parseDocument(content)
  const [fault] = document.errors
  if (fault) broken(fault.linePos?.[0].line ?? null)
  let parsed: unknown
  try {
    parsed = document.toJS({ maxAliasCount: 0 })
  } catch {
    broken(null)
  }
  const file = object(parsed)
  const name = text(file.name)
  if (file.publiccodeYmlVersion === undefined || name === undefined) {
    return refuse(
      'no-publiccode',
      {},
      {
        de: 'Die Datei ist keine publiccode.yml: „publiccodeYmlVersion“ oder „name“ fehlt.',
        en: 'The file is no publiccode.yml: "publiccodeYmlVersion" or "name" is missing.',
      },
      {
        de: 'Ergänzen Sie die Angaben; der Standard steht auf yml.publiccode.tools.',
        en: 'Add them; the standard is found at yml.publiccode.tools.',
      },
    )
  }
  const slug = slugify(name)
  if (slug === '') broken(null)
  const descriptions = object(file.description)
  const german = object(descriptions.de)
  const english = object(descriptions.en)
  const description =
    text(german.longDescription) ??
    text(german.shortDescription) ??
    text(english.longDescription) ??
    text(english.shortDescription)
  const status = text(file.developmentStatus) ?? ''
  const legal = object(file.legal)
  const licence = text(legal.license)
  const stated = file.releaseDate instanceof Date ? file.releaseDate.toISOString().slice(0, 10) : text(file.releaseDate)
  const date = stated !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(stated) && stated <= today ? stated : today
  if (!Object.hasOwn(statuses, status)) {
    refuse(
      'unknown-code',
      { column: 'developmentStatus' },
      { de: `„developmentStatus“ ist „${status}“.`, en: `"developmentStatus" is "${status}".` },
      {
        de: `Erlaubt sind: ${Object.keys(statuses).join(' · ')}.`,
        en: `Allowed are: ${Object.keys(statuses).join(' · ')}.`,
      },
    )
  }
  const source = formatEntityId({ type: 'Source', scheme: tenant, local: `publiccode-${slug}`.slice(0, 80) })
  const common = { sourceIds: [source], confidence: 'reported', visibility: 'public' }
  const change = (type: 'Source' | 'Offering', id: string, values: Record<string, unknown>): PlannedChange => ({
    sheet: null,
    row: null,
    change: {
      op: 'put-entity',
      type,
      id,
      values: Object.fromEntries(Object.entries({ ...values, ...common }).filter(([, value]) => value !== undefined)),
    },
  })
  const planned = [
    change('Source', source, {
      name: `publiccode.yml: ${name}`,
      kind: 'catalogue',
      title: `publiccode.yml: ${name}`,
      date,
      url: address(file.url),
      licence,
    }),
    change('Offering', formatEntityId({ type: 'Offering', scheme: tenant, local: slug }), {
      name,
      description,
      reuseModel: 'decentral_software',
      status: statuses[status],
      maturityLabel: status,
      url: address(file.landingURL) ?? address(file.url),
    }),
  ]
  const issues = [
    note(
      'no-system',
      {},
      {
        de: 'Eingetragen wird ein Nachnutzungsangebot; ob Sie die Software selbst betreiben, sagt die Datei nicht.',
        en: 'An offering is entered; whether you run the software yourself is not said in the file.',
      },
      { de: 'Legen Sie ein IT-System an, wenn Sie es tun.', en: 'Create a system if you do.' },
    ),
  ]
  return { planned, issues }
}
