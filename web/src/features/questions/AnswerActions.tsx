import type { QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'

/** An answer to take along: as text with Stand and sources, as the address of exactly this answer, as a file. */
export function AnswerActions({ answer }: { answer: QuestionAnswer }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const scope = useScope()
  const [done, setDone] = useState<'answer' | 'link'>()
  const [byHand, setByHand] = useState<string>()
  const box = useRef<HTMLTextAreaElement>(null)

  const address = exactAddress(location.href, answer)
  const text = [
    pick(answer.question),
    pick(answer.sentence),
    t('entity.asOf', { day: formatDay(answer.asOf, language) }),
    ...(answer.sources.length > 0 ? [`${t('entity.sources')}: ${answer.sources.map(({ title, date }) => `${title} (${formatDay(date, language)})`).join('; ')}`] : []),
    address,
  ].join('\n')

  const copy = async (what: 'answer' | 'link') => {
    const copied = what === 'answer' ? text : address
    try {
      await navigator.clipboard.writeText(copied)
      setByHand(undefined)
      setDone(what)
    } catch {
      // Browsers give the clipboard to encrypted pages only, and a town hall's own network often has none.
      setDone(undefined)
      setByHand(copied)
      setTimeout(() => box.current?.select())
    }
  }
  return (
    <div className="answer-actions no-print">
      <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => void copy('answer')}>
        <span className="kern-label">{t('questions.copy')}</span>
      </button>
      <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => void copy('link')}>
        <span className="kern-label">{t('questions.copyLink')}</span>
      </button>
      {answer.rows.length > 0 && (
        <a className="kern-btn kern-btn--tertiary" href={apiUrl(`/questions/${answer.code}`, { ...scope, ...answer.parameters, asOf: answer.asOf, format: 'csv' })} download>
          <span className="kern-label">{t('questions.csv')}</span>
        </a>
      )}
      <span role="status" className="muted">
        {done && t(`questions.copied.${done}`)}
      </span>
      {byHand !== undefined && (
        <label className="answer-actions__by-hand">
          <span>{t('questions.copyByHand')}</span>
          <textarea ref={box} readOnly rows={4} value={byHand} />
        </label>
      )}
    </div>
  )
}

/** This page with every parameter and the day written out, so that it answers the same tomorrow. */
export function exactAddress(page: string, { parameters, asOf }: Pick<QuestionAnswer, 'parameters' | 'asOf'>): string {
  const url = new URL(page)
  url.hash = ''
  for (const [name, value] of Object.entries({ ...parameters, asOf })) url.searchParams.set(name, String(value))
  // Ids hold colons: legal in a query, and an address that is read aloud has none escaped.
  return url.href.replaceAll('%3A', ':')
}
