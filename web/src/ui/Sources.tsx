import type { Evidence } from '@kommunalgraph/contract/answers.ts'
import { useTranslation } from 'react-i18next'
import { formatDay } from './format.ts'
import { useLanguage } from './language.ts'
import { codeLabel } from './ontology.ts'

/** The evidence, newest first: what it is, of when, and where to read it. */
export function Sources({ sources }: { sources: readonly Evidence[] }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  if (sources.length === 0) return null
  return (
    <section aria-labelledby="sources" className="sources">
      <h2 id="sources">{t('entity.sources')}</h2>
      <ol className="sources__list">
        {sources.map((source) => (
          <li key={source.id} id={source.id}>
            <span className="sources__title">{source.title}</span>
            <span className="muted">
              {' '}
              · {pick(codeLabel('sourceKind', source.kind))} · {formatDay(source.date, language)}
              {source.publisher ? ` · ${source.publisher}` : ''}
            </span>
            {source.url && /^https?:/.test(source.url) && (
              <>
                {' '}
                <a className="kern-link" href={source.url} rel="noreferrer" target="_blank">
                  {t('entity.sourceOpen')}
                </a>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
