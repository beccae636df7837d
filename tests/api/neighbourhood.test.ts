/** Neighbourhoods, compared with what the demo's files say of the same day. */
import type { Neighbourhood } from '@kommunalgraph/contract/answers.ts'
import { entityTypes, nodeType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { describe, expect, test } from 'vitest'
import { type DemoEntity, demoView, edgeText, factText, ownersOf, stepsFrom, type View } from '../demo-graph.ts'
import { get, getPublic, of, type Query } from '../http.ts'
import { karlsruhe, musterstadt } from '../neo4j.ts'
import { refusedAt } from '../refused.ts'

const application = 'ini:990000000000:digitaler-bauantrag'
const city = 'org:ars:990000000000'

async function around(id: string, query: Query = {}, ask = get) {
  const { status, body } = await ask<Neighbourhood>(`${of(id)}/neighbourhood`, query)
  expect(status).toBe(200)
  return body
}

const idsOf = ({ nodes }: Neighbourhood) => nodes.map(({ id }) => id)
const isUsual = ({ type }: DemoEntity) => !nodeType(type).codeList && type !== 'Source'

/** How many of the neighbours that may appear an answer leaves out, for each node that it shows. */
function leftOut(view: View, shown: readonly string[], into: (entity: DemoEntity) => boolean = isUsual) {
  return shown
    .map((id) => ({ nodeId: id, count: [...stepsFrom(view, id, { into, most: 1 }).keys()].filter((other) => !shown.includes(other)).length }))
    .filter(({ count }) => count > 0)
}

const sorted = <T>(items: readonly T[]) => [...items].map((item) => JSON.stringify(item)).sort()

describe.each(['internal', 'public'] as const)('for an %s reader', (reader) => {
  const view = demoView({ reader })
  const ask = reader === 'public' ? getPublic : get

  test.each([1, 2])('depth %i shows exactly who stands there', async (depth) => {
    const answer = await around(application, { depth, limit: 500 }, ask)
    const expected = stepsFrom(view, application, { into: isUsual, most: depth })
    expect(expected.size).toBeGreaterThan(10)
    expect(answer).toMatchObject({ centre: application, depth, total: expected.size + 1 })
    expect(answer.shown).toBe(Math.min(500, expected.size + 1))
    expect(answer.truncated).toBe(answer.shown < answer.total)
    if (!answer.truncated) expect(idsOf(answer).sort()).toEqual([application, ...expected.keys()].sort())
  })

  test('edges are all that join what is shown, and nothing else', async () => {
    const answer = await around(application, {}, ask)
    const shown = new Set(idsOf(answer))
    const expected = view.facts.filter(({ from, to }) => shown.has(from) && shown.has(to))
    expect(expected.length).toBeGreaterThan(shown.size)
    expect(answer.edges.map(edgeText).sort()).toEqual(expected.map(factText).sort())
  })

  test('what is hidden is counted for each shown node', async () => {
    const answer = await around(application, {}, ask)
    const expected = leftOut(view, idsOf(answer))
    expect(expected.length).toBeGreaterThan(3)
    expect(sorted(answer.hidden)).toEqual(sorted(expected))
  })
})

test('a count of what is hidden is what the next request shows in addition', async () => {
  for (const [ask, limit] of [[get, 6], [getPublic, 9]] as const) {
    const answer = await around(application, { limit }, ask)
    const shown = new Set(idsOf(answer))
    expect(answer).toMatchObject({ shown: limit, truncated: true })
    expect(answer.hidden.length).toBeGreaterThan(0)
    for (const { nodeId, count } of answer.hidden) {
      const next = await around(nodeId, { limit: 500 }, ask)
      expect(idsOf(next).filter((id) => !shown.has(id)), nodeId).toHaveLength(count)
    }
  }
})

test('a limit keeps the centre and the nearest, and says how many there are', async () => {
  const all = await around(application, { depth: 2, limit: 500 })
  const few = await around(application, { depth: 2, limit: 12 })
  expect(few).toMatchObject({ shown: 12, total: all.total, truncated: true })
  expect(idsOf(few)).toEqual(idsOf(all).slice(0, 12))
  expect(idsOf(few)[0]).toBe(application)
  const steps = stepsFrom(demoView(), application, { into: isUsual, most: 2 })
  const order = idsOf(all).slice(1).map((id) => steps.get(id) ?? Infinity)
  expect(order).toEqual([...order].sort((a, b) => a - b))
  const shown = new Set(idsOf(few))
  expect(few.edges.filter(({ from, to }) => !shown.has(from) || !shown.has(to))).toEqual([])
  expect((await around(application, { limit: 1 })).nodes).toHaveLength(1)
})

test('nodes tell type, sphere, thrust and owner', async () => {
  const view = demoView()
  const answer = await around(application)
  expect(answer.nodes[0]).toMatchObject({ id: application, type: 'Initiative', name: 'Digitaler Bauantrag', stage: 'running', tenant: musterstadt })
  expect(answer.nodes[0]?.owners).toEqual(['post:990000000000:leitung-bauordnung'])
  expect(answer.nodes[0]?.thrusts?.length).toBeGreaterThan(0)
  const own = (id: string) => view.facts.filter(({ relation, from }) => relation === 'IN_SPHERE' && from === id).map(({ to }) => to.replace('sph:code:', '').replaceAll('-', '_'))
  const placed = answer.nodes.filter(({ id }) => own(id).length > 0)
  expect(placed.length).toBeGreaterThan(2)
  for (const { id, spheres } of placed) expect(spheres, id).toEqual([...new Set(own(id))].sort())
  for (const { id, owners } of answer.nodes) if (owners) expect([...owners].sort(), id).toEqual(ownersOf(view, id))
})

test('code lists and sources stay away unless they are asked for, and a source is never a neighbour', async () => {
  const usual = await around(application, { depth: 2, limit: 500 })
  const lists = entityTypes.filter((type) => nodeType(type).codeList || type === 'Source')
  expect(lists.length).toBeGreaterThan(3)
  expect(usual.nodes.filter(({ type }) => lists.includes(type))).toEqual([])
  const thrusts = await around(application, { types: 'Thrust' })
  expect(thrusts.nodes.slice(1).map(({ type }) => type)).toEqual(thrusts.nodes.slice(1).map(() => 'Thrust'))
  expect(thrusts.shown).toBeGreaterThan(1)
  expect((await around(application, { types: 'Source' })).nodes.map(({ id }) => id)).toEqual([application])
})

test('types limit what appears and what is passed through; relations what is followed', async () => {
  const view = demoView()
  const types = ['Post', 'OrgUnit']
  const into = ({ type }: DemoEntity) => types.includes(type)
  const posts = await around(application, { types, depth: 2, limit: 500 })
  expect(idsOf(posts).sort()).toEqual([application, ...stepsFrom(view, application, { into, most: 2 }).keys()].sort())
  expect(sorted(posts.hidden)).toEqual(sorted(leftOut(view, idsOf(posts), into)))

  const needs = await around(application, { relations: 'DEPENDS_ON', depth: 2 })
  const along = ({ relation }: { relation: string }) => relation === 'DEPENDS_ON'
  expect(idsOf(needs).sort()).toEqual([application, ...stepsFrom(view, application, { along, most: 2 }).keys()].sort())
  expect([...new Set(needs.edges.map(({ type }) => type))]).toEqual(['DEPENDS_ON'])
  expect((await around(application, { types: 'Post,OrgUnit' })).nodes).toEqual((await around(application, { types })).nodes)
})

test('the day decides: the former owner stands there before the change, and an ended centre still answers', async () => {
  const before = 'unit:990000000000:e-government'
  const owner = async (asOf: string) => (await around(application, { asOf, relations: 'ACCOUNTABLE_FOR' })).nodes.slice(1).map(({ id }) => id)
  expect(await owner('2025-02-28')).toEqual([before])
  expect(await owner('2025-03-01')).toEqual(['post:990000000000:leitung-bauordnung'])
  expect((await around(before)).nodes[0]?.id).toBe(before)
})

test('an entity of another municipality answers with its own surroundings only', async () => {
  const answer = await around(`org:ars:${karlsruhe}`, { limit: 500 })
  expect(answer.shown).toBeGreaterThan(20)
  expect(answer.nodes.filter(({ tenant }) => tenant !== karlsruhe && tenant !== 'shared')).toEqual([])
  const home = await around(city, { limit: 500 })
  expect(home.nodes.filter(({ tenant }) => tenant !== musterstadt && tenant !== 'shared')).toEqual([])
})

describe('bad input', () => {
  const path = `${of(application)}/neighbourhood`

  test('an unknown id, also an internal one for public readers, is 404', async () => {
    await refusedAt(`${of('ini:990000000000:gibt-es-nicht')}/neighbourhood`, {}, 404, 'path.id')
    const hidden = `${of('unit:990000000000:sicherheit')}/neighbourhood`
    expect((await getPublic(hidden)).status).toBe(404)
    expect((await get(hidden)).status).toBe(200)
  })

  test.each<[Query, string]>([
    [{ depth: 99 }, 'query.depth'],
    [{ depth: 0 }, 'query.depth'],
    [{ depth: 1.5 }, 'query.depth'],
    [{ limit: 1e9 }, 'query.limit'],
    [{ limit: 'viele' }, 'query.limit'],
    [{ asOf: '2026-02-30' }, 'query.asOf'],
    [{ asOf: 'heute' }, 'query.asOf'],
    [{ tenant: '000000000001' }, 'query.tenant'],
  ])('%j is refused', async (query, field) => {
    await refusedAt(path, query, 400, field)
  })

  test('an unknown type or relation is refused with what there is', async () => {
    const type = await refusedAt(path, { types: 'Raumschiff' }, 400, 'query.types')
    expect(type?.allowed).toEqual([...entityTypes])
    const relation = await refusedAt(path, { relations: ['DEPENDS_ON', 'LOVES'] }, 400, 'query.relations')
    expect(relation?.allowed).toEqual([...relationTypeNames])
  })
})
