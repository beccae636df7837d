import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { SphereDot } from '../../ui/SphereDot.tsx'
import { TypeGlyph } from '../../ui/TypeGlyph.tsx'

/** What the words and signs mean: types, relations, spheres and thrusts, straight from the ontology. */
export function TermsPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { sphere, thrust } = ontology.vocabularies
  return (
    <div className="page">
      <PageTitle title={t('app.nav.terms')} />
      <h1 className="answer">{t('terms.title')}</h1>
      <h2>{pick(sphere.label)}</h2>
      <dl className="terms">
        {Object.entries(sphere.codes).map(([code, entry]) => (
          <div key={code} className="terms__row">
            <dt>
              <SphereDot code={code} /> {pick(entry.label)}
            </dt>
            <dd>{entry.help && pick(entry.help)}</dd>
          </div>
        ))}
      </dl>
      <h2>{pick(thrust.label)}</h2>
      <dl className="terms">
        {Object.entries(thrust.codes).map(([code, entry]) => (
          <div key={code} className="terms__row">
            <dt>
              {code === '5.5' ? '5½' : code} · {pick(entry.label)}
            </dt>
            <dd>{entry.question ? pick(entry.question) : entry.help && pick(entry.help)}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('terms.types')}</h2>
      <dl className="terms">
        {Object.values(ontology.nodeTypes).map((type) => (
          <div key={type.name} className="terms__row">
            <dt>
              <TypeGlyph type={type.name} /> {pick(type.label)}
            </dt>
            <dd>{pick(type.help)}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('terms.relations')}</h2>
      <dl className="terms">
        {Object.values(ontology.relationTypes).map((type) => (
          <div key={type.name} className="terms__row">
            <dt>{pick(type.label)}</dt>
            <dd>{pick(type.help)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
