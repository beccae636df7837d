/**
 * Every file of `cypher/` against a database that knows each name of the ontology, of the log and of the migrations:
 * whatever it has never heard of is a slip of the pen. And what comes out has the columns that the header promises.
 */
import { compose } from '@kommunalgraph/api/src/graph/queries.ts'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { filesIn, listFilters } from './files.ts'
import { nameEverything } from './known-names.ts'
import { parametersOf } from './parameters.ts'

let driver: Driver
beforeAll(async () => {
  const { uri, user, password } = inject('neo4j')
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  await nameEverything(driver)
})
afterAll(() => driver.close())

/** Names behind `$` in the code of a statement. */
const named = (text: string) => [
  ...new Set([...text.replace(/'(?:[^'\\]|\\.)*'/g, "''").matchAll(/\$([a-zA-Z]\w*)/g)].map(([, name = '']) => name)),
]

/** Values for planning: the ones that the other guards use, null for a parameter of a question. */
function valuesFor(text: string): Record<string, unknown> {
  return Object.assign(
    {},
    ...named(text).map((name) => {
      try {
        return parametersOf([name])
      } catch {
        return { [name]: null }
      }
    }),
  )
}

/** EXPLAIN: columns, and labels (01N50), relation types (01N51) and properties (01N52) that are not known. */
async function explain(statement: string) {
  const session = driver.session({ defaultAccessMode: neo4j.session.WRITE })
  try {
    const result = session.run(statement.replace(/^CYPHER 25/, 'CYPHER 25 EXPLAIN'), valuesFor(statement))
    const columns = await result.keys()
    const { gqlStatusObjects } = await result.summary()
    const unknown = gqlStatusObjects
      .filter(({ gqlStatus }) => /^01N5[012]/.test(gqlStatus))
      .map(({ statusDescription }) => statusDescription)
    return { columns: columns.map(String), unknown }
  } finally {
    await session.close()
  }
}

describe.each(filesIn().map((file) => [file.name, file] as const))('%s', (_, file) => {
  test('knows only names of the ontology, and its header the columns', async () => {
    for (const statement of file.statements) {
      const { columns, unknown } = await explain(statement)
      expect(unknown).toEqual([])
      if (file.columns && file.statements.length === 1) {
        expect(columns.sort()).toEqual(file.columns.filter((name) => !file.added.includes(name)).sort())
      }
    }
  })
})

test.each(listFilters)('%s knows only names of the ontology', async (fragment) => {
  expect((await explain(compose('queries/entity_list', { filters: [fragment] }))).unknown).toEqual([])
})

test('a slip of the pen would be seen', async () => {
  const { unknown } = await explain(
    'CYPHER 25\nMATCH (n:Entity&Initative {id: $id})-[r:DEPENDS_UPON]->() RETURN n.nmae AS name',
  )
  expect(unknown).toHaveLength(3)
})
