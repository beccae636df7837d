/**
 * The small language in which the ontology is written. Every function returns plain data that can be
 * printed as JSON: no functions, no zod, no screen or database mechanics. `const` type parameters keep
 * names and codes as literal types, so that everything derived from the ontology is typed by it.
 */
import type { VocabularyName } from './vocabularies.ts'

/** A text in both languages of the product; German comes first because it is what stewards and mayors read. */
export interface Label {
  readonly de: string
  readonly en: string
}

/** Options that every property may carry. */
export interface PropertyOptions {
  readonly label: Label
  /** One sentence for the person who fills in the field. */
  readonly help?: Label
  readonly required?: boolean
  /** Regular expression source, anchored. */
  readonly pattern?: string
  /** Bounds of the number (inclusive). */
  readonly min?: number
  readonly max?: number
  /** Longest text allowed, in characters; the kind's own limit where absent. */
  readonly maxLength?: number
  /** Shortest list allowed. */
  readonly minItems?: number
  /** The value can identify a person: it never enters the log (decisions 12). */
  readonly personal?: boolean
  /** What the number counts, as written behind it. */
  readonly unit?: Label
  /** Shown as a column in lists and near the top of the page. */
  readonly featured?: boolean
  /** Gets a range index of its own. */
  readonly indexed?: boolean
  /** `name`: another name to search by; `key`: an official key that is found exactly. */
  readonly searched?: 'name' | 'key'
  /** Written by the server only; never part of an input. */
  readonly setBy?: 'server'
  /** An input may leave it out: the request as a whole says it (its sources, its tenant). */
  readonly inheritedFrom?: 'request'
  /** What the one door fills in where the input is silent. */
  readonly default?: string | number | boolean
  /** The value is the id (or a list of ids) of entities of this type; `any` for every type. */
  readonly references?: string
  /** Missing only with that value of that property; else it is saved with a warning. */
  readonly requiredUnless?: { readonly property: string; readonly is: string | boolean }
  /** Required, unless that property is given. */
  readonly requiredUnlessPresent?: string
  /** Required as soon as that property is given. */
  readonly requiredWith?: string
  /** Must be smaller than or equal to that property. */
  readonly notAbove?: string
  /** Must be smaller than that property. */
  readonly below?: string
  /** The upper bound depends on the code of another property: scale with value, always. */
  readonly scale?: { readonly property: string; readonly max: Readonly<Record<string, number>> }
  /** A value for examples in the API's description. */
  readonly example?: string | number | boolean | readonly string[]
}

export type PropertyKind =
  | 'text'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'percent'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'url'
  | 'textList'
  | 'choice'
  | 'choiceList'

/** A chosen code is called like its vocabulary, unless the property says otherwise. */
export type ChoiceOptions = Omit<PropertyOptions, 'label'> & { readonly label?: Label }

/** A property as written in a definition. */
export type PropertyDefinition =
  | (PropertyOptions & { readonly kind: Exclude<PropertyKind, 'choice' | 'choiceList'>; readonly vocabulary?: never })
  | (ChoiceOptions & { readonly kind: 'choice' | 'choiceList'; readonly vocabulary: VocabularyName })

export type Properties = Readonly<Record<string, PropertyDefinition>>

/** A property, complete: a chosen code is called like its vocabulary where its definition is silent. */
export interface Property extends PropertyOptions {
  readonly kind: PropertyKind
  readonly vocabulary?: VocabularyName
}

type Built<K extends PropertyKind, O> = { readonly kind: K } & O

const builder =
  <const K extends PropertyKind>(kind: K) =>
  <const O extends PropertyOptions>(options: O): Built<K, O> => ({ kind, ...options })

/** One line of text, at most 1,000 characters. */
export const text = builder('text')
/** Several lines of text, at most 20,000 characters. */
export const longText = builder('longText')
/** Whole number. */
export const integer = builder('integer')
/** Number with a fraction. */
export const decimal = builder('decimal')
/** Amount in euros. */
export const money = builder('money')
/** Share in percent, 0 to 100 where no bounds are given. */
export const percent = builder('percent')
/** Yes or no. */
export const boolean = builder('boolean')
/** Day, ISO `YYYY-MM-DD`. */
export const date = builder('date')
/** Point in time, ISO with offset. */
export const dateTime = builder('dateTime')
/** Web address, http or https. */
export const url = builder('url')
/** List of one-line texts. */
export const textList = builder('textList')

type Chosen<K extends PropertyKind, V extends VocabularyName, O> = { readonly kind: K; readonly vocabulary: V } & O

/** One code of a vocabulary. */
export const choice = <const V extends VocabularyName, const O extends ChoiceOptions>(
  vocabulary: V,
  options: O,
): Chosen<'choice', V, O> => ({ kind: 'choice', vocabulary, ...options })

