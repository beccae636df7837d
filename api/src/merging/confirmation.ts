/**
 * The filled sheet of a unit comes back. What it confirms is written as confirmed, with the file as a source; what it
 * denies becomes a claim for the steward to decide, never a deletion. One logged change, all or nothing.
 */
import { createHash } from 'node:crypto'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import { formatEntityId, parseFactId } from '@kommunalgraph/contract/ids.ts'
import type { ImportIssue } from '@kommunalgraph/contract/imports.ts'
import type { ConfirmationAnswer, ConfirmationRow } from '@kommunalgraph/contract/merging.ts'
import { UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import { nodeProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type Bilingual, dayText } from '@kommunalgraph/contract/wording.ts'
import { readFile, type SheetRow } from '@kommunalgraph/seed/src/files/read-file.ts'
import { readValue } from '@kommunalgraph/seed/src/files/read-value.ts'
import type { Limits } from '../accounts/person.ts'
import { applyChanges } from '../changes/apply.ts'
import { readEntities, readsOn } from '../changes/read-state.ts'
import { listOf } from '../changes/state.ts'
import type { Graph } from '../graph/run.ts'
import { asIssue, toIssue } from '../imports/issues.ts'
import { ProblemError } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'
import { accepted, readClaims, settled, viewOf } from './assertions.ts'
import { headers, type Line, linesOf, sheetName, taskOf } from './confirmation-sheet.ts'

export interface ConfirmationFile {
  bytes: Uint8Array
  fileName: string
}

export interface ConfirmationOptions {
  /** The unit whose page it was dropped on: a file of another one is refused. */
  unit: string | undefined
  dryRun: boolean
  /** Write the good rows although others are rejected. */
  acceptRejected: boolean
  reason: string
  by: string
  limits: Limits
  now?: Date
}

/** What one row says. */
interface Answered {
  row: number
  line: Line
  yes: boolean
  since: string | undefined
  remark: string | undefined
}

type Outcome = ConfirmationRow['outcome']

const texts: Readonly<Record<Outcome, Bilingual>> = {
  confirmed: { de: 'Wird als bestätigt eingetragen.', en: 'Is recorded as confirmed.' },
  dated: {
    de: 'Wird als bestätigt eingetragen, mit dem genannten Beginn.',
    en: 'Is recorded as confirmed, with the start stated.',
  },
  accepted: { de: 'Die Behauptung wird zur Tatsache.', en: 'The claim becomes a fact.' },
  supported: {
    de: 'Die Behauptung wird bekräftigt und bleibt offen: Es fehlt der Beginn, oder jemand anderes ist auch genannt. Die Datenpflege entscheidet.',
    en: 'The claim is supported and stays open: its start is missing, or somebody else is named, too. A steward decides.',
  },
  denied: {
    de: 'Wird als „nicht unser“ vermerkt; gelöscht wird nichts. Die Datenpflege entscheidet.',
    en: 'Is noted as "not ours"; nothing is deleted. A steward decides.',
  },
  date_disputed: {
    de: 'Wird als bestätigt eingetragen. Der genannte Beginn weicht ab und wird zur Entscheidung vorgelegt.',
    en: 'Is recorded as confirmed. The start stated differs and is put up for decision.',
  },
  unchanged: { de: 'Ist schon so eingetragen.', en: 'Is recorded already.' },
}

/** Reads a filled sheet and writes what it says. What cannot be read is an issue at its cell, never an exception. */
export async function takeConfirmation(
  graph: Graph,
  reading: Reading,
  { bytes, fileName }: ConfirmationFile,
  options: ConfirmationOptions,
): Promise<ConfirmationAnswer> {
  const now = options.now ?? new Date()
  const day = today(now)
  const home = reading.tenants[0] ?? ''
  const answer: ConfirmationAnswer = {
    unit: null,
    seq: null,
    counts: { confirmed: 0, denied: 0, disputed: 0, unchanged: 0, unanswered: 0, rejected: 0 },
    rows: [],
    issues: [],
  }
  const file = await readFile(bytes, fileName, { tenant: home, today: day })
  const sheet = file.sheets.find(({ header }) =>
    [headers.factId, headers.unit, headers.yes, headers.no].every((name) => header.includes(name)),
  )
  answer.issues = file.issues
    .filter((one) => one.fatal || (one.sheet === (sheet?.name ?? sheetName) && !one.rule.startsWith('hidden-')))
    .map(toIssue)
  if (answer.issues.some(({ severity }) => severity === 'refused')) return answer
  if (!sheet) {
    answer.issues = [notASheet()]
    return answer
  }
  const units = [...new Set(sheet.rows.map(({ cells }) => cells.get(headers.unit) ?? ''))]
  const foreign = whoseFile(units, options.unit, sheet.name)
  const [unitId = ''] = units
  const found = foreign ? undefined : await linesOf(graph, reading, unitId).catch(unknownUnit)
  if (foreign || !found) {
    answer.issues = [foreign ?? otherUnit(sheet.name)]
    return answer
  }
  const { unit, lines } = found
  const { tenant } = unit
  answer.unit = { id: unit.id, type: unit.type, name: unit.name }
  const known = new Map(lines.map((line) => [line.factId, line]))
  const broken = new Set(
    answer.issues.flatMap(({ severity, row }) => (severity === 'rejected' && row !== null ? [row] : [])),
  )
  const answered: Answered[] = []
  const seen = new Set<string>()
  for (const row of sheet.rows) {
    if (broken.has(row.row)) continue
    const read = readRow(row, sheet.name, known, seen, day)
    if (read === 'unanswered') answer.counts.unanswered++
    else if ('issue' in read) answer.issues.push(read.issue)
    else answered.push(read.answered)
    if (read !== 'unanswered' && 'note' in read && read.note) answer.issues.push(read.note)
  }
  answer.counts.rejected = new Set(
    answer.issues.flatMap(({ severity, row }) => (severity === 'rejected' ? [row] : [])),
  ).size

  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const sourceId = formatEntityId({ type: 'Source', scheme: tenant, local: `bestaetigung-${sha256.slice(0, 16)}` })
  const plan = await planAnswers(graph, reading, { answered, sourceId, tenant, unit, day, now: now.toISOString() })
  answer.rows = plan.rows
  for (const { outcome } of plan.rows) answer.counts[countOf[outcome]]++
  if (plan.changes.length === 0) return answer
  const source: Change = {
    op: 'put-entity',
    type: 'Source',
    id: sourceId,
    values: {
      name: `Rückmeldung ${unit.name}, ${dayText(day, 'de')}`,
      title: fileName.slice(0, 300),
      kind: 'confirmation',
      date: day,
      publisher: unit.name,
      sha256,
      confidence: 'confirmed',
      visibility: 'internal',
      sourceIds: [sourceId],
    },
  }
  const hold = options.dryRun || (answer.counts.rejected > 0 && !options.acceptRejected)
  try {
    const changes = await applyChanges(
      graph,
      { reason: options.reason, sourceIds: [], tenant, changes: [source, ...plan.changes] },
      options.by,
      { dryRun: hold, now, limits: options.limits },
    )
    answer.seq = changes.seq
    return answer
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.errors?.some(({ path }) => path.startsWith('body.changes')))
      throw error
    // What the door holds against a row is told at that row; nothing was written.
    answer.issues.push(
      ...error.errors.map(({ path, message, rule }) => refusedByDoor(path, message, rule, sheet.name, plan.rowOf)),
    )
    return answer
  }
}

