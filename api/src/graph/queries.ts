/**
 * Loads the texts of `cypher/`. Each is read once and kept without its comments.
 *
 * Optional filters: a query marks a place with a comment line `// <<name`, so the file runs as it stands;
 * `compose` puts fragments (`cypher/fragments/…`) there. A fragment is a fixed text of ours: what a user
 * sends only ever decides whether it is there, and reaches it as a parameter.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Folders of `cypher/` that hold whole statements. */
type Room = 'queries' | 'questions' | 'gaps' | 'quality' | 'merging' | 'imports' | 'writes' | 'accounts' | 'schema' | 'migrations' | 'exports'
/** Path below `cypher/` without the ending, e.g. `queries/p01_initiative_owner`. */
export type QueryName = `${Room}/${string}`
export type FragmentName = `fragments/${string}`

const folder = dirname(createRequire(import.meta.url).resolve('@kommunalgraph/cypher/package.json'))
const texts = new Map<string, string>()
const composed = new Map<string, string>()

/** The file as it is, with its header. Throws if it does not exist. */
export function sourceOf(name: QueryName | FragmentName): string {
  return readFileSync(join(folder, `${name}.cypher`), 'utf8')
}

/** Names of all files in one folder of `cypher/`, sorted. */
export function namesIn(room: Room): QueryName[] {
  if (!existsSync(join(folder, room))) return []
  return readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.cypher'))
    .map((file) => `${room}/${file.slice(0, -'.cypher'.length)}` as const)
    .sort()
}

/** The statement of a file, without comments. */
export function query(name: QueryName): string {
  let text = texts.get(name)
  if (text === undefined) {
    text = withoutComments(sourceOf(name)).trim()
    texts.set(name, text)
  }
  return text
}

/**
 * A query with fragments in its marked places: `compose('queries/entity_list', {filters: ['fragments/list/stage']})`.
 * Throws if the query has no such place.
 */
export function compose(name: QueryName, places: Record<string, readonly FragmentName[]>): string {
  const key = JSON.stringify([name, places])
  let text = composed.get(key)
  if (text === undefined) {
    let source = sourceOf(name)
    for (const [place, fragments] of Object.entries(places)) {
      const mark = new RegExp(`^[ \\t]*// <<${place}[ \\t]*$`, 'gm')
      if (!mark.test(source)) throw new Error(`cypher/${name}.cypher has no place "// <<${place}"`)
      const inserted = fragments.map((fragment) => withoutComments(sourceOf(fragment)).trim()).join('\n')
      source = source.replace(mark, () => inserted)
    }
    text = withoutComments(source).trim()
    composed.set(key, text)
  }
  return text
}

/** The statements of a file of several, each ended by `;` at the end of a line. */
export function statements(name: QueryName): string[] {
  return withoutComments(sourceOf(name))
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && statement !== 'CYPHER 25')
}

/** Takes out whole-line comments; a `//` behind code stays (it may stand in a string). */
function withoutComments(source: string): string {
  return source.replace(/^[ \t]*\/\/.*$\n?/gm, '')
}
