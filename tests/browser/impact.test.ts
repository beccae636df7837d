/** What fails with it, by who must be told: every hit stands under each of its owners, and what nobody answers for stands last. */
import type { Impact } from '@kommunalgraph/contract/answers.ts'
import { expect, test } from 'vitest'
import { get, of } from '../http.ts'
import { asOf } from '../neo4j.ts'
import { eventually, heading, openPage, parameters } from './browser.ts'
import { nodeIds, placeOf } from './canvas.ts'
import { settled } from './pages.ts'

const system = 'sys:990000000000:rz-rathaus'

test('the hits by owner are the hits of the answer, and the address keeps the order', async () => {
  const { body } = await get<Impact>(`${of(system)}/impact`, { direction: 'dependents' })
  const page = await openPage(`/e/${system}/impact?asOf=${asOf}`)
  await settled(page)
  await page.getByRole('link', { name: 'Nach verantwortlicher Stelle' }).click()
  await eventually(() => parameters(page).by).toBe('owner')
  const owners = new Map(body.hits.flatMap(({ owners }) => owners).map((owner) => [owner.id, owner.name]))
  expect(owners.size).toBeGreaterThan(1)
  for (const [id, name] of owners) {
    const section = page.getByRole('region', { name, exact: true })
    await section.waitFor()
    expect(await section.locator('.hit').count(), name).toBe(body.hits.filter((hit) => hit.owners.some((owner) => owner.id === id)).length)
  }
  const orphans = body.hits.filter((hit) => hit.owners.length === 0).length
  expect(orphans).toBeGreaterThan(0)
  expect(await page.getByRole('region', { name: 'Niemand ist als verantwortlich bekannt.' }).locator('.hit').count()).toBe(orphans)
})

test('by sphere: every hit stands in each of its spheres, and what is in none stands last', async () => {
  const { body } = await get<Impact>(`${of(system)}/impact`, { direction: 'dependents' })
  const page = await openPage(`/e/${system}/impact?by=sphere&asOf=${asOf}`)
  await settled(page)
  for (const [name, code] of [['Verwaltung', 'administration'], ['Konzern Kommune', 'municipal_group']] as const) {
    const hits = body.hits.filter(({ spheres }) => spheres.includes(code))
    expect(hits.length, name).toBeGreaterThan(0)
    expect(await page.getByRole('region', { name, exact: true }).locator('.hit').count(), name).toBe(hits.length)
  }
  expect(await page.getByRole('region', { name: 'Keiner Sphäre zugeordnet' }).locator('.hit').count()).toBe(body.hits.filter(({ spheres }) => spheres.length === 0).length)
})

test('each hit says what ends when, with whom, and what is over', async () => {
  const { body } = await get<Impact>(`${of(system)}/impact`, { direction: 'dependents' })
  const page = await openPage(`/e/${system}/impact?asOf=${asOf}`)
  await settled(page)
  expect(await page.locator('.hit__ends li').count()).toBe(body.hits.flatMap(({ ends }) => ends).length)
  const over = body.hits.flatMap(({ ends }) => ends).filter(({ over }) => over)
  expect(over.length).toBeGreaterThan(0)
  expect(await page.locator('.hit__ends .gap-text').count()).toBe(over.length)
  expect(await page.locator('.hit__ends').first().innerText()).toMatch(/: \d{1,2}\. [A-Z]\p{L}+ \d{4}/u)
})

test('a link to the map of an impact opens the map of exactly the hits and the start, which the keyboard reaches', async () => {
  const { body } = await get<Impact>(`${of(system)}/impact`, { direction: 'dependents' })
  const page = await openPage(`/e/${system}/impact?view=map&asOf=${asOf}`)
  await settled(page)
  expect((await nodeIds(page)).sort()).toEqual([system, ...body.hits.map(({ entity }) => entity.id)].sort())
  // The start is needed by all the others, so it stands furthest to the right.
  const start = await placeOf(page, system)
  for (const { entity } of body.hits) expect((await placeOf(page, entity.id)).x, entity.id).toBeLessThan(start.x)
  await page.locator('.canvas__box').focus()
  await page.keyboard.press('ArrowLeft')
  await eventually(() => page.locator('.canvas__said').innerText()).not.toBe('')
  await page.getByRole('link', { name: 'Liste', exact: true }).click()
  await eventually(() => page.locator('.hit').count()).toBe(body.hits.length)
})

test('from an enterprise the way leads to what falls with its subsidiaries', async () => {
  const page = await openPage(`/e/org:990000000000:holding/impact?asOf=${asOf}`)
  await settled(page)
  await page.getByRole('link', { name: /Mit den Töchtern/ }).click()
  await eventually(() => heading(page).innerText()).toMatch(/^Fällt .+ mit .+ Töchtern weg/)
})
