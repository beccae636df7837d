/** Saved views: an address under a name. They stand beside the graph, so a test may save one on the shared demo. */
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import type { SavedView, SavedViews } from '@kommunalgraph/contract/views.ts'
import { afterAll, describe, expect, test } from 'vitest'
import { address, get, getPublic, send } from '../http.ts'
import { karlsruhe } from '../neo4j.ts'

const made: string[] = []
const post = async (body: unknown) => {
  const answer = await send<SavedView & Problem>(address('/views'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (answer.status === 201) made.push(answer.body.id)
  return answer
}
const remove = (id: string) => send(address(`/views/${id}`), { method: 'DELETE' })
const listed = async (query = {}) => (await get<SavedViews>('/views', { asOf: undefined, ...query })).body.items

afterAll(async () => {
  for (const id of made) await remove(id)
})

test('a view is kept with its address and places, listed, read, and forgotten', async () => {
  const places = { 'ini:990000000000:digitaler-bauantrag': [12.5, -40] }
  const { status, headers, body } = await post({ name: '  Rund um den Bauantrag ', address: '/map?focus=ini:990000000000:digitaler-bauantrag', places })
  expect(status).toBe(201)
  expect(headers.get('location')).toBe(`/api/v1/views/${body.id}`)
  expect(body).toMatchObject({ name: 'Rund um den Bauantrag', places })
  expect((await get<SavedView>(`/views/${body.id}`, { asOf: undefined })).body).toEqual(body)
  const { places: _places, ...head } = body
  expect(await listed()).toContainEqual(head)
  expect(await listed({ tenant: karlsruhe })).not.toContainEqual(head)
  expect((await remove(body.id)).status).toBe(200)
  expect((await remove(body.id)).status).toBe(404)
  expect((await listed()).map(({ id }) => id)).not.toContain(body.id)
})

test('the public gets no list and no view, and saves none', async () => {
  const { body } = await post({ name: 'Intern', address: '/map?focus=post:990000000000:leitung-it' })
  expect((await getPublic<SavedViews>('/views', { asOf: undefined })).body.items).toEqual([])
  expect((await getPublic(`/views/${body.id}`, { asOf: undefined })).status).toBe(404)
})

describe('what is no address of this web view, or no view at all, is refused by name', () => {
  test.each([
    ['another site', { name: 'x', address: '//example.org/map' }, 'body.address'],
    ['another site by a backslash', { name: 'x', address: '/\\example.org' }, 'body.address'],
    ['a script', { name: 'x', address: 'javascript:alert(1)' }, 'body.address'],
    ['no name', { name: '  ', address: '/map' }, 'body.name'],
    ['a place that is none', { name: 'x', address: '/map', places: { a: ['1', 2] } }, 'body.places.a[0]'],
    ['more than is known', { name: 'x', address: '/map', shared: true }, 'body.shared'],
  ])('%s', async (_, body, path) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(answer.body.errors?.map((one) => one.path)).toContain(path)
  })
})
