/**
 * The small language of the question catalogue. A question is one entry here (`questions/*.ts`) and one file in
 * `cypher/questions/`; its route, parameters, row schema, table, map and sources follow from these two.
 */
import { z } from 'zod'
import type { QuestionColumn, QuestionParameter } from './answers.ts'
import { entityIdPatternOf, MAX_ID_LENGTH } from './ids.ts'
import { type EntityType, nodeType, type RelationType, relationType, type VocabularyName } from './ontology/ontology.ts'
import { EntityRef } from './schemas.ts'
import type { Bilingual, Unknown } from './wording.ts'

export type Audience = 'politics' | 'strategy' | 'it' | 'steward'
export type ColumnKind = QuestionColumn['kind']

// ── Parameters ───────────────────────────────────────────────────────────────────────────────────

/** A parameter: how it is shown, and how its text in the URL is read. */
export interface Parameter<V = string | number> {
  readonly shown: Omit<QuestionParameter, 'name'>
  readonly schema: z.ZodType<V | undefined>
}

interface Common {
  label: Bilingual
  /** Default true. */
  required?: boolean
}

/** The id of an entity of one of these types; none named: of any type. */
export function entityParameter({ label, types, example, required = true }: Common & { types?: readonly EntityType[]; example: string }): Parameter<string> {
  const patterns = types?.map((type) => new RegExp(entityIdPatternOf(type)))
  const allowed = types?.map((type) => nodeType(type).idExample)
  const schema = z
    .string()
    .max(MAX_ID_LENGTH)
    .check((context) => {
      if (patterns ? patterns.some((pattern) => pattern.test(context.value)) : /^[a-z]+:[a-z0-9._-]+:[a-z0-9._-]+$/.test(context.value)) return
      const message = types ? `must be the id of ${types.map((type) => nodeType(type).label.en).join(' or ')}` : 'must be the id of an entity'
      context.issues.push({ code: 'custom', input: context.value, message, params: { allowed: allowed ?? ['type:scheme:local'] } })
    })
  return {
    shown: { type: 'entity', label, required, example, ...(types && { entityTypes: [...types] }) },
    schema: required ? schema : schema.optional(),
  }
}

/** A number between two bounds; left out it is the default. */
export function numberParameter(options: Common & { minimum: number; maximum: number; default: number; whole?: boolean }): Parameter<number> {
  const { label, minimum, maximum, whole = false } = options
  const bounded = z.coerce.number().min(minimum).max(maximum)
  const schema = (whole ? bounded.int() : bounded).default(options.default)
  return {
    shown: { type: 'number', label, required: false, example: options.default, minimum, maximum, default: options.default },
    // Number('') is 0: an empty value is a mistake, not a zero.
    schema: z.preprocess((given) => (typeof given === 'string' && given.trim() === '' ? Number.NaN : given), schema),
  }
}

/** A short text of a fixed form, or one of a closed list. */
export function textParameter({ label, pattern, allowed, example, required = true }: Common & { pattern?: RegExp; allowed?: readonly string[]; example: string }): Parameter<string> {
  const schema: z.ZodType<string> = allowed
    ? z.enum(allowed as [string, ...string[]])
    : z.string().max(MAX_ID_LENGTH).regex(pattern ?? /./, `must look like ${example}`)
  return {
    shown: { type: 'text', label, required, example, ...(allowed && { allowed: [...allowed] }) },
    schema: required ? schema : schema.optional(),
  }
}

