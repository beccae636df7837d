/** The page of the 48 questions, and an answer with all that can be done with it. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { bothWidths, eventually, heading, openPage, parameters } from './browser.ts'
import { nodeIds, whenDrawn } from './canvas.ts'

const table = (page: Page) => page.getByRole('region', { name: 'Antwort als Tabelle' })

describe.each(bothWidths)('at %s width', (width) => {
  test('lists 48 questions by audience, and filters them', async () => {
    const page = await openPage('/questions', { width })
    const links = page.locator('.question-row').getByRole('link')
    await eventually(() => links.count()).toBe(48)
    for (const audience of ['Politik', 'Strategie', 'IT und Organisation', 'Datenpflege']) await page.getByRole('region', { name: audience }).getByText(/^Für /).waitFor()
    const field = page.getByLabel('Fragen filtern', { exact: true }).and(page.getByRole('searchbox'))
    await field.fill('anbieter abhängig')
    await eventually(() => links.allTextContents()).toEqual(['Wie abhängig sind wir von welchem Anbieter?'])
    await page.getByText('1 von 48 Fragen').waitFor()
    await field.fill('Einhorn')
    await page.getByText('Keine Frage enthält diese Wörter.').waitFor()
    await field.fill('P10')
    await links.first().click()
    await eventually(() => heading(page).textContent()).toMatch(/^In den nächsten 6 Monaten lauf|^In den nächsten 6 Monaten läuft/)
  })

  test('an answer is a sentence, a table and, on a phone on request, a map', async () => {
    const page = await openPage(`/questions/T07?asOf=${asOf}`, { width })
    await eventually(() => heading(page).textContent()).toMatch(/^6 Zuständigkeiten stehen zur Diskussion\./)
    expect(await table(page).getByRole('row').count()).toBe(7)
    if (width === 'phone') {
      expect(await page.locator('.canvas').count()).toBe(0)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      await page.getByRole('button', { name: /^Karte mit \d+ Einträgen zeigen$/ }).click()
    }
    await whenDrawn(page)
    expect(await nodeIds(page)).toContain('rev:990000000000:wohngeld')
    await page.getByRole('button', { name: 'Karte schließen' }).click()
    await eventually(() => page.locator('.canvas').count()).toBe(0)
  })
})

test('a long list in a cell opens on request', async () => {
  const page = await openPage(`/questions/T09?asOf=${asOf}`)
  const row = table(page).getByRole('row', { name: /^Rechenzentrum Rathaus/ })
  await row.getByText('22 weitere Einträge').click()
  await eventually(() => row.locator('li:visible').count()).toBeGreaterThanOrEqual(27)
})

test('the answer is copied with its day, its sources and an address that answers the same tomorrow', async () => {
  const page = await openPage(`/questions/P06?asOf=${asOf}`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Antwort kopieren', exact: true }).click()
  await page.getByText('Antwort mit Stand und Quellen kopiert.').waitFor()
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
  expect(lines[1]).toBe(await heading(page).textContent())
  expect(lines[2]).toBe('Stand 1. November 2026')
  expect(lines[3]).toMatch(/^Belege: Beteiligungsbericht 2025 \(fiktiv\) \(31\. März 2026\)$/)
  await page.getByRole('button', { name: 'Link zu dieser Antwort kopieren' }).click()
  await page.getByText('Link kopiert.').waitFor()
  const address = await page.evaluate(() => navigator.clipboard.readText())
  expect(lines[4]).toBe(address)
  const { pathname, search } = new URL(address)
  expect(search).toContain('id=org:990000000000:glasfaser')
  const again = await openPage(`${pathname}${search}`)
  await eventually(() => heading(again).textContent()).toBe(lines[1])
  expect(parameters(again)).toEqual({ id: 'org:990000000000:glasfaser', asOf })
  expect(await again.getByText('Mit einem Beispiel beantwortet.').count()).toBe(0)
})

test('without a clipboard the text can be copied by hand', async () => {
  const page = await openPage(`/questions/P08?asOf=${asOf}`)
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await page.getByRole('button', { name: 'Antwort kopieren', exact: true }).click()
  const text = page.getByLabel(/^Der Browser gibt die Zwischenablage nicht frei\./)
  expect(await text.inputValue()).toContain('zugleich im Rat und in Aufsichtsgremien')
  await eventually(() => page.evaluate(() => getSelection()?.toString() ?? '')).toContain('Stand 1. November 2026')
})

test('the table is a file', async () => {
  const page = await openPage(`/questions/P10?months=1&asOf=${asOf}`)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tabelle als CSV laden' }).click()])
  expect(download.suggestedFilename()).toBe('frage-p10-2026-11-01.csv')
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFVorhaben;/)
  expect(lines).toHaveLength(3)
})

test('an open end is said in words, and a needed set of parameters has an example', async () => {
  const page = await openPage(`/questions/D01?asOf=${asOf}`)
  await eventually(() => heading(page).textContent()).toMatch(/^„Leitung Bauordnungsamt“ ist verantwortlich für „Digitaler Bauantrag“/)
  await table(page).getByRole('cell', { name: 'offen', exact: true }).waitFor()
  expect(await table(page).getByText('9999').count()).toBe(0)
  await page.getByRole('combobox', { name: 'Beziehung', exact: true }).selectOption({ label: 'finanziert' })
  await eventually(() => heading(page).textContent()).toBe('Zu dieser Aussage ist keine Quelle zu finden.')
})

test('a day is chosen as a day', async () => {
  const page = await openPage(`/questions/D03?asOf=${asOf}`)
  await eventually(() => heading(page).textContent()).toMatch(/^Seit dem 1\. Januar 2025 /)
  await page.getByLabel('Früherer Tag').fill('2025-06-30')
  await eventually(() => heading(page).textContent()).toMatch(/^Seit dem 30\. Juni 2025 /)
  expect(parameters(page).before).toBe('2025-06-30')
})
