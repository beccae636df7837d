import type { Evaluated, Scenario } from '@kommunalgraph/contract/scenarios.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { useFollowTenant } from '../../app/scope.ts'
import { useKeeps } from '../../app/session.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { saveFile } from '../../ui/files.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'
import type { Problems } from '../edit/entry.ts'
import { DayRow, Row, StewardPage, SubmitForm } from '../edit/form.tsx'
import { Differences, FiguresTable, Notes, Stale } from './Comparison.tsx'
import { Proposal } from './Proposal.tsx'
import { Refused } from './Refused.tsx'
import './scenarios.css'
import { comparisonCsv, evaluationQuery, fileName, patchScenario, type Refusal, refusalOf, removeScenario, scenarioQuery, scenariosKey, scenariosQuery, useCreateScenario } from './scenarios.ts'
import { draftAbout, fieldOf, StepForm, stepOf } from './StepForm.tsx'
import { texts } from './texts.ts'

/** One scenario: what it would change in one sentence, its steps, both sides beside each other, and what would have to be recorded. */
export function ScenarioPage() {
  const { pick } = useLanguage()
  const { id } = useParams({ from: '/scenarios/$id' })
  const query = useQuery(scenarioQuery(id))
  useFollowTenant(query.data?.tenant)
  return (
    <StewardPage title={pick(texts.title)} wide permission="work-out-scenarios">
      <p className="crumbs no-print">
        <Link to="/scenarios" search={{}} className="kern-link">
          {pick(texts.title)}
        </Link>
      </p>
      <Await query={query} lines={8} notFound={pick(texts.unknown)}>
        {(scenario) => <Loaded key={scenario.id} scenario={scenario} />}
      </Await>
    </StewardPage>
  )
}

/** Writes to the scenario that is shown; where somebody was faster, the new state is shown and said. */
function useChange(scenario: Scenario) {
  const client = useQueryClient()
  return async (body: Parameters<typeof patchScenario>[1]): Promise<Refusal | undefined> => {
    try {
      const changed = await patchScenario(scenario, body)
      client.setQueryData(scenarioQuery(scenario.id).queryKey, changed)
      await client.invalidateQueries({ queryKey: [scenariosKey], predicate: ({ queryKey }) => queryKey[1] !== scenario.id })
      return undefined
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) {
        await client.invalidateQueries({ queryKey: scenarioQuery(scenario.id).queryKey })
        return { text: texts.changedMeanwhile, field: undefined, details: [] }
      }
      return refusalOf(error)
    }
  }
}

function Loaded({ scenario }: { scenario: Scenario }) {
  const { language, pick } = useLanguage()
  const evaluation = useQuery(evaluationQuery(scenario.id, scenario.version))
  const { name, description, day, changes, by } = scenario
  const keeps = useKeeps(by)
  return (
    <>
      <PageTitle title={name} />
      <h1 className="scenario-name">{name}</h1>
      {evaluation.data && <p className="answer">{pick(evaluation.data.sentence)}</p>}
      <p className="muted">{pick(texts.meta(formatDay(day, language), changes, by))}</p>
      {description !== '' && <p className="lead">{description}</p>}
      {!keeps && <p>{pick(texts.ofOthers(by))}</p>}
      <Steps scenario={scenario} keeps={keeps} />
      <Await query={evaluation} lines={8}>
        {(evaluated) => <Evaluation scenario={scenario} evaluated={evaluated} keeps={keeps} />}
      </Await>
      {evaluation.data && !evaluation.data.stale && scenario.changes > 0 && <Proposal key={scenario.version} scenario={scenario} />}
      {keeps && <Frame scenario={scenario} />}
      <Copy scenario={scenario} />
    </>
  )
}

