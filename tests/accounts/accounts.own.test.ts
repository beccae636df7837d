/** Who gets in, who may what, and what a session or token is still good for: against a real server on a real database. */
import type { Account, SessionAnswer } from '@kommunalgraph/contract/accounts.ts'
import type { PublicationAnswer } from '@kommunalgraph/contract/publication.ts'
import { accountRoles, may, type PermissionName, permissionNames, type Role } from '@kommunalgraph/contract/permissions.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginning, doorOf, type Refused } from '../changes/town.ts'
import { address, type Answer, send } from '../http.ts'
import { startApi, startWorld, type World } from '../neo4j.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Answers compared with the table of permissions; tests/run.mjs prints it. */
    rolesTimesRoutes?: number
  }
}

const password = 'ein Satz den niemand errät'
let world: World
const cookies = new Map<Role, string>()

const url = (path: string) => address(path, {}, world.api.url)
/** Asks with the cookie of a role; without one, as anybody. */
async function ask<Body = Refused>(method: string, path: string, { as, body, headers = {} }: { as?: Role | string; body?: unknown; headers?: Record<string, string> } = {}): Promise<Answer<Body>> {
  const cookie = as === undefined ? undefined : (cookies.get(as as Role) ?? as)
  return send<Body>(url(path), {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(cookie && { cookie }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}
const cookieOf = ({ headers }: Answer<unknown>) => (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
async function logIn(account: string, secret = password): Promise<Answer<SessionAnswer & Refused>> {
  return ask<SessionAnswer & Refused>('POST', '/session', { body: { account, password: secret } })
}
const create = (account: string, role: string, more: object = {}) => ask<Account & Refused>('POST', '/accounts', { as: 'administrator', body: { account, role, password, ...more } })

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  expect((await doorOf(world.api.url).write(beginning)).status).toBe(200)
}, 300_000)
afterAll(() => world?.stop())

describe('before anybody has an account', () => {
  test('nobody else is served: beyond this machine the server ends with the ways to go on', async () => {
    await expect(startApi(world.database, { HOST: '0.0.0.0' })).rejects.toThrow(/Nobody has an account yet.*npm run account.*OIDC_ISSUER.*KG_READER=public/)
  })

  test('whoever is on this machine may everything', async () => {
    const { body } = await ask<SessionAnswer>('GET', '/session')
    expect(body).toMatchObject({ mode: 'single-user', account: 'lokal', role: 'administrator' })
    expect(body.may).toEqual([...permissionNames])
  })
  test('there is nothing to log in to', async () => {
    expect((await logIn('lokal')).status).toBe(401)
  })
  test('the first account must be an administrator', async () => {
    const { status, body } = await ask('POST', '/accounts', { body: { account: 'erste', role: 'reader', password } })
    expect(status).toBe(422)
    expect(body.errors?.[0]).toMatchObject({ path: 'body.role', allowed: ['administrator'] })
  })
  test.each([
    ['a short password', { account: 'betrieb', role: 'administrator', password: 'kurz' }, 400],
    ['the name in the password', { account: 'betrieb', role: 'administrator', password: 'der Betrieb ist geheim' }, 422],
    ['a name that is none', { account: 'Frau Müller <x>', role: 'administrator', password }, 400],
    ['a role that is none', { account: 'betrieb', role: 'mayor', password }, 400],
    ['more than it takes', { account: 'betrieb', role: 'administrator', password, locked: false, passwordHash: 'x' }, 400],
  ])('%s is refused', async (_, body, status) => {
    expect((await ask('POST', '/accounts', { body })).status).toBe(status)
  })
})

describe('with accounts', () => {
  beforeAll(async () => {
    expect((await ask('POST', '/accounts', { body: { account: 'betrieb', role: 'administrator', password } })).status).toBe(201)
    cookies.set('administrator', cookieOf(await logIn('betrieb')))
    for (const role of accountRoles) {
      if (role === 'administrator') continue
      expect((await create(`konto-${role}`, role)).status).toBe(201)
      cookies.set(role, cookieOf(await logIn(`konto-${role}`)))
    }
  })

  test('whoever shows nothing is the public', async () => {
    const { body } = await ask<SessionAnswer>('GET', '/session')
    expect(body).toEqual({ mode: 'accounts', account: null, role: 'public', may: [] })
    const hidden = await ask('GET', '/entities/src:990000000000:vermerk')
    expect(hidden.status).toBe(404)
    expect((await ask('GET', '/entities/src:990000000000:vermerk', { as: 'reader' })).status).toBe(200)
  })

  test.each(accountRoles)('%s is told what it may', async (role) => {
    const { body } = await ask<SessionAnswer>('GET', '/session', { as: role })
    expect(body).toMatchObject({ mode: 'accounts', role, may: permissionNames.filter((name) => may(role, name)) })
    expect(Date.parse(body.until ?? '')).toBeGreaterThan(Date.now() + 11 * 3_600_000)
  })

  test('the cookie is for this server alone and not for scripts', async () => {
    const answer = await logIn('betrieb')
    expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith('kg_session'))).toMatch(/^kg_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  /** Every route that needs a permission, as the server itself tells them; asked with what cannot be read, so that none of them does anything, and whoever is refused is refused before. */
  test('B50: every route lets in whom the table lets in, and nobody else, before the body is looked at', async ({ task }) => {
    const { body: document } = await send<{ paths: Record<string, Record<string, { 'x-permission'?: PermissionName }>> }>(url('/openapi.json'))
    let checked = 0
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { 'x-permission': permission }] of Object.entries(methods)) {
        if (!permission) {
          if (method !== 'get') expect(path, `${method} ${path} needs no permission`).toBe('/api/v1/session')
          continue
        }
        const asked = path.replace('/api/v1', '').replace(/\{\w+\}/g, 'x:x:x')
        for (const role of [undefined, ...accountRoles]) {
          const cookie = role && cookies.get(role)
          const answer = await fetch(url(asked), {
            method: method.toUpperCase(),
            headers: { ...(cookie && { cookie }), ...(method !== 'get' && { 'content-type': 'application/json' }) },
            ...(method !== 'get' && { body: '{"broken":' }),
          })
          const { status } = answer
          // The dump is no JSON, but a refusal is.
          const type = answer.headers.get('content-type')?.startsWith('application/problem+json') ? ((await answer.json()) as Refused).type : ((await answer.text()), '')
          const refused = ['login-needed', 'not-permitted'].some((code) => type === `urn:kommunalgraph:problem:${code}`)
          expect(refused, `${method} ${path} as ${role ?? 'public'}: ${status}`).toBe(!may(role ?? 'public', permission))
          if (refused) expect(status).toBe(role === undefined ? 401 : 403)
          checked++
        }
      }
    }
    expect(checked).toBeGreaterThan(150)
    task.meta.rolesTimesRoutes = checked
  })

  test('a wrong password, an unknown account and a locked one are refused alike', async () => {
    await create('gesperrt', 'reader')
    expect((await ask('PATCH', '/accounts/gesperrt', { as: 'administrator', body: { locked: true } })).status).toBe(200)
    const answers = [await logIn('konto-reader', 'falsch'), await logIn('gibt-es-nicht'), await logIn('gesperrt'), await logIn("x' OR 1=1 //")]
    const [first] = answers.map(({ status, body }) => ({ ...body, status, instance: undefined }))
    expect(first).toMatchObject({ status: 401, type: 'urn:kommunalgraph:problem:login-failed' })
    for (const { status, body, headers } of answers) {
      expect({ ...body, status, instance: undefined }).toEqual(first)
      expect(headers.getSetCookie().filter((cookie) => cookie.startsWith('kg_session'))).toEqual([])
    }
  })

  test('after five failures an account pauses, also for its right password, and an administrator helps', async () => {
    await create('vergesslich', 'reader')
    for (let failure = 0; failure < 5; failure++) expect((await logIn('vergesslich', `falsch ${failure}`)).status).toBe(401)
    expect((await logIn('vergesslich')).status).toBe(401)
    expect((await ask('PATCH', '/accounts/vergesslich', { as: 'administrator', body: { password: `${password} neu` } })).status).toBe(200)
    expect((await logIn('vergesslich', `${password} neu`)).status).toBe(200)
  })

  test('logging out ends the session on the server', async () => {
    const cookie = cookieOf(await logIn('konto-reader'))
    expect((await ask<SessionAnswer>('GET', '/session', { as: cookie })).body.role).toBe('reader')
    const out = await ask<SessionAnswer>('DELETE', '/session', { as: cookie })
    expect(out.body.role).toBe('public')
    expect((await ask<SessionAnswer>('GET', '/session', { as: cookie })).body.role).toBe('public')
  })

  test('a new login is a new session, and the one before is worth nothing', async () => {
    const before = cookieOf(await logIn('konto-reader'))
    const after = cookieOf(await ask('POST', '/session', { as: before, body: { account: 'konto-reader', password } }))
    expect(after).not.toBe(before)
    expect((await ask<SessionAnswer>('GET', '/session', { as: before })).body.role).toBe('public')
    expect((await ask<SessionAnswer>('GET', '/session', { as: after })).body.role).toBe('reader')
  })

  test('a new password ends all sessions; the old one must be known', async () => {
    await create('wechselt', 'steward')
    const cookie = cookieOf(await logIn('wechselt'))
    const change = (current: string, next: string) => ask('PUT', '/session/password', { as: cookie, body: { current, password: next } })
    expect((await change('falsch', 'ein ganz anderer Satz')).status).toBe(422)
    expect((await change(password, 'kurz')).status).toBe(400)
    expect((await change(password, 'ein ganz anderer Satz')).status).toBe(200)
    expect((await ask<SessionAnswer>('GET', '/session', { as: cookie })).body.role).toBe('public')
    expect((await logIn('wechselt')).status).toBe(401)
    expect((await logIn('wechselt', 'ein ganz anderer Satz')).status).toBe(200)
  })

  test('a role that is taken away is gone, and so is a removed account', async () => {
    await create('geht', 'editor')
    const cookie = cookieOf(await logIn('geht'))
    await ask('PATCH', '/accounts/geht', { as: 'administrator', body: { role: 'reader' } })
    expect((await ask<SessionAnswer>('GET', '/session', { as: cookie })).body.role).toBe('public')
    const again = cookieOf(await logIn('geht'))
    expect((await ask<SessionAnswer>('GET', '/session', { as: again })).body.role).toBe('reader')
    expect((await ask('DELETE', '/accounts/geht', { as: 'administrator' })).status).toBe(200)
    expect((await ask<SessionAnswer>('GET', '/session', { as: again })).body.role).toBe('public')
    expect((await ask('DELETE', '/accounts/geht', { as: 'administrator' })).status).toBe(404)
  })

  test.each([
    ['locked', 'PATCH', { locked: true }],
    ['given another role', 'PATCH', { role: 'editor' }],
    ['removed', 'DELETE', undefined],
  ])('the last administrator cannot be %s', async (_, method, body) => {
    const { status, body: answer } = await ask(method, '/accounts/betrieb', { as: 'administrator', body })
    expect(status).toBe(409)
    expect(answer.type).toBe('urn:kommunalgraph:problem:last-administrator')
    expect((await ask<SessionAnswer>('GET', '/session', { as: 'administrator' })).body.role).toBe('administrator')
  })

  describe('tokens', () => {
    const issue = (as: Role, body: object) => ask<{ id: string; token: string } & Refused>('POST', '/tokens', { as, body })
    const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

    test('may what they were issued for, and never more than their account', async () => {
      const { body: issued } = await issue('steward', { name: 'Import', may: ['import'] })
      expect(issued.token).toMatch(/^kgt_[\w-]{43}$/)
      const { body } = await ask<SessionAnswer>('GET', '/session', bearer(issued.token))
      expect(body).toMatchObject({ account: 'konto-steward', role: 'steward', may: ['see-internal', 'import'] })
      expect((await ask('GET', '/imports', bearer(issued.token))).status).toBe(200)
      expect((await ask('POST', '/changes', { ...bearer(issued.token), body: {} })).status).toBe(403)
      expect((await ask('GET', '/tokens', { as: 'steward' })).body).toMatchObject({ items: [{ name: 'Import' }] })
      expect(JSON.stringify((await ask('GET', '/tokens', { as: 'steward' })).body)).not.toContain(issued.token)

      const beyond = await issue('steward', { name: 'Zu viel', may: ['merge', 'import'] })
      expect(beyond.status).toBe(403)
      expect(beyond.body.errors?.[0]?.path).toBe('body.may')
    })

    test('write without a page of ours, since no browser sends them by itself', async () => {
      const { body: issued } = await issue('steward', { name: 'Skript', may: ['change'] })
      const { status } = await ask('POST', '/changes', { ...bearer(issued.token), body: { reason: 'Ein Skript prüft', sourceIds: [], changes: [] } })
      expect(status).not.toBe(401)
      expect(status).not.toBe(403)
    })

    test('B49: revoked, made up or mangled ones are refused with 401, never taken for the public', async () => {
      const { body: issued } = await issue('reader', { name: 'Kurz', may: ['see-internal'] })
      expect((await ask('DELETE', `/tokens/${issued.id}`, { as: 'editor' })).status).toBe(404)
      expect((await ask('DELETE', `/tokens/${issued.id}`, { as: 'reader' })).status).toBe(200)
      for (const token of [issued.token, `kgt_${'a'.repeat(43)}`, 'x', '', "' OR 1=1"]) {
        const { status, headers } = await ask('GET', '/session', bearer(token))
        expect(status, token).toBe(401)
        expect(headers.get('www-authenticate')).toContain('Bearer')
      }
    })

    test('do not issue tokens, nor change a password', async () => {
      const { body: issued } = await issue('reader', { name: 'Alles', may: ['keep-own-account'] })
      expect((await ask('POST', '/tokens', { ...bearer(issued.token), body: { name: 'Noch einer', may: ['see-internal'] } })).status).toBe(403)
      expect((await ask('PUT', '/session/password', { ...bearer(issued.token), body: { current: password, password: 'ein ganz anderer Satz' } })).status).toBe(403)
    })

    test('go with their account', async () => {
      await create('kurz-da', 'reader')
      cookies.set('public', cookieOf(await logIn('kurz-da')))
      const { body: issued } = await issue('public', { name: 'Bald weg', may: ['see-internal'] })
      cookies.delete('public')
      expect((await ask('GET', '/session', bearer(issued.token))).status).toBe(200)
      await ask('PATCH', '/accounts/kurz-da', { as: 'administrator', body: { locked: true } })
      expect((await ask('GET', '/session', bearer(issued.token))).status).toBe(401)
    })
  })

  describe('pages of others', () => {
    test.each([
      ['another origin', { origin: 'https://boese.example' }],
      ['an origin that is none', { origin: 'null' }],
      ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
      ['a name that points at this machine', { host: 'boese.example' }],
    ])('cannot write: %s', async (_, headers) => {
      for (const [method, path] of [
        ['POST', '/changes'],
        ['POST', '/session'],
        ['DELETE', '/session'],
      ] as const) {
        // fetch does not let a program name its host; Node's own client does.
        const { status, type } = await raw(method, path, { ...headers, cookie: cookies.get('administrator') ?? '' })
        expect(`${status} ${type}`, path).toBe('403 urn:kommunalgraph:problem:foreign-origin')
      }
    })
  })

  describe('limits of a steward', () => {
    const tenant = '990000000000'
    const known = { confidence: 'confirmed', visibility: 'internal' }
    const write = (as: Role | string, changes: unknown[]) => ask('POST', '/changes', { as, body: { reason: 'Prüfung der Grenzen', sourceIds: [`src:${tenant}:akte`], changes } })

    test('only an editor-in-chief publishes what is internal', async () => {
      const id = `ini:${tenant}:noch-geheim`
      expect((await write('steward', [{ op: 'create-entity', type: 'Initiative', id, values: { ...known, name: 'Noch geheim', stage: 'idea', depth: 'unrated' } }])).status).toBe(200)
      const publish = [{ op: 'correct-entity', id, values: { visibility: 'public' } }]
      const refused = await write('steward', publish)
      expect(refused.status).toBe(403)
      expect(refused.body.errors).toEqual([{ path: 'body.changes[0].values.visibility', message: 'only an editor-in-chief publishes what is internal' }])
      expect((await ask('GET', `/entities/${id}`)).status).toBe(404)
      expect((await write('editor', publish)).status).toBe(200)
      expect((await ask('GET', `/entities/${id}`)).status).toBe(200)
    })

    test('a steward of one office changes what is theirs and nothing else', async () => {
      const office = `unit:${tenant}:it-amt`
      const post = `post:${tenant}:leitung-it`
      expect((await write('steward', [{ op: 'create-relation', relation: 'POST_IN', from: post, to: office, values: { ...known, validFrom: '2025-01-01' } }])).status).toBe(200)
      await create('nur-it', 'steward', { units: [office] })
      const cookie = cookieOf(await logIn('nur-it'))
      expect((await ask<SessionAnswer>('GET', '/session', { as: cookie })).body).toMatchObject({ units: [office], may: expect.not.arrayContaining(['import', 'decide']) })
      const rename = (id: string) => write(cookie, [{ op: 'correct-entity', id, values: { description: 'Geändert' } }])
      expect((await rename(office)).status).toBe(200)
      // The post in that office.
      expect((await rename(post)).status).toBe(200)
      const refused = await rename(`unit:${tenant}:bauamt`)
      expect(refused.status).toBe(403)
      expect(refused.body.errors?.[0]).toEqual({ path: 'body.changes[0]', message: 'this account is limited to other units' })
      // Other doors to the same.
      const { headers } = await ask('GET', `/entities/unit:${tenant}:bauamt`, { as: cookie })
      const patched = await ask('PATCH', `/entities/unit:${tenant}:bauamt`, { as: cookie, headers: { 'if-match': headers.get('etag') ?? '' }, body: { reason: 'Andere Tür', values: { description: 'Doch' } } })
      expect(patched.status).toBe(403)
      expect((await ask('POST', '/changes/1/undo', { as: cookie, body: { reason: 'Noch eine Tür' } })).status).toBe(403)
    })

    describe('of one office, by whatever door', () => {
      const office = `unit:${tenant}:it-amt`
      const foreign = `unit:${tenant}:bauamt`
      const foreignThing = `ini:${tenant}:digitaler-bauantrag`
      const since = { ...known, validFrom: '2025-01-01' }
      let cookie = ''
      beforeAll(async () => {
        await create('nur-it-2', 'steward', { units: [office] })
        cookie = cookieOf(await logIn('nur-it-2'))
      })
      const outside = [{ path: 'body.changes[0]', message: 'this account is limited to other units' }]

      test.each([
        ['takes another office below its own', { op: 'create-relation', relation: 'PART_OF', from: foreign, to: office, values: since }],
        ['takes over what others keep', { op: 'create-relation', relation: 'ACCOUNTABLE_FOR', from: office, to: foreignThing, values: { ...since, visibility: 'public' } }],
        ['becomes responsible for what others keep', { op: 'create-relation', relation: 'RESPONSIBLE_FOR', from: office, to: foreignThing, values: since }],
        ['ends it', { op: 'end-entity', id: foreignThing, validUntil: '2027-01-01' }],
        ['retracts it', { op: 'retract-entity', id: foreignThing }],
        ['puts it anew', { op: 'put-entity', type: 'OrgUnit', id: foreign, values: { ...known, visibility: 'public', name: 'Anderes Amt', kind: 'office' } }],
      ])('nobody %s', async (_, change) => {
        const { status, body } = await write(cookie, [change])
        expect(`${status} ${body.type}`, JSON.stringify(body)).toBe('403 urn:kommunalgraph:problem:not-permitted')
        expect(body.errors).toEqual(outside)
        // Nor with something of its own as a go-between, in the same body.
        const between = `unit:${tenant}:zwischen`
        const both = await write(cookie, [{ op: 'create-entity', type: 'OrgUnit', id: between, values: { ...known, name: 'Zwischen', kind: 'office' } }, { op: 'create-relation', relation: 'PART_OF', from: foreign, to: between, values: since }])
        expect(both.status).toBe(403)
      })

      test('what it enters itself is its own until it is somebody’s', async () => {
        const id = `ini:${tenant}:eigenes`
        expect((await write(cookie, [{ op: 'create-entity', type: 'Initiative', id, values: { ...known, name: 'Eigenes', stage: 'idea', depth: 'unrated' } }])).status).toBe(200)
        expect((await write(cookie, [{ op: 'correct-entity', id, values: { description: 'Noch von niemandem' } }])).status).toBe(200)
        expect((await write(cookie, [{ op: 'create-relation', relation: 'ACCOUNTABLE_FOR', from: office, to: id, values: since }])).status).toBe(200)
        expect((await write(cookie, [{ op: 'correct-entity', id, values: { description: 'Vom IT-Amt' } }])).status).toBe(200)
      })

      test.each([
        ['POST', '/imports', { url: 'https://ris.example' }],
        ['GET', '/imports', undefined],
        ['POST', '/merges', { keep: office, merge: foreign }],
        ['POST', '/assertions/ast:990000000000:x/decide', { decision: 'accept' }],
        ['POST', '/duplicates/not-same', { a: office, b: foreign, reason: 'Zwei Ämter' }],
        ['POST', '/quality/R25/exceptions', { id: foreign, reason: 'So ist es' }],
        ['POST', '/changes/2/undo', { reason: 'Zurück damit' }],
      ])('%s %s is not for it', async (method, path, body) => {
        expect((await ask(method, path, { as: cookie, ...(body && { body }) })).status).toBe(403)
      })
    })

    describe('what somebody keeps beside the graph', () => {
      const view = { name: 'Meine Ansicht', address: '/map', places: {} }
      const scenario = { name: 'Mein Szenario', day: '2027-01-01', steps: [] }

      test('a view goes by whoever saved it, or by an editor-in-chief, and by nobody else', async () => {
        const save = async () => (await ask<{ id: string } & Refused>('POST', '/views', { as: 'reader', body: view })).body.id
        const [own, left] = [await save(), await save()]
        const refused = await ask('DELETE', `/views/${own}`, { as: 'steward' })
        expect(`${refused.status} ${refused.body.type}`).toBe('403 urn:kommunalgraph:problem:not-permitted')
        expect((await ask('GET', `/views/${own}`, { as: 'steward' })).status).toBe(200)
        expect((await ask('DELETE', `/views/${own}`, { as: 'reader' })).status).toBe(200)
        expect((await ask('DELETE', `/views/${left}`, { as: 'editor' })).status).toBe(200)
        expect((await ask('DELETE', `/views/${left}`, { as: 'steward' })).status).toBe(404)
      })

      test('so does a scenario, and nobody else changes it; whoever knows it may make a copy', async () => {
        const { body: made } = await ask<{ id: string; by: string } & Refused>('POST', '/scenarios', { as: 'reader', body: scenario })
        expect(made.by).toBe('konto-reader')
        const path = `/scenarios/${made.id}`
        const known = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
        for (const method of ['PATCH', 'DELETE'] as const) {
          // Neither by the right version nor by a wrong one.
          for (const version of [1, 7]) {
            const refused = await ask(method, path, { as: 'steward', ...known(version), ...(method === 'PATCH' && { body: { name: 'Nicht meins' } }) })
            expect(`${refused.status} ${refused.body.type}`, method).toBe('403 urn:kommunalgraph:problem:not-permitted')
          }
        }
        const copy = await ask<{ id: string; by: string } & Refused>('POST', '/scenarios', { as: 'steward', body: { ...scenario, name: 'Mein Szenario (Kopie)' } })
        expect([copy.status, copy.body.by]).toEqual([201, 'konto-steward'])
        expect((await ask('PATCH', path, { as: 'reader', ...known(1), body: { name: 'Umbenannt' } })).status).toBe(200)
        expect((await ask('PATCH', path, { as: 'editor', ...known(2), body: { description: 'Geprüft' } })).status).toBe(200)
        expect((await ask('DELETE', path, { as: 'reader', ...known(1) })).status).toBe(412)
        expect((await ask('DELETE', path, { as: 'reader', ...known(3) })).status).toBe(200)
        expect((await ask('DELETE', `/scenarios/${copy.body.id}`, { as: 'administrator', ...known(1) })).status).toBe(200)
      })
    })

    describe('what only an editor-in-chief does, a steward does not by taking something back or by a claim', () => {
      test('publish: what was hidden again', async () => {
        const id = `ini:${tenant}:versteckt`
        expect((await write('editor', [{ op: 'create-entity', type: 'Initiative', id, values: { ...known, visibility: 'public', name: 'Versteckt', stage: 'idea', depth: 'unrated' } }])).status).toBe(200)
        const hidden = await ask<{ seq: number } & Refused>('POST', '/changes', { as: 'editor', body: { reason: 'Doch nicht', sourceIds: [], changes: [{ op: 'correct-entity', id, values: { visibility: 'internal' } }] } })
        const undo = (as: Role) => ask('POST', `/changes/${hidden.body.seq}/undo`, { as, body: { reason: 'Zurücknehmen' } })
        const refused = await undo('steward')
        expect(refused.status).toBe(403)
        expect(refused.body.errors).toEqual([{ path: 'path.seq', message: 'only an editor-in-chief publishes what is internal' }])
        expect((await ask('GET', `/entities/${id}`)).status).toBe(404)
        expect((await undo('editor')).status).toBe(200)
        expect((await ask('GET', `/entities/${id}`)).status).toBe(200)
      })

      test('publish: what a claim says', async () => {
        const id = `ini:${tenant}:behauptet`
        const claim = `ast:${tenant}:sichtbar`
        const claimed = await write('editor', [
          { op: 'create-entity', type: 'Initiative', id, values: { ...known, name: 'Behauptet', stage: 'idea', depth: 'unrated' } },
          { op: 'create-entity', type: 'Assertion', id: claim, values: { ...known, name: 'Sichtbarkeit', entityId: id, property: 'visibility', claimedValue: 'public', status: 'proposed', by: 'test', at: '2026-01-01T00:00:00Z' } },
        ])
        expect(claimed.status, JSON.stringify(claimed.body)).toBe(200)
        const refused = await ask('POST', `/assertions/${claim}/decide`, { as: 'steward', body: { decision: 'accept', reason: 'Stimmt' } })
        expect([403, 422], JSON.stringify(refused.body)).toContain(refused.status)
        expect((await ask('GET', `/entities/${id}`)).status).toBe(404)
      })

      test('merge: by naming who takes its place, or by taking a merge back', async () => {
        const [keep, gone] = ['eins', 'zwei'].map((slug) => `unit:${tenant}:doppelt-${slug}`) as [string, string]
        await write('editor', [keep, gone].map((id) => ({ op: 'create-entity', type: 'OrgUnit', id, values: { ...known, name: 'Doppelt', kind: 'office' } })))
        const refused = await write('steward', [{ op: 'retract-entity', id: gone, successor: keep }])
        expect(refused.status).toBe(403)
        expect(refused.body.errors?.[0]?.message).toBe('only an editor-in-chief merges entries and takes them apart')
        const merged = await ask<{ seq: number } & Refused>('POST', '/merges', { as: 'editor', body: { keep, merge: gone, reason: 'Dasselbe Amt', sourceIds: [`src:${tenant}:akte`] } })
        expect(merged.status, JSON.stringify(merged.body)).toBe(200)
        expect((await ask('POST', `/changes/${merged.body.seq}/undo`, { as: 'steward', body: { reason: 'Doch zwei' } })).status).toBe(403)
        expect((await ask('POST', `/changes/${merged.body.seq}/undo`, { as: 'editor', body: { reason: 'Doch zwei' } })).status).toBe(200)
      })
    })

    describe('before something is published', () => {
      const id = `ini:${tenant}:bald-oeffentlich`
      const unit = `unit:${tenant}:bauamt`
      const secretSystem = `sys:${tenant}:geheim`
      const check = (changes: unknown[], as: Role = 'editor') => ask<PublicationAnswer & Refused>('POST', '/publication', { as, body: { changes } })
      const publish = { op: 'correct-entity', id, values: { visibility: 'public' } }
      beforeAll(async () => {
        const since = { ...known, validFrom: '2025-01-01' }
        const written = await write('editor', [
          { op: 'create-entity', type: 'Initiative', id, values: { ...known, name: 'Bald öffentlich', stage: 'running', depth: 'unrated', sourceIds: [`src:${tenant}:akte`, `src:${tenant}:vermerk`] } },
          { op: 'create-entity', type: 'System', id: secretSystem, values: { ...known, name: 'Geheimes System', kind: 'saas', provision: 'market', lifecycle: 'active', criticality: 'high' } },
          { op: 'create-relation', relation: 'ACCOUNTABLE_FOR', from: unit, to: id, values: since },
          { op: 'create-relation', relation: 'FUNDS', from: unit, to: id, values: { ...since, kind: 'own_budget', amountEur: 1_000 } },
          { op: 'create-relation', relation: 'DEPENDS_ON', from: id, to: secretSystem, values: { ...since, criticality: 'high' } },
        ])
        expect(written.status, JSON.stringify(written.body)).toBe(200)
      })

      test('it is said what stands against it, and what could go along', async () => {
        const { status, body } = await check([publish])
        expect(status, JSON.stringify(body)).toBe(200)
        expect(body.sentence.de).toBe('So kann „Bald öffentlich“ noch nicht veröffentlicht werden.')
        expect(body.problems[0]?.message).toMatch(/open owner is internal/)
        expect(body.offered.items.map(({ relation, required }) => [relation, required])).toEqual([['ACCOUNTABLE_FOR', true], ['FUNDS', false]])
        expect(body.hidden.items.map(({ to }) => to.name)).toEqual(['Geheimes System'])
        expect(body.sources).toMatchObject({ shown: [{ name: 'Akte' }], hidden: [{ name: 'Vermerk' }] })
        expect(body.gaps).toBeNull()
      })

      test('with its owner it is said what everybody sees; nothing is written, and what is said comes true', async () => {
        const { body: first } = await check([publish])
        const owner = first.offered.items.find(({ required }) => required)
        const changes = [publish, { op: 'correct-relation', factId: owner?.factId, version: owner?.version, values: { visibility: 'public' } }]
        const { body } = await check(changes)
        expect(body.sentence.de).toBe('Alle sehen dann „Bald öffentlich“ und damit eine Beziehung; eine Beziehung bleibt verborgen.')
        expect(body.problems).toEqual([])
        expect(body.relations.items.map(({ from, to }) => [from.name, to.name])).toEqual([['Bauamt', 'Bald öffentlich']])
        expect(body.gaps?.map(({ kind }) => kind)).toContain('no_decision_or_budget')
        expect((await ask('GET', `/entities/${id}`)).status).toBe(404)

        expect((await write('editor', changes)).status).toBe(200)
        const seen = await ask<{ relations: { relation: string; total: number }[]; gaps: string[] } & Refused>('GET', `/entities/${id}`)
        expect(seen.body.relations.map(({ relation, total }) => [relation, total])).toEqual([['ACCOUNTABLE_FOR', 1]])
        expect(seen.body.gaps.sort()).toEqual(body.gaps?.map(({ kind }) => kind).sort())
      })

      test('a relation alone, a person in it, and nothing at all', async () => {
        const person = `per:${tenant}:neu-im-amt`
        const post = `post:${tenant}:vorsitz`
        const { body: made } = await ask<{ results: { id: string }[] } & Refused>('POST', '/changes', {
          as: 'editor',
          body: {
            reason: 'Ein Amt wird besetzt',
            sourceIds: [`src:${tenant}:akte`],
            changes: [
              { op: 'create-entity', type: 'Person', id: person, values: { ...known, visibility: 'public', name: 'Petra Probe', publicOffice: true } },
              { op: 'create-entity', type: 'Post', id: post, values: { ...known, visibility: 'public', name: 'Vorsitz', title: 'Vorsitz', kind: 'elected' } },
              { op: 'create-relation', relation: 'HOLDS_POST', from: person, to: post, values: { ...known, validFrom: '2026-01-01' } },
            ],
          },
        })
        const { body } = await check([{ op: 'correct-relation', factId: made.results[2]?.id, values: { visibility: 'public' } }])
        expect(body.sentence.de).toBe('Alle sehen dann eine Beziehung mehr.')
        expect(body.persons.map(({ name }) => name)).toEqual(['Petra Probe'])
        expect((await check([{ op: 'correct-entity', id: secretSystem, values: { description: 'Bleibt geheim' } }])).body.sentence.de).toBe('Damit wird nichts veröffentlicht, was bisher intern ist.')
      })

      test('a file that publishes says so before it is confirmed', async () => {
        const form = new FormData()
        form.append('file', new Blob([`Kennung;Bezeichnung;Status;Tiefe;Sichtbarkeit\r\n${`ini:${tenant}:e-akte`};E-Akte;in Planung;noch nicht eingeschätzt;öffentlich\r\n`]), 'vorhaben.csv')
        const uploaded = await send<{ id: string; state: string; counts: Record<string, number> }>(url('/imports?wait=60'), { method: 'POST', headers: { cookie: cookies.get('editor') ?? '' }, body: form })
        expect(uploaded.body, JSON.stringify(uploaded.body)).toMatchObject({ state: 'checked', counts: { changed: 1, rejected: 0 } })
        const { status, body } = await ask<PublicationAnswer & Refused>('GET', `/imports/${uploaded.body.id}/publication`, { as: 'editor' })
        expect(status, JSON.stringify(body)).toBe(200)
        expect(body.published.items.map(({ name }) => name)).toEqual(['E-Akte'])
        expect((await ask('GET', `/imports/${uploaded.body.id}/publication`, { as: 'steward' })).status).toBe(403)
        const refused = await ask('POST', `/imports/${uploaded.body.id}/commit?wait=60`, { as: 'steward', body: { reason: 'Aus einer Datei' } })
        expect(refused.status, JSON.stringify(refused.body)).toBe(403)
      })
    })
  })

  test('"Wie sieht es die Öffentlichkeit?" answers to the letter what the public gets, and can only take away', async () => {
    const paths = ['/entities/ini:990000000000:e-akte', '/entities?type=Initiative', '/gaps', '/search?q=akte', '/tenants', '/map', '/views', '/changes']
    for (const path of paths) {
      const plainly = await ask('GET', path)
      for (const role of accountRoles) {
        const previewed = await ask('GET', path, { as: `${cookies.get(role)}; kg_view=public` })
        expect({ path, role, status: previewed.status, body: { ...previewed.body, instance: undefined } }).toEqual({ path, role, status: plainly.status, body: { ...plainly.body, instance: undefined } })
      }
    }
    const { body } = await ask<SessionAnswer>('GET', '/session', { as: `${cookies.get('editor')}; kg_view=public` })
    expect(body).toMatchObject({ account: 'konto-editor', role: 'public', may: [], preview: true })
    expect((await ask('POST', '/changes', { as: `${cookies.get('editor')}; kg_view=public`, body: {} })).status).toBe(403)
    const strangers = await ask<SessionAnswer>('GET', '/session', { as: 'kg_view=internal' })
    expect(strangers.body.role).toBe('public')
  })

  test('another process on the same database knows the same sessions, and forgets them in seconds', async () => {
    const other = await startApi(world.database)
    try {
      const cookie = cookieOf(await logIn('konto-reader'))
      const there = () => send<SessionAnswer>(address('/session', {}, other.url), { headers: { cookie } })
      expect((await there()).body).toMatchObject({ mode: 'accounts', role: 'reader' })
      await ask('DELETE', '/session', { as: cookie })
      await expect.poll(async () => (await there()).body.role, { timeout: 15_000, interval: 500 }).toBe('public')
    } finally {
      await other.stop()
    }
  })
})

async function raw(method: string, path: string, headers: Record<string, string>): Promise<{ status: number; type: string }> {
  const { request } = await import('node:http')
  const target = new URL(url(path))
  return new Promise((resolve, reject) => {
    const asked = request({ host: target.hostname, port: target.port, path: target.pathname, method, agent: false, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk)).on('end', () => resolve({ status: response.statusCode ?? 0, type: JSON.parse(text).type }))
    })
    asked.on('error', reject)
    // A body that nothing announces would be read as the next request.
    if (method === 'DELETE') asked.end()
    else asked.end('{}')
  })
}
