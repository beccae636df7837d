/** The keyboard alone: from the start page to an owner, and through the list twin of the map. */
import { expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { answerOf, eventually, heading, openPage, parameters, pathOf } from './browser.ts'
import { whenDrawn } from './canvas.ts'
import { hasFocus, tabTo } from './keys.ts'

test('the first stop leads past the menu', async () => {
  const page = await openPage('/gaps')
  await heading(page).waitFor()
  await page.keyboard.press('Tab')
  expect(await hasFocus(page.getByRole('link', { name: 'Zum Inhalt springen' }))).toBe(true)
  await page.keyboard.press('Enter')
  expect(await hasFocus(page.getByRole('main'))).toBe(true)
})

test('from the start page to an owner', async () => {
  const page = await openPage(`/?asOf=${asOf}`)
  await heading(page).waitFor()
  await tabTo(page, page.getByRole('region', { name: 'Wem gehört ein Vorhaben?' }).getByLabel('Vorhaben suchen'))
  await page.keyboard.type('digitaler bauan', { delay: 20 })
  await page.getByRole('option', { name: /^Digitaler Bauantrag/ }).first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await eventually(() => answerOf(page).textContent()).toMatch(/^Verantwortlich ist die Leitung Bauordnungsamt/)

  await tabTo(page, page.getByRole('region', { name: 'Vom Beschluss zur Wirkung' }).getByRole('link', { name: 'Leitung Bauordnungsamt' }))
  await page.keyboard.press('Enter')
  await eventually(() => heading(page).textContent()).toBe('Leitung Bauordnungsamt')
})

test('from an answer to the map, through its list, open more, and take it back', async () => {
  const page = await openPage(`/e/ini:990000000000:digitaler-bauantrag?asOf=${asOf}`)
  await answerOf(page).waitFor()
  await tabTo(page, page.locator('.actions').getByRole('link', { name: 'Karte' }))
  await page.keyboard.press('Enter')
  await eventually(() => pathOf(page)).toBe('/map')
  await page.getByRole('status').filter({ hasText: 'gezeigt' }).waitFor()
  await tabTo(page, page.getByRole('button', { name: 'Liste', exact: true }))
  await page.keyboard.press('Enter')
  const list = page.getByRole('region', { name: 'Liste' })
  await list.waitFor()
  await tabTo(page, list)
  const more = list.getByRole('button', { name: /weitere[s]? zeigen/ }).first()
  await more.waitFor()
  await tabTo(page, more)
  const rows = await list.getByRole('row').count()
  await page.keyboard.press('Enter')
  await eventually(() => parameters(page).open).toMatch(/:/)
  await eventually(() => list.getByRole('row').count()).toBeGreaterThan(rows)

  await page.getByRole('button', { name: 'Zurücknehmen' }).focus()
  await page.keyboard.press('Enter')
  await eventually(() => parameters(page).open).toBeUndefined()
  await eventually(() => list.getByRole('row').count()).toBe(rows)
})

test('boxes of the filter tick with Space, and the dialog gives the focus back', async () => {
  const page = await openPage(`/map?focus=ini:990000000000:digitaler-bauantrag&view=list&asOf=${asOf}`)
  await page.getByRole('region', { name: 'Liste' }).waitFor()
  const box = page.getByRole('group', { name: 'Art' }).getByRole('checkbox', { name: /Systeme/ })
  await tabTo(page, box)
  await page.keyboard.press('Space')
  await eventually(() => parameters(page).types).toBeDefined()

  await page.goto('/')
  const button = page.getByRole('button', { name: 'Beispieldaten entfernen' })
  await button.waitFor()
  await button.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Musterstadt entfernen?' })
  await dialog.waitFor()
  await eventually(() => dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await eventually(() => dialog.count()).toBe(0)
  await eventually(() => hasFocus(button)).toBe(true)
})

test('on the map itself the arrow keys walk along the lines, say where they come to, and Enter opens it', async () => {
  const page = await openPage(`/map?focus=ini:990000000000:digitaler-bauantrag&asOf=${asOf}`)
  await whenDrawn(page)
  const canvas = page.getByRole('application')
  await tabTo(page, canvas)
  const said = page.locator('.canvas__said')
  await page.keyboard.press('ArrowUp')
  await eventually(() => said.textContent()).toMatch(/^Digitaler Bauantrag, Vorhaben.*\d+ Verbindungen$/)
  await page.keyboard.press('ArrowUp')
  await eventually(() => said.textContent()).not.toMatch(/^Digitaler Bauantrag, /)
  // It came along a line, and says which.
  const there = (await said.textContent()) ?? ''
  expect(there).toMatch(/\. [a-zäöüß].* Digitaler Bauantrag\. /)
  await page.keyboard.press('Enter')
  const details = page.getByRole('complementary', { name: 'Ausgewählt' })
  await details.getByText(there.split(',')[0] ?? '').first().waitFor()
  expect(parameters(page).sel).toMatch(/^[a-z]+:/)
  await canvas.focus()
  await page.keyboard.press('Escape')
  await eventually(() => parameters(page).sel).toBeUndefined()
})
