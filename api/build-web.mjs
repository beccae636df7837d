// Builds web/dist, and only when a source changed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesBelow } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'web', '.stamp-build')
/** The contract belongs to it: the ontology runs in the browser. */
const sources = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.ts',
  'web/package.json',
  'web/tsconfig.json',
  'api/contract',
  'pnpm-lock.yaml',
]

function checksum() {
  const hash = createHash('sha256')
  for (const file of filesBelow(sources)) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function stamped() {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * Builds the web unless web/dist was built from exactly these sources. The packages must be installed.
 * @param {{ progress?: (text: string) => void, signal?: AbortSignal }} [options] the signal breaks it off
 * @returns {Promise<boolean>} whether anything was built
 */
export async function buildWeb({ progress = () => {}, signal } = {}) {
  const sum = checksum()
  if (stamped() === sum && existsSync(join(root, 'web', 'dist', 'index.html'))) return false
  progress('Building the web pages')
  // A build that breaks off must not look finished.
  rmSync(stamp, { force: true })
  const vite = join(root, 'web', 'node_modules', 'vite', 'bin', 'vite.js')
  await new Promise((done, fail) => {
    const { NODE_ENV: _ignored, ...env } = process.env
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: join(root, 'web'),
      env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      text = (text + chunk).slice(-4000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', fail)
    child.once('close', (code, signal) => {
      if (code === 0) done(undefined)
      else fail(new Error(`The web pages could not be built (${signal ?? `exit code ${code}`}).\n${text.trim()}`))
    })
  })
  writeFileSync(stamp, sum)
  return true
}
