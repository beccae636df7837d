/** Plausible entities of every type, from the ontology: for the API's description and the tests. */
import { codes, type EntityType, nodeProperties, nodeType, type Property } from './ontology/ontology.ts'
import { ruleIssues, ruleWarnings } from './ontology/rules.ts'

function exampleValue(property: Property): unknown {
  if (property.example !== undefined) return property.example
  const vocabulary = property.vocabulary
  switch (property.kind) {
    case 'choice':
      return vocabulary === undefined ? '' : codes(vocabulary)[0]
    case 'choiceList':
      return vocabulary === undefined ? [] : [codes(vocabulary)[0]]
    case 'textList':
      return [property.label.de]
    case 'boolean':
      return true
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return Math.max(property.min ?? 0, 1)
    case 'date':
      return '2026-03-01'
    case 'dateTime':
      return '2026-10-01T08:00:00Z'
    case 'url':
      return 'https://www.example.org/'
    default:
      return property.label.de
  }
}

function exampleOf(properties: Readonly<Record<string, Property>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, property]) => property.required || property.featured)
      .map(([name, property]) => [name, property.default ?? exampleValue(property)]),
  )
}

/** A plausible entity of a type, as the API would answer it. */
export function exampleEntity(type: EntityType): Record<string, unknown> {
  const properties = nodeProperties(type)
  let values: Record<string, unknown> = { ...exampleOf(properties), name: nodeType(type).label.de }
  for (;;) {
    const lacking = [...ruleIssues(properties, values), ...ruleWarnings(properties, values)].find(
      ({ property }) => values[property] === undefined,
    )?.property
    const property = lacking === undefined ? undefined : properties[lacking]
    if (lacking === undefined || property === undefined) return { id: nodeType(type).idExample, type, ...values }
    values = { ...values, [lacking]: exampleValue(property) }
  }
}

/** A plausible input for a new entity of a type. */
export function exampleInput(type: EntityType): Record<string, unknown> {
  const properties = nodeProperties(type)
  return Object.fromEntries(
    Object.entries(exampleEntity(type)).filter(([name]) => properties[name]?.setBy !== 'server'),
  )
}
