/**
 * `npm run account`: makes and changes accounts on a running server, like any other client; see `usage`. Plain Node without packages.
 * Passwords are asked for, or read from standard input, never taken from the command line, where every process can see them.
 */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'

const usage = `npm run account -- list
npm run account -- add <name> --role <reader|steward|editor|administrator> [--unit <id>]…
npm run account -- change <name> [--role …] [--unit <id>]… [--all-units] [--password] [--lock | --unlock]
npm run account -- remove <name>
The first account must be an administrator; the server asks nobody for one before. Later ones need the token of an
administrator: KG_TOKEN=kgt_… npm run account -- …
Passwords are asked for; without a terminal the first line of standard input is the password.
KG_URL names the server, default http://localhost:3000`

class UsageError extends Error {}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        role: { type: 'string' },
        unit: { type: 'string', multiple: true, default: [] },
        'all-units': { type: 'boolean', default: false },
        password: { type: 'boolean', default: false },
        lock: { type: 'boolean', default: false },
        unlock: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const [verb, name, ...more] = positionals
    if (!values.help) {
      if (!['list', 'add', 'change', 'remove'].includes(verb ?? '')) throw new UsageError('The first word is list, add, change or remove.')
      if (verb !== 'list' && !name) throw new UsageError('The name of the account is missing.')
      if (more.length > 0) throw new UsageError(`Not understood: ${more.join(' ')}`)
      if (verb === 'add' && values.role === undefined) throw new UsageError('--role is missing.')
      if (values.lock && values.unlock) throw new UsageError('--lock and --unlock exclude each other.')
    }
    return { ...values, verb, name: name ?? '' }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Asks twice without showing it; without a terminal reads one line. */
async function newPassword() {
  if (!process.stdin.isTTY) {
    const lines = createInterface({ input: process.stdin })
    for await (const line of lines) return line
    throw new UsageError('Standard input holds no password.')
  }
  let silent = false
  const output = new Writable({ write: (chunk, _encoding, done) => (silent ? done() : void process.stdout.write(chunk, () => done())) })
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  const ask = async (/** @type {string} */ question) => {
    process.stdout.write(question)
    silent = true
    const answer = await lines.question('')
    silent = false
    process.stdout.write('\n')
    return answer
  }
  try {
    const password = await ask('Password (at least 12 characters): ')
    if ((await ask('Again: ')) !== password) throw new UsageError('The two are not the same.')
    return password
  } finally {
    lines.close()
  }
}

/** @param {string} method @param {string} path @param {object} [body] */
async function ask(method, path, body) {
  const base = (process.env.KG_URL || 'http://localhost:3000').replace(/\/+$/, '')
  const token = process.env.KG_TOKEN
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((error) => {
    throw new Error(`No server answers at ${base} (${error.cause?.code ?? error.message}). Start it with npm start, or name it with KG_URL.`)
  })
  const answer = await response.json()
  if (response.ok) return answer
  const fields = (answer.errors ?? []).map((/** @type {{path: string, message: string, allowed?: string[]}} */ { path, message, allowed }) => `  ${path}: ${message}${allowed ? ` (${allowed.join(', ')})` : ''}`)
  const hint = response.status === 401 ? '\n  An administrator issues a token at /account in the web view; then: KG_TOKEN=… npm run account -- …' : ''
  throw new Error([`The server refused: ${answer.detail ?? response.status}`, ...fields].join('\n') + hint)
}

/** @param {{account: string, role: string, units?: string[], locked: boolean}} account */
const line = ({ account, role, units, locked }) => `${account}  ${role}${units ? `  ${units.join(', ')}` : ''}${locked ? '  locked' : ''}`

async function run() {
  const { verb, name, role, unit, help, password, lock, unlock, 'all-units': allUnits } = readOptions()
  if (help) return console.log(usage)
  const path = `/accounts/${encodeURIComponent(name)}`
  if (verb === 'list') {
    const { items } = await ask('GET', '/accounts')
    for (const account of items) console.log(line(account))
  } else if (verb === 'add') {
    console.log(`Created: ${line(await ask('POST', '/accounts', { account: name, role, password: await newPassword(), ...(unit.length > 0 && { units: unit }) }))}`)
  } else if (verb === 'change') {
    const change = {
      ...(role && { role }),
      ...(unit.length > 0 ? { units: unit } : allUnits ? { units: null } : {}),
      ...(lock || unlock ? { locked: lock } : {}),
      ...(password && { password: await newPassword() }),
    }
    console.log(`Changed: ${line(await ask('PATCH', path, change))}`)
  } else {
    await ask('DELETE', path)
    console.log(`Removed: ${name}`)
  }
}

try {
  await run()
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof UsageError ? 2 : 1
}
