/** One municipality: its actors, initiatives, services, systems and decisions, and the facts between them. */
import type { EntityType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { Draft } from './draft.ts'
import { needsOf } from './needs.ts'
import type { Random } from './random.ts'
import type { Shared } from './shared.ts'
import type { Values } from './values.ts'

/** Of 1,000 entities of a municipality; about what the demo municipality has. */
const perMille = {
  Source: 15,
  Territory: 5,
  Organization: 60,
  OrgUnit: 70,
  Committee: 15,
  Post: 70,
  Person: 25,
  UserGroup: 12,
  Programme: 6,
  Initiative: 60,
  Indicator: 20,
  Observation: 60,
  Service: 190,
  Process: 160,
  System: 100,
  Dataset: 55,
  Decision: 60,
  CompetenceReview: 5,
  Assertion: 12,
} as const satisfies Partial<Record<EntityType, number>>

type Kind = keyof typeof perMille

/** Ids by type; the first organization is the municipality itself. */
export type Ids = Readonly<Record<Kind, readonly string[]>>

export interface Municipality {
  readonly draft: Draft
  readonly ids: Ids
  readonly name: string
  /** The municipality itself. */
  readonly home: string
  /** The data centre: a third of everything that the municipality has depends on it. */
  readonly hub: string
}

const stays = { validUntil: '9999-12-31', validFrom: '2012-01-01', visibility: 'public' }

/** `size` entities (at least 400) and three times as many facts, to the one. */
export function municipality(
  tenant: string,
  size: number,
  shared: Shared,
  random: Random,
  publicIds: Set<string>,
): Municipality {
  const draft = new Draft(tenant, random, publicIds, [`src:${tenant}:source-0`])
  const name = `Musterkommune ${Number(tenant.slice(2))}`
  const ids = entities(draft, name, size)
  const home = first(ids.Organization)
  const hub = first(ids.System)
  structure(draft, ids, home, shared)
  accountability(draft, ids, home)
  purpose(draft, ids, shared)
  delivery(draft, ids, home, shared)
  needsOf(draft, ids, { hub, sharedHub: shared.hub, offerings: shared.offerings, facts: 3 * size })
  return { draft, ids, name, home, hub }
}

function entities(draft: Draft, name: string, size: number): Ids {
  const counts = new Map<Kind, number>()
  for (const [type, share] of Object.entries(perMille) as [Kind, number][])
    counts.set(type, Math.max(2, Math.floor((share * size) / 1000)))
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  counts.set('Service', (counts.get('Service') ?? 0) + size - total)
  const ids: Record<string, string[]> = {}
  for (const [type, count] of counts) {
    ids[type] = Array.from({ length: count }, (_, number) => {
      const itself = type === 'Organization' && number === 0
      const [local, scheme] = itself ? [draft.tenant, 'ars'] : [`${type.toLowerCase()}-${number}`, draft.tenant]
      return draft.entity(type, local, given(draft, type, number, name, ids), scheme)
    })
  }
  return ids as Record<Kind, string[]>
}

/** What an entity of this type cannot make up by itself. */
function given(draft: Draft, type: Kind, number: number, name: string, ids: Record<string, string[]>): Values {
  const { tenant, random } = draft
  if (type === 'Organization' && number === 0)
    return { ...stays, name, kind: 'municipality', legalPersonality: true, ars: tenant }
  if (type === 'Territory') return { ars: tenant, level: number === 0 ? 'municipality' : 'district' }
  if (type === 'System' && number === 0) return { ...stays, name: `Rechenzentrum ${name}`, kind: 'infrastructure' }
  if (type === 'Post') return { visibility: 'public', ...(random.chance(0.05) ? { vacant: true } : {}) }
  // Who answers for a public initiative must be public.
  if (type === 'OrgUnit') return { visibility: 'public' }
  if (type === 'Organization') return { visibility: 'public', legalForm: 'aoer', legalPersonality: true }
  if (type === 'Source') return stays
  if (type === 'Assertion') {
    const about = {
      relation: 'ACCOUNTABLE_FOR',
      fromId: random.pick(ids.OrgUnit ?? []),
      toId: random.pick(ids.Initiative ?? []),
    }
    return {
      ...about,
      entityId: undefined,
      property: undefined,
      claimedValue: undefined,
      key: undefined,
      claimedFrom: '2024-01-01',
      claimedUntil: undefined,
    }
  }
  return {}
}

function structure(draft: Draft, ids: Ids, home: string, { spheres }: Shared): void {
  const { random } = draft
  for (const actor of [...ids.Organization.slice(1), ...ids.OrgUnit, ...ids.Committee])
    draft.fact('IN_SPHERE', actor, random.pickSkewed(spheres), { primary: true })
  draft.fact('IN_SPHERE', home, first(spheres), { ...stays, primary: true })
  // The first units are directorates; the others are part of one that stands before them, never after.
  for (const [number, unit] of ids.OrgUnit.entries())
    draft.fact('PART_OF', unit, number < 6 ? home : random.pickSkewed(ids.OrgUnit.slice(0, Math.ceil(number / 3))))
  for (const committee of ids.Committee) draft.fact('PART_OF', committee, home)
  for (const initiative of ids.Initiative)
    if (random.chance(0.3)) draft.fact('PART_OF', initiative, random.pickSkewed(ids.Programme))
  for (const post of ids.Post) draft.fact('POST_IN', post, random.pickSkewed(ids.OrgUnit))
  for (const [number, post] of ids.Post.entries())
    if (number > 0 && random.chance(0.5)) draft.fact('REPORTS_TO', post, random.pickSkewed(ids.Post.slice(0, number)))
  ids.Person.forEach((person, number) => {
    draft.fact('MEMBER_OF', person, random.pickSkewed(ids.Committee))
    if (number % 2 === 0) draft.fact('HOLDS_POST', person, random.pick(ids.Post))
  })
  for (const organization of ids.Organization.slice(1))
    if (random.chance(0.4)) draft.fact('OWNS_SHARE', home, organization)
}

/** Nine in ten have an owner; one in ten of these had another one before. */
function accountability(draft: Draft, ids: Ids, home: string): void {
  const { random } = draft
  const owned = [
    ...ids.Programme,
    ...ids.Initiative,
    ...ids.Service,
    ...ids.Process.filter((_, number) => number % 2 === 0),
    ...ids.System,
    ...ids.Dataset,
  ]
  for (const thing of owned) {
    if (!random.chance(0.9)) continue
    const since = random.day(2018, 2024)
    const owner = random.chance(0.6) ? random.pickSkewed(ids.Post) : random.pickSkewed(ids.OrgUnit)
    const visibility = draft.isPublic(thing) && draft.isPublic(owner) ? 'public' : 'internal'
    draft.fact('ACCOUNTABLE_FOR', owner, thing, { validFrom: since, validUntil: '9999-12-31', visibility })
    if (random.chance(0.1))
      draft.fact('ACCOUNTABLE_FOR', random.pickSkewed(ids.OrgUnit), thing, {
        validFrom: '2012-01-01',
        validUntil: since,
      })
  }
  for (const initiative of ids.Initiative) {
    draft.fact('RESPONSIBLE_FOR', random.pickSkewed(ids.OrgUnit), initiative)
    draft.fact('CONTRIBUTES_TO', random.pickSkewed(ids.Organization), initiative)
    draft.fact('FUNDS', random.chance(0.7) ? home : random.pickSkewed(ids.Organization), initiative)
  }
}

function purpose(draft: Draft, ids: Ids, { thrusts, targetQualities, skills }: Shared): void {
  const { random } = draft
  for (const initiative of ids.Initiative) {
    draft.fact('PURSUES', initiative, random.pickSkewed(thrusts), { primary: true })
    if (random.chance(0.3)) draft.fact('AIMS_AT', initiative, random.pickSkewed(targetQualities))
    if (random.chance(0.3)) draft.fact('MEASURED_BY', initiative, random.pick(ids.Indicator))
    if (random.chance(0.2)) draft.fact('NEEDS_SKILL', initiative, random.pick(skills))
    draft.fact('CHANGES', initiative, random.pickSkewed(random.chance(0.5) ? ids.Service : ids.System))
  }
  for (const [number, observation] of ids.Observation.entries())
    draft.fact('HAS_OBSERVATION', pickCycled(ids.Indicator, number), observation)
  for (const decision of ids.Decision) {
    draft.fact('CONCERNS', decision, random.pickSkewed(ids.Initiative))
    draft.fact('TOOK', random.pickSkewed(ids.Committee), decision, { authoritative: true })
    if (random.chance(0.5)) draft.fact('MOVED', random.pickSkewed(ids.OrgUnit), decision)
  }
  for (const review of ids.CompetenceReview) draft.fact('REVIEWS', review, random.pick(ids.Service))
}

function delivery(draft: Draft, ids: Ids, home: string, { serviceTypes, providers, offerings }: Shared): void {
  const { random } = draft
  for (const service of ids.Service) {
    draft.fact('INSTANCE_OF', service, random.pick(serviceTypes))
    draft.fact('PROVIDED_BY', service, random.pickSkewed(ids.OrgUnit))
    if (random.chance(0.5)) draft.fact('COMPETENT_FOR', random.pickSkewed(ids.OrgUnit), service)
    if (random.chance(0.3)) draft.fact('SERVES', service, random.pick(ids.UserGroup))
  }
  for (const [number, process] of ids.Process.entries())
    draft.fact('HAS_PROCESS', pickCycled(ids.Service, number), process)
  for (const system of ids.System)
    draft.fact(
      'OPERATED_BY',
      system,
      random.chance(0.4) ? random.pickSkewed(providers) : random.pickSkewed(ids.OrgUnit),
    )
  for (const dataset of ids.Dataset) draft.fact('STORED_IN', dataset, random.pickSkewed(ids.System))
  for (const offering of offerings.slice(0, 5)) draft.fact('USES_OFFERING', home, offering)
}

function pickCycled(items: readonly string[], number: number): string {
  return items[number % items.length] ?? first(items)
}

function first(items: readonly string[]): string {
  const [item] = items
  if (item === undefined) throw new RangeError('A municipality has at least one of each')
  return item
}
