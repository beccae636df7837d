/** OParl: made-up answers of a council information system, saved and fetched. */
import dns from 'node:dns'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { resultOf } from '@kommunalgraph/seed/src/files/oparl.ts'
import {
  checkAddress,
  fetchOparl,
  fetchOparlList,
  isInternalAddress,
  MAX_PAGES,
} from '@kommunalgraph/seed/src/files/oparl-fetch.ts'
import type { ReadFile } from '@kommunalgraph/seed/src/files/read-file.ts'
import { strToU8, zipSync } from 'fflate'
import { afterEach, describe, expect, test } from 'vitest'
import { drop, placesOf, refusalOf, tenant } from './reading.ts'

const base = 'https://ris.example.org/oparl'
const object = (type: string, path: string, more: Record<string, unknown> = {}) => ({
  id: `${base}/${path}`,
  type: `https://schema.oparl.org/1.1/${type}`,
  ...more,
})
const council = object('Organization', 'gr/1', { name: 'Gemeinderat', shortName: 'GR' })
const office = object('Organization', 'at/63', { name: 'Bauamt', shortName: 'BauA' })
const meeting = object('Meeting', 'meetings/1', { start: '2025-03-04T17:00:00+01:00', organization: [council.id] })
const item = (number: number, more: Record<string, unknown> = {}) =>
  object('AgendaItem', `items/${number}`, { number: String(number), meeting: meeting.id, public: true, ...more })
const paper = (number: number, more: Record<string, unknown> = {}) =>
  object('Paper', `papers/${number}`, {
    name: `Neubau ${number}`,
    reference: `2025/000${number}`,
    date: '2025-02-01',
    underDirectionOf: [office.id],
    ...more,
  })
const consultation = (number: number, more: Record<string, unknown> = {}) =>
  object('Consultation', `consultations/${number}`, {
    paper: `${base}/papers/${number}`,
    agendaItem: `${base}/items/${number}`,
    organization: [council.id],
    role: 'Entscheidung',
    authoritative: true,
    ...more,
  })

const read = (objects: unknown, options = {}) =>
  drop('ris.json', JSON.stringify(objects), { home: `org:ars:${tenant}`, ...options })
const entities = (file: ReadFile, type: string) =>
  file.planned.flatMap(({ change }) => (change.op === 'put-entity' && change.type === type ? [change] : []))
const relations = (file: ReadFile, type: string) =>
  file.planned.flatMap(({ change }) => (change.op === 'put-relation' && change.relation === type ? [change] : []))
const skipped = ({ account }: ReadFile) =>
  Object.fromEntries((account?.skipped ?? []).map(({ reason, count }) => [reason.en, count]))

