/** What the tests of this room share: temporary folders, one-line queries, and processes that may be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import neo4j from 'neo4j-driver'

/** A temporary folder with a blank and an umlaut in its name, as people have them. */
export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'kg test ü-'))

export interface Address {
  uri: string
  password: string
}

/** Runs one statement in a connection of its own and returns its rows as objects. */
export async function ask(at: Address, text: string): Promise<Record<string, unknown>[]> {
  const driver = neo4j.driver(at.uri, neo4j.auth.basic('neo4j', at.password), { disableLosslessIntegers: true })
  try {
    const { records } = await driver.executeQuery(text)
    return records.map((record) => record.toObject())
  } finally {
    await driver.close()
  }
}

export interface OwnerReport extends Address {
  pid: number
  dataDir: string
  code?: string
  message?: string
}

/** Starts tests/database/owner.mjs and waits for its line. */
export async function startOwner(folder: string): Promise<{ owner: ChildProcess; report: OwnerReport }> {
  const owner = spawn(process.execPath, [join(import.meta.dirname, 'owner.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await firstLine(owner)
  return { owner, report: JSON.parse(line) as OwnerReport }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    if (!child.stdout) return fail(new Error('The child has no output.'))
    createInterface({ input: child.stdout })
      .once('line', done)
      .once('close', () => fail(new Error('The child ended without a line.')))
  })
}

export interface Run {
  child: ChildProcess
  /** What it has printed so far. */
  text: string
  /** Its exit code. */
  ended: Promise<number | null>
}

/** Starts api/start.mjs with a small database and nothing of this process's own settings. */
export function npmStart(settings: Record<string, string>): Run {
  const { NEO4J_URI: _uri, NEO4J_PASSWORD: _password, ...inherited } = process.env
  const child = spawn(process.execPath, ['api/start.mjs'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...inherited, KG_HEAP: '512m', KG_PAGE_CACHE: '64m', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const run = { child, text: '', ended: new Promise<number | null>((done) => child.once('exit', done)) }
  const keep = (chunk: Buffer) => {
    run.text += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return run
}

/** Waits until it serves; where. */
export async function addressOf(run: Run): Promise<string> {
  await until(
    () => run.text.includes('is running:') || run.child.exitCode !== null,
    300_000,
    () => `the address in: ${run.text}`,
  )
  return /is running: (\S+)/.exec(run.text)?.[1] ?? run.text
}

/** Whether a process lives; one that nobody has collected yet does not. Linux only. */
export function lives(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return false
  }
}

/** Polls until a condition holds; fails after `ms`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  ms: number,
  what: string | (() => string),
): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await condition()) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`Not within ${ms} ms: ${typeof what === 'string' ? what : what()}`)
}
