/**
 * The public reader, asked over HTTP on every reading route of the OpenAPI document: the same town with and without
 * its internal part must look the same. No name, no id, no count, no figure of hidden neighbours, no ETag may differ.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { gapDefinitions } from '@kommunalgraph/contract/gaps.ts'
import { qualityRules } from '@kommunalgraph/contract/quality.ts'
import { questions } from '@kommunalgraph/contract/questions.ts'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginning, buildingOffice, doorOf, headOfIt, hiddenSource, itOffice, newInitiative, newUnit, owns, permit, source, town } from '../changes/town.ts'
import { type Api, asOf, startApi, startWorld, type World } from '../neo4j.ts'

const isInternal = (change: Change) => change.op === 'put-entity' && change.values.visibility === 'internal'
const open = { confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01' }
const system = `sys:${town}:fachverfahren`
const decision = `dec:${town}:beschluss`
const committee = `com:${town}:rat`

/** What everybody may see. */
const publicPart: Change[] = [
  ...beginning.filter((change) => !isInternal(change)),
  { op: 'put-entity', type: 'Organization', id: `org:ars:${town}`, values: { confidence: 'confirmed', visibility: 'public', name: 'Stadt', kind: 'municipality', legalForm: 'kdoer', legalPersonality: true } },
  { op: 'put-entity', type: 'System', id: system, values: { confidence: 'confirmed', visibility: 'public', name: 'Fachverfahren Bau', kind: 'specialist_app', provision: 'own', lifecycle: 'active', criticality: 'high' } },
  { op: 'put-entity', type: 'Committee', id: committee, values: { confidence: 'confirmed', visibility: 'public', name: 'Gemeinderat', kind: 'parliament' } },
  { op: 'put-entity', type: 'Decision', id: decision, values: { confidence: 'confirmed', visibility: 'public', name: 'Beschluss Bauantrag', date: '2025-02-01', result: 'adopted', public: true } },
  newInitiative('parkausweis', { stage: 'running' }),
  owns(buildingOffice, permit),
  { op: 'create-relation', relation: 'PART_OF', from: buildingOffice, to: `org:ars:${town}`, values: open },
  { op: 'create-relation', relation: 'DEPENDS_ON', from: permit, to: system, values: { ...open, criticality: 'high' } },
  { op: 'create-relation', relation: 'TOOK', from: committee, to: decision, values: { ...open, authoritative: true, role: 'decision' } },
  { op: 'create-relation', relation: 'CONCERNS', from: decision, to: permit, values: { ...open, effect: 'mandates' } },
]

const secretName = 'Geheimakte'
const secretSlug = 'verschlusssache'
const secret = { visibility: 'internal', confidence: 'confirmed', validFrom: '2025-01-01' }
const secretInitiative = `ini:${town}:${secretSlug}-vorhaben`
const secretUnit = `unit:${town}:${secretSlug}-amt`
const secretSystem = `sys:${town}:${secretSlug}-system`

