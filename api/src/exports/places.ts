/**
 * Places for exports that are made at once. Each is a chain of reads over the whole graph, and holds what its reader has not
 * taken yet; many at the same time would keep everybody else waiting. The full dump takes none: its lock lets one through.
 */
import type { Readable } from 'node:stream'
import { problem } from '../plugins/problem.ts'

/** As many as one server makes at a time. */
const MOST_AT_ONCE = 2

/** Opens a file in a free place, which is free again as soon as the file has ended or its reader has gone. Throws 503. */
export type OpenExport = (file: () => Readable) => Readable

/** The places of one server. */
export function exportPlaces(): OpenExport {
  let taken = 0
  return (file) => {
    if (taken >= MOST_AT_ONCE)
      throw problem('busy', {
        detail: `${MOST_AT_ONCE} exports are being downloaded already`,
        headers: { 'retry-after': '10' },
      })
    const opened = file()
    taken++
    opened.once('close', () => {
      taken--
    })
    return opened
  }
}
