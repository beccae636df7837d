/** Duplicates: proposals, comparison, "not the same"; merging two entities and taking it back. Nothing merges by itself. */
import { ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import {
  Comparison,
  DuplicatesAnswer,
  MergeAnswer,
  MergeBody,
  MergeList,
  NotSame,
  NotSameBody,
  NotSameList,
} from '@kommunalgraph/contract/merging.ts'
import { EntityId, entityTypes } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { reasonField } from '../changes/shorthand.ts'
import { authorOf } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { duplicatesPage, notSamePairs, STEWARD_PATIENCE } from '../merging/candidates.ts'
import { compare, mergeEntities, undoMerge } from '../merging/merge.ts'
import { markNotSame, unmarkNotSame } from '../merging/not-same.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters, several } from '../reading.ts'
import { changesAnswerExample } from './change-examples.ts'
import {
  comparisonExample,
  duplicatesExample,
  mergeExample,
  mergeListExample,
  notSameExample,
  notSameListExample,
} from './merging-examples.ts'

const tenant = readingParameters.tenant

const List = z.strictObject({
  tenant,
  type: several(z.enum(entityTypes)).meta({ description: 'Node types', example: ['OrgUnit'] }),
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const Pair = z.strictObject({ tenant, a: EntityId, b: EntityId })
const Merged = z.strictObject({ tenant, limit: z.coerce.number().int().min(1).max(200).default(50) })
const DryRun = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: say what would become of what, write nothing' }),
})
const UndoParams = z.strictObject({
  seq: z.coerce.number().int().min(1).meta({ description: 'Number of the log entry of the merge', example: 4 }),
})

export async function duplicateRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  const tags = ['Stewards']

  app.get(
    '/duplicates',
    {
      config: { permission: 'see-upkeep' },
      schema: {
        operationId: 'listDuplicates',
        summary: 'Entries that may be one',
        description:
          'Pairs with a score from 0 to 1 and the reasons for and against: names as offices write them, official keys, shared neighbours. ' +
          'Only pairs that share a rare word, a name or a key are looked at. What was marked as not the same is never proposed again.',
        tags,
        querystring: List,
        response: answers(DuplicatesAnswer, { description: 'One page, best first', example: duplicatesExample }, [403]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { type, cursor, limit, ...asked } = request.query
      return duplicatesPage(graph, await readingOf(asked, deps, request), type, { cursor, limit })
    },
  )

  app.get(
    '/duplicates/compare',
    {
      config: { permission: 'see-upkeep' },
      schema: {
        operationId: 'compareEntities',
        summary: 'Two entries side by side',
        description:
          'Everything that is needed to choose: values, relations, score and reasons. 422 for two that can never be one.',
        tags,
        querystring: Pair,
        response: answers(
          Comparison,
          { description: 'Both, and where they differ', example: comparisonExample },
          [403, 404, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { a, b, ...asked } = request.query
      return compare(graph, await readingOf(asked, deps, request), [a, b])
    },
  )

  app.get(
    '/duplicates/not-same',
    {
      config: { permission: 'see-upkeep' },
      schema: {
        operationId: 'listNotSame',
        summary: 'What was marked as not the same',
        description: 'Newest first, with who decided it and why.',
        tags,
        querystring: z.strictObject({ tenant }),
        response: answers(
          NotSameList,
          { description: 'All pairs of this municipality', example: notSameListExample },
          [403],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => ({ items: await notSamePairs(graph, await readingOf(request.query, deps, request)) }),
  )

  app.post(
    '/duplicates/not-same',
    {
      config: { permission: 'merge' },
      schema: {
        operationId: 'markNotSame',
        summary: 'Remember that two entries are two',
        description: 'They are never proposed again, until it is taken back. Kept outside the graph of facts.',
        tags,
        body: NotSameBody,
        response: answers(
          NotSame,
          { description: 'It is remembered', example: notSameExample },
          [403, 404, 413, 415, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => markNotSame(graph, request.body, authorOf(request), await readingOf({}, deps, request)),
  )

  app.delete(
    '/duplicates/not-same',
    {
      config: { permission: 'merge' },
      schema: {
        operationId: 'unmarkNotSame',
        summary: 'Take back that two entries are two',
        description: 'The pair may be proposed again.',
        tags,
        querystring: z.strictObject({ a: EntityId, b: EntityId }),
        response: answers(
          NotSameList,
          { description: 'It is forgotten; what is left', example: { items: [] } },
          [403, 404],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const reading = await readingOf({}, deps, request)
      await unmarkNotSame(graph, request.query, reading)
      return { items: await notSamePairs(graph, reading) }
    },
  )

  app.post(
    '/merges',
    {
      config: { permission: 'merge' },
      schema: {
        operationId: 'mergeEntities',
        summary: 'Make one of two entries',
        description:
          'One logged change, all or nothing: relations of the merged entry move to the kept one, equal statements become one with the sources of both, ' +
          'claims and sources that name it follow, its id leads to the kept one. Undo with POST /merges/{seq}/undo. ' +
          'With `keepVersion` and `mergeVersion`, a 412 says that somebody changed one meanwhile.',
        tags,
        querystring: DryRun,
        body: MergeBody,
        response: answers(
          MergeAnswer,
          { description: 'What became of what', example: mergeExample },
          [403, 404, 409, 412, 413, 415, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) =>
      mergeEntities(graph, request.body, authorOf(request), await readingOf({}, deps, request), {
        dryRun: request.query.dryRun === 'true',
      }),
  )

  app.get(
    '/merges',
    {
      config: { permission: 'see-upkeep' },
      schema: {
        operationId: 'listMerges',
        summary: 'What was merged',
        description: 'Newest first; what was taken back is gone from here and stays in the log.',
        tags,
        querystring: Merged,
        response: answers(MergeList, { description: 'The latest merges', example: mergeListExample }, [403]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { limit, ...asked } = request.query
      const { visibilities, tenants } = await readingOf(asked, deps, request)
      return { items: await graph.read<MergeList['items'][number]>('merging/merges', { visibilities, tenants, limit }, STEWARD_PATIENCE) }
    },
  )

  app.post(
    '/merges/:seq/undo',
    {
      config: { permission: 'merge' },
      schema: {
        operationId: 'undoMerge',
        summary: 'Take a merge back',
        description:
          'Exactly the state before, as a new logged change. 409 says which later changes stand in the way, or that old values are personal and therefore not in the log.',
        tags,
        params: UndoParams,
        body: z.strictObject({ reason: reasonField }),
        response: answers(
          ChangesAnswer,
          { description: 'What the undoing changed', example: changesAnswerExample },
          [403, 404, 409, 413, 415, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => undoMerge(graph, request.params.seq, authorOf(request), request.body.reason),
  )
}