/** A day. The parameter is called `before`: the graph knows by the name which texts are days. */
export function dateParameter({ label, example, required = true }: Common & { example: string }): Parameter<string> {
  const schema = z.iso.date()
  return { shown: { type: 'date', label, required, example }, schema: required ? schema : schema.optional() }
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────

interface Column<K extends ColumnKind = ColumnKind> {
  readonly kind: K
  readonly label: Bilingual
  readonly vocabulary?: VocabularyName
}

const column = <K extends ColumnKind>(kind: K) => (de: string, en: string): Column<K> => ({ kind, label: { de, en } })

/** What the ontology calls a type, for the head of a column. */
export const named = (type: EntityType): [de: string, en: string] => labelled(nodeType(type).label)
/** What the ontology calls a property of a relation. */
export function relationPropertyLabel(relation: RelationType, name: string): Bilingual {
  const label = relationType(relation).properties[name]?.label
  if (!label) throw new RangeError(`${relation} has no property ${name}`)
  return label
}
/** What the ontology calls a property of a node. */
export function nodePropertyLabel(type: EntityType, name: string): Bilingual {
  const label = nodeType(type).properties[name]?.label
  if (!label) throw new RangeError(`${type} has no property ${name}`)
  return label
}
/** A label of the ontology as the head of a column. */
export const labelled = ({ de, en }: Bilingual): [de: string, en: string] => [de, en]

export const entityColumn = column('entity')
export const entitiesColumn = column('entities')
export const textColumn = column('text')
export const numberColumn = column('number')
export const percentColumn = column('percent')
export const moneyColumn = column('money')
export const dateColumn = column('date')
export const booleanColumn = column('boolean')
export const relationsColumn = column('relations')
/** A code of a vocabulary of the ontology. */
export const choiceColumn = (de: string, en: string, vocabulary: VocabularyName): Column<'choice'> => ({ kind: 'choice', label: { de, en }, vocabulary })

export type Columns = Readonly<Record<string, Column>>

interface ValueOfKind {
  entity: EntityRef
  entities: EntityRef[]
  text: string
  texts: string[]
  number: number
  percent: number
  money: number
  date: string
  boolean: boolean
  choice: string
  choices: string[]
  relations: string[]
}

/** A row: every column is there; what is unknown is null. */
export type Row<C extends Columns> = { [K in keyof C]: ValueOfKind[C[K]['kind']] | null }

const cellSchemas: { [K in ColumnKind]: z.ZodType<ValueOfKind[K]> } = {
  entity: EntityRef,
  entities: z.array(EntityRef),
  text: z.string(),
  texts: z.array(z.string()),
  number: z.number(),
  percent: z.number(),
  money: z.number(),
  date: z.iso.date(),
  boolean: z.boolean(),
  choice: z.string(),
  choices: z.array(z.string()),
  relations: z.array(z.string()),
}

/** The strict zod schema of a question's rows. */
export const rowSchema = (columns: Columns): z.ZodObject =>
  z.strictObject(Object.fromEntries(Object.entries(columns).map(([key, { kind }]) => [key, cellSchemas[kind].nullable()])))

/** Columns as the answer lists them. */
export const columnList = (columns: Columns): QuestionColumn[] => Object.entries(columns).map(([key, definition]) => ({ key, ...definition }))

// ── Questions ────────────────────────────────────────────────────────────────────────────────────

/** Names that a query may return beside its columns. */
export const reservedColumns = ['total', 'facts', 'sourceIds'] as const

/** What a sentence is made of. */
export interface Answered<C extends Columns = Columns, F extends string = string> extends Unknown {
  /** At most 200. */
  rows: Row<C>[]
  /** All that were found, also those cut off. */
  total: number
  truncated: boolean
  /** Figures over all rows that the query returns beside them; null where it found nothing at all. */
  facts: Record<F, number | null> | null
  /** Names of the entities asked about, by parameter. */
  subjects: Record<string, EntityRef>
  /** Values used, defaults filled in. */
  values: Record<string, string | number>
}

/** A gap list as (part of) an answer. */
export interface GapPart {
  kind: string
  /** Leaves out what is not an initiative. */
  initiativesOnly?: boolean
  /** Constant cells that tell the parts apart. */
  cells?: Record<string, boolean>
}

interface Definition<C extends Columns, F extends string> {
  /** Stable: it stands in addresses. */
  readonly code: string
  readonly audience: Audience
  readonly question: Bilingual
  readonly parameters: Readonly<Record<string, Parameter>>
  /** Where no parameter is required by itself: at least one of these sets must be given. */
  readonly oneOf?: readonly (readonly string[])[]
  readonly columns: C
  /** A parameter whose example only the database knows: it is this column of the answer to the other examples. */
  readonly exampleFrom?: { readonly parameter: string; readonly column: keyof C & string }
  /** Names of the figures in the reserved column `facts`. */
  readonly facts?: readonly F[]
  readonly sentence: (answered: Answered<C, F>) => Bilingual
}

/** Where the rows come from: a file of `cypher/questions/` (without ending), or lists of gaps. */
type Origin = { readonly file: string; readonly gaps?: never } | { readonly gaps: readonly GapPart[]; readonly file?: never }

/** A question whose columns are no longer known by name. */
export type Question = Omit<Definition<Columns, string>, 'sentence'> & Origin & { readonly sentence: (answered: Answered) => Bilingual }

/** Declares a question; its sentence sees rows typed by its columns. */
export function question<const C extends Columns, const F extends string = never>(definition: Definition<C, F> & Origin): Question {
  // The runner passes rows that were checked by `rowSchema(columns)`: the cast says what zod has proved.
  return { ...definition, sentence: (answered) => definition.sentence(answered as unknown as Answered<C, F>) }
}
