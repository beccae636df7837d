/** Data protection: no contact data by any door, names that go after the mandate or when asked for, and logs that know nobody. */
import { randomUUID } from 'node:crypto'
import { daysBefore, today } from '@kommunalgraph/contract/days.ts'
import { type EntityType, entityTypes, nodeProperties, nodeType, type Property } from '@kommunalgraph/contract/ontology/ontology.ts'
import { NAMELESS, type PersonRecord } from '@kommunalgraph/contract/persons.ts'
import type { Change, HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import * as fc from 'fast-check'
import neo4j from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, beginning, buildingOffice, doorOf, itOffice, newInitiative, newUnit, owns, permit, source, town } from '../changes/town.ts'
import { enteredEntity } from '../contract/entered-values.ts'
import { csv, importsOf, rejections } from '../imports/upload.ts'
import { type Api, asOf, startApi, startWorld, type World } from '../neo4j.ts'

let world: World
/** What the server prints, at the level that prints most. */
const printed: string[] = []
const days = 30

const door = doorOf(() => world.api.url)
const imports = () => importsOf(world.api.url)
const write = async (...changes: Change[]) => {
  const answer = await door.write(changes)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const dayBefore = (count: number) => daysBefore(today(), count)
const known = { confidence: 'confirmed', visibility: 'public' }
const person = (slug: string, name: string, more: object = {}): Change => ({ op: 'put-entity', type: 'Person', id: `per:${town}:${slug}`, values: { ...known, name, publicOffice: true, ...more } })
const holds = (slug: string, to: string, validFrom: string, validUntil?: string): Change => ({ op: 'create-relation', relation: 'HOLDS_POST', from: `per:${town}:${slug}`, to, values: { ...known, validFrom, ...(validUntil && { validUntil }) } })
const sits = (slug: string, validFrom: string, validUntil?: string): Change => ({ op: 'create-relation', relation: 'MEMBER_OF', from: `per:${town}:${slug}`, to: `com:${town}:rat`, values: { ...known, validFrom, ...(validUntil && { validUntil }) } })

/** A file of initiatives: name, description. */
const listOf = (...rows: [string, string][]) => csv(['Bezeichnung', 'Status', 'Tiefe', 'Beschreibung'], ...rows.map(([name, text]) => [name, 'läuft', 'noch nicht eingeschätzt', text]))

/** Everything that the database holds, as text: properties of all nodes and relationships, files unpacked from Base64. */
async function everythingStored(): Promise<string> {
  const { uri, user, password, database } = world.database
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  try {
    const nodes = await driver.executeQuery('MATCH (n) RETURN properties(n) AS stored UNION ALL MATCH ()-[r]->() RETURN properties(r) AS stored', {}, { database })
    return nodes.records.map((record) => Object.values(record.get('stored') as object).map((value) => (typeof value === 'string' && /^[A-Za-z0-9+/=]{40,}$/.test(value) ? Buffer.from(value, 'base64').toString() : String(value))).join('\n')).join('\n')
  } finally {
    await driver.close()
  }
}

beforeAll(async () => {
  // Only the database: the server is started so that what it prints is heard.
  world = await startWorld({ seeded: false })
  await world.api.stop()
  const api: Api = await startApi(world.database, { KG_LOG: 'debug', KG_NAMES_AFTER_MANDATE: String(days), KG_OPERATOR: 'Stadt Beispiel, Hauptamt' }, { heard: (text) => printed.push(text) })
  world = { ...world, api, stop: async () => (await api.stop(), world.database.stop()) }
  await write(...beginning, { op: 'put-entity', type: 'Committee', id: `com:${town}:rat`, values: { ...known, name: 'Gemeinderat', kind: 'parliament' } }, { op: 'put-entity', type: 'Post', id: `post:${town}:buergermeisterin`, values: { ...known, name: 'Bürgermeisterin', title: 'Bürgermeisterin', kind: 'elected' } })
}, 300_000)
afterAll(() => world?.stop())

describe('B56: contact data goes in by no door', () => {
  const mails = ['Fragen an anna.beispiel@stadt.example.', 'Tel. 0721 / 133-1234', '+49 721 1331234']
  const isFree = ({ kind, pattern, references, setBy }: Property) => ['text', 'longText', 'textList'].includes(kind) && !pattern && !references && !setBy

  test('in no text property of any type', async () => {
    const changes: Change[] = []
    const wanted: string[] = []
    for (const type of entityTypes) {
      const properties = nodeProperties(type as EntityType)
      for (const [property, declared] of Object.entries(properties).filter(([, one]) => isFree(one))) {
        const [values = {}] = fc.sample(enteredEntity(type as EntityType), { numRuns: 1, seed: changes.length + 1 })
        const kept = Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'type'))
        const text = mails[changes.length % mails.length] as string
        wanted.push(`body.changes[${changes.length}].values.${property}`)
        changes.push({ op: 'put-entity', type, id: `${nodeType(type as EntityType).prefix}:${town}:kontakt-${changes.length}`, values: { ...kept, [property]: declared.kind === 'textList' ? [text] : text } })
      }
    }
    const { status, body } = await door.write(changes)
    expect(status).toBe(422)
    const refused = body.errors?.filter(({ rule }) => rule === 'R28').map(({ path }) => path.replace(/\[0\]$/, '').replace(/(values\.\w+).*$/, '$1')) ?? []
    expect(wanted.length).toBeGreaterThan(80)
    expect(wanted.filter((path) => !refused.includes(path))).toEqual([])
  })

  const mail = mails[0] as string
  const view = { name: 'Eine Ansicht', address: '/map' }
  const scenario = { name: 'Ein Szenario', day: '2027-01-01', steps: [] }
  test.each<[string, string, string, unknown, Record<string, string>?]>([
    ['the reason of a change', 'POST', '/changes', { reason: mail, sourceIds: [source], changes: [newUnit('neu')] }],
    ['a new entry', 'POST', '/entities', { type: 'OrgUnit', values: { ...known, name: 'Neu', kind: 'office', description: mail }, reason: 'Ein Test', sourceIds: [source] }],
    ['a corrected entry', 'PATCH', at(buildingOffice), { values: { description: mail }, reason: 'Ein Test' }, { 'if-match': '*' }],
    ['why an entry ends', 'DELETE', `${at(buildingOffice)}?reason=${encodeURIComponent(mail)}`, undefined, { 'if-match': '*' }],
    ['a new relation', 'POST', '/relations', { relation: 'ACCOUNTABLE_FOR', from: itOffice, to: permit, values: { ...known, validFrom: '2025-01-01', mandate: mail }, reason: 'Ein Test', sourceIds: [source] }],
    ['a note at a relation', 'POST', '/relations', { relation: 'ACCOUNTABLE_FOR', from: itOffice, to: permit, values: { ...known, validFrom: '2025-01-01', note: mail }, reason: 'Ein Test', sourceIds: [source] }],
    ['why a change is undone', 'POST', '/changes/1/undo', { reason: mail }],
    ['the name of a saved view', 'POST', '/views', { ...view, name: mail }],
    ['what is searched for in a saved view', 'POST', '/views', { ...view, address: `/map?find=${encodeURIComponent(mail)}` }],
    ['the name of a scenario', 'POST', '/scenarios', { ...scenario, name: mail }],
    ['the text of a scenario', 'POST', '/scenarios', { ...scenario, description: mail }],
    ['a name in a step', 'POST', '/scenarios', { ...scenario, steps: [{ kind: 'merge', units: [buildingOffice, itOffice], name: mail }] }],
    ['the name of a mapping', 'POST', '/import-mappings', { name: mail, sheets: [] }],
    ['why two are not the same', 'POST', '/duplicates/not-same', { a: buildingOffice, b: itOffice, reason: mail }],
    ['why two are merged', 'POST', '/merges', { keep: buildingOffice, merge: itOffice, reason: mail, sourceIds: [source] }],
    ['why a rule has an exception', 'POST', '/quality/R25/exceptions', { id: buildingOffice, reason: mail }],
    ['why a person is erased', 'POST', '/persons/per:990000000000:niemand/erase', { reason: mail, confirm: 'x' }],
  ])('not as %s', async (what, method, path, body, headers) => {
    if (what.includes('person is erased')) await write(person('niemand', 'Nora Niemand'))
    const { status, body: answer } = await door.json(method, path, body, headers)
    expect(`${status} ${answer.type}`, JSON.stringify(answer)).toBe('422 urn:kommunalgraph:problem:personal-data')
    expect(answer.errors?.every(({ rule }) => rule === 'R28')).toBe(true)
    expect(JSON.stringify(answer)).not.toContain('anna.beispiel')
  })

  test('not in a row of a file, while the others are taken', async () => {
    const { status, body } = await imports().upload('vorhaben.csv', listOf(['Gutes Vorhaben', 'Für alle'], ['Schlechtes Vorhaben', mail]))
    expect(status, JSON.stringify(body)).toBe(201)
    expect(rejections(body)).toEqual([expect.stringMatching(/^3 R28/)])
    const { status: refused } = await imports().commit(body.id, { reason: mail, acceptRejected: true })
    expect(refused).toBe(422)
    expect((await imports().commit(body.id, { acceptRejected: true })).status).toBe(200)
    const names = (await door.get<{ items: { name: string }[] }>('/entities?q=Vorhaben')).body.items.map(({ name }) => name)
    expect(names).toContain('Gutes Vorhaben')
    expect(names).not.toContain('Schlechtes Vorhaben')
  })

  test('a person without a published mandate is nobody who stands here', async () => {
    const { status, body } = await door.write([person('ohne-amt', 'Olaf Ohneamt', { publicOffice: false })])
    expect(status).toBe(422)
    expect(body.errors?.[0]).toMatchObject({ path: 'body.changes[0].values.publicOffice', rule: 'R27' })
  })
})

