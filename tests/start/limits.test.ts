/** Limits that a client on this machine cannot reach: the application is asked in its own process, from a far address. */
import { buildApp } from '@kommunalgraph/api/src/app.ts'
import { readConfig } from '@kommunalgraph/api/src/config.ts'
import { openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'

const config = readConfig({ NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'none', KG_LOG: 'silent' }, '0.0.0')
const graph = openGraph(config.neo4j)
let app: Awaited<ReturnType<typeof buildApp>>

beforeAll(async () => {
  app = await buildApp({ graph, config, preparation: { step: 'done' } })
})

afterAll(async () => {
  await app.close()
  await graph.close()
})

test('B55: a client that asks too often is told to wait; others and the health routes are not affected', async () => {
  const ask = (remoteAddress: string, url = '/api/v1/ontology') => app.inject({ method: 'HEAD', url, remoteAddress })
  const statuses = new Map<number, number>()
  for (let count = 0; count < 1_250; count++) {
    const { statusCode } = await ask('203.0.113.5')
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
  }
  expect(statuses.get(200)).toBe(1_200)
  expect(statuses.get(429)).toBe(50)
  const refused = await app.inject({ method: 'GET', url: '/api/v1/ontology', remoteAddress: '203.0.113.5' })
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.json<Problem>()).toMatchObject({ type: 'urn:kommunalgraph:problem:too-many-requests', status: 429 })
  expect((await ask('203.0.113.5', '/api/v1/health')).statusCode).toBe(200)
  expect((await ask('203.0.113.6')).statusCode).toBe(200)
})
