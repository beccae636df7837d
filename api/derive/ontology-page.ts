/** The ontology as a page to read: what there is, what it is called, what it may say, where it maps to. */
import type { Property, Theme } from '@kommunalgraph/contract/ontology/define.ts'
import {
  entityTypes,
  nodeType,
  ontology,
  type RelationTypeInfo,
  relationType,
  relationTypeNames,
  vocabularyEntry,
} from '@kommunalgraph/contract/ontology/ontology.ts'

const themes: Readonly<Record<Theme, string>> = {
  actors: 'Akteure · Actors',
  initiatives: 'Vorhaben und Wirkung · Initiatives and effects',
  services: 'Leistungen und Prozesse · Services and processes',
  systems: 'Systeme, Angebote, Daten · Systems, offerings, data',
  decisions: 'Beschlüsse · Decisions',
  evidence: 'Belege · Evidence',
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [row(head), row(head.map(() => '---')), ...rows.map(row), '']

const anchor = (name: string): string => name.toLowerCase()
const link = (name: string): string => `[${name}](#${anchor(name)})`

/** Headings of vocabularies say so: a node type may have the same name (`Sphere`, `sphere`). */
const vocabularyHeading = (name: string): string => `Codes of ${name}`
const vocabularyLink = (name: string): string =>
  `[${name}](#${vocabularyHeading(name).toLowerCase().replaceAll(' ', '-')})`

const kind = (property: Property): string => {
  if (property.vocabulary !== undefined) return `${property.kind} of ${vocabularyLink(property.vocabulary)}`
  if (property.references !== undefined)
    return `${property.kind}, id of ${property.references === 'any' ? 'any entity' : link(property.references)}`
  return property.kind
}

const needed = (property: Property): string => {
  if (property.setBy === 'server') return 'set by the server'
  if (property.requiredUnless !== undefined)
    return `unless ${property.requiredUnless.property} is ${String(property.requiredUnless.is)}`
  if (property.requiredUnlessPresent !== undefined) return `unless ${property.requiredUnlessPresent} is given`
  if (property.requiredWith !== undefined) return `with ${property.requiredWith}`
  if (property.default !== undefined) return `yes (default ${String(property.default)})`
  return property.required ? 'yes' : ''
}

const limits = (property: Property): string =>
  [
    property.unit === undefined ? '' : property.unit.en,
    property.min === undefined ? '' : `≥ ${property.min}`,
    property.max === undefined ? '' : `≤ ${property.max}`,
    property.pattern === undefined ? '' : `\`${property.pattern}\``,
    property.notAbove === undefined ? '' : `≤ ${property.notAbove}`,
    property.below === undefined ? '' : `< ${property.below}`,
    property.scale === undefined
      ? ''
      : Object.entries(property.scale.max)
          .map(([code, top]) => `≤ ${top} in ${code}`)
          .join(', '),
    property.personal ? 'never in the log' : '',
  ]
    .filter((text) => text !== '')
    .join('; ')

const properties = (record: Readonly<Record<string, Property>>): string[] =>
  table(
    ['Property', 'Deutsch', 'English', 'Kind', 'Required', 'Limits', 'Hilfe'],
    Object.entries(record).map(([name, property]) => [
      `\`${name}\``,
      property.label.de,
      property.label.en,
      kind(property),
      needed(property),
      limits(property),
      property.help?.de ?? '',
    ]),
  )

const nodeSection = (name: (typeof entityTypes)[number]): string[] => {
  const type = nodeType(name)
  const out = relationTypeNames.filter((relation) => relationType(relation).from.includes(name))
  const into = relationTypeNames.filter((relation) => relationType(relation).to.includes(name))
  return [
    `### ${name}`,
    '',
    `**${type.label.de}** (${type.plural.de}) · **${type.label.en}** (${type.plural.en})`,
    '',
    type.help.de,
    '',
    `*${type.help.en}*`,
    '',
    `- Id: \`${type.prefix}:scheme:local\`, such as \`${type.idExample}\``,
    `- Map: shape ${type.shape}, colour ${type.colour}, icon ${type.icon}${type.actor ? '; can act (`:Actor`)' : ''}`,
    ...(type.codeList === undefined ? [] : [`- Its nodes are derived from ${vocabularyLink(type.codeList)}.`]),
    ...(type.personalCommon === undefined
      ? []
      : [`- Never in the log: ${type.personalCommon.map((property) => `\`${property}\``).join(', ')}`]),
    ...(out.length === 0 ? [] : [`- From it: ${out.map(link).join(', ')}`]),
    ...(into.length === 0 ? [] : [`- To it: ${into.map(link).join(', ')}`]),
    `- Maps to: ${type.mapsTo.map((iri) => `\`${iri}\``).join(', ')}`,
    '',
    ...properties(type.properties),
  ]
}

/** Pairs grouped by target, so that a cross product reads as one line. */
const ends = (type: RelationTypeInfo): string[] => {
  const targets = new Map<string, string[]>()
  for (const [from, to] of type.ends) targets.set(from, [...(targets.get(from) ?? []), to])
  const sources = new Map<string, string[]>()
  for (const [from, to] of targets)
    sources.set(to.map(link).join(', '), [...(sources.get(to.map(link).join(', ')) ?? []), from])
  return [...sources].map(([to, from]) => `- ${from.map(link).join(', ')} → ${to}`)
}

const relationSection = (name: (typeof relationTypeNames)[number]): string[] => {
  const type = relationType(name)
  const traits = [
    type.needs ? 'need: impact follows it backwards' : '',
    type.cardinality === undefined ? '' : 'at most one open edge at a target',
    type.symmetric ? 'reads the same from both sides' : '',
    type.excludeFromPaths ? 'not used for ways between two entities' : '',
    type.refusedConfidence.length === 0 ? '' : `never with confidence ${type.refusedConfidence.join(', ')}`,
    type.key.length === 0 ? '' : `same fact only with the same ${type.key.join(', ')}`,
  ].filter((text) => text !== '')
  return [
    `### ${name}`,
    '',
    `**${type.label.de}** / ${type.reverse.de} · **${type.label.en}** / ${type.reverse.en}`,
    '',
    type.help.de,
    '',
    `*${type.help.en}*`,
    '',
    ...ends(type),
    ...(traits.length === 0 ? [] : [`- ${traits.join('; ')}`]),
    `- Maps to: ${type.mapsTo.map((iri) => `\`${iri}\``).join(', ')}`,
    '',
    ...properties(type.properties),
  ]
}

const vocabularySection = (name: keyof typeof ontology.vocabularies): string[] => {
  const { label, codes, standalone } = ontology.vocabularies[name]
  return [
    `### ${vocabularyHeading(name)}`,
    '',
    `**${label.de}** · ${label.en}${standalone === undefined ? '' : ` (used by ${standalone})`}`,
    '',
    ...table(
      ['Code', 'Deutsch', 'English', 'Erläuterung'],
      Object.keys(codes).map((code) => {
        const entry = vocabularyEntry(name, code)
        return [
          `\`${code}\``,
          entry?.label.de ?? '',
          entry?.label.en ?? '',
          [entry?.help?.de, entry?.question?.de].filter(Boolean).join(' '),
        ]
      }),
    ),
  ]
}

