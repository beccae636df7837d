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

/** Pushes overlapping boxes apart, then finds room for what is still wedged in; only what is new moves. */
function relax(places: Map<string, Point>, movable: ReadonlySet<string>): Places {
  const boxes: Box[] = [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, [x, y]]) => ({ id, x, y, moves: movable.has(id), turn: fraction(id) }))
  for (let round = 0; round < 120 && pushApart(boxes); round++);
  for (const box of boxes) if (box.moves && boxes.some((other) => overlap(box, other))) moveToFreePlace(box, boxes)
  return Object.fromEntries(boxes.map(({ id, x, y }) => [id, [x, y] as const]))
}

interface Box {
  readonly id: string
  x: number
  y: number
  readonly moves: boolean
  /** Decides between two ways that are equally good. */
  readonly turn: number
}

function overlap(one: Box, two: Box): boolean {
  return one !== two && Math.abs(one.x - two.x) < BOX.width && Math.abs(one.y - two.y) < BOX.height
}

/** One round over all pairs; false when nothing was to do. */
function pushApart(boxes: readonly Box[]): boolean {
  let pushed = false
  for (let a = 0; a < boxes.length; a++) {
    for (let b = a + 1; b < boxes.length; b++) {
      const [one, two] = [boxes[a] as Box, boxes[b] as Box]
      if (!overlap(one, two) || !(one.moves || two.moves)) continue
      pushed = true
      const [overlapX, overlapY] = [BOX.width - Math.abs(one.x - two.x), BOX.height - Math.abs(one.y - two.y)]
      // Along the shorter way out, so that the picture changes least.
      const axis = overlapX / BOX.width < overlapY / BOX.height ? 'x' : 'y'
      const same = axis === 'x' && one.turn < two.turn ? -1 : axis === 'x' ? 1 : -1
      const push = ((axis === 'x' ? overlapX : overlapY) + 1) * (Math.sign(one[axis] - two[axis]) || same)
      const share = one.moves && two.moves ? 0.5 : 1
      if (one.moves) one[axis] += push * share
      if (two.moves) two[axis] -= push * share
    }
  }
  return pushed
}

/** Between nodes that stand there is not always room: then the nearest free place counts, seen in rings around. */
function moveToFreePlace(box: Box, boxes: readonly Box[]): void {
  const { x, y } = box
  for (let ring = 1; ; ring++) {
    for (let step = 0; step < 8 * ring; step++) {
      const angle = (step / (8 * ring) + box.turn) * 2 * Math.PI
      box.x = x + (Math.cos(angle) * ring * BOX.width) / 2
      box.y = y + (Math.sin(angle) * ring * BOX.height) / 2
      if (!boxes.some((other) => overlap(box, other))) return
    }
  }
}
