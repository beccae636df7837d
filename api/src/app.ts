/** Builds the application: plugins, then every room of routes by name. Nothing is found by scanning folders. */
import { randomUUID } from 'node:crypto'
import fastify, { LogController } from 'fastify'
import { validatorCompiler } from 'fastify-zod-openapi'
import { peopleOf } from './accounts/person.ts'
import type { App, Deps } from './deps.ts'
import { checkedAnswers } from './plugins/answers.ts'
import { describeApi, showDocs } from './plugins/openapi.ts'
import { problem } from './plugins/problem.ts'
import { recognise } from './plugins/person.ts'
import { answerProblems, sendProblem } from './plugins/problem-details.ts'
import { showMetrics } from './plugins/metrics.ts'
import { protect } from './plugins/protect.ts'
import { readStrictly } from './plugins/strict-json.ts'
import { bringBookmarks, writeOnce } from './plugins/scope.ts'
import { serveWeb } from './plugins/web.ts'
import { accountRoutes } from './routes/accounts.ts'
import { changesRoutes } from './routes/changes.ts'
import { assertionRoutes } from './routes/assertions.ts'
import { confirmationRoutes } from './routes/confirmation.ts'
import { decisionChainRoutes } from './routes/decision-chains.ts'
import { duplicateRoutes } from './routes/duplicates.ts'
import { entityRoutes } from './routes/entities.ts'
import { entityPageRoutes } from './routes/entity.ts'
import { entityWriteRoutes } from './routes/entity-writes.ts'
import { exportRoutes } from './routes/exports.ts'
import { gapRoutes } from './routes/gaps.ts'
import { healthRoutes } from './routes/health.ts'
import { historyRoutes } from './routes/history.ts'
import { impactRoutes } from './routes/impact.ts'
import { importRoutes } from './routes/imports.ts'
import { issuerRoutes } from './routes/issuer.ts'
import { neighbourhoodRoutes } from './routes/neighbourhood.ts'
import { ontologyRoutes } from './routes/ontology.ts'
import { ownershipRoutes } from './routes/ownership.ts'
import { ownershipDiffRoutes } from './routes/ownership-diff.ts'
import { pathRoutes } from './routes/paths.ts'
import { personRoutes } from './routes/persons.ts'
import { portfolioRoutes } from './routes/portfolio.ts'
import { positionRoutes } from './routes/positions.ts'
import { publicationRoutes } from './routes/publication.ts'
import { qualityRoutes } from './routes/quality.ts'
import { questionRoutes } from './routes/questions.ts'
import { relationRoutes } from './routes/relations.ts'
import { removeDemoRoutes } from './routes/remove-demo.ts'
import { scenarioRoutes } from './routes/scenarios.ts'
import { searchRoutes } from './routes/search.ts'
import { tenantRoutes } from './routes/tenants.ts'
import { sessionRoutes } from './routes/session.ts'
import { sourceRoutes } from './routes/sources.ts'
import { viewRoutes } from './routes/views.ts'

/** Largest body that a route takes unless it says otherwise: 1 MiB. */
const bodyLimit = 1_048_576

/** The application, ready to listen. It never throws because the database is away. */
export async function buildApp(deps: Deps): Promise<App> {
  const app: App = fastify({
    // A search text of 10,000 characters is cut by the route, not refused by the parser.
    http: { maxHeaderSize: 131_072 },
    bodyLimit,
    genReqId: () => randomUUID(),
    logger: deps.config.logLevel === 'silent' ? false : { level: deps.config.logLevel },
    // The default line logs the URL, and with it what people search for; `protect` logs the route instead.
    logController: new LogController({ disableRequestLogging: true }),
    // What is refused before any route is found (a path that cannot be decoded) is a problem like all others.
    frameworkErrors: (error, _request, reply) => {
      sendProblem(
        reply,
        problem('invalid-request', { detail: error.message, errors: [{ path: 'path', message: 'cannot be read' }] }),
      )
    },
    routerOptions: { maxParamLength: 400 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(checkedAnswers)
  answerProblems(app)
  readStrictly(app)
  await protect(app, deps.config)
  const people = peopleOf(deps.graph, deps.config)
  bringBookmarks(app, deps.config)
  await recognise(app, deps.config, people)
  writeOnce(app, deps.graph)
  await describeApi(app, deps.config.version)
  await app.register(
    async (api: App) => {
      await healthRoutes(api, deps)
      await ontologyRoutes(api)
      await tenantRoutes(api, deps)
      await entityRoutes(api, deps)
      await entityPageRoutes(api, deps)
      await searchRoutes(api, deps)
      await ownershipRoutes(api, deps)
      await ownershipDiffRoutes(api, deps)
      await neighbourhoodRoutes(api, deps)
      await impactRoutes(api, deps)
      await pathRoutes(api, deps)
      await positionRoutes(api, deps)
      await gapRoutes(api, deps)
      await decisionChainRoutes(api, deps)
      await questionRoutes(api, deps)
      await portfolioRoutes(api, deps)
      await sourceRoutes(api, deps)
      await qualityRoutes(api, deps)
      await changesRoutes(api, deps)
      await publicationRoutes(api, deps)
      await entityWriteRoutes(api, deps)
      await relationRoutes(api, deps)
      await historyRoutes(api, deps)
      await exportRoutes(api, deps)
      await personRoutes(api, deps)
      await removeDemoRoutes(api, deps)
      await importRoutes(api, deps)
      await duplicateRoutes(api, deps)
      await assertionRoutes(api, deps)
      await confirmationRoutes(api, deps)
      await scenarioRoutes(api, deps)
      await viewRoutes(api, deps)
      await sessionRoutes(api, deps, people)
      await accountRoutes(api, deps, people)
      await issuerRoutes(api, deps, people)
    },
    { prefix: '/api/v1' },
  )
  await showDocs(app)
  showMetrics(app, deps)
  await serveWeb(app)
  return app
}
