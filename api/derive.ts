/**
 * Writes every file that follows from the ontology and the table of permissions: `npm run derive`.
 * `npm run derive -- --check` writes nothing, names what differs, and ends with 1 if anything does.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { factsByIdFile } from './derive/facts-by-id.ts'
import { dumpFactsFile, factCountsFile, factsInOrderFile } from './derive/facts-in-order.ts'
import { ontologyPage } from './derive/ontology-page.ts'
import { rightsPage } from './derive/rights-page.ts'
import { constraintsFile, indexesFile } from './derive/schema-statements.ts'

/** A derived file: its path from the root of the repository, and its whole text. */
export interface DerivedFile {
  readonly path: string
  readonly content: string
}

const root = fileURLToPath(new URL('..', import.meta.url))

/** All derived files, as they should be. */
export const derivedFiles = (): DerivedFile[] => [
  { path: 'docs/ontology.md', content: ontologyPage() },
  { path: 'docs/rechte.md', content: rightsPage() },
  { path: 'cypher/schema/constraints.cypher', content: constraintsFile() },
  { path: 'cypher/schema/indexes.cypher', content: indexesFile() },
  { path: 'cypher/writes/read_facts.cypher', content: factsByIdFile() },
  { path: 'cypher/exports/facts.cypher', content: factsInOrderFile() },
  { path: 'cypher/exports/dump_facts.cypher', content: dumpFactsFile() },
  { path: 'cypher/exports/fact_counts.cypher', content: factCountsFile() },
]

/** Those that are missing in a tree (this one, unless said otherwise) or differ from it. */
export const outdatedFiles = (tree: string = root): DerivedFile[] =>
  derivedFiles().filter(({ path, content }) => {
    const file = join(tree, path)
    return !existsSync(file) || readFileSync(file, 'utf8') !== content
  })

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdated = outdatedFiles()
  if (process.argv.includes('--check')) {
    for (const { path } of outdated)
      console.error(`${path} does not follow from the ontology any more. Run: npm run derive`)
    process.exitCode = outdated.length > 0 ? 1 : 0
  } else {
    for (const { path, content } of outdated) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
      console.log(`written: ${path}`)
    }
    if (outdated.length === 0) console.log('All derived files are up to date.')
  }
}
