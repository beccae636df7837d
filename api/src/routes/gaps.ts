/** GET /gaps: the nine kinds with their counts; GET /gaps/{kind}: the list of one. */
import { GapAnswer, GapsAnswer } from '@kommunalgraph/contract/answers.ts'
import { gapDefinition, gapDefinitions, gapKindNames } from '@kommunalgraph/contract/gaps.ts'
import { XLSX_TYPE } from '@kommunalgraph/contract/workbook.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { gapList, gapsOverview } from '../answers/gaps.ts'
import { gapsWorkbook } from '../answers/gaps-workbook.ts'
import type { App, Deps } from '../deps.ts'
import { attachment, workbookContent } from '../plugins/files.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { gapExample, gapsExample } from './answer-examples.ts'

const format = z.enum(['json', 'xlsx']).default('json').meta({ description: '`xlsx`: all of them as a workbook, in German' })

const Overview = z.strictObject({ ...readingParameters, format })

const List = z.strictObject({
  ...readingParameters,
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  format,
})

export async function gapRoutes(app: App, deps: Deps): Promise<void> {
  const kinds = answers(GapsAnswer, { description: 'All kinds, also those without any gap; or every gap as a workbook', example: gapsExample })
  const list = answers(GapAnswer, { description: 'One page of the list, by name; or all of it as a workbook', example: gapExample }, [404])
  app.get(
    '/gaps',
    {
      schema: {
        operationId: 'listGapKinds',
        summary: 'What is incomplete',
        description: 'The nine kinds of ownership gaps with their counts on one day. A public reader counts only what is published.',
        tags: ['Gaps'],
        querystring: Overview,
        response: { ...kinds, 200: { ...kinds[200], content: { ...kinds[200].content, ...workbookContent } } },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { format, ...asked } = request.query
      const reading = await readingOf(asked, deps, request)
      if (format === 'json') return gapsOverview(deps.graph, reading)
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`luecken-${reading.asOf}.xlsx`))
        .send(gapsWorkbook(deps.graph, reading, gapDefinitions) as never)
    },
  )

  app.get(
    '/gaps/:kind',
    {
      schema: {
        operationId: 'listGaps',
        summary: 'Gaps of one kind',
        description: `Each with its reason, those involved, and the unit that could close it. Kinds: ${gapKindNames.map((kind) => `\`${kind}\``).join(', ')}.`,
        tags: ['Gaps'],
        params: z.strictObject({ kind: z.string().meta({ description: 'Kind of gap', example: 'no_accountable' }) }),
        querystring: List,
        response: { ...list, 200: { ...list[200], content: { ...list[200].content, ...workbookContent } } },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const definition = gapDefinition(request.params.kind)
      if (!definition) {
        throw problem('not-found', {
          detail: 'No such kind of gap',
          errors: [{ path: 'path.kind', message: 'is not known', allowed: [...gapKindNames] }],
        })
      }
      const { limit, cursor, format, ...asked } = request.query
      const reading = await readingOf(asked, deps, request)
      if (format === 'json') return gapList(deps.graph, definition, reading, limit, cursor)
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`luecken-${definition.kind.replaceAll('_', '-')}-${reading.asOf}.xlsx`))
        .send(gapsWorkbook(deps.graph, reading, [definition]) as never)
    },
  )
}