/** Every object is read, and either mapped or skipped. */
const expectAccounted = ({ account }: ReadFile, objects: number) => {
  expect(account?.read).toBe(objects)
  expect((account?.mapped ?? 0) + (account?.skipped ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(objects)
}

describe('a decided paper', () => {
  const all = [
    council,
    office,
    {
      ...meeting,
      agendaItem: [item(1, { result: 'einstimmig beschlossen', consultation: `${base}/consultations/1` })],
    },
    { ...paper(1), consultation: [consultation(1)] },
  ]

  test('becomes one decision with its source, who took it, and who led', async () => {
    const file = await read(all)
    expectAccounted(file, 6)
    expect(file).toMatchObject({
      format: 'oparl',
      encoding: 'utf-8',
      sheets: [],
      account: { mapped: 6, skipped: [] },
      issues: [],
    })
    const [decision] = entities(file, 'Decision')
    expect(decision).toMatchObject({
      id: expect.stringMatching(/^dec:oparl:[0-9a-f]{16}$/),
      values: {
        name: 'Vorlage 2025/0001 – Gemeinderat, 04.03.2025',
        date: '2025-03-04',
        reference: '2025/0001',
        result: 'adopted',
        resultText: 'einstimmig beschlossen',
        public: true,
        paperUrl: `${base}/papers/1`,
        agendaItemUrl: `${base}/items/1`,
        validFrom: '2025-03-04',
        sourceIds: [`src:${tenant}:vorlage-2025-0001`],
        confidence: 'confirmed',
        visibility: 'public',
      },
    })
    expect(entities(file, 'Source').map(({ id, values }) => [id, values.title])).toEqual([
      [`src:${tenant}:ratsinformation`, 'Ratsinformationssystem, Schnittstelle OParl'],
      [`src:${tenant}:vorlage-2025-0001`, 'Neubau 1'],
    ])
    expect(relations(file, 'TOOK')).toMatchObject([
      {
        from: `com:${tenant}:gemeinderat`,
        to: decision?.id,
        values: { authoritative: true, role: 'decision', confidence: 'confirmed' },
      },
    ])
    expect(relations(file, 'MOVED')).toMatchObject([
      { from: `unit:${tenant}:baua`, to: decision?.id, values: { kind: 'lead_office' } },
    ])
    expect(relations(file, 'PART_OF').map(({ from, to }) => [from, to])).toEqual([
      [`unit:${tenant}:baua`, `org:ars:${tenant}`],
      [`com:${tenant}:gemeinderat`, `org:ars:${tenant}`],
    ])
  })

  test('makes its lead office a claim and never a fact', async () => {
    const file = await read(all)
    expect(relations(file, 'ACCOUNTABLE_FOR')).toEqual([])
    const [decision] = entities(file, 'Decision')
    expect(file.planned.filter(({ change }) => 'type' in change && change.type === 'Assertion')).toMatchObject([
      {
        onlyNew: true,
        change: {
          values: {
            relation: 'ACCOUNTABLE_FOR',
            fromId: `unit:${tenant}:baua`,
            toId: decision?.id,
            status: 'proposed',
            claimedFrom: '2025-03-04',
            at: '2025-03-04T00:00:00Z',
          },
        },
      },
    ])
    const concerned = await read(all, { concerns: new Map([[`${base}/papers/1`, [`ini:${tenant}:neubau`]]]) })
    expect(entities(concerned, 'Assertion').map(({ values }) => values.toId)).toEqual([`ini:${tenant}:neubau`])
  })

  test('is the same whether its parts are embedded, apart, in one list, in pages or in a zip', async () => {
    const apart = [
      council,
      office,
      meeting,
      item(1, { result: 'einstimmig beschlossen', consultation: `${base}/consultations/1` }),
      paper(1),
      consultation(1),
    ]
    const pages = {
      'a.json': { data: apart.slice(0, 3), links: { next: `${base}/x?page=2` } },
      'b/c.json': { data: apart.slice(3) },
      '__MACOSX/x.json': 'Unsinn',
    }
    const zip = zipSync(
      Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, strToU8(JSON.stringify(page))])),
    )
    const changes = async (file: Promise<ReadFile>) =>
      new Set((await file).planned.map(({ change }) => JSON.stringify(change)))
    const expected = await changes(read(all))
    expect(await changes(read(apart))).toEqual(expected)
    expect(await changes(drop('ris.zip', zip, { home: `org:ars:${tenant}` }))).toEqual(expected)
  })

  test('of version 1.0 is the same', async () => {
    const old = JSON.parse(JSON.stringify(all).replaceAll('oparl.org/1.1/', 'oparl.org/1.0/')) as unknown
    expect(entities(await read(old), 'Decision')).toHaveLength(1)
  })

  test('read twice gives the same changes, on another day too', async () => {
    const changes = async (today: string) =>
      JSON.stringify((await read(all, { today })).planned.filter(({ onlyNew }) => !onlyNew))
    expect(await changes('2026-12-24')).toBe(await changes('2026-11-01'))
  })
})

