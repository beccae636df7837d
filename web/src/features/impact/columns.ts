/** Places for an impact: a column for each step, each hit near the middle of what it needs or what needs it. Pure. */
import type { ImpactMap } from '@kommunalgraph/contract/answers.ts'
import type { Places } from '../../graph/places.ts'

/** Distances of columns and rows in canvas units; a row holds a node with its two-line label. */
const COLUMN = 210
const ROW = 92
/** Higher than this, a step goes on in another column beside it. */
const mostRows = 14

/** The start at the right if others need it, at the left if it needs them; the same set always gives the same picture. */
export function columnsOf({ direction, nodes, edges, depths }: ImpactMap): Places {
  const beside = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const [nearer, further] = direction === 'dependents' ? [to, from] : [from, to]
    if ((depths[nearer] ?? 0) < (depths[further] ?? 0)) beside.set(further, [...(beside.get(further) ?? []), nearer])
  }
  const sign = direction === 'dependents' ? -1 : 1
  const places: Record<string, [number, number]> = {}
  let column = 0
  for (const depth of [...new Set(Object.values(depths))].sort((a, b) => a - b)) {
    const wish = (id: string) => {
      const heights = (beside.get(id) ?? []).map((other) => places[other]?.[1] ?? 0)
      return heights.length === 0 ? 0 : heights.reduce((sum, height) => sum + height, 0) / heights.length
    }
    const step = nodes
      .filter(({ id }) => depths[id] === depth)
      .map(({ id, type, name }) => ({ id, type, name, height: wish(id) }))
      .sort((a, b) => a.height - b.height || a.type.localeCompare(b.type) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
    const columns = Math.max(1, Math.ceil(step.length / mostRows))
    const rows = Math.ceil(step.length / columns)
    step.forEach(({ id }, index) => {
      const row = Math.floor(index / columns)
      const within = index % columns
      // Neighbouring columns of one step stand half a row apart, so that no name lies on another.
      places[id] = [sign * (column + within) * COLUMN, (row - (rows - 1) / 2) * ROW + (within % 2) * (ROW / 2)]
    })
    column += columns + 0.4
  }
  return places
}
