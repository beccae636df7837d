/**
 * Pages speak German or English: no ids, no codes, no names of relations in capitals, whatever is read or read aloud.
 * German pages are looked at in `barriers.ts`, on the same visit and at both widths.
 */
import { expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { mainPages, onDay, settled } from './pages.ts'
import { codes, codesIn, words } from './words.ts'

test('the search finds what must not be there', () => {
  expect(codes.size).toBeGreaterThan(30)
  const wrong = ['ini:990000000000:digitaler-bauantrag', 'no_accountable', 'own_budget', 'ACCOUNTABLE_FOR', '2026-11-01', 'undefined', 'entity.evidenceCount']
  expect(codesIn(wrong)).toEqual(wrong)
  expect(codesIn(['Verantwortlich', 'z.B.', '1.', 'November', '760.000', 'https://web1.karlsruhe.de/ris', 'Nr.', 'E-Akte', 'service.bund.de'])).toEqual([])
})

test.each(mainPages)('English %s is English', async (_, path) => {
  const page = await openPage(`${onDay(path)}&lang=en`)
  await settled(page)
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(codesIn(await words(page))).toEqual([])
  const text = await page.getByRole('main').innerText()
  expect(text).not.toMatch(/\b(Verantwortlich|Belege|gezeigt|Lücken|Zum Beispiel|nicht bekannt)\b/)
})
