/** Searching within the map, selecting several, sizes by figures: on the canvas, by keyboard, and in the list twin. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { eventually, heading, openPage, parameters } from './browser.ts'
import { nodeIds, whenDrawn, withClass } from './canvas.ts'

const focus = 'ini:990000000000:digitaler-bauantrag'
const around = `/map?focus=${focus}&asOf=${asOf}`
const whole = `/map?asOf=${asOf}`

const field = (page: Page) => page.getByRole('searchbox', { name: 'In der Karte suchen' })
const said = (page: Page) => page.locator('.map-tools__said').allTextContents().then((texts) => texts.join(' '))
const rows = (page: Page) => page.getByRole('region', { name: 'Liste' }).locator('tbody tr')
const names = (page: Page) => page.getByRole('region', { name: 'Liste' }).getByRole('rowheader').getByRole('link').allTextContents()

/** Text without case and accents, as a reader compares it. */
const plain = (text: string) => text.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss')

test('a search marks what contains the text, says how many, and Enter goes from hit to hit', async () => {
  const page = await openPage(whole)
  await whenDrawn(page)
  await field(page).fill('KAMMER')
  await eventually(() => said(page)).toMatch(/^(Ein Eintrag|\d+) von \d+ /)
  const hits = await withClass(page, 'hit')
  expect(hits.length).toBeGreaterThan(0)
  expect((await withClass(page, 'missed')).length).toBe((await nodeIds(page)).length - hits.length)
  await eventually(() => parameters(page).find).toBe('KAMMER')

  await field(page).fill('stadt')
  await eventually(async () => (await withClass(page, 'hit')).length).toBeGreaterThan(5)
  const many = await withClass(page, 'hit')
  await field(page).press('Enter')
  await eventually(() => said(page)).toMatch(new RegExp(`^Treffer 1 von ${many.length}: `))
  const [first] = await withClass(page, 'walked')
  expect(many).toContain(first)
  await field(page).press('Enter')
  await eventually(() => said(page)).toMatch(/^Treffer 2 von/)
  expect(await withClass(page, 'walked')).not.toEqual([first])
  await field(page).press('Shift+Enter')
  await eventually(() => withClass(page, 'walked')).toEqual([first])
  await field(page).press('Shift+Enter')
  await eventually(() => said(page)).toMatch(new RegExp(`^Treffer ${many.length} von ${many.length}: `))

  await field(page).press('Escape')
  await eventually(() => withClass(page, 'hit')).toEqual([])
  expect(await withClass(page, 'missed')).toEqual([])
  await eventually(() => parameters(page).find).toBeUndefined()
})

test('in the list twin the search filters, and the address brings it back', async () => {
  const page = await openPage(`${whole}&view=list`)
  await rows(page).first().waitFor()
  const all = await rows(page).count()
  await field(page).fill('schul')
  await eventually(() => rows(page).count()).toBeLessThan(all)
  const found = await names(page)
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((name) => !plain(name).includes('schul'))).toEqual([])
  await eventually(() => parameters(page).find).toBe('schul')
  await page.reload()
  await rows(page).first().waitFor()
  expect(await field(page).inputValue()).toBe('schul')
  expect(await names(page)).toEqual(found)
  await field(page).fill('gibt es nicht')
  await eventually(() => rows(page).count()).toBe(0)
  expect(await said(page)).toContain('0 von')
})

/** Takes in what lies between two corners of the canvas. */
async function drawBox(page: Page): Promise<void> {
  const box = await page.locator('.canvas__box').boundingBox()
  if (!box) throw new Error('There is no canvas')
  await page.mouse.move(box.x + 4, box.y + 4)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
  await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height - 4, { steps: 4 })
  await page.mouse.up()
}

test.each(['Shift', 'the switch'])('a rectangle selects several, with %s; only these are shown then, and all again', async (way) => {
  const page = await openPage(around)
  await whenDrawn(page)
  const all = await nodeIds(page)
  await page.locator('.canvas__box').scrollIntoViewIfNeeded()
  if (way === 'Shift') await page.keyboard.down('Shift')
  else await page.getByRole('button', { name: 'Mehrere auswählen' }).click()
  await page.locator('.canvas__pick').waitFor()
  await drawBox(page)
  if (way === 'Shift') await page.keyboard.up('Shift')
  const picked = await withClass(page, 'picked')
  expect(picked.length).toBeGreaterThan(1)
  expect(picked.length).toBeLessThan(all.length)
  await page.getByText(`${picked.length} Einträge ausgewählt (✓)`).waitFor()

  await page.getByRole('button', { name: 'Nur diese zeigen' }).click()
  await eventually(async () => [...(await nodeIds(page))].sort()).toEqual([...picked].sort())
  expect(parameters(page).these?.split(',').sort()).toEqual([...picked].sort())
  await page.reload()
  await whenDrawn(page)
  expect([...(await nodeIds(page))].sort()).toEqual([...picked].sort())
  await page.getByRole('button', { name: 'Wieder alle zeigen' }).click()
  await eventually(async () => (await nodeIds(page)).length).toBe(all.length)
})

