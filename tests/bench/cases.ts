/** The hot routes: what is asked, which statements count as "the same Cypher", and how much slower the API may be. */

import { asOf } from './graph/draft.ts'
import { tenantOf } from './graph/generate.ts'
import type { HttpClient } from './http-client.ts'
import type { Recorder, Statement } from './statements.ts'
import type { BenchWorld } from './world.ts'

export interface HotCase {
  readonly name: string
  /** Most that the API may take, as a multiple of the bare driver; absent where the figure is only told. */
  readonly goal?: number
  readonly requests: readonly HotRequest[]
  /** Statements that one request of the API sends altogether, on average. */
  readonly statementsPerRequest: number
  /** Names of the statements that the bare side runs. */
  readonly bare: readonly string[]
  /** Entities, hits, ways: what a reader gets in the largest of the answers. */
  readonly rows: number
}

export interface HotRequest {
  readonly path: string
  /** What the bare side runs for the same answer. */
  readonly statements: readonly Statement[]
}

/** Figures of the issue: small answers, and answers of 300 rows and more. */
const small = 1.3
const large = 1.6

interface Question {
  name: string
  goal?: number
  paths: readonly string[]
  /** The files that the answer is made of. Others (a check, what else the page tells) are the API's own expense. */
  bare: readonly string[]
  rowsOf(body: Body): number
}

interface Body {
  nodes?: unknown[]
  edges?: unknown[]
  hits?: unknown[]
  items?: { id: string }[]
  paths?: unknown[]
}

/** Prefixes as a reader types them, and whole words. */
const typed = [
  'bau',
  'wohng',
  'digital',
  'einführ',
  'strasse',
  'kinder',
  'portal',
  'fachverfahren',
  'ausschuss digit',
  'gewerbe',
]

export async function hotCases(world: BenchWorld, http: HttpClient, recorder: Recorder): Promise<HotCase[]> {
  const day = `asOf=${asOf}`
  const list = async (type: string) =>
    ((await http.json(`/api/v1/entities?type=${type}&limit=100&${day}`)) as Body).items?.map(({ id }) => id) ?? []
  const [initiatives, units, posts] = [await list('Initiative'), await list('OrgUnit'), await list('Post')]
  const of = (id: string) => `/api/v1/entities/${encodeURIComponent(id)}`
  const spread = (ids: string[], count: number) =>
    ids.filter((_, index) => index % Math.max(1, Math.floor(ids.length / count)) === 0).slice(0, count)
  const pairs = spread(posts, 12).map(
    (post, number) => [post, units[(number * 7) % units.length] ?? world.home] as const,
  )
  const { hub } = world
  const questions: Question[] = [
    {
      name: 'owner',
      goal: small,
      paths: spread(initiatives, 20).map((id) => `${of(id)}/ownership?${day}`),
      bare: ['queries/ownership'],
      rowsOf: () => 1,
    },
    {
      name: 'search',
      goal: small,
      paths: typed.map((text) => `/api/v1/search?q=${encodeURIComponent(text)}&${day}`),
      bare: ['queries/search'],
      rowsOf: ({ items = [] }) => items.length,
    },
    {
      name: 'path',
      goal: small,
      paths: pairs.map(
        ([from, to]) => `/api/v1/paths?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}&${day}`,
      ),
      bare: ['queries/paths'],
      rowsOf: ({ paths = [] }) => paths.length,
    },
    {
      name: '1 hop',
      paths: spread(initiatives, 20).map((id) => `${of(id)}/neighbourhood?${day}`),
      bare: ['queries/neighbourhood'],
      rowsOf: ({ nodes = [], edges = [] }) => nodes.length + edges.length,
    },
    {
      name: hub.depth === 1 ? '1 hop, hub' : `${hub.depth} hops, hub`,
      goal: large,
      paths: [`${of(hub.id)}/neighbourhood?depth=${hub.depth}&limit=500&${day}`],
      bare: ['queries/neighbourhood'],
      rowsOf: ({ nodes = [], edges = [] }) => nodes.length + edges.length,
    },
    {
      name: 'impact',
      goal: large,
      paths: [`${of(await needed(world, http))}/impact?limit=500&${day}`],
      bare: ['queries/impact_dependents', 'queries/impact_dependents_count'],
      rowsOf: ({ hits = [] }) => hits.length,
    },
  ]
  // A municipality that has one in a hundred of all names: most of what an index finds belongs to others.
  if (world.size !== 'demo') {
    const search = questions.filter(({ name }) => name === 'search')
    for (const question of search) {
      const paths = question.paths.map((path) => `${path}&tenant=${tenantOf(1)}`)
      questions.push({ ...question, name: 'search, small', goal: undefined, paths })
    }
  }
  const cases: HotCase[] = []
  for (const question of questions) cases.push(await caseOf(question, http, recorder))
  return cases
}

/** What most depends on: the generated hub, or the system of the demo with the longest list. */
async function needed({ size, hub }: BenchWorld, http: HttpClient): Promise<string> {
  if (size !== 'demo') return hub.id
  const { items = [] } = (await http.json(`/api/v1/entities?type=System&limit=200&asOf=${asOf}`)) as Body
  let most = { id: hub.id, hits: -1 }
  for (const { id } of items) {
    const { hits = [] } = (await http.json(
      `/api/v1/entities/${encodeURIComponent(id)}/impact?limit=500&asOf=${asOf}`,
    )) as Body
    if (hits.length > most.hits) most = { id, hits: hits.length }
  }
  return most.id
}

async function caseOf(
  { name, goal, paths, bare, rowsOf }: Question,
  http: HttpClient,
  recorder: Recorder,
): Promise<HotCase> {
  const requests: HotRequest[] = []
  let sent = 0
  let rows = 0
  for (const path of paths) {
    const statements = await recorder.statementsOf(path)
    sent += statements.length
    // A search that looks again with a larger net sends its file twice: the bare side does what the answer took.
    const same = statements.filter((statement) => bare.includes(statement.name))
    if (same.length === 0) throw new Error(`${path} does not run ${bare.join(', ')}`)
    requests.push({ path, statements: same })
    rows = Math.max(rows, rowsOf((await http.json(path)) as Body))
  }
  const used = [...new Set(requests.flatMap(({ statements }) => statements.map((statement) => statement.name)))]
  return { name, goal, requests, statementsPerRequest: sent / paths.length, bare: used, rows }
}
