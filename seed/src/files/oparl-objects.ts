/** Finds the objects in saved OParl answers: lists, pages of lists, single objects, and what is embedded in them. */
import { note, refuse } from './issues.ts'
import type { FileIssue } from './read-file.ts'
import { shown } from './read-value.ts'

export interface OparlText {
  name: string
  text: string
}

export interface OparlObject {
  id: string
  type: string
  /** Address of the object that it is embedded in. */
  within?: string
  [property: string]: unknown
}

/** OParl nests meetings, agenda items and files: five deep. */
const MAX_DEPTH = 40

const schema = /^https?:\/\/schema\.oparl\.org\/1\.[01]\/([A-Za-z]+)$/

/** `Paper`, `Meeting`, …; empty if it is no object of OParl. */
export const typeOf = (object: OparlObject): string => schema.exec(object.type)?.[1] ?? ''

/** A text that is not blank. */
export const text = (value: unknown): string | undefined => {
  const found = typeof value === 'string' ? value.trim() : ''
  // An embedded object stands for its address.
  if (found === '' && typeof value === 'object' && value !== null && 'id' in value) return text(value.id)
  return found === '' ? undefined : found
}

/** Addresses: one, or a list of them. */
export const texts = (value: unknown): string[] => [value].flat().flatMap((one) => text(one) ?? [])

/** All objects of all files, each occurrence, in the order of the files. What is no JSON is refused, what is no OParl said. */
export function objectsOf(files: readonly OparlText[], issues: FileIssue[]): OparlObject[] {
  const found: OparlObject[] = []
  for (const file of files) {
    const before = found.length
    let parsed: unknown
    try {
      parsed = JSON.parse(file.text)
    } catch {
      refuse(
        'truncated',
        { sheet: file.name },
        {
          de: `„${shown(file.name)}“ ist kein vollständiges JSON; die Antwort wurde wohl abgeschnitten.`,
          en: `"${shown(file.name)}" is no complete JSON; the answer was probably cut off.`,
        },
        { de: 'Rufen Sie sie noch einmal ab.', en: 'Fetch it again.' },
      )
    }
    collect(parsed, found)
    if (found.length === before) {
      issues.push(
        note(
          'no-oparl',
          { sheet: file.name },
          {
            de: `„${shown(file.name)}“ enthält keine OParl-Objekte.`,
            en: `"${shown(file.name)}" contains no OParl objects.`,
          },
          { de: 'Die Datei wird nicht gelesen.', en: 'The file is not read.' },
        ),
      )
    }
  }
  return found
}

function collect(value: unknown, found: OparlObject[]): void {
  const open: { value: unknown; depth: number; within: string | undefined }[] = [{ value, depth: 0, within: undefined }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: one, depth, within } = next
    if (typeof one !== 'object' || one === null || depth > MAX_DEPTH) continue
    if (Array.isArray(one)) {
      // From behind, because what is put last is taken first.
      for (let at = one.length - 1; at >= 0; at--) open.push({ value: one[at], depth: depth + 1, within })
      continue
    }
    const object = one as OparlObject
    const isObject = typeof object.id === 'string' && typeof object.type === 'string' && schema.test(object.type)
    if (isObject) {
      if (within !== undefined) object.within = within
      found.push(object)
    }
    const children = Object.values(object)
    for (let at = children.length - 1; at >= 0; at--) {
      if (typeof children[at] === 'object')
        open.push({ value: children[at], depth: depth + 1, within: isObject ? object.id : within })
    }
  }
}
