/** GET /questions: the catalogue; GET /questions/{code}: one answer, also as a file (`format=csv`). Each question is a route of its own, made from its entry. */
import { QuestionAnswer, QuestionCatalogue, type QuestionEntry } from '@kommunalgraph/contract/answers.ts'
import { columnList, type Question, rowSchema } from '@kommunalgraph/contract/question.ts'
import { questionCodes, questions } from '@kommunalgraph/contract/questions.ts'
import type { FastifyRequest } from 'fastify'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { questionCsv } from '../answers/question-csv.ts'
import { answerQuestion, exampleOf } from '../answers/questions.ts'
import type { App, Deps } from '../deps.ts'
import { tenantNames } from '../graph/tenants.ts'
import { attachment, CSV_TYPE, csvContent } from '../plugins/files.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { catalogueExample, questionExample } from './answer-examples.ts'

const entryOf = ({ code, audience, question, parameters, oneOf, columns }: Question): QuestionEntry => ({
  code,
  audience,
  question,
  parameters: Object.entries(parameters).map(([name, { shown }]) => ({ name, ...shown })),
  ...(oneOf && { oneOf: oneOf.map((names) => [...names]) }),
  columns: columnList(columns),
})

/** The entry, with the example that only the database knows; where it knows none or does not answer, the written one stays. */
async function entryWithExamples(question: Question, deps: Deps, request: FastifyRequest): Promise<QuestionEntry> {
  const entry = entryOf(question)
  const example = question.exampleFrom && (await exampleOf(deps.graph, question, await readingOf({}, deps, request)))
  if (example === undefined) return entry
  return { ...entry, parameters: entry.parameters.map((one) => (one.name === question.exampleFrom?.parameter ? { ...one, example } : one)) }
}

export async function questionRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/questions',
    {
      schema: {
        operationId: 'listQuestions',
        summary: 'The catalogue of questions',
        description: 'Every question with its parameters (each with an example that works on the demo) and its columns.',
        tags: ['Questions'],
        querystring: z.strictObject({}),
        response: answers(QuestionCatalogue, { description: 'All questions, by audience', example: catalogueExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => ({ questions: await Promise.all(questions.map((question) => entryWithExamples(question, deps, request))) }),
  )

  for (const question of questions) questionRoute(app, deps, question)

  // Not described: the described codes are the routes above; this one only says which they are.
  app.get('/questions/:code', { schema: { hide: true } }, async () => {
    throw problem('not-found', {
      detail: 'No such question',
      errors: [{ path: 'path.code', message: 'is not known', allowed: [...questionCodes] }],
    })
  })
}

const format = z.enum(['json', 'csv']).default('json').meta({ description: '`csv`: the table as a file for a spreadsheet, in German' })

function questionRoute(app: App, deps: Deps, question: Question): void {
  const own = Object.fromEntries(Object.entries(question.parameters).map(([name, { schema, shown }]) =>
    [name, schema.meta({ description: shown.label.en, example: shown.example })]))
  const querystring = z.strictObject({ ...readingParameters, ...own, format })
  const Answer = QuestionAnswer.extend({ code: z.literal(question.code), rows: z.array(rowSchema(question.columns)) })
  const response = answers(Answer, { description: 'The answer', example: questionExample(question) }, [404])
  app.get(
    `/questions/${question.code}`,
    {
      schema: {
        operationId: `answer${question.code}`,
        summary: `${question.code}: ${question.question.en}`,
        description: `${question.question.de} The answer is a sentence, a table (at most 200 rows), the map of what it names, and its sources.`,
        tags: ['Questions'],
        querystring,
        response: {
          ...response,
          200: {
            ...response[200],
            content: { ...response[200].content, ...csvContent },
          },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { asOf, tenant } = request.query
      const values = valuesOf(question, request.query)
      const reading = await readingOf({ asOf, tenant }, deps, request)
      const answer = await answerQuestion(deps.graph, question, values, reading)
      if (request.query.format === 'csv') {
        return reply
          .type(CSV_TYPE)
          .header('content-disposition', attachment(`frage-${question.code.toLowerCase()}-${answer.asOf}.csv`))
          .send(questionCsv(answer, [...(await tenantNames(deps.graph, reading))].flatMap(([tenant, named]) => (reading.tenants.includes(tenant) ? named : []))))
      }
      // The rows are checked by the strict schema of this route on the way out.
      return answer as z.infer<typeof Answer>
    },
  )
}

/** The question's own parameters, without those that were not given. Throws a 400 problem if none of the sets of `oneOf` is complete. */
function valuesOf(question: Question, query: Record<string, unknown>): Record<string, string | number> {
  const values: Record<string, string | number> = {}
  for (const name of Object.keys(question.parameters)) {
    const value = query[name]
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
  }
  const sets = question.oneOf
  if (sets && !sets.some((names) => names.every((name) => values[name] !== undefined))) {
    const choices = sets.map((names) => names.join(' and '))
    throw problem('invalid-request', {
      detail: `Needed: ${choices.join(', or ')}`,
      errors: [...new Set(sets.flat())].filter((name) => values[name] === undefined)
        .map((name) => ({ path: `query.${name}`, message: `is needed: ${choices.join(', or ')}`, allowed: choices })),
    })
  }
  return values
}
