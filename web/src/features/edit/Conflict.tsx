import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { get } from '../../api/client.ts'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel } from '../../ui/ontology.ts'
import { type Clash, type Kind, propertiesOf, readNumber } from './entry.ts'
import { texts } from './texts.ts'

interface Props {
  kind: Kind
  /** Entity whose history tells who it was. */
  id: string
  clashes: readonly Clash[]
  onApply: (chosen: Readonly<Record<string, 'mine' | 'theirs'>>) => void
}

/** Both versions, field by field; what only the other one changed is taken over and said. */
export function Conflict({ kind, id, clashes, onApply }: Props) {
  const { language, pick } = useLanguage()
  const [chosen, setChosen] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  const [asked, setAsked] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const history = useQuery({
    queryKey: ['last change', id],
    queryFn: () => get<HistoryAnswer>(`/entities/${encodeURIComponent(id)}/history`, { limit: 1 }),
    staleTime: 0,
  })
  const last = history.data?.items[0]
  const contested = clashes.filter((clash) => clash.contested)
  const open = contested.some(({ name }) => !chosen[name])
  const when = last && new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(last.at))
  return (
    <section className="conflict" aria-labelledby="conflict-title">
      <h2 id="conflict-title" tabIndex={-1} ref={title}>
        {pick(texts.conflictTitle)}
      </h2>
      {last && (
        <p className="muted">
          {last.by} · {when} · {last.reason}
        </p>
      )}
      <p>{pick(clashes.length === 0 ? texts.conflictNone : texts.conflictText)}</p>
      {clashes.map((clash) => (
        <fieldset key={clash.name} className="conflict__field">
          <legend className="form__label">{pick(propertiesOf(kind)[clash.name]?.label ?? { de: clash.name, en: clash.name })}</legend>
          <p className="form__hint">
            {pick(texts.conflictBefore)}: <Shown kind={kind} name={clash.name} value={clash.before} />
          </p>
          {clash.contested ? (
            <div className="conflict__sides">
              {(['theirs', 'mine'] as const).map((side) => (
                <label key={side} className="conflict__side">
                  <input type="radio" name={`conflict-${clash.name}`} checked={chosen[clash.name] === side} onChange={() => setChosen({ ...chosen, [clash.name]: side })} />
                  <span>
                    <span className="conflict__who">{pick(side === 'theirs' ? texts.conflictTheirs : texts.conflictMine)}</span>
                    <Shown kind={kind} name={clash.name} value={clash[side]} />
                  </span>
                </label>
              ))}
            </div>
          ) : (
            <p>
              {pick(texts.conflictTheirs)}: <strong><Shown kind={kind} name={clash.name} value={clash.theirs} /></strong> ({pick(texts.conflictTaken)})
            </p>
          )}
        </fieldset>
      ))}
      {asked && open && (
        <p className="form__problem" role="alert">
          {pick(texts.conflictChoose)}
        </p>
      )}
      <button
        type="button"
        className="kern-btn kern-btn--primary"
        onClick={() => {
          setAsked(true)
          if (!open) onApply(chosen)
        }}
      >
        <span className="kern-label">{pick(clashes.length === 0 ? texts.save : texts.conflictApply)}</span>
      </button>
    </section>
  )
}

const numbers: ReadonlySet<string> = new Set(['integer', 'decimal', 'money', 'percent'])

/** What stands in a field, as people read it. */
function Shown({ kind, name, value }: { kind: Kind; name: string; value: string | readonly string[] }) {
  const { language, pick } = useLanguage()
  const property = propertiesOf(kind)[name]
  const one = (text: string): string => {
    if (text !== '' && (property?.kind === 'date' || property?.kind === 'dateTime')) return formatDay(text, language)
    const number = property && numbers.has(property.kind) ? readNumber(text, language) : undefined
    if (number !== undefined) return formatNumber(number, language)
    if (property?.vocabulary) return pick(codeLabel(property.vocabulary, text))
    if (property?.kind === 'boolean') return pick(text === 'true' ? texts.yes : texts.no)
    return text
  }
  const text = [value].flat().filter(Boolean).map(one).join(', ')
  return <>{text === '' ? pick(texts.empty) : text}</>
}
