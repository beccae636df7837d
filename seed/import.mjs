/** `npm run import`: sends a file to a running server. Runs TypeScript by tsx, which the first `npm start` installs. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = fileURLToPath(new URL('src/import-cli.ts', import.meta.url))

if (!existsSync(new URL('../node_modules/tsx', import.meta.url))) {
  console.error('The packages are not installed yet. Run "npm start" once; it installs them.')
  process.exit(2)
}
// tsx is found from the root, the file named by the user from where they are.
const child = spawn(process.execPath, ['--import', 'tsx', cli, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, KG_CALLED_FROM: process.env.INIT_CWD ?? process.cwd() },
})
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 2 : (code ?? 2)
})
