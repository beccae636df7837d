import type { Evaluated } from '@kommunalgraph/contract/scenarios.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { saveFile } from '../../ui/files.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'
import { StewardPage } from '../edit/form.tsx'
import { type Column, Differences, FiguresTable, Notes, Stale } from './Comparison.tsx'
import './scenarios.css'
import { comparisonCsv, evaluationQuery } from './scenarios.ts'
import { texts } from './texts.ts'

/** Two scenarios beside each other and beside the state without them. */
export function CompareScenariosPage() {
  const { pick } = useLanguage()
  const { a, b } = useSearch({ from: '/scenarios/compare' })
  return (
    <StewardPage title={pick(texts.compareTwo)} wide permission="work-out-scenarios">
      <p className="crumbs no-print">
        <Link to="/scenarios" search={{}} className="kern-link">
          {pick(texts.title)}
        </Link>
      </p>
      {a !== undefined && b !== undefined ? <Both a={a} b={b} /> : <h1 className="answer">{pick(texts.compareChoose)}</h1>}
    </StewardPage>
  )
}

function Both({ a, b }: { a: string; b: string }) {
  const { language, pick } = useLanguage()
  const query = useQuery(evaluationQuery(a, undefined, b))
  return (
    <Await query={query} lines={10} notFound={pick(texts.unknown)}>
      {({ other, ...first }) => {
        if (!other) return null
        const both: readonly Evaluated[] = [first, other]
        const columns = columnsOf(first, other, (day) => pick(texts.withoutOn(formatDay(day, language))))
        const title = pick(texts.compareTitle(first.scenario.name, other.scenario.name))
        return (
          <>
            <PageTitle title={title} />
            <h1 className="answer">{title}</h1>
            {both.map(({ scenario, sentence }) => (
              <p key={scenario.id} className="scenario-sentence">
                {pick(sentence)}
              </p>
            ))}
            {both.map((evaluated) => (
              <Stale key={evaluated.scenario.id} evaluated={evaluated}>
                <Link to="/scenarios/$id" params={{ id: evaluated.scenario.id }} search={{}} className="kern-link">
                  {evaluated.scenario.name}
                </Link>
              </Stale>
            ))}
            <FiguresTable columns={columns} />
            <div className="actions no-print">
              <button
                type="button"
                className="kern-btn kern-btn--secondary"
                onClick={() => {
                  const differences = both.flatMap(({ scenario, difference }) => (difference ? [{ title: scenario.name, difference }] : []))
                  saveFile('szenarien-vergleich.csv', comparisonCsv(columns, differences, language), 'text/csv;charset=utf-8')
                }}
              >
                <span className="kern-label">{pick(texts.csv)}</span>
              </button>
              <button type="button" className="kern-btn kern-btn--secondary" onClick={() => window.print()}>
                <span className="kern-label">{pick(texts.print)}</span>
              </button>
            </div>
            <Notes notes={first.notes} />
            <div className="scenario-pair">
              {both.map(({ scenario, difference }) => (
                <section key={scenario.id} aria-label={scenario.name}>
                  <h2>
                    <Link to="/scenarios/$id" params={{ id: scenario.id }} search={{}} className="kern-link">
                      {scenario.name}
                    </Link>
                  </h2>
                  {difference && <Differences difference={difference} level={3} />}
                </section>
              ))}
            </div>
          </>
        )
      }}
    </Await>
  )
}

/** Without, then each scenario; where they look at different days, each beside its own day. */
function columnsOf(first: Evaluated, other: Evaluated, without: (day: string) => string): Column[] {
  const of = (evaluated: Evaluated, title: string): Column[] => (evaluated.with ? [{ title, figures: evaluated.with, base: evaluated.without }] : [])
  const names = first.scenario.name === other.scenario.name ? ['1', '2'].map((number) => `${first.scenario.name} (${number})`) : [first.scenario.name, other.scenario.name]
  return [
    { title: without(first.asOf), figures: first.without },
    ...of(first, names[0] ?? ''),
    ...(other.asOf === first.asOf ? [] : [{ title: without(other.asOf), figures: other.without }]),
    ...of(other, names[1] ?? ''),
  ]
}
