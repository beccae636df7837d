/**
 * Duplicates, merges and claims on a small town: what is proposed and why, that a merge moves everything and its undo
 * restores exactly the state before, that a decision writes the fact it stands for, and what is refused.
 */
import type {
  AssertionsAnswer,
  Comparison,
  ConfirmationAnswer,
  ConfirmationSheet,
  DecideAnswer,
  DuplicatesAnswer,
  MergeAnswer,
  MergeList,
  NotSameList,
} from '@kommunalgraph/contract/merging.ts'
import { openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import type { GapAnswer } from '@kommunalgraph/contract/answers.ts'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import type { QualityAnswer } from '@kommunalgraph/contract/quality.ts'
import ExcelJS from 'exceljs'
import neo4j from 'neo4j-driver'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  at,
  buildingOffice,
  factAt,
  hiddenSource,
  itOffice,
  newInitiative,
  newUnit,
  owns,
  permit,
  source,
  town,
  townServer,
} from '../changes/town.ts'
import { stateOf } from '../imports/state.ts'

const { door, outside, world } = townServer({ public: true })

const unit = (slug: string) => `unit:${town}:${slug}`
const ini = (slug: string) => `ini:${town}:${slug}`
const write = async (changes: Change[]) => {
  const { status, body } = await door.write(changes)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.results.map(({ id }) => id)
}
const known = { confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01' }
const part = (from: string, to: string, values: object = {}): Change => ({
  op: 'create-relation',
  relation: 'PART_OF',
  from,
  to,
  values: { ...known, ...values },
})
const claim = (slug: string, values: Record<string, unknown>): Change => ({
  op: 'put-entity',
  type: 'Assertion',
  id: `ast:${town}:${slug}`,
  values: {
    confidence: 'reported',
    visibility: 'public',
    name: slug,
    status: 'proposed',
    by: 'test',
    at: '2026-10-01T10:00:00Z',
    ...values,
  },
})
type Any = Record<string, unknown> & { errors?: { path: string; message: string }[]; type?: string }
const merge = (body: object, query = '') => door.json('POST', `/merges${query}`, { reason: 'Doppelt erfasst', ...body }) as unknown as Promise<{ status: number; body: MergeAnswer & Any }>
const decide = (slug: string, body: object) =>
  door.json('POST', `/assertions/${encodeURIComponent(`ast:${town}:${slug}`)}/decide`, { reason: 'Laut Organisationsverfügung', ...body }) as unknown as Promise<{ status: number; body: DecideAnswer & Any }>
const duplicates = async (query = '') => (await door.get<DuplicatesAnswer>(`/duplicates${query}`)).body
const pairs = async () => (await duplicates('?limit=200')).items.map(({ a, b }) => [a.id, b.id].sort().join(' '))
const factsAt = async (id: string) => (await door.get<Comparison>(`/duplicates/compare?a=${id}&b=${itOffice}`)).body.a.relations

describe('proposals', () => {
  beforeAll(async () => {
    await write([
      newUnit('strassenbau', { name: 'Amt für Straßenbau' }),
      newUnit('strassenbau-2', { name: 'Strassenbau, Amt f.' }),
      newUnit('amt-10', { name: 'Amt 10' }),
      newUnit('amt-11', { name: 'Amt 11' }),
      newUnit('team-nord', { name: 'Bürgerbüro' }),
      newUnit('team-sued', { name: 'Buergerbuero' }),
      part(unit('team-nord'), buildingOffice),
      part(unit('team-sued'), itOffice),
    ])
  })
  const pair = [unit('strassenbau'), unit('strassenbau-2')].sort().join(' ')

  test('the same name in another spelling is proposed with its reason; numbers and other parents speak against', async () => {
    const { items, entities, compared } = await duplicates()
    const found = items.find(({ a, b }) => [a.id, b.id].sort().join(' ') === pair)
    expect(found).toMatchObject({ score: 1, reasons: [{ code: 'same_name', against: false }] })
    const ids = await pairs()
    expect(ids).not.toContain([unit('amt-10'), unit('amt-11')].sort().join(' '))
    expect(ids).not.toContain([unit('team-nord'), unit('team-sued')].sort().join(' '))
    expect(compared).toBeLessThan((entities * (entities - 1)) / 2)
    const compare = await door.get<Comparison>(`/duplicates/compare?a=${unit('team-nord')}&b=${unit('team-sued')}`)
    expect(compare.body.reasons.map(({ code }) => code)).toEqual(['same_name', 'other_parent'])
    expect(compare.body.fields).toContain('name')
  })

  test('pages follow each other without gap or repetition, and types are counted', async () => {
    await write([newUnit('page-1', { name: 'Kanalbetrieb' }), newUnit('page-2', { name: 'Kanal-Betrieb' }), newInitiative('page-1', { name: 'Ladesäulen' }), newInitiative('page-2', { name: 'Ladesaeulen' })])
    const all = await pairs()
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: DuplicatesAnswer = await duplicates(`?limit=1${cursor ? `&cursor=${cursor}` : ''}`)
      paged.push(...page.items.map(({ a, b }) => [a.id, b.id].sort().join(' ')))
      cursor = page.nextCursor
    }
    expect(all.length).toBeGreaterThan(2)
    expect(paged).toEqual(all)
    const { types, total } = await duplicates('?type=Initiative')
    expect(types).toContainEqual({ type: 'Initiative', total: 1 })
    expect(total).toBe(1)
  })

  test('"not the same" is remembered with its reason, and can be taken back', async () => {
    const body = { a: unit('strassenbau'), b: unit('strassenbau-2'), reason: 'Zwei Standorte' }
    const before = await stateOf(world().database)
    expect((await door.json('POST', '/duplicates/not-same', body)).status).toBe(200)
    expect(await pairs()).not.toContain(pair)
    const { items } = (await door.get<NotSameList>('/duplicates/not-same')).body
    expect(items).toMatchObject([{ reason: 'Zwei Standorte', by: 'lokal' }])
    expect(await stateOf(world().database)).toEqual(before)
    const query = `/duplicates/not-same?a=${body.b}&b=${body.a}`
    expect((await door.json('DELETE', query)).status).toBe(200)
    expect(await pairs()).toContain(pair)
    expect((await door.json('DELETE', query)).status).toBe(404)
  })

  test('needs a reason without contact data, two entities of one type that exist', async () => {
    const mark = (body: object) => door.json('POST', '/duplicates/not-same', { a: unit('amt-10'), b: unit('amt-11'), reason: 'Zwei Ämter', ...body })
    expect((await mark({ reason: '' })).status).toBe(400)
    expect((await mark({ reason: 'Fragen Sie amt@example.org' })).body.errors?.[0]).toMatchObject({ path: 'body.reason', rule: 'R28' })
    expect((await mark({ b: unit('amt-10') })).status).toBe(422)
    expect((await mark({ b: permit })).status).toBe(422)
    expect((await mark({ b: unit('gibt-es-nicht') })).status).toBe(404)
  })
})