const countOf: Readonly<Record<Outcome, keyof ConfirmationAnswer['counts']>> = {
  confirmed: 'confirmed',
  dated: 'confirmed',
  accepted: 'confirmed',
  supported: 'disputed',
  denied: 'denied',
  date_disputed: 'disputed',
  unchanged: 'unchanged',
}

interface Planned {
  changes: Change[]
  /** Row in the file by position of the change, the source apart. */
  rowOf: number[]
  rows: ConfirmationRow[]
}

async function planAnswers(
  graph: Graph,
  reading: Reading,
  {
    answered,
    sourceId,
    tenant,
    unit,
    day,
    now,
  }: {
    answered: readonly Answered[]
    sourceId: string
    tenant: string
    unit: { name: string }
    day: string
    now: string
  },
): Promise<Planned> {
  const planned: Planned = { changes: [], rowOf: [], rows: [] }
  const at = { ...reading, tenants: [...new Set([tenant, ...reading.tenants])] }
  const claims = new Map(
    (
      await readClaims(
        graph,
        at,
        answered.filter(({ line }) => line.claim).map(({ line }) => line.factId),
      )
    ).map((row) => [row.id, row]),
  )
  const denials = new Map<string, boolean>()
  const denialId = (line: Line) =>
    formatEntityId({ type: 'Assertion', scheme: tenant, local: `nicht-unser-${parseFactId(line.factId)?.uuid ?? ''}` })
  const startId = (line: Line) =>
    formatEntityId({ type: 'Assertion', scheme: tenant, local: `beginn-${parseFactId(line.factId)?.uuid ?? ''}` })
  await readEntities(
    readsOn(graph),
    answered.flatMap(({ line }) => (line.claim ? [] : [denialId(line), startId(line)])),
    ({ id, values }) => denials.set(id, listOf(values, 'sourceIds').includes(sourceId)),
  )
  const reviewed = new Set<string>()

  for (const { row, line, yes, since, remark } of answered) {
    const title = `${line.actor.name} – ${taskOf(line.relation, line.claim)} – ${line.thing.name}`
    const tell = (outcome: Outcome) =>
      planned.rows.push({ row, factId: line.factId, title, outcome, text: texts[outcome] })
    const add = (...changes: Change[]) => {
      planned.changes.push(...changes)
      planned.rowOf.push(...changes.map(() => row))
    }
    const told = line.sourceIds.includes(sourceId)
    const said = (text: string) =>
      [line.note, remark ? `${text} ${remark}` : text].filter(Boolean).join('\n').slice(0, 20_000)
    const claim = claims.get(line.factId)

    if (claim) {
      if (told) {
        tell('unchanged')
        continue
      }
      const { against, rivals } = viewOf(claim)
      const sourceIds = [...line.sourceIds, sourceId]
      if (
        yes &&
        against.length + rivals.length === 0 &&
        (since ?? claim.claimedFrom) !== null &&
        (since ?? claim.claimedFrom) !== undefined
      ) {
        const why = `Von ${unit.name} bestätigt.`
        const decision = await accepted(
          graph,
          { ...claim, sourceIds },
          { ...(since ? { from: since } : {}), reason: why, values: {} },
        )
        add(...decision.changes, settled(claim, 'accepted', remark ? `${why} ${remark}` : why))
        tell('accepted')
        continue
      }
      const reason = said(yes ? `${unit.name}: stimmt.` : `${unit.name}: nicht unser.`)
      const values = { sourceIds, reason, ...(yes && since ? { claimedFrom: since } : {}) }
      add({ op: 'correct-entity', id: claim.id, values, version: claim.version })
      tell(yes ? 'supported' : 'denied')
      continue
    }

    if (!yes) {
      if (denials.get(denialId(line))) {
        tell('unchanged')
        continue
      }
      const until = since ?? day
      add({
        op: 'put-entity',
        type: 'Assertion',
        id: denialId(line),
        values: {
          name: `„Nicht unser“: ${line.thing.name}`.slice(0, 300),
          relation: line.relation,
          fromId: line.actor.id,
          toId: line.thing.id,
          ...(line.since !== UNKNOWN_START && line.since < until ? { claimedFrom: line.since } : {}),
          claimedUntil: until,
          status: 'proposed',
          reason: remark ? `${unit.name}: nicht unser. ${remark}` : `${unit.name}: nicht unser.`,
          by: 'bestaetigung',
          at: now,
          confidence: 'reported',
          visibility: 'internal',
          sourceIds: [sourceId],
        },
      })
      tell('denied')
      continue
    }

    if (told) {
      tell('unchanged')
      continue
    }
    const unknownStart = line.since === UNKNOWN_START
    const values = {
      confidence: 'confirmed',
      sourceIds: [...line.sourceIds, sourceId],
      ...(since && unknownStart ? { validFrom: since } : {}),
      ...(remark ? { note: said(`${unit.name}:`) } : {}),
    }
    add({ op: 'correct-relation', factId: line.factId, values, version: line.version })
    if (!reviewed.has(line.thing.id)) {
      reviewed.add(line.thing.id)
      add({ op: 'correct-entity', id: line.thing.id, values: { reviewedAt: now } })
    }
    if (since && !unknownStart && since !== line.since) {
      add({
        op: 'put-entity',
        type: 'Assertion',
        id: startId(line),
        values: {
          name: `Beginn: ${line.thing.name}`.slice(0, 300),
          relation: line.relation,
          fromId: line.actor.id,
          toId: line.thing.id,
          claimedFrom: since,
          status: 'proposed',
          reason: `${unit.name}: seit ${dayText(since, 'de')}, eingetragen ist ${dayText(line.since, 'de')}.`,
          by: 'bestaetigung',
          at: now,
          confidence: 'reported',
          visibility: 'internal',
          sourceIds: [sourceId],
        },
      })
      tell('date_disputed')
    } else tell(since && unknownStart ? 'dated' : 'confirmed')
  }
  return planned
}

