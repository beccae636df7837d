/** The map through the years: stepping, playing, and two days laid over each other, as a picture and as a list. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eventually, openPage, parameters } from './browser.ts'
import { nodeIds, placeOf, whenDrawn } from './canvas.ts'

const status = (page: Page) => page.getByRole('status').filter({ hasText: 'gezeigt' })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const ended = 'com:990000000000:egov-ausschuss'

test('a year back and on again: the day stands in the address and in the status', async () => {
  const page = await openPage('/map?asOf=2024-06-01')
  await whenDrawn(page)
  await button(page, '← Jahr').click()
  await eventually(() => parameters(page).asOf).toBe('2023-06-01')
  await eventually(() => status(page).textContent()).toContain('Stand 1. Juni 2023')
  await button(page, 'Jahr →').click()
  await eventually(() => status(page).textContent()).toContain('Stand 1. Juni 2024')
})

test('playing goes on year by year until it is stopped', async () => {
  const page = await openPage('/map?asOf=2015-06-01')
  await whenDrawn(page)
  await button(page, 'Abspielen').click()
  await eventually(() => Number(parameters(page).asOf?.slice(0, 4))).toBeGreaterThanOrEqual(2017)
  await button(page, 'Anhalten').click()
  expect(await button(page, 'Abspielen').getAttribute('aria-pressed')).toBe('false')
})

test('compared with an earlier day: what is new, has ended or changed hands, by sign on the map and by word in the list', async () => {
  const page = await openPage('/map?asOf=2026-11-01&before=2024-06-01')
  await whenDrawn(page)
  await eventually(() => status(page).textContent()).toMatch(/gegenüber dem 1\. Juni 2024: \d+ neu \(\+\), \d+ weggefallen \(−\), bei \d+ hat die Verantwortung gewechselt \(⇄\)/)
  const [, news, gone, handed] = /: (\d+) neu \(\+\), (\d+) weggefallen \(−\), bei (\d+)/.exec((await status(page).textContent()) ?? '') ?? []
  const labels = await Promise.all((await nodeIds(page)).map(async (id) => [id, (await placeOf(page, id)).label] as const))
  const marked = (sign: string) => labels.filter(([, label]) => label.startsWith(`${sign} `)).map(([id]) => id)
  expect(marked('+')).toHaveLength(Number(news))
  expect(marked('−')).toHaveLength(Number(gone))
  expect(marked('⇄')).toHaveLength(Number(handed))
  expect(marked('−')).toContain(ended)
  expect(marked('⇄')).toContain('ini:990000000000:digitaler-bauantrag')

  await button(page, 'Liste').click()
  const rows = page.getByRole('region', { name: 'Liste' }).locator('tbody tr')
  await eventually(() => rows.filter({ has: page.getByText('neu', { exact: true }) }).count()).toBe(Number(news))
  expect(await rows.filter({ has: page.getByText('weggefallen', { exact: true }) }).count()).toBe(Number(gone))
  expect(await rows.first().locator('.badge').count()).toBeGreaterThan(0)

  await button(page, 'Vergleich beenden').click()
  await eventually(() => parameters(page).before).toBeUndefined()
  await eventually(() => status(page).textContent()).not.toContain('gegenüber')
})

test('on a phone the tools stay folded until they are asked for', async () => {
  const page = await openPage('/map?asOf=2026-11-01', { width: 'phone' })
  await status(page).waitFor()
  expect(await button(page, '← Jahr').isVisible()).toBe(false)
  await button(page, 'Zeit, Vergleich, Bild').click()
  await button(page, '← Jahr').click()
  await eventually(() => parameters(page).asOf).toBe('2025-11-01')
})
