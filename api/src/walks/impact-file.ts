/** An impact as a file for a spreadsheet, CSV or XLSX, in German: who reads it has no interface beside it. */
import { PassThrough, type Readable } from 'node:stream'
import type { Evidence, Impact, ImpactEnd } from '@kommunalgraph/contract/answers.ts'
import { type EntityType, nodeProperties, nodeType, relationProperties, relationType, vocabularyLabel } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { numberText, quoted } from '@kommunalgraph/contract/wording.ts'
import ExcelJS from 'exceljs'
import { FICTIONAL } from '../exports/about.ts'
import { sheet } from '../quality/workbook.ts'
import { csvText, germanDay } from './csv.ts'
import type { Direction, ExplainedHit } from './impact.ts'

export interface ImpactFile {
  start: EntityRef
  direction: Direction
  hits: readonly (ExplainedHit & Pick<Impact['hits'][number], 'spheres'>)[]
  total: number
  asOf: string
  sources: readonly Evidence[]
  /** What a tenant is called, and whether it is made up. */
  tenants: ReadonlyMap<string, { name: string; fictional: boolean }>
}

/** Columns with their width in a workbook, in characters. */
const columns: readonly (readonly [header: string, width: number])[] = [
  ['Schritte', 9],
  ['Art', 20],
  ['Name', 44],
  ['Verantwortlich', 40],
  [nodeType('Sphere').label.de, 26],
  ['Kette', 80],
  ['Schwächstes Glied', 18],
  [relationType('DEPENDS_ON').properties.fallback?.label.de ?? '', 16],
  ['Erstes Ende', 14],
  ['Was endet', 50],
  ['Belege', 60],
  ['Stand', 12],
  ['Kommune', 20],
  ['Hinweis', 40],
  ['Kennung', 48],
]
type Cells = (string | number)[]

/** One row for each hit; a last one says how many were left out. */
function rowsOf({ direction, hits, total, asOf, sources, tenants }: ImpactFile): Cells[] {
  const titles = new Map(sources.map(({ id, title, date }) => [id, `${title} (${date})`]))
  const day = germanDay(asOf)
  const rows: Cells[] = hits.map((hit) => {
    const tenant = tenants.get(hit.tenant)
    const evidence = new Set(hit.needs.flatMap(({ sourceIds }) => sourceIds.flatMap((id) => titles.get(id) ?? [])))
    const [first] = hit.ends
    return [
      hit.depth,
      nodeType(hit.entity.type).label.de,
      hit.entity.name,
      hit.owners.map(({ name }) => name).join(', '),
      hit.spheres.map((code) => vocabularyLabel('sphere', code).de).join(', '),
      chainText(hit, direction),
      hit.criticality === undefined ? '' : vocabularyLabel('criticality', hit.criticality).de,
      hit.fallback ? 'ja' : 'nein',
      first ? germanDay(first.date) : '',
      hit.ends.map((end) => endText(end, hit.entity.type)).join('; '),
      [...evidence].join(', '),
      day,
      tenant?.name ?? 'mehrere Kommunen',
      // In every row, because rows are copied out of files.
      tenant?.fictional ? FICTIONAL : '',
      hit.entity.id,
    ]
  })
  if (hits.length < total) {
    const cut = `gekürzt: ${numberText(hits.length, 'de')} von ${numberText(total, 'de')} Einträgen`
    rows.push(columns.map(([name]) => (name === 'Stand' ? day : name === 'Hinweis' ? cut : '')))
  }
  return rows
}

/** The text of a CSV file. */
export const impactCsv = (file: ImpactFile): string => csvText(columns.map(([header]) => header), rowsOf(file))

/** A workbook of one sheet, written while it is read. Cells are texts and numbers, never formulas. An error ends the stream with it. */
export function impactWorkbook(file: ImpactFile): Readable {
  const stream = new PassThrough()
  write(file, stream).catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))))
  return stream
}

async function write(file: ImpactFile, stream: PassThrough): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const rows = sheet(workbook, file.direction === 'dependents' ? 'Auswirkung' : 'Bedarf', columns)
  for (const cells of rowsOf(file)) rows.addRow(cells).commit()
  rows.addRow([]).commit()
  rows.addRow(['', '', `${file.direction === 'dependents' ? 'Was hängt daran' : 'Was braucht es selbst'}: ${quoted(file.start.name, 'de')}. Stand: ${germanDay(file.asOf)}`]).commit()
  rows.commit()
  await workbook.commit()
}

/** "Vertrag bis: 31.12.2027 (wird betrieben von Rechenzentrum)". */
function endText({ date, property, relation, direction, with: other }: ImpactEnd, type: EntityType): string {
  const label = (relation ? relationProperties(relation) : nodeProperties(type))[property]?.label.de ?? ''
  if (!relation) return `${label}: ${germanDay(date)}`
  const { label: out, reverse } = relationType(relation)
  return `${label}: ${germanDay(date)} (${direction === 'out' ? out.de : reverse.de} ${other?.name ?? ''})`
}

/** "Bauantrag → hängt ab von → Bauportal → wird betrieben von → Rechenzentrum". */
function chainText({ entity, chain }: ExplainedHit, direction: Direction): string {
  return [
    entity.name,
    ...chain.flatMap((link) => {
      const { label, reverse } = relationType(link.relation)
      return [direction === 'dependents' ? label.de : reverse.de, link.entity.name]
    }),
  ].join(' → ')
}
