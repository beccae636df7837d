/** How long a second `npm start` takes until it is ready: everything is installed, built and seeded. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@kommunalgraph/database'

export interface StartFigures {
  /** Seconds until `/ready` answers 200. */
  readonly first: number
  readonly second: number
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const longestMs = 300_000

export async function measureSecondStart(): Promise<StartFigures> {
  const data = mkdtempSync(join(tmpdir(), 'kommunalgraph-start-'))
  try {
    return { first: await oneStart(data), second: await oneStart(data) }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

async function oneStart(data: string): Promise<number> {
  const port = String(await freePort())
  const { NEO4J_URI: _ignored, ...environment } = process.env
  const began = performance.now()
  const child = spawn(process.execPath, [join(root, 'api', 'start.mjs')], {
    cwd: root,
    env: { ...environment, PORT: port, KG_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    await untilReady(child, `http://127.0.0.1:${port}/api/v1/ready`)
    return (performance.now() - began) / 1000
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  for (const end = Date.now() + longestMs; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`)
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('npm start was not ready in five minutes')
}
