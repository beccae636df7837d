/** /session and /tokens: who asks, logging in and out, the own password, tokens for programs. */
import { refuseContactData } from '../changes/entry.ts'
import { Login, NewToken, PasswordChange, SessionAnswer, TokenBody, TokenList } from '@kommunalgraph/contract/accounts.ts'
import type { FastifyRequest } from 'fastify'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { changePassword, endSession, issueToken, listTokens, logIn, revokeToken, sessionMs } from '../accounts/accounts.ts'
import { anybody, authorOf, type People, type Person } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { clearSession, sessionOf, setSession } from '../plugins/person.ts'
import { problem } from '../plugins/problem.ts'

/** Where the web view sends people who log in at an issuer. */
export const ISSUER_LOGIN = '/api/v1/session/issuer'
/** Attempts a minute from one address; a whole office may stand behind one. */
const attempts = 30

const example = { mode: 'accounts' as const, account: 'a.beispiel', role: 'reader' as const, may: ['see-internal' as const], until: '2026-11-28T20:00:00Z' }
const tokenExample = { id: '0199c0de-0000-4000-8000-000000000003', name: 'Nächtlicher Import', may: ['import' as const], createdAt: '2026-11-28T08:00:00Z', until: '2027-02-26T08:00:00Z' }

export async function sessionRoutes(app: App, { graph, config }: Deps, people: People): Promise<void> {
  const tags = ['Accounts']
  const told = async ({ account, role, may, units, until, preview }: Person): Promise<SessionAnswer> => {
    const mode = await people.mode()
    return {
      mode,
      account: account ?? null,
      role,
      may: [...may],
      ...(units && { units: [...units] }),
      ...(until && { until }),
      ...(preview && { preview }),
      ...(mode === 'issuer' && { loginAt: ISSUER_LOGIN }),
    }
  }
  /** A person with an account of ours: neither the single user nor somebody an issuer vouches for has one to keep here. */
  const holder = async (request: FastifyRequest): Promise<Person & { account: string }> => {
    if ((await people.mode()) !== 'accounts') throw problem('not-allowed', { detail: 'There are no accounts here', errors: [{ path: 'header.cookie', message: 'belongs to no account of this server' }] })
    return { ...request.person, account: authorOf(request) }
  }

  app.get(
    '/session',
    {
      schema: {
        operationId: 'getSession',
        summary: 'Who asks, and what they may',
        description: 'Also without a login: then the role is what anybody has here.',
        tags,
        response: answers(SessionAnswer, { description: 'The one who asks', example }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return told(request.person)
    },
  )

  app.post(
    '/session',
    {
      config: { entrance: true, rateLimit: { max: attempts, timeWindow: '1 minute' } },
      schema: {
        operationId: 'logIn',
        summary: 'Log in',
        description: 'With an account of this server. Sets a session cookie that scripts cannot read; it ends after twelve hours.',
        tags,
        body: Login,
        response: answers(SessionAnswer, { description: 'Logged in', example }, [403, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      if ((await people.mode()) !== 'accounts') throw problem('login-failed', { detail: 'There are no accounts on this server' })
      const before = sessionOf(request, config)
      const secret = await logIn(graph, request.body)
      // What was known before the login is worth nothing after it.
      if (before) await endSession(graph, before)
      people.forget()
      setSession(reply, config, secret, sessionMs / 1_000)
      reply.header('cache-control', 'no-store')
      return told((await people.bySession(secret)) ?? anybody)
    },
  )

  app.delete(
    '/session',
    {
      config: { entrance: true },
      schema: {
        operationId: 'logOut',
        summary: 'Log out',
        description: 'The session ends on the server, too. Without one nothing happens.',
        tags,
        response: answers(SessionAnswer, { description: 'Logged out', example: { ...example, account: null, role: 'public', may: [] } }, [403]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const secret = sessionOf(request, config)
      if (secret) await endSession(graph, secret)
      people.forget()
      clearSession(reply, config)
      reply.header('cache-control', 'no-store')
      return told(await people.unknown())
    },
  )

  app.put(
    '/session/password',
    {
      config: { permission: 'keep-own-account', rateLimit: { max: attempts, timeWindow: '1 minute' } },
      schema: {
        operationId: 'changePassword',
        summary: 'Change the own password',
        description: 'All sessions of the account end, this one too: log in again with the new password.',
        tags,
        body: PasswordChange,
        response: answers(z.strictObject({ account: z.string() }), { description: 'It is changed', example: { account: 'a.beispiel' } }, [403, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { account, byToken } = await holder(request)
      if (byToken) throw problem('not-permitted', { detail: 'A program does not change the password of its owner' })
      await changePassword(graph, account, request.body.current, request.body.password)
      people.forget()
      clearSession(reply, config)
      return { account }
    },
  )

  app.get(
    '/tokens',
    {
      config: { permission: 'keep-own-account' },
      schema: {
        operationId: 'listTokens',
        summary: 'The own tokens',
        description: 'Without their secrets, the newest first; those that are over too.',
        tags,
        response: answers(TokenList, { description: 'The list', example: { items: [tokenExample] } }, [403, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => ({ items: await listTokens(graph, (await holder(request)).account) }),
  )

  app.post(
    '/tokens',
    {
      config: { permission: 'keep-own-account', secretAnswer: true },
      schema: {
        operationId: 'issueToken',
        summary: 'Issue a token for a program',
        description: 'Sent as `Authorization: Bearer …`. It may no more than the account, now and later, and ends by itself.',
        tags,
        body: TokenBody,
        response: answers(NewToken, { description: 'The token, shown this once', example: { ...tokenExample, token: 'kgt_…' } }, [403, 413, 415, 422], 201),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const person = await holder(request)
      // A token that issues tokens would never end.
      if (person.byToken) throw problem('not-permitted', { detail: 'A token does not issue tokens' })
      refuseContactData({ 'body.name': request.body.name })
      reply.code(201).header('cache-control', 'no-store')
      return issueToken(graph, person, request.body)
    },
  )

  app.delete(
    '/tokens/:id',
    {
      config: { permission: 'keep-own-account' },
      schema: {
        operationId: 'revokeToken',
        summary: 'Revoke a token',
        description: 'It is refused from now on; other processes may still take it for five seconds.',
        tags,
        params: z.strictObject({ id: z.uuid() }),
        response: answers(z.strictObject({ id: z.string() }), { description: 'It is revoked', example: { id: tokenExample.id } }, [403, 404, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const { account } = await holder(request)
      await revokeToken(graph, account, request.params.id)
      people.forget()
      return { id: request.params.id }
    },
  )
}
