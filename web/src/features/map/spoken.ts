import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, relationLabel } from '../../ui/ontology.ts'

/** What is said of a node when somebody walks to it: its name, what it is, how it is tied to where they came from, and how many ties it has. */
export function useSpoken({ nodes, edges }: { nodes: readonly MapNode[]; edges: readonly MapEdge[] }): (id: string, from?: string) => string {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes])
  return useCallback(
    (id, from) => {
      const node = byId.get(id)
      if (!node) return t('map.nobody')
      const ties = edges.filter((edge) => edge.from === id || edge.to === id)
      const came = from === undefined ? [] : ties.filter((edge) => edge.from === from || edge.to === from)
      const via = came.map((edge) => `${pick(relationLabel(edge.type, edge.from === id ? 'out' : 'in'))} ${byId.get(from ?? '')?.name ?? ''}`)
      const spheres = node.spheres.map((code) => pick(codeLabel('sphere', code)))
      return [[node.name, pick(entityTypeLabel(node.type)), ...spheres].join(', '), ...via, t('map.ties', { count: ties.length })].join('. ')
    },
    [byId, edges, pick, t],
  )
}
