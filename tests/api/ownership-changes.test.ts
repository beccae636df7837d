/** What changed in ownership between two days, on the demo. */
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import type { Ownership } from '@kommunalgraph/contract/answers.ts'
import type { OwnershipChanges } from '@kommunalgraph/contract/ownership-changes.ts'
import { expect, test } from 'vitest'
import { get, getPublic, of } from '../http.ts'

const application = 'ini:990000000000:digitaler-bauantrag'
const between = (before: string, query = {}) => get<OwnershipChanges>('/ownership/changes', { before, ...query })

test('the main story changed hands: who it was, who it is, by which source and why', async () => {
  const { status, body } = await between('2024-06-01')
  expect(status).toBe(200)
  const change = body.items.find(({ entity }) => entity.id === application)
  expect(change).toMatchObject({
    kind: 'handed-over',
    was: [{ entity: { id: 'unit:990000000000:e-government' }, until: '2025-03-01' }],
    now: [{ entity: { id: 'post:990000000000:leitung-bauordnung' }, since: '2025-03-01', until: '9999-12-31' }],
  })
  expect(change?.entries[0]?.reason).toMatch(/\S/)
  const cited = new Set(body.sources.map(({ id }) => id))
  expect(change?.now[0]?.sourceIds.length).toBeGreaterThan(0)
  for (const id of body.items.flatMap(({ was, now }) => [...was, ...now].flatMap(({ sourceIds }) => sourceIds)))
    expect(cited).toContain(id)
})

test('each kind is what the ownership answers of both days say', async () => {
  const { body } = await between('2022-01-01', { limit: 200 })
  expect(new Set(body.items.map(({ kind }) => kind)).size).toBeGreaterThan(1)
  expect(body.total).toBe(body.items.length)
  for (const { entity, was, now } of body.items.slice(0, 12)) {
    const ids = async (asOf: string) => {
      const { body: owned } = await get<Ownership>(`${of(entity.id)}/ownership`, { asOf })
      return owned.accountable.map(({ factId }) => factId).sort()
    }
    expect(now.map(({ factId }) => factId).sort()).toEqual(await ids('2026-11-01'))
    const then = await ids('2022-01-01')
    // Before something existed, its page names no owner.
    if (then.length > 0) expect(was.map(({ factId }) => factId).sort()).toEqual(then)
  }
})

test('between two days without a change there is none, and the sentence says so', async () => {
  const { body } = await between('2025-03-02', { asOf: '2025-03-03' })
  expect(body.items.some(({ entity }) => entity.id === application)).toBe(false)
  const whole = await between('0001-01-01', { asOf: '0001-01-02' })
  expect(whole.body).toMatchObject({ total: 0, items: [], sentence: { de: expect.stringMatching(/^Keine Verantwortung/) } })
})

test('pages join to the whole, and a cursor fits no other pair of days', async () => {
  const all = (await between('2022-01-01', { limit: 200 })).body
  const first = (await between('2022-01-01', { limit: 2 })).body
  const second = (await between('2022-01-01', { limit: 2, cursor: first.nextCursor ?? '' })).body
  expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 4))
  expect((await between('2021-01-01', { limit: 2, cursor: first.nextCursor ?? '' })).status).toBe(400)
})

test('the public reader gets what is public, and no reason that speaks of hidden things', async () => {
  const [inside, outside] = [await between('2022-01-01', { limit: 200 }), await getPublic<OwnershipChanges>('/ownership/changes', { before: '2022-01-01', limit: 200 })]
  expect(outside.body.total).toBeGreaterThan(0)
  expect(outside.body.total).toBeLessThan(inside.body.total)
  const known = new Set(inside.body.items.map(({ entity }) => entity.id))
  for (const { entity } of outside.body.items) expect(known).toContain(entity.id)
  // The seed is one entry that holds internal things too.
  for (const { entries } of outside.body.items) expect(entries).toEqual([])
})

test.each([['2026-11-01'], ['2027-01-01']])('the earlier day must be earlier: %s is refused with the field', async (before) => {
  const { status, body } = await get<Problem>('/ownership/changes', { before })
  expect(status).toBe(400)
  expect(body.errors?.[0]?.path).toBe('query.before')
})
