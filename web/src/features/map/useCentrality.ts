import { useEffect, useMemo, useState } from 'react'
import type { Centrality } from '../../graph/centrality.ts'
import type { Asked } from '../../graph/centrality.worker.ts'

interface Answer {
  /** What was asked: an answer to anything else is stale. */
  shown: object
  figures: Centrality | undefined
}

/** Figures of what is shown, worked out in a worker while `wanted`; `failed` if that did not work. */
export function useCentrality(shown: { nodes: readonly { id: string }[]; edges: readonly { from: string; to: string }[] }, wanted: boolean): { figures: Centrality | undefined; failed: boolean } {
  const [answer, setAnswer] = useState<Answer>()
  useEffect(() => {
    if (!wanted || shown.nodes.length === 0) return
    const asked: Asked = { ids: shown.nodes.map(({ id }) => id), lines: shown.edges.map(({ from, to }) => [from, to]) }
    let worker: Worker
    const failed = () => setAnswer({ shown, figures: undefined })
    try {
      worker = new Worker(new URL('../../graph/centrality.worker.ts', import.meta.url), { type: 'module' })
    } catch {
      failed()
      return
    }
    worker.onmessage = ({ data }: MessageEvent<Centrality>) => {
      setAnswer({ shown, figures: data })
      worker.terminate()
    }
    worker.onerror = failed
    worker.postMessage(asked)
    // Another map, or none: nobody waits for this answer any more.
    return () => worker.terminate()
  }, [shown, wanted])
  const known = wanted && answer?.shown === shown ? answer : undefined
  return useMemo(() => ({ figures: known?.figures, failed: known !== undefined && known.figures === undefined }), [known])
}
