import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import { expect, test } from 'vitest'
import {
  at,
  buildingOffice,
  files,
  headOfIt,
  hiddenSource,
  itOffice,
  newInitiative,
  newUnit,
  owns,
  permit,
  source,
  town,
  townServer,
} from './town.ts'

const { door, outside } = townServer({ public: true, reason: 'Anfang' })

const history = (id: string, who = door, more = '') => who.get<HistoryAnswer>(`${at(id)}/history${more}`)

test('tells who, when, why, and from what to what; newest first', async () => {
  await door.write([newUnit('chronik')])
  await door.write(
    [{ op: 'correct-entity', id: `unit:${town}:chronik`, values: { name: 'Chronik', shortName: 'C' } }],
    { reason: 'Umbenannt' },
  )
  await door.write([{ op: 'end-entity', id: `unit:${town}:chronik`, validUntil: '2026-06-01' }], {
    reason: 'Aufgelöst',
  })
  const { status, body } = await history(`unit:${town}:chronik`)
  expect(status).toBe(200)
  expect(body.entity).toMatchObject({ name: 'Chronik', type: 'OrgUnit' })
  expect(body.items.map(({ reason, changes }) => [reason, changes[0]?.op])).toEqual([
    ['Aufgelöst', 'ended'],
    ['Umbenannt', 'changed'],
    ['Ein Test', 'created'],
  ])
  expect(body.items[0]?.changes[0]?.properties).toEqual([
    { property: 'validUntil', from: '9999-12-31', to: '2026-06-01' },
  ])
  expect(body.items[1]?.changes[0]).toMatchObject({
    entity: { name: 'Chronik' },
    properties: [
      { property: 'name', from: 'chronik', to: 'Chronik' },
      { property: 'shortName', from: null, to: 'C' },
    ],
  })
  expect(body.items[0]).toMatchObject({ by: 'lokal', sourceIds: [source], total: 1 })
})

