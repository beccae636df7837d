/** What fails with it, by who must be told: every hit stands under each of its owners, and what nobody answers for stands last. */
import type { Impact } from '@kommunalgraph/contract/answers.ts'
import { expect, test } from 'vitest'
import { get, of } from '../http.ts'
import { asOf } from '../neo4j.ts'
import { openPage, parameters, eventually } from './browser.ts'
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
    expect(await section.getByRole('listitem').count(), name).toBe(body.hits.filter((hit) => hit.owners.some((owner) => owner.id === id)).length)
  }
  const orphans = body.hits.filter((hit) => hit.owners.length === 0).length
  expect(orphans).toBeGreaterThan(0)
  expect(await page.getByRole('region', { name: 'Niemand ist als verantwortlich bekannt.' }).getByRole('listitem').count()).toBe(orphans)
})
