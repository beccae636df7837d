/** The ways in which one map can be laid out besides its geography. Pure. */
import { needsRelations, ontology, type RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Arrangement, ToArrange } from './bands.ts'
import { chained } from './chain.ts'
import { layered } from './layered.ts'
import type { MapLayout } from './layout-names.ts'

/** Relations that a layout reads its order from. */
export const relationsOf: Record<MapLayout, readonly RelationType[]> = {
  layers: needsRelations,
  chain: ['CONCERNS', 'ACCOUNTABLE_FOR', 'FUNDS', 'MEASURED_BY'],
}

/** What a whole map in this layout shows before the reader filters: the ends of its relations. */
export function presetFor(layout: MapLayout): { types: string[]; relations: string[] } {
  const relations = relationsOf[layout]
  // Of a chain only the decision and what it can set going; a service is concerned by one decision in a hundred, but owned by many.
  const ends = layout === 'layers'
    ? relations.flatMap((name) => [...ontology.relationTypes[name].from, ...ontology.relationTypes[name].to])
    : [...ontology.relationTypes.CONCERNS.from, ...ontology.relationTypes.FUNDS.to, ...ontology.relationTypes.ACCOUNTABLE_FOR.from, ...ontology.relationTypes.MEASURED_BY.to]
  const wanted = new Set<string>(ends)
  return { types: Object.keys(ontology.nodeTypes).filter((type) => wanted.has(type)), relations: [...relations] }
}

/** The same graph always gives the same picture; every node has a place. */
export const arrange = (layout: MapLayout, graph: ToArrange): Arrangement => (layout === 'layers' ? layered(graph) : chained(graph))
