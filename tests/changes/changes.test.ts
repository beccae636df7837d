import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send } from '../http.ts'
import { startWorld, type World } from '../neo4j.ts'
import { at, beginning, buildingOffice, doorOf, factAt, files, headOfIt, itOffice, newInitiative, newUnit, owns, permit, source, town } from './town.ts'

let world: World
let door: ReturnType<typeof doorOf>

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  door = doorOf(world.api.url)
  expect((await door.write(beginning)).body).toMatchObject({ seq: 1, counts: { created: beginning.length } })
})
afterAll(() => world?.stop())

const seq = async () => (await door.get<{ seq: number }>('/ready')).body.seq
const ini = (slug: string) => `ini:${town}:${slug}`
const unit = (slug: string) => `unit:${town}:${slug}`

describe('put', () => {
  test('what was sent before changes nothing: no write, no log entry, no new version', async () => {
    const before = await seq()
    const again = await door.write(beginning)
    expect(again.body).toMatchObject({ seq: null, counts: { created: 0, changed: 0, unchanged: beginning.length } })
    expect(await seq()).toBe(before)
    expect((await door.get<{ entity: { version: number } }>(at(permit))).body.entity.version).toBe(1)
  })

  test('creates what is missing, corrects what differs, leaves what it does not name', async () => {
    await door.write([newUnit('put', { description: 'bleibt' })])
    const { body } = await door.write([newUnit('put', { name: 'Neuer Name' }), newUnit('put-2')])
    expect(body.counts).toMatchObject({ changed: 1, created: 1 })
    const { entity } = (await door.get<{ entity: object }>(at(unit('put')))).body
    expect(entity).toMatchObject({ name: 'Neuer Name', description: 'bleibt', version: 2 })
  })

  test('finds the same fact by its key and overlapping days, and no other', async () => {
    await door.write([newInitiative('geld')])
    const funds = (values: object) => ({ op: 'put-relation' as const, relation: 'FUNDS', from: buildingOffice, to: ini('geld'), values: { confidence: 'confirmed', visibility: 'public', ...values } })
    const first = await door.write([funds({ kind: 'own_budget', amountEur: 1000, validFrom: '2025-01-01' })])
    const same = await door.write([funds({ kind: 'own_budget', amountEur: 2000, validFrom: '2025-01-01' })])
    expect(same.body.results[0]).toMatchObject({ status: 'changed', id: first.body.results[0]?.id, version: 2 })
    const other = await door.write([funds({ kind: 'grant', amountEur: 2000, validFrom: '2025-01-01' })])
    expect(other.body.results[0]?.status).toBe('created')
    const earlier = await door.write([funds({ kind: 'own_budget', amountEur: 5, validFrom: '2024-01-01', validUntil: '2025-01-01' })])
    expect(earlier.body.results[0]?.status).toBe('created')
  })
})

