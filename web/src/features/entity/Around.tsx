import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { neighbourhoodQuery, positionsQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { elementsOf } from '../../graph/elements.ts'
import { GraphCanvas } from '../../graph/GraphCanvas.tsx'
import { placeAround } from '../../graph/places.ts'
import { Await } from '../../ui/Status.tsx'

const LIMIT = 60

/** The direct neighbours as a picture. On a phone it loads on request; the relations below are its list twin. */
export function Around({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState(() => matchMedia('(min-width: 62rem)').matches)
  return (
    <section aria-labelledby="around" className="around no-print">
      <h2 id="around">{t('entity.mapAround')}</h2>
      {wanted ? (
        <Picture id={id} name={name} />
      ) : (
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => setWanted(true)}>
          <span className="kern-label">{t('entity.showMap')}</span>
        </button>
      )}
    </section>
  )
}

function Picture({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const scope = useScope()
  const navigate = useNavigate()
  const query = useQuery(neighbourhoodQuery(id, 1, scope, LIMIT))
  const positions = useQuery(positionsQuery(scope))
  const ready = positions.data !== undefined || positions.isError
  const elements = useMemo(() => {
    if (!query.data || !ready) return []
    const nodes = query.data.nodes.filter((node) => node.id !== id).map((node) => ({ id: node.id, parent: id }))
    const places = placeAround({ focus: id, nodes, geography: positions.data?.positions ?? {}, fixed: {} })
    const hidden = new Map(query.data.hidden.map(({ nodeId, count }) => [nodeId, count]))
    return elementsOf({ ...query.data, hidden, places, focus: id, moreLabel: (count) => t('map.more', { count }), gapLabel: t('map.nobody') })
  }, [query.data, positions.data, ready, id, t])
  return (
    <Await query={query} lines={8}>
      {(around) => (
        <>
          <p className="map-frame__status">
            {t('map.shown', { shown: around.shown, total: around.total })} ·{' '}
            <Link to="/map" search={{ focus: id }} className="kern-link">
              {t('entity.openMap')}
            </Link>
          </p>
          <GraphCanvas
            elements={elements}
            label={`${t('entity.mapAround')}: ${name}`}
            fitKey={`${id}${ready ? ' placed' : ''}`}
            onSelect={(chosen) => {
              if (chosen && chosen !== id && around.nodes.some((node) => node.id === chosen)) {
                void navigate({ to: '/e/$id', params: { id: chosen }, search: {} })
              }
            }}
          />
        </>
      )}
    </Await>
  )
}
