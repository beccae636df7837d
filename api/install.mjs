// Installs the packages with the pinned pnpm, and only when something changed. Runs before any package is there.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'node_modules', '.stamp-install')

/** The workspace's folders, as pnpm-workspace.yaml lists them. */
function workspaceFolders() {
  const list = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const folders = [...list.matchAll(/^\s+-\s+['"]?([\w/-]+)['"]?\s*$/gm)].map((match) => String(match[1]))
  return folders.filter((folder) => existsSync(join(root, folder, 'package.json')))
}

/** Everything that decides what is installed: lockfile, manifests, settings, and the Node that runs here. */
function checksum() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`)
  const manifests = ['', ...workspaceFolders()].map((folder) => join(folder, 'package.json'))
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', ...manifests.sort()]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** @param {string} sum */
function isInstalled(sum) {
  // pnpm keeps the lockfile that it installed last; our stamp is for the case that it writes that one differently.
  const installed = readText(join(root, 'node_modules', '.pnpm', 'lock.yaml'))
  const asLocked = installed !== undefined && installed === readText(join(root, 'pnpm-lock.yaml'))
  if (!asLocked && readText(stamp) !== sum) return false
  // A folder deleted by hand is noticed too.
  return workspaceFolders().every((folder) => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const wanted = Object.keys({ ...dependencies, ...devDependencies })
    return wanted.every((name) => existsSync(join(root, folder, 'node_modules', name)))
  })
}

/**
 * Installs from the lockfile unless node_modules is what it says already.
 * @param {{ progress?: (text: string) => void, signal?: AbortSignal }} [options] the signal breaks it off
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function installPackages({ progress = () => {}, signal } = {}) {
  const sum = checksum()
  if (isInstalled(sum)) return false
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  progress(`Installing packages (${packageManager})`)
  rmSync(stamp, { force: true })
  // Building the web needs the development packages, whatever the caller's NODE_ENV is.
  const { NODE_ENV: _ignored, ...env } = process.env
  await runQuietly(
    'npx',
    ['-y', packageManager, 'install', '--frozen-lockfile', '--prod=false'],
    { ...env, CI: 'true' },
    signal,
  )
  writeFileSync(stamp, sum)
  return true
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env @param {AbortSignal} [signal] */
function runQuietly(command, args, env, signal) {
  return new Promise((done, fail) => {
    // On Windows npx is a script, which only the shell runs.
    const child = spawn(command, args, {
      cwd: root,
      env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let text = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      text = (text + chunk).slice(-4000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (cause) =>
      fail(
        new Error(`${command} could not be started (${cause.message}). It comes with Node: check that it is in PATH.`),
      ),
    )
    child.once('close', (code, signal) => {
      if (code === 0) done(undefined)
      else
        fail(
          new Error(
            `The packages could not be installed (${signal ?? `exit code ${code}`}). Check the network and start again.\n${text.trim()}`,
          ),
        )
    })
  })
}

/**
 * All files below some folders or files, in a stable order; without node_modules and dist.
 * @param {string[]} paths relative to the root
 * @returns {string[]}
 */
export function filesBelow(paths) {
  return paths.flatMap((path) => {
    const full = join(root, path)
    if (!existsSync(full)) return []
    const entries = readdirSafe(full)
    if (entries === undefined) return [path]
    return filesBelow(
      entries.filter((name) => name !== 'node_modules' && name !== 'dist').map((name) => join(path, name)),
    )
  })
}

/** @param {string} folder */
function readdirSafe(folder) {
  try {
    return readdirSync(folder).sort()
  } catch {
    return undefined
  }
}
