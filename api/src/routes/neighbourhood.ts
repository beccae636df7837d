/** GET /entities/{id}/neighbourhood: what stands around one entity, with counts of what is not shown. */
import { Neighbourhood } from '@kommunalgraph/contract/answers.ts'
import { entityTypes, relationTypes } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams } from '../graph/entities.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters, several } from '../reading.ts'
import { wholeNumber } from '../walks/bounds.ts'
import { neighbourhoodExample } from '../walks/examples.ts'
import { type NeighbourhoodRow, neighbourhoodOf, usualTypes } from '../walks/neighbourhood.ts'
import { walkFrom } from '../walks/start.ts'

const Query = z.strictObject({
  ...readingParameters,
  depth: wholeNumber(1, 3).default(1).meta({ description: 'Steps from the centre, 1 to 3' }),
  types: several(z.enum(entityTypes)).meta({
    description:
      'Only nodes of these types; the walk passes through no others. Default: all but code lists and sources.',
  }),
  relations: several(z.enum(relationTypes)).meta({ description: 'Only relations of these types. Default: all.' }),
  limit: wholeNumber(1, 500).default(200).meta({ description: 'Most nodes shown, the centre included' }),
})

export async function neighbourhoodRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/entities/:id/neighbourhood',
    {
      schema: {
        operationId: 'getNeighbourhood',
        summary: 'What stands around an entity',
        description:
          'The nearest entities, the relations between all that is shown, and for each shown entity how many neighbours this ' +
          'answer leaves out but this reader may see. Nearest first, then by name. `total` counts up to 10,001 entities.',
        tags: ['Map'],
        params: EntityIdParams,
        querystring: Query,
        response: answers(
          Neighbourhood,
          { description: 'The centre and what stands around it', example: neighbourhoodExample },
          [404],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { depth, types = usualTypes, relations = null, limit, ...day } = request.query
      const asked = await readingOf(day, deps, request)
      const { answer, reading } = await walkFrom(deps.graph, request.params.id, asked, async (id, reading) => {
        const [row] = await deps.graph.read<NeighbourhoodRow>('queries/neighbourhood', {
          ...reading,
          id,
          depth,
          types,
          relations,
          limit,
        })
        return row
      })
      return neighbourhoodOf(answer, depth, reading)
    },
  )
}
