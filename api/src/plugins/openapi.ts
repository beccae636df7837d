/**
 * The description of the API (OpenAPI 3.1), derived from the zod schemas of the routes, and its page at /docs,
 * which loads nothing from elsewhere. Routes describe their answers with `answers`.
 */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { Problem } from '@kommunalgraph/contract/answers.ts'
import { type ProblemCode, problemTypes, problemUri } from '@kommunalgraph/contract/problems.ts'
import { type PermissionName, permissions } from '@kommunalgraph/contract/permissions.ts'
import { fastifyZodOpenApiPlugin, fastifyZodOpenApiTransformers } from 'fastify-zod-openapi'
import type { FastifySchema } from 'fastify'
import type { ZodType } from 'zod'
import type { App } from '../deps.ts'
import { bookmarkPattern, keyPattern } from './headers.ts'

const prefix = '/api/v1'

/** Status codes of the problem types. */
type ProblemStatus = (typeof problemTypes)[ProblemCode]['status']

interface ProblemResponse {
  id: string
  description: string
  content: { 'application/problem+json': { schema: typeof Problem; example: Problem } }
}

/** One response component per status: several problem types may share it. */
const problemResponses = new Map<number, ProblemResponse>()
for (const [code, type] of Object.entries(problemTypes) as [ProblemCode, (typeof problemTypes)[ProblemCode]][]) {
  const line = `\`${problemUri(code)}\`: ${type.when}`
  const known = problemResponses.get(type.status)
  if (known) known.description += `\n\n${line}`
  else
    problemResponses.set(type.status, { id: `Problem${type.status}`, description: line, content: problemContent(code) })
}

function problemContent(code: ProblemCode): ProblemResponse['content'] {
  const { status, title, next, when } = problemTypes[code]
  const sentence = { de: `${title.de}. ${next.de}`, en: `${title.en}. ${next.en}` }
  const example: Problem = {
    type: problemUri(code),
    title: title.en,
    status,
    detail: when,
    instance: '0b5a6a3e-6a0f-4a35-8f0e-7d3c2f6f2a11',
    sentence,
  }
  if (status === 400) example.errors = [{ path: 'query.asOf', message: 'Invalid ISO date' }]
  return { 'application/problem+json': { schema: Problem, example } }
}

type Answers<Status extends number, S extends ZodType> = {
  [K in Status]: { description: string; content: { 'application/json': { schema: S; example: unknown } } }
} & { [K in ProblemStatus]?: ProblemResponse }

/**
 * The `response` part of a route's schema: the answer, and every problem that the route can end in.
 * 400, 401 (a token that is over), 429 and 503 belong to every route and need not be named.
 */
export function answers<S extends ZodType, Status extends 200 | 201 = 200>(
  schema: S,
  { description, example }: { description: string; example: unknown },
  problems: readonly ProblemStatus[] = [],
  // The type parameter cannot see the default; 200 is what it means.
  status: Status = 200 as Status,
): Answers<Status, S> {
  // As text, because @fastify/swagger takes an example for a schema and rewrites keys like `properties`; see `mended`.
  const text = JSON.stringify(example)
  const responses: Record<number, unknown> = {
    [status]: { description, content: { 'application/json': { schema, example: text } } },
  }
  for (const code of new Set<number>([400, 401, ...problems, 429, 503])) responses[code] = problemResponses.get(code)
  return responses as Answers<Status, S>
}

/** What a permission adds to the description of a route: how one shows who one is, how it is refused, and for a write what its key may meet. */
export const guarded = (permission: PermissionName, schema: FastifySchema, writes: boolean) => ({
  ...schema,
  description: `${schema.description ?? ''}\n\nNeeds the permission \`${permission}\`: ${permissions[permission].roles.join(', ')}.`.trim(),
  security: [{ session: [] }, { token: [] }] as Record<string, string[]>[],
  response: { ...(schema.response as object | undefined), 401: problemResponses.get(401), 403: problemResponses.get(403), ...(writes && { 409: problemResponses.get(409), 422: problemResponses.get(422) }) },
  'x-permission': permission,
})

