import { dayOf } from '@kommunalgraph/contract/days.ts'
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { Commit } from './Commit.tsx'
import { Findings } from './Findings.tsx'
import './import.css'
import { StewardsOnly } from './ImportPage.tsx'
import { Issues } from './Issues.tsx'
import { cancelImport, checkAgain, importQuery, markedUrl, running, useProgress } from './imports.ts'
import { Mapping } from './Mapping.tsx'
import { Undo } from './Undo.tsx'

/** One import from reading to undo. Everything stands under the id of its address, so it can be left and found again. */
export function ReviewPage() {
  const { id } = useParams({ from: '/import/$id' })
  return (
    <StewardsOnly>
      <Review id={id} />
    </StewardsOnly>
  )
}

function Review({ id }: { id: string }) {
  const { t } = useTranslation()
  const query = useQuery(importQuery(id))
  return (
    <div className="page">
      <p className="crumbs">
        <Link to="/import" className="kern-link">
          {t('import.all')}
        </Link>
      </p>
      <Await query={query} lines={6} notFound={t('import.unknown')}>
        {(report) => (
          <>
            <PageTitle title={report.fileName} />
            <Steps report={report} />
            <h1 className="answer" aria-live="polite">
              <Sentence report={report} />
            </h1>
            <Facts report={report} />
            <Content key={report.id} report={report} />
          </>
        )}
      </Await>
    </div>
  )
}

const steps = ['file', 'columns', 'review', 'commit'] as const

