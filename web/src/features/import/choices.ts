/** What a sheet and its columns can mean, from the ontology. */
import type { SheetMapping } from '@kommunalgraph/contract/imports.ts'
import type { Label, Property } from '@kommunalgraph/contract/ontology/define.ts'
import {
  entityTypes,
  isNodeTypeName,
  isRelationTypeName,
  nodeProperties,
  nodeType,
  relationProperties,
  relationType,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'

/** Not imported: a sheet, or a column. */
export const IGNORE = 'ignore'
/** A sheet in which a column says which relation a row is. */
export const RELATIONS = 'relations'

export interface Choice {
  readonly value: string
  readonly label: Label
}

/** The keys of entities and relations, which are no properties. */
const keys = {
  id: { de: 'Kennung (Schlüsselspalte)', en: 'Id (key column)' },
  from: { de: 'Von (Anfang der Beziehung)', en: 'From (start of the relation)' },
  relation: { de: 'Art der Beziehung', en: 'Kind of relation' },
  to: { de: 'Nach (Ziel der Beziehung)', en: 'To (end of the relation)' },
  factId: { de: 'Kennung der Beziehung', en: 'Id of the relation' },
} as const satisfies Record<string, Label>

const keyChoices = (...names: (keyof typeof keys)[]): Choice[] => names.map((value) => ({ value, label: keys[value] }))

/** What the rows of a sheet can be. */
export const entityTargets: readonly Choice[] = entityTypes.map((value) => ({ value, label: nodeType(value).plural }))
/** A relation reads with its ends: several are called alike. */
export const relationTargets: readonly Choice[] = relationTypeNames.map((value) => ({ value, label: relationType(value).label }))

/** The properties that a row of this target can carry: all but what the server writes itself. */
export function propertiesOf(target: string): Readonly<Record<string, Property>> {
  const all = isNodeTypeName(target)
    ? nodeProperties(target)
    : isRelationTypeName(target)
      ? relationProperties(target)
      : target === RELATIONS
        ? Object.assign({}, ...relationTypeNames.toReversed().map(relationProperties))
        : {}
  return Object.fromEntries(Object.entries(all as Record<string, Property>).filter(([, property]) => property.setBy !== 'server'))
}

/** What a column of this target can mean, keys first. */
export function columnChoices(target: string): Choice[] {
  const first = isNodeTypeName(target) ? keyChoices('id') : isRelationTypeName(target) ? keyChoices('from', 'to', 'factId') : target === RELATIONS ? keyChoices('from', 'relation', 'to', 'factId') : []
  return [...first, ...Object.entries(propertiesOf(target)).map(([value, property]) => ({ value, label: property.label }))]
}

/** What a row needs, and neither a column nor a fixed value gives. */
export function missing({ target, columns, defaults }: SheetMapping): Choice[] {
  const given = new Set([...Object.values(columns), ...Object.keys(defaults)])
  const needed = [
    ...(isRelationTypeName(target) ? keyChoices('from', 'to') : target === RELATIONS ? keyChoices('from', 'relation', 'to') : []),
    ...Object.entries(propertiesOf(target))
      .filter(([, property]) => property.required && property.default === undefined && property.inheritedFrom === undefined)
      .map(([value, property]) => ({ value, label: property.label })),
  ]
  return needed.filter(({ value }) => !given.has(value))
}

/** The mapping with another target: columns keep their meaning where the new target knows it. */
export function withTarget(mapping: SheetMapping, target: string): SheetMapping {
  const known = new Set(columnChoices(target).map(({ value }) => value))
  return {
    ...mapping,
    target,
    columns: Object.fromEntries(Object.entries(mapping.columns).map(([header, meaning]) => [header, known.has(meaning) ? meaning : IGNORE])),
    defaults: Object.fromEntries(Object.entries(mapping.defaults).filter(([name]) => known.has(name))),
  }
}

/** Saved sheets applied to those of a file: by the name of the sheet, else the only one to the only one. */
export function reuse(saved: readonly SheetMapping[], current: readonly SheetMapping[]): SheetMapping[] {
  return current.map((mapping) => {
    const found = saved.find(({ sheet }) => sheet === mapping.sheet) ?? (saved.length === 1 && current.length === 1 ? saved[0] : undefined)
    if (!found) return mapping
    // Columns that the saved mapping does not know keep what was proposed.
    return { ...found, sheet: mapping.sheet, columns: Object.fromEntries(Object.entries(mapping.columns).map(([header, meaning]) => [header, found.columns[header] ?? meaning])) }
  })
}
