/** An upload is tried again while the database is away, and only then. */
import { ApiError } from '@kommunalgraph/web/src/api/client.ts'
import { patiently } from '@kommunalgraph/web/src/features/import/imports.ts'
import { expect, test } from 'vitest'

/** Fails with these statuses, one after the other, and then answers. */
function failing(...statuses: number[]) {
  const calls: number[] = []
  const attempt = async () => {
    calls.push(1)
    const status = statuses.shift()
    if (status !== undefined) throw new ApiError(status, undefined)
    return 'done'
  }
  return { calls, attempt }
}
const calm = new AbortController().signal

test('goes on as soon as the database is back', async () => {
  const { calls, attempt } = failing(503, 503)
  await expect(patiently(attempt, calm, 1)).resolves.toBe('done')
  expect(calls).toHaveLength(3)
})

test('gives up after five attempts, with the error', async () => {
  const { calls, attempt } = failing(503, 503, 503, 503, 503, 503)
  await expect(patiently(attempt, calm, 1)).rejects.toMatchObject({ status: 503 })
  expect(calls).toHaveLength(5)
})

test.each([0, 403, 413, 422, 500])('%d is an answer, or none to wait for', async (status) => {
  const { calls, attempt } = failing(status)
  await expect(patiently(attempt, calm, 1)).rejects.toMatchObject({ status })
  expect(calls).toHaveLength(1)
})

test('stops when the reader cancels', async () => {
  const abort = new AbortController()
  const { calls, attempt } = failing(503, 503)
  const running = patiently(attempt, abort.signal, 20)
  setTimeout(() => abort.abort(new DOMException('cancelled', 'AbortError')), 5)
  await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  expect(calls).toHaveLength(1)
})
