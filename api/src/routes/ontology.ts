/** GET /ontology: everything the product knows of its domain, as the contract declares it. */
import { createHash } from 'node:crypto'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { OntologyAnswer } from '@kommunalgraph/contract/ontology-answer.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'

export async function ontologyRoutes(app: App): Promise<void> {
  // It changes with the program only: checked and printed once.
  const text = JSON.stringify(OntologyAnswer.parse(ontology))
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`
  app.get(
    '/ontology',
    {
      config: { open: true },
      schema: {
        operationId: 'getOntology',
        summary: 'The ontology',
        description: 'Node types, relation types and code lists with labels and help in German and English.',
        tags: ['Service'],
        querystring: z.strictObject({}),
        response: {
          ...answers(OntologyAnswer, {
            description: 'The whole ontology (example shortened)',
            example: {
              version: ontology.version,
              nodeTypes: {},
              relationTypes: {},
              vocabularies: {},
              commonNode: {},
              commonEdge: {},
            },
          }),
          304: { description: 'The client has it already' },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      reply.header('etag', etag).header('cache-control', 'no-cache')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply
        .type('application/json; charset=utf-8')
        .serializer((whole: unknown) => String(whole))
        .send(text as never)
    },
  )
}
