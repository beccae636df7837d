import type { QuestionCatalogue } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { questionsQuery } from '../../api/queries.ts'
import { Explained } from '../../ui/Explained.tsx'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'
import './questions.css'

const audiences = ['politics', 'strategy', 'it', 'steward'] as const

type Questions = QuestionCatalogue['questions']

/** The catalogue, grouped by who asks, with a filter. Each question opens with an example filled in. */
export function QuestionsPage() {
  const { t } = useTranslation()
  const query = useQuery(questionsQuery())
  return (
    <div className="page">
      <PageTitle title={t('app.nav.questions')} />
      <h1 className="answer">{t('questions.title')}</h1>
      <p className="lead">{t('questions.lead')}</p>
      <Explained page="questions" />
      <Await query={query} lines={10}>
        {(catalogue) => <Filtered questions={catalogue.questions} />}
      </Await>
    </div>
  )
}

function Filtered({ questions }: { questions: Questions }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const [text, setText] = useState('')
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = questions.filter((one) => {
    const said = `${one.code} ${pick(one.question)}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
  return (
    <>
      <div className="question-filter" role="search" aria-label={t('questions.filter')}>
        <label className="search__label" htmlFor="question-filter">
          {t('questions.filter')}
        </label>
        <input id="question-filter" className="search__input" type="search" value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" />
        <span role="status" className="muted">
          {t('questions.found', { shown: found.length, total: questions.length })}
        </span>
      </div>
      {found.length === 0 && <p>{t('questions.noneFound')}</p>}
      <div className="question-groups">
        {audiences.map((audience) => {
          const group = found.filter((one) => one.audience === audience)
          return group.length > 0 && <Group key={audience} audience={audience} questions={group} />
        })}
      </div>
    </>
  )
}

function Group({ audience, questions }: { audience: (typeof audiences)[number]; questions: Questions }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  return (
    <section aria-labelledby={`audience-${audience}`}>
      <h2 id={`audience-${audience}`}>{t(`questions.audience.${audience}`)}</h2>
      <p className="muted">{t(`questions.for.${audience}`)}</p>
      <ul className="plain">
        {questions.map((one) => (
          <li key={one.code} className="question-row">
            <span className="question-row__code" aria-hidden="true">
              {one.code}
            </span>
            <Link to="/questions/$code" params={{ code: one.code }} className="kern-link">
              {pick(one.question)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
