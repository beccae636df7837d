/** /session/issuer and /session/callback: to the OpenID provider and back. People come here with their browser, so both lead on to a page. */
import type { FastifyReply } from 'fastify'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { beginSession, sessionMs } from '../accounts/accounts.ts'
import { type Attempt, issuerOf, NoRole } from '../accounts/issuer.ts'
import type { People } from '../accounts/person.ts'
import { behindTls } from '../config.ts'
import type { App, Deps } from '../deps.ts'
import { setSession } from '../plugins/person.ts'

const attemptCookie = 'kg_login'
/** Longest time between going to the provider and coming back, seconds. */
const attemptS = 600
const Attempts = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() })
/** `//host` would lead to another site, and so would a backslash. */
const returnTo = z.string().max(4_000).regex(/^\/(?![/\\])[^\s\\]*$/).default('/').catch('/')

export async function issuerRoutes(app: App, { graph, config }: Deps, people: People): Promise<void> {
  if (!config.issuer) return
  const provider = issuerOf(config.issuer)
  const back = (request: { host: string; protocol: string }) => `${config.publicUrl ?? `${request.protocol}://${request.host}`}/api/v1/session/callback`
  const cookieOptions = { path: '/api/v1/session', httpOnly: true, sameSite: 'lax' as const, secure: behindTls(config) }
  const failed = (reply: FastifyReply, why: 'provider' | 'refused' | 'role') => reply.header('cache-control', 'no-store').redirect(`/login?failed=${why}`)

  app.get(
    '/session/issuer',
    {
      config: { open: true },
      schema: { hide: true, querystring: z.object({ returnTo }) } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      try {
        const { to, attempt } = await provider.begin(back(request), request.query.returnTo)
        reply.setCookie(attemptCookie, Buffer.from(JSON.stringify(attempt)).toString('base64url'), { ...cookieOptions, maxAge: attemptS })
        return reply.header('cache-control', 'no-store').redirect(to)
      } catch (error) {
        request.log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the OpenID provider does not answer')
        return failed(reply, 'provider')
      }
    },
  )

  app.get(
    '/session/callback',
    {
      config: { open: true },
      schema: { hide: true } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const attempt = attemptOf(request.cookies[attemptCookie])
      reply.clearCookie(attemptCookie, cookieOptions)
      if (!attempt) return failed(reply, 'refused')
      try {
        const { search } = new URL(request.url, 'http://callback')
        const { account, role } = await provider.finish(new URL(`${back(request)}${search}`), attempt)
        const secret = await beginSession(graph, { account, role, units: null }, config.issuer?.url ?? '')
        people.forget()
        setSession(reply, config, secret, sessionMs / 1_000)
        return reply.header('cache-control', 'no-store').redirect(returnTo.parse(attempt.returnTo))
      } catch (error) {
        request.log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'a login at the OpenID provider failed')
        return failed(reply, error instanceof NoRole ? 'role' : 'refused')
      }
    },
  )
}

/** What the browser kept; undefined where it is not what was given to it. */
function attemptOf(kept: string | undefined): Attempt | undefined {
  try {
    return Attempts.parse(JSON.parse(Buffer.from(kept ?? '', 'base64url').toString('utf8')))
  } catch {
    return undefined
  }
}
