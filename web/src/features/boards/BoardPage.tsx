import type { QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { questionQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Sources } from '../../ui/Sources.tsx'
import { Await } from '../../ui/Status.tsx'
import { type Board, boards } from './boards.ts'
import { Bridges, Load, Offers, Portfolio, Providers, Qualities, Skills, Thrusts, Users } from './pictures.tsx'
import './boards.css'

/** Letters that fit in two or three lines of the largest type. */
const longSentence = 140

const pictures: Record<Board, ComponentType<{ answer: QuestionAnswer }>> = {
  thrusts: Thrusts,
  portfolio: Portfolio,
  qualities: Qualities,
  users: Users,
  skills: Skills,
  load: Load,
  bridges: Bridges,
  providers: Providers,
  offers: Offers,
}

/** One board: the sentence first, then the picture and the table that prove it. */
export function BoardPage() {
  const { t } = useTranslation()
  const { board: name } = useParams({ from: '/boards/$board' })
  const found = boards.find(({ board }) => board === name)
  return (
    <div className="page">
      <p className="crumbs">
        <Link to="/boards" className="kern-link">
          {t('app.nav.boards')}
        </Link>
      </p>
      {found ? <Shown key={found.board} board={found.board} code={found.code} /> : <h1 className="answer">{t('boards.unknown')}</h1>}
    </div>
  )
}

function Shown({ board, code }: { board: Board; code: string }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const query = useQuery(questionQuery(code, {}, useScope()))
  const Picture = pictures[board]
  return (
    <>
      <PageTitle title={t(`boards.name.${board}`)} />
      <p className="asked">{t(`boards.name.${board}`)}</p>
      <Await query={query} lines={8}>
        {(answer) => (
          <>
            <h1 className={pick(answer.sentence).length > longSentence ? 'answer answer--long' : 'answer'} aria-live="polite">
              {pick(answer.sentence)}
            </h1>
            <p className="muted">
              {t('entity.asOf', { day: formatDay(answer.asOf, language) })} ·{' '}
              <Link to="/questions/$code" params={{ code }} className="kern-link">
                {pick(answer.question)}
              </Link>
            </p>
            <p className="board-help">{t(`boards.help.${board}`)}</p>
            <Picture answer={answer} />
            <Sources sources={answer.sources} />
          </>
        )}
      </Await>
    </>
  )
}
