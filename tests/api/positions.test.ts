/** The whole map of the demo and the places on it. */
import type { Positions, WholeMap } from '@kommunalgraph/contract/answers.ts'
import { type Place, type SphereCode, sphereArea } from '@kommunalgraph/contract/geography.ts'
import { actorTypeNames, nodeType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { radiusOf } from '@kommunalgraph/api/src/map/geography.ts'
import { expect, test } from 'vitest'
import { type DemoEntity, demoView, edgeText, factText } from '../demo-graph.ts'
import { get, getPublic, type Query } from '../http.ts'
import { karlsruhe, musterstadt } from '../neo4j.ts'
import { refusedAt } from '../refused.ts'

async function map(query: Query = {}, ask = get) {
  const { status, body } = await ask<WholeMap>('/map', query)
  expect(status).toBe(200)
  return body
}

async function positions(query: Query = {}, ask = get) {
  const { status, body } = await ask<Positions>('/map/positions', query)
  expect(status).toBe(200)
  return body
}

const offMap = ['Source', 'ImportBatch', 'Assertion', 'Observation']
const onMap = ({ type }: DemoEntity) => !nodeType(type).codeList && !offMap.includes(type)

/** How far out a place lies: up to 1 is inside. */
function outward(sphere: SphereCode, [x, y]: Place): number {
  const { form, centre, radius } = sphereArea(sphere)
  const [dx, dy] = [(x - centre[0]) / radius[0], (y - centre[1]) / radius[1]]
  return form === 'band' ? Math.max(Math.abs(dx), Math.abs(dy)) : Math.hypot(dx, dy)
}

test('the same graph gives the same places, twice and in both answers', async () => {
  const [first, second, whole] = [await positions(), await positions(), await map()]
  expect(second).toEqual(first)
  expect(whole.positions).toEqual(first.positions)
  expect(first.seq).toBeGreaterThan(0)
})

test.each(['internal', 'public'] as const)('an %s reader gets everything that belongs on the map, and nothing else', async (reader) => {
  const view = demoView({ reader })
  const { nodes, edges, positions: places, total, truncated } = await map({}, reader === 'public' ? getPublic : get)
  const ids = nodes.map(({ id }) => id)
  expect([...ids].sort()).toEqual(Object.keys(places).sort())
  expect(total).toBe(ids.length)
  expect(truncated).toBe(false)
  const expected = [...view.entities.values()].filter(onMap)
  const own = expected.filter(({ tenant }) => tenant === musterstadt).map(({ id }) => id)
  expect(own.length).toBeGreaterThan(400)
  expect(ids.filter((id) => nodes.find((node) => node.id === id)?.tenant === musterstadt).sort()).toEqual(own.sort())
  const allowed = new Set(expected.map(({ id }) => id))
  expect(ids.filter((id) => !allowed.has(id))).toEqual([])
  const shown = new Set(ids)
  expect(edges.map(edgeText).sort()).toEqual(view.facts.filter(({ from, to }) => shown.has(from) && shown.has(to)).map(factText).sort())
})

test('public readers get fewer, and no place tells of what is internal', async () => {
  const [all, open] = [await positions(), await positions({}, getPublic)]
  const hidden = Object.keys(all.positions).filter((id) => !(id in open.positions))
  expect(open.total).toBeLessThan(all.total)
  expect(hidden).toEqual(expect.arrayContaining(['ini:990000000000:sicherheitsuebung', 'unit:990000000000:sicherheit', 'sys:990000000000:fernwartung']))
  expect(Object.keys(open.positions).filter((id) => !(id in all.positions))).toEqual([])
})

test('actors of one sphere stand in it, and the city in the middle', async () => {
  const { nodes, positions: places } = await map()
  const counts = new Map<string, number>()
  const outside: string[] = []
  for (const { id, type, spheres } of nodes) {
    const [sphere] = spheres as SphereCode[]
    const place = places[id]
    if (!actorTypeNames.some((name) => name === type) || spheres.length !== 1 || !sphere || !place) continue
    counts.set(sphere, (counts.get(sphere) ?? 0) + 1)
    if (outward(sphere, place) > (sphere === 'upper_tier' ? 1.6 : 1.05)) outside.push(`${id} ${place}`)
  }
  expect(outside).toEqual([])
  expect([...counts.keys()].sort()).toEqual(['administration', 'local_community', 'municipal_group', 'politics', 'region', 'upper_tier'])
  expect(counts.get('administration')).toBeGreaterThan(40)
  expect(Math.hypot(...(places[`org:ars:${musterstadt}`] ?? [Infinity, 0]))).toBeLessThan(60)
})

test('no two nodes of the demo overlap', async () => {
  const { nodes, positions: places } = await map()
  const bodies = nodes.map(({ id, type }) => ({ id, radius: radiusOf(type), place: places[id] ?? [Number.NaN, Number.NaN] }))
  const overlaps: string[] = []
  bodies.forEach((one, index) => {
    for (const other of bodies.slice(index + 1)) {
      const apart = Math.hypot(one.place[0] - other.place[0], one.place[1] - other.place[1])
      if (!(apart >= one.radius + other.radius)) overlaps.push(`${one.id} ${other.id} ${apart}`)
    }
  })
  expect(overlaps).toEqual([])
})

test('each municipality has its own map, and each day', async () => {
  const there = await map({ tenant: karlsruhe })
  expect(there.nodes.some(({ id }) => id === `org:ars:${karlsruhe}`)).toBe(true)
  expect(there.nodes.filter(({ tenant }) => tenant === musterstadt)).toEqual([])
  const before = await positions({ asOf: '2025-06-30' })
  expect(before.positions).toHaveProperty('unit:990000000000:e-government')
  expect((await positions()).positions).not.toHaveProperty('unit:990000000000:e-government')
})

test.each(['/map', '/map/positions'])('%s names what is wrong', async (path) => {
  await refusedAt(path, { asOf: '2026-02-31' }, 400, 'query.asOf')
  await refusedAt(path, { limit: 5 }, 400, 'query.limit')
  const { allowed } = (await refusedAt(path, { tenant: '111111111111' }, 400, 'query.tenant')) ?? {}
  expect(allowed).toEqual(expect.arrayContaining([musterstadt, karlsruhe]))
})
