import { today } from '@kommunalgraph/contract/days.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useState } from 'react'
import { useLanguage } from '../../ui/language.ts'
import type { SourceRef } from './drafts.ts'
import { judge, type Problems } from './entry.ts'
import { refusalOf, Row, useSave } from './form.tsx'
import { texts } from './texts.ts'

const fields = new Set(['title', 'kind', 'date', 'url'])

/** A new source in four fields, in the middle of another form. */
export function NewSource({ onDone }: { onDone: (source: SourceRef) => void }) {
  const { language, pick } = useLanguage()
  const [entered, setEntered] = useState({ title: '', kind: '', date: today(), url: '' })
  const [problems, setProblems] = useState<Problems>({})
  const save = useSave()
  const refusal = refusalOf(save.state, fields)
  const set = (name: keyof typeof entered, value: string) => setEntered({ ...entered, [name]: value })
  const problemOf = (name: string) => problems[name] ?? refusal.byField[name]

  const add = async () => {
    const whole = { ...entered, name: entered.title.slice(0, 300), confidence: 'confirmed' }
    const judged = judge({ entity: 'Source' }, whole, language)
    const { name: _asTitle, ...found } = judged.problems
    setProblems(found)
    if (Object.keys(found).length > 0) return
    const answer = await save.send([{ op: 'create-entity', type: 'Source', values: { ...judged.values } }], { reason: pick(texts.sourceReason), sources: [] })
    const id = answer?.results[0]?.id
    if (id) onDone({ id, name: entered.title.trim() })
  }
  return (
    <div className="form__inner">
      <Row name="new-title" label={pick(texts.sourceTitle)} problem={problemOf('title')} required>
        {(control) => <input {...control} className="form__input" value={entered.title} maxLength={1000} onChange={(event) => set('title', event.target.value)} />}
      </Row>
      <div className="form__pair">
        <Row name="new-kind" label={pick(texts.sourceKind)} problem={problemOf('kind')} required>
          {(control) => (
            <select {...control} className="form__input" value={entered.kind} onChange={(event) => set('kind', event.target.value)}>
              <option value="">{pick(texts.choose)}</option>
              {Object.entries(ontology.vocabularies.sourceKind.codes).map(([code, entry]) => (
                <option key={code} value={code}>
                  {pick(entry.label)}
                </option>
              ))}
            </select>
          )}
        </Row>
        <Row name="new-date" label={pick(texts.sourceDate)} problem={problemOf('date')} required>
          {(control) => <input {...control} type="date" className="form__input form__input--day" value={entered.date} onChange={(event) => set('date', event.target.value)} />}
        </Row>
      </div>
      <Row name="new-url" label={pick(texts.sourceUrl)} problem={problemOf('url')}>
        {(control) => <input {...control} type="url" className="form__input" value={entered.url} maxLength={2000} onChange={(event) => set('url', event.target.value)} />}
      </Row>
      {[...refusal.general, ...(save.state.kind === 'offline' ? [texts.offline] : [])].map((text) => (
        <p key={text.de} className="form__problem" role="alert">
          {pick(text)}
        </p>
      ))}
      <button type="button" className="kern-btn kern-btn--secondary" disabled={save.state.kind === 'saving'} onClick={() => void add()}>
        <span className="kern-label">{pick(texts.sourceNewDone)}</span>
      </button>
    </div>
  )
}
