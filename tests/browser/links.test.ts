/** Shared links whose thing has ended, has not begun, is hidden from this reader or was never there. Merged ones: merging.own.test.ts. */
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { answerOf, eventually, heading, openPage, parameters } from './browser.ts'
import { settled } from './pages.ts'

/** Dissolved on 1 July 2025. */
const ended = 'unit:990000000000:e-government'
/** Marked internal in the seed. */
const internal = 'ini:990000000000:sicherheitsuebung'
const unknown = 'ini:990000000000:gibt-es-nicht'

const linksTo = (id: string) => [`/e/${id}?asOf=${asOf}`, `/e/${id}/impact?asOf=${asOf}`, `/map?focus=${id}&asOf=${asOf}`]
const said = (page: Page) => page.locator('.notice--link')

test.each(linksTo(ended))('%s says when it ended, and offers the last day on which it was there', async (path) => {
  const page = await openPage(path)
  await said(page).getByText('„Amt für E-Government“ gibt es seit dem 1. Juli 2025 nicht mehr.').waitFor()
  await said(page).getByRole('link', { name: 'Stand vom 30. Juni 2025 ansehen' }).click()
  await eventually(() => parameters(page).asOf).toBe('2025-06-30')
  await eventually(() => said(page).count()).toBe(0)
  await settled(page)
})

test('the one-pager of something that ended says so on paper', async () => {
  const page = await openPage(`/e/${ended}?asOf=${asOf}`)
  await settled(page)
  await page.emulateMedia({ media: 'print' })
  expect(await said(page).isVisible()).toBe(true)
  expect(await said(page).innerText()).toBe('„Amt für E-Government“ gibt es seit dem 1. Juli 2025 nicht mehr.')
})

test('before something begins the page says from when on it is there', async () => {
  const page = await openPage(`/e/${ended}?asOf=2018-12-31`)
  await said(page).getByText('„Amt für E-Government“ gibt es am 31. Dezember 2018 noch nicht, erst seit dem 1. Januar 2019.').waitFor()
  await said(page).getByRole('link', { name: 'Stand vom 1. Januar 2019 ansehen' }).click()
  await eventually(() => parameters(page).asOf).toBe('2019-01-01')
  await answerOf(page).waitFor()
  await eventually(() => said(page).count()).toBe(0)
})

test('what is hidden and what was never there read the same, word for word, and lead on', async () => {
  const texts = async (id: string) => {
    const found: string[] = []
    for (const path of linksTo(id)) {
      const page = await openPage(path, { base: inject('publicUrl'), tolerate: [404] })
      await page.getByRole('alert').waitFor()
      await page.waitForLoadState('networkidle')
      found.push(`${await page.title()} ${await page.getByRole('main').innerText()}`)
      await page.getByRole('alert').getByRole('link', { name: 'Alle Einträge' }).click()
      await eventually(() => heading(page).textContent()).toMatch(/^\d+ Einträge/)
    }
    return found
  }
  const hidden = await texts(internal)
  expect(hidden).toEqual(await texts(unknown))
  for (const text of hidden) expect(text).toContain('Diesen Eintrag gibt es nicht, oder er ist nicht veröffentlicht.')
  for (const text of hidden) expect(text).not.toMatch(/Sicherheits|path\.id|Technische/)
})

test.each([
  ['that was forgotten', '0199c0de-0000-4000-8000-000000000002', 404],
  ['of which only half of the address came', '0199c0de-0000', 400],
])('a saved view %s: the map is there, with one sentence', async (_, id, status) => {
  const page = await openPage(`/map?saved=${id}&asOf=${asOf}`, { tolerate: [status] })
  await said(page).getByText('Die gemerkte Ansicht gibt es nicht, oder sie ist nicht veröffentlicht.').waitFor()
  await settled(page)
})
