/**
 * Checks seed folders without a database, by the same plan that the door uses: `node --import tsx tests/seed/check.ts seed/data/<folder>`.
 * The shared folder is read first unless it is the one asked for. Prints every problem by file, row and column; ends with 1 if there is any.
 */
import { basename, join, resolve } from 'node:path'
import { Draft } from '@kommunalgraph/api/src/changes/draft.ts'
import { applyToDraft, finishPlan } from '@kommunalgraph/api/src/changes/plan.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import { placeOf, readFolder, type SeedFolder } from '@kommunalgraph/seed/src/read-folder.ts'

export interface CheckedFolder {
  seed: SeedFolder
  /** One sentence for each problem, with its place. */
  problems: string[]
  /** The same for gaps, which are allowed. */
  gaps: string[]
}

/** Plans folders one after the other on an empty graph. */
export function checkFolders(paths: readonly string[], today = '2026-11-01'): CheckedFolder[] {
  let draft = new Draft({ entities: new Map(), facts: new Map(), pairs: new Set() })
  let hidden: ReadonlySet<string> = new Set()
  return paths.map((path) => {
    const seed = readFolder(path, hidden)
    hidden = seed.hidden
    const said = (place: { file: string; row: number; column?: string }, message: string) =>
      `${basename(path)}/${place.file}, row ${place.row}${place.column === undefined ? '' : `, ${place.column}`}: ${message}`
    const { tenant, defaults } = seed.tenant
    const planning = applyToDraft(draft, seed.body.changes, {
      tenant,
      sourceIds: [],
      entered: { by: defaults.enteredBy, at: defaults.enteredAt },
      today,
      newFactId,
    })
    const plan = finishPlan(
      planning,
      { entities: draft.entityDifferences(), facts: draft.factDifferences() },
      new Map(),
    )
    draft = new Draft(draft.outcome())
    return {
      seed,
      problems: [
        ...seed.issues.map((issue) => said(issue, issue.message)),
        ...plan.issues.map(({ path: at, message, rule, allowed }) =>
          said(
            placeOf(seed, at),
            `${message}${rule ? ` (${rule})` : ''}${allowed ? ` Allowed: ${allowed.slice(0, 40).join(', ')}` : ''}`,
          ),
        ),
      ],
      gaps: plan.warnings.map(({ path: at, message, rule }) => said(placeOf(seed, at), `${message} (${rule})`)),
    }
  })
}

const [, script, ...asked] = process.argv
if (script !== undefined && import.meta.filename === resolve(script)) {
  const shared = join(import.meta.dirname, '../../seed/data/shared')
  const folders = asked.filter((word) => !word.startsWith('--')).map((path) => resolve(path))
  const checked = checkFolders(folders.some((path) => basename(path) === 'shared') ? folders : [shared, ...folders])
  for (const { seed, problems, gaps } of checked) {
    console.log(
      `${seed.folder}: ${seed.body.changes.length} rows, ${problems.length} problems, ${gaps.length} gaps (allowed)`,
    )
    for (const line of problems) console.log(`  ${line}`)
    if (process.argv.includes('--gaps')) for (const line of gaps) console.log(`  gap: ${line}`)
  }
  process.exitCode = checked.some(({ problems }) => problems.length > 0) ? 1 : 0
}
