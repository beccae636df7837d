/** TypeScript types of entities and facts, derived from the ontology. */
import type { commonEdge, commonNode } from './common.ts'
import type { EntityType, nodeDefinitions, RelationType } from './ontology.ts'
import type { relationDefinitions } from './relationships.ts'
import type { Code, VocabularyName } from './vocabularies.ts'

/** The JSON value of a property: days and times are ISO strings, amounts are numbers. */
export type ValueOf<P> = P extends { kind: 'choice'; vocabulary: infer V extends VocabularyName }
  ? Code<V>
  : P extends { kind: 'choiceList'; vocabulary: infer V extends VocabularyName }
    ? Code<V>[]
    : P extends { kind: 'textList' }
      ? string[]
      : P extends { kind: 'boolean' }
        ? boolean
        : P extends { kind: 'integer' | 'decimal' | 'money' | 'percent' }
          ? number
          : string

type RequiredNames<Ps> = { [K in keyof Ps]: Ps[K] extends { required: true } ? K : never }[keyof Ps]

/** Values of a set of properties; what is unknown is missing, never null. */
export type ValuesOf<Ps> = { -readonly [K in RequiredNames<Ps>]: ValueOf<Ps[K]> } & {
  -readonly [K in Exclude<keyof Ps, RequiredNames<Ps>>]?: ValueOf<Ps[K]>
}

type Flat<T> = { [K in keyof T]: T[K] }

/** One entity of a type, flat. */
export type EntityOf<T extends EntityType> = Flat<
  { id: string; type: T } & ValuesOf<typeof commonNode> & ValuesOf<(typeof nodeDefinitions)[T]['properties']>
>

/** Any entity; narrows on `type`. */
export type Entity = { [T in EntityType]: EntityOf<T> }[EntityType]

/** An entity as it stands in rows, sentences and at the ends of facts. */
export interface EntityRef {
  id: string
  type: EntityType
  name: string
}

/** One fact of a relation type, flat. */
export type RelationOf<R extends RelationType> = Flat<
  { factId: string; type: R; from: EntityRef; to: EntityRef } & ValuesOf<typeof commonEdge> &
    ValuesOf<(typeof relationDefinitions)[R]['properties']>
>

/** Any fact; narrows on `type`. */
export type Relation = { [R in RelationType]: RelationOf<R> }[RelationType]
