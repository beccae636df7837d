import { describe, expect, test } from 'vitest'
import {
  at,
  beginning,
  buildingOffice,
  factAt,
  headOfIt,
  itOffice,
  newInitiative,
  newUnit,
  owns,
  permit,
  source,
  town,
  townServer,
} from './town.ts'

const { door, seq } = townServer()
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

  test('defaults fill what is new or lacking, and never overrule what is stored', async () => {
    const put = (id: string, values: Record<string, unknown>, defaults: Record<string, unknown>) =>
      door.write([{ op: 'put-entity', type: 'OrgUnit', id: unit(id), values, defaults }])
    const known = { kind: 'office', visibility: 'public', validFrom: '2020-01-01' }
    await put('vorgabe', { ...known, name: 'Vorgabe', confidence: 'confirmed' }, {})
    const { body } = await put('vorgabe', { name: 'Vorgabe' }, { confidence: 'probable', description: 'aus der Liste' })
    expect(body.counts).toMatchObject({ changed: 1 })
    const entityOf = async (id: string) => (await door.get<{ entity: object }>(at(unit(id)))).body.entity
    expect(await entityOf('vorgabe')).toMatchObject({ confidence: 'confirmed', description: 'aus der Liste' })
    await put('vorgabe-neu', { ...known, name: 'Neu' }, { confidence: 'probable' })
    expect(await entityOf('vorgabe-neu')).toMatchObject({ confidence: 'probable' })

    const part = (defaults: Record<string, unknown>, values: Record<string, unknown> = {}) =>
      door.write([{ op: 'put-relation', relation: 'PART_OF', from: unit('vorgabe-neu'), to: unit('vorgabe'), values, defaults }])
    expect((await part({ confidence: 'probable', visibility: 'public' }, { confidence: 'confirmed', validFrom: '2021-01-01' })).body.counts.created).toBe(1)
    expect((await part({ confidence: 'probable' })).body).toMatchObject({ seq: null, counts: { unchanged: 1 } })
  })

  test('finds the same fact by its key and overlapping days, and no other', async () => {
    await door.write([newInitiative('geld')])
    const funds = (values: object) => ({
      op: 'put-relation' as const,
      relation: 'FUNDS',
      from: buildingOffice,
      to: ini('geld'),
      values: { confidence: 'confirmed', visibility: 'public', ...values },
    })
    const first = await door.write([funds({ kind: 'own_budget', amountEur: 1000, validFrom: '2025-01-01' })])
    const same = await door.write([funds({ kind: 'own_budget', amountEur: 2000, validFrom: '2025-01-01' })])
    expect(same.body.results[0]).toMatchObject({ status: 'changed', id: first.body.results[0]?.id, version: 2 })
    const other = await door.write([funds({ kind: 'grant', amountEur: 2000, validFrom: '2025-01-01' })])
    expect(other.body.results[0]?.status).toBe('created')
    const earlier = await door.write([
      funds({ kind: 'own_budget', amountEur: 5, validFrom: '2024-01-01', validUntil: '2025-01-01' }),
    ])
    expect(earlier.body.results[0]?.status).toBe('created')
  })
})

