/**
 * The ontology in one piece: what the product knows of its domain, as plain data, checked when it loads.
 * Imports nothing but data, so that the browser can have it too.
 */
import { actorTypes } from './actors.ts'
import { commonEdge, commonNode } from './common.ts'
import { decisionTypes } from './decisions.ts'
import type {
  Ends,
  Label,
  LineStyle,
  NodeDefinition,
  Properties,
  Property,
  Vocabulary,
  VocabularyEntry,
} from './define.ts'
import { evidenceTypes } from './evidence.ts'
import { initiativeTypes } from './initiatives.ts'
import { lintOntology } from './lint.ts'
import { relationDefinitions } from './relationships.ts'
import { serviceTypes } from './services.ts'
import { systemTypes } from './systems.ts'
import { type Code, type VocabularyName, vocabularies } from './vocabularies.ts'

/** The definitions with their literal types; consumers that want names and labels use `ontology`. */
export const nodeDefinitions = {
  ...actorTypes,
  ...initiativeTypes,
  ...serviceTypes,
  ...systemTypes,
  ...decisionTypes,
  ...evidenceTypes,
}

export type EntityType = keyof typeof nodeDefinitions
export type RelationType = keyof typeof relationDefinitions
export type { Code, Label, Property, VocabularyName }

/** A node type as consumers see it. */
export interface NodeType extends Omit<NodeDefinition, 'properties'> {
  readonly name: EntityType
  /** Own properties, in the order in which forms and pages show them. */
  readonly properties: Readonly<Record<string, Property>>
}

/** A relation type as consumers see it. */
export interface RelationTypeInfo {
  readonly name: RelationType
  readonly label: Label
  readonly reverse: Label
  readonly help: Label
  readonly symmetric?: boolean
  readonly needs?: boolean
  readonly cardinality?: 'one-per-target'
  readonly key: readonly string[]
  readonly refusedConfidence: readonly string[]
  readonly excludeFromPaths?: boolean
  readonly structural?: boolean
  readonly line: LineStyle
  readonly mapsTo: readonly string[]
  /** Types that occur as source and as target. */
  readonly from: readonly EntityType[]
  readonly to: readonly EntityType[]
  /** Allowed pairs. */
  readonly ends: readonly (readonly [from: EntityType, to: EntityType])[]
  readonly properties: Readonly<Record<string, Property>>
}

/** Everything, as `GET /api/v1/ontology` prints it. */
export interface Ontology {
  readonly version: string
  readonly nodeTypes: Readonly<Record<EntityType, NodeType>>
  readonly relationTypes: Readonly<Record<RelationType, RelationTypeInfo>>
  readonly vocabularies: Readonly<Record<VocabularyName, Vocabulary>>
  /** Properties of every entity, beside `id` and `type`. */
  readonly commonNode: Readonly<Record<string, Property>>
  /** Properties of every relation, beside `factId`, `type`, `from` and `to`. */
  readonly commonEdge: Readonly<Record<string, Property>>
}

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): K[] => Object.keys(record) as K[]

const mapRecord = <K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  change: (value: A, key: K) => B,
): Record<K, B> => Object.fromEntries(keysOf(record).map((key) => [key, change(record[key], key)])) as Record<K, B>

const complete = (properties: Properties): Record<string, Property> =>
  mapRecord(properties, (property) =>
    property.vocabulary === undefined
      ? property
      : { ...property, label: property.label ?? vocabularies[property.vocabulary].label },
  )

const isEntityType = (name: string): name is EntityType => Object.hasOwn(nodeDefinitions, name)

const checkedEnds = (relation: string, ends: Ends): (readonly [EntityType, EntityType])[] =>
  ends.map(([from, to]) => {
    if (!isEntityType(from) || !isEntityType(to))
      throw new Error(`Ontology: ${relation} joins unknown types ${from}, ${to}`)
    return [from, to] as const
  })

type AnyRelationDefinition = Omit<
  RelationTypeInfo,
  'name' | 'from' | 'to' | 'ends' | 'key' | 'refusedConfidence' | 'properties'
> & {
  readonly ends: Ends
  readonly key?: readonly string[]
  readonly refusedConfidence?: readonly string[]
  readonly properties: Properties
}

const nodeTypes = mapRecord<EntityType, NodeDefinition, NodeType>(nodeDefinitions, (definition, name) => ({
  name,
  ...definition,
  properties: complete(definition.properties),
}))

