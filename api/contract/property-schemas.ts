/**
 * zod schemas of single property values. `read` describes what the API answers: the right kind of value.
 * `input` describes what people may enter: patterns, bounds, printable text, and no contact data of persons.
 */
import { z } from 'zod'
import { entityIdPattern, entityIdPatternOf, MAX_ID_LENGTH } from './ids.ts'
import {
  codes,
  isNodeTypeName,
  type Label,
  type Property,
  type VocabularyName,
  vocabularyLabel,
} from './ontology/ontology.ts'

const LINE_LENGTH = 1_000
const TEXT_LENGTH = 20_000
const LIST_LENGTH = 200

/**
 * An e-mail address, a phone number with the code of a country, or a number that says it is one (rule R28).
 * Every alternative runs in linear time: a long text must not hold up the server.
 */
export const contactData =
  /[\w.+-]@[\w-]+\.\w|(?:\+|\b00)(?:49|43|41|33|352)(?:[ ()/.-]*\d){6}|\b(?:tel|telefon|fon|fax|mobil|handy|durchwahl)\b[.: ]*\(?0(?:[ ()/.-]*\d){5}/i

/** Control characters, halves of surrogate pairs, marks that turn the direction of writing, and signs that nobody sees; tab and line ends are for long texts. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}\p{Cs}]/u

/** Rule codes of custom issues, in `params.rule`; `params.message` holds both languages. */
export const TEXT_RULES = {
  personal_data: {
    de: 'Kontaktdaten von Personen (E-Mail, Telefon) gehören nicht in den Bestand.',
    en: 'Contact data of persons (e-mail, phone) does not belong here.',
  },
  unprintable: {
    de: 'Der Text enthält Steuerzeichen oder ungültige Zeichen.',
    en: 'The text contains control characters or invalid characters.',
  },
  one_line: { de: 'Hier ist nur eine Zeile vorgesehen.', en: 'Only one line is expected here.' },
  web_address: {
    de: 'Eine Adresse beginnt mit https:// oder http://.',
    en: 'An address starts with https:// or http://.',
  },
} as const satisfies Record<string, Label>

export type TextRule = keyof typeof TEXT_RULES

const brokenRule = (value: string, multiline: boolean): TextRule | undefined => {
  if (unprintable.test(value)) return 'unprintable'
  if (!multiline && /[\t\r\n]/.test(value)) return 'one_line'
  return contactData.test(value) ? 'personal_data' : undefined
}

/** Text as people enter it: trimmed, in normal form C, printable, without contact data. */
const enteredText = (maxLength: number, multiline: boolean) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(maxLength)
    .check((context) => {
      const rule = brokenRule(context.value, multiline)
      if (rule !== undefined) {
        context.issues.push({
          code: 'custom',
          input: context.value,
          message: TEXT_RULES[rule].en,
          params: { rule, message: TEXT_RULES[rule] },
        })
      }
    })

const webAddress = () =>
  enteredText(2_000, false).check((context) => {
    const address = URL.canParse(context.value) ? new URL(context.value) : undefined
    if (address === undefined || !/^https?:$/.test(address.protocol)) {
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: TEXT_RULES.web_address.en,
        params: { rule: 'web_address', message: TEXT_RULES.web_address },
      })
    }
  })

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

const codeSchemas = new Map<VocabularyName, z.ZodType<string>>()

/** One code of a vocabulary, as a component of its own: `stage` → `StageCode`. */
export const codeSchema = (vocabulary: VocabularyName): z.ZodType<string> => {
  const known = codeSchemas.get(vocabulary)
  if (known !== undefined) return known
  const list = codes(vocabulary)
  const schema = z.enum(list).meta({
    id: `${pascal(vocabulary)}Code`,
    description: list.map((code) => `${code}: ${vocabularyLabel(vocabulary, code).de}`).join(' · '),
  })
  codeSchemas.set(vocabulary, schema)
  return schema
}