describe('names after the mandate', () => {
  const over = 'Frieda Vorbei-Langher'
  const lately = 'Karl Kürzlich'
  const inOffice = 'Ida Immernoch'

  test('go after the time that is set, in one logged change, though several servers look after it at once; the history of the post stays', async () => {
    const post = `post:${town}:buergermeisterin`
    await write(
      person('vorbei', over, { party: 'Die Vorbeien', description: 'Lange dabei' }),
      person('kuerzlich', lately),
      person('immernoch', inOffice),
      sits('vorbei', '2014-07-01', dayBefore(days)),
      holds('vorbei', post, '2015-01-01', dayBefore(days + 400)),
      holds('kuerzlich', post, dayBefore(days + 400), dayBefore(days - 1)),
      sits('kuerzlich', '2014-07-01', dayBefore(500)),
      holds('immernoch', post, dayBefore(days - 1)),
      newInitiative('erinnerung', { description: `Begonnen von ${over}.` }),
    )
    const before = (await door.get<{ seq: number }>('/ready')).body.seq
    const servers = await Promise.all(['', 'public'].map((reader) => startApi(world.database, { KG_NAMES_AFTER_MANDATE: String(days), KG_READER: reader })))
    try {
      await expect.poll(async () => (await door.get<{ entity: { name: string } }>(at(`per:${town}:vorbei`))).body.entity.name, { timeout: 30_000 }).toBe(NAMELESS.de)
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
    }
    expect((await door.get<{ seq: number }>('/ready')).body.seq).toBe(before + 1)
    const { body: log } = await door.get<HistoryAnswer>('/changes?limit=1')
    expect(log.items[0]).toMatchObject({ by: 'Server', reason: `Namen nach Ende des Mandats entfernt (Frist: ${days} Tage)`, total: 2 })
    expect(JSON.stringify(log)).not.toContain('Frieda')

    const { body } = await door.get<{ entity: Record<string, unknown> }>(at(`per:${town}:vorbei`))
    expect(body.entity).not.toHaveProperty('party')
    expect(body.entity).not.toHaveProperty('description')
    expect((await door.get<{ entity: { name: string } }>(at(`per:${town}:kuerzlich`))).body.entity.name).toBe(lately)
    expect((await door.get<{ entity: { name: string } }>(at(`per:${town}:immernoch`))).body.entity.name).toBe(inOffice)
    expect((await door.get<{ entity: { description: string } }>(at(`ini:${town}:erinnerung`))).body.entity.description).toBe(`Begonnen von [${NAMELESS.de}].`)
    const past = await door.get<{ items: { other: { id: string; name: string } }[] }>(`${at(post)}/relations?type=HOLDS_POST&direction=in&asOf=2016-01-01`)
    expect(past.body.items).toMatchObject([{ other: { id: `per:${town}:vorbei`, name: NAMELESS.de } }])
    expect(await everythingStored()).not.toMatch(/Frieda|Vorbeien/)
    // Nothing is left to do, and the rule that asked for it is content.
    const { body: rule } = await door.get<{ items: { id: string }[] }>('/quality/R27?asOf=2099-01-01')
    expect(rule.items.map(({ id }) => id)).not.toContain(`per:${town}:vorbei`)
  }, 280_000)

  test('do not come back with the next file that holds them, only by hand', async () => {
    const answer = await door.write([person('vorbei', over, { party: 'Die Vorbeien' })])
    expect(answer.body).toMatchObject({ seq: null, counts: { unchanged: 1 } })
    await write({ op: 'correct-entity', id: `per:${town}:vorbei`, values: { name: 'Wieder Gewählt' } })
    expect((await door.get<{ entity: { name: string } }>(at(`per:${town}:vorbei`))).body.entity.name).toBe('Wieder Gewählt')
  })
})

