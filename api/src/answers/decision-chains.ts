/** From decisions to what became of them: one list of lines, and how many there are of each kind. */
import type { ChainList } from '@kommunalgraph/contract/chain-lists.ts'
import type { DecisionChain, DecisionChains } from '@kommunalgraph/contract/decision-chains.ts'
import { nodeType, relationType, vocabularyLabel } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { type Bilingual, counted, dayText, type Language, numberText, quoted } from '@kommunalgraph/contract/wording.ts'
import { shownSources } from '../graph/entities.ts'
import { sourcesOf } from '../graph/evidence.ts'
import type { QueryName } from '../graph/queries.ts'
import { present } from '../graph/rows.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import { csvText, germanDay } from '../walks/csv.ts'

const queries: Record<ChainList, QueryName> = {
  chains: 'queries/decision_chains',
  'without-initiative': 'queries/decisions_without_initiative',
  'without-decision': 'queries/initiatives_without_decision',
}
/** The whole history of a council may be asked for. */
const timeoutMs = 15_000

/** A row as the three files give it: what a list does not have is missing or null. */
interface Row {
  decision?: EntityRef
  date?: string
  result?: string
  reference?: string | null
  paperUrl?: string | null
  by?: EntityRef[]
  effect?: string
  thing?: EntityRef
  stage?: string | null
  health?: string | null
  dueDate?: string | null
  budgetEur?: number | null
  fundedEur?: number | null
  ownersThen?: EntityRef[]
  ownersNow?: EntityRef[]
  outcomes?: { indicator: EntityRef; unit: string | null; target: number | null; direction: string | null; value: number | null; date: string | null }[]
  sourceIds: string[]
  total: number
}

export interface AskedChains {
  list: ChainList
  /** Only what this body decided. */
  committee?: EntityRef | undefined
  offset: number
  limit: number
}

type Found = Omit<DecisionChains, 'nextCursor'>

/** One page of one list, with the counts of all three. */
export async function decisionChains(graph: Graph, reading: Reading, { list, committee, offset, limit }: AskedChains): Promise<Found> {
  const ask = (which: ChainList, page: { offset: number; limit: number }) =>
    graph.read<Row>(queries[which], { ...reading, committee: committee?.id ?? '', ...page }, { timeoutMs })
  const shown = ask(list, { offset, limit })
  const counting = async (which: ChainList) => {
    // The page itself knows, unless it lies behind the end.
    const page = which === list ? await shown : []
    return (page[0] ?? (await ask(which, { offset: 0, limit: 1 }))[0])?.total ?? 0
  }
  const [rows, chains, withoutInitiative, withoutDecision, committees] = await Promise.all([
    shown,
    counting('chains'),
    counting('without-initiative'),
    counting('without-decision'),
    graph.read<{ committee: EntityRef; decisions: number }>('queries/deciding_bodies', { ...reading }),
  ])
  const counts = { chains, withoutInitiative, withoutDecision }
  const sources = await sourcesOf(graph, reading, rows.flatMap(({ sourceIds }) => sourceIds))
  const visible = new Set(sources.map(({ id }) => id))
  return {
    asOf: reading.asOf,
    list,
    sentence: sentenceOf(counts, committee, reading),
    counts,
    committees: committees.map(({ committee: entity, decisions }) => ({ entity, decisions })),
    items: rows.map((row) => chainOf(row, (id) => visible.has(id))),
    sources,
    total: { chains, 'without-initiative': withoutInitiative, 'without-decision': withoutDecision }[list],
  }
}

function chainOf(row: Row, isVisible: (id: string) => boolean): DecisionChain {
  const { decision, date, result, thing } = row
  return {
    ...(decision && date && result
      ? { decision: { entity: decision, date, result, by: row.by ?? [], ...present({ effect: row.effect, reference: row.reference, paperUrl: row.paperUrl }) } }
      : {}),
    ...(thing
      ? { thing: { entity: thing, ...present({ stage: row.stage, health: row.health, dueDate: row.dueDate, budgetEur: row.budgetEur, fundedEur: row.fundedEur }) } }
      : {}),
    ownersThen: row.ownersThen ?? [],
    ownersNow: row.ownersNow ?? [],
    outcomes: (row.outcomes ?? []).map(({ indicator, ...rest }) => ({ indicator, ...present(rest) })),
    sourceIds: [...new Set(shownSources(row.sourceIds, isVisible))],
  }
}

