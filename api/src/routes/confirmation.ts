/** The confirmation round: what a unit is said to own, as an answer and as a workbook; and the filled workbook back. */
import multipart from '@fastify/multipart'
import { slugify } from '@kommunalgraph/contract/ids.ts'
import { ConfirmationAnswer, ConfirmationSheet } from '@kommunalgraph/contract/merging.ts'
import { EntityId } from '@kommunalgraph/contract/schemas.ts'
import { XLSX_TYPE } from '@kommunalgraph/contract/workbook.ts'
import type { FastifyRequest } from 'fastify'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { reasonField } from '../changes/shorthand.ts'
import { authorOf, limitsOf } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { EntityIdParams } from '../graph/entities.ts'
import { type ConfirmationFile, takeConfirmation } from '../merging/confirmation.ts'
import { confirmationWorkbook, linesOf, toldSheet } from '../merging/confirmation-sheet.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { confirmationAnswerExample, confirmationSheetExample } from './merging-examples.ts'

/** A list of a unit is some kilobytes; ten megabytes are another file. */
const MAX_BYTES = 10 * 1_048_576

const Query = z.strictObject({ ...readingParameters })
const Upload = z.strictObject({
  tenant: readingParameters.tenant,
  unit: EntityId.optional().describe('Whose file it is to be: one of another unit is refused'),
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: say what would be written, write nothing' }),
  acceptRejected: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: write the good rows although others are rejected' }),
  reason: reasonField.default('Bestätigungsrunde').meta({ description: 'Why, for the log' }),
})

export async function confirmationRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps

  app.get(
    '/confirmation/:id.xlsx',
    {
      config: { permission: 'see-upkeep' },
      schema: {
        operationId: 'getConfirmationWorkbook',
        summary: 'What a unit is said to own, to be filled in',
        description:
          'A German workbook with drop-downs: "stimmt", "nicht unser", "seit wann", "Bemerkung". Comes back by POST /confirmation.',
        tags: ['Stewards'],
        params: EntityIdParams,
        querystring: Query,
        response: {
          ...answers(ConfirmationSheet, { description: '', example: confirmationSheetExample }, [403, 404, 422]),
          200: {
            description: 'The workbook',
            content: { [XLSX_TYPE]: { schema: z.string().meta({ description: 'XLSX workbook, German' }) } },
          },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const reading = await readingOf(request.query, deps, request)
      const lines = await linesOf(graph, reading, request.params.id)
      const bytes = await confirmationWorkbook(lines, reading.asOf)
      return reply
        .type(XLSX_TYPE)
        .header(
          'content-disposition',
          `attachment; filename="bestaetigung-${slugify(lines.unit.name) || 'stelle'}-${reading.asOf}.xlsx"`,
        )
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes) as never)
    },
  )

  app.get(
    '/confirmation/:id',
    {
      config: { permission: 'see-upkeep' },
      schema: {
        operationId: 'getConfirmationSheet',
        summary: 'What a unit is said to own',
        description:
          'Accountabilities, responsibilities and stewardships of the unit, of everything that is part of it today and of the posts in them, and open claims about them.',
        tags: ['Stewards'],
        params: EntityIdParams,
        querystring: Query,
        response: answers(
          ConfirmationSheet,
          { description: 'One line for each statement', example: confirmationSheetExample },
          [403, 404, 422],
        ),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const reading = await readingOf(request.query, deps, request)
      return toldSheet(await linesOf(graph, reading, request.params.id), reading.asOf)
    },
  )

  await app.register(async (scope: App) => {
    await scope.register(multipart, { limits: { fileSize: MAX_BYTES, files: 1, fields: 10, fieldSize: 10_000 } })
    scope.post(
      '/confirmation',
      {
        config: { permission: 'change' },
        bodyLimit: MAX_BYTES + 1_048_576,
        schema: {
          operationId: 'takeConfirmation',
          summary: 'Take the filled workbook of a unit',
          description:
            'multipart/form-data with the field `file`, at most 10 MB. What the unit confirms becomes confirmed, with the file as its source; ' +
            '"nicht unser" becomes a claim for the steward to decide, never a deletion. Broken rows are told by cell, as in imports. ' +
            'The same file sent twice changes nothing.',
          tags: ['Stewards'],
          querystring: Upload,
          response: answers(
            ConfirmationAnswer,
            { description: 'What was, or would be, written', example: confirmationAnswerExample },
            [403, 404, 409, 412, 413, 415, 422],
          ),
        } satisfies FastifyZodOpenApiSchema,
      },
      async (request) => {
        const { unit, dryRun, acceptRejected, reason, tenant } = request.query
        const file = await uploaded(request)
        return takeConfirmation(graph, await readingOf({ ...(tenant ? { tenant } : {}) }, deps, request), file, {
          unit,
          dryRun: dryRun === 'true',
          acceptRejected: acceptRejected === 'true',
          reason,
          by: authorOf(request),
          limits: limitsOf(request),
        })
      },
    )
  })
}

/** The one file of the form. Throws 400, 413 or 415. */
async function uploaded(request: FastifyRequest): Promise<ConfirmationFile> {
  if (!request.isMultipart())
    throw problem('unsupported-media-type', { detail: 'Send multipart/form-data with the field "file"' })
  const part = await request.file()
  if (!part)
    throw problem('invalid-request', {
      detail: 'No file was sent',
      errors: [{ path: 'body.file', message: 'is missing' }],
    })
  try {
    return { bytes: await part.toBuffer(), fileName: part.filename }
  } catch (error) {
    throw problem('payload-too-large', {
      detail: 'A filled sheet may have 10 MB',
      errors: [{ path: 'body.file', message: 'is larger than 10 MB' }],
      cause: error,
    })
  }
}
