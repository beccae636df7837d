/**
 * One journey for each audience with nothing but the keyboard: Tab, Enter, arrows and typing; at each stop the focus is seen on the
 * way and axe finds nothing serious. No mouse, no click; only the long way back
 * to the top of a page is spared. The graph is only read.
 */
import type { Scenario } from '@kommunalgraph/contract/scenarios.ts'
import type { Locator, Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { address, send } from '../http.ts'
import { serious } from './barriers.ts'
import { answerOf, eventually, heading, openPage, parameters, pathOf } from './browser.ts'
import { pickBySearch, tabTo, toContent, toTop } from './keys.ts'
import { onDay, settled } from './pages.ts'

const created: string[] = []
afterEach(async () => {
  for (const id of created.splice(0)) await send(address(`/scenarios/${id}`), { method: 'DELETE', headers: { 'if-match': '*' } })
})

/** The page is there, and nothing on it shuts anybody out. */
async function stop(page: Page, where: string): Promise<void> {
  await settled(page)
  expect(await serious(page), where).toEqual([])
}

/** To a link or button, and through it. */
async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

const menu = (page: Page, name: string) => page.getByRole('navigation', { name: 'Menü' }).getByRole('link', { name, exact: true })

test('strategy unit: from the gaps by kind to a cell of a board, its list, its map, and a what-if', async () => {
  const page = await openPage(onDay('/gaps'), { tolerate: [422] })
  await stop(page, 'gaps')
  await toContent(page)
  await enter(page, page.getByRole('main').locator('.gap-kind').first())
  await eventually(() => pathOf(page)).toMatch(/^\/gaps\/./)
  await stop(page, 'one kind of gap')
  const sentence = await heading(page).textContent()
  expect(sentence).toMatch(/\d+/)

  await toTop(page)
  await enter(page, menu(page, 'Tafeln'))
  await eventually(() => pathOf(page)).toBe('/boards')
  await stop(page, 'boards')
  await toContent(page)
  await enter(page, page.getByRole('main').getByRole('link', { name: 'Stoßrichtungen und Sphären' }))
  await eventually(() => pathOf(page)).toBe('/boards/thrusts')
  await stop(page, 'board')
  await toContent(page)
  const cell = page.locator('main table .figure-pair__list').first()
  const count = Number(await cell.textContent())
  await enter(page, cell)
  await eventually(() => pathOf(page)).toBe('/entities')
  await eventually(() => heading(page).textContent()).toMatch(new RegExp(`^${count} `))
  await stop(page, 'list of a cell')

  await toContent(page)
  await enter(page, page.getByRole('main').getByRole('link', { name: 'Als Karte' }))
  await eventually(() => pathOf(page)).toBe('/map')
  await stop(page, 'map of a cell')
  await eventually(() => page.getByRole('status').filter({ hasText: 'gezeigt' }).textContent()).toMatch(new RegExp(`^${count} Eintr`))
  await toContent(page)
  await tabTo(page, page.getByRole('application'))
  await page.keyboard.press('ArrowRight')
  await eventually(() => page.locator('.canvas__said').textContent()).not.toBe('')

  await toTop(page)
  await enter(page, menu(page, 'Was wäre, wenn'))
  await eventually(() => pathOf(page)).toBe('/scenarios')
  await stop(page, 'scenarios')
  await page.goto(onDay('/e/unit:990000000000:buergeramt'))
  await settled(page)
  await toContent(page)
  await enter(page, page.getByRole('main').getByRole('link', { name: 'Was wäre, wenn …' }))
  await eventually(() => parameters(page).about).toBe('unit:990000000000:buergeramt')
  await stop(page, 'form of a scenario')
  await toContent(page)
  await enter(page, page.getByRole('button', { name: 'Szenario anlegen' }))
  await eventually(() => pathOf(page)).toMatch(/^\/scenarios\/[0-9a-f-]{36}$/)
  created.push(pathOf(page).split('/').at(-1) ?? '')
  // A cold database on a crowded machine may need longer than five seconds to plan; what it has planned it keeps.
  await eventually(async () => (await send(address(`/scenarios/${created[0]}/evaluation`))).status).toBe(200)
  await page.reload()
  await eventually(() => page.locator('.answer').first().textContent()).toMatch(/\.$/)
  await stop(page, 'scenario')
  const { body } = await send<Scenario>(address(`/scenarios/${created[0]}`))
  expect(body.steps).toMatchObject([{ step: { kind: 'dissolve', unit: 'unit:990000000000:buergeramt' } }])
})

test('politician with a phone: search, initiative, who owns it, who decided, what it brings, on one sheet of paper', async () => {
  const page = await openPage(onDay('/'), { width: 'phone' })
  await page.addInitScript(() => {
    window.print = () => void document.documentElement.setAttribute('data-printed', 'yes')
  })
  await page.reload()
  await stop(page, 'start')
  await page.keyboard.press('/')
  await pickBySearch(page, 'digitaler bauan', /^Digitaler Bauantrag/)
  await eventually(() => pathOf(page)).toBe('/e/ini:990000000000:digitaler-bauantrag')
  await stop(page, 'initiative')
  expect(await answerOf(page).textContent()).toMatch(/^Verantwortlich ist .* Beschlossen vom Rat .* Bezahlt /)
  const chain = page.getByRole('region', { name: 'Vom Beschluss zur Wirkung' })
  for (const word of ['Verantwortlich', 'Geld', 'Wirkung']) expect(await chain.innerText()).toContain(word)

  await toContent(page)
  await tabTo(page, page.getByRole('main').locator('summary', { hasText: 'Einfach erklärt' }))
  await page.keyboard.press('Enter')
  await page.getByText('Eine Stelle muss dafür sorgen, dass es gelingt.').waitFor()
  expect(await serious(page), 'explained').toEqual([])
  await enter(page, page.getByRole('main').getByRole('button', { name: 'Drucken' }))
  await eventually(() => page.locator('html').getAttribute('data-printed')).toBe('yes')
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)

  await toContent(page)
  await enter(page, chain.getByRole('link', { name: 'Leitung Bauordnungsamt' }))
  await eventually(() => heading(page).textContent()).toBe('Leitung Bauordnungsamt')
  await stop(page, 'owner')
})

