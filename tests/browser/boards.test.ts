/** The strategy boards: the sentence first, each number as long as the list and the map behind it, each picture with its table. */
import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { boards } from '../../web/src/features/boards/boards.ts'
import { bothWidths, eventually, heading, openPage, parameters, pathOf } from './browser.ts'
import { whenDrawn } from './canvas.ts'
import { onDay, settled } from './pages.ts'

const figures = (page: Page) => page.locator('main table .figure-pair__list')
const listTitle = async (page: Page) => Number(/^\d+/.exec((await heading(page).textContent()) ?? '')?.[0])

test('from the start page to all boards, each with its sentence, and into one of them', async () => {
  const page = await openPage(onDay('/'))
  await page.getByRole('link', { name: 'Strategietafeln' }).click()
  await eventually(() => pathOf(page)).toBe('/boards')
  await settled(page)
  await eventually(() => page.locator('.board-entry__sentence').count()).toBe(boards.length)
  for (const sentence of await page.locator('.board-entry__sentence').allTextContents()) expect(sentence).toMatch(/^.{30,}\.$/s)
  await page.getByRole('link', { name: 'Brücken zwischen Sphären' }).press('Enter')
  await eventually(() => pathOf(page)).toBe('/boards/bridges')
  await eventually(() => heading(page).textContent()).toMatch(/^121 von 125 Beteiligten treffen in Vorhaben auf fremde Sphären\./)
})

describe.each(bothWidths)('at %s width', (width) => {
  test.each(boards.map(({ board }) => board))('a number of %s opens a list of as many', async (board) => {
    const page = await openPage(onDay(`/boards/${board}`), { width })
    await settled(page)
    await figures(page).first().waitFor()
    // The second one: no board has fewer, and the first is often the largest of all.
    const figure = figures(page).nth(1)
    const number = Number(await figure.textContent())
    expect(number).toBeGreaterThan(0)
    await figure.press('Enter')
    await eventually(() => pathOf(page)).toBe('/entities')
    await eventually(() => listTitle(page)).toBe(number)
    expect(await page.locator('main tbody tr').count()).toBe(Math.min(number, 100))
    expect(parameters(page).asOf).toBe('2026-11-01')
  })
})

test('the map behind a number shows these and what stands beside them, and leads back to the list', async () => {
  const page = await openPage(onDay('/boards/thrusts'))
  await settled(page)
  await page.getByRole('link', { name: 'Karte öffnen (Vorhaben: Stoßrichtung 2, Örtliche Gemeinschaft: 14)' }).press('Enter')
  await eventually(() => pathOf(page)).toBe('/map')
  await whenDrawn(page)
  const status = page.getByRole('status').filter({ hasText: 'gezeigt' })
  await eventually(() => status.textContent()).toMatch(/^14 Einträge der Liste und was direkt daneben steht\./)
  const [, few] = /(\d+) von \d+ gezeigt/.exec((await status.textContent()) ?? '') ?? []
  expect(Number(few)).toBeGreaterThan(14)
  await status.getByRole('link', { name: 'Zur Liste' }).click()
  await eventually(() => listTitle(page)).toBe(14)
  await page.getByRole('link', { name: 'Als Karte' }).click()
  await whenDrawn(page)
  await eventually(() => status.textContent()).toMatch(/^14 Einträge/)
  await status.getByRole('link', { name: 'Alles zeigen' }).click()
  await eventually(() => parameters(page).list).toBeUndefined()
  await eventually(async () => Number(/(\d+) von \d+ gezeigt/.exec((await status.textContent()) ?? '')?.[1])).toBeGreaterThan(Number(few))
})

test('systems of a provider are on its map, although a map of everything leaves systems out at first', async () => {
  const page = await openPage(onDay('/boards/providers'))
  await settled(page)
  const row = page.locator('main tbody tr').first()
  const number = Number(await row.locator('.figure-pair__list').textContent())
  await row.locator('.figure-pair__map').click()
  await whenDrawn(page)
  await eventually(() => page.getByRole('status').filter({ hasText: 'gezeigt' }).textContent()).toContain(`${number} Einträge der Liste`)
})

test('every bar has its row in the table with the same number, and only the table speaks', async () => {
  const page = await openPage(onDay('/boards/load'))
  await settled(page)
  await page.locator('.bars__row').first().waitFor()
  const bars = await page.locator('.bars__row').evaluateAll((rows) => rows.map((row) => [row.querySelector('.bars__name')?.textContent, row.querySelector('.bars__text')?.textContent]))
  const table = await page.locator('main table tbody tr').evaluateAll((rows) => rows.map((row) => [row.querySelector('.entity__name')?.textContent, row.querySelector('.figure-pair__list')?.textContent]))
  expect(bars).toHaveLength(20)
  expect(table).toEqual(bars)
  expect(await page.locator('.bars').getAttribute('aria-hidden')).toBe('true')
  for (const link of await page.locator('.bars a').all()) expect(await link.getAttribute('tabindex')).toBe('-1')
  await page.getByRole('button', { name: '4 weitere zeigen' }).press('Enter')
  await eventually(() => page.locator('main table tbody tr').count()).toBe(24)
})

test('bubbles and matrix of the portfolio say the same, empty land included', async () => {
  const page = await openPage(onDay('/boards/portfolio'))
  await settled(page)
  await page.locator('.bubbles__count').first().waitFor()
  const bubbles = (await page.locator('.bubbles__count').allTextContents()).map(Number)
  const cells = (await figures(page).allTextContents()).map(Number)
  expect([...cells].sort((a, b) => a - b)).toEqual([...bubbles].sort((a, b) => a - b))
  expect(cells.reduce((sum, value) => sum + value, 0)).toBe(50)
  expect(await page.locator('.heat__cell--empty').count()).toBe(32 - cells.length)
  expect(await page.locator('.heat__cell--empty').first().textContent()).toMatch(/0\s*leer/)
})

test('a click on a bar opens the list, too', async () => {
  const page = await openPage(onDay('/boards/users'))
  await settled(page)
  await page.locator('.bars__row').filter({ hasText: 'Niemand einbezogen' }).locator('rect').first().click()
  await eventually(() => pathOf(page)).toBe('/entities')
  await eventually(() => listTitle(page)).toBe(4)
  // What the link set is told, and can be taken away.
  await page.getByRole('button', { name: 'Einbezogene Nutzende aufheben' }).press('Enter')
  await eventually(() => listTitle(page)).toBe(38)
  expect(await page.getByLabel('Stand des Vorhabens').locator('option:checked').textContent()).toBe('in Planung, läuft, im Betrieb')
})

test('in English, for public readers, with fewer', async () => {
  const page = await openPage(onDay('/boards/skills?lang=en'), { base: inject('publicUrl') })
  await settled(page)
  await eventually(() => heading(page).textContent()).toMatch(/^4 of 8 competences needed do not suffice\./)
  await page.getByRole('link', { name: '21 – open the list (Initiatives: IT and media competence)' }).click()
  await eventually(() => listTitle(page)).toBe(21)
})

test('a board that does not exist is said to be none', async () => {
  const page = await openPage(onDay('/boards/nothing'))
  await eventually(() => heading(page).textContent()).toBe('Diese Tafel gibt es nicht.')
})