describe('merging', () => {
  test('relations move, equal facts unite with both sources, claims and sources follow, the old id leads on; undo restores all of it', async () => {
    const ids = await write([
      newUnit('keep', { name: 'Tiefbauamt', shortName: 'TBA', validFrom: '2024-01-01' }),
      newUnit('gone', { name: 'Amt für Tiefbau', description: 'Baut Straßen', sourceIds: [hiddenSource], validFrom: '2020-01-01' }),
      newUnit('team', { name: 'Team Brücken' }),
      newInitiative('both'),
      newInitiative('only'),
      { op: 'create-relation', relation: 'RESPONSIBLE_FOR', from: unit('keep'), to: ini('both'), values: known },
      { op: 'create-relation', relation: 'RESPONSIBLE_FOR', from: unit('gone'), to: ini('both'), values: { ...known, validFrom: '2023-05-01', validUntil: '2025-06-01', sourceIds: [hiddenSource], share: 40 } },
      owns(unit('gone'), ini('only')),
      part(unit('team'), unit('gone')),
      part(unit('keep'), unit('gone')),
      claim('zu-gone', { relation: 'ACCOUNTABLE_FOR', fromId: unit('gone'), toId: ini('both') }),
    ])
    const [kept, twin, owned, team, loop] = [ids[5], ids[6], ids[7], ids[8], ids[9]] as [string, string, string, string, string]
    const before = await stateOf(world().database)

    const dry = await merge({ keep: unit('keep'), merge: unit('gone'), values: { name: 'Tiefbauamt der Stadt' } }, '?dryRun=true')
    expect(dry.body).toMatchObject({ seq: null, moved: 2, dropped: [loop], references: 1, undoable: true })
    expect(await stateOf(world().database)).toEqual(before)

    const { status, body } = await merge({ keep: unit('keep'), merge: unit('gone'), values: { name: 'Tiefbauamt der Stadt' } })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.united).toMatchObject([{ factId: kept, relation: 'RESPONSIBLE_FOR', retracted: [twin], other: { id: ini('both') } }])
    const { entity } = (await door.get<{ entity: Record<string, unknown> }>(at(unit('keep')))).body
    expect(entity).toMatchObject({ name: 'Tiefbauamt der Stadt', shortName: 'TBA', description: 'Baut Straßen', validFrom: '2020-01-01', sourceIds: [source, hiddenSource], sameAs: [unit('gone')] })
    expect((await door.get(factAt(kept))).body).toMatchObject({ sourceIds: [source, hiddenSource], validFrom: '2023-05-01', validUntil: '9999-12-31', share: 40 })
    expect((await door.get(factAt(owned))).body).toMatchObject({ factId: owned, from: { id: unit('keep') } })
    expect((await door.get(factAt(team))).body).toMatchObject({ factId: team, to: { id: unit('keep') } })
    for (const id of [twin, loop]) expect((await door.get(factAt(id))).status).toBe(404)
    expect((await door.get<{ entity: { fromId: string } }>(at(`ast:${town}:zu-gone`))).body.entity.fromId).toBe(unit('keep'))
    // The old id leads on, and nobody can take it again.
    expect((await door.get<{ entity: { id: string } }>(at(unit('gone')))).body.entity.id).toBe(unit('keep'))
    const again = await door.write([newUnit('gone', { name: 'Neu' })])
    expect(again.status).toBe(409)
    expect(again.body.errors?.[0]?.message).toContain(unit('keep'))
    expect((await door.write([owns(unit('gone'), ini('both'))])).body.errors?.[0]?.message).toContain('was merged into')
    const { items } = (await door.get<MergeList>('/merges')).body
    expect(items[0]).toMatchObject({ seq: body.seq, mergedId: unit('gone'), kept: { id: unit('keep') }, reason: 'Doppelt erfasst' })

    const undone = await door.json('POST', `/merges/${body.seq}/undo`, { reason: 'War ein Irrtum' })
    expect(undone.status, JSON.stringify(undone.body)).toBe(200)
    expect(await stateOf(world().database)).toEqual(before)
    expect((await door.get<{ entity: { id: string } }>(at(unit('gone')))).body.entity.id).toBe(unit('gone'))
    expect((await door.get<MergeList>('/merges')).body.items.map(({ seq }) => seq)).not.toContain(body.seq)
    expect((await door.json('POST', `/merges/${body.seq}/undo`, { reason: 'Noch einmal' })).status).toBe(404)
  })

  test('an id that led to a merged one leads on, and back again after the undo', async () => {
    await write([newUnit('a1', { name: 'Archiv' }), newUnit('a2', { name: 'Archive' }), newUnit('a3', { name: 'Archivamt' })])
    await merge({ keep: unit('a2'), merge: unit('a1') })
    const second = await merge({ keep: unit('a3'), merge: unit('a2') })
    const leads = async () => (await door.get<{ entity: { id: string } }>(at(unit('a1')))).body.entity.id
    expect(await leads()).toBe(unit('a3'))
    // A former id may be named as well as the one that it leads to.
    expect((await merge({ keep: unit('a3'), merge: unit('a1') })).status).toBe(422)
    expect((await door.json('POST', `/merges/${second.body.seq}/undo`, { reason: 'War ein Irrtum' })).status).toBe(200)
    expect(await leads()).toBe(unit('a2'))
  })

  test('a merge that was taken back and done again leads on as before, as often as it is asked', async () => {
    await write([newUnit('r0', { name: 'Friedhof' }), newUnit('r1', { name: 'Friedhöfe' }), newUnit('r2', { name: 'Friedhofsamt' }), newInitiative('grab'), owns(unit('r1'), ini('grab'))])
    await merge({ keep: unit('r1'), merge: unit('r0') })
    const undo = (seq: number | null) => door.json('POST', `/changes/${seq}/undo`, { reason: 'Anders entschieden' })
    const leads = (slug: string) => door.get<{ entity: { id: string } }>(at(unit(slug))).then(({ body }) => body.entity.id)
    const before = await stateOf(world().database)
    const merged = await merge({ keep: unit('r2'), merge: unit('r1') })
    // The number of the merge that an alias stands for is the one of the latest.
    const stateNow = async () => (await stateOf(world().database)).map((line) => line.replace(/"seq":"\d+"/, ''))
    const after = await stateNow()

    let last = merged.body.seq
    for (let round = 0; round < 2; round++) {
      const back = await undo(last)
      expect(back.status, JSON.stringify(back.body)).toBe(200)
      expect(await stateOf(world().database)).toEqual(before)
      expect([await leads('r0'), await leads('r1')]).toEqual([unit('r1'), unit('r1')])
      const again = await undo(back.body.seq)
      expect(again.status, JSON.stringify(again.body)).toBe(200)
      expect(await stateNow()).toEqual(after)
      expect([await leads('r0'), await leads('r1')]).toEqual([unit('r2'), unit('r2')])
      expect((await door.write([newUnit('r1')])).status).toBe(409)
      last = again.body.seq
    }
    // It is a merge like any other: listed, and taken back where merges are.
    expect((await door.get<MergeList>('/merges')).body.items[0]).toMatchObject({ seq: last, mergedId: unit('r1'), kept: { id: unit('r2') } })
    expect((await door.json('POST', `/merges/${last}/undo`, { reason: 'War ein Irrtum' })).status).toBe(200)
    expect(await stateOf(world().database)).toEqual(before)
  })

  test('what was changed since stands in the way of the undo, and nothing is written', async () => {
    await write([newUnit('c1', { name: 'Hafen' }), newUnit('c2', { name: 'Hafenamt' }), newInitiative('kai'), owns(unit('c2'), ini('kai'))])
    const { seq } = (await merge({ keep: unit('c1'), merge: unit('c2') })).body
    await door.write([{ op: 'correct-entity', id: unit('c1'), values: { sameAs: null } }])
    const before = await stateOf(world().database)
    expect((await door.json('POST', `/merges/${seq}/undo`, { reason: 'Zurück' })).status).toBe(409)
    expect(await stateOf(world().database)).toEqual(before)
  })

  test('is refused: with itself, other types, unknown ids, without reason, with stale versions, of another municipality, the municipality itself', async () => {
    const before = await stateOf(world().database)
    expect(await merge({ keep: buildingOffice, merge: buildingOffice })).toMatchObject({ status: 422, body: { errors: [{ path: 'body.merge' }] } })
    expect((await merge({ keep: buildingOffice, merge: permit })).status).toBe(422)
    expect(await merge({ keep: buildingOffice, merge: unit('niemand') })).toMatchObject({ status: 404, body: { errors: [{ path: 'body.merge' }] } })
    expect(await merge({ keep: unit('niemand'), merge: buildingOffice })).toMatchObject({ status: 404, body: { errors: [{ path: 'body.keep' }] } })
    expect((await merge({ keep: buildingOffice, merge: itOffice, reason: ' ' })).status).toBe(400)
    expect((await door.json('POST', '/merges', { keep: buildingOffice, merge: itOffice })).status).toBe(400)
    expect(await merge({ keep: buildingOffice, merge: itOffice, mergeVersion: 99 })).toMatchObject({ status: 412, body: { errors: [{ path: 'body.mergeVersion' }] } })
    expect(await merge({ keep: buildingOffice, merge: itOffice, keepVersion: 99 })).toMatchObject({ status: 412 })
    expect(await merge({ keep: buildingOffice, merge: itOffice, values: { sourceIds: [] } })).toMatchObject({ status: 422, body: { errors: [{ path: 'body.values.sourceIds' }] } })
    expect(await merge({ keep: buildingOffice, merge: itOffice, values: { kind: 'planet' } })).toMatchObject({ status: 422, body: { errors: [{ path: 'body.values.kind' }] } })
    expect(await stateOf(world().database)).toEqual(before)

    await door.json('PUT', '/tenants/082120000000', { name: 'Karlsruhe' })
    const org = (id: string, name: string) => ({ op: 'put-entity', type: 'Organization', id, values: { confidence: 'confirmed', visibility: 'public', name, kind: 'municipality', legalForm: 'kdoer', legalPersonality: true } }) as Change
    await write([org(`org:ars:${town}`, 'Stadt'), org(`org:${town}:stadt`, 'Die Stadt')])
    expect((await door.write([{ ...newUnit('x'), id: 'unit:082120000000:bauamt', values: { name: 'Bauamt', kind: 'office', confidence: 'confirmed' } } as Change], { tenant: '082120000000' })).status).toBe(200)
    expect((await merge({ keep: buildingOffice, merge: 'unit:082120000000:bauamt' })).body.errors?.[0]?.message).toContain('different municipalities')
    expect((await merge({ keep: `org:${town}:stadt`, merge: `org:ars:${town}` })).status).toBe(422)
    expect((await merge({ keep: `org:ars:${town}`, merge: `org:${town}:stadt` })).status).toBe(200)
  })

  test('two different open owners of one thing never come of it; nothing is lost in the attempt', async () => {
    await write([newUnit('o1', { name: 'Grünamt' }), newUnit('o2', { name: 'Grün-Amt' }), newUnit('o3', { name: 'Parkamt' }), part(unit('o1'), unit('o3')), part(unit('o3'), unit('o2'))])
    const before = await stateOf(world().database)
    // o1 → o3 → o2 would become a circle.
    const refused = await merge({ keep: unit('o1'), merge: unit('o2') })
    expect(refused.status).toBe(422)
    expect(refused.body.errors?.[0]).toMatchObject({ rule: 'R15', path: 'body.merge' })
    expect(await stateOf(world().database)).toEqual(before)
  })

  test('names of persons are not in the log, so that merge cannot be undone, and it says so before', async () => {
    const person = (local: string, name: string): Change => ({ op: 'put-entity', type: 'Person', id: `per:${town}:${local}`, values: { confidence: 'confirmed', visibility: 'public', name, publicOffice: true } })
    await write([person('m1', 'Rätin Beispiel'), person('m2', 'Raetin Beispiel')])
    const compared = await door.get<Comparison>(`/duplicates/compare?a=per:${town}:m1&b=per:${town}:m2`)
    expect(compared.body.undoable).toBe(false)
    const { body } = await merge({ keep: `per:${town}:m1`, merge: `per:${town}:m2` })
    expect(body.undoable).toBe(false)
    expect((await door.json('POST', `/merges/${body.seq}/undo`, { reason: 'Zurück' })).status).toBe(409)
  })
})

