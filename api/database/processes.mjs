// Process ids are used again by the system. So a process is remembered by its id and a mark (its start time),
// and is only ever waited for or stopped when both still fit.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { platform } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {{ pid: number, mark: string }} ProcessId */

/**
 * The start mark of a living process; undefined when there is none (a zombie counts as none).
 * @param {number} pid
 * @returns {string | undefined}
 */
export function markOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  try {
    if (platform() === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in parentheses may hold spaces and parentheses: fields count from the last one.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined
      return `${bootId()}:${fields[19]}`
    }
    const [command, args] =
      platform() === 'win32'
        ? ['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]]
        : ['ps', ['-o', 'lstart=', '-p', String(pid)]]
    const text = execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    }).trim()
    return text === '' ? undefined : text
  } catch {
    return undefined
  }
}

/** Start times in /proc count from boot, so a mark is only worth something together with the boot. */
function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8)
  } catch {
    return 'boot'
  }
}

/**
 * @param {number} pid
 * @returns {ProcessId} with an empty mark when the process is already gone
 */
export function identify(pid) {
  return { pid, mark: markOf(pid) ?? '' }
}

/**
 * @param {ProcessId | null | undefined} id
 * @returns {boolean} whether exactly that process still lives
 */
export function isAlive(id) {
  return id !== null && id !== undefined && id.mark !== '' && markOf(id.pid) === id.mark
}

/**
 * @param {ProcessId} id
 * @param {NodeJS.Signals} signal
 */
export function signalTo(id, signal) {
  if (!isAlive(id)) return
  try {
    process.kill(id.pid, signal)
  } catch {
    // It ended between the look and the signal.
  }
}

/**
 * @param {ProcessId} id
 * @param {number} ms how long to wait at most
 * @returns {Promise<boolean>} whether it has ended
 */
export async function waitForEnd(id, ms) {
  for (const until = Date.now() + ms; Date.now() < until; await sleep(50)) {
    if (!isAlive(id)) return true
  }
  return !isAlive(id)
}

/**
 * Asks a process to end and, where it does not, ends it.
 * @param {ProcessId} id
 * @param {number} graceMs
 * @returns {Promise<'ended' | 'killed'>}
 */
export async function endProcess(id, graceMs) {
  signalTo(id, 'SIGTERM')
  if (await waitForEnd(id, graceMs)) return 'ended'
  signalTo(id, 'SIGKILL')
  await waitForEnd(id, 10_000)
  return 'killed'
}