describe('what stands for nothing is accounted for', () => {
  test('deleted objects, doubles, attachments, places, persons, placeholders', async () => {
    const objects = [
      council,
      council,
      { ...paper(9), deleted: true, name: '', reference: '' },
      object('Organization', 'at/0', { name: 'Offen' }),
      object('Organization', 'at/1', { name: '_Fachbereich Datenübernahme' }),
      object('Organization', 'at/2', { name: 'AVG', shortName: 'AVG' }),
      object('Organization', 'x/3', { name: 'Irgendwas' }),
      object('Person', 'p/1', { name: 'Erika Mustermann', membership: [object('Membership', 'm/1')] }),
      object('File', 'f/1'),
      object('Location', 'l/1'),
      object('LegislativeTerm', 't/1'),
      object('Body', 'b/1', { name: 'Stadt Muster' }),
      { ...meeting, agendaItem: [item(7)] },
      paper(8),
    ]
    const file = await read(objects)
    expectAccounted(file, objects.length + 2)
    expect(skipped(file)).toEqual({
      'several times in the files': 1,
      'deleted in the source': 1,
      'placeholder instead of an office ("Offen", migration)': 2,
      'kind or legal form cannot be told from the source': 2,
      'names of persons are not taken over': 2,
      'attachment; the paper is linked': 1,
      'place of a meeting or office': 1,
      'kind of object without a counterpart in the model': 2,
      'agenda item without paper and result': 1,
      'meeting without a decision taken over': 1,
      'without a consultation that has a date and a result': 1,
    })
    expect(JSON.stringify(file)).not.toContain('Mustermann')
    expect(file.issues.find(({ rule }) => rule === 'unclear-organisation')?.message.de).toBe(
      'Art oder Rechtsform ist der Quelle nicht zu entnehmen: AVG, Irgendwas.',
    )
  })

  test('consultations without date or result, to come, not public, of another year', async () => {
    const later = object('Meeting', 'meetings/2', { start: '2027-01-01T17:00:00+01:00', organization: [council.id] })
    const objects = [
      council,
      office,
      meeting,
      later,
      paper(1),
      item(1),
      consultation(1),
      paper(2),
      item(2, { meeting: later.id, result: 'beschlossen' }),
      consultation(2),
      paper(3),
      item(3, { public: false, result: 'beschlossen' }),
      consultation(3),
      paper(4),
      consultation(4),
      paper(5),
      item(5, { result: 'siehe Anlage' }),
      consultation(5),
      paper(6),
      item(6),
      consultation(6, { role: 'Kenntnisnahme' }),
    ]
    const file = await read(objects)
    expectAccounted(file, objects.length)
    expect(entities(file, 'Decision')).toMatchObject([
      { values: { result: 'noted', confidence: 'assumed', reference: '2025/0006' } },
    ])
    expect(skipped(file)).toMatchObject({
      // The agenda item shares what becomes of its consultation; the fourth is missing.
      'put to a decision, result not recorded': 2,
      'meeting is still to come': 2,
      'not public': 2,
      'consultation without a date (its agenda item or meeting is not in the files)': 1,
      'result fits none of the values': 2,
    })
    expect(file.issues.map(({ rule, fatal, rejects }) => ({ rule, fatal, rejects }))).toEqual([
      { rule: 'dangling-reference', fatal: false, rejects: false },
      { rule: 'unknown-result', fatal: false, rejects: false },
    ])
    const other = await read(objects, { year: 2024 })
    expectAccounted(other, objects.length)
    expect(entities(other, 'Decision')).toEqual([])
  })

  test('dangling papers and offices are reported, and the agenda is the source instead', async () => {
    const file = await read([
      council,
      meeting,
      item(1, { result: 'zugestimmt' }),
      consultation(1),
      item(2, { result: 'beschlossen' }),
      paper(2),
      consultation(2),
    ])
    expect(entities(file, 'Decision').map(({ values }) => [values.name, values.sourceIds])).toEqual([
      ['Tagesordnungspunkt 1 – Gemeinderat, 04.03.2025', [`src:${tenant}:sitzung-1`]],
      ['Vorlage 2025/0002 – Gemeinderat, 04.03.2025', [`src:${tenant}:vorlage-2025-0002`]],
    ])
    expect(file.issues.map(({ rule, message }) => [rule, message.en.split(',')[0]])).toEqual([
      ['dangling-reference', '1 references to objects of type Paper that are not in the files'],
      ['dangling-reference', '1 references to objects of type Organization that are not in the files'],
    ])
  })

  test('titles that may name a person stay where they are', async () => {
    const file = await read([
      council,
      office,
      meeting,
      ...[
        'Nachrücken von Erika Mustermann',
        'Verleihung an Herrn Muster',
        'Auskunft unter 0721 1234567, tel 0721 1234567',
      ].flatMap((name, at) => [paper(at + 1, { name }), item(at + 1, { result: 'beschlossen' }), consultation(at + 1)]),
    ])
    expect(
      entities(file, 'Source')
        .slice(1)
        .map(({ values }) => values.title),
    ).toEqual(['Vorlage 2025/0001', 'Vorlage 2025/0002', 'Vorlage 2025/0003'])
    expect(file.issues.map(({ rule }) => rule)).toEqual(['title-left-out'])
  })
})

