/**
 * Which statements a route sends to the database, with which parameters: the application is built in this process on a
 * graph that writes down what it is asked. So the bare side of the benchmark runs exactly what the API runs.
 */
import { buildApp } from '@kommunalgraph/api/src/app.ts'
import { readConfig } from '@kommunalgraph/api/src/config.ts'
import type { App } from '@kommunalgraph/api/src/deps.ts'
import { compose, query } from '@kommunalgraph/api/src/graph/queries.ts'
import { type Graph, openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { toParameters } from '@kommunalgraph/api/src/graph/values.ts'
import { environmentOf } from '../neo4j.ts'
import type { BenchWorld } from './world.ts'

export interface Statement {
  /** Path of the file below `cypher/`; `joined` for a text that was put together from several. */
  readonly name: string
  readonly text: string
  /** As the driver sends them. */
  readonly parameters: Record<string, unknown>
}

export interface Recorder {
  /** The statements behind one address, in the order in which they were sent. Throws unless it answers 200. */
  statementsOf(path: string): Promise<Statement[]>
  close(): Promise<void>
}

export async function recorderOn({ connection }: BenchWorld): Promise<Recorder> {
  let sent: Statement[] = []
  const graph = openGraph(connection)
  const recording: Graph = {
    ...graph,
    read: (name, parameters, options) => {
      sent.push({
        name,
        text: options?.places ? compose(name, options.places) : query(name),
        parameters: toParameters(parameters),
      })
      return graph.read(name, parameters, options)
    },
    readText: (text, parameters, options) => {
      sent.push({ name: 'joined', text, parameters: toParameters(parameters) })
      return graph.readText(text, parameters, options)
    },
  }
  const config = readConfig({ ...environmentOf(connection), KG_LOG: 'silent' }, 'bench')
  const app: App = await buildApp({ graph: recording, config, preparation: { step: 'done' } })
  return {
    async statementsOf(path) {
      sent = []
      const { statusCode, body } = await app.inject({ method: 'GET', url: path })
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${body.slice(0, 300)}`)
      return sent
    },
    async close() {
      await app.close()
      await graph.close()
    },
  }
}
