import { connect } from 'node:net'
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import { Problem as ProblemSchema } from '@kommunalgraph/contract/answers.ts'
import { problemTypes } from '@kommunalgraph/contract/problems.ts'
import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { address, send } from '../http.ts'

/** Sends, and checks that the answer is a problem of this status as the contract says it. */
async function refused(url: string, status: number, init: RequestInit = {}): Promise<Problem> {
  const response = await fetch(url, init)
  const text = await response.text()
  expect(response.status, `${init.method ?? 'GET'} ${url.slice(0, 200)}\n${text.slice(0, 500)}`).toBe(status)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = ProblemSchema.parse(JSON.parse(text))
  expect(problem.status).toBe(status)
  expect(problem.type).toMatch(/^urn:kommunalgraph:problem:[a-z-]+$/)
  const code = problem.type.split(':').at(-1) as keyof typeof problemTypes
  expect(problem.title).toBe(problemTypes[code].title.en)
  expect(problem.sentence.de).toContain(problemTypes[code].next.de)
  expect(problem.instance).toBe(response.headers.get('x-request-id'))
  return problem
}

const json = (body: string, method = 'POST'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body,
})

test('an unknown route is a problem, under /api and beside it', async () => {
  for (const path of ['/nope', '/entities/x/y/z', '/ontology/', '/..%2f..%2fetc%2fpasswd']) {
    const { type } = await refused(address('/health').replace('/health', path), 404)
    expect(type).toBe('urn:kommunalgraph:problem:not-found')
  }
  await refused(`${inject('baseUrl')}/api`, 404)
  await refused(`${inject('baseUrl')}/assets/nope.js`, 404)
})

test('a path that cannot be decoded is 400', async () => {
  for (const path of ['/entities/%', '/entities/%E0%A4%A', '/entities/%ff'])
    await refused(`${inject('baseUrl')}/api/v1${path}`, 400)
})

test('an unknown parameter is named, with those that exist', async () => {
  const { errors } = await refused(address('/search', { q: 'x', depht: 2 }), 400)
  expect(errors).toEqual([
    { path: 'query.depht', message: 'is not known here', allowed: ['asOf', 'limit', 'q', 'tenant', 'types'] },
  ])
  await refused(address('/tenants', { x: 1 }), 400)
})

test('B57: a method that a path does not know is 405 and names those that it does', async () => {
  const { body, headers, status } = await send<Problem>(address('/search'), { method: 'POST' })
  expect(status).toBe(405)
  expect(body.type).toBe('urn:kommunalgraph:problem:method-not-allowed')
  expect(headers.get('allow')).toBe('GET, HEAD')
  const one = await send(address('/entities/ini:990000000000:digitaler-bauantrag'), { method: 'PUT' })
  expect(one.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(['DELETE', 'GET', 'PATCH']))
  await refused(address('/search'), 405, { method: 'PUT' })
})

test('a body that is no JSON, or none at all, is 400; another format is 415; too much is 413', async () => {
  const url = address('/changes')
  for (const body of ['{', '{"reason": }', '', '[1,', 'nul', '{"a":1e400}x']) {
    const { errors } = await refused(url, 400, json(body))
    expect(errors?.[0]?.path).toMatch(/^body/)
  }
  await refused(url, 415, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a;b' })
  await refused(url, 415, { method: 'POST', headers: { 'content-type': 'application/xml' }, body: '<a/>' })
  await refused(address('/entities'), 413, json(JSON.stringify({ name: 'x'.repeat(2_000_000) })))
})

test('B40, B41, B42: strange JSON changes nothing but the answer', async () => {
  const bodies = [
    '{"__proto__": {"admin": true}}',
    '{"constructor": {"prototype": {"admin": true}}}',
    '{"reason":"x","reason":"y"}',
    `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    '1e400',
    'null',
    '"text"',
    '[]',
    '{"reason":"abc","sourceIds":[],"changes":[],"role":"admin"}',
  ]
  for (const body of bodies) await refused(address('/changes'), 400, json(body))
  expect(({} as Record<string, unknown>).admin).toBeUndefined()
})

test('a request cut off or malformed below HTTP does not hurt the next', async () => {
  const { port, hostname } = new URL(inject('baseUrl'))
  for (const bytes of [
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n',
    '\u0000\u0001\u0002',
    'GET /api/v1/health HTTP/1.1\r\n',
  ]) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(bytes)
        setTimeout(() => socket.destroy(), 100)
      })
      socket.on('close', () => resolve())
      socket.on('error', () => resolve())
    })
  }
  expect((await send(address('/health'))).status).toBe(200)
})

test('B53: no header and no text of a request comes back as a header (response splitting)', async () => {
  const response = await fetch(address('/search', { q: 'a\r\nX-Evil: 1' }), { headers: { 'x-request-id': 'evil' } })
  expect(response.status).toBe(200)
  expect(response.headers.get('x-evil')).toBeNull()
  expect(response.headers.get('x-request-id')).not.toBe('evil')
})

test('whatever the parameters, the answer is an answer or a problem, never a 5xx (property)', async () => {
  const paths = [
    '/entities',
    '/search',
    '/gaps',
    '/gaps/no_accountable',
    '/questions/P01',
    '/paths',
    '/tenants',
    '/map/positions',
    '/changes',
    '/entities/ini:990000000000:digitaler-bauantrag/neighbourhood',
    '/entities/ini:990000000000:digitaler-bauantrag/impact',
    '/entities/ini:990000000000:digitaler-bauantrag/relations',
    '/entities/ini:990000000000:digitaler-bauantrag/history',
    '/entities/ini:990000000000:digitaler-bauantrag/ownership',
  ]
  const names = [
    'asOf',
    'tenant',
    'q',
    'type',
    'types',
    'limit',
    'cursor',
    'sort',
    'depth',
    'maxDepth',
    'direction',
    'from',
    'to',
    'relations',
    'id',
    'format',
    'x',
  ]
  const values = fc.oneof(
    fc.constantFrom(
      '',
      '-1',
      '0',
      '1e9',
      'NaN',
      '2026-11-01',
      '9999-12-31',
      '0001-01-01',
      '10000-01-01',
      '2026-02-29',
      'true',
      'null',
      '[]',
      'out',
      'name',
      '990000000000',
      'org:ars:990000000000',
      '../',
      '%00',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 4 }),
      async (path, pairs) => {
        const url = new URL(address(path))
        for (const [name, value] of pairs) url.searchParams.append(name, value)
        const response = await fetch(url)
        expect(response.status, url.href).toBeLessThan(500)
        await response.text()
      },
    ),
    { numRuns: 150 },
  )
})
