/** What the pages of scenarios ask of the API, and the files that they offer. */
import type { Scenario, ScenarioBody, ScenarioDifference, ScenarioEvaluation, ScenarioFigures, ScenarioList, ScenarioPatch, ScenarioProposal } from '@kommunalgraph/contract/scenarios.ts'
import type { Label } from '@kommunalgraph/contract/ontology/define.ts'
import { type ProblemCode, problemTypes } from '@kommunalgraph/contract/problems.ts'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ApiError, del, get, patch, post } from '../../api/client.ts'
import type { Language } from '../../i18n/i18n.ts'
import { csvOf } from '../../ui/files.ts'
import { formatNumber, formatPercent } from '../../ui/format.ts'
import { sayRefusal } from '../edit/problems.ts'
import { texts } from './texts.ts'

export const scenariosKey = '/scenarios'

export const scenariosQuery = (tenant: string | undefined) =>
  queryOptions({ queryKey: [scenariosKey, { tenant }], queryFn: ({ signal }) => get<ScenarioList>('/scenarios', { tenant }, signal) })
export const scenarioQuery = (id: string) =>
  queryOptions({ queryKey: [scenariosKey, id], queryFn: ({ signal }) => get<Scenario>(`/scenarios/${encodeURIComponent(id)}`, {}, signal) })
/** `version`: another version of the scenario is another answer. */
export const evaluationQuery = (id: string, version: number | undefined, other?: string) =>
  queryOptions({
    queryKey: [scenariosKey, id, 'evaluation', version, other],
    queryFn: ({ signal }) => get<ScenarioEvaluation>(`/scenarios/${encodeURIComponent(id)}/evaluation`, { with: other }, signal),
    // Somebody may have written meanwhile; the server knows whether its answer still holds.
    staleTime: 0,
  })
export const proposalQuery = (id: string, version: number) =>
  queryOptions({ queryKey: [scenariosKey, id, 'proposal', version], queryFn: ({ signal }) => get<ScenarioProposal>(`/scenarios/${encodeURIComponent(id)}/proposal`, {}, signal), staleTime: 0 })

/** Stores a scenario and opens its page. Throws what the API refuses. */
export function useCreateScenario() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (body: Omit<ScenarioBody, 'description'> & { description?: string }) => {
    const { id } = await post<Scenario>('/scenarios', body)
    await client.invalidateQueries({ queryKey: [scenariosKey] })
    await navigate({ to: '/scenarios/$id', params: { id }, search: {} })
  }
}
export const patchScenario = ({ id, version }: Pick<Scenario, 'id' | 'version'>, body: ScenarioPatch) => patch<Scenario>(`/scenarios/${encodeURIComponent(id)}`, body, version)
export const removeScenario = ({ id, version }: Pick<Scenario, 'id' | 'version'>) => del<{ id: string }>(`/scenarios/${encodeURIComponent(id)}`, {}, version)

/** A refusal in the reader's words: what it is, what to do, and the field of the last step that it names, if it names one. */
export interface Refusal {
  text: Label
  field: string | undefined
  details: readonly Label[]
}

const isCode = (code: string): code is ProblemCode => code in problemTypes

export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ApiError) || !error.problem) return { text: texts.away, field: undefined, details: [] }
  const { problem } = error
  const code = problem.type.split(':').at(-1) ?? ''
  const [first] = problem.errors ?? []
  const field = /^body\.steps\[\d+\]\.(\w+(?:\[\d+\])?)/.exec(first?.path ?? '')?.[1]
  const said = code === 'not-found' && field ? texts.notKnown : isCode(code) ? { de: `${problemTypes[code].title.de}. ${problemTypes[code].next.de}`, en: `${problemTypes[code].title.en}. ${problemTypes[code].next.en}` } : problem.sentence
  // What stands in a rule of the graph says more than its number.
  const details = code === 'not-allowed' || code === 'already-exists' || code === 'two-open-owners' ? (problem.errors ?? []).slice(0, 5).map(sayRefusal) : []
  return { text: said, field, details }
}

export interface Measure {
  key: string
  label: Label
  /** The number; of a name with a number, the number. */
  value: (figures: ScenarioFigures) => number
  /** How it is shown, if not as the number. */
  show?: (figures: ScenarioFigures, language: Language) => string
}