const relationTypes = mapRecord<RelationType, AnyRelationDefinition, RelationTypeInfo>(
  relationDefinitions,
  (definition, name) => {
    const ends = checkedEnds(name, definition.ends)
    return {
      name,
      ...definition,
      key: definition.key ?? [],
      refusedConfidence: definition.refusedConfidence ?? [],
      from: [...new Set(ends.map(([from]) => from))],
      to: [...new Set(ends.map(([, to]) => to))],
      ends,
      properties: complete(definition.properties),
    }
  },
)

export const ontology: Ontology = {
  version: '1.0.0',
  nodeTypes,
  relationTypes,
  vocabularies,
  commonNode: complete(commonNode),
  commonEdge: complete(commonEdge),
}

const faults = lintOntology(ontology)
if (faults.length > 0) throw new Error(`The ontology contradicts itself:\n${faults.join('\n')}`)

/** Names of all node types, in reading order. */
export const entityTypes: readonly EntityType[] = keysOf(nodeTypes)
/** Names of all relation types, in reading order. */
export const relationTypeNames: readonly RelationType[] = keysOf(relationTypes)
/** The types that can act (second label `:Actor`). */
export const actorTypeNames: readonly EntityType[] = entityTypes.filter((name) => nodeTypes[name].actor)
/** The relation types that impact follows. */
export const needsRelations: readonly RelationType[] = relationTypeNames.filter((name) => relationTypes[name].needs)

/** One node type by name. */
export const nodeType = (name: EntityType): NodeType => nodeTypes[name]

/** One relation type by name. */
export const relationType = (name: RelationType): RelationTypeInfo => relationTypes[name]

/** Whether a text from outside is the name of a node type. */
export const isNodeTypeName = isEntityType

/** Whether a text from outside is the name of a relation type. */
export const isRelationTypeName = (name: string): name is RelationType => Object.hasOwn(relationTypes, name)

/** Whether this relation may join these two types, in this direction. */
export const relationAllowed = (relation: RelationType, from: EntityType, to: EntityType): boolean =>
  relationTypes[relation].ends.some(([source, target]) => source === from && target === to)

/** The codes of a vocabulary, in reading order; at least one. */
export const codes = <V extends VocabularyName>(name: V): readonly [Code<V>, ...Code<V>[]] =>
  Object.keys(vocabularies[name].codes) as [Code<V>, ...Code<V>[]]

/** One entry of a vocabulary; undefined for a code that it does not have. */
export const vocabularyEntry = (name: VocabularyName, code: string): VocabularyEntry | undefined => {
  const entries: Readonly<Record<string, VocabularyEntry>> = vocabularies[name].codes
  return Object.hasOwn(entries, code) ? entries[code] : undefined
}

/** What a code is called; an unknown code is called by itself. */
export const vocabularyLabel = (name: VocabularyName, code: string): Label =>
  vocabularyEntry(name, code)?.label ?? { de: code, en: code }

/** All properties of a type, shared ones first. */
export const nodeProperties = (name: EntityType): Readonly<Record<string, Property>> => ({
  ...ontology.commonNode,
  ...nodeTypes[name].properties,
})

/** All properties of a relation type, shared ones first. */
export const relationProperties = (name: RelationType): Readonly<Record<string, Property>> => ({
  ...ontology.commonEdge,
  ...relationTypes[name].properties,
})

/** Properties of a type whose values never enter the log. */
export const personalProperties = (name: EntityType): readonly string[] => [
  ...(nodeTypes[name].personalCommon ?? []),
  ...keysOf(nodeTypes[name].properties).filter((property) => nodeTypes[name].properties[property]?.personal),
]

/** Properties of a type that lists show beside the name. */
export const featuredProperties = (name: EntityType): readonly string[] =>
  keysOf(nodeTypes[name].properties).filter((property) => nodeTypes[name].properties[property]?.featured)

const searchedBy = (how: 'name' | 'key'): readonly string[] => [
  ...new Set(
    [ontology.commonNode, ...Object.values(nodeTypes).map((type) => type.properties)].flatMap((properties) =>
      keysOf(properties).filter((property) => properties[property]?.searched === how),
    ),
  ),
]

/** Properties that hold a name to search by, over all types. */
export const nameProperties: readonly string[] = searchedBy('name')
/** Properties that hold an official key, found exactly, over all types. */
export const keyProperties: readonly string[] = searchedBy('key')
/** Types that search as you type looks through. */
export const searchableTypes: readonly EntityType[] = entityTypes.filter((name) => nodeTypes[name].searchable)
