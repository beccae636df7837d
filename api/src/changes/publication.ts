/**
 * What everybody would see once changes are made. They are planned as any change, made in a transaction that is always rolled back,
 * and the public's own questions are asked in it: no second word on what is visible.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { gapDefinitions } from '@kommunalgraph/contract/gaps.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import type { EntityType, RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { contactData } from '@kommunalgraph/contract/property-schemas.ts'
import { LISTED_PUBLICATION, type PublicationAnswer } from '@kommunalgraph/contract/publication.ts'
import { qualityRules } from '@kommunalgraph/contract/quality.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { both } from '@kommunalgraph/contract/wording.ts'
import { gapsOf } from '../graph/gaps.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import { planChanges } from './apply.ts'
import { isOpen } from './intervals.ts'
import { readEntities, readFacts, readTouched } from './read-state.ts'
import { type EntityState, type FactState, listOf, textOf, validityOf } from './state.ts'
import { writePlan } from './write.ts'

/** Entries of which gaps are asked, and changes that are tried out for it: more is not worked out. */
const MOST_ASKED = 100
const MOST_TRIED = 2_000
const TIMEOUT_MS = 120_000

type Fact = PublicationAnswer['relations']['items'][number]

/** Answers for these changes on the day of `reading`; `by` is the pseudonym of who would make them. Nothing is written. */
export async function publicationOf(
  graph: Graph,
  body: { sourceIds: readonly string[]; tenant: string; changes: readonly Change[] },
  by: string,
  reading: Reading,
): Promise<PublicationAnswer> {
  return graph.tryOut(
    async (tx, inside) => {
      const asked = { reason: 'Vor der Veröffentlichung', sourceIds: [...body.sourceIds], changes: [...body.changes] }
      const { plan } = await planChanges(tx, await readTouched(tx, asked, body.tenant), asked, {
        tenant: body.tenant,
        sourceIds: asked.sourceIds,
        entered: { by, at: new Date().toISOString() },
        today: reading.asOf,
        newFactId,
      })
      const isPublic = (state: EntityState | FactState | undefined) => state?.values.visibility === 'public'
      const published = plan.entities.flatMap(({ before, after }) => (before && after && !isPublic(before) && isPublic(after) ? [after] : []))
      const ids = new Set(published.map(({ id }) => id))

      const facts = new Map<string, { before: FactState | undefined; after: FactState | undefined }>()
      await readFacts(tx, 'writes/read_facts_around', 'ids', [...ids].sort(), (fact) => facts.set(fact.factId, { before: fact, after: fact }))
      for (const { before, after } of plan.facts) {
        const factId = (after ?? before)?.factId ?? ''
        if (facts.has(factId) || (!isPublic(before) && isPublic(after))) facts.set(factId, { before, after })
      }
      const entities = new Map<string, EntityState>()
      const read = (wanted: Iterable<string>) => readEntities(tx, [...new Set(wanted)].filter((id) => !entities.has(id)).sort(), (entity) => entities.set(entity.id, entity))
      const living = [...facts.values()].filter(({ after }) => after && holdsOn(after, reading.asOf))
      await read(living.flatMap(({ before, after }) => [before, after].flatMap((fact) => (fact ? [fact.from, fact.to] : []))))
      const stored = new Map(entities)
      for (const { after } of plan.entities) if (after) entities.set(after.id, after)
      const refOf = (id: string): EntityRef => ({ id, type: (entities.get(id)?.type ?? '') as EntityType, name: textOf(entities.get(id)?.values ?? {}, 'name') })
      const told = (fact: FactState): Fact => ({ factId: fact.factId, version: fact.version, relation: fact.relation as RelationType, from: refOf(fact.from), to: refOf(fact.to) })

      const shown: FactState[] = []
      const offered: FactState[] = []
      const hidden: FactState[] = []
      for (const { before, after } of living) {
        if (!after) continue
        const endsPublic = isPublic(entities.get(after.from)) && isPublic(entities.get(after.to))
        const sawItBefore = before && isPublic(before) && isPublic(stored.get(before.from)) && isPublic(stored.get(before.to))
        if (!endsPublic) hidden.push(after)
        else if (!isPublic(after)) offered.push(after)
        else if (!sawItBefore) shown.push(after)
      }
      const required = (fact: FactState) => fact.relation === 'ACCOUNTABLE_FOR' && isOpen(validityOf(fact)) && ids.has(fact.to) && entities.get(fact.to)?.type === 'Initiative'

      const visible = [...published, ...shown]
      const sourceIds = [...new Set(visible.flatMap(({ values }) => listOf(values, 'sourceIds')))]
      await read(sourceIds)
      const sources = sourceIds.filter((id) => entities.has(id))
      const persons = new Set([...ids, ...shown.flatMap(({ from, to }) => [from, to])].filter((id) => entities.get(id)?.type === 'Person'))

      const tries = plan.issues.length === 0 && ids.size <= MOST_ASKED && body.changes.length <= MOST_TRIED
      const gaps = new Map<string, EntityRef[]>()
      if (tries) {
        // The number is never stored: the transaction is rolled back.
        await writePlan(tx, plan, 0)
        for (const { id, values } of published) {
          const everybody: Reading = { ...reading, visibilities: ['public'], tenants: [...new Set([textOf(values, 'tenant'), 'shared'])] }
          for (const kind of await gapsOf(inside, everybody, id)) gaps.set(kind, [...(gaps.get(kind) ?? []), refOf(id)])
        }
      }
      return {
        sentence: sentenceOf(published.map(({ values }) => textOf(values, 'name')), shown.length, hidden.length, plan.issues.length),
        published: few(published, ({ id }) => refOf(id)),
        relations: few(shown, told),
        offered: few(offered, (fact) => ({ ...told(fact), required: required(fact) }), required),
        hidden: few(hidden, told),
        persons: [...persons].map(refOf),
        sources: {
          shown: sources.filter((id) => isPublic(entities.get(id))).map(refOf),
          hidden: sources.filter((id) => !isPublic(entities.get(id))).map(refOf),
        },
        problems: plan.issues.slice(0, LISTED_PUBLICATION).map(({ path, message, rule }) => ({ path, message, ...(rule ? { rule } : {}) })),
        rules: published.flatMap((state) => rulesOf(state, sources.some((id) => isPublic(entities.get(id)) && listOf(state.values, 'sourceIds').includes(id)), refOf)).slice(0, LISTED_PUBLICATION),
        gaps: tries ? gapDefinitions.flatMap(({ kind, label }) => (gaps.has(kind) ? [{ kind, label, entities: gaps.get(kind) ?? [] }] : [])) : null,
      }
    },
    { timeoutMs: TIMEOUT_MS },
  )
}

