/** What public readers see: everything published, nothing internal, and that this is the public view. */
import { describe, expect, inject, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { answerOf, eventually, heading, openPage } from './browser.ts'

const base = () => inject('publicUrl')
/** Marked internal in the seed. */
const internal = { id: 'ini:990000000000:sicherheitsuebung', name: 'Sicherheitsvorfall-Übung 2026' }

test('says that it is the public view; the internal one says that it is internal', async () => {
  await (await openPage('/', { base: base() })).getByRole('contentinfo').getByText('Öffentliche Ansicht').waitFor()
  await (await openPage('/')).getByRole('contentinfo').getByText('Interne Ansicht').waitFor()
})

test('answers what is published', async () => {
  const page = await openPage(`/e/ini:990000000000:freies-wlan?asOf=${asOf}`, { base: base() })
  await eventually(() => answerOf(page).textContent()).toContain('Für dieses Vorhaben ist eine verantwortliche Stelle nicht veröffentlicht oder nicht bekannt.')
})

describe('an internal initiative', () => {
  test('has its page inside, marked internal', async () => {
    const page = await openPage(`/e/${internal.id}?asOf=${asOf}`)
    await eventually(() => heading(page).textContent()).toBe(internal.name)
    expect(await page.locator('.entity-head').getByText('verwaltungsintern', { exact: true }).count()).toBe(1)
  })

  test('is for the public as if it did not exist', async () => {
    const page = await openPage(`/e/${internal.id}?asOf=${asOf}`, { base: base(), tolerate: [404] })
    await page.getByRole('alert').getByText('Diesen Eintrag gibt es nicht, oder er ist nicht veröffentlicht.').waitFor()
    const focus = await openPage(`/map?focus=${internal.id}&asOf=${asOf}`, { base: base(), tolerate: [404] })
    await focus.getByRole('alert').getByText('Diesen Eintrag gibt es nicht, oder er ist nicht veröffentlicht.').waitFor()
  })

  test('is in no list and no suggestion', async () => {
    for (const [at, count] of [
      [undefined, 1],
      [base(), 0],
    ] as const) {
      const list = await openPage(`/entities?type=Initiative&q=Sicherheitsvorfall&asOf=${asOf}`, at ? { base: at } : {})
      await eventually(() => heading(list).textContent()).toMatch(/^\d+ Eintr/)
      expect(await list.getByRole('link', { name: internal.name }).count()).toBe(count)

      const search = await openPage(`/?asOf=${asOf}`, at ? { base: at } : {})
      await heading(search).waitFor()
      await search.keyboard.press('/')
      await search.keyboard.type('Sicherheitsvorfall', { delay: 20 })
      await eventually(() => search.locator('.search__note, .search__item').count()).toBeGreaterThan(0)
      await eventually(() => search.getByRole('option', { name: internal.name }).count()).toBe(count)
    }
  })

  test.each(['/map', '/map?view=list', '/gaps/no_accountable', '/gaps/no_decision_or_budget', '/questions/P04', '/entities'])('does not show on %s', async (path) => {
    const page = await openPage(`${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`, { base: base() })
    await heading(page).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByText(internal.name).count()).toBe(0)
  })
})
