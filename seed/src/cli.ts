/** The command line of the seed. Speaks HTTP to a running server like any other client; see `usage`. */
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { dataFolder, seedFolders } from './data.ts'
import { placeOf, readFolder, type SeedFolder } from './read-folder.ts'
import { Door, type Refusal } from './send.ts'

const usage = `npm run seed                        load what ships with the product (shared, Karlsruhe, Musterstadt)
npm run seed -- --folder <path>     load another folder (repeatable); shared first, if it is among them
npm run seed -- --dry-run           only say what would change
npm run seed -- --remove-demo       take the demos away; asks for each (--yes: does not ask)
KG_URL names the server, default http://localhost:3000; KG_TOKEN is a token of an account there, where it has any`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', multiple: true },
      'dry-run': { type: 'boolean', default: false },
      'remove-demo': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const door = new Door(process.env.KG_URL ?? 'http://localhost:3000')
  if (values['remove-demo']) return removeDemos(door, values.yes)
  const from = process.env.KG_CALLED_FROM ?? process.cwd()
  const paths = values.folder?.map((path) => resolve(from, path)) ?? seedFolders.map((name) => join(dataFolder, name))
  let hidden: ReadonlySet<string> = new Set()
  for (const path of paths) {
    const seed = readFolder(path, hidden)
    hidden = seed.hidden
    if (!(await load(door, seed, values['dry-run'], values.folder === undefined))) return 1
  }
  return 0
}

/** Sends one folder; tells what came of it, problems by file, row and column. Answers whether it went in. */
async function load(door: Door, seed: SeedFolder, dryRun: boolean, ships: boolean): Promise<boolean> {
  const { folder, tenant, body, issues } = seed
  for (const { file, row, column, message } of issues)
    console.error(`${folder}/${file}, row ${row}${column ? `, ${column}` : ''}: ${message}`)
  if (issues.length > 0) return false
  // A folder of one's own may add to a municipality that is there; what that is stays as it is.
  if (
    tenant.home !== null &&
    !dryRun &&
    (ships || !(await door.tenants()).some((known) => known.tenant === tenant.tenant))
  ) {
    await door.putTenant(tenant.tenant, {
      name: tenant.name,
      homeId: tenant.home,
      fictional: tenant.fictional,
      demo: ships,
    })
  }
  const answer = await door.changes(body, dryRun)
  if ('errors' in answer) {
    tellRefusal(seed, answer)
    return false
  }
  const { created, changed, unchanged } = answer.counts
  const verb = dryRun ? 'would be' : 'were'
  console.log(
    `${tenant.name}: ${created} rows ${verb} created, ${changed} changed, ${unchanged} unchanged${answer.warnings.length > 0 ? `, ${answer.warnings.length} gaps (allowed, see /gaps)` : ''}`,
  )
  return true
}

function tellRefusal(seed: SeedFolder, { detail, errors }: Refusal): void {
  console.error(`${seed.tenant.name}: ${detail}`)
  for (const { path, message, allowed } of errors) {
    const place = placeOf(seed, path)
    const where =
      place.row === 0
        ? path
        : `${seed.folder}/${place.file}, row ${place.row}${place.column ? `, ${place.column}` : ''}`
    console.error(`  ${where}: ${message}${allowed ? ` Allowed: ${allowed.slice(0, 20).join(', ')}` : ''}`)
  }
}

/** Asks for each demo by its name, then removes it. */
async function removeDemos(door: Door, yes: boolean): Promise<number> {
  const demos = (await door.tenants()).filter(({ demo }) => demo)
  if (demos.length === 0) {
    console.log('There is no demo.')
    return 0
  }
  const terminal = yes ? undefined : createInterface({ input: process.stdin, output: process.stdout })
  let failed = false
  try {
    for (const { tenant, name, entities } of demos) {
      const typed = terminal
        ? await terminal.question(
            `Remove ${name} (${entities} entities) for good, with its history? Type its name to confirm: `,
          )
        : name
      if (typed.trim() !== name) {
        console.log(`${name} stays.`)
        continue
      }
      const answer = await door.removeDemo(tenant, name)
      if (answer) {
        console.error(`${name}: ${answer.detail}`)
        failed = true
      } else console.log(`${name} was removed.`)
    }
  } finally {
    terminal?.close()
  }
  return failed ? 1 : 0
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  },
)
