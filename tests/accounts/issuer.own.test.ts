/** Logging in at a real OpenID provider, which the test starts; what it says of a person decides, and what comes back wrong lets nobody in. */
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SessionAnswer } from '@kommunalgraph/contract/accounts.ts'
import { freePort } from '@kommunalgraph/database'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginning, doorOf } from '../changes/town.ts'
import { send } from '../http.ts'
import { type Api, startApi, startWorld, type World } from '../neo4j.ts'

const people: Record<string, string[]> = { redaktion: ['stadt-redaktion'], beides: ['stadt-lesen', 'stadt-redaktion'], gast: ['anderswo'], niemand: [] }

let world: World
let api: Api
let provider: Server
let issuer: string

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  expect((await doorOf(world.api.url).write(beginning)).status).toBe(200)
  const port = await freePort()
  const here = `http://127.0.0.1:${port}`
  provider = createServer()
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'kommunalgraph', client_secret: 'ein Geheimnis', redirect_uris: [`${here}/api/v1/session/callback`] }],
    claims: { openid: ['sub'], profile: ['preferred_username', 'realm_access'] },
    cookies: { keys: ['only for this test'] },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: `Amt/${id}`, realm_access: { roles: people[id] ?? [] } }) }),
  })
  provider.on('request', oidc.callback())
  api = await startApi(world.database, {
    PORT: String(port),
    KG_PUBLIC_URL: here,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'kommunalgraph',
    OIDC_CLIENT_SECRET: 'ein Geheimnis',
    OIDC_ROLE_CLAIM: 'realm_access.roles',
    OIDC_ROLES: 'stadt-lesen=reader,stadt-redaktion=editor',
  })
}, 300_000)

afterAll(async () => {
  await api?.stop()
  provider?.closeAllConnections()
  await new Promise((resolve) => provider.close(resolve))
  await world?.stop()
})

/** A browser that keeps cookies by host and shows where it was sent. */
class Visitor {
  readonly #cookies = new Map<string, string>()
  readonly ways: string[] = []

  async go(address: string, form?: Record<string, string>): Promise<Response> {
    let [url, body]: [URL, URLSearchParams | undefined] = [new URL(address), form && new URLSearchParams(form)]
    for (let step = 0; step < 20; step++) {
      this.ways.push(url.pathname + url.search)
      const cookie = [...this.#cookies].flatMap(([key, value]) => (key.startsWith(`${url.host} `) ? [`${key.split(' ')[1]}=${value}`] : [])).join('; ')
      const response = await fetch(url, { redirect: 'manual', headers: { ...(cookie && { cookie }) }, ...(body && { method: 'POST', body }) })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const [name, ...value] = pair.split('=')
        if (value.join('=') === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(`${url.host} ${name}`)
        else this.#cookies.set(`${url.host} ${name}`, value.join('='))
      }
      const next = response.headers.get('location')
      if (!next || response.status < 300 || response.status > 399) return response
      url = new URL(next, url)
      body = undefined
      // The web view's own pages end the way here.
      if (url.host === new URL(api.url).host && !url.pathname.startsWith('/api/')) {
        this.ways.push(url.pathname + url.search)
        return response
      }
    }
    throw new Error(`It goes round in circles: ${this.ways.join(' → ')}`)
  }

  /** Logs in at the provider's page and agrees. */
  async logIn(login: string, returnTo = '/gaps'): Promise<string> {
    let page = await this.go(`${api.url}/api/v1/session/issuer?${new URLSearchParams({ returnTo })}`)
    for (const form of [{ prompt: 'login', login, password: 'x' }, { prompt: 'consent' }]) {
      if (!page.headers.get('content-type')?.includes('html')) break
      const [, action] = /<form[^>]*action="([^"]+)"/.exec(await page.text()) ?? []
      if (!action) break
      page = await this.go(new URL(action, issuer).href, form as Record<string, string>)
    }
    return this.ways.at(-1) ?? ''
  }

  cookie(): string {
    const host = new URL(api.url).host
    return [...this.#cookies].flatMap(([key, value]) => (key.startsWith(`${host} `) ? [`${key.split(' ')[1]}=${value}`] : [])).join('; ')
  }

  async session(): Promise<SessionAnswer> {
    return (await send<SessionAnswer>(`${api.url}/api/v1/session`, { headers: { cookie: this.cookie() } })).body
  }
}

test('without a login one is the public, and told where to log in', async () => {
  expect(await new Visitor().session()).toEqual({ mode: 'issuer', account: null, role: 'public', may: [], loginAt: '/api/v1/session/issuer' })
})

