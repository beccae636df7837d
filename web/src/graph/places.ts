/**
 * Where nodes stand around one entity. The directions are those of the whole map (politics above, community below …),
 * the distances are compact. Pure and deterministic: the same graph gives the same picture, and what stands stays.
 */
export type Point = readonly [x: number, y: number]
export type Places = Readonly<Record<string, Point>>

/** Room that a node with its two-line label takes, in canvas units. */
const BOX = { width: 162, height: 88 }
const RING = { x: 330, y: 190 }

interface Around {
  /** Entity in the middle. */
  focus: string
  /** Ids to place, nearest first; each with the node through which it came in. */
  nodes: readonly { id: string; parent: string }[]
  /** Places on the whole map, for the directions. */
  geography: Places
  /** What already stands and must not move. */
  fixed: Places
}

/** Number between 0 and 1 that depends on the text alone. */
export function fraction(text: string): number {
  let hash = 2166136261
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619)
  return (hash >>> 0) / 4294967296
}

/** Places for all ids of `nodes` and the focus; fixed ones come back unchanged. */
export function placeAround({ focus, nodes, geography, fixed }: Around): Places {
  const places = new Map<string, Point>(Object.entries(fixed))
  if (!places.has(focus)) places.set(focus, [0, 0])
  const children = new Map<string, string[]>()
  for (const { id, parent } of nodes) {
    if (places.has(id)) continue
    children.set(parent, [...(children.get(parent) ?? []), id])
  }
  const movable = new Set<string>()
  for (const [parent, ids] of children) {
    const centre = places.get(parent) ?? [0, 0]
    const sorted = ids.map((id) => ({ id, angle: angleOf(id, parent, focus, places, geography) })).sort((a, b) => a.angle - b.angle || (a.id < b.id ? -1 : 1))
    const angles = spread(sorted.map((one) => one.angle))
    const rings = Math.max(1, Math.ceil(sorted.length / 14))
    sorted.forEach(({ id }, index) => {
      const radius = 1 + 0.6 * (index % rings)
      const angle = angles[index] ?? 0
      places.set(id, [centre[0] + Math.cos(angle) * RING.x * radius, centre[1] + Math.sin(angle) * RING.y * radius])
      movable.add(id)
    })
  }
  return relax(places, movable)
}

/** Direction on the whole map from the parent; what was opened further out keeps going outwards. */
function angleOf(id: string, parent: string, focus: string, places: ReadonlyMap<string, Point>, geography: Places): number {
  const [from, to] = [geography[parent], geography[id]]
  const direct = from && to && (Math.abs(from[0] - to[0]) > 1 || Math.abs(from[1] - to[1]) > 1) ? Math.atan2(to[1] - from[1], to[0] - from[0]) : fraction(id) * 2 * Math.PI - Math.PI
  if (parent === focus) return direct
  const [at, middle] = [places.get(parent), places.get(focus)]
  if (!at || !middle) return direct
  const outwards = Math.atan2(at[1] - middle[1], at[0] - middle[0])
  return outwards + Math.sin(direct - outwards) * (Math.PI / 3)
}

/** Keeps the order of the angles and pushes neighbours apart until all have their share of the circle. */
function spread(angles: readonly number[]): number[] {
  const count = angles.length
  if (count < 2) return [...angles]
  const gap = Math.min((2 * Math.PI) / count, 0.42)
  const moved = [...angles]
  for (let round = 0; round < 60; round++) {
    for (let index = 0; index < count; index++) {
      const next = (index + 1) % count
      const distance = (moved[next] ?? 0) + (next === 0 ? 2 * Math.PI : 0) - (moved[index] ?? 0)
      const missing = (gap - distance) / 2
      if (missing <= 0) continue
      moved[index] = (moved[index] ?? 0) - missing
      moved[next] = (moved[next] ?? 0) + missing
    }
  }
  return moved
}

/** Pushes overlapping boxes apart; only what is new moves. */
function relax(places: Map<string, Point>, movable: ReadonlySet<string>): Places {
  const ids = [...places.keys()].sort()
  for (let round = 0; round < 120; round++) {
    let calm = true
    for (let a = 0; a < ids.length; a++) {
      for (let b = a + 1; b < ids.length; b++) {
        const [one, two] = [ids[a] as string, ids[b] as string]
        const [first, second] = [places.get(one) as Point, places.get(two) as Point]
        const overlapX = BOX.width - Math.abs(first[0] - second[0])
        const overlapY = BOX.height - Math.abs(first[1] - second[1])
        if (overlapX <= 0 || overlapY <= 0) continue
        const [oneMoves, twoMoves] = [movable.has(one), movable.has(two)]
        if (!oneMoves && !twoMoves) continue
        calm = false
        // Along the shorter way out, so that the picture changes least.
        const alongX = overlapX / BOX.width < overlapY / BOX.height
        const sign = alongX ? (first[0] === second[0] ? (fraction(one) < fraction(two) ? -1 : 1) : Math.sign(first[0] - second[0])) : first[1] === second[1] ? -1 : Math.sign(first[1] - second[1])
        const push = ((alongX ? overlapX : overlapY) + 1) * sign
        const share = oneMoves && twoMoves ? 0.5 : 1
        const shift = (point: Point, by: number): Point => (alongX ? [point[0] + by, point[1]] : [point[0], point[1] + by])
        if (oneMoves) places.set(one, shift(first, push * share))
        if (twoMoves) places.set(two, shift(second, -push * share))
      }
    }
    if (calm) break
  }
  return Object.fromEntries(places)
}
