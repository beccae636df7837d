/**
 * From what the ontology says of a property to what a person types, and back. Pure: forms show, this decides.
 * Values are judged by the same schemas and rules as in the API (property-schemas.ts, rules.ts).
 */
import { dayOf } from '@kommunalgraph/contract/days.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import type { Label, Property } from '@kommunalgraph/contract/ontology/define.ts'
import {
  type EntityType,
  nodeProperties,
  nodeType,
  type RelationType,
  relationProperties,
  relationType,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { relationIssues, ruleIssues, ruleWarnings } from '@kommunalgraph/contract/ontology/rules.ts'
import { inputValue } from '@kommunalgraph/contract/property-schemas.ts'
import type { Language } from '../../i18n/i18n.ts'
import { texts } from './texts.ts'

/** What stands in the fields, by name: one text, or several. Empty means unknown. */
export type Entered = Readonly<Record<string, string | readonly string[]>>
/** A value as the API takes it; null removes. */
export type Value = string | number | boolean | readonly string[] | null
export type Values = Readonly<Record<string, unknown>>
/** What stands against a field, in both languages. */
export type Problems = Readonly<Record<string, Label>>

/** What is being entered: a node of a type, or a fact of a relation. */
export type Kind = { readonly entity: EntityType } | { readonly relation: RelationType }

/** Said by the request as a whole, or by the server. */
const notAsked = (property: Property): boolean => property.setBy === 'server' || property.inheritedFrom !== undefined

const mainFirst = ['name', 'description']
const lastEntity = ['nameEn', 'sameAs', 'reviewedAt']
const standing = ['validFrom', 'validFromPrecision', 'validUntil', 'confidence', 'visibility']

export interface FieldGroup {
  readonly key: 'main' | 'standing' | 'more'
  readonly fields: readonly (readonly [name: string, property: Property])[]
}

/** All properties of a kind by name. */
export function propertiesOf(kind: Kind): Readonly<Record<string, Property>> {
  return 'entity' in kind ? nodeProperties(kind.entity) : relationProperties(kind.relation)
}

/** The fields of a form, in the order of the ontology: what it is, since when and how sure, and the rest. */
export function fieldGroups(kind: Kind, without: ReadonlySet<string> = new Set()): readonly FieldGroup[] {
  const properties = propertiesOf(kind)
  const own = Object.keys('entity' in kind ? nodeType(kind.entity).properties : relationType(kind.relation).properties)
  const named = (names: readonly string[]) =>
    names.flatMap((name): (readonly [string, Property])[] => {
      const property = properties[name]
      return property === undefined || notAsked(property) || without.has(name) ? [] : [[name, property]]
    })
  const groups: FieldGroup[] =
    'entity' in kind
      ? [
          { key: 'main', fields: named([...mainFirst, ...own.filter((name) => !mainFirst.includes(name))]) },
          { key: 'standing', fields: named(standing) },
          { key: 'more', fields: named(lastEntity) },
        ]
      : [
          { key: 'main', fields: named(own) },
          { key: 'standing', fields: named(standing) },
          { key: 'more', fields: named(['note']) },
        ]
  return groups.filter(({ fields }) => fields.length > 0)
}

/** Names of the fields of a form. */
export const fieldNames = (kind: Kind, without?: ReadonlySet<string>): readonly string[] =>
  fieldGroups(kind, without).flatMap(({ fields }) => fields.map(([name]) => name))

/** What the fields of a kind are called. */
export function labelsOf(kind: Kind, pick: (label: Label) => string): (field: string) => string {
  const named = new Map(fieldGroups(kind).flatMap((group) => group.fields.map(([name, property]) => [name, pick(property.label)] as const)))
  return (field) => named.get(field) ?? (field === 'reason' ? pick(texts.reason) : field === 'sourceIds' ? pick(texts.source) : field)
}

/** The problems of all other fields: who types into one mends it. */
export const withoutFields = (problems: Problems, ...fields: readonly string[]): Problems =>
  Object.fromEntries(Object.entries(problems).filter(([field]) => !fields.includes(field)))

/** Whether a field must be filled in: what has a default may stay empty. */
export const mustBeGiven = (property: Property): boolean => property.required === true && property.default === undefined

const severalOf = (property: Property): boolean => property.kind === 'textList' || property.kind === 'choiceList'

/** A number as people of this language write it, without grouping. */
const numberText = (value: number, language: Language): string => (language === 'de' ? String(value).replace('.', ',') : String(value))

/** A stored value as it stands in its field. Open ends and unknown starts are empty fields. */
export function enteredOf(property: Property, value: unknown, language: Language): string | readonly string[] {
  if (severalOf(property)) return Array.isArray(value) ? value.map(String) : []
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return numberText(value, language)
  const text = String(value)
  if (property.kind === 'date') return text === OPEN_END || text === UNKNOWN_START ? '' : text
  return property.kind === 'dateTime' ? dayOf(text) : text
}

/** Stored values as they stand in their fields. */
export function enteredValues(kind: Kind, values: Values, language: Language): Entered {
  return Object.fromEntries(
    fieldGroups(kind).flatMap(({ fields }) => fields.map(([name, property]) => [name, enteredOf(property, values[name], language)] as const)),
  )
}

/** What stands in the fields of something new: what the ontology fills in by itself. */
export function freshValues(kind: Kind, language: Language): Entered {
  const defaults = Object.fromEntries(Object.entries(propertiesOf(kind)).map(([name, property]) => [name, property.default]))
  return enteredValues(kind, { ...defaults, confidence: 'confirmed' }, language)
}

const million = /^(.*?)\s*(?:mio\.?|million(?:en)?)$/i
const thousand = /^(.*?)\s*(?:tsd\.?|tausend|t|k)$/i

/**
 * A number as people write it: "1.234,5", "1,2 Mio. €", "31,4 %"; in English with point and comma exchanged.
 * Undefined where it cannot be read without guessing.
 */
export function readNumber(text: string, language: Language): number | undefined {
  const bare = text
    .replace(/[\s\u00a0\u202f']/g, ' ')
    .replace(/(?:€|eur|%)\s*$/i, '')
    .trim()
  const scaled: readonly (readonly [RegExp, number])[] = [
    [million, 1_000_000],
    [thousand, 1_000],
  ]
  for (const [pattern, factor] of scaled) {
    const head = pattern.exec(bare)?.[1]
    if (head !== undefined) {
      const number = readNumber(head, language)
      return number === undefined ? undefined : Math.round(number * factor * 100) / 100
    }
  }
  const [group, point] = language === 'de' ? ['.', ','] : [',', '.']
  const digits = bare.replaceAll(' ', '')
  const grouped = new RegExp(`^[-−]?\\d{1,3}(?:\\${group}\\d{3})+(?:\\${point}\\d+)?$`)
  const plain = new RegExp(`^[-−]?\\d+(?:\\${point}\\d+)?$`)
  // "12.5" in German is no group of three: it can only be a decimal point.
  const other = new RegExp(`^[-−]?\\d+\\${group}\\d+$`)
  const normal = grouped.test(digits)
    ? digits.replaceAll(group as string, '').replace(point as string, '.')
    : plain.test(digits)
      ? digits.replace(point as string, '.')
      : other.test(digits)
        ? digits.replace(group as string, '.')
        : undefined
  return normal === undefined ? undefined : Number(normal.replace('−', '-'))
}

type Read = { readonly value: Value | undefined } | { readonly problem: Label }

/** What a filled field means. `undefined`: nothing is stated. */
export function readField(name: string, property: Property, text: string | readonly string[], language: Language): Read {
  if (severalOf(property)) {
    const several = [text].flat().map((one) => one.trim()).filter((one) => one !== '')
    return several.length === 0 ? { value: undefined } : judged(property, several)
  }
  const one = String(text).trim()
  if (one === '') {
    if (name === 'validFrom') return { value: UNKNOWN_START }
    if (name === 'validUntil') return { value: OPEN_END }
    return { value: undefined }
  }
  switch (property.kind) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent': {
      const number = readNumber(one, language)
      return number === undefined ? { problem: texts.noNumber } : judged(property, number)
    }
    case 'boolean':
      return judged(property, one === 'true')
    case 'dateTime':
      return /^\d{4}-\d{2}-\d{2}$/.test(one) ? judged(property, `${one}T12:00:00Z`) : { problem: texts.noDay }
    default:
      return judged(property, one)
  }
}

function judged(property: Property, value: Exclude<Value, null>): Read {
  const read = inputValue(property).safeParse(value)
  if (read.success) return { value: read.data as Value }
  const [issue] = read.error.issues
  return { problem: issue ? sayIssue(property, issue) : texts.wrong }
}

type Issue = NonNullable<ReturnType<ReturnType<typeof inputValue>['safeParse']>['error']>['issues'][number]

/** What the schema holds against a value, as a sentence with the next step. */
function sayIssue(property: Property, issue: Issue): Label {
  switch (issue.code) {
    case 'custom':
      return isLabel(issue.params?.message) ? issue.params.message : texts.wrong
    case 'too_big':
      return issue.origin === 'string' ? texts.tooLong(Number(issue.maximum)) : issue.origin === 'array' ? texts.tooMany(Number(issue.maximum)) : texts.tooBig(Number(issue.maximum))
    case 'too_small':
      return issue.origin === 'string' ? texts.missing : issue.origin === 'array' ? texts.tooFew(Number(issue.minimum)) : texts.tooSmall(Number(issue.minimum))
    case 'invalid_type':
      return property.kind === 'integer' ? texts.noWholeNumber : texts.wrong
    case 'invalid_value':
      return texts.notInList
    case 'invalid_format':
      if (property.kind === 'date' || property.kind === 'dateTime') return texts.noDay
      return texts.wrongForm(property.help, typeof property.example === 'string' ? property.example : undefined)
    default:
      return texts.wrong
  }
}

const isLabel = (value: unknown): value is Label =>
  typeof value === 'object' && value !== null && typeof (value as Label).de === 'string' && typeof (value as Label).en === 'string'

export interface Judgement {
  /** Everything that is stated, for something new. */
  readonly values: Readonly<Record<string, Value>>
  readonly problems: Problems
  readonly warnings: Problems
}

/** Reads all fields and judges them together, as the API will. */
export function judge(kind: Kind, entered: Entered, language: Language, touched?: ReadonlySet<string>): Judgement {
  const properties = propertiesOf(kind)
  const values: Record<string, Value> = {}
  const problems: Record<string, Label> = {}
  for (const [name, text] of Object.entries(entered)) {
    const property = properties[name]
    if (!property || notAsked(property)) continue
    const read = readField(name, property, text, language)
    if ('problem' in read) problems[name] = read.problem
    else if (read.value !== undefined) values[name] = read.value
    else if (mustBeGiven(property) && (touched === undefined || touched.has(name))) problems[name] = texts.missing
  }
  const rules = 'entity' in kind ? ruleIssues(properties, values, touched) : relationIssues(kind.relation, values, touched)
  for (const issue of rules) problems[issue.property] ??= issue.message
  const warnings = Object.fromEntries(ruleWarnings(properties, values, touched).map((issue) => [issue.property, issue.message]))
  return { values, problems, warnings }
}

/** Whether two fields say the same. */
export const sameEntry = (a: string | readonly string[] | undefined, b: string | readonly string[] | undefined): boolean =>
  JSON.stringify(Array.isArray(a) ? a : (a ?? '').toString().trim()) === JSON.stringify(Array.isArray(b) ? b : (b ?? '').toString().trim())

/** Names of the fields that differ. */
export const changedFields = (before: Entered, after: Entered): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !sameEntry(before[name], after[name]))

