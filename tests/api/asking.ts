/** Asking a question of the catalogue, and reading its cells: used by the tests of every audience. */
import type { Problem, QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { expect } from 'vitest'
import { get, getPublic, type Query } from '../http.ts'

/** The full id of something of Musterstadt: `full('sys', 'stadtnetz')`. */
export const full = (prefix: string, slug: string) => `${prefix}:990000000000:${slug}`
export const ini = (slug: string) => full('ini', slug)
export const bauantrag = ini('digitaler-bauantrag')

/** The answer of an internal reader; fails with what the API said if it is none. */
export async function ask(code: string, query: Query = {}): Promise<QuestionAnswer> {
  const { status, body } = await get<QuestionAnswer>(`/questions/${code}`, query)
  expect(status, JSON.stringify(body).slice(0, 400)).toBe(200)
  return body
}

/** The same of a public reader. */
export async function askPublic(code: string, query: Query = {}): Promise<QuestionAnswer> {
  const { status, body } = await getPublic<QuestionAnswer>(`/questions/${code}`, query)
  expect(status, JSON.stringify(body).slice(0, 400)).toBe(200)
  return body
}

/** Status and faulty fields of a question that was asked wrongly. */
export async function refused(code: string, query: Query): Promise<{ status: number; errors: NonNullable<Problem['errors']> }> {
  const { status, body } = await get<Problem>(`/questions/${code}`, query)
  return { status, errors: body.errors ?? [] }
}

type Cell = QuestionAnswer['rows'][number][string]

export const idOf = (cell: Cell | undefined): string | undefined => (typeof cell === 'object' && cell !== null && 'id' in cell ? cell.id : undefined)
export const idsOf = (cell: Cell | undefined): (string | undefined)[] => (Array.isArray(cell) ? cell.map((one) => idOf(one)) : [])
/** Ids in one column. */
export const column = (answer: QuestionAnswer, key: string) => answer.rows.map((row) => idOf(row[key]))
/** Local parts of ids. */
export const short = (ids: (string | undefined)[]) => ids.map((id) => id?.split(':')[2])
/** The row whose cell in this column is the entity of this id. */
export const rowOf = (answer: QuestionAnswer, key: string, id: string) => answer.rows.find((row) => idOf(row[key]) === id)