function Evaluation({ scenario, evaluated, keeps }: { scenario: Scenario; evaluated: Evaluated; keeps: boolean }) {
  const { language, pick } = useLanguage()
  const change = useChange(scenario)
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const [working, setWorking] = useState(false)
  const { without, with: after, difference } = evaluated
  const day = formatDay(evaluated.asOf, language)
  if (!after || !difference)
    return (
      <Stale evaluated={evaluated}>
        <Refused refusal={refusal} />
        {keeps && (
          <button
            type="button"
            className="kern-btn kern-btn--primary"
            disabled={working}
            onClick={() => {
              setWorking(true)
              void change({ steps: scenario.steps.map(({ step }) => step) })
                .then(setRefusal)
                .finally(() => setWorking(false))
            }}
          >
            <span className="kern-label">{pick(working ? texts.working : texts.rebuild)}</span>
          </button>
        )}
      </Stale>
    )
  if (scenario.steps.length === 0) return null
  const columns = [
    { title: pick(texts.withoutOn(day)), figures: without },
    { title: pick(texts.with), figures: after, base: without },
  ]
  const around = scenario.steps[0]?.entities[0]
  return (
    <>
      <section aria-labelledby="comparison">
        <h2 id="comparison">{pick(texts.comparison)}</h2>
        <FiguresTable columns={columns} />
        <div className="actions no-print">
          {around && (
            <Link to="/map" search={{ focus: around.id }} className="kern-btn kern-btn--secondary">
              <span className="kern-label">{pick(texts.mapAround)}</span>
            </Link>
          )}
          <button
            type="button"
            className="kern-btn kern-btn--secondary"
            onClick={() => saveFile(`${fileName(scenario.name)}-vergleich.csv`, comparisonCsv(columns, [{ title: scenario.name, difference }], language), 'text/csv;charset=utf-8')}
          >
            <span className="kern-label">{pick(texts.csv)}</span>
          </button>
          <button type="button" className="kern-btn kern-btn--secondary" onClick={() => window.print()}>
            <span className="kern-label">{pick(texts.print)}</span>
          </button>
        </div>
        <CompareWith scenario={scenario} />
        <Notes notes={evaluated.notes} />
      </section>
      <Differences difference={difference} />
    </>
  )
}

