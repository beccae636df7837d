/** One check or commit of a large file, in a process of its own; started by jobs.ts, ends with whoever started it. */
import type { Config } from '../config.ts'
import { openGraph } from '../graph/run.ts'
import { ProblemError } from '../plugins/problem.ts'
import { checkImport, type Hooks } from './check.ts'
import { commitImport } from './commit.ts'
import type { Said, Task } from './jobs.ts'

process.once('disconnect', () => process.exit(1))
process.once('message', ({ task, neo4j }: { task: Task; neo4j: Config['neo4j'] }) => {
  const graph = openGraph(neo4j)
  // No request waits here: a large plan may read as long as it takes.
  graph.limits.readMs = 120_000
  const hooks: Hooks = { onProgress: (...progress) => void process.send?.({ progress } satisfies Said) }
  const work = task.kind === 'check' ? checkImport(graph, task.input, hooks) : commitImport(graph, task.id, task.body, hooks)
  work
    .then(
      (report): Said => ({ done: report }),
      (error: unknown): Said =>
        error instanceof ProblemError
          ? { problem: { code: error.code, detail: error.message, ...(error.errors ? { errors: error.errors } : {}) } }
          : { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    )
    .then(async (said) => {
      await new Promise<void>((resolve) => process.send?.(said, undefined, undefined, () => resolve()))
      await graph.close()
      process.exit(0)
    })
})
