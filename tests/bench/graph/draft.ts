/** A graph in the making: entities and facts with everything that the ontology demands of each. */
import { formatEntityId, formatFactId } from '@kommunalgraph/contract/ids.ts'
import { OPEN_END } from '@kommunalgraph/contract/ontology/common.ts'
import { codes, type EntityType, type RelationType, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { descriptionOf, nameOf } from './names.ts'
import type { Random } from './random.ts'
import { ownFactValues, ownValues, type Values } from './values.ts'

export interface GeneratedEntity {
  readonly id: string
  readonly type: EntityType
  readonly values: Values
}

export interface GeneratedFact {
  readonly factId: string
  readonly relation: RelationType
  readonly from: string
  readonly to: string
  readonly values: Values
}

/** The day that all generated graphs are asked about: most of what they hold is valid then. */
export const asOf = '2026-11-01'

/** What the seed has too: accounts and times that do not depend on the day of the run. */
const entered = { enteredBy: 'bench', enteredAt: '2026-10-01T08:00:00Z' }
/** Of 100 things so many are public. */
const publicShare = 0.8
/** Half of all facts are confirmed. */
const confidences = [codes('confidence')[0], codes('confidence')[0], ...codes('confidence')]

interface Validity {
  validFrom: string
  validUntil: string
}

/** Entities and facts of one tenant; facts may end at entities of others. */
export class Draft {
  readonly entities: GeneratedEntity[] = []
  readonly facts: GeneratedFact[] = []
  readonly tenant: string
  readonly random: Random
  readonly #sources: string[]
  readonly #keys = new Set<string>()
  readonly #publicIds: Set<string>

  /** `publicIds` is shared by all drafts of a graph: a fact is never more public than its ends. */
  constructor(tenant: string, random: Random, publicIds: Set<string>, sources: readonly string[]) {
    this.tenant = tenant
    this.random = random
    this.#publicIds = publicIds
    this.#sources = [...sources]
  }

  /** Entities and facts so far. */
  get size(): { entities: number; facts: number } {
    return { entities: this.entities.length, facts: this.facts.length }
  }

  /** Whether everybody may see it. */
  isPublic(id: string): boolean {
    return this.#publicIds.has(id)
  }

  /** Adds an entity; `given` counts over what is made up. Answers its id. */
  entity(type: EntityType, local: string, given: Values = {}, scheme: string = this.tenant): string {
    const id = formatEntityId({ type, scheme, local })
    const ended = this.random.chance(0.02)
    const validity: Validity = {
      validFrom: this.random.day(2010, 2025),
      validUntil: ended ? `2026-0${1 + this.random.below(9)}-01` : OPEN_END,
    }
    const values: Values = {
      name: nameOf(type, this.entities.length, this.random),
      ...(this.random.chance(0.7) && type !== 'Person' ? { description: descriptionOf(this.random) } : {}),
      ...ownValues(type, this.random),
      ...this.#provenance(this.random.chance(publicShare), this.random.pick(confidences)),
      ...validity,
      reviewedAt: `${this.random.chance(0.9) ? 2026 : 2024}-03-01T08:00:00Z`,
      ...given,
    }
    this.entities.push({ id, type, values })
    if (values.visibility === 'public') this.#publicIds.add(id)
    if (type === 'Source') this.#sources.push(id)
    return id
  }

  /** Adds a fact, unless the same two are joined by the same relation already. Answers whether it did. */
  fact(relation: RelationType, from: string, to: string, given: Values = {}): boolean {
    const key = `${relation} ${from} ${to} ${given.validFrom ?? ''}`
    if (from === to || this.#keys.has(key)) return false
    this.#keys.add(key)
    const mayBePublic = this.#publicIds.has(from) && this.#publicIds.has(to)
    const confidence = this.random.pick(confidences)
    const refused = relationType(relation).refusedConfidence.includes(confidence)
    this.facts.push({
      factId: formatFactId({ relation, uuid: this.#uuid() }),
      relation,
      from,
      to,
      values: {
        ...ownFactValues(relation, this.random),
        ...this.#provenance(mayBePublic && this.random.chance(publicShare), refused ? 'confirmed' : confidence),
        ...this.#validity(),
        ...given,
      },
    })
    return true
  }

  /** Of 100 facts 94 hold on the day asked about, 4 have ended, 2 are yet to come. */
  #validity(): Validity {
    const kind = this.random.next()
    if (kind < 0.04) return { validFrom: this.random.day(2012, 2018), validUntil: this.random.day(2019, 2025) }
    if (kind < 0.06) return { validFrom: this.random.day(2027, 2028), validUntil: OPEN_END }
    return { validFrom: this.random.day(2012, 2025), validUntil: OPEN_END }
  }

  #provenance(isPublic: boolean, confidence: string): Values {
    return {
      tenant: this.tenant,
      sourceIds: [this.random.pick(this.#sources)],
      confidence,
      visibility: isPublic ? 'public' : 'internal',
      ...entered,
      version: 1,
    }
  }

  /** A UUID of version 7 whose parts come from the stream. */
  #uuid(): string {
    const hex = (digits: number) =>
      this.random
        .below(16 ** digits)
        .toString(16)
        .padStart(digits, '0')
    return `0199a1b2-${hex(4)}-7${hex(3)}-${this.random.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(6)}${hex(6)}`
  }
}