describe('three verbs for facts', () => {
  test('change ends the old fact and opens a new one on the same day', async () => {
    await door.write([newInitiative('wechsel', { stage: 'running' })])
    const first = (await door.write([owns(buildingOffice, ini('wechsel'))])).body.results[0]?.id ?? ''
    const { body } = await door.write([{ op: 'change-relation', factId: first, validFrom: '2026-03-01', from: itOffice, values: { mandate: 'Verfügung 4' } }])
    const second = body.results[0]?.id ?? ''
    expect(second).not.toBe(first)
    expect((await door.get(factAt(first))).body).toMatchObject({ validUntil: '2026-03-01', version: 2, from: { id: buildingOffice } })
    expect((await door.get(factAt(second))).body).toMatchObject({ validFrom: '2026-03-01', validUntil: '9999-12-31', from: { id: itOffice, name: 'IT-Amt' }, mandate: 'Verfügung 4' })
    const outside = await door.write([{ op: 'change-relation', factId: first, validFrom: '2026-03-01', values: { mandate: 'x' } }])
    expect(outside.status).toBe(422)
    expect(outside.body.errors?.[0]).toMatchObject({ path: 'body.changes[0].validFrom', rule: 'R13' })
  })

  test('a change on the day of its own start is a correction, also of its ends', async () => {
    await door.write([newInitiative('versehen')])
    const first = (await door.write([owns(buildingOffice, ini('versehen'))])).body.results[0]?.id ?? ''
    const { body } = await door.write([{ op: 'change-relation', factId: first, validFrom: '2025-01-01', from: itOffice, values: {} }])
    expect(body.results[0]).toMatchObject({ id: first, status: 'changed', version: 2 })
    expect((await door.get(factAt(first))).body).toMatchObject({ factId: first, validFrom: '2025-01-01', from: { id: itOffice } })
    const { items } = (await door.get<{ items: { seq: number }[] }>(`${at(ini('versehen'))}/history`)).body
    expect(items).toHaveLength(3)
  })

  test('correct keeps the factId, null removes, retract leaves the graph and stays in the log', async () => {
    await door.write([newInitiative('fakt')])
    const id = (await door.write([owns(buildingOffice, ini('fakt'), { mandate: 'alt' })])).body.results[0]?.id ?? ''
    await door.write([{ op: 'correct-relation', factId: id, values: { mandate: null, validFrom: '2024-05-01' } }])
    const { body } = await door.get<Record<string, unknown>>(factAt(id))
    expect(body).toMatchObject({ validFrom: '2024-05-01', version: 2 })
    expect(body).not.toHaveProperty('mandate')
    expect((await door.write([{ op: 'retract-relation', factId: id }])).body.counts.retracted).toBe(1)
    expect((await door.get(factAt(id))).status).toBe(404)
    const { items } = (await door.get<{ items: { changes: { op: string }[] }[] }>(`${at(ini('fakt'))}/history`)).body
    expect(items[0]?.changes.map(({ op }) => op)).toEqual(['retracted'])
  })
})

describe('one open owner', () => {
  test('a second open owner is a 409 that names the first; ended in the same body it is none', async () => {
    await door.write([newInitiative('eigner', { stage: 'running' })])
    const first = (await door.write([owns(buildingOffice, ini('eigner'))])).body.results[0]?.id ?? ''
    const second = await door.write([owns(itOffice, ini('eigner'))])
    expect(second).toMatchObject({ status: 409, body: { type: 'urn:kommunalgraph:problem:two-open-owners' } })
    expect(second.body.errors?.[0]?.message).toContain(first)
    const handed = await door.write([owns(itOffice, ini('eigner'), { validFrom: '2026-01-01' }), { op: 'end-relation', factId: first, validUntil: '2026-01-01' }])
    expect(handed.body.counts).toMatchObject({ created: 1, ended: 1 })
  })

  test('an overlap where one has an end is saved as a gap', async () => {
    await door.write([newInitiative('zwei'), owns(buildingOffice, ini('zwei'))])
    const { status, body } = await door.write([owns(itOffice, ini('zwei'), { validUntil: '2027-01-01' })])
    expect(status).toBe(200)
    expect(body.warnings.map(({ rule }) => rule)).toContain('R02')
  })

  test('the same fact twice is a 409, also when both come in one body', async () => {
    await door.write([newInitiative('doppelt'), owns(buildingOffice, ini('doppelt'), { validUntil: '2026-01-01' })])
    const again = await door.write([owns(buildingOffice, ini('doppelt'), { validFrom: '2025-12-31', validUntil: '2026-06-01' })])
    expect(again).toMatchObject({ status: 409, body: { errors: [{ rule: 'R14' }] } })
    const touching = await door.write([owns(buildingOffice, ini('doppelt'), { validFrom: '2026-01-01' })])
    expect(touching.status).toBe(200)
    await door.write([newInitiative('doppelt-2')])
    const within = [owns(buildingOffice, ini('doppelt-2'), { validUntil: '2026-01-01' }), owns(buildingOffice, ini('doppelt-2'), { validUntil: '2026-02-01' })]
    expect((await door.write(within)).status).toBe(409)
  })

  test('never written as assumed', async () => {
    const { status, body } = await door.write([newInitiative('vermutet'), owns(buildingOffice, ini('vermutet'), { confidence: 'assumed' })])
    expect(status).toBe(422)
    expect(body.errors?.[0]).toMatchObject({ path: 'body.changes[1].values.confidence' })
  })
})

