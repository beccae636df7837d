/**
 * Reads a seed folder: `tenant.json`, one `<Type>.csv` for each node type, one `relations/<TYPE>.csv` for each relation
 * type. Gives the body for the one door, and for each change the place in the files from which it came.
 * Files outside these names are reported, so that a typing error in a file name loses no data silently.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ChangesBody } from '@kommunalgraph/contract/changes.ts'
import { SHARED_TENANT } from '@kommunalgraph/contract/ontology/common.ts'
import {
  entityTypes,
  nodeProperties,
  type Property,
  relationProperties,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { codeListChanges } from './code-lists.ts'
import { type CellValue, readCell } from './read-cell.ts'
import { readTable, type SeedIssue, type Table, type TableRow } from './read-table.ts'

/** `tenant.json`: who speaks, and what a row that is silent means. */
export interface TenantFile {
  /** ARS, or `shared`. */
  tenant: string
  name: string
  /** Id of the municipality itself; null for what is common. */
  home: string | null
  fictional: boolean
  defaults: {
    validFrom: string
    confidence: string
    visibility: string
    sourceIds: string[]
    enteredBy: string
    enteredAt: string
    reviewedAt?: string
  }
}

/** Where a change stands in the files. */
export interface Origin {
  file: string
  row: number
}

export interface SeedFolder {
  folder: string
  tenant: TenantFile
  body: ChangesBody
  /** For each change of the body its place; undefined for what is derived from the ontology. */
  origins: (Origin | undefined)[]
  issues: SeedIssue[]
  /** Ids of entities that are not public: relations at them are not public either, unless they say so. */
  hidden: ReadonlySet<string>
}

/** Reads one folder. `hidden` are such ids of folders read before (the shared one). */
export function readFolder(path: string, hiddenBefore: ReadonlySet<string> = new Set()): SeedFolder {
  const tenant = readTenant(join(path, 'tenant.json'))
  const issues: SeedIssue[] = []
  const changes: ChangesBody['changes'] = []
  const origins: (Origin | undefined)[] = []
  const hidden = new Set(hiddenBefore)
  const { validFrom, confidence, visibility, sourceIds, reviewedAt } = tenant.defaults

  if (tenant.tenant === SHARED_TENANT) {
    for (const change of codeListChanges(reviewedAt)) {
      changes.push(change)
      origins.push(undefined)
    }
  }

  const seen = new Map<string, Origin>()
  for (const type of typesInOrder(path)) {
    const table = readTable(join(path, `${type}.csv`), `${type}.csv`)
    const values = valueReader(table, nodeProperties(type), ['id'], issues)
    for (const row of table.rows) {
      const origin = { file: table.file, row: row.row }
      const id = row.cells.get('id')
      if (id === undefined) {
        issues.push({ ...origin, column: 'id', message: 'The id is missing.' })
        continue
      }
      const before = seen.get(id)
      if (before)
        issues.push({ ...origin, column: 'id', message: `${id} stands already in ${before.file}, row ${before.row}.` })
      seen.set(id, origin)
      const stated = {
        validFrom,
        confidence,
        visibility,
        sourceIds,
        ...(reviewedAt === undefined ? {} : { reviewedAt }),
        ...values(row),
      }
      if (stated.visibility !== 'public') hidden.add(id)
      changes.push({ op: 'put-entity', type, id, values: stated })
      origins.push(origin)
    }
  }

  for (const relation of relationTypeNames) {
    const name = `relations/${relation}.csv`
    if (!existsSync(join(path, name))) continue
    const table = readTable(join(path, name), name)
    const values = valueReader(table, relationProperties(relation), ['from', 'to'], issues)
    for (const row of table.rows) {
      const origin = { file: table.file, row: row.row }
      const [from, to] = [row.cells.get('from'), row.cells.get('to')]
      if (from === undefined || to === undefined) {
        issues.push({ ...origin, column: from === undefined ? 'from' : 'to', message: 'A relation needs both ends.' })
        continue
      }
      // A relation is never more public than its ends; a row that says nothing takes the narrower one.
      const narrow = hidden.has(from) || hidden.has(to) ? 'internal' : visibility
      changes.push({
        op: 'put-relation',
        relation,
        from,
        to,
        values: { validFrom, confidence, visibility: narrow, sourceIds, ...values(row) },
      })
      origins.push(origin)
    }
  }

  reportStrangers(path, issues)
  return {
    folder: basename(path),
    tenant,
    body: { reason: `Erstbestand ${tenant.name}`, sourceIds: [], tenant: tenant.tenant, changes },
    origins,
    issues,
    hidden,
  }
}

