/** The command line of imports. Speaks HTTP to a running server like the web view; see `usage`. */
import { existsSync, openAsBlob } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import { tokenHeader } from './token.ts'

const usage = `npm run import -- <file> [options]
  --dry-run            only say what would change (the default)
  --commit             write it, if no row is rejected
  --accept-rejected    write the valid rows although others are rejected
  --tenant <ARS>       municipality whose statements they are (default: the home municipality)
  --mapping <name>     a mapping saved under this name, or a JSON file with one
  --source <id>        source of rows that name none (repeatable; default: the file itself)
  --year <year>        OParl: only what happened in this year
  --full               full delivery: what it no longer lists ends (with --confirm-ending <number>)
  --reason <text>      why, for the log
  --marked <path>      save the file with a column that says what is wrong
  --json               the whole report as JSON
Exit code: 0 done, 1 rows are rejected or something needs a confirmation, 2 refused or not reached
KG_URL names the server, default http://localhost:3000; KG_TOKEN is a token of an account there, where it has any`

const DONE = 0
const REJECTED = 1
const REFUSED = 2
/** Issues printed; all of them are in the marked file. */
const MOST_PRINTED = 200
const PAUSE_MS = 500

interface Problem {
  detail?: string
  sentence?: { de: string }
  errors?: { path: string; message: string; allowed?: string[] }[]
}

class Unreachable extends Error {}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      commit: { type: 'boolean', default: false },
      'accept-rejected': { type: 'boolean', default: false },
      tenant: { type: 'string' },
      mapping: { type: 'string' },
      source: { type: 'string', multiple: true },
      year: { type: 'string' },
      full: { type: 'boolean', default: false },
      'confirm-ending': { type: 'string' },
      reason: { type: 'string' },
      marked: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  if (values.help || file === undefined || positionals.length > 1) {
    console.log(usage)
    return values.help ? DONE : REFUSED
  }
  const from = process.env.KG_CALLED_FROM ?? process.cwd()
  if (!existsSync(resolve(from, file))) {
    console.error(`There is no file ${resolve(from, file)}.`)
    return REFUSED
  }
  const base = `${(process.env.KG_URL ?? 'http://localhost:3000').replace(/\/+$/, '')}/api/v1`
  const query = new URLSearchParams({ dryRun: 'true', full: String(values.full) })
  if (values.tenant) query.set('tenant', values.tenant)
  if (values.year) query.set('year', values.year)
  if (values.source) query.set('sourceIds', values.source.join(','))
  const form = new FormData()
  if (values.mapping?.endsWith('.json')) {
    const saved = JSON.parse(await readFile(resolve(from, values.mapping), 'utf8')) as unknown
    form.append('sheets', JSON.stringify(Array.isArray(saved) ? saved : (saved as { sheets?: unknown }).sheets))
  } else if (values.mapping) query.set('mapping', values.mapping)
  form.append('file', await openAsBlob(resolve(from, file)), basename(file))

  const uploaded = await ask<ImportReport>(base, 'POST', `/imports?${query}`, form)
  if ('problem' in uploaded) return tellProblem(uploaded.problem)
  const report = await settled(base, uploaded.body)
  if (values.json) console.log(JSON.stringify(report, null, 2))
  else tell(report)
  if (values.marked) {
    const response = await fetch(`${base}/imports/${report.id}/marked`, { headers: tokenHeader() })
    if (response.ok) await writeFile(resolve(from, values.marked), Buffer.from(await response.arrayBuffer()))
  }
  if (report.state !== 'checked') return REFUSED
  if (!values.commit || values['dry-run']) return report.counts.rejected > 0 ? REJECTED : DONE
  if (report.counts.rejected > 0 && !values['accept-rejected']) {
    console.error('Nothing was written. --accept-rejected takes the valid rows.')
    return REJECTED
  }
  const committed = await ask<ImportReport>(base, 'POST', `/imports/${report.id}/commit`, JSON.stringify({
    reason: values.reason ?? `Import ${basename(file)}`,
    acceptRejected: values['accept-rejected'],
    confirmEnding: values['confirm-ending'] === undefined ? null : Number(values['confirm-ending']),
  }))
  if ('problem' in committed) {
    tellProblem(committed.problem)
    return committed.status === 422 && report.ended > 0 ? REJECTED : REFUSED
  }
  const { state, seq } = await settled(base, committed.body)
  if (state !== 'committed') {
    console.error(`The import is ${state}; nothing was written.`)
    return REFUSED
  }
  if (!values.json) console.log(seq === null ? 'Nothing differed; nothing was written.' : `Written as change ${seq}.`)
  return DONE
}

/** Counts first, then every issue by its cell. */
function tell(report: ImportReport): void {
  const { fileName, format, encoding, counts, ended, issues, issueTotal, account } = report
  console.log(`${fileName}: ${format}${encoding ? `, ${encoding}` : ''}`)
  console.log(`  ${counts.created} created, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.rejected} rejected${ended > 0 ? `, ${ended} would end` : ''}`)
  if (account) {
    console.log(`  ${account.read} objects read, ${account.mapped} stand for something`)
    for (const { reason, count } of account.skipped) console.log(`  ${count} skipped: ${reason.de}`)
  }
  for (const { sheet, row, column, rule, severity, message, next } of issues.slice(0, MOST_PRINTED)) {
    const place = [sheet, row === null ? null : `Zeile ${row}`, column].filter((part) => part !== null).join(', ')
    const line = `${severity === 'note' ? '  Hinweis' : '  Fehler'} ${place || fileName} [${rule}]: ${message} ${next}`
    if (severity === 'note') console.log(line)
    else console.error(line)
  }
  if (issueTotal > MOST_PRINTED) console.log(`  … ${issueTotal - MOST_PRINTED} more; --marked <path> has them all`)
}

function tellProblem({ detail, sentence, errors }: Problem): number {
  console.error(sentence?.de ?? detail ?? 'The server refused.')
  if (sentence && detail) console.error(`  ${detail}`)
  for (const { path, message, allowed } of errors ?? []) console.error(`  ${path}: ${message}${allowed ? ` (${allowed.slice(0, 20).join(', ')})` : ''}`)
  return REFUSED
}

async function settled(base: string, report: ImportReport): Promise<ImportReport> {
  let now = report
  while (now.state === 'checking' || now.state === 'committing') {
    await new Promise((done) => setTimeout(done, PAUSE_MS))
    const answer = await ask<ImportReport>(base, 'GET', `/imports/${report.id}`)
    if ('problem' in answer) throw new Error(answer.problem.detail ?? `The server answers ${answer.status}`)
    now = answer.body
  }
  return now
}

type Answer<Body> = { status: number; body: Body } | { status: number; problem: Problem }

async function ask<Body>(base: string, method: string, path: string, sent?: FormData | string): Promise<Answer<Body>> {
  let response: Response
  try {
    response = await fetch(base + path, {
      method,
      ...(sent === undefined ? {} : { body: sent }),
      headers: { ...tokenHeader(), ...(typeof sent === 'string' && { 'content-type': 'application/json' }) },
    })
  } catch (error) {
    throw new Unreachable(`No server answers at ${base}. Start it with "npm start", or name another one in KG_URL.`, { cause: error })
  }
  const body = (await response.json()) as unknown
  return response.ok ? { status: response.status, body: body as Body } : { status: response.status, problem: body as Problem }
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = REFUSED
  },
)
