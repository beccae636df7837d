/** /accounts: made, changed, locked and removed by administrators; the first one by whoever set the server up. */
import { Account, AccountBody, AccountChange, AccountList, AccountName } from '@kommunalgraph/contract/accounts.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { changeAccount, createAccount, listAccounts, removeAccount } from '../accounts/accounts.ts'
import type { People } from '../accounts/person.ts'
import type { App, Deps } from '../deps.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'

const example = { account: 'a.beispiel', role: 'steward' as const, units: ['unit:990000000000:hauptamt'], locked: false, createdAt: '2026-11-28T08:00:00Z', lastLoginAt: null }
const Params = z.strictObject({ account: AccountName })

export async function accountRoutes(app: App, { graph }: Deps, people: People): Promise<void> {
  const config = { permission: 'manage-accounts' as const }
  const tags = ['Accounts']

  app.get(
    '/accounts',
    {
      config,
      schema: {
        operationId: 'listAccounts',
        summary: 'Accounts',
        description: 'By name. Whoever an OpenID provider vouches for has none here.',
        tags,
        response: answers(AccountList, { description: 'The list', example: { items: [example] } }, [403]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async () => ({ items: await listAccounts(graph) }),
  )

  app.post(
    '/accounts',
    {
      config,
      schema: {
        operationId: 'createAccount',
        summary: 'Create an account',
        description: 'The first one must be an administrator: with it single-user mode ends, and everybody else is the public until they log in.',
        tags,
        body: AccountBody,
        response: answers(Account, { description: 'It was created', example }, [403, 409, 413, 415, 422], 201),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const mode = await people.mode()
      if (mode === 'issuer') throw problem('not-allowed', { detail: 'This server asks its OpenID provider who somebody is', errors: [{ path: 'body.account', message: 'is made at the OpenID provider' }] })
      if (mode === 'single-user' && request.body.role !== 'administrator')
        throw problem('not-allowed', { detail: 'The first account must be able to make others', errors: [{ path: 'body.role', message: 'of the first account', allowed: ['administrator'] }] })
      const created = await createAccount(graph, request.body)
      people.forget()
      reply.code(201).header('location', `/api/v1/accounts/${created.account}`)
      return created
    },
  )

  app.patch(
    '/accounts/:account',
    {
      config,
      schema: {
        operationId: 'changeAccount',
        summary: 'Change or lock an account',
        description: 'Role, units, password, lock; what is not named stays. All its sessions end.',
        tags,
        params: Params,
        body: AccountChange,
        response: answers(Account, { description: 'It is changed', example }, [403, 404, 409, 413, 415, 422]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      const changed = await changeAccount(graph, request.params.account, request.body)
      people.forget()
      return changed
    },
  )

  app.delete(
    '/accounts/:account',
    {
      config,
      schema: {
        operationId: 'removeAccount',
        summary: 'Delete an account',
        description: 'With its sessions and tokens. What it wrote keeps its pseudonym.',
        tags,
        params: Params,
        response: answers(z.strictObject({ account: z.string() }), { description: 'It is gone', example: { account: example.account } }, [403, 404, 409]),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request) => {
      await removeAccount(graph, request.params.account)
      people.forget()
      return { account: request.params.account }
    },
  )
}
