/** The network goes away in the middle of an exploration: what is shown stays, the view says so, and goes on by itself. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { answerOf, eventually, heading, openPage, parameters, pathOf } from './browser.ts'
import { nodeIds, whenDrawn } from './canvas.ts'
import { settled } from './pages.ts'

const initiative = 'ini:990000000000:digitaler-bauantrag'
const gone = (page: Page) => page.getByText('Keine Verbindung zum Server.').first()

/** The device without a network, or a server that nobody reaches: the one the browser knows of, the other it does not. */
const losses: readonly (readonly [string, (page: Page) => Promise<() => Promise<void>>])[] = [
  ['the network is lost', async (page) => {
    await page.context().setOffline(true)
    return () => page.context().setOffline(false)
  }],
  ['the server is not reached', async (page) => {
    await page.route('**/api/**', (route) => route.abort('connectionrefused'))
    return () => page.unroute('**/api/**')
  }],
]

test.each(losses)('%s while nodes are opened on the map', async (_, lose) => {
  const page = await openPage(`/map?focus=${initiative}&asOf=${asOf}`)
  await whenDrawn(page)
  await page.getByRole('button', { name: 'Liste', exact: true }).click()
  const expand = page.getByRole('button', { name: /weitere?s? zeigen$/ })
  await expand.first().click()
  await eventually(() => parameters(page).open?.split(',').length ?? 0).toBe(1)
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Karte', exact: true }).click()
  await whenDrawn(page)
  const before = await nodeIds(page)

  const restore = await lose(page)
  await page.getByRole('button', { name: 'Liste', exact: true }).click()
  await expand.first().click()
  await gone(page).waitFor()
  const state = parameters(page)
  expect(state.open?.split(',')).toHaveLength(2)
  // What is loaded still answers: as a list, as a map, filtered.
  expect(await page.getByRole('row').count()).toBe(before.length + 1)
  await page.getByRole('button', { name: 'Karte', exact: true }).click()
  await eventually(async () => (await nodeIds(page)).sort()).toEqual([...before].sort())

  await restore()
  await eventually(async () => (await nodeIds(page)).length).toBeGreaterThan(before.length)
  await eventually(() => gone(page).count()).toBe(0)
  expect(parameters(page)).toEqual({ ...state, view: undefined })
})

test.each(losses)('%s on the page of an entity, on the way to another', async (_, lose) => {
  const page = await openPage(`/e/${initiative}?asOf=${asOf}`)
  await settled(page)
  const answer = await answerOf(page).textContent()
  const restore = await lose(page)
  const next = page.getByRole('region', { name: 'Vom Beschluss zur Wirkung' }).getByRole('link', { name: 'Leitung Bauordnungsamt' })
  // The browser tells by itself that the network is gone; that a server is, the next question shows.
  await next.click()
  await gone(page).waitFor()
  await page.goBack()
  await eventually(() => answerOf(page).textContent()).toBe(answer)
  await page.goForward()
  await restore()
  await eventually(() => heading(page).textContent()).toBe('Leitung Bauordnungsamt')
  expect(pathOf(page)).toBe('/e/post:990000000000:leitung-bauordnung')
  await eventually(() => gone(page).count()).toBe(0)
})

test('without a network a page that was never loaded leaves the one before, and opens when there is one again', async () => {
  const page = await openPage(`/gaps?asOf=${asOf}`)
  await settled(page)
  const sentence = await heading(page).textContent()
  await page.context().setOffline(true)
  await page.getByRole('navigation', { name: 'Menü' }).getByRole('link', { name: 'Tafeln' }).click()
  await gone(page).waitFor()
  expect(await heading(page).textContent()).toBe(sentence)
  await page.context().setOffline(false)
  await eventually(() => heading(page).textContent()).not.toBe(sentence)
  expect(pathOf(page)).toBe('/boards')
  expect(parameters(page).asOf).toBe(asOf)
})
