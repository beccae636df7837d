/**
 * Collision-only relaxation: what overlaps moves apart, everything else stays. The heavy ones push each other like
 * people in a crowd; then each light one takes the free place nearest to where it wants to stand (pushing hundreds of
 * light ones out of a full middle takes forty times as long, measured, and carries the heavy ones with them).
 * Deterministic: the same bodies give the same places, whatever their order. Thousands of bodies take seconds, so it lets
 * requests in between.
 */
import { turns } from '../turns.ts'
import { fraction } from './fraction.ts'

export interface Body {
  readonly id: string
  x: number
  y: number
  /** Half the room that the body takes, in map units. */
  readonly radius: number
  /** How hard it is to push; 1 and less is light and never pushes. */
  readonly mass: number
}

/** Rounds of pushing for a few hundred bodies; thousands get fewer. What still overlaps then is settled one by one. */
const rounds = { most: 400, least: 40, work: 100_000 }
/** Who is pushed is pushed this much further apart than needed, so that rounding and the next push do not undo it. */
const air = 3
/** Closer than touching plus this counts as overlapping: rounding to whole units may take it away. */
const tolerance = 1.5
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/** Moves the bodies until none overlaps. Bodies with the same place are told apart by their ids. */
export async function relax(bodies: Body[]): Promise<void> {
  const sorted = [...bodies].sort((a, b) => b.mass - a.mass || (a.id < b.id ? -1 : 1))
  const heavy = sorted.filter(({ mass }) => mass > 1).length
  const field = new Field(sorted)
  const most = Math.max(rounds.least, Math.min(rounds.most, rounds.work / Math.max(1, heavy)))
  const turn = turns()
  for (let round = 0; round < most && field.push(heavy) > 0; round++) await turn()
  for (let body = 0; body < sorted.length; body++) {
    field.settle(body)
    await turn()
  }
  sorted.forEach((body, index) => {
    body.x = field.x[index] ?? body.x
    body.y = field.y[index] ?? body.y
  })
}

class Field {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly #radius: Float64Array
  readonly #mass: Float64Array
  readonly #ids: readonly string[]
  /** Side of a square of the grid: whoever could overlap is in the same square or one beside it. */
  readonly #side: number
  /** Last body of each square, and before each body the one before it in its square: linked lists without objects. */
  readonly #last = new Map<number, number>()
  readonly #before: Int32Array
  /** How far the last one went who wanted to stand in this square: nearer places are taken by now. */
  readonly #reached = new Map<number, number>()

  constructor(bodies: readonly Body[]) {
    this.#ids = bodies.map(({ id }) => id)
    this.x = Float64Array.from(bodies, ({ id, x }) => x + fraction(`${id} x`) - 0.5)
    this.y = Float64Array.from(bodies, ({ id, y }) => y + fraction(`${id} y`) - 0.5)
    this.#radius = Float64Array.from(bodies, ({ radius }) => radius)
    this.#mass = Float64Array.from(bodies, ({ mass }) => mass)
    this.#before = new Int32Array(bodies.length).fill(-1)
    this.#side = 2 * bodies.reduce((most, { radius }) => Math.max(most, radius), 1) + air
  }

  /** One round among the first `count` bodies; returns how many pairs overlapped. */
  push(count: number): number {
    this.#last.clear()
    for (let body = count - 1; body >= 0; body--) this.#add(body)
    let overlaps = 0
    for (let a = 0; a < count; a++) {
      this.#around(at(this.x, a), at(this.y, a), (b) => {
        if (b <= a) return false
        if (this.#part(a, b)) overlaps += 1
        return false
      })
    }
    return overlaps
  }

  /** Moves two overlapping bodies apart, the lighter one further; false if they do not overlap. */
  #part(a: number, b: number): boolean {
    const dx = at(this.x, b) - at(this.x, a)
    const dy = at(this.y, b) - at(this.y, a)
    const touching = at(this.#radius, a) + at(this.#radius, b)
    const square = dx * dx + dy * dy
    if (square >= (touching + tolerance) ** 2) return false
    const distance = Math.max(Math.sqrt(square), 1e-3)
    const shift = (touching + air - distance) / distance
    const share = at(this.#mass, b) / (at(this.#mass, a) + at(this.#mass, b))
    this.x[a] = at(this.x, a) - dx * shift * share
    this.y[a] = at(this.y, a) - dy * shift * share
    this.x[b] = at(this.x, b) + dx * shift * (1 - share)
    this.y[b] = at(this.y, b) + dy * shift * (1 - share)
    return true
  }

  /** To be called for one after the other, heaviest first: who overlaps one that stands takes the nearest free place on a spiral. Always ends. */
  settle(body: number): void {
    if (body === 0) this.#last.clear()
    const [x, y, radius] = [at(this.x, body), at(this.y, body), at(this.#radius, body)]
    const square = this.#square(x, y)
    const turn = fraction(this.#ids[body] ?? '') * 2 * Math.PI
    let [triedX, triedY] = [x, y]
    let step = Math.floor((this.#reached.get(square) ?? 0) * 0.95)
    while (!this.#isFree(triedX, triedY, radius)) {
      step += 1
      const distance = radius * 0.9 * Math.sqrt(step)
      triedX = x + Math.cos(turn + step * goldenAngle) * distance
      triedY = y + Math.sin(turn + step * goldenAngle) * distance
    }
    if (triedX !== x) this.#reached.set(square, step)
    this.x[body] = triedX
    this.y[body] = triedY
    this.#add(body)
  }

  #isFree(x: number, y: number, radius: number): boolean {
    return !this.#around(x, y, (other) => {
      const touching = at(this.#radius, other) + radius + tolerance
      return (at(this.x, other) - x) ** 2 + (at(this.y, other) - y) ** 2 < touching ** 2
    })
  }

  #add(body: number): void {
    const key = this.#square(at(this.x, body), at(this.y, body))
    this.#before[body] = this.#last.get(key) ?? -1
    this.#last.set(key, body)
  }

  /** Visits the bodies of the squares around a place until `found` says yes; whether it did. */
  #around(x: number, y: number, found: (body: number) => boolean): boolean {
    const middle = this.#square(x, y)
    for (const beside of neighbours) {
      let body = this.#last.get(middle + beside) ?? -1
      while (body >= 0) {
        if (found(body)) return true
        body = this.#before[body] ?? -1
      }
    }
    return false
  }

  #square(x: number, y: number): number {
    return Math.floor(x / this.#side) * columns + Math.floor(y / this.#side)
  }
}

/** One number per square; the map is far smaller than this many squares high. */
const columns = 65_536
const neighbours = [-1, 0, 1].flatMap((column) => [-1, 0, 1].map((row) => column * columns + row))

const at = (values: Float64Array, index: number): number => values[index] ?? 0
