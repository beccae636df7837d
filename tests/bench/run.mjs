/**
 * `npm run bench` and `npm run bench:web` (first argument `web`): installs what is missing, builds the web, and runs the
 * benchmark. Options: see docs/benchmarks.md.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildWeb } from '../../api/build-web.mjs'
import { installPackages } from '../../api/install.mjs'

const root = join(import.meta.dirname, '..', '..')
// Standard output belongs to the figures (`--json`).
const progress = (/** @type {string} */ text) => console.error(text)
await installPackages({ progress })
await buildWeb({ progress })
const [first, ...rest] = process.argv.slice(2)
const [script, options] = first === 'web' ? ['web.ts', rest] : ['bench.ts', process.argv.slice(2)]
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', join(import.meta.dirname, script), ...options],
  { cwd: root, stdio: 'inherit' },
)
process.exit(status ?? 1)