/** Registers the description; must come before the routes. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(fastifyZodOpenApiPlugin)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Kommunalgraph',
        version,
        summary: 'The ecosystem of a municipality as a graph',
        description:
          'Who owns an initiative, who decided and funds it, what depends on it, and what is not known. ' +
          'Every read takes `asOf` (valid time, default today) and shows what the reader of this server may see. ' +
          'Errors are problem details (RFC 9457) with a stable `type`. ' +
          'Each answer has one format, which its route names: `Accept` is not looked at, and nothing is refused for it.',
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
        contact: { name: 'Kommunalgraph contributors' },
      },
      servers: [{ url: '/', description: 'This server' }],
      // Whoever shows nothing is the public, or on a server without accounts the one who owns the machine.
      security: [],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'kg_session', description: 'Set by `POST /session`; behind TLS `__Host-kg_session`' },
          token: { type: 'http', scheme: 'bearer', description: 'Issued by `POST /tokens`' },
        },
      },
      tags: [
        { name: 'Service', description: 'Is the server alive and ready; what it knows' },
        { name: 'Entities', description: 'Actors, initiatives, services, systems, decisions: list and page' },
        { name: 'Search', description: 'Search as you type' },
        { name: 'Ownership', description: 'Who is accountable, who decided, who funds' },
        { name: 'Map', description: 'Neighbourhood and places on the map' },
        { name: 'Dependencies', description: 'What depends on it, what it needs, ways between two' },
        { name: 'Gaps', description: 'What is incomplete or contradicts itself' },
        { name: 'Quality', description: 'Rules on the data, what offends them, and exceptions' },
        { name: 'Questions', description: 'The catalogue of competency questions and their answers' },
        { name: 'Persons', description: 'Data protection: what is stored of a person, and erasing their name' },
        { name: 'Stewards', description: 'Duplicates, claims to decide, confirmation round: for those who keep the data' },
        { name: 'Scenarios', description: 'What if: worked out in a transaction that is always rolled back' },
        { name: 'Changes', description: 'The one door for writing, and its log' },
        { name: 'Imports', description: 'From a file into the graph: check, review, confirm, undo' },
        { name: 'Exports', description: 'What a reader may see, as files; the full dump' },
        { name: 'Accounts', description: 'Who asks, what they may, logging in and out; accounts and tokens' },
      ],
    },
    transform: fastifyZodOpenApiTransformers.transform,
    transformObject: (document) => mended(fastifyZodOpenApiTransformers.transformObject(document)),
  })
  app.get(`${prefix}/openapi.json`, { config: { open: true }, schema: { hide: true } }, async (_request, reply) => {
    reply.header('cache-control', 'no-cache')
    return app.swagger()
  })
}

const responseReference = '#/components/responses/'

interface Response {
  $ref?: string
  content?: Record<string, { schema?: { $ref?: string }; example?: unknown }>
}

/** Headers that one hook reads for all routes (plugins/scope.ts). */
const headersOf = (writes: boolean, permission: boolean): object[] => [
  ...(writes && permission
    ? [{ in: 'header', name: 'Idempotency-Key', required: false, schema: { type: 'string', pattern: keyPattern.source }, description: 'Sent again within a day, with the same key and body, the write happens once and is answered as before. Such as a UUID' }]
    : []),
  { in: 'header', name: 'Kg-Bookmark', required: false, schema: { type: 'string', pattern: bookmarkPattern.source }, description: 'What the answer to an earlier write said: this one sees that write, whichever server it is sent to' },
]

/** What @fastify/swagger got wrong: it takes the reference to a response for a schema, and examples for schemas. */
function mended<D extends object>(document: D): D {
  const { paths = {} } = document as {
    paths?: Record<string, Record<string, { responses?: Record<string, Response>; parameters?: object[]; 'x-permission'?: string }>>
  }
  for (const [method, operation] of Object.values(paths).flatMap((methods) => Object.entries(methods))) {
    operation.parameters = [...(operation.parameters ?? []), ...headersOf(method !== 'get', operation['x-permission'] !== undefined)]
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      const json = response.content?.['application/json']
      const reference = json?.schema?.$ref
      if (reference?.startsWith(responseReference))
        operation.responses = { ...operation.responses, [status]: { $ref: reference } }
      else if (typeof json?.example === 'string') json.example = JSON.parse(json.example)
    }
  }
  return document
}

/** Registers the page at /docs; must come after the routes. */
export async function showDocs(app: App): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', deepLinking: true, validatorUrl: null, tryItOutEnabled: true },
    theme: { title: 'Kommunalgraph API' },
    staticCSP: false,
  })
}
