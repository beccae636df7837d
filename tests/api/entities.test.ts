import { daysBefore, today } from '@kommunalgraph/contract/days.ts'
import type { EntityList, EntityPage, RelationList } from '@kommunalgraph/contract/entities.ts'
import { expect, inject, test } from 'vitest'
import { address, get, getPublic, of, type Query, send } from '../http.ts'
import { asOf, karlsruhe, musterstadt } from '../neo4j.ts'

interface Problem {
  type: string
  errors: { path: string; message: string; allowed?: string[] }[]
}

async function list(query: Query = {}): Promise<EntityList> {
  const { status, body } = await get<EntityList>('/entities', query)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** Every page of a list. */
async function all(query: Query): Promise<EntityList['items']> {
  const items: EntityList['items'] = []
  let cursor: string | undefined
  do {
    const page: EntityList = await list({ ...query, cursor })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return items
}

const application = 'ini:990000000000:digitaler-bauantrag'

test('the list shows home and shared, sorted by name in German order, with a total', async () => {
  const first = await list({ limit: 200 })
  expect(first.items).toHaveLength(200)
  expect(first.total).toBeGreaterThan(800)
  expect(new Set(first.items.map(({ tenant }) => tenant))).toEqual(new Set([musterstadt, 'shared']))
  const fold = (name: string) =>
    name.toLowerCase().replaceAll('ä', 'a').replaceAll('ö', 'o').replaceAll('ü', 'u').replaceAll('ß', 'ss')
  const names = first.items.map(({ name }) => fold(name))
  expect(names).toEqual([...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
})

test('pages join without gap or double, in both directions and every order', async () => {
  for (const sort of ['name', '-name', 'validFrom', '-validFrom', 'type', '-type']) {
    const items = await all({ type: ['Initiative', 'Programme', 'System'], sort, limit: 17 })
    const { total } = await list({ type: ['Initiative', 'Programme', 'System'], limit: 1 })
    expect(items, sort).toHaveLength(total)
    expect(new Set(items.map(({ id }) => id)).size, sort).toBe(total)
  }
  const up = (await all({ type: 'Initiative', limit: 20 })).map(({ id }) => id)
  const down = (await all({ type: 'Initiative', sort: '-name', limit: 20 })).map(({ id }) => id)
  expect(down).toEqual(up.reverse())
})

test('filters narrow, alone and together', async () => {
  for (const { type } of await all({ type: 'Initiative,Service', limit: 200 }))
    expect(['Initiative', 'Service']).toContain(type)
  for (const { stage } of await all({ stage: ['running', 'live'] })) expect(['running', 'live']).toContain(stage)
  for (const { thrusts } of await all({ thrust: '5.5' })) expect(thrusts).toContain('5.5')
  for (const { owners } of await all({ owner: 'post:990000000000:cdo' }))
    expect(owners.map(({ id }) => id)).toContain('post:990000000000:cdo')
  const actors = await all({ sphere: 'municipal_group', type: 'Organization' })
  expect(actors.length).toBeGreaterThan(3)
  for (const { spheres } of actors) expect(spheres).toContain('municipal_group')
  const words = await all({ q: 'BAUANTRÄGE fachstellen', type: 'Initiative' })
  expect(words.map(({ id }) => id)).toEqual([application])
  const together = await all({ type: 'Initiative', stage: 'running', thrust: '1', q: 'digital' })
  for (const item of together)
    expect(item).toMatchObject({ type: 'Initiative', stage: 'running', thrusts: expect.arrayContaining(['1']) })
  expect((await list({ type: 'Initiative', stage: 'running', thrust: '1', q: 'digital' })).total).toBe(together.length)
})

test('the gap filter shows exactly what the gap lists', async () => {
  const gap = await get<{ items: { entity: { id: string } }[]; total: number }>('/gaps/no_accountable', { limit: 200 })
  const listed = await all({ gap: 'no_accountable' })
  expect(listed.length).toBeGreaterThan(0)
  expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(gap.body.items.map(({ entity }) => entity.id)))
  for (const { owners } of listed) expect(owners).toEqual([])
})

test('the other municipality is another list; both can be asked', async () => {
  const one = await list({ type: 'Initiative', tenant: karlsruhe })
  const both = await list({ type: 'Initiative', tenant: [musterstadt, karlsruhe] })
  const home = await list({ type: 'Initiative' })
  expect(one.total).toBeGreaterThan(20)
  expect(both.total).toBe(one.total + home.total)
})

test('a day in the past shows what there was', async () => {
  const then = await all({ type: 'Initiative', asOf: '2021-08-01', limit: 200 })
  expect(then.map(({ id }) => id)).toContain('ini:990000000000:terminvergabe')
  expect(then.map(({ id }) => id)).not.toContain(application)
})

test('a public reader sees fewer, and the total says no more than the list', async () => {
  const { body } = await getPublic<EntityList>('/entities', { type: 'Initiative', limit: 200 })
  expect(body.items).toHaveLength(body.total)
  expect(body.total).toBe((await list({ type: 'Initiative' })).total - 1)
  for (const { visibility } of body.items) expect(visibility).toBe('public')
})

test('B7, B43: bad parameters are named with what is allowed', async () => {
  const wrong: [Query, string, string[]?][] = [
    [{ type: 'Foo' }, 'query.type', ['Initiative']],
    [{ type: 'Initiative,Foo' }, 'query.type', ['Initiative']],
    [{ sphere: 'moon' }, 'query.sphere', ['administration']],
    [{ thrust: '6' }, 'query.thrust', ['5.5']],
    [{ stage: 'done' }, 'query.stage', ['running']],
    [{ gap: 'none' }, 'query.gap', ['no_accountable']],
    [{ sort: 'name;DROP' }, 'query.sort', ['-name']],
    [{ asOf: '2026-02-30' }, 'query.asOf'],
    [{ asOf: 'gestern' }, 'query.asOf'],
    [{ limit: 0 }, 'query.limit'],
    [{ limit: 201 }, 'query.limit'],
    [{ limit: 'NaN' }, 'query.limit'],
    [{ limit: '1e9' }, 'query.limit'],
    [{ cursor: 'abc' }, 'query.cursor'],
    [{ cursor: '' }, 'query.cursor'],
    [{ owner: "'}) DETACH DELETE n //" }, 'query.owner'],
    [{ tenant: '123' }, 'query.tenant'],
    [{ tenant: '123456789012' }, 'query.tenant', [musterstadt, karlsruhe]],
    [{ colour: 'red' }, 'query.colour', ['asOf', 'type']],
    [{ __proto__x: '1' }, 'query.__proto__x'],
  ]
  for (const [query, path, allowed] of wrong) {
    const { status, body } = await get<Problem>('/entities', query)
    expect(status, JSON.stringify(query)).toBe(400)
    expect(body.type).toBe('urn:kommunalgraph:problem:invalid-request')
    const error = body.errors.find((one) => one.path === path)
    expect(error, JSON.stringify(body.errors)).toBeDefined()
    if (allowed) expect(error?.allowed).toEqual(expect.arrayContaining(allowed))
  }
})

test('a cursor belongs to its list', async () => {
  const { nextCursor } = await list({ type: 'Initiative', limit: 5 })
  for (const other of [
    { type: 'Service' },
    { type: 'Initiative', sort: '-name' },
    { type: 'Initiative', asOf: '2026-10-01' },
  ]) {
    const { status, body } = await get<Problem>('/entities', { ...other, limit: 5, cursor: nextCursor ?? '' })
    expect(status).toBe(400)
    expect(body.errors[0]?.path).toBe('query.cursor')
  }
  expect((await list({ type: 'Initiative', limit: 50, cursor: nextCursor ?? '' })).items.length).toBeGreaterThan(5)
})

test('the page of one entity: values, relations by type and direction, sources, gaps', async () => {
  const { status, headers, body } = await get<EntityPage>(of(application))
  expect(status).toBe(200)
  expect(headers.get('etag')).toBe('"1"')
  expect(headers.get('cache-control')).toContain('no-cache')
  expect(body.entity).toMatchObject({
    id: application,
    type: 'Initiative',
    name: 'Digitaler Bauantrag',
    stage: 'running',
    budgetEur: 1_240_000,
  })
  expect(body.asOf).toBe(asOf)
  const owner = body.relations.find(({ relation }) => relation === 'ACCOUNTABLE_FOR')
  expect(owner).toMatchObject({ direction: 'in', total: 1 })
  expect(owner?.items[0]).toMatchObject({
    relation: 'ACCOUNTABLE_FOR',
    direction: 'in',
    validUntil: '9999-12-31',
    version: 1,
  })
  expect(body.relations.some(({ direction }) => direction === 'out')).toBe(true)
  const named = new Set(body.sources.map(({ id }) => id))
  for (const { items } of body.relations)
    for (const { sourceIds } of items) for (const id of sourceIds) expect(named).toContain(id)
  for (const key of ['seqs', 'slot']) expect(JSON.stringify(body)).not.toContain(`"${key}"`)
})

test('relations follow the day; values not recorded by then are named as of today', async () => {
  const before = await get<EntityPage>(of(application), { asOf: '2026-09-01' })
  expect(before.body.today).toContain('stage')
  expect(before.body.today).not.toContain('tenant')
  const tomorrow = daysBefore(today(), -1)
  const after = await get<EntityPage>(of(application), { asOf: tomorrow })
  expect(after.body.today).toEqual([])
})

test('If-None-Match with the current version: 304 without a body', async () => {
  const url = address(of(application), { asOf })
  const same = await fetch(url, { headers: { 'if-none-match': '"1"' } })
  expect(same.status).toBe(304)
  expect(await same.text()).toBe('')
  expect((await fetch(url, { headers: { 'if-none-match': '"7"' } })).status).toBe(200)
})

test('B6, B51: an unknown id is 404, a malformed one 400, an internal one 404 for the public', async () => {
  const unknown = await get<Problem>(of('ini:990000000000:gibt-es-nicht'))
  expect(unknown.status).toBe(404)
  expect(unknown.body.type).toBe('urn:kommunalgraph:problem:not-found')
  for (const id of [
    'foo',
    "'}) DETACH DELETE n //",
    'ini:x',
    'ini:990000000000:A',
    `ini:990000000000:${'a'.repeat(300)}`,
    '%00',
    '../../etc/passwd',
  ]) {
    const { status, body } = await get<Problem>(of(id))
    expect(status, id).toBe(400)
    expect(body.errors[0]?.path, id).toMatch(/^path/)
  }
  const internal = 'ini:990000000000:sicherheitsuebung'
  expect((await get(of(internal))).status).toBe(200)
  const hidden = await getPublic<Problem>(of(internal))
  const none = await getPublic<Problem>(of('ini:990000000000:gibt-es-nicht'))
  expect(hidden.status).toBe(404)
  expect(Object.keys(hidden.body)).toEqual(Object.keys(none.body))
  const conditional = await fetch(address(of(internal), {}, inject('publicUrl')), {
    headers: { 'if-none-match': '"1"' },
  })
  expect(conditional.status).toBe(404)
})

test('no internal name, id, source or relation is on any public page', async () => {
  const { body: everything } = await get<EntityList>('/entities', { limit: 200, type: 'Source' })
  const internalSources = everything.items.filter(({ visibility }) => visibility === 'internal').map(({ id }) => id)
  expect(internalSources.length).toBeGreaterThan(0)
  const { body } = await getPublic<EntityList>('/entities', {
    limit: 120,
    type: ['System', 'Dataset', 'Initiative', 'OrgUnit'],
  })
  for (const { id } of body.items) {
    const page = await getPublic<EntityPage>(of(id))
    expect(page.status, id).toBe(200)
    const text = JSON.stringify(page.body)
    expect(text).not.toContain('"visibility":"internal"')
    for (const source of internalSources) expect(text, id).not.toContain(source)
  }
})

test('a page of another municipality tells what that one states', async () => {
  const { body: found } = await get<EntityList>('/entities', { tenant: karlsruhe, type: 'Initiative', limit: 1 })
  const { status, body } = await get<EntityPage>(of(found.items[0]?.id ?? ''))
  expect(status).toBe(200)
  expect(body.relations.length).toBeGreaterThan(0)
})

test('a long list of relations comes in pages', async () => {
  const id = 'org:ars:990000000000'
  const { body: page } = await get<EntityPage>(of(id))
  const groups = page.relations
  const total = groups.reduce((sum, group) => sum + group.total, 0)
  for (const group of groups) expect(group.items.length).toBe(Math.min(group.total, 50))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { body }: { body: RelationList } = await get<RelationList>(`${of(id)}/relations`, { limit: 7, cursor })
    expect(body.total).toBe(total)
    seen.push(...body.items.map(({ factId }) => factId))
    cursor = body.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toHaveLength(total)
  expect(new Set(seen).size).toBe(total)
  const [first] = groups
  if (!first) throw new Error('no relations')
  const one = await get<RelationList>(`${of(id)}/relations`, {
    type: first.relation,
    direction: first.direction,
    limit: 200,
  })
  expect(one.body.total).toBe(first.total)
  for (const { relation, direction } of one.body.items)
    expect([relation, direction]).toEqual([first.relation, first.direction])
})

test('B57: HEAD answers like GET, other methods are refused with those allowed', async () => {
  expect((await fetch(address('/entities'), { method: 'HEAD' })).status).toBe(200)
  for (const method of ['PUT', 'OPTIONS', 'DELETE']) {
    const response = await send<Problem>(address('/entities'), { method })
    expect(response.status, method).toBe(405)
    expect(response.headers.get('allow')).toContain('GET')
    expect(response.body.type).toBe('urn:kommunalgraph:problem:method-not-allowed')
  }
})