describe('three verbs for facts', () => {
  test('change ends the old fact and opens a new one on the same day', async () => {
    await door.write([newInitiative('wechsel', { stage: 'running' })])
    const first = (await door.write([owns(buildingOffice, ini('wechsel'))])).body.results[0]?.id ?? ''
    const { body } = await door.write([
      {
        op: 'change-relation',
        factId: first,
        validFrom: '2026-03-01',
        from: itOffice,
        values: { mandate: 'Verfügung 4' },
      },
    ])
    const second = body.results[0]?.id ?? ''
    expect(second).not.toBe(first)
    expect((await door.get(factAt(first))).body).toMatchObject({
      validUntil: '2026-03-01',
      version: 2,
      from: { id: buildingOffice },
    })
    expect((await door.get(factAt(second))).body).toMatchObject({
      validFrom: '2026-03-01',
      validUntil: '9999-12-31',
      from: { id: itOffice, name: 'IT-Amt' },
      mandate: 'Verfügung 4',
    })
    const outside = await door.write([
      { op: 'change-relation', factId: first, validFrom: '2026-03-01', values: { mandate: 'x' } },
    ])
    expect(outside.status).toBe(422)
    expect(outside.body.errors?.[0]).toMatchObject({ path: 'body.changes[0].validFrom', rule: 'R13' })
  })

  test('a change on the day of its own start is a correction, also of its ends', async () => {
    await door.write([newInitiative('versehen')])
    const first = (await door.write([owns(buildingOffice, ini('versehen'))])).body.results[0]?.id ?? ''
    const { body } = await door.write([
      { op: 'change-relation', factId: first, validFrom: '2025-01-01', from: itOffice, values: {} },
    ])
    expect(body.results[0]).toMatchObject({ id: first, status: 'changed', version: 2 })
    expect((await door.get(factAt(first))).body).toMatchObject({
      factId: first,
      validFrom: '2025-01-01',
      from: { id: itOffice },
    })
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
  test('B37: a second open owner is a 409 that names the first; ended in the same body it is none', async () => {
    await door.write([newInitiative('eigner', { stage: 'running' })])
    const first = (await door.write([owns(buildingOffice, ini('eigner'))])).body.results[0]?.id ?? ''
    const second = await door.write([owns(itOffice, ini('eigner'))])
    expect(second).toMatchObject({ status: 409, body: { type: 'urn:kommunalgraph:problem:two-open-owners' } })
    expect(second.body.errors?.[0]?.message).toContain(first)
    const handed = await door.write([
      owns(itOffice, ini('eigner'), { validFrom: '2026-01-01' }),
      { op: 'end-relation', factId: first, validUntil: '2026-01-01' },
    ])
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
    const again = await door.write([
      owns(buildingOffice, ini('doppelt'), { validFrom: '2025-12-31', validUntil: '2026-06-01' }),
    ])
    expect(again).toMatchObject({ status: 409, body: { errors: [{ rule: 'R14' }] } })
    const touching = await door.write([owns(buildingOffice, ini('doppelt'), { validFrom: '2026-01-01' })])
    expect(touching.status).toBe(200)
    await door.write([newInitiative('doppelt-2')])
    const within = [
      owns(buildingOffice, ini('doppelt-2'), { validUntil: '2026-01-01' }),
      owns(buildingOffice, ini('doppelt-2'), { validUntil: '2026-02-01' }),
    ]
    expect((await door.write(within)).status).toBe(409)
  })

  test('never written as assumed', async () => {
    const { status, body } = await door.write([
      newInitiative('vermutet'),
      owns(buildingOffice, ini('vermutet'), { confidence: 'assumed' }),
    ])
    expect(status).toBe(422)
    expect(body.errors?.[0]).toMatchObject({ path: 'body.changes[1].values.confidence' })
  })
})

describe('visibility', () => {
  test('an entity is not hidden below its public relations, nor an initiative published before its owner', async () => {
    await door.write([
      newInitiative('sicht', { visibility: 'internal' }),
      owns(headOfIt, ini('sicht'), { visibility: 'internal' }),
    ])
    const publish = await door.write([{ op: 'correct-entity', id: ini('sicht'), values: { visibility: 'public' } }])
    expect(publish).toMatchObject({ status: 422, body: { errors: [{ path: 'body.changes[0].values.visibility' }] } })
    await door.write([newInitiative('offen'), owns(buildingOffice, ini('offen'))])
    const hide = await door.write([{ op: 'correct-entity', id: ini('offen'), values: { visibility: 'internal' } }])
    expect(hide.status).toBe(422)
    expect(hide.body.errors?.[0]?.message).toContain('fact:accountable-for:')
  })

  test('many are hidden at once together with their relations; left out relations are named, and nothing is half written', async () => {
    const count = 60
    const slug = (index: number) => `masse-${String(index).padStart(2, '0')}`
    const { body } = await door.write([
      newUnit('masse-traeger'),
      ...Array.from({ length: count }, (_, index) => newInitiative(slug(index))),
      ...Array.from({ length: count }, (_, index) => owns(unit('masse-traeger'), ini(slug(index)))),
      ...Array.from({ length: count }, (_, index) => ({ op: 'create-relation' as const, relation: 'RESPONSIBLE_FOR', from: itOffice, to: ini(slug(index)), values: { confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01' } })),
    ])
    const facts = body.results.slice(1 + count).map(({ id }) => id)
    expect(facts).toHaveLength(2 * count)
    const hideEntities = Array.from({ length: count }, (_, index) => ({ op: 'correct-entity' as const, id: ini(slug(index)), values: { visibility: 'internal' } }))
    const hideFacts = facts.map((factId) => ({ op: 'correct-relation' as const, factId, values: { visibility: 'internal' } }))
    const shown = async () =>
      (await door.get<{ items: { id: string; visibility: string }[] }>('/entities?type=Initiative&q=masse&limit=200')).body.items.map(({ id, visibility }) => [id, visibility])
    const factsShown = async () => Promise.all([0, 7, count, 2 * count - 1].map(async (index) => (await door.get<{ visibility: string }>(factAt(facts[index] ?? ''))).body.visibility))

    const before = { seq: await seq(), shown: await shown(), facts: await factsShown() }
    expect(before.shown).toHaveLength(count)
    // Two of them keep a public relation: one its owner, one who carries it out.
    const kept = [facts[7], facts[count + 40]] as [string, string]
    const most = hideFacts.filter(({ factId }) => !kept.includes(factId))
    for (const query of ['?dryRun=true', '']) {
      const refused = await door.json('POST', `/changes${query}`, { reason: 'Wird intern', sourceIds: [source], changes: [...hideEntities, ...most] })
      expect(refused).toMatchObject({ status: 422, body: { type: 'urn:kommunalgraph:problem:not-allowed' } })
      expect(refused.body.errors?.map(({ path }) => path)).toEqual(['body.changes[7].values.visibility', 'body.changes[40].values.visibility'])
      expect(refused.body.errors?.map(({ message }, index) => message.includes(kept[index] ?? ''))).toEqual([true, true])
      expect({ seq: await seq(), shown: await shown(), facts: await factsShown() }).toEqual(before)
    }

    const written = await door.write([...hideEntities, ...hideFacts])
    expect(written.status, JSON.stringify(written.body.errors)).toBe(200)
    expect(written.body).toMatchObject({ seq: before.seq + 1, counts: { changed: 3 * count } })
    expect(written.body.results.every(({ version }) => version === 2)).toBe(true)
    expect(await shown()).toEqual(before.shown.map(([id]) => [id, 'internal']))
    expect(await factsShown()).toEqual(Array(4).fill('internal'))

    // The other way round: a relation does not become public before both its ends are.
    const publish = await door.write(facts.map((factId) => ({ op: 'correct-relation', factId, values: { visibility: 'public' } })))
    expect(publish.status).toBe(422)
    expect(publish.body.errors).toHaveLength(2 * count)
    publish.body.errors?.forEach(({ path, message }, index) => {
      expect(path).toBe(`body.changes[${index}].values.visibility`)
      expect(message).toContain(ini(slug(index % count)))
    })
    expect(await factsShown()).toEqual(Array(4).fill('internal'))
    expect(await seq()).toBe(before.seq + 1)
  })
})

describe('rules over several facts', () => {
  const company = (slug: string, values: object = {}) => ({
    op: 'put-entity' as const,
    type: 'Organization',
    id: `org:${town}:${slug}`,
    values: {
      name: slug,
      kind: 'enterprise',
      legalForm: 'gmbh',
      legalPersonality: true,
      confidence: 'confirmed',
      visibility: 'public',
      ...values,
    },
  })
  const share = (from: string, to: string, sharePct: number) => ({
    op: 'create-relation' as const,
    relation: 'OWNS_SHARE',
    from: `org:${town}:${from}`,
    to: `org:${town}:${to}`,
    values: {
      sharePct,
      interestType: 'shareholding',
      confidence: 'confirmed',
      visibility: 'public',
      validFrom: '2025-01-01',
    },
  })

  test('shares do not exceed 100 %, need a legal person, and do not lead back', async () => {
    await door.write([
      company('a'),
      company('b'),
      company('c'),
      company('betrieb', { legalForm: 'eigenbetrieb', legalPersonality: false }),
      share('a', 'b', 60),
    ])
    expect((await door.write([share('c', 'b', 40.5)])).body.errors?.[0]?.rule).toBe('R06')
    expect((await door.write([share('c', 'b', 40)])).status).toBe(200)
    expect((await door.write([share('a', 'betrieb', 100)])).body.errors?.[0]?.rule).toBe('R09')
    expect((await door.write([share('b', 'a', 10)])).body.errors?.[0]?.rule).toBe('R08')
  })

  test('no unit is part of itself by a detour', async () => {
    const part = (from: string, to: string) => ({
      op: 'create-relation' as const,
      relation: 'PART_OF',
      from: unit(from),
      to: unit(to),
      values: { confidence: 'confirmed', visibility: 'public' },
    })
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
    const dry = await door.json('POST', '/changes?dryRun=true', {
      reason: 'Probe',
      sourceIds: [source],
      changes: [newUnit('probe'), ...beginning.slice(0, 1)],
    })
    expect(dry.body).toMatchObject({ seq: null, counts: { created: 1, unchanged: 1 } })
    expect(await seq()).toBe(before)
    expect((await door.get(at(unit('probe')))).status).toBe(404)
    expect(
      (
        await door.json('POST', '/changes?dryRun=true', {
          reason: 'Probe',
          sourceIds: [source],
          changes: [newUnit('x', { kind: 'x' })],
        })
      ).status,
    ).toBe(422)
  })
})

test('five who write different things at once all get through', async () => {
  for (let round = 0; round < 3; round++) {
    const before = await seq()
    const written = await Promise.all(Array.from({ length: 5 }, (_, index) => door.write([newUnit(`zugleich-${round}-${index}`)])))
    expect(written.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(written.map(({ body }) => body.seq).sort((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5].map((step) => before + step))
  }
})