test('whoever comes back from the provider has the role of their claim, and goes on where they were', async () => {
  const visitor = new Visitor()
  expect(await visitor.logIn('redaktion', '/gaps?asOf=2026-11-01')).toBe('/gaps?asOf=2026-11-01')
  expect(await visitor.session()).toMatchObject({ mode: 'issuer', account: 'amt-redaktion', role: 'editor' })
  const hidden = await send(`${api.url}/api/v1/entities/src:990000000000:vermerk`, { headers: { cookie: visitor.cookie() } })
  expect(hidden.status).toBe(200)
})

test('of several roles the highest counts', async () => {
  const visitor = new Visitor()
  await visitor.logIn('beides')
  expect((await visitor.session()).role).toBe('editor')
})

test.each(['gast', 'niemand'])('%s, whom the provider knows and who has no role here, stays outside and is told so', async (login) => {
  const visitor = new Visitor()
  expect(await visitor.logIn(login)).toBe('/login?failed=role')
  expect((await visitor.session()).role).toBe('public')
})

test.each(['//boese.example', 'https://boese.example', '/\\boese.example', 'javascript:alert(1)'])('a way back to %s leads home', async (returnTo) => {
  expect(await new Visitor().logIn('redaktion', returnTo)).toBe('/')
})

test('an answer that nobody asked for, or that another browser asked for, lets nobody in', async () => {
  const stranger = new Visitor()
  await stranger.go(`${api.url}/api/v1/session/callback?code=abc&state=def`)
  expect(stranger.ways.at(-1)).toBe('/login?failed=refused')
  const other = new Visitor()
  await other.go(`${api.url}/api/v1/session/issuer`)
  await other.go(`${api.url}/api/v1/session/callback?code=abc&state=def&iss=${encodeURIComponent(issuer)}`)
  expect(other.ways.at(-1)).toBe('/login?failed=refused')
  expect((await other.session()).role).toBe('public')
})

test('an answer works once', async () => {
  const visitor = new Visitor()
  await visitor.logIn('redaktion')
  const callback = visitor.ways.find((way) => way.startsWith('/api/v1/session/callback')) ?? ''
  expect(callback).toContain('code=')
  const thief = new Visitor()
  await thief.go(`${api.url}${callback}`)
  expect(thief.ways.at(-1)).toBe('/login?failed=refused')
})

