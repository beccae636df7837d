/** GET /exports/{format}: what a reader may see, as a file. Each format is a route of its own, made from its entry. */
import { Readable } from 'node:stream'
import { today } from '@kommunalgraph/contract/days.ts'
import { slugify } from '@kommunalgraph/contract/ids.ts'
import { type EntityType, entityTypes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { XLSX_TYPE } from '@kommunalgraph/contract/workbook.ts'
import type { FastifyRequest } from 'fastify'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { App, Deps } from '../deps.ts'
import type { About } from '../exports/about.ts'
import { csvZipFile } from '../exports/csv.ts'
import { cytoscapeFile } from '../exports/cytoscape.ts'
import { makeDump } from '../exports/dump.ts'
import type { Extract } from '../exports/extract.ts'
import { graphmlFile } from '../exports/graphml.ts'
import { jsonldFile } from '../exports/jsonld.ts'
import { exportPlaces, type OpenExport } from '../exports/places.ts'
import { xlsxFile } from '../exports/xlsx.ts'
import { LockedError } from '../graph/lock.ts'
import { tenantNames } from '../graph/tenants.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { type Reading, readingOf, readingParameters, several } from '../reading.ts'

const query = {
  ...readingParameters,
  type: several(z.enum(entityTypes)).meta({
    description: 'Node types, repeatable. Default: all. A relation needs both its ends among them.',
    example: ['Initiative', 'OrgUnit'],
  }),
}
const Query = z.strictObject(query)
const SheetQuery = z.strictObject({
  ...query,
  template: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: the same sheets without rows, to be filled in' }),
})
type Asked = z.infer<typeof SheetQuery>

type Pieces = AsyncGenerator<string | Uint8Array>

interface Format {
  readonly name: string
  readonly mediaType: string
  readonly summary: string
  readonly description: string
  /** Also as a template to be filled in. */
  readonly sheets: boolean
  readonly file: (extract: Extract, about: About, template: boolean) => Pieces
}

const formats: readonly Format[] = [
  {
    name: 'xlsx',
    mediaType: XLSX_TYPE,
    summary: 'Workbook (XLSX)',
    description:
      'One sheet for each node type, one for all relations, drop-downs for codes, the ids in the first column. Filled in, it is imported again: exported and imported unchanged, it changes nothing.',
    sheets: true,
    file: xlsxFile,
  },
  {
    name: 'csv.zip',
    mediaType: 'application/zip',
    summary: 'CSV files in a zip',
    description: 'The sheets of the workbook as CSV: UTF-8 with byte order mark, semicolons, decimal comma.',
    sheets: true,
    file: csvZipFile,
  },
  {
    name: 'graphml',
    mediaType: 'application/graphml+xml',
    summary: 'GraphML',
    description: 'For Gephi, yEd and other graph programs. The id of an edge is its factId.',
    sheets: false,
    file: graphmlFile,
  },
  {
    name: 'cytoscape.json',
    mediaType: 'application/json',
    summary: 'Cytoscape JSON',
    description: 'For Cytoscape and cytoscape.js. The id of an edge is its factId.',
    sheets: false,
    file: cytoscapeFile,
  },
  {
    name: 'jsonld',
    mediaType: 'application/ld+json',
    summary: 'Linked data (JSON-LD)',
    description:
      'With the classes of ORG, CPSV-AP, ELI, DCAT and PROV. A relation is a node of its own with its validity and its sources; where a standard has one property for it, the plain triple is there too.',
    sheets: false,
    file: jsonldFile,
  },
]

const Elements = z.array(z.looseObject({ data: z.looseObject({ id: z.string() }) }))

/** The one format that is plain JSON: it shows how it looks. */
const cytoscapeContent = {
  schema: z.looseObject({ data: z.looseObject({}), elements: z.looseObject({ nodes: Elements, edges: Elements }) }),
  example: {
    format_version: '1.0',
    data: { name: 'Kommunalgraph', asOf: '2026-11-01' },
    elements: {
      nodes: [
        { data: { id: 'unit:990000000000:bauordnung', type: 'OrgUnit', name: 'Bauordnungsamt' } },
        { data: { id: 'ini:990000000000:digitaler-bauantrag', type: 'Initiative', name: 'Digitaler Bauantrag' } },
      ],
      edges: [
        {
          data: {
            id: 'fact:accountable-for:01a20fa4-e2ca-71b4-9dcc-e531781d71bb',
            source: 'unit:990000000000:bauordnung',
            target: 'ini:990000000000:digitaler-bauantrag',
            relation: 'ACCOUNTABLE_FOR',
          },
        },
      ],
    },
  },
}

/** The file as the document tells of it. JSON is told as what it is, not as bytes. */
function contentOf(name: string): object {
  if (name === 'cytoscape.json') return cytoscapeContent
  if (name === 'jsonld') return { schema: z.looseObject({ '@context': z.looseObject({}), '@graph': z.array(z.looseObject({ '@id': z.string() })) }) }
  return { schema: z.string().meta({ description: 'The file', format: 'binary' }) }
}

/** A reader who takes nothing for this long has gone, and its place is needed. Longer than a page may take to be read. */
const STALLED_MS = 180_000

export async function exportRoutes(app: App, deps: Deps): Promise<void> {
  const open = exportPlaces()
  for (const format of formats) formatRoute(app, deps, format, open)
  dumpRoute(app, deps)

  // Not described: the described formats are the routes above; this one only says which they are.
  app.get('/exports/:format', { schema: { hide: true } }, async () => {
    throw problem('not-found', {
      detail: 'No such format',
      errors: [{ path: 'path.format', message: 'is not known', allowed: [...formats.map(({ name }) => name), 'jsonl'] }],
    })
  })
}

function formatRoute(app: App, deps: Deps, format: Format, open: OpenExport): void {
  const { 200: _, ...problems } = answers(z.string(), { description: '', example: '' })
  app.get(
    `/exports/${format.name}`,
    {
      schema: {
        operationId: `export${slugify(format.name).replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase())}`,
        summary: format.summary,
        description: `${format.description} What holds on the day asked about and this reader may see; nobody's name for a public reader. Written while it is read, whatever its size. Few are made at a time: 503 with Retry-After where others are downloading.`,
        tags: ['Exports'],
        querystring: format.sheets ? SheetQuery : Query,
        response: {
          ...problems,
          200: {
            description: `The file: ${format.summary}`,
            content: { [format.mediaType]: contentOf(format.name) },
          },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const asked = request.query as Asked
      const reading = await readingOf(asked, deps, request)
      const about = await aboutOf(deps, reading, request)
      const template = asked.template === 'true'
      const extract = { graph: deps.graph, reading, types: typesFor(reading, asked.type) }
      const opened = open(() => streamed(format.file(extract, about, template)))
      reply.raw.setTimeout(STALLED_MS)
      const file = template ? 'vorlage' : [...about.tenants.map(({ name }) => slugify(name)), reading.asOf].join('-')
      reply
        .type(format.mediaType)
        .header('content-disposition', `attachment; filename="kommunalgraph-${file}.${format.name}"`)
        .header('cache-control', 'no-store')
      return reply.send(opened as never)
    },
  )
}

/** The full dump: always the whole, so it takes no parameters. */
function dumpRoute(app: App, { graph, config }: Deps): void {
  const { 200: _, ...problems } = answers(z.string(), { description: '', example: '' }, [403])
  app.get(
    '/exports/jsonl',
    {
      config: { permission: 'dump' },
      schema: {
        operationId: 'exportDump',
        summary: 'Full dump (JSON Lines)',
        description:
          'Everything, closed facts and history included, one thing a line, with counts and checksums; `npm run restore` takes it back into an empty database. ' +
          'While it is made, writes are answered with 503 and Retry-After. Only for administrators.',
        tags: ['Exports'],
        querystring: z.strictObject({}),
        response: {
          ...problems,
          200: {
            description: 'The dump: a header, the things, a trailer',
            content: { 'application/x-ndjson': { schema: z.string().meta({ description: 'One JSON object a line', format: 'binary' }) } },
          },
        },
      } satisfies FastifyZodOpenApiSchema,
    },
    async (_request, reply) => {
      const dump = await makeDump(graph, config.home).catch((error: unknown) => {
        if (!(error instanceof LockedError)) throw error
        throw problem('writes-held', { detail: 'Another dump is being made', headers: { 'retry-after': '10' } })
      })
      reply
        .type('application/x-ndjson')
        .header('content-disposition', `attachment; filename="kommunalgraph-gesamt-${today()}.jsonl"`)
        .header('cache-control', 'no-store')
      return reply.send(dump.stream() as never)
    },
  )
}

/** Bytes as they are asked for: not a page is read before the last one has left, and none after the reader has. */
export function streamed(pieces: Pieces): Readable {
  return Readable.from(pieces, { objectMode: false, highWaterMark: 65_536 })
}

/** No person leaves in a public export, whatever the visibility of the node says: an export is made to travel. */
function typesFor({ visibilities }: Reading, wanted: readonly EntityType[] = entityTypes): EntityType[] {
  const published = !visibilities.includes('internal')
  return entityTypes.filter((type) => wanted.includes(type) && !(published && type === 'Person'))
}

async function aboutOf(deps: Deps, reading: Reading, request: FastifyRequest): Promise<About> {
  const known = await tenantNames(deps.graph, reading)
  return {
    asOf: reading.asOf,
    tenants: reading.tenants
      .filter((tenant) => tenant !== 'shared')
      .map((tenant) => ({ tenant, name: known.get(tenant)?.name ?? tenant, fictional: known.get(tenant)?.fictional ?? false })),
    published: !reading.visibilities.includes('internal'),
    at: new Date().toISOString(),
    origin: `${request.protocol}://${request.host}`,
    version: deps.config.version,
  }
}
