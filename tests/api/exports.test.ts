/** Exports, compared with the demo's files: every format holds what the reader may see, and nothing else. */
import type { About } from '@kommunalgraph/api/src/exports/about.ts'
import type { Extract } from '@kommunalgraph/api/src/exports/extract.ts'
import { cytoscapeFile } from '@kommunalgraph/api/src/exports/cytoscape.ts'
import { xlsxFile } from '@kommunalgraph/api/src/exports/xlsx.ts'
import { type Graph, openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { entityTypes, nodeType, type EntityType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { LISTS_SHEET, README_SHEET, sheetOfRelations, sheetOfType, workbookSheets } from '@kommunalgraph/contract/workbook.ts'
import { readFile } from '@kommunalgraph/seed/src/files/read-file.ts'
import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { demoView, edgeText, factText } from '../demo-graph.ts'
import { address, get, getPublic, type Query } from '../http.ts'
import { asOf, karlsruhe, musterstadt } from '../neo4j.ts'
import { refusedAt } from '../refused.ts'

type Reader = 'internal' | 'public'
const baseOf = (reader: Reader) => inject(reader === 'public' ? 'publicUrl' : 'baseUrl')

async function bytesOf(format: string, query: Query = {}, reader: Reader = 'internal') {
  const response = await fetch(address(`/exports/${format}`, { asOf, ...query }, baseOf(reader)))
  expect(response.status).toBe(200)
  return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers }
}
const textOf = async (format: string, query: Query = {}, reader: Reader = 'internal') => new TextDecoder().decode((await bytesOf(format, query, reader)).bytes)

/** What the file must hold: no person leaves in a public export. */
function expected(reader: Reader, { tenants = [musterstadt], day = asOf, types = entityTypes }: { tenants?: string[]; day?: string; types?: readonly EntityType[] } = {}) {
  const view = demoView({ reader, tenants, asOf: day })
  const ids = new Set([...view.entities.values()].filter(({ type }) => types.includes(type) && !(reader === 'public' && type === 'Person')).map(({ id }) => id))
  return { ids: [...ids].sort(), edges: view.facts.filter(({ from, to }) => ids.has(from) && ids.has(to)).map(factText).sort() }
}

interface Cytoscape {
  data: { asOf: string; published: boolean }
  elements: { nodes: { data: Record<string, unknown> }[]; edges: { data: Record<string, unknown> }[] }
}
const cytoscape = async (query: Query = {}, reader: Reader = 'internal') => JSON.parse(await textOf('cytoscape.json', query, reader)) as Cytoscape
const heldBy = ({ elements: { nodes, edges } }: Cytoscape) => ({
  ids: nodes.map(({ data }) => String(data.id)).sort(),
  edges: edges.map(({ data }) => edgeText({ type: String(data.relation), from: String(data.source), to: String(data.target) })).sort(),
})

describe.each(['internal', 'public'] as const)('for an %s reader', (reader) => {
  test('Cytoscape JSON holds exactly what may be seen; an edge is called by its factId', async () => {
    const file = await cytoscape({}, reader)
    const wanted = expected(reader)
    expect(wanted.edges.length).toBeGreaterThan(reader === 'public' ? 1_000 : 2_000)
    expect(heldBy(file)).toEqual(wanted)
    expect(file.data).toMatchObject({ asOf, published: reader === 'public' })
    for (const { data } of file.elements.edges) expect(data.id).toMatch(/^fact:/)
  })

  test('GraphML is well-formed, declares its keys, and joins only what it holds', async () => {
    const text = await textOf('graphml', {}, reader)
    const wanted = expected(reader)
    const elements = wellFormed(text)
    const nodes = elements.filter(({ name }) => name === 'node')
    const edges = elements.filter(({ name }) => name === 'edge')
    const ids = new Set(nodes.map(({ attributes }) => attributes.id))
    expect([...ids].sort()).toEqual(wanted.ids)
    expect(edges).toHaveLength(wanted.edges.length)
    expect(new Set(edges.map(({ attributes }) => attributes.id)).size).toBe(edges.length)
    for (const { attributes } of edges) expect([ids.has(attributes.source), ids.has(attributes.target)]).toEqual([true, true])
    const keys = new Set(elements.filter(({ name }) => name === 'key').map(({ attributes }) => attributes.id))
    for (const { attributes } of elements.filter(({ name }) => name === 'data')) expect(keys).toContain(attributes.key)
  })

  test('JSON-LD names every entity as a resource, and every fact as a statement with its sources', async () => {
    const file = JSON.parse(await textOf('jsonld', {}, reader)) as { '@context': Record<string, unknown>; '@graph': Record<string, unknown>[] }
    const wanted = expected(reader)
    const statement = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement'
    const typed = file['@graph'].filter((node) => '@type' in node)
    const facts = typed.filter((node) => (node['@type'] as string[])[0] === statement)
    const things = typed.filter((node) => !facts.includes(node))
    expect(things.map((node) => String(node['@id']).slice(2)).sort()).toEqual(wanted.ids)
    expect(facts.map((node) => edgeText({ type: String(node.relation), from: String(node.from).slice(2), to: String(node.to).slice(2) })).sort()).toEqual(wanted.edges)
    for (const fact of facts) expect(Array.isArray(fact.sourceIds)).toBe(true)
    // Every compact address has a prefix that the context knows.
    const ids = file['@graph'].map((node) => String(node['@id']))
    for (const id of ids) expect(id).toMatch(/^e:(fact|[a-z]+):/)
    expect(file['@context'].e).toMatchObject({ '@id': expect.stringMatching(/\/e\/$/), '@prefix': true })
  })

  test('nothing refers to what the reader may not see', async () => {
    const file = await cytoscape({}, reader)
    const all = demoView({ reader, tenants: [musterstadt], asOf })
    const any = demoView({ reader: 'internal', tenants: [musterstadt, karlsruhe], asOf })
    const hidden = [...any.entities.keys()].filter((id) => !all.entities.has(id) && any.entities.get(id)?.tenant !== karlsruhe)
    if (reader === 'public') expect(hidden.length).toBeGreaterThan(20)
    const text = JSON.stringify(file)
    expect(hidden.filter((id) => text.includes(`"${id}"`))).toEqual([])
    if (reader === 'public') expect(text).not.toContain('"visibility":"internal"')
  })
})

describe('JSON-LD uses the words of the standards', () => {
  test('classes of the types, properties where a standard has one, in the direction of the standard', async () => {
    const file = JSON.parse(await textOf('jsonld')) as { '@context': Record<string, unknown>; '@graph': Record<string, unknown>[] }
    const graph = file['@graph']
    const classOf = (type: EntityType) => graph.find((node) => (node['@type'] as string[] | undefined)?.[0] === type)?.['@type']
    for (const type of ['OrgUnit', 'Service', 'LegalBasis', 'Dataset', 'Source'] as const)
      expect(classOf(type)).toEqual([type, ...nodeType(type).mapsTo.filter((iri) => iri.startsWith('http'))])
    const triples = (iri: string) => graph.filter((node) => iri in node)
    const posts = triples('http://www.w3.org/ns/org#postIn')
    expect(posts.length).toBe(demoView().facts.filter(({ relation }) => relation === 'POST_IN').length)
    for (const node of posts) expect(node['@id']).toMatch(/^e:post:/)
    const competent = triples('http://data.europa.eu/m8g/hasCompetentAuthority')
    expect(competent.length).toBeGreaterThan(0)
    for (const node of competent) expect(node['@id']).toMatch(/^e:(svc|prc):/)
    expect(file['@context'].sourceIds).toEqual({ '@id': 'http://www.w3.org/ns/prov#hadPrimarySource', '@type': '@id' })
    // An open end is no day.
    expect(JSON.stringify(graph)).not.toContain('9999-12-31')
  })
})

describe('the workbook', () => {
  async function workbook(query: Query = {}, reader: Reader = 'internal') {
    const { bytes } = await bytesOf('xlsx', query, reader)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes.buffer as ArrayBuffer)
    return book
  }
  const column = (sheet: ExcelJS.Worksheet | undefined, number: number) => {
    const values: string[] = []
    sheet?.eachRow((row, index) => {
      if (index > 1) values.push(String(row.getCell(number).value))
    })
    return values
  }

  test('has the sheets of the contract, German headers, a frozen header with filters, a hidden factId, drop-downs', async () => {
    const book = await workbook()
    expect(book.worksheets.map(({ name }) => name)).toEqual(workbookSheets.map(({ name }) => name))
    for (const { name, columns } of workbookSheets.filter(({ columns: some }) => some.length > 0)) {
      const sheet = book.getWorksheet(name)
      expect((sheet?.getRow(1).values as string[]).slice(1)).toEqual(columns.map(({ header }) => header.de))
      expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
      expect(sheet?.autoFilter).toBeTruthy()
    }
    const relations = book.getWorksheet(sheetOfRelations.name)
    expect(relations?.getColumn(1).hidden).toBe(true)
    const initiatives = sheetOfType('Initiative')
    const at = initiatives.columns.findIndex(({ key }) => key === 'stage') + 1
    const cell = book.getWorksheet(initiatives.name)?.getRow(2).getCell(at)
    expect(cell?.dataValidation).toMatchObject({ type: 'list', formulae: [expect.stringMatching(new RegExp(`^${LISTS_SHEET}!`))] })
    const [, place = '', first = '', last = ''] = /!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)/.exec(String(cell?.dataValidation?.formulae[0])) ?? []
    const offered = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => book.getWorksheet(LISTS_SHEET)?.getCell(`${place}${Number(first) + index}`).value)
    expect(offered).toContain(cell?.value)
    expect(JSON.stringify(book.getWorksheet(README_SHEET)?.getSheetValues())).toMatch(/Musterstadt.*01\.11\.2026.*erfundenen/)
  })

  test.each(['internal', 'public'] as const)('holds for an %s reader exactly what may be seen', async (reader) => {
    const book = await workbook({}, reader)
    const wanted = expected(reader)
    const ids = workbookSheets.flatMap(({ type, name }) => (type === null ? [] : column(book.getWorksheet(name), 1)))
    expect(ids.sort()).toEqual(wanted.ids)
    expect(column(book.getWorksheet(sheetOfRelations.name), 1)).toHaveLength(wanted.edges.length)
    expect(book.getWorksheet(sheetOfType('Person').name) === undefined).toBe(reader === 'public')
  })

  test('as a template it has the same sheets and no row', async () => {
    const book = await workbook({ template: 'true' })
    for (const { name, columns } of workbookSheets.filter(({ columns: some }) => some.length > 0)) {
      expect(book.getWorksheet(name)?.rowCount).toBe(1)
      expect(book.getWorksheet(name)?.columnCount).toBeGreaterThanOrEqual(columns.length)
    }
  })

  test('is read by the import without a complaint: every row, every id, codes in words', async () => {
    const { bytes } = await bytesOf('xlsx')
    const read = await readFile(bytes, 'arbeitsmappe.xlsx', { tenant: musterstadt, today: asOf })
    expect(read.issues.filter(({ fatal, rejects }) => fatal || rejects)).toEqual([])
    const wanted = expected('internal')
    const rows = workbookSheets.flatMap(({ type, name }) => (type === null ? [] : (read.sheets.find((sheet) => sheet.name === name)?.rows ?? [])))
    expect(rows.map(({ cells }) => cells.get('Kennung')).sort()).toEqual(wanted.ids)
    expect(read.sheets.find(({ name }) => name === sheetOfRelations.name)?.rows).toHaveLength(wanted.edges.length)
  })
})

