/**
 * From the rows of a file, by a mapping, to changes for the one door; each row is one unit that goes in or is rejected as
 * a whole. What a cell names (an id, an official key, an exact name) is looked up beforehand by `check.ts`. Pure.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { entityTypeOfId, formatEntityId, isEntityId, isFactId, slugify } from '@kommunalgraph/contract/ids.ts'
import type { SheetMapping } from '@kommunalgraph/contract/imports.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import {
  type EntityType,
  isNodeTypeName,
  isRelationTypeName,
  nodeType,
  type Property,
  type RelationType,
  relationProperties,
  relationType,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { EMPTIED } from '@kommunalgraph/contract/workbook.ts'
import type { SheetRow, SheetTable } from '@kommunalgraph/seed/src/files/read-file.ts'
import { folded, itemsOf, readId, readValue, shown } from '@kommunalgraph/seed/src/files/read-value.ts'
import { DIRECTNESS, FILE_KEY, hasColumn, IGNORE, propertiesOf, RELATIONS } from './mapping.ts'

/** One row of a file, or one change of a format without rows. */
export interface Unit {
  sheet: string | null
  row: number | null
  changes: Change[]
  /** What the row is about, as its author calls it; also where it makes no change. */
  title?: string
  /** The entity that the row is; also where it makes no change. */
  id?: string
}

/** What a cell names in vain: a name, an official key or an id, and the types that would fit there; none: any. */
export interface Unknown {
  text: string
  types: readonly EntityType[]
}

/** What stands against a row, or is worth knowing, before the graph is asked. */
export interface RowIssue {
  sheet: string | null
  row: number | null
  column: string | null
  rule: string
  severity: 'rejected' | 'note'
  message: Bilingual
  next: Bilingual
  /** What is neither in the graph nor in the file: something like it may be proposed. */
  unknown?: Unknown
}

/** An entity that a text can mean. */
export interface Meant {
  id: string
  type: string
  name: string
}

/** What the graph says to the texts of a file. */
export interface Lookup {
  /** Candidates by the text as it stands in the file. */
  named: ReadonlyMap<string, readonly Meant[]>
  /** Facts that exist, of those whose factId the file names. */
  facts: ReadonlyMap<string, { relation: string; from: string; to: string }>
}

export interface MapOptions {
  tenant: string
  lookup: Lookup
}

/** What a row says of one thing, as a `put` takes it. */
interface Stated {
  values: Record<string, unknown>
  /** Only what the mapping adds to it. */
  defaults?: Record<string, unknown>
}

interface Sheet {
  table: SheetTable
  mapping: SheetMapping
}

/** The mapping of one of the sheets. One table without a name of its own (CSV) takes the one mapping that there is. */
export function mappingOf(sheet: SheetTable, sheets: readonly SheetTable[], mappings: readonly SheetMapping[]): SheetMapping | undefined {
  return mappings.find((one) => one.sheet === sheet.name) ?? (sheets.length === 1 && mappings.length === 1 ? mappings[0] : undefined)
}

/** The sheets that are imported, each with its mapping. */
function mappedSheets(sheets: readonly SheetTable[], mappings: readonly SheetMapping[]): Sheet[] {
  return sheets.flatMap((table) => {
    const mapping = mappingOf(table, sheets, mappings)
    return mapping && mapping.target !== IGNORE ? [{ table, mapping }] : []
  })
}

const ends = ['from', 'to'] as const

/** Texts that are to be looked up: ends, references and names of what has no id; and factIds. */
export function textsToLookUp(sheets: readonly SheetTable[], mappings: readonly SheetMapping[]) {
  const texts = new Set<string>()
  const factIds = new Set<string>()
  const add = (text: string | undefined) => {
    const trimmed = text?.trim()
    if (trimmed && trimmed.length <= 1_000 && !isEntityId(trimmed)) texts.add(trimmed.normalize('NFC'))
  }
  for (const { table, mapping } of mappedSheets(sheets, mappings)) {
    const properties = propertiesOf(mapping.target)
    const columns = Object.entries(mapping.columns)
    const hasId = columns.some(([, meaning]) => meaning === 'id')
    for (const value of Object.values(mapping.defaults)) if (typeof value === 'string') add(value)
    for (const { cells } of table.rows) {
      for (const [header, meaning] of columns) {
        const cell = cells.get(header)
        if (cell === undefined) continue
        if (meaning === 'factId') factIds.add(cell.trim())
        else if (meaning === 'from' || meaning === 'to' || /^(from|to):/.test(meaning)) add(cell)
        else if (properties[meaning]?.references !== undefined) for (const item of partsOf(properties[meaning], cell)) add(item)
        else if (isNodeTypeName(mapping.target) && !hasId && (meaning === 'name' || isKey(meaning))) add(cell)
      }
    }
  }
  return { texts: [...texts], factIds: [...factIds].filter(isFactId) }
}

