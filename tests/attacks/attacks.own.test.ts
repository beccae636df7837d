/**
 * What somebody sends who means harm, to a real server on a database of its own: markup, formulas and queries in every text that
 * can be written, bodies, headers, cookies, pages of other sites, guesses, floods. Each is
 * refused as documented or is text like any other, and whatever was refused has changed nothing.
 */
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { type EntityType, entityTypes, nodeProperties, nodeType, type Property } from '@kommunalgraph/contract/ontology/ontology.ts'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginning, doorOf, newUnit, type Refused, source, town } from '../changes/town.ts'
import { enteredEntity } from '../contract/entered-values.ts'
import { send } from '../http.ts'
import { csv, importsOf } from '../imports/upload.ts'
import { type Api, startApi, startWorld, type World } from '../neo4j.ts'

let world: World
const door = doorOf(() => world.api.url)
const url = (path: string) => `${world.api.url}/api/v1${path}`

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  expect((await door.write(beginning)).status).toBe(200)
}, 300_000)
afterAll(() => world?.stop())

/** Everything stored, as the server tells it: what a refused attack must not have changed. */
const stored = async () => (await door.get<{ seq: number }>('/ready')).body.seq
async function unchanged<T>(attack: () => Promise<T>): Promise<T> {
  const before = await stored()
  const result = await attack()
  expect(await stored()).toBe(before)
  return result
}

const payloads = [
  '=HYPERLINK("http://127.0.0.1:9/","Klick")',
  '@SUM(1+1)*cmd|x',
  '<img src=x onerror="window.kgAttack=1">',
  `"><svg/onload=window.kgAttack=1><script>window.kgAttack=1</script>`,
  `'}) DETACH DELETE n // \` ]-() WITH 1 AS x`,
  'name:* OR /(a+)+$/ AND (tenant~2 [a TO',
  '${7*7}{{7*7}}<%= 7*7 %>%s%n',
] as const
const isText = ({ kind, pattern, references, setBy }: Property) =>
  setBy !== 'server' && pattern === undefined && references === undefined && (kind === 'text' || kind === 'longText' || kind === 'textList')

/** Types that somebody may write by hand, with every text of theirs. */
const written: EntityType[] = []
const idOf = (type: EntityType, payload: number) => `${nodeType(type).prefix}:${town}:angriff-${payload}`

/** An entity with a text in every place that takes one, and else only what it must have. */
function attacked(type: EntityType, payload: number): Change {
  const text = payloads[payload] ?? ''
  const properties = nodeProperties(type)
  const [sample = {}] = fc.sample(enteredEntity(type), { numRuns: 1, seed: 7 })
  const values: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(properties)) {
    if (property.setBy === 'server' || name === 'tenant' || name === 'sourceIds') continue
    if (isText(property)) values[name] = property.kind === 'textList' ? [text, `${text} zwei`] : `${text}`.slice(0, property.maxLength ?? 200).trim()
    else if (property.required && sample[name] !== undefined) values[name] = sample[name]
  }
  return { op: 'put-entity', type, id: idOf(type, payload), values: { ...values, validFrom: undefined, confidence: 'confirmed', visibility: 'public' } } as unknown as Change
}

