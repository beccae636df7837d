import type { Impact } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { impactMapQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { elementsOf } from '../../graph/elements.ts'
import { GraphCanvas } from '../../graph/GraphCanvas.tsx'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import { Legend } from '../map/Legend.tsx'
import { useSpoken } from '../map/spoken.ts'
import { TakeAway } from '../map/TakeAway.tsx'
import { columnsOf } from './columns.ts'

const none: ReadonlyMap<string, number> = new Map()
const nothing = { nodes: [], edges: [] }

/** Exactly the hits and the entity itself, one column for each step: who needs stands to the left of what is needed. */
export function ImpactMap({ id, direction }: { id: string; direction: Impact['direction'] }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const query = useQuery(impactMapQuery(id, direction, useScope()))
  const [selected, setSelected] = useState<string>()
  const map = query.data
  const places = useMemo(() => (map ? columnsOf(map) : {}), [map])
  const elements = useMemo(() => {
    if (!map) return []
    const all = elementsOf({ ...map, hidden: none, places, lean: map.nodes.length > 60, moreLabel: (count) => t('map.more', { count }), gapLabel: t('map.nobody') })
    // Larger and named like a focus; but the lines among the hits matter as much as those that touch it.
    return all.map((one) => (one.data.id === map.entity.id ? { ...one, classes: `${String(one.classes ?? '').replace('lean', '')} focus` } : one))
  }, [map, places, t])
  const say = useSpoken(map ?? nothing)
  return (
    <Await query={query} lines={10}>
      {({ entity, nodes, edges, asOf }) => {
        const chosen = nodes.find((node) => node.id === selected)
        const count = nodes.length - 1
        const name = entity.name
        const said = t('impact.onMap', { count, name })
        return (
          <section className="around" aria-label={t('map.asMap')}>
            <p className="map-frame__status" role="status">
              {said}
            </p>
            <GraphCanvas
              elements={elements}
              label={t('impact.mapLabel', { count, name })}
              selected={selected}
              fitKey={`${entity.id} ${direction} ${nodes.length}`}
              onSelect={(one) => setSelected(one?.startsWith('gap:') ? undefined : one)}
              onOpen={(one) => void navigate({ to: '/e/$id', params: { id: one }, search: {} })}
              say={say}
            />
            <p role="status">{chosen ? <EntityLink entity={chosen} /> : <span className="muted no-print">{t('questions.mapHint')}</span>}</p>
            <Legend nodes={nodes} edges={edges} />
            <div className="actions no-print">
              <TakeAway
                title={`${t(`impact.${direction}`)}: ${entity.name}`}
                lines={[`${said} · ${t('entity.asOf', { day: formatDay(asOf, language) })}`]}
                shown={{ nodes, edges }}
                places={places}
              />
            </div>
          </section>
        )
      }}
    </Await>
  )
}
