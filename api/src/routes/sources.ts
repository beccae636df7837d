/** GET /sources: sources by their ids, as they are cited, for what shows relations and must name their evidence. */
import { SourcesAnswer } from '@kommunalgraph/contract/answers.ts'
import { EntityId } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { sourcesOf } from '../graph/evidence.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters, several } from '../reading.ts'
import { sourcesExample } from './answer-examples.ts'

const Query = z.strictObject({
  ...readingParameters,
  ids: several(EntityId).meta({ description: 'Ids of sources, 1 to 50', example: ['src:990000000000:organisationsplan'] }),
})

export async function sourceRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/sources',
    {
      schema: {
        operationId: 'listSources',
        summary: 'Sources by their ids',
        description: 'Newest first. An id that is unknown, is no source or that this reader may not see gives none: all three look the same. A source is cited also after its own validity.',
        tags: ['Entities'],
        querystring: Query,
        response: answers(SourcesAnswer, { description: 'The sources that this reader may see', example: sourcesExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { ids = [], ...day } = request.query
      const reading = await readingOf(day, deps, request)
      return { sources: await sourcesOf(deps.graph, reading, ids) }
    },
  )
}