const yes = new Set(['ja', 'j', 'x', 'stimmt', 'wahr', 'true', '1', '✓', '✔', 'yes'])
const none = new Set(['', '-', '–'])

function readRow(
  { row, cells }: SheetRow,
  sheet: string,
  known: ReadonlyMap<string, Line>,
  seen: Set<string>,
  day: string,
): 'unanswered' | { issue: ImportIssue } | { answered: Answered; note?: ImportIssue } {
  const cell = (key: keyof typeof headers) => (cells.get(headers[key]) ?? '').trim()
  const stop = (key: keyof typeof headers, rule: string, message: Bilingual, next: Bilingual) => ({
    issue: issueAt({ sheet, row, column: headers[key], rule, severity: 'rejected' }, message, next),
  })
  const [ours, theirs, date, remark] = [cell('yes'), cell('no'), cell('date'), cell('remark')]
  if ([ours, theirs].every((text) => none.has(text))) {
    if (date === '' && remark === '') return 'unanswered'
    return stop(
      'yes',
      'answer-missing',
      {
        de: 'Hier steht ein Datum oder eine Bemerkung, aber weder „stimmt“ noch „nicht unser“.',
        en: 'There is a date or a remark, but neither "stimmt" nor "nicht unser".',
      },
      { de: 'In einer der beiden Spalten „ja“ wählen.', en: 'Choose "ja" in one of the two columns.' },
    )
  }
  for (const key of ['yes', 'no'] as const) {
    const text = cell(key)
    if (none.has(text) || yes.has(text.toLowerCase())) continue
    return stop(
      key,
      'unknown-answer',
      {
        de: `„${text.slice(0, 40)}“ ist keine Antwort, die hier verstanden wird.`,
        en: `"${text.slice(0, 40)}" is no answer that is understood here.`,
      },
      { de: '„ja“ wählen oder die Zelle leer lassen.', en: 'Choose "ja" or leave the cell empty.' },
    )
  }
  if (!none.has(ours) && !none.has(theirs)) {
    return stop(
      'no',
      'both-answers',
      { de: '„stimmt“ und „nicht unser“ zugleich geht nicht.', en: '"stimmt" and "nicht unser" cannot both hold.' },
      { de: 'Eines von beiden leeren.', en: 'Clear one of the two.' },
    )
  }
  const factId = cell('factId')
  const line = known.get(factId)
  if (!line) {
    return stop(
      'thing',
      'line-unknown',
      {
        de: 'Diese Zeile gehört nicht (mehr) zu dieser Stelle: Die Angabe wurde inzwischen geändert oder die Zeile verändert.',
        en: 'This row does not belong to this unit (any more): it was changed meanwhile, or the row was altered.',
      },
      {
        de: 'Eine neue Liste laden und die Antwort dort eintragen.',
        en: 'Download a new sheet and enter the answer there.',
      },
    )
  }
  if (seen.has(factId)) {
    return stop(
      'thing',
      'line-twice',
      { de: 'Diese Angabe steht in der Datei zweimal.', en: 'This statement is in the file twice.' },
      { de: 'Eine der beiden Zeilen löschen.', en: 'Delete one of the two rows.' },
    )
  }
  seen.add(factId)
  let since: string | undefined
  if (date !== '') {
    const validFrom = nodeProperties('OrgUnit').validFrom
    const read = validFrom ? readValue(validFrom, date) : { value: date }
    if ('rule' in read) return stop('date', read.rule, read.message, read.next)
    since = String(read.value)
    if (since > day) {
      return stop(
        'date',
        'date-in-future',
        {
          de: `Das Datum ${dayText(since, 'de')} liegt in der Zukunft.`,
          en: `The date ${dayText(since, 'en')} lies in the future.`,
        },
        {
          de: 'Ein Datum bis heute eintragen; was künftig gilt, in die Bemerkung schreiben.',
          en: 'Enter a date up to today; write into the remark what will hold later.',
        },
      )
    }
  }
  return { answered: { row, line, yes: !none.has(ours), since, remark: remark === '' ? undefined : remark } }
}