test('by keyboard: the space bar takes the entry in and out; as a list it is that list', async () => {
  const page = await openPage(around)
  await whenDrawn(page)
  await page.getByRole('application').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await eventually(() => withClass(page, 'picked')).toEqual([focus])
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']) {
    await page.keyboard.press(key)
    if ((await withClass(page, 'walked'))[0] !== focus) break
  }
  await page.keyboard.press('Space')
  await eventually(async () => (await withClass(page, 'picked')).length).toBe(2)
  await page.getByRole('button', { name: 'Als Liste zeigen' }).click()
  await eventually(() => rows(page).count()).toBe(2)
  expect(await names(page)).toContain('Digitaler Bauantrag')
  expect(parameters(page)).toMatchObject({ view: 'list' })

  // The list twin selects by boxes.
  await page.getByRole('button', { name: 'Wieder alle zeigen' }).click()
  await eventually(() => rows(page).count()).toBeGreaterThan(2)
  await page.getByRole('button', { name: 'Mehrere auswählen' }).click()
  await page.getByRole('checkbox', { name: 'Digitaler Bauantrag auswählen' }).check()
  await page.getByText('Ein Eintrag ausgewählt (✓)').waitFor()
  await page.getByRole('button', { name: 'Auswahl leeren' }).click()
  await eventually(() => page.getByText('ausgewählt (✓)').count()).toBe(0)
})

test('more than an address holds is refused in words', async () => {
  const page = await openPage(`${whole}&view=list`)
  await rows(page).first().waitFor()
  await page.getByRole('button', { name: 'Karte', exact: true }).click()
  await whenDrawn(page)
  await page.getByRole('button', { name: 'Mehrere auswählen' }).click()
  const box = await page.locator('.canvas__pick').boundingBox()
  if (!box) throw new Error('There is no canvas')
  await page.mouse.move(box.x + 2, box.y + 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 2, box.y + box.height - 2, { steps: 5 })
  await page.mouse.up()
  await page.getByText('höchstens 100').waitFor()
  expect(await page.getByRole('button', { name: 'Nur diese zeigen' }).isDisabled()).toBe(true)
})

test('sizes by figures: worked out beside the page, named in a sentence, columns of the list', async () => {
  const page = await openPage(whole)
  await whenDrawn(page)
  await page.getByLabel('Größe nach').selectOption('degree')
  await eventually(() => said(page)).toMatch(/Die meisten Verbindungen unter den gezeigten Einträgen: .+ \(\d+\), .+ \(\d+\) und .+ \(\d+\)\./)
  expect(parameters(page).size).toBe('degree')
  await page.getByLabel('Größe nach').selectOption('betweenness')
  await eventually(() => said(page)).toMatch(/Am meisten vermitteln: .+\. Die Zahl sagt/)
  const [, first] = /Am meisten vermitteln: (.+?) \(/.exec(await said(page)) ?? []

  await page.getByRole('button', { name: 'Liste', exact: true }).click()
  await page.getByRole('columnheader', { name: /Vermittlung/ }).waitFor()
  await eventually(async () => (await names(page))[0]).toBe(first)
  const figures = async (column: number) => (await rows(page).locator(`td:nth-of-type(${column})`).allTextContents()).map((text) => Number(text.replaceAll('.', '')))
  const falling = (values: number[]) => [...values].sort((a, b) => b - a)
  await eventually(async () => {
    const between = await figures(3)
    return between.length > 0 && !between.some(Number.isNaN) && between.join() === falling(between).join()
  }).toBe(true)
  await page.getByRole('button', { name: /Zahl der Verbindungen/ }).click()
  await eventually(() => parameters(page).by).toBe('degree')
  // While they are worked out anew there is another column in this place.
  const inOrder = (values: number[]) => (values[0] ?? 0) > 3 && !values.some(Number.isNaN) && values.join() === falling(values).join()
  await eventually(async () => inOrder(await figures(2))).toBe(true)

  // Another map: the figures are those of what is shown now.
  await page.getByRole('group', { name: 'Art' }).getByRole('checkbox', { name: /Systeme/ }).check()
  await eventually(async () => (await figures(2)).length).toBe(await rows(page).count())
})

test('where no worker runs, a sentence says so and the map stays', async () => {
  const page = await openPage('/terms')
  await heading(page).waitFor()
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', { value: class { constructor() { throw new Error('no workers here') } } })
  })
  await page.goto(`${around}&size=degree`)
  await whenDrawn(page)
  await page.getByText('Die Zahlen ließen sich nicht ausrechnen.').waitFor()
  expect((await nodeIds(page)).length).toBeGreaterThan(10)
})
