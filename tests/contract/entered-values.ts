/** Arbitrary values that the ontology allows, for property tests. */

import {
  codes,
  type EntityType,
  isNodeTypeName,
  nodeProperties,
  nodeType,
  type Property,
  type RelationType,
  relationProperties,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import * as fc from 'fast-check'

/** A local or scheme part of an id. */
export const idPart = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,30}$/)

const word = fc.constantFrom(
  'Straße',
  'Bauamt',
  'Übersicht',
  'Café',
  'öffentlich',
  '2025/0123',
  'ß',
  '„Zitat“',
  'naïve',
  '§ 63 Abs. 1',
  '=SUMME(A1)',
  '<b>',
  'O’Neill',
  '𝔘',
)
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '))

/** Any day of a four-digit year, from unknown start to open end. */
export const isoDay = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const number = ({ min = 0, max = 1_000_000 }: Property) => ({ min, max })

const arbitraryOf = (property: Property): fc.Arbitrary<unknown> => {
  const { vocabulary, references, pattern } = property
  if (references !== undefined) {
    const prefix = isNodeTypeName(references) ? nodeType(references).prefix : 'org'
    const id = fc.tuple(idPart, idPart).map(([scheme, local]) => `${prefix}:${scheme}:${local}`)
    return property.kind === 'textList' ? fc.array(id, { minLength: 1, maxLength: 3 }) : id
  }
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= 200)
  switch (property.kind) {
    case 'choice':
      return fc.constantFrom(...(vocabulary === undefined ? [''] : codes(vocabulary)))
    case 'choiceList':
      return fc.subarray([...(vocabulary === undefined ? [''] : codes(vocabulary))])
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer(number(property))
    case 'decimal':
    case 'money':
      return fc.double({ ...number(property), noNaN: true })
    case 'percent':
      return fc.double({ ...number({ max: 100, ...property }), noNaN: true })
    case 'date':
      return isoDay
    case 'dateTime':
      return fc
        .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString())
    case 'url':
      return fc.webUrl({ validSchemes: ['https'] }).filter((address) => !address.includes('@'))
    case 'textList':
      return fc.array(words, { maxLength: 3 })
    case 'longText':
      return fc.array(words, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))
    default:
      return words.map((text) => text.slice(0, property.maxLength ?? 1_000).trim())
  }
}

/** Makes values obey the rules between properties, which single values cannot know of. */
const obeying = (
  properties: Readonly<Record<string, Property>>,
  values: Record<string, unknown>,
): Record<string, unknown> => {
  const result = { ...values }
  for (const [name, { notAbove, below, scale, requiredWith, requiredUnlessPresent }] of Object.entries(properties)) {
    const value = result[name]
    const bound = notAbove ?? below
    const limit = bound === undefined ? undefined : result[bound]
    if (bound !== undefined && !(typeof value === 'number' ? value <= Number(limit) : String(value) < String(limit))) {
      delete result[name]
      delete result[bound]
    }
    if (scale !== undefined)
      result[name] = typeof value === 'number' ? Math.min(value, ...Object.values(scale.max)) : value
    if (requiredWith !== undefined && value === undefined) delete result[requiredWith]
    if (
      requiredUnlessPresent !== undefined &&
      result[name] === undefined &&
      result[requiredUnlessPresent] === undefined
    )
      return obeying(properties, values)
  }
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined))
}

const record = (properties: Readonly<Record<string, Property>>): fc.Arbitrary<Record<string, unknown>> => {
  const entered = Object.entries(properties).filter(([, property]) => property.setBy !== 'server')
  const involved = new Set(
    entered.flatMap(([name, property]) =>
      property.requiredWith === undefined && property.requiredUnlessPresent === undefined
        ? []
        : [name, property.requiredWith ?? '', property.requiredUnlessPresent ?? ''],
    ),
  )
  return fc
    .record(Object.fromEntries(entered.map(([name, property]) => [name, arbitraryOf(property)])), {
      requiredKeys: entered.filter(([name, property]) => property.required || involved.has(name)).map(([name]) => name),
    })
    .map((values) => obeying(properties, { ...values }))
}

/** Values that may be entered for a new entity of this type, its `type` included. */
export const enteredEntity = (type: EntityType): fc.Arbitrary<Record<string, unknown>> =>
  record(nodeProperties(type)).map((values) => ({ type, ...values }))

/** Values that may be entered for a new fact of this type, without its ends. */
export const enteredFact = (type: RelationType): fc.Arbitrary<Record<string, unknown>> =>
  record(relationProperties(type)).map((values) => ({ ...values, confidence: 'confirmed' }))
