/**
 * Where everything stands on the map: a pure function of the graph, so the same graph always gives the same picture.
 *
 * Actors stand in their spheres, those of several between them. An initiative stands among the actors that own, carry,
 * fund and join it, nearest to its owner. Everything else follows what is tied to it, above all what depends on it:
 * three rounds, so that a system stands below the services that stand on its processes. Then what overlaps moves apart.
 * An entity is never placed by what is not there: without any tie it waits in a corner of its own.
 */
import { type Place, sphereArea, type SphereCode } from '@kommunalgraph/contract/geography.ts'
import {
  actorTypeNames,
  type EntityType,
  needsRelations,
  type RelationType,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { turns } from '../turns.ts'
import { fraction } from './fraction.ts'
import { type Body, relax } from './relax.ts'

export interface MapPoint {
  id: string
  type: EntityType
  tenant: string
  /** Own or inherited. */
  spheres: readonly { code: SphereCode; primary: boolean }[]
}

export interface Tie {
  type: RelationType
  from: string
  to: string
}

/** The owner alone weighs more than all others together: the plain mean would crowd the centre. */
const ownerShare = 0.6
/** How much the others weigh among each other. */
const partWeights: Partial<Record<RelationType, number>> = { RESPONSIBLE_FOR: 2, CONTRIBUTES_TO: 1, FUNDS: 1 }
/** How far inside its area an actor may stand; what straddles several stays near their mean. */
const spread = { one: 0.84, several: 0.3 }
/** Region actors stand on the belt, to the left and right, where no other area lies on it. */
const belt = { from: 0.87, to: 0.97, halfOpening: (50 / 180) * Math.PI, leftShare: 0.62 }
/** Who has no tie to anything placed. */
const corner = { centre: [-1010, 640], radius: 110 } as const

const actors = new Set<string>(actorTypeNames)
const owned = new Set<string>(['Initiative', 'Programme'])
const needs = new Set<string>(needsRelations)

/**
 * Places of all nodes, in map units (contract/geography.ts). Nodes of the tenant `shared` that are tied to nothing
 * get none: a catalogue entry that nobody here delivers does not belong on this map.
 */
export async function placeAll(given: readonly MapPoint[], ties: readonly Tie[]): Promise<Map<string, Place>> {
  const nodes = [...given].sort((a, b) => (a.id < b.id ? -1 : 1))
  const turn = turns()
  const world = new World(nodes, ties)
  const places = new Map<string, Place>()
  await turn()
  for (const node of nodes) if (actors.has(node.type) && node.spheres.length > 0) placeActor(node, world, places)
  placeInitiatives(nodes, world, places)
  await turn()
  placeFollowers(nodes, world, places)
  await turn()
  for (const { id, tenant } of nodes)
    if (!places.has(id) && tenant !== 'shared') places.set(id, disc(corner.centre, [corner.radius, corner.radius], id))
  return untangle(nodes, places)
}

/** The graph, ready to be asked from each node. */
class World {
  readonly points: ReadonlyMap<string, MapPoint>
  readonly #ties = new Map<string, Tie[]>()

  constructor(nodes: readonly MapPoint[], ties: readonly Tie[]) {
    this.points = new Map(nodes.map((node) => [node.id, node]))
    // Sums of floats depend on their order, so the order must not depend on the database.
    const sorted = ties
      .filter(({ from, to }) => from !== to && this.points.has(from) && this.points.has(to))
      .sort(compareTies)
    for (const tie of sorted) {
      this.#add(tie.from, tie)
      this.#add(tie.to, tie)
    }
  }

  of(id: string): readonly Tie[] {
    return this.#ties.get(id) ?? []
  }

  #add(id: string, tie: Tie): void {
    const known = this.#ties.get(id)
    if (known) known.push(tie)
    else this.#ties.set(id, [tie])
  }
}

