import type { QuestionCatalogue } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { questionQuery, questionsQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { EntityName } from '../../ui/EntityName.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { relationLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Sources } from '../../ui/Sources.tsx'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { AnswerActions } from './AnswerActions.tsx'
import { AnswerMap } from './AnswerMap.tsx'
import { AnswerTable } from './AnswerTable.tsx'
import './questions.css'

type Question = QuestionCatalogue['questions'][number]

/** One question with its parameters, answered as a sentence, a table, a map and its sources. */
export function QuestionPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/questions/$code' })
  const catalogue = useQuery(questionsQuery())
  return (
    <div className="page">
      <p className="crumbs">
        <Link to="/questions" className="kern-link">
          {t('app.nav.questions')}
        </Link>
      </p>
      <Await query={catalogue} lines={4}>
        {(list) => {
          const question = list.questions.find((one) => one.code === code.toUpperCase())
          return question ? <Asked key={question.code} question={question} /> : <h1 className="answer">{t('questions.unknown')}</h1>
        }}
      </Await>
    </div>
  )
}

function Asked({ question }: { question: Question }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const scope = useScope()
  const search = useSearch({ from: '/questions/$code' })
  const { given, isExample } = givenOf(question, search)
  const query = useQuery(questionQuery(question.code, given, scope))
  return (
    <>
      <PageTitle title={pick(question.question)} />
      <p className="asked">{pick(question.question)}</p>
      {question.parameters.length > 0 && <Parameters question={question} given={given} />}
      {isExample && <p className="muted">{t('questions.example')}</p>}
      {query.isError && query.data === undefined ? (
        <ErrorNote error={query.error} retry={() => void query.refetch()} notFound={t('questions.entityUnknown')} />
      ) : (
        <Await query={query} lines={6}>
          {(answer) => (
            <>
              <h1 className="answer" aria-live="polite">
                {pick(answer.sentence)}
              </h1>
              <p className="muted">{t('entity.asOf', { day: formatDay(answer.asOf, language) })}</p>
              <AnswerActions answer={answer} />
              <AnswerTable answer={answer} />
              <AnswerMap key={answer.graph.nodes.map(({ id }) => id).join(' ')} graph={answer.graph} />
              <Sources sources={answer.sources} />
            </>
          )}
        </Await>
      )}
    </>
  )
}

/** What is asked: the address, else an example; of parameters of which a set is needed, the last set's examples. */
function givenOf({ parameters, oneOf }: Question, search: Record<string, string | undefined>) {
  const needed = oneOf && !oneOf.some((set) => set.every((name) => search[name] !== undefined)) ? (oneOf.at(-1) ?? []) : []
  const byExample = parameters.filter(({ name, required }) => search[name] === undefined && (required || needed.includes(name)))
  const given: Record<string, string | number> = {}
  for (const { name, example, default: usual } of parameters) {
    const value = search[name] ?? (byExample.some((one) => one.name === name) ? example : usual)
    if (value !== undefined) given[name] = value
  }
  return { given, isExample: byExample.length > 0 }
}

/** Each parameter by its kind: an entity by search, a day, a number or a text. All of them live in the URL. */
function Parameters({ question, given }: { question: Question; given: Record<string, string | number> }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const navigate = useNavigate({ from: '/questions/$code' })
  const set = (name: string, value: string) => void navigate({ search: (old) => ({ ...old, [name]: value }), replace: true })
  return (
    <div className="parameters">
      {question.parameters.map((parameter) =>
        parameter.type === 'entity' ? (
          <div key={parameter.name} className="parameter parameter--entity">
            <SearchBox
              label={pick(parameter.label)}
              showLabel
              {...(parameter.entityTypes ? { types: parameter.entityTypes } : {})}
              onChoose={(entity) => set(parameter.name, entity.id)}
              placeholder={t('questions.choose')}
            />
            {given[parameter.name] !== undefined && (
              <p className="parameter__value">
                <EntityName id={String(given[parameter.name])} />
              </p>
            )}
          </div>
        ) : (
          <label key={parameter.name} className="parameter">
            <span className="search__label">{pick(parameter.label)}</span>
            {parameter.allowed ? (
              <select className="search__input" value={given[parameter.name] ?? ''} onChange={(event) => set(parameter.name, event.target.value)}>
                {!parameter.required && <option value="">{t('questions.any')}</option>}
                {parameter.allowed.map((one) => (
                  <option key={one} value={one}>
                    {pick(relationLabel(one))}
                  </option>
                ))}
              </select>
            ) : (
              <input
                className="search__input"
                type={parameter.type === 'number' ? 'number' : parameter.type === 'date' ? 'date' : 'text'}
                defaultValue={given[parameter.name] ?? ''}
                min={parameter.minimum}
                max={parameter.maximum}
                onChange={(event) => set(parameter.name, event.target.value)}
              />
            )}
          </label>
        ),
      )}
    </div>
  )
}