/** Rows of the comparison: gaps of every kind that occurs, and the rest. */
export function measuresOf(all: readonly ScenarioFigures[]): Measure[] {
  const kinds = all[0]?.gaps ?? []
  const count = (figures: ScenarioFigures, kind: string) => figures.gaps.find((one) => one.kind === kind)?.count ?? 0
  return [
    { key: 'gaps', label: texts.allGaps, value: ({ gaps }) => gaps.reduce((sum, one) => sum + one.count, 0) },
    ...kinds.filter(({ kind }) => all.some((figures) => count(figures, kind) > 0)).map(({ kind, label }) => ({ key: kind, label, value: (figures: ScenarioFigures) => count(figures, kind) })),
    { key: 'withoutOwner', label: texts.withoutOwner, value: (figures) => figures.withoutOwner },
    { key: 'systems', label: texts.systems, value: (figures) => figures.systems },
    { key: 'inHouse', label: texts.inHouse, value: (figures) => figures.inHouse },
    { key: 'providers', label: texts.providers, value: (figures) => figures.providers },
    {
      key: 'topProvider',
      label: texts.topProvider,
      value: ({ topProvider }) => topProvider?.sharePct ?? 0,
      show: ({ topProvider }, language) => (topProvider ? `${topProvider.provider.name} (${formatPercent(topProvider.sharePct, language)})` : texts.none[language]),
    },
    { key: 'owners', label: texts.owners, value: (figures) => figures.owners },
    { key: 'overloaded', label: texts.overloaded, value: (figures) => figures.overloaded },
    {
      key: 'topLoad',
      label: texts.topLoad,
      value: ({ topLoad }) => topLoad?.count ?? 0,
      show: ({ topLoad }, language) => (topLoad ? `${topLoad.owner.name} (${formatNumber(topLoad.count, language)})` : texts.none[language]),
    },
  ]
}

export const shown = (measure: Measure, figures: ScenarioFigures, language: Language): string => measure.show?.(figures, language) ?? formatNumber(measure.value(figures), language)

/** "+3 mehr", "−2 weniger", "gleich": sign and word. A name that changes while its number stays is "anders". */
export function differenceText(measure: Measure, before: ScenarioFigures, after: ScenarioFigures, language: Language): string {
  const change = Math.round((measure.value(after) - measure.value(before)) * 10) / 10
  const number = formatNumber(Math.abs(change), language, 1)
  if (change > 0) return texts.more(number)[language]
  if (change < 0) return texts.less(number)[language]
  return shown(measure, before, language) === shown(measure, after, language) ? texts.same[language] : texts.other[language]
}

/** The comparison as a table: figures first, then every single difference. `columns`: without, then each scenario. */
export function comparisonCsv(columns: readonly { title: string; figures: ScenarioFigures }[], differences: readonly { title: string; difference: ScenarioDifference }[], language: Language): string {
  const [base, ...others] = columns
  if (!base) return csvOf([])
  const head = [texts.measure[language], base.title, ...others.flatMap(({ title }) => [title, texts.difference[language]])]
  const rows = measuresOf(columns.map(({ figures }) => figures)).map((measure) => [
    measure.label[language],
    shown(measure, base.figures, language),
    ...others.flatMap(({ figures }) => [shown(measure, figures, language), differenceText(measure, base.figures, figures, language)]),
  ])
  const singles = differences.flatMap(({ title, difference }) => listsOf(difference).flatMap(({ label, items }) => items.map((item) => [title, label[language], item(language)])))
  return csvOf([head, ...rows, [], ...singles])
}

/** Every single difference as text. */
export function listsOf(difference: ScenarioDifference): { label: Label; items: ((language: Language) => string)[] }[] {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => () => name)
  const gaps = (groups: ScenarioDifference['gapsOpened']) =>
    groups.flatMap(({ label, items }) => items.map(({ entity, reason }) => (language: Language) => `${entity.name}: ${label[language]}. ${reason[language]}`))
  const needs = (list: ScenarioDifference['needsEnded']) => list.map(({ from, to }) => () => `${from.name} → ${to.name}`)
  return [
    { label: texts.opened, items: gaps(difference.gapsOpened) },
    { label: texts.closed, items: gaps(difference.gapsClosed) },
    { label: texts.orphans, items: names(difference.withoutOwner) },
    { label: texts.adopted, items: names(difference.withOwner) },
    { label: texts.decisions, items: difference.decisions.map(({ decision, concerns }) => () => `${decision.name}: ${concerns.map(({ name }) => name).join(', ')}`) },
    { label: texts.saved, items: names(difference.systemsSaved) },
    { label: texts.added, items: names(difference.systemsAdded) },
    { label: texts.needsEnded, items: needs(difference.needsEnded) },
    { label: texts.needsAdded, items: needs(difference.needsAdded) },
    { label: texts.services, items: names(difference.services) },
    { label: texts.load, items: difference.load.map(({ owner, before, after }) => () => `${owner.name}: ${before} → ${after}`) },
  ]
}

/** A name as it may stand in the name of a file. */
export const fileName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9äöüß]+/g, '-').replaceAll(/^-|-$/g, '') || 'szenario'