describe('markup, formulas and queries in every text', () => {
  beforeAll(async () => {
    // What the rules of a type do not let anybody write by hand is no way in.
    for (const type of entityTypes) {
      const { status, body } = await door.write([attacked(type, 0)])
      if (status === 200) written.push(type)
      else console.log(`${type}: ${status} ${JSON.stringify(body.errors?.slice(0, 3))}`)
    }
    const rest = written.flatMap((type) => payloads.slice(1).map((_, index) => attacked(type, index + 1)))
    const { status, body } = await door.write(rest)
    expect(status, JSON.stringify(body).slice(0, 600)).toBe(200)
    // The same as names of what an import brings, and as reasons of the log.
    const client = importsOf(world.api.url)
    const { body: report } = await client.upload('ämter.csv', csv(['Bezeichnung', 'Art', 'Beschreibung'], ...payloads.slice(2).map((text, index) => [`Import ${index} ${text}`, 'Amt', text])))
    const sheets = [{ sheet: 'ämter', target: 'OrgUnit', columns: { Bezeichnung: 'name', Art: 'kind', Beschreibung: 'description' }, defaults: { confidence: 'confirmed' } }]
    expect((await client.json('POST', `/imports/${report.id}/mapping?wait=120`, { sheets })).status).toBe(200)
    expect((await client.commit(report.id, { reason: payloads[2], acceptRejected: true })).body.state).toBe('committed')
  }, 240_000)

  test('most types take such texts, and keep them to the letter', async () => {
    expect(written.length).toBeGreaterThan(15)
    for (const [place, type] of written.entries())
      for (const [index, text] of payloads.entries()) {
        if (index !== place % payloads.length) continue
        const { status, body, headers } = await door.get<{ entity: { name: string; sameAs: string[] } }>(`/entities/${encodeURIComponent(idOf(type, index))}`)
        expect({ type, status, name: body.entity.name, sameAs: body.entity.sameAs }).toEqual({ type, status: 200, name: text, sameAs: [text, `${text} zwei`] })
        expect(headers.get('content-type')).toMatch(/^application\/json/)
        expect(headers.get('x-content-type-options')).toBe('nosniff')
      }
  })

  test('B4: an address that is none of the web is refused wherever an address stands', async () => {
    let addresses = 0
    for (const type of written)
      for (const [name, property] of Object.entries(nodeProperties(type))) {
        if (property.kind !== 'url' || property.setBy === 'server') continue
        for (const address of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'data:text/html,<script>1</script>', 'vbscript:x', 'file:///etc/passwd', '//boese.example/x', 'https://user:pass@boese.example/']) {
          const change = attacked(type, 0) as { values: Record<string, unknown> }
          const { status, body } = await unchanged(() => door.write([{ ...change, values: { ...change.values, [name]: address } } as unknown as Change]))
          expect([400, 422], `${type}.${name} ${address}`).toContain(status)
          expect(body.errors?.some(({ path }) => path.endsWith(name)), `${type}.${name} ${address}: ${JSON.stringify(body.errors)}`).toBe(true)
          addresses++
        }
      }
    expect(addresses).toBeGreaterThan(30)
  })

  test('B1, B2: no cell of any table that leaves is a formula', async () => {
    const exported = async (format: string) => {
      const response = await fetch(url(`/exports/${format}`))
      expect(response.status).toBe(200)
      return new Uint8Array(await response.arrayBuffer())
    }
    const risky = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r\n]/
    const cells = (text: string) => [...text.replace(/^\ufeff/, '').matchAll(/(?:^|[;\r\n])(?:"((?:[^"]|"")*)"|([^";\r\n]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
    const isNumber = (cell: string) => /^-?[\d.,]+$/.test(cell)
    let seen = 0
    const judge = (text: string, what: string) => {
      for (const cell of cells(text)) {
        expect(risky.test(cell) && !isNumber(cell), `${what}: ${cell}`).toBe(false)
        if (cell.startsWith("'=") || cell.startsWith("'@")) seen++
      }
    }
    for (const [name, bytes] of Object.entries(unzipSync(await exported('csv.zip')))) if (name.endsWith('.csv')) judge(new TextDecoder().decode(bytes), name)
    expect(seen).toBeGreaterThan(written.length)
    for (const path of ['/questions/P01?format=csv', '/questions/V01?format=csv', '/gaps/no_accountable?format=csv', `/entities/${encodeURIComponent(idOf('OrgUnit', 0))}/impact?format=csv`]) {
      const response = await fetch(url(path))
      const text = await response.text()
      if (response.headers.get('content-type')?.includes('csv')) judge(text, path)
    }
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await exported('xlsx')).buffer as ArrayBuffer)
    let guardedCells = 0
    workbook.eachSheet((sheet) =>
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          expect(cell.formula, `${sheet.name} ${cell.address}`).toBeFalsy()
          if (typeof cell.value === 'string') {
            expect(risky.test(cell.value), `${sheet.name} ${cell.address}: ${cell.value}`).toBe(false)
            if (/^'[=@]/.test(cell.value)) guardedCells++
          }
        }),
      ),
    )
    expect(guardedCells).toBeGreaterThan(written.length)
  })

  test('B3: what leaves as XML or JSON holds them as text, under a type that no browser shows as a page', async () => {
    const graphml = await fetch(url('/exports/graphml'))
    const xml = await graphml.text()
    expect(xml).not.toMatch(/<(img|svg|script)\b/i)
    expect(xml).toContain('&lt;img src=x')
    expect(graphml.headers.get('content-type')).toBe('application/graphml+xml')
    for (const format of ['graphml', 'jsonld', 'cytoscape.json', 'csv.zip', 'xlsx']) {
      const response = await fetch(url(`/exports/${format}`))
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      await response.arrayBuffer()
    }
    const names = (JSON.parse(await (await fetch(url('/exports/cytoscape.json'))).text()) as { elements: { nodes: { data: { name: string } }[] } }).elements.nodes.map(({ data }) => data.name)
    for (const text of payloads) expect(names).toContain(text)
    JSON.parse(await (await fetch(url('/exports/jsonld'))).text())
  })

  test('B6, B7, B8, B9, B10, B12: as parameters of any route they are text, or refused; never a query', async () => {
    const routes = ['/search?q=', '/entities?q=', '/entities?sort=', '/entities?type=', '/entities?cursor=', '/entities/', '/gaps/', '/questions/', '/relations/', '/paths?to=x&from=', '/map/positions?tenant=', '/changes?id=', '/sources?q=', '/views/', '/scenarios/', '/exports/', '/quality/', '/import-mappings/', '/accounts/']
    await unchanged(async () => {
      for (const route of routes)
        for (const text of [...payloads, "x' OR 1=1 RETURN n", '`MATCH (n) DELETE n`', '\\u0060', 'constructor', '__proto__']) {
          const { status } = await send(`${url(route)}${encodeURIComponent(text)}`)
          expect(status, `${route}${text}`).toBeLessThan(500)
          if (!/[?]q=$/.test(route)) expect(status, `${route}${text}`).toBeGreaterThanOrEqual(400)
        }
    })
  })

  test('B12: texts made to keep a pattern busy are judged like any other', async () => {
    const long = 900
    for (const text of ['a@'.repeat(long), '0 '.repeat(long), `${'(0)'.repeat(long)}x`, `${'a.'.repeat(long)}@`, '<!--'.repeat(long), `${' '.repeat(long)}x`, 'http://'.repeat(long), '\u0301'.repeat(long), `${'1-'.repeat(long)}!`]) {
      const { status } = await send(url('/changes'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reason: text, sourceIds: [source], changes: [newUnit('langsam', { name: text.slice(0, 200), description: text })] }) })
      expect([200, 400, 422], text.slice(0, 20)).toContain(status)
    }
  })
})

