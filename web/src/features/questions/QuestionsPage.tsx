import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { questionsQuery } from '../../api/queries.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'

const audiences = ['politics', 'strategy', 'it', 'steward'] as const

/** The catalogue, grouped by who asks. Each question opens with an example filled in. */
export function QuestionsPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const query = useQuery(questionsQuery())
  return (
    <div className="page">
      <PageTitle title={t('app.nav.questions')} />
      <h1 className="answer">{t('questions.title')}</h1>
      <p className="lead">{t('questions.lead')}</p>
      <Await query={query} lines={10}>
        {(catalogue) => (
          <div className="question-groups">
            {audiences.map((audience) => {
              const questions = catalogue.questions.filter((one) => one.audience === audience)
              if (questions.length === 0) return null
              return (
                <section key={audience} aria-labelledby={`audience-${audience}`}>
                  <h2 id={`audience-${audience}`}>{t(`questions.audience.${audience}`)}</h2>
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
            })}
          </div>
        )}
      </Await>
    </div>
  )
}
