/** From the text of a cell to the value that the ontology expects there. */
import type { Property } from '@kommunalgraph/contract/ontology/ontology.ts'

/** Separates the items of a list in one cell. */
const LIST_SEPARATOR = '|'

export type CellValue = string | number | boolean | string[]

/** The value, or a sentence that says what was expected. Bounds, patterns and codes are the door's business. */
export function readCell(property: Property, text: string): { value: CellValue } | { message: string } {
  switch (property.kind) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? { value: Number(text) } : { message: `"${text}" is no whole number.` }
    case 'decimal':
    case 'money':
    case 'percent':
      return /^-?\d{1,15}(\.\d+)?$/.test(text)
        ? { value: Number(text) }
        : { message: `"${text}" is no number with a decimal point.` }
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { value: text === 'true' }
        : { message: `"${text}" is neither true nor false.` }
    case 'textList':
    case 'choiceList':
      return {
        value: text
          .split(LIST_SEPARATOR)
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      }
    default:
      return { value: text }
  }
}