const referencePattern = (type: string): string => (isNodeTypeName(type) ? entityIdPatternOf(type) : entityIdPattern)

const reference = (type: string) =>
  z
    .string()
    .max(MAX_ID_LENGTH)
    .regex(new RegExp(referencePattern(type)))

const vocabularyOf = (property: Property): VocabularyName => {
  if (property.vocabulary === undefined)
    throw new Error(`Ontology: "${property.label.en}" is a choice without a vocabulary`)
  return property.vocabulary
}

const bounded = (schema: z.ZodNumber, property: Property, min?: number, max?: number): z.ZodNumber => {
  const low = property.min ?? min
  const high = property.max ?? max
  const floor = low === undefined ? schema : schema.min(low)
  return high === undefined ? floor : floor.max(high)
}

const described = <S extends z.ZodType>(schema: S, property: Property): S => {
  const unit = property.unit === undefined ? '' : ` (${property.unit.en})`
  return schema.describe([`${property.label.en}${unit}`, property.help?.en].filter(Boolean).join('. '))
}

const readKinds: Readonly<Record<Property['kind'], (property: Property) => z.ZodType>> = {
  text: () => z.string(),
  longText: () => z.string(),
  url: () => z.string(),
  integer: () => z.number().int(),
  decimal: () => z.number(),
  money: () => z.number(),
  percent: () => z.number(),
  boolean: () => z.boolean(),
  date: () => z.iso.date(),
  dateTime: () => z.iso.datetime({ offset: true }),
  textList: () => z.array(z.string()),
  choice: (property) => codeSchema(vocabularyOf(property)),
  choiceList: (property) => z.array(codeSchema(vocabularyOf(property))),
}

/** One line. A pattern says by itself what is printable, and digits that fit it are no phone number. */
const line = ({ references, pattern, maxLength = LINE_LENGTH }: Property) => {
  if (references !== undefined) return reference(references)
  return pattern === undefined
    ? enteredText(maxLength, false)
    : z.string().trim().max(maxLength).regex(new RegExp(pattern))
}

const inputKinds: Readonly<Record<Property['kind'], (property: Property) => z.ZodType>> = {
  ...readKinds,
  text: line,
  longText: (property) => enteredText(property.maxLength ?? TEXT_LENGTH, true),
  url: webAddress,
  integer: (property) => bounded(z.number().int(), property),
  decimal: (property) => bounded(z.number(), property),
  money: (property) => bounded(z.number(), property),
  percent: (property) => bounded(z.number(), property, 0, 100),
  textList: (property) =>
    z
      .array(line(property))
      .min(property.minItems ?? 0)
      .max(LIST_LENGTH),
}

/** What the API answers for this property. */
export const readValue = (property: Property): z.ZodType => described(readKinds[property.kind](property), property)

/** What may be entered for this property. */
export const inputValue = (property: Property): z.ZodType => described(inputKinds[property.kind](property), property)

/**
 * The properties of several types in one shape, each optional. Where types choose from different
 * vocabularies under one name, any of their codes fits; that it is the right one is checked by type.
 */
export const mergedShape = (
  sets: readonly Readonly<Record<string, Property>>[],
  value: (property: Property) => z.ZodType,
): Record<string, z.ZodType> => {
  const byName = new Map<string, Property[]>()
  for (const [name, property] of sets.flatMap((properties) => Object.entries(properties))) {
    byName.set(name, [...(byName.get(name) ?? []), property])
  }
  return Object.fromEntries(
    [...byName].flatMap(([name, [first, ...rest]]) => {
      if (first === undefined) return []
      const vocabularies = [...new Set([first, ...rest].flatMap((property) => property.vocabulary ?? []))]
      const merged =
        vocabularies.length > 1
          ? z
              .enum([...new Set(vocabularies.flatMap((vocabulary) => codes(vocabulary)))] as [string, ...string[]])
              .describe(`Codes of ${vocabularies.join(', ')}, by the type`)
          : value(first)
      return [[name, merged.optional()]]
    }),
  )
}
