/** Answers any question of the catalogue: its query, its sentence, the map of what it names, and the sources behind it. */
import type { Evidence, MapEdge, MapNode, QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { type Answered, type Columns, columnList, type GapPart, type Question, type Row } from '@kommunalgraph/contract/question.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { spoken } from '@kommunalgraph/contract/wording.ts'
import { type Found, readingAt, shownSources } from '../graph/entities.ts'
import { GraphError } from '../graph/errors.ts'
import { sourcesOf } from '../graph/evidence.ts'
import { mapNodes } from '../graph/map-nodes.ts'
import type { QueryName } from '../graph/queries.ts'
import { present } from '../graph/rows.ts'
import type { Graph } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'

/** Most rows, nodes of the map, relations on it, and sources of one answer. */
const most = { rows: 200, nodes: 200, edges: 600, sources: 20 }

/** More than the usual limit: planned for the first time on a cold and busy machine, a question takes seconds. */
const timeoutMs = 15_000

type Values = Record<string, string | number>
type RawRow = Record<string, unknown>

interface FoundRows {
  rows: Row<Columns>[]
  total: number
  facts: Answered['facts']
  /** Sources that the query names for the facts it used. */
  sourceIds: string[]
}

/** Answers a question. `values` are checked by the question's own schema. Throws 404 for an unknown entity. */
export async function answerQuestion(graph: Graph, question: Question, values: Values, asked: Reading): Promise<QuestionAnswer> {
  const { subjects, reading, current } = await subjectsOf(graph, question, values, asked)
  const parameters = { ...Object.fromEntries(Object.keys(question.parameters).map((name) => [name, null])), ...values, ...current }
  const found = question.gaps
    ? await fromGaps(graph, question, question.gaps, reading)
    : await fromQuery(graph, question, `questions/${question.file}`, parameters, reading)
  const truncated = found.total > found.rows.length
  const published = !reading.visibilities.includes('internal')
  const { graph: map, sources } = await around(graph, reading, [...Object.values(subjects), ...refsIn(found.rows)], found.sourceIds)
  return {
    code: question.code,
    question: question.question,
    sentence: spoken(question.sentence({ rows: found.rows, total: found.total, truncated, facts: found.facts, subjects, values, published })),
    asOf: reading.asOf,
    parameters: values,
    columns: columnList(question.columns),
    rows: found.rows,
    total: found.total,
    truncated,
    graph: map,
    sources,
  }
}

/** The example that only the database knows, from the answer to the other examples; undefined where there is none. */
export async function exampleOf(graph: Graph, question: Question, reading: Reading): Promise<string | undefined> {
  const { exampleFrom, file, parameters } = question
  if (!exampleFrom || file === undefined) return undefined
  const values = Object.fromEntries(Object.entries(parameters).map(([name, { shown }]) => [name, name === exampleFrom.parameter ? null : shown.example]))
  // The examples are of the demo, whatever municipality this server is at home in.
  const everywhere = { ...reading, tenants: [...reading.tenants, ...demoTenants(values)] }
  const found = await fromQuery(graph, question, `questions/${file}`, values, everywhere).catch((error: unknown) => {
    // The catalogue can be read without the database.
    if (error instanceof GraphError) return undefined
    throw error
  })
  const cell = found?.rows[0]?.[exampleFrom.column]
  return typeof cell === 'string' ? cell : undefined
}

/** Municipalities that the ids among these values name. */
const demoTenants = (values: RawRow): string[] => Object.values(values).flatMap((value) => /^[a-z]+:(\d{12}):/.exec(String(value))?.[1] ?? [])

interface Subjects {
  subjects: Record<string, EntityRef>
  /** Values with former ids replaced by the current ones. */
  current: Record<string, string>
  /** Also from the municipality of what is asked about. */
  reading: Reading
}

/** The entities that the question is about; what this reader may not see is unknown to it. */
async function subjectsOf(graph: Graph, question: Question, values: Values, asked: Reading): Promise<Subjects> {
  const names = Object.entries(question.parameters).flatMap(([name, { shown }]) => (shown.type === 'entity' && values[name] !== undefined ? [name] : []))
  const found = await Promise.all(names.map((name) => graph.read<Found>('queries/entity_ref', { id: values[name], visibilities: asked.visibilities })))
  const subjects: Record<string, EntityRef> = {}
  let reading = asked
  const missing: string[] = []
  for (const [index, name] of names.entries()) {
    const one = found[index]?.[0]
    if (one) {
      subjects[name] = { id: one.id, type: one.type, name: one.name }
      reading = readingAt(one, reading)
    } else missing.push(name)
  }
  if (missing.length > 0) {
    throw problem('not-found', {
      detail: `No entity ${missing.map((name) => values[name]).join(', ')}`,
      errors: missing.map((name) => ({ path: `query.${name}`, message: 'is not known' })),
    })
  }
  return { subjects, reading, current: Object.fromEntries(Object.entries(subjects).map(([name, { id }]) => [name, id])) }
}

async function fromQuery(graph: Graph, question: Question, name: QueryName, parameters: RawRow, reading: Reading): Promise<FoundRows> {
  const raw = await graph.read<RawRow>(name, { ...reading, ...parameters, limit: most.rows }, { timeoutMs })
  const [firstColumn = ''] = Object.keys(question.columns)
  // A row without its first column carries the facts only: nothing was found, but something can be said.
  const full = raw.filter((row) => row[firstColumn] !== null)
  return {
    rows: full.slice(0, most.rows).map((row) => pick(row, question)),
    total: Number(full[0]?.total ?? full.length),
    facts: factsOf(raw[0]?.facts, question),
    sourceIds: sourceIdsOf(full),
  }
}

/** The lists of gaps, one after the other, cut as a whole. */
async function fromGaps(graph: Graph, question: Question, parts: readonly GapPart[], reading: Reading): Promise<FoundRows> {
  const lists = await Promise.all(parts.map(async ({ kind, initiativesOnly, cells }) => {
    const rows = await graph.read<RawRow>(`gaps/${kind}`, { ...reading, offset: 0, limit: most.rows }, {
      timeoutMs,
      places: { page: ['fragments/gaps/page'], ...(initiativesOnly && { narrow: ['fragments/gaps/initiatives'] }) },
    })
    return { rows: rows.map((row) => ({ ...row, ...cells })), total: Number(rows[0]?.total ?? 0) }
  }))
  const rows = lists.flatMap((list) => list.rows)
  return {
    rows: rows.slice(0, most.rows).map((row) => pick(row, question)),
    total: lists.reduce((sum, { total }) => sum + total, 0),
    facts: null,
    sourceIds: sourceIdsOf(rows),
  }
}

/** The declared columns and nothing else; the strict row schema of the route checks their kinds. */
const pick = (row: RawRow, { columns }: Question): Row<Columns> =>
  Object.fromEntries(Object.keys(columns).map((key) => [key, row[key] ?? null])) as Row<Columns>

function factsOf(raw: unknown, { facts = [] }: Question): Answered['facts'] {
  if (typeof raw !== 'object' || raw === null) return null
  const given = new Map(Object.entries(raw))
  return Object.fromEntries(facts.map((name) => [name, typeof given.get(name) === 'number' ? given.get(name) : null]))
}

const sourceIdsOf = (rows: readonly RawRow[]): string[] => rows.flatMap(({ sourceIds }) => (Array.isArray(sourceIds) ? sourceIds.map(String) : []))

/** Every entity that stands in a cell. */
function refsIn(rows: readonly Row<Columns>[]): EntityRef[] {
  const isRef = (value: unknown): value is EntityRef => typeof value === 'object' && value !== null && 'id' in value && 'type' in value
  return rows.flatMap((row) => Object.values(row).flatMap((cell) => (Array.isArray(cell) ? cell.filter(isRef) : isRef(cell) ? [cell] : [])))
}

interface Around {
  edges: { [K in keyof MapEdge]: Exclude<MapEdge[K], undefined> | null }[]
  sourceIds: string[]
}

/** The map of these entities among each other, and the sources: of the facts used, else of these relations and entities. */
async function around(graph: Graph, reading: Reading, refs: readonly EntityRef[], used: readonly string[]): Promise<{ graph: QuestionAnswer['graph']; sources: Evidence[] }> {
  const ids = [...new Set(refs.map(({ id }) => id))].slice(0, most.nodes)
  if (ids.length === 0) return { graph: { nodes: [], edges: [] }, sources: (await sourcesOf(graph, reading, used)).slice(0, most.sources) }
  const [nodes, [joined]] = await Promise.all([
    mapNodes(graph, reading, ids),
    graph.read<Around>('queries/edges_among', { ...reading, ids, limit: most.edges }),
  ])
  const edges = joined?.edges ?? []
  const sourceIds = used.length > 0 ? used : [...edges.flatMap((edge) => edge.sourceIds ?? []), ...(joined?.sourceIds ?? [])]
  const sources = await sourcesOf(graph, reading, [...sourceIds, ...edges.flatMap((edge) => edge.sourceIds ?? [])])
  const wanted = new Set(sourceIds)
  const visible = new Set(sources.map(({ id }) => id))
  const internal = reading.visibilities.includes('internal')
  const drawn = new Set(nodes.map(({ id }: MapNode) => id))
  return {
    graph: {
      nodes,
      edges: edges
        .filter(({ from, to }) => from !== null && to !== null && drawn.has(from) && drawn.has(to))
        .map((edge) => ({ ...(present(edge) as MapEdge), sourceIds: shownSources(edge.sourceIds, (id) => internal || visible.has(id)) })),
    },
    sources: sources.filter(({ id }) => wanted.has(id)).slice(0, most.sources),
  }
}
