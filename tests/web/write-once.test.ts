/** What the page does when the answer to a write is lost: it sends it again under the same key, and nothing else. */
import { ApiError, get, patch, post } from '@kommunalgraph/web/src/api/client.ts'
import { problemTypes, problemUri, type ProblemCode } from '@kommunalgraph/contract/problems.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let sent: { method: string; key: string | null }[]
/** What comes back, in this order: undefined is a lost connection. */
let answers: (Response | undefined)[]

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    sent.push({ method: init.method ?? 'GET', key: new Headers(init.headers).get('idempotency-key') })
    const answer = answers.shift()
    if (!answer) throw new TypeError('fetch failed')
    return answer
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Its pauses pass at once. */
async function soon<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  await vi.runAllTimersAsync()
  return work
}

const done = () => Response.json({ seq: 7 })
const refused = (code: ProblemCode) => Response.json({ type: problemUri(code), status: problemTypes[code].status, detail: code }, { status: problemTypes[code].status, headers: { 'content-type': 'application/problem+json' } })

test.each<[string, () => Response | undefined]>([
  ['the connection is lost', () => undefined],
  ['a proxy gives up', () => new Response('', { status: 504 })],
  ['the database goes away', () => refused('database-unavailable')],
  ['the first one is still being worked on', () => refused('still-running')],
])('%s: sent again under the same key, it is answered', async (_, lost) => {
  answers = [lost(), lost(), done()]
  expect(await soon(post('/changes', {}))).toEqual({ seq: 7 })
  expect(sent).toHaveLength(3)
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/)
})

test('it gives up after the third time, and says what was the matter', async () => {
  answers = []
  await expect(soon(post('/changes', {}))).rejects.toMatchObject({ status: 0 })
  expect(sent).toHaveLength(3)
})

test('a refusal is final, whatever it is', async () => {
  for (const code of ['already-exists', 'precondition-failed', 'not-allowed', 'writes-held', 'internal'] as const) {
    answers = [refused(code), done()]
    await expect(soon(patch('/entities/x', {}, 1))).rejects.toBeInstanceOf(ApiError)
  }
  expect(sent).toHaveLength(5)
})

test('each write has a key of its own, and a read has none', async () => {
  answers = [done(), done(), done(), undefined]
  await post('/views', {})
  await patch('/entities/x', {}, 1)
  await get('/tenants')
  await expect(get('/tenants')).rejects.toMatchObject({ status: 0 })
  expect(new Set(sent.slice(0, 2).map(({ key }) => key)).size).toBe(2)
  expect(sent.slice(2).map(({ key }) => key)).toEqual([null, null])
})