/** Hangs on the public part wherever it can: nodes, edges between public nodes, claims, corrections of internal things. */
const internalPart: Change[] = [
  ...beginning.filter(isInternal),
  newUnit(`${secretSlug}-amt`, { name: `${secretName} Amt`, visibility: 'internal' }),
  newInitiative(`${secretSlug}-vorhaben`, { name: `${secretName} Digitaler Bauantrag`, visibility: 'internal', stage: 'running', budgetEur: 9_000_000, dueDate: '2026-01-01' }),
  { op: 'put-entity', type: 'System', id: secretSystem, values: { ...secret, name: `${secretName} System`, kind: 'saas', provision: 'market', lifecycle: 'active', criticality: 'high' } },
  { op: 'put-entity', type: 'Assertion', id: `ast:${town}:${secretSlug}`, values: { ...secret, name: `${secretName} Behauptung`, relation: 'ACCOUNTABLE_FOR', fromId: itOffice, toId: permit, status: 'proposed', by: 'test', at: '2026-01-01T00:00:00Z' } },
  owns(secretUnit, secretInitiative, { visibility: 'internal' }),
  owns(headOfIt, system, { visibility: 'internal' }),
  { op: 'create-relation', relation: 'RESPONSIBLE_FOR', from: itOffice, to: permit, values: secret },
  { op: 'create-relation', relation: 'CONTRIBUTES_TO', from: secretUnit, to: permit, values: { ...secret, role: 'partner' } },
  { op: 'create-relation', relation: 'FUNDS', from: itOffice, to: permit, values: { ...secret, amountEur: 123_456, kind: 'own_budget' } },
  { op: 'create-relation', relation: 'DEPENDS_ON', from: secretInitiative, to: system, values: { ...secret, criticality: 'essential' } },
  { op: 'create-relation', relation: 'DEPENDS_ON', from: system, to: secretSystem, values: { ...secret, criticality: 'essential' } },
  { op: 'create-relation', relation: 'DEPENDS_ON', from: `ini:${town}:parkausweis`, to: system, values: { ...secret, criticality: 'low' } },
  { op: 'create-relation', relation: 'PART_OF', from: secretUnit, to: `org:ars:${town}`, values: secret },
  { op: 'create-relation', relation: 'CONCERNS', from: decision, to: `ini:${town}:parkausweis`, values: { ...secret, effect: 'stops', sourceIds: [hiddenSource] } },
]

let world: World
let reader: Api

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  reader = await startApi(world.database, { KG_READER: 'public' })
})
afterAll(async () => {
  await reader.stop()
  await world.stop()
})

const publicIds = [permit, `ini:${town}:parkausweis`, buildingOffice, itOffice, system, decision, committee, `org:ars:${town}`, source]
const secretIds = [secretInitiative, secretUnit, secretSystem, headOfIt, `ast:${town}:${secretSlug}`, hiddenSource]

/** Addresses for one reading route: every id, every kind, every filter that could tell. */
function addresses(path: string): string[] {
  const ids = path.includes('{id}') ? [...publicIds, ...secretIds, `ini:${town}:gibt-es-nicht`] : ['']
  const kinds = path.includes('{kind}') ? gapDefinitions.map(({ kind }) => kind) : ['']
  const codes = path.includes('{code}') ? questions.map(({ code }) => code) : path.includes('{rule}') ? qualityRules.map(({ rule }) => rule) : ['']
  return ids.flatMap((id) =>
    kinds.flatMap((kind) =>
      codes.flatMap((code) => {
        const filled = path.replace('{id}', encodeURIComponent(id)).replace('{kind}', kind).replace('{code}', code).replace('{rule}', code).replace('{factId}', 'fact:accountable-for:01a20fa4-e2ca-71b4-9dcc-e531781d71bb').replace('{tenant}', town)
        return queriesOf(path, code).map((query) => `${filled}?${query}`)
      }),
    ),
  )
}

/** Query texts worth asking on a route. */
function queriesOf(path: string, code: string): string[] {
  const day = `asOf=${asOf}`
  if (path.endsWith('/search')) return ['Geheimakte', 'Bauantrag', 'verschlusssache', secretInitiative, 'System'].map((q) => `${day}&q=${encodeURIComponent(q)}`)
  if (path.endsWith('/paths')) return [`${day}&from=${permit}&to=${system}`, `${day}&from=${itOffice}&to=${permit}`, `${day}&from=${permit}&to=${secretSystem}`, `${day}&from=${secretUnit}&to=${permit}`]
  if (path.endsWith('/neighbourhood')) return ['1', '2', '3'].map((depth) => `${day}&depth=${depth}`)
  if (path.endsWith('/impact')) return ['dependents', 'dependencies'].flatMap((direction) => [`${day}&direction=${direction}`, `${day}&direction=${direction}&format=csv`])
  if (path.endsWith('/impact/map')) return ['dependents', 'dependencies'].map((direction) => `${day}&direction=${direction}`)
  if (path.endsWith('/relations')) return ['type=DEPENDS_ON&direction=in', 'type=RESPONSIBLE_FOR&direction=in', 'type=FUNDS&direction=in'].map((query) => `${day}&${query}`)
  if (path.endsWith('/entities')) return ['', 'q=Geheimakte', 'type=Initiative', `owner=${secretUnit}`, `owner=${itOffice}`, 'stage=running', 'sort=-name&limit=2', ...gapDefinitions.map(({ kind }) => `gap=${kind}`)].map((query) => `${day}&${query}`)
  if (path.endsWith('/questions/{code}')) {
    const asked = questions.find((one) => one.code === code)
    const entities = Object.entries(asked?.parameters ?? {}).filter(([, parameter]) => parameter.shown.type === 'entity')
    const others = Object.entries(asked?.parameters ?? {}).filter(([, parameter]) => parameter.shown.type !== 'entity').map(([name, parameter]) => `${name}=${parameter.shown.example}`)
    return [permit, system, secretInitiative].map((id) => [day, ...others, ...entities.map(([name], index) => `${name}=${encodeURIComponent(index === 0 ? id : permit)}`)].join('&'))
  }
  return path.endsWith('/changes') || path.endsWith('/history') || /\/(health|ready|ontology|tenants|questions)$/.test(path) || path.endsWith('openapi.json') ? [''] : [day]
}