describe('bodies, headers and paths', () => {
  const json = (body: string, path = '/changes', method = 'POST') => send<Refused>(url(path), { method, headers: { 'content-type': 'application/json' }, body })
  const valid = (name: string, value = '"Amt"') => `{"reason":"Ein Test","sourceIds":["${source}"],"changes":[{"op":"put-entity","type":"OrgUnit","id":"unit:${town}:streng","values":{"name":${value},"kind":"office","confidence":"confirmed","visibility":"public"${name}}}]}`

  test('B42: a key that stands twice, depth without end and numbers beyond all are refused wherever they stand', async () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
    await unchanged(async () => {
      for (const body of [
        valid(',"name":"Zweites Amt"'),
        valid(',"n\\u0061me":"Zweites Amt"'),
        valid(`,"description":${deep(10_000)}`),
        valid(`,"description":${deep(200_000)}`),
        valid('', deep(100_000)),
        valid(',"description":1e400'),
        `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
        `${'['.repeat(400_000)}`,
        `{"reason":"x","__proto__":{"admin":true},"sourceIds":[],"changes":[]}`,
        valid(',"__proto__":{"visibility":"public"}'),
        valid(',"constructor":{"prototype":{"x":1}}'),
      ]) {
        const { status, body: answer } = await json(body)
        expect([400, 422], body.slice(0, 80)).toContain(status)
        expect(answer.errors?.length, body.slice(0, 80)).toBeGreaterThan(0)
      }
    })
    // The same without what was wrong is taken, also with a word that is a key elsewhere.
    expect((await json(valid(',"description":"name: {\\"name\\"}"'))).status).toBe(200)
  })

  test('B38: one id twice in a file with different values goes in once; the other row is rejected and names the first', async () => {
    const client = importsOf(world.api.url)
    const id = `unit:${town}:zweimal`
    const { body } = await client.upload('zweimal.csv', csv(['id', 'Bezeichnung', 'Art'], [id, 'Amt für dies', 'Amt'], [`unit:${town}:einmal`, 'Amt für das', 'Amt'], [id, 'Amt für jenes', 'Amt']))
    const sheets = [{ sheet: 'zweimal', target: 'OrgUnit', columns: { id: 'id', Bezeichnung: 'name', Art: 'kind' }, defaults: { confidence: 'confirmed' } }]
    await client.json('POST', `/imports/${body.id}/mapping?wait=120`, { sheets })
    const { body: report } = await client.report(body.id)
    expect(report.counts).toMatchObject({ created: 2, rejected: 1 })
    const rows = report.issues.filter(({ severity }) => severity === 'rejected')
    expect(rows.length, JSON.stringify(report.issues)).toBeGreaterThan(0)
    const told = JSON.stringify(rows)
    expect(rows.map(({ row }) => row).includes(4) && /\b2\b/.test(told), told).toBe(true)
  })

  test('B41: nobody gives themselves what they were not asked for', async () => {
    const given: [string, string, object][] = [
      ['POST', '/changes', { reason: 'Ein Test', sourceIds: [source], changes: [newUnit('masse')], by: 'chef', role: 'administrator' }],
      ['POST', '/entities', { type: 'OrgUnit', name: 'Masse', kind: 'office', confidence: 'confirmed', version: 99, tenant: '082120000000', createdBy: 'chef' }],
      ['POST', '/changes', { reason: 'Ein Test', sourceIds: [source], changes: [{ ...newUnit('masse'), tenant: '082120000000', seq: 1, createdAt: '2000-01-01' }] }],
      ['POST', '/changes', { reason: 'Ein Test', sourceIds: [source], changes: [newUnit('masse', { createdAt: '2000-01-01T00:00:00Z' })] }],
      ['POST', '/changes', { reason: 'Ein Test', sourceIds: [source], changes: [newUnit('masse', { version: 7, slot: 'x', isAdmin: true })] }],
      ['POST', '/session', { account: 'a', password: 'b', role: 'administrator' }],
      ['POST', '/accounts', { account: 'neu', role: 'reader', password: 'ein langer Satz mit Wörtern', locked: false, failures: -1 }],
      ['POST', '/tokens', { name: 'x', may: ['import'], account: 'betrieb' }],
      ['POST', '/import-mappings', { name: 'x', sheets: [], by: 'chef' }],
    ]
    await unchanged(async () => {
      for (const [method, path, body] of given) {
        const { status } = await json(JSON.stringify(body), path, method)
        expect([400, 401, 422], `${path} ${JSON.stringify(body).slice(0, 120)}`).toContain(status)
      }
    })
  })

  test('B40: names of properties of objects are parameters, columns and fields like any other', async () => {
    await unchanged(async () => {
      for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
        expect((await send(url(`/search?q=amt&${name}=x`))).status).toBe(400)
        expect((await send(url(`/search?q=amt&${name}[admin]=x`))).status).toBe(400)
        const form = new FormData()
        form.append(name, 'x')
        form.append('file', new Blob([csv(['Bezeichnung', name], ['Amt', 'x'])]), 'a.csv')
        expect([201, 400]).toContain((await send(url('/imports?wait=60'), { method: 'POST', body: form })).status)
      }
    })
    expect(Object.keys(Object.prototype)).toEqual([])
    expect((await door.get<{ entity: object }>(`/entities/unit:${town}:bauamt`)).body.entity).not.toHaveProperty('admin')
  })

  test('B14: signs that nobody sees or no computer reads are refused where they would be stored', async () => {
    await unchanged(async () => {
      for (const name of ['Amt\u0000', 'Amt\ud800', 'Amt\u202eTMA', 'Amt\u200b', 'Amt\u2066', '\u0007Amt', 'Amt\u{e0041}']) {
        const { status, body } = await json(JSON.stringify({ reason: 'Ein Test', sourceIds: [source], changes: [newUnit('zeichen', { name })] }))
        expect([400, 422], JSON.stringify(name)).toContain(status)
        expect(body.errors?.[0]?.path).toContain('name')
      }
    })
  })

  test('B54: no path leads out of what is served', async () => {
    const { port, hostname } = new URL(world.api.url)
    const raw = (path: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`))
        let text = ''
        socket.on('data', (chunk) => {
          text += chunk.toString('latin1')
        })
        socket.on('end', () => resolve(text))
        socket.on('error', reject)
      })
    const up = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '%252e%252e%252f', '..;/', '....//']
    for (const step of up)
      for (const target of [`/${step.repeat(8)}etc/passwd`, `/assets/${step.repeat(4)}package.json`, `/docs/${step.repeat(6)}package.json`, `/api/v1/${step.repeat(3)}package.json`, `/assets/${step}index.html%00.js`]) {
        const answer = await raw(target)
        expect(answer, target).not.toMatch(/root:x:|"private": true|"packageManager"/)
        expect(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]), target).toBeLessThan(500)
      }
  })

  test('B53: headers and cookies of any kind are no way in, and none of them comes back', async () => {
    const odd: Record<string, string>[] = [
      { cookie: `kg_session=${'a'.repeat(60_000)}` },
      { cookie: Array.from({ length: 500 }, (_, index) => `k${index}=v`).join('; ') },
      { cookie: 'kg_session=../../x; kg_session=a; __proto__=x; constructor=y; =; ;;; kg_view=public' },
      { cookie: 'kg_session=%00%ff%E0%A4%A' },
      { authorization: `Bearer ${'a'.repeat(50_000)}` },
      { authorization: 'Basic YWRtaW46YWRtaW4=' },
      { 'x-forwarded-for': '8.8.8.8, 127.0.0.1', 'x-forwarded-host': 'boese.example', forwarded: 'for=8.8.8.8;host=boese.example' },
      { 'x-original-url': '/api/v1/accounts', 'x-rewrite-url': '/api/v1/accounts' },
      { 'content-type': 'application/json; charset=\u00e4', 'if-none-match': '*' },
      { accept: '*/*;q=NaN', 'accept-encoding': 'gzip;q=x, br;q=1e999', 'accept-language': 'x'.repeat(5_000) },
      { range: 'bytes=0-18446744073709551615', 'if-match': '"'.repeat(1_000) },
    ]
    for (const headers of odd) {
      const { status, headers: answered } = await send(url('/session'), { headers })
      expect(status, JSON.stringify(headers).slice(0, 80)).toBeLessThan(500)
      for (const value of answered.values()) expect(value).not.toMatch(/boese\.example/)
    }
  })

  test('B57: methods and formats that are not offered', async () => {
    expect((await fetch(url('/entities'), { method: 'HEAD' })).status).toBe(200)
    for (const method of ['OPTIONS', 'PROPFIND', 'PUT', 'DELETE']) {
      const answer = await send<Refused>(url('/entities'), { method })
      expect([404, 405], method).toContain(answer.status)
      if (answer.status === 405) expect(answer.headers.get('allow')).toContain('GET')
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    await unchanged(async () => {
      const overridden = await send(url(`/entities/unit:${town}:bauamt`), { headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', 'if-match': '"1"' } })
      expect(overridden.status).toBe(200)
      expect((await send(url(`/entities/unit:${town}:bauamt?_method=DELETE`))).status).toBe(400)
    })
    // What is answered does not depend on Accept: JSON, or the format that the path names.
    const picture = await send(url('/entities'), { headers: { accept: 'image/png' } })
    expect(picture.status).toBe(200)
    expect(picture.headers.get('content-type')).toMatch(/^application\/json/)
  })

  test('no script runs that this server has not served, and nobody puts it into a frame', async () => {
    for (const path of ['/', '/map', '/api/v1/entities', '/api/v1/nichts']) {
      const { headers } = await fetch(`${world.api.url}${path}`)
      const policy = Object.fromEntries((headers.get('content-security-policy') ?? '').split(';').map((part) => [part.trim().split(' ')[0], part.trim().split(' ').slice(1)]))
      expect(policy['script-src'], path).toEqual(["'self'"])
      expect(policy['default-src']).toEqual(["'self'"])
      expect(policy['object-src']).toEqual(["'none'"])
      expect(policy['base-uri']).toEqual(["'none'"])
      expect(policy['form-action']).toEqual(["'self'"])
      expect(policy['frame-ancestors']).toEqual(["'none'"])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('server')).toBeNull()
    }
  })
})

