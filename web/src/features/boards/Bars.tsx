import { scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { ListSearch } from '../../url-state.ts'

/** How a part of a bar looks: the parts differ by pattern, never by colour alone. */
export type Look = 'full' | 'hatched'

export interface BarRow {
  key: string
  name: string
  /** One value per series; `list` is what a click on it opens. */
  parts: { value: number; list?: ListSearch }[]
  /** What stands behind the bar. */
  text: string
}

interface Props {
  rows: readonly BarRow[]
  series: readonly { name: string; look: Look }[]
  /** `stacked`: the parts make one bar; `beside`: one bar each, to compare. */
  kind?: 'stacked' | 'beside'
}

/**
 * Bars that lie, the name above each. It is the picture of a table that stands below with the same numbers and links, so
 * screen readers and the keyboard pass it by.
 */
export function Bars({ rows, series, kind = 'stacked' }: Props) {
  const pattern = useId()
  const most = Math.max(1, ...rows.map(({ parts }) => (kind === 'stacked' ? parts.reduce((sum, { value }) => sum + value, 0) : Math.max(...parts.map(({ value }) => value)))))
  const scale = scaleLinear<number>({ domain: [0, most], range: [0, 100] })
  const height = kind === 'stacked' ? 22 : series.length * 18
  return (
    <div className="bars" aria-hidden="true">
      <svg width="0" height="0" className="bars__patterns">
        <defs>
          <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className="bars__ground" width="6" height="6" />
            <rect className="bars__stripe" width="2.5" height="6" />
          </pattern>
        </defs>
      </svg>
      {series.length > 1 && (
        <ul className="plain bars__legend">
          {series.map(({ name, look }) => (
            <li key={name}>
              <svg width="22" height="14">
                <rect className={`bars__part bars__part--${look}`} width="22" height="14" fill={look === 'hatched' ? `url(#${pattern})` : undefined} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      {rows.map((row) => {
        let before = 0
        return (
          <div key={row.key} className="bars__row">
            <span className="bars__name">{row.name}</span>
            <svg className="bars__bar" width="100%" height={height}>
              {row.parts.map(({ value, list }, index) => {
                const look = series[index]?.look ?? 'full'
                const bar = (
                  <Bar
                    className={`bars__part bars__part--${look}`}
                    x={`${kind === 'stacked' ? scale(before) : 0}%`}
                    y={kind === 'stacked' ? 1 : index * 18 + 1}
                    width={`${scale(value)}%`}
                    height={kind === 'stacked' ? 20 : 15}
                    fill={look === 'hatched' ? `url(#${pattern})` : undefined}
                  />
                )
                before += value
                if (value === 0) return null
                return list ? (
                  <Link key={index} to="/entities" search={list} tabIndex={-1}>
                    {bar}
                  </Link>
                ) : (
                  <g key={index}>{bar}</g>
                )
              })}
            </svg>
            <span className="bars__text">{row.text}</span>
          </div>
        )
      })}
    </div>
  )
}
