/**
 * `npm run bench`: installs what is missing, builds the web, and runs the benchmark. Options: see docs/benchmarks.md.
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
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', join(import.meta.dirname, 'bench.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
process.exit(status ?? 1)
