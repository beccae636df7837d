import type { CSSProperties } from 'react'
import type { Arrangement, Band } from '../../graph/bands.ts'
import type { Room } from '../../graph/GraphCanvas.tsx'
import { useBandName } from './useLayout.ts'

/** Headings keep their size on the screen whatever the zoom, so their room is in pixels. */
const above = 50
const beside = { wide: 125, phone: 80 }
/** Width of a character of a bold name, in its font size, and how small the second line is. */
const perCharacter = 0.6
const second = 0.82
/** How far a heading may reach beyond its band, in map units: less than the gap between two. */
const beyond: Partial<Record<Band['kind'], number>> = { layer: 130, year: 50, undated: 50 }

/** Room for the headings of this layout. */
export function roomFor({ columns, rows }: Pick<Arrangement, 'columns' | 'rows'>): Room {
  return { top: columns.length > 0 ? above : 0, left: rows.length === 0 ? 0 : matchMedia('(min-width: 40rem)').matches ? beside.wide : beside.phone }
}

/** The headed parts of a layout below the nodes: layers or years as columns, steps of the chain as rows. */
export function LayoutGround({ arrangement: { columns, rows, aside } }: { arrangement: Arrangement }) {
  const nameOf = useBandName()
  // All columns have headings of one size, as large as the narrowest allows.
  const longest = (band: Band) => {
    const { name, detail = '' } = nameOf(band)
    return Math.max(name.length, detail.length * second) * perCharacter
  }
  const narrowest = Math.min(...columns.map((band) => (band.width + (beyond[band.kind] ?? 0)) / longest(band)))
  const { left } = roomFor({ columns, rows })
  const heading = (band: Band, x: number, y: number, anchor: 'start' | 'middle' | 'end', style: CSSProperties, lift: readonly [name: string, detail: string]) => {
    const { name, detail } = nameOf(band)
    return (
      <g key={`heading ${band.kind} ${x} ${y}`} textAnchor={anchor} style={style}>
        <text x={x} y={y} dx={anchor === 'end' ? '-0.5em' : undefined} dy={lift[0]} className="band-name">
          {name}
        </text>
        {detail && (
          <text x={x} y={y} dx={anchor === 'end' ? '-0.6em' : undefined} dy={lift[1]} className="band-detail">
            {detail}
          </text>
        )}
      </g>
    )
  }
  return (
    <>
      {[...columns, ...(aside ? [aside] : [])].map(({ kind, x, y, width, height }) => (
        <rect key={`${kind} ${x}`} x={x - 12} y={y - 12} width={width + 24} height={height + 24} rx="16" className="band" />
      ))}
      {rows.slice(1).map(({ x, y, width }) => (
        <line key={y} x1={x - 12} x2={x + width + 12} y1={y - 35} y2={y - 35} className="band-line" />
      ))}
      {/* Zoomed in, headings stay at the edge of the view. */}
      {columns.map((band) =>
        heading(
          band,
          band.x + band.width / 2,
          band.y - 12,
          'middle',
          { fontSize: `min(calc(16px / var(--zoom, 1)), ${narrowest.toFixed(1)}px)`, transform: `translateY(max(0px, calc((var(--top, -100000) + ${above - 4} / var(--zoom, 1) - ${band.y - 12}) * 1px)))` },
          ['-1.6em', '-0.55em'],
        ),
      )}
      {rows.map((band) =>
        heading(band, band.x - 12, band.y + 20, 'end', { fontSize: 'calc(min(16px, 3vw) / var(--zoom, 1))', transform: `translateX(max(0px, calc((var(--left, -100000) + ${left} / var(--zoom, 1) - ${band.x - 12}) * 1px)))` }, ['0.6em', '2.1em']),
      )}
      {aside && heading(aside, aside.x - 12, aside.y - 12, 'start', { fontSize: 'calc(16px / var(--zoom, 1))' }, ['-0.6em', '0'])}
    </>
  )
}