function compareTies(a: Tie, b: Tie): number {
  const [one, other] = [`${a.from} ${a.to} ${a.type}`, `${b.from} ${b.to} ${b.type}`]
  return one < other ? -1 : one > other ? 1 : 0
}

/** An actor's own spot, drawn towards the unit that it belongs to if both are in the same spheres. */
function placeActor(
  node: MapPoint,
  world: World,
  places: Map<string, Place>,
  below: ReadonlySet<string> = new Set(),
): Place {
  const known = places.get(node.id)
  if (known) return known
  const own = sphereSpot(node)
  const whole = world
    .of(node.id)
    .filter(({ type, from }) => from === node.id && (type === 'POST_IN' || type === 'PART_OF'))
    .map(({ to }) => world.points.get(to))
    .find(
      (one) =>
        one !== undefined &&
        actors.has(one.type) &&
        !isMunicipality(one) &&
        !below.has(one.id) &&
        sameSpheres(one, node),
    )
  let place = own
  if (whole) {
    const anchor = placeActor(whole, world, places, new Set([...below, node.id]))
    place = node.type === 'Post' ? disc(anchor, [44, 44], node.id) : mix(anchor, own, 0.55)
  }
  places.set(node.id, place)
  return place
}

const isMunicipality = ({ id, tenant }: MapPoint) => id === `org:ars:${tenant}`

const sameSpheres = (a: MapPoint, b: MapPoint) =>
  a.spheres.length === b.spheres.length && a.spheres.every(({ code }) => b.spheres.some((other) => other.code === code))

/** The weighted mean of the spheres; the primary one counts twice. */
function sphereSpot(node: MapPoint): Place {
  const width = node.spheres.length === 1 ? spread.one : spread.several
  const primary = node.spheres.find((sphere) => sphere.primary)?.code
  if (isMunicipality(node) && primary === 'administration') return sphereArea(primary).centre
  const spots = node.spheres.map(({ code, primary }) => ({
    place: spotIn(code, node.id, width),
    weight: primary ? 2 : 1,
  }))
  return mean(spots) ?? corner.centre
}

/** A spot in one sphere, fixed by the id. */
function spotIn(sphere: SphereCode, id: string, width: number): Place {
  const { centre, radius } = sphereArea(sphere)
  if (sphere === 'upper_tier') {
    return [
      centre[0] + (fraction(id) * 2 - 1) * radius[0] * 0.9,
      centre[1] + (fraction(`${id} y`) * 2 - 1) * radius[1] * 0.4,
    ]
  }
  if (sphere === 'region') {
    const side = fraction(`${id} side`) < belt.leftShare ? Math.PI : 0
    const angle = side + (fraction(id) * 2 - 1) * belt.halfOpening
    const out = belt.from + fraction(`${id} y`) * (belt.to - belt.from)
    return [centre[0] + Math.cos(angle) * radius[0] * out, centre[1] + Math.sin(angle) * radius[1] * out]
  }
  return disc(centre, [radius[0] * width, radius[1] * width], id)
}

/** A spot in an ellipse, evenly spread over ids. */
function disc(centre: Place, radius: Place, id: string): Place {
  const angle = fraction(id) * 2 * Math.PI
  const out = Math.sqrt(fraction(`${id} y`))
  return [centre[0] + Math.cos(angle) * radius[0] * out, centre[1] + Math.sin(angle) * radius[1] * out]
}

