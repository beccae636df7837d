import { expect, inject, test } from 'vitest'
import { address, send } from '../http.ts'

test('the process says that it lives, and when it can answer', async () => {
  const health = await send(address('/health'))
  expect(health.status).toBe(200)
  expect(health.body).toMatchObject({ status: 'ok' })
  const ready = await send<{ database: string; seq: number }>(address('/ready'))
  expect(ready.status).toBe(200)
  expect(ready.body).toMatchObject({ status: 'ready', migration: expect.stringMatching(/^\d{4}_/), backup: { lastAt: null, failedAt: null } })
  expect(ready.body.database).toMatch(/^Neo4j\//)
  expect(ready.body.seq).toBeGreaterThan(0)
})

test('the municipalities are told apart, and the fictional one is marked', async () => {
  const { status, body } = await send<{ tenants: { tenant: string; fictional: boolean; entities: number }[] }>(
    address('/tenants'),
  )
  expect(status).toBe(200)
  expect(body).toMatchObject({ home: '990000000000', reader: 'internal', demoRemovedAt: null })
  expect(body.tenants.map(({ tenant, fictional }) => [tenant, fictional])).toEqual([
    ['082120000000', false],
    ['990000000000', true],
  ])
  const open = await send<{ reader: string; tenants: { tenant: string; entities: number }[] }>(
    address('/tenants', {}, inject('publicUrl')),
  )
  expect(open.body.reader).toBe('public')
  const count = (list: { tenant: string; entities: number }[]) =>
    list.find(({ tenant }) => tenant === '990000000000')?.entities ?? 0
  expect(count(open.body.tenants)).toBeLessThan(count(body.tenants))
})

test('the ontology comes whole, once', async () => {
  const first = await send<{ nodeTypes: object; relationTypes: object }>(address('/ontology'))
  expect(first.status).toBe(200)
  expect(Object.keys(first.body.nodeTypes)).toContain('Initiative')
  expect(Object.keys(first.body.relationTypes)).toContain('ACCOUNTABLE_FOR')
  const etag = first.headers.get('etag') ?? ''
  const again = await fetch(address('/ontology'), { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
})

test('every answer carries what protects a browser', async () => {
  for (const path of ['/health', '/tenants']) {
    const { headers } = await send(address(path))
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('large answers are packed where the client can unpack them', async () => {
  const response = await fetch(address('/ontology'), { headers: { 'accept-encoding': 'br' } })
  expect(response.headers.get('content-encoding')).toBe('br')
  expect(Object.keys((await response.json()) as object)).toContain('nodeTypes')
})
