/** Runs a command line of the seed, which is TypeScript, by tsx; the first `npm start` installs it. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @param {string} cli file below seed/src
 * @param {number} failed exit code where it could not run or was killed
 */
export function launch(cli, failed) {
  if (!existsSync(new URL('../node_modules/tsx', import.meta.url))) {
    console.error('The packages are not installed yet. Run "npm start" once; it installs them.')
    process.exit(failed)
  }
  // tsx is found from the root, the paths named by the user from where they are.
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL(`src/${cli}`, import.meta.url)), ...process.argv.slice(2)], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    env: { ...process.env, KG_CALLED_FROM: process.env.INIT_CWD ?? process.cwd() },
  })
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? failed : (code ?? failed)
  })
}