const partsOf = (property: Property | undefined, cell: string): string[] => (property?.kind === 'textList' ? itemsOf(cell) : [cell])
const isKey = (meaning: string) => ['ars', 'ags', 'leikaKey', 'registerId', 'ozgId', 'fimKey', 'reference'].includes(meaning)

/** Every row as a unit, and what stands against rows. A rejected row has a unit without changes that can be counted. */
export function mapRows(
  sheets: readonly SheetTable[],
  mappings: readonly SheetMapping[],
  options: MapOptions,
): { units: Unit[]; issues: RowIssue[] } {
  const mapped = mappedSheets(sheets, mappings)
  const inFile = new Map<string, Meant[]>()
  const remember = (text: string | undefined, meant: Meant) => {
    if (!text) return
    const key = text.trim().normalize('NFC')
    const list = inFile.get(key)
    if (!list) inFile.set(key, [meant])
    else if (!list.some(({ id }) => id === meant.id)) list.push(meant)
  }
  const units: Unit[] = []
  const issues: RowIssue[] = []
  const rows: { mapper: RowMapper; unit: Unit; row: SheetRow; id: string | undefined }[] = []
  const taken = new Map<string, string>()
  // First what the rows are, then what they say: a row may name another that stands below it.
  for (const { table, mapping } of mapped) {
    const mapper = new RowMapper(table, mapping, options, inFile, issues, taken)
    for (const row of table.rows) {
      const title = mapper.titleOf(row)
      const unit: Unit = { sheet: table.name, row: row.row, changes: [], ...(title === undefined ? {} : { title }) }
      units.push(unit)
      const id = isNodeTypeName(mapping.target) ? mapper.idOf(row) : undefined
      if (id !== undefined && isNodeTypeName(mapping.target)) {
        unit.id = id
        const meant = { id, type: mapping.target, name: mapper.textOf(row, 'name') ?? id }
        remember(mapper.textOf(row, 'name'), meant)
        for (const key of ['shortName', 'ars', 'ags', 'leikaKey', 'registerId', 'reference']) remember(mapper.textOf(row, key), meant)
      }
      for (const { key, meant } of isNodeTypeName(mapping.target) ? [] : mapper.describedEnds(row)) {
        remember(meant.name, meant)
        remember(key, meant)
      }
      rows.push({ mapper, unit, row, id })
    }
  }
  for (const { mapper, unit, row, id } of rows) mapper.map(row, id, unit)
  return { units, issues }
}

/** Reads the rows of one sheet. */
class RowMapper {
  readonly #table: SheetTable
  readonly #mapping: SheetMapping
  readonly #options: MapOptions
  readonly #inFile: ReadonlyMap<string, readonly Meant[]>
  readonly #issues: RowIssue[]
  /** Ids that rows without one were given, with the name that they were given for. */
  readonly #taken: Map<string, string>
  readonly #headers = new Map<string, string[]>()
  /** The same without the columns that the relation of a row does not have, and those columns. */
  readonly #byRelation = new Map<RelationType, { headers: Map<string, string[]>; foreign: string[] }>()
  #relation: RelationType | undefined
  #rejected = false

  constructor(
    table: SheetTable,
    mapping: SheetMapping,
    options: MapOptions,
    inFile: ReadonlyMap<string, readonly Meant[]>,
    issues: RowIssue[],
    taken: Map<string, string>,
  ) {
    this.#table = table
    this.#mapping = mapping
    this.#options = options
    this.#inFile = inFile
    this.#issues = issues
    this.#taken = taken
    for (const [header, meaning] of Object.entries(mapping.columns)) {
      if (meaning !== IGNORE && table.header.includes(header))
        this.#headers.set(meaning, [...(this.#headers.get(meaning) ?? []), header])
    }
  }

  /** The text of a meaning: of its column, else its default. Undefined also where the cell says that there is to be none. */
  textOf(row: SheetRow, meaning: string): string | undefined {
    const cell = this.#cellOf(row, meaning)
    const value = cell === undefined ? this.#mapping.defaults[meaning] : cell
    return value === undefined || value === null || value === '' ? undefined : String(value)
  }

