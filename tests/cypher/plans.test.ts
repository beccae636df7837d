/** Plans of the hot queries: they begin at an index, and nothing in them grows with the whole graph. */
import { compose, query } from '@kommunalgraph/api/src/graph/queries.ts'
import neo4j, { type Driver, type Plan } from 'neo4j-driver'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parametersOf } from './parameters.ts'

let driver: Driver
beforeAll(() => {
  const { uri, user, password } = inject('neo4j')
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
})
afterAll(() => driver.close())

interface Operator {
  name: string
  details: string
}

async function operatorsOf(text: string): Promise<Operator[]> {
  const names = [...new Set([...text.matchAll(/\$([A-Za-z]\w*)/g)].map(([, name]) => name ?? ''))]
  const session = driver.session({ defaultAccessMode: neo4j.session.READ })
  try {
    const { summary } = await session.run(text.replace(/^CYPHER 25/, 'CYPHER 25 EXPLAIN'), parametersOf(names))
    if (summary.plan === false) throw new Error('no plan')
    const walk = ({ operatorType, arguments: values, children }: Plan): Operator[] => [
      { name: operatorType.replace(/@.*$/, ''), details: String(values.Details ?? '') },
      ...children.flatMap(walk),
    ]
    return walk(summary.plan)
  } finally {
    await session.close()
  }
}

/** Reads everything, everything of a label or type, or every single way instead of every node once. */
const unbounded =
  /^(AllNodesScan|\w*NodeByLabelsScan|NodeByLabelScan|NodeIndexScan|\w*AllRelationshipsScan|\w*RelationshipTypeScan|VarLengthExpand\((All|Into)\)|Repeat\(Trail\))$/
const seek = /^(NodeUniqueIndexSeek|NodeIndexSeek|MultiNodeIndexSeek)/

/** Looks up to the whole of an actor, at most 6 times, for its sphere: a unit has one whole, so every way is one node. */
const upToTheWhole = ({ details }: Operator) => /POST_IN/.test(details) && /PART_OF/.test(details)

/** A unit and the posts in it: one step, as many as it has posts. */
const postsOfAUnit = ({ details }: Operator) => /POST_IN\*0\.\.1\]/.test(details)

const hot: { name: string; text: string; except?: (operator: Operator) => boolean }[] = [
  { name: 'entity', text: query('queries/entity') },
  { name: 'entity_relation_groups', text: query('queries/entity_relation_groups') },
  { name: 'ownership', text: query('queries/ownership'), except: postsOfAUnit },
  { name: 'neighbourhood', text: query('queries/neighbourhood'), except: upToTheWhole },
  { name: 'impact_dependents', text: query('queries/impact_dependents') },
  { name: 'impact_dependencies', text: query('queries/impact_dependencies') },
  { name: 'impact_dependents_count', text: query('queries/impact_dependents_count') },
  { name: 'impact_dependencies_count', text: query('queries/impact_dependencies_count') },
  { name: 'paths', text: query('queries/paths') },
  { name: 'search', text: query('queries/search') },
  {
    name: 'entity_list of one type',
    text: compose('queries/entity_list', { filters: ['fragments/list/type'], after: [], order: ['fragments/list/order_up'] }),
  },
  { name: 'map_nodes', text: query('queries/map_nodes'), except: upToTheWhole },
]

test.each(hot)('$name seeks in an index and scans nothing', async ({ text, except = () => false }) => {
  const operators = await operatorsOf(text)
  expect(operators.filter(({ name }) => seek.test(name)).length, operators.map(({ name }) => name).join(' ')).toBeGreaterThan(0)
  expect(operators.filter((operator) => unbounded.test(operator.name) && !except(operator))).toEqual([])
})

test('a search asks both full-text indexes', async () => {
  const calls = (await operatorsOf(query('queries/search'))).filter(({ name }) => name.startsWith('ProcedureCall'))
  expect(calls).toHaveLength(2)
})

test('walks visit each node once', async () => {
  const asked = ['t01_what_fails_with', 't02_enterprise_falls_away', 't03_single_points_of_failure', 't09_systems_that_end'] as const
  for (const name of [...(['impact_dependents', 'impact_dependencies', 'neighbourhood'] as const).map((one) => `queries/${one}` as const), ...asked.map((one) => `questions/${one}` as const)]) {
    const names = (await operatorsOf(query(name))).map((operator) => operator.name)
    expect(names.filter((operator) => /^VarLengthExpand\(Pruning,BFS/.test(operator)).length, name).toBeGreaterThan(0)
  }
  const ways = (await operatorsOf(query('queries/paths'))).map((operator) => operator.name)
  expect(ways.filter((operator) => /^StatefulShortestPath/.test(operator))).toHaveLength(1)
})

test.each([
  ['AllNodesScan', 'CYPHER 25\nMATCH (n) RETURN n.id AS id'],
  ['NodeByLabelScan', 'CYPHER 25\nMATCH (n:Post) RETURN n.id AS id'],
  ['NodeByLabelScan', 'CYPHER 25\nMATCH (n:Entity) WHERE n.description = $name RETURN n.id AS id'],
])('%s would be seen', async (name, text) => {
  const scans = (await operatorsOf(text)).filter((operator) => unbounded.test(operator.name))
  expect(scans.map((operator) => operator.name)).toEqual([name])
})
