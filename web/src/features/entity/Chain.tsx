import type { Ownership } from '@kommunalgraph/contract/answers.ts'
import type { EntityPage } from '@kommunalgraph/contract/entities.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, formatMoney, OPEN_END, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel } from '../../ui/ontology.ts'

/** Only initiatives and programmes are decided, paid and measured; other things have a shorter story. */
const withChain = new Set(['Initiative', 'Programme', 'Service'])

/** The rest stands among the relations. */
const FIRST = 4

/** Number of the paper, with a link where it can be read. */
function paper({ reference, paperUrl }: Ownership['decidedBy'][number]) {
  if (!paperUrl || !/^https?:/.test(paperUrl)) return reference
  return (
    <a className="kern-link" href={paperUrl} rel="noreferrer" target="_blank">
      {reference}
    </a>
  )
}

/** Decision → accountable → money → outcome, in this order; what is not known stands there as an empty place. */
export function Chain({ page, ownership }: { page: EntityPage; ownership: Ownership }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  if (!withChain.has(page.entity.type)) return null
  const outcomes = page.relations.filter((group) => group.relation === 'MEASURED_BY' && group.direction === 'out').flatMap((group) => group.items)
  // What decided comes first, newest first; preparation and notes follow.
  const decisions = [...ownership.decidedBy].sort((a, b) => Number(b.authoritative) - Number(a.authoritative) || b.date.localeCompare(a.date))
  return (
    <section aria-labelledby="chain">
      <h2 id="chain">{t('entity.chain')}</h2>
      <ol className="chain">
        <Step title={pick(entityTypeLabel('Decision'))} empty={ownership.decidedBy.length === 0}>
          {decisions.slice(0, FIRST).map((one) => (
            <li key={one.decision.id}>
              <EntityLink entity={one.decision} />
              <span className="chain__detail">
                {pick(codeLabel('decisionResult', one.result))} · {formatDay(one.date, language)}
                {one.by.map((by) => ` · ${by.name}`)}
                {one.reference && <> · {paper(one)}</>}
              </span>
            </li>
          ))}
          {decisions.length > FIRST && (
            <li>
              <a href="#relations" className="kern-link chain__detail">
                {t('entity.chainMore', { count: decisions.length - FIRST })}
              </a>
            </li>
          )}
        </Step>
        <Step title={t('entity.chainOwner')} empty={ownership.accountable.length === 0 && ownership.claimed.length === 0}>
          {ownership.accountable.map((one) => (
            <li key={one.factId}>
              <EntityLink entity={one.entity} />
              <span className="chain__detail">
                {one.since === UNKNOWN_START ? t('entity.sinceUnknown') : t('entity.since', { day: formatDay(one.since, language) })}
                {one.until !== OPEN_END && ` · ${t('entity.until', { day: formatDay(one.until, language) })}`}
              </span>
            </li>
          ))}
          {ownership.claimed.map((one) => (
            <li key={one.id}>
              <EntityLink entity={one.entity} />
              <span className="chain__detail">{t('entity.claimed')}</span>
            </li>
          ))}
        </Step>
        <Step title={t('entity.chainMoney')} empty={ownership.fundedBy.length === 0}>
          {ownership.fundedBy.map((one) => (
            <li key={one.factId}>
              <EntityLink entity={one.entity} />
              <span className="chain__detail">
                {formatMoney(one.amountEur, language)} · {pick(codeLabel('fundingKind', one.kind))}
              </span>
            </li>
          ))}
        </Step>
        <Step title={t('entity.chainOutcome')} empty={outcomes.length === 0}>
          {outcomes.map((one) => (
            <li key={one.factId}>
              <EntityLink entity={one.other} />
            </li>
          ))}
        </Step>
      </ol>
    </section>
  )
}

function Step({ title, empty, children }: { title: string; empty: boolean; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <li className={empty ? 'chain__step chain__step--empty' : 'chain__step'}>
      <h3 className="chain__title">{title}</h3>
      {empty ? <p className="chain__unknown">{t('entity.chainUnknown')}</p> : <ul className="plain chain__items">{children}</ul>}
    </li>
  )
}
