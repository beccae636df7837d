import { useState } from 'react'

const prefix = 'kommunalgraph.import.'

/** State that survives a reload: what was typed is kept in this browser until it is sent (`clear`). One component, one key. */
export function useDraft<Value>(key: string, initial: Value): [Value, (value: Value) => void, clear: () => void] {
  const name = `${prefix}${key}`
  const [value, setValue] = useState<Value>(() => stored(name) ?? initial)
  const set = (next: Value) => {
    setValue(next)
    try {
      localStorage.setItem(name, JSON.stringify(next))
    } catch {
      // A full or forbidden storage loses the draft on a reload, nothing else.
    }
  }
  const clear = () => {
    setValue(initial)
    localStorage.removeItem(name)
  }
  return [value, set, clear]
}

function stored<Value>(name: string): Value | undefined {
  try {
    const text = localStorage.getItem(name)
    return text === null ? undefined : (JSON.parse(text) as Value)
  } catch {
    return undefined
  }
}