test('CSV: one file a sheet, the same rows, read by the import', async () => {
  const { bytes, headers } = await bytesOf('csv.zip', { type: ['Initiative', 'OrgUnit'] })
  expect(headers.get('content-disposition')).toBe(`attachment; filename="kommunalgraph-musterstadt-${asOf}.csv.zip"`)
  const files = unzipSync(bytes)
  expect(Object.keys(files).sort()).toEqual(['Beziehungen.csv', 'Lies mich.txt', 'Organisationseinheiten.csv', 'Vorhaben.csv'].sort())
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(files['Vorhaben.csv'])
  expect(text).toMatch(/^\uFEFFKennung;Bezeichnung;/)
  const read = await readFile(bytes, 'export.csv.zip', { tenant: musterstadt, today: asOf })
  expect(read.issues.filter(({ fatal }) => fatal)).toEqual([])
  const wanted = expected('internal', { types: ['Initiative', 'OrgUnit'] })
  const rows = read.sheets.filter(({ name }) => /Vorhaben|Organisationseinheiten/.test(name)).flatMap((sheet) => sheet.rows)
  expect(rows.map(({ cells }) => cells.get('Kennung')).sort()).toEqual(wanted.ids)
})

describe('what is asked for', () => {
  test('types, tenants and the day decide what is in the file, and its name says so', async () => {
    const types: EntityType[] = ['Initiative', 'OrgUnit', 'Post']
    expect(heldBy(await cytoscape({ type: types }))).toEqual(expected('internal', { types }))
    const both = await bytesOf('cytoscape.json', { tenant: [musterstadt, karlsruhe], asOf: '2025-01-01' })
    expect(both.headers.get('content-disposition')).toBe('attachment; filename="kommunalgraph-musterstadt-karlsruhe-2025-01-01.cytoscape.json"')
    expect(heldBy(JSON.parse(new TextDecoder().decode(both.bytes)))).toEqual(expected('internal', { tenants: [musterstadt, karlsruhe], day: '2025-01-01' }))
  })

  test('an unknown format is a 404 that names the formats', async () => {
    const { status, body } = await get<{ errors: { allowed: string[] }[] }>('/exports/pdf')
    expect(status).toBe(404)
    expect(body.errors[0]?.allowed).toEqual(['xlsx', 'csv.zip', 'graphml', 'cytoscape.json', 'jsonld', 'jsonl'])
  })

  test.each([
    ['/exports/xlsx', { type: 'Nothing' }, 'query.type'],
    ['/exports/xlsx', { tenant: '111111111111' }, 'query.tenant'],
    ['/exports/graphml', { asOf: '2026-02-31' }, 'query.asOf'],
  ] as const)('%s refuses %j', async (path, query, place) => {
    await refusedAt(path, query, 400, place)
  })

  test('the dump takes no parameters, and no public reader gets it', async () => {
    expect((await get('/exports/jsonl')).status).toBe(400)
    const { status, body } = await getPublicDump()
    expect(status).toBe(403)
    expect(body.type).toBe('urn:kommunalgraph:problem:stewards-only')
  })

  async function getPublicDump() {
    const response = await fetch(address('/exports/jsonl', {}, inject('publicUrl')))
    return { status: response.status, body: await response.json() }
  }
})

