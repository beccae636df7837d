/** POST /changes: the one door for writing. GET /changes: its log, as a feed. */
import { ChangesAnswer, ChangesBody, HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { applyChanges } from '../changes/apply.ts'
import { changesFeed } from '../changes/feed.ts'
import { knownTenant, reasonField } from '../changes/shorthand.ts'
import { undoEntry } from '../changes/undo.ts'
import { authorOf, limitsOf } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { changesAnswerExample, historyExample } from './change-examples.ts'

/** 100,000 rows with a name, a description and sources. */
const BODY_LIMIT = 100 * 1_048_576

const Query = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: say what would happen, write nothing' }),
})

const FeedQuery = z.strictObject({
  tenant: readingParameters.tenant,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the seq of an entry')
    .optional()
    .meta({ description: 'Go on behind the entry of this seq', example: '3' }),
  order: z
    .enum(['newest', 'oldest'])
    .default('newest')
    .meta({ description: '`oldest` for whoever follows the feed from where they were' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const UndoParams = z.strictObject({
  seq: z.coerce.number().int().min(1).meta({ description: 'Number of the log entry', example: 3 }),
})

export async function changesRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps

  app.post(
    '/changes',
    {
      bodyLimit: BODY_LIMIT,
      config: { permission: 'change' },
      schema: {
        operationId: 'applyChanges',
        summary: 'Change entities and relations',
        description:
          'All or nothing, one transaction, one entry in the log. Later changes see earlier ones; what one creates, another may use. ' +
          'Facts know three verbs: change (from a day on), correct (was always so), retract (was never true). ' +
          '`put` creates what is missing, corrects what differs and leaves the rest: sent twice, nothing changes and `seq` is null. ' +
          'Gaps (nobody accountable, two owners for a time …) are saved and come back as warnings.',
        tags: ['Changes'],
        querystring: Query,
        body: ChangesBody,
        response: answers(
          ChangesAnswer,
          { description: 'What was, or would be, done', example: changesAnswerExample },
          [403, 409, 412, 413, 415, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const tenant = await knownTenant(deps, request.body.tenant)
      return applyChanges(graph, { ...request.body, tenant }, authorOf(request), {
        limits: limitsOf(request),
        dryRun: request.query.dryRun === 'true',
      })
    },
  )

  app.post(
    '/changes/:seq/undo',
    {
      config: { permission: 'change' },
      schema: {
        operationId: 'undoChange',
        summary: 'Undo one entry of the log',
        description:
          'A new logged change that removes what the entry created and restores what it changed, ended or retracted, under the same ids. ' +
          'All or nothing: where something was changed again since, a 409 says which entry, thing and property, as `later.<seq>.<id>.<property>`. ' +
          'Values that can identify a person are not in the log and cannot be restored; the 409 says so. An undo can be undone.',
        tags: ['Changes'],
        params: UndoParams,
        body: z.strictObject({ reason: reasonField.default('Rückgängig gemacht') }),
        response: answers(
          ChangesAnswer,
          { description: 'What the undoing changed', example: changesAnswerExample },
          [403, 404, 409, 413, 415, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      // What an entry touched may be anybody's business.
      if (request.person.units) throw problem('not-permitted', { detail: 'An account that is limited to units takes nothing back; it can change what is theirs' })
      return undoEntry(graph, request.params.seq, authorOf(request), request.body.reason, { limits: limitsOf(request) })
    },
  )

  app.get(
    '/changes',
    {
      schema: {
        operationId: 'listChanges',
        summary: 'What was changed',
        description:
          'The log as a feed: who, when, why, what from → to. At most 100 changes are listed per entry; `total` counts all that this reader may see. ' +
          'Public readers see what was public before and after and still is, in a numbering of its own.',
        tags: ['Changes'],
        querystring: FeedQuery,
        response: answers(HistoryAnswer, { description: 'One page of the log', example: historyExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { tenant, cursor, order, limit } = request.query
      const reading = await readingOf({ tenant }, deps, request)
      reply.header('cache-control', 'no-cache')
      return changesFeed(graph, reading, { after: cursor === undefined ? undefined : Number(cursor), order, limit })
    },
  )
}