type Place = Pick<ImportIssue, 'sheet' | 'row' | 'column' | 'rule' | 'severity'>

function issueAt(place: Place, message: Bilingual, next: Bilingual): ImportIssue {
  return asIssue({ ...place, message, next }, place.severity)
}

const refusedFile = (sheet: string | null, rule: string): Place => ({
  sheet,
  row: null,
  column: null,
  rule,
  severity: 'refused',
})

function notASheet(): ImportIssue {
  return issueAt(
    refusedFile(null, 'no-confirmation-sheet'),
    {
      de: `Das ist keine Liste einer Bestätigungsrunde: Das Blatt „${sheetName}“ mit seinen Spalten fehlt.`,
      en: `This is no sheet of a confirmation round: the sheet "${sheetName}" with its columns is missing.`,
    },
    {
      de: 'Die Liste der Stelle laden, ausfüllen und unverändert im Aufbau zurückgeben.',
      en: "Download the unit's sheet, fill it in and return it with its layout unchanged.",
    },
  )
}

/** Every row says whose it is, and all the same; else the file was put together of several, or belongs elsewhere. */
function whoseFile(units: readonly string[], expected: string | undefined, sheet: string): ImportIssue | undefined {
  return units.length !== 1 || units[0] === '' || (expected !== undefined && units[0] !== expected)
    ? otherUnit(sheet)
    : undefined
}

