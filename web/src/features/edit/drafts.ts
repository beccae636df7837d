/**
 * What was typed and not yet saved, kept on this device: it survives a reload, a crash and a lost connection.
 * One draft for each thing that is edited; saving or discarding removes it.
 */
const PREFIX = 'kg:draft:'
/** What could not be read any more, until somebody has copied it. */
const BROKEN = 'kg:broken-draft:'
/** Counts up when a draft of today could not be read by the form of tomorrow. */
const VERSION = 1
/** A draft that nobody came back to is of no use and may name what has changed since. */
const KEPT_MS = 30 * 86_400_000

export interface Draft<State> {
  readonly state: State
  /** Point in time of the last keystroke, ISO. */
  readonly at: string
  /** Was sent, but no answer came. */
  readonly unsent: boolean
  /** What it is about, and where it goes on, for the list of drafts. */
  readonly title: string
  readonly href: string
}

/** A storage that refuses (private window, full) must not keep anybody from typing. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}

function stored(name: string): string | undefined {
  try {
    return storage()?.getItem(name) ?? undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A draft as far as it can be told without its form; the address must lead into this view and nowhere else. */
function parsed(text: string): Draft<unknown> | undefined {
  try {
    const draft: unknown = JSON.parse(text)
    if (!isRecord(draft) || (draft.version ?? VERSION) !== VERSION) return undefined
    const { state, at, unsent, title, href } = draft
    if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof title !== 'string' || typeof href !== 'string' || !/^\/(?![/\\])/.test(href)) return undefined
    return { state, at, unsent: unsent === true, title, href }
  } catch {
    return undefined
  }
}

/** A text, or a reference of texts: all that lists and open fields of a form hold. */
const isPart = (value: unknown): boolean => typeof value === 'string' || (isRecord(value) && Object.values(value).every((part) => typeof part === 'string'))

/** `found` in the shape of `like`, what is new in the form filled in from it; undefined where a form would fall over it. */
function fitted(like: unknown, found: unknown): unknown {
  if (like === undefined || like === null) return found === undefined || found === null || isPart(found) ? { fits: found ?? undefined } : undefined
  if (Array.isArray(like)) return Array.isArray(found) && found.every(isPart) ? { fits: found } : undefined
  if (!isRecord(like)) return typeof found === typeof like ? { fits: found } : undefined
  const keys = Object.keys(like)
  if (!isRecord(found) || (keys.length > 0 && !keys.some((key) => key in found))) return undefined
  const whole: Record<string, unknown> = { ...like }
  for (const [key, value] of Object.entries(found)) {
    const part = key in like ? fitted(like[key], value) : isPart(value) || Array.isArray(value) ? fitted(Array.isArray(value) ? [] : undefined, value) : undefined
    if (!isRecord(part)) return undefined
    whole[key] = part.fits
  }
  return { fits: whole }
}

/** Texts of what was typed, one a line, to be read and copied; the stored text itself where it cannot be parsed. */
function legible(text: string): string {
  const lines: string[] = []
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'string' && value.trim() !== '') lines.push(name === '' ? value : `${name}: ${value}`)
    else if (Array.isArray(value)) for (const one of value) walk(one, name)
    else if (isRecord(value)) for (const [key, part] of Object.entries(value)) walk(part, key)
  }
  try {
    const draft: unknown = JSON.parse(text)
    walk(isRecord(draft) && 'state' in draft ? draft.state : draft, '')
  } catch {
    return text
  }
  return lines.join('\n')
}

/** What is kept under this key: a draft that the form can show, or the texts of one that it cannot. `like`: the fresh form. */
export function readDraft<State>(key: string, like: State): { draft?: Draft<State>; broken?: string } {
  const text = stored(PREFIX + key)
  const known = stored(BROKEN + key)
  if (text === undefined) return known === undefined ? {} : { broken: legible(known) }
  const draft = parsed(text)
  const state = draft && fitted(like, draft.state)
  if (!draft || !isRecord(state)) {
    // Out of the way of the next draft, but not lost.
    try {
      storage()?.setItem(BROKEN + key, text)
      dropDraft(key)
    } catch {
      // A full device keeps it where it is until something is typed.
    }
    return { broken: legible(text) }
  }
  if (Date.now() - Date.parse(draft.at) >= KEPT_MS) {
    dropDraft(key)
    return {}
  }
  return { draft: { ...draft, state: state.fits as State }, ...(known === undefined ? {} : { broken: legible(known) }) }
}

/** Forgets what could not be read. */
export function dropBroken(key: string): void {
  try {
    storage()?.removeItem(BROKEN + key)
  } catch {
    // Nothing was kept.
  }
}

/** False where the device does not keep it: then the page says so. */
export function keepDraft<State>(key: string, draft: Draft<State>): boolean {
  try {
    const room = storage()
    room?.setItem(PREFIX + key, JSON.stringify({ ...draft, version: VERSION }))
    return room !== undefined
  } catch {
    return false
  }
}

export function dropDraft(key: string): void {
  try {
    storage()?.removeItem(PREFIX + key)
  } catch {
    // Nothing was kept.
  }
}

/** All drafts on this device, the newest first. */
export function drafts(): (Draft<unknown> & { key: string })[] {
  const room = storage()
  if (!room) return []
  return Array.from({ length: room.length }, (_, index) => room.key(index) ?? '')
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => {
      // What cannot be read is told by its own form.
      const draft = parsed(stored(key) ?? '')
      return draft && Date.now() - Date.parse(draft.at) < KEPT_MS ? [{ ...draft, key: key.slice(PREFIX.length) }] : []
    })
    .sort((a, b) => b.at.localeCompare(a.at))
}

export interface SourceRef {
  readonly id: string
  readonly name: string
}

/** The source that was used last in this window: who works through a document names it once. */
const CURRENT_SOURCE = 'kg:current-source'

export function currentSource(): SourceRef | undefined {
  try {
    const text = globalThis.sessionStorage.getItem(CURRENT_SOURCE)
    const source: unknown = text ? JSON.parse(text) : undefined
    return isRecord(source) && typeof source.id === 'string' && typeof source.name === 'string' ? { id: source.id, name: source.name } : undefined
  } catch {
    return undefined
  }
}

export function rememberSource(source: SourceRef | undefined): void {
  try {
    if (source) globalThis.sessionStorage.setItem(CURRENT_SOURCE, JSON.stringify({ id: source.id, name: source.name }))
    else globalThis.sessionStorage.removeItem(CURRENT_SOURCE)
  } catch {
    // Then it is asked again.
  }
}
