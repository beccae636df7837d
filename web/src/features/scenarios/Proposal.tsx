import type { ProposalRow, Scenario, ScenarioProposal } from '@kommunalgraph/contract/scenarios.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { entityTypeLabel, relationLabel, relationPropertyLabel } from '../../ui/ontology.ts'
import { Await } from '../../ui/Status.tsx'
import { Preview, type Step } from '../edit/Preview.tsx'
import { csvOf, saveFile } from '../../ui/files.ts'
import { fileName, proposalQuery } from './scenarios.ts'
import { texts } from './texts.ts'

/** The ontology's own word for the first day. */
const since = relationPropertyLabel('ACCOUNTABLE_FOR', 'validFrom')

type Pick = ReturnType<typeof useLanguage>['pick']

/** What the row is about: the relation, or the entity itself. */
const relationText = ({ relation, reverse, subject }: ProposalRow, pick: Pick): string => (relation === null ? pick(entityTypeLabel(subject.type)) : pick(relationLabel(relation, reverse ? 'in' : 'out')))

/** "bisher → künftig" in words. */
const changeText = ({ verb, relation, before, after }: ProposalRow, pick: Pick): string =>
  relation === null ? pick(verb === 'ends' ? texts.ends : texts.begins) : `${before?.name ?? pick(texts.nobody)} → ${after?.name ?? pick(texts.nobody)}`

/** The list of changes that would carry the scenario out: to be read, taken along, or recorded through the usual door. */
export function Proposal({ scenario }: { scenario: Scenario }) {
  const { pick } = useLanguage()
  const [open, setOpen] = useState(false)
  return (
    <section aria-labelledby="proposal">
      <h2 id="proposal">{pick(texts.proposal)}</h2>
      {open ? (
        <Table scenario={scenario} />
      ) : (
        <button type="button" className="kern-btn kern-btn--secondary no-print" onClick={() => setOpen(true)}>
          <span className="kern-label">{pick(texts.proposalShow)}</span>
        </button>
      )}
    </section>
  )
}

function Table({ scenario }: { scenario: Scenario }) {
  const { language, pick } = useLanguage()
  const query = useQuery(proposalQuery(scenario.id, scenario.version))
  const [applying, setApplying] = useState(false)
  const csv = ({ rows }: ScenarioProposal) =>
    csvOf([
      [texts.step, texts.who, texts.relation, texts.fromTo, since].map(pick),
      ...rows.map((row) => [String(row.step + 1), row.subject.name, relationText(row, pick), changeText(row, pick), formatDay(row.validFrom, language)]),
    ])
  return (
    <Await query={query} lines={6}>
      {(proposal) => (
        <>
          <p>{pick(proposal.sentence)}</p>
          <div className="actions no-print">
            <button type="button" className="kern-btn kern-btn--secondary" onClick={() => saveFile(`${fileName(scenario.name)}.csv`, csv(proposal), 'text/csv;charset=utf-8')}>
              <span className="kern-label">{pick(texts.proposalCsv)}</span>
            </button>
            <button type="button" className="kern-btn kern-btn--secondary" onClick={() => saveFile(`${fileName(scenario.name)}.json`, `${JSON.stringify(proposal.body, null, 2)}\n`, 'application/json')}>
              <span className="kern-label">{pick(texts.proposalJson)}</span>
            </button>
          </div>
          <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="proposal">
            <table className="kern-table table table--stacked">
              <thead>
                <tr>
                  <th scope="col">{pick(texts.who)}</th>
                  <th scope="col">{pick(texts.relation)}</th>
                  <th scope="col">{pick(texts.fromTo)}</th>
                  <th scope="col">{pick(since)}</th>
                  <th scope="col" className="figure">{pick(texts.step)}</th>
                </tr>
              </thead>
              <tbody>
                {proposal.rows.map((row, index) => (
                  <tr key={index}>
                    <th scope="row">{row.relation === null && row.verb === 'begins' ? row.subject.name : <EntityLink entity={row.subject} />}</th>
                    <td data-label={pick(texts.relation)}>{relationText(row, pick)}</td>
                    <td data-label={pick(texts.fromTo)}>{changeText(row, pick)}</td>
                    <td className="nowrap" data-label={pick(since)}>{formatDay(row.validFrom, language)}</td>
                    <td className="figure" data-label={pick(texts.step)}>{row.step + 1}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {proposal.rows.length > 0 &&
            (applying ? (
              <Apply proposal={proposal} />
            ) : (
              <button type="button" className="kern-btn kern-btn--secondary no-print" onClick={() => setApplying(true)}>
                <span className="kern-label">{pick(texts.apply)}</span>
              </button>
            ))}
        </>
      )}
    </Await>
  )
}

/** Through the same door as every change: reason and source, a dry run, then all in one transaction. */
function Apply({ proposal }: { proposal: ScenarioProposal }) {
  const { pick } = useLanguage()
  const navigate = useNavigate()
  const client = useQueryClient()
  const steps: Step[] = proposal.rows.flatMap((row, index) => {
    const change = proposal.body.changes[index]
    return change ? [{ subject: row.subject, says: `${relationText(row, pick)}: ${changeText(row, pick)}`, changes: [change] }] : []
  })
  return (
    <section className="scenario-form form-page no-print" aria-label={pick(texts.apply)}>
      <h3>{pick(texts.apply)}</h3>
      <p>{pick(texts.applyText)}</p>
      <Preview
        steps={steps}
        onDone={() => {
          client.removeQueries({ queryKey: ['/scenarios'] })
          void navigate({ to: '/changes', search: {} })
        }}
      />
    </section>
  )
}
