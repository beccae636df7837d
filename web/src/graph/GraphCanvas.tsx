/** The one place where Cytoscape is mounted. It draws what it is given and reports what the reader does. */
import type { Core, ElementDefinition, EventObject, NodeCollection, NodeSingular } from 'cytoscape'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { arrows, nextAlong } from './keyboard.ts'
import { BoxPick } from './BoxPick.tsx'
import { applyMarks, goToNode, type Marks } from './marks.ts'
import { stylesheet } from './stylesheet.ts'

/** Beyond the outermost nodes, in pixels of the screen. */
export interface Room {
  top: number
  left: number
}

/** Elements added at a time: some 30 ms of the main thread on a slow machine. */
const SLICE = 300

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
  /** What is said of a node when the keyboard comes to it, and from where; without it the canvas is a picture only. */
  say?: (id: string, from?: string) => string
  /** Hits, selection and sizes; without it nothing can be selected together. */
  marks?: Marks | undefined
  /** Painted below the nodes, in canvas units; moves with the view, and gets as `--zoom` how large a unit is, with `room` also as `--left` and `--top` where the view begins. */
  background?: ReactNode
  /** Whether two nodes stand in one part of the layout, e.g. one layer: the arrow keys lead from one to the other. */
  together?: ((one: string, other: string) => boolean) | undefined
  /** Room for headings in the background around the nodes, in pixels; it is in view when all is. */
  room?: Room | undefined
}