/** What everybody would see to be wrong with an entry: an old text with contact data, and a statement of which no source is shown. */
function rulesOf({ id, values }: EntityState, sourceShown: boolean, refOf: (id: string) => EntityRef): PublicationAnswer['rules'] {
  const texts = Object.entries(values).filter(([name]) => !['sourceIds', 'enteredBy'].includes(name)).flatMap(([, value]) => (typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []))
  const broken = [...(texts.some((text) => contactData.test(text)) ? ['R28'] : []), ...(sourceShown ? [] : ['R11'])]
  return broken.flatMap((code) => {
    const rule = qualityRules.find((one) => one.rule === code)
    return rule ? [{ rule: code, title: rule.title, entity: refOf(id) }] : []
  })
}

const holdsOn = (fact: FactState, day: string): boolean => {
  const { validUntil } = validityOf(fact)
  return day < validUntil
}

/** The first of a list, what must be seen before all. */
function few<T, Out>(list: readonly T[], tell: (one: T) => Out, first: (one: T) => boolean = () => false): { total: number; items: Out[] } {
  const sorted = [...list].sort((a, b) => Number(first(b)) - Number(first(a)))
  return { total: list.length, items: sorted.slice(0, LISTED_PUBLICATION).map(tell) }
}

/** The first thing on the page: what everybody would see. */
function sentenceOf(names: readonly string[], relations: number, hidden: number, problems: number): PublicationAnswer['sentence'] {
  const [name] = names
  return both((language) => {
    const german = language === 'de'
    const what = names.length === 1 ? `„${name}“` : german ? `${names.length} Einträge` : `${names.length} entries`
    const quoted = german ? what : what.replace('„', '“').replace('“', '”')
    if (names.length === 0 && relations === 0) return german ? 'Damit wird nichts veröffentlicht, was bisher intern ist.' : 'This publishes nothing that is internal so far.'
    if (problems > 0) return german ? `So kann ${names.length === 0 ? 'das' : quoted} noch nicht veröffentlicht werden.` : `${names.length === 0 ? 'This' : quoted} cannot be published like this yet.`
    const ties = german ? (relations === 1 ? 'eine Beziehung' : relations === 0 ? 'keine Beziehung' : `${relations} Beziehungen`) : relations === 1 ? 'one relation' : relations === 0 ? 'no relation' : `${relations} relations`
    if (names.length === 0) return german ? `Alle sehen dann ${ties} mehr.` : `Everybody then sees ${ties} more.`
    const rest = hidden === 0 ? '' : german ? `; ${hidden === 1 ? 'eine Beziehung bleibt' : `${hidden} Beziehungen bleiben`} verborgen` : `; ${hidden === 1 ? 'one relation stays' : `${hidden} relations stay`} hidden`
    return german ? `Alle sehen dann ${quoted} und damit ${ties}${rest}.` : `Everybody then sees ${quoted} and with it ${ties}${rest}.`
  })
}
