import { today } from '@kommunalgraph/contract/days.ts'
import type { ScenarioHead, ScenarioStep } from '@kommunalgraph/contract/scenarios.ts'
import { stepSentence } from '@kommunalgraph/contract/scenario-words.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { entityQuery } from '../../api/queries.ts'
import { useScope, useTenants } from '../../app/scope.ts'
import { Explained } from '../../ui/Explained.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import type { Problems } from '../edit/entry.ts'
import { DayRow, Row, StewardPage, SubmitForm } from '../edit/form.tsx'
import { Refused } from './Refused.tsx'
import './scenarios.css'
import { type Refusal, refusalOf, scenariosQuery, useCreateScenario } from './scenarios.ts'
import { draftAbout, fieldOf, StepForm, stepOf } from './StepForm.tsx'
import { texts } from './texts.ts'

/** All scenarios, and the way to a new one. */
export function ScenariosPage() {
  const { pick } = useLanguage()
  const { tenant } = useScope()
  const { about } = useSearch({ from: '/scenarios' })
  const query = useQuery(scenariosQuery(tenant))
  return (
    <StewardPage title={pick(texts.title)} wide permission="work-out-scenarios">
      <Await query={query} lines={6}>
        {({ items, sentence }) => (
          <>
            <h1 className="answer">{pick(sentence)}</h1>
            <p className="lead">{pick(texts.lead)}</p>
            <Explained page="scenarios" />
            {/* Whoever asks about one entry came for that; the others see first what is there. */}
            {about !== undefined && <NewAbout key={about} id={about} />}
            {items.length > 0 && <Saved items={items} />}
            {items.length === 0 && about === undefined && <Examples />}
            {items.length > 1 && <ChooseTwo items={items} />}
            {about === undefined && <NewScenario key="empty" />}
          </>
        )}
      </Await>
    </StewardPage>
  )
}

