/** POST /publication and GET /imports/{id}/publication: what everybody would see, before something internal is published. */
import { PublicationAnswer, PublicationBody } from '@kommunalgraph/contract/publication.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { authorOf } from '../accounts/person.ts'
import { publicationOf } from '../changes/publication.ts'
import { knownTenant } from '../changes/shorthand.ts'
import type { App, Deps } from '../deps.ts'
import { stagedChanges } from '../imports/commit.ts'
import { readRecord } from '../imports/store.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf } from '../reading.ts'

/** As many as a list can select at once, with what hangs on them. */
const BODY_LIMIT = 10 * 1_048_576

const ini = { id: 'ini:990000000000:digitaler-bauantrag', type: 'Initiative', name: 'Digitaler Bauantrag' }
const unit = { id: 'unit:990000000000:bauordnung', type: 'OrgUnit', name: 'Bauordnungsamt' }
const example = {
  sentence: { de: 'Alle sehen dann „Digitaler Bauantrag“ und damit keine Beziehung.', en: 'Everybody then sees “Digitaler Bauantrag” and with it no relation.' },
  published: { total: 1, items: [ini] },
  relations: { total: 0, items: [] },
  offered: { total: 1, items: [{ factId: 'fact:accountable-for:01a20fa4-e2ca-71b4-9dcc-e531781d71bb', version: 1, relation: 'ACCOUNTABLE_FOR', from: unit, to: ini, required: true }] },
  hidden: { total: 0, items: [] },
  persons: [],
  sources: { shown: [], hidden: [] },
  problems: [],
  rules: [],
  gaps: [],
}

export async function publicationRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  const tags = ['Changes']

  app.post(
    '/publication',
    {
      bodyLimit: BODY_LIMIT,
      config: { permission: 'publish' },
      schema: {
        operationId: 'checkPublication',
        summary: 'What everybody would see after these changes',
        description:
          'Asked before something internal is published; nothing is written. Which entries turn public, which relations become visible with them, which could be published along, what stays hidden, which persons and sources are shown, ' +
          'what stands against it, and which rules and gaps everybody would see.',
        tags,
        body: PublicationBody,
        response: answers(PublicationAnswer, { description: 'What would be seen', example }, [403, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const tenant = await knownTenant(deps, request.body.tenant)
      return publicationOf(graph, { ...request.body, tenant }, authorOf(request), await readingOf({}, deps, request))
    },
  )

  app.get(
    '/imports/:id/publication',
    {
      config: { permission: 'publish' },
      schema: {
        operationId: 'checkImportPublication',
        summary: 'What everybody would see after an import',
        description: 'The same for a file that was checked and is not written yet. 404 where there is no such import, or nothing of it is staged any more.',
        tags: ['Imports'],
        params: z.strictObject({ id: z.string().regex(/^[0-9a-f-]{36}$/, 'must be the id of an import').meta({ example: '0199c0de-0000-7000-8000-000000000001' }) }),
        response: answers(PublicationAnswer, { description: 'What would be seen', example }, [403, 404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const record = await readRecord(graph, request.params.id)
      if (record?.report.state !== 'checked')
        throw problem('not-found', { detail: `No import ${request.params.id} that waits`, errors: [{ path: 'path.id', message: 'is not known, or not waiting to be written' }] })
      reply.header('cache-control', 'no-store')
      const changes = await stagedChanges(graph, record)
      return publicationOf(graph, { sourceIds: record.sourceIds, tenant: record.report.tenant, changes }, authorOf(request), await readingOf({}, deps, request))
    },
  )
}
