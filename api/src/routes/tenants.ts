/** GET /tenants: the municipalities in this graph. */
import { type Tenant, TenantsAnswer } from '@kommunalgraph/contract/answers.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { readerOf } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf } from '../reading.ts'
import { tenantsExample } from './examples.ts'

export async function tenantRoutes(app: App, deps: Deps): Promise<void> {
  const { graph, config } = deps
  app.get(
    '/tenants',
    {
      schema: {
        operationId: 'listTenants',
        summary: 'Municipalities',
        description: 'Every municipality in this graph, which one is home, and what this server shows of them. The home municipality is among them as soon as something of it is there.',
        tags: ['Service'],
        querystring: z.strictObject({}),
        response: answers(TenantsAnswer, { description: 'The municipalities', example: tenantsExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { home, asOf, visibilities } = await readingOf({}, deps, request)
      const [tenants, [seeding]] = await Promise.all([
        graph.read<Tenant>('queries/tenants', { home, asOf, visibilities }),
        graph.read<{ demoRemovedAt: string | null }>('queries/seeding', {}),
      ])
      return {
        home: config.home,
        reader: readerOf(request.person),
        today: today(),
        tenants,
        demoRemovedAt: seeding?.demoRemovedAt ?? null,
      }
    },
  )
}
