import type { Evaluated, ScenarioDifference, ScenarioFigures } from '@kommunalgraph/contract/scenarios.ts'
import type { Label } from '@kommunalgraph/contract/ontology/define.ts'
import type { ReactNode } from 'react'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { relationLabel } from '../../ui/ontology.ts'
import { differenceText, measuresOf, shown } from './scenarios.ts'
import { texts } from './texts.ts'

/** One column of figures. The first of the table is what the others are compared with, unless they say their own. */
export interface Column {
  title: string
  figures: ScenarioFigures
  /** What it is compared with; absent for a column that is only there to be compared with. */
  base?: ScenarioFigures
}

/** Figures side by side; what differs is marked by a sign and a word. */
export function FiguresTable({ columns }: { columns: readonly Column[] }) {
  const { language, pick } = useLanguage()
  const measures = measuresOf(columns.map(({ figures }) => figures))
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={pick(texts.comparison)}>
      <table className="kern-table table table--stacked scenario-figures">
        <thead>
          <tr>
            <th scope="col">{pick(texts.measure)}</th>
            {columns.map(({ title, base }) => (
              <th key={title} scope="col" className="figure">
                {title}
                {base && <span className="kern-sr-only"> ({pick(texts.difference)})</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <tr key={measure.key}>
              <th scope="row">{pick(measure.label)}</th>
              {columns.map(({ title, figures, base }) => {
                const text = base && differenceText(measure, base, figures, language)
                return (
                  <td key={title} className="figure" data-label={title}>
                    {shown(measure, figures, language)}
                    {text && <span className={text === pick(texts.same) ? 'scenario-same' : 'scenario-change'}> {text}</span>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Every single difference, each with the way to its entry. Lists without anything are left out. */
export function Differences({ difference, level = 2 }: { difference: ScenarioDifference; level?: 2 | 3 }) {
  const { language, pick } = useLanguage()
  const { gapsOpened, gapsClosed, withoutOwner, withOwner, decisions, systemsSaved, systemsAdded, needsEnded, needsAdded, services, load } = difference
  const refs = (list: readonly { id: string; type: string; name: string }[]) => list.map((entity) => <EntityLink key={entity.id} entity={entity} />)
  const needs = (list: ScenarioDifference['needsEnded']) =>
    list.map(({ from, relation, to }) => (
      <span key={`${from.id} ${relation} ${to.id}`}>
        <EntityLink entity={from} /> <span className="muted">{pick(relationLabel(relation))}</span> <EntityLink entity={to} />
      </span>
    ))
  const gaps = (groups: ScenarioDifference['gapsOpened']) => groups.reduce((sum, { items }) => sum + items.length, 0)
  const sections: { title: Label; count: number; help?: Label; content: ReactNode }[] = [
    { title: texts.opened, count: gaps(gapsOpened), content: <GapGroups groups={gapsOpened} /> },
    { title: texts.closed, count: gaps(gapsClosed), content: <GapGroups groups={gapsClosed} /> },
    { title: texts.orphans, count: withoutOwner.length, content: <List items={refs(withoutOwner)} /> },
    { title: texts.adopted, count: withOwner.length, content: <List items={refs(withOwner)} /> },
    {
      title: texts.decisions,
      count: decisions.length,
      help: texts.decisionsHelp,
      content: (
        <List
          items={decisions.map(({ decision, date, concerns }) => (
            <span key={decision.id}>
              <EntityLink entity={decision} /> <span className="muted">{pick(texts.onDay(formatDay(date, language)))}</span> {refs(concerns)}
            </span>
          ))}
        />
      ),
    },
    { title: texts.saved, count: systemsSaved.length, content: <List items={refs(systemsSaved)} /> },
    { title: texts.added, count: systemsAdded.length, content: <List items={refs(systemsAdded)} /> },
    { title: texts.needsEnded, count: needsEnded.length, content: <List items={needs(needsEnded)} /> },
    { title: texts.needsAdded, count: needsAdded.length, content: <List items={needs(needsAdded)} /> },
    { title: texts.services, count: services.length, content: <List items={refs(services)} /> },
    { title: texts.load, count: load.length, help: texts.loadHelp, content: <Load load={load} /> },
  ]
  const told = sections.filter(({ count }) => count > 0)
  const Heading = level === 2 ? 'h2' : 'h3'
  if (told.length === 0) return <p>{pick(texts.nothing)}</p>
  return (
    <div className="scenario-lists">
      {told.map(({ title, count, help, content }) => (
        <section key={title.de} aria-label={pick(title)}>
          <Heading>
            {pick(title)} ({formatNumber(count, language)})
          </Heading>
          {help && <p className="muted">{pick(help)}</p>}
          {content}
        </section>
      ))}
    </div>
  )
}

const List = ({ items }: { items: readonly ReactNode[] }) => (
  <ul className="plain scenario-list">
    {items.map((item, index) => (
      // Lists come whole from the server and are never reordered.
      <li key={index}>{item}</li>
    ))}
  </ul>
)

function GapGroups({ groups }: { groups: ScenarioDifference['gapsOpened'] }) {
  const { pick } = useLanguage()
  return (
    <>
      {groups.map(({ kind, label, items }) => (
        <div key={kind}>
          <p className="scenario-group">
            {pick(label)} ({items.length})
          </p>
          <List
            items={items.map(({ entity, reason }) => (
              <span key={entity.id}>
                <EntityLink entity={entity} /> <span className="muted">{pick(reason)}</span>
              </span>
            ))}
          />
        </div>
      ))}
    </>
  )
}

function Load({ load }: { load: ScenarioDifference['load'] }) {
  const { language, pick } = useLanguage()
  const change = (before: number, after: number) => {
    const number = formatNumber(Math.abs(after - before), language)
    return pick(after > before ? texts.more(number) : texts.less(number))
  }
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={pick(texts.load)}>
      <table className="kern-table table table--stacked">
        <thead>
          <tr>
            <th scope="col">{pick(texts.who)}</th>
            <th scope="col" className="figure">{pick(texts.before)}</th>
            <th scope="col" className="figure">{pick(texts.after)}</th>
            <th scope="col" className="figure">{pick(texts.difference)}</th>
          </tr>
        </thead>
        <tbody>
          {load.map(({ owner, before, after }) => (
            <tr key={owner.id}>
              <th scope="row">
                <EntityLink entity={owner} />
              </th>
              <td className="figure" data-label={pick(texts.before)}>{formatNumber(before, language)}</td>
              <td className="figure" data-label={pick(texts.after)}>{formatNumber(after, language)}</td>
              <td className="figure" data-label={pick(texts.difference)}>{change(before, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Which steps no longer come to the same, and why; `children` offers the way on. */
export function Stale({ evaluated, children }: { evaluated: Evaluated; children?: ReactNode }) {
  const { pick } = useLanguage()
  if (!evaluated.stale) return null
  return (
    <section className="form__problems" aria-label={pick(texts.staleTitle)}>
      <p>
        <strong>{pick(texts.staleTitle)}</strong>
      </p>
      <ul>
        {evaluated.stale.map(({ step, says, reason, next }) => (
          <li key={step}>
            {pick(says)} <strong>{pick(reason)}</strong> {pick(next)}
          </li>
        ))}
      </ul>
      <p>{pick(texts.staleText)}</p>
      {children}
    </section>
  )
}

/** How the figures came about. */
export function Notes({ notes }: { notes: readonly Label[] }) {
  const { pick } = useLanguage()
  return <p className="muted">{notes.map(pick).join(' ')}</p>
}