/** Another scenario to set beside this one. */
function CompareWith({ scenario }: { scenario: Scenario }) {
  const { pick } = useLanguage()
  const navigate = useNavigate()
  const query = useQuery(scenariosQuery(scenario.tenant))
  const others = query.data?.items.filter(({ id }) => id !== scenario.id) ?? []
  if (others.length === 0) return null
  return (
    <div className="no-print">
      <Row name="other" label={pick(texts.compareWith)}>
        {(control) => (
          <select {...control} className="form__input scenario-select" value="" onChange={(event) => void navigate({ to: '/scenarios/compare', search: { a: scenario.id, b: event.target.value } })}>
            <option value="">{pick(texts.choose)}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Row>
    </div>
  )
}

function Steps({ scenario, keeps }: { scenario: Scenario; keeps: boolean }) {
  const { pick } = useLanguage()
  const change = useChange(scenario)
  const [adding, setAdding] = useState(keeps && scenario.steps.length === 0)
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const [working, setWorking] = useState(false)
  const steps = scenario.steps.map(({ step }) => step)
  const remove = async (at: number) => {
    setWorking(true)
    setRefusal(await change({ steps: steps.filter((_, index) => index !== at) }))
    setWorking(false)
  }
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{pick(texts.steps)}</h2>
      {scenario.steps.length === 0 && <p>{pick(texts.noSteps)}</p>}
      <ol className="scenario-steps">
        {scenario.steps.map(({ says, changes }, index) => (
          <li key={index}>
            {pick(says)} <span className="muted">{pick(texts.changes(changes))}</span>{' '}
            {keeps && (
              <button type="button" className="form__chip-remove no-print" aria-label={pick(texts.removeStep(pick(says)))} disabled={working} onClick={() => void remove(index)}>
                ×
              </button>
            )}
          </li>
        ))}
      </ol>
      <Refused refusal={refusal} />
      {adding ? (
        <AddStep key={scenario.version} scenario={scenario} onDone={() => setAdding(false)} />
      ) : (
        keeps && (
          <button type="button" className="kern-btn kern-btn--secondary no-print" onClick={() => setAdding(true)}>
            <span className="kern-label">{pick(texts.addStep)}</span>
          </button>
        )
      )}
    </section>
  )
}

function AddStep({ scenario, onDone }: { scenario: Scenario; onDone: () => void }) {
  const { pick } = useLanguage()
  const change = useChange(scenario)
  const [draft, setDraft] = useState(() => draftAbout(undefined))
  const [problems, setProblems] = useState<Problems>({})
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const [working, setWorking] = useState(false)
  const submit = async () => {
    const read = stepOf(draft)
    setProblems('problems' in read ? read.problems : {})
    setRefusal(undefined)
    if ('problems' in read) return
    setWorking(true)
    const refused = await change({ steps: [...scenario.steps.map(({ step }) => step), read.step] })
    setWorking(false)
    if (!refused) return onDone()
    const field = fieldOf(draft.kind, refused.field)
    if (field) setProblems({ [field]: refused.text })
    setRefusal(refused)
  }
  return (
    <div className="scenario-form form-page no-print">
      <SubmitForm onSubmit={submit}>
        <StepForm draft={draft} onChange={setDraft} problems={problems} />
        <Refused refusal={refusal} />
        <div className="form__buttons">
          <button type="submit" className="kern-btn kern-btn--primary" disabled={working}>
            <span className="kern-label">{pick(working ? texts.working : texts.add)}</span>
          </button>
          <button type="button" className="kern-btn kern-btn--secondary" onClick={onDone}>
            <span className="kern-label">{pick(texts.cancel)}</span>
          </button>
        </div>
      </SubmitForm>
    </div>
  )
}

/** The same steps as a scenario of the reader's own: to vary it, or to go on with what somebody else began. */
function Copy({ scenario }: { scenario: Scenario }) {
  const { pick } = useLanguage()
  const create = useCreateScenario()
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const [working, setWorking] = useState(false)
  const copy = async () => {
    setWorking(true)
    const { description, day, tenant, steps } = scenario
    try {
      // A name takes 200 characters.
      await create({ name: pick(texts.copyName(scenario.name.slice(0, 190))), description, day, tenant, steps: steps.map(({ step }) => step) })
    } catch (error) {
      setRefusal(refusalOf(error))
    } finally {
      setWorking(false)
    }
  }
  return (
    <div className="no-print">
      <Refused refusal={refusal} />
      <button type="button" className="kern-btn kern-btn--secondary" disabled={working} onClick={() => void copy()}>
        <span className="kern-label">{pick(working ? texts.working : texts.copy)}</span>
      </button>
    </div>
  )
}

/** Name, purpose and day; and the end of the scenario. */
function Frame({ scenario }: { scenario: Scenario }) {
  const { pick } = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const change = useChange(scenario)
  const [name, setName] = useState(scenario.name)
  const [description, setDescription] = useState(scenario.description)
  const [day, setDay] = useState(scenario.day)
  const [problems, setProblems] = useState<Problems>({})
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const submit = async () => {
    const found: Problems = { ...(name.trim().length < 3 ? { title: texts.nameMissing } : {}), ...(day === '' ? { day: texts.dayMissing } : {}) }
    setProblems(found)
    if (Object.keys(found).length === 0) setRefusal(await change({ name: name.trim(), description: description.trim(), ...(day === scenario.day ? {} : { day }) }))
  }
  const remove = async () => {
    try {
      await removeScenario(scenario)
      client.removeQueries({ queryKey: scenarioQuery(scenario.id).queryKey })
      await client.invalidateQueries({ queryKey: [scenariosKey] })
      await navigate({ to: '/scenarios', search: {} })
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <details className="scenario-frame no-print">
      <summary>{pick(texts.edit)}</summary>
      <div className="scenario-form form-page">
        <SubmitForm onSubmit={submit}>
          <Row name="title" label={pick(texts.name)} problem={problems.title} required>
            {(control) => <input {...control} className="form__input" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}
          </Row>
          <Row name="description" label={pick(texts.description)}>
            {(control) => <textarea {...control} className="form__input" rows={3} maxLength={2000} value={description} onChange={(event) => setDescription(event.target.value)} />}
          </Row>
          <DayRow name="day" label={pick(texts.day)} hint={pick(texts.dayHint)} value={day} onChange={setDay} problem={problems.day} />
          <Refused refusal={refusal} />
          <div className="form__buttons">
            <button type="submit" className="kern-btn kern-btn--primary">
              <span className="kern-label">{pick(texts.save)}</span>
            </button>
            <button type="button" className="kern-btn kern-btn--secondary" onClick={() => setAsking(true)}>
              <span className="kern-label">{pick(texts.delete)}</span>
            </button>
          </div>
        </SubmitForm>
        <p className="muted">{pick(texts.share)}</p>
      </div>
      {asking && (
        <FormDialog title={pick(texts.deleteTitle)} onSubmit={() => void remove()} onClose={() => setAsking(false)} error={failed} submitLabel={pick(texts.delete)} cancelLabel={pick(texts.cancel)} disabled={false}>
          <p>{pick(texts.deleteText)}</p>
        </FormDialog>
      )}
    </details>
  )
}
