import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useTranslation } from 'react-i18next'
import { useLanguage } from './language.ts'
import { codeLabel, entityTypeLabel, propertyLabel, relationLabel } from './ontology.ts'

/** Words that people stumble over, by page; each is explained once and stands wherever it is met. */
const terms = {
  start: ['accountable', 'gap', 'asOf'],
  entity: ['accountable', 'competent', 'asOf'],
  map: ['sphere', 'depth', 'gap'],
  gaps: ['accountable', 'competent'],
  impact: ['fallback', 'ends'],
  decisions: ['accountable', 'gap'],
  boards: ['thrust', 'depth', 'sphere'],
  questions: ['source', 'asOf'],
  scenarios: ['accountable', 'gap'],
} as const
type Term = (typeof terms)[keyof typeof terms][number]

/** What a page is for and what its words mean, in plain language: one thought a sentence, one sentence a line. Not on paper. */
export function Explained({ page }: { page: keyof typeof terms }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const name = (term: Term): string => {
    switch (term) {
      case 'accountable':
        return pick(relationLabel('ACCOUNTABLE_FOR'))
      case 'competent':
        return pick(relationLabel('COMPETENT_FOR'))
      case 'sphere':
        return pick(entityTypeLabel('Sphere'))
      case 'thrust':
        return pick(entityTypeLabel('Thrust'))
      case 'depth':
        return pick(propertyLabel('Initiative', 'depth'))
      default:
        return t(`explained.name.${term}`)
    }
  }
  return (
    <details className="explained no-print">
      <summary>{t('explained.title')}</summary>
      <div className="explained__text">
        <Lines text={t(`explained.page.${page}`)} />
        <dl>
          {terms[page].map((term) => (
            <div key={term}>
              <dt>{name(term)}</dt>
              <dd>
                <Lines text={t(`explained.term.${term}`)} />
                {term === 'sphere' && <Lines text={codes('sphere').map((code) => pick(codeLabel('sphere', code))).join(' · ')} />}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  )
}

function Lines({ text }: { text: string }) {
  return text.split('\n').map((line) => <p key={line}>{line}</p>)
}
