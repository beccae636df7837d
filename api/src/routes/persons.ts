/** GET /privacy: who answers for the data and how long names stay. /persons/{id}: what is stored of a person, and erasing their name. */
import { EraseAnswer, EraseBody, PersonRecord } from '@kommunalgraph/contract/persons.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { authorOf } from '../accounts/person.ts'
import { checkedReason } from '../changes/entry.ts'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams, entityOr404, notFound } from '../graph/entities.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { forget } from '../privacy/forget.ts'
import { recordOf } from '../privacy/record.ts'
import { readingOf } from '../reading.ts'
import { historyExample } from './change-examples.ts'

const Privacy = z
  .strictObject({
    operator: z.string().nullable().describe('Who runs this server and whom to ask, in the words of KG_OPERATOR; null: not stated'),
    namesAfterMandateDays: z.number().int().describe('How long after the end of the last mandate a name stays, in days'),
  })
  .meta({ id: 'Privacy' })

const person = { id: 'per:990000000000:mandat-0017', type: 'Person' as const, name: 'Anna Beispiel' }

export async function personRoutes(app: App, deps: Deps): Promise<void> {
  const { graph, config } = deps
  const tags = ['Persons']

  app.get(
    '/privacy',
    {
      schema: {
        operationId: 'getPrivacy',
        summary: 'Who answers for the data, and how long names stay',
        description: 'What the page on data protection says of this server.',
        tags,
        response: answers(Privacy, { description: 'As it is set', example: { operator: 'Stadt Musterstadt, Hauptamt, Rathausplatz 1', namesAfterMandateDays: 730 } }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async () => ({ operator: config.operator ?? null, namesAfterMandateDays: config.namesAfterMandateDays }),
  )

  app.get(
    '/persons/:id/record',
    {
      config: { permission: 'answer-for-persons' },
      schema: {
        operationId: 'getPersonRecord',
        summary: 'What is stored of one person',
        description:
          'For whoever asks about themselves (Art. 15 GDPR): the person, their relations, their history, and in which other texts the name stands, the log, saved views, scenarios and imports included. ' +
          'Names of one word are not looked for in other texts.',
        tags,
        params: EntityIdParams,
        response: answers(
          PersonRecord,
          { description: 'The record', example: { person, at: '2026-11-28T09:00:00.000Z', values: { name: person.name, publicOffice: true }, relations: [], history: historyExample.items, mentions: [{ where: 'Decision', id: 'dec:990000000000:2025-014', property: 'description' }] } },
          [404],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const reading = await readingOf({}, deps, request)
      const found = await entityOr404(graph, request.params.id, reading)
      const record = await recordOf(graph, found, reading)
      // The file name is made here: an id is nobody's name.
      reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="auskunft-${found.id.replaceAll(':', '-')}.json"`)
      return record
    },
  )

  app.post(
    '/persons/:id/erase',
    {
      config: { permission: 'answer-for-persons' },
      schema: {
        operationId: 'erasePerson',
        summary: 'Erase the name of one person',
        description:
          'For whoever asks to be forgotten (Art. 17 GDPR). What identifies the person goes: from the entry, from all other texts, the log, saved views, scenarios and imports. The mandate stays, without a name, and with it the history of the post. ' +
          'Files that were uploaded and not yet written are dropped, as nobody can tell whether the name stands in them. It cannot be undone; backups that were made before still hold the name until they are deleted.',
        tags,
        params: EntityIdParams,
        body: EraseBody,
        response: answers(EraseAnswer, { description: 'The name is gone', example: { id: person.id, seq: 12, texts: 3, imports: 0 } }, [403, 404, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { reason, confirm, spellings } = request.body
      const found = await entityOr404(graph, request.params.id, await readingOf({}, deps, request))
      if (found.type !== 'Person') throw notFound(found.id)
      const kept = checkedReason(reason)
      // The name is not repeated: what is refused may be logged somewhere.
      if (confirm.trim().normalize('NFC') !== found.name)
        throw problem('not-allowed', { detail: 'The confirmation is not the name of the person', errors: [{ path: 'body.confirm', message: 'must be the name as it is stored' }] })
      const done = await forget(graph, authorOf(request), kept, async () => ({ ids: [found.id], spellings: [found.name, ...spellings] }))
      if (!done) throw problem('not-allowed', { detail: 'The name is gone already', errors: [{ path: 'path.id', message: 'has no name any more' }] })
      return { id: found.id, seq: done.seq, texts: done.texts, imports: done.imports }
    },
  )
}
