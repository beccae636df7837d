import { useEffect, useRef } from 'react'
import { useLanguage } from '../../ui/language.ts'
import type { Refusal } from './scenarios.ts'

/** Why a step or scenario was not taken, and what to do; gets the focus when it appears. */
export function Refused({ refusal }: { refusal: Refusal | undefined }) {
  const { pick } = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refusal) box.current?.focus()
  }, [refusal])
  if (!refusal) return null
  return (
    <div className="form__problems" role="alert" tabIndex={-1} ref={box}>
      <p>
        <strong>{pick(refusal.text)}</strong>
      </p>
      {refusal.details.length > 0 && (
        <ul>
          {refusal.details.map((text) => (
            <li key={text.de}>{pick(text)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
