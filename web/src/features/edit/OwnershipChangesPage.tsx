import { today } from '@kommunalgraph/contract/days.ts'
import type { OwnershipChange, OwnershipChanges, OwnerThen } from '@kommunalgraph/contract/ownership-changes.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { csvOf, saveFile } from '../../ui/files.ts'
import { formatDay, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'
import { isDay } from '../../url-state.ts'
import './edit.css'
import { texts } from './texts.ts'

const kinds = { begun: texts.diffBegun, ended: texts.diffEnded, 'handed-over': texts.diffHanded } as const

/** One year earlier: what a yearly report asks about. */
function yearBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() - 1)
  return date.toISOString().slice(0, 10)
}

async function everything(before: string, asOf: string, tenant: string | undefined, signal: AbortSignal): Promise<OwnershipChanges> {
  const read = (cursor?: string) => get<OwnershipChanges>('/ownership/changes', { before, asOf, tenant, limit: 200, cursor }, signal)
  const whole = await read()
  const sources = new Map(whole.sources.map((source) => [source.id, source]))
  let cursor = whole.nextCursor
  const items = [...whole.items]
  while (cursor !== null) {
    const page = await read(cursor)
    items.push(...page.items)
    for (const source of page.sources) sources.set(source.id, source)
    cursor = page.nextCursor
  }
  return { ...whole, items, sources: [...sources.values()], nextCursor: null }
}

/** What changed in accountability between two days: who was, who is, why and by which source. */
export function OwnershipChangesPage() {
  const { language, pick } = useLanguage()
  const scope = useScope()
  const search = useSearch({ from: '/ownership-changes' })
  const navigate = useNavigate({ from: '/ownership-changes' })
  const asOf = scope.asOf ?? today()
  const before = search.before ?? yearBefore(asOf)
  const inOrder = before < asOf
  const query = useQuery({
    queryKey: ['/ownership/changes', before, asOf, scope.tenant],
    queryFn: ({ signal }) => everything(before, asOf, scope.tenant, signal),
    enabled: inOrder,
  })
  const days = [
    { key: 'before', label: texts.diffBefore, value: before },
    { key: 'asOf', label: texts.diffAfter, value: asOf },
  ] as const
  return (
    <div className="page">
      <PageTitle title={pick(texts.diffTitle)} />
      <p className="asked">{pick(texts.diffTitle)}</p>
      <div className="filters">
        {days.map((day) => (
          <label key={day.key} className="parameter">
            <span className="search__label">{pick(day.label)}</span>
            <input
              type="date"
              className="search__input"
              min="1900-01-01"
              max="2100-12-31"
              value={day.value}
              onChange={(event) => {
                const value = event.target.value
                if (isDay(value)) void navigate({ search: (old) => ({ ...old, [day.key]: value }), replace: true })
              }}
            />
          </label>
        ))}
      </div>
      {!inOrder ? (
        <h1 className="answer" role="alert">
          {pick(texts.diffOrder)}
        </h1>
      ) : (
        <Await query={query} lines={6}>
          {(answer) => (
            <>
              <h1 className="answer" aria-live="polite">
                {pick(answer.sentence)}
              </h1>
              <p className="muted">
                {formatDay(before, language)} – {formatDay(asOf, language)}
              </p>
              {answer.items.length > 0 && <Table answer={answer} />}
            </>
          )}
        </Await>
      )}
    </div>
  )
}

function Table({ answer }: { answer: OwnershipChanges }) {
  const { language, pick } = useLanguage()
  const sources = new Map(answer.sources.map((source) => [source.id, source.title]))
  const since = (list: readonly OwnerThen[]) => list.map((one) => (one.since === UNKNOWN_START ? '' : one.since)).filter(Boolean)
  const cited = (item: OwnershipChange) => [...new Set((item.now.length > 0 ? item.now : item.was).flatMap((one) => one.sourceIds))].flatMap((id) => sources.get(id) ?? [])
  const heads = [texts.diffEntity, texts.diffWhat, texts.diffWas, texts.diffNow, texts.diffSince, texts.diffSource, texts.diffWhy]
  const download = () => {
    const rows = answer.items.map((item) => [
      item.entity.name,
      pick(kinds[item.kind]),
      item.was.map((one) => one.entity.name).join(', '),
      item.now.map((one) => one.entity.name).join(', '),
      item.kind === 'ended' ? item.was.map((one) => one.until).join(', ') : since(item.now).join(', '),
      cited(item).join(', '),
      item.entries.map((entry) => entry.reason).join(' · '),
    ])
    saveFile(`${pick(texts.diffFile)}-${answer.before}-${answer.asOf}.csv`, csvOf([heads.map(pick), ...rows]), 'text/csv;charset=utf-8')
  }
  return (
    <>
      <p className="no-print">
        <button type="button" className="kern-btn kern-btn--secondary" onClick={download}>
          <span className="kern-label">{pick(texts.diffCsv)}</span>
        </button>
      </p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={pick(texts.diffTitle)}>
        <table className="kern-table table table--stacked">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head.de} scope="col">
                  {pick(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.items.map((item) => (
              <tr key={item.entity.id}>
                <th scope="row">
                  <EntityLink entity={item.entity} />
                </th>
                <td data-label={pick(texts.diffWhat)}>{pick(kinds[item.kind])}</td>
                <td data-label={pick(texts.diffWas)}>
                  <Owners list={item.was} />
                </td>
                <td data-label={pick(texts.diffNow)}>
                  <Owners list={item.now} missing />
                </td>
                <td data-label={pick(texts.diffSince)}>
                  {item.kind === 'ended'
                    ? item.was.map((one) => formatDay(one.until, language)).join(', ')
                    : since(item.now)
                        .map((day) => formatDay(day, language))
                        .join(', ') || '–'}
                </td>
                <td data-label={pick(texts.diffSource)}>{cited(item).join(', ') || '–'}</td>
                <td data-label={pick(texts.diffWhy)}>{item.entries.map((entry) => entry.reason).join(' · ') || '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** Nobody today is a gap; nobody before is only how it was. */
function Owners({ list, missing = false }: { list: readonly OwnerThen[]; missing?: boolean }) {
  const { pick } = useLanguage()
  if (list.length === 0) return <span className={missing ? 'gap-text' : 'muted'}>{pick(texts.nobody)}</span>
  return list.map((one) => (
    <span key={one.factId}>
      <EntityLink entity={one.entity} />{' '}
    </span>
  ))
}
