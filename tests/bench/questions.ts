/** Every question of the catalogue, the overviews behind the boards, and a scenario, each asked as a reader would: how long the answer takes. */
import type { QuestionCatalogue, QuestionEntry, QuestionParameter } from '@kommunalgraph/contract/answers.ts'
import type { Driver } from 'neo4j-driver'
import { startApi } from '../neo4j.ts'
import { asOf } from './graph/draft.ts'
import { median } from './measure.ts'
import type { BenchWorld } from './world.ts'

export interface AnswerFigure {
  /** The address, without what every one has. */
  readonly asked: string
  /** The first time, plans and caches cold; and the median of those after it. Milliseconds. */
  readonly firstMs: number
  readonly ms: number
  /** Rows that there are, in all. */
  readonly rows: number
  /** Anything but 200. */
  readonly status: number
}

/**
 * Slowest first. A parameter that wants an entity gets the one of its type with the most relations: the hardest case. A question
 * about something that a graph has none of (a generated one: imports) is left out. A scenario is another one each time, since its
 * answer is kept until something changes.
 */
export async function measureQuestions(world: BenchWorld, rounds: number): Promise<AnswerFigure[]> {
  const api = await startApi(world.connection, { KG_HOME: world.home })
  const ask = async (path: string, init?: RequestInit) => {
    const began = performance.now()
    const response = await fetch(`${api.url}/api/v1${path}`, init)
    const body = (await response.json()) as { total?: number; items?: { id: string }[]; id?: string }
    return { status: response.status, body, ms: performance.now() - began }
  }
  const figureOf = async (asked: string, once: () => ReturnType<typeof ask>): Promise<AnswerFigure> => {
    const answers = [await once()]
    for (let round = 0; round < rounds; round++) answers.push(await once())
    const [first, ...others] = answers
    return {
      asked,
      firstMs: first?.ms ?? Number.NaN,
      ms: median(others.map(({ ms }) => ms)),
      rows: first?.body.total ?? first?.body.items?.length ?? 0,
      status: answers.find(({ status }) => status !== 200)?.status ?? 200,
    }
  }
  try {
    const { questions } = (await ask('/questions')).body as unknown as QuestionCatalogue
    const paths = ['/gaps', '/quality', '/decisions']
    for (const question of questions) {
      const path = await addressOf(world.driver, world.home, question)
      if (path) paths.push(path)
    }
    const figures: AnswerFigure[] = []
    for (const path of paths) figures.push(await figureOf(path, () => ask(`${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`)))
    const units = (await ask(`/entities?type=OrgUnit&limit=${rounds + 2}`)).body.items ?? []
    let next = 0
    const evaluation = async () => {
      const [unit, successor] = [units[next]?.id, units[next + 1]?.id]
      next++
      const body = JSON.stringify({ name: 'Ohne dieses Amt', day: asOf, steps: [{ kind: 'dissolve', unit, successor }] })
      const made = await ask('/scenarios', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      return made.status === 201 ? ask(`/scenarios/${made.body.id}/evaluation`) : made
    }
    figures.push(await figureOf('a new scenario: a unit dissolved', evaluation))
    return figures.sort((a, b) => b.ms - a.ms)
  } finally {
    await api.stop()
  }
}

/** Undefined where the graph has nothing that could be asked about. */
async function addressOf(driver: Driver, home: string, { code, parameters, oneOf = [] }: QuestionEntry): Promise<string | undefined> {
  const needed = new Set(oneOf[0] ?? [])
  const query = new URLSearchParams()
  for (const parameter of parameters)
    if (parameter.required || needed.has(parameter.name)) {
      const value = await valueOf(driver, home, parameter)
      if (value === undefined) return undefined
      query.set(parameter.name, value)
    }
  return `/questions/${code}${query.size === 0 ? '' : `?${query}`}`
}

const busiest =
  'MATCH (n:Entity WHERE n.tenant = $home AND (size($types) = 0 OR n.type IN $types) AND n.validFrom <= date($asOf) < n.validUntil) RETURN n.id AS id ORDER BY COUNT { (n)--() } DESC, id LIMIT 1'

async function valueOf(driver: Driver, home: string, { type, entityTypes = [], example }: QuestionParameter): Promise<string | undefined> {
  if (type !== 'entity') return String(example)
  const { records } = await driver.executeQuery(busiest, { home, types: entityTypes, asOf })
  return records[0]?.get('id') as string | undefined
}
