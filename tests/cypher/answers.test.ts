/** Guards over the files of `cypher/gaps` and `cypher/questions`: declared once, columns as declared, reading only, names known. */

import { namesIn, query, sourceOf } from '@kommunalgraph/api/src/graph/queries.ts'
import { gapColumns, gapDefinitions } from '@kommunalgraph/contract/gaps.ts'
import { codes, ontology, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { reservedColumns } from '@kommunalgraph/contract/question.ts'
import { questions } from '@kommunalgraph/contract/questions.ts'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { nameEverything } from './known-names.ts'

let driver: Driver
beforeAll(async () => {
  const { uri, user, password } = inject('neo4j')
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  // A name that the demo does not use is no typing error.
  await nameEverything(driver)
})
afterAll(() => driver.close())

const day = new neo4j.types.Date(2026, 11, 1)
const reading = { asOf: day, visibilities: [...codes('visibility')], tenants: ['990000000000', 'shared'], home: 'org:ars:990000000000' }

/** Plans a file; a parameter that it does not get, or a name that the database does not know, comes back as a note. */
async function explain(text: string, parameters: Record<string, unknown>) {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ })
  try {
    const result = await session.run(text.replace('CYPHER 25', 'CYPHER 25 EXPLAIN'), { ...reading, ...parameters })
    const notes = result.summary.gqlStatusObjects
      .filter(({ gqlStatus }) => gqlStatus.startsWith('01'))
      .map(({ statusDescription }) => statusDescription)
    return { keys: await keysOf(text, parameters), type: result.summary.queryType, notes }
  } finally {
    await session.close()
  }
}

/** EXPLAIN tells no columns of its own; the driver knows them before the first row. */
async function keysOf(text: string, parameters: Record<string, unknown>): Promise<string[]> {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ })
  try {
    return await session.run(text, { ...reading, ...parameters }).then(({ records }) => (records[0] ? [...records[0].keys].map(String) : []))
  } finally {
    await session.close()
  }
}

describe('gaps', () => {
  test('every file is declared, and every kind has its file', () => {
    expect(namesIn('gaps')).toEqual(gapDefinitions.map(({ kind }) => `gaps/${kind}`).sort())
  })

  test.each(gapDefinitions.map(({ kind, facts }) => ({ kind, facts })))('$kind returns what is declared and only reads', async ({ kind, facts }) => {
    const { keys, type, notes } = await explain(query(`gaps/${kind}`), {})
    expect([...keys].sort()).toEqual([...gapColumns, ...facts].sort())
    expect(type).toBe('r')
    expect(notes).toEqual([])
  })
})

describe('questions', () => {
  const own = questions.filter(({ file }) => file !== undefined)

  test('every file is declared once, and every question has its file', () => {
    expect(namesIn('questions')).toEqual(own.map(({ file }) => `questions/${file}`).sort())
  })

  test('the name of a file begins with the code of its question', () => {
    for (const { code, file } of own) expect(file).toMatch(new RegExp(`^${code.toLowerCase()}_`))
  })

  test.each(own)('$code returns its columns and only reads', async (question) => {
    const examples = Object.entries(question.parameters).map(([name, { shown }]) => [name, typeof shown.example === 'number' ? neo4j.int(shown.example) : shown.example])
    const parameters = { ...Object.fromEntries(examples), ...(question.code === 'D01' && { factId: null }), limit: neo4j.int(200) }
    const { keys, type, notes } = await explain(query(`questions/${question.file}`), parameters)
    const columns = Object.keys(question.columns)
    const beside = keys.filter((key) => !columns.includes(key))
    expect(keys.filter((key) => columns.includes(key)).sort()).toEqual([...columns].sort())
    expect(reservedColumns.map(String)).toEqual(expect.arrayContaining(beside))
    expect(beside.includes('facts')).toBe(question.facts !== undefined)
    expect(type).toBe('r')
    expect(notes).toEqual([])
  })

  test('columns of gap questions are columns of the gaps', () => {
    for (const { gaps, columns } of questions) {
      for (const { kind, cells = {} } of gaps ?? []) {
        const definition = gapDefinitions.find((one) => one.kind === kind)
        const available = [...gapColumns, ...(definition?.facts ?? []), ...Object.keys(cells)]
        expect(available).toEqual(expect.arrayContaining(Object.keys(columns)))
      }
    }
  })
})

describe('what the files repeat of the ontology is what the ontology says', () => {
  const needs = relationTypeNames.filter((name) => ontology.relationTypes[name].needs)
  const excluded = relationTypeNames.filter((name) => ontology.relationTypes[name].excludeFromPaths)

  test.each(['t01_what_fails_with', 't02_enterprise_falls_away', 't03_single_points_of_failure', 't09_systems_that_end', 't11_why_hit'])('%s follows every relation that needs', (file) => {
    const types = /\[r:([A-Z_|]+)/.exec(sourceOf(`questions/${file}`))?.[1]?.split('|')
    expect([...(types ?? [])].sort()).toEqual([...needs].sort())
  })

  test('S16 leaves out what joins everything with everything', () => {
    const types = /\[r:([!A-Z_&]+)/.exec(sourceOf('questions/s16_ways_between'))?.[1]?.split('&')
    expect([...(types ?? [])].sort()).toEqual(excluded.map((name) => `!${name}`).sort())
  })

  test.each([...namesIn('gaps'), ...namesIn('questions')])('%s says its purpose, parameters and columns', (name) => {
    const source = sourceOf(name)
    expect(source).toMatch(/^\/\/ Purpose: .+ \/ .+\n\/\/ In: .+\n/)
    expect(source).toMatch(/^\/\/ Out: /m)
    expect(source.match(/^CYPHER 25$/gm)).toHaveLength(1)
  })
})
