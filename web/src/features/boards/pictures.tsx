/** The picture of each board and the table beside it, both drawn from the same cells (boards.ts). */
import type { Portfolio as PortfolioAnswer, QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { entitiesQuery, portfolioQuery, questionQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatMoney, formatNumber, formatPercent } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypePlural, vocabularyLabel } from '../../ui/ontology.ts'
import { SphereDot } from '../../ui/SphereDot.tsx'
import { Await } from '../../ui/Status.tsx'
import { Bars } from './Bars.tsx'
import {
  bridgeBars, loadBars, offerBars, type PortfolioCell, portfolioCells, providerBars, qualityBars, skillBars, thrustCells, userBars, usersList,
} from './boards.ts'
import { Bubbles } from './Bubbles.tsx'
import { Figure } from './Figure.tsx'
import { HeatTable } from './HeatTable.tsx'

interface Props {
  answer: QuestionAnswer
}

/** Bars that fit on a page; the table goes on behind a button. */
const firstBars = 20

/** Words that every board needs. */
function useWords() {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  return {
    t,
    language,
    initiatives: pick(entityTypePlural('Initiative')),
    label: (vocabulary: string, code: string) => pick(codeLabel(vocabulary, code)),
    list: (vocabulary: string) => pick(vocabularyLabel(vocabulary)),
    number: (value: number) => formatNumber(value, language),
    /** "2,1 Mio. €, 2 ohne bekanntes Budget"; nothing where no budget is known. */
    money: (euro: number, unbudgeted: number) =>
      [euro > 0 && formatMoney(euro, language), unbudgeted > 0 && t('boards.unbudgeted', { count: unbudgeted })].filter(Boolean).join(', '),
  }
}

interface TableProps {
  caption: string
  head: readonly string[]
  rows: readonly { key: string; name: ReactNode; cells: readonly ReactNode[] }[]
}

/** The numbers of a picture as a table; first its beginning, where it is long. */
function Table({ caption, head, rows }: TableProps) {
  const { t } = useTranslation()
  const [all, setAll] = useState(rows.length <= firstBars)
  const [first, ...others] = head
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className="kern-table table table--stacked board-table">
          <caption className="kern-sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {others.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(all ? rows : rows.slice(0, firstBars)).map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                {row.cells.map((cell, index) => (
                  <td key={others[index]} data-label={others[index]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && (
        <p>
          <button type="button" className="kern-btn kern-btn--secondary" onClick={() => setAll(true)}>
            <span className="kern-label">{t('boards.more', { count: rows.length - firstBars })}</span>
          </button>
        </p>
      )}
    </>
  )
}

const Spheres = ({ codes: found }: { codes: readonly string[] }) => {
  const { label } = useWords()
  return (
    <ul className="plain board-spheres">
      {found.map((code) => (
        <li key={code} className="board-sphere">
          <SphereDot code={code} /> {label('sphere', code)}
        </li>
      ))}
    </ul>
  )
}

const Entities = ({ entities }: { entities: readonly { id: string; type: string; name: string }[] }) =>
  entities.length === 0 ? (
    <span className="muted">–</span>
  ) : (
    <ul className="plain">
      {entities.map((entity) => (
        <li key={entity.id}>
          <EntityLink entity={entity} />
        </li>
      ))}
    </ul>
  )

const thrustNumber = (code: string) => code.replace('.5', '½')

export function Thrusts({ answer }: Props) {
  const { t, label, list, initiatives } = useWords()
  const cells = thrustCells(answer)
  return (
    <HeatTable
      caption={t('boards.name.thrusts')}
      corner={list('thrust')}
      counts={initiatives}
      empty={t('boards.empty')}
      columns={codes('sphere').map((code) => ({ key: code, text: label('sphere', code), name: <Spheres codes={[code]} /> }))}
      rows={codes('thrust').map((code) => ({ key: code, text: `${list('thrust')} ${thrustNumber(code)}`, name: `${thrustNumber(code)} ${label('thrust', code)}` }))}
      cell={(thrust, sphere) => cells.find((cell) => cell.thrust === thrust && cell.sphere === sphere)}
    />
  )
}

export function Portfolio() {
  const query = useQuery(portfolioQuery(useScope()))
  return (
    <Await query={query} lines={8}>
      {(portfolio) => <PortfolioPicture portfolio={portfolio} />}
    </Await>
  )
}

function PortfolioPicture({ portfolio }: { portfolio: PortfolioAnswer }) {
  const { t, label, list, initiatives, money } = useWords()
  const cells = portfolioCells(portfolio)
  return (
    <>
      <Bubbles
        columns={codes('depth').map((code) => label('depth', code))}
        rows={codes('stage').map((code) => label('stage', code))}
        bubbles={cells.filter(({ value }) => value > 0).map((cell) => ({
          column: label('depth', cell.depth), row: label('stage', cell.stage), count: cell.value, size: cell.budgetEur, list: cell.list,
        }))}
      />
      <p className="muted board-key">{t('boards.bubbles')}</p>
      <HeatTable<PortfolioCell>
        caption={t('boards.name.portfolio')}
        corner={list('stage')}
        counts={initiatives}
        empty={t('boards.empty')}
        columns={codes('depth').map((code) => ({ key: code, name: label('depth', code), text: label('depth', code) }))}
        rows={codes('stage').map((code) => ({ key: code, name: label('stage', code), text: label('stage', code) }))}
        cell={(stage, depth) => cells.find((cell) => cell.stage === stage && cell.depth === depth)}
        note={(cell) => money(cell.budgetEur, cell.unbudgeted)}
      />
    </>
  )
}