function sentenceOf({ chains, withoutInitiative, withoutDecision }: DecisionChains['counts'], committee: EntityRef | undefined, { asOf, visibilities }: Reading): Bilingual {
  const published = !visibilities.includes('internal')
  const decision = nodeType('Decision')
  const who = (language: Language) => (committee ? ` ${quoted(committee.name, language)}` : '')
  const lead: Bilingual =
    chains + withoutInitiative === 0
      ? {
          de: `Bis zum ${dayText(asOf, 'de')} ist${committee ? ` von${who('de')}` : ''} kein Beschluss ${published ? 'veröffentlicht' : 'eingetragen'}.`,
          en: `Up to ${dayText(asOf, 'en')} no decision${committee ? ` of${who('en')}` : ''} is ${published ? 'published' : 'recorded'}.`,
        }
      : {
          de: `${committee ? `Von${who('de')} sind` : 'Es sind'} ${counted(chains, decision.label.de, decision.plural.de, 'de')} zu Vorhaben und Programmen ${published ? 'veröffentlicht' : 'eingetragen'}; ${
            withoutInitiative === 0 ? 'jeder angenommene führt zu einem Vorhaben' : withoutInitiative === 1 ? 'ein angenommener führt zu keinem' : `${numberText(withoutInitiative, 'de')} angenommene führen zu keinem`
          }.`,
          en: `${counted(chains, 'decision', 'decisions', 'en')} on initiatives and programmes${committee ? ` of${who('en')}` : ''} ${chains === 1 ? 'is' : 'are'} ${published ? 'published' : 'recorded'}; ${
            withoutInitiative === 0 ? 'each one adopted leads to an initiative' : withoutInitiative === 1 ? 'one that was adopted leads to none' : `${numberText(withoutInitiative, 'en')} that were adopted lead to none`
          }.`,
        }
  if (committee) return lead
  return withoutDecision === 0
    ? lead
    : {
        de: `${lead.de} ${counted(withoutDecision, 'laufendes Vorhaben hat', 'laufende Vorhaben haben', 'de')} keinen bekannten Beschluss.`,
        en: `${lead.en} ${counted(withoutDecision, 'active initiative has', 'active initiatives have', 'en')} no known decision.`,
      }
}

const names = (entities: readonly EntityRef[]) => entities.map(({ name }) => name).join(', ')
const day = (iso: string | undefined) => (iso === undefined ? '' : germanDay(iso))

/** The same list for a spreadsheet, in German. */
export function chainsCsv({ asOf, items, sources }: Found): string {
  const titles = new Map(sources.map(({ id, title, date }) => [id, `${title} (${date})`]))
  const initiative = nodeType('Initiative').properties
  const header = [
    nodeType('Decision').properties.date?.label.de ?? '',
    nodeType('Decision').label.de,
    nodeType('Decision').properties.reference?.label.de ?? '',
    relationType('TOOK').reverse.de,
    nodeType('Decision').properties.result?.label.de ?? '',
    relationType('CONCERNS').properties.effect?.label.de ?? '',
    nodeType('Initiative').label.de,
    initiative.stage?.label.de ?? '',
    initiative.health?.label.de ?? '',
    initiative.dueDate?.label.de ?? '',
    initiative.budgetEur?.label.de ?? '',
    'Bekannte Finanzierung (€)',
    'Verantwortlich am Tag des Beschlusses',
    'Verantwortlich am Stichtag',
    'Wirkung',
    'Belege',
    'Stand',
  ]
  const rows = items.map(({ decision, thing, ownersThen, ownersNow, outcomes, sourceIds }) => [
    day(decision?.date),
    decision?.entity.name,
    decision?.reference,
    names(decision?.by ?? []),
    decision && vocabularyLabel('decisionResult', decision.result).de,
    decision?.effect && vocabularyLabel('decisionEffect', decision.effect).de,
    thing?.entity.name,
    thing?.stage && vocabularyLabel('stage', thing.stage).de,
    thing?.health && vocabularyLabel('health', thing.health).de,
    day(thing?.dueDate),
    thing?.budgetEur,
    thing?.fundedEur,
    names(ownersThen),
    names(ownersNow),
    outcomes.map(({ indicator, value, unit }) => `${indicator.name}${value === undefined ? '' : `: ${numberText(value, 'de')} ${unit ?? ''}`.trimEnd()}`).join(', '),
    sourceIds.flatMap((id) => titles.get(id) ?? []).join(', '),
    day(asOf),
  ])
  return csvText(header, rows)
}
