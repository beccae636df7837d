/** GET /quality: the rules with their counts; GET /quality/{rule}: the rows of one; and the exceptions from them. */
import {
  ExceptionAnswer,
  ExceptionBody,
  QualityAnswer,
  type QualityRule,
  QualityRuleAnswer,
  qualityRule,
  qualityRules,
} from '@kommunalgraph/contract/quality.ts'
import { XLSX_TYPE } from '@kommunalgraph/contract/workbook.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { authorOf } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { attachment, workbookContent } from '../plugins/files.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { qualityList, qualityOverview } from '../quality/answers.ts'
import { endException, exceptionReason, keepException } from '../quality/exceptions.ts'
import { ruleRow } from '../quality/rows.ts'
import { qualityWorkbook } from '../quality/workbook.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { exceptionExample, qualityExample, qualityRuleExample } from './quality-examples.ts'

const Overview = z.strictObject({
  ...readingParameters,
  afresh: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: ask every rule again, also those that nothing touched since the last answer' }),
})

const List = z.strictObject({
  ...readingParameters,
  unit: z
    .string()
    .max(220)
    .optional()
    .meta({
      description: 'Only what this unit keeps (id); `none`: what belongs to nobody',
      example: 'unit:990000000000:hauptamt',
    }),
  exceptions: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: the rows with an exception instead of the open ones' }),
  format: z.enum(['json', 'xlsx']).default('json').meta({ description: '`xlsx`: all rows as a workbook, in German' }),
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

const RuleParams = z.strictObject({
  rule: z.string().max(10).meta({ description: 'Code of the rule', example: 'R24' }),
})


/** Throws 404 with the codes that exist. */
function ruleOr404(code: string): QualityRule {
  const rule = qualityRule(code)
  if (rule) return rule
  throw problem('not-found', {
    detail: 'No such rule',
    errors: [{ path: 'path.rule', message: 'is not known', allowed: qualityRules.map((one) => one.rule) }],
  })
}


export async function qualityRoutes(app: App, deps: Deps): Promise<void> {
  const { graph, config } = deps

  app.get(
    '/quality',
    {
      schema: {
        operationId: 'getQuality',
        summary: 'How good the data is',
        description:
          'The 36 rules with their counts by severity, the trend of former days, and how complete each type of entry is. ' +
          'After a change only the rules that read what was touched are asked again. A public reader counts only what is published.',
        tags: ['Quality'],
        querystring: Overview,
        response: answers(QualityAnswer, {
          description: 'All rules, also those without any row',
          example: qualityExample,
        }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { afresh, ...asked } = request.query
      reply.header('cache-control', 'no-cache')
      return qualityOverview(graph, await readingOf(asked, deps, request), afresh === 'true')
    },
  )

  app.get(
    '/quality.xlsx',
    {
      schema: {
        operationId: 'getQualityWorkbook',
        summary: 'All findings as a workbook',
        description: 'A sheet of all rules, and one for each rule that has rows; at most 20,000 rows a sheet.',
        tags: ['Quality'],
        querystring: z.strictObject({ ...readingParameters }),
        response: {
          ...answers(QualityAnswer, { description: '', example: qualityExample }),
          200: { description: 'The workbook', content: workbookContent },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const reading = await readingOf(request.query, deps, request)
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`datenqualitaet-${reading.asOf}.xlsx`))
        .header('cache-control', 'no-cache')
        .send(qualityWorkbook(graph, reading, qualityRules) as never)
    },
  )

  app.get(
    '/quality/:rule',
    {
      schema: {
        operationId: 'listQualityRows',
        summary: 'Rows of one rule',
        description:
          'What offends the rule, what is wrong with it, whose it is and where to mend it. Rows with an exception are listed apart.',
        tags: ['Quality'],
        params: RuleParams,
        querystring: List,
        response: {
          ...answers(
            QualityRuleAnswer,
            { description: 'One page of the rows, by name', example: qualityRuleExample },
            [404],
          ),
          200: {
            description: 'One page of the rows, by name; or all of them as a workbook',
            content: {
              'application/json': { schema: QualityRuleAnswer, example: JSON.stringify(qualityRuleExample) },
              ...workbookContent,
            },
          },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const rule = ruleOr404(request.params.rule)
      const { unit, exceptions, format, cursor, limit, ...asked } = request.query
      const reading = await readingOf(asked, deps, request)
      reply.header('cache-control', 'no-cache')
      if (format === 'xlsx') {
        return reply
          .type(XLSX_TYPE)
          .header('content-disposition', attachment(`datenqualitaet-${rule.rule.toLowerCase()}-${reading.asOf}.xlsx`))
          .send(qualityWorkbook(graph, reading, [rule]) as never)
      }
      return qualityList(graph, rule, reading, {
        unit: unit === 'none' ? '' : unit,
        exceptions: exceptions === 'true',
        cursor,
        limit,
      })
    },
  )

  app.post(
    '/quality/:rule/exceptions',
    {
      config: { permission: 'decide' },
      schema: {
        operationId: 'addQualityException',
        summary: 'Say that a row is as it should be',
        description:
          'The reason is kept, with who said so and when, and stands in the log. The row is counted apart from then on. A second one replaces the first.',
        tags: ['Quality'],
        params: RuleParams,
        querystring: z.strictObject({ ...readingParameters }),
        body: ExceptionBody,
        response: answers(
          ExceptionAnswer,
          { description: 'It stands', example: exceptionExample },
          [403, 404, 413, 415, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { rule } = ruleOr404(request.params.rule)
      const reading = await readingOf(request.query, deps, request)
      const { id } = request.body
      const reason = exceptionReason(request.body.reason)
      if ((await ruleRow(graph, ruleOr404(rule), reading, id)) === undefined) {
        throw problem('not-allowed', {
          detail: `${rule} has no row with this id`,
          errors: [{ path: 'body.id', message: 'is no row of this rule on this day', rule }],
        })
      }
      const [tenant = config.home] = reading.tenants
      return { rule, id, exception: await keepException(graph, { rule, id, tenant, reason, by: authorOf(request) }) }
    },
  )

  app.delete(
    '/quality/:rule/exceptions',
    {
      config: { permission: 'decide' },
      schema: {
        operationId: 'endQualityException',
        summary: 'Take an exception back',
        description: 'The row counts again. What was said stays in the log.',
        tags: ['Quality'],
        params: RuleParams,
        querystring: z.strictObject({
          tenant: readingParameters.tenant,
          id: z
            .string()
            .min(1)
            .max(400)
            .meta({ description: 'Id of the row', example: 'ini:990000000000:digitallotsen' }),
        }),
        response: answers(
          ExceptionAnswer,
          { description: 'It is taken back', example: { ...exceptionExample, exception: null } },
          [403, 404],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { rule } = ruleOr404(request.params.rule)
      const { id, tenant: asked } = request.query
      const [tenant = config.home] = (await readingOf({ ...(asked && { tenant: asked }) }, deps, request)).tenants
      await endException(graph, { rule, id, tenant, by: authorOf(request) })
      return { rule, id, exception: null }
    },
  )
}