function Saved({ items }: { items: readonly ScenarioHead[] }) {
  const { language, pick } = useLanguage()
  return (
    <section aria-labelledby="saved">
      <h2 id="saved">{pick(texts.list)}</h2>
      <ul className="plain">
        {items.map(({ id, name, day, steps, changes, by }) => (
          <li key={id} className="scenario-card">
            <h3>
              <Link to="/scenarios/$id" params={{ id }} search={{}} className="kern-link">
                {name}
              </Link>
            </h3>
            <p className="muted">{pick(texts.meta(formatDay(day, language), changes, by))}</p>
            {steps.length > 0 && (
              <ol className="scenario-steps">
                {steps.map((says, index) => (
                  <li key={index}>{pick(says)}</li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Two to be set side by side. */
function ChooseTwo({ items }: { items: readonly ScenarioHead[] }) {
  const { pick } = useLanguage()
  const navigate = useNavigate()
  const [a, setA] = useState(items[0]?.id ?? '')
  const [b, setB] = useState(items[1]?.id ?? '')
  const select = (name: string, label: string, value: string, onChange: (id: string) => void) => (
    <Row name={name} label={label}>
      {(control) => (
        <select {...control} className="form__input" value={value} onChange={(event) => onChange(event.target.value)}>
          {items.map(({ id, name: title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Row>
  )
  return (
    <section aria-labelledby="compare" className="scenario-form no-print">
      <h2 id="compare">{pick(texts.compareTwo)}</h2>
      <SubmitForm onSubmit={() => navigate({ to: '/scenarios/compare', search: { a, b } })}>
        <div className="form__pair">
          {select('a', pick(texts.compareFirst), a, setA)}
          {select('b', pick(texts.compareSecond), b, setB)}
        </div>
        <button type="submit" className="kern-btn kern-btn--secondary" disabled={a === b}>
          <span className="kern-label">{pick(texts.compare)}</span>
        </button>
      </SubmitForm>
    </section>
  )
}

/** The first day of next year: reorganisations begin there. */
const nextYear = () => `${Number(today().slice(0, 4)) + 1}-01-01`

/** Where the question "what if" was asked of one entry. */
function NewAbout({ id }: { id: string }) {
  const query = useQuery(entityQuery(id, useScope()))
  if (query.isError) return <NewScenario />
  return (
    <Await query={query} lines={4}>
      {({ entity }) => <NewScenario about={{ id: entity.id, type: entity.type, name: entity.name }} />}
    </Await>
  )
}

function NewScenario({ about }: { about?: { id: string; type: string; name: string } }) {
  const { language, pick } = useLanguage()
  const { tenant } = useScope()
  const create = useCreateScenario()
  const [name, setName] = useState('')
  const [day, setDay] = useState(nextYear)
  const [draft, setDraft] = useState(() => draftAbout(about))
  const [problems, setProblems] = useState<Problems>({})
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const [working, setWorking] = useState(false)
  const submit = async () => {
    const read = stepOf(draft)
    const found: Problems = { ...('problems' in read ? read.problems : {}), ...(day === '' ? { day: texts.dayMissing } : {}), ...(name.trim() !== '' && name.trim().length < 3 ? { title: texts.nameMissing } : {}) }
    setProblems(found)
    setRefusal(undefined)
    if ('problems' in read || Object.keys(found).length > 0) return
    setWorking(true)
    try {
      const says = stepSentence(read.step, (id) => read.names.get(id) ?? id)[language].replace(/\.$/, '')
      await create({ name: name.trim() || says.slice(0, 200), day, steps: [read.step], tenant })
    } catch (error) {
      const refused = refusalOf(error)
      const field = fieldOf(draft.kind, refused.field)
      if (field) setProblems({ [field]: refused.text })
      setRefusal(refused)
    } finally {
      setWorking(false)
    }
  }
  return (
    <section aria-labelledby="new" className="scenario-form form-page no-print">
      <h2 id="new">{pick(texts.newTitle)}</h2>
      <SubmitForm onSubmit={submit}>
        <StepForm draft={draft} onChange={setDraft} problems={problems} />
        <DayRow name="day" label={pick(texts.day)} hint={pick(texts.dayHint)} value={day} onChange={setDay} problem={problems.day} />
        <Row name="title" label={pick(texts.name)} hint={pick(texts.nameHint)} problem={problems.title}>
          {(control) => <input {...control} className="form__input" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}
        </Row>
        <Refused refusal={refusal} />
        <button type="submit" className="kern-btn kern-btn--primary" disabled={working}>
          <span className="kern-label">{pick(working ? texts.working : texts.create)}</span>
        </button>
      </SubmitForm>
    </section>
  )
}

/** Two steps that the invented city has all entries for. */
const examples: readonly { name: 'exampleVehicles' | 'exampleParking'; step: ScenarioStep }[] = [
  { name: 'exampleVehicles', step: { kind: 'competence', service: 'svc:990000000000:99036008007000', to: 'org:990000000000:land-musterland' } },
  { name: 'exampleParking', step: { kind: 'offering', systems: ['sys:990000000000:parkrechte'], offering: 'off:990000000000:land-parken' } },
]

/** Offered where there is no scenario yet and the municipality is the invented one. */
function Examples() {
  const { pick } = useLanguage()
  const { current } = useTenants()
  const create = useCreateScenario()
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const [working, setWorking] = useState(false)
  if (!current?.fictional) return null
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">{pick(texts.examples)}</h2>
      <p>{pick(texts.examplesText)}</p>
      <div className="actions">
        {examples.map(({ name, step }) => {
          const title = texts[name]
          return (
            <button
              key={name}
              type="button"
              className="kern-btn kern-btn--secondary"
              disabled={working}
              onClick={() => {
                setWorking(true)
                create({ name: pick(title), day: nextYear(), steps: [step], tenant: current.tenant })
                  .catch((error: unknown) => setRefusal(refusalOf(error)))
                  .finally(() => setWorking(false))
              }}
            >
              <span className="kern-label">{pick(title)}</span>
            </button>
          )
        })}
      </div>
      <Refused refusal={refusal} />
    </section>
  )
}
