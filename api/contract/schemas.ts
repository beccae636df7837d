/**
 * zod schemas of entities and facts, derived from the ontology: nothing here names a property of its own.
 * Flat and strict: an unknown key is an error, in requests and in answers, so that no property leaks.
 * What is unknown is missing, never null; only a patch says null, to remove a value.
 * Days are ISO `YYYY-MM-DD`, open end `9999-12-31`, unknown start `0001-01-01`; amounts are euros.
 */
import { z } from 'zod'
import { exampleEntity, exampleInput } from './examples.ts'
import { entityIdPattern, entityIdPatternOf, factIdPattern, MAX_ID_LENGTH } from './ids.ts'
import {
  type EntityType,
  entityTypes as entityTypeList,
  nodeProperties,
  nodeType,
  ontology,
  type Property,
  type RelationType,
  relationProperties,
  relationType,
  relationTypeNames,
} from './ontology/ontology.ts'
import { type RuleIssue, relationIssues, ruleIssues, withDefaults } from './ontology/rules.ts'
import type {
  Entity as AnyEntity,
  Relation as AnyRelation,
  EntityOf,
  EntityRef as Ref,
  RelationOf,
} from './ontology/values.ts'
import { codeSchema, inputValue, mergedShape, readValue } from './property-schemas.ts'

type Properties = Readonly<Record<string, Property>>
type Shape = Record<string, z.ZodType>
type NonEmpty<T> = [T, ...T[]]

/** Names of all types, as zod's `enum` wants them. */
export const entityTypes = [...entityTypeList] as NonEmpty<EntityType>
export const relationTypes = [...relationTypeNames] as NonEmpty<RelationType>

/** Id of an entity, for path parameters. */
export const EntityId = z
  .string()
  .max(MAX_ID_LENGTH)
  .regex(new RegExp(entityIdPattern))
  .describe('Id of an entity, `type:scheme:local`')
  .meta({ examples: ['ini:990000000000:digitaler-bauantrag'] })
const idOfType = (type: EntityType) =>
  z
    .string()
    .max(MAX_ID_LENGTH)
    .regex(new RegExp(entityIdPatternOf(type)))
    .describe(`Id, such as ${nodeType(type).idExample}`)

/** Id of a fact, for path parameters. */
export const FactId = z
  .string()
  .max(MAX_ID_LENGTH)
  .regex(new RegExp(factIdPattern))
  .describe('Id of a fact, `fact:relation:uuid7`')
  .meta({ examples: ['fact:accountable-for:0199a1b2-0000-7000-8000-000000000001'] })

const EntityTypeName = z.enum(entityTypes).meta({ id: 'EntityTypeName', description: 'Name of a node type' })
const RelationTypeName = z.enum(relationTypes).meta({ id: 'RelationTypeName', description: 'Name of a relation type' })

/** An entity in a row, a sentence, or at the end of a fact. */
export const EntityRef = z
  .strictObject({ id: z.string(), type: EntityTypeName, name: z.string() })
  .meta({ id: 'EntityRef' })
export type EntityRef = Ref

// What the API answers

const readShape = (properties: Properties): Shape =>
  Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      property.required ? readValue(property) : readValue(property).optional(),
    ]),
  )

const buildEntity = (type: EntityType) =>
  z.strictObject({ id: z.string(), type: z.literal(type), ...readShape(nodeProperties(type)) }).meta({
    id: type,
    description: `${nodeType(type).label.de}. ${nodeType(type).help.en}`,
    examples: [exampleEntity(type)],
  })

const perType = <K extends string, S>(names: readonly K[], build: (name: K) => S): ReadonlyMap<K, S> =>
  new Map(names.map((name) => [name, build(name)]))

const required = <K, S>(map: ReadonlyMap<K, S>, key: K): S => {
  const schema = map.get(key)
  if (schema === undefined) throw new RangeError(`No such type: ${String(key)}`)
  return schema
}

const entitySchemas = perType(entityTypes, buildEntity)

/** One entity of a type as the API answers it. */
export const entityOf = <T extends EntityType>(type: T) =>
  required(entitySchemas, type) as unknown as z.ZodType<EntityOf<T>>

/** Any entity as the API answers it; tells the types apart by `type`. */
export const Entity = z
  .discriminatedUnion('type', [...entitySchemas.values()] as NonEmpty<ReturnType<typeof buildEntity>>)
  .meta({ id: 'Entity' }) as unknown as z.ZodType<AnyEntity>
export type Entity = AnyEntity

const relationShape = (type: z.ZodType, own: Shape): Shape => ({
  factId: z.string(),
  type,
  from: EntityRef,
  to: EntityRef,
  ...readShape(ontology.commonEdge),
  ...own,
})

const relationSchemas = perType(relationTypes, (type) =>
  z.strictObject(relationShape(z.literal(type), readShape(relationType(type).properties))),
)

/** One fact of a relation type, precisely. */
export const relationOf = <R extends RelationType>(type: R) =>
  required(relationSchemas, type) as unknown as z.ZodType<RelationOf<R>>

const ownNames = perType(relationTypes, (type) => new Set(Object.keys(relationType(type).properties)))
const sharedNames = new Set(['factId', 'type', 'from', 'to', ...Object.keys(ontology.commonEdge)])

/**
 * Any fact as the API answers it. One schema for all keeps the API's description readable (42 types with
 * 15 shared properties each would say the same 42 times); it checks besides that a fact only says what its
 * type can say.
 */
