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

/** What is stored about persons, why, for how long, and whom to ask; everybody may read it. */
export function PrivacyPage() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const query = useQuery({ queryKey: ['/privacy'], queryFn: ({ signal }) => get<Privacy>('/privacy', {}, signal) })
  const sections = [
    [t('privacy.stored.title'), t('privacy.stored.text')],
    [t('privacy.notStored.title'), t('privacy.notStored.text')],
    [t('privacy.why.title'), t('privacy.why.text')],
    [t('privacy.visitors.title'), t('privacy.visitors.text')],
  ] as const
  return (
    <div className="page prose">
      <PageTitle title={t('privacy.title')} />
      <h1 className="answer">{t('privacy.sentence')}</h1>
      {sections.map(([title, text]) => (
        <section key={title}>
          <h2>{title}</h2>
          {text.split('\n').map((paragraph) => (
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
