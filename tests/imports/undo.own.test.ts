/** One entry of the log is undone: exactly the state before, or the later edits that stand in the way, and nothing written. */
import { randomUUID } from 'node:crypto'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { expect, test } from 'vitest'
import { at, buildingOffice, factAt, itOffice, newInitiative, newUnit, owns, permit, town, townServer } from '../changes/town.ts'
import { stateOf } from './state.ts'

const { door, world } = townServer()

const undo = (seq: number | null | undefined, reason = 'War ein Irrtum') => door.json('POST', `/changes/${seq}/undo`, { reason })
const unit = (slug: string) => `unit:${town}:${slug}`
const write = async (changes: Change[]) => {
  const { status, body } = await door.write(changes)
  expect(status, JSON.stringify(body)).toBe(200)
  return { seq: body.seq as number, ids: body.results.map(({ id }) => id) }
}

test('what was created, changed, ended, moved and retracted at once is as it was before', async () => {
  const { ids } = await write([
    newUnit('a', { shortName: 'A', description: 'Alt' }), newUnit('b'), newUnit('gone', { description: 'Wird zurückgenommen' }),
    newInitiative('x'), newInitiative('y'),
    owns(unit('a'), `ini:${town}:x`), owns(unit('b'), `ini:${town}:y`),
    { op: 'create-relation', relation: 'PART_OF', from: unit('gone'), to: buildingOffice, values: { confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01' } },
  ])
  const [, , , , , ownsX, ownsY, partOf] = ids as string[]
  const before = await stateOf(world().database)
  const { seq } = await write([
    newUnit('new'),
    { op: 'correct-entity', id: unit('a'), values: { shortName: null, description: 'Neu', name: 'A neu' } },
    { op: 'end-entity', id: unit('b'), validUntil: '2026-05-01' },
    { op: 'change-relation', factId: ownsX as string, validFrom: '2026-02-01', from: itOffice, values: {} },
    { op: 'change-relation', factId: ownsY as string, validFrom: '2025-01-01', from: itOffice, values: {} },
    { op: 'retract-relation', factId: partOf as string },
    { op: 'retract-entity', id: unit('gone') },
    { ...owns(unit('new'), permit), values: { confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01', validUntil: '2025-06-01' } } as Change,
  ])
  const after = await stateOf(world().database)
  expect(after).not.toEqual(before)

  const undone = await undo(seq)
  expect(undone.status, JSON.stringify(undone.body)).toBe(200)
  expect(undone.body.seq).toBe(seq + 1)
  expect(await stateOf(world().database)).toEqual(before)
  // The log goes on: what came back knows its whole history, and nobody's old version passes for the new one.
  const { body: history } = await door.get<{ items: { seq: number }[] }>(`${at(unit('gone'))}/history`)
  expect(history.items.map((item) => item.seq).slice(0, 2)).toEqual([seq + 1, seq])
  expect((await door.get(at(unit('gone')))).headers.get('etag')).toBe('"3"')

  // An undo can be undone, and that again.
  expect((await undo(seq + 1)).status).toBe(200)
  expect(await stateOf(world().database)).toEqual(after)
  expect((await undo(seq + 2)).status).toBe(200)
  expect(await stateOf(world().database)).toEqual(before)
  // Also the first one, once more, since all that came later has cancelled itself out.
  expect((await undo(seq)).status).toBe(409)
})

test('a later edit stands in the way: which, of what, and nothing is written', async () => {
  const { seq } = await write([newUnit('later', { description: 'eins' })])
  await write([{ op: 'correct-entity', id: unit('later'), values: { description: 'zwei' } }])
  const before = await stateOf(world().database)
  const { status, body } = await undo(seq)
  expect(status).toBe(409)
  expect(body.type).toMatch(/later-changes$/)
  expect(body.errors).toEqual([{ path: `later.${seq + 1}.${unit('later')}.description`, message: expect.stringContaining(String(seq + 1)) }])
  expect(await stateOf(world().database)).toEqual(before)
  // Once that is undone, the way is free.
  expect((await undo(seq + 1)).status).toBe(200)
  expect((await undo(seq)).status).toBe(200)
  expect((await door.get(at(unit('later')))).status).toBe(404)
})

test('what others have come to depend on is not removed', async () => {
  const { seq } = await write([newUnit('needed')])
  const { ids } = await write([owns(unit('needed'), permit)])
  const { status, body } = await undo(seq)
  expect(status).toBe(409)
  expect(JSON.stringify(body.errors)).toContain(ids[0])
  await write([{ op: 'retract-relation', factId: ids[0] as string }])
  expect((await undo(seq)).status).toBe(200)
})

test('an owner does not come back beside another', async () => {
  const { ids } = await write([newInitiative('owned'), owns(unit('a'), `ini:${town}:owned`)])
  const { seq } = await write([{ op: 'end-relation', factId: ids[1] as string, validUntil: '2026-03-01' }])
  await write([owns(itOffice, `ini:${town}:owned`, { validFrom: '2026-03-01' })])
  const { status, body } = await undo(seq)
  expect(status).toBe(409)
  expect(body.errors?.[0]).toMatchObject({ rule: 'R02' })
  const { body: fact } = await door.get<{ validUntil: string }>(factAt(ids[1] as string))
  expect(fact.validUntil).toBe('2026-03-01')
})

test('personal values are not in the log: a person who was created can go, a changed name cannot come back', async () => {
  const id = `per:${town}:mandat-1`
  const { seq: created } = await write([
    { op: 'put-entity', type: 'Person', id, values: { name: `Probe ${randomUUID()}`, publicOffice: true, confidence: 'confirmed', visibility: 'internal' } },
  ])
  const { seq } = await write([{ op: 'correct-entity', id, values: { name: 'Anders' } }])
  const { status, body } = await undo(seq)
  expect(status).toBe(409)
  expect(body.errors?.[0]?.path).toBe(`log.${id}.name`)
  expect((await undo(created)).status).toBe(409)
  await write([{ op: 'retract-entity', id }])
  expect((await undo(created)).status).toBe(409)
})

test('a number that the log does not have is not found; a reason with contact data is refused', async () => {
  expect((await undo(999_999)).status).toBe(404)
  const { seq } = await write([newUnit('reason')])
  expect((await undo(seq, 'Bitte an test@example.org')).status).toBe(422)
  expect((await undo(0)).status).toBe(400)
})
