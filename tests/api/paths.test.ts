/** Ways between two entities, compared with ways through the demo's files. */
import type { Paths } from '@kommunalgraph/contract/answers.ts'
import { ontology, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { describe, expect, test } from 'vitest'
import { type DemoFact, demoView, edgeText, factText, stepsFrom, type View } from '../demo-graph.ts'
import { get, getPublic, type Query } from '../http.ts'
import { karlsruhe } from '../neo4j.ts'
import { refusedAt } from '../refused.ts'

const network = 'org:990000000000:freifunk'
const council = 'com:990000000000:rat'
const application = 'ini:990000000000:digitaler-bauantrag'

const excluded = relationTypeNames.filter((name) => ontology.relationTypes[name].excludeFromPaths)
const along = ({ relation }: DemoFact) => !excluded.includes(relation)

async function ways(from: string, to: string, query: Query = {}, ask = get) {
  const { status, body } = await ask<Paths>('/paths', { from, to, ...query })
  expect(status, JSON.stringify(body).slice(0, 300)).toBe(200)
  expect(body.from.id).toBe(from)
  expect(body.to.id).toBe(to)
  return body.paths
}

/** Every way of exactly two steps, as the files say. */
function twoSteps({ facts }: View, from: string, to: string): string[] {
  const at = (id: string) => facts.filter((fact) => along(fact) && (fact.from === id || fact.to === id))
  return at(from)
    .flatMap((first) => {
      const middle = first.from === from ? first.to : first.from
      return middle === to ? [] : at(to).filter((second) => second !== first && (second.from === middle || second.to === middle)).map((second) => `${factText(first)} | ${factText(second)}`)
    })
    .sort()
}

const wayText = ({ edges }: Paths['paths'][number]) => edges.map(edgeText).join(' | ')

test.each([
  [network, council],
  [application, 'org:990000000000:netze'],
  ['post:990000000000:cdo', 'sys:990000000000:rz-kim'],
  ['svc:990000000000:99012008001000', 'unit:990000000000:stadtkaemmerei'],
])('%s to %s: real steps, the shortest first, none twice', async (from, to) => {
  const view = demoView()
  const known = new Set(view.facts.filter(along).map(factText))
  const found = await ways(from, to, { limit: 10 })
  expect(found.length).toBeGreaterThan(1)
  const lengths = found.map(({ edges }) => edges.length)
  expect(lengths[0]).toBe(stepsFrom(view, from, { along }).get(to))
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
  expect(new Set(found.map(({ edges }) => edges.map(({ factId }) => factId).join())).size).toBe(found.length)
  for (const { nodes, edges } of found) {
    expect([nodes[0]?.id, nodes.at(-1)?.id]).toEqual([from, to])
    expect(nodes).toHaveLength(edges.length + 1)
    edges.forEach((edge, index) => {
      expect([nodes[index]?.id, nodes[index + 1]?.id].sort()).toEqual([edge.from, edge.to].sort())
      expect(known).toContain(edgeText(edge))
    })
  }
})

test('the k shortest are all there are of a length', async () => {
  const expected = twoSteps(demoView(), network, council)
  expect(expected.length).toBeGreaterThan(0)
  const found = await ways(network, council, { limit: 10 })
  expect(found.filter(({ edges }) => edges.length === 2).map(wayText).sort()).toEqual(expected)
  expect(await ways(network, council, { limit: expected.length })).toEqual(found.slice(0, expected.length))
  expect(await ways(network, council, { limit: 1 })).toHaveLength(1)
  expect((await ways(network, council)).length).toBeLessThanOrEqual(3)
})

test('no way longer than asked for; no way is an empty list', async () => {
  for (const { edges } of await ways(network, council, { limit: 10, maxDepth: 4 })) expect(edges.length).toBeLessThanOrEqual(4)
  expect(await ways(network, council, { maxDepth: 1 })).toEqual([])
  expect(await ways('thr:code:1', 'sph:code:administration')).toEqual([])
})

test.each(excluded)('%s makes no way', async (relation) => {
  const joined = demoView().facts.find((fact) => fact.relation === relation)
  if (joined === undefined) throw new Error(`The demo has no ${relation}`)
  for (const { edges } of await ways(joined.from, joined.to, { limit: 10 })) {
    expect(edges.filter(({ type }) => excluded.includes(type))).toEqual([])
  }
})

test('a public reader gets no internal step', async () => {
  const [from, to] = [application, 'dat:990000000000:bauakten']
  expect((await ways(from, to, { limit: 1 }))[0]?.edges.map(({ type }) => type)).toEqual(['USES_DATA'])
  const known = new Set(demoView({ reader: 'public' }).facts.map(factText))
  const found = await ways(from, to, { limit: 5 }, getPublic)
  expect(found.length).toBeGreaterThan(0)
  for (const edge of found.flatMap(({ edges }) => edges)) expect(known).toContain(edgeText(edge))
})

test('two entities of another municipality are joined by what that one states', async () => {
  const { facts } = demoView({ tenants: [karlsruhe] })
  const joined = facts.find((fact) => along(fact) && fact.tenant === karlsruhe && fact.from.startsWith('unit:') && fact.to.startsWith('ini:'))
  if (joined === undefined) throw new Error('Karlsruhe has no unit at an initiative')
  expect((await ways(joined.from, joined.to, { limit: 1 }))[0]?.edges).toHaveLength(1)
})

describe('bad input', () => {
  const both = { from: network, to: council }

  test('an end that nobody knows is 404, and says which', async () => {
    await refusedAt('/paths', { ...both, from: 'org:990000000000:gibt-es-nicht' }, 404, 'query.from')
    await refusedAt('/paths', { ...both, to: 'org:990000000000:gibt-es-nicht' }, 404, 'query.to')
    expect((await getPublic('/paths', { ...both, to: 'unit:990000000000:sicherheit' })).status).toBe(404)
  })

  test.each<[Query, string]>([
    [{ maxDepth: 99 }, 'query.maxDepth'],
    [{ maxDepth: 0 }, 'query.maxDepth'],
    [{ limit: 1e9 }, 'query.limit'],
    [{ asOf: '2026-13-01' }, 'query.asOf'],
    [{ to: network }, 'query.to'],
    [{ from: 'DROP DATABASE' }, 'query.from'],
    [{ to: undefined }, 'query.to'],
  ])('%j is refused', async (query, field) => {
    await refusedAt('/paths', { ...both, ...query }, 400, field)
  })
})