/** Where in the way from file to graph this import stands. */
function Steps({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const at = { checking: 1, refused: 0, cancelled: 0, failed: 0, checked: 2, committing: 3, committed: 3, undone: 3 }[report.state]
  return (
    <ol className="steps" aria-label={t('import.steps')}>
      {steps.map((step, index) => (
        <li key={step} className={index < at || report.state === 'committed' ? 'steps__item steps__item--done' : 'steps__item'} {...(index === at ? { 'aria-current': 'step' } : {})}>
          {t(`import.step.${step}`)}
        </li>
      ))}
    </ol>
  )
}

/** What can be said about the whole import in one sentence. */
function Sentence({ report: { state, fileName: name, counts, ended, full } }: { report: ImportReport }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const number = (count: number) => formatNumber(count, language)
  if (state !== 'checked') return <>{t(`import.sentence.${state}`, { name, count: counts.created + counts.changed + ended, number: number(counts.created + counts.changed + ended) })}</>
  const valid = counts.created + counts.changed + counts.unchanged
  if (valid === 0 && counts.rejected > 0) return <>{t('import.sentence.noneValid', { name })}</>
  if (valid === 0 && ended === 0) return <>{t('import.sentence.empty', { name })}</>
  if (counts.rejected > 0) return <>{t('import.sentence.someValid', { valid: number(valid), rejected: number(counts.rejected), count: counts.rejected })}</>
  if (counts.created + counts.changed === 0 && ended === 0) return <>{t('import.sentence.nothingNew', { name })}</>
  return <>{t(full && ended > 0 ? 'import.sentence.allValidEnding' : 'import.sentence.allValid', { number: number(valid), count: valid, ended: number(ended) })}</>
}

/** What was read, and how. */
function Facts({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const facts = [
    report.fileName,
    t(`import.format.${report.format}`),
    report.encoding && t('import.encoding', { encoding: report.encoding }),
    report.full && t('import.fullShort'),
    t('import.readOn', { day: formatDay(dayOf(report.createdAt), language) }),
  ].filter(Boolean)
  return <p className="entity-meta muted">{facts.join(' · ')}</p>
}

function Content({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  // Why the confirmation failed is still to be read when the import itself is marked as failed.
  const [failure, setFailure] = useState<unknown>()
  switch (report.state) {
    case 'checking':
    case 'committing':
      return <Working report={report} />
    case 'refused':
    case 'failed':
      return (
        <>
          {failure !== undefined && <ErrorNote error={failure} />}
          <Issues issues={report.issues.filter(({ severity }) => severity === 'refused')} />
          {report.state === 'failed' && <Retry report={report} />}
          <Again />
        </>
      )
    case 'cancelled':
      return (
        <>
          <p>{t('import.cancelledText')}</p>
          <Again />
        </>
      )
    case 'checked':
      return (
        <>
          <Mapping report={report} />
          <Account report={report} />
          <Findings report={report} />
          <Marked report={report} />
          <Commit report={report} onError={setFailure} />
        </>
      )
    case 'committed':
      return (
        <>
          <Account report={report} />
          <Findings report={report} />
          <Marked report={report} />
          <Undo report={report} />
        </>
      )
    case 'undone':
      return (
        <>
          <p>{t('import.undoneText')}</p>
          <Again />
        </>
      )
  }
}

/** Of every object of a council information system, what became of it. */
function Account({ report: { account } }: { report: ImportReport }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  if (!account) return null
  return (
    <section aria-labelledby="account">
      <h2 id="account">{t('import.account.title', { count: account.read, number: formatNumber(account.read, language) })}</h2>
      <dl className="changes">
        <div className="changes__row">
          <dt>{t('import.account.mapped')}</dt>
          <dd>{formatNumber(account.mapped, language)}</dd>
        </div>
        {account.skipped.map(({ reason, count }) => (
          <div key={reason.de} className="changes__row">
            <dt>{pick(reason)}</dt>
            <dd>{formatNumber(count, language)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The server keeps the file: it can be checked again without being chosen again. */
function Retry({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const check = useMutation({
    networkMode: 'always',
    mutationFn: () => checkAgain(report.id, report.sheets.flatMap(({ mapping }) => mapping ?? [])),
    onSettled: () => client.invalidateQueries({ queryKey: ['/imports'] }),
  })
  return (
    <>
      {check.isError && <ErrorNote error={check.error} />}
      <p className="actions">
        <button type="button" className="kern-btn kern-btn--primary" disabled={check.isPending} onClick={() => check.mutate()}>
          <span className="kern-label">{t('import.retry')}</span>
        </button>
      </p>
    </>
  )
}

/** The next file. */
function Again() {
  const { t } = useTranslation()
  return (
    <p className="actions">
      <Link to="/import" className="kern-btn kern-btn--primary">
        <span className="kern-label">{t('import.again')}</span>
      </Link>
    </p>
  )
}

/** The reader's own file, with what is wrong beside each row. */
function Marked({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  if (report.issueTotal === 0 || (report.format !== 'xlsx' && report.format !== 'csv')) return null
  return (
    <p className="actions">
      <a className="kern-btn kern-btn--secondary" href={markedUrl(report.id)} download>
        <span className="kern-label">{t(report.counts.rejected > 0 ? 'import.marked' : 'import.markedNotes')}</span>
      </a>
      <span className="muted actions__help">{t('import.markedHelp')}</span>
    </p>
  )
}

/** How far it is, and a way out. The page may be left: the work goes on at the server. */
function Working({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const client = useQueryClient()
  const progress = useProgress(report.id, running(report.state))
  const cancel = useMutation({ networkMode: 'always', mutationFn: () => cancelImport(report.id), onSettled: () => client.invalidateQueries({ queryKey: ['/imports'] }) })
  const [asked, setAsked] = useState(false)
  const step = progress?.step ?? (report.state === 'committing' ? 'writing' : 'reading')
  const shown = progress?.total ? `${formatNumber(progress.done, language)} / ${formatNumber(progress.total, language)}` : ''
  return (
    <section aria-label={t('import.working')}>
      <label className="progress">
        <span>
          {t(`import.progress.${step}`)} {shown}
        </span>
        {progress?.total ? <progress className="progress__bar" value={progress.done} max={progress.total} /> : <progress className="progress__bar" />}
      </label>
      <p className="muted">{t('import.leave')}</p>
      {cancel.isError && <ErrorNote error={cancel.error} />}
      <button
        type="button"
        className="kern-btn kern-btn--secondary"
        disabled={asked && !cancel.isError}
        onClick={() => {
          setAsked(true)
          cancel.mutate()
        }}
      >
        <span className="kern-label">{t('import.cancel')}</span>
      </button>
    </section>
  )
}