test('goes on by cursor without a gap or a double', async () => {
  await door.write([newUnit('seiten')])
  for (let index = 0; index < 5; index++)
    await door.write([{ op: 'correct-entity', id: `unit:${town}:seiten`, values: { shortName: `S${index}` } }])
  const seqs: number[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: { body: HistoryAnswer } = await history(
      `unit:${town}:seiten`,
      door,
      `?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
    )
    seqs.push(...body.items.map(({ seq }) => seq))
    cursor = body.nextCursor
  }
  expect(seqs).toHaveLength(6)
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => b - a))
})

test('names of persons are in no log', async () => {
  const person = `per:${town}:mandat-1`
  await door.write([
    {
      op: 'put-entity',
      type: 'Person',
      id: person,
      values: {
        name: 'Erika Beispiel',
        publicOffice: true,
        party: 'Liste',
        confidence: 'confirmed',
        visibility: 'public',
      },
    },
  ])
  await door.write([{ op: 'correct-entity', id: person, values: { name: 'Erika Muster' } }])
  const { body } = await history(person)
  const properties = body.items.flatMap(({ changes }) => changes.flatMap((change) => change.properties))
  expect(properties.filter(({ property }) => property === 'name')).toEqual([
    { property: 'name', from: null, to: null },
    { property: 'name', from: null, to: null },
  ])
  expect(JSON.stringify(body)).not.toContain('Beispiel')
  // The name that is told is today's, from the graph.
  expect(body.items[1]?.changes[0]?.entity?.name).toBe('Erika Muster')
})

test('a retracted thing keeps its history and gives its name only to who may see it', async () => {
  await door.write([newUnit('irrtum', { visibility: 'internal' }), newUnit('irrtum-2')])
  await door.write([
    { op: 'retract-entity', id: `unit:${town}:irrtum` },
    { op: 'retract-entity', id: `unit:${town}:irrtum-2` },
  ])
  const { status, body } = await history(`unit:${town}:irrtum`)
  expect([status, body.entity, body.items.map(({ changes }) => changes[0]?.op)]).toEqual([
    200,
    null,
    ['retracted', 'created'],
  ])
  expect((await history(`unit:${town}:irrtum`, outside)).status).toBe(404)
  expect((await history(`unit:${town}:irrtum-2`, outside)).status).toBe(200)
  expect((await history(`unit:${town}:nie`)).status).toBe(404)
})

test('public readers see only what was and is public: no name, number, count or reason of anything else', async () => {
  await door.write(
    [
      newInitiative('geheim', { visibility: 'internal', name: 'GEHEIM' }),
      owns(headOfIt, `ini:${town}:geheim`, { visibility: 'internal' }),
    ],
    { reason: 'GEHEIM' },
  )
  await door.write(
    [newInitiative('offen', { name: 'Offen' }), newUnit('verdeckt', { visibility: 'internal', name: 'GEHEIM' })],
    { reason: 'GEHEIM, gemischt' },
  )
  await door.write([owns(buildingOffice, `ini:${town}:offen`, { sourceIds: [source, hiddenSource] })], {
    reason: 'Alles öffentlich',
  })
  await door.write([{ op: 'correct-entity', id: files, values: { description: 'GEHEIM' } }], { reason: 'GEHEIM' })

  const feed = await outside.get<HistoryAnswer>('/changes?limit=100')
  expect(feed.status).toBe(200)
  const text = JSON.stringify(feed.body)
  for (const secret of ['GEHEIM', 'verdeckt', headOfIt, files, hiddenSource, 'e-akte'])
    expect(text).not.toContain(secret)
  const seqs = feed.body.items.map(({ seq }) => seq)
  // A numbering of its own, without a gap: what is missing is not even counted.
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => seqs.length - index))
  expect(feed.body.items[0]).toMatchObject({ reason: 'Alles öffentlich', total: 1 })
  expect(feed.body.items[0]?.changes[0]?.properties.find(({ property }) => property === 'sourceIds')?.to).toEqual([
    source,
  ])
  expect(feed.body.items[1]).toMatchObject({ reason: '', total: 1 })

  const inside = await door.get<HistoryAnswer>('/changes?limit=100')
  expect(JSON.stringify(inside.body)).toContain('GEHEIM')
  expect((await history(files, outside)).status).toBe(404)
})

test('what was public and is internal now is not told any more, neither are its public times', async () => {
  const id = `ini:${town}:zurueckgezogen`
  await door.write([newInitiative('zurueckgezogen', { name: 'ZURUECK' })])
  expect(JSON.stringify((await outside.get('/changes?limit=100')).body)).toContain('ZURUECK')
  await door.write([{ op: 'correct-entity', id, values: { visibility: 'internal' } }])
  expect(JSON.stringify((await outside.get('/changes?limit=100')).body)).not.toContain('ZURUECK')
  await door.write([{ op: 'retract-entity', id }])
  expect(JSON.stringify((await outside.get('/changes?limit=100')).body)).not.toContain('ZURUECK')
})

test('what was internal shows its public time only', async () => {
  const id = `ini:${town}:veroeffentlicht`
  await door.write([newInitiative('veroeffentlicht', { visibility: 'internal', description: 'ENTWURF' })])
  await door.write([{ op: 'correct-entity', id, values: { visibility: 'public', description: 'Text' } }])
  await door.write([{ op: 'correct-entity', id, values: { description: 'Neuer Text' } }])
  const { body } = await history(id, outside)
  expect(body.items).toHaveLength(1)
  expect(JSON.stringify(body)).not.toContain('ENTWURF')
})

test('the feed is followed from where one was', async () => {
  const start = (await door.get<HistoryAnswer>('/changes?limit=1')).body.items[0]?.seq ?? 0
  await door.write([newUnit('feed-1')])
  await door.write([newUnit('feed-2'), owns(itOffice, permit)])
  const { body } = await door.get<HistoryAnswer>(`/changes?order=oldest&cursor=${start}`)
  expect(body.items.map(({ seq, total }) => [seq, total])).toEqual([
    [start + 1, 1],
    [start + 2, 2],
  ])
  expect(body.nextCursor).toBeNull()
  expect((await door.get(`/changes?cursor=abc`)).status).toBe(400)
  expect((await door.get(`/changes?limit=101`)).status).toBe(400)
})

test('the public view takes no changes, before it reads a body', async () => {
  const attempts = await Promise.all([
    outside.write([newUnit('fremd')]),
    outside.json('POST', '/entities', { nonsense: true }),
    outside.json('PATCH', at(permit), { values: {} }),
    outside.json('DELETE', at(permit)),
    outside.json('POST', '/relations', {}),
    outside.json('PUT', `/tenants/${town}`, {}),
    outside.json('POST', `/tenants/${town}/remove-demo`, {}),
  ])
  for (const { status, body } of attempts)
    expect([status, body.type]).toEqual([403, 'urn:kommunalgraph:problem:read-only'])
})
