/** Search from anywhere: what people type, with slips and keys, and what they type by accident. */
import type { SearchAnswer } from '@kommunalgraph/contract/answers.ts'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answerOf, eventually, heading, openPage, pathOf } from './browser.ts'

const field = (page: Page) => page.getByRole('banner').getByLabel('Suchen', { exact: true })
const options = (page: Page) => page.getByRole('listbox').getByRole('option')
const names = (page: Page) => options(page).locator('.search__name').allTextContents()

/** Presses `/` wherever the focus is and types. */
async function typed(page: Page, text: string): Promise<void> {
  await heading(page).waitFor()
  await page.keyboard.press('/')
  await eventually(() => field(page).evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.type(text, { delay: 15 })
}

describe('from any page', () => {
  test.each(['/', '/gaps', '/e/ini:990000000000:e-akte', '/map?focus=ini:990000000000:e-akte'])('the key / focuses the search on %s', async (path) => {
    const page = await openPage(path)
    await typed(page, 'bauantrag')
    await eventually(() => names(page)).toContain('Digitaler Bauantrag')
    expect(await field(page).inputValue()).toBe('bauantrag')
  })

  test('in a field, / is a character', async () => {
    const page = await openPage('/entities')
    await page.getByRole('search').getByLabel('Text').click()
    await page.keyboard.type('2026/0')
    expect(await page.getByRole('search').getByLabel('Text').inputValue()).toBe('2026/0')
  })

  test('what is typed while the suggestions still load is neither lost nor turned round', async () => {
    const page = await openPage('/')
    await heading(page).waitFor()
    await page.route(/SearchCombo.*\.js/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      await route.continue()
    })
    await page.keyboard.press('/')
    await page.keyboard.type('digitaler bauantrag', { delay: 120 })
    await eventually(() => field(page).inputValue()).toBe('digitaler bauantrag')
    await eventually(() => names(page)).toContain('Digitaler Bauantrag')
  })
})

describe('what is found', () => {
  test('with a slip of the finger', async () => {
    const page = await openPage('/')
    await typed(page, 'bauantrg')
    await eventually(() => names(page)).toContain('Digitaler Bauantrag')
  })

  test('Straße and strasse alike', async () => {
    const found: string[][] = []
    for (const text of ['Straße', 'strasse']) {
      const page = await openPage('/')
      const answered = page.waitForResponse((one) => new URL(one.url()).searchParams.get('q') === text)
      await typed(page, text)
      // Hits of the letters typed before stand until these come.
      const { items } = (await (await answered).json()) as SearchAnswer
      await eventually(() => names(page)).toEqual(items.map((hit) => hit.entity.name))
      found.push(await names(page))
    }
    expect(found[0]?.some((name) => /straße/i.test(name))).toBe(true)
    expect(found[1]).toEqual(found[0])
  })

  test('an official key, with the property where it was found', async () => {
    const page = await openPage('/')
    await typed(page, '99115005104000')
    await eventually(() => names(page)).toContain('Wohnsitz Anmeldung')
    expect(await options(page).first().textContent()).toMatch(/gefunden in: /)
  })

  test('with the names of the types, never their codes', async () => {
    const page = await openPage('/')
    await typed(page, 'Digitaler Bauantrag')
    await eventually(() => names(page)).toContain('Digitaler Bauantrag')
    expect(await options(page).filter({ hasText: /^Digitaler Bauantrag/ }).first().locator('.search__type').textContent()).toMatch(/^Vorhaben/)
  })
})

describe('what opens it', () => {
  test('Enter opens the best hit', async () => {
    const page = await openPage('/')
    await typed(page, 'digitaler bauantrag')
    await eventually(async () => (await names(page))[0]).toBe('Digitaler Bauantrag')
    await page.keyboard.press('Enter')
    await eventually(() => pathOf(page)).toBe('/e/ini:990000000000:digitaler-bauantrag')
    await eventually(() => answerOf(page).textContent()).toMatch(/^Verantwortlich ist die Leitung Bauordnungsamt/)
    expect(await field(page).inputValue()).toBe('')
  })

  test('Enter pressed before the hits are there opens it as soon as they are', async () => {
    const page = await openPage('/')
    await typed(page, 'digitaler bauantrag')
    await page.keyboard.press('Enter')
    await eventually(() => pathOf(page)).toBe('/e/ini:990000000000:digitaler-bauantrag')
  })

  test('arrow keys choose another', async () => {
    const page = await openPage('/')
    await typed(page, 'digital')
    await eventually(async () => (await names(page)).length).toBeGreaterThan(3)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const name = await page.locator('.search__item[data-focused] .search__name').textContent()
    expect(name).toBe((await names(page))[1])
    await page.keyboard.press('Enter')
    await eventually(() => heading(page).textContent()).toBe(name)
  })

  test('Escape closes it and stays on the page', async () => {
    const page = await openPage('/gaps')
    await typed(page, 'bauantrag')
    await options(page).first().waitFor()
    await page.keyboard.press('Escape')
    await eventually(() => options(page).count()).toBe(0)
    expect(pathOf(page)).toBe('/gaps')
  })
})

describe('what is typed by accident', () => {
  test.each(['xyzzyqqq', '*', '"', '\\'])('%s: nothing found, and what to do next', async (text) => {
    const page = await openPage('/')
    await typed(page, text)
    await page.getByText(`Nichts gefunden zu „${text}“. Andere Schreibweise versuchen`).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test.each(['xqzvw AND (', 'xqzvw:* OR "', '[xqzvw TO', '/xqzvw/ && ~', 'xqzvw^9 +-!{}'])('query syntax is text: %s', async (text) => {
    const page = await openPage('/')
    await typed(page, text)
    await page.getByText('Nichts gefunden zu „').waitFor()
    expect(await page.getByText('Die Suche antwortet gerade nicht.').count()).toBe(0)
  })

  test.each([['bauantrag '.repeat(30), 'Digitaler Bauantrag'], ['ü'.repeat(2_000), undefined]])('more than 200 characters are cut, and it says so', async (text, hit) => {
    const page = await openPage('/')
    await typed(page, 'x')
    await field(page).fill(text)
    await page.getByText('Der Suchtext war zu lang; gesucht wurde mit den ersten 200 Zeichen.').waitFor()
    if (hit) await eventually(() => names(page)).toContain(hit)
    else await page.getByText('Nichts gefunden zu „ü').waitFor()
  })
})
