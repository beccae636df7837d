import type { QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { positionsQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { elementsOf, lacksOwner } from '../../graph/elements.ts'
import { GraphCanvas } from '../../graph/GraphCanvas.tsx'
import { placeAround } from '../../graph/places.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { Legend } from '../map/Legend.tsx'
import { nearestFirst } from '../map/useNeighbourhoods.ts'

type Graph = QuestionAnswer['graph']

/** Up to so many entities the map is drawn unasked, where there is room. */
const MOST_UNASKED = 60
const none: ReadonlyMap<string, number> = new Map()

/** What the answer names, drawn: on a large screen at once, on a phone and with many entities on request. */
export function AnswerMap({ graph }: { graph: Graph }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(() => graph.nodes.length <= MOST_UNASKED && matchMedia('(min-width: 62rem)').matches)
  if (graph.nodes.length < 2) return null
  return (
    <section aria-labelledby="answer-map" className="answer-map no-print">
      <h2 id="answer-map">{t('questions.map')}</h2>
      <button type="button" className="kern-btn kern-btn--secondary" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="kern-label">{open ? t('questions.mapHide') : t('questions.mapShow', { count: graph.nodes.length })}</span>
      </button>
      {open && <Drawn graph={graph} />}
    </section>
  )
}

/** Around the best connected entity; directions are those of the whole map. */
function Drawn({ graph: { nodes, edges } }: { graph: Graph }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [selected, setSelected] = useState<string>()
  const positions = useQuery(positionsQuery(useScope()))
  const geography = positions.data?.positions
  const elements = useMemo(() => {
    if (!geography && !positions.isError) return []
    const centre = bestConnected({ nodes, edges })
    const order = nearestFirst({ centre, nodes, edges }).filter(({ id }) => id !== centre)
    const places = placeAround({ focus: centre, nodes: order, geography: geography ?? {}, fixed: {} })
    return elementsOf({ nodes, edges, hidden: none, places, lean: nodes.length > MOST_UNASKED, moreLabel: (count) => t('map.more', { count }), gapLabel: t('map.nobody') })
  }, [nodes, edges, geography, positions.isError, t])
  const chosen = nodes.find(({ id }) => id === selected)
  return (
    <div className="around">
      <GraphCanvas
        elements={elements}
        label={t('map.summary', { count: nodes.length, gaps: nodes.filter(lacksOwner).length })}
        selected={selected}
        fitKey={`${nodes.length} ${elements.length > 0}`}
        onSelect={setSelected}
        onOpen={(id) => void navigate({ to: '/e/$id', params: { id }, search: {} })}
      />
      <p role="status">{chosen ? <EntityLink entity={chosen} /> : <span className="muted">{t('questions.mapHint')}</span>}</p>
      <Legend nodes={nodes} edges={edges} />
    </div>
  )
}

/** The entity with the most relations in the answer; the first of equals. */
function bestConnected({ nodes, edges }: Graph): string {
  const ties = new Map<string, number>()
  for (const { from, to } of edges) for (const id of [from, to]) ties.set(id, (ties.get(id) ?? 0) + 1)
  return nodes.reduce((best, { id }) => ((ties.get(id) ?? 0) > (ties.get(best) ?? 0) ? id : best), nodes[0]?.id ?? '')
}