export function GraphCanvas({ elements, label, selected, fitKey, onSelect, onOpen, onMoved, say, marks, background, room, together }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const ground = useRef<SVGGElement>(null)
  const [cy, setCy] = useState<Core>()
  const [said, setSaid] = useState('')
  /** Grows when the last slice of many new elements is there: only then can all of them be marked. */
  const [drawn, setDrawn] = useState(0)
  const help = useId()
  const around = useRef(room)
  around.current = room
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
        const zoom = made?.zoom() ?? 1
        const part = ground.current
        if (!part) return
        // A layer of its own that is only moved is not painted anew in each frame.
        part.ownerSVGElement?.style.setProperty('transform', `translate(${x}px, ${y}px)`)
        const scale = `scale(${zoom})`
        if (part.getAttribute('transform') !== scale) {
          part.setAttribute('transform', scale)
          part.style.setProperty('--zoom', String(zoom))
        }
        // Headings that stay at the edge of the view want to know where that is.
        if (!around.current) return
        part.style.setProperty('--left', String(-x / zoom))
        part.style.setProperty('--top', String(-y / zoom))
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

  // What stays keeps its place and its view; only what is new is added, in slices, so that nobody waits while much is drawn.
  useEffect(() => {
    if (!cy) return
    const wanted = new Set(elements.map((element) => element.data.id as string))
    const fresh: ElementDefinition[] = []
    cy.batch(() => {
      cy.elements().filter((one) => !wanted.has(one.id())).remove()
      for (const element of elements) {
        const existing = cy.getElementById(element.data.id as string)
        if (existing.empty()) {
          fresh.push(element)
          continue
        }
        existing.data(element.data)
        // Where the keyboard has come to is the reader's, not the element's.
        const walked = existing.hasClass('walked')
        existing.classes(element.classes as string)
        if (walked) existing.addClass('walked named')
        const place = element.position
        if (place) existing.nodes().forEach((node) => void node.position(place))
      }
    })
    // Lines come after what they join.
    const queue = [...fresh.filter(({ group }) => group === 'nodes'), ...fresh.filter(({ group }) => group === 'edges')]
    let next: ReturnType<typeof setTimeout> | undefined
    const addFrom = (start: number) => {
      const added = cy.add(queue.slice(start, start + SLICE))
      // Works out their style and bounds now: fitting the view would do it for all of them in one go.
      added.boundingBox()
      if (start + SLICE < queue.length) {
        next = setTimeout(addFrom, 0, start + SLICE)
        return
      }
      const view = cy.extent()
      let outside = false
      cy.nodes().forEach((node) => {
        const { x, y } = node.position()
        if (x < view.x1 || x > view.x2 || y < view.y1 || y > view.y2) outside = true
      })
      if (outside) look(cy, around.current)
      if (start > 0) setDrawn((before) => before + 1)
    }
    addFrom(0)
    return () => clearTimeout(next)
  }, [cy, elements])

  useEffect(() => {
    if (cy && fitKey) look(cy, around.current)
  }, [cy, fitKey])

  useEffect(() => {
    if (!cy) return
    cy.elements(':selected').unselect()
    if (selected) cy.getElementById(selected).select()
  }, [cy, selected, elements, drawn])

  // The elements bring their own classes with them: what is marked is set after them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the elements take the marks away
  useEffect(() => {
    if (cy && marks) applyMarks(cy, marks)
  }, [cy, elements, drawn, marks])

  const goTo = marks?.goTo
  const spoken = useRef(say)
  spoken.current = say
  useEffect(() => {
    const node = goTo && cy?.getElementById(goTo.id).nodes().first()
    if (!cy || !node || node.empty()) return
    goToNode(cy, node)
    setSaid(spoken.current?.(node.id()) ?? '')
  }, [cy, goTo])

  // The container can be laid out after the first fit, e.g. when a panel opens.
  useEffect(() => {
    if (!cy || !box.current) return
    const observer = new ResizeObserver(() => {
      cy.resize()
      look(cy, around.current)
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [cy])

  /** Arrow keys walk along the lines, Enter opens what stands there, Home goes back to where it began. */
  const walk = (event: KeyboardEvent) => {
    if (!cy || !say || event.altKey || event.ctrlKey || event.metaKey) return
    const here = cy.nodes('.walked').first()
    const start = () => {
      const chosen = cy.nodes('.focus, :selected').first()
      return chosen.nonempty() ? chosen : cy.nodes().first()
    }
    const go = (node: NodeSingular, from?: string) => {
      cy.nodes('.walked').removeClass('walked named')
      node.addClass('walked named')
      bringIntoView(cy, node)
      setSaid(say(node.id(), from))
    }
    const direction = arrows[event.key]
    if (direction) {
      event.preventDefault()
      if (here.empty()) {
        if (start().nonempty()) go(start())
        return
      }
      const spot = (node: NodeSingular) => ({ id: node.id(), ...node.position() })
      const along = (nodes: NodeCollection) => nextAlong(spot(here), direction, nodes.map((node) => spot(node)))
      // In a layout first along the lines that it is read from, then to what stands beside it there, then along all others.
      const near =
        along(here.connectedEdges().not('.behind').connectedNodes()) ??
        (together && along(cy.nodes().filter((node) => together(here.id(), node.id())).nodes())) ??
        along(here.neighborhood().nodes())
      if (near === undefined) setSaid(t('map.noWay'))
      else go(cy.getElementById(near), here.id())
    } else if (event.key === 'Home') {
      event.preventDefault()
      if (start().nonempty()) go(start())
    } else if (event.key === 'Enter' && here.nonempty()) {
      event.preventDefault()
      handlers.current.onSelect(here.id())
    } else if (event.key === ' ' && marks && here.nonempty()) {
      event.preventDefault()
      marks.onPick([here.id()], true)
    } else if (event.key === 'Escape') {
      handlers.current.onSelect(undefined)
    }
  }

  return (
    <div className="canvas" data-ready={cy ? 'true' : undefined}>
      {background && (
        <svg className="canvas__ground" aria-hidden="true">
          <g ref={ground}>{background}</g>
        </svg>
      )}
      {say ? (
        <div
          ref={box}
          className="canvas__box"
          role="application"
          tabIndex={0}
          aria-label={label}
          aria-describedby={help}
          onKeyDown={walk}
          onBlur={() => cy?.nodes('.walked').removeClass('walked named')}
        />
      ) : (
        <div ref={box} className="canvas__box" role="img" aria-label={label} />
      )}
      {say && (
        <>
          <p id={help} className="kern-sr-only">
            {t('map.keys')} {together && t('map.layout.keys')} {marks && t('mapTools.keys')}
          </p>
          <p className="canvas__said no-print" role="status">
            {said}
          </p>
        </>
      )}
      {cy && marks && <BoxPick cy={cy} marks={marks} />}
      <div className="canvas__tools no-print">
        <button type="button" className="canvas__tool" onClick={() => cy && zoom(cy, 1.3)} aria-label={t('map.zoomIn')}>
          +
        </button>
        <button type="button" className="canvas__tool" onClick={() => cy && zoom(cy, 1 / 1.3)} aria-label={t('map.zoomOut')}>
          −
        </button>
        <button type="button" className="canvas__tool" onClick={() => cy && fit(cy, room)} aria-label={t('map.fit')}>
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

/** Moves the view only if the node is not in it. */
function bringIntoView(cy: Core, node: NodeSingular) {
  const { x1, y1, x2, y2 } = cy.extent()
  const { x, y } = node.position()
  if (x < x1 || x > x2 || y < y1 || y > y2) cy.center(node)
}

const noRoom: Room = { top: 0, left: 0 }

/** On a narrow screen a picture with headings begins at this zoom, top left, as one reads; smaller nobody could read it. */
const smallestRead = 0.3
const narrow = 600

function look(cy: Core, room: Room | undefined) {
  fit(cy, room, room && cy.width() < narrow ? smallestRead : cy.minZoom())
}

/** All nodes in view, with the room that the background takes; never larger than is good to read, nor smaller than `smallest`. */
function fit(cy: Core, room: Room | undefined, smallest = cy.minZoom()) {
  if (cy.nodes().empty()) return
  const { top, left } = room ?? noRoom
  const { x1, y1, x2, y2 } = cy.elements().boundingBox()
  const free = (pixels: number) => Math.max(1, pixels - 48)
  const zoom = Math.max(smallest, Math.min(free(cy.width() - left) / (x2 - x1), free(cy.height() - top) / (y2 - y1), 1.15))
  const beside = (pixels: number, before: number, from: number, to: number) => {
    const rest = (pixels - before - zoom * (to - from)) / 2
    return before + (room ? Math.max(24, rest) : rest) - zoom * from
  }
  cy.viewport({ zoom, pan: { x: beside(cy.width(), left, x1, x2), y: beside(cy.height(), top, y1, y2) } })
}

function zoom(cy: Core, factor: number) {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
}
