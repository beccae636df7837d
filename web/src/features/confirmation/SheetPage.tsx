import type { ConfirmationAnswer, ConfirmationSheet } from '@kommunalgraph/contract/merging.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useScope } from '../../app/scope.ts'
import { formatDay, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { entityTypeLabel, relationLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { confirmationFile, confirmationQuery, sendConfirmation } from '../duplicates/merging.ts'
import '../duplicates/merging.css'
import { texts } from '../duplicates/texts.ts'
import { Issues } from '../import/Issues.tsx'
import '../import/import.css'

/** What a unit is said to own: to be printed, or downloaded, filled in and returned here. What is to be filled in by hand stands on paper only: on screen nothing of it could be ticked. */
export function SheetPage() {
  const { pick } = useLanguage()
  const { id } = useParams({ from: '/confirmation/$id' })
  const query = useQuery(confirmationQuery(useScope(), id))
  return (
    <div className="page">
      <p className="crumbs no-print">
        <Link to="/confirmation" className="kern-link">
          {pick(texts.otherUnit)}
        </Link>
      </p>
      <Await query={query} lines={6} notFound={pick(texts.unknownUnit)}>
        {(sheet) => (
          <>
            <List sheet={sheet} />
            <GiveBack key={sheet.unit.id} unit={sheet.unit.id} />
          </>
        )}
      </Await>
    </div>
  )
}

function List({ sheet: { unit, lines, asOf } }: { sheet: ConfirmationSheet }) {
  const { pick, language } = useLanguage()
  const scope = useScope()
  return (
    <>
      <PageTitle title={`${pick(texts.confirmation)}: ${unit.name}`} />
      <h1 className="answer">{pick(texts.lines(lines.length, unit.name))}</h1>
      <p className="muted">{pick(texts.asOf(formatDay(asOf, language)))}</p>
      {lines.length > 0 && (
        <>
          <div className="buttons no-print">
            <a className="kern-btn kern-btn--primary" href={confirmationFile(unit.id, scope)} download>
              <span className="kern-label">{pick(texts.download)}</span>
            </a>
            <button type="button" className="kern-btn kern-btn--secondary" onClick={() => window.print()}>
              <span className="kern-label">{pick(texts.print)}</span>
            </button>
          </div>
          <div className="table-scroll" tabIndex={0} role="region" aria-label={pick(texts.confirmation)}>
            <table className="kern-table table table--stacked sheet">
              <thead>
                <tr>
                  {[texts.thing, texts.task, texts.who, texts.since].map((text) => (
                    <th key={text.de} scope="col">
                      {pick(text)}
                    </th>
                  ))}
                  {[texts.yes, texts.no, texts.when, texts.remark].map((text) => (
                    <th key={text.de} scope="col" className="paper">
                      {pick(text)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.factId}>
                    <th scope="row">
                      {line.thing.name}
                      <br />
                      <span className="muted">{pick(entityTypeLabel(line.thing.type))}</span>
                    </th>
                    <td>
                      {pick(relationLabel(line.relation))}
                      {line.claim && ` (${pick(texts.unconfirmed)})`}
                    </td>
                    <td data-label={pick(texts.who)}>
                      {line.actor.name}
                      {line.part.id !== line.actor.id && line.part.id !== unit.id && (
                        <>
                          <br />
                          <span className="muted">{line.part.name}</span>
                        </>
                      )}
                    </td>
                    <td className="nowrap" data-label={pick(texts.since)}>{line.since === UNKNOWN_START ? pick(texts.unknown) : formatDay(line.since, language)}</td>
                    <td className="paper">
                      <span className="tick-here" />
                    </td>
                    <td className="paper">
                      <span className="tick-here" />
                    </td>
                    <td className="paper">
                      <span className="write-here" />
                    </td>
                    <td className="paper">
                      <span className="write-here" />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  )
}

/** The filled file: first what it would change, then it is taken. */
function GiveBack({ unit }: { unit: string }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const client = useQueryClient()
  const [file, setFile] = useState<File>()
  const fieldId = useId()
  const check = useMutation({ mutationFn: (chosen: File) => sendConfirmation(chosen, { unit, dryRun: true, acceptRejected: false }) })
  const take = useMutation({
    mutationFn: (chosen: File) => sendConfirmation(chosen, { unit, dryRun: false, acceptRejected: true }),
    onSuccess: () => client.invalidateQueries(),
  })
  const found = take.data ?? check.data
  return (
    <section className="no-print" aria-labelledby="give-back">
      <h2 id="give-back">{pick(texts.giveBack)}</h2>
      <div className="file-field">
        <strong id={fieldId}>{pick(texts.file)}</strong>
        <br />
        <label className="kern-btn kern-btn--secondary drop__choose">
          <span className="kern-label">{t('import.choose')}</span>
          <input
            type="file"
            className="drop__input"
            accept=".xlsx"
            aria-labelledby={fieldId}
            onChange={(event) => {
              const chosen = event.target.files?.[0]
              // The same file, mended, can be chosen again.
              event.target.value = ''
              if (!chosen) return
              setFile(chosen)
              take.reset()
              check.mutate(chosen)
            }}
          />
        </label>
        {file?.name}
      </div>
      {check.isPending && <p role="status">{pick(texts.checking)}</p>}
      {(check.isError || take.isError) && <ErrorNote error={take.error ?? check.error} />}
      {found && <Found answer={found} taken={take.isSuccess} />}
      {file && check.data && !take.isSuccess && <Take answer={check.data} busy={take.isPending} onTake={() => take.mutate(file)} />}
    </section>
  )
}

function Found({ answer: { counts, rows, issues, seq }, taken }: { answer: ConfirmationAnswer; taken: boolean }) {
  const { pick } = useLanguage()
  const refused = issues.some(({ severity }) => severity === 'refused')
  return (
    <div aria-live="polite">
      {refused ? (
        <p className="gap-text">{pick(texts.refused)}</p>
      ) : (
        <p>
          {pick(texts.check(counts.confirmed, counts.denied, counts.disputed))}{' '}
          <span className="muted">{pick(texts.rest(counts.unchanged, counts.unanswered, counts.rejected))}</span>
        </p>
      )}
      {taken && seq !== null && (
        <p role="status">
          <strong>{pick(texts.taken)}</strong>{' '}
          <Link to="/contested" className="kern-link">
            {pick(texts.seeContested)}
          </Link>{' '}
          <Link to="/gaps" className="kern-link">
            {pick(texts.seeGaps)}
          </Link>
        </p>
      )}
      <Issues issues={issues} />
      <ul className="pairs">
        {rows.map((row) => (
          <li key={row.factId} className="pair">
            <span className="muted">{pick(texts.row(row.row))}</span>
            <div>
              {row.title}
              <p className="pair__reasons">{pick(row.text)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Take({ answer: { counts, issues }, busy, onTake }: { answer: ConfirmationAnswer; busy: boolean; onTake: () => void }) {
  const { pick } = useLanguage()
  if (issues.some(({ severity }) => severity === 'refused')) return null
  if (counts.confirmed + counts.denied + counts.disputed === 0) return <p>{pick(texts.nothingToTake)}</p>
  return (
    <div className="buttons">
      <button type="button" className="kern-btn kern-btn--primary" disabled={busy} onClick={onTake}>
        <span className="kern-label">{pick(counts.rejected > 0 ? texts.takeGood : texts.take)}</span>
      </button>
    </div>
  )
}
