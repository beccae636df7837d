import { today } from '@kommunalgraph/contract/days.ts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useScope } from '../../app/scope.ts'
import { isDay } from '../../url-state.ts'
import { yearsFrom } from './years.ts'

interface Props {
  /** Year of the earliest fact that is shown: where playing begins. */
  firstYear: number
  /** What was asked for last is on the screen. */
  settled: boolean
  before: string | undefined
  onCompare: (before: string | undefined) => void
}

/** Between two years, once the map of the year is drawn, in milliseconds: long enough to see what moved. */
const pauseMs = 1_400

/** Steps through the years, plays them, and compares two days on the map. The day is the Stand of every page. */
export function TimeBar({ firstYear, settled, before, onCompare }: Props) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const navigate = useNavigate()
  const [playing, setPlaying] = useState(false)
  const now = today()
  const day = asOf ?? now
  const go = (next: string) => void navigate({ to: '.', search: (old) => ({ ...old, asOf: next >= now ? undefined : next }), replace: true })

  useEffect(() => {
    if (!playing || !settled) return
    if (day >= now) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => go(yearsFrom(day, 1, now)), pauseMs)
    return () => clearTimeout(timer)
  })

  const play = () => {
    if (!playing && day >= now) go(`${Math.min(firstYear, Number(now.slice(0, 4)) - 1)}-12-31`)
    setPlaying(!playing)
  }
  return (
    <div className="time-bar no-print" role="group" aria-label={t('map.time')}>
      <div className="switch">
        <button type="button" className="switch__item" onClick={() => go(yearsFrom(day, -1, now))} disabled={Number(day.slice(0, 4)) <= 1900}>
          {t('map.yearBack')}
        </button>
        <button type="button" className="switch__item" onClick={() => go(yearsFrom(day, 1, now))} disabled={day >= now}>
          {t('map.yearOn')}
        </button>
        <button type="button" className="switch__item" aria-pressed={playing} onClick={play}>
          {t(playing ? 'map.pause' : 'map.play')}
        </button>
      </div>
      <label className="tool">
        <span className="tool__label">{t('map.compareWith')}</span>
        <input
          type="date"
          className="tool__select"
          min="1900-01-01"
          max={yearsFrom(day, 0, now)}
          value={before ?? ''}
          onChange={(event) => {
            const value = event.target.value
            if (value === '' || isDay(value)) onCompare(value || undefined)
          }}
        />
      </label>
      {before === undefined ? (
        <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => onCompare(yearsFrom(day, -1, now))}>
          <span className="kern-label">{t('map.compareYear')}</span>
        </button>
      ) : (
        <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => onCompare(undefined)}>
          <span className="kern-label">{t('map.compareEnd')}</span>
        </button>
      )}
    </div>
  )
}
