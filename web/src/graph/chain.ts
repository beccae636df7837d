/** From decision to outcome: the steps of the chain from top to bottom, the years of the decisions from left to right. Pure. */
import type { MapNode } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type Arrangement, type Band, byText, cell, type ChainStep, chainSteps, placeAside, rowsLikeAScreen, type ToArrange } from './bands.ts'
import type { Point } from './places.ts'

/** Between two years, and between two steps. */
const gaps = { column: 60, row: 70 }

const { CONCERNS, FUNDS } = ontology.relationTypes
const isOneOf = (types: readonly string[]) => {
  const known = new Set(types)
  return ({ type }: MapNode) => known.has(type)
}
const isDecision = isOneOf(CONCERNS.from)
const isFunded = isOneOf(FUNDS.to)

/** Without a decision on this map. */
const undated = 'undated'

/**
 * A thing stands in the year of its first decision; who answers for it, who pays and what measures it stand where most of
 * their things stand. What is in no chain stands below.
 */
export function chained({ nodes, edges, gap }: ToArrange): Arrangement {
  const shown = new Map(nodes.map((node) => [node.id, node]))
  const ties = edges.filter(({ from, to }) => from !== to && shown.has(from) && shown.has(to))
  const stepOf = stepsOf(nodes, ties)
  const joined = new Map<string, string[]>()
  const join = (one: string, other: string) => void joined.set(one, [...(joined.get(one) ?? []), other])
  for (const { type, from, to } of ties) {
    if (type === 'CONCERNS' && stepOf.get(to) === 'thing') join(to, from)
    if ((type === 'ACCOUNTABLE_FOR' || type === 'FUNDS') && stepOf.get(to) === 'thing' && stepOf.get(from) !== 'thing') join(from, to)
    if (type === 'MEASURED_BY' && stepOf.get(from) === 'thing') join(to, from)
  }

  const column = new Map<string, string>()
  const dateOf = (id: string) => shown.get(id)?.date ?? ''
  for (const [id, step] of stepOf) if (step === 'decision') column.set(id, dateOf(id).slice(0, 4) || undated)
  for (const [id, step] of stepOf) {
    if (step !== 'thing') continue
    const dates = (joined.get(id) ?? []).map(dateOf).filter(Boolean).sort(byText)
    column.set(id, dates[0]?.slice(0, 4) ?? undated)
  }
  for (const [id, step] of stepOf) {
    if (step === 'decision' || step === 'thing') continue
    const of = (joined.get(id) ?? []).flatMap((other) => column.get(other) ?? []).sort(byText)
    // The middle one, not the mean: it is a year in which one of them really stands.
    column.set(id, of[Math.floor((of.length - 1) / 2)] ?? undated)
  }
  if (gap && stepOf.has(gap.of)) {
    stepOf.set(gap.id, 'accountable')
    column.set(gap.id, column.get(gap.of) ?? undated)
    join(gap.id, gap.of)
  }

  // "undated" sorts behind every year.
  const keys = [...new Set(column.values())].sort(byText)
  const cells = new Map<string, string[]>()
  const cellOf = (key: string, step: ChainStep) => cells.get(`${key} ${step}`) ?? []
  for (const id of [...stepOf.keys()].sort(byText)) {
    const at = `${column.get(id)} ${stepOf.get(id)}`
    cells.set(at, [...(cells.get(at) ?? []), id])
  }
  // Without a year the heading is longer than a year is.
  const acrossOf = (key: string, rows: number) => Math.max(key === undated ? 2 : 1, ...chainSteps.map((step) => Math.ceil(cellOf(key, step).length / rows)))
  const downOf = (step: ChainStep, rows: number) => Math.max(0, ...keys.map((key) => Math.ceil(cellOf(key, step).length / acrossOf(key, rows))))
  const most = Math.max(1, ...[...cells.values()].map(({ length }) => length))
  const rows = rowsLikeAScreen(most, (count) => ({
    width: keys.reduce((sum, key) => sum + acrossOf(key, count) * cell.width + gaps.column, 0),
    height: chainSteps.reduce((sum, step) => sum + downOf(step, count) * cell.height + gaps.row, 0),
  }))

  const lefts = new Map<string, number>()
  let width = 0
  for (const key of keys) {
    lefts.set(key, width)
    width += acrossOf(key, rows) * cell.width + gaps.column
  }
  width = Math.max(0, width - gaps.column)

  const places: Record<string, Point> = {}
  const at = (id: string) => places[id]?.[0] ?? 0
  const order: string[] = []
  const rowBands: Band[] = []
  let top = 0
  for (const step of chainSteps) {
    const down = downOf(step, rows)
    if (down === 0) continue
    let count = 0
    for (const key of keys) {
      const middle = (id: string) => {
        const others = joined.get(id) ?? []
        return others.length === 0 ? 0 : others.reduce((sum, other) => sum + at(other), 0) / others.length
      }
      // Decisions by their day; everything else below what it belongs to, so that lines are short.
      const ids = cellOf(key, step).map((id) => ({ id, middle: step === 'decision' ? 0 : middle(id) }))
      ids.sort((a, b) => a.middle - b.middle || byText(dateOf(a.id), dateOf(b.id)) || byText(a.id, b.id))
      const across = acrossOf(key, rows)
      ids.forEach(({ id }, index) => {
        places[id] = [(lefts.get(key) ?? 0) + cell.width * (0.5 + (index % across)), top + cell.height * (0.5 + Math.floor(index / across))]
        if (id !== gap?.id) {
          order.push(id)
          count += 1
        }
      })
    }
    rowBands.push({ kind: 'step', step, x: 0, y: top, width, height: down * cell.height, count })
    top += down * cell.height + gaps.row
  }
  const height = Math.max(0, top - gaps.row)
  const columns = keys.map((key): Band => {
    const place = { x: lefts.get(key) ?? 0, y: 0, width: acrossOf(key, rows) * cell.width, height, count: order.filter((id) => column.get(id) === key).length }
    return key === undated ? { kind: 'undated', ...place } : { kind: 'year', year: key, ...place }
  })

  const alone = placeAside(nodes.filter(({ id }) => !stepOf.has(id)), gap && stepOf.has(gap.of) ? undefined : gap, 0, height, width)
  const bandsOf = new Map(order.map((id): [string, Band[]] => {
    const [ofRow, ofColumn] = [rowBands.find((band) => band.kind === 'step' && band.step === stepOf.get(id)), columns[keys.indexOf(column.get(id) ?? '')]]
    return [id, [ofRow, ofColumn].filter((band) => band !== undefined)]
  }))
  for (const id of alone.order) bandsOf.set(id, alone.band ? [alone.band] : [])
  return { places: { ...places, ...alone.places }, columns, rows: rowBands, aside: alone.band, order: [...order, ...alone.order], bandsOf, quiet: alone.quiet, against: new Set() }
}

/** Which step each node is; what is none is absent. Who is accountable and pays stands with those who are accountable. */
function stepsOf(nodes: readonly MapNode[], ties: ToArrange['edges']): Map<string, ChainStep> {
  const steps = new Map<string, ChainStep>()
  for (const node of nodes) {
    if (isDecision(node)) steps.set(node.id, 'decision')
    else if (isFunded(node)) steps.set(node.id, 'thing')
  }
  for (const { type, from, to } of ties) if (type === 'MEASURED_BY' && steps.get(from) === 'thing') steps.set(to, 'outcome')
  const free = (id: string) => !steps.has(id)
  for (const { type, from, to } of ties) if (type === 'ACCOUNTABLE_FOR' && steps.get(to) === 'thing' && free(from)) steps.set(from, 'accountable')
  for (const { type, from, to } of ties) if (type === 'FUNDS' && steps.get(to) === 'thing' && free(from)) steps.set(from, 'money')
  // A decision may also concern a service or an organisation.
  for (const { type, to } of ties) if (type === 'CONCERNS' && free(to)) steps.set(to, 'thing')
  return steps
}
