/** What-if: scenarios, what they would change, and the list of changes that would carry them out. Nothing here changes the graph. */
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { listSentence, proposalSentence } from '@kommunalgraph/contract/scenario-words.ts'
import { Scenario, ScenarioBody, ScenarioEvaluation, ScenarioList, ScenarioPatch, ScenarioProposal } from '@kommunalgraph/contract/scenarios.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { knownTenant } from '../changes/shorthand.ts'
import { refuseContactData } from '../changes/entry.ts'
import { authorOf, readerOf, refuseOthers } from '../accounts/person.ts'
import { readsOn } from '../changes/read-state.ts'
import { needsIfMatch, versionFrom } from '../changes/writers.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { evaluateScenario, orStale } from '../scenarios/evaluate.ts'
import { createScenario, listScenarios, patchScenario, removeScenario, type ScenarioCheck, scenarioOf, scenarioOr404 } from '../scenarios/store.ts'
import { scenarioEvaluationExample, scenarioExample, scenarioListExample, scenarioProposalExample } from './scenario-examples.ts'

const scenarioId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be the id of a scenario').meta({ example: scenarioExample.id })
const Params = z.strictObject({ id: scenarioId })
const List = z.strictObject({ tenant: readingParameters.tenant })
const Evaluation = z.strictObject({ with: scenarioId.optional().meta({ description: 'A second scenario, to be set beside the first' }) })
const Removed = z.strictObject({ id: z.string() })

/** What people write in a scenario, by the path of its field. */
const textsOf = ({ name, description, steps = [] }: ScenarioPatch): Record<string, string | undefined> => ({
  'body.name': name,
  'body.description': description,
  ...Object.fromEntries(steps.map((step, index) => [`body.steps[${index}].name`, 'name' in step ? step.name : undefined])),
})

