import { type ChainList, chainLists } from '@kommunalgraph/contract/chain-lists.ts'
import type { DecisionChain, DecisionChains } from '@kommunalgraph/contract/decision-chains.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { apiUrl, get } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { Explained } from '../../ui/Explained.tsx'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, formatMoney, formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, propertyLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Sources } from '../../ui/Sources.tsx'
import { ErrorNote, Loading } from '../../ui/Status.tsx'

/** What became of what was decided: decision, initiative, who is accountable, money, stage, outcome, one line each. */
export function DecisionsPage() {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const scope = useScope()
  const { list = 'chains', committee } = useSearch({ from: '/decisions' })
  const navigate = useNavigate({ from: '/decisions' })
  const asked = { ...scope, list, committee }
  const query = useInfiniteQuery({
    queryKey: ['/decisions', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<DecisionChains>('/decisions', { ...asked, limit: 100, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const head = query.data?.pages[0]
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const sources = [...new Map((query.data?.pages ?? []).flatMap((page) => page.sources).map((source) => [source.id, source])).values()]
  const counts: Record<ChainList, number> | undefined = head && {
    chains: head.counts.chains,
    'without-initiative': head.counts.withoutInitiative,
    'without-decision': head.counts.withoutDecision,
  }
  const body = head?.committees.find((one) => one.entity.id === committee)?.entity
  return (
    <div className="page">
      <PageTitle title={t('app.nav.decisions')} />
      <p className="asked">{body ? t('decisions.titleOf', { name: body.name }) : t('decisions.title')}</p>
      {query.isError && !head && <ErrorNote error={query.error} retry={() => void query.refetch()} notFound={t('decisions.unknownCommittee')} />}
      {!head && !query.isError && <Loading lines={8} />}
      {head && counts && (
        <>
          <h1 className="answer">{pick(head.sentence)}</h1>
          <Explained page="decisions" />
          <p className="muted">{t('entity.asOf', { day: formatDay(head.asOf, language) })}</p>
          <div className="filters no-print">
            <label className="parameter">
              <span className="search__label">{pick(entityTypeLabel('Committee'))}</span>
              <select
                className="search__input"
                value={committee ?? ''}
                onChange={(event) => void navigate({ search: (old) => ({ ...old, committee: event.target.value || undefined }), replace: true })}
              >
                <option value="">{t('list.all')}</option>
                {head.committees.map(({ entity, decisions }) => (
                  <option key={entity.id} value={entity.id}>
                    {entity.name} ({formatNumber(decisions, language)})
                  </option>
                ))}
              </select>
            </label>
          </div>
          <nav className="switch no-print" aria-label={t('decisions.lists')}>
            {chainLists.map((one) => (
              <Link
                key={one}
                to="/decisions"
                search={(old) => ({ ...old, list: one === 'chains' ? undefined : one })}
                className="switch__item"
                aria-current={one === list ? 'true' : undefined}
                activeProps={{}}
              >
                {t(`decisions.list.${one}`, { count: counts[one] })}
              </Link>
            ))}
          </nav>
          <p className="actions no-print">
            <button type="button" className="kern-btn kern-btn--secondary" onClick={() => window.print()}>
              <span className="kern-label">{t('decisions.print')}</span>
            </button>
            <a className="kern-btn kern-btn--secondary" href={apiUrl('/decisions', { ...asked, format: 'csv' })} download>
              <span className="kern-label">{t('decisions.csv')}</span>
            </a>
          </p>
          <h2 className="print-only">{t(`decisions.list.${list}`, { count: counts[list] })}</h2>
          {items.length === 0 ? <p>{t(`decisions.none.${list}`)}</p> : <Lines list={list} items={items} />}
          {query.hasNextPage && (
            <p className="no-print">
              <button type="button" className="kern-btn kern-btn--secondary" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                <span className="kern-label">{t('entity.relationsMore', { count: head.total - items.length })}</span>
              </button>
            </p>
          )}
          {items.length < head.total && <p className="print-only">{t('gaps.truncated', { shown: items.length, total: head.total })}</p>}
          <Sources sources={sources} />
        </>
      )}
    </div>
  )
}

function Lines({ list, items }: { list: ChainList; items: readonly DecisionChain[] }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const decided = list !== 'without-decision'
  const started = list !== 'without-initiative'
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('decisions.title')}>
      <table className="kern-table table table--stacked chain-table">
        <thead>
          <tr>
            {decided && <th scope="col">{pick(entityTypeLabel('Decision'))}</th>}
            {started && <th scope="col">{pick(entityTypeLabel('Initiative'))}</th>}
            {started && <th scope="col">{t('entity.chainOwner')}</th>}
            {started && <th scope="col">{t('entity.chainMoney')}</th>}
            {started && <th scope="col">{t('decisions.stage')}</th>}
            {list === 'chains' && <th scope="col">{t('entity.chainOutcome')}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.decision?.entity.id} ${item.thing?.entity.id}`}>
              {item.decision && (
                <th scope="row">
                  <Decided decision={item.decision} />
                </th>
              )}
              {item.thing && (decided ? <td data-label={pick(entityTypeLabel('Initiative'))}><EntityLink entity={item.thing.entity} /></td> : <th scope="row"><EntityLink entity={item.thing.entity} /></th>)}
              {item.thing && (
                <>
                  <td data-label={t('entity.chainOwner')}>
                    <Owners item={item} />
                  </td>
                  <td data-label={t('entity.chainMoney')}>
                    <Money thing={item.thing} />
                  </td>
                  <td data-label={t('decisions.stage')}>
                    <Stage thing={item.thing} />
                  </td>
                </>
              )}
              {list === 'chains' && (
                <td data-label={t('entity.chainOutcome')}>
                  <Outcomes outcomes={item.outcomes} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Decided({ decision }: { decision: NonNullable<DecisionChain['decision']> }) {
  const { language, pick } = useLanguage()
  const { reference, paperUrl } = decision
  return (
    <>
      <EntityLink entity={decision.entity} />
      <span className="chain__detail">
        {formatDay(decision.date, language)} · {decision.by.map(({ name }) => name).join(', ')} · {pick(codeLabel('decisionResult', decision.result))}
        {decision.effect && ` · ${pick(codeLabel('decisionEffect', decision.effect))}`}
        {reference && ' · '}
        {reference && (paperUrl && /^https?:/.test(paperUrl) ? <a className="kern-link" href={paperUrl} rel="noreferrer" target="_blank">{reference}</a> : reference)}
      </span>
    </>
  )
}

/** Who is accountable, and who was on the day of the decision where that is somebody else. */
function Owners({ item: { decision, ownersThen, ownersNow } }: { item: DecisionChain }) {
  const { t } = useTranslation()
  const same = ownersThen.length === ownersNow.length && ownersThen.every(({ id }) => ownersNow.some((now) => now.id === id))
  return (
    <>
      {ownersNow.length === 0 ? <span className="gap-text">{t('decisions.nobody')}</span> : ownersNow.map((owner) => <EntityLink key={owner.id} entity={owner} />)}
      {decision && !same && (
        <span className="chain__detail">
          {ownersThen.length === 0 ? t('decisions.nobodyThen') : t('decisions.then', { names: ownersThen.map(({ name }) => name).join(', ') })}
        </span>
      )}
      {decision && same && ownersNow.length > 0 && <span className="chain__detail">{t('decisions.alreadyThen')}</span>}
    </>
  )
}

function Money({ thing }: { thing: NonNullable<DecisionChain['thing']> }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  if (thing.budgetEur === undefined && thing.fundedEur === undefined) return <span className="chain__unknown">{t('entity.chainUnknown')}</span>
  return (
    <>
      {thing.budgetEur === undefined ? <span className="muted">{t('decisions.noBudget')}</span> : <span className="nowrap"><span className="kern-sr-only">{pick(propertyLabel('Initiative', 'budgetEur'))}: </span>{formatMoney(thing.budgetEur, language)}</span>}
      <span className="chain__detail">{thing.fundedEur === undefined ? t('decisions.unfunded') : t('decisions.funded', { money: formatMoney(thing.fundedEur, language) })}</span>
    </>
  )
}

function Stage({ thing }: { thing: NonNullable<DecisionChain['thing']> }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  if (thing.stage === undefined) return <>–</>
  return (
    <>
      {pick(codeLabel('stage', thing.stage))}
      <span className="chain__detail">
        {[thing.health && pick(codeLabel('health', thing.health)), thing.dueDate && t('decisions.due', { day: formatDay(thing.dueDate, language) })].filter(Boolean).join(' · ')}
      </span>
    </>
  )
}

function Outcomes({ outcomes }: { outcomes: DecisionChain['outcomes'] }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (outcomes.length === 0) return <span className="chain__unknown">{t('entity.chainUnknown')}</span>
  const amount = (value: number, unit: string | undefined) => `${formatNumber(value, language)}${unit ? ` ${unit}` : ''}`
  return outcomes.map(({ indicator, unit, target, value, date }) => (
    <div key={indicator.id}>
      <EntityLink entity={indicator} />
      <span className="chain__detail">
        {value === undefined || date === undefined ? t('decisions.notMeasured') : t('decisions.measured', { value: amount(value, unit), day: formatDay(date, language) })}
        {target !== undefined && ` · ${t('decisions.target', { value: amount(target, unit) })}`}
      </span>
    </div>
  ))
}