test('accounts are the provider’s business', async () => {
  const visitor = new Visitor()
  await visitor.logIn('redaktion')
  const { status } = await send(`${api.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account: 'redaktion', password: 'x' }) })
  expect(status).toBe(401)
})

test('while the provider is away logging in says so, whoever is in stays in, and then it works again', async () => {
  const inside = new Visitor()
  await inside.logIn('redaktion')
  const { port } = provider.address() as AddressInfo
  provider.closeAllConnections()
  await new Promise((resolve) => provider.close(resolve))
  // What the server knows of the provider is kept, so the way leads there; a fresh server must ask and cannot.
  const fresh = await startApi(world.database, { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'kommunalgraph', OIDC_CLIENT_SECRET: 'ein Geheimnis' })
  try {
    const answer = await fetch(`${fresh.url}/api/v1/session/issuer`, { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe('/login?failed=provider')
    expect((await inside.session()).role).toBe('editor')
    await new Promise<void>((resolve) => provider.listen(port, '127.0.0.1', resolve))
    const again = await fetch(`${fresh.url}/api/v1/session/issuer`, { redirect: 'manual' })
    expect(again.headers.get('location')).toContain(`${issuer}/auth?`)
  } finally {
    await fresh.stop()
  }
})

describe('tokens that are not the provider’s', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }
  const clientSecret = 'noch ein Geheimnis, lang genug zum Unterschreiben'
  let forger: Server
  let forged: Api
  let at: string
  /** What the provider answers next, made from the nonce that it was asked with. */
  let tokenFor: (nonce: string) => string

  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = (header: Record<string, unknown>, claims: object, key: KeyObject | string | undefined) => {
    const text = `${part(header)}.${part(claims)}`
    if (key === undefined) return `${text}.`
    const signature = typeof key === 'string' ? createHmac('sha256', key).update(text).digest() : sign('sha256', Buffer.from(text), key)
    return `${text}.${signature.toString('base64url')}`
  }
  const claims = (nonce: string, more: object = {}) => {
    const now = Math.floor(Date.now() / 1_000)
    return { iss: at, aud: 'kommunalgraph', sub: 'u1', preferred_username: 'mallory', roles: ['administrator'], nonce, iat: now, exp: now + 300, ...more }
  }
  const rs256 = { alg: 'RS256', kid: 'k1', typ: 'JWT' }

  beforeAll(async () => {
    let nonce = ''
    forger = createServer((request, response) => {
      const url = new URL(request.url ?? '', at)
      const json = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
      if (url.pathname === '/.well-known/openid-configuration')
        return void json({ issuer: at, authorization_endpoint: `${at}/auth`, token_endpoint: `${at}/token`, jwks_uri: `${at}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'] })
      if (url.pathname === '/jwks') return void json({ keys: [jwk] })
      if (url.pathname === '/auth') {
        nonce = url.searchParams.get('nonce') ?? ''
        const back = new URL(url.searchParams.get('redirect_uri') ?? '')
        back.searchParams.set('code', 'c')
        back.searchParams.set('state', url.searchParams.get('state') ?? '')
        return void response.writeHead(302, { location: back.href }).end()
      }
      if (url.pathname === '/token') return void json({ access_token: 'a', token_type: 'bearer', expires_in: 300, id_token: tokenFor(nonce) })
      response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => forger.listen(0, '127.0.0.1', resolve))
    at = `http://127.0.0.1:${(forger.address() as AddressInfo).port}`
    const port = String(await freePort())
    forged = await startApi(world.database, { PORT: port, KG_PUBLIC_URL: `http://127.0.0.1:${port}`, OIDC_ISSUER: at, OIDC_CLIENT_ID: 'kommunalgraph', OIDC_CLIENT_SECRET: clientSecret })
  })
  afterAll(async () => {
    await forged?.stop()
    forger?.closeAllConnections()
    forger?.close()
  })

  /** Goes to the provider and back; where that leads, and who one is then. */
  async function attempt(): Promise<{ to: string; role: string }> {
    const begun = await fetch(`${forged.url}/api/v1/session/issuer`, { redirect: 'manual' })
    const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
    const back = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' })
    const ended = await fetch(back.headers.get('location') ?? '', { redirect: 'manual', headers: { cookie } })
    const session = ended.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
    const { body } = await send<SessionAnswer>(`${forged.url}/api/v1/session`, { headers: { cookie: session } })
    return { to: ended.headers.get('location') ?? '', role: body.role }
  }

  test('one that is right lets in', async () => {
    tokenFor = (nonce) => signed(rs256, claims(nonce), keys.privateKey)
    expect(await attempt()).toEqual({ to: '/', role: 'administrator' })
  })

  const ago = () => Math.floor(Date.now() / 1_000) - 3_600
  test.each<[string, (nonce: string) => string]>([
    ['without a signature', (nonce) => signed({ alg: 'none' }, claims(nonce), undefined)],
    ['with "None" for an algorithm', (nonce) => signed({ alg: 'None', kid: 'k1' }, claims(nonce), undefined)],
    ['of another key', (nonce) => signed(rs256, claims(nonce), others.privateKey)],
    ['that brings its own key', (nonce) => signed({ ...rs256, kid: 'k2', jwk: others.publicKey.export({ format: 'jwk' }) }, claims(nonce), others.privateKey)],
    ['signed with the public key as if it were a secret', (nonce) => signed({ alg: 'HS256', kid: 'k1' }, claims(nonce), keys.publicKey.export({ format: 'pem', type: 'spki' }).toString())],
    ['signed with the secret of this server', (nonce) => signed({ alg: 'HS256' }, claims(nonce), clientSecret)],
    ['of another issuer', (nonce) => signed(rs256, claims(nonce, { iss: 'https://anderswo.example' }), keys.privateKey)],
    ['for another audience', (nonce) => signed(rs256, claims(nonce, { aud: 'anderes-programm' }), keys.privateKey)],
    ['that is over', (nonce) => signed(rs256, claims(nonce, { iat: ago(), exp: ago() + 300 }), keys.privateKey)],
    ['that answers another login', () => signed(rs256, claims('another'), keys.privateKey)],
    ['without an end', (nonce) => signed(rs256, claims(nonce, { exp: undefined }), keys.privateKey)],
    ['changed after it was signed', (nonce) => signed(rs256, claims(nonce, { roles: ['reader'] }), keys.privateKey).replace(/\.[^.]+\./, `.${part(claims(nonce))}.`)],
    ['that is none', () => 'x.y.z'],
  ])('B49: one %s lets nobody in', async (_, make) => {
    tokenFor = make
    expect(await attempt()).toEqual({ to: '/login?failed=refused', role: 'public' })
  })

  test('B49: as a bearer even a right one is worth nothing: programs have tokens of this server', async () => {
    for (const token of [signed(rs256, claims('x'), keys.privateKey), signed({ alg: 'none' }, claims('x'), undefined)])
      expect((await send(`${forged.url}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
  })
})
