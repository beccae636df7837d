import { useNavigate } from '@tanstack/react-router'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { texts } from '../duplicates/texts.ts'

/** Where a confirmation round begins: which unit is asked? */
export function ConfirmationPage() {
  const { pick } = useLanguage()
  const navigate = useNavigate()
  return (
    <div className="page page--narrow">
      <PageTitle title={pick(texts.confirmation)} />
      <h1 className="answer">{pick(texts.askUnits)}</h1>
      <p className="lead">{pick(texts.roundLead)}</p>
      <SearchBox
        showLabel
        label={pick(texts.chooseUnit)}
        types={['OrgUnit', 'Organization']}
        onChoose={({ id }) => void navigate({ to: '/confirmation/$id', params: { id }, search: {} })}
      />
    </div>
  )
}
