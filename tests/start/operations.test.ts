/** What those who run it rely on: figures, logs, limits, and what the container files say. No container engine is needed here. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildApp } from '@kommunalgraph/api/src/app.ts'
import { readConfig, settingNames } from '@kommunalgraph/api/src/config.ts'
import type { App } from '@kommunalgraph/api/src/deps.ts'
import { type Graph, openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { newMetrics } from '@kommunalgraph/api/src/metrics.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const at = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const nowhere = { NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'none', KG_LOG: 'silent' }
const token = 'ein-langes-geheimnis'
const queried: string[] = []
let graph: Graph
let apps: { shown: App; hidden: App }

beforeAll(async () => {
  graph = openGraph({ uri: nowhere.NEO4J_URI, user: 'neo4j', password: 'none' }, (query) => queried.push(query))
  const built = (settings: Record<string, string>) => buildApp({ graph, config: readConfig({ ...nowhere, ...settings }, '1'), preparation: { step: 'done' }, metrics: newMetrics() })
  apps = { shown: await built({ KG_METRICS_TOKEN: token }), hidden: await built({}) }
})
afterAll(async () => {
  await Promise.all([apps.shown.close(), apps.hidden.close()])
  await graph.close()
})

describe('figures', () => {
  const figures = (app: App, authorization?: string) => app.inject({ url: '/metrics', headers: authorization ? { authorization } : {} })

  test('whoever shows the token reads them, nobody else, and without one in the settings nobody', async () => {
    expect((await figures(apps.shown, `Bearer ${token}`)).statusCode).toBe(200)
    for (const wrong of [undefined, 'Bearer ', `Bearer ${token}x`, `Basic ${token}`, token]) expect((await figures(apps.shown, wrong)).statusCode).toBe(401)
    expect((await figures(apps.hidden, `Bearer ${token}`)).statusCode).toBe(404)
    expect((await figures(apps.hidden)).statusCode).toBe(404)
  })

  test('routes are patterns: no id, no search text, no address that does not exist', async () => {
    const secret = 'ini:990000000000:geheim'
    for (const path of [`/entities/${encodeURIComponent(secret)}`, '/search?q=geheim', '/geheim', '/health', `/tenants/${'9'.repeat(12)}`]) await apps.shown.inject(`/api/v1${path}`)
    const { body } = await figures(apps.shown, `Bearer ${token}`)
    expect(body).not.toMatch(/geheim|9{12}/)
    expect(body).toMatch(/kommunalgraph_http_request_seconds_count\{method="GET",route="\/api\/v1\/health",status="200"\} 1/)
    expect(body).toMatch(/route="\/api\/v1\/entities\/:id",status="503"/)
    expect(body).toMatch(/kommunalgraph_prepared 1/)
    expect(body).toMatch(/kommunalgraph_database_up 0/)
  }, 60_000)
})

test('an id that a request brings along is not taken over: what stands in the log is ours', async () => {
  for (const brought of ['mine', 'a\u0001b', '0b5a6a3e-6a0f-4a35-8f0e-7d3c2f6f2a11']) {
    const { headers } = await apps.shown.inject({ url: '/api/v1/health', headers: { 'x-request-id': brought } })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['x-request-id']).not.toBe(brought)
  }
})

test('a query is told by the name of its file, also where it fails', async () => {
  await expect(graph.read('queries/entity', { id: 'geheim' })).rejects.toThrow()
  expect(queried).toContain('queries/entity')
  expect(queried.join()).not.toContain('geheim')
}, 60_000)

describe('the container files', () => {
  interface Service {
    image?: string
    read_only?: boolean
    environment: Record<string, string>
    ports?: string[]
    volumes: string[]
    depends_on?: Record<string, object>
  }
  const compose = parse(at('compose.yaml')) as { services: Record<string, Service>; volumes: Record<string, null> }
  const ours = compose.services.kommunalgraph as Service
  const neo4j = compose.services.neo4j as Service
  const container = at('Containerfile')

  test('set nothing that the server does not know', () => {
    const set = [...container.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = '']) => pairs.split(' ').map((pair) => pair.split('=')[0] ?? ''))
    const beside = ['NODE_ENV', 'CI']
    expect([...Object.keys(ours.environment), ...set].filter((name) => !settingNames.includes(name) && !beside.includes(name))).toEqual([])
    // What compose takes from outside has the same name as inside.
    for (const [name, value] of Object.entries(ours.environment)) {
      const [, from] = /^\$\{(\w+)/.exec(value) ?? []
      if (from && from !== 'DB_PASSWORD') expect(from).toBe(name)
    }
    const values = Object.fromEntries(Object.entries(ours.environment).map(([name, value]) => [name, value.replace(/^\$\{DB_PASSWORD.*$/, 'geheim').replace(/^\$\{\w+:-(.*)\}$/, '$1')]))
    expect(readConfig(values, '1')).toMatchObject({ host: '0.0.0.0', port: 3000, neo4j: { uri: 'bolt://neo4j:7687' }, backup: { folder: '/sicherung' } })
  })

  test('keep the database inside, the server behind a proxy on this machine, and its files unwritable', () => {
    expect(neo4j.ports).toBeUndefined()
    expect(ours.ports).toEqual(['127.0.0.1:3000:3000'])
    expect(ours.read_only).toBe(true)
    expect(container).toMatch(/^USER node$/m)
    expect(container).toMatch(/HEALTHCHECK[\s\S]+\/api\/v1\/health/)
    expect(Object.keys(ours.depends_on ?? {}).every((name) => name in compose.services)).toBe(true)
    const used = [ours, neo4j].flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0]))
    expect(used.sort()).toEqual(Object.keys(compose.volumes).sort())
  })

  test('name the versions that the product is tested with', () => {
    const [, version] = /<neo4j\.version>([^<]+)</.exec(at('api/database/pom.xml')) ?? []
    expect(neo4j.image).toBe(`neo4j:${version}-community`)
    const { packageManager } = JSON.parse(at('package.json')) as { packageManager: string }
    for (const [, named] of container.matchAll(/(pnpm@[\d.]+)/g)) expect(named).toBe(packageManager)
    const [, server] = /^WORKDIR \/app\/api\n[\s\S]*^CMD .*"([\w/.]+\.ts)"\]$/m.exec(container) ?? []
    expect(at(`api/${server}`)).toContain('buildApp')
    expect(at('.containerignore')).toBe(at('.dockerignore'))
  })
})

test('the guide for those who run it names every setting', () => {
  const guide = at('docs/betrieb.md')
  expect(settingNames.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
