import { useId, useState } from 'react'
import { useLanguage } from '../../ui/language.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { rememberSource, type SourceRef } from './drafts.ts'
import type { Problems } from './entry.ts'
import { Chip, Row, type Why } from './form.tsx'
import { NewSource } from './NewSource.tsx'
import { texts } from './texts.ts'

/** Reason and source. The source stays chosen for the next form. */
export function WhyBox({ why, onChange, problems }: { why: Why; onChange: (why: Why) => void; problems: Problems }) {
  const { pick } = useLanguage()
  const [adding, setAdding] = useState(false)
  const titleId = useId()
  const add = (source: SourceRef) => {
    rememberSource(source)
    setAdding(false)
    onChange({ ...why, sources: [...why.sources.filter(({ id }) => id !== source.id), { id: source.id, name: source.name }] })
  }
  const remove = (id: string) => {
    const left = why.sources.filter((one) => one.id !== id)
    rememberSource(left.at(-1))
    onChange({ ...why, sources: left })
  }
  return (
    <section className="form__why" aria-labelledby={titleId}>
      <h2 id={titleId}>{pick(texts.why)}</h2>
      <Row name="reason" label={pick(texts.reason)} hint={pick(texts.reasonHelp)} problem={problems.reason} required>
        {(control) => <textarea {...control} className="form__input" rows={2} maxLength={2000} value={why.reason} onChange={(event) => onChange({ ...why, reason: event.target.value })} />}
      </Row>
      <Row name="sourceIds" label={pick(texts.source)} hint={why.sources.length > 0 ? pick(texts.sourceHelp) : undefined} problem={problems.sourceIds} required group>
        {() => (
          <>
            <p className="form__chips">
              {why.sources.map((source) => (
                <Chip key={source.id} name={source.name} onRemove={() => remove(source.id)} />
              ))}
            </p>
            <SearchBox label={pick(texts.sourceSearch)} showLabel types={['Source']} onChoose={add} />
            <button type="button" className="kern-btn kern-btn--tertiary" aria-expanded={adding} onClick={() => setAdding(!adding)}>
              <span className="kern-label">{pick(texts.sourceNew)}</span>
            </button>
            {adding && <NewSource onDone={add} />}
          </>
        )}
      </Row>
    </section>
  )
}
