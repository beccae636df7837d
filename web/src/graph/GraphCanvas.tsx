/** The one place where Cytoscape is mounted. It draws what it is given and reports what the reader does. */
import type { Core, ElementDefinition, EventObject, NodeSingular } from 'cytoscape'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stylesheet } from './stylesheet.ts'

interface Props {
  elements: readonly ElementDefinition[]
  /** Said to screen readers; the list twin has the content. */
  label: string
  selected?: string | undefined
  /** Changes when the view should be fitted anew, e.g. another entity in the middle. */
  fitKey: string
  onSelect: (id: string | undefined) => void
  /** Double click or Enter on what can be opened further. */
  onOpen?: (id: string) => void
  onMoved?: (id: string, place: readonly [number, number]) => void
  /** Painted below the nodes, in canvas units; gets the current view as an SVG transform. */
  background?: ReactNode
}

export function GraphCanvas({ elements, label, selected, fitKey, onSelect, onOpen, onMoved, background }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const ground = useRef<SVGGElement>(null)
  const [cy, setCy] = useState<Core>()
  const handlers = useRef({ onSelect, onOpen, onMoved })
  handlers.current = { onSelect, onOpen, onMoved }

  useEffect(() => {
    let dead = false
    let made: Core | undefined
    void import('cytoscape').then(({ default: cytoscape }) => {
      if (dead || !box.current) return
      made = cytoscape({ container: box.current, style: stylesheet(), minZoom: 0.15, maxZoom: 2.5, boxSelectionEnabled: false, wheelSensitivity: 0.3 })
      made.on('tap', (event: EventObject) => {
        const target = event.target as { id?: () => string; isEdge?: () => boolean }
        handlers.current.onSelect(event.target === made ? undefined : target.id?.())
      })
      made.on('dbltap', 'node', (event: EventObject) => handlers.current.onOpen?.((event.target as NodeSingular).id()))
      made.on('free', 'node', (event: EventObject) => {
        const node = event.target as NodeSingular
        const { x, y } = node.position()
        handlers.current.onMoved?.(node.id(), [x, y])
      })
      made.on('mouseover', 'node', (event: EventObject) => void (event.target as NodeSingular).addClass('named'))
      made.on('mouseout', 'node', (event: EventObject) => void (event.target as NodeSingular).removeClass('named'))
      made.on('viewport', () => {
        const { x, y } = made?.pan() ?? { x: 0, y: 0 }
        ground.current?.setAttribute('transform', `translate(${x} ${y}) scale(${made?.zoom() ?? 1})`)
      })
      setCy(made)
    })
    return () => {
      dead = true
      made?.destroy()
      setCy(undefined)
    }
  }, [])

  useEffect(() => {
    if (!cy) return
    const theme = matchMedia('(prefers-color-scheme: dark)')
    const restyle = () => cy.style(stylesheet())
    theme.addEventListener('change', restyle)
    return () => theme.removeEventListener('change', restyle)
  }, [cy])

  // What stays keeps its place and its view; only what is new is added.
  useEffect(() => {
    if (!cy) return
    const wanted = new Map(elements.map((element) => [element.data.id as string, element]))
    cy.batch(() => {
      cy.elements().filter((one) => !wanted.has(one.id())).remove()
      const nodes = elements.filter((element) => element.group === 'nodes')
      for (const element of [...nodes, ...elements.filter((one) => one.group === 'edges')]) {
        const existing = cy.getElementById(element.data.id as string)
        if (existing.empty()) cy.add(element)
        else {
          existing.data(element.data)
          existing.classes(element.classes as string)
          const place = element.position
          if (place) existing.nodes().forEach((node) => void node.position(place))
        }
      }
    })
    const view = cy.extent()
    let outside = false
    cy.nodes().forEach((node) => {
      const { x, y } = node.position()
      if (x < view.x1 || x > view.x2 || y < view.y1 || y > view.y2) outside = true
    })
    if (outside) fit(cy)
  }, [cy, elements])

  useEffect(() => {
    if (cy && fitKey) fit(cy)
  }, [cy, fitKey])

  useEffect(() => {
    if (!cy) return
    cy.elements(':selected').unselect()
    if (selected) cy.getElementById(selected).select()
  }, [cy, selected, elements])

  // The container can be laid out after the first fit, e.g. when a panel opens.
  useEffect(() => {
    if (!cy || !box.current) return
    const observer = new ResizeObserver(() => {
      cy.resize()
      fit(cy)
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [cy])

  return (
    <div className="canvas" data-ready={cy ? 'true' : undefined}>
      {background && (
        <svg className="canvas__ground" aria-hidden="true">
          <g ref={ground}>{background}</g>
        </svg>
      )}
      <div ref={box} className="canvas__box" role="img" aria-label={label} />
      <div className="canvas__tools no-print">
        <button type="button" className="canvas__tool" onClick={() => cy && zoom(cy, 1.3)} aria-label={t('map.zoomIn')}>
          +
        </button>
        <button type="button" className="canvas__tool" onClick={() => cy && zoom(cy, 1 / 1.3)} aria-label={t('map.zoomOut')}>
          −
        </button>
        <button type="button" className="canvas__tool" onClick={() => cy && fit(cy)} aria-label={t('map.fit')}>
          ⤢
        </button>
        {(
          [
            ['←', 'left', 80, 0],
            ['→', 'right', -80, 0],
            ['↑', 'up', 0, 80],
            ['↓', 'down', 0, -80],
          ] as const
        ).map(([sign, key, x, y]) => (
          <button key={key} type="button" className="canvas__tool" onClick={() => cy?.panBy({ x, y })} aria-label={t(`map.pan.${key}`)}>
            {sign}
          </button>
        ))}
      </div>
    </div>
  )
}

function fit(cy: Core) {
  if (cy.nodes().empty()) return
  cy.fit(cy.elements(), 24)
  if (cy.zoom() > 1.15) {
    cy.zoom(1.15)
    cy.center()
  }
}

function zoom(cy: Core, factor: number) {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
}
