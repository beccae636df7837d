/**
 * The touched part of the graph while a list of changes is applied to it in memory: later changes of the same body
 * see what earlier ones did. States are never mutated, so "did it change" starts with an identity test.
 */
import {
  type Difference,
  differingProperties,
  type EntityState,
  type FactState,
  type GraphState,
  pairKey,
} from './state.ts'

const endKey = (relation: string, id: string) => `${relation}|${id}`

export class Draft {
  readonly #stored: GraphState
  readonly #entities: Map<string, EntityState>
  readonly #facts: Map<string, FactState>
  // Indexes are built when somebody first asks: a large import of new things asks for pairs only.
  readonly #ofPair = new FactIndex((fact) => [pairKey(fact.relation, fact.from, fact.to)])
  readonly #ofTarget = new FactIndex((fact) => [endKey(fact.relation, fact.to)])
  readonly #ofSource = new FactIndex((fact) => [endKey(fact.relation, fact.from)])
  readonly #ofEntity = new FactIndex((fact) => [fact.from, fact.to])
  readonly #indexes = [this.#ofPair, this.#ofTarget, this.#ofSource, this.#ofEntity]
  /** The change that last touched an entity or fact, by id: where a problem with the result is reported. */
  readonly #touchedBy = new Map<string, number>()

  constructor(stored: GraphState) {
    this.#stored = stored
    this.#entities = new Map(stored.entities)
    this.#facts = new Map()
    for (const fact of stored.facts.values()) this.#index(fact)
  }

  entity(id: string): EntityState | undefined {
    return this.#entities.get(id)
  }

  fact(factId: string): FactState | undefined {
    return this.#facts.get(factId)
  }

  storedEntity(id: string): EntityState | undefined {
    return this.#stored.entities.get(id)
  }

  storedFact(factId: string): FactState | undefined {
    return this.#stored.facts.get(factId)
  }

  /** What an id that is no entity any more was merged into. */
  mergedInto(id: string): string | undefined {
    return this.#stored.aliases?.get(id)
  }

  /** Facts of one relation from one entity to another, as they stand now. */
  factsOfPair(relation: string, from: string, to: string): FactState[] {
    return this.#ofPair.find(pairKey(relation, from, to), this.#facts)
  }

  /** Whether every stored fact of this pair is known. */
  knowsPair(relation: string, from: string, to: string): boolean {
    return this.#stored.pairs.has(pairKey(relation, from, to))
  }

  /** Facts of one relation at a target, as far as they were read. */
  factsOfTarget(relation: string, to: string): FactState[] {
    return this.#ofTarget.find(endKey(relation, to), this.#facts)
  }

  /** Facts of one relation that start at an entity, as far as they were read. */
  factsOfSource(relation: string, from: string): FactState[] {
    return this.#ofSource.find(endKey(relation, from), this.#facts)
  }

  /** Facts at either side of an entity, as far as they were read. */
  factsOfEntity(id: string): FactState[] {
    return this.#ofEntity.find(id, this.#facts)
  }

  /** Adds what a later look at the database found; what the changes touched stays as they left it. */
  learnEntity(state: EntityState): void {
    if (this.#stored.entities.has(state.id)) return
    this.#stored.entities.set(state.id, state)
    if (!this.#touchedBy.has(state.id)) this.#entities.set(state.id, state)
  }

  learnFact(state: FactState): void {
    if (this.#stored.facts.has(state.factId)) return
    this.#stored.facts.set(state.factId, state)
    if (!this.#touchedBy.has(state.factId)) this.#index(state)
  }

  putEntity(state: EntityState, index: number): void {
    this.#entities.set(state.id, state)
    this.#touchedBy.set(state.id, index)
  }

  removeEntity(id: string, index: number): void {
    this.#entities.delete(id)
    this.#touchedBy.set(id, index)
  }

  putFact(state: FactState, index: number): void {
    if (this.#facts.has(state.factId)) this.#unindex(state.factId)
    this.#index(state)
    this.#touchedBy.set(state.factId, index)
  }

  removeFact(factId: string, index: number): void {
    this.#unindex(factId)
    this.#touchedBy.set(factId, index)
  }

  /** Index of the change that last touched it; undefined if none did. */
  touchedBy(id: string): number | undefined {
    return this.#touchedBy.get(id)
  }

  /** Ids of everything that the changes touched, in the order in which they did. */
  touched(): IterableIterator<string> {
    return this.#touchedBy.keys()
  }

  /** What is stored against what is to be stored, only where they differ, sorted by id, with versions counted up. */
  entityDifferences(): Difference<EntityState>[] {
    return this.#differences(this.#stored.entities, this.#entities, (a, b) => a.type === b.type)
  }

  factDifferences(): Difference<FactState>[] {
    return this.#differences(this.#stored.facts, this.#facts, (a, b) => a.from === b.from && a.to === b.to)
  }

  #differences<S extends EntityState | FactState>(
    stored: ReadonlyMap<string, S>,
    now: ReadonlyMap<string, S>,
    sameShape: (a: S, b: S) => boolean,
  ): Difference<S>[] {
    const found: Difference<S>[] = []
    for (const id of [...this.#touchedBy.keys()].sort()) {
      const before = stored.get(id)
      const after = now.get(id)
      if (before === after) continue
      if (before && after) {
        if (sameShape(before, after) && differingProperties(before.values, after.values).length === 0) continue
        found.push({ before, after: { ...after, version: before.version + 1 } })
      } else {
        found.push({ before, after: after && { ...after, version: 1 } })
      }
    }
    return found
  }

  /** What the graph would say once this is written: the start of the next plan. */
  outcome(): GraphState {
    return { entities: new Map(this.#entities), facts: new Map(this.#facts), pairs: new Set() }
  }

  #index(fact: FactState): void {
    this.#facts.set(fact.factId, fact)
    for (const index of this.#indexes) index.add(fact)
  }

  #unindex(factId: string): void {
    const fact = this.#facts.get(factId)
    if (!fact) return
    this.#facts.delete(factId)
    for (const index of this.#indexes) index.remove(fact)
  }
}

/** Facts by a key, for as long as somebody asks for it. One fact under a key, the usual case, costs no list. */
class FactIndex {
  readonly #keysOf: (fact: FactState) => string[]
  #byKey: Map<string, string | string[]> | undefined

  constructor(keysOf: (fact: FactState) => string[]) {
    this.#keysOf = keysOf
  }

  find(key: string, facts: ReadonlyMap<string, FactState>): FactState[] {
    if (!this.#byKey) {
      this.#byKey = new Map()
      for (const fact of facts.values()) this.add(fact)
    }
    const found: FactState[] = []
    const ids = this.#byKey.get(key)
    if (ids === undefined) return found
    for (const id of typeof ids === 'string' ? [ids] : ids) {
      const fact = facts.get(id)
      if (fact) found.push(fact)
    }
    return found
  }

  add(fact: FactState): void {
    if (!this.#byKey) return
    for (const key of this.#keysOf(fact)) {
      const ids = this.#byKey.get(key)
      if (ids === undefined) this.#byKey.set(key, fact.factId)
      else if (typeof ids === 'string') this.#byKey.set(key, [ids, fact.factId])
      else ids.push(fact.factId)
    }
  }

  remove(fact: FactState): void {
    if (!this.#byKey) return
    for (const key of this.#keysOf(fact)) {
      const ids = this.#byKey.get(key)
      if (typeof ids === 'string') this.#byKey.delete(key)
      else if (ids) ids.splice(ids.indexOf(fact.factId), 1)
    }
  }
}
