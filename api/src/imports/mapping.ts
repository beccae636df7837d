/**
 * Proposes what the sheets of a file mean, from their names and headers: the workbook's own layout first, then what
 * people call things. What fits nothing well is left alone: a steward decides, nothing is guessed. Pure.
 */
import type { SheetMapping } from '@kommunalgraph/contract/imports.ts'
import {
  type EntityType,
  entityTypes,
  isNodeTypeName,
  isRelationTypeName,
  nodeProperties,
  nodeType,
  ontology,
  type Property,
  type RelationType,
  relationProperties,
  relationType,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { README_SHEET, RELATIONS_SHEET, sheetOfRelations, sheetOfType } from '@kommunalgraph/contract/workbook.ts'
import { folded } from '@kommunalgraph/seed/src/files/read-value.ts'
import type { SheetTable } from '@kommunalgraph/seed/src/files/read-file.ts'

/** A sheet or column that is not imported. */
export const IGNORE = 'ignore'
/** A sheet in which a column says which relation a row is. */
export const RELATIONS = 'relations'
/** A number that only the file itself uses for an end of its rows: other rows may name the end by it. */
export const FILE_KEY = 'key'
/** Whether a share is direct: only such rows become OWNS_SHARE. */
export const DIRECTNESS = 'directness'

/** What people write above a column, beside the labels of the ontology. Folded: small, without umlauts and units. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'kennung', 'schluessel', 'key'],
  name: ['name', 'bezeichnung', 'titel', 'title', 'label', 'vorhaben', 'massnahme', 'projekt', 'projektname', 'gesellschaft', 'unternehmen', 'leistung', 'fachverfahren', 'system', 'amt', 'einheit', 'organisationseinheit'],
  nameEn: ['name en', 'english name'],
  shortName: ['kurzname', 'abkuerzung', 'kuerzel', 'kurzbezeichnung'],
  description: ['beschreibung', 'description', 'erlaeuterung', 'inhalt', 'kurzbeschreibung'],
  note: ['anmerkung', 'bemerkung', 'bemerkungen', 'notiz', 'kommentar', 'hinweis', 'note'],
  validFrom: ['gueltig ab', 'gueltig von', 'beginn', 'start', 'startdatum', 'ab', 'seit', 'valid from', 'begin'],
  validUntil: ['gueltig bis', 'ende', 'enddatum', 'bis', 'valid until', 'end'],
  sourceIds: ['quelle', 'quellen', 'source', 'sources', 'beleg', 'fundstelle'],
  confidence: ['vertrauen', 'verlaesslichkeit', 'confidence'],
  from: ['von', 'from', 'ausgang'],
  to: ['nach', 'to', 'ziel', 'an'],
  relation: ['beziehung', 'beziehungsart', 'relation', 'type', 'art der beziehung'],
  factId: ['factid', 'kennung der beziehung', 'fact id'],
  kind: ['art', 'typ', 'kind', 'type'],
  stage: ['status', 'stand', 'phase'],
  depth: ['tiefe', 'digitalisierungstiefe', 'depth'],
  budgetEur: ['budget', 'kosten', 'gesamtkosten', 'budget eur'],
  sharePct: ['anteil', 'anteil %', 'beteiligungsquote', 'quote', 'beteiligung', 'anteil in %', 'share', 'capital share perc'],
  capitalEur: ['stammkapital', 'stammeinlage', 'anteil am stammkapital', 'kapital', 'nennkapital', 'capital share'],
  legalForm: ['rechtsform', 'legal form'],
  ars: ['ars', 'regionalschluessel'],
  ags: ['ags', 'gemeindeschluessel', 'amtlicher gemeindeschluessel'],
  leikaKey: ['leika', 'leika schluessel', 'leika id', 'leistungsschluessel'],
}

/** Columns of an entity that name the other end of a relation: `from:` is its start, `to:` its target. */
const tied: readonly { meaning: string; types: readonly EntityType[]; words: readonly string[] }[] = [
  {
    meaning: 'from:ACCOUNTABLE_FOR',
    types: relationType('ACCOUNTABLE_FOR').to,
    words: ['verantwortlich', 'verantwortliche stelle', 'verantwortliches amt', 'zustaendig', 'zustaendiges amt', 'zustaendige stelle', 'amt', 'owner'],
  },
  {
    meaning: 'to:PART_OF',
    types: ['OrgUnit'],
    words: ['gehoert zu', 'uebergeordnet', 'uebergeordnete einheit', 'dezernat', 'teil von', 'part of'],
  },
]

/** Sheets that say who owns which part of what. */
const shareSheets = ['beteiligungen', 'beteiligung', 'beteiligungsuebersicht', 'shareholdings']

/** A header as it is compared: folded, without units and notes in brackets, without a percent sign or colon at the end. */
export const plain = (header: string): string =>
  folded(header)
    .replace(/[([{].*?[)\]}]/g, ' ')
    .replace(/[*:.]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** The proposals, one for each sheet, in their order. */
export function proposeMappings(sheets: readonly SheetTable[], tenant: string): SheetMapping[] {
  return sheets.map((sheet) => proposeMapping(sheet, tenant))
}

export function proposeMapping(sheet: Pick<SheetTable, 'name' | 'header'>, tenant: string): SheetMapping {
  const target = targetOf(sheet)
  if (target === SHARES) return sharesMapping(sheet, tenant)
  if (target === undefined || target === IGNORE) return { sheet: sheet.name, target: IGNORE, columns: allIgnored(sheet.header), defaults: {} }
  const columns = columnsFor(target, sheet.header)
  return { sheet: sheet.name, target, columns, defaults: defaultsFor(target, columns) }
}

const SHARES = 'shares'
const allIgnored = (header: readonly string[]) => Object.fromEntries(header.map((name) => [name, IGNORE]))

/** What a plain table says nothing of: that somebody stated it, and who may see it is decided by the ontology's default. */
function defaultsFor(target: string, columns: Readonly<Record<string, string>>): Record<string, unknown> {
  const given = new Set(Object.values(columns))
  const properties = propertiesOf(target)
  return properties.confidence && !given.has('confidence') ? { confidence: 'probable' } : {}
}

/** All properties that a row of this target may state. */
export function propertiesOf(target: string): Readonly<Record<string, Property>> {
  if (isNodeTypeName(target)) return nodeProperties(target)
  if (isRelationTypeName(target)) return relationProperties(target)
  if (target !== RELATIONS) return {}
  return Object.assign({}, ...relationTypeNames.map((name) => ontology.relationTypes[name].properties), ontology.commonEdge)
}

function targetOf({ name, header }: Pick<SheetTable, 'name' | 'header'>): string | undefined {
  const words = new Set(header.map(plain))
  const has = (key: string) => (synonyms[key] ?? []).some((word) => words.has(word)) || words.has(folded(key))
  const called = plain(name.replace(/\.(csv|tsv|txt)$/i, ''))
  if (called === folded(README_SHEET)) return IGNORE
  const share = has('sharePct') && (has('legalForm') || has('capitalEur') || words.has('unmittelbar/mittelbar'))
  if (share && (has('name') || has('to')) && !has('from')) return SHARES
  if (shareSheets.includes(called) && has('sharePct') && !has('from')) return SHARES
  if (called === folded(RELATIONS_SHEET) || (has('from') && has('to') && has('relation'))) return RELATIONS
  const relation = relationTypeNames.find((one) =>
    [one, relationType(one).label.de, relationType(one).label.en].some((word) => folded(word) === called),
  )
  if (relation && has('from') && has('to')) return relation
  const byName = entityTypes.find((type) =>
    [type, nodeType(type).label.de, nodeType(type).label.en, nodeType(type).plural.de, nodeType(type).plural.en, sheetOfType(type).name].some(
      (word) => folded(word) === called,
    ),
  )
  if (byName && (has('name') || has('id'))) return byName
  return has('from') && has('to') ? undefined : typeByHeaders(header, has('name') || has('id'))
}

/** The one type that most headers speak of by its own properties; undefined where none or several do. */
function typeByHeaders(header: readonly string[], named: boolean): EntityType | undefined {
  if (!named) return undefined
  const scores = entityTypes
    .map((type) => ({
      type,
      score: header.filter((one) => nodeType(type).properties[meaningOf(type, one) ?? ''] !== undefined).length,
    }))
    .sort((a, b) => b.score - a.score)
  const [best, next] = scores
  // One common word proves nothing: two properties that only this type has do.
  return best && best.score >= 2 && best.score > (next?.score ?? 0) ? best.type : undefined
}

/** Header → meaning, each meaning once; what fits nothing is ignored. */
function columnsFor(target: string, header: readonly string[]): Record<string, string> {
  const taken = new Set<string>()
  const columns: Record<string, string> = {}
  for (const name of header) {
    const meaning = meaningOf(target, name)
    const several = meaning !== undefined && target === RELATIONS && sheetOfRelations.columns.filter((one) => one.key === meaning).length > 1
    const free = meaning !== undefined && (several || !taken.has(meaning))
    columns[name] = free ? meaning : IGNORE
    if (free) taken.add(meaning)
  }
  return columns
}

/** What a header means for this target; undefined if nothing. */
function meaningOf(target: string, header: string): string | undefined {
  const word = plain(header)
  const exact = folded(header)
  const layout = isNodeTypeName(target) ? sheetOfType(target).columns : sheetOfRelations.columns
  const fits = (key: string) =>
    !isRelationTypeName(target) ||
    ['factId', 'from', 'to', 'fromName', 'toName'].includes(key) ||
    relationProperties(target)[key] !== undefined
  const labelled = (by: (text: string) => string, text: string) =>
    layout.find(({ key, header: label }) => fits(key) && [label.de, label.en].some((one) => by(one) === text))
  // The label wins over the name of another property ("Share" is sharePct, not share), the whole over what stands before a bracket.
  const own = labelled(folded, exact) ?? layout.find(({ key }) => fits(key) && folded(key) === exact) ?? labelled(plain, word)
  if (own) return own.forReading ? IGNORE : own.key
  const tie = tied.find(({ types, words }) => types.some((type) => type === target) && words.includes(word))
  if (tie && !(word === 'amt' && target === 'OrgUnit')) return tie.meaning
  const known = new Set<string>(layout.filter(({ key, forReading }) => fits(key) && !forReading).map(({ key }) => key))
  return Object.keys(synonyms).find((key) => known.has(key) && synonyms[key]?.includes(word))
}

/**
 * Whether a relation has the column. One header of the workbook belongs to some relations only: `kind` stands in one
 * column for funding and in another for a dependency.
 */
export function hasColumn(target: string, relation: RelationType, meaning: string, header: string): boolean {
  if (propertiesOf(RELATIONS)[meaning] === undefined) return true
  if (relationProperties(relation)[meaning] === undefined) return false
  if (target !== RELATIONS) return true
  const columns = sheetOfRelations.columns.filter(({ key }) => key === meaning)
  const called = (by: (text: string) => string) =>
    columns.find(({ header: label }) => [label.de, label.en].some((one) => by(one) === by(header)))
  // A header of somebody's own means the property of whichever relation has it.
  return (called(folded) ?? called(plain))?.relations?.includes(relation) ?? true
}

/** Beteiligungen as they stand in a report on shareholdings: the company of a row is created if it is not there yet. */
function sharesMapping({ name, header }: Pick<SheetTable, 'name' | 'header'>, tenant: string): SheetMapping {
  const columns: Record<string, string> = {}
  const taken = new Set<string>()
  const meaning = (word: string): string => {
    if (word === 'id' || word === 'nr' || word === 'nummer') return 'to.key'
    if (['anteilseigner', 'parent', 'parents', 'gesellschafter', 'eigentuemer', 'beteiligt', 'muttergesellschaft', 'gesellschafterin'].includes(word)) return 'from'
    if (/mittelbar/.test(word) || word === 'art der beteiligung') return DIRECTNESS
    if (word === 'art' || word === 'art der organisation') return 'to.kind'
    if (word === 'handelsregister' || word === 'registernummer') return 'to.registerId'
    const found = ['sharePct', 'capitalEur', 'legalForm', 'validFrom', 'validUntil', 'sourceIds', 'confidence', 'note'].find((key) =>
      synonyms[key]?.includes(word.replace(/\s*(%|in %|in prozent|in euro|eur|€)$/, '')) || synonyms[key]?.includes(word),
    )
    if (found) return found === 'legalForm' ? 'to.legalForm' : found
    return synonyms.name?.includes(word) || word === 'beteiligung' || word === 'firma' ? 'to' : IGNORE
  }
  for (const one of header) {
    const found = meaning(plain(one))
    columns[one] = taken.has(found) ? IGNORE : found
    if (found !== IGNORE) taken.add(found)
  }
  return {
    sheet: name,
    target: 'OWNS_SHARE' satisfies RelationType,
    columns,
    defaults: {
      ...(taken.has('from') ? {} : { from: `org:ars:${tenant}` }),
      interestType: 'shareholding',
      confidence: 'probable',
      ...(taken.has('to.kind') ? {} : { 'to.kind': 'enterprise' }),
      'to.legalPersonality': true,
    },
  }
}
