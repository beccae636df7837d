/** GET /decisions: what became of what was decided, one line each. */
import { chainLists } from '@kommunalgraph/contract/chain-lists.ts'
import { DecisionChains } from '@kommunalgraph/contract/decision-chains.ts'
import { entityIdPatternOf } from '@kommunalgraph/contract/ids.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { chainsCsv, decisionChains } from '../answers/decision-chains.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { App, Deps } from '../deps.ts'
import { entityOr404 } from '../graph/entities.ts'
import { attachment, CSV_TYPE, csvContent } from '../plugins/files.ts'
import { answers } from '../plugins/openapi.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { decisionChainsExample } from './answer-examples.ts'

/** Lines of a file: the decisions of a council in many years. */
const mostInFile = 5_000

const Query = z.strictObject({
  ...readingParameters,
  list: z.enum(chainLists).default('chains').meta({
    description: 'Whole chains, adopted decisions that led to no initiative, or active initiatives that nobody decided on',
  }),
  committee: z
    .string()
    .regex(new RegExp(entityIdPatternOf('Committee')), 'must be the id of a committee')
    .optional()
    .meta({ description: 'Only what this body decided', example: 'com:990000000000:rat' }),
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  format: z.enum(['json', 'csv']).default('json').meta({ description: `csv: the first ${mostInFile} lines for a spreadsheet` }),
})

export async function decisionChainRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  const response = answers(DecisionChains, { description: 'One page, newest decision first', example: decisionChainsExample }, [404])
  app.get(
    '/decisions',
    {
      schema: {
        operationId: 'listDecisionChains',
        summary: 'From decision to outcome',
        description:
          'One line per authoritative decision and initiative: who decided what when, who was accountable that day and who is, what it costs, how far it is and what was measured. ' +
          'And what is broken: decisions without an initiative, initiatives without a decision.',
        tags: ['Ownership'],
        querystring: Query,
        response: {
          ...response,
          200: { ...response[200], content: { ...response[200].content, ...csvContent } },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { list, committee: id, cursor, limit, format, ...asked } = request.query
      const reading = await readingOf(asked, deps, request)
      // Throws 404 where this reader knows no such body.
      const committee = id === undefined ? undefined : await entityOr404(graph, id, reading, 'query.committee')
      if (format === 'csv') {
        const found = await decisionChains(graph, reading, { list, committee, offset: 0, limit: mostInFile })
        return reply
          .type(CSV_TYPE)
          .header('content-disposition', attachment(`beschluesse-${reading.asOf}.csv`))
          .send(chainsCsv(found))
      }
      const scope = { ...reading, list, committee: id, what: 'decisions' }
      const offset = Number(readCursor(cursor, scope)?.key ?? 0)
      const found = await decisionChains(graph, reading, { list, committee, offset, limit })
      const end = offset + found.items.length
      return { ...found, nextCursor: end < found.total ? writeCursor({ key: String(end), id: list }, scope) : null }
    },
  )
}
