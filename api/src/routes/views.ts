/** GET, POST /views and /views/{id}: addresses of the web view under a name, with the places where the reader put things. */
import { randomUUID } from 'node:crypto'
import { SavedView, SavedViewBody, type SavedViewHead, SavedViews } from '@kommunalgraph/contract/views.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { refuseContactData, writeInTurn } from '../changes/entry.ts'
import { knownTenant } from '../changes/shorthand.ts'
import { authorOf, readerOf, refuseOthers } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'

/** Most views of one list, the newest first. */
const LISTED = 200

const example = {
  id: '0199c0de-0000-4000-8000-000000000002',
  name: 'Wer trägt die Digitalstrategie?',
  address: '/map?asOf=2026-11-01&thrusts=2',
  by: 'a.beispiel',
  at: '2026-11-02T09:00:00Z',
}
const Params = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be the id of a view').meta({ example: example.id }),
})

/** An address as people read it: what is searched for on a page stands in it, encoded. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address.replaceAll('+', ' '))
  } catch {
    return address
  }
}

export async function viewRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  const tags = ['Map']
  const unknown = (id: string) => problem('not-found', { detail: `No view ${id}`, errors: [{ path: 'path.id', message: 'is not known' }] })

  app.get(
    '/views',
    {
      schema: {
        operationId: 'listViews',
        summary: 'Saved views',
        description: `Newest first, at most ${LISTED}. Views are internal, since an address may name what is: a public reader gets an empty list. An address itself can be shared with anybody.`,
        tags,
        querystring: z.strictObject({ tenant: readingParameters.tenant }),
        response: answers(SavedViews, { description: 'The list', example: { items: [example] } }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { tenants } = await readingOf(request.query, deps, request)
      if (readerOf(request.person) !== 'internal') return { items: [] }
      const rows = await graph.read<{ head: string }>('writes/read_views', { tenants, limit: LISTED })
      return { items: rows.map(({ head }) => JSON.parse(head) as SavedViewHead) }
    },
  )

  app.post(
    '/views',
    {
      config: { permission: 'save-views' },
      schema: {
        operationId: 'saveView',
        summary: 'Save a view',
        description: 'An address under a name, and the places where the reader put nodes. It never changes the graph.',
        tags,
        body: SavedViewBody,
        response: answers(SavedView, { description: 'It was stored', example: { ...example, places: {} } }, [403, 409, 413, 415, 422], 201),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { name, address, places } = request.body
      refuseContactData({ 'body.name': name, 'body.address': decoded(address) })
      const tenant = await knownTenant(deps, request.body.tenant)
      const head: SavedViewHead = { id: randomUUID(), name, address, by: authorOf(request), at: new Date().toISOString() }
      const view: SavedView = { ...head, places }
      // Its id is drawn here: a request that comes again gets the one that was stored.
      const stored = await writeInTurn(graph, async (tx) => {
        await tx.run('writes/put_view', { id: head.id, tenant, at: head.at, head: JSON.stringify(head), doc: JSON.stringify(view) })
        return view
      })
      reply.code(201).header('location', `/api/v1/views/${stored.id}`)
      return stored
    },
  )

  app.get(
    '/views/:id',
    {
      schema: {
        operationId: 'getView',
        summary: 'One saved view',
        description: 'With its places.',
        tags,
        params: Params,
        response: answers(SavedView, { description: 'The view', example: { ...example, places: {} } }, [404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { id } = request.params
      const [row] = readerOf(request.person) === 'internal' ? await graph.read<{ doc: string }>('writes/read_view', { id }) : []
      if (!row) throw unknown(id)
      return JSON.parse(row.doc) as SavedView
    },
  )

  app.delete(
    '/views/:id',
    {
      config: { permission: 'save-views' },
      schema: {
        operationId: 'removeView',
        summary: 'Delete a saved view',
        description: 'The address goes on working. A view of somebody else needs the permission `tidy-up`.',
        tags,
        params: Params,
        response: answers(z.strictObject({ id: z.string() }), { description: 'It is gone', example: { id: example.id } }, [403, 404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { id } = request.params
      return writeInTurn(graph, async (tx) => {
        const [row] = await tx.run<{ doc: string }>('writes/read_view', { id })
        if (!row) throw unknown(id)
        refuseOthers(request, (JSON.parse(row.doc) as SavedView).by)
        await tx.run('writes/remove_view', { id })
        return { id }
      })
    },
  )
}