export function Qualities({ answer }: Props) {
  const { t, label, list, initiatives, number, money } = useWords()
  const bars = qualityBars(answer)
  return (
    <>
      <Bars
        series={[{ name: initiatives, look: 'full' }]}
        rows={bars.map((bar) => ({
          key: bar.quality, name: label('targetQuality', bar.quality), parts: [bar], text: [number(bar.value), money(bar.budgetEur, 0)].filter(Boolean).join(' · '),
        }))}
      />
      <Table
        caption={t('boards.name.qualities')}
        head={[list('targetQuality'), t('boards.active'), t('boards.budget')]}
        rows={bars.map((bar) => ({
          key: bar.quality,
          name: label('targetQuality', bar.quality),
          cells: [<Figure key="n" counted={bar} of={`${initiatives}: ${label('targetQuality', bar.quality)}`} />, money(bar.budgetEur, bar.unbudgeted)],
        }))}
      />
    </>
  )
}

export function Users({ answer }: Props) {
  const scope = useScope()
  // That both sides are involved is no answer to the question of where one is missing: the list counts it.
  const query = useQuery(entitiesQuery({ ...usersList('both'), limit: 1 }, scope))
  return (
    <Await query={query} lines={6}>
      {(both) => <UsersPicture answer={answer} both={both.total} />}
    </Await>
  )
}

function UsersPicture({ answer, both }: Props & { both: number }) {
  const { t, initiatives, number } = useWords()
  const bars = userBars(answer, both)
  return (
    <>
      <Bars series={[{ name: initiatives, look: 'full' }]} rows={bars.map((bar) => ({ key: bar.sides, name: t(`boards.users.${bar.sides}`), parts: [bar], text: number(bar.value) }))} />
      <Table
        caption={t('boards.name.users')}
        head={[t('boards.involved'), t('boards.active')]}
        rows={bars.map((bar) => ({ key: bar.sides, name: t(`boards.users.${bar.sides}`), cells: [<Figure key="n" counted={bar} of={`${initiatives}: ${t(`boards.users.${bar.sides}`)}`} />] }))}
      />
    </>
  )
}

/** Everything that is needed, not only what is missing: the question takes a share that nothing exceeds. */
const whateverCover = 100_000

export function Skills() {
  const query = useQuery(questionQuery('S12', { coverPct: whateverCover }, useScope()))
  return (
    <Await query={query} lines={8}>
      {(answer) => <SkillsPicture answer={answer} />}
    </Await>
  )
}

function SkillsPicture({ answer }: Props) {
  const { t, label, list, initiatives, number } = useWords()
  const bars = skillBars(answer)
  const name = (bar: (typeof bars)[number]) => (bar.skill ? label('skill', bar.skill) : bar.entity.name)
  if (bars.length === 0) return null
  return (
    <>
      <Bars
        kind="beside"
        series={[{ name: t('boards.needed'), look: 'hatched' }, { name: t('boards.held'), look: 'full' }]}
        rows={bars.map((bar) => ({
          key: bar.entity.id, name: name(bar), parts: [{ value: bar.needed, list: bar.list }, { value: bar.held }], text: t('boards.heldOf', { held: number(bar.held), needed: number(bar.needed) }),
        }))}
      />
      <Table
        caption={t('boards.name.skills')}
        head={[list('skill'), t('boards.level'), t('boards.needed'), t('boards.held'), t('boards.missing'), t('boards.neededBy'), t('boards.holders')]}
        rows={bars.map((bar) => ({
          key: bar.entity.id,
          name: name(bar),
          cells: [
            number(bar.proficiency), number(bar.needed), number(bar.held), number(bar.missing),
            <Figure key="n" counted={bar} of={`${initiatives}: ${name(bar)}`} />,
            <Entities key="h" entities={bar.holders} />,
          ],
        }))}
      />
    </>
  )
}

export function Load() {
  const query = useQuery(questionQuery('S07', { k: 0 }, useScope()))
  return (
    <Await query={query} lines={8}>
      {(answer) => <LoadPicture answer={answer} />}
    </Await>
  )
}

