import type { Impact } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { entityQuery, impactQuery } from '../../api/queries.ts'
import { useFollowTenant, useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, relationLabel, relationPropertyLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'

/** What depends on an entity, or what it needs: by distance, each hit with the chain that explains it. */
export function ImpactPage() {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const { id } = useParams({ from: '/e/$id/impact' })
  const { direction = 'dependents', by } = useSearch({ from: '/e/$id/impact' })
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
                  activeProps={{}}
                >
                  {t(`impact.${one}`)}
                </Link>
              ))}
            </div>
            <p className="no-print">
              <a className="kern-link" href={apiUrl(`/entities/${encodeURIComponent(id)}/impact`, { ...scope, direction, format: 'csv' })} download>
                {t('impact.csv')}
              </a>{' '}
              ·{' '}
              <Link to="/map" search={{ focus: id, depth: 2 }} className="kern-link">
                {t('impact.map')}
              </Link>
            </p>
            {impact.hits.length > 0 && (
              <div className="switch no-print" role="group" aria-label={t('impact.order')}>
                {([undefined, 'owner'] as const).map((one) => (
                  <Link
                    key={one ?? 'depth'}
                    to="/e/$id/impact"
                    params={{ id }}
                    search={(old) => ({ ...old, by: one })}
                    className="switch__item"
                    aria-current={one === by ? 'true' : undefined}
                    activeProps={{}}
                  >
                    {t(one === 'owner' ? 'impact.byOwner' : 'impact.byDepth')}
                  </Link>
                ))}
              </div>
            )}
            {by === 'owner' ? <ByOwner impact={impact} /> : <Hits impact={impact} />}
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

/** Who must be told of what: one section for each owner, whoever has most to hear first; last what belongs to nobody. */
function ByOwner({ impact }: { impact: Impact }) {
  const { t } = useTranslation()
  const owners = new Map(impact.hits.flatMap((hit) => hit.owners).map((owner) => [owner.id, owner]))
  const sections = [...owners.values()]
    .map((owner) => ({ owner, hits: impact.hits.filter((hit) => hit.owners.some(({ id }) => id === owner.id)) }))
    .sort((a, b) => b.hits.length - a.hits.length || a.owner.name.localeCompare(b.owner.name))
  const orphans = impact.hits.filter((hit) => hit.owners.length === 0)
  return (
    <>
      {sections.map(({ owner, hits }) => (
        <section key={owner.id} aria-label={owner.name}>
          <h2>
            <EntityLink entity={owner} /> <span className="muted">({hits.length})</span>
          </h2>
          <ul className="hits">
            {hits.map((hit) => (
              <Hit key={hit.entity.id} hit={hit} direction={impact.direction} />
            ))}
          </ul>
        </section>
      ))}
      {orphans.length > 0 && (
        <section aria-label={t('impact.nobodyToTell')}>
          <h2 className="gap-text">
            {t('impact.nobodyToTell')} <span className="muted">({orphans.length})</span>
          </h2>
          <ul className="hits">
            {orphans.map((hit) => (
              <Hit key={hit.entity.id} hit={hit} direction={impact.direction} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
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
    </li>
  )
}
