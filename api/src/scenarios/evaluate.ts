/**
 * What a scenario changes: the same question and gap files, asked once of the graph as it is and once in the transaction in
 * which the changes of the scenario are made, which is always rolled back (decisions 18).
 */
import { gapDefinitions, type GapRow } from '@kommunalgraph/contract/gaps.ts'
import type { RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { problemTypes } from '@kommunalgraph/contract/problems.ts'
import { questionByCode } from '@kommunalgraph/contract/questions.ts'
import { scenarioSentence } from '@kommunalgraph/contract/scenario-words.ts'
import type { Evaluated, ScenarioDifference, ScenarioFigures } from '@kommunalgraph/contract/scenarios.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { type Bilingual, quoted, spoken } from '@kommunalgraph/contract/wording.ts'
import { readsOn } from '../changes/read-state.ts'
import { GraphError } from '../graph/errors.ts'
import type { Graph } from '../graph/run.ts'
import { seqOf, untilChange } from '../graph/until-change.ts'
import { ProblemError, problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'
import { expand, type Expansion, type Failed } from './expand.ts'
import type { Built } from './sketch.ts'
import { saysOf, type ScenarioRecord } from './store.ts'
import { applyIn, LONGEST_MS } from './try-out.ts'

/** Nobody answers for an initiative with one of these. */
const OWNERLESS = ['no_accountable', 'organisation_dissolved'] as const
/** How often it is begun anew where somebody writes in between, and where a cold database took its time to plan. */
const ATTEMPTS = { overtaken: 3, slow: 2 }
/** Longest read of the graph without the scenario: planned for the first time on a cold and busy machine, a question takes seconds. */
const COLD_MS = 15_000
/** Without rows nothing is cut: the answer tells of every single one. */
const ALL = 1_000_000

interface Need {
  from: EntityRef
  relation: RelationType
  to: EntityRef
}

/** What is asked of both states. */
interface Asked {
  gaps: Map<string, GapRow[]>
  owned: { owner: EntityRef; things: EntityRef[] }[]
  systems: EntityRef[]
  providers: { provider: EntityRef; sharePct: number }[]
  inHouse: number
  overloaded: number
}

/** From how many initiatives on somebody carries too much, as the question itself takes it. */
const tooMany = Number(questionByCode('S07')?.parameters.k?.schema.parse(undefined))

async function ask(graph: Graph, reading: Reading): Promise<Asked> {
  const options = { timeoutMs: COLD_MS }
  const gaps = new Map<string, GapRow[]>()
  for (const { kind } of gapDefinitions) gaps.set(kind, await graph.read<GapRow>(`gaps/${kind}`, { ...reading }, options))
  const owned = await graph.read<Asked['owned'][number]>('queries/scenario_load', { ...reading }, options)
  const systems = await graph.read<{ what: EntityRef }>('queries/scenario_systems', { ...reading }, options)
  const providers = await graph.read<Asked['providers'][number] & { facts: { inHouse: number } }>('questions/t08_provider_concentration', { ...reading }, options)
  const overloaded = await graph.read<{ owner: EntityRef | null }>('questions/s07_load_per_owner', { ...reading, k: tooMany, limit: ALL }, options)
  return {
    gaps,
    owned,
    // One row without an owner says that nobody is.
    overloaded: overloaded.filter(({ owner }) => owner !== null).length,
    systems: systems.map(({ what }) => what),
    providers: providers.map(({ provider, sharePct }) => ({ provider, sharePct })),
    inHouse: providers[0]?.facts.inHouse ?? 0,
  }
}

const baselines = untilChange<Asked>(20)
const evaluations = untilChange<Evaluated>(100)

/** One after the other for each tenant: an evaluation holds the turn of all writers. */
const queues = new WeakMap<Graph, Map<string, Promise<unknown>>>()

function inQueue<T>(graph: Graph, tenant: string, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(graph) ?? new Map<string, Promise<unknown>>()
  queues.set(graph, queue)
  const next = (queue.get(tenant) ?? Promise.resolve()).then(work, work)
  queue.set(tenant, next)
  return next
}

/** A write came between asking and trying. */
class Overtaken extends Error {}

/** What a scenario changes on its day, by the state of the graph and its own version. Throws ProblemError 422 where 5 s are not enough. */
export async function evaluateScenario(graph: Graph, record: ScenarioRecord, visibilities: Reading['visibilities']): Promise<Evaluated> {
  const reading = readingFor(record, visibilities)
  for (let attempt = 1; ; attempt++) {
    const seq = await seqOf(graph)
    try {
      return await evaluations(graph, reading, seq, () => inQueue(graph, record.tenant, () => evaluated(graph, record, reading, seq)), `${record.id} ${record.version}`)
    } catch (error) {
      const overtaken = error instanceof Overtaken
      const slow = error instanceof GraphError && error.kind === 'too-slow'
      if ((overtaken && attempt < ATTEMPTS.overtaken) || (slow && attempt < ATTEMPTS.slow)) continue
      throw overtaken || slow ? problem('scenario-too-slow', { detail: 'The evaluation was ended and rolled back', cause: error }) : error
    }
  }
}

const readingFor = ({ day, tenant }: ScenarioRecord, visibilities: Reading['visibilities']): Reading => ({ asOf: day, visibilities, tenants: [tenant, 'shared'], home: `org:ars:${tenant}` })

async function evaluated(graph: Graph, record: ScenarioRecord, reading: Reading, seq: number): Promise<Evaluated> {
  // Everything that is the same without the scenario is asked outside: the transaction holds the turn of all writers.
  const before = await baselines(graph, reading, seq, () => ask(graph, reading))
  const head = { scenario: { id: record.id, name: record.name }, asOf: record.day, seq, without: figuresOf(before), notes: [...notes] }
  const unfit = (stale: NonNullable<Evaluated['stale']>): Evaluated => ({ ...head, stale, sentence: staleSentence(record.name), with: null, difference: null })
  const failed: Failed[] = []
  const now = await expand(readsOn(graph), record.steps.map(({ step }) => step), record, (one) => failed.push(one))
  const stale = staleSteps(record, now, failed)
  const around = touchedBy(record.built)
  const needsBefore = await graph.read<Need>('queries/scenario_needs', { ...reading, ids: around }, { timeoutMs: COLD_MS })
  const services = await servicesBefore(graph, reading, record.built)
  const tried = await graph.tryOut(async (tx, inside) => {
    // Nobody changes the graph while this looks at it. That a dump holds the turn is no obstacle: nothing is written.
    const [turn] = await tx.run<{ seq: number }>('writes/lock_sequence')
    if (turn?.seq !== seq) throw new Overtaken('somebody wrote meanwhile')
    if (stale.length > 0) return undefined
    const issues = await applyIn(tx, record, seq + 1)
    if (issues.length > 0) return { issues }
    return { issues, after: await ask(inside, reading), needsAfter: await inside.read<Need>('queries/scenario_needs', { ...reading, ids: around }) }
  }, { timeoutMs: LONGEST_MS })
  if (!tried) return unfit(stale)
  if (!('after' in tried) || !tried.after) {
    const refused = [...new Set(tried.issues.map(({ path }) => Number(/\d+/.exec(path)?.[0] ?? 0)))]
    return unfit(refused.map((step) => ({ step, ...reasonOf(record, step, 'not-allowed') })))
  }
  const { after, needsAfter } = tried
  const difference = await differenceOf(graph, reading, record, { before, after, needsBefore, needsAfter, services })
  if ((await seqOf(graph)) !== seq) throw new Overtaken('somebody wrote meanwhile')
  const sentence = record.steps.length === 0 ? emptySentence(record.name) : spoken(scenarioSentence(record.name, record.day, difference))
  return { ...head, stale: null, sentence, with: figuresOf(after), difference }
}

const notes: readonly Bilingual[] = [
  {
    de: 'Beide Seiten sind für denselben Tag gerechnet, mit denselben Fragen; nichts davon ist gespeichert.',
    en: 'Both sides are reckoned for the same day, by the same questions; nothing of it is stored.',
  },
  {
    de: 'Angenommen ist, dass jede Änderung mit einer neuen Quelle belegt wird.',
    en: 'It is assumed that every change is proved by a new source.',
  },
]

const staleSentence = (name: string): Bilingual => ({
  de: `Seit ${quoted(name, 'de')} aufgebaut wurde, haben sich die Daten geändert; bevor es neu aufgebaut ist, gibt es keine Zahlen.`,
  en: `The data has changed since ${quoted(name, 'en')} was built; until it is built anew there are no figures.`,
})

const emptySentence = (name: string): Bilingual => ({ de: `Das Szenario ${quoted(name, 'de')} hat noch keine Schritte.`, en: `The scenario ${quoted(name, 'en')} has no steps yet.` })

function reasonOf(record: ScenarioRecord, index: number, code: keyof typeof problemTypes) {
  const { title, next } = problemTypes[code]
  const step = record.steps[index]
  return {
    says: step ? saysOf(step) : { de: '', en: '' },
    reason: { de: `${title.de}.`, en: `${title.en}.` },
    next: { ...next },
  }
}

/** Steps that come to something else than when the scenario was built. */
function staleSteps(record: ScenarioRecord, now: Expansion, failed: readonly Failed[]): NonNullable<Evaluated['stale']> {
  const told = new Set(failed.map(({ index }) => index))
  const broken = failed.map(({ index, error }) => ({ step: index, ...reasonOf(record, index, error.code) }))
  const otherwise = record.steps.flatMap((_, index) => {
    if (told.has(index)) return []
    const [was, is] = [record.built, now.built].map((built) => new Map(built.filter(({ step }) => step === index).map((one) => [keyOf(one), one.row.subject.name])))
    if (!was || !is) return []
    const gone = [...was].filter(([key]) => !is.has(key)).map(([, name]) => name)
    const come = [...is].filter(([key]) => !was.has(key)).map(([, name]) => name)
    if (gone.length + come.length === 0) return []
    const named = (language: 'de' | 'en') => [...new Set([...gone, ...come])].slice(0, 3).map((name) => quoted(name, language)).join(', ')
    return [{
      step: index,
      ...reasonOf(record, index, 'scenario-stale'),
      reason: { de: `Was dieser Schritt berührt, ist nicht mehr wie beim Aufbau: ${named('de')}.`, en: `What this step touches is no longer as it was when it was built: ${named('en')}.` },
    }]
  })
  return [...broken, ...otherwise].sort((a, b) => a.step - b.step)
}

const keyOf = ({ change }: Built): string => JSON.stringify(change)

/** Everything that the changes name, and both ends of every relation that they touch. */
function touchedBy(built: readonly Built[]): string[] {
  return [...new Set(built.flatMap(({ row: { subject, before, after } }) => [subject, before, after].flatMap((ref) => (ref ? [ref.id] : []))))].sort()
}

/** Services that a change touches, and those that rest on something that ends or changes hands as what does the work (T01). */
async function servicesBefore(graph: Graph, reading: Reading, built: readonly Built[]): Promise<EntityRef[]> {
  const services = new Map<string, EntityRef>()
  const add = (ref: EntityRef | null) => {
    if (ref?.type === 'Service') services.set(ref.id, ref)
  }
  const ending = new Set<string>()
  for (const { row } of built) {
    for (const ref of [row.subject, row.before, row.after]) add(ref)
    if (row.relation === null && row.verb === 'ends') ending.add(row.subject.id)
    if (row.subject.type === 'Process') ending.add(row.subject.id)
  }
  for (const id of ending) {
    const hit = await graph.read<{ affected: EntityRef }>('questions/t01_what_fails_with', { ...reading, id, limit: ALL }, { timeoutMs: COLD_MS })
    for (const { affected } of hit) add(affected)
  }
  return [...services.values()].sort(byName)
}

function figuresOf({ gaps, owned, systems, providers, inHouse, overloaded }: Asked): ScenarioFigures {
  const top = providers[0]
  const most = owned.reduce<Asked['owned'][number] | undefined>((best, one) => (one.things.length > (best?.things.length ?? 0) ? one : best), undefined)
  return {
    gaps: gapDefinitions.map(({ kind, label }) => ({ kind, label, count: gaps.get(kind)?.length ?? 0 })),
    withoutOwner: ownerless(gaps).size,
    systems: systems.length,
    inHouse,
    providers: providers.length,
    topProvider: top ? { provider: top.provider, sharePct: top.sharePct } : null,
    owners: owned.length,
    overloaded,
    topLoad: most ? { owner: most.owner, count: most.things.length } : null,
  }
}

/** Initiatives for which nobody who exists is accountable. */
function ownerless(gaps: ReadonlyMap<string, GapRow[]>): Map<string, EntityRef> {
  const found = OWNERLESS.flatMap((kind) => (gaps.get(kind) ?? []).map(({ entity }) => entity)).filter(({ type }) => type === 'Initiative')
  return new Map(found.map((entity) => [entity.id, entity]))
}

const byName = (a: EntityRef, b: EntityRef) => a.name.localeCompare(b.name, 'de') || (a.id < b.id ? -1 : 1)
/** What is only among the first. */
const onlyIn = <T>(some: ReadonlyMap<string, T>, others: ReadonlyMap<string, unknown>): T[] => [...some].flatMap(([key, one]) => (others.has(key) ? [] : [one]))
const byId = (refs: readonly EntityRef[]) => new Map(refs.map((ref) => [ref.id, ref]))

interface Both {
  before: Asked
  after: Asked
  needsBefore: readonly Need[]
  needsAfter: readonly Need[]
  services: EntityRef[]
}

async function differenceOf(graph: Graph, reading: Reading, record: ScenarioRecord, { before, after, needsBefore, needsAfter, services }: Both): Promise<ScenarioDifference> {
  const groups = (some: Asked, others: Asked) =>
    gapDefinitions.flatMap(({ kind, label, reason }) => {
      const there = new Set((others.gaps.get(kind) ?? []).map(({ entity }) => entity.id))
      const items = (some.gaps.get(kind) ?? []).filter(({ entity }) => !there.has(entity.id)).map((row) => ({ entity: row.entity, reason: spoken(reason(row, { published: false })) }))
      return items.length > 0 ? [{ kind, label, items }] : []
    })
  const needs = (list: readonly Need[]) => new Map(list.map((need) => [`${need.from.id} ${need.relation} ${need.to.id}`, need]))
  const lost = ownerless(after.gaps)
  const had = ownerless(before.gaps)
  const withoutOwner = onlyIn(lost, had).sort(byName)
  const load = loadChanges(before, after)
  const ended = record.built.flatMap(({ row }) => (row.relation === null && row.verb === 'ends' ? [row.subject.id] : []))
  const ids = [...new Set([...handedOver(before, after), ...withoutOwner.map(({ id }) => id), ...ended])].sort()
  return {
    gapsOpened: groups(after, before),
    gapsClosed: groups(before, after),
    withoutOwner,
    withOwner: onlyIn(had, lost).sort(byName),
    // Asked of the graph without the scenario: what was decided stays decided.
    decisions: await graph.read<ScenarioDifference['decisions'][number]>('queries/scenario_decisions', { ...reading, ids }),
    systemsSaved: onlyIn(byId(before.systems), byId(after.systems)),
    systemsAdded: onlyIn(byId(after.systems), byId(before.systems)),
    needsEnded: onlyIn(needs(needsBefore), needs(needsAfter)),
    needsAdded: onlyIn(needs(needsAfter), needs(needsBefore)),
    services,
    load,
  }
}

/** Things of which the owners differ. */
function handedOver(before: Asked, after: Asked): string[] {
  const owners = ({ owned }: Asked) => {
    const of = new Map<string, string[]>()
    for (const { owner, things } of owned) for (const { id } of things) of.set(id, [...(of.get(id) ?? []), owner.id])
    return of
  }
  const [was, is] = [owners(before), owners(after)]
  return [...was].filter(([id, list]) => list.sort().join() !== (is.get(id) ?? []).sort().join()).map(([id]) => id)
}

function loadChanges(before: Asked, after: Asked): ScenarioDifference['load'] {
  const was = new Map(before.owned.map(({ owner, things }) => [owner.id, { owner, count: things.length }]))
  const is = new Map(after.owned.map(({ owner, things }) => [owner.id, { owner, count: things.length }]))
  return [...new Set([...was.keys(), ...is.keys()])]
    .flatMap((id) => {
      const owner = is.get(id)?.owner ?? was.get(id)?.owner
      const [one, other] = [was.get(id)?.count ?? 0, is.get(id)?.count ?? 0]
      return owner && one !== other ? [{ owner, before: one, after: other }] : []
    })
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || byName(a.owner, b.owner))
}

/** Throws 409 where the scenario no longer comes to what it was built as. */
export function orStale({ stale }: Evaluated): void {
  if (!stale) return
  throw new ProblemError('scenario-stale', { detail: 'The graph has changed since in what these steps touch', errors: stale.map(({ step }) => ({ path: `steps[${step}]`, message: 'no longer comes to the same' })) })
}
