/** German pages speak German: no ids, no codes, no names of relations in capitals, whatever is read or read aloud. */
import type { Page } from 'playwright-core'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { gapKindNames } from '@kommunalgraph/contract/gaps.ts'
import { describe, expect, test } from 'vitest'
import { bothWidths, openPage } from './browser.ts'
import { mainPages, onDay, settled } from './pages.ts'

const codes = new Set([
  ...Object.values(ontology.vocabularies).flatMap((vocabulary) => Object.keys(vocabulary.codes)),
  ...gapKindNames,
].filter((code) => code.includes('_')))
const relations = new Set(Object.keys(ontology.relationTypes).filter((name) => name.includes('_')))

/** Everything that is shown, and what a screen reader says of it. */
const words = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const spoken = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap((one) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => one.getAttribute(name) ?? ''))
    return [document.title, document.body.innerText, ...spoken].flatMap((text) => text.split(/[\s,;()„“"]+/)).filter(Boolean)
  })

function codesIn(all: readonly string[]): string[] {
  return all.filter((word) => {
    const bare = word.replace(/[.:]$/, '')
    return /\b[a-z]{2,5}:[0-9a-z]+:/.test(word) || codes.has(bare) || relations.has(bare) || /^(undefined|null|NaN|\[object)/.test(word) || /\d{4}-\d{2}-\d{2}/.test(word) || /[a-z]+\.[a-z]+[A-Z]\w*/.test(word)
  })
}

test('the search finds what must not be there', () => {
  expect(codes.size).toBeGreaterThan(30)
  const wrong = ['ini:990000000000:digitaler-bauantrag', 'no_accountable', 'own_budget', 'ACCOUNTABLE_FOR', '2026-11-01', 'undefined', 'entity.evidenceCount']
  expect(codesIn(wrong)).toEqual(wrong)
  expect(codesIn(['Verantwortlich', 'z.B.', '1.', 'November', '760.000', 'https://web1.karlsruhe.de/ris', 'Nr.', 'E-Akte', 'service.bund.de'])).toEqual([])
})

describe.each(bothWidths)('at %s width', (width) => {
  test.each(mainPages)('%s', async (_, path) => {
    const page = await openPage(onDay(path), { width })
    await settled(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(codesIn(await words(page))).toEqual([])
  })
})

test.each(mainPages)('English %s is English', async (_, path) => {
  const page = await openPage(`${onDay(path)}&lang=en`)
  await settled(page)
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(codesIn(await words(page))).toEqual([])
  const text = await page.getByRole('main').innerText()
  expect(text).not.toMatch(/\b(Verantwortlich|Belege|gezeigt|Lücken|Zum Beispiel|nicht bekannt)\b/)
})
