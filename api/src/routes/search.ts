/** GET /search: as you type. */
import { SearchAnswer } from '@kommunalgraph/contract/answers.ts'
import { searchableTypes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { entityTypes } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { longestSearch, search } from '../graph/search.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters, several } from '../reading.ts'
import { searchExample } from './examples.ts'

const Query = z.strictObject({
  ...readingParameters,
  q: z.string().meta({
    description: `Any text. It is never read as a query language; what is longer than ${longestSearch} characters is cut, and the answer says so.`,
    example: 'digitaler bauantrag',
  }),
  types: several(z.enum(entityTypes)).meta({ description: 'Only these node types' }),
  limit: z.coerce.number().int().min(1).max(50).default(12),
})

export async function searchRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/search',
    {
      schema: {
        operationId: 'search',
        summary: 'Search as you type',
        description:
          'Finds names, descriptions, ids and official keys; knows umlauts in every spelling, beginnings of words and slips of the finger. ' +
          'Ids and keys are found exactly and come first.',
        tags: ['Search'],
        querystring: Query,
        response: answers(SearchAnswer, { description: 'Hits, best first', example: searchExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { q, types, limit, ...day } = request.query
      const reading = await readingOf(day, deps, request)
      // Halves of characters (lone surrogates) mean nothing and could not be answered as UTF-8.
      const whole = q
        .replace(/\p{Surrogate}/gu, '')
        .normalize('NFC')
        .trim()
      // Cut by characters as people count them, so that none is halved.
      const characters = [...whole]
      const cut = characters.length > longestSearch
      const query = cut ? characters.slice(0, longestSearch).join('').trim() : whole
      const { items, truncated } = await search(deps.graph, reading, query, types ?? searchableTypes, limit)
      return { query, cut, items, truncated }
    },
  )
}
