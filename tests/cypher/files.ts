/** The files of `cypher/` as the tests see them: statements, and the columns that the header promises. */
import {
  type FragmentName,
  namesIn,
  type QueryName,
  sourceOf,
  statements,
} from '@kommunalgraph/api/src/graph/queries.ts'

const rooms = ['queries', 'questions', 'gaps', 'quality', 'merging', 'writes', 'schema', 'migrations', 'exports', 'imports', 'accounts'] as const

export interface CypherFile {
  name: QueryName
  room: (typeof rooms)[number]
  statements: string[]
  /** Columns that the header promises; undefined where it says nothing (a file of schema). */
  columns: string[] | undefined
  /** Columns that only a fragment adds. */
  added: string[]
}

/** Every file of every room; a room that does not exist yet is empty. */
export function filesIn(): CypherFile[] {
  return rooms.flatMap((room) => namesOf(room).map((name) => fileOf(room, name)))
}

function namesOf(room: (typeof rooms)[number]): QueryName[] {
  try {
    return namesIn(room)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function fileOf(room: (typeof rooms)[number], name: QueryName): CypherFile {
  const source = sourceOf(name)
  const lines = source
    .slice(0, Math.max(0, source.indexOf('CYPHER 25')))
    .split('\n')
    .filter((line) => line.startsWith('//'))
  const header = lines.map((line) => line.replace(/^\/\/ ?/, '')).join('\n')
  const out = outOf(header)
  return {
    name,
    room,
    statements: statements(name),
    columns: namesOfList(out),
    added:
      out === undefined
        ? []
        : [...out.matchAll(/with the fragment\s+\S+\s+also (\w+)/g)].map(([, column = '']) => column),
  }
}

/** What stands behind `Out:`, continued lines (further indented) included. */
function outOf(header: string): string | undefined {
  return /^Out:((?:.*)(?:\n {3,}.*)*)/m.exec(header)?.[1]
}

/** `a (what it is), b; c {x, y} – one row: d` → a, b, c, d. What is no single word explains and is not a name. */
function namesOfList(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined
  let plain = text
  for (let before = ''; before !== plain; ) {
    before = plain
    plain = plain.replace(/\([^()]*\)|\{[^{}]*\}/g, ' ')
  }
  return plain
    .split(/[,;:–]|\bor\b|\band\b/)
    .map((part) => part.trim())
    .filter((part) => /^[a-zA-Z]\w*$/.test(part) && part !== 'nothing')
}

/** Fragments that a list puts into its place `filters`, by the last words of their header. */
export const listFilters: readonly FragmentName[] = [
  'depth', 'ids', 'involves', 'offer', 'owner', 'participant', 'provider', 'quality', 'skill', 'sphere', 'stage', 'thrust', 'troubled', 'type', 'users', 'words',
].map((name) => `fragments/list/${name}` as const)
