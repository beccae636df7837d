/** What the ontology says of each type, sorted once by what the door asks of it. */
import {
  type EntityType,
  entityTypes,
  nodeProperties,
  type Property,
  personalProperties,
  type RelationType,
  relationProperties,
  relationType,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { entityPatch, relationPatch } from '@kommunalgraph/contract/schemas.ts'
import type { z } from 'zod'
import type { Values } from './state.ts'

export interface Kind {
  readonly properties: Readonly<Record<string, Property>>
  /** Reads what a change states: strict, trimmed, null removes. */
  readonly patch: z.ZodType
  readonly defaults: Values
  /** Properties that must be present, however they come to be. */
  readonly required: readonly string[]
  /** The properties that take part in rules between properties, and in those that only warn. */
  readonly ruled: Readonly<Record<string, Property>>
  readonly warned: Readonly<Record<string, Property>>
  /** Some confidence is refused for this relation. */
  readonly refusesConfidence: boolean
  /** Properties by how they are stored. */
  readonly days: ReadonlySet<string>
  readonly moments: ReadonlySet<string>
  readonly decimals: ReadonlySet<string>
  /** Properties that hold ids of entities, with the type they must have (`any` for every type). */
  readonly references: ReadonlyMap<string, string>
  /** Properties whose values never enter the log. */
  readonly personal: ReadonlySet<string>
}

const named = (properties: Readonly<Record<string, Property>>, wanted: (property: Property) => boolean) =>
  Object.keys(properties).filter((name) => {
    const property = properties[name]
    return property !== undefined && wanted(property)
  })

/** These properties and those that their rules speak of: a row is checked against few, not against all. */
function withOthers(
  properties: Readonly<Record<string, Property>>,
  others: (property: Property) => (string | undefined)[],
) {
  const names = new Set<string>()
  for (const [name, property] of Object.entries(properties)) {
    const spoken = others(property).filter((other) => other !== undefined)
    if (spoken.length > 0) for (const one of [name, ...spoken]) names.add(one)
  }
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.has(name)))
}

function kind(
  properties: Readonly<Record<string, Property>>,
  patch: z.ZodType,
  personal: readonly string[],
  refusesConfidence = false,
): Kind {
  return {
    ruled: withOthers(properties, (property) => [
      property.requiredUnlessPresent,
      property.requiredWith,
      property.notAbove,
      property.below,
      property.scale?.property,
    ]),
    warned: withOthers(properties, (property) => [property.requiredUnless?.property]),
    refusesConfidence,
    properties,
    patch,
    defaults: Object.fromEntries(
      Object.entries(properties).flatMap(([name, property]) =>
        property.default === undefined ? [] : [[name, property.default]],
      ),
    ),
    required: named(properties, (property) => property.required === true).filter((property) => property !== 'version'),
    days: new Set(named(properties, (property) => property.kind === 'date')),
    moments: new Set(named(properties, (property) => property.kind === 'dateTime')),
    decimals: new Set(named(properties, (property) => ['decimal', 'money', 'percent'].includes(property.kind))),
    references: new Map(
      Object.entries(properties).flatMap(([property, { references }]) =>
        references === undefined ? [] : [[property, references]],
      ),
    ),
    personal: new Set(personal),
  }
}

const entityKinds: ReadonlyMap<string, Kind> = new Map(
  entityTypes.map((type) => [type, kind(nodeProperties(type), entityPatch(type), personalProperties(type))]),
)

const relationKinds: ReadonlyMap<string, Kind> = new Map(
  relationTypeNames.map((relation) => {
    const properties = relationProperties(relation)
    return [
      relation,
      kind(
        properties,
        relationPatch(relation),
        named(properties, (property) => property.personal === true),
        relationType(relation).refusedConfidence.length > 0,
      ),
    ]
  }),
)

/** The kind of a node type. Throws for a name that the ontology does not have. */
export const entityKind = (type: EntityType | string): Kind => known(entityKinds, type)

/** The kind of a relation type. Throws for a name that the ontology does not have. */
export const relationKind = (relation: RelationType | string): Kind => known(relationKinds, relation)

function known(kinds: ReadonlyMap<string, Kind>, name: string): Kind {
  const found = kinds.get(name)
  if (!found) throw new RangeError(`The ontology has no type ${name}`)
  return found
}
