/** Draws a rectangle over the canvas and selects what lies in it: while Shift is held, or as long as the reader selects. For mouse, pen and finger. */
import type { Core } from 'cytoscape'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { type Marks, nodesIn } from './marks.ts'

/** Less than this is a tap. */
const tapPixels = 6

type Point = readonly [x: number, y: number]

export function BoxPick({ cy, marks }: { cy: Core; marks: Marks }) {
  const [shift, setShift] = useState(false)
  const [drawn, setDrawn] = useState<{ from: Point; to: Point }>()
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const key = (event: KeyboardEvent) => setShift(event.shiftKey)
    const away = () => setShift(false)
    addEventListener('keydown', key)
    addEventListener('keyup', key)
    addEventListener('blur', away)
    return () => {
      removeEventListener('keydown', key)
      removeEventListener('keyup', key)
      removeEventListener('blur', away)
    }
  }, [])
  if (!marks.picking && !shift && !drawn) return null
  const at = (event: PointerEvent): Point => {
    const box = sheet.current?.getBoundingClientRect()
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)]
  }
  const rectangle = ({ from, to }: { from: Point; to: Point }) =>
    [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])] as const
  const end = (event: PointerEvent) => {
    if (!drawn) return
    setDrawn(undefined)
    const to = at(event)
    const tap = Math.hypot(to[0] - drawn.from[0], to[1] - drawn.from[1]) < tapPixels
    const ids = nodesIn(cy, tap ? [to[0], to[1], to[0], to[1]] : rectangle({ from: drawn.from, to }))
    if (ids.length > 0) marks.onPick(ids, tap)
  }
  const [x1, y1, x2, y2] = drawn ? rectangle(drawn) : [0, 0, 0, 0]
  return (
    <div
      ref={sheet}
      className="canvas__pick no-print"
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const point = at(event)
        setDrawn({ from: point, to: point })
      }}
      onPointerMove={(event) => drawn && setDrawn({ ...drawn, to: at(event) })}
      onPointerUp={end}
      onPointerCancel={() => setDrawn(undefined)}
      onWheel={(event) => cy.zoom({ level: cy.zoom() * (event.deltaY < 0 ? 1.1 : 1 / 1.1), renderedPosition: { x: event.nativeEvent.offsetX, y: event.nativeEvent.offsetY } })}
    >
      {drawn && <div className="canvas__rectangle" style={{ left: x1, top: y1, width: x2 - x1, height: y2 - y1 }} />}
    </div>
  )
}
