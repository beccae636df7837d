import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { questionQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { Explained } from '../../ui/Explained.tsx'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'
import { type Board, boards } from './boards.ts'
import './boards.css'

/** All boards, each as the sentence that it proves. */
export function BoardsPage() {
  const { t } = useTranslation()
  return (
    <div className="page">
      <PageTitle title={t('app.nav.boards')} />
      <h1 className="answer">{t('boards.title')}</h1>
      <p className="lead">{t('boards.lead')}</p>
      <Explained page="boards" />
      <ul className="plain board-list">
        {boards.map(({ board, code }) => (
          <Entry key={board} board={board} code={code} />
        ))}
      </ul>
    </div>
  )
}

function Entry({ board, code }: { board: Board; code: string }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const query = useQuery(questionQuery(code, {}, useScope()))
  return (
    <li className="board-entry">
      <h2 className="board-entry__name">
        <Link to="/boards/$board" params={{ board }} className="kern-link">
          {t(`boards.name.${board}`)}
        </Link>
      </h2>
      <Await query={query} lines={2}>
        {(answer) => <p className="board-entry__sentence">{pick(answer.sentence)}</p>}
      </Await>
    </li>
  )
}
