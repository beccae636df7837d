/**
 * The demos as their files say them, walked in plain TypeScript: what a route answers is compared with this, so that
 * no expectation comes from the queries under test.
 */
import type { EntityType, RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { readSeed } from '@kommunalgraph/seed/src/data.ts'
import { asOf as testDay, musterstadt } from './neo4j.ts'

export interface DemoEntity {
  id: string
  type: EntityType
  tenant: string
  values: Record<string, unknown>
}

export interface DemoFact {
  relation: RelationType
  from: string
  to: string
  tenant: string
  values: Record<string, unknown>
}

const entities: DemoEntity[] = []
const facts: DemoFact[] = []
for (const { tenant, body } of readSeed()) {
  for (const change of body.changes) {
    if (change.op === 'put-entity') entities.push({ id: change.id, type: change.type as EntityType, tenant: tenant.tenant, values: change.values })
    if (change.op === 'put-relation') facts.push({ relation: change.relation as RelationType, from: change.from, to: change.to, tenant: tenant.tenant, values: change.values })
  }
}

export interface View {
  entities: ReadonlyMap<string, DemoEntity>
  facts: readonly DemoFact[]
}

/** What a reader of these municipalities may see on a day: both ends of a fact too. */
export function demoView({ reader = 'internal', tenants = [musterstadt], asOf = testDay }: { reader?: 'public' | 'internal'; tenants?: readonly string[]; asOf?: string } = {}): View {
  const isSeen = ({ tenant, values }: { tenant: string; values: Record<string, unknown> }) =>
    (tenant === 'shared' || tenants.includes(tenant)) &&
    (reader === 'internal' || values.visibility === 'public') &&
    String(values.validFrom ?? '0001-01-01') <= asOf &&
    asOf < String(values.validUntil ?? '9999-12-31')
  const seen = new Map(entities.filter(isSeen).map((entity) => [entity.id, entity]))
  return { entities: seen, facts: facts.filter((fact) => isSeen(fact) && seen.has(fact.from) && seen.has(fact.to)) }
}

export interface Walk {
  /** Facts that may be used. */
  along?: (fact: DemoFact) => boolean
  /** Entities that may be entered. */
  into?: (entity: DemoEntity) => boolean
  /** `out`: from → to; `in`: to → from. */
  way?: 'both' | 'out' | 'in'
  most?: number
}

/** Steps from the start to everything that is reached, the start itself left out. */
export function stepsFrom({ entities, facts }: View, start: string, { along = () => true, into = () => true, way = 'both', most = Infinity }: Walk = {}): Map<string, number> {
  const beside = new Map<string, string[]>()
  const join = (one: string, other: string) => {
    const known = beside.get(one)
    if (known) known.push(other)
    else beside.set(one, [other])
  }
  for (const fact of facts.filter(along)) {
    if (way !== 'in') join(fact.from, fact.to)
    if (way !== 'out') join(fact.to, fact.from)
  }
  const steps = new Map([[start, 0]])
  for (const [id, step] of steps) {
    if (step >= most) continue
    for (const other of beside.get(id) ?? []) {
      const entity = entities.get(other)
      if (!steps.has(other) && entity && into(entity)) steps.set(other, step + 1)
    }
  }
  steps.delete(start)
  return steps
}

/** The owners of a thing, sorted by id. */
export const ownersOf = ({ facts }: View, id: string): string[] =>
  [...new Set(facts.filter(({ relation, to }) => relation === 'ACCOUNTABLE_FOR' && to === id).map(({ from }) => from))].sort()

/** `from TYPE to`, to compare edges of answers with facts of the files. */
export const edgeText = ({ type, from, to }: { type: string; from: string; to: string }): string => `${from} ${type} ${to}`
export const factText = ({ relation, from, to }: DemoFact): string => edgeText({ type: relation, from, to })