describe('claims', () => {
  const list = async (query = '') => (await door.get<AssertionsAnswer>(`/assertions?limit=200${query}`)).body
  const gaps = async (kind: string) => (await door.get<{ items: { entity: { id: string } }[] }>(`/gaps/${kind}?limit=200`)).body.items.map(({ entity }) => entity.id)

  test('two sources stand side by side until one is accepted; the gap is closed and the other settled', async () => {
    await write([
      newInitiative('streit', { stage: 'running' }),
      claim('sagt-a', { relation: 'ACCOUNTABLE_FOR', fromId: buildingOffice, toId: ini('streit'), claimedFrom: '2026-01-01' }),
      claim('sagt-b', { relation: 'ACCOUNTABLE_FOR', fromId: itOffice, toId: ini('streit'), sourceIds: [hiddenSource] }),
      claim('sagt-a-auch', { relation: 'ACCOUNTABLE_FOR', fromId: buildingOffice, toId: ini('streit'), sourceIds: [hiddenSource] }),
    ])
    expect(await gaps('contested')).toContain(ini('streit'))
    expect(await gaps('no_accountable')).toContain(ini('streit'))
    const about = await list(`&entity=${encodeURIComponent(ini('streit'))}&status=proposed`)
    expect(about.items).toHaveLength(3)
    expect(about.items.every(({ contested }) => contested)).toBe(true)
    expect(about.items.find(({ id }) => id.endsWith('sagt-b'))?.rivals.map(({ says }) => says)).toEqual(['Bauamt', 'Bauamt'])

    const { status, body } = await decide('sagt-a', { decision: 'accept' })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ status: 'accepted', superseded: [`ast:${town}:sagt-b`], ended: [] })
    expect((await door.get(factAt(body.factId ?? ''))).body).toMatchObject({ from: { id: buildingOffice }, to: { id: ini('streit') }, validFrom: '2026-01-01', confidence: 'confirmed', sourceIds: [source, hiddenSource] })
    expect(await gaps('contested')).not.toContain(ini('streit'))
    expect(await gaps('no_accountable')).not.toContain(ini('streit'))
    const after = await list(`&entity=${encodeURIComponent(ini('streit'))}`)
    expect(Object.fromEntries(after.items.map(({ name, status }) => [name, status]))).toEqual({ 'sagt-a': 'accepted', 'sagt-a-auch': 'accepted', 'sagt-b': 'superseded' })
    expect(after.items.find(({ name }) => name === 'sagt-a')?.reason).toContain('Organisationsverfügung')
    expect((await decide('sagt-a', { decision: 'reject' })).status).toBe(422)
  })

  test('accepting what contradicts a fact ends the fact on that day; rejecting leaves it alone', async () => {
    const [, fact] = await write([
      newInitiative('wechsel', { stage: 'running' }),
      owns(buildingOffice, ini('wechsel')),
      claim('neu', { relation: 'ACCOUNTABLE_FOR', fromId: itOffice, toId: ini('wechsel') }),
      claim('falsch', { relation: 'ACCOUNTABLE_FOR', fromId: unit('amt-10'), toId: ini('wechsel') }),
    ])
    expect((await list('&contested=true')).items.map(({ name }) => name)).toEqual(expect.arrayContaining(['neu', 'falsch']))
    expect((await decide('falsch', { decision: 'reject' })).body).toMatchObject({ status: 'rejected', factId: null, ended: [] })
    expect((await door.get(factAt(fact as string))).body).toMatchObject({ validUntil: '9999-12-31' })
    expect((await decide('neu', { decision: 'accept' })).body.errors?.[0]?.path).toBe('body.from')
    expect((await decide('neu', { decision: 'accept', from: '2024-06-01' })).body.errors?.[0]).toMatchObject({ path: 'body.from', message: expect.stringContaining('Bauamt') })
    const { body } = await decide('neu', { decision: 'accept', from: '2026-03-01' })
    expect(body.ended).toEqual([fact])
    expect((await door.get(factAt(fact as string))).body).toMatchObject({ validUntil: '2026-03-01' })
    expect((await door.get(factAt(body.factId ?? ''))).body).toMatchObject({ validFrom: '2026-03-01', from: { id: itOffice } })
  })

  test('the gap list names exactly what the contested claims of accountability are about', async () => {
    const says = (slug: string, from: string, to: string, values: object = {}) => claim(slug, { relation: 'ACCOUNTABLE_FOR', fromId: from, toId: ini(to), ...values })
    const over = { claimedFrom: '2025-01-01', claimedUntil: '2026-02-01' }
    await write([
      ...['einig-1', 'einig-2', 'zwei-sagen', 'dagegen', 'nicht-unser', 'war-vorher', 'kuenftig', 'vorbei', 'beides', 'zwei-eingetragen', 'fertig'].map((slug) => newInitiative(slug, { stage: slug === 'fertig' ? 'completed' : 'running' })),
      ...['einig-2', 'dagegen', 'nicht-unser', 'kuenftig', 'vorbei', 'beides', 'zwei-eingetragen', 'fertig'].map((slug) => owns(buildingOffice, ini(slug))),
      owns(buildingOffice, ini('war-vorher'), { validFrom: '2026-03-01' }),
      owns(itOffice, ini('zwei-eingetragen'), { validUntil: '2027-01-01' }),
      says('einig-1-a', itOffice, 'einig-1'),
      says('einig-1-b', itOffice, 'einig-1'),
      says('einig-2-a', buildingOffice, 'einig-2'),
      says('zwei-a', itOffice, 'zwei-sagen'),
      says('zwei-b', buildingOffice, 'zwei-sagen'),
      says('dagegen-a', itOffice, 'dagegen'),
      says('nicht-unser-a', buildingOffice, 'nicht-unser', over),
      // Accountable once, and again since: nobody says otherwise.
      says('war-vorher-a', buildingOffice, 'war-vorher', over),
      says('kuenftig-a', itOffice, 'kuenftig', { claimedFrom: '2199-01-01' }),
      says('vorbei-a', itOffice, 'vorbei', over),
      says('beides-a', buildingOffice, 'beides', over),
      says('beides-b', itOffice, 'beides'),
      says('zwei-eingetragen-a', itOffice, 'zwei-eingetragen'),
      says('fertig-a', itOffice, 'fertig'),
    ])
    const contested = (await list('&contested=true')).items
    const things = [...new Set(contested.flatMap(({ relation, to }) => (relation === 'ACCOUNTABLE_FOR' && to ? [to.id] : [])))]
    // What is completed needs no owner any more: its claim still waits to be decided.
    expect(things).toContain(ini('fertig'))
    const found = (await door.get<GapAnswer>('/gaps/contested?limit=200')).body
    expect(found.items.map(({ entity }) => entity.id).sort()).toEqual(things.filter((id) => id !== ini('fertig')).sort())
    expect(things).toEqual(expect.arrayContaining(['zwei-sagen', 'dagegen', 'nicht-unser', 'beides'].map(ini)))
    for (const slug of ['einig-1', 'einig-2', 'war-vorher', 'kuenftig', 'vorbei', 'zwei-eingetragen']) expect(things).not.toContain(ini(slug))
    const reason = (slug: string) => found.items.find(({ entity }) => entity.id === ini(slug))?.reason.de
    expect(reason('nicht-unser')).toBe('Eingetragen: Bauamt. „Nicht unser“, noch nicht entschieden: Bauamt.')
    expect(reason('beides')).toBe('Eingetragen: Bauamt. Dagegen genannt, nicht bestätigt: IT-Amt. „Nicht unser“, noch nicht entschieden: Bauamt.')
    // The page of one entity says the same.
    for (const slug of ['nicht-unser', 'beides', 'war-vorher', 'vorbei', 'einig-1']) {
      const { gaps: ofOne } = (await door.get<{ gaps: string[] }>(`${at(ini(slug))}/ownership`)).body
      expect([slug, ofOne.includes('contested')]).toEqual([slug, things.includes(ini(slug))])
    }
    // On a day before it ended nothing contradicts.
    const earlier = (await door.get<GapAnswer>('/gaps/contested?limit=200&asOf=2026-01-15')).body.items.map(({ entity }) => entity.id)
    expect(earlier).not.toContain(ini('nicht-unser'))
    expect(earlier).toContain(ini('beides'))
  })

  test('a claim about a property becomes its value; one of other value is settled', async () => {
    await write([
      newInitiative('geld', { budgetEur: 1000 }),
      claim('budget-1', { entityId: ini('geld'), property: 'budgetEur', claimedValue: '250000', sourceIds: [hiddenSource] }),
      claim('budget-2', { entityId: ini('geld'), property: 'budgetEur', claimedValue: '300000' }),
    ])
    const [first] = (await list(`&entity=${encodeURIComponent(ini('geld'))}`)).items
    expect(first).toMatchObject({ kind: 'property', property: 'budgetEur', claimedValue: 250000, currentValue: 1000, contested: true })
    const { body } = await decide('budget-1', { decision: 'accept' })
    expect(body.superseded).toEqual([`ast:${town}:budget-2`])
    expect((await door.get<{ entity: object }>(at(ini('geld')))).body.entity).toMatchObject({ budgetEur: 250000, sourceIds: [source, hiddenSource] })
  })

  test('is refused: unknown claim, no reason, stale version; nothing is decided', async () => {
    await write([newInitiative('offen-1'), claim('offen', { relation: 'ACCOUNTABLE_FOR', fromId: itOffice, toId: ini('offen-1'), claimedFrom: '2026-01-01' })])
    expect((await decide('gibt-es-nicht', { decision: 'accept' })).status).toBe(404)
    expect((await decide('offen', { decision: 'accept', reason: '' })).status).toBe(400)
    expect((await decide('offen', { decision: 'accept', version: 7 })).status).toBe(412)
    expect((await decide('offen', { decision: 'accept', reason: 'Fragen Sie amt@example.org' })).body.errors?.[0]).toMatchObject({ path: 'body.reason' })
    expect((await list('&status=proposed')).items.map(({ name }) => name)).toContain('offen')
    expect((await door.get(`/assertions?entity=${encodeURIComponent(unit('gibt-es-nicht'))}`)).status).toBe(404)
    expect((await door.get('/assertions?status=vielleicht')).status).toBe(400)
  })
})

