/** POST /relations, GET, PATCH and DELETE /relations/{factId}: one fact. */
import { ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import { EntityId, FactId, Relation } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { relationOr404 } from '../changes/read-relation.ts'
import { applyOne, reasonField, sourcesField, tenantField, valuesField } from '../changes/shorthand.ts'
import { needsIfMatch, versionFrom } from '../changes/writers.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf } from '../reading.ts'
import {
  changedRelationExample,
  createdRelationExample,
  endedRelationExample,
  relationExample,
} from './change-examples.ts'
import { tagged } from './entity-writes.ts'

const Params = z.strictObject({ factId: FactId })
const Create = z.strictObject({
  relation: z.string().max(60).describe('Relation type, as in the ontology'),
  from: EntityId,
  to: EntityId,
  values: valuesField,
  reason: reasonField,
  sourceIds: sourcesField,
  tenant: tenantField,
})
const Patch = z
  .strictObject({
    values: valuesField.default({}),
    changeFrom: z.iso
      .date()
      .optional()
      .describe('Given: it is different from this day on; the old statement ends there. Left out: it was always so.'),
    from: EntityId.optional().describe('New start, such as the new owner; only with changeFrom'),
    to: EntityId.optional().describe('New target; only with changeFrom'),
    reason: reasonField,
    sourceIds: sourcesField,
  })
  .refine((body) => body.changeFrom !== undefined || (body.from === undefined && body.to === undefined), {
    path: ['changeFrom'],
    message: 'is needed to change an end of the relation',
  })
const DeleteQuery = z.strictObject({
  validUntil: z.iso.date().optional().meta({ description: 'First day on which it no longer holds. Default: today.' }),
  reason: reasonField.default('Beendet').meta({ description: 'Why, for the log' }),
})

export async function relationRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps

  app.get(
    '/relations/:factId',
    {
      schema: {
        operationId: 'getRelation',
        summary: 'One relation',
        description:
          'The fact with both ends, ended or not. The ETag is the version that PATCH and DELETE want as If-Match.',
        tags: ['Entities'],
        params: Params,
        response: answers(Relation, { description: 'The fact', example: relationExample }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const relation = await relationOr404(graph, request.params.factId, await readingOf({}, deps, request))
      reply.header('etag', `"${relation.version}"`).header('cache-control', 'no-cache')
      return relation
    },
  )

  app.post(
    '/relations',
    {
      config: { permission: 'change' },
      schema: {
        operationId: 'createRelation',
        summary: 'State a relation',
        description:
          'Answers with its factId in Location. The same fact on overlapping days, or a second open owner, is a 409.',
        tags: ['Changes'],
        body: Create,
        response: answers(
          ChangesAnswer,
          { description: 'It was created', example: createdRelationExample },
          [403, 409, 413, 415, 422],
          201,
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { relation, from, to, values, ...frame } = request.body
      const answer = await applyOne(deps, request, frame, { op: 'create-relation', relation, from, to, values })
      reply.code(201).header('location', `/api/v1/relations/${encodeURIComponent(answer.results[0]?.id ?? '')}`)
      return tagged(reply, answer)
    },
  )

  app.patch(
    '/relations/:factId',
    {
      config: { permission: 'change' },
      preValidation: needsIfMatch,
      schema: {
        operationId: 'changeRelation',
        summary: 'Change or correct a relation',
        description:
          'With `changeFrom` the fact ends on that day and a new one begins, with another owner, amount or the like: the answer names the new factId. ' +
          'Without it the fact is corrected: it was always so, and the old values stay in the log only. Needs If-Match.',
        tags: ['Changes'],
        params: Params,
        body: Patch,
        response: answers(
          ChangesAnswer,
          { description: 'It was changed, or differed in nothing', example: changedRelationExample },
          [403, 404, 409, 412, 413, 415, 422, 428],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { factId } = request.params
      const stored = await relationOr404(graph, factId, await readingOf({}, deps, request))
      const version = versionFrom(request, stored.version)
      const { values, changeFrom, from, to, ...frame } = request.body
      const change =
        changeFrom === undefined
          ? { op: 'correct-relation' as const, factId, values, version }
          : { op: 'change-relation' as const, factId, validFrom: changeFrom, from, to, values, version }
      return tagged(reply, await applyOne(deps, request, { ...frame, tenant: stored.tenant }, change))
    },
  )

  app.delete(
    '/relations/:factId',
    {
      config: { permission: 'change' },
      preValidation: needsIfMatch,
      schema: {
        operationId: 'endRelation',
        summary: 'End a relation',
        description:
          'Nothing is deleted: its validity ends. What was never true is retracted by POST /changes. Needs If-Match.',
        tags: ['Changes'],
        params: Params,
        querystring: DeleteQuery,
        response: answers(
          ChangesAnswer,
          { description: 'Its validity ends', example: endedRelationExample },
          [403, 404, 412, 422, 428],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { factId } = request.params
      const stored = await relationOr404(graph, factId, await readingOf({}, deps, request))
      const { validUntil = today(), reason } = request.query
      const version = versionFrom(request, stored.version)
      return tagged(
        reply,
        await applyOne(deps, request, { reason, sourceIds: [] }, { op: 'end-relation', factId, validUntil, version }),
      )
    },
  )
}
