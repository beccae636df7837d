/** Values for the properties of a type, read off the ontology: every mandatory one, and most of the others. */
import {
  codes,
  type EntityType,
  nodeType,
  type Property,
  type RelationType,
  relationType,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { descriptionOf } from './names.ts'
import type { Random } from './random.ts'

/** Values as JSON: days and times are ISO strings. */
export type Values = Record<string, unknown>

/** Left to whoever knows what they refer to, or true of few only. */
const leftOut = new Set([
  'ars',
  'ags',
  'elfCode',
  'vacant',
  'endDate',
  'termStart',
  'termEnd',
  'publicPurpose',
  'ownershipComplete',
  'endOfLife',
  'nuts',
  'sha256',
  'eli',
])
/** Share of the optional properties that are filled in. */
const filled = 0.6
/** The later end of a pair of days. */
const laterDays = new Set(['dueDate', 'targetDate', 'contractUntil', 'until'])

/** Values of the properties that this type has for itself, without those that refer to other entities. */
export function ownValues(type: EntityType, random: Random): Values {
  const values = valuesOf(nodeType(type).properties, random)
  // Rules between properties: a rating gives its reason, a maturity its model.
  if (type === 'Initiative') values.depthRationale = descriptionOf(random)
  if (type === 'Service' && values.maturity !== undefined) values.maturityModel = '2.0'
  if (type === 'Service' && values.maturity === undefined) delete values.maturityModel
  return values
}

/** The same for a fact. */
export function ownFactValues(relation: RelationType, random: Random): Values {
  const values = valuesOf(relationType(relation).properties, random)
  if (relation === 'OWNS_SHARE') {
    delete values.shareMin
    delete values.shareMax
    values.sharePct = 1 + random.below(100)
  }
  if (relation === 'MEMBER_OF') delete values.onBehalfOf
  return values
}

function valuesOf(properties: Readonly<Record<string, Property>>, random: Random): Values {
  const values: Values = {}
  for (const [name, property] of Object.entries(properties)) {
    if (leftOut.has(name) || property.references !== undefined) continue
    if (!property.required && !random.chance(filled)) continue
    values[name] = madeUp(name, property, random)
  }
  return values
}

function madeUp(name: string, property: Property, random: Random): unknown {
  const { min = 0, max } = property
  switch (property.kind) {
    case 'choice':
      return random.pick(codesOf(property))
    case 'choiceList':
      return [random.pick(codesOf(property))]
    case 'boolean':
      return random.chance(0.5)
    case 'integer':
      return Math.ceil(min) + random.below(Math.floor(max ?? min + 10_000) - Math.ceil(min) + 1)
    case 'percent':
    case 'decimal':
      return Math.round((min + random.next() * ((max ?? 100) - min)) * 100) / 100
    case 'money':
      return 1_000 * (1 + random.below(2_000))
    case 'date':
      return laterDays.has(name) ? random.day(2026, 2030) : random.day(2016, 2025)
    case 'dateTime':
      return `${random.day(2020, 2025)}T08:00:00Z`
    case 'url':
      return `https://www.example.org/${name.toLowerCase()}/${random.below(1_000_000)}`
    case 'longText':
      return descriptionOf(random)
    case 'textList':
      return [...listExample(property)]
    default:
      return typeof property.example === 'string' ? property.example : property.label.de
  }
}

function codesOf(property: Property): readonly string[] {
  if (property.vocabulary === undefined) throw new Error(`${property.label.en}: a choice without a vocabulary`)
  return codes(property.vocabulary)
}

function listExample({ example, label }: Property): readonly string[] {
  return Array.isArray(example) ? example : [label.de]
}