describe('confirmation round', () => {
  const asked = unit('abfrage')
  const post = `post:${town}:abfrage-leitung`
  const upload = async (bytes: ArrayBuffer | Uint8Array, query = '', name = 'liste.xlsx') => {
    const form = new FormData()
    form.append('file', new Blob([bytes as BlobPart]), name)
    const response = await fetch(door.url(`/confirmation${query}`), { method: 'POST', body: form })
    return { status: response.status, body: (await response.json()) as ConfirmationAnswer & Any }
  }
  const sheetOf = async (id: string) => {
    const response = await fetch(door.url(`/confirmation/${id}.xlsx`))
    expect(response.status).toBe(200)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(await response.arrayBuffer())
    return workbook
  }
  /** Fills the row of a thing; columns by their headers. */
  const fill = (workbook: ExcelJS.Workbook, thing: string, answers: Record<string, ExcelJS.CellValue>) => {
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet
    const header = sheet.getRow(1).values as string[]
    sheet.eachRow((row, number) => {
      if (number === 1 || row.getCell(1).value !== thing) return
      for (const [name, value] of Object.entries(answers)) row.getCell(header.indexOf(name)).value = value
    })
  }
  const bytesOf = async (workbook: ExcelJS.Workbook) => new Uint8Array(await workbook.xlsx.writeBuffer())
  const openClaims = async () => (await door.get<AssertionsAnswer>('/assertions?status=proposed&limit=200')).body.items

  let facts: string[]
  beforeAll(async () => {
    facts = await write([
      newUnit('abfrage', { name: 'Stadtgrün' }),
      { op: 'put-entity', type: 'Post', id: post, values: { confidence: 'confirmed', visibility: 'public', name: 'Leitung Stadtgrün', title: 'Leitung', kind: 'staff' } },
      { op: 'create-relation', relation: 'POST_IN', from: post, to: asked, values: known },
      newInitiative('baeume', { name: 'Baumpflege' }),
      newInitiative('teich', { name: 'Teich' }),
      newInitiative('wiese', { name: 'Wiese' }),
      newInitiative('brache', { name: 'Brache', stage: 'running' }),
      newInitiative('ufer', { name: 'Ufer' }),
      owns(asked, ini('baeume'), { confidence: 'reported', validFrom: '0001-01-01' }),
      owns(post, ini('teich'), { confidence: 'reported' }),
      owns(asked, ini('wiese'), { confidence: 'reported' }),
      claim('brache', { relation: 'ACCOUNTABLE_FOR', fromId: asked, toId: ini('brache') }),
      { op: 'create-relation', relation: 'RESPONSIBLE_FOR', from: asked, to: ini('ufer'), values: { ...known, validUntil: '2025-06-01' } },
    ])
  })

  test('lists what the unit and its posts are said to own today, claims included, with hidden ids and drop-downs', async () => {
    const { body } = await door.get<ConfirmationSheet>(`/confirmation/${asked}`)
    expect(body.lines.map(({ thing, actor, claim }) => [thing.name, actor.id, claim])).toEqual([
      ['Baumpflege', asked, false],
      ['Teich', post, false],
      ['Wiese', asked, false],
      ['Brache', asked, true],
    ])
    const workbook = await sheetOf(asked)
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Bestätigung', 'Lies mich'])
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet
    const header = sheet.getRow(1).values as string[]
    expect(header.slice(4, 6)).toEqual(['Wer laut Verzeichnis', 'Einheit'])
    expect(header.slice(8, 12)).toEqual(['stimmt', 'nicht unser', 'seit wann', 'Bemerkung'])
    expect(sheet.getColumn(header.indexOf('factId')).hidden).toBe(true)
    expect(sheet.getCell(2, header.indexOf('factId')).value).toBe(facts[8])
    expect(sheet.getCell(2, header.indexOf('stimmt')).dataValidation).toMatchObject({ type: 'list', formulae: ['"ja"'] })
  })

  test('comes back: confirmed, denied, dated and claimed, first as a dry run; the same file again changes nothing', async () => {
    const gapsBefore = (await door.get<{ total: number }>('/gaps/no_accountable')).body.total
    const workbook = await sheetOf(asked)
    fill(workbook, 'Baumpflege', { stimmt: 'ja', 'seit wann': new Date('2021-04-01T00:00:00Z') })
    fill(workbook, 'Teich', { 'nicht unser': 'ja', 'seit wann': '01.05.2026', Bemerkung: 'Jetzt beim Bauamt' })
    fill(workbook, 'Wiese', { stimmt: 'x', 'seit wann': '01.02.2026' })
    fill(workbook, 'Brache', { stimmt: 'ja', 'seit wann': '01.03.2026' })
    const bytes = await bytesOf(workbook)
    const before = await stateOf(world().database)
    const dry = await upload(bytes, `?dryRun=true&unit=${asked}`)
    expect(dry.status, JSON.stringify(dry.body)).toBe(200)
    expect(dry.body.issues).toEqual([])
    expect(dry.body.rows.map(({ outcome }) => outcome)).toEqual(['dated', 'denied', 'date_disputed', 'accepted'])
    expect(dry.body.seq).toBeNull()
    expect(await stateOf(world().database)).toEqual(before)

    const { body } = await upload(bytes, `?unit=${asked}`)
    expect(body).toMatchObject({ unit: { id: asked }, seq: expect.any(Number), counts: { confirmed: 2, denied: 1, disputed: 1, unanswered: 0, rejected: 0 } })
    const fact = (await door.get<{ sourceIds: string[] }>(factAt(facts[8] as string))).body
    expect(fact).toMatchObject({ confidence: 'confirmed', validFrom: '2021-04-01' })
    const evidence = fact.sourceIds.at(-1) as string
    expect((await door.get<{ entity: object }>(at(evidence))).body.entity).toMatchObject({ type: 'Source', kind: 'confirmation', publisher: 'Stadtgrün', title: 'liste.xlsx', visibility: 'internal' })
    expect((await door.get<{ entity: { reviewedAt?: string } }>(at(ini('baeume')))).body.entity.reviewedAt).toBeDefined()
    // Denied is not deleted: the fact stands until a steward decides, and is a gap meanwhile.
    expect((await door.get<GapAnswer>('/gaps/contested?limit=200')).body.items.map(({ entity }) => entity.id)).toContain(ini('teich'))
    expect((await door.get(factAt(facts[9] as string))).body).toMatchObject({ validUntil: '9999-12-31', confidence: 'reported' })
    const denied = (await openClaims()).find(({ to }) => to?.id === ini('teich'))
    expect(denied).toMatchObject({ contested: true, claimedUntil: '2026-05-01', same: { factId: facts[9] }, sources: [{ id: evidence }], reason: expect.stringContaining('Jetzt beim Bauamt') })
    expect((await door.get(factAt(facts[10] as string))).body).toMatchObject({ confidence: 'confirmed', validFrom: '2025-01-01' })
    expect((await openClaims()).find(({ to }) => to?.id === ini('wiese'))).toMatchObject({ claimedFrom: '2026-02-01' })
    expect((await door.get<{ total: number }>('/gaps/no_accountable')).body.total).toBe(gapsBefore - 1)

    const after = await stateOf(world().database)
    const again = await upload(bytes, `?unit=${asked}`)
    expect(again.body).toMatchObject({ seq: null, counts: { confirmed: 0, denied: 0, disputed: 0 } })
    expect(await stateOf(world().database)).toEqual(after)

    const decided = await decide(denied?.id.split(':').at(-1) ?? '', { decision: 'accept' })
    expect(decided.body).toMatchObject({ status: 'accepted', ended: [facts[9]] })
    expect((await door.get(factAt(facts[9] as string))).body).toMatchObject({ validUntil: '2026-05-01' })
    expect((await door.get<GapAnswer>('/gaps/contested?limit=200')).body.items.map(({ entity }) => entity.id)).not.toContain(ini('teich'))
  })

  test('a department is asked about everything below it, in one file that comes back', async () => {
    const [department, office, team, desk, over] = ['dezernat', 'dez-amt', 'dez-team', 'dez-alt', 'dez-ende'].map(unit) as [string, string, string, string, string]
    const lead = `post:${town}:dez-leitung`
    const position = `post:${town}:dez-stelle`
    const post = (id: string, name: string): Change => ({ op: 'put-entity', type: 'Post', id, values: { confidence: 'confirmed', visibility: 'public', name, title: name, kind: 'staff' } })
    const postIn = (from: string, to: string): Change => ({ op: 'create-relation', relation: 'POST_IN', from, to, values: known })
    const slugs = ['d-selbst', 'd-leitung', 'd-amt', 'd-team', 'd-stelle', 'd-behauptet', 'd-frueher', 'd-ende']
    await write([
      newUnit('dezernat', { name: 'Dezernat 9' }),
      newUnit('dez-amt', { name: 'Sportamt' }),
      newUnit('dez-team', { name: 'Team Bäder' }),
      // One that left, and one that ended.
      newUnit('dez-alt', { name: 'Altes Amt' }),
      newUnit('dez-ende', { name: 'Endamt', validFrom: '2020-01-01', validUntil: '2025-01-01' }),
      post(lead, 'Leitung Dezernat 9'),
      post(position, 'Badleitung'),
      postIn(lead, department),
      postIn(position, team),
      part(office, department),
      part(team, office),
      // Part of two of them: listed once.
      part(team, department),
      part(desk, department, { validFrom: '2020-01-01', validUntil: '2025-06-01' }),
      part(over, department, { validFrom: '2020-01-01' }),
      ...slugs.map((slug) => newInitiative(slug, { name: slug })),
      owns(department, ini('d-selbst')),
      owns(lead, ini('d-leitung')),
      owns(office, ini('d-amt'), { confidence: 'reported' }),
      owns(team, ini('d-team')),
      owns(position, ini('d-stelle')),
      claim('d-behauptet', { relation: 'ACCOUNTABLE_FOR', fromId: team, toId: ini('d-behauptet') }),
      owns(desk, ini('d-frueher')),
      owns(over, ini('d-ende')),
    ])
    const linesOf = async (id: string) => (await door.get<ConfirmationSheet>(`/confirmation/${id}`)).body.lines.map(({ thing, actor, part: within, claim: claimed }) => [thing.name, actor.name, within.name, claimed])
    const below = [
      ['d-stelle', 'Badleitung', 'Team Bäder', false],
      ['d-team', 'Team Bäder', 'Team Bäder', false],
      ['d-behauptet', 'Team Bäder', 'Team Bäder', true],
    ]
    expect(await linesOf(department)).toEqual([
      ['d-leitung', 'Leitung Dezernat 9', 'Dezernat 9', false],
      ['d-selbst', 'Dezernat 9', 'Dezernat 9', false],
      ['d-amt', 'Sportamt', 'Sportamt', false],
      ...below,
    ])
    expect((await linesOf(office)).slice(1)).toEqual(below)
    expect(await linesOf(team)).toEqual(below)

    const workbook = await sheetOf(department)
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet
    const within = (sheet.getRow(1).values as string[]).indexOf('Einheit')
    expect(sheet.getColumn(within).values.slice(2)).toEqual(['Dezernat 9', 'Dezernat 9', 'Sportamt', 'Team Bäder', 'Team Bäder', 'Team Bäder'])
    fill(workbook, 'd-amt', { stimmt: 'ja' })
    fill(workbook, 'd-stelle', { 'nicht unser': 'ja' })
    fill(workbook, 'd-behauptet', { stimmt: 'ja', 'seit wann': '01.03.2026' })
    const { body } = await upload(await bytesOf(workbook), `?unit=${department}`)
    expect(body).toMatchObject({ unit: { id: department }, issues: [], counts: { confirmed: 2, denied: 1, unanswered: 3, rejected: 0 } })
    const denied = (await openClaims()).find(({ to }) => to?.id === ini('d-stelle'))
    expect(denied).toMatchObject({ contested: true, from: { id: position }, reason: 'Dezernat 9: nicht unser.' })
    // Its own list knows what was confirmed above.
    expect((await linesOf(team)).at(-1)).toEqual(['d-team', 'Team Bäder', 'Team Bäder', false])
  })

  test('what is internal or of another municipality is in no list of who may not see it', async () => {
    const graph = openGraph(world().database)
    try {
      const [asked, hidden] = [unit('sicht-amt'), unit('sicht-intern')]
      await write([
        newUnit('sicht-amt', { name: 'Sichtamt' }),
        newUnit('sicht-intern', { name: 'Intern', visibility: 'internal' }),
        part(hidden, asked, { visibility: 'internal' }),
        newInitiative('sicht-offen'),
        newInitiative('sicht-verdeckt', { visibility: 'internal' }),
        owns(asked, ini('sicht-offen')),
        owns(hidden, ini('sicht-verdeckt'), { visibility: 'internal' }),
      ])
      const names = async (visibilities: string[], tenants: string[]) =>
        (await graph.read<{ thing: { name: string } }>('merging/confirmation', { id: asked, asOf: '2026-11-01', visibilities, tenants })).map(({ thing }) => thing.name)
      expect(await names(['public', 'internal'], [town])).toEqual(['sicht-offen', 'sicht-verdeckt'])
      expect(await names(['public'], [town])).toEqual(['sicht-offen'])
      expect(await names(['public', 'internal'], ['082120000000'])).toEqual([])
    } finally {
      await graph.close()
    }
  })

  test('what cannot be read is told at its cell; nothing is written unless the good rows are accepted', async () => {
    const workbook = await sheetOf(asked)
    const before = await stateOf(world().database)
    fill(workbook, 'Baumpflege', { stimmt: 'vielleicht' })
    fill(workbook, 'Wiese', { stimmt: 'ja', 'seit wann': '31.02.2026' })
    fill(workbook, 'Brache', { stimmt: 'ja', Bemerkung: 'neu bestätigt' })
    const { body } = await upload(await bytesOf(workbook), `?unit=${asked}`)
    expect(body.seq).toBeNull()
    expect(body.issues.map(({ row, column, severity }) => [row, column, severity])).toEqual([
      [2, 'stimmt', 'rejected'],
      [4, 'seit wann', 'rejected'],
    ])
    expect(body.issues.every(({ message, next, en }) => message !== '' && next !== '' && en.message !== '')).toBe(true)
    expect(body.counts).toMatchObject({ confirmed: 1, rejected: 2 })
    expect(await stateOf(world().database)).toEqual(before)

    const cases: [Record<string, ExcelJS.CellValue>, string][] = [
      [{ stimmt: 'ja', 'nicht unser': 'ja' }, 'both-answers'],
      [{ Bemerkung: 'weiß nicht' }, 'answer-missing'],
      [{ stimmt: 'ja', 'seit wann': '01.01.2199' }, 'date-in-future'],
      [{ stimmt: 'ja', factId: 'fact:accountable-for:0199a1b2-0000-7000-8000-000000000001' }, 'line-unknown'],
      [{ stimmt: { formula: '1+1', result: 'ja' } as ExcelJS.CellFormulaValue }, 'formula-cell'],
    ]
    for (const [answers, rule] of cases) {
      const one = await sheetOf(asked)
      fill(one, 'Baumpflege', answers)
      const answer = (await upload(await bytesOf(one), `?unit=${asked}`)).body
      expect([rule, answer.issues.map((issue) => issue.rule), answer.seq]).toEqual([rule, [rule], null])
    }
    const remark = await sheetOf(asked)
    fill(remark, 'Brache', { stimmt: 'ja', Bemerkung: 'Fragen: amt@example.org' })
    expect((await upload(await bytesOf(remark), `?unit=${asked}`)).body.issues[0]).toMatchObject({ rule: 'R28', column: 'Bemerkung', severity: 'refused' })
    expect(await stateOf(world().database)).toEqual(before)
  })

  test('a file of another unit, of another kind, or none is refused; so are units that are none', async () => {
    const foreign = await upload(await bytesOf(await sheetOf(asked)), `?unit=${itOffice}`)
    expect(foreign.body.issues).toMatchObject([{ rule: 'other-unit', severity: 'refused' }])
    const other = new ExcelJS.Workbook()
    other.addWorksheet('Tabelle1').addRows([['a', 'b'], ['1', '2']])
    expect((await upload(await bytesOf(other))).body.issues).toMatchObject([{ rule: 'no-confirmation-sheet', severity: 'refused' }])
    expect((await upload(new Uint8Array())).body.issues).toMatchObject([{ severity: 'refused' }])
    expect((await upload(new TextEncoder().encode('kein Excel'), '', 'liste.xlsx')).body.issues).toMatchObject([{ severity: 'refused' }])
    expect((await upload(new Uint8Array(11 * 1_048_576))).status).toBe(413)
    expect((await door.json('POST', '/confirmation', {})).status).toBe(415)
    expect((await door.get(`/confirmation/${permit}`)).status).toBe(422)
    expect((await door.get(`/confirmation/${unit('gibt-es-nicht')}`)).status).toBe(404)
  })
})