describe('who is who', () => {
  const actorOf = async (more: Record<string, unknown>, path = 'at/5', options = {}) => {
    const file = await read([object('Organization', path, more)], options)
    const change = file.planned
      .map(({ change }) => change)
      .find((one): one is Extract<Change, { op: 'put-entity' }> => one.op === 'put-entity' && one.type !== 'Source')
    return change && { id: change.id, type: change.type, kind: change.values.kind }
  }
  test.each([
    ['Ausschuss für Umwelt', 'gr/5', undefined, 'Committee', 'committee'],
    ['Ortschaftsrat Durlach', 'gr/5', undefined, 'Committee', 'district_council'],
    ['Seniorenbeirat', 'gr/5', undefined, 'Committee', 'advisory_board'],
    ['Grüne Mitte', 'o/5', 'Fraktion', 'Committee', 'faction'],
    ['Aufsichtsrat Stadtwerke GmbH', 'o/5', 'externes Gremium', 'Committee', 'supervisory_board'],
    ['Hauptamt', 'o/5', 'Verwaltungsbereich', 'OrgUnit', 'office'],
    ['Dezernat 3', 'at/5', undefined, 'OrgUnit', 'directorate'],
    ['Stabsstelle Klima', 'at/5', undefined, 'OrgUnit', 'staff_unit'],
    ['Musterstadt Marketing GmbH', 'at/5', undefined, 'Organization', 'enterprise'],
    ['Eigenbetrieb Abfall', 'at/5', undefined, 'Organization', 'special_fund'],
    ['Zweckverband Wasser', 'o/5', 'Institution', 'Organization', 'intermunicipal'],
  ])('%s (%s, %s) is %s, %s', async (name, path, organizationType, type, kind) => {
    expect(await actorOf({ name, organizationType }, path)).toMatchObject({ type, kind })
  })

  test('two offices of one short name have two ids, the older one the short one', async () => {
    const file = await read([
      object('Organization', 'at/9', { name: 'Behindertenbeauftragte', shortName: 'SJB', created: '2026-01-01' }),
      object('Organization', 'at/3', { name: 'Sozial- und Jugendbehörde', shortName: 'SJB', created: '2020-01-01' }),
    ])
    expect(entities(file, 'OrgUnit').map(({ id, values }) => [id, values.name])).toEqual([
      [`unit:${tenant}:sjb`, 'Sozial- und Jugendbehörde'],
      [`unit:${tenant}:behindertenbeauftragte`, 'Behindertenbeauftragte'],
    ])
  })

  test('those that the graph has are found by address, name or short form, and left as they are', async () => {
    const known = [
      { id: `org:${tenant}:klinikum`, name: 'Klinikum gGmbH', sameAs: [`${base}/at/5`] },
      { id: `com:${tenant}:rat`, name: 'Rat', oparlId: `${base}/gr/5` },
      { id: `org:${tenant}:vbk`, name: 'Verkehrsbetriebe Muster GmbH (VBK)' },
      { id: `unit:${tenant}:sjb`, name: 'Sozial- und Jugendbehörde', shortName: 'SJB' },
    ]
    expect(await actorOf({ name: 'Städtisches Klinikum', shortName: 'Klin' }, 'at/5', { known })).toBeUndefined()
    expect(await actorOf({ name: 'Stadtrat' }, 'gr/5', { known })).toBeUndefined()
    expect(await actorOf({ name: 'Verkehrsbetriebe Muster', shortName: 'VBK' }, 'at/6', { known })).toBeUndefined()
    expect(await actorOf({ name: 'Behindertenbeauftragte', shortName: 'SJB' }, 'at/7', { known })).toMatchObject({
      id: `unit:${tenant}:behindertenbeauftragte`,
    })
  })
})

test.each([
  ['einstimmig beschlossen', 'adopted', 'confirmed'],
  ['mehrheitlich zugestimmt', 'adopted', 'confirmed'],
  ['Zugestimmt zu geändertem Beschlusstext', 'amended', 'confirmed'],
  ['einstimmig zugestimmt zum modifizierten Antrag', 'amended', 'confirmed'],
  ['teilweise zugestimmt', 'amended', 'probable'],
  ['mehrheitlich abgelehnt', 'rejected', 'confirmed'],
  ['Stimmengleichheit - abgelehnt', 'rejected', 'confirmed'],
  ['nicht beschlossen', 'rejected', 'confirmed'],
  ['zurückgezogen', 'withdrawn', 'confirmed'],
  ['vertagt', 'deferred', 'confirmed'],
  ['verwiesen in Fachausschuss', 'deferred', 'probable'],
  ['Beratung im Fachgremium/Arbeitskreis', 'deferred', 'probable'],
  ['Stellungnahme zur Kenntnis genommen', 'noted', 'confirmed'],
  ['erledigt durch Stellungnahme der Verwaltung', 'noted', 'probable'],
  ['vorberaten mit Änderungen', 'noted', 'probable'],
  [undefined, 'noted', 'assumed'],
])('the result %j is %s (%s)', (wording, result, confidence) => {
  expect(resultOf(wording)).toEqual({ result, confidence })
})

