/** What goes onto paper or into a paper: a map as a picture, an initiative on one page, the list for a committee. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { answerOf, heading, openPage } from './browser.ts'
import { whenDrawn } from './canvas.ts'
import { settled } from './pages.ts'

const initiative = 'ini:990000000000:digitaler-bauantrag'
const around = `/map?focus=${initiative}&asOf=${asOf}`

async function taken(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
  return { file: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

test('a map names what it rests on: titles with their days, those that prove most first, and how many others', async () => {
  const page = await openPage(around)
  await whenDrawn(page)
  const { bytes } = await taken(page, 'Bild (SVG)')
  const texts = [...bytes.toString('utf8').matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text ?? '')
  const cited = texts.slice(texts.indexOf('Belege') + 1)
  expect(cited.filter((text) => /^\d+\.$/.test(text))).toHaveLength(12)
  expect(cited.join(' ')).toMatch(/Verantwortungsliste der Vorhaben, Stand Juni 2026 \(fiktiv\) \(30\. Juni 2026\)/)
  const all = Number(/(\d+) Quellen; sie stehen/.exec(texts.join('\n'))?.[1])
  expect(all).toBeGreaterThan(12)
  expect(cited.at(-1)).toBe(all === 13 ? 'und eine weitere' : `und ${all - 12} weitere`)
})

/** What the reader gets on paper. */
async function onPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
}

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length

test('a map as SVG: title, Stand, address, legend, and every node that is shown', async () => {
  const page = await openPage(around)
  await whenDrawn(page)
  const shown = Number(/(\d+) von/.exec((await page.getByRole('status').filter({ hasText: 'gezeigt' }).textContent()) ?? '')?.[1])
  const { file, bytes } = await taken(page, 'Bild (SVG)')
  expect(file).toBe('rund-um-digitaler-bauantrag.svg')
  const svg = bytes.toString('utf8')
  for (const words of ['Rund um: Digitaler Bauantrag', 'Stand 1. November 2026', 'Quellen; sie stehen', '/map?focus=', 'Legende', 'ist verantwortlich für']) expect(svg).toContain(words)
  expect(svg.match(/scale\([^"]*"><title>/g)).toHaveLength(shown)
})

test('the same as PNG, as large as the drawing', async () => {
  const page = await openPage(around)
  await whenDrawn(page)
  const { file, bytes } = await taken(page, 'Bild (PNG)')
  expect(file).toMatch(/\.png$/)
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(1_000)
})

test('the whole map on paper: the drawing with the areas of the spheres, no buttons, no canvas', async () => {
  const page = await openPage(`/map?asOf=${asOf}`)
  await whenDrawn(page)
  await onPaper(page)
  const drawn = page.locator('.map-print svg')
  await drawn.waitFor()
  expect(await drawn.textContent()).toContain('Örtliche Gemeinschaft')
  expect(await page.locator('.canvas').isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: 'Bild (SVG)' }).isVisible()).toBe(false)
})

test('an initiative on one page: the sentence, the chain, the sources, the address', async () => {
  const page = await openPage(`/e/${initiative}?asOf=${asOf}`)
  await settled(page)
  expect(pagesOf(await page.pdf({ format: 'A4' }))).toBe(1)
  await onPaper(page)
  expect(await answerOf(page).isVisible()).toBe(true)
  for (const title of ['Vom Beschluss zur Wirkung', 'Belege']) expect(await page.getByRole('heading', { name: title }).isVisible()).toBe(true)
  expect(await page.getByText(`/e/${initiative}`).isVisible()).toBe(true)
  expect(await page.getByRole('heading', { name: 'Beziehungen' }).isVisible()).toBe(false)
})

test('the decisions of a committee as a list on paper', async () => {
  const page = await openPage(`/decisions?asOf=${asOf}`)
  await settled(page)
  await page.getByLabel('Gremium').selectOption({ label: (await page.locator('option', { hasText: 'Rat der Stadt Musterstadt' }).textContent()) ?? '' })
  await expect.poll(() => heading(page).textContent()).toMatch(/^Von „Rat der Stadt Musterstadt“/)
  await onPaper(page)
  expect(await page.locator('select').first().isVisible()).toBe(false)
  const table = await page.locator('table').boundingBox()
  expect(table && table.x + table.width).toBeLessThanOrEqual(1440)
  expect(await page.getByRole('columnheader', { name: 'Wirkung' }).isVisible()).toBe(true)
})

test('the three lists of decisions are reached by the keyboard and say what they show', async () => {
  const page = await openPage(`/decisions?asOf=${asOf}`)
  await settled(page)
  for (const [name, first] of [
    ['3 Vorhaben ohne Beschluss', 'Umzug in die Verwaltungscloud'],
    ['2 Beschlüsse ohne Vorhaben', 'Ausgliederung des Kulturbetriebs'],
  ] as const) {
    await page.getByRole('link', { name }).focus()
    await page.keyboard.press('Enter')
    await page.locator('tbody tr').first().getByText(first).waitFor()
  }
})
