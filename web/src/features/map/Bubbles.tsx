/** Bubbles in words: the list twin, what is known of a chosen one, and how they open and close. */
import type { MapBubble, MapTie } from '@kommunalgraph/contract/answers.ts'
import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { entityTypeLabel, entityTypePlural } from '../../ui/ontology.ts'
import { TypeGlyph } from '../../ui/TypeGlyph.tsx'

/** The API opens as many at a time; the one opened first closes for the next. */
const mostOpen = 10
/** Strongest ties that are named. */
const mostNamed = 5

interface Opening {
  /** The page from 1. */
  open: (key: string, page: number) => void
  close: (key: string) => void
}

const keyOf = (entry: string) => entry.split('.').slice(0, 2).join('.')

/** Which bubbles are open stands in the address. */
export function bubbleLink(search: MapSearch, set: (change: Partial<MapSearch>) => void): Opening {
  const others = (key: string) => (search.bubbles ?? []).filter((entry) => keyOf(entry) !== key)
  const next = (bubbles: string[]) => set({ bubbles: bubbles.length > 0 ? bubbles : undefined })
  return {
    open: (key, page) => next([...others(key), page > 1 ? `${key}.${page}` : key].slice(-mostOpen)),
    close: (key) => next(others(key)),
  }
}

interface ListProps extends Opening {
  label: string
  bubbles: readonly MapBubble[]
  /** By key, those that are not listed here too. */
  all: ReadonlyMap<string, MapBubble>
  hits: ReadonlySet<string> | undefined
  ties: readonly MapTie[]
  sphereName: (sphere: string | null) => string
}

/** Bubbles as a table, the largest first. */
export function BubbleList({ label, bubbles, all, hits, ties, sphereName, open, close }: ListProps) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const rows = bubbles.filter(({ key }) => !hits || hits.has(key)).toSorted((a, b) => b.count - a.count)
  return (
    <div className="table-scroll map-list" tabIndex={0} role="region" aria-label={label}>
      <table className="kern-table table">
        <thead>
          <tr>
            <th scope="col">{t('list.type')}</th>
            <th scope="col">{pick(entityTypeLabel('Sphere'))}</th>
            <th scope="col">{t('bubbles.count')}</th>
            <th scope="col">{t('bubbles.strongest')}</th>
            <th scope="col">{t('map.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((bubble) => (
            <tr key={bubble.key}>
              <th scope="row">
                <span className="entity">
                  <TypeGlyph type={bubble.type} /> <span>{pick(entityTypePlural(bubble.type))}</span>
                </span>
              </th>
              <td>{sphereName(bubble.sphere)}</td>
              <td>{formatNumber(bubble.count, language)}</td>
              <td>
                <Strongest bubble={bubble} ties={ties} bubbles={all} sphereName={sphereName} />
              </td>
              <td>
                <Actions bubble={bubble} name={`${pick(entityTypePlural(bubble.type))}, ${sphereName(bubble.sphere)}`} open={open} close={close} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface DetailsProps extends Opening {
  bubble: MapBubble
  ties: readonly MapTie[]
  bubbles: ReadonlyMap<string, MapBubble>
  sphereName: (sphere: string | null) => string
  onClose: () => void
}

/** The chosen bubble in words, with the way in. */
export function BubbleDetails({ bubble, ties, bubbles, sphereName, open, close, onClose }: DetailsProps) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const plural = pick(entityTypePlural(bubble.type))
  return (
    <aside className="map-details" aria-label={t('map.selected')}>
      <button type="button" className="map-details__close" onClick={onClose} aria-label={t('map.close')}>
        ×
      </button>
      <p className="map-details__type">{sphereName(bubble.sphere)}</p>
      <h2 className="map-details__name">
        {formatNumber(bubble.count, language)} {plural}
      </h2>
      {bubble.open && <p>{t('bubbles.page', { page: bubble.open.page, pages: bubble.open.pages, shown: bubble.open.shown, count: formatNumber(bubble.count, language) })}</p>}
      <Strongest bubble={bubble} ties={ties} bubbles={bubbles} sphereName={sphereName} />
      <div className="map-details__actions">
        <Actions bubble={bubble} name={`${plural}, ${sphereName(bubble.sphere)}`} open={open} close={close} />
      </div>
    </aside>
  )
}

/** With which other bubbles it has most relations. */
function Strongest({ bubble, ties, bubbles, sphereName }: Pick<DetailsProps, 'bubble' | 'ties' | 'bubbles' | 'sphereName'>) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const own = ties.flatMap(({ from, to, count }) => {
    const other = from === bubble.key ? bubbles.get(to) : to === bubble.key ? bubbles.get(from) : undefined
    return other ? [{ other, count }] : []
  })
  if (own.length === 0) return <p className="muted">{t('bubbles.alone')}</p>
  return (
    <ul className="plain">
      {own.slice(0, mostNamed).map(({ other, count }) => (
        <li key={other.key}>
          {formatNumber(count, language)} → {pick(entityTypePlural(other.type))} ({sphereName(other.sphere)})
        </li>
      ))}
      {own.length > mostNamed && <li className="muted">{t('bubbles.moreTies', { count: own.length - mostNamed })}</li>}
    </ul>
  )
}

function Actions({ bubble: { key, open: state }, name, open, close }: { bubble: MapBubble; name: string } & Opening) {
  const { t } = useTranslation()
  const button = (text: string, onClick: () => void) => (
    <button type="button" className="kern-btn kern-btn--tertiary" onClick={onClick} aria-label={`${text}: ${name}`}>
      <span className="kern-label">{text}</span>
    </button>
  )
  if (!state) return button(t('bubbles.open'), () => open(key, 1))
  return (
    <>
      {button(t('bubbles.close'), () => close(key))}
      {state.page > 1 && button(t('bubbles.back'), () => open(key, state.page - 1))}
      {state.page < state.pages && button(t('bubbles.on'), () => open(key, state.page + 1))}
    </>
  )
}