function otherUnit(sheet: string): ImportIssue {
  return issueAt(
    refusedFile(sheet, 'other-unit'),
    {
      de: 'Die Datei gehört zu einer anderen Stelle, oder Zeilen mehrerer Stellen sind vermischt.',
      en: 'The file belongs to another unit, or rows of several units are mixed.',
    },
    {
      de: 'Die Datei bei ihrer eigenen Stelle hochladen; je Stelle eine Datei.',
      en: 'Upload the file at its own unit; one file for each unit.',
    },
  )
}

function unknownUnit(error: unknown): undefined {
  if (error instanceof ProblemError && (error.code === 'not-found' || error.code === 'not-allowed')) return undefined
  throw error
}

function refusedByDoor(
  path: string,
  message: string,
  rule: string | undefined,
  sheet: string,
  rowOf: readonly number[],
): ImportIssue {
  // The first change is the source.
  const row = rowOf[Number(/\[(\d+)\]/.exec(path)?.[1]) - 1] ?? null
  const personal = rule === 'R28'
  return issueAt(
    { sheet, row, column: personal ? headers.remark : null, rule: rule ?? 'not-allowed', severity: 'refused' },
    personal
      ? {
          de: 'In der Bemerkung steht eine E-Mail-Adresse oder Telefonnummer.',
          en: 'The remark holds an e-mail address or a phone number.',
        }
      : {
          de: `Diese Antwort lässt sich so nicht übernehmen (${message}).`,
          en: `This answer cannot be taken like this (${message}).`,
        },
    personal
      ? {
          de: 'Die Kontaktdaten aus der Bemerkung entfernen und die Datei noch einmal hochladen.',
          en: 'Remove the contact data and upload the file again.',
        }
      : {
          de: 'Eine neue Liste laden oder die Angabe von Hand ändern.',
          en: 'Download a new sheet, or change the statement by hand.',
        },
  )
}