/** Text of `docs/ontology.md`. */
export const ontologyPage = (): string => {
  const vocabularyNames = Object.keys(ontology.vocabularies) as (keyof typeof ontology.vocabularies)[]
  return [
    '<!-- Derived from api/contract/ontology by `npm run derive`: do not edit. -->',
    '# Ontology',
    '',
    `Version ${ontology.version}: ${entityTypes.length} node types, ${relationTypeNames.length} relation types, ${vocabularyNames.length} vocabularies. ` +
      'What an entity or a fact may say, what it is called in German and English, and which term of a standard it corresponds to.',
    '',
    'Direction law: a relation that is a *need* points from the dependent to what it needs; accountability points from the actor to the thing. ' +
      'A change closes the old edge and opens a new one; nothing is overwritten.',
    '',
    '## Every entity',
    '',
    'Beside `id` and `type`:',
    '',
    ...properties(ontology.commonNode),
    '## Every fact',
    '',
    'Beside `factId`, `type`, `from` and `to`:',
    '',
    ...properties(ontology.commonEdge),
    '## Node types',
    '',
    ...(Object.keys(themes) as Theme[]).flatMap((theme) => [
      `**${themes[theme]}**`,
      '',
      ...entityTypes
        .filter((name) => nodeType(name).theme === theme)
        .map((name) => `- ${link(name)}: ${nodeType(name).label.de}`),
      '',
    ]),
    ...entityTypes.flatMap(nodeSection),
    '## Relation types',
    '',
    ...table(
      ['Relation', 'Deutsch', 'umgekehrt', 'English', 'reverse'],
      relationTypeNames.map((name) => {
        const { label, reverse } = relationType(name)
        return [link(name), label.de, reverse.de, label.en, reverse.en]
      }),
    ),
    ...relationTypeNames.flatMap(relationSection),
    '## Vocabularies',
    '',
    ...vocabularyNames.flatMap(vocabularySection),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}
