import { describe, expect, test } from 'vitest'
import { send } from '../http.ts'
import { refused } from './refusals.ts'
import {
  at,
  buildingOffice,
  factAt,
  itOffice,
  newInitiative,
  newUnit,
  owns,
  source,
  town,
  townServer,
} from './town.ts'

const { door, seq } = townServer()
const ini = (slug: string) => `ini:${town}:${slug}`
const unit = (slug: string) => `unit:${town}:${slug}`
describe('what is refused, with the field', () => {
  test.each(refused)('%s', async (_name, changes, status, path) => {
    const before = await seq()
    const answer = await door.write(changes)
    expect({ status: answer.status, path: answer.body.errors?.[0]?.path }).toEqual({ status, path })
    expect(await seq()).toBe(before)
  })

  test('what others still refer to is not retracted, and they are named', async () => {
    const used = `src:${town}:gebraucht`
    await door.write([
      {
        op: 'put-entity',
        type: 'Source',
        id: used,
        values: { name: 'G', kind: 'register', title: 'G', date: '2026-01-01', confidence: 'confirmed' },
      },
    ])
    await door.write([newUnit('nutzt', { sourceIds: [used] })])
    const { status, body } = await door.write([{ op: 'retract-entity', id: used }])
    expect([status, body.errors?.[0]?.path]).toEqual([409, 'body.changes[0].id'])
    expect(body.errors?.[0]?.message).toContain(unit('nutzt'))
    expect(
      (
        await door.write([
          { op: 'retract-entity', id: unit('nutzt') },
          { op: 'retract-entity', id: used },
        ])
      ).body.counts.retracted,
    ).toBe(2)
  })

  test('B40: a prototype is no property', async () => {
    const text = JSON.stringify({ reason: 'Test', sourceIds: [source], changes: [newUnit('x')] }).replace(
      '"name":',
      '"__proto__":{"admin":true},"name":',
    )
    const { status } = await send(door.url('/changes'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    })
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
    expect(
      (await door.json('POST', '/changes', { reason: 'Test', changes: [newUnit('x')], role: 'admin' })).status,
    ).toBe(400)
    expect(
      (
        await fetch(door.url('/changes'), {
          method: 'POST',
          body: '{"reason":',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(400)
    expect(
      (
        await fetch(door.url('/changes'), {
          method: 'POST',
          body: 'reason=x',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(415)
  })

  test('an unknown tenant is no new municipality', async () => {
    const { status, body } = await door.write([newUnit('x')], { tenant: '123456789012' })
    expect(status).toBe(422)
    expect(body.errors?.[0]?.path).toBe('body.tenant')
  })
})

describe('the routes of one thing', () => {
  test('B44: POST, PATCH and DELETE an entity, with its version', async () => {
    const made = await door.json('POST', '/entities', {
      type: 'OrgUnit',
      values: { name: 'Grünflächen & Straßen', kind: 'office', confidence: 'confirmed' },
      reason: 'Neu',
      sourceIds: [source],
    })
    expect(made.status).toBe(201)
    expect(made.headers.get('etag')).toBe('"1"')
    const id = unit('gruenflaechen-und-strassen')
    expect(made.headers.get('location')).toBe(`/api/v1${at(id)}`)
    const twin = await door.json('POST', '/entities', {
      type: 'OrgUnit',
      values: { name: 'Grünflächen & Straßen', kind: 'office', confidence: 'confirmed' },
      reason: 'Neu',
      sourceIds: [source],
    })
    expect(twin.body.results[0]?.id).toBe(`${id}-2`)
    expect(
      (
        await door.json('POST', '/entities', {
          type: 'OrgUnit',
          id,
          values: { name: 'x', kind: 'office', confidence: 'confirmed' },
          reason: 'Neu',
          sourceIds: [source],
        })
      ).status,
    ).toBe(409)

    const patch = (headers: Record<string, string>, values: object = { shortName: 'GS' }) =>
      door.json('PATCH', at(id), { values, reason: 'Kürzel' }, headers)
    expect((await patch({})).status).toBe(428)
    expect((await patch({ 'if-match': '"7"' })).status).toBe(412)
    expect((await patch({ 'if-match': 'W/"1"' })).status).toBe(412)
    const changed = await patch({ 'if-match': '"1"' })
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
    expect((await patch({ 'if-match': '"1"' })).status).toBe(412)
    expect((await patch({ 'if-match': '"2"' })).body).toMatchObject({ seq: null, counts: { unchanged: 1 } })
    expect((await patch({ 'if-match': '*' }, { nix: 1 })).body.errors?.[0]?.path).toBe('body.values.nix')

    expect((await door.json('DELETE', at(id))).status).toBe(428)
    expect(
      (await door.json('DELETE', `${at(id)}?validUntil=2026-06-01`, undefined, { 'if-match': '"2"' })).body.results[0],
    ).toMatchObject({ status: 'ended', version: 3 })
    expect((await door.get<{ entity: object }>(at(id))).body.entity).toMatchObject({ validUntil: '2026-06-01' })
    expect(
      (await door.json('PATCH', at(unit('nie')), { values: {}, reason: 'Test' }, { 'if-match': '"1"' })).status,
    ).toBe(404)
  })

  test('POST, GET, PATCH and DELETE a relation, with its version', async () => {
    await door.write([newInitiative('einzeln')])
    const made = await door.json('POST', '/relations', {
      relation: 'ACCOUNTABLE_FOR',
      from: buildingOffice,
      to: ini('einzeln'),
      values: { confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01' },
      reason: 'Neu',
      sourceIds: [source],
    })
    expect(made.status).toBe(201)
    const id = made.body.results[0]?.id ?? ''
    expect(made.headers.get('location')).toBe(`/api/v1${factAt(id)}`)
    expect((await door.get(factAt(id))).headers.get('etag')).toBe('"1"')
    expect((await door.json('PATCH', factAt(id), { values: { mandate: 'M' }, reason: 'Test' })).status).toBe(428)
    expect(
      (await door.json('PATCH', factAt(id), { values: { mandate: 'M' }, reason: 'Test' }, { 'if-match': '"1"' })).body
        .results[0],
    ).toMatchObject({ id, version: 2 })
    expect(
      (await door.json('PATCH', factAt(id), { from: itOffice, reason: 'Test' }, { 'if-match': '"2"' })).status,
    ).toBe(400)
    const next = await door.json(
      'PATCH',
      factAt(id),
      { from: itOffice, changeFrom: '2026-01-01', reason: 'Übergabe' },
      { 'if-match': '"2"' },
    )
    const nextId = next.body.results[0]?.id ?? ''
    expect(nextId).not.toBe(id)
    expect(
      (await door.json('DELETE', `${factAt(nextId)}?validUntil=2026-05-01`, undefined, { 'if-match': '"1"' })).body
        .results[0]?.status,
    ).toBe('ended')
    expect((await door.get(factAt('fact:funds:0199a1b2-0000-7000-8000-000000000001'))).status).toBe(404)
  })

  test('of many edits with the same version exactly one gets through', async () => {
    await door.write([newUnit('rennen')])
    const edits = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        door.json(
          'PATCH',
          at(unit('rennen')),
          { values: { shortName: `R${index}` }, reason: 'Rennen' },
          { 'if-match': '"1"' },
        ),
      ),
    )
    const statuses = edits.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)])
  })

  test('of many that want to own the same thing exactly one does', async () => {
    await door.write([
      newInitiative('begehrt'),
      ...Array.from({ length: 8 }, (_, index) => newUnit(`bewerber-${index}`)),
    ])
    const bids = await Promise.all(
      Array.from({ length: 8 }, (_, index) => door.write([owns(unit(`bewerber-${index}`), ini('begehrt'))])),
    )
    expect(bids.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)])
  })
})

describe('who may write', () => {
  test('B52: not a page of another site, and nobody under a foreign host name', async () => {
    const write = (headers: Record<string, string>) =>
      door.json('POST', '/changes', { reason: 'Test', sourceIds: [source], changes: [newUnit('fremd')] }, headers)
    expect((await write({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await write({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await door.get(at(unit('fremd')))).status).toBe(404)
  })
})
