/** Random maps for the tests of this room: nodes of all types, relations that the ontology allows, circles and all. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { type EntityType, ontology, type RelationType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import fc from 'fast-check'

export const nodeOf = (id: string, type: EntityType, more: Partial<MapNode> = {}): MapNode => ({ id, type, name: `Name ${id}`, tenant: '990000000000', visibility: 'public', spheres: [], ...more })

export const edgeOf = (from: string, to: string, type: RelationType, number: number): MapEdge => ({
  factId: `fact:${number}`, type, from, to, validFrom: '2025-01-01', validUntil: '9999-12-31', confidence: 'confirmed', visibility: 'public', sourceIds: [],
})

/** Types that layouts and bridges are about, so that relations come about often. */
const usual: readonly EntityType[] = ['Initiative', 'Programme', 'Service', 'Process', 'System', 'Offering', 'Dataset', 'Organization', 'OrgUnit', 'Post', 'Decision', 'Indicator', 'UserGroup']

const allowed = (from: EntityType, to: EntityType) =>
  relationTypeNames.filter((name) => {
    const ends: { from: readonly string[]; to: readonly string[] } = ontology.relationTypes[name]
    return ends.from.includes(from) && ends.to.includes(to)
  })

/** A map with up to `most` nodes; every relation may stand between these two types. */
export const graphs = (most = 40): fc.Arbitrary<{ nodes: MapNode[]; edges: MapEdge[] }> =>
  fc.array(fc.record({ type: fc.constantFrom(...usual), year: fc.integer({ min: 2018, max: 2026 }) }), { minLength: 1, maxLength: most }).chain((all) => {
    const nodes = all.map(({ type, year }, index) => nodeOf(`n${index}`, type, type === 'Decision' && year > 2018 ? { date: `${year}-03-01` } : {}))
    const end = fc.nat(nodes.length - 1)
    return fc.array(fc.tuple(end, end, fc.nat()), { maxLength: 3 * most }).map((ties) => ({
      nodes,
      edges: ties.flatMap(([a, b, pick], index) => {
        const [from, to] = [nodes[a], nodes[b]]
        const names = from && to ? allowed(from.type, to.type) : []
        const type = names[pick % Math.max(1, names.length)]
        return from && to && type ? [edgeOf(from.id, to.id, type, index)] : []
      }),
    }))
  })
