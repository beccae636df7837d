/**
 * `npm test`: prepares a fresh machine, checks types, runs every test, and ends with "N passed, N failed".
 * Tests start their own database in a throw-away folder; NEO4J_URI of the caller is ignored (decisions 22).
 *   --typecheck-only   types only
 *   --faults           the long fault runs (tests/faults) instead of the normal ones
 *   anything else      handed to vitest, e.g. a file name
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPackages } from '../api/install.mjs'

const root = join(import.meta.dirname, '..')
const options = process.argv.slice(2)
const flags = new Set(options.filter((one) => ['--typecheck-only', '--faults'].includes(one)))
const rest = options.filter((one) => !flags.has(one))

/** Debian's Chromium or the one named; installed where that is possible, else a sentence that says how. */
function findChromium() {
  const named = process.env.CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    fail(`CHROMIUM names ${named}, which does not exist.`)
  }
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
  const found = usual.find((path) => existsSync(path))
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser tests …')
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit' })
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  return fail('The browser tests need Chromium. Install it (Debian: apt-get install chromium) or name it: CHROMIUM=/path/to/chromium npm test')
}

function fail(sentence) {
  console.error(sentence)
  console.log('0 passed, 1 failed')
  process.exit(1)
}

/** Runs a program of the workspace; true if it ended well. */
function runs(command, args, env = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}

await installPackages({ progress: (text) => console.log(text) })

console.log('Checking types …')
const typesHold = ['tsconfig.json', 'web/tsconfig.json'].map((config) => runs(join(root, 'node_modules/.bin/tsc'), ['-p', config])).every(Boolean)
if (flags.has('--typecheck-only')) process.exit(typesHold ? 0 : 1)

const chromium = findChromium()
const output = mkdtempSync(join(tmpdir(), 'kommunalgraph-tests-'))
const report = join(output, 'report.json')
const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..', 'vitest.mjs')
const kind = flags.has('--faults') ? 'faults' : 'all'
const { NEO4J_URI: _ignored, ...environment } = process.env
const ended = spawnSync(process.execPath, [vitest, 'run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...environment, CHROMIUM: chromium, TESTS: kind },
})

/** Faults and bad inputs are numbered (decisions: reliability page); a test that shows one begins with its number: "F1, F2: …". */
const numbered = [
  { letter: 'F', of: 24, told: 'faults survived' },
  { letter: 'B', of: 57, told: 'attacks and bad inputs refused' },
]

/** What this run has shown of it, as a table: a number counts where none of its tests failed. */
function summary(tests) {
  const rows = numbered.map(({ letter, of, told }) => {
    const all = new Map()
    for (const { title, status } of tests) {
      const [, prefix = ''] = /^((?:[FB]\d+(?:, )?)+):/.exec(title) ?? []
      for (const number of prefix.split(', ').filter((one) => one.startsWith(letter))) all.set(number, (all.get(number) ?? true) && status === 'passed')
    }
    const held = [...all.values()].filter(Boolean).length
    const elsewhere = Array.from({ length: of }, (_, at) => `${letter}${at + 1}`).filter((number) => !all.has(number))
    return [told, `${held} of ${all.size}`, elsewhere.length > 0 ? `not in this run: ${elsewhere.join(' ')}` : `all ${of}`]
  })
  const checked = tests.reduce((sum, { meta }) => sum + (meta?.rolesTimesRoutes ?? 0), 0)
  if (checked > 0) rows.push(['roles × routes checked', String(checked), ''])
  return rows.map(([told, count, rest]) => `${told.padEnd(32)}${count.padStart(9)}  ${rest}`.trimEnd()).join('\n')
}

let passed = 0
let failed = typesHold ? 0 : 1
let skipped = 0
try {
  const result = JSON.parse(readFileSync(report, 'utf8'))
  passed = result.numPassedTests + (typesHold ? 1 : 0)
  failed += result.numFailedTests
  skipped = result.numPendingTests
  console.log(`\n${summary(result.testResults.flatMap(({ assertionResults }) => assertionResults))}\n`)
  // A file that cannot even be loaded has no tests of its own to fail.
  failed += result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
} catch {
  failed += 1
}
if (ended.status !== 0 && failed === 0) failed = 1
rmSync(output, { recursive: true, force: true })
if (skipped > 0) console.log(`${skipped} skipped (real data in ../shared/data missing)`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
