/**
 * Reads the product's own JSON Lines, one object a line: `{"kind":"entity","stored":{"id":…,…}}` and
 * `{"kind":"fact","relation":…,"from":…,"to":…,"stored":{…}}` as a full dump has them (api/src/exports/dump.ts), or with
 * `values` in place of `stored` as a program may write them. What else a dump holds (head, history, tombstones) is
 * counted and said: an import states what is, only restoring brings back what was.
 */
import { entityTypeOfId, relationOfFactId } from '@kommunalgraph/contract/ids.ts'
import {
  isRelationTypeName,
  nodeProperties,
  type Property,
  relationProperties,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { decoded, encodingOf } from './encoding.ts'
import { note, refuse, rejection } from './issues.ts'
import { MAX_ROWS } from './limits.ts'
import type { FileIssue, PlannedChange, ReadFile, ReadFileOptions } from './read-file.ts'
import { readId, shown, type ValueIssue } from './read-value.ts'
import { tooManyRows } from './table.ts'

/** Longest line: what is longer is no line of ours. */
const MAX_LINE = 1024 * 1024

type Line = Record<string, unknown>

/** Reads all lines. Throws `Refused` where the file as a whole is not usable. */
export function readJsonLines(bytes: Uint8Array, { tenant }: ReadFileOptions): ReadFile {
  const encoding = encodingOf(bytes)
  const issues: FileIssue[] = []
  const planned: PlannedChange[] = []
  let [history, others] = [0, 0]
  let row = 0
  for (const text of linesOf(bytes)) {
    row++
    if (text.trim() === '') continue
    const line = parsed(text)
    if (line === undefined) {
      // The end of a file that was cut off; anywhere else it is no file of ours.
      if (row === 1) notOurs()
      issues.push(
        reject(
          row,
          null,
          'broken-json',
          { de: 'Die Zeile ist kein vollständiges JSON-Objekt.', en: 'The line is no complete JSON object.' },
          { de: 'Prüfen Sie, ob die Datei abgeschnitten ist.', en: 'Check whether the file is cut off.' },
        ),
      )
      continue
    }
    if (belongsTo(line) !== undefined && belongsTo(line) !== tenant) others++
    else if (line.kind === 'entity') take(entityChange(line, row), row, planned, issues)
    else if (line.kind === 'fact') take(relationChange(line, row), row, planned, issues)
    else if (typeof line.kind === 'string') history++
    else if (row === 1) notOurs()
    else
      issues.push(
        reject(
          row,
          null,
          'unknown-line',
          {
            de: 'Die Zeile sagt nicht, ob sie ein Eintrag oder eine Beziehung ist („kind“).',
            en: 'The line does not say whether it is an entity or a fact ("kind").',
          },
          {
            de: 'Richtig ist etwa: {"kind":"entity","values":{"id":"unit:…", …}}.',
            en: 'Right is, for instance: {"kind":"entity","values":{"id":"unit:…", …}}.',
          },
        ),
      )
    if (planned.length > MAX_ROWS) tooManyRows('', countLines(bytes))
  }
  if (history > 0) {
    issues.push(
      note(
        'history-left-out',
        {},
        {
          de: `${history.toLocaleString('de-DE')} Zeilen mit Verlauf oder Angaben zur Datei werden nicht übernommen.`,
          en: `${history.toLocaleString('en-GB')} lines with history or about the file are not imported.`,
        },
        {
          de: 'Der Verlauf kommt nur mit einer Wiederherstellung zurück.',
          en: 'History comes back only by restoring.',
        },
      ),
    )
  }
  if (others > 0) {
    issues.push(
      note(
        'other-tenant',
        {},
        {
          de: `${others.toLocaleString('de-DE')} Zeilen gehören zu anderen Mandanten oder zum Gemeinsamen und werden nicht übernommen.`,
          en: `${others.toLocaleString('en-GB')} lines belong to other tenants or to what is common and are not imported.`,
        },
        {
          de: 'Übernehmen Sie die Datei für jeden Mandanten einzeln.',
          en: 'Import the file for each tenant by itself.',
        },
      ),
    )
  }
  if (planned.length === 0 && issues.every(({ rejects }) => !rejects)) {
    refuse(
      'file-empty',
      {},
      {
        de: 'Die Datei enthält keinen Eintrag und keine Beziehung.',
        en: 'The file contains no entity and no relation.',
      },
      { de: 'Prüfen Sie, ob Sie die richtige Datei gewählt haben.', en: 'Check that you chose the right file.' },
    )
  }
  return { format: 'jsonl', encoding, sheets: [], planned, issues, account: null }
}

function* linesOf(bytes: Uint8Array): Generator<string> {
  let rest = ''
  for (const piece of decoded(bytes, encodingOf(bytes))) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) notOurs()
    yield* lines
  }
  if (rest !== '') yield rest
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return Math.max(lines, MAX_ROWS + 1)
}

