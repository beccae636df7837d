/**
 * The one place where a request is allowed or refused: who asks (session cookie or token), and whether that role has the
 * permission that the route names in its `config`. A route that changes something and names none does not start.
 */
import cookie from '@fastify/cookie'
import type { PermissionName } from '@kommunalgraph/contract/permissions.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { anybody, asPublic, type People, type Person } from '../accounts/person.ts'
import { behindTls, type Config } from '../config.ts'
import type { App } from '../deps.ts'
import { guarded } from './openapi.ts'
import { problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    person: Person
  }
  interface FastifyContextConfig {
    /** What it takes to use this route; absent: nothing. */
    permission?: PermissionName
    /** Answers whoever asks, without looking who it is: also while the database is away. */
    open?: boolean
    /** A change that needs no permission, because it is how one gets in or out. */
    entrance?: boolean
  }
}

/** Set by the web view to `public` for "Wie sieht es die Öffentlichkeit?". It can only take away, so scripts may set it. */
export const PREVIEW = 'kg_view'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])
/** Methods that change nothing. */
export const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The cookie; behind TLS with the prefix that lets no other host and no plain page set it. */
const cookieName = (config: Config) => (behindTls(config) ? '__Host-kg_session' : 'kg_session')

export function setSession(reply: FastifyReply, config: Config, secret: string, seconds: number): void {
  reply.setCookie(cookieName(config), secret, { path: '/', httpOnly: true, sameSite: 'lax', secure: behindTls(config), maxAge: seconds })
}

export function clearSession(reply: FastifyReply, config: Config): void {
  setSession(reply, config, '', 0)
}

export const sessionOf = (request: FastifyRequest, config: Config): string | undefined => request.cookies[cookieName(config)] || undefined

export async function recognise(app: App, config: Config, people: People): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('person', null as unknown as Person)
  app.addHook('onRoute', (routeOptions) => {
    const { method, url, config: route } = routeOptions
    const writes = [method].flat().some((one) => !safe.has(one))
    if (route?.permission && routeOptions.schema) routeOptions.schema = guarded(route.permission, routeOptions.schema, writes)
    if (writes && !route?.permission && !route?.entrance) throw new Error(`${method} ${url} names no permission`)
  })
  app.addHook('onRequest', async (request) => {
    const { open, permission } = request.routeOptions.config ?? {}
    if (open || !request.url.startsWith('/api/')) {
      request.person = anybody
      return
    }
    if (!safe.has(request.method)) ownPagesOnly(request, config)
    request.person = await whoAsks(request, config, people)
    if (request.person.account !== undefined) await app.countAccount(request)
    if (permission && !request.person.may.has(permission)) refuse(request, permission, config)
  })
}

async function whoAsks(request: FastifyRequest, config: Config, people: People): Promise<Person> {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const [, token] = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(authorization) ?? []
    const person = token && config.reader !== 'public' ? await people.byToken(token) : undefined
    // Whoever shows a token means to be known: a public answer would be taken for the whole one.
    if (!person) throw problem('login-needed', { detail: 'The token is unknown, revoked or over', headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
    return person
  }
  const secret = sessionOf(request, config)
  const known = secret && config.reader !== 'public' ? await people.bySession(secret) : undefined
  const person = known ?? (await people.unknown())
  return person.may.has('see-internal') && request.cookies[PREVIEW] === 'public' ? asPublic(person) : person
}

function refuse({ person, method }: FastifyRequest, permission: PermissionName, config: Config): never {
  if (config.reader === 'public') {
    if (safe.has(method)) throw problem('stewards-only', { detail: 'This server serves the public view; this is shown to stewards only' })
    throw problem('read-only', { detail: 'This server serves the public view and takes no changes' })
  }
  if (person.preview) throw problem('not-permitted', { detail: 'This browser sees what the public sees for now' })
  if (person.account === undefined) throw problem('login-needed', { detail: `This needs the permission ${permission}`, headers: { 'www-authenticate': 'Bearer' } })
  throw problem('not-permitted', { detail: `The role ${person.role} does not have the permission ${permission}` })
}

/**
 * A page of another site must not be able to write with the browser of someone who is logged in here, or who has this server
 * running: neither from its own origin nor by letting its name point at this machine. Browsers say where a write comes from.
 */
function ownPagesOnly(request: FastifyRequest, config: Config): void {
  const { origin } = request.headers
  const hosts = config.publicUrl ? [new URL(config.publicUrl).host] : []
  const here = loopbackHosts.has(request.hostname.toLowerCase()) || hosts.includes(request.host.toLowerCase()) || (!config.local && hosts.length === 0)
  const foreign =
    !here ||
    (origin !== undefined && (!URL.canParse(origin) || ![request.host, ...hosts].includes(new URL(origin).host))) ||
    request.headers['sec-fetch-site'] === 'cross-site'
  if (foreign) throw problem('foreign-origin', { detail: 'The request comes from another site' })
}
