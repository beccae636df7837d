/** `npm run backup`: a packed and verified full dump of a running server, as the server itself makes them on a schedule. See `usage`. */
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { tokenHeader } from '@kommunalgraph/seed/src/token.ts'
import { backupName } from './backup.ts'
import { storeDump } from './dump-file.ts'

const usage = `npm run backup                      backs up a running server into KG_BACKUP_DIR (default: the folder one is in)
npm run backup -- --out <file>      into this file, for npm run restore
KG_URL names the server, default http://localhost:3000; KG_TOKEN is a token of an administrator there, where it has accounts
Exit code: 0 the backup is whole, on the disk and was read back; 1 there is none; 2 the call was wrong`

async function main(): Promise<number> {
  const options = () => {
    try {
      return parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean', default: false } } }).values
    } catch (error) {
      console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
      return undefined
    }
  }
  const given = options()
  if (!given) return 2
  if (given.help) {
    console.log(usage)
    return 0
  }
  const base = (process.env.KG_URL || 'http://localhost:3000').replace(/\/+$/, '')
  const response = await fetch(`${base}/api/v1/exports/jsonl`, { headers: tokenHeader() }).catch(() => undefined)
  if (!response) return failed(`No server answers at ${base}. Start it, or name it with KG_URL.`)
  if (!response.ok || !response.body) {
    const { detail } = (await response.json().catch(() => ({}))) as { detail?: string }
    return failed(`The server answers ${response.status}: ${detail ?? ''}`)
  }
  const from = process.env.INIT_CWD ?? process.cwd()
  const tenant = process.env.KG_HOME || '990000000000'
  const path = given.out === undefined ? join(resolve(from, process.env.KG_BACKUP_DIR || '.'), backupName('sicherung', tenant)) : resolve(from, given.out)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const { header, bytes } = await storeDump(path, response.body)
  console.log(`${path}\n${header.counts.entities} entities, ${header.counts.facts} facts, ${header.counts.log} parts of the log; ${bytes} bytes, checksum read back`)
  return 0
}

function failed(sentence: string): number {
  console.error(sentence)
  return 1
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(`No backup was made: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  },
)
