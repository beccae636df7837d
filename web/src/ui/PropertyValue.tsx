import { dayOf } from '@kommunalgraph/contract/days.ts'
import type { Property } from '@kommunalgraph/contract/ontology/define.ts'
import { useTranslation } from 'react-i18next'
import { formatDay, formatMoney, formatNumber, formatPercent, OPEN_END, UNKNOWN_START } from './format.ts'
import { useLanguage } from './language.ts'
import { codeLabel } from './ontology.ts'

/** One value as its kind in the ontology says: dates, money and codes never show raw. */
export function PropertyValue({ property, value }: { property: Property; value: unknown }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const show = (one: unknown): string => {
    if (typeof one === 'boolean') return t(one ? 'questions.yes' : 'questions.no')
    if (typeof one === 'number') {
      const text = property.kind === 'money' ? formatMoney(one, language) : property.kind === 'percent' ? formatPercent(one, language) : formatNumber(one, language)
      // Money and shares carry their sign already.
      return property.unit && property.kind !== 'money' && property.kind !== 'percent' ? `${text} ${pick(property.unit)}` : text
    }
    const text = String(one)
    if (property.vocabulary) return pick(codeLabel(property.vocabulary, text))
    if (property.kind === 'date') return text === OPEN_END ? t('entity.open') : text === UNKNOWN_START ? t('entity.sinceUnknown') : formatDay(text, language)
    if (property.kind === 'dateTime') return formatDay(dayOf(text), language)
    return text
  }
  if (property.kind === 'url' && typeof value === 'string' && /^https?:\/\//.test(value)) {
    return (
      <a className="kern-link" href={value} rel="noreferrer" target="_blank">
        {new URL(value).hostname}
      </a>
    )
  }
  return <>{Array.isArray(value) ? value.map(show).join(', ') : show(value)}</>
}