/** Only what differs, as a correction states it: emptied fields are removed. */
export function patchOf(kind: Kind, before: Entered, after: Entered, language: Language): Readonly<Record<string, Value>> {
  const { values } = judge(kind, after, language)
  const properties = propertiesOf(kind)
  return Object.fromEntries(
    changedFields(before, after).flatMap((name): (readonly [string, Value])[] => {
      const value = values[name]
      if (value !== undefined) return [[name, value]]
      const property = properties[name]
      // What must be given is never removed; the judgement has said so before.
      return property === undefined || mustBeGiven(property) ? [] : [[name, property.default ?? null]]
    }),
  )
}

/** One field on which two people disagree, or which only the other one changed. */
export interface Clash {
  readonly name: string
  readonly before: string | readonly string[]
  readonly theirs: string | readonly string[]
  readonly mine: string | readonly string[]
  /** Both changed it, and differently: somebody must choose. */
  readonly contested: boolean
}

/** What somebody else changed meanwhile, compared with what stands in the form. */
export function clashes(before: Entered, theirs: Entered, mine: Entered): readonly Clash[] {
  return changedFields(before, theirs).flatMap((name) => {
    const one = (entered: Entered) => entered[name] ?? ''
    const touched = !sameEntry(before[name], mine[name])
    if (touched && sameEntry(theirs[name], mine[name])) return []
    return [{ name, before: one(before), theirs: one(theirs), mine: one(mine), contested: touched }]
  })
}

/** The form after the choice: theirs where nobody here touched it or they were chosen, mine elsewhere. */
export function settled(mine: Entered, found: readonly Clash[], chosen: Readonly<Record<string, 'mine' | 'theirs'>>): Entered {
  return {
    ...mine,
    ...Object.fromEntries(found.filter(({ name, contested }) => !contested || chosen[name] === 'theirs').map(({ name, theirs }) => [name, theirs])),
  }
}
