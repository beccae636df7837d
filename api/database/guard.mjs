// Runs beside the database in a process of its own: when the process that started the database dies without a word
// (kill -9, closed terminal, crash), this one stops the database, so that no JVM is ever left behind.
// It reads JSON lines on its standard input; the end of that input without `{"done":true}` means that the starter is gone.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { removeLock } from './lock.mjs'
import { endProcess, isAlive, signalTo, waitForEnd } from './processes.mjs'

/** @type {{ jvm?: import('./processes.mjs').ProcessId, lock?: string, run?: string, throwAway?: string, done?: boolean }} */
const known = {}
createInterface({ input: process.stdin })
  .on('line', (line) => Object.assign(known, JSON.parse(line)))
  .on('close', () => {
    void (async () => {
      if (known.done) return
      if (known.jvm !== undefined) {
        if (known.throwAway !== undefined) {
          signalTo(known.jvm, 'SIGKILL')
          await waitForEnd(known.jvm, 10_000)
        } else if (isAlive(known.jvm)) {
          const how = await endProcess(known.jvm, 60_000)
          // Closed cleanly: the next start has nothing to recover. After any other end the lock stays and tells it.
          if (how === 'ended' && known.lock !== undefined && known.run !== undefined) removeLock(known.lock, known.run)
        }
      }
      if (known.throwAway !== undefined) rmSync(known.throwAway, { recursive: true, force: true, maxRetries: 5 })
    })()
  })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {})
