/**
 * The touched part of the graph while a list of changes is applied to it in memory: later changes of the same body
 * see what earlier ones did. States are never mutated, so "did it change" starts with an identity test.
 */
import { type Difference, differingProperties, type EntityState, type FactState, type GraphState, pairKey } from './state.ts'

const endKey = (relation: string, id: string) => `${relation}|${id}`

export class Draft {
  readonly #stored: GraphState
  readonly #entities: Map<string, EntityState>
  readonly #facts: Map<string, FactState>
  readonly #ofPair = new Map<string, Set<string>>()
  readonly #ofTarget = new Map<string, Set<string>>()
  readonly #ofSource = new Map<string, Set<string>>()
  readonly #ofEntity = new Map<string, Set<string>>()
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

  /** Facts of one relation from one entity to another, as they stand now. */
  factsOfPair(relation: string, from: string, to: string): FactState[] {
    return this.#resolve(this.#ofPair.get(pairKey(relation, from, to)))
  }

  /** Whether every stored fact of this pair is known. */
  knowsPair(relation: string, from: string, to: string): boolean {
    return this.#stored.pairs.has(pairKey(relation, from, to))
  }

  /** Facts of one relation at a target, as far as they were read. */
  factsOfTarget(relation: string, to: string): FactState[] {
    return this.#resolve(this.#ofTarget.get(endKey(relation, to)))
  }

  /** Facts of one relation that start at an entity, as far as they were read. */
  factsOfSource(relation: string, from: string): FactState[] {
    return this.#resolve(this.#ofSource.get(endKey(relation, from)))
  }

  /** Facts at either side of an entity, as far as they were read. */
  factsOfEntity(id: string): FactState[] {
    return this.#resolve(this.#ofEntity.get(id))
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

  #resolve(ids: Set<string> | undefined): FactState[] {
    const facts: FactState[] = []
    for (const id of ids ?? []) {
      const fact = this.#facts.get(id)
      if (fact) facts.push(fact)
    }
    return facts
  }

  #index(fact: FactState): void {
    this.#facts.set(fact.factId, fact)
    add(this.#ofPair, pairKey(fact.relation, fact.from, fact.to), fact.factId)
    add(this.#ofTarget, endKey(fact.relation, fact.to), fact.factId)
    add(this.#ofSource, endKey(fact.relation, fact.from), fact.factId)
    add(this.#ofEntity, fact.from, fact.factId)
    add(this.#ofEntity, fact.to, fact.factId)
  }

  #unindex(factId: string): void {
    const fact = this.#facts.get(factId)
    if (!fact) return
    this.#facts.delete(factId)
    this.#ofPair.get(pairKey(fact.relation, fact.from, fact.to))?.delete(factId)
    this.#ofTarget.get(endKey(fact.relation, fact.to))?.delete(factId)
    this.#ofSource.get(endKey(fact.relation, fact.from))?.delete(factId)
    this.#ofEntity.get(fact.from)?.delete(factId)
    this.#ofEntity.get(fact.to)?.delete(factId)
  }
}

function add(index: Map<string, Set<string>>, key: string, value: string): void {
  const set = index.get(key)
  if (set) set.add(value)
  else index.set(key, new Set([value]))
}
