/**
 * Runs checks and commits one after the other, tells how far they are, and ends them when somebody cancels.
 * Large files are worked on in a process of their own: readers are not kept waiting, and its memory goes with it.
 */
import { fork } from 'node:child_process'
import { readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ImportCommit, ImportProgress, ImportReport } from '@kommunalgraph/contract/imports.ts'
import type { ProblemCode } from '@kommunalgraph/contract/problems.ts'
import { unpackedSize } from '@kommunalgraph/seed/src/files/zip.ts'
import type { Config } from '../config.ts'
import type { Graph } from '../graph/run.ts'
import { type FieldError, problem } from '../plugins/problem.ts'
import { type CheckInput, checkImport, type Hooks } from './check.ts'
import type { Limits } from '../accounts/person.ts'
import { commitImport } from './commit.ts'
import { readRecord, saveRecord } from './store.ts'

/** From this size on a file gets a process of its own, which takes a second to start. */
const LARGE_FILE = 1_048_576
/** The same for what a small file says to be once unpacked: a megabyte can become a thousand. */
const LARGE_UNPACKED = 8 * LARGE_FILE
/** Most memory of such a process in MiB: enough for the largest file, and where that is wrong it ends alone. */
const APART_MEMORY = 3_072
/** The same for the number of staged parts (a thousand rows each) of a commit. */
const LARGE_COMMIT = 5

export type Task = { kind: 'check'; input: CheckInput } | { kind: 'commit'; id: string; body: ImportCommit & { limits: Limits } }

/** What a process of its own says. */
export type Said =
  | { progress: Parameters<Hooks['onProgress']> }
  | { done: ImportReport }
  | { problem: { code: ProblemCode; detail: string; errors?: FieldError[] } }
  | { failed: string }

interface Job {
  progress: ImportProgress
  listeners: Set<(progress: ImportProgress) => void>
  abort: AbortController
  done: Promise<ImportReport>
}

export class ImportJobs {
  readonly #graph: Graph
  readonly #config: Config
  readonly #jobs = new Map<string, Job>()
  #queue: Promise<unknown> = Promise.resolve()

  constructor(graph: Graph, config: Config) {
    this.#graph = graph
    this.#config = config
  }

  /** The work on an import that goes on in this process; undefined if none does. */
  running(id: string): Pick<Job, 'progress' | 'done'> | undefined {
    return this.#jobs.get(id)
  }

  check(input: CheckInput): Promise<ImportReport> {
    return this.#start(input.id, async (hooks) => {
      try {
        // What a server will answer is not known beforehand.
        const large = input.url !== undefined || (await isLarge(input.path))
        return await (large ? this.#apart({ kind: 'check', input }, hooks) : checkImport(this.#graph, input, hooks))
      } finally {
        await rm(dirname(input.path), { recursive: true, force: true }).catch(() => undefined)
      }
    })
  }

  commit(id: string, body: ImportCommit & { limits: Limits }, parts: number): Promise<ImportReport> {
    return this.#start(id, (hooks) =>
      parts > LARGE_COMMIT ? this.#apart({ kind: 'commit', id, body }, hooks) : commitImport(this.#graph, id, body, hooks),
    )
  }

  /** Ends the work on an import; nothing of it is stored. False if none went on. */
  cancel(id: string): boolean {
    const job = this.#jobs.get(id)
    job?.abort.abort(new Cancelled())
    return job !== undefined
  }

  /** Tells every step until the end; answers how to stop listening. */
  follow(id: string, listener: (progress: ImportProgress) => void): () => void {
    const job = this.#jobs.get(id)
    if (!job) return () => undefined
    listener(job.progress)
    job.listeners.add(listener)
    return () => job.listeners.delete(listener)
  }

  #start(id: string, work: (hooks: Hooks) => Promise<ImportReport>): Promise<ImportReport> {
    const abort = new AbortController()
    const listeners = new Set<(progress: ImportProgress) => void>()
    const tell = (progress: ImportProgress) => {
      job.progress = progress
      for (const listener of listeners) listener(progress)
    }
    const hooks: Hooks = { signal: abort.signal, onProgress: (step, done, total) => tell({ step, done, total }) }
    const run = this.#queue.then(async () => {
      abort.signal.throwIfAborted()
      return work(hooks)
    })
    const done = run.then(
      (report) => {
        this.#jobs.delete(id)
        tell({ step: 'done', done: 1, total: 1 })
        return report
      },
      async (error: unknown) => {
        const cancelled = abort.signal.aborted
        await this.#remember(id, cancelled ? 'cancelled' : 'failed', error).catch(() => undefined)
        this.#jobs.delete(id)
        tell({ step: cancelled ? 'cancelled' : 'failed', done: 0, total: null })
        throw cancelled ? new Cancelled() : error
      },
    )
    this.#queue = done.catch(() => undefined)
    const job: Job = { progress: { step: 'reading', done: 0, total: null }, listeners, abort, done }
    this.#jobs.set(id, job)
    // Whoever waits for it hears of a fault; nobody has to.
    done.catch(() => undefined)
    return done
  }

  /** What became of it is told by the import itself too: whoever asked may be gone. */
  async #remember(id: string, state: 'cancelled' | 'failed', error: unknown): Promise<void> {
    const record = await readRecord(this.#graph, id)
    if (!record || record.report.state === 'committed') return
    const message = error instanceof Error ? error.message : String(error)
    record.report.state = state
    if (state === 'failed')
      record.report.issues = [
        {
          sheet: null, row: null, column: null, rule: 'failed', severity: 'refused',
          message: 'Der Import wurde nicht geschrieben; im Bestand ist nichts verändert.',
          next: 'Versuchen Sie es noch einmal; bleibt es dabei, laden Sie die Datei neu hoch.',
          en: { message: `The import was not written, nothing was changed: ${message}`, next: 'Try again; if it stays, upload the file anew.' },
        },
        ...record.report.issues.filter(({ rule }) => rule !== 'failed'),
      ]
    await saveRecord(this.#graph, record)
  }

  /** The same in a process of its own. */
  #apart(task: Task, { onProgress, signal }: Hooks): Promise<ImportReport> {
    return new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        execArgv: [...process.execArgv, `--max-old-space-size=${APART_MEMORY}`],
      })
      const cancel = () => child.kill('SIGKILL')
      signal?.addEventListener('abort', cancel, { once: true })
      let settled = false
      const settle = (act: () => void) => {
        if (settled) return
        settled = true
        signal?.removeEventListener('abort', cancel)
        act()
      }
      child.on('message', (said: Said) => {
        if ('progress' in said) onProgress(...said.progress)
        else if ('done' in said) settle(() => resolve(said.done))
        else if ('problem' in said) settle(() => reject(problem(said.problem.code, said.problem)))
        else settle(() => reject(new Error(said.failed)))
      })
      child.once('error', (error) => settle(() => reject(error)))
      child.once('exit', (code, killed) => settle(() => reject(new Error(`The import's process ended with ${killed ?? code}`))))
      child.send({ task, neo4j: this.#config.neo4j })
    })
  }
}

async function isLarge(path: string): Promise<boolean> {
  return (await stat(path)).size >= LARGE_FILE || unpackedSize(await readFile(path)) >= LARGE_UNPACKED
}

/** Somebody pressed cancel. */
export class Cancelled extends Error {
  constructor() {
    super('The import was cancelled')
  }
}