export async function scenarioRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  const tags = ['Scenarios']

  /** A scenario is internal, whatever stands in it: for a public reader there is none. */
  const known = ({ person }: FastifyRequest, id: string, path = 'path.id') => {
    if (readerOf(person) !== 'internal') throw problem('not-found', { detail: `No scenario ${id}`, errors: [{ path, message: 'is not known' }] })
    return scenarioOr404(readsOn(graph), id, path)
  }
  /** Whether the person may change it, and knows how it is. */
  const checks = (request: FastifyRequest): ScenarioCheck => (stored) => {
    refuseOthers(request, stored.by)
    versionFrom(request, stored.version)
  }
  const tagged = (reply: FastifyReply, version: number) => void reply.header('etag', `"${version}"`).header('cache-control', 'no-cache')

  app.get(
    '/scenarios',
    {
      schema: {
        operationId: 'listScenarios',
        summary: 'Scenarios',
        description: 'What-ifs that somebody saved, last changed first; at most 200. Scenarios are internal: a public reader gets an empty list.',
        tags,
        querystring: List,
        response: answers(ScenarioList, { description: 'The list', example: scenarioListExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { tenants } = await readingOf(request.query, deps, request)
      const items = readerOf(request.person) === 'internal' ? await listScenarios(graph, tenants) : []
      return { items, sentence: listSentence(items.length) }
    },
  )

  app.post(
    '/scenarios',
    {
      config: { permission: 'work-out-scenarios' },
      schema: {
        operationId: 'createScenario',
        summary: 'Begin a scenario',
        description:
          'Steps are intents: dissolve a unit, merge two, move a competence, replace systems by an offering, reassign a portfolio. Each is worked out on the graph as it is: ' +
          'what it comes to, as `POST /changes` knows it, is stored with it. An unknown entity is a 404, a step that makes no sense a 422, both with `body.steps[i].…`. The graph is never changed.',
        tags,
        body: ScenarioBody,
        response: answers(Scenario, { description: 'It was stored', example: scenarioExample }, [403, 404, 409, 413, 415, 422], 201),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      refuseContactData(textsOf(request.body))
      const tenant = await knownTenant(deps, request.body.tenant)
      const record = await createScenario(graph, { ...request.body, tenant }, authorOf(request))
      reply.code(201).header('location', `/api/v1/scenarios/${record.id}`)
      tagged(reply, record.version)
      return scenarioOf(record)
    },
  )

  app.get(
    '/scenarios/:id',
    {
      schema: {
        operationId: 'getScenario',
        summary: 'One scenario',
        description: 'Its steps as intents and as sentences. The ETag is the version that PATCH and DELETE want as If-Match.',
        tags,
        params: Params,
        response: answers(Scenario, { description: 'The scenario', example: scenarioExample }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const record = await known(request, request.params.id)
      tagged(reply, record.version)
      return scenarioOf(record)
    },
  )

  app.patch(
    '/scenarios/:id',
    {
      config: { permission: 'work-out-scenarios' },
      preValidation: needsIfMatch,
      schema: {
        operationId: 'changeScenario',
        summary: 'Change a scenario',
        description: 'Name, description, day or steps. Steps are given as a whole and are worked out anew on the graph as it is; to rebuild a stale scenario, send its own steps. Needs If-Match; a scenario of somebody else needs the permission `tidy-up`.',
        tags,
        params: Params,
        body: ScenarioPatch,
        response: answers(Scenario, { description: 'As it is now', example: scenarioExample }, [403, 404, 409, 412, 413, 415, 422, 428]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      refuseContactData(textsOf(request.body))
      const record = await patchScenario(graph, request.params.id, request.body, checks(request))
      tagged(reply, record.version)
      return scenarioOf(record)
    },
  )

  app.delete(
    '/scenarios/:id',
    {
      config: { permission: 'work-out-scenarios' },
      preValidation: needsIfMatch,
      schema: {
        operationId: 'removeScenario',
        summary: 'Delete a scenario',
        description: 'The scenario is gone; the graph was never touched by it. Needs If-Match; a scenario of somebody else needs the permission `tidy-up`.',
        tags,
        params: Params,
        response: answers(Removed, { description: 'It was deleted', example: { id: scenarioExample.id } }, [403, 404, 412, 428]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => ({ id: (await removeScenario(graph, request.params.id, checks(request))).id }),
  )

  app.get(
    '/scenarios/:id/evaluation',
    {
      schema: {
        operationId: 'evaluateScenario',
        summary: 'What a scenario changes',
        description:
          'Its changes are made in a transaction that is always rolled back, and the same questions are asked in it as of the graph without it: gaps, owners and their load, systems, dependencies, services, decisions to be repeated. ' +
          'Both sides are of the day of the scenario. `stale`: the graph has changed in what the steps touch; then there are no figures. At most 5 seconds, one at a time for each municipality.',
        tags,
        params: Params,
        querystring: Evaluation,
        response: answers(ScenarioEvaluation, { description: 'Without it, with it, and the difference', example: scenarioEvaluationExample }, [404, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const record = await known(request, request.params.id)
      const second = request.query.with === undefined ? undefined : await known(request, request.query.with, 'query.with')
      const visibilities = codes('visibility')
      reply.header('cache-control', 'no-cache')
      const one = await evaluateScenario(graph, record, visibilities)
      return { ...one, other: second ? await evaluateScenario(graph, second, visibilities) : null }
    },
  )

  app.get(
    '/scenarios/:id/proposal',
    {
      schema: {
        operationId: 'proposeScenario',
        summary: 'The changes that would carry a scenario out',
        description: 'As rows to be read, and as a body for `POST /changes` in which a reason and a source are still to be stated. 409 where the graph has changed in what the steps touch.',
        tags,
        params: Params,
        response: answers(ScenarioProposal, { description: 'The list', example: scenarioProposalExample }, [404, 409, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const record = await known(request, request.params.id)
      orStale(await evaluateScenario(graph, record, codes('visibility')))
      reply.header('cache-control', 'no-cache')
      const { id, name, day, tenant, built } = record
      return {
        scenario: { id, name },
        sentence: proposalSentence(name, built.length, day),
        rows: built.map(({ row }) => row),
        body: { reason: name, sourceIds: [], tenant, changes: built.map(({ change }) => change) },
      }
    },
  )
}