/** Throws where the file is not what it should be; the values themselves are checked by the door. */
function readTenant(path: string): TenantFile {
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const { tenant, name, home, fictional, defaults } = { ...(file as Partial<TenantFile>) }
  const texts = [
    tenant,
    name,
    defaults?.validFrom,
    defaults?.confidence,
    defaults?.visibility,
    defaults?.enteredBy,
    defaults?.enteredAt,
  ]
  if (
    texts.some((text) => typeof text !== 'string') ||
    home === undefined ||
    typeof fictional !== 'boolean' ||
    !Array.isArray(defaults?.sourceIds)
  ) {
    throw new Error(
      `${path} must state tenant, name, home, fictional and defaults {validFrom, confidence, visibility, sourceIds, enteredBy, enteredAt}.`,
    )
  }
  return file as TenantFile
}

/** Node types with a file here, sources first: every other thing refers to them. */
function typesInOrder(path: string) {
  return [...entityTypes]
    .sort((a, b) => Number(b === 'Source') - Number(a === 'Source'))
    .filter((type) => existsSync(join(path, `${type}.csv`)))
}

/** Gives a function that reads the values of a row; what is wrong goes to the issues. */
function valueReader(
  table: Table,
  properties: Readonly<Record<string, Property>>,
  ends: readonly string[],
  issues: SeedIssue[],
) {
  issues.push(...table.issues)
  const known = table.header.filter((column) => {
    if (ends.includes(column)) return false
    if (Object.hasOwn(properties, column) && properties[column]?.setBy !== 'server') return true
    issues.push({
      file: table.file,
      row: 1,
      column,
      message: `There is no column "${column}" here. Known: ${Object.keys(properties).join(', ')}.`,
    })
    return false
  })
  return (row: TableRow): Record<string, CellValue> => {
    const values: Record<string, CellValue> = {}
    for (const column of known) {
      const [property, cell] = [properties[column], row.cells.get(column)]
      if (property === undefined || cell === undefined) continue
      const read = readCell(property, cell)
      if ('value' in read) values[column] = read.value
      else issues.push({ file: table.file, row: row.row, column, message: read.message })
    }
    return values
  }
}

function reportStrangers(path: string, issues: SeedIssue[]): void {
  const nodes = new Set<string>(entityTypes.map((type) => `${type}.csv`))
  const relations = new Set<string>(relationTypeNames.map((relation) => `${relation}.csv`))
  const check = (files: readonly string[], known: ReadonlySet<string>, prefix: string) => {
    for (const file of files) {
      if (file.endsWith('.csv') && !known.has(file))
        issues.push({ file: prefix + file, row: 1, message: 'The ontology has no type of this name.' })
    }
  }
  check(readdirSync(path), nodes, '')
  if (existsSync(join(path, 'relations'))) check(readdirSync(join(path, 'relations')), relations, 'relations/')
}

/** A problem of the door at a change, told at its place in the files: `body.changes[7].values.name` → file, row, column. */
export function placeOf(
  seed: Pick<SeedFolder, 'origins'>,
  path: string,
): { file: string; row: number; column?: string } {
  const found = /^body\.changes\[(\d+)\](?:\.(?:values\.)?([A-Za-z]+))?/.exec(path)
  const origin = found ? seed.origins[Number(found[1])] : undefined
  if (!origin) return { file: '(ontology)', row: 0 }
  return found?.[2] === undefined ? origin : { ...origin, column: found[2] }
}
