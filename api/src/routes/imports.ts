/** Imports: upload and dry run, review, mapping, confirmation, undo; progress as server-sent events; saved mappings. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import multipart from '@fastify/multipart'
import {
  ImportCommit,
  ImportHead,
  type ImportProgress,
  ImportReport,
  NamedMapping,
  SheetMapping,
} from '@kommunalgraph/contract/imports.ts'
import { Refused } from '@kommunalgraph/seed/src/files/issues.ts'
import { MAX_FILE_BYTES } from '@kommunalgraph/seed/src/files/limits.ts'
import { checkAddress } from '@kommunalgraph/seed/src/files/oparl-fetch.ts'
import type { FastifyRequest } from 'fastify'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { refuseContactData } from '../changes/entry.ts'
import { knownTenant, reasonField } from '../changes/shorthand.ts'
import { undoEntry } from '../changes/undo.ts'
import { authorOf, limitsOf } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { freshRecord } from '../imports/check.ts'
import { checkCommit, wrongState } from '../imports/commit.ts'
import { Cancelled, ImportJobs } from '../imports/jobs.ts'
import { markedFile } from '../imports/mark.ts'
import {
  committedSeq,
  type ImportRecord,
  listRecords,
  putRecord,
  readRecord,
  removeMapping,
  removeOldStaged,
  removeStaged,
  saveMapping,
  savedMappings,
  saveRecord,
  stagedFile,
} from '../imports/store.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { importReportExample } from './import-examples.ts'

/** Longest wait of one request for the end of the work; then it answers what it knows, and goes on. */
const WAIT_S = 10
/** The file, and what a form needs around it. */
const MOST_BYTES = MAX_FILE_BYTES + 1_048_576
/** A sign of life for proxies that close what is silent. */
const HEARTBEAT_MS = 15_000

const Wait = z.coerce.number().min(0).max(600).default(WAIT_S).meta({
  description: 'Seconds to wait for the end of the work; then the answer is the report so far, with the state `checking` or `committing`',
  example: 10,
})
const flag = z.enum(['true', 'false'])

const UploadQuery = z.strictObject({
  dryRun: flag.default('true').meta({ description: 'Always true: an upload is only checked. `POST /imports/{id}/commit` writes it.' }),
  tenant: z.string().regex(/^(\d{12}|shared)$/).optional().meta({ description: 'Tenant of what is created. Default: the home municipality.', example: '990000000000' }),
  full: flag.default('false').meta({ description: 'A full delivery: what it no longer lists ends, after a confirmation of its own' }),
  mapping: z.string().max(100).optional().meta({ description: 'Name of a saved mapping. Default: proposed from the headers.' }),
  sourceIds: z.string().max(2_000).optional().meta({ description: 'Sources of rows that name none, separated by commas. Default: the file itself.' }),
  year: z.coerce.number().int().min(1900).max(2200).optional().meta({ description: 'OParl: only what happened in this year', example: 2025 }),
  wait: Wait,
})

const IdParams = z.strictObject({ id: z.string().regex(/^[0-9a-f-]{36}$/, 'must be the id of an import').meta({ example: '0199c0de-0000-7000-8000-000000000001' }) })
const NameParams = z.strictObject({ name: z.string().max(100).meta({ example: 'Ämterliste' }) })
const WaitQuery = z.strictObject({ wait: Wait })
const ImportList = z.strictObject({ items: z.array(ImportHead) })
const MappingList = z.strictObject({ mappings: z.array(NamedMapping) })
const Removed = z.strictObject({ name: z.string() })

