import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, inject, test } from 'vitest'
import { address, send } from '../http.ts'

interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  responses: Record<string, { $ref?: string; content?: Record<string, { example?: unknown; schema?: object }> }>
}

interface Document {
  openapi: string
  info: { license: { identifier: string } }
  servers: unknown[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

let document: Document
let operations: [name: string, operation: Operation][]

beforeAll(async () => {
  const { status, body } = await send<Document>(address('/openapi.json'))
  expect(status).toBe(200)
  document = body
  operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  )
})

test('the description is OpenAPI 3.1 with licence and server', () => {
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(document.info.license.identifier).toBe('EUPL-1.2')
  expect(document.servers).toHaveLength(1)
})

test('every route of the contract is described', () => {
  const paths = [
    'get /health',
    'get /ready',
    'get /ontology',
    'get /tenants',
    'get /entities',
    'post /entities',
    'get /entities/{id}',
    'patch /entities/{id}',
    'delete /entities/{id}',
    'get /entities/{id}/relations',
    'get /entities/{id}/neighbourhood',
    'get /entities/{id}/impact',
    'get /entities/{id}/impact/map',
    'get /entities/{id}/history',
    'get /entities/{id}/ownership',
    'post /relations',
    'patch /relations/{factId}',
    'delete /relations/{factId}',
    'get /changes',
    'post /changes',
    'get /paths',
    'get /search',
    'get /gaps',
    'get /gaps/{kind}',
    'get /questions',
    'get /portfolio',
    'get /sources',
    'get /map/positions',
    'post /tenants/{tenant}/remove-demo',
    'post /changes/{seq}/undo',
    'get /imports',
    'post /imports',
    'post /imports/{id}/commit',
    'post /imports/{id}/undo',
    'get /imports/{id}/events',
    'get /scenarios',
    'post /scenarios',
    'get /scenarios/{id}/evaluation',
    'get /scenarios/{id}/proposal',
  ]
  const described = operations.map(([name]) => name.replace('/api/v1', ''))
  expect(described).toEqual(expect.arrayContaining(paths))
})

test('every operation says what it does, with an example and its problems', () => {
  const ids = operations.map(([, { operationId }]) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  const tags = new Set(document.tags.map(({ name }) => name))
  for (const [name, operation] of operations) {
    expect(operation.summary, name).toBeTruthy()
    expect(operation.description, name).toBeTruthy()
    for (const tag of operation.tags) expect(tags, name).toContain(tag)
    const success = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
    expect(success.length, name).toBeGreaterThan(0)
    for (const [, { content }] of success) {
      // A file or a stream of events says what it is; an answer in JSON shows how it looks. Some have a second form.
      expect(Object.keys(content ?? {}).length, name).toBeGreaterThan(0)
      if (content?.['application/json']) expect(content['application/json'].example, name).toBeDefined()
    }
    for (const status of ['400', '401', '429', '503'])
      expect(operation.responses[status]?.$ref, `${name} ${status}`).toMatch(/^#\/components\/responses\/Problem/)
  }
})

test('redocly finds no error', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kommunalgraph-openapi-'))
  try {
    const file = join(folder, 'openapi.json')
    await writeFile(file, JSON.stringify(document))
    const redocly = fileURLToPath(new URL('../node_modules/.bin/redocly', import.meta.url))
    const config = fileURLToPath(new URL('../redocly.yaml', import.meta.url))
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const output = await new Promise<string>((resolve) => {
      execFile(
        redocly,
        ['lint', file, '--config', config, '--format=json'],
        { env, maxBuffer: 64_000_000 },
        (_error, stdout) => resolve(stdout),
      )
    })
    const report = JSON.parse(output.slice(output.indexOf('{'))) as {
      problems: { severity: string; ruleId: string; message: string; location: { pointer: string }[] }[]
    }
    const errors = report.problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`)).toEqual(
      [],
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('the page at /docs works offline: every file comes from here, and its own policy allows it', async () => {
  const page = await fetch(`${inject('baseUrl')}/docs`)
  expect(page.status).toBe(200)
  const html = await page.text()
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '')
  expect(files.length).toBeGreaterThan(3)
  for (const file of files) {
    const url = new URL(file, page.url)
    expect(url.origin).toBe(inject('baseUrl'))
    expect((await fetch(url)).status, url.href).toBe(200)
  }
  // The policy forbids scripts in the page itself.
  expect(html).not.toMatch(/<script>(?!\s*<\/script>)/)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
})