describe('what is refused, with the field', () => {
  const cases: [string, Parameters<ReturnType<typeof doorOf>['write']>[0], number, string][] = [
    ['unknown type', [{ op: 'put-entity', type: 'Ding', id: `unit:${town}:x`, values: {} }], 422, 'body.changes[0].type'],
    ['id of another type', [{ op: 'put-entity', type: 'OrgUnit', id: `ini:${town}:x`, values: {} }], 422, 'body.changes[0].id'],
    ['id of another tenant', [{ op: 'put-entity', type: 'OrgUnit', id: 'unit:082120000000:x', values: { name: 'x', kind: 'office', confidence: 'confirmed' } }], 422, 'body.changes[0].id'],
    ['id with Cypher in it', [{ op: 'put-entity', type: 'OrgUnit', id: `unit:${town}:'}) DETACH DELETE n //`, values: {} }], 422, 'body.changes[0].id'],
    ['unknown property', [newUnit('x', { role: 'admin' })], 422, 'body.changes[0].values.role'],
    ['constructor as property', [newUnit('y', { constructor: 1 })], 422, 'body.changes[0].values.constructor'],
    ['set by the server', [newUnit('x', { version: 7 })], 422, 'body.changes[0].values.version'],
    ['unknown code', [newUnit('x', { kind: 'Amt' })], 422, 'body.changes[0].values.kind'],
    ['missing name', [{ op: 'put-entity', type: 'OrgUnit', id: `unit:${town}:x`, values: { kind: 'office', confidence: 'confirmed' } }], 422, 'body.changes[0].values.name'],
    ['no such day', [newUnit('x', { validFrom: '2026-02-31' })], 422, 'body.changes[0].values.validFrom'],
    ['validity reversed', [newUnit('x', { validFrom: '2026-02-01', validUntil: '2026-01-01' })], 422, 'body.changes[0].values.validFrom'],
    ['unknown source', [newUnit('x', { sourceIds: [`src:${town}:nie`] })], 422, 'body.changes[0].values.sourceIds'],
    ['contact data', [newUnit('x', { description: 'Fragen an amt@stadt.example' })], 422, 'body.changes[0].values.description'],
    ['control characters', [newUnit('x', { name: 'a\u0000b' })], 422, 'body.changes[0].values.name'],
    ['writing direction', [newUnit('x', { name: 'a\u202eb' })], 422, 'body.changes[0].values.name'],
    ['unknown relation', [{ op: 'create-relation', relation: 'LIKES', from: buildingOffice, to: permit, values: {} }], 422, 'body.changes[0].relation'],
    ['missing end', [owns(`unit:${town}:nie`, permit)], 422, 'body.changes[0].from'],
    ['wrong end', [owns(permit, files)], 422, 'body.changes[0].from'],
    ['itself', [{ op: 'create-relation', relation: 'DEPENDS_ON', from: permit, to: permit, values: { criticality: 'high', confidence: 'confirmed' } }], 422, 'body.changes[0].to'],
    ['more public than its end', [owns(headOfIt, permit)], 422, 'body.changes[0].values.visibility'],
    ['an internal owner of a public initiative', [owns(headOfIt, permit, { visibility: 'internal' })], 422, 'body.changes[0].values.visibility'],
    ['unknown entity', [{ op: 'correct-entity', id: `unit:${town}:nie`, values: { name: 'x' } }], 422, 'body.changes[0].id'],
    ['unknown fact', [{ op: 'end-relation', factId: 'fact:funds:0199a1b2-0000-7000-8000-000000000001', validUntil: '2026-01-01' }], 422, 'body.changes[0].factId'],
    ['stale version', [{ op: 'correct-entity', id: permit, values: { name: 'x' }, version: 99 }], 412, 'body.changes[0].version'],
    ['tenant moved', [newUnit('x', {}), { op: 'correct-entity', id: `unit:${town}:bauamt`, values: { tenant: 'shared' } }], 422, 'body.changes[1].values.tenant'],
  ]
  test.each(cases)('%s', async (_name, changes, status, path) => {
    const before = await seq()
    const answer = await door.write(changes)
    expect({ status: answer.status, path: answer.body.errors?.[0]?.path }).toEqual({ status, path })
    expect(await seq()).toBe(before)
  })

  test('what others still refer to is not retracted, and they are named', async () => {
    const used = `src:${town}:gebraucht`
    await door.write([{ op: 'put-entity', type: 'Source', id: used, values: { name: 'G', kind: 'register', title: 'G', date: '2026-01-01', confidence: 'confirmed' } }])
    await door.write([newUnit('nutzt', { sourceIds: [used] })])
    const { status, body } = await door.write([{ op: 'retract-entity', id: used }])
    expect([status, body.errors?.[0]?.path]).toEqual([409, 'body.changes[0].id'])
    expect(body.errors?.[0]?.message).toContain(unit('nutzt'))
    expect((await door.write([{ op: 'retract-entity', id: unit('nutzt') }, { op: 'retract-entity', id: used }])).body.counts.retracted).toBe(2)
  })

  test('a prototype is no property', async () => {
    const text = JSON.stringify({ reason: 'Test', sourceIds: [source], changes: [newUnit('x')] }).replace('"name":', '"__proto__":{"admin":true},"name":')
    const { status } = await send(door.url('/changes'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: text })
    expect(status).toBe(400)
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
  })

  test('one wrong row among many: nothing of it is written', async () => {
    const { status } = await door.write([newUnit('ganz'), newUnit('falsch', { kind: 'x' })])
    expect(status).toBe(422)
    expect((await door.get(at(unit('ganz')))).status).toBe(404)
  })

  test('unreadable bodies are 400, and nothing but JSON is read', async () => {
    expect((await door.json('POST', '/changes', { reason: 'x', changes: [] })).status).toBe(400)
    expect((await door.json('POST', '/changes', { reason: 'Test', changes: [{ op: 'drop' }] })).status).toBe(400)
    expect((await door.json('POST', '/changes', { reason: 'Test', changes: [newUnit('x')], role: 'admin' })).status).toBe(400)
    expect((await fetch(door.url('/changes'), { method: 'POST', body: '{"reason":' , headers: { 'content-type': 'application/json' } })).status).toBe(400)
    expect((await fetch(door.url('/changes'), { method: 'POST', body: 'reason=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(415)
  })

  test('an unknown tenant is no new municipality', async () => {
    const { status, body } = await door.write([newUnit('x')], { tenant: '123456789012' })
    expect(status).toBe(422)
    expect(body.errors?.[0]?.path).toBe('body.tenant')
  })
})

describe('visibility', () => {
  test('an entity is not hidden below its public relations, nor an initiative published before its owner', async () => {
    await door.write([newInitiative('sicht', { visibility: 'internal' }), owns(headOfIt, ini('sicht'), { visibility: 'internal' })])
    const publish = await door.write([{ op: 'correct-entity', id: ini('sicht'), values: { visibility: 'public' } }])
    expect(publish).toMatchObject({ status: 422, body: { errors: [{ path: 'body.changes[0].values.visibility' }] } })
    await door.write([newInitiative('offen'), owns(buildingOffice, ini('offen'))])
    const hide = await door.write([{ op: 'correct-entity', id: ini('offen'), values: { visibility: 'internal' } }])
    expect(hide.status).toBe(422)
    expect(hide.body.errors?.[0]?.message).toContain('fact:accountable-for:')
  })
})

describe('rules over several facts', () => {
  const company = (slug: string, values: object = {}) => ({
    op: 'put-entity' as const, type: 'Organization', id: `org:${town}:${slug}`,
    values: { name: slug, kind: 'enterprise', legalForm: 'gmbh', legalPersonality: true, confidence: 'confirmed', visibility: 'public', ...values },
  })
  const share = (from: string, to: string, sharePct: number) => ({
    op: 'create-relation' as const, relation: 'OWNS_SHARE', from: `org:${town}:${from}`, to: `org:${town}:${to}`,
    values: { sharePct, interestType: 'shareholding', confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01' },
  })

  test('shares do not exceed 100 %, need a legal person, and do not lead back', async () => {
    await door.write([company('a'), company('b'), company('c'), company('betrieb', { legalForm: 'eigenbetrieb', legalPersonality: false }), share('a', 'b', 60)])
    expect((await door.write([share('c', 'b', 40.5)])).body.errors?.[0]?.rule).toBe('R06')
    expect((await door.write([share('c', 'b', 40)])).status).toBe(200)
    expect((await door.write([share('a', 'betrieb', 100)])).body.errors?.[0]?.rule).toBe('R09')
    expect((await door.write([share('b', 'a', 10)])).body.errors?.[0]?.rule).toBe('R08')
  })

  test('no unit is part of itself by a detour', async () => {
    const part = (from: string, to: string) => ({ op: 'create-relation' as const, relation: 'PART_OF', from: unit(from), to: unit(to), values: { confidence: 'confirmed', visibility: 'public' } })
    await door.write([newUnit('r1'), newUnit('r2'), newUnit('r3'), part('r1', 'r2'), part('r2', 'r3')])
    expect((await door.write([part('r3', 'r1')])).body.errors?.[0]?.rule).toBe('R15')
  })

  test('gaps are saved and named', async () => {
    const { status, body } = await door.write([newInitiative('luecke', { stage: 'running' })])
    expect(status).toBe(200)
    expect(body.warnings.map(({ rule }) => rule).sort()).toEqual(['R01', 'R20'])
  })
})

describe('dry run', () => {
  test('says the same as the write would, and writes nothing', async () => {
    const before = await seq()
    const dry = await door.json('POST', '/changes?dryRun=true', { reason: 'Probe', sourceIds: [source], changes: [newUnit('probe'), ...beginning.slice(0, 1)] })
    expect(dry.body).toMatchObject({ seq: null, counts: { created: 1, unchanged: 1 } })
    expect(await seq()).toBe(before)
    expect((await door.get(at(unit('probe')))).status).toBe(404)
    expect((await door.json('POST', '/changes?dryRun=true', { reason: 'Probe', sourceIds: [source], changes: [newUnit('x', { kind: 'x' })] })).status).toBe(422)
  })
})

describe('the routes of one thing', () => {
  test('POST, PATCH and DELETE an entity, with its version', async () => {
    const made = await door.json('POST', '/entities', { type: 'OrgUnit', values: { name: 'Grünflächen & Straßen', kind: 'office', confidence: 'confirmed' }, reason: 'Neu', sourceIds: [source] })
    expect(made.status).toBe(201)
    expect(made.headers.get('etag')).toBe('"1"')
    const id = unit('gruenflaechen-und-strassen')
    expect(made.headers.get('location')).toBe(`/api/v1${at(id)}`)
    const twin = await door.json('POST', '/entities', { type: 'OrgUnit', values: { name: 'Grünflächen & Straßen', kind: 'office', confidence: 'confirmed' }, reason: 'Neu', sourceIds: [source] })
    expect(twin.body.results[0]?.id).toBe(`${id}-2`)
    expect((await door.json('POST', '/entities', { type: 'OrgUnit', id, values: { name: 'x', kind: 'office', confidence: 'confirmed' }, reason: 'Neu', sourceIds: [source] })).status).toBe(409)

    const patch = (headers: Record<string, string>, values: object = { shortName: 'GS' }) => door.json('PATCH', at(id), { values, reason: 'Kürzel' }, headers)
    expect((await patch({})).status).toBe(428)
    expect((await patch({ 'if-match': '"7"' })).status).toBe(412)
    expect((await patch({ 'if-match': 'W/"1"' })).status).toBe(412)
    const changed = await patch({ 'if-match': '"1"' })
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
    expect((await patch({ 'if-match': '"1"' })).status).toBe(412)
    expect((await patch({ 'if-match': '"2"' })).body).toMatchObject({ seq: null, counts: { unchanged: 1 } })
    expect((await patch({ 'if-match': '*' }, { nix: 1 })).body.errors?.[0]?.path).toBe('body.values.nix')

    expect((await door.json('DELETE', at(id))).status).toBe(428)
    expect((await door.json('DELETE', `${at(id)}?validUntil=2026-06-01`, undefined, { 'if-match': '"2"' })).body.results[0]).toMatchObject({ status: 'ended', version: 3 })
    expect((await door.get<{ entity: object }>(at(id))).body.entity).toMatchObject({ validUntil: '2026-06-01' })
    expect((await door.json('PATCH', at(unit('nie')), { values: {}, reason: 'Test' }, { 'if-match': '"1"' })).status).toBe(404)
  })

  test('POST, GET, PATCH and DELETE a relation, with its version', async () => {
    await door.write([newInitiative('einzeln')])
    const made = await door.json('POST', '/relations', { relation: 'ACCOUNTABLE_FOR', from: buildingOffice, to: ini('einzeln'), values: { confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01' }, reason: 'Neu', sourceIds: [source] })
    expect(made.status).toBe(201)
    const id = made.body.results[0]?.id ?? ''
    expect(made.headers.get('location')).toBe(`/api/v1${factAt(id)}`)
    expect((await door.get(factAt(id))).headers.get('etag')).toBe('"1"')
    expect((await door.json('PATCH', factAt(id), { values: { mandate: 'M' }, reason: 'Test' })).status).toBe(428)
    expect((await door.json('PATCH', factAt(id), { values: { mandate: 'M' }, reason: 'Test' }, { 'if-match': '"1"' })).body.results[0]).toMatchObject({ id, version: 2 })
    expect((await door.json('PATCH', factAt(id), { from: itOffice, reason: 'Test' }, { 'if-match': '"2"' })).status).toBe(400)
    const next = await door.json('PATCH', factAt(id), { from: itOffice, changeFrom: '2026-01-01', reason: 'Übergabe' }, { 'if-match': '"2"' })
    const nextId = next.body.results[0]?.id ?? ''
    expect(nextId).not.toBe(id)
    expect((await door.json('DELETE', `${factAt(nextId)}?validUntil=2026-05-01`, undefined, { 'if-match': '"1"' })).body.results[0]?.status).toBe('ended')
    expect((await door.get(factAt('fact:funds:0199a1b2-0000-7000-8000-000000000001'))).status).toBe(404)
  })

  test('of many edits with the same version exactly one gets through', async () => {
    await door.write([newUnit('rennen')])
    const edits = await Promise.all(Array.from({ length: 20 }, (_, index) => door.json('PATCH', at(unit('rennen')), { values: { shortName: `R${index}` }, reason: 'Rennen' }, { 'if-match': '"1"' })))
    const statuses = edits.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)])
  })

  test('of many that want to own the same thing exactly one does', async () => {
    await door.write([newInitiative('begehrt'), ...Array.from({ length: 8 }, (_, index) => newUnit(`bewerber-${index}`))])
    const bids = await Promise.all(Array.from({ length: 8 }, (_, index) => door.write([owns(unit(`bewerber-${index}`), ini('begehrt'))])))
    expect(bids.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)])
  })
})

describe('who may write', () => {
  test('not a page of another site, and nobody under a foreign host name', async () => {
    const write = (headers: Record<string, string>) => door.json('POST', '/changes', { reason: 'Test', sourceIds: [source], changes: [newUnit('fremd')] }, headers)
    expect((await write({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await write({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await door.get(at(unit('fremd')))).status).toBe(404)
  })
})
