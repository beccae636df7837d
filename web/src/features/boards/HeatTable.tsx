import type { ReactNode } from 'react'
import type { Counted } from './boards.ts'
import { Figure } from './Figure.tsx'

interface Props<Cell extends Counted> {
  caption: string
  corner: string
  columns: readonly { key: string; name: ReactNode; text: string }[]
  rows: readonly { key: string; name: ReactNode; text: string }[]
  cell: (row: string, column: string) => Cell | undefined
  /** What stands under the number. */
  note?: (cell: Cell) => ReactNode
  /** What is counted, e.g. "Vorhaben". */
  counts: string
  /** What an empty cell is called. */
  empty: string
}

/** A matrix as a real table: the more, the stronger the ground; where nothing is, empty land. Each number opens its list. */
export function HeatTable<Cell extends Counted>({ caption, corner, columns, rows, cell, note, counts, empty }: Props<Cell>) {
  const most = Math.max(1, ...rows.flatMap((row) => columns.map((column) => cell(row.key, column.key)?.value ?? 0)))
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="kern-table table heat">
        <caption className="kern-sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              {columns.map((column) => {
                const one = cell(row.key, column.key)
                if (!one || one.value === 0) {
                  return (
                    <td key={column.key} className="heat__cell heat__cell--empty">
                      <span className="heat__none">0</span> <span className="kern-sr-only">{empty}</span>
                    </td>
                  )
                }
                return (
                  <td key={column.key} className="heat__cell" style={{ '--heat': `${Math.round((100 * one.value) / most)}` } as React.CSSProperties}>
                    <Figure counted={one} of={`${counts}: ${row.text}, ${column.text}`} />
                    {note && <span className="heat__note">{note(one)}</span>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