test('while a dump is made no pair is kept or forgotten, and a reader of the quality page waits for nothing', async () => {
  const { uri, user, password } = world().database
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  const kept = async () => (await driver.executeQuery('MATCH (n:NotSame|QualityDay) RETURN n.key AS key, n.tenant AS tenant ORDER BY key')).records.map((record) => record.toObject())
  const pair = { a: unit('amt-10'), b: unit('amt-11') }
  try {
    expect((await door.json('POST', '/duplicates/not-same', { ...pair, reason: 'Zwei Ämter' })).status).toBe(200)
    const before = await kept()
    await driver.executeQuery("MERGE (l:__Lock {name: 'writes'}) SET l.owner = 'dump', l.until = timestamp() + 600000")
    const asked: [string, string, object?][] = [
      ['POST', '/duplicates/not-same', { a: unit('amt-10'), b: unit('team-nord'), reason: 'Zwei Ämter' }],
      ['DELETE', `/duplicates/not-same?a=${pair.a}&b=${pair.b}`],
      ['PUT', '/tenants/082120000000', { name: 'Karlsruhe am Rhein' }],
    ]
    for (const [method, path, body] of asked) {
      const refused = await door.json(method, path, body)
      expect([path, refused.status, refused.body.type]).toEqual([path, 503, 'urn:kommunalgraph:problem:writes-held'])
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    const read = await door.get<QualityAnswer>('/quality')
    expect([read.status, read.body.trend]).toEqual([200, []])
    expect(await kept()).toEqual(before)

    await driver.executeQuery("MATCH (l:__Lock {name: 'writes'}) SET l.until = timestamp() - 1")
    expect((await door.get<QualityAnswer>('/quality')).body.trend).toHaveLength(1)
    expect((await door.json('DELETE', `/duplicates/not-same?a=${pair.a}&b=${pair.b}`)).status).toBe(200)
  } finally {
    await driver.close()
  }
})

test('a public reader gets none of it', async () => {
  const paths = ['/duplicates', `/duplicates/compare?a=${buildingOffice}&b=${itOffice}`, '/duplicates/not-same', '/merges', '/assertions', `/confirmation/${buildingOffice}`, `/confirmation/${buildingOffice}.xlsx`]
  for (const path of paths) {
    const { status, body } = await outside.get<{ type: string }>(path)
    expect([path, status, body.type]).toEqual([path, 403, 'urn:kommunalgraph:problem:stewards-only'])
  }
  const writes: [string, object][] = [
    ['/merges', { keep: buildingOffice, merge: itOffice, reason: 'Doppelt' }],
    ['/merges/1/undo', { reason: 'Zurück' }],
    ['/duplicates/not-same', { a: buildingOffice, b: itOffice, reason: 'Zwei' }],
    [`/assertions/${encodeURIComponent(`ast:${town}:offen`)}/decide`, { decision: 'reject', reason: 'Nein, nein' }],
  ]
  for (const [path, body] of writes) expect((await outside.json('POST', path, body)).status).toBe(403)
})

test('what was compared is what is shown', async () => {
  expect(await factsAt(buildingOffice)).toEqual(expect.arrayContaining([expect.objectContaining({ relation: 'ACCOUNTABLE_FOR', direction: 'out' })]))
})
