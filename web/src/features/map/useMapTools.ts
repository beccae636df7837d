import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { MapSearch } from '../../app/router.tsx'
import type { Centrality } from '../../graph/centrality.ts'
import type { Marks } from '../../graph/marks.ts'
import { found } from './find.ts'
import { useCentrality } from './useCentrality.ts'

/** What a node can be sized by. */
export type SizeBy = keyof Centrality
/** Smallest and largest factor. */
const factors = { least: 0.7, most: 2.4 }
/** More ids than this make an address that not everything takes. */
export const mostPicked = 100

export interface MapTools {
  marks: Marks
  /** What is typed; the address follows a moment later. */
  text: string
  type: (text: string) => void
  /** In the order in which Enter goes through them. */
  hits: readonly string[] | undefined
  go: (step: 1 | -1) => void
  pick: (picking: boolean) => void
  clear: () => void
  sizeBy: SizeBy | undefined
  figures: Centrality | undefined
  failed: boolean
}

const none: ReadonlySet<string> = new Set()

/** Search, selection and sizes of one map. Search and sizes stand in the address, the selection lasts as long as the map. */
export function useMapTools(shown: { nodes: readonly { id: string; name: string }[]; edges: readonly { from: string; to: string }[] }, search: MapSearch): MapTools {
  const navigate = useNavigate({ from: '/map' })
  const [text, setText] = useState(search.find ?? '')
  const [at, setAt] = useState<Marks['goTo']>()
  const [picking, setPicking] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(none)

  // Back and forward, or a link: the address says what is searched.
  useEffect(() => setText(search.find ?? ''), [search.find])
  useEffect(() => {
    const find = text.trim() || undefined
    if (find === search.find) return
    const timer = setTimeout(() => void navigate({ search: (old) => ({ ...old, find }), replace: true }), 300)
    return () => clearTimeout(timer)
  }, [text, search.find, navigate])

  const hits = useMemo(() => found(shown.nodes, text), [shown, text])
  const hitSet = useMemo(() => hits && new Set(hits), [hits])
  const type = useCallback((next: string) => {
    setText(next)
    setAt(undefined)
  }, [])
  const go = useCallback(
    (step: 1 | -1) =>
      setAt((old) => {
        if (!hits || hits.length === 0) return undefined
        const place = old ? hits.indexOf(old.id) + step : step === 1 ? 0 : -1
        return { id: hits.at(place % hits.length) ?? '', turn: (old?.turn ?? 0) + 1 }
      }),
    [hits],
  )

  const picked = useMemo(() => {
    if (chosen.size === 0) return none
    const shownIds = new Set(shown.nodes.map(({ id }) => id))
    return new Set([...chosen].filter((id) => shownIds.has(id)))
  }, [chosen, shown])
  const onPick = useCallback(
    (ids: readonly string[], toggle: boolean) =>
      setChosen((old) => {
        const next = new Set(old)
        for (const id of ids) {
          if (toggle && next.has(id)) next.delete(id)
          else next.add(id)
        }
        return next
      }),
    [],
  )
  const clear = useCallback(() => setChosen(none), [])

  const { figures, failed } = useCentrality(shown, search.size !== undefined)
  const sizes = useMemo(() => (figures && search.size ? sizesOf(figures[search.size]) : undefined), [figures, search.size])
  const marks = useMemo(() => ({ hits: hitSet, picked, picking, sizes, goTo: at, onPick }), [hitSet, picked, picking, sizes, at, onPick])
  return { marks, text, type, hits, go, pick: setPicking, clear, sizeBy: search.size, figures, failed }
}

/** By the area, not the width: twice the figure looks like twice as much. */
function sizesOf(values: ReadonlyMap<string, number>): Map<string, number> {
  const most = Math.max(...values.values(), 1)
  return new Map([...values].map(([id, value]) => [id, factors.least + (factors.most - factors.least) * Math.sqrt(value / most)]))
}
