/** A database with a graph in it and an API on it, as a real process: what everything is measured on. */
import { migrate } from '@kommunalgraph/api/src/graph/migrate.ts'
import { openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { throwAwayDatabase } from '@kommunalgraph/database'
import neo4j, { type Driver } from 'neo4j-driver'
import { startApi } from '../neo4j.ts'
import { faultsOf } from './graph/check.ts'
import { generateGraph } from './graph/generate.ts'
import { loadGraph, statementOf } from './load.ts'

/** `demo`: the two municipalities that ship with the product, as the first start loads them; a number: generated. */
export type Size = 'demo' | number

export interface BenchWorld {
  readonly size: Size
  readonly entities: number
  readonly facts: number
  /** The municipality that the API takes as its home. */
  readonly home: string
  /** With 300 neighbours or more, at most `depth` steps away. */
  readonly hub: { id: string; depth: number }
  /** What the loading took, as a sentence. */
  readonly loaded: string
  readonly driver: Driver
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly connection: { uri: string; user: string; password: string; database: string }
  stop(): Promise<void>
}

type Say = (text: string) => void

/** The whole graph fits, so that no figure depends on the disk. */
const pageCache = { small: '256m', large: '1g' }
const fromHereLarge = 50_000

export async function startBenchWorld(size: Size, say: Say): Promise<BenchWorld> {
  const large = size !== 'demo' && size >= fromHereLarge
  say('starting the database')
  const database = await throwAwayDatabase({ heap: '2g', pageCache: large ? pageCache.large : pageCache.small })
  const { uri, user, password } = database
  const connection = { uri, user, password, database: database.database }
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true })
  const closing: (() => Promise<unknown>)[] = [() => database.stop(), () => driver.close()]
  const stop = async () => {
    for (const close of closing.reverse()) await close()
  }
  try {
    const filled = size === 'demo' ? undefined : await fill(driver, connection, size, say)
    say(filled ? 'starting the API' : 'starting the API, which loads the demo')
    const began = performance.now()
    const api = await startApi(connection)
    closing.push(() => api.stop())
    const counted = await countOf(driver)
    return {
      size,
      ...counted,
      home: '990000000000',
      hub: filled?.hub ?? { id: 'org:ars:990000000000', depth: 2 },
      loaded:
        filled?.loaded ?? `API with an empty database ready in ${((performance.now() - began) / 1000).toFixed(1)} s`,
      driver,
      url: api.url,
      connection,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function fill(driver: Driver, connection: BenchWorld['connection'], size: number, say: Say) {
  say(`generating ${size.toLocaleString('en')} entities`)
  const graph = generateGraph(size)
  const faults = faultsOf(graph, Math.ceil(size / 2_000))
  if (faults.length > 0) throw new Error(`The generated graph breaks the ontology:\n${faults.join('\n')}`)
  say(
    `loading ${graph.entities.length.toLocaleString('en')} entities and ${graph.facts.length.toLocaleString('en')} facts`,
  )
  const product = openGraph(connection)
  try {
    // Empty as it is, no backup comes before them.
    await migrate(product)
    // So that the API does not load its demo into it.
    await product.write(async (tx) => {
      await tx.run('writes/mark_seeded')
      for (const { tenant, name, homeId } of graph.tenants)
        await tx.run('writes/put_tenant', { tenant, name, homeId, fictional: true, demo: false })
    })
    const { entities, facts } = await loadGraph(driver, graph)
    const rate = Math.round((graph.entities.length + graph.facts.length) / (entities + facts))
    return {
      hub: { id: graph.home.hub, depth: 1 },
      loaded: `raw load ${(entities + facts).toFixed(1)} s, ${rate.toLocaleString('en')} rows/s`,
    }
  } finally {
    await product.close()
  }
}

async function countOf(driver: Driver): Promise<{ entities: number; facts: number }> {
  const { records } = await driver.executeQuery(statementOf('size'))
  return { entities: Number(records[0]?.get('entities')), facts: Number(records[0]?.get('facts')) }
}
