/** The geography of the map on graphs that nobody drew: same graph, same picture; nothing overlaps; actors stand in their sphere. */
import { type Place, type SphereCode, sphereArea, sphereAreas } from '@kommunalgraph/contract/geography.ts'
import { actorTypeNames, entityTypes, nodeType, relationType, type RelationType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type MapPoint, placeAll, radiusOf, type Tie } from '@kommunalgraph/api/src/map/geography.ts'
import { type Body, relax } from '@kommunalgraph/api/src/map/relax.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const tenant = '990000000000'
const spheres = sphereAreas.map(({ sphere }) => sphere)
const isActor = (type: string) => actorTypeNames.some((name) => name === type)

const points = fc
  .array(
    fc.record({
      type: fc.constantFrom(...entityTypes),
      tenant: fc.constantFrom(tenant, tenant, 'shared'),
      codes: fc.subarray(spheres, { maxLength: 3 }),
      primary: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((drawn) =>
    drawn.map(
      ({ type, tenant, codes, primary }, index): MapPoint => ({
        id: `${nodeType(type).prefix}:${tenant}:n${index}`,
        type,
        tenant,
        spheres: isActor(type) ? codes.map((code, place) => ({ code, primary: primary && place === 0 })) : [],
      }),
    ),
  )

/** Points, and ties between them that the ontology allows. */
const graphs = points.chain((nodes) => {
  const possible = relationTypeNames.flatMap((type): Tie[] => {
    const { from, to } = relationType(type)
    const ends = (types: readonly string[]) => nodes.filter((node) => types.includes(node.type))
    return ends(from).flatMap((a) => ends(to).map((b) => ({ type: type as RelationType, from: a.id, to: b.id })))
  })
  return fc.record({
    nodes: fc.constant(nodes),
    ties: possible.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...possible), { maxLength: 80 }),
    turn: fc.nat(),
  })
})

/** Half the width and height of an area, made wider on all sides, contain the place. */
function isNear(sphere: SphereCode, [x, y]: Place, margin: number): boolean {
  const { form, centre, radius } = sphereArea(sphere)
  const [dx, dy] = [(x - centre[0]) / (radius[0] + margin), (y - centre[1]) / (radius[1] + margin)]
  return form === 'band' ? Math.abs(dx) <= 1 && Math.abs(dy) <= 1 : Math.hypot(dx, dy) <= 1
}

const turned = <T>(items: readonly T[], by: number): T[] => {
  const start = items.length === 0 ? 0 : by % items.length
  return [...items.slice(start), ...items.slice(0, start)].reverse()
}

describe('placing any graph', () => {
  test('gives the same picture whatever the order that the database answers in', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ nodes, ties, turn }) => {
        const places = await placeAll(nodes, ties)
        const again = await placeAll(turned(nodes, turn), turned(ties, turn))
        expect([...again].sort()).toEqual([...places].sort())
      }),
      { numRuns: 60 },
    )
  })

  test('gives whole numbers, and places all that belongs to the municipality', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ nodes, ties }) => {
        const places = await placeAll(nodes, ties)
        for (const [x, y] of places.values()) expect([x, y].every(Number.isSafeInteger)).toBe(true)
        expect(nodes.filter(({ id, tenant }) => tenant !== 'shared' && !places.has(id))).toEqual([])
        const known = new Set(nodes.map(({ id }) => id))
        expect([...places.keys()].filter((id) => !known.has(id))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('leaves room for every node', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ nodes, ties }) => {
        const places = await placeAll(nodes, ties)
        const placed = nodes.flatMap(({ id, type }) => {
          const place = places.get(id)
          return place ? [{ id, place, radius: radiusOf(type) }] : []
        })
        placed.forEach((one, index) => {
          for (const other of placed.slice(index + 1)) {
            const apart = Math.hypot(one.place[0] - other.place[0], one.place[1] - other.place[1])
            expect(apart, `${one.id} and ${other.id}`).toBeGreaterThanOrEqual(one.radius + other.radius)
          }
        })
      }),
      { numRuns: 60 },
    )
  })

  test('keeps every actor of a single sphere in or near its area', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ nodes, ties }) => {
        const places = await placeAll(nodes, ties)
        for (const { id, type, spheres } of nodes) {
          const [only] = spheres
          const place = places.get(id)
          if (!isActor(type) || spheres.length !== 1 || !only) continue
          expect(place && isNear(only.code, place, 120), `${id} of ${only.code} at ${place}`).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('an initiative stands nearer to its owner than to whoever only takes part', async () => {
  const [owner, helper, initiative] = ['unit:990000000000:a', 'org:990000000000:b', 'ini:990000000000:c'] as const
  const at = async (ties: Tie[]) => {
    const places = await placeAll(
      [
        { id: owner, type: 'OrgUnit', tenant, spheres: [{ code: 'administration', primary: true }] },
        { id: helper, type: 'Organization', tenant, spheres: [{ code: 'municipal_group', primary: true }] },
        { id: initiative, type: 'Initiative', tenant, spheres: [] },
      ],
      ties,
    )
    const [x, y] = places.get(initiative) ?? [Number.NaN, Number.NaN]
    const apart = (id: string) => Math.hypot(x - (places.get(id)?.[0] ?? Number.NaN), y - (places.get(id)?.[1] ?? Number.NaN))
    return { toOwner: apart(owner), toHelper: apart(helper) }
  }
  const { toOwner, toHelper } = await at([
    { type: 'ACCOUNTABLE_FOR', from: owner, to: initiative },
    { type: 'CONTRIBUTES_TO', from: helper, to: initiative },
  ])
  expect(toOwner).toBeLessThan(toHelper)
  const swapped = await at([
    { type: 'ACCOUNTABLE_FOR', from: helper, to: initiative },
    { type: 'CONTRIBUTES_TO', from: owner, to: initiative },
  ])
  expect(swapped.toHelper).toBeLessThan(swapped.toOwner)
})

test('a heap in one spot is untangled, far too many for pushing alone', async () => {
  const heap = (): Body[] => Array.from({ length: 1_500 }, (_, index) => ({ id: `n${index}`, x: 0, y: 0, radius: 20, mass: 1 + (index % 3) }))
  const [one, other] = [heap(), heap().reverse()]
  await relax(one)
  await relax(other)
  expect(other.reverse()).toEqual(one)
  let closest = Infinity
  one.forEach((a, index) => {
    for (const b of one.slice(index + 1)) closest = Math.min(closest, Math.hypot(a.x - b.x, a.y - b.y))
  })
  expect(closest).toBeGreaterThanOrEqual(40)
})

test('placing thousands lets others in between: a large change must not silence the server', async () => {
  const unit = `unit:${tenant}:all`
  const spheres = [{ code: 'administration', primary: true }] as const
  const nodes: MapPoint[] = [unit, ...Array.from({ length: 3_000 }, (_, index) => `unit:${tenant}:n${index}`)].map((id) => ({ id, type: 'OrgUnit', tenant, spheres }))
  const ties = nodes.slice(1).map(({ id }): Tie => ({ type: 'PART_OF', from: id, to: unit }))
  let others = 0
  const count = setInterval(() => (others += 1), 0)
  try {
    expect((await placeAll(nodes, ties)).size).toBe(nodes.length)
  } finally {
    clearInterval(count)
  }
  expect(others).toBeGreaterThan(10)
})
