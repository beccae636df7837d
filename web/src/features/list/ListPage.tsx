import type { EntityList } from '@kommunalgraph/contract/entities.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Parameters, get } from '../../api/client.ts'
import { gapsQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { useMay } from '../../app/session.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { EntityName } from '../../ui/EntityName.tsx'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, vocabularyLabel } from '../../ui/ontology.ts'
import { stringifySearch, userSides } from '../../url-state.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { ErrorNote, Loading } from '../../ui/Status.tsx'

const BulkBar = lazy(() => import('../edit/BulkBar.tsx').then((module) => ({ default: module.BulkBar })))

/** All entries with filters; every filter stands in the URL. */
export function ListPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const scope = useScope()
  // The language is the view's own; everything else of the address the API understands.
  const { lang: _language, ...search } = useSearch({ from: '/entities' })
  const filter: Parameters = { ...search, ...scope, limit: 100 }
  const query = useInfiniteQuery({
    queryKey: ['/entities', 'pages', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<EntityList>('/entities', { ...filter, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const total = query.data?.pages[0]?.total ?? 0
  const steward = useMay('change')
  // Selected entries by id; undefined: nothing is being selected.
  const [chosen, setChosen] = useState<ReadonlyMap<string, (typeof items)[number]> | undefined>()
  const choose = (item: (typeof items)[number], on: boolean) => {
    const next = new Map(chosen)
    if (on) next.set(item.id, item)
    else next.delete(item.id)
    setChosen(next)
  }
  return (
    <div className="page">
      <PageTitle title={t('app.nav.list')} />
      <h1 className="answer" aria-live="polite">
        {query.data ? t('list.title', { count: total }) : t('app.nav.list')}
      </h1>
      <Filters />
      <p className="no-print">
        <Link to="/export" search={search.type ? { type: search.type } : {}} className="kern-link">
          {t('list.export')}
        </Link>
        {' · '}
        <Link to="/map" search={{ list: stringifySearch({ ...search }).slice(1) }} className="kern-link">
          {t('list.asMap')}
        </Link>
      </p>
      {steward && chosen === undefined && (
        <p className="actions no-print">
          <button type="button" className="kern-btn kern-btn--secondary" disabled={items.length === 0} onClick={() => setChosen(new Map())}>
            <span className="kern-label">{t('edit.select')}</span>
          </button>
          <Link to="/new" search={search.type ? { type: search.type } : {}} className="kern-btn kern-btn--secondary">
            <span className="kern-label">{t('edit.new')}</span>
          </Link>
        </p>
      )}
      {chosen !== undefined && (
        <Suspense fallback={<Loading lines={2} />}>
          <BulkBar chosen={chosen} onChoose={(next) => setChosen(next as typeof chosen)} total={total} filter={{ ...search, ...scope }} onClose={() => setChosen(undefined)} />
        </Suspense>
      )}
      {query.isError ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : !query.data ? <Loading lines={8} /> : null}
      {query.data && items.length === 0 && <p>{t('list.none')}</p>}
      {items.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('app.nav.list')}>
          <table className="kern-table table">
            <thead>
              <tr>
                <th scope="col">{t('list.name')}</th>
                <th scope="col">{t('list.type')}</th>
                <th scope="col">{pick(vocabularyLabel('stage'))}</th>
                <th scope="col">{t('list.owner')}</th>
                <th scope="col">{pick(vocabularyLabel('sphere'))}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <th scope="row">
                    {chosen !== undefined && (
                      <input
                        type="checkbox"
                        className="list__box"
                        aria-label={t('edit.selectRow', { name: item.name })}
                        checked={chosen.has(item.id)}
                        onChange={(event) => choose(item, event.target.checked)}
                      />
                    )}
                    <EntityLink entity={item} />
                  </th>
                  <td>{pick(entityTypeLabel(item.type))}</td>
                  <td>{item.stage ? pick(codeLabel('stage', item.stage)) : '–'}</td>
                  <td>{item.owners.length > 0 ? item.owners.map((owner) => <EntityLink key={owner.id} entity={owner} />) : '–'}</td>
                  <td>{item.spheres.map((code) => pick(codeLabel('sphere', code))).join(', ') || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && (
        <p>
          <button type="button" className="kern-btn kern-btn--secondary" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            <span className="kern-label">{t('entity.relationsMore', { count: total - items.length })}</span>
          </button>
        </p>
      )}
    </div>
  )
}

function Filters() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const search = useSearch({ from: '/entities' })
  const navigate = useNavigate({ from: '/entities' })
  const gaps = useQuery(gapsQuery(useScope()))
  const set = (name: keyof typeof search, value: string) => void navigate({ search: (old) => ({ ...old, [name]: value || undefined }), replace: true })
  const codes = (name: 'sphere' | 'thrust' | 'stage' | 'depth' | 'targetQuality' | 'skill') =>
    Object.entries(ontology.vocabularies[name].codes).map(([code, entry]) => [code, pick(entry.label)] as const)
  /** Several values at once come by a link; the choice then shows them as one. */
  const several = (value: string | undefined, options: readonly (readonly [string, string])[]) =>
    value?.includes(',') ? [[value, value.split(',').map((code) => options.find(([one]) => one === code)?.[1] ?? code).join(', ')] as const] : []
  const choices = [
    { name: 'type', label: t('list.type'), options: Object.values(ontology.nodeTypes).filter((type) => type.searchable).map((type) => [type.name, pick(type.plural)] as const) },
    { name: 'stage', label: pick(vocabularyLabel('stage')), options: codes('stage') },
    { name: 'sphere', label: pick(vocabularyLabel('sphere')), options: codes('sphere') },
    { name: 'thrust', label: pick(vocabularyLabel('thrust')), options: codes('thrust') },
    { name: 'depth', label: pick(vocabularyLabel('depth')), options: codes('depth') },
    { name: 'quality', label: pick(vocabularyLabel('targetQuality')), options: codes('targetQuality') },
    { name: 'skill', label: pick(vocabularyLabel('skill')), options: codes('skill') },
    { name: 'gap', label: t('list.gap'), options: (gaps.data?.kinds ?? []).map((kind) => [kind.kind, pick(kind.label)] as const) },
  ] as const
  return (
    <div className="filters" role="search">
      <label className="parameter">
        <span className="search__label">{t('list.text')}</span>
        <input className="search__input" type="search" defaultValue={search.q ?? ''} maxLength={200} onChange={(event) => set('q', event.target.value)} />
      </label>
      {choices.map((choice) => (
        <label key={choice.name} className="parameter">
          <span className="search__label">{choice.label}</span>
          <select className="search__input" value={search[choice.name] ?? ''} onChange={(event) => set(choice.name, event.target.value)}>
            <option value="">{t('list.all')}</option>
            {[...several(search[choice.name], choice.options), ...choice.options].map(([code, label]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
      ))}
      {/* What only a link sets is shown, and can be taken away. */}
      {(['owner', 'participant', 'provider', 'offer'] as const).map((name) => {
        const id = search[name]
        return id === undefined ? null : (
          <Given key={name} label={t(`list.${name}`)} onClear={() => set(name, '')}>
            <EntityName id={id} />
          </Given>
        )
      })}
      {search.involves && (
        <Given label={t('list.involves')} onClear={() => set('involves', '')}>
          {search.involves.split(',').map((code) => pick(codeLabel('sphere', code))).join(', ')}
        </Given>
      )}
      {search.users && (
        <Given label={t('list.users')} onClear={() => set('users', '')}>
          {userSides.filter((side) => side === search.users).map((side) => t(`boards.users.${side}`))}
        </Given>
      )}
      {search.troubled && (
        <Given label={t('list.troubled')} onClear={() => set('troubled', '')}>
          {t('questions.yes')}
        </Given>
      )}
    </div>
  )
}

/** A filter that is shown and taken away, not chosen. */
function Given({ label, onClear, children }: { label: string; onClear: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <p className="parameter">
      <span className="search__label">{label}</span>
      {children}{' '}
      <button type="button" className="kern-btn kern-btn--tertiary" aria-label={t('list.clearOf', { label })} onClick={onClear}>
        <span className="kern-label">{t('list.clear')}</span>
      </button>
    </p>
  )
}
