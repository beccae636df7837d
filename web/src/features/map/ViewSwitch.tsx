import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'

/** Picture, or the list twin of it. */
export function ViewSwitch({ list, set }: { list: boolean; set: (change: Partial<MapSearch>) => void }) {
  const { t } = useTranslation()
  return (
    <div className="switch no-print" role="group" aria-label={t('map.view')}>
      <button type="button" className="switch__item" aria-pressed={!list} onClick={() => set({ view: undefined })}>
        {t('map.asMap')}
      </button>
      <button type="button" className="switch__item" aria-pressed={list} onClick={() => set({ view: 'list' })}>
        {t('map.asList')}
      </button>
    </div>
  )
}