export const Relation = z
  .strictObject(
    relationShape(
      RelationTypeName,
      mergedShape(
        Object.values(ontology.relationTypes).map((type) => type.properties),
        readValue,
      ),
    ),
  )
  .superRefine((fact, context) => {
    const own = ownNames.get(fact.type as RelationType)
    const foreign = Object.keys(fact).filter((name) => !sharedNames.has(name) && own?.has(name) !== true)
    if (foreign.length > 0) context.addIssue({ code: 'unrecognized_keys', keys: foreign, input: fact })
  })
  .meta({
    id: 'Relation',
    description: 'A fact: who or what stands in which relation to what, since when, by which source',
  }) as unknown as z.ZodType<AnyRelation>
export type Relation = AnyRelation

// What people and programs enter

const entered = (properties: Properties): [string, Property][] =>
  Object.entries(properties).filter(([, property]) => property.setBy !== 'server')

const mayBeLeftOut = (property: Property): boolean =>
  !property.required || property.default !== undefined || property.inheritedFrom !== undefined

const inputShape = (properties: Properties): Shape =>
  Object.fromEntries(
    entered(properties).map(([name, property]) => [
      name,
      mayBeLeftOut(property) ? inputValue(property).optional() : inputValue(property),
    ]),
  )

/** What a correction cannot touch: the tenant is part of what a thing is. */
const FIXED = new Set(['tenant'])

const patchShape = (properties: Properties): Shape =>
  Object.fromEntries(
    entered(properties)
      .filter(([name]) => !FIXED.has(name))
      .map(([name, property]) => [
        name,
        property.required ? inputValue(property).optional() : inputValue(property).nullable().optional(),
      ]),
  )

const report = (issues: readonly RuleIssue[], input: unknown, context: z.core.ParsePayload): void => {
  for (const { property, rule, message, other } of issues) {
    context.issues.push({
      code: 'custom',
      input,
      path: [property],
      message: message.en,
      params: { rule, other, message },
    })
  }
}

const valuesOfType = (type: EntityType, extra: Shape) =>
  z
    .strictObject({ ...extra, ...inputShape(nodeProperties(type)) })
    .check((context) =>
      report(
        ruleIssues(nodeProperties(type), withDefaults(nodeProperties(type), context.value)),
        context.value,
        context,
      ),
    )

const entityValueSchemas = perType(entityTypes, (type) => valuesOfType(type, {}))
const entityInputSchemas = perType(entityTypes, (type) =>
  valuesOfType(type, {
    type: z.literal(type),
    id: idOfType(type).optional().describe('Left out: a slug of the name in the tenant'),
  }).meta({ id: `${type}Input`, examples: [exampleInput(type)] }),
)
const entityPatchSchemas = perType(entityTypes, (type) =>
  z.strictObject(patchShape(nodeProperties(type))).meta({ id: `${type}Patch` }),
)

/** What may be stated of a new entity of a type, without its `type` and `id`. */
export const entityValues = (type: EntityType) => required(entityValueSchemas, type)

/** A new entity of a type; `id` may be left out. */
export const entityInput = (type: EntityType) => required(entityInputSchemas, type)

/** Changes to an entity of a type: only what is named, null removes. Rules between properties are checked on the result. */
export const entityPatch = (type: EntityType) => required(entityPatchSchemas, type)

/** A new entity of any type. */
export const EntityInput = z
  .discriminatedUnion('type', [...entityInputSchemas.values()] as NonEmpty<ReturnType<typeof valuesOfType>>)
  .meta({ id: 'EntityInput' })

/** Changes to an entity of any type, for the API's description; the type's own `entityPatch` decides. */
export const EntityPatch = z
  .strictObject(
    Object.fromEntries(
      Object.entries(
        mergedShape(
          [ontology.commonNode, ...Object.values(ontology.nodeTypes).map((type) => type.properties)].map((properties) =>
            Object.fromEntries(entered(properties).filter(([name]) => !FIXED.has(name))),
          ),
          inputValue,
        ),
      ).map(([name, schema]) => [name, schema.nullable()]),
    ),
  )
  .meta({
    id: 'EntityPatch',
    description:
      'Only what is named changes; null removes a value. Which names are allowed depends on the type of the entity.',
  })

const factValues = (relation: RelationType, extra: Shape) =>
  z
    .strictObject({ ...extra, ...inputShape(relationProperties(relation)) })
    .check((context) =>
      report(
        relationIssues(relation, withDefaults(relationProperties(relation), context.value)),
        context.value,
        context,
      ),
    )

const endId = (types: readonly EntityType[]) =>
  EntityId.describe(`Id of ${types.map((type) => nodeType(type).label.en).join(', ')}`)

const relationValueSchemas = perType(relationTypes, (type) => factValues(type, {}))
const relationInputSchemas = perType(relationTypes, (type) =>
  factValues(type, { type: z.literal(type), from: endId(relationType(type).from), to: endId(relationType(type).to) }),
)
const relationPatchSchemas = perType(relationTypes, (type) => z.strictObject(patchShape(relationProperties(type))))

/** What may be stated of a new fact of a relation type, without its `type` and ends. */
export const relationValues = (type: RelationType) => required(relationValueSchemas, type)

/** A new fact of a relation type; that its ends fit is the door's business, which knows their types. */
export const relationInput = (type: RelationType) => required(relationInputSchemas, type)

/** Changes to a fact of a relation type: only what is named, null removes. */
export const relationPatch = (type: RelationType) => required(relationPatchSchemas, type)

const mergedFactShape = (): Shape =>
  mergedShape(
    [ontology.commonEdge, ...Object.values(ontology.relationTypes).map((type) => type.properties)].map((properties) =>
      Object.fromEntries(entered(properties)),
    ),
    inputValue,
  )

/** A new fact of any relation type, for the API's description; the type's own `relationInput` decides. */
export const RelationInput = z
  .strictObject({
    ...mergedFactShape(),
    type: RelationTypeName,
    from: EntityId,
    to: EntityId,
    confidence: codeSchema('confidence'),
  })
  .meta({ id: 'RelationInput' })
