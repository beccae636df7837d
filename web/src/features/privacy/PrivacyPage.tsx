import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '../../api/client.ts'
import { useLanguage } from '../../ui/language.ts'
import { formatNumber } from '../../ui/format.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'

interface Privacy {
  operator: string | null
  namesAfterMandateDays: number
}

const sections = ['stored', 'notStored', 'why', 'visitors'] as const

/** What is stored about persons, why, for how long, and whom to ask; everybody may read it. */
export function PrivacyPage() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const query = useQuery({ queryKey: ['/privacy'], queryFn: ({ signal }) => get<Privacy>('/privacy', {}, signal) })
  return (
    <div className="page prose">
      <PageTitle title={t('privacy.title')} />
      <h1 className="answer">{t('privacy.sentence')}</h1>
      {sections.map((section) => (
        <section key={section}>
          <h2>{t(`privacy.${section}.title`)}</h2>
          {t(`privacy.${section}.text`)
            .split('\n')
            .map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
        </section>
      ))}
      <Await query={query} lines={3}>
        {({ operator, namesAfterMandateDays }) => (
          <>
            <section>
              <h2>{t('privacy.howLong.title')}</h2>
              <p>{t('privacy.howLong.names', { count: namesAfterMandateDays, days: formatNumber(namesAfterMandateDays, language) })}</p>
              <p>{t('privacy.howLong.text')}</p>
            </section>
            <section>
              <h2>{t('privacy.ask.title')}</h2>
              <p>{operator === null ? t('privacy.ask.unknown') : <strong className="operator">{operator}</strong>}</p>
              <p>{t('privacy.ask.rights')}</p>
            </section>
          </>
        )}
      </Await>
    </div>
  )
}
