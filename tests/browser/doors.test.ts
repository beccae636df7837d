/** The three doors of the start page: each is one click from a real answer. */
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { answerOf, bothWidths, eventually, heading, openPage, parameters, pathOf } from './browser.ts'

const door = (page: Page, name: string) => page.getByRole('region', { name })
const linkHref = (page: Page, name: string, within: string) => door(page, name).locator(within).getByRole('link')

describe.each(bothWidths)('at %s width', (width) => {
  test('who owns an initiative: by search', async () => {
    const page = await openPage('/', { width })
    await heading(page).getByText('Wem gehört es, wer hängt davon ab, was fehlt?').waitFor()
    const field = door(page, 'Wem gehört ein Vorhaben?').getByLabel('Vorhaben suchen')
    await field.click()
    await page.keyboard.type('Digitaler Bauantrag', { delay: 20 })
    await page.getByRole('option', { name: 'Digitaler Bauantrag' }).first().click()
    await eventually(() => answerOf(page).textContent()).toMatch(/^Verantwortlich ist die Leitung Bauordnungsamt \(seit 1\. März 2025\)\. Beschlossen vom Rat der Stadt Musterstadt/)
    expect(await heading(page).textContent()).toBe('Digitaler Bauantrag')
    expect(pathOf(page)).toBe('/e/ini:990000000000:digitaler-bauantrag')
  })

  test('who owns an initiative: by an example', async () => {
    const page = await openPage('/', { width })
    const examples = linkHref(page, 'Wem gehört ein Vorhaben?', 'ul')
    await examples.first().waitFor()
    expect(await examples.count()).toBe(5)
    const name = (await examples.first().textContent()) ?? ''
    await examples.first().click()
    await eventually(() => heading(page).textContent()).toBe(name)
    await eventually(() => answerOf(page).textContent()).toMatch(/erantwortlich/)
  })

  test('what do we depend on: the biggest dependency leads to what hangs on it', async () => {
    const page = await openPage(`/?asOf=${asOf}`, { width })
    const providers = linkHref(page, 'Wovon hängen wir ab?', 'ul')
    await providers.first().waitFor()
    const name = (await providers.first().textContent()) ?? ''
    await providers.first().click()
    await page.waitForURL(/\/impact/)
    await eventually(() => heading(page).textContent()).toContain(name)
    await page.getByRole('heading', { name: /^Direkt betroffen/ }).waitFor()
    expect(await page.locator('.hit').count()).toBeGreaterThan(0)
    expect(parameters(page).asOf).toBe(asOf)
  })

  test('what do we depend on: by search', async () => {
    const page = await openPage('/', { width })
    await door(page, 'Wovon hängen wir ab?').getByLabel('System oder Partner suchen').click()
    await page.keyboard.type('bauportal', { delay: 20 })
    await page.getByRole('option', { name: /Bauportal/ }).first().click()
    await page.waitForURL(/\/impact/)
    await eventually(() => heading(page).textContent()).toMatch(/Bauportal.*\d+/)
    expect(pathOf(page)).toBe('/e/sys:990000000000:bauportal/impact')
  })

  test('the suggestions stay when the page moves under them', async () => {
    const page = await openPage('/', { width })
    await door(page, 'Wovon hängen wir ab?').getByLabel('System oder Partner suchen').click()
    await page.keyboard.type('bauportal', { delay: 20 })
    const hit = page.getByRole('option', { name: /Bauportal/ }).first()
    await hit.waitFor()
    const before = await page.evaluate(() => window.scrollY)
    await page.evaluate(() => {
      document.body.style.minHeight = '3000px'
      window.scrollBy(0, 40)
    })
    await eventually(() => page.evaluate(() => window.scrollY)).not.toBe(before)
    // Two frames: one in which the scroll is told, one in which its effect is drawn.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    await hit.click()
    await page.waitForURL(/\/impact/)
  })

  test('what do we depend on: the sentence leads to its question', async () => {
    const page = await openPage('/', { width })
    const sentence = door(page, 'Wovon hängen wir ab?').getByRole('link').first()
    await sentence.waitFor()
    const text = await sentence.textContent()
    await sentence.click()
    await page.waitForURL(/\/questions\/T08/)
    await eventually(() => heading(page).textContent()).toBe(text)
    await page.getByRole('region', { name: 'Antwort als Tabelle' }).waitFor()
  })

  test('what is incomplete: every count leads to a list of that length', async () => {
    const page = await openPage(`/?asOf=${asOf}`, { width })
    const counts = linkHref(page, 'Was ist unvollständig?', '.counts')
    await counts.first().waitFor()
    expect(await counts.count()).toBe(9)
    const number = Number(await counts.first().locator('.count__number').textContent())
    const label = (await counts.first().locator('span').last().textContent()) ?? ''
    await counts.first().click()
    await page.waitForURL(/\/gaps\//)
    const rows = page.getByRole('region', { name: label }).getByRole('row')
    await eventually(async () => (await rows.count()) - 1).toBe(number)
    expect(await heading(page).textContent()).not.toBe('')
  })

  test('what is incomplete: all kinds', async () => {
    const page = await openPage('/', { width })
    await door(page, 'Was ist unvollständig?').getByRole('link', { name: 'Alle Lücken ansehen' }).click()
    await page.waitForURL(/\/gaps$/)
    await eventually(() => page.locator('.gap-kind').count()).toBe(9)
  })
})

test('the start page is no hairball: it loads neither the map nor its library', async () => {
  const page = await openPage('/')
  await linkHref(page, 'Was ist unvollständig?', '.counts').first().waitFor()
  await page.waitForLoadState('networkidle')
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  expect(files.some((name) => /\/api\/v1\/gaps/.test(name))).toBe(true)
  expect(files.filter((name) => /cytoscape|\/map|neighbourhood/.test(name))).toEqual([])
})
