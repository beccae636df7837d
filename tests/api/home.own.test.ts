/** A municipality that begins with its own data: it has a name, and stands among the municipalities, as soon as something of it is there. */
import type { TenantsAnswer } from '@kommunalgraph/contract/answers.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address, post, send } from '../http.ts'
import { type Api, startApi, startWorld, type World } from '../neo4j.ts'

const home = '053340002002'
let world: World
let inside: Api
let open: Api

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  inside = await startApi(world.database, { KG_HOME: home })
  open = await startApi(world.database, { KG_HOME: home, KG_READER: 'public' })
})
afterAll(async () => {
  await inside?.stop()
  await open?.stop()
  await world?.stop()
})

const tenants = async ({ url }: Api) => (await send<TenantsAnswer>(address('/tenants', { asOf: undefined }, url))).body
const write = async (...changes: object[]) => {
  const answer = await post('/changes', { reason: 'Anfang', sourceIds: [`src:${home}:anfang`], changes }, inside.url)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}
const known = { confidence: 'confirmed', visibility: 'public' }

test('nothing is there, then something internal, then something for everybody, then a name', async () => {
  expect(await tenants(inside)).toMatchObject({ home, tenants: [] })

  const internal = { ...known, visibility: 'internal' }
  await write(
    { op: 'create-entity', type: 'Source', id: `src:${home}:anfang`, values: { ...internal, name: 'Anfang', title: 'Anfang', kind: 'interview', date: '2026-01-01' } },
    { op: 'create-entity', type: 'OrgUnit', id: `unit:${home}:amt`, values: { ...internal, name: 'Amt', kind: 'office' } },
  )
  const unnamed = { tenant: home, name: home, homeId: `org:ars:${home}`, fictional: false, demo: false }
  expect((await tenants(inside)).tenants).toEqual([{ ...unnamed, entities: 2, initiatives: 0 }])
  expect((await tenants(open)).tenants).toEqual([])

  await write({ op: 'create-entity', type: 'Initiative', id: `ini:${home}:eins`, values: { ...known, name: 'Eins', stage: 'idea', depth: 'unrated' } })
  expect((await tenants(open)).tenants).toEqual([{ ...unnamed, entities: 1, initiatives: 1 }])

  await write({ op: 'create-entity', type: 'Organization', id: `org:ars:${home}`, values: { ...internal, name: 'Stadt Neuanfang', kind: 'municipality', legalForm: 'kdoer', legalPersonality: true } })
  expect((await tenants(inside)).tenants).toMatchObject([{ name: 'Stadt Neuanfang', entities: 4, initiatives: 1 }])
  // Its name is internal for now.
  expect((await tenants(open)).tenants).toMatchObject([{ name: home, entities: 1 }])
})
