/** The dry run: file → rows → changes → plan, staged under its id for the confirmation. Writes nothing into the graph. */
import { createHash } from 'node:crypto'
import { readFile as readBytes } from 'node:fs/promises'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { dayOf, today } from '@kommunalgraph/contract/days.ts'
import type { ImportIssue, ImportReport, ImportRow, SheetMapping } from '@kommunalgraph/contract/imports.ts'
import { SHARED_TENANT } from '@kommunalgraph/contract/ontology/common.ts'
import { nodeProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import { inputValue } from '@kommunalgraph/contract/property-schemas.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { README_SHEET, sheetOfRelations } from '@kommunalgraph/contract/workbook.ts'
import { Refused } from '@kommunalgraph/seed/src/files/issues.ts'
import { MAX_ROWS } from '@kommunalgraph/seed/src/files/limits.ts'
import { fetchOparl } from '@kommunalgraph/seed/src/files/oparl-fetch.ts'
import { type FileIssue, type KnownActor, type ReadFile, readFile } from '@kommunalgraph/seed/src/files/read-file.ts'
import { strToU8, zipSync } from 'fflate'
import { batches } from '../changes/read-state.ts'
import type { Graph } from '../graph/run.ts'
import { asIssue, toIssue } from './issues.ts'
import { headersByMeaning, type Lookup, mappingOf, mapRows, type Meant, type RowIssue, scopeOf, textsToLookUp, type Unit } from './map-rows.ts'
import { IGNORE, proposeMappings } from './mapping.ts'
import { factTitle, MOST_ROWS, planImport } from './plan-import.ts'
import { proposeSimilar } from './similar.ts'
import { type ImportRecord, removeStaged, saveRecord, stageFile, stageList } from './store.ts'

/** As long as the largest plan takes on a slow machine, times ten. */
const PLAN_TIMEOUT_MS = 600_000
/** Issues told at once; all of them are in the marked file. */
const MOST_ISSUES = 1_000

export interface CheckInput {
  id: string
  path: string
  fileName: string
  tenant: string
  full: boolean
  by: string
  /** Sources of rows that name none; none: the file itself. */
  sourceIds: string[]
  /** Undefined: proposed from the headers. */
  mappings?: SheetMapping[]
  year?: number
  /** OParl: the address to be asked instead of a file, and the hosts that may be. */
  url?: string
  allowedHosts?: readonly string[]
  createdAt: string
}

export type Step = 'reading' | 'mapping' | 'planning' | 'writing'

export interface Hooks {
  onProgress: (step: Step, done: number, total: number | null) => void
  signal?: AbortSignal
}

/** What a full delivery would end. */
export interface Ending {
  id: string
  relation: string | null
  validUntil: string
  name: string | null
  from: string | null
  to: string | null
}

export async function checkImport(graph: Graph, input: CheckInput, { onProgress, signal }: Hooks): Promise<ImportReport> {
  const { id, tenant, fileName, by } = input
  await removeStaged(graph, id)
  onProgress('reading', 0, null)
  let bytes: Uint8Array
  try {
    bytes = await bytesOf(input, (pages) => onProgress('reading', pages, null), signal)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return finish(graph, freshRecord(input, { format: 'oparl', encoding: null, account: null }), [toIssue(error.issue)], 'refused')
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const tenants = [...new Set([tenant, SHARED_TENANT])]
  const read = await readFile(bytes, fileName, {
    tenant,
    today: today(),
    ...(input.year === undefined ? {} : { year: input.year }),
    ...(await surroundings(graph, tenant, tenants)),
  })
  signal?.throwIfAborted()
  const record = freshRecord(input, read)
  const { report } = record
  record.parts.file = await stageFile(graph, id, bytes)
  const fileIssues = read.issues.map(toIssue)
  if (fileIssues.some(({ severity }) => severity === 'refused')) return finish(graph, record, fileIssues, 'refused')

  onProgress('mapping', 0, null)
  const mappings = input.mappings ?? proposeMappings(read.sheets, tenant)
  report.sheets = read.sheets.map((sheet) => ({
    name: sheet.name,
    header: sheet.header,
    rows: sheet.rows.length,
    mapping: mappingOf(sheet, read.sheets, mappings) ?? null,
    examples: sheet.rows.slice(0, 3).map(({ cells }) => Object.fromEntries(cells)),
  }))
  const lookup = await lookUp(graph, read, mappings, tenants)
  const cared = read.planned.flatMap(({ change, onlyNew }) => (onlyNew && change.op === 'put-entity' ? [change.id] : []))
  const { units, issues } = unitsOf(read, mappings, tenant, lookup, await storedOf(graph, cared))
  const notes = unmapped(read, mappings)
  // From here on only the units are needed: a large file is not kept twice.
  read.sheets.length = 0
  read.planned.length = 0
  const size = units.reduce((sum, { changes }) => sum + changes.length, 0)
  if (size > MAX_ROWS) return finish(graph, record, [...fileIssues, tooLarge(size)], 'refused')
  signal?.throwIfAborted()

  const companions = companionsOf(input, read.format, sha256, units.length)
  const source = companions.source && (await isStored(graph, companions.source.id)) ? undefined : companions.source
  record.companions = [...(source ? [source] : []), companions.batch]
  record.sourceIds = companions.source ? [companions.source.id] : input.sourceIds
  const before: RowIssue[] = [
    ...read.issues.flatMap((issue) => (issue.rejects ? [{ ...toRowIssue(issue), severity: 'rejected' as const }] : [])),
    ...issues,
  ]
  const others = read.issues.filter((issue) => !issue.rejects).map(toIssue)
  const planned = await graph.tryOut(
    (tx) =>
      planImport(tx, units, before, {
        tenant,
        sourceIds: record.sourceIds,
        companions: record.companions,
        batchId: companions.batch.id,
        today: today(),
        by,
        at: new Date().toISOString(),
        headers: headersByMeaning(mappings),
        tables: read.format === 'xlsx' || read.format === 'csv',
        onProgress: (done) => {
          signal?.throwIfAborted()
          onProgress('planning', done, null)
        },
      }),
    { timeoutMs: PLAN_TIMEOUT_MS },
  )
  const told = await proposeSimilar(graph, planned.issues, { tenants, asOf: today() })
  signal?.throwIfAborted()
  report.counts = planned.counts
  report.rows = planned.rows
  const accepted = planned.accepted.flatMap((index) => units[index] ?? [])
  record.parts.unit = await stageList(graph, id, 'unit', accepted)
  if (input.full) {
    const endings = await endingsOf(graph, input, record.sourceIds, scopeOf(units, mappings, read.format !== 'xlsx' && read.format !== 'csv'), planned.listed)
    report.ended = endings.length
    report.rows = [...planned.rows, ...endings.map(endedRow)].slice(0, MOST_ROWS)
    record.parts.ending = await stageList(graph, id, 'ending', endings)
  }
  return finish(graph, record, [...others, ...told.map((issue) => asIssue(issue, issue.severity)), ...notes], 'checked')
}

/** The file; or what a council information system answers, kept like a file of saved answers. */
async function bytesOf({ path, url, allowedHosts = [] }: CheckInput, onPage: (pages: number) => void, signal: AbortSignal | undefined): Promise<Uint8Array> {
  if (url === undefined) return readBytes(path)
  const texts = await fetchOparl(url, { allowedHosts, onPage, ...(signal ? { signal } : {}) })
  return zipSync(Object.fromEntries(texts.map(({ text }, index) => [`${index + 1}.json`, strToU8(text)])), { level: 1 })
}

/** Sorts what is told, keeps all of it, and saves the report. */
async function finish(graph: Graph, record: ImportRecord, issues: readonly ImportIssue[], state: 'checked' | 'refused'): Promise<ImportReport> {
  const { report } = record
  const rank = { refused: 0, rejected: 1, note: 2 }
  const sorted = [...issues].sort((a, b) => rank[a.severity] - rank[b.severity])
  report.issues = sorted.slice(0, MOST_ISSUES)
  report.issueTotal = sorted.length
  report.state = state
  record.parts.issue = await stageList(graph, report.id, 'issue', sorted)
  await saveRecord(graph, record)
  return report
}

/** An import of which nothing is known but what was asked, and perhaps what kind of file it is. */
export function freshRecord(
  { id, fileName, tenant, full, createdAt, by, sourceIds, year }: CheckInput,
  read: Pick<ReadFile, 'format' | 'encoding' | 'account'>,
): ImportRecord {
  const report: ImportReport = {
    id,
    fileName,
    format: read.format,
    encoding: read.encoding,
    state: 'checking',
    tenant,
    full,
    counts: { created: 0, changed: 0, unchanged: 0, rejected: 0 },
    ended: 0,
    sheets: [],
    rows: [],
    issues: [],
    issueTotal: 0,
    account: read.account,
    seq: null,
    createdAt,
  }
  return { report, by, sourceIds, companions: [], year: year ?? null, parts: { file: 0, unit: 0, issue: 0, ending: 0 } }
}

function unitsOf(read: ReadFile, mappings: readonly SheetMapping[], tenant: string, lookup: Lookup, stored: ReadonlySet<string>): { units: Unit[]; issues: RowIssue[] } {
  if (read.sheets.length > 0) return mapRows(read.sheets, mappings, { tenant, lookup })
  const units: Unit[] = []
  const byRow = new Map<string, Unit>()
  for (const { sheet, row, change: stated, onlyNew } of read.planned) {
    // What exists already and is not to be touched is still named: nothing is stated of it.
    const change = onlyNew && stated.op === 'put-entity' && stored.has(stated.id) ? { ...stated, values: {} } : stated
    const key = `${sheet}|${row}`
    const known = row === null ? undefined : byRow.get(key)
    if (known) known.changes.push(change)
    else {
      const unit = { sheet, row, changes: [change] }
      units.push(unit)
      if (row !== null) byRow.set(key, unit)
    }
  }
  return { units, issues: [] }
}

/** The graph's answer to what the cells name. */
async function lookUp(graph: Graph, read: ReadFile, mappings: readonly SheetMapping[], tenants: readonly string[]): Promise<Lookup> {
  const { texts, factIds } = textsToLookUp(read.sheets, mappings)
  const named = new Map<string, Meant[]>()
  const now = today()
  for (const batch of batches(texts, 20_000)) {
    const wanted = new Set(batch)
    const rows = await graph.read<{ id: string; type: string; name: string; shortName: string | null; validUntil: string; keys: string[] }>(
      'imports/find_named',
      { texts: batch, tenants },
      { timeoutMs: PLAN_TIMEOUT_MS },
    )
    // What has ended is meant only where nothing that holds has the name.
    rows.sort((a, b) => Number(b.validUntil > now) - Number(a.validUntil > now))
    const ended = new Map(rows.map(({ id, validUntil }) => [id, validUntil <= now]))
    for (const { id, type, name, shortName, keys } of rows) {
      for (const text of new Set([name, ...(shortName ? [shortName] : []), ...keys])) {
        if (!wanted.has(text)) continue
        const list = named.get(text) ?? []
        const [first] = list
        if (first && ended.get(id) && !ended.get(first.id)) continue
        // The full name wins over a short name of something else.
        if (first && first.name === text && name !== text && first.type === type) continue
        named.set(text, [...list, { id, type, name }])
      }
    }
  }
  const facts = new Map<string, { relation: string; from: string; to: string }>()
  for (const ids of batches(factIds))
    for (const { factId, relation, from, to } of await graph.read<{ factId: string; relation: string; from: string; to: string }>(
      'writes/read_facts',
      { ids },
      { timeoutMs: PLAN_TIMEOUT_MS },
    ))
      facts.set(factId, { relation, from, to })
  return { named, facts }
}

/** What the graph has already of what a file of a council information system may name. */
async function surroundings(graph: Graph, tenant: string, tenants: readonly string[]) {
  const home = `org:ars:${tenant}`
  const known = await graph.read<KnownActor>('imports/find_actors', { tenants }, { timeoutMs: PLAN_TIMEOUT_MS })
  const concerns = await graph.read<{ address: string; ids: string[] }>('imports/find_concerns', { tenants }, { timeoutMs: PLAN_TIMEOUT_MS })
  return {
    known,
    concerns: new Map(concerns.map(({ address, ids }) => [address, ids])),
    ...(known.some(({ id }) => id === home) ? { home } : {}),
  }
}

/** The file came before: it is a source already, and stays as it is. */
async function isStored(graph: Graph, id: string): Promise<boolean> {
  return (await storedOf(graph, [id])).has(id)
}

async function storedOf(graph: Graph, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const batch of batches(ids))
    for (const { id } of await graph.read<{ id: string }>('writes/read_entities', { ids: batch }, { timeoutMs: PLAN_TIMEOUT_MS })) found.add(id)
  return found
}

/** The file as a source, where no other was chosen, and the batch that everything new names. */
function companionsOf(
  { id, fileName, tenant, by, sourceIds, createdAt }: CheckInput,
  format: string,
  sha256: string,
  rows: number,
): { source: Extract<Change, { op: 'put-entity' }> | undefined; batch: Extract<Change, { op: 'put-entity' }> } {
  const shown = printable(fileName)
  const known = { confidence: 'confirmed', visibility: 'internal' }
  const source = {
    op: 'put-entity',
    type: 'Source',
    // Named after what is in it: the same file is the same source, however often it comes.
    id: `src:${tenant}:datei-${sha256.slice(0, 16)}`,
    values: { ...known, name: shown, title: shown, kind: 'catalogue', date: dayOf(createdAt), sha256 },
  } as const
  const batch = {
    op: 'put-entity',
    type: 'ImportBatch',
    id: `bat:${tenant}:${id}`,
    values: { ...known, name: `Import ${shown}`.slice(0, 300), format, fileName: shown, at: createdAt, by, rows },
  } as const
  return { source: sourceIds.length > 0 ? undefined : source, batch }
}

/** A file name that may stand in the graph: without contact data and signs that nobody can see. */
function printable(fileName: string): string {
  const property = nodeProperties('ImportBatch').fileName
  const bare = (fileName.split(/[\\/]/).at(-1) ?? '').slice(0, 200)
  return property && inputValue(property).safeParse(bare).success ? bare.trim() : 'Importierte Datei'
}

/** How the end of something looks among the rows: it has no place in the file, because the file no longer lists it. */
function endedRow({ id, relation, validUntil, name, from, to }: Ending): ImportRow {
  const title = relation === null ? (name ?? id) : factTitle(relation, from ?? '', to ?? '')
  return { sheet: null, row: null, status: 'ended', id, title, properties: [{ property: 'validUntil', from: validUntil, to: today() }] }
}

async function endingsOf(
  graph: Graph,
  { tenant }: CheckInput,
  sourceIds: readonly string[],
  { types, relations }: { types: string[]; relations: string[] },
  listed: ReadonlySet<string>,
): Promise<Ending[]> {
  if (types.length + relations.length === 0) return []
  const rows = await graph.read<Ending>('imports/find_endings', { tenant, types, relations, sourceIds, today: today() }, { timeoutMs: PLAN_TIMEOUT_MS })
  return rows.filter(({ id }) => !listed.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Headers of columns that the workbook has for people alone. */
const onlyForReading = new Set(sheetOfRelations.columns.flatMap(({ header, forReading }) => (forReading ? [header.de, header.en] : [])))

/** What of the file has no meaning yet: nothing is left out without a word. */
function unmapped(read: ReadFile, mappings: readonly SheetMapping[]): ImportIssue[] {
  return read.sheets.flatMap((sheet): ImportIssue[] => {
    const mapping = mappingOf(sheet, read.sheets, mappings)
    if (!mapping || mapping.target === IGNORE) {
      if (sheet.rows.length === 0 || sheet.name === README_SHEET) return []
      return [
        note(sheet.name, null, 'sheet-ignored', {
          de: `Das Blatt „${sheet.name}“ ist keiner Art zugeordnet; ${sheet.rows.length} Zeilen bleiben außen vor.`,
          en: `The sheet "${sheet.name}" is mapped to nothing; ${sheet.rows.length} rows are left out.`,
        }, { de: 'Ordnen Sie das Blatt zu, wenn es übernommen werden soll.', en: 'Map the sheet if it is to be imported.' }),
      ]
    }
    return sheet.header
      .filter((header) => (mapping.columns[header] ?? IGNORE) === IGNORE && !onlyForReading.has(header))
      .map((header) =>
        note(sheet.name, header, 'column-ignored', {
          de: `Die Spalte „${header}“ ist keinem Feld zugeordnet und bleibt außen vor.`,
          en: `The column "${header}" is mapped to nothing and left out.`,
        }, { de: 'Ordnen Sie die Spalte zu, wenn sie übernommen werden soll.', en: 'Map the column if it is to be imported.' }),
      )
  })
}

const note = (sheet: string | null, column: string | null, rule: string, message: Bilingual, next: Bilingual): ImportIssue =>
  asIssue({ sheet, row: null, column, rule, message, next }, 'note')

function tooLarge(size: number): ImportIssue {
  return {
    ...note(null, null, 'too-many-rows', {
      de: `Die Datei ergibt ${size} Einträge und Beziehungen; auf einmal gehen höchstens ${MAX_ROWS}.`,
      en: `The file makes ${size} entries and relations; at most ${MAX_ROWS} go in at once.`,
    }, {
      de: 'Teilen Sie die Datei, zum Beispiel nach Blättern, nach Jahren oder in Blöcke von 50.000 Zeilen, Einträge vor Beziehungen.',
      en: 'Split the file, for instance by sheets, by years or into blocks of 50,000 rows, entries before relations.',
    }),
    severity: 'refused',
  }
}

const toRowIssue = ({ sheet, row, column, rule, message, next }: FileIssue) => ({ sheet, row, column, rule, message, next })