describe('with accounts, behind a proxy', () => {
  const publicUrl = 'https://graph.stadt.example'
  const password = 'ein langer Satz mit Wörtern'
  let behind: Api
  /** As the proxy passes it on: for an address, to the public name. */
  const ask = (method: string, path: string, { from = '203.0.113.1', cookie, headers = {}, body, page }: { page?: true; from?: string; cookie?: string; headers?: Record<string, string>; body?: unknown } = {}) =>
    new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Refused & Record<string, unknown> }>((resolve, reject) => {
      const { port } = new URL(behind.url)
      const text = body === undefined ? undefined : JSON.stringify(body)
      const request = httpRequest(
        { port, host: '127.0.0.1', method, path: page ? path : `/api/v1${path}`, headers: { host: 'graph.stadt.example', 'x-forwarded-for': from, ...(cookie && { cookie }), ...(text !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }), ...headers } },
        (response) => {
          let answer = ''
          response.on('data', (chunk) => {
            answer += chunk
          })
          response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer.startsWith('{') ? JSON.parse(answer) : {} }))
        },
      )
      request.once('error', reject)
      request.end(text)
    })
  const logIn = (account: string, secret = password, from?: string) => ask('POST', '/session', { body: { account, password: secret }, ...(from && { from }), headers: { origin: publicUrl } })
  const cookieOf = ({ headers }: { headers: Record<string, string | string[] | undefined> }) => [headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0]).find((pair) => pair?.includes('kg_session=')) ?? ''
  let cookie: string

  beforeAll(async () => {
    behind = await startApi(world.database, { KG_PUBLIC_URL: publicUrl, KG_EMBED_ALLOW: 'https://www.stadt.example, https://rat.stadt.example:8443' })
    expect((await ask('POST', '/accounts', { body: { account: 'betrieb', role: 'administrator', password }, headers: { origin: publicUrl } })).status).toBe(201)
    // What the other server took for granted about this machine is over after five seconds; this one knows at once.
    const answer = await logIn('betrieb')
    expect(answer.status).toBe(200)
    expect([answer.headers['set-cookie']].flat().find((line) => line?.includes('kg_session'))).toMatch(/^__Host-kg_session=.*HttpOnly; Secure; SameSite=Lax/)
    cookie = cookieOf(answer)
    for (const account of ['opfer', 'fleissig', 'ruhig']) expect((await ask('POST', '/accounts', { cookie, headers: { origin: publicUrl }, body: { account, role: 'steward', password } })).status).toBe(201)
  }, 120_000)
  afterAll(() => behind?.stop())

  test('B52: a page of another site writes nothing with the cookie of whoever looks at it', async () => {
    const body = { reason: 'Ein Test', sourceIds: [source], changes: [newUnit('fremd')] }
    await unchanged(async () => {
      for (const headers of [
        { origin: 'https://boese.example' },
        { origin: 'null' },
        { origin: 'https://graph.stadt.example.boese.example' },
        { origin: 'https://graph.stadt.example@boese.example' },
        { origin: 'https://www.stadt.example' },
        { origin: publicUrl, 'sec-fetch-site': 'cross-site' },
        { origin: 'https://boese.example', host: 'boese.example' },
        { host: 'boese.example' },
        { origin: 'https://boese.example', 'x-forwarded-host': 'boese.example' },
      ] as Record<string, string>[])
        for (const [method, path, what] of [
          ['POST', '/changes', body],
          ['DELETE', `/entities/unit:${town}:bauamt`, undefined],
          ['POST', '/accounts', { account: 'mallory', role: 'administrator', password }],
          ['DELETE', '/session', undefined],
          ['POST', '/session', { account: 'betrieb', password }],
        ] as const) {
          const answer = await ask(method, path, { cookie, headers, body: what })
          expect({ path, ...headers, status: answer.status, type: answer.body.type }).toEqual({ path, ...headers, status: 403, type: 'urn:kommunalgraph:problem:foreign-origin' })
        }
      // A form of another site cannot send JSON, and what it can send is not read.
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) expect((await ask('POST', '/changes', { cookie, body, headers: { origin: publicUrl, 'content-type': type } })).status).toBe(415)
    })
    expect((await ask('GET', '/session', { cookie })).body.account).toBe('betrieb')
    expect((await ask('POST', '/changes', { cookie, body, headers: { origin: publicUrl } })).status).toBe(200)
  })

  test('guessing a password, one after the other or all at once, ends at five, and the right guess among them is refused too', async () => {
    const guesses = [...Array.from({ length: 19 }, (_, index) => `falsch geraten ${index} mal`), password]
    const statuses = await Promise.all(guesses.map((guess, index) => logIn('opfer', guess, `198.51.100.${index + 1}`).then(({ status }) => status)))
    expect(statuses.filter((status) => status !== 401 && status !== 200)).toEqual([])
    expect((await logIn('opfer', password, '198.51.100.99')).status).toBe(401)
    // Nobody else pauses with it.
    expect((await logIn('ruhig', password, '198.51.100.99')).status).toBe(200)
    // And one address has few attempts whatever it tries; the next address has its own.
    const many = await Promise.all(Array.from({ length: 40 }, (_, index) => logIn(`niemand${index}`, 'x', '198.51.100.200').then(({ status }) => status)))
    expect(many.filter((status) => status === 429).length).toBe(10)
    const told = await logIn('ruhig', password, '198.51.100.200')
    expect(told.status).toBe(429)
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(0)
    expect((await logIn('ruhig', password, '198.51.100.201')).status).toBe(200)
  }, 120_000)

  test('B55: too many requests of one address, or of one account from many addresses, are told to wait; others are not', async () => {
    const flood = async (count: number, one: (index: number) => Promise<{ status: number }>) => {
      const found = new Map<number, number>()
      for (let start = 0; start < count; start += 50)
        for (const { status } of await Promise.all(Array.from({ length: Math.min(50, count - start) }, (_, index) => one(start + index)))) found.set(status, (found.get(status) ?? 0) + 1)
      return found
    }
    const address = await flood(1_300, () => ask('HEAD', '/ontology', { from: '198.51.100.50' }))
    expect(address.get(200)).toBe(1_200)
    expect(address.get(429)).toBe(100)
    // What the client writes into the header itself makes no other client of it.
    expect((await ask('HEAD', '/ontology', { from: '8.8.8.8, 198.51.100.50' })).status).toBe(429)
    expect((await ask('HEAD', '/ontology', { from: '198.51.100.51' })).status).toBe(200)
    // One client of the new addresses has a whole network of them.
    const network = await flood(1_300, (index) => ask('HEAD', '/ontology', { from: `2001:db8:1:2:${(index % 7).toString(16)}::${index.toString(16)}` }))
    expect(network.get(429)).toBe(100)
    const busy = cookieOf(await logIn('fleissig', password, '198.51.100.60'))
    const account = await flood(1_300, (index) => ask('HEAD', '/session', { cookie: busy, from: `10.9.${index % 200}.1` }))
    expect(account.get(429) ?? 0).toBeGreaterThanOrEqual(100)
    const told = await ask('GET', '/session', { cookie: busy, from: '10.10.1.1' })
    expect(told.status).toBe(429)
    expect(told.body.type).toBe('urn:kommunalgraph:problem:too-many-requests')
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask('GET', '/session', { cookie, from: '10.10.1.1' })).status).toBe(200)
    expect((await ask('GET', '/health', { from: '198.51.100.50' })).status).toBe(200)
  }, 120_000)

  test('only pages of the origins named may show a view in a frame, and none that changes anything', async () => {
    const page = async (path: string) => {
      const { headers } = await ask('GET', path, { from: '10.10.2.1', page: true })
      return { frame: /frame-ancestors ([^;]*)/.exec(String(headers['content-security-policy']))?.[1], options: headers['x-frame-options'] }
    }
    const open = { frame: "'self' https://www.stadt.example https://rat.stadt.example:8443", options: undefined }
    const shut = { frame: "'none'", options: 'SAMEORIGIN' }
    for (const path of ['/map', '/map?focus=x', '/e/ini:1:x', '/e/ini:1:x/impact', '/boards/load', '/questions/P01', '/gaps']) expect({ path, ...(await page(path)) }).toEqual({ path, ...open })
    for (const path of ['/login', '/account', '/e/ini:1:x/edit', '/e/ini:1:x/owner', '/new', '/import', '/api/v1/entities', '/docs']) expect({ path, ...(await page(path)) }).toEqual({ path, ...shut })
  })
})
