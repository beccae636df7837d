import type { Impact, ImpactEnd } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { entityQuery, impactQuery } from '../../api/queries.ts'
import { useFollowTenant, useScope } from '../../app/scope.ts'
import { Explained } from '../../ui/Explained.tsx'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, propertyLabel, relationLabel, relationPropertyLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { SphereDot } from '../../ui/SphereDot.tsx'
import { Await } from '../../ui/Status.tsx'
import { ImpactMap } from './ImpactMap.tsx'

/** A switch is on where its own state is shown, not wherever the address holds more. */
const exactly = { exact: true, explicitUndefined: true }

/** What depends on an entity, or what it needs: by distance, owner or sphere, each hit with the chain that explains it; or all of it as a map. */
export function ImpactPage() {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const { id } = useParams({ from: '/e/$id/impact' })
  const { direction = 'dependents', by, view } = useSearch({ from: '/e/$id/impact' })
  const scope = useScope()
  const query = useQuery(impactQuery(id, direction, scope))
  useFollowTenant(useQuery(entityQuery(id, scope)).data?.entity.tenant)
  return (
    <div className="page">
      <Await query={query} lines={8} notFound={t('entity.notFound')}>
        {(impact) => (
          <>
            <PageTitle title={`${t(`impact.${direction}`)}: ${impact.entity.name}`} />
            <p className="crumbs">
              <EntityLink entity={impact.entity} />
            </p>
            <h1 className="answer">{pick(impact.sentence)}</h1>
            <Explained page="impact" />
            <p className="muted">{t('entity.asOf', { day: formatDay(impact.asOf, language) })}</p>
            <div className="switch no-print" role="group" aria-label={t('impact.direction')}>
              {(['dependents', 'dependencies'] as const).map((one) => (
                <Link
                  key={one}
                  to="/e/$id/impact"
                  params={{ id }}
                  search={(old) => ({ ...old, direction: one === 'dependencies' ? one : undefined })}
                  className="switch__item"
                  aria-current={one === direction ? 'true' : undefined}
                  activeOptions={exactly}
                >
                  {t(`impact.${one}`)}
                </Link>
              ))}
            </div>
            <p className="no-print">
              {(['csv', 'xlsx'] as const).map((format) => (
                <span key={format}>
                  <a className="kern-link" href={apiUrl(`/entities/${encodeURIComponent(id)}/impact`, { ...scope, direction, format })} download>
                    {t(`impact.${format}`)}
                  </a>{' '}
                  ·{' '}
                </span>
              ))}
              <Link to="/map" search={{ focus: id, depth: 2 }} className="kern-link">
                {t('impact.map')}
              </Link>
              {impact.entity.type === 'Organization' && direction === 'dependents' && (
                <>
                  {' '}
                  ·{' '}
                  <Link to="/questions/$code" params={{ code: 'T02' }} search={{ id }} className="kern-link">
                    {t('impact.withSubsidiaries')}
                  </Link>
                </>
              )}
            </p>
            {impact.hits.length > 0 && (
              <div className="impact__switches no-print">
                <div className="switch" role="group" aria-label={t('impact.view')}>
                  {([undefined, 'map'] as const).map((one) => (
                    <Link key={one ?? 'list'} to="/e/$id/impact" params={{ id }} search={(old) => ({ ...old, view: one })} className="switch__item" aria-current={one === view ? 'true' : undefined} activeOptions={exactly}>
                      {t(one === 'map' ? 'impact.asMap' : 'map.asList')}
                    </Link>
                  ))}
                </div>
                {view !== 'map' && (
                  <div className="switch" role="group" aria-label={t('impact.order')}>
                    {([undefined, 'owner', 'sphere'] as const).map((one) => (
                      <Link key={one ?? 'depth'} to="/e/$id/impact" params={{ id }} search={(old) => ({ ...old, by: one })} className="switch__item" aria-current={one === by ? 'true' : undefined} activeOptions={exactly}>
                        {t(one === 'owner' ? 'impact.byOwner' : one === 'sphere' ? 'impact.bySphere' : 'impact.byDepth')}
                      </Link>
                    ))}
                  </div>
                )}
              </div>
            )}
            {view === 'map' && impact.hits.length > 0 ? (
              <ImpactMap id={impact.entity.id} direction={impact.direction} />
            ) : by === 'owner' ? (
              <ByOwner impact={impact} />
            ) : by === 'sphere' ? (
              <BySphere impact={impact} />
            ) : (
              <Hits impact={impact} />
            )}
            {impact.truncated && <p className="muted">{t('gaps.truncated', { shown: impact.hits.length, total: impact.total })}</p>}
          </>
        )}
      </Await>
    </div>
  )
}

