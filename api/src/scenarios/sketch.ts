/**
 * What steps come to, one after the other: later steps see what earlier ones did, and what they do to the same relation on
 * the same day is one change in the end. Reads the graph, writes nothing.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { entityTypeOfId } from '@kommunalgraph/contract/ids.ts'
import { codes, isRelationTypeName, type RelationType, relationAllowed, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import type { ProposalRow } from '@kommunalgraph/contract/scenarios.ts'
import { readFacts, type Reads } from '../changes/read-state.ts'
import { type FactState, sameValue, textOf, type Values, validityOf } from '../changes/state.ts'
import type { Found } from '../graph/entities.ts'

/** One change, the step that it comes from, and how it is shown. */
export interface Built {
  step: number
  change: Change
  row: ProposalRow
}

/** A relation as it would be. */
export interface Sketched {
  /** As it is stored; absent for one that a step begins. */
  readonly stored?: FactState
  readonly relation: RelationType
  from: string
  to: string
  values: Values
  ended: boolean
  /** The step that touched it last; absent while none did. */
  step?: number
}

/** An entity as it would be; `known` says what the database knows of it. */
interface SketchedEntity {
  readonly found: Found
  readonly created?: Values
  ended: boolean
  step?: number
}

/** Sees what is internal, too: scenarios are for those who keep the data. */
const visibilities = codes('visibility')

export class Sketch {
  readonly day: string
  readonly tenant: string
  private readonly reads: Reads
  private readonly tenants: ReadonlySet<string>
  private readonly facts = new Map<string, Sketched>()
  private readonly entities = new Map<string, SketchedEntity>()
  private readonly surveyed = new Set<string>()

  constructor(reads: Reads, tenant: string, day: string) {
    this.reads = reads
    this.tenant = tenant
    this.day = day
    this.tenants = new Set([tenant, 'shared'])
  }

  /** The entity of this id or of the one that took its place; undefined if there is none here. */
  async entity(id: string): Promise<(Found & { ended: boolean }) | undefined> {
    const known = this.entities.get(id)
    if (known) return { ...known.found, ended: known.ended }
    const [found] = await this.reads.run<Found>('queries/entity_ref', { id, visibilities })
    if (!found || !this.tenants.has(found.tenant)) return undefined
    const kept = this.entities.get(found.id) ?? { found, ended: false }
    this.entities.set(found.id, kept)
    return { ...kept.found, ended: kept.ended }
  }

  /** What holds of an entity on the day or begins later, in the order of the ids of the facts. */
  async around(id: string): Promise<Sketched[]> {
    if (!this.surveyed.has(id)) {
      this.surveyed.add(id)
      if (!this.entities.get(id)?.created) {
        const found: FactState[] = []
        await readFacts(this.reads, 'writes/read_facts_around', 'ids', [id], (fact) => found.push(fact))
        for (const fact of found.sort((a, b) => (a.factId < b.factId ? -1 : 1))) this.learn(fact)
      }
    }
    return [...this.facts.values()].filter((fact) => !fact.ended && (fact.from === id || fact.to === id))
  }

  private learn(stored: FactState): void {
    const { factId, relation, from, to } = stored
    if (this.facts.has(factId) || !isRelationTypeName(relation)) return
    if (!this.tenants.has(textOf(stored.values, 'tenant')) || validityOf(stored).validUntil <= this.day) return
    this.facts.set(factId, { stored, relation, from, to, values: {}, ended: false })
  }

  /** Gives a relation other ends or values from the day on. Where it would say what another says already, it ends instead. */
  async move(fact: Sketched, change: { from?: string; to?: string; values?: Values }, step: number): Promise<void> {
    const from = change.from ?? fact.from
    const to = change.to ?? fact.to
    const values = { ...fact.values, ...change.values }
    const said = { ...fact.stored?.values, ...values }
    const fits = relationAllowed(fact.relation, typeOf(from), typeOf(to))
    if (from === to || !fits || (await this.says(fact, from, to, said))) {
      this.end(fact, step)
      return
    }
    // A relation is never more public than its ends.
    const hidden = (await Promise.all([from, to].map((id) => this.entity(id)))).some((end) => end?.visibility === 'internal')
    Object.assign(fact, { from, to, values: hidden && said.visibility === 'public' ? { ...values, visibility: 'internal' } : values, step })
  }

  private async says(fact: Sketched, from: string, to: string, values: Values): Promise<boolean> {
    const { key } = relationType(fact.relation)
    return (await this.around(from)).some((other) =>
      other !== fact && other.relation === fact.relation && other.from === from && other.to === to && key.every((name) => sameValue({ ...other.stored?.values, ...other.values }[name], values[name])))
  }

  end(fact: Sketched, step: number): void {
    fact.ended = true
    fact.step = step
  }

