/**
 * The grammar of ids, once. Entities: `type:scheme:local`, facts: `fact:relation:uuid7`.
 * Lower-case ASCII, immutable, never reused, no names of persons. An official key wins; else a slug in
 * the scheme of the tenant. Imports the ontology only, so the browser can have it.
 */
import {
  type Code,
  codes,
  type EntityType,
  entityTypes,
  isRelationTypeName,
  nodeType,
  type RelationType,
  relationTypeNames,
} from './ontology/ontology.ts'
import type { VocabularyName } from './ontology/vocabularies.ts'

/** Longest id, in characters. */
export const MAX_ID_LENGTH = 200

const part = '[a-z0-9][a-z0-9._-]*'
const uuid7 = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

/** `ACCOUNTABLE_FOR` → `accountable-for`, as it stands in the id of a fact. */
const relationPart = (relation: RelationType): string => relation.toLowerCase().replaceAll('_', '-')

const typeByPrefix: ReadonlyMap<string, EntityType> = new Map(entityTypes.map((type) => [nodeType(type).prefix, type]))

/** What the ids of all facts of a relation start with. */
export const factIdPrefix = (relation: RelationType): string => `fact:${relationPart(relation)}:`

/** Regular expression sources, anchored; for zod and OpenAPI. */
export const entityIdPattern = `^(${[...typeByPrefix.keys()].join('|')}):${part}:${part}$`
export const factIdPattern = `^fact:(${relationTypeNames.map(relationPart).join('|')}):${uuid7}$`

/** Pattern of the ids of one type. */
export const entityIdPatternOf = (type: EntityType): string => `^${nodeType(type).prefix}:${part}:${part}$`

const entityId = new RegExp(entityIdPattern)
const factId = new RegExp(factIdPattern)

export interface EntityIdParts {
  readonly type: EntityType
  /** Where the local part is unique: a register (`ars`, `leika`), a code list (`code`) or a tenant. */
  readonly scheme: string
  readonly local: string
}

export interface FactIdParts {
  readonly relation: RelationType
  readonly uuid: string
}

/** Whether a text is the id of an entity. */
export const isEntityId = (text: string): boolean => text.length <= MAX_ID_LENGTH && entityId.test(text)

/** Whether a text is the id of a fact. */
export const isFactId = (text: string): boolean => text.length <= MAX_ID_LENGTH && factId.test(text)

/** Takes the id of an entity apart; undefined if it is none. */
export const parseEntityId = (text: string): EntityIdParts | undefined => {
  if (!isEntityId(text)) return undefined
  const [prefix = '', scheme = '', local = ''] = text.split(':')
  const type = typeByPrefix.get(prefix)
  return type === undefined ? undefined : { type, scheme, local }
}

/** Puts the id of an entity together; throws where the parts break the grammar. */
export const formatEntityId = ({ type, scheme, local }: EntityIdParts): string => {
  const id = `${nodeType(type).prefix}:${scheme}:${local}`
  if (!isEntityId(id)) throw new RangeError(`Not an id: ${id.slice(0, MAX_ID_LENGTH)}`)
  return id
}

/** Takes the id of a fact apart; undefined if it is none. */
export const parseFactId = (text: string): FactIdParts | undefined => {
  if (!isFactId(text)) return undefined
  const [, relation = '', uuid = ''] = text.split(':')
  const name = relation.toUpperCase().replaceAll('-', '_')
  return isRelationTypeName(name) ? { relation: name, uuid } : undefined
}

/** Puts the id of a fact together; throws unless the UUID is one of version 7. */
export const formatFactId = ({ relation, uuid }: FactIdParts): string => {
  const id = `fact:${relationPart(relation)}:${uuid}`
  if (!isFactId(id)) throw new RangeError(`Not the id of a fact: ${id.slice(0, MAX_ID_LENGTH)}`)
  return id
}

/** The type that an id belongs to; undefined if it is no id. */
export const entityTypeOfId = (id: string): EntityType | undefined => parseEntityId(id)?.type

/** The relation type of a fact by its id; undefined if it is no id of a fact. */
export const relationOfFactId = (id: string): RelationType | undefined => parseFactId(id)?.relation

const transliterations: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  '&': ' und ',
  '+': ' plus ',
}

/** Name → local part of an id, at most 80 characters: "Straßenbau & Grün" → `strassenbau-und-gruen`. Empty if nothing is left. */
export const slugify = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåœłđ&+]/g, (character) => transliterations[character] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '')

export type CodeList = Extract<VocabularyName, 'sphere' | 'thrust' | 'targetQuality' | 'skill'>

/** The type whose nodes are derived from each code list. */
const codeListTypes: Readonly<Record<CodeList, EntityType>> = Object.fromEntries(
  entityTypes.flatMap((type) => {
    const list = nodeType(type).codeList
    return list === undefined ? [] : [[list, type]]
  }),
) as Record<CodeList, EntityType>

/** Id of the node that stands for a code: `codeListId('skill', 'it_media')` → `skl:code:it-media`. */
export const codeListId = <L extends CodeList>(list: L, code: Code<L>): string =>
  formatEntityId({ type: codeListTypes[list], scheme: 'code', local: code.replaceAll('_', '-') })

/** The code behind the id of such a node; undefined if the id belongs to none. */
export const codeOfId = <L extends CodeList>(list: L, id: string): Code<L> | undefined =>
  codes(list).find((code) => codeListId(list, code) === id)