/** What is in the answer, archives opened, without the time at which an export was made. */
async function textOf(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? ''
  if (!/zip|spreadsheetml/.test(type)) return (await response.text()).replace(/"at":"[^"]*","published"/, '')
  const entries = Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer())))
  return entries.map(([name, bytes]) => `${name}\n${strFromU8(bytes).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d\d:\d\d( Uhr)?/g, '')}`).join('\n')
}

/** Everything that one reader is told: status, ETag and body by address. */
async function everything(base: string, paths: readonly string[]): Promise<Map<string, string>> {
  const told = new Map<string, string>()
  for (const address of paths.flatMap(addresses)) {
    const response = await fetch(`${base}/api/v1${address.replace(/\?$/, '')}`)
    const text = await textOf(response)
    // Number of the request, what was asked, and how often the graph was written: none of them is a fact of it.
    const body = text.replace(/"instance":"[^"]*"/g, '').replace(/"query":"[^"]*"/g, '').replace(/"seq":\d+/g, '').replace(/(c|C)ursor":"[^"]*"/g, '')
    told.set(address, `${response.status} ${response.headers.get('etag')} ${body}`)
  }
  return told
}

test('with or without its internal part, the town looks the same to the public', async () => {
  const door = doorOf(world.api.url)
  expect((await door.write(publicPart)).status).toBe(200)
  const description = (await (await fetch(`${reader.url}/api/v1/openapi.json`)).json()) as { paths: Record<string, { get?: unknown }> }
  // A workbook bears the time of its making; what stands in it is asked by tests/quality.
  const paths = Object.keys(description.paths).filter((path) => description.paths[path]?.get && !path.endsWith('.xlsx')).map((path) => path.replace(/^\/api\/v1/, ''))
  expect(paths.length).toBeGreaterThan(15)

  const before = await everything(reader.url, paths)
  const inside = await everything(world.api.url, ['/entities', '/search', '/entities/{id}/impact'])
  const answer = await door.write(internalPart)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  const after = await everything(reader.url, paths)
  const insideAfter = await everything(world.api.url, ['/entities', '/search', '/entities/{id}/impact'])

  // The internal reader does see it: the test would notice a leak.
  expect([...insideAfter].filter(([address, text]) => inside.get(address) !== text).length).toBeGreaterThan(10)
  expect([...insideAfter.values()].some((text) => text.includes(secretName))).toBe(true)

  const different = [...after].filter(([address, text]) => before.get(address) !== text).map(([address, text]) => `${address}\n  was ${before.get(address)}\n  is  ${text}`)
  expect(different).toEqual([])
  for (const [address, text] of after) expect(text.includes(secretName), `${address}: ${text}`).toBe(false)
}, 600_000)

test('the public reader cannot write', async () => {
  const refused = await doorOf(reader.url).write([newInitiative('von-aussen')])
  expect(refused.status).toBe(403)
  expect(refused.body.type).toBe('urn:kommunalgraph:problem:read-only')
})
