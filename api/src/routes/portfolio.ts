/** GET /portfolio: initiatives by depth of change and stage, with what they cost. */
import { Portfolio } from '@kommunalgraph/contract/answers.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { portfolioExample } from './answer-examples.ts'

export async function portfolioRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/portfolio',
    {
      schema: {
        operationId: 'getPortfolio',
        summary: 'Initiatives by depth of change and stage',
        description: 'How many initiatives imitate, optimise or transform, at which stage, and what they cost in euros as far as it is known. Each cell is `GET /entities?type=Initiative&depth=…&stage=…`.',
        tags: ['Questions'],
        querystring: z.strictObject(readingParameters),
        response: answers(Portfolio, { description: 'Cells with at least one initiative', example: portfolioExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const reading = await readingOf(request.query, deps, request)
      return { asOf: reading.asOf, cells: await deps.graph.read<Portfolio['cells'][number]>('queries/portfolio', { ...reading }) }
    },
  )
}
