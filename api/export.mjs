/**
 * `npm run export`: fetches a file from a running server, like any other client; see `usage`. Plain Node without packages.
 * Ends with 0, with 1 where the server refuses or is not there, with 2 for options that cannot be used.
 */
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'

const usage = `npm run export -- --format xlsx              the workbook, to be filled in and imported again
npm run export -- --format csv.zip           the same as CSV files; also: graphml, cytoscape.json, jsonld
npm run export -- --format jsonl             full dump with history, for npm run restore
  --out <file>         where to; default: the name that the server gives
  --tenant <ARS>       of which municipality (repeatable); default: the server's own
  --as-of <yyyy-mm-dd> what held on that day; default: today
  --type <type>        only these node types (repeatable)
  --template           xlsx and csv.zip: without rows
  --force              write over a file that is there
KG_URL names the server, default http://localhost:3000; KG_TOKEN is a token of an account there, where it has any`

class UsageError extends Error {}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        format: { type: 'string' },
        out: { type: 'string' },
        tenant: { type: 'string', multiple: true, default: [] },
        'as-of': { type: 'string' },
        type: { type: 'string', multiple: true, default: [] },
        template: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (!values.help && values.format === undefined) throw new UsageError('--format is missing.')
    return values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** @param {ReturnType<typeof readOptions>} options */
function addressOf(options) {
  const base = (process.env.KG_URL || 'http://localhost:3000').replace(/\/+$/, '')
  const url = new URL(`${base}/api/v1/exports/${encodeURIComponent(options.format ?? '')}`)
  for (const tenant of options.tenant) url.searchParams.append('tenant', tenant)
  for (const type of options.type) url.searchParams.append('type', type)
  if (options['as-of'] !== undefined) url.searchParams.set('asOf', options['as-of'])
  if (options.template) url.searchParams.set('template', 'true')
  return url
}

/** What a problem says, in the words for whoever sits in front of it. @param {Response} response */
async function refusalOf(response) {
  const text = await response.text()
  try {
    const { detail, errors = [] } = JSON.parse(text)
    const fields = errors.map(
      (/** @type {{ path: string, message: string, allowed?: string[] }} */ { path, message, allowed }) =>
        `\n  ${path}: ${message}${allowed ? `. Allowed: ${allowed.slice(0, 30).join(', ')}` : ''}`,
    )
    return `The server answers ${response.status}: ${detail}${fields.join('')}`
  } catch {
    return `The server answers ${response.status}.`
  }
}

async function main() {
  const options = readOptions()
  if (options.help) {
    console.log(usage)
    return 0
  }
  const from = process.env.INIT_CWD ?? process.cwd()
  if (options.out !== undefined) refuseExisting(resolve(from, options.out), options.force)
  const url = addressOf(options)
  const token = process.env.KG_TOKEN
  const response = await fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} }).catch(() => undefined)
  if (!response) {
    console.error(`No server answers at ${url.origin}. Start one with "npm start", or name it: KG_URL=http://…`)
    return 1
  }
  if (!response.ok || !response.body) {
    console.error(await refusalOf(response))
    return 1
  }
  const given = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const out = resolve(from, options.out ?? basename(given ?? `kommunalgraph.${options.format}`))
  refuseExisting(out, options.force)
  // Under another name until it is whole: a broken connection leaves no half file that looks like one.
  const part = `${out}.part`
  try {
    await pipeline(Readable.fromWeb(/** @type {any} */ (response.body)), createWriteStream(part))
    renameSync(part, out)
  } catch (error) {
    rmSync(part, { force: true })
    console.error(`The file did not arrive whole (${error instanceof Error ? error.message : error}); nothing was kept. Try again.`)
    return 1
  }
  console.log(out)
  return 0
}

/** @param {string} path @param {boolean} force */
function refuseExisting(path, force) {
  if (!force && existsSync(path)) throw new UsageError(`${path} is there already. Choose another name, or --force.`)
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error)
    process.exitCode = error instanceof UsageError ? 2 : 1
  },
)
