/** Keeping what is on the screen: name it, find it again with everything where it was put, forget it. */
import { expect, test } from 'vitest'
import { eventually, heading, openPage, parameters } from './browser.ts'
import { drag, placeOf, whenDrawn } from './canvas.ts'
import { settled } from './pages.ts'

const focus = 'ini:990000000000:digitaler-bauantrag'

test('a view is kept under a name, and opens with its filters and places in another browser', async () => {
  const page = await openPage(`/map?focus=${focus}&asOf=2026-11-01`)
  await whenDrawn(page)
  const before = await placeOf(page, focus)
  await drag(page, focus, { x: 60, y: 40 })
  await eventually(async () => (await placeOf(page, focus)).x).not.toBe(before.x)
  const moved = await placeOf(page, focus)
  await page.getByRole('button', { name: 'Ansicht merken' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Probe einer Ansicht')
  await page.getByRole('button', { name: 'Merken', exact: true }).click()
  await page.getByText('Gemerkt als „Probe einer Ansicht“.').waitFor()

  const other = await openPage('/views')
  await settled(other)
  await other.getByRole('link', { name: 'Probe einer Ansicht' }).click()
  await eventually(() => heading(other).textContent()).toBe('Rund um: Digitaler Bauantrag')
  await whenDrawn(other)
  expect(parameters(other).asOf).toBe('2026-11-01')
  await eventually(async () => Math.round((await placeOf(other, focus)).x - moved.x)).toBe(0)

  await other.goto('/views')
  await other.getByRole('button', { name: 'Probe einer Ansicht vergessen' }).click()
  await other.getByRole('button', { name: 'Vergessen', exact: true }).last().click()
  await eventually(() => other.getByRole('link', { name: 'Probe einer Ansicht' }).count()).toBe(0)
})
