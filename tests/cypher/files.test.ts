/**
 * Guards over all files of `cypher/` but gaps and questions (tests/cypher/answers.test.ts): a header that says what the
 * text really takes, a plan, the right to write only where that is the purpose, and the ontology's word on what they repeat.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { needsRelations, ontology, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { compose, namesIn, query, sourceOf, statements } from '@kommunalgraph/api/src/graph/queries.ts'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { parametersOf } from './parameters.ts'

let driver: Driver
beforeAll(() => {
  const { uri, user, password } = inject('neo4j')
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
})
afterAll(() => driver.close())

const folder = dirname(createRequire(import.meta.url).resolve('@kommunalgraph/cypher/package.json'))
const fragments = readdirSync(join(folder, 'fragments'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.cypher'))
  .map((file) => `fragments/${file.slice(0, -'.cypher'.length)}` as const)

const reads = [...namesIn('queries'), ...namesIn('merging'), ...namesIn('exports')]
const rules = namesIn('quality')
const writes = [...namesIn('writes'), ...namesIn('accounts')]
const migrations = namesIn('migrations')
const schema = namesIn('schema')

/** Names after `In:`, without what stands in brackets; undefined without such a line. */
function said(source: string): string[] | undefined {
  const [, rest] = /^\/\/ (?:[^\n]*\. )?In: ([\s\S]*?)(?=\n\/\/ [A-Z][a-z]+:|\. Goes to|\n[^/])/m.exec(source) ?? []
  return rest
    ?.replace(/\n\/\/\s*/g, ' ')
    .replace(/\([^()]*\)/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '–' && !name.startsWith('and what'))
    .sort()
}

/** Parameters in the text itself. */
const used = (source: string) => [...new Set([...source.replace(/^\s*\/\/.*$/gm, '').matchAll(/\$([A-Za-z]\w*)/g)].map(([, name]) => name ?? ''))].sort()

test('no room is forgotten here', () => {
  const rooms = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  expect(rooms.filter((room) => !['queries', 'writes', 'migrations', 'schema', 'fragments', 'gaps', 'questions', 'quality', 'merging', 'exports', 'imports', 'accounts', 'node_modules'].includes(room))).toEqual([])
  for (const files of [reads, rules, writes, migrations, schema, fragments]) expect(files.length).toBeGreaterThan(0)
})

describe('the header', () => {
  test.each([...reads, ...rules, ...writes, ...migrations])('%s states its purpose in both languages, and one version of Cypher for each statement', (name) => {
    expect(sourceOf(name).replace(/^\/\/ Derived from .+\n/, '')).toMatch(/^\/\/ Purpose: .+ \/ .+\n/)
    const texts = statements(name)
    expect(texts.length).toBeGreaterThan(0)
    expect(sourceOf(name).match(/^CYPHER 25\b/gm)).toHaveLength(texts.length)
  })

  test.each([...reads, ...rules, ...writes])('%s names every parameter that it takes, and no other', (name) => {
    const source = sourceOf(name)
    expect(source).toMatch(/^\/\/ Out: /m)
    expect(said(source)).toEqual(used(source))
  })

  /** A fragment goes into a query that has these already. */
  const given = ['asOf', 'visibilities', 'tenants']

  test.each(fragments)('%s says what it is and what it takes', (name) => {
    const source = sourceOf(name)
    expect(source).toMatch(/^\/\/ .+\n/)
    expect(source).not.toMatch(/^CYPHER/m)
    const asked = (names: string[]) => names.filter((one) => !given.includes(one))
    expect(asked(said(source) ?? [])).toEqual(asked(used(source)))
  })

  test.each(migrations)('%s says whether it changes data or schema', (name) => {
    expect(sourceOf(name)).toMatch(/^\/\/ Kind: (data|schema)$/m)
  })

  test('would be missed, and a parameter too', () => {
    expect(said('CYPHER 25\nRETURN $x')).toBeUndefined()
    expect(said('// Purpose: a / b\n// In: x (of {a, b}),\n//     y\n// Out: z\nCYPHER 25')).toEqual(['x', 'y'])
    expect(used('// $no\nRETURN $x, $($label)')).toEqual(['label', 'x'])
  })
})