describe('refused', () => {
  test('what is no OParl, and an answer that was cut off', async () => {
    expect(refusalOf(await read({ a: 1 })).rule).toBe('no-oparl')
    expect(refusalOf(await read([])).rule).toBe('no-oparl')
    expect(refusalOf(await drop('ris.json', JSON.stringify([council]).slice(0, -5))).rule).toBe('truncated')
    expect(refusalOf(await drop('ris.json', `${'['.repeat(100_000)}`)).rule).toBe('truncated')
    expect(refusalOf(await drop('ris.json', `${'['.repeat(5_000)}${']'.repeat(5_000)}`)).rule).toBe('no-oparl')
  })

  test('more changes than one transaction holds, with the years to choose from', async () => {
    const objects: unknown[] = [council, office]
    for (let number = 1; number <= 26_000; number++) {
      const year = number % 2 === 0 ? 2024 : 2025
      objects.push(
        object('AgendaItem', `items/${number}`, {
          start: `${year}-05-05T10:00:00Z`,
          public: true,
          result: 'beschlossen',
          number: '1',
        }),
        paper(number, { reference: `${year}/${number}` }),
        consultation(number),
      )
    }
    const issue = refusalOf(await read(objects))
    expect(issue).toMatchObject({
      rule: 'too-many-rows',
      next: {
        de: 'Übernehmen Sie die Jahre einzeln, hier mit der Zahl ihrer Beschlüsse: 2024 (13.000), 2025 (13.000).',
      },
    })
    const half = await read(objects, { year: 2024 })
    expect(placesOf(half).filter(({ weight }) => weight === 'refused')).toEqual([])
    expect(entities(half, 'Decision')).toHaveLength(13_000)
    expectAccounted(half, objects.length)
  }, 60_000)
})

