/** What every route gets: the application with zod as its type provider, the graph and the settings. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { FastifyZodOpenApiTypeProvider } from 'fastify-zod-openapi'
import type { Config } from './config.ts'
import type { Graph } from './graph/run.ts'
import type { Metrics } from './metrics.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  FastifyZodOpenApiTypeProvider
>

/** How far the start has come; `/ready` tells it. */
export interface Preparation {
  step: 'database' | 'migrations' | 'accounts' | 'restore' | 'seed' | 'warm-up' | 'done' | 'stopping'
}

export interface Deps {
  graph: Graph
  config: Config
  preparation: Preparation
  /** Where figures are collected; absent where nobody could read them. */
  metrics?: Metrics
}