  /** What the cell of a meaning says: a text, null for "to be removed", undefined for nothing. */
  #cellOf(row: SheetRow, meaning: string): string | null | undefined {
    const headers = this.#headersOf(meaning)
    const nothing = headers.some((header) => row.emptied.has(header)) ? null : undefined
    // An official directory has the parts of a key in columns of their own: land, kreis, gemeinde.
    if (headers.length > 1 && (meaning === 'ars' || meaning === 'ags'))
      return headers.map((header) => row.cells.get(header)?.trim() ?? '').join('') || nothing
    for (const header of headers) {
      const cell = row.cells.get(header)?.trim()
      if (cell) return cell
    }
    return nothing
  }

  /** The columns of a meaning; once the relation of the row is known, without those of other relations. */
  #headersOf(meaning: string): readonly string[] {
    const headers = this.#relation === undefined ? this.#headers : this.#columnsOf(this.#relation).headers
    return headers.get(meaning) ?? []
  }

  #columnsOf(relation: RelationType): { headers: Map<string, string[]>; foreign: string[] } {
    const known = this.#byRelation.get(relation)
    if (known) return known
    const headers = new Map<string, string[]>()
    const others = new Set<string>()
    for (const [meaning, all] of this.#headers) {
      const own = all.filter((header) => hasColumn(this.#mapping.target, relation, meaning, header))
      headers.set(meaning, own)
      for (const header of all) if (!own.includes(header)) others.add(header)
    }
    const made = { headers, foreign: this.#table.header.filter((header) => others.has(header)) }
    this.#byRelation.set(relation, made)
    return made
  }

  /** What a row is about, for whoever looks for it. */
  titleOf(row: SheetRow): string | undefined {
    if (isNodeTypeName(this.#mapping.target)) return this.textOf(row, 'name') ?? this.textOf(row, 'id')
    const parts = [this.textOf(row, 'from'), this.textOf(row, 'relation'), this.textOf(row, 'to')].filter((part) => part !== undefined)
    return parts.length === 0 ? undefined : parts.join(' – ')
  }

  /** The id of the entity in a row; undefined where the row cannot say it (which `map` then tells). */
  idOf(row: SheetRow): string | undefined {
    const type = this.#mapping.target as EntityType
    const stated = this.textOf(row, 'id')
    if (stated !== undefined) {
      const read = readId(stated, [type])
      return 'value' in read ? read.value : undefined
    }
    const keyed = this.#idOfKey(row, type)
    if (keyed !== undefined) return keyed
    const name = this.textOf(row, 'name')
    return name === undefined ? undefined : this.#idOfName(name, type)
  }

  /** An official key wins: what has it already, else the id that is made of it. */
  #idOfKey(row: SheetRow, type: EntityType): string | undefined {
    for (const key of ['ars', 'leikaKey', 'ags', 'registerId', 'reference']) {
      const text = this.textOf(row, key)
      if (text === undefined || nodeType(type).properties[key] === undefined) continue
      const known = (this.#options.lookup.named.get(text) ?? []).filter((meant) => meant.type === type)
      if (known.length === 1) return known[0]?.id
      if (key === 'ars' && /^\d{12}$/.test(text)) return formatEntityId({ type, scheme: 'ars', local: text })
      if (key === 'leikaKey' && type === 'ServiceType' && /^\d{14}$/.test(text))
        return formatEntityId({ type, scheme: 'leika', local: text })
    }
    return undefined
  }

  #idOfName(name: string, type: EntityType): string | undefined {
    const known = (this.#options.lookup.named.get(name.normalize('NFC')) ?? []).filter(
      (meant) => meant.type === type && meant.name === name.normalize('NFC'),
    )
    if (known.length === 1) return known[0]?.id
    if (known.length > 1) return undefined
    const { tenant } = this.#options
    // No name of a person ever enters an id.
    const slug = type === 'Person' ? `mandat-${crypto.randomUUID().slice(0, 13)}` : slugify(name)
    if (slug === '') return undefined
    for (let attempt = 1; attempt < 100; attempt++) {
      const id = formatEntityId({ type, scheme: tenant, local: attempt === 1 ? slug : `${slug}-${attempt}` })
      const owner = this.#taken.get(id)
      if (owner === undefined || owner === name) {
        this.#taken.set(id, name)
        return id
      }
    }
    return undefined
  }

  /** Fills a unit with the changes of a row, or says why it has none. */
  map(row: SheetRow, id: string | undefined, unit: Unit): void {
    this.#rejected = false
    this.#relation = undefined
    const changes: Change[] = []
    const { target } = this.#mapping
    this.#tellEmptied(row)
    if (!this.#rejected) {
      if (isNodeTypeName(target)) this.#mapEntity(row, target, id, changes)
      else this.#mapRelation(row, changes)
    }
    // The next row is asked what it is before its relation is known.
    this.#relation = undefined
    if (!this.#rejected) unit.changes = changes
  }

  /** Rejects a row that wants to remove what makes it a row: its key, or an end of a relation. */
  #tellEmptied(row: SheetRow): void {
    if (row.emptied.size === 0) return
    for (const [meaning, headers] of this.#headers) {
      if (!headers.some((header) => row.emptied.has(header))) continue
      if (meaning === 'id' || meaning === 'factId')
        this.#tell(row, meaning, 'cannot-be-empty', 'rejected', {
          de: 'Eine Kennung lässt sich nicht entfernen: An ihr wird wiedererkannt, was gemeint ist.',
          en: 'An id cannot be removed: what is meant is recognised by it.',
        }, {
          de: 'Tragen Sie die Kennung ein. Für etwas Neues bleibt die Zelle leer.',
          en: 'Enter the id. For something new leave the cell empty.',
        })
      else if (meaning === 'from' || meaning === 'to' || meaning === 'relation')
        this.#tell(row, meaning, 'R17', 'rejected', {
          de: 'Eine Beziehung braucht ihre Art und beide Enden; entfernen lassen sie sich nicht.',
          en: 'A relation needs its kind and both of its ends; they cannot be removed.',
        }, {
          de: 'Tragen Sie den Wert ein. Gilt die Beziehung nicht mehr, beenden Sie sie mit „Gültig bis“.',
          en: 'Enter the value. If the relation holds no more, end it with "Valid until".',
        })
      else if (/^(from|to):/.test(meaning))
        this.#tell(row, meaning, 'R17', 'rejected', {
          de: `Mit ${EMPTIED.de} endet keine Beziehung.`,
          en: `${EMPTIED.en} does not end a relation.`,
        }, {
          de: 'Lassen Sie die Zelle leer, und beenden Sie die Beziehung im Blatt „Beziehungen“ mit „Gültig bis“.',
          en: 'Leave the cell empty, and end the relation in the sheet "Beziehungen" with "Valid until".',
        })
    }
  }

  /** Whether a value may be removed; tells at its cell why it may not. `key`: the relation is recognised by it. */
  #mayBeEmptied(row: SheetRow, meaning: string, property: Property, key = false): boolean {
    const { label, references, required } = property
    if (references === 'Source')
      this.#tell(row, meaning, 'R11', 'rejected', {
        de: 'Jede Angabe braucht eine Quelle; entfernen lässt sie sich nicht.',
        en: 'Every statement needs a source; it cannot be removed.',
      }, {
        de: 'Nennen Sie eine andere Quelle, oder lassen Sie die Zelle leer: dann bleibt die bisherige.',
        en: 'Name another source, or leave the cell empty: then the present one stays.',
      })
    else if (required)
      this.#tell(row, meaning, 'cannot-be-empty', 'rejected', {
        de: `„${label.de}“ muss einen Wert haben und lässt sich nicht entfernen.`,
        en: `"${label.en}" must have a value and cannot be removed.`,
      }, nextOfRequired(property))
    else if (key)
      this.#tell(row, meaning, 'cannot-be-empty', 'rejected', {
        de: `An „${label.de}“ wird diese Beziehung wiedererkannt; ohne ihre Kennung lässt sich der Wert nicht entfernen.`,
        en: `This relation is recognised by "${label.en}"; without its fact id the value cannot be removed.`,
      }, {
        de: 'Tragen Sie die „Kennung der Beziehung“ aus einem Export ein, oder lassen Sie die Zelle leer.',
        en: 'Enter the "Fact id" from an export, or leave the cell empty.',
      })
    else return true
    return false
  }

  /** Tells which cells hold a value that the relation of the row does not have. */
  #tellForeign(row: SheetRow, relation: RelationType): void {
    const { foreign } = this.#columnsOf(relation)
    for (const header of foreign) {
      const cell = row.cells.get(header)?.trim()
      if (!cell) continue
      const { label } = relationType(relation)
      const own = Object.values(relationType(relation).properties).filter(({ setBy }) => setBy !== 'server')
      const list = (language: 'de' | 'en') => own.map((property) => property.label[language]).join(', ')
      this.#tellAt(row, header, 'not-of-this-relation', 'note', {
        de: `„${header}“ gibt es bei der Beziehung „${label.de}“ nicht; „${shown(cell)}“ bleibt außen vor.`,
        en: `The relation "${label.en}" has no "${header}"; "${shown(cell)}" is left out.`,
      }, {
        de: `Leeren Sie die Zelle, oder prüfen Sie die Beziehung. ${own.length === 0 ? 'Sie hat keine eigenen Angaben' : `Ihre eigenen Angaben sind: ${list('de')}`}.`,
        en: `Empty the cell, or check the relation. ${own.length === 0 ? 'It has no properties of its own' : `Its own properties are: ${list('en')}`}.`,
      })
    }
  }

  #mapEntity(row: SheetRow, type: EntityType, id: string | undefined, changes: Change[]): void {
    if (id === undefined) {
      this.#tellMissingId(row, type)
      return
    }
    const stated = this.#values(row, propertiesOf(type))
    changes.push({ op: 'put-entity', type, id, ...stated })
    for (const [meaning, headers] of this.#headers) {
      const [, side, relation] = /^(from|to):([A-Z_]+)$/.exec(meaning) ?? []
      if (!relation || !isRelationTypeName(relation)) continue
      for (const header of headers) {
        const cell = row.cells.get(header)?.trim()
        if (!cell) continue
        const allowed = relationType(relation).ends.flatMap(([from, to]) =>
          side === 'from' ? (to === type ? [from] : []) : from === type ? [to] : [],
        )
        const other = this.#end(row, header, cell, allowed)
        if (other === undefined) continue
        const kept = (all: Readonly<Record<string, unknown>> = {}) =>
          Object.fromEntries(['confidence', 'visibility', 'sourceIds'].flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])))
        changes.push({
          op: 'put-relation',
          relation,
          ...(side === 'from' ? { from: other, to: id } : { from: id, to: other }),
          values: kept(stated.values),
          defaults: kept(stated.defaults),
        })
      }
    }
  }

  #mapRelation(row: SheetRow, changes: Change[]): void {
    const relation = this.#relationOf(row)
    if (relation === undefined) return
    this.#relation = relation
    this.#tellForeign(row, relation)
    const allowed = relationType(relation)
    const directness = this.textOf(row, DIRECTNESS)
    if (directness !== undefined && !isDirect(directness)) {
      this.#tell(row, DIRECTNESS, 'indirect-share', 'note', {
        de: 'Mittelbare Beteiligung: nicht übernommen, sie wird aus den unmittelbaren berechnet.',
        en: 'Indirect share: not imported, it is computed from the direct ones.',
      }, { de: 'Nichts zu tun.', en: 'Nothing to do.' })
      return
    }
    const made = new Map<string, Change>()
    const company = this.textOf(row, 'to')
    if (company !== undefined && this.textOf(row, 'from') === undefined) {
      // The top of a table of shareholdings: nobody owns it, and others name it.
      const top = this.#described(row, 'to', company, allowed.to)
      if (top) {
        this.#tell(row, 'from', 'no-owner', 'note', {
          de: `Zu „${shown(company)}“ ist kein Anteilseigner genannt; nur der Eintrag selbst wird übernommen.`,
          en: `No owner of "${shown(company)}" is named; only the entry itself is imported.`,
        }, { de: 'Ergänzen Sie den Anteilseigner, wenn es einen gibt.', en: 'Add the owner if there is one.' })
        changes.push(top.change)
        return
      }
    }
    let begins: EntityType | undefined
    const [from, to] = ends.map((side) => {
      const text = this.textOf(row, side)
      if (text === undefined) {
        this.#tell(row, side, 'R17', 'rejected', {
          de: `Es fehlt, ${side === 'from' ? 'von wem die Beziehung ausgeht' : 'wohin die Beziehung führt'}.`,
          en: `The ${side === 'from' ? 'start' : 'target'} of the relation is missing.`,
        }, {
          de: 'Tragen Sie Kennung, amtlichen Schlüssel oder genaue Bezeichnung ein.',
          en: 'Enter an id, an official key or the exact name.',
        })
        return undefined
      }
      const created = this.#described(row, side, text, allowed[side])
      if (created) {
        made.set(created.id, created.change)
        return created.id
      }
      // Without a start nobody can say which of several targets is meant: the start is told already.
      if (side === 'to' && this.#rejected && this.#candidates(text).length > 1) return undefined
      // Where it begins says where it may lead: fewer entries can be meant.
      const types = side === 'to' && begins ? allowed.ends.flatMap(([start, target]) => (start === begins ? [target] : [])) : allowed[side]
      const found = this.#end(row, this.#headers.get(side)?.[0] ?? null, text, types.length > 0 ? types : allowed[side])
      if (side === 'from' && found !== undefined) begins = this.#candidates(text).find(({ id }) => id === found)?.type as EntityType | undefined ?? entityTypeOfId(found)
      return found
    })
    const factId = this.textOf(row, 'factId')
    const known = factId === undefined ? undefined : this.#options.lookup.facts.get(factId)
    const stated = this.#values(row, relationProperties(relation), known ? [] : allowed.key)
    if (from === undefined || to === undefined) return
    changes.push(...made.values())
    if (factId !== undefined && known) {
      if (known.relation !== relation || known.from !== from || known.to !== to) {
        this.#tell(row, 'factId', 'fact-moved', 'rejected', {
          de: 'Beziehung, „Von“ oder „Nach“ dieser Zeile weichen von der gespeicherten Beziehung ab.',
          en: 'Relation, start or target of this row differ from the stored relation.',
        }, {
          de: 'Für eine neue Beziehung die verborgene Kennung der Beziehung leeren; die alte mit „Gültig bis“ beenden.',
          en: 'For a new relation empty the hidden fact id; end the old one with "Valid until".',
        })
        return
      }
      changes.push({ op: 'correct-relation', factId, values: stated.values })
      return
    }
    changes.push({ op: 'put-relation', relation, from, to, ...stated })
  }

  #relationOf(row: SheetRow): RelationType | undefined {
    const { target } = this.#mapping
    if (isRelationTypeName(target)) return target
    const text = this.textOf(row, 'relation')
    const word = folded(text ?? '')
    const found = relationTypeNames.filter((name) =>
      [name, relationType(name).label.de, relationType(name).label.en].some((label) => folded(label) === word),
    )
    const fitting = found.length > 1 ? this.#fitting(row, found) : found
    if (fitting.length === 1) return fitting[0]
    this.#tell(row, 'relation', 'R17', 'rejected', {
      de: text === undefined ? 'Die Art der Beziehung fehlt.' : found.length > 1 ? `„${shown(text)}“ heißen mehrere Arten von Beziehungen: ${found.join(', ')}.` : `Eine Beziehung „${shown(text)}“ gibt es nicht.`,
      en: text === undefined ? 'The kind of relation is missing.' : found.length > 1 ? `"${shown(text)}" names several kinds of relations: ${found.join(', ')}.` : `There is no relation "${shown(text)}".`,
    }, {
      de: 'Wählen Sie eine aus der Auswahlliste der Vorlage.',
      en: 'Choose one from the list in the template.',
    })
    return undefined
  }

  /** Relations with the same label: the ends decide, where they are ids. */
  #fitting(row: SheetRow, names: readonly RelationType[]): RelationType[] {
    const [from, to] = ends.map((side) => entityTypeOfId(this.textOf(row, side) ?? ''))
    return names.filter((name) => relationType(name).ends.some(([a, b]) => a === from && b === to))
  }

  /** The ends that the row describes, by their names and by the file's own keys. */
  describedEnds(row: SheetRow): { key: string | undefined; meant: Meant }[] {
    return ends.flatMap((side) => {
      const text = this.textOf(row, side)
      if (text === undefined || !isRelationTypeName(this.#mapping.target)) return []
      const end = this.#describedId(side, text, relationType(this.#mapping.target)[side])
      return end ? [{ key: this.textOf(row, `${side}.${FILE_KEY}`), meant: { id: end.id, type: end.type, name: text } }] : []
    })
  }

  /** Whose description stands in a row: what the graph has of this name, else what will be made of it. */
  #describedId(side: 'from' | 'to', text: string, types: readonly EntityType[]): { id: string; type: EntityType; known: boolean } | undefined {
    const [type] = types
    const prefix = `${side}.`
    const described = [...this.#headers.keys(), ...Object.keys(this.#mapping.defaults)].some((meaning) => meaning.startsWith(prefix))
    if (!described || type === undefined || isEntityId(text)) return undefined
    const fitting = (this.#options.lookup.named.get(text.trim().normalize('NFC')) ?? []).filter((meant) => types.some((one) => one === meant.type))
    if (fitting.length > 1) return undefined
    const id = fitting[0]?.id ?? this.#idOfName(text, type)
    return id === undefined ? undefined : { id, type, known: fitting.length > 0 }
  }

  /** An end that the row describes (`to.legalForm` …): it is created if nothing has its name. */
  #described(row: SheetRow, side: 'from' | 'to', text: string, types: readonly EntityType[]): { id: string; change: Change } | undefined {
    const end = this.#describedId(side, text, types)
    if (!end) return undefined
    const { id, type, known } = end
    const prefix = `${side}.`
    const values: Record<string, unknown> = { name: text }
    for (const [name, property] of Object.entries(propertiesOf(type))) {
      if (this.#cellOf(row, `${prefix}${name}`) === null) {
        if (this.#mayBeEmptied(row, `${prefix}${name}`, property)) values[name] = null
        continue
      }
      const own = this.textOf(row, `${prefix}${name}`)
      // What is there already keeps what it says, unless a column of the file says otherwise.
      const stated = this.#headers.has(`${prefix}${name}`)
      if (own === undefined || (known && !stated)) continue
      const value = this.#value(row, `${prefix}${name}`, property, own)
      if (value !== undefined) values[name] = value
    }
    for (const name of ['confidence', 'visibility', 'sourceIds']) {
      const property = propertiesOf(type)[name]
      const own = known ? undefined : this.textOf(row, name)
      if (own !== undefined && property) {
        const value = this.#value(row, name, property, own)
        if (value !== undefined) values[name] = value
      }
    }
    return { id, change: { op: 'put-entity', type, id, values } }
  }

  /** What a cell means as an end; undefined after telling why it means nothing. */
  #end(row: SheetRow, header: string | null, text: string, types: readonly EntityType[]): string | undefined {
    if (isEntityId(text)) return text
    const candidates = this.#candidates(text)
    const fitting = candidates.filter((meant) => types.some((type) => type === meant.type))
    const tell = (rule: string, message: Bilingual, next: Bilingual, unknown?: Unknown) => this.#tellAt(row, header, rule, 'rejected', message, next, unknown)
    if (fitting.length === 1) return fitting[0]?.id
    if (fitting.length > 1) {
      const list = fitting.slice(0, 10).map(({ id, name }) => `${name} (${id})`).join(', ')
      tell('ambiguous-name', {
        de: `„${shown(text)}“ ist mehrdeutig: ${list}.`,
        en: `"${shown(text)}" is ambiguous: ${list}.`,
      }, { de: 'Tragen Sie die Kennung des gemeinten Eintrags ein.', en: 'Enter the id of the one that is meant.' })
      return undefined
    }
    if (candidates.length > 0) {
      const [other] = candidates
      const label = (language: 'de' | 'en') => types.map((type) => nodeType(type).label[language]).join(', ')
      const is = isNodeTypeName(other?.type ?? '') ? nodeType(other?.type as EntityType).label : { de: other?.type, en: other?.type }
      tell('R17', {
        de: `„${shown(text)}“ ist ${is.de}; hier passt nur: ${label('de')}.`,
        en: `"${shown(text)}" is a ${is.en}; only these fit here: ${label('en')}.`,
      }, { de: 'Prüfen Sie Beziehung und Eintrag.', en: 'Check the relation and the entry.' })
      return undefined
    }
    const asId = /^[a-z]{2,5}:/i.test(text) ? readId(text) : undefined
    if (asId && !('value' in asId)) tell(asId.rule, asId.message, asId.next, { text, types })
    else
      tell('R17', { de: `„${shown(text)}“ ist weder im Bestand noch in der Datei.`, en: `"${shown(text)}" is neither in the graph nor in the file.` }, {
        de: 'Prüfen Sie die Schreibweise, oder legen Sie den Eintrag in einem eigenen Blatt an.',
        en: 'Check the spelling, or create the entry in a sheet of its own.',
      }, { text, types })
    return undefined
  }

  #candidates(text: string): Meant[] {
    const key = text.trim().normalize('NFC')
    const found = new Map<string, Meant>()
    for (const meant of [...(this.#inFile.get(key) ?? []), ...(this.#options.lookup.named.get(key) ?? [])]) found.set(meant.id, meant)
    return [...found.values()]
  }

  /**
   * All stated values of a row, null for what is to be removed; its defaults apart, because they must not overrule what
   * is stored. `key`: properties by which the thing is recognised.
   */
  #values(row: SheetRow, properties: Readonly<Record<string, Property>>, key: readonly string[] = []): Stated {
    const values: Record<string, unknown> = {}
    const defaults: Record<string, unknown> = {}
    for (const [name, property] of Object.entries(properties)) {
      if (!this.#headers.has(name) && !(name in this.#mapping.defaults)) continue
      const cell = this.#cellOf(row, name)
      if (cell === null) {
        if (this.#mayBeEmptied(row, name, property, key.includes(name))) values[name] = null
        continue
      }
      const text = this.textOf(row, name)
      if (text === undefined) continue
      const value = this.#value(row, name, property, text)
      if (value === undefined) continue
      if (cell === undefined) defaults[name] = value
      else values[name] = value
    }
    return Object.keys(defaults).length > 0 ? { values, defaults } : { values }
  }

  #value(row: SheetRow, meaning: string, property: Property, text: string): unknown {
    if (property.references !== undefined) return this.#references(row, meaning, property, text)
    const exact = this.#headersOf(meaning).some((header) => row.numbers.has(header))
    const read = readValue(property, text, exact)
    if ('value' in read) return read.value
    this.#tell(row, meaning, read.rule, 'rejected', read.message, read.next)
    return undefined
  }

  #references(row: SheetRow, meaning: string, property: Property, text: string): unknown {
    const type = property.references ?? 'any'
    const types = isNodeTypeName(type) ? [type] : []
    const ids: string[] = []
    for (const item of partsOf(property, text)) {
      if (isEntityId(item)) {
        ids.push(item)
        continue
      }
      const fitting = this.#candidates(item).filter((meant) => types.length === 0 || types.some((one) => one === meant.type))
      if (fitting.length === 1) {
        ids.push(fitting[0]?.id ?? item)
        continue
      }
      const read = readId(item, types.length === 0 ? undefined : types)
      const isSource = type === 'Source'
      if (fitting.length > 1)
        this.#tell(row, meaning, 'ambiguous-name', 'rejected', {
          de: `„${shown(item)}“ ist mehrdeutig: ${fitting.slice(0, 10).map(({ id }) => id).join(', ')}.`,
          en: `"${shown(item)}" is ambiguous: ${fitting.slice(0, 10).map(({ id }) => id).join(', ')}.`,
        }, { de: 'Tragen Sie die Kennung ein.', en: 'Enter the id.' })
      else if (isSource)
        this.#tell(row, meaning, 'R12', 'rejected', { de: `Eine Quelle „${shown(item)}“ gibt es nicht.`, en: `There is no source "${shown(item)}".` }, {
          de: 'Legen Sie die Quelle im Blatt „Quellen“ an, oder lassen Sie die Zelle leer: dann gilt die Quelle des Imports.',
          en: 'Create the source in the sheet "Quellen", or leave the cell empty: then the source of the import holds.',
        }, { text: item, types: ['Source'] })
      else if (!('value' in read)) this.#tell(row, meaning, read.rule, 'rejected', read.message, read.next, { text: item, types })
      return undefined
    }
    return property.kind === 'textList' ? [...new Set(ids)] : ids[0]
  }

  #tellMissingId(row: SheetRow, type: EntityType): void {
    const stated = this.textOf(row, 'id')
    if (stated !== undefined) {
      const read = readId(stated, [type])
      if (!('value' in read)) this.#tell(row, 'id', read.rule, 'rejected', read.message, read.next)
      return
    }
    const name = this.textOf(row, 'name')
    const known = name === undefined ? [] : this.#candidates(name).filter((meant) => meant.type === type)
    if (known.length > 1) {
      this.#tell(row, 'name', 'ambiguous-name', 'rejected', {
        de: `„${shown(name ?? '')}“ gibt es mehrmals: ${known.slice(0, 10).map(({ id }) => id).join(', ')}.`,
        en: `"${shown(name ?? '')}" exists several times: ${known.slice(0, 10).map(({ id }) => id).join(', ')}.`,
      }, { de: 'Ergänzen Sie eine Spalte „Kennung“ mit der Kennung des gemeinten Eintrags.', en: 'Add a column "Kennung" with the id of the one that is meant.' })
      return
    }
    this.#tell(row, name === undefined ? 'name' : 'id', 'no-name', 'rejected', {
      de: name === undefined ? 'Die Zeile hat weder Kennung noch Bezeichnung.' : `Aus „${shown(name)}“ lässt sich keine Kennung bilden.`,
      en: name === undefined ? 'The row has neither an id nor a name.' : `No id can be made of "${shown(name)}".`,
    }, { de: 'Tragen Sie eine Bezeichnung oder eine Kennung ein.', en: 'Enter a name or an id.' })
  }

  #tell(row: SheetRow, meaning: string, rule: string, severity: RowIssue['severity'], message: Bilingual, next: Bilingual, unknown?: Unknown): void {
    const headers = this.#headersOf(meaning)
    const column = headers.find((header) => row.cells.get(header) || row.emptied.has(header)) ?? headers[0] ?? null
    this.#tellAt(row, column, rule, severity, message, next, unknown)
  }

  #tellAt(row: SheetRow, column: string | null, rule: string, severity: RowIssue['severity'], message: Bilingual, next: Bilingual, unknown?: Unknown): void {
    if (severity === 'rejected') this.#rejected = true
    this.#issues.push({ sheet: this.#table.name, row: row.row, column, rule, severity, message, next, ...(unknown ? { unknown } : {}) })
  }
}