export async function importRoutes(app: App, deps: Deps): Promise<void> {
  const { graph, config } = deps
  const jobs = new ImportJobs(graph, config)

  /** The import as it stands: what no process works on any more was interrupted. */
  const recordOr404 = async (id: string): Promise<ImportRecord> => {
    const record = await readRecord(graph, id)
    if (!record) throw problem('not-found', { detail: `No import ${id}`, errors: [{ path: 'path.id', message: 'is not known' }] })
    const { report } = record
    const job = jobs.running(id)
    if (job && report.state === 'checked') report.state = 'committing'
    if (!job && report.state === 'checking') {
      const seq = await committedSeq(graph, id)
      report.state = seq === undefined ? 'failed' : 'committed'
    }
    return record
  }
  const idle = (id: string) => {
    if (jobs.running(id))
      throw wrongState('being worked on')
  }
  /** What came of the work, or how far it is after `seconds`. */
  const waited = async (id: string, work: Promise<ImportReport>, seconds: number): Promise<ImportReport> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), seconds * 1_000)
    })
    try {
      const report = await Promise.race([work, late])
      return report ?? (await recordOr404(id)).report
    } catch (error) {
      if (error instanceof Cancelled) return (await recordOr404(id)).report
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
  const begin = async (input: Omit<Parameters<ImportJobs['check']>[0], 'createdAt'>, createdAt = new Date().toISOString()) => {
    const asked = { ...input, createdAt }
    await saveRecord(graph, freshRecord(asked, { format: 'csv', encoding: null, account: null }))
    // In an object, or whoever awaits the beginning would await the end.
    return { work: jobs.check(asked) }
  }

  await app.register(async (scope: App) => {
    await scope.register(multipart, { limits: { fileSize: MAX_FILE_BYTES + 1, files: 1, fields: 20, fieldSize: 2_000_000 } })
    scope.post(
      '/imports',
      {
        config: { permission: 'import' },
        bodyLimit: MOST_BYTES,
        // Said before anything is sent, it need not be sent: the connection ends with the answer.
        onRequest: async (request) => {
          if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge({ connection: 'close' })
        },
        schema: {
          operationId: 'checkImport',
          summary: 'Upload a file and see what it would change',
          description:
            'multipart/form-data with the field `file` (XLSX, CSV, JSON Lines, OParl, publiccode.yml; at most 200 MB). Options go into the query, or into fields of the same names before the file; ' +
            'a field `sheets` may hold a mapping as JSON. Instead of `file`, `url` (a field, or JSON `{"url": …}`) names a list, body or system of an OParl server that the operator allows (KG_OPARL_HOSTS). Nothing is written: the answer says what would be created, changed, stay or be rejected, by row and column. ' +
            'Large files go on being checked after the answer; follow `/imports/{id}/events`.',
          tags: ['Imports'],
          querystring: UploadQuery,
          response: answers(ImportReport, { description: 'What the file would do', example: importReportExample }, [403, 404, 413, 415, 422], 201),
        } satisfies FastifyZodOpenApiSchema,
      },
      async (request, reply) => {
        const folder = await mkdtemp(join(tmpdir(), 'kommunalgraph-import-'))
        let handedOver = false
        try {
          const { path, fileName, fields } = await upload(request, folder)
          const url = fields.url
          if (url !== undefined) allowedAddress(url, config.oparlHosts)
          const query = UploadQuery.parse({ ...request.query, ...picked(fields) })
          const tenant = await knownTenant(deps, query.tenant)
          const mappings = fields.sheets ? readSheets(fields.sheets) : await named(query.mapping)
          const sourceIds = await knownSources(query.sourceIds)
          const id = crypto.randomUUID()
          void removeOldStaged(graph).catch(() => undefined)
          const { work } = await begin({
            by: authorOf(request),
            id, path, fileName, tenant,
            full: query.full === 'true',
            sourceIds,
            ...(mappings ? { mappings } : {}),
            ...(url === undefined ? {} : { url, allowedHosts: config.oparlHosts }),
            ...(query.year === undefined ? {} : { year: query.year }),
          })
          handedOver = true
          reply.code(201)
          return await waited(id, work, query.wait)
        } finally {
          if (!handedOver) await rm(folder, { recursive: true, force: true })
        }
      },
    )
  })

  /** Sources chosen for the whole file. Throws 422 for one that does not exist. */
  const knownSources = async (list: string | undefined): Promise<string[]> => {
    const ids = (list ?? '').split(',').map((one) => one.trim()).filter(Boolean)
    const found = new Map((await graph.read<{ id: string; type: string }>('writes/read_entities', { ids })).map(({ id, type }) => [id, type]))
    const unknown = ids.filter((id) => found.get(id) !== 'Source')
    if (unknown.length === 0) return ids
    throw problem('not-allowed', {
      detail: `No source ${unknown.slice(0, 10).join(', ')}`,
      errors: [{ path: 'query.sourceIds', message: 'names no source', rule: 'R12' }],
    })
  }

  const named = async (name: string | undefined): Promise<SheetMapping[] | undefined> => {
    if (name === undefined || name === '') return undefined
    const found = (await savedMappings(graph)).find((one) => one.name === name)
    if (found) return found.sheets
    throw problem('not-allowed', { detail: `No mapping ${JSON.stringify(name)}`, errors: [{ path: 'query.mapping', message: 'is not known' }] })
  }

  app.get(
    '/imports',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'listImports',
        summary: 'Imports, newest first',
        description: 'The last 100 of the tenants asked for.',
        tags: ['Imports'],
        querystring: z.strictObject({ tenant: readingParameters.tenant }),
        response: answers(ImportList, { description: 'Imports', example: { items: [headExample()] } }, [403]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { tenants } = await readingOf({ tenant: request.query.tenant }, deps, request)
      const items = await listRecords(graph, tenants)
      reply.header('cache-control', 'no-store')
      return { items: items.map((item) => (item.state === 'checking' && !jobs.running(item.id) ? { ...item, state: 'failed' as const } : item)) }
    },
  )

  app.get(
    '/imports/:id',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'getImport',
        summary: 'One import',
        description: 'Its state and what it would do or did: counts, the first 1,000 rows and issues.',
        tags: ['Imports'],
        params: IdParams,
        response: answers(ImportReport, { description: 'Its report', example: importReportExample }, [403, 404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return (await recordOr404(request.params.id)).report
    },
  )

  app.get(
    '/imports/:id/events',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'followImport',
        summary: 'Progress of an import, as server-sent events',
        description: 'Lines `event: progress` with `{step, done, total}` as JSON, until the step is `done`, `failed` or `cancelled`.',
        tags: ['Imports'],
        params: IdParams,
        response: ofType('text/event-stream', 'Progress, event by event'),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { id } = request.params
      const { report } = await recordOr404(id)
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      const send = (progress: ImportProgress) => raw.write(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`)
      const ended = (step: ImportProgress['step']) => step === 'done' || step === 'failed' || step === 'cancelled'
      if (!jobs.running(id)) {
        const step = report.state === 'failed' ? 'failed' : report.state === 'cancelled' ? 'cancelled' : 'done'
        send({ step, done: 1, total: 1 })
        raw.end()
        return reply
      }
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS)
      const stop = jobs.follow(id, (progress) => {
        send(progress)
        if (ended(progress.step)) raw.end()
      })
      raw.once('close', () => {
        clearInterval(heartbeat)
        stop()
      })
      return reply
    },
  )

  app.get(
    '/imports/:id/marked',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'markedImport',
        summary: 'The file with a column that says what is wrong',
        description: 'The same file with a further column "Fehler": XLSX stays XLSX, CSV keeps delimiter and encoding; other formats give a list of issues as CSV.',
        tags: ['Imports'],
        params: IdParams,
        response: ofType('application/octet-stream', 'The file: a workbook or a table'),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const record = await recordOr404(request.params.id)
      const { bytes, type, fileName } = await markedFile(graph, record)
      reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="fehler.${fileName.split('.').at(-1)}"; filename*=UTF-8''${encodeURIComponent(fileName)}`)
        .header('cache-control', 'no-store')
      return reply.send(bytes as never)
    },
  )

  app.post(
    '/imports/:id/mapping',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'mapImport',
        summary: 'Check the same file again with another mapping',
        description: 'The file is kept for a week; what was found before is replaced.',
        tags: ['Imports'],
        params: IdParams,
        querystring: WaitQuery,
        body: z.strictObject({ sheets: z.array(SheetMapping).max(200) }),
        response: answers(ImportReport, { description: 'What the file would do', example: importReportExample }, [403, 404, 409, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { id } = request.params
      idle(id)
      const { report, sourceIds, parts, year } = await recordOr404(id)
      if (report.state !== 'checked' && report.state !== 'failed' && report.state !== 'cancelled')
        throw wrongState(report.state)
      const folder = await mkdtemp(join(tmpdir(), 'kommunalgraph-import-'))
      const path = join(folder, 'file')
      await writeFile(path, await stagedFile(graph, id, parts.file))
      const own = `src:${report.tenant}:datei-`
      const { work } = await begin(
        {
          by: authorOf(request),
          id, path, fileName: report.fileName, tenant: report.tenant, full: report.full,
          sourceIds: sourceIds.filter((source) => !source.startsWith(own)),
          mappings: request.body.sheets,
          ...(year === null ? {} : { year }),
        },
        report.createdAt,
      )
      return waited(id, work, request.query.wait)
    },
  )

  app.post(
    '/imports/:id/commit',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'commitImport',
        summary: 'Write what was checked',
        description:
          'One transaction, one entry in the log: all or nothing. What was checked is planned again; where the graph has changed so that it no longer fits, nothing is written and the answer says why. ' +
          'Rejected rows need `acceptRejected`; what a full delivery ends needs its number in `confirmEnding`. A file that differs in nothing writes nothing: `seq` is null.',
        tags: ['Imports'],
        params: IdParams,
        querystring: WaitQuery,
        body: ImportCommit,
        response: answers(ImportReport, { description: 'What was written', example: importReportExample }, [403, 404, 409, 412, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { id } = request.params
      idle(id)
      const record = await recordOr404(id)
      checkCommit(record, request.body)
      return waited(id, jobs.commit(id, { ...request.body, limits: limitsOf(request) }, record.parts.unit), request.query.wait)
    },
  )

  app.post(
    '/imports/:id/undo',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'undoImport',
        summary: 'Take an import back',
        description:
          'Restores exactly the state before it, as a change of its own in the log. Where something of it was changed since, a 409 says which later entry, thing and property stand in the way, and nothing is written.',
        tags: ['Imports'],
        params: IdParams,
        body: z.strictObject({ reason: reasonField.default('Import zurückgenommen') }),
        response: answers(ImportReport, { description: 'The import, undone', example: importReportExample }, [403, 404, 409, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { id } = request.params
      idle(id)
      const record = await recordOr404(id)
      const { report } = record
      if (report.state !== 'committed') throw wrongState(report.state)
      if (report.seq === null)
        throw problem('import-state', { detail: 'The import changed nothing', errors: [{ path: 'path.id', message: 'changed nothing' }] })
      const undone: ImportRecord = { ...record, report: { ...report, state: 'undone' } }
      await undoEntry(graph, report.seq, authorOf(request), request.body.reason, { limits: limitsOf(request), also: (tx) => putRecord(tx, undone) })
      return undone.report
    },
  )

  const cancel = async (id: string): Promise<ImportReport> => {
    const record = await recordOr404(id)
    const job = jobs.running(id)
    if (job) {
      jobs.cancel(id)
      await job.done.catch(() => undefined)
      return (await recordOr404(id)).report
    }
    if (record.report.state === 'committed' || record.report.state === 'undone')
      throw wrongState(record.report.state)
    record.report.state = 'cancelled'
    await saveRecord(graph, record)
    await removeStaged(graph, id)
    return record.report
  }
  const cancelSchema = {
    tags: ['Imports'],
    params: IdParams,
    response: answers(ImportReport, { description: 'The import, cancelled', example: importReportExample }, [403, 404, 409, 413, 415]),
  }
  app.delete(
    '/imports/:id',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'dropImport',
        summary: 'Cancel an import and drop what was staged',
        description: 'Work that goes on is ended; nothing of it is stored. What was committed stays: see undo.',
        ...cancelSchema,
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => cancel(request.params.id),
  )
  app.post(
    '/imports/:id/cancel',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'cancelImport',
        summary: 'Cancel an import and drop what was staged',
        description: 'The same as DELETE, for forms.',
        ...cancelSchema,
        body: z.strictObject({}).optional(),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => cancel(request.params.id),
  )

  app.get(
    '/import-mappings',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'listImportMappings',
        summary: 'Saved mappings',
        description: 'What sheets and columns mean, kept by name for the next file of the same kind.',
        tags: ['Imports'],
        response: answers(MappingList, { description: 'By name', example: { mappings: [] } }, [403]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { mappings: await savedMappings(graph) }
    },
  )
  app.post(
    '/import-mappings',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'saveImportMapping',
        summary: 'Save a mapping by its name',
        description: 'One of the same name is replaced.',
        tags: ['Imports'],
        body: NamedMapping,
        response: answers(NamedMapping, { description: 'As saved', example: { name: 'Ämterliste', sheets: [] } }, [403, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      refuseContactData({ 'body.name': request.body.name })
      await saveMapping(graph, request.body)
      return request.body
    },
  )
  app.delete(
    '/import-mappings/:name',
    {
      config: { permission: 'import' },
      schema: {
        operationId: 'removeImportMapping',
        summary: 'Delete a saved mapping',
        description: 'Imports that were checked with it stay as they are.',
        tags: ['Imports'],
        params: NameParams,
        response: answers(Removed, { description: 'It is gone', example: { name: 'Ämterliste' } }, [403, 404]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { name } = request.params
      if (!(await removeMapping(graph, name)))
        throw problem('not-found', { detail: `No mapping ${JSON.stringify(name)}`, errors: [{ path: 'path.name', message: 'is not known' }] })
      return { name }
    },
  )
}

/** The `response` part of a route that answers with something else than JSON. */
function ofType(mediaType: string, description: string) {
  const { 200: _, ...problems } = answers(z.string(), { description: '', example: '' }, [403, 404])
  return { ...problems, 200: { description, content: { [mediaType]: { schema: z.string().meta({ description }) } } } }
}

function headExample(): ImportHead {
  const { id, fileName, format, state, tenant, full, counts, ended, seq, createdAt } = importReportExample
  return { id, fileName, format, state, tenant, full, counts, ended, seq, createdAt, by: 'a.beispiel' }
}

/** Refuses an address before anything is asked of it. */
function allowedAddress(url: string, allowedHosts: readonly string[]): void {
  try {
    checkAddress(url, { allowedHosts })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw problem('not-allowed', { detail: error.issue.message.en, errors: [{ path: 'body.url', message: error.issue.message.en, allowed: [...allowedHosts], rule: error.issue.rule }] })
  }
}

const tooLarge = (headers: Record<string, string> = {}) =>
  problem('payload-too-large', { detail: 'A file may have 200 MB', errors: [{ path: 'body.file', message: 'is larger than 200 MB' }], headers })

/** Takes the file of a form to disk, so that no upload fills the memory. */
async function upload(request: FastifyRequest, folder: string): Promise<{ path: string; fileName: string; fields: Record<string, string> }> {
  if (!request.isMultipart()) {
    const { url } = (request.body ?? {}) as { url?: unknown }
    if (typeof url !== 'string') throw problem('unsupported-media-type', { detail: 'Send multipart/form-data with the field "file"' })
    return { path: join(folder, 'file'), fileName: fileNameOf(url), fields: { url } }
  }
  const fields: Record<string, string> = {}
  const path = join(folder, 'file')
  let fileName: string | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value)
      continue
    }
    if (part.fieldname !== 'file' || fileName !== undefined) {
      part.file.resume()
      throw problem('invalid-request', { detail: 'One file, in the field "file"', errors: [{ path: `body.${part.fieldname}`, message: 'is not expected' }] })
    }
    fileName = part.filename
    await pipeline(part.file, createWriteStream(path))
    if (part.file.truncated) {
      await unlink(path)
      throw tooLarge()
    }
  }
  if (fileName === undefined && fields.url !== undefined) fileName = fileNameOf(fields.url)
  if (fileName === undefined) throw problem('invalid-request', { detail: 'No file was sent', errors: [{ path: 'body.file', message: 'is missing' }] })
  return { path, fileName, fields }
}

const fileNameOf = (url: string): string => `${URL.canParse(url) ? new URL(url).hostname : 'oparl'}.zip`

/** The options among the fields of a form. */
function picked(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(['dryRun', 'tenant', 'full', 'mapping', 'sourceIds', 'year', 'wait'].flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])))
}

function readSheets(text: string): SheetMapping[] {
  const wrong = (message: string) => problem('invalid-request', { detail: 'The mapping cannot be read', errors: [{ path: 'body.sheets', message }] })
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw wrong('is not valid JSON')
  }
  const read = z.array(SheetMapping).max(200).safeParse(parsed)
  if (!read.success) throw wrong(read.error.issues[0]?.message ?? 'is not a list of sheets')
  return read.data
}
