/** Where the data that ships with the product stands, in the order in which it is loaded. */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFolder, type SeedFolder } from './read-folder.ts'

export const dataFolder = fileURLToPath(new URL('../data', import.meta.url))

/** The shared basics come first: both demos refer to them. */
export const seedFolders = ['shared', 'karlsruhe', 'musterstadt'] as const

/** Reads everything that ships. Throws with every place that cannot be read. */
export function readSeed(): SeedFolder[] {
  let hidden: ReadonlySet<string> = new Set()
  const folders = seedFolders.map((name) => {
    const seed = readFolder(join(dataFolder, name), hidden)
    hidden = seed.hidden
    return seed
  })
  const issues = folders.flatMap(({ folder, issues }) =>
    issues.map(
      ({ file, row, column, message }) => `${folder}/${file}, row ${row}${column ? `, ${column}` : ''}: ${message}`,
    ),
  )
  if (issues.length > 0) throw new Error(`The seed cannot be read:\n${issues.join('\n')}`)
  return folders
}
