import { AxisBottom, AxisLeft } from '@visx/axis'
import { scaleBand, scaleSqrt } from '@visx/scale'
import { Circle } from '@visx/shape'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ListSearch } from '../../url-state.ts'

export interface Bubble {
  column: string
  row: string
  /** Written in the bubble. */
  count: number
  /** Its area. */
  size: number
  list: ListSearch
}

interface Props {
  columns: readonly string[]
  rows: readonly string[]
  bubbles: readonly Bubble[]
}

const rowHeight = 62


/** Two scales of words, a bubble for each pair that occurs. Like bars, it is the picture of a table with the same numbers. */
export function Bubbles({ columns, rows, bubbles }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!place.current) return
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [])
  const narrow = width < 560
  const left = narrow ? 98 : 140
  const font = narrow ? 13 : 16
  // Names of columns lie slanted where they do not fit side by side.
  const bottom = narrow ? 128 : 56
  const x = scaleBand({ domain: [...columns], range: [left, Math.max(left + 1, width)] })
  const y = scaleBand({ domain: [...rows], range: [0, rows.length * rowHeight] })
  const radius = scaleSqrt<number>({
    domain: [0, Math.max(1, ...bubbles.map(({ size }) => size))],
    range: [13, Math.max(14, Math.min(x.bandwidth(), rowHeight) / 2 - 2)],
  })
  const tick = { className: 'bubbles__label', fontSize: font, fill: 'currentColor', stroke: 'none' }
  return (
    <div ref={place} className="bubbles" aria-hidden="true">
      {width > 0 && (
        <svg width={width} height={rows.length * rowHeight + bottom}>
          {rows.map((row, index) => (
            <rect key={row} className={index % 2 === 0 ? 'bubbles__band' : 'bubbles__band bubbles__band--other'} x={left} y={y(row)} width={Math.max(0, width - left)} height={rowHeight} />
          ))}
          <AxisLeft scale={y} left={left} hideAxisLine hideTicks tickLabelProps={{ ...tick, dx: '-0.3em', dy: '0.33em', textAnchor: 'end' }} />
          <AxisBottom scale={x} top={rows.length * rowHeight} hideTicks axisLineClassName="bubbles__line" tickLabelProps={narrow ? { ...tick, textAnchor: 'end', angle: -38 } : { ...tick, textAnchor: 'middle', width: x.bandwidth() - 4 }} />
          {bubbles.map((bubble) => {
            const cx = (x(bubble.column) ?? 0) + x.bandwidth() / 2
            const cy = (y(bubble.row) ?? 0) + rowHeight / 2
            return (
              <Link key={`${bubble.column} ${bubble.row}`} to="/entities" search={bubble.list} tabIndex={-1}>
                <Circle className={bubble.size > 0 ? 'bubbles__bubble' : 'bubbles__bubble bubbles__bubble--unknown'} cx={cx} cy={cy} r={radius(bubble.size)} />
                <text className="bubbles__count" x={cx} y={cy} dy="0.35em" textAnchor="middle" fontSize={font}>
                  {bubble.count}
                </text>
              </Link>
            )
          })}
        </svg>
      )}
    </div>
  )
}