/** What to do instead of removing a value that must be there. */
function nextOfRequired({ kind, default: assumed }: Property): Bilingual {
  if (kind === 'date' && assumed === OPEN_END)
    return { de: 'Gilt es weiter, schreiben Sie „offen“.', en: 'If it goes on, write "offen".' }
  if (kind === 'date' && assumed === UNKNOWN_START)
    return { de: 'Ist der Tag nicht bekannt, schreiben Sie „unbekannt“.', en: 'If the day is not known, write "unbekannt".' }
  return {
    de: 'Tragen Sie den neuen Wert ein, oder lassen Sie die Zelle leer: dann bleibt der bisherige.',
    en: 'Enter the new value, or leave the cell empty: then the present one stays.',
  }
}

/** `unmittelbar`, `direkt`, `u`: a share of one's own. `mittelbar` and `indirekt` are computed. */
function isDirect(text: string): boolean {
  const word = folded(text)
  return !(/^(mittelbar|indirekt|indirect|m|i|nein|no)\b/.test(word) || word === 'mittelbar')
}

/** The header of a column by what it means, per sheet: where a problem of the door is shown. */
export function headersByMeaning(mappings: readonly SheetMapping[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    mappings.map(({ sheet, columns }) => [
      sheet,
      new Map(
        Object.entries(columns)
          .filter(([, meaning]) => meaning !== IGNORE)
          .reverse()
          .map(([header, meaning]) => [meaning, header]),
      ),
    ]),
  )
}

/** Types and relations that a delivery speaks of. */
export function scopeOf(units: readonly Unit[], mappings: readonly SheetMapping[], planned: boolean): { types: string[]; relations: string[] } {
  const types = new Set<string>()
  const relations = new Set<string>()
  for (const { target } of mappings) {
    if (isNodeTypeName(target)) types.add(target)
    else if (isRelationTypeName(target)) relations.add(target)
  }
  if (planned || mappings.some(({ target }) => target === RELATIONS)) {
    for (const { changes } of units) {
      for (const change of changes) {
        if (change.op === 'put-entity' && planned) types.add(change.type)
        else if (change.op === 'put-relation') relations.add(change.relation)
      }
    }
  }
  for (const type of ['Source', 'ImportBatch']) types.delete(type)
  return { types: [...types], relations: [...relations] }
}
