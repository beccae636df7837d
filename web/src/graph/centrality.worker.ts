/** Off the main thread: from the nodes and lines of a map to their figures. */
import { type Centrality, centralityOf } from './centrality.ts'

export interface Asked {
  ids: readonly string[]
  lines: readonly (readonly [string, string])[]
}

self.onmessage = ({ data: { ids, lines } }: MessageEvent<Asked>) => {
  const answer: Centrality = centralityOf(ids, lines)
  self.postMessage(answer)
}
