import { useState } from 'react'

const prefix = 'kommunalgraph.import.'

/** A text that was typed. */
export const asText = (found: unknown): string | undefined => (typeof found === 'string' ? found : undefined)

/**
 * State that survives a reload: what was typed is kept in this browser until it is sent (`clear`). One component, one key.
 * `read` makes of what was kept what is expected, or undefined; then `broken` is its text: the form begins anew and this can be copied.
 */
export function useDraft<Value>(key: string, initial: Value, read: (found: unknown) => Value | undefined) {
  const name = `${prefix}${key}`
  const [found] = useState(() => stored(name, read))
  const [value, setValue] = useState<Value>(found.value ?? initial)
  const [broken, setBroken] = useState(found.broken)
  const forget = () => {
    try {
      localStorage.removeItem(name)
    } catch {
      // A forbidden storage kept nothing.
    }
  }
  return {
    value,
    broken,
    set: (next: Value) => {
      setValue(next)
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch {
        // A full or forbidden storage loses the draft on a reload, nothing else.
      }
    },
    clear: () => {
      setValue(initial)
      forget()
    },
    dropBroken: () => {
      setBroken(undefined)
      // What was typed since then stands in its place.
      if (value === initial) forget()
    },
  }
}

function stored<Value>(name: string, read: (found: unknown) => Value | undefined): { value?: Value; broken?: string } {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(name)
    if (kept === null) return {}
    const value = read(JSON.parse(kept))
    return value === undefined ? { broken: kept } : { value }
  } catch {
    return kept === null ? {} : { broken: kept }
  }
}