describe('fetching', () => {
  let close: (() => void) | undefined
  afterEach(() => close?.())
  /** A server of its own answers; its address counts as one of the internet. */
  const serve = async (answer: (request: IncomingMessage, response: ServerResponse, origin: string) => void) => {
    let origin = ''
    const server = createServer((request, response) => answer(request, response, origin))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    origin = `http://${host}`
    close = () => {
      server.closeAllConnections()
      server.close()
    }
    return { origin, settings: { allowedHosts: [host], mayConnect: () => true } }
  }
  const json = (response: ServerResponse, body: unknown) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  const ruleOf = async (fetched: Promise<unknown>) =>
    fetched.then(
      () => 'nothing',
      (error: { issue?: { rule: string } }) => error.issue?.rule ?? String(error),
    )

  test('follows the pages of all lists of a body', async () => {
    const { origin, settings } = await serve((request, response, at) => {
      const page = new URL(request.url ?? '', at).searchParams.get('page')
      if (request.url === '/body')
        return void json(response, {
          id: `${at}/body`,
          type: 'https://schema.oparl.org/1.1/Body',
          organization: `${at}/organization`,
          paper: `${at}/paper`,
        })
      if (request.url === '/organization') return void json(response, { data: [council], links: {} })
      json(response, {
        data: [paper(Number(page ?? 1))],
        links: page === '3' ? {} : { next: `/paper?page=${Number(page ?? 1) + 1}` },
      })
    })
    const pages = await fetchOparl(`${origin}/body`, settings)
    expect(pages.map(({ name }) => name.slice(origin.length))).toEqual([
      '/body',
      '/organization',
      '/paper',
      '/paper?page=2',
      '/paper?page=3',
    ])
  })

  test('F19: refuses a list that leads in a circle, or to another host', async () => {
    const { origin, settings } = await serve((request, response, at) =>
      request.url?.startsWith('/circle')
        ? json(response, { data: [], links: { next: request.url === '/circle' ? '/circle?page=2' : '/circle' } })
        : json(response, { data: [], links: { next: `http://localhost.evil.example${at.slice(-6)}/x` } }),
    )
    expect(await ruleOf(fetchOparlList(`${origin}/circle`, settings))).toBe('next-loop')
    expect(await ruleOf(fetchOparlList(`${origin}/away`, settings))).toBe('host-not-allowed')
    expect(
      await ruleOf(
        fetchOparlList(`${origin}/away`, {
          ...settings,
          allowedHosts: [...settings.allowedHosts, `localhost.evil.example${origin.slice(-6)}`],
        }),
      ),
    ).toBe('another-host')
  })

  test.each([
    ['a redirect', (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end()],
    ['a redirect to the internal network, by any scheme', (response: ServerResponse) => response.writeHead(307, { location: 'gopher://169.254.169.254/' }).end()],
    ['a redirect to a file', (response: ServerResponse) => response.writeHead(301, { location: 'file:///etc/passwd' }).end()],
    ['an error', (response: ServerResponse) => response.writeHead(500).end('x')],
    ['a packed answer, which could be a bomb,', (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync('{"data":[]}'))],
    ['a page of the web', (response: ServerResponse) => response.setHeader('content-type', 'text/html').end('<p>')],
    [
      'half an answer',
      (response: ServerResponse) => response.setHeader('content-type', 'application/json').end('{"data":['),
    ],
    [
      'a next page that is no address',
      (response: ServerResponse) =>
        response.setHeader('content-type', 'application/json').end('{"data":[],"links":{"next":"http://["}}'),
    ],
    [
      'a connection that breaks',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
        response.write('{')
        response.destroy()
      },
    ],
  ])('F19, B47, B48: says that %s gives nothing', async (_, answer) => {
    const { origin, settings } = await serve((_request, response) => void answer(response))
    expect(await ruleOf(fetchOparlList(`${origin}/list`, settings))).toBe('fetch-failed')
  })

  test('F19: bytes that drip, pages without end and lists without end stop at their limits', async () => {
    let asked = 0
    const { origin, settings } = await serve((request, response) => {
      asked++
      if (request.url === '/drip') {
        response.writeHead(200, { 'content-type': 'application/json' })
        const drip = setInterval(() => response.write(' '), 20)
        response.once('close', () => clearInterval(drip))
        return
      }
      const number = Number(request.url?.split('=')[1] ?? 0)
      if (request.url?.startsWith('/slow')) return void setTimeout(() => json(response, { data: [], links: { next: `/slow?page=${number + 1}` } }), 20)
      json(response, { data: [], links: { next: `/endless?page=${number + 1}` } })
    })
    expect(await ruleOf(fetchOparlList(`${origin}/drip`, { ...settings, pageTimeoutMs: 300 }))).toBe('fetch-failed')
    // Each page is in time, all of them are not.
    expect(await ruleOf(fetchOparlList(`${origin}/slow`, { ...settings, totalTimeoutMs: 500 }))).toBe('fetch-failed')
    asked = 0
    expect(await ruleOf(fetchOparlList(`${origin}/endless`, settings))).toBe('next-loop')
    expect(asked).toBe(MAX_PAGES)
  })

  test('F19: a system that names the same body again and again has no more pages than one list', async () => {
    let asked = 0
    const { origin, settings } = await serve((request, response, at) => {
      asked++
      if (request.url === '/system') return void json(response, { id: `${at}/system`, type: 'https://schema.oparl.org/1.1/System', body: `${at}/bodies` })
      const body = Object.fromEntries(['organization', 'meeting', 'paper', 'consultation', 'agendaItem'].map((list) => [list, `${at}/list`]))
      if (request.url === '/bodies') return void json(response, { data: Array.from({ length: MAX_PAGES }, () => body), links: {} })
      json(response, { data: [], links: {} })
    })
    expect(await ruleOf(fetchOparl(`${origin}/system`, settings))).toBe('next-loop')
    expect(asked).toBe(MAX_PAGES)
  })

  test('B48: an answer without end is cut off at the size of an upload', async () => {
    const piece = Buffer.alloc(4 * 1_048_576, ' ')
    let closed = false
    const { origin, settings } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = () => {
        while (!closed && response.write(piece));
      }
      response.on('drain', more)
      response.once('close', () => {
        closed = true
      })
      more()
    })
    expect(await ruleOf(fetchOparlList(`${origin}/list`, settings))).toBe('fetch-failed')
    await expect.poll(() => closed).toBe(true)
  }, 60_000)

  test('B46: a name that leads to the internet first and to this machine when it is connected to is judged where it is connected to', async () => {
    let asked = 0
    const { origin, settings } = await serve((_request, response) => {
      asked++
      json(response, { data: [] })
    })
    const port = origin.slice(origin.lastIndexOf(':'))
    const asWas = dns.promises.lookup
    const answers = [[{ address: '8.8.8.8', family: 4 }], [{ address: '127.0.0.1', family: 4 }], [{ address: '8.8.8.8', family: 4 }, { address: '::ffff:7f00:1', family: 6 }]]
    const looked: string[] = []
    dns.promises.lookup = (async (name: string) => {
      looked.push(name)
      return answers[Math.min(looked.length, answers.length - 1)]
    }) as unknown as typeof dns.promises.lookup
    syncBuiltinESMExports()
    try {
      for (const _ of answers) expect(await ruleOf(fetchOparlList(`http://ris.example.org${port}/`, { allowedHosts: [`ris.example.org${port}`] }))).toBe('internal-address')
    } finally {
      dns.promises.lookup = asWas
      syncBuiltinESMExports()
    }
    expect(looked).toHaveLength(answers.length)
    expect(asked).toBe(0)
    expect(settings.allowedHosts).toHaveLength(1)
  })

  test('B45, B47: asks nobody who is not allowed, and never the internal network', async () => {
    let asked = 0
    const { origin, settings } = await serve((_request, response) => {
      asked++
      json(response, { data: [] })
    })
    const port = origin.slice(-6)
    for (const [address, rule] of [
      ['http://localhost/', 'host-not-allowed'],
      ['http://ris.example.org.evil.example/', 'host-not-allowed'],
      ['http://ris.example.org:8080/', 'host-not-allowed'],
      ['http://user@ris.example.org/', 'not-an-address'],
      ['http://ris.example.org@169.254.169.254/', 'not-an-address'],
      ['http://localhost./', 'host-not-allowed'],
      ['file:///etc/passwd', 'not-an-address'],
      ['gopher://ris.example.org/', 'not-an-address'],
      ['ris.example.org', 'not-an-address'],
    ] as const)
      expect({ address, rule: await ruleOf(fetchOparlList(address, { allowedHosts: ['ris.example.org'] })) }).toEqual({
        address,
        rule,
      })
    const guarded = { allowedHosts: [...settings.allowedHosts, `localhost${port}`, `[::1]${port}`, `[::ffff:7f00:1]${port}`, '169.254.169.254'] }
    for (const address of [
      origin,
      `http://0x7f000001${port}/`,
      `http://2130706433${port}/`,
      `http://0177.0.0.1${port}/`,
      `http://127.1${port}/`,
      `http://[::ffff:127.0.0.1]${port}/`,
      `http://localhost${port}/`,
      `http://[::1]${port}/`,
      'http://169.254.169.254/latest',
    ])
      expect({ address, rule: await ruleOf(fetchOparlList(address, guarded)) }).toEqual({
        address,
        rule: 'internal-address',
      })
    expect(asked).toBe(0)
    expect(checkAddress('https://ris.example.org/a', { allowedHosts: ['ris.example.org'] }).href).toBe(
      'https://ris.example.org/a',
    )
  })

  test('B45: knows the internal network by its addresses', () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '::ffff:a00:1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::7f00:1',
      '2002:7f00:1::',
      '2001:0:1::',
      'fec0::1',
      'fe80::1%eth0',
      'nonsense',
    ])
      expect({ address, internal: isInternalAddress(address) }).toEqual({ address, internal: true })
    for (const address of ['8.8.8.8', '172.32.0.1', '192.169.0.1', '2a00:1450::1', '::ffff:8.8.8.8', '::ffff:808:808', '2606:4700::1111'])
      expect({ address, internal: isInternalAddress(address) }).toEqual({ address, internal: false })
  })

  test('stops when it is told to', async () => {
    const { origin, settings } = await serve((request, response) =>
      json(response, { data: [], links: { next: `${request.url}x` } }),
    )
    const stop = new AbortController()
    const pages: number[] = []
    const fetched = fetchOparlList(`${origin}/l`, {
      ...settings,
      signal: stop.signal,
      onPage: (count) => {
        pages.push(count)
        if (count === 3) stop.abort(new Error('stopped'))
      },
    })
    await expect(fetched).rejects.toThrow('stopped')
    expect(pages).toEqual([1, 2, 3])
  })
})
