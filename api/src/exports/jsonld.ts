/**
 * JSON-LD: entities with the classes of ORG, CPSV-AP, ELI, DCAT and PROV that the ontology maps their types to. A fact is
 * a node of its own (qualified pattern: an RDF statement with validity, sources and its own properties), since a plain
 * triple has no place for them; where a vocabulary has one property for the relation, the plain triple is there too.
 */
import {
  type EntityType,
  nodeType,
  ontology,
  type Property,
  type RelationType,
  relationType,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import type { About } from './about.ts'
import { entitiesOf, type ExportedEntity, type ExportedFact, type Extract, factsOf } from './extract.ts'
import { jsonItems } from './json.ts'

/** Terms of our own: what no standard has. */
export const OWN_TERMS = 'urn:kommunalgraph:ontology:'

const xsd = 'http://www.w3.org/2001/XMLSchema#'

/** Shared properties that a standard has a word for; every other property is a term of our own. */
const terms: Readonly<Record<string, object | string>> = {
  name: { '@id': 'http://www.w3.org/2000/01/rdf-schema#label', '@language': 'de' },
  nameEn: { '@id': 'http://www.w3.org/2000/01/rdf-schema#label', '@language': 'en' },
  description: { '@id': 'http://purl.org/dc/terms/description', '@language': 'de' },
  validFrom: { '@id': 'https://schema.org/validFrom', '@type': `${xsd}date` },
  sourceIds: { '@id': 'http://www.w3.org/ns/prov#hadPrimarySource', '@type': '@id' },
  batchId: { '@id': 'http://www.w3.org/ns/prov#wasGeneratedBy', '@type': '@id' },
  enteredAt: { '@id': 'http://www.w3.org/ns/prov#generatedAtTime', '@type': `${xsd}dateTime` },
  sameAs: 'http://www.w3.org/2002/07/owl#sameAs',
  title: 'http://purl.org/dc/terms/title',
  licence: 'http://purl.org/dc/terms/license',
  landingPage: { '@id': 'http://www.w3.org/ns/dcat#landingPage', '@type': '@id' },
  from: { '@id': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#subject', '@type': '@id' },
  to: { '@id': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#object', '@type': '@id' },
  relation: { '@id': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate', '@type': '@vocab' },
}

const isIri = (text: string): boolean => /^https?:/.test(text)

/** A name is a class where it starts with a capital letter, a property otherwise; as in all these vocabularies. */
const isPropertyIri = (iri: string): boolean => isIri(iri) && /[#/][a-z][^#/]*$/.test(iri)

/** What part-of is called depends on what is part of what. */
const partOf = (from: EntityType, to: EntityType): string => {
  if (from === 'OrgUnit' && to === 'Organization') return 'http://www.w3.org/ns/org#unitOf'
  if (from === 'Skill') return 'http://www.w3.org/2004/02/skos/core#broader'
  return nodeType(from).actor ? 'http://www.w3.org/ns/org#subOrganizationOf' : 'http://purl.org/dc/terms/isPartOf'
}

/** Where the property of the standard points the other way round. */
const inverted: ReadonlySet<RelationType> = new Set(['COMPETENT_FOR', 'FUNDS', 'PROVIDED_BY', 'RAISED', 'STEWARDS'])

/** The one property of a standard that says the same as the relation; undefined where there is none, or several. */
function standardProperty({ relation, from, to, values }: ExportedFact): string | undefined {
  if (relation === 'PART_OF') return partOf(from.type, to.type)
  const found = relationType(relation).mapsTo.filter(isPropertyIri)
  if (relation === 'BASED_ON') return found.find((iri) => iri.includes('dcat-ap.de') === (from.type === 'Dataset'))
  if (found.length === 1) return found[0]
  // Stewards are maintainer, originator or publisher, by their role.
  const role = typeof values.role === 'string' ? values.role : undefined
  return role === undefined ? undefined : found.find((iri) => iri.endsWith(`/${role}`))
}

function typeOf(property: Property): object {
  switch (property.kind) {
    case 'date':
      return { '@type': `${xsd}date` }
    case 'dateTime':
      return { '@type': `${xsd}dateTime` }
    case 'decimal':
    case 'money':
    case 'percent':
      return { '@type': `${xsd}decimal` }
    case 'url':
      return { '@type': '@id' }
    default:
      return property.references === undefined ? {} : { '@type': '@id' }
  }
}

/** The context of every file: the same for all, so that two files speak of the same. */
export function contextOf(origin: string): Record<string, unknown> {
  const context: Record<string, unknown> = {
    '@version': 1.1,
    '@vocab': OWN_TERMS,
    kg: OWN_TERMS,
    e: { '@id': `${origin}/e/`, '@prefix': true },
  }
  const sets = [
    ontology.commonNode,
    ontology.commonEdge,
    ...Object.values(ontology.nodeTypes).map(({ properties }) => properties),
    ...Object.values(ontology.relationTypes).map(({ properties }) => properties),
  ]
  for (const [name, property] of sets.flatMap((properties) => Object.entries(properties))) {
    const type = typeOf(property)
    if (!Object.hasOwn(context, name) && Object.keys(type).length > 0) context[name] = { '@id': `kg:${name}`, ...type }
  }
  return { ...context, ...terms }
}

/** The file, in pieces. */
export async function* jsonldFile(extract: Extract, about: About): AsyncGenerator<string> {
  yield `{"@context":${JSON.stringify(contextOf(about.origin))},\n"@graph":[\n`
  yield* jsonItems(nodes(extract), (node) => node)
  yield ']}\n'
}

async function* nodes(extract: Extract): AsyncGenerator<object[]> {
  for await (const page of entitiesOf(extract)) yield page.map(entityNode)
  for await (const page of factsOf(extract)) yield page.flatMap(factNodes)
}

const iriOf = (id: string): string => `e:${id}`

function entityNode({ id, type, values }: ExportedEntity): object {
  const { sameAs, ...rest } = valuesOf(values, ontology.nodeTypes[type].properties, ontology.commonNode)
  const same = Array.isArray(sameAs) ? sameAs.map(String) : []
  return {
    '@id': iriOf(id),
    '@type': [type, ...nodeType(type).mapsTo.filter(isIri)],
    ...rest,
    ...(same.some(isIri) ? { sameAs: same.filter(isIri).map((iri) => ({ '@id': iri })) } : {}),
    ...(same.every(isIri) ? {} : { otherIds: same.filter((text) => !isIri(text)) }),
  }
}

function factNodes(fact: ExportedFact): object[] {
  const { factId, relation, from, to, values } = fact
  const kinds = relationType(relation).mapsTo.filter((iri) => isIri(iri) && !isPropertyIri(iri))
  const qualified = {
    '@id': iriOf(factId),
    '@type': ['http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement', ...kinds],
    from: iriOf(from.id),
    relation,
    to: iriOf(to.id),
    ...valuesOf(values, ontology.relationTypes[relation].properties, ontology.commonEdge),
  }
  const property = standardProperty(fact)
  if (property === undefined) return [qualified]
  const [subject, object] = inverted.has(relation) ? [to, from] : [from, to]
  return [qualified, { '@id': iriOf(subject.id), [property]: { '@id': iriOf(object.id) } }]
}

type Properties = Readonly<Record<string, Property>>

/** Values with ids as addresses; an open end and an unknown start are left out, since they are no days. */
function valuesOf(values: Readonly<Record<string, unknown>>, ...sets: Properties[]): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === OPEN_END || value === UNKNOWN_START) continue
    const refers = sets.some((properties) => properties[name]?.references !== undefined)
    if (!refers) shown[name] = value
    else shown[name] = Array.isArray(value) ? value.map((id) => iriOf(String(id))) : iriOf(String(value))
  }
  return shown
}
