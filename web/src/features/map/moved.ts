import { useCallback, useState } from 'react'
import type { Places } from '../../graph/places.ts'

const key = (view: string) => `kommunalgraph:places:${view}`

function read(view: string): Places {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key(view)) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, [number, number]] => Array.isArray(entry[1]) && entry[1].every(Number.isFinite)))
  } catch {
    // A damaged store costs the reader's arrangement, nothing else.
    return {}
  }
}

/** Where the reader left nodes in one view; kept while the browser tab lives. */
export function useMovedPlaces(view: string) {
  const [state, setState] = useState(() => ({ view, moved: read(view) }))
  // Another view begins with what was left there, in the same turn: else it would be drawn with the places of the one before.
  if (state.view !== view) setState({ view, moved: read(view) })
  const move = useCallback(
    (id: string, place: readonly [number, number]) =>
      setState((old) => {
        const next = { ...old.moved, [id]: place }
        try {
          sessionStorage.setItem(key(view), JSON.stringify(next))
        } catch {
          // Private windows may refuse storage; the arrangement then lives as long as the page.
        }
        return { view, moved: next }
      }),
    [view],
  )
  return { moved: state.moved, move }
}
