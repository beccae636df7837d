/** One fact for one reader, by its factId. */
import { type EntityType, isRelationTypeName, relationProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Relation } from '@kommunalgraph/contract/schemas.ts'
import { shownSources } from '../graph/entities.ts'
import { sourcesOf } from '../graph/evidence.ts'
import type { Graph } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'

interface FactRow {
  factId: string
  relation: string
  from: string
  to: string
  stored: Record<string, unknown>
}

interface EndRow {
  id: string
  type: EntityType
  stored: Record<string, unknown>
}

/**
 * The fact, ended or not, of any tenant, if this reader may see it and both its ends. Throws a 404 problem otherwise:
 * what is hidden and what does not exist look the same.
 */
export async function relationOr404(graph: Graph, factId: string, reading: Reading): Promise<Relation> {
  const missing = () =>
    problem('not-found', {
      detail: `No relation ${factId}`,
      errors: [{ path: 'path.factId', message: 'is not known' }],
    })
  const maySee = (stored: Record<string, unknown> | undefined) =>
    reading.visibilities.some((visibility) => visibility === stored?.visibility)
  const [fact] = await graph.read<FactRow>('writes/read_facts', { ids: [factId] })
  if (!fact || !maySee(fact.stored) || !isRelationTypeName(fact.relation)) throw missing()
  const ends = new Map(
    (await graph.read<EndRow>('writes/read_entities', { ids: [fact.from, fact.to] })).map((end) => [end.id, end]),
  )
  const [from, to] = [ends.get(fact.from), ends.get(fact.to)]
  if (!from || !to || !maySee(from.stored) || !maySee(to.stored)) throw missing()
  const sourceIds = Array.isArray(fact.stored.sourceIds) ? fact.stored.sourceIds.map(String) : []
  const visible = new Set((await sourcesOf(graph, reading, sourceIds)).map(({ id }) => id))
  const internal = reading.visibilities.includes('internal')
  const properties = Object.keys(relationProperties(fact.relation)).flatMap((name) => {
    const value = fact.stored[name]
    return value === undefined || value === null ? [] : [[name, value] as const]
  })
  const ref = ({ id, type, stored }: EndRow) => ({ id, type, name: String(stored.name) })
  // Its shape is checked against the strict schema on the way out.
  return {
    factId: fact.factId,
    type: fact.relation,
    from: ref(from),
    to: ref(to),
    ...Object.fromEntries(properties),
    sourceIds: shownSources(sourceIds, (id) => internal || visible.has(id)),
  } as unknown as Relation
}
