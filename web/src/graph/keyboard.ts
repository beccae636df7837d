/** Walking over the map with the arrow keys: along the lines, in the direction of the key. Pure. */

export interface Spot {
  id: string
  x: number
  y: number
}

export const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
}

/** Further off the direction than this is another direction. */
const widest = Math.PI / 3

/**
 * The neighbour that lies most in this direction: the smaller the angle the better, and of two alike the nearer.
 * Undefined where no line leads that way.
 */
export function nextAlong(from: Spot, [dx, dy]: readonly [number, number], neighbours: readonly Spot[]): string | undefined {
  let best: { id: string; cost: number } | undefined
  for (const { id, x, y } of neighbours) {
    const [toX, toY] = [x - from.x, y - from.y]
    const distance = Math.hypot(toX, toY)
    if (id === from.id || distance === 0) continue
    const angle = Math.acos(Math.min(1, Math.max(-1, (toX * dx + toY * dy) / distance)))
    if (angle > widest) continue
    const cost = distance * (1 + 2 * angle)
    if (!best || cost < best.cost || (cost === best.cost && id < best.id)) best = { id, cost }
  }
  return best?.id
}
