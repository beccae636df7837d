import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Implied } from '../../graph/bridge.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, relationLabel } from '../../ui/ontology.ts'
import { useOver } from './useLayout.ts'

const noLines: readonly Implied[] = []

/** What is said of a node when somebody walks to it: its name, what it is, how it is tied to where they came from, and how many ties it has; in a layout also where it stands. */
export function useSpoken({ nodes, edges, implied = noLines }: { nodes: readonly MapNode[]; edges: readonly MapEdge[]; implied?: readonly Implied[] }, where?: (id: string) => string): (id: string, from?: string) => string {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const overOf = useOver()
  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes])
  return useCallback(
    (id, from) => {
      const node = byId.get(id)
      if (!node) return t('map.nobody')
      const ties = edges.filter((edge) => edge.from === id || edge.to === id)
      const came = from === undefined ? [] : ties.filter((edge) => edge.from === from || edge.to === from)
      const via = came.map((edge) => `${pick(relationLabel(edge.type, edge.from === id ? 'out' : 'in'))} ${byId.get(from ?? '')?.name ?? ''}`)
      const bridged = implied.filter((line) => line.from === id || line.to === id)
      const over = from === undefined ? [] : bridged.filter((line) => line.from === from || line.to === from).map((line) => `${overOf(line)}: ${byId.get(from)?.name ?? ''}`)
      const spheres = node.spheres.map((code) => pick(codeLabel('sphere', code)))
      const place = where?.(id)
      return [
        [node.name, pick(entityTypeLabel(node.type)), ...spheres].join(', '),
        ...(place ? [place] : []),
        ...via,
        ...over,
        t('map.ties', { count: ties.length }),
        ...(bridged.length > 0 ? [t('map.bridge.lines', { count: bridged.length })] : []),
      ].join('. ')
    },
    [byId, edges, implied, where, overOf, pick, t],
  )
}
