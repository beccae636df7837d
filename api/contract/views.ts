/** Saved views: an address of the web view under a name, with the places where the reader put things. Strict, like `answers.ts`. */
import { z } from 'zod'

/** Places that one view keeps: as many as a map has. */
const MOST_PLACES = 5_000

const head = {
  id: z.string(),
  name: z.string(),
  address: z.string().describe('Path and query in the web view'),
  by: z.string().describe('Pseudonym'),
  at: z.iso.datetime({ offset: true }),
}

const coordinate = z.number().min(-1_000_000).max(1_000_000)
const places = z.record(z.string().max(300), z.tuple([coordinate, coordinate]))

export const SavedViewBody = z
  .strictObject({
    tenant: z.string().regex(/^\d{12}$/, 'must be an ARS of 12 digits').optional().describe('Default: the home municipality'),
    name: z.string().trim().min(1).max(120),
    // `//host` would lead to another site, and so would a backslash.
    address: z.string().max(4_000).regex(/^\/(?![/\\])[^\s\\]*$/, 'must be a path of this web view, with its query').meta({ example: '/map?asOf=2026-11-01' }),
    places: places.default({}).refine((given) => Object.keys(given).length <= MOST_PLACES, `holds at most ${MOST_PLACES} places`).describe('Where the reader put nodes: id → x, y in map units'),
  })
  .meta({ id: 'SavedViewBody' })
export type SavedViewBody = z.infer<typeof SavedViewBody>

export const SavedViewHead = z.strictObject(head).meta({ id: 'SavedViewHead' })
export type SavedViewHead = z.infer<typeof SavedViewHead>

export const SavedView = z.strictObject({ ...head, places }).meta({ id: 'SavedView' })
export type SavedView = z.infer<typeof SavedView>

export const SavedViews = z.strictObject({ items: z.array(SavedViewHead) }).meta({ id: 'SavedViews' })
export type SavedViews = z.infer<typeof SavedViews>
