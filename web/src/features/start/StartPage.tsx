import type { Tenant } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Fragment, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { entitiesQuery, gapsQuery, questionQuery } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useScope, useTenants } from '../../app/scope.ts'
import { Explained } from '../../ui/Explained.tsx'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'

const RemoveDemo = lazy(() => import('./RemoveDemo.tsx').then((module) => ({ default: module.RemoveDemo })))

/** Three doors, each one click from a real answer. */
export function StartPage() {
  const { t } = useTranslation()
  const { query, current } = useTenants()
  const mayRemove = useMay('remove-demo')
  const [removing, setRemoving] = useState(false)
  return (
    <div className="page start">
      <h1 className="answer">{t('start.title')}</h1>
      <Explained page="start" />
      {query.data && (current === undefined || current.initiatives === 0) ? (
        <Beginning name={current?.name} others={query.data.tenants.filter((one) => one !== current && one.initiatives > 0)} />
      ) : (
        <p className="lead">{current ? t('start.lead', { name: current.name, initiatives: current.initiatives }) : ' '}</p>
      )}
      <div className="doors">
        <OwnerDoor />
        <NeedsDoor />
        <GapsDoor />
      </div>
      <nav className="more" aria-label={t('start.more')}>
        <Link to="/map" className="kern-btn kern-btn--secondary">
          <span className="kern-label">{t('start.wholeMap')}</span>
        </Link>
        <Link to="/questions" className="kern-btn kern-btn--secondary">
          <span className="kern-label">{t('start.questions')}</span>
        </Link>
        <Link to="/boards" className="kern-btn kern-btn--secondary">
          <span className="kern-label">{t('start.boards')}</span>
        </Link>
        <Link to="/terms" className="kern-btn kern-btn--secondary">
          <span className="kern-label">{t('start.terms')}</span>
        </Link>
      </nav>
      {current?.demo && mayRemove && (
        <button type="button" className="kern-btn kern-btn--tertiary remove-demo" onClick={() => setRemoving(true)}>
          <span className="kern-label">{t('app.removeDemo')}</span>
        </button>
      )}
      {current && removing && (
        <Suspense>
          <RemoveDemo tenant={current.tenant} name={current.name} onClose={() => setRemoving(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** Before there is anything: how to begin, and where to see what it can look like. */
function Beginning({ name, others }: { name: string | undefined; others: readonly Tenant[] }) {
  const { t } = useTranslation()
  const mayImport = useMay('import')
  const mayChange = useMay('change')
  return (
    <>
      <p className="lead">{name === undefined ? t('start.nothing') : t('start.empty', { name })}</p>
      {(mayImport || mayChange) && (
        <p className="actions">
          {mayImport && (
            <Link to="/import" className="kern-btn kern-btn--primary">
              <span className="kern-label">{t('start.import')}</span>
            </Link>
          )}
          {mayChange && (
            <Link to="/new" className="kern-btn kern-btn--secondary">
              <span className="kern-label">{t('start.new')}</span>
            </Link>
          )}
        </p>
      )}
      {others.length > 0 && (
        <p className="lead">
          {t('start.examples')}{' '}
          {others.map((one, index) => (
            <Fragment key={one.tenant}>
              {index > 0 && ', '}
              <Link to="/" search={{ tenant: one.tenant }} className="kern-link">
                {one.name}
              </Link>
            </Fragment>
          ))}
        </p>
      )}
    </>
  )
}

function OwnerDoor() {
  const { t } = useTranslation()
  const query = useQuery(entitiesQuery({ type: 'Initiative', stage: 'running', limit: 5 }, useScope()))
  return (
    <section className="door" aria-labelledby="door-owner">
      <h2 id="door-owner">{t('start.owner.title')}</h2>
      <p>{t('start.owner.help')}</p>
      <SearchBox label={t('start.owner.label')} types={['Initiative']} showLabel />
      <Await query={query} lines={4}>
        {(list) =>
          list.items.length > 0 && (
            <>
              <p className="door__try">{t('start.owner.try')}</p>
              <ul className="plain">
                {list.items.map((item) => (
                  <li key={item.id}>
                    <EntityLink entity={item} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Await>
    </section>
  )
}

function NeedsDoor() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const scope = useScope()
  const navigate = useNavigate()
  const query = useQuery(questionQuery('T08', {}, scope))
  return (
    <section className="door" aria-labelledby="door-needs">
      <h2 id="door-needs">{t('start.needs.title')}</h2>
      <p>{t('start.needs.help')}</p>
      <SearchBox
        label={t('start.needs.label')}
        types={['System', 'Offering', 'Organization']}
        showLabel
        onChoose={({ id }) => void navigate({ to: '/e/$id/impact', params: { id }, search: {} })}
      />
      <p className="door__try">{t('start.needs.biggest')}</p>
      <Await query={query} lines={4}>
        {(answer) => (
          <>
            <p>
              <Link to="/questions/$code" params={{ code: 'T08' }} className="kern-link">
                {pick(answer.sentence)}
              </Link>
            </p>
            <ul className="plain">
              {answer.rows.slice(0, 3).map((row) => {
                const provider = row.provider
                return provider && typeof provider === 'object' && 'id' in provider ? (
                  <li key={provider.id}>
                    <EntityLink entity={provider} to="impact" />
                  </li>
                ) : null
              })}
            </ul>
          </>
        )}
      </Await>
    </section>
  )
}

function GapsDoor() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const query = useQuery(gapsQuery(useScope()))
  return (
    <section className="door" aria-labelledby="door-gaps">
      <h2 id="door-gaps">{t('start.gaps.title')}</h2>
      <p>{t('start.gaps.help')}</p>
      <Await query={query} lines={6}>
        {(gaps) =>
          gaps.total === 0 ? (
            <p>{t('start.gaps.none')}</p>
          ) : (
            <>
              <ul className="counts">
                {gaps.kinds
                  .filter((kind) => kind.count > 0)
                  .map((kind) => (
                    <li key={kind.kind}>
                      <Link to="/gaps/$kind" params={{ kind: kind.kind }} className="count">
                        <strong className="count__number">{kind.count}</strong>
                        <span>{pick(kind.label)}</span>
                      </Link>
                    </li>
                  ))}
              </ul>
              <p>
                <Link to="/gaps" className="kern-link">
                  {t('start.gaps.all')}
                </Link>
              </p>
            </>
          )
        }
      </Await>
    </section>
  )
}
