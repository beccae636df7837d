/** POST /entities, PATCH and DELETE /entities/{id}: one change each through the one door. */
import { ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import { EntityId } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyReply } from 'fastify'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { applyOne, reasonField, sourcesField, tenantField, valuesField } from '../changes/shorthand.ts'
import { needsIfMatch, versionFrom } from '../changes/writers.ts'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams, entityOr404 } from '../graph/entities.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf } from '../reading.ts'
import { changedEntityExample, createdEntityExample, endedEntityExample } from './change-examples.ts'

const Create = z.strictObject({
  type: z.string().max(60).describe('Node type, as in the ontology'),
  id: EntityId.optional().describe('Left out: a slug of the name in the tenant'),
  values: valuesField,
  reason: reasonField,
  sourceIds: sourcesField,
  tenant: tenantField,
})
const Patch = z.strictObject({ values: valuesField, reason: reasonField, sourceIds: sourcesField })
const DeleteQuery = z.strictObject({
  validUntil: z.iso.date().optional().meta({ description: 'First day on which it no longer exists. Default: today.' }),
  reason: reasonField.default('Beendet').meta({ description: 'Why, for the log' }),
})

/** Tells the new version of the thing that an answer is about. */
export function tagged(reply: FastifyReply, answer: ChangesAnswer): ChangesAnswer {
  const version = answer.results[0]?.version
  if (version !== undefined) reply.header('etag', `"${version}"`)
  reply.header('cache-control', 'no-store')
  return answer
}

export async function entityWriteRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps

  app.post(
    '/entities',
    {
      config: { permission: 'change' },
      schema: {
        operationId: 'createEntity',
        summary: 'Create an entity',
        description: 'Answers with its id in Location and its version as ETag. An id that exists is a 409.',
        tags: ['Changes'],
        body: Create,
        response: answers(
          ChangesAnswer,
          { description: 'It was created', example: createdEntityExample },
          [403, 409, 413, 415, 422],
          201,
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { type, id, values, ...frame } = request.body
      const answer = await applyOne(deps, request, frame, { op: 'create-entity', type, id, values })
      reply.code(201).header('location', `/api/v1/entities/${encodeURIComponent(answer.results[0]?.id ?? '')}`)
      return tagged(reply, answer)
    },
  )

  app.patch(
    '/entities/:id',
    {
      config: { permission: 'change' },
      preValidation: needsIfMatch,
      schema: {
        operationId: 'correctEntity',
        summary: 'Correct an entity',
        description:
          'Only what is named changes; null removes a value. The old values stay in the log. Needs If-Match.',
        tags: ['Changes'],
        params: EntityIdParams,
        body: Patch,
        response: answers(
          ChangesAnswer,
          { description: 'It was changed, or differed in nothing', example: changedEntityExample },
          [403, 404, 409, 412, 413, 415, 422, 428],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const found = await entityOr404(graph, request.params.id, await readingOf({}, deps, request))
      const { values, ...frame } = request.body
      const version = versionFrom(request, found.version)
      return tagged(reply, await applyOne(deps, request, frame, { op: 'correct-entity', id: found.id, values, version }))
    },
  )

  app.delete(
    '/entities/:id',
    {
      config: { permission: 'change' },
      preValidation: needsIfMatch,
      schema: {
        operationId: 'endEntity',
        summary: 'End an entity',
        description:
          'Nothing is deleted: its validity ends. What was never true is retracted by POST /changes. Needs If-Match.',
        tags: ['Changes'],
        params: EntityIdParams,
        querystring: DeleteQuery,
        response: answers(
          ChangesAnswer,
          { description: 'Its validity ends', example: endedEntityExample },
          [403, 404, 412, 422, 428],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const found = await entityOr404(graph, request.params.id, await readingOf({}, deps, request))
      const { validUntil = today(), reason } = request.query
      const version = versionFrom(request, found.version)
      return tagged(
        reply,
        await applyOne(deps, request, { reason, sourceIds: [] }, { op: 'end-entity', id: found.id, validUntil, version }),
      )
    },
  )
}
