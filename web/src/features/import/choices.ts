/** What a sheet and its columns can mean: as the workbook calls it. */
import type { SheetMapping } from '@kommunalgraph/contract/imports.ts'
import type { Label, Property } from '@kommunalgraph/contract/ontology/define.ts'
import { type EntityType, entityTypes, isNodeTypeName, isRelationTypeName, nodeProperties, nodeType, relationProperties, relationType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { sheetOfRelations, sheetOfType, type WorkbookColumn } from '@kommunalgraph/contract/workbook.ts'

/** Not imported: a sheet, or a column. */
export const IGNORE = 'ignore'
/** A sheet in which a column says which relation a row is. */
export const RELATIONS = 'relations'

export interface Choice {
  readonly value: string
  readonly label: Label
  /** Absent for keys and ends. */
  readonly property?: Property
  /** `ties`: the column names the other end of a relation. `end`: it says something about the target of the row's relation. */
  readonly group?: 'ties' | 'end'
}

/** What the rows of a sheet can be. */
export const entityTargets: readonly Choice[] = entityTypes.map((value) => ({ value, label: nodeType(value).plural }))
export const relationTargets: readonly Choice[] = relationTypeNames.map((value) => ({ value, label: relationType(value).label }))

/** The columns that the workbook has for this target. */
function columnsOf(target: string): readonly WorkbookColumn[] {
  if (isNodeTypeName(target)) return sheetOfType(target).columns
  if (target === RELATIONS) return sheetOfRelations.columns
  if (!isRelationTypeName(target)) return []
  return sheetOfRelations.columns.filter(({ key, relations }) => key !== 'relation' && (relations === undefined || relations.includes(target)))
}

/** On a list of entities, a column can name the other end of a relation: `from:` its start, `to:` its target. */
function ties(type: EntityType): Choice[] {
  return relationTypeNames.flatMap((name): Choice[] => {
    const { from, to, label, reverse } = relationType(name)
    return [
      ...(to.includes(type) ? [{ value: `from:${name}`, label: reverse, group: 'ties' as const }] : []),
      ...(from.includes(type) ? [{ value: `to:${name}`, label, group: 'ties' as const }] : []),
    ]
  })
}

/** On a list of shares, columns say what company it is, and whether the share is direct. */
const companyProperties = ['kind', 'legalForm', 'legalPersonality', 'registerId', 'shortName']
function aboutCompany(): Choice[] {
  const direct: Choice = { value: 'directness', label: { de: 'Unmittelbar oder mittelbar', en: 'Direct or indirect' }, group: 'end' }
  const properties = nodeProperties('Organization')
  const own = companyProperties.flatMap((name): Choice[] => {
    const property = properties[name]
    return property ? [{ value: `to.${name}`, label: property.label, property, group: 'end' }] : []
  })
  return [direct, ...own]
}

/** What a column of this target can mean, each meaning once, keys first. */
export function columnChoices(target: string): Choice[] {
  const choices = new Map<string, Choice>()
  for (const { key, header, property, forReading } of columnsOf(target)) {
    if (!forReading && !choices.has(key)) choices.set(key, { value: key, label: header, ...(property ? { property } : {}) })
  }
  const more = isNodeTypeName(target) ? ties(target) : target === 'OWNS_SHARE' ? aboutCompany() : []
  return [...choices.values(), ...more]
}

/** What a row needs, and neither a column nor a fixed value gives. An id is none: the server makes it from the name. */
export function missing({ target, columns, defaults }: SheetMapping): Choice[] {
  const given = new Set([...Object.values(columns), ...Object.keys(defaults).filter((name) => defaults[name] !== '')])
  const own = isRelationTypeName(target) ? relationProperties(target) : {}
  const needed = new Set(columnsOf(target).flatMap(({ key, required }) => (required && key !== 'id' ? [key] : [])))
  for (const [name, property] of Object.entries(own)) {
    if (property.required && property.default === undefined && !property.setBy && !property.inheritedFrom) needed.add(name)
  }
  return columnChoices(target).filter(({ value }) => needed.has(value) && !given.has(value))
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
