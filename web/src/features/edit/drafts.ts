/**
 * What was typed and not yet saved, kept on this device: it survives a reload, a crash and a lost connection.
 * One draft for each thing that is edited; saving or discarding removes it.
 */
const PREFIX = 'kg:draft:'
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

export function readDraft<State>(key: string): Draft<State> | undefined {
  try {
    const text = storage()?.getItem(PREFIX + key)
    if (!text) return undefined
    const draft = JSON.parse(text) as Draft<State>
    if (Date.now() - Date.parse(draft.at) < KEPT_MS) return draft
    dropDraft(key)
  } catch {
    // Not readable any more: the form begins anew.
  }
  return undefined
}

/** False where the device does not keep it: then the page says so. */
export function keepDraft<State>(key: string, draft: Draft<State>): boolean {
  try {
    const room = storage()
    room?.setItem(PREFIX + key, JSON.stringify(draft))
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
      const draft = readDraft(key.slice(PREFIX.length))
      return draft ? [{ ...draft, key: key.slice(PREFIX.length) }] : []
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
    return text ? (JSON.parse(text) as SourceRef) : undefined
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