function LoadPicture({ answer }: Props) {
  const { t, initiatives, number, money } = useWords()
  const bars = loadBars(answer)
  if (bars.length === 0) return null
  return (
    <>
      <Bars
        series={[{ name: t('boards.troubled'), look: 'hatched' }, { name: t('boards.untroubled'), look: 'full' }]}
        rows={bars.slice(0, firstBars).map((bar) => ({
          key: bar.owner.id, name: bar.owner.name,
          parts: [bar.troubled, { value: bar.value - bar.troubled.value, list: bar.list }], text: number(bar.value),
        }))}
      />
      <Table
        caption={t('boards.name.load')}
        head={[t('list.owner'), t('boards.active'), t('boards.troubled'), t('boards.budget')]}
        rows={bars.map((bar) => ({
          key: bar.owner.id,
          name: <EntityLink entity={bar.owner} />,
          cells: [
            <Figure key="n" counted={bar} of={`${initiatives}: ${bar.owner.name}`} />,
            <Figure key="t" counted={bar.troubled} of={`${t('boards.troubled')}: ${bar.owner.name}`} />,
            money(bar.budgetEur, bar.unbudgeted),
          ],
        }))}
      />
    </>
  )
}

export function Bridges({ answer }: Props) {
  const { t, initiatives, number } = useWords()
  const straddling = useQuery(questionQuery('S08', {}, useScope()))
  const { pick } = useLanguage()
  const bars = bridgeBars(answer)
  return (
    <>
      <Bars
        series={[{ name: initiatives, look: 'full' }]}
        rows={bars.slice(0, firstBars).map((bar) => ({ key: bar.actor.id, name: bar.actor.name, parts: [bar], text: t('boards.bridging', { count: bar.value, spheres: number(bar.spheres.length) }) }))}
      />
      {bars.length > 0 && (
        <Table
          caption={t('boards.name.bridges')}
          head={[t('boards.actor'), t('boards.own'), t('boards.meets'), initiatives]}
          rows={bars.map((bar) => ({
            key: bar.actor.id,
            name: <EntityLink entity={bar.actor} />,
            cells: [<Spheres key="o" codes={bar.own} />, <Spheres key="m" codes={bar.spheres} />, <Figure key="n" counted={bar} of={`${initiatives}: ${bar.actor.name}`} />],
          }))}
        />
      )}
      <h2>{t('boards.straddling')}</h2>
      <Await query={straddling} lines={6}>
        {(found) => (
          <>
            <p>{pick(found.sentence)}</p>
            {found.rows.length > 0 && <Straddling answer={found} />}
          </>
        )}
      </Await>
    </>
  )
}

/** S08: who belongs to several spheres by itself. */
function Straddling({ answer }: Props) {
  const { t } = useWords()
  return (
    <Table
      caption={t('boards.straddling')}
      head={[t('boards.actor'), t('boards.spheres')]}
      rows={answer.rows.flatMap(({ actor, spheres }) =>
        typeof actor === 'object' && actor !== null && 'id' in actor && Array.isArray(spheres)
          ? [{ key: actor.id, name: <EntityLink entity={actor} />, cells: [<Entities key="s" entities={spheres.filter((one) => typeof one !== 'string')} />] }]
          : [],
      )}
    />
  )
}

export function Providers({ answer }: Props) {
  const { t, language, number } = useWords()
  const bars = providerBars(answer)
  return (
    <>
      <Bars
        series={[{ name: t('boards.inUse'), look: 'full' }]}
        rows={bars.slice(0, firstBars).map((bar) => ({ key: bar.provider.id, name: bar.provider.name, parts: [bar], text: `${number(bar.value)} · ${formatPercent(bar.sharePct, language)}` }))}
      />
      {bars.length > 0 && (
        <Table
          caption={t('boards.name.providers')}
          head={[t('boards.provider'), t('boards.inUse'), t('boards.share')]}
          rows={bars.map((bar) => ({
            key: bar.provider.id,
            name: <EntityLink entity={bar.provider} to="impact" />,
            cells: [<Figure key="n" counted={bar} of={`${t('boards.inUse')}: ${bar.provider.name}`} />, formatPercent(bar.sharePct, language)],
          }))}
        />
      )}
    </>
  )
}

export function Offers({ answer }: Props) {
  const { t, label, list, number } = useWords()
  const { pick } = useLanguage()
  const services = pick(entityTypePlural('Service'))
  const bars = offerBars(answer)
  if (bars.length === 0) return null
  return (
    <>
      <Bars series={[{ name: services, look: 'full' }]} rows={bars.map((bar) => ({ key: bar.offering.id, name: bar.offering.name, parts: [bar], text: number(bar.value) }))} />
      <Table
        caption={t('boards.name.offers')}
        head={[pick(entityTypePlural('Offering')), services, t('boards.which'), list('reuseModel'), list('offeringStatus'), t('boards.provider')]}
        rows={bars.map((bar) => ({
          key: bar.offering.id,
          name: <EntityLink entity={bar.offering} />,
          cells: [
            <Figure key="n" counted={bar} of={`${services}: ${bar.offering.name}`} />,
            <Entities key="s" entities={bar.services} />,
            bar.reuseModel ? label('reuseModel', bar.reuseModel) : '–',
            bar.status ? label('offeringStatus', bar.status) : '–',
            <Entities key="p" entities={bar.providers} />,
          ],
        }))}
      />
    </>
  )
}
