/** What a refused request has to say. */
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import { expect } from 'vitest'
import { get, type Query } from './http.ts'

/** Expects a problem that names the field; answers what it says of it. */
export async function refusedAt(path: string, query: Query, status: number, field: string) {
  const { status: answered, body } = await get<Problem>(path, query)
  const asked = `${path} ${JSON.stringify(query).slice(0, 200)}: ${JSON.stringify(body).slice(0, 400)}`
  expect(answered, asked).toBe(status)
  expect(body.status).toBe(status)
  expect(body.sentence.de).not.toBe('')
  const error = body.errors?.find(({ path }) => path === field)
  expect(error, asked).toBeDefined()
  return error
}