test('data steward: from the quality of the data to an entry and its form, up to the sentence that says what would change', async () => {
  const page = await openPage(onDay('/'))
  await settled(page)
  await toTop(page)
  await enter(page, menu(page, 'Datenpflege'))
  await eventually(() => pathOf(page)).toBe('/import')
  await stop(page, 'import')
  await enter(page, page.getByRole('navigation', { name: 'Datenpflege' }).getByRole('link', { name: 'Qualität' }))
  await eventually(() => pathOf(page)).toBe('/quality')
  await stop(page, 'quality')
  await toContent(page)
  await enter(page, page.getByRole('main').locator('a[href^="/quality/R"]:visible').first())
  await eventually(() => pathOf(page)).toMatch(/^\/quality\/R\d\d$/)
  await stop(page, 'rule')
  await toContent(page)
  await enter(page, page.getByRole('main').locator('tbody a[href*="/e/"]:not([href*="/edit"]):not([href*="/owner"]):not([href*="/relations"]):visible').first())
  await eventually(() => pathOf(page)).toMatch(/^\/e\/[^/]+$/)
  await stop(page, 'entry')
  await toContent(page)
  await enter(page, page.getByRole('navigation', { name: 'Pflegen' }).getByRole('link', { name: 'Ändern' }))
  await eventually(() => pathOf(page)).toMatch(/\/edit$/)
  await stop(page, 'form')

  // Somebody else takes over: said in words before anything is sent.
  await page.goto(onDay('/e/ini:990000000000:digitaler-bauantrag/owner'))
  await stop(page, 'form of an owner')
  await toContent(page)
  await tabTo(page, page.getByLabel(/^An wen\?/).first())
  await pickBySearch(page, 'Leitung Sportamt', /Leitung Sportamt/)
  const preview = page.getByText(/endet die Verantwortung von Leitung Bauordnungsamt; am selben Tag beginnt die von Leitung Sportamt\./)
  await preview.waitFor()
  await enter(page, page.getByRole('main').locator('button[type="submit"]').last())
  // Nothing is sent without a reason, and the focus goes to what is missing.
  await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Begründung')
  expect(await serious(page), 'what is missing').toEqual([])
  expect(pathOf(page)).toBe('/e/ini:990000000000:digitaler-bauantrag/owner')
})
