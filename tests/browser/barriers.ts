/**
 * Every kind of page, visited once for each width: axe finds nothing serious, in both themes; nothing scrolls sideways;
 * it speaks German, and English after the switch.
 * One file of tests for each width and audience, so that they run side by side.
 */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { eventually, openPage, type Width } from './browser.ts'
import { type Kind, onDay, settled } from './pages.ts'
import { codesIn, words } from './words.ts'

/** Axe, which describes only what it holds against a page: to describe all that is well takes it longer than to find it. */
const axe = (page: Page) => new AxeBuilder({ page }).options({ resultTypes: ['violations'] })

/** What axe holds against the page, as a reader of the test needs it: rule, place, and why. */
export async function serious(page: Page, without: string[] = []): Promise<string[]> {
  return barriers(await axe(page).disableRules(without).analyze())
}

/** The dark theme changes colours and nothing else. */
async function inTheDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  return barriers(await axe(page).withRules(['color-contrast']).analyze())
}

function barriers({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): string[] {
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary?.replaceAll(/\s+/g, ' ')}`),
    )
}

/** Switches the language, and finds nothing German left. */
async function speaksEnglish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click()
  await eventually(() => page.locator('html').getAttribute('lang')).toBe('en')
  await settled(page)
  const german = /\b(Verantwortlich|Belege|gezeigt|Lücken|Zum Beispiel|nicht bekannt)\b/
  await eventually(() => page.getByRole('main').innerText()).not.toMatch(german)
  expect(codesIn(await words(page))).toEqual([])
}

/** The tests of one width, on these pages. */
export const noBarriersOn = (pages: readonly Kind[], width: Width) =>
  describe(`at ${width} width`, () => {
    test.each(pages)('%s has no serious barrier, light or dark, fits the window, and speaks one language', async (_, path) => {
      const page = await openPage(onDay(path), { width })
      await settled(page)
      expect(await page.locator('html').getAttribute('lang')).toBe('de')
      expect(codesIn(await words(page))).toEqual([])
      expect(await serious(page), 'light').toEqual([])
      // Colours do not depend on the width.
      if (width === 'wide') expect(await inTheDark(page), 'dark').toEqual([])
      const { content, window } = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        window: document.documentElement.clientWidth,
      }))
      expect(content).toBeLessThanOrEqual(window)
      // Words do not depend on it either.
      if (width === 'wide') await speaksEnglish(page)
    })
  })

/** The same on what opens over a page. */
export const noBarriersAbove = (width: Width) =>
  describe(`above a page at ${width} width`, () => {
    test('none has the open list of suggestions', async () => {
      const page = await openPage('/', { width })
      await settled(page)
      await page.keyboard.press('/')
      await page.keyboard.type('digital', { delay: 20 })
      await page.getByRole('option').first().waitFor()
      // While the list is open the rest is hidden from screen readers, and Tab closes it first: nothing hidden gets the focus.
      const exempt = ['aria-hidden-focus']
      expect(await serious(page, exempt)).toEqual([])
      expect(await inTheDark(page)).toEqual([])
      await page.keyboard.press('Tab')
      await eventually(() => page.locator('.search__item').count()).toBe(0)
      expect(await page.evaluate(() => document.activeElement?.closest('[aria-hidden="true"]'))).toBeNull()
    })

    test('nor have the details of a node, an error, and the dialog that asks before it deletes', async () => {
      const details = await openPage(
        onDay('/map?focus=ini:990000000000:digitaler-bauantrag&sel=sys:990000000000:bauportal'),
        { width },
      )
      await settled(details)
      await details.getByRole('complementary', { name: 'Ausgewählt' }).waitFor()
      expect(await serious(details)).toEqual([])

      const missing = await openPage('/e/ini:990000000000:gibt-es-nicht', { width, tolerate: [404] })
      await missing.getByRole('alert').waitFor()
      expect(await serious(missing)).toEqual([])

      const dialog = await openPage('/', { width })
      await settled(dialog)
      await dialog.getByRole('button', { name: 'Beispieldaten entfernen' }).click()
      await dialog.getByRole('dialog', { name: 'Musterstadt entfernen?' }).waitFor()
      expect(await dialog.getByRole('button', { name: 'Endgültig entfernen' }).isDisabled()).toBe(true)
      expect(await serious(dialog)).toEqual([])
    })
  })
