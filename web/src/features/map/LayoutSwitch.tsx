import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { mapLayouts } from '../../graph/layout-names.ts'

interface Props {
  layout: MapSearch['layout']
  set: (change: Partial<MapSearch>) => void
}

/** Geography, layers or decision chain: three pictures of the same entries. */
export function LayoutSwitch({ layout, set }: Props) {
  const { t } = useTranslation()
  return (
    <div className="switch no-print" role="group" aria-label={t('map.layout.title')}>
      {[undefined, ...mapLayouts].map((one) => (
        <button key={one ?? 'geography'} type="button" className="switch__item" aria-pressed={layout === one} onClick={() => set({ layout: one })}>
          {t(`map.layout.name.${one ?? 'geography'}`)}
        </button>
      ))}
    </div>
  )
}