  /** Begins a relation on the day; nothing where the same holds already. */
  async begin(relation: RelationType, from: string, to: string, values: Values, step: number): Promise<void> {
    const fact: Sketched = { relation, from, to, values: { confidence: 'probable', ...values }, ended: false, step }
    if (from === to || (await this.says(fact, from, to, values))) return
    const hidden = (await Promise.all([from, to].map((id) => this.entity(id)))).some((end) => end?.visibility === 'internal')
    this.facts.set(`new ${this.facts.size}`, { ...fact, values: { ...fact.values, visibility: hidden ? 'internal' : 'public' } })
  }

  /** A new entity from the day on. */
  create(found: Omit<Found, 'version' | 'validFrom' | 'validUntil' | 'tenant'>, values: Values, step: number): void {
    this.entities.set(found.id, {
      found: { ...found, tenant: this.tenant, version: 0, validFrom: this.day, validUntil: '9999-12-31' },
      created: values,
      ended: false,
      step,
    })
  }

  endEntity(id: string, step: number): void {
    const entity = this.entities.get(id)
    if (!entity) throw new Error(`${id} was not asked for before it ends`)
    entity.ended = true
    entity.step = step
  }

  /** Whether a step came to anything. */
  touched(step: number): boolean {
    return [...this.facts.values(), ...this.entities.values()].some((one) => one.step === step)
  }

  /** Everything that differs from what is stored, as changes: what begins, then relations by step, then what ends. */
  async changes(): Promise<Built[]> {
    const { day } = this
    const built: Built[] = []
    const entities = [...this.entities.values()]
    for (const { found, created, ended, step = 0 } of entities) {
      if (created && !ended)
        built.push({
          step,
          change: { op: 'create-entity', type: found.type, id: found.id, values: { ...created, validFrom: day } },
          row: { step, verb: 'begins', relation: null, subject: refOf(found), reverse: false, before: null, after: null, validFrom: day },
        })
    }
    const facts: Built[] = []
    for (const fact of this.facts.values()) {
      const one = await this.changeOf(fact)
      if (one) facts.push(one)
    }
    built.push(...facts.sort((a, b) => a.step - b.step))
    for (const { found, created, ended, step = 0 } of entities) {
      if (!created && ended)
        built.push({
          step,
          change: { op: 'end-entity', id: found.id, validUntil: day, version: found.version },
          row: { step, verb: 'ends', relation: null, subject: refOf(found), reverse: false, before: null, after: null, validFrom: day },
        })
    }
    return built
  }

  private async changeOf({ stored, relation, from, to, values, ended, step }: Sketched): Promise<Built | undefined> {
    if (step === undefined || (!stored && ended)) return undefined
    const { day } = this
    if (!stored) {
      const row = { step, verb: 'begins' as const, relation, subject: await this.ref(from), reverse: false, before: null, after: await this.ref(to), validFrom: day }
      return { step, change: { op: 'create-relation', relation, from, to, values: { ...values, validFrom: day } }, row }
    }
    const { factId, version } = stored
    const { validFrom } = validityOf(stored)
    if (ended) {
      // What would only begin later never comes to be.
      const change: Change = validFrom < day ? { op: 'end-relation', factId, validUntil: day, version } : { op: 'retract-relation', factId, version }
      return { step, change, row: { step, verb: 'ends', relation, subject: await this.ref(stored.from), reverse: false, before: await this.ref(stored.to), after: null, validFrom: day } }
    }
    const differs = Object.keys(values).some((name) => !sameValue(stored.values[name], values[name]))
    if (from === stored.from && to === stored.to && !differs) return undefined
    const since = validFrom > day ? validFrom : day
    const byTarget = from !== stored.from
    const row: ProposalRow = {
      step,
      verb: 'moves',
      relation,
      subject: await this.ref(byTarget ? stored.to : stored.from),
      reverse: byTarget,
      before: await this.ref(byTarget ? stored.from : stored.to),
      after: await this.ref(byTarget ? from : to),
      validFrom: since,
    }
    const ends = { ...(from !== stored.from && { from }), ...(to !== stored.to && { to }) }
    return { step, change: { op: 'change-relation', factId, version, validFrom: since, ...ends, values: { ...values } }, row }
  }

  private async ref(id: string): Promise<EntityRef> {
    const found = await this.entity(id)
    if (!found) {
      // An end in another municipality: it is named, never touched.
      const [other] = await this.reads.run<Found>('queries/entity_ref', { id, visibilities })
      if (!other) throw new Error(`${id} is the end of a relation and does not exist`)
      return refOf(other)
    }
    return refOf(found)
  }
}

const typeOf = (id: string) => {
  const type = entityTypeOfId(id)
  if (type === undefined) throw new Error(`${id} is no id`)
  return type
}

export const refOf = ({ id, type, name }: Found): EntityRef => ({ id, type, name })
