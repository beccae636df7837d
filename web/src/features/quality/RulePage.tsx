import { dayOf } from '@kommunalgraph/contract/days.ts'
import type { QualityItem } from '@kommunalgraph/contract/quality.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useScope } from '../../app/scope.ts'
import { useMay } from '../../app/session.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { ErrorNote, Loading } from '../../ui/Status.tsx'
import './quality.css'
import { addException, endException, ruleQuery, ruleWorkbookUrl } from './quality.ts'

/** One rule: what it asks, what to do, and every row with what is wrong, whose it is and the way to mend it. */
export function RulePage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { rule } = useParams({ from: '/quality/$rule' })
  const { unit, exceptions } = useSearch({ from: '/quality/$rule' })
  const navigate = useNavigate({ from: '/quality/$rule' })
  const scope = useScope()
  const steward = useMay('decide')
  const filter = { unit, exceptions: exceptions === true }
  const query = useInfiniteQuery(ruleQuery(rule, filter, scope))
  const [asked, setAsked] = useState<QualityItem>()
  const first = query.data?.pages[0]
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="page">
      <p className="crumbs">
        <Link to="/quality" className="kern-link">
          {t('quality.title')}
        </Link>
      </p>
      {query.isError && !first ? (
        <ErrorNote error={query.error} retry={() => void query.refetch()} notFound={t('quality.unknownRule')} />
      ) : !first ? (
        <Loading lines={6} />
      ) : null}
      {first && (
        <>
          <PageTitle title={pick(first.title)} />
          <h1 className="answer" aria-live="polite">
            {pick(first.sentence)}
          </h1>
          <p className="lead">
            {pick(first.message)} <strong>{pick(first.next)}</strong>
          </p>
          <div className="filters">
            {!filter.exceptions && first.units.length > 1 && (
              <label className="parameter quality-unit">
                <span className="search__label">{t('quality.unit')}</span>
                <select
                  className="search__input"
                  value={unit ?? ''}
                  onChange={(event) =>
                    void navigate({
                      search: (old) => ({ ...old, unit: event.target.value || undefined }),
                      replace: true,
                    })
                  }
                >
                  <option value="">{t('quality.allUnits')}</option>
                  {first.units.map((one) => (
                    <option key={one.unit?.id ?? 'none'} value={one.unit?.id ?? 'none'}>
                      {`${one.unit?.name ?? t('quality.nobody')} (${one.count})`}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {(first.excepted > 0 || filter.exceptions) && (
              <Link
                to="/quality/$rule"
                params={{ rule }}
                search={filter.exceptions ? {} : { exceptions: true }}
                className="kern-link quality-switch"
              >
                {filter.exceptions ? t('quality.showOpen') : t('quality.showExceptions', { count: first.excepted })}
              </Link>
            )}
            <a className="kern-btn kern-btn--secondary" href={ruleWorkbookUrl(rule, scope)} download>
              <span className="kern-label">{t('quality.workbook')}</span>
            </a>
          </div>
          {items.length === 0 && <p>{t(filter.exceptions ? 'quality.noExceptions' : 'quality.none')}</p>}
          {items.length > 0 && (
            <div className="table-scroll" tabIndex={0} role="region" aria-label={pick(first.title)}>
              <table className="kern-table table table--stacked quality-rows">
                <thead>
                  <tr>
                    <th scope="col">{t('quality.entry')}</th>
                    <th scope="col">{t('quality.finding')}</th>
                    <th scope="col">{t('quality.unit')}</th>
                    {steward && <th scope="col">{t('quality.mend')}</th>}
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <tr key={item.id}>
                      <th scope="row">
                        <EntityLink entity={item.entity} />
                      </th>
                      <td>
                        {item.fact && <span className="quality-fact">{pick(item.fact.text)}</span>}
                        {pick(item.detail)}
                        {item.exception && <Reason exception={item.exception} />}
                      </td>
                      <td data-label={t('quality.unit')}>
                        {item.unit ? (
                          <EntityLink entity={item.unit} />
                        ) : (
                          <span className="muted">{t('quality.nobody')}</span>
                        )}
                      </td>
                      {steward && (
                        <td>
                          <span className="quality-mend">
                            <MendLink item={item} />
                            <button
                              type="button"
                              className="kern-link quality-link"
                              aria-label={t(item.exception ? 'quality.takeBackOf' : 'quality.exceptOf', {
                                name: item.entity.name,
                              })}
                              onClick={() => setAsked(item)}
                            >
                              {t(item.exception ? 'quality.takeBack' : 'quality.except')}
                            </button>
                          </span>
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {query.hasNextPage && (
            <p>
              <button
                type="button"
                className="kern-btn kern-btn--secondary"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                <span className="kern-label">
                  {t('quality.more', { count: Math.max(0, first.total - items.length) })}
                </span>
              </button>
            </p>
          )}
          {asked && <ExceptionDialog rule={rule} item={asked} onClose={() => setAsked(undefined)} />}
        </>
      )}
    </div>
  )
}

/** To the form that mends it: of the owner, of the relation, or of the entry. */
function MendLink({ item }: { item: QualityItem }) {
  const { t } = useTranslation()
  const { id, name } = item.entity
  const shown = { search: {}, className: 'kern-link', 'aria-label': t('quality.editOf', { name }) }
  if (item.form.endsWith('/owner')) {
    return (
      <Link to="/e/$id/owner" params={{ id }} {...shown}>
        {t('quality.edit')}
      </Link>
    )
  }
  if (item.fact) {
    return (
      <Link to="/e/$id/relations/$factId" params={{ id, factId: item.fact.factId }} {...shown}>
        {t('quality.edit')}
      </Link>
    )
  }
  return (
    <Link to="/e/$id/edit" params={{ id }} {...shown}>
      {t('quality.edit')}
    </Link>
  )
}

function Reason({ exception }: { exception: NonNullable<QualityItem['exception']> }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (
    <span className="quality-reason">
      {t('quality.because', { reason: exception.reason })}{' '}
      <span className="muted">
        {t('quality.saidBy', { by: exception.by, day: formatDay(dayOf(exception.at), language) })}
      </span>
    </span>
  )
}

/** "This is as it should be": asks for the reason, which is kept; or takes it back. */
function ExceptionDialog({ rule, item, onClose }: { rule: string; item: QualityItem; onClose: () => void }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const scope = useScope()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const standing = item.exception !== null
  const save = useMutation({
    mutationFn: () => (standing ? endException(rule, item.id, scope) : addException(rule, item.id, reason, scope)),
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: ['/quality'] })
    },
  })
  return (
    <FormDialog
      title={t(standing ? 'quality.takeBackTitle' : 'quality.exceptTitle', { name: item.entity.name })}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      error={save.error}
      submitLabel={t(standing ? 'quality.takeBack' : 'quality.exceptConfirm')}
      cancelLabel={t('quality.cancel')}
      disabled={save.isPending || (!standing && reason.trim() === '')}
    >
      <p>{pick(item.detail)}</p>
      {standing ? (
        <p>{t('quality.takeBackText')}</p>
      ) : (
        <label className="kern-form-input">
          <span className="kern-label">{t('quality.reason')}</span>
          <textarea
            className="kern-form-input__input search__input quality-textarea"
            rows={3}
            maxLength={2000}
            required
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      )}
    </FormDialog>
  )
}