/** Several codes of a vocabulary. */
export const choiceList = <const V extends VocabularyName, const O extends ChoiceOptions>(
  vocabulary: V,
  options: O,
): Chosen<'choiceList', V, O> => ({ kind: 'choiceList', vocabulary, ...options })

/** One code of a vocabulary: how it is called, and what is meant where the word alone does not say it. */
export interface VocabularyEntry {
  readonly label: Label
  readonly help?: Label
  /** The question behind the code (thrusts). */
  readonly question?: Label
  /** Name of a colour; its values per theme live in the web. */
  readonly colour?: string
  /** The code in an official list, where there is one. */
  readonly officialCode?: string
}

export interface Vocabulary {
  readonly label: Label
  readonly codes: Readonly<Record<string, VocabularyEntry>>
  /** Not the value of any property: what else uses it. */
  readonly standalone?: string
}

/** Declares a closed list of codes. */
export const vocabulary = <const V extends Vocabulary>(definition: V): V => definition

export type Theme = 'actors' | 'initiatives' | 'services' | 'systems' | 'decisions' | 'evidence'

export type Shape =
  | 'circle'
  | 'ring'
  | 'roundRect'
  | 'hexagon'
  | 'chevron'
  | 'rect'
  | 'cloudRect'
  | 'barrel'
  | 'diamond'
  | 'octagon'
  | 'pentagon'
  | 'tag'
  | 'triangle'
  | 'vee'

/** What a node type says about itself. */
export interface NodeDefinition {
  readonly theme: Theme
  readonly label: Label
  readonly plural: Label
  /** One or two sentences that tell a steward what belongs here and what does not. */
  readonly help: Label
  /** First part of every id of this type. */
  readonly prefix: string
  readonly idExample: string
  /** Can act: gets the second label `:Actor`. */
  readonly actor?: boolean
  /** Names of colour, icon and shape; their looks live in the web. */
  readonly colour: string
  readonly icon: string
  readonly shape: Shape
  /** The first of these properties that is present is written at the node. */
  readonly caption: readonly string[]
  /** Its nodes are derived from this vocabulary, one for each code, tenant `shared`. */
  readonly codeList?: VocabularyName
  /** Found by search as you type. */
  readonly searchable: boolean
  /** Shared properties that can identify a person in this type. */
  readonly personalCommon?: readonly string[]
  readonly mapsTo: readonly string[]
  readonly properties: Properties
}

/** Declares a node type. */
export const node = <const N extends NodeDefinition>(definition: N): N => definition

export type LineStyle =
  | 'accountable'
  | 'responsible'
  | 'contribution'
  | 'funding'
  | 'needs'
  | 'decision'
  | 'ownership'
  | 'structure'
  | 'change'
  | 'classification'
  | 'relation'

export type Ends = readonly (readonly [from: string, to: string])[]

interface RelationshipBase {
  /** Read from source to target: "Bauamt *ist verantwortlich für* Digitaler Bauantrag". */
  readonly label: Label
  /** Read from target to source: "Digitaler Bauantrag *wird verantwortet von* Bauamt". */
  readonly reverse: Label
  readonly help: Label
  /** Reads the same from both sides. */
  readonly symmetric?: boolean
  /** Points from the dependent to what it needs: impact follows it backwards. */
  readonly needs?: boolean
  /** At most one open edge at a target; stored as `slot` with a uniqueness constraint. */
  readonly cardinality?: 'one-per-target'
  /** Own properties that belong to the identity of a fact (decisions 6). */
  readonly key?: readonly string[]
  /** Confidence codes that this relation is never written with. */
  readonly refusedConfidence?: readonly string[]
  /** Would join almost everything with everything: ways between two entities do not use it. */
  readonly excludeFromPaths?: boolean
  /** Says how things are built, not what they do to each other. */
  readonly structural?: boolean
  readonly line: LineStyle
  readonly mapsTo: readonly string[]
  readonly properties: Properties
}

/** Either every source with every target, or the pairs that are meant. */
export type RelationshipDefinition = RelationshipBase &
  (
    | { readonly from: readonly string[]; readonly to: readonly string[]; readonly ends?: never }
    | { readonly ends: Ends; readonly from?: never; readonly to?: never }
  )

/** Declares a relation type; the result always lists its allowed pairs in `ends`. */
export const relationship = <const R extends RelationshipDefinition>(
  definition: R,
): Omit<R, 'from' | 'to' | 'ends'> & { readonly ends: Ends } => {
  const { from, to, ends, ...rest } = definition
  const pairs = ends ?? from.flatMap((source) => to.map((target) => [source, target] as const))
  return { ...rest, ends: pairs }
}