function notOurs(): never {
  return refuse(
    'not-json-lines',
    { row: 1 },
    { de: 'Das sind keine JSON-Zeilen dieses Programms.', en: 'These are no JSON lines of this program.' },
    {
      de: 'Übernommen werden Dateien, die hier als „JSON Lines“ exportiert wurden.',
      en: 'Imported are files that were exported here as "JSON Lines".',
    },
  )
}

function parsed(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Line) : undefined
  } catch {
    return undefined
  }
}

const reject = (row: number, column: string | null, rule: string, message: Bilingual, next: Bilingual): FileIssue =>
  rejection(rule, { row, column }, message, next)

const ofValue = (row: number, column: string, { rule, message, next }: ValueIssue): FileIssue =>
  reject(row, column, rule, message, next)

function take(
  made: PlannedChange['change'] | FileIssue[],
  row: number,
  planned: PlannedChange[],
  issues: FileIssue[],
): void {
  if (Array.isArray(made)) issues.push(...made)
  else planned.push({ sheet: null, row, change: made })
}

/** What a line says of its thing: as stored, or as stated. */
function said(line: Line): Line {
  const found = line.stored ?? line.values
  return typeof found === 'object' && found !== null ? (found as Line) : {}
}

const belongsTo = (line: Line): unknown => said(line).tenant

function entityChange(line: Line, row: number): PlannedChange['change'] | FileIssue[] {
  const id = readId(String(said(line).id ?? line.id ?? ''))
  if (!('value' in id)) return [ofValue(row, 'id', id)]
  const type = entityTypeOfId(id.value)
  if (type === undefined) return []
  const values = valuesOf(line, nodeProperties(type), row)
  return Array.isArray(values) ? values : { op: 'put-entity', type, id: id.value, values }
}

function relationChange(line: Line, row: number): PlannedChange['change'] | FileIssue[] {
  const name = typeof line.relation === 'string' ? line.relation : relationOfFactId(String(said(line).factId ?? ''))
  if (name === undefined || !isRelationTypeName(name)) {
    return [
      reject(
        row,
        'relation',
        'unknown-relation',
        {
          de: `Eine Beziehungsart „${shown(String(line.relation ?? ''))}“ gibt es nicht.`,
          en: `There is no relation "${shown(String(line.relation ?? ''))}".`,
        },
        {
          de: 'Die Namen der Beziehungsarten stehen im Datenmodell.',
          en: 'The names of relations stand in the data model.',
        },
      ),
    ]
  }
  const [from, to] = [endOf(line.from), endOf(line.to)].map((end) => readId(end))
  if (from === undefined || to === undefined) return []
  if (!('value' in from)) return [ofValue(row, 'from', from)]
  if (!('value' in to)) return [ofValue(row, 'to', to)]
  const values = valuesOf(line, relationProperties(name), row)
  return Array.isArray(values) ? values : { op: 'put-relation', relation: name, from: from.value, to: to.value, values }
}

/** An end is an id, or an object that has one. */
const endOf = (end: unknown): string =>
  String((typeof end === 'object' && end !== null && 'id' in end ? end.id : end) ?? '')

/** Beside the values, and told by the line or the import as a whole. */
const heads = new Set(['id', 'factId', 'type', 'tenant'])

/** The values that a file may state. A dump has more than the ontology says: what the server keeps for itself. */
function valuesOf(
  line: Line,
  properties: Readonly<Record<string, Property>>,
  row: number,
): Record<string, unknown> | FileIssue[] {
  const values: Record<string, unknown> = {}
  const issues: FileIssue[] = []
  for (const [name, value] of Object.entries(said(line))) {
    if (value === null || heads.has(name)) continue
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (property !== undefined) {
      if (property.setBy !== 'server') values[name] = value
    } else if (line.stored === undefined) {
      issues.push(
        reject(
          row,
          name,
          'unknown-property',
          {
            de: `Eine Eigenschaft „${shown(name)}“ gibt es hier nicht.`,
            en: `There is no property "${shown(name)}" here.`,
          },
          {
            de: 'Löschen Sie sie aus der Zeile oder berichtigen Sie ihren Namen.',
            en: 'Delete it from the line or correct its name.',
          },
        ),
      )
    }
  }
  return issues.length > 0 ? issues : values
}