/** What a statement would do, and what the database does not know about it. */
async function explained(text: string, names: readonly string[]) {
  const session = driver.session({ defaultAccessMode: neo4j.session.WRITE })
  try {
    const { summary } = await session.run(text.replace(/^CYPHER 25/, 'CYPHER 25 EXPLAIN'), parametersOf(names))
    const notes = summary.gqlStatusObjects.map(({ gqlStatus, statusDescription }) => `${gqlStatus} ${statusDescription}`)
    return { type: summary.queryType, missing: notes.filter((note) => /parameter/i.test(note)), deprecated: notes.filter((note) => /deprecat/i.test(note)) }
  } finally {
    await session.close()
  }
}

const read = { type: 'r', missing: [], deprecated: [] }

describe('the plan', () => {
  test.each([...reads, ...rules])('%s only reads', async (name) => {
    expect(await explained(query(name), used(sourceOf(name)))).toEqual(read)
  })

  test('fragments of the list fit in their places', async () => {
    const filters = fragments.filter((name) => name.startsWith('fragments/list/') && !/\/(after|order)_/.test(name))
    expect(filters.length).toBeGreaterThan(4)
    for (const way of ['up', 'down'] as const) {
      const places = { filters, after: [`fragments/list/after_${way}`], order: [`fragments/list/order_${way}`] } as const
      const text = compose('queries/entity_list', places)
      expect(await explained(text, used(text))).toEqual(read)
    }
    const counted = compose('queries/entity_count', { filters })
    expect(await explained(counted, used(counted))).toEqual(read)
  })

  test.each(rules)('%s takes what chooses, pages and tells whose it is', async (name) => {
    for (const rows of [['one'], ['chosen', 'unit', 'of_unit', 'page']]) {
      const text = compose(name, { rows: rows.map((one) => `fragments/quality/${one}` as const) })
      expect(await explained(text, used(text))).toEqual(read)
    }
  })

  test.each(writes)('%s writes only if that is its purpose', async (name) => {
    const types = await Promise.all(statements(name).map(async (text) => (await explained(text, used(text))).type))
    const allowed = /^(writes\/(read|find)|accounts\/(read|list|any|outside|administrators))(_|$)/.test(name) ? ['r'] : name === 'writes/lock_constraint' ? ['s'] : ['w', 'rw']
    for (const type of types) expect(allowed).toContain(type)
  })

  test.each(migrations)('%s is of the kind that it says', async (name) => {
    const kind = /^\/\/ Kind: (\w+)$/m.exec(sourceOf(name))?.[1]
    for (const text of statements(name)) expect(kind === 'schema' ? ['s'] : ['w', 'rw']).toContain((await explained(text, [])).type)
  })

  test('a text that writes would be seen', async () => {
    expect((await explained('CYPHER 25\nMERGE (n:Entity {id: $id}) RETURN n.id AS id', ['id'])).type).toBe('rw')
    expect((await explained('CYPHER 25\nRETURN $id AS id', [])).missing).toHaveLength(1)
  })
})

describe('what files repeat of the ontology is what the ontology says', () => {
  test.each(reads.filter((name) => name.startsWith('queries/impact_')))('%s follows every relation that needs, everywhere', (name) => {
    const sets = [...sourceOf(name).matchAll(/\[r:([A-Z_|]+)/g)].map(([, types]) => types?.split('|').sort())
    expect(sets.length).toBeGreaterThan(0)
    for (const types of sets) expect(types).toEqual([...needsRelations].sort())
  })

  test('ways leave out what joins everything with everything', () => {
    const [, types] = /\[r:([!A-Z_&]+)/.exec(sourceOf('queries/paths')) ?? []
    const excluded = relationTypeNames.filter((name) => ontology.relationTypes[name].excludeFromPaths)
    expect(types?.split('&').sort()).toEqual(excluded.map((name) => `!${name}`).sort())
  })
})

describe('Cypher stands in its files only', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const cypher = /\b(?:OPTIONAL )?(?:MATCH|MERGE) \(|\bUNWIND \S|\bDETACH DELETE\b/

  /** Makes files of cypher/ out of the ontology, before anything runs. */
  const writesFiles = /^derive\//

  test('no code of the product holds any', () => {
    const files = ['api', 'seed', 'web'].flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file) && !writesFiles.test(file))
        .map((file) => join(room, file)),
    )
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter((file) => cypher.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })

  test('it would be seen', () => {
    for (const text of ['`MATCH (n) RETURN n`', "'MERGE (s:Sequence)'", '"UNWIND $rows AS row"']) expect(text).toMatch(cypher)
    expect('if (text.match(/x/)) merge(a)').not.toMatch(cypher)
  })
})