describe('one person asks', () => {
  const name = 'Mira Müller-Öhlbeck'
  const listed = 'Müller-Öhlbeck, Mira'
  const nobody = /Öhlbeck|\\u00d6hlbeck/i
  const id = `per:${town}:mira`

  beforeAll(async () => {
    await write(person('mira', name, { party: 'Liste Öhlbeck', nameEn: `Mayor ${name}` }), sits('mira', '2020-07-01'))
    const fact = (await write({ ...owns(buildingOffice, permit), values: { ...known, validFrom: '2025-01-01', note: `Auf Bitte von ${name}`, mandate: `Schreiben ${listed}` } } as Change)).results[0]?.id
    expect(fact).toBeDefined()
    await write(newInitiative('spuren', { name: `Initiative ${name}`, description: `${name.toUpperCase()} hat es vorgeschlagen.` }))
    expect((await door.write([newUnit('protokoll')], { reason: `Gemeldet von ${name}` })).status).toBe(200)
    // Was once the name of something, and stands in the log only.
    await write(newUnit('frueher', { name: `Büro ${name}` }))
    await write({ op: 'correct-entity', id: `unit:${town}:frueher`, values: { name: 'Büro' } })
    await write(newUnit('fort', { description: name }))
    await write({ op: 'retract-entity', id: `unit:${town}:fort` })
    for (const [path, body] of [
      ['/views', { name: `Alles von ${name}`, address: '/map', places: {} }],
      ['/scenarios', { name: 'Ohne das Amt', description: `Wenn ${name} geht`, day: '2027-01-01', steps: [{ kind: 'merge', units: [buildingOffice, itOffice], name: `Amt ${name}` }] }],
      ['/import-mappings', { name: `Liste ${name}`, sheets: [] }],
      ['/duplicates/not-same', { a: buildingOffice, b: itOffice, reason: `Sagt ${name}` }],
      ['/quality/R25/exceptions', { id: buildingOffice, reason: `Sagt ${name}` }],
    ] as const) {
      const { status, body: answer } = await door.json('POST', path, body)
      expect([200, 201], `${path} ${JSON.stringify(answer)}`).toContain(status)
    }
    const rows = listOf(['Vorhaben einer Liste', `Leitung: ${listed}`])
    const written = await imports().upload('amt.csv', rows)
    expect((await imports().commit(written.body.id)).status).toBe(200)
    // Left as it is, checked and not written.
    expect((await imports().upload(`liste ${name}.csv`, rows.replace('Vorhaben einer', 'Anderes Vorhaben einer'))).body.state).toBe('checked')
  }, 120_000)

  test('what is stored of her: everything, and where else her name stands', async () => {
    const { status, body, headers } = await door.get<PersonRecord>(`/persons/${id}/record`)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(headers.get('content-disposition')).toBe(`attachment; filename="auskunft-per-${town}-mira.json"`)
    expect(body.values).toMatchObject({ name, party: 'Liste Öhlbeck', publicOffice: true })
    expect(body.relations).toMatchObject([{ relation: 'MEMBER_OF', direction: 'out', other: { name: 'Gemeinderat' } }])
    expect(body.history.length).toBeGreaterThan(0)
    const where = new Set(body.mentions.map((one) => one.where))
    for (const place of ['ACCOUNTABLE_FOR', 'Initiative', 'LogEntry', '__SavedView', '__Scenario', '__ImportMapping', '__Import', '__ImportChunk', 'NotSame', 'QualityException']) expect([...where]).toContain(place)
    expect((await door.get(`/persons/${buildingOffice}/record`)).status).toBe(404)
  })

  test('is erased only under her name', async () => {
    const { status, body } = await door.json('POST', `/persons/${id}/erase`, { reason: 'Antrag auf Löschung', confirm: 'Mira' })
    expect(status).toBe(422)
    expect(body.errors?.[0]?.path).toBe('body.confirm')
    expect(JSON.stringify(body)).not.toMatch(nobody)
  })

  test('erased, her name is nowhere: not in the graph, the log, drafts, imports, views, exports, nor found by any search', async () => {
    expect(await everythingStored()).toMatch(nobody)
    const reason = `Antrag auf Löschung von ${name}`
    const erased = await door.json('POST', `/persons/${id}/erase`, { reason, confirm: name, spellings: ['Öhlbeck'] })
    expect(erased.status, JSON.stringify(erased.body)).toBe(200)
    expect(erased.body).toMatchObject({ id, imports: 1, seq: expect.any(Number) })

    expect(await everythingStored()).not.toMatch(nobody)
    const { status, body } = await door.get<{ entity: { name: string } }>(at(id))
    expect([status, body.entity.name]).toEqual([200, NAMELESS.de])
    // The mandate stays, and with it who sat in the council when.
    const seats = await door.get<{ items: { other: { id: string } }[] }>(`${at(`com:${town}:rat`)}/relations?type=MEMBER_OF&direction=in&asOf=${asOf}`)
    expect(seats.body.items.map(({ other }) => other.id)).toContain(id)
    for (const path of ['/search?q=%C3%96hlbeck', '/search?q=Mira', `/entities?q=${encodeURIComponent(name)}`]) expect(JSON.stringify((await door.get<{ items: unknown[] }>(path)).body).replace(/"query":"[^"]*"/, ''), path).not.toMatch(/Öhlbeck/)
    const dump = await fetch(door.url('/exports/jsonl'))
    expect(await dump.text()).not.toMatch(nobody)
    for (const path of ['/changes?limit=100', '/views', '/scenarios', '/imports', '/import-mappings', '/duplicates/not-same', `${at(id)}/history`, '/quality/R25?exceptions=true']) {
      const answer = await door.get(path)
      expect(answer.status, path).toBe(200)
      expect(JSON.stringify(answer.body), path).not.toMatch(nobody)
    }
    expect((await door.get<HistoryAnswer>('/changes?limit=1')).body.items[0]?.reason).toBe(`Antrag auf Löschung von [${NAMELESS.de}]`)
    // A second time there is nobody to erase.
    expect((await door.json('POST', `/persons/${id}/erase`, { reason, confirm: NAMELESS.de })).status).toBe(422)
  }, 120_000)

  test('what is left can still be worked with: the scenario is worked out, the log is told, the graph takes changes', async () => {
    const { body } = await door.get<{ items: { id: string; name: string }[] }>('/scenarios')
    expect((await door.get(`/scenarios/${body.items[0]?.id}/evaluation`)).status).toBe(200)
    expect((await write({ op: 'correct-entity', id: `ini:${town}:spuren`, values: { name: 'Spuren' } })).counts.changed).toBe(1)
  })
})

test('B53: what the server prints holds no name, no search text, no password, and no line of anybody else', async () => {
  const secrets = ['Suchwort4711', 'Amtsname4712', 'passwort-4713', 'konto-4714', 'datei-4715', 'grund4716', 'kopf4717', 'pfad4718', 'kgt_4719aaaaaaaaaaaaaaaaaaaaaaaaaaa']
  const [word, name, password, account, file, reason, header, path, token] = secrets as [string, string, string, string, string, string, string, string, string]
  const injected = 'eingeschleust4720'
  const broken = `${name}\r\n{"level":50,"msg":"${injected}"}`
  const asked: Promise<unknown>[] = [
    door.get(`/search?q=${word}`),
    door.get(`/entities?q=${word}&sort=${word}`),
    door.get(`/map?find=${word}`),
    door.get(`/entities/${encodeURIComponent(`ini:${town}:${path}`)}`),
    door.get(`/${path}`),
    fetch(`${world.api.url}/${path}?x=${word}`),
    fetch(door.url(`/entities/%E0%A4%A${path}`)),
    door.json('POST', '/session', { account, password }),
    door.json('POST', '/accounts', { account, role: 'reader', password: 'x' }),
    door.write([newUnit('protokolliert', { name })], { reason }),
    door.write([newUnit('kaputt', { name: broken })], { reason }),
    door.json('POST', '/changes', { reason, sourceIds: [name], changes: [{ op: name }] }),
    door.json('POST', '/views', { name: broken, address: `/map?find=${word}` }),
    imports().upload(`${file}.csv`, listOf([name, word])),
    imports().upload(`${file}.xlsx`, `PK${name}`),
    imports().upload(`${file}\r\nX-Boese: ${injected}.csv`, csv(['id', 'name'], ['kein Schlüssel', name])),
    fetch(door.url('/changes'), { method: 'POST', headers: { 'content-type': 'application/json', 'user-agent': header, 'x-request-id': header, referer: `http://localhost/${word}` }, body: `{"reason":"${reason}"` }),
    fetch(door.url('/entities'), { headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': header, 'x-forwarded-host': header } }),
    door.get(`/persons/per:${town}:${path}/record`),
    door.json('POST', `/persons/per:${town}:immernoch/erase`, { reason, confirm: name }),
  ]
  const answers = await Promise.allSettled(asked)
  expect(answers.length).toBeGreaterThan(15)
  // Something that fails inside the server, too: a file that its child process cannot read.
  await door.get(`/imports/${randomUUID()}`)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const output = printed.join('')
  expect(output.split('\n').filter((line) => line.includes('"answered"')).length).toBeGreaterThan(20)
  for (const secret of [...secrets, injected, 'Öhlbeck', 'Frieda', 'anna.beispiel']) expect(output.includes(secret), `${secret}: ${output.split('\n').find((line) => line.includes(secret))}`).toBe(false)
  // Each line is one of the server's own.
  for (const line of output.split('\n').filter(Boolean)) expect(() => JSON.parse(line), line).not.toThrow()
})

test('whoever reads the page on data protection learns whom to ask', async () => {
  expect((await door.get('/privacy')).body).toEqual({ operator: 'Stadt Beispiel, Hauptamt', namesAfterMandateDays: days })
})
