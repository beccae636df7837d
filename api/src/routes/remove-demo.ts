/** PUT /tenants/{tenant}: record a municipality; POST /tenants/{tenant}/remove-demo: take a demo away. */
import { formatEntityId, isEntityId } from '@kommunalgraph/contract/ids.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { writeInTurn } from '../changes/entry.ts'
import { removeDemo } from '../changes/remove-demo.ts'
import { authorOf } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'

const Params = z.strictObject({
  tenant: z
    .string()
    .regex(/^\d{12}$/, 'must be an ARS of 12 digits')
    .meta({ example: '990000000000' }),
})
const Municipality = z.strictObject({
  name: z.string().trim().min(1).max(300),
  homeId: z
    .string()
    .refine(isEntityId, 'must be the id of an entity')
    .optional()
    .describe('Id of the municipality itself; default `org:ars:<tenant>`'),
  fictional: z.boolean().default(false).describe('Made up: said on every page'),
  demo: z.boolean().default(false).describe('Can be removed as a whole'),
})
const Recorded = z
  .strictObject({ tenant: z.string(), name: z.string(), homeId: z.string(), fictional: z.boolean(), demo: z.boolean() })
  .meta({ id: 'RecordedTenant' })
const Confirmation = z.strictObject({
  confirm: z.string().max(300).describe('The name of the municipality, typed by whoever asks for it'),
})
const Removed = z
  .strictObject({ tenant: z.string(), name: z.string(), seq: z.number().int() })
  .meta({ id: 'RemovedDemo' })

const musterstadt = { tenant: '990000000000', name: 'Musterstadt' }

export async function removeDemoRoutes(app: App, { graph }: Deps): Promise<void> {
  app.put(
    '/tenants/:tenant',
    {
      config: { permission: 'remove-demo' },
      schema: {
        operationId: 'putTenant',
        summary: 'Record a municipality',
        description:
          'Before the first change in a tenant: what it is called, and whether it is made up. Sent twice, nothing changes.',
        tags: ['Changes'],
        params: Params,
        body: Municipality,
        response: answers(
          Recorded,
          {
            description: 'It is recorded',
            example: { ...musterstadt, homeId: 'org:ars:990000000000', fictional: true, demo: true },
          },
          [403, 413, 415],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { tenant } = request.params
      const { homeId = formatEntityId({ type: 'Organization', scheme: 'ars', local: tenant }), ...rest } = request.body
      const recorded = { tenant, homeId, ...rest }
      await writeInTurn(graph, (tx) => tx.run('writes/put_tenant', recorded))
      return recorded
    },
  )

  app.post(
    '/tenants/:tenant/remove-demo',
    {
      config: { permission: 'remove-demo' },
      schema: {
        operationId: 'removeDemo',
        summary: 'Remove a demo',
        description:
          'Deletes everything of a demo municipality physically, with its log. Asks for its name as confirmation. ' +
          'Refused (409) while facts of other municipalities depend on it. What is removed does not come back by itself.',
        tags: ['Changes'],
        params: Params,
        body: Confirmation,
        response: answers(
          Removed,
          { description: 'It is gone', example: { ...musterstadt, seq: 12 } },
          [403, 404, 409, 413, 415, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => removeDemo(graph, request.params.tenant, request.body.confirm, authorOf(request)),
  )
}
