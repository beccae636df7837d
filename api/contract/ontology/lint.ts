/** What must hold inside the ontology; each rule says in a sentence where it is broken. */
import type { Label, Property, VocabularyEntry } from './define.ts'
import type { Ontology } from './ontology.ts'

type Owner = readonly [where: string, properties: Readonly<Record<string, Property>>]

const missingLabel = (where: string, label: Label | undefined): string[] =>
  label !== undefined && label.de.trim() !== '' && label.en.trim() !== ''
    ? []
    : [`${where}: label missing in German or English`]

const doubles = (where: string, named: readonly (readonly [name: string, label: string])[]): string[] => {
  const seen = new Map<string, string>()
  return named.flatMap(([name, label]) => {
    const first = seen.get(label)
    seen.set(label, first ?? name)
    return first === undefined ? [] : [`${where}: ${first} and ${name} are both called "${label}"`]
  })
}

const propertyFaults = (ontology: Ontology, [where, properties]: Owner, siblings: ReadonlySet<string>): string[] =>
  Object.entries(properties).flatMap(([name, property]) => {
    const here = `${where}.${name}`
    const { vocabulary, requiredUnless, scale, references } = property
    const named = [
      property.requiredWith,
      property.requiredUnlessPresent,
      property.notAbove,
      property.below,
      requiredUnless?.property,
      scale?.property,
    ]
    return [
      ...missingLabel(here, property.label),
      ...(property.help === undefined ? [] : missingLabel(`${here} help`, property.help)),
      ...(/^[a-z][A-Za-z0-9]*$/.test(name) ? [] : [`${here}: not a property name`]),
      ...named
        .filter((other) => other !== undefined && !siblings.has(other))
        .map((other) => `${here}: speaks of ${other}, which does not exist`),
      ...(vocabulary !== undefined && !Object.hasOwn(ontology.vocabularies, vocabulary)
        ? [`${here}: unknown vocabulary ${vocabulary}`]
        : []),
      ...(references === undefined || references === 'any' || Object.hasOwn(ontology.nodeTypes, references)
        ? []
        : [`${here}: refers to unknown type ${references}`]),
    ]
  })

/** One name, one kind: a property that occurs in several places is the same sort of value everywhere. */
const kindFaults = (owners: readonly Owner[]): string[] => {
  const kinds = new Map<string, readonly [kind: string, where: string]>()
  return owners.flatMap(([where, properties]) =>
    Object.entries(properties).flatMap(([name, property]) => {
      const first = kinds.get(name)
      if (first === undefined) kinds.set(name, [property.kind, where])
      return first === undefined || first[0] === property.kind
        ? []
        : [`${where}.${name} is ${property.kind}, but ${first[1]}.${name} is ${first[0]}`]
    }),
  )
}

/** Sentences that name every contradiction; empty when the ontology holds together. */
export const lintOntology = (ontology: Ontology): string[] => {
  const nodeTypes = Object.values(ontology.nodeTypes)
  const relations = Object.values(ontology.relationTypes)
  const owners: Owner[] = [
    ['every entity', ontology.commonNode],
    ['every relation', ontology.commonEdge],
    ...nodeTypes.map((type): Owner => [type.name, type.properties]),
    ...relations.map((type): Owner => [type.name, type.properties]),
  ]
  const used = new Set<string>(
    owners.flatMap(([, properties]) => Object.values(properties).flatMap((property) => property.vocabulary ?? [])),
  )
  return [
    ...nodeTypes.flatMap((type) => {
      const all = { ...ontology.commonNode, ...type.properties }
      const named = [...type.caption, ...(type.personalCommon ?? [])]
      return [
        ...missingLabel(type.name, type.label),
        ...missingLabel(`${type.name} plural`, type.plural),
        ...missingLabel(`${type.name} help`, type.help),
        ...propertyFaults(ontology, [type.name, type.properties], new Set(Object.keys(all))),
        ...Object.keys(type.properties)
          .filter((name) => Object.hasOwn(ontology.commonNode, name))
          .map((name) => `${type.name}.${name} is a shared property`),
        ...named
          .filter((name) => !Object.hasOwn(all, name))
          .map((name) => `${type.name}: speaks of ${name}, which does not exist`),
        ...(type.idExample.startsWith(`${type.prefix}:`)
          ? []
          : [`${type.name}: the example of an id has another prefix`]),
        ...(type.mapsTo.length > 0 ? [] : [`${type.name}: maps to no standard`]),
        ...doubles(
          type.name,
          Object.entries(all).map(([name, property]) => [name, property.label.de]),
        ),
      ]
    }),
    ...relations.flatMap((type) => {
      const all = { ...ontology.commonEdge, ...type.properties }
      return [
        ...missingLabel(type.name, type.label),
        ...missingLabel(`${type.name} reverse`, type.reverse),
        ...missingLabel(`${type.name} help`, type.help),
        ...propertyFaults(ontology, [type.name, type.properties], new Set(Object.keys(all))),
        ...Object.keys(type.properties)
          .filter((name) => Object.hasOwn(ontology.commonEdge, name))
          .map((name) => `${type.name}.${name} is a shared property`),
        ...type.key
          .filter((name) => !Object.hasOwn(type.properties, name))
          .map((name) => `${type.name}: key property ${name} does not exist`),
        ...(type.symmetric === true || type.label.de !== type.reverse.de
          ? []
          : [`${type.name} is called the same from both sides`]),
        ...(type.ends.length > 0 ? [] : [`${type.name} joins nothing`]),
        ...doubles(
          type.name,
          Object.entries(all).map(([name, property]) => [name, property.label.de]),
        ),
      ]
    }),
    ...propertyFaults(ontology, ['every entity', ontology.commonNode], new Set(Object.keys(ontology.commonNode))),
    ...propertyFaults(ontology, ['every relation', ontology.commonEdge], new Set(Object.keys(ontology.commonEdge))),
    ...kindFaults(owners),
    ...Object.entries(ontology.vocabularies).flatMap(([name, vocabulary]) => {
      const entries: [string, VocabularyEntry][] = Object.entries(vocabulary.codes)
      return [
        ...missingLabel(name, vocabulary.label),
        ...entries.flatMap(([code, entry]) => missingLabel(`${name}.${code}`, entry.label)),
        ...doubles(
          name,
          entries.map(([code, entry]) => [code, entry.label.de]),
        ),
        ...(used.has(name) || vocabulary.standalone !== undefined ? [] : [`${name}: nothing uses this vocabulary`]),
      ]
    }),
    ...doubles(
      'node types',
      nodeTypes.map((type) => [type.name, type.label.de]),
    ),
    ...doubles(
      'prefixes',
      nodeTypes.map((type) => [type.name, type.prefix]),
    ),
    ...doubles(
      'relation types',
      relations.flatMap((type): [string, string][] =>
        type.symmetric
          ? [[type.name, type.label.de]]
          : [
              [type.name, type.label.de],
              [`${type.name} reversed`, type.reverse.de],
            ],
      ),
    ),
  ]
}
