/**
 * `npm run seed`: sends seed folders to a running server, through its one door. Runs TypeScript by tsx, which the
 * first `npm start` installs.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = fileURLToPath(new URL('src/cli.ts', import.meta.url))

if (!existsSync(new URL('../node_modules/tsx', import.meta.url))) {
  console.error('The packages are not installed yet. Run "npm start" once; it installs them.')
  process.exit(1)
}
// tsx is found from the root, the folders named by the user from where they are.
const child = spawn(process.execPath, ['--import', 'tsx', cli, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, KG_CALLED_FROM: process.env.INIT_CWD ?? process.cwd() },
})
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1)
})