describe('a file is made while it is read', () => {
  let graph: Graph
  const reads: { name: string; rows: number }[] = []
  beforeAll(() => {
    const { uri, user, password } = inject('neo4j')
    graph = openGraph({ uri, user, password })
  })
  afterAll(() => graph.close())

  /** The real graph, whose reads are counted. */
  const counted = (): Extract => {
    reads.length = 0
    return {
      graph: {
        ...graph,
        read: async <Row>(...asked: Parameters<Graph['read']>) => {
          const rows = await graph.read<Row>(...asked)
          const [row] = rows as { looked?: number }[]
          reads.push({ name: asked[0], rows: row?.looked ?? rows.length })
          return rows
        },
      },
      reading: { asOf, visibilities: ['public', 'internal'], tenants: [musterstadt, karlsruhe, 'shared'], home: '' },
      types: entityTypes,
    }
  }
  const about: About = { asOf, tenants: [], published: false, at: `${asOf}T00:00:00Z`, origin: 'http://x', version: '0' }

  test('no read takes more than a page', async () => {
    let size = 0
    for await (const piece of cytoscapeFile(counted(), about)) size += piece.length
    expect(size).toBeGreaterThan(1_000_000)
    expect(reads.filter(({ name }) => name === 'exports/facts').length).toBeGreaterThan(2)
    for (const { rows } of reads) expect(rows).toBeLessThanOrEqual(1_000)
  })

  test.each([
    ['cytoscape.json', (extract: Extract) => cytoscapeFile(extract, about)],
    ['xlsx', (extract: Extract) => xlsxFile(extract, about, false)],
  ])('%s: who goes away ends the reads', async (_, file) => {
    const pieces = file(counted())
    for (let taken = 0; taken < 3; taken++) await pieces.next()
    await pieces.return(undefined)
    const before = reads.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(reads.length).toBe(before)
    expect(reads.map(({ name }) => name)).not.toContain('exports/facts')
  })

  test('a client that hangs up leaves a server that answers', async () => {
    const controller = new AbortController()
    const response = await fetch(address('/exports/graphml', { asOf }), { signal: controller.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    controller.abort()
    await expect(reader?.read()).rejects.toThrow()
    expect((await getPublic('/entities', { limit: 1 })).status).toBe(200)
  })
})

interface Element {
  name: string
  attributes: Record<string, string>
}

/** All elements of an XML text; throws where tags do not fit, an attribute is not quoted or a sign is not escaped. */
function wellFormed(text: string): Element[] {
  const open: string[] = []
  const found: Element[] = []
  const body = text.replace(/^<\?xml [^?]*\?>\s*/, '')
  const token = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
  for (let at = 0; at < body.length; at = token.lastIndex) {
    token.lastIndex = at
    const match = token.exec(body)
    if (!match) throw new Error(`Not well-formed at ${body.slice(at, at + 80)}`)
    const [, closing, name = '', attributes = '', single, content] = match
    if (content !== undefined || attributes !== '') {
      const loose = /&(?!(amp|lt|gt|quot|#13);)/.exec(content ?? attributes)
      if (loose) throw new Error(`Not escaped: ${(content ?? attributes).slice(loose.index, loose.index + 40)}`)
      if (content !== undefined) continue
    }
    if (closing) {
      if (open.pop() !== name) throw new Error(`${name} is closed, but not open`)
      continue
    }
    found.push({ name, attributes: Object.fromEntries([...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])) })
    if (!single) open.push(name)
  }
  if (open.length > 0) throw new Error(`Not closed: ${open.join(', ')}`)
  return found
}

test('a text that is not well-formed would be seen', () => {
  for (const text of ['<a><b></a>', '<a>x & y</a>', '<a b=c/>', '<a>']) expect(() => wellFormed(text)).toThrow()
  expect(wellFormed('<a b="1">x &amp; y<c/></a>').map(({ name }) => name)).toEqual(['a', 'c'])
})
