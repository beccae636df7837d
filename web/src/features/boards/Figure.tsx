import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../ui/language.ts'
import { formatNumber } from '../../ui/format.ts'
import { type ListSearch, stringifySearch } from '../../url-state.ts'
import type { Counted } from './boards.ts'

/** Filters of a list as they stand in the address of a map. */
export const asText = (list: ListSearch): string => stringifySearch({ ...list }).slice(1)

/** A number that opens its list, and beside it the map of the same things. `of` says what is counted, for those who hear it. */
export function Figure({ counted: { value, list }, of }: { counted: Counted; of: string }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (value === 0) return <span className="figure-pair figure-pair--none">0</span>
  const number = formatNumber(value, language)
  return (
    <span className="figure-pair">
      <Link to="/entities" search={list} className="kern-link figure-pair__list" aria-label={t('boards.list', { number, of })}>
        {number}
      </Link>
      <Link to="/map" search={{ list: asText(list) }} className="figure-pair__map" aria-label={t('boards.map', { number, of })} title={t('app.nav.map')}>
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
          <circle cx="5" cy="14" r="3" />
          <circle cx="10" cy="5" r="3" />
          <circle cx="16" cy="13" r="3" />
          <path d="M6.3 11.4 8.6 7.6M12 7.2l2.6 3.4M8 13.9l5-.5" />
        </svg>
      </Link>
    </span>
  )
}