function Hits({ impact }: { impact: Impact }) {
  const { t } = useTranslation()
  const depths = [...new Set(impact.hits.map((hit) => hit.depth))].sort((a, b) => a - b)
  return depths.map((depth) => (
    <section key={depth} aria-labelledby={`depth-${depth}`}>
      <h2 id={`depth-${depth}`}>
        {depth === 1 ? t('impact.direct') : t('impact.steps', { count: depth })} <span className="muted">({impact.byDepth.find((one) => one.depth === depth)?.count ?? 0})</span>
      </h2>
      <ul className="hits">
        {impact.hits
          .filter((hit) => hit.depth === depth)
          .map((hit) => (
            <Hit key={hit.entity.id} hit={hit} direction={impact.direction} />
          ))}
      </ul>
    </section>
  ))
}

interface Part {
  key: string
  name: string
  heading: ReactNode
  hits: Impact['hits']
}

/** Who must be told of what: one section for each owner, whoever has most to hear first; last what belongs to nobody. */
function ByOwner({ impact }: { impact: Impact }) {
  const { t } = useTranslation()
  const owners = new Map(impact.hits.flatMap((hit) => hit.owners).map((owner) => [owner.id, owner]))
  const parts = [...owners.values()]
    .map((owner) => ({ key: owner.id, name: owner.name, heading: <EntityLink entity={owner} />, hits: impact.hits.filter((hit) => hit.owners.some(({ id }) => id === owner.id)) }))
    .sort((a, b) => b.hits.length - a.hits.length || a.name.localeCompare(b.name))
  return <Parts parts={parts} rest={{ name: t('impact.nobodyToTell'), hits: impact.hits.filter((hit) => hit.owners.length === 0) }} direction={impact.direction} />
}

/** Where it is felt: one section for each sphere, in the order of the map; what touches two stands in both. */
function BySphere({ impact }: { impact: Impact }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const parts = Object.keys(ontology.vocabularies.sphere.codes)
    .map((code) => {
      const name = pick(codeLabel('sphere', code))
      const heading = (
        <>
          <SphereDot code={code} /> {name}
        </>
      )
      return { key: code, name, heading, hits: impact.hits.filter(({ spheres }) => spheres.includes(code)) }
    })
    .filter(({ hits }) => hits.length > 0)
  return <Parts parts={parts} rest={{ name: t('impact.noSphere'), hits: impact.hits.filter(({ spheres }) => spheres.length === 0) }} direction={impact.direction} />
}

function Parts({ parts, rest, direction }: { parts: readonly Part[]; rest: Pick<Part, 'name' | 'hits'>; direction: Impact['direction'] }) {
  const all = rest.hits.length > 0 ? [...parts, { ...rest, key: 'rest', heading: rest.name }] : parts
  return all.map(({ key, name, heading, hits }) => (
    <section key={key} aria-label={name}>
      <h2 className={key === 'rest' ? 'gap-text' : undefined}>
        {heading} <span className="muted">({hits.length})</span>
      </h2>
      <ul className="hits">
        {hits.map((hit) => (
          <Hit key={hit.entity.id} hit={hit} direction={direction} />
        ))}
      </ul>
    </section>
  ))
}

function Hit({ hit, direction }: { hit: Impact['hits'][number]; direction: Impact['direction'] }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  return (
    <li className="hit">
      <div className="hit__head">
        <EntityLink entity={hit.entity} />
        <span className="muted">{pick(entityTypeLabel(hit.entity.type))}</span>
        {hit.criticality && <span className="badge">{pick(codeLabel('criticality', hit.criticality))}</span>}
        {hit.fallback && <span className="badge">{pick(relationPropertyLabel('DEPENDS_ON', 'fallback'))}</span>}
      </div>
      <p className="hit__chain">
        {hit.chain.map((link) => (
          <span key={link.factId}>
            {pick(relationLabel(link.relation, direction === 'dependents' ? 'out' : 'in'))} <EntityLink entity={link.entity} />{' '}
          </span>
        ))}
      </p>
      <p className="hit__owners">
        {hit.owners.length > 0 ? (
          <>
            {t('impact.tell')}{' '}
            {hit.owners.map((owner) => (
              <EntityLink key={owner.id} entity={owner} />
            ))}
          </>
        ) : (
          <span className="gap-text">{t('impact.nobodyToTell')}</span>
        )}
      </p>
      {hit.ends.length > 0 && (
        <ul className="hit__ends">
          {hit.ends.map((end) => (
            <End key={`${end.date} ${end.property} ${end.with?.id}`} end={end} type={hit.entity.type} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** What ends when, and with whom; what is over stands out. */
function End({ end: { date, property, relation, direction, with: other, over }, type }: { end: ImpactEnd; type: string }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const label = property === 'validUntil' ? t('impact.validUntil') : pick(relation ? relationPropertyLabel(relation, property) : propertyLabel(type, property))
  return (
    <li className={over ? 'gap-text' : undefined}>
      {t(over ? 'impact.endOver' : 'impact.end', { label, day: formatDay(date, language) })}
      {relation && other && (
        <>
          {' '}
          – {pick(relationLabel(relation, direction))} <EntityLink entity={other} />
        </>
      )}
    </li>
  )
}
