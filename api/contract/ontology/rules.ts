/**
 * Rules between the properties of one thing: required together, one not above the other, a scale that
 * depends on a code. Plain functions over plain data, so that forms and the API judge alike.
 */
import { type Property, type RelationType, relationProperties, relationType, vocabularyLabel } from './ontology.ts'

export type RuleCode =
  | 'required_unless'
  | 'one_of'
  | 'required_with'
  | 'not_above'
  | 'below'
  | 'off_scale'
  | 'confidence_refused'

/** One broken rule, at the property where the reader can mend it. */
export interface RuleIssue {
  readonly property: string
  readonly rule: RuleCode
  /** The other property concerned, if there is one. */
  readonly other?: string
  readonly message: { readonly de: string; readonly en: string }
}

type Values = Readonly<Record<string, unknown>>

const given = (values: Values, name: string): boolean =>
  values[name] !== undefined && values[name] !== null && values[name] !== ''

/** Numbers and ISO days compare as they stand; anything else is none of this rule's business. */
const above = (a: unknown, b: unknown): number | undefined => {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a > b ? 1 : -1
  return undefined
}

/** What is better filled in, but never refused (severity warning). */
const warningsOf = (
  name: string,
  property: Property,
  properties: Readonly<Record<string, Property>>,
  values: Values,
): RuleIssue[] => {
  const { requiredUnless, label } = property
  if (
    requiredUnless === undefined ||
    given(values, name) ||
    !given(values, requiredUnless.property) ||
    values[requiredUnless.property] === requiredUnless.is
  )
    return []
  const other = properties[requiredUnless.property]?.label ?? {
    de: requiredUnless.property,
    en: requiredUnless.property,
  }
  return [
    {
      property: name,
      rule: 'required_unless',
      other: requiredUnless.property,
      message: {
        de: `„${label.de}“ wird gebraucht, sobald „${other.de}“ angegeben ist.`,
        en: `"${label.en}" is needed as soon as "${other.en}" is stated.`,
      },
    },
  ]
}

const issuesOf = (
  name: string,
  property: Property,
  properties: Readonly<Record<string, Property>>,
  values: Values,
): RuleIssue[] => {
  const label = (other: string) => properties[other]?.label ?? { de: other, en: other }
  const own = property.label
  const missing = !given(values, name)
  const issues: RuleIssue[] = []
  const add = (rule: RuleCode, other: string, de: string, en: string) =>
    issues.push({ property: name, rule, other, message: { de, en } })

  const { requiredUnlessPresent, requiredWith, notAbove, below, scale } = property
  if (missing && requiredUnlessPresent !== undefined && !given(values, requiredUnlessPresent)) {
    add(
      'one_of',
      requiredUnlessPresent,
      `„${own.de}“ oder „${label(requiredUnlessPresent).de}“ wird gebraucht.`,
      `"${own.en}" or "${label(requiredUnlessPresent).en}" is needed.`,
    )
  }
  if (missing && requiredWith !== undefined && given(values, requiredWith)) {
    add(
      'required_with',
      requiredWith,
      `Zu „${label(requiredWith).de}“ gehört auch „${own.de}“.`,
      `"${label(requiredWith).en}" also needs "${own.en}".`,
    )
  }
  if (notAbove !== undefined && (above(values[name], values[notAbove]) ?? 0) > 0) {
    add(
      'not_above',
      notAbove,
      `„${own.de}“ darf nicht über „${label(notAbove).de}“ liegen.`,
      `"${own.en}" must not be above "${label(notAbove).en}".`,
    )
  }
  if (below !== undefined && (above(values[name], values[below]) ?? -1) >= 0) {
    add(
      'below',
      below,
      `„${own.de}“ muss vor „${label(below).de}“ liegen.`,
      `"${own.en}" must be before "${label(below).en}".`,
    )
  }
  const value = values[name]
  const code = scale === undefined ? undefined : values[scale.property]
  const top = scale !== undefined && typeof code === 'string' ? scale.max[code] : undefined
  if (scale !== undefined && top !== undefined && typeof value === 'number' && value > top) {
    add(
      'off_scale',
      scale.property,
      `„${own.de}“ geht in diesem Modell nur bis ${top}.`,
      `"${own.en}" only goes up to ${top} in this model.`,
    )
  }
  return issues
}

const touching =
  (touched: ReadonlySet<string> | undefined) =>
  (issue: RuleIssue): boolean =>
    touched === undefined || touched.has(issue.property) || (issue.other !== undefined && touched.has(issue.other))

/**
 * The rules that these values break together: reasons to refuse. With `touched`, only those that a change of these
 * properties could have broken: what aged elsewhere never blocks an unrelated edit (decisions 1).
 */
export const ruleIssues = (
  properties: Readonly<Record<string, Property>>,
  values: Values,
  touched?: ReadonlySet<string>,
): RuleIssue[] =>
  Object.entries(properties)
    .flatMap(([name, property]) => issuesOf(name, property, properties, values))
    .filter(touching(touched))

/** What is saved all the same, and told to whoever enters it (rule R21). */
export const ruleWarnings = (
  properties: Readonly<Record<string, Property>>,
  values: Values,
  touched?: ReadonlySet<string>,
): RuleIssue[] =>
  Object.entries(properties)
    .flatMap(([name, property]) => warningsOf(name, property, properties, values))
    .filter(touching(touched))

/** These values with what the one door fills in where they are silent. */
export const withDefaults = (
  properties: Readonly<Record<string, Property>>,
  values: Values,
): Record<string, unknown> => ({
  ...Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      property.default === undefined ? [] : [[name, property.default]],
    ),
  ),
  ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
})

/** The rules that the values of a fact break, those of its relation type included. */
export const relationIssues = (relation: RelationType, values: Values, touched?: ReadonlySet<string>): RuleIssue[] => {
  const { refusedConfidence, label } = relationType(relation)
  const { confidence } = values
  const refused =
    typeof confidence === 'string' &&
    refusedConfidence.includes(confidence) &&
    (touched === undefined || touched.has('confidence'))
  const word = refused ? vocabularyLabel('confidence', confidence) : undefined
  return [
    ...ruleIssues(relationProperties(relation), values, touched),
    ...(word === undefined
      ? []
      : [
          {
            property: 'confidence',
            rule: 'confidence_refused' as const,
            message: {
              de: `„${label.de}“ wird nie als „${word.de}“ eingetragen; dafür gibt es Behauptungen.`,
              en: `"${label.en}" is never recorded as "${word.en}"; that is what assertions are for.`,
            },
          },
        ]),
  ]
}