/** Initiatives by their actors; what has none by the programme or initiative that it is part of, or that is part of it. */
function placeInitiatives(nodes: readonly MapPoint[], world: World, places: Map<string, Place>): void {
  const waiting = nodes.filter(({ type }) => owned.has(type))
  for (const { id } of waiting) {
    const ties = world.of(id).filter(({ to }) => to === id)
    const owners = ties.filter(({ type }) => type === 'ACCOUNTABLE_FOR').map(({ from }) => from)
    const others = ties.flatMap(({ type, from }) => {
      const weight = partWeights[type]
      return weight === undefined ? [] : [{ id: from, weight }]
    })
    const owner = mean(
      placed(
        owners.map((owner) => ({ id: owner, weight: 1 })),
        places,
      ),
    )
    const rest = mean(placed(others, places))
    const place = owner && rest ? mix(owner, rest, ownerShare) : (owner ?? rest)
    if (place) places.set(id, place)
  }
  const found = new Map<string, Place>()
  for (const { id } of waiting) {
    if (places.has(id)) continue
    const family = world
      .of(id)
      .filter(({ type }) => type === 'PART_OF')
      .map(({ from, to }) => ({ id: from === id ? to : from, weight: 1 }))
    const place = mean(placed(family, places))
    if (place) found.set(id, place)
  }
  for (const [id, place] of found) places.set(id, place)
}

/** What follows others: three rounds, then whatever is tied to something placed only through others that follow. */
function placeFollowers(nodes: readonly MapPoint[], world: World, places: Map<string, Place>): void {
  const followers = nodes.filter(({ id }) => !places.has(id))
  for (let round = 1; ; round++) {
    const found = new Map<string, Place>()
    let news = 0
    for (const { id } of followers) {
      if (round > 3 && places.has(id)) continue
      const place = mean(
        placed(
          world.of(id).map((tie) => pull(tie, id)),
          places,
        ),
      )
      if (!place) continue
      if (!places.has(id)) news += 1
      found.set(id, place)
    }
    for (const [id, place] of found) places.set(id, place)
    if (round >= 3 && news === 0) return
  }
}

/** How strongly the other end of a tie draws this one. */
function pull({ type, from, to }: Tie, id: string): { id: string; weight: number } {
  const other = from === id ? to : from
  if (needs.has(type)) return { id: other, weight: to === id ? 1 : 0.15 }
  if (type === 'ACCOUNTABLE_FOR') return { id: other, weight: 0.8 }
  if (type === 'TOOK' || type === 'CONCERNS' || type === 'INSTANCE_OF') return { id: other, weight: 1 }
  return { id: other, weight: 0.3 }
}

function placed(
  ties: readonly { id: string; weight: number }[],
  places: ReadonlyMap<string, Place>,
): { place: Place; weight: number }[] {
  return ties.flatMap(({ id, weight }) => {
    const place = places.get(id)
    return place ? [{ place, weight }] : []
  })
}

function mean(spots: readonly { place: Place; weight: number }[]): Place | undefined {
  const sum = spots.reduce((total, { weight }) => total + weight, 0)
  if (sum === 0) return undefined
  const along = (axis: 0 | 1) => spots.reduce((total, { place, weight }) => total + place[axis] * weight, 0) / sum
  return [along(0), along(1)]
}

const mix = (a: Place, b: Place, share: number): Place => [
  a[0] * share + b[0] * (1 - share),
  a[1] * share + b[1] * (1 - share),
]

/** Half the room that a node takes. */
export function radiusOf(type: EntityType): number {
  if (owned.has(type)) return 24
  if (type === 'Post' || type === 'Person') return 15
  return actors.has(type) ? 21 : 16
}

/** Moves apart what overlaps; whole units are exact enough for a screen. */
async function untangle(nodes: readonly MapPoint[], places: ReadonlyMap<string, Place>): Promise<Map<string, Place>> {
  const bodies = nodes.flatMap((node): Body[] => {
    const place = places.get(node.id)
    if (!place) return []
    const mass = isMunicipality(node) ? 1000 : actors.has(node.type) ? 6 : owned.has(node.type) ? 3 : 1
    return [{ id: node.id, x: place[0], y: place[1], radius: radiusOf(node.type), mass }]
  })
  await relax(bodies)
  return new Map(bodies.map(({ id, x, y }) => [id, [Math.round(x) + 0, Math.round(y) + 0]]))
}
