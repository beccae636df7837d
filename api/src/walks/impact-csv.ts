/** An impact as a file for a spreadsheet, in German: who reads it has no interface beside it. Pure. */
import type { Evidence } from '@kommunalgraph/contract/answers.ts'
import { nodeType, relationType, vocabularyLabel } from '@kommunalgraph/contract/ontology/ontology.ts'
import { numberText } from '@kommunalgraph/contract/wording.ts'
import { FICTIONAL } from '../exports/about.ts'
import { csvText, germanDay } from './csv.ts'
import type { Direction, ExplainedHit } from './impact.ts'

export interface ImpactFile {
  direction: Direction
  hits: readonly ExplainedHit[]
  total: number
  asOf: string
  sources: readonly Evidence[]
  /** What a tenant is called, and whether it is made up. */
  tenants: ReadonlyMap<string, { name: string; fictional: boolean }>
}

const header = [
  'Schritte',
  'Art',
  'Name',
  'Verantwortlich',
  'Kette',
  'Schwächstes Glied',
  relationType('DEPENDS_ON').properties.fallback?.label.de ?? '',
  'Belege',
  'Stand',
  'Kommune',
  'Hinweis',
  'Kennung',
]

/** The text of the file. */
export function impactCsv({ direction, hits, total, asOf, sources, tenants }: ImpactFile): string {
  const titles = new Map(sources.map(({ id, title, date }) => [id, `${title} (${date})`]))
  const day = germanDay(asOf)
  const rows = hits.map((hit) => {
    const tenant = tenants.get(hit.tenant)
    const evidence = new Set(hit.needs.flatMap(({ sourceIds }) => sourceIds.flatMap((id) => titles.get(id) ?? [])))
    return [
      hit.depth,
      nodeType(hit.entity.type).label.de,
      hit.entity.name,
      hit.owners.map(({ name }) => name).join(', '),
      chainText(hit, direction),
      hit.criticality === undefined ? '' : vocabularyLabel('criticality', hit.criticality).de,
      hit.fallback ? 'ja' : 'nein',
      [...evidence].join(', '),
      day,
      tenant?.name ?? 'mehrere Kommunen',
      // In every row, because rows are copied out of files.
      tenant?.fictional ? FICTIONAL : '',
      hit.entity.id,
    ]
  })
  if (hits.length < total) {
    rows.push([
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      day,
      '',
      `gekürzt: ${numberText(hits.length, 'de')} von ${numberText(total, 'de')} Einträgen`,
      '',
    ])
  }
  return csvText(header, rows)
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
