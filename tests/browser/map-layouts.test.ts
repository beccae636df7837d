/** The map laid out by dependency and by decision chain, and types that are hidden and bridged: on the canvas, in the list, in the address. */
import type { MapEdge } from '@kommunalgraph/contract/answers.ts'
import { needsRelations } from '@kommunalgraph/contract/ontology/ontology.ts'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { eventually, openPage, parameters } from './browser.ts'
import { drag, dottedLines, nodeIds, placeOf, whenDrawn } from './canvas.ts'

const focus = 'ini:990000000000:digitaler-bauantrag'
const portal = 'sys:990000000000:bauportal'
const around = `/map?focus=${focus}&asOf=${asOf}`

const status = (page: Page) => page.getByRole('status').filter({ hasText: 'gezeigt' })
const rows = (page: Page) => page.getByRole('region', { name: 'Liste' }).locator('tbody tr')
const layoutButton = (page: Page, name: string) => page.getByRole('group', { name: 'Anordnung' }).getByRole('button', { name })
const headings = (page: Page) => page.locator('.canvas__ground .band-name').allTextContents()
const bridgeBox = (page: Page, name: string | RegExp) => page.locator('.bridge-filter').getByRole('checkbox', { name })

async function edgesOf(page: Page, path: string): Promise<MapEdge[]> {
  return ((await (await fetch(new URL(`/api/v1${path}`, page.url()))).json()) as { edges: MapEdge[] }).edges
}

describe('layers', () => {
  test('every need around an initiative leads to the right; the address keeps the layout', async () => {
    const page = await openPage(around)
    await whenDrawn(page)
    await layoutButton(page, 'Schichten').click()
    await eventually(() => parameters(page).layout).toBe('layers')
    await eventually(() => headings(page)).toEqual(expect.arrayContaining(['Schicht 1', 'Schicht 2']))
    await eventually(() => status(page).textContent()).toMatch(/\d+ Schichten: links steht, was anderes braucht, .* · \d+ Einträge ohne Abhängigkeit stehen unten/)
    const needs = (await edgesOf(page, `/entities/${focus}/neighbourhood?asOf=${asOf}`)).filter(({ type }) => needsRelations.includes(type))
    expect(needs.length).toBeGreaterThan(3)
    for (const { from, to } of needs) expect((await placeOf(page, from)).x, `${from} needs ${to}`).toBeLessThan((await placeOf(page, to)).x)

    const before = await placeOf(page, portal)
    await page.reload()
    await whenDrawn(page)
    expect(await layoutButton(page, 'Schichten').getAttribute('aria-pressed')).toBe('true')
    expect(await placeOf(page, portal)).toEqual(before)
  })

  test('the whole map shows who needs what, counts what stands apart, and goes back to its geography', async () => {
    const page = await openPage(`/map?layout=layers&asOf=${asOf}`)
    await whenDrawn(page)
    const drawn = new Set(await nodeIds(page))
    const edges = (await edgesOf(page, `/map?asOf=${asOf}`)).filter(({ type, from, to }) => needsRelations.includes(type) && from !== to && drawn.has(from) && drawn.has(to))
    let back = 0
    for (const { from, to } of edges) if ((await placeOf(page, from)).x >= (await placeOf(page, to)).x) back += 1
    const said = (await status(page).textContent()) ?? ''
    expect(back).toBe(Number(/(\d+) Abhängigkeiten laufen zurück/.exec(said)?.[1] ?? 0))
    const joined = new Set(edges.flatMap(({ from, to }) => [from, to]))
    expect(Number(/(\d+) Einträge ohne Abhängigkeit/.exec(said)?.[1])).toBe(drawn.size - joined.size)
    await layoutButton(page, 'Geografie').click()
    await eventually(() => parameters(page).layout).toBeUndefined()
    await eventually(() => page.locator('.sphere-name').count()).toBeGreaterThan(4)
    expect(await headings(page)).toEqual([])
  })

  test('where the reader puts something counts in that layout only', async () => {
    const page = await openPage(`${around}&layout=layers`)
    await whenDrawn(page)
    const before = await placeOf(page, portal)
    await drag(page, portal, { x: 40, y: 30 })
    await eventually(async () => (await placeOf(page, portal)).x).not.toBe(before.x)
    const moved = await placeOf(page, portal)
    await layoutButton(page, 'Geografie').click()
    await eventually(async () => (await placeOf(page, portal)).x).not.toBe(moved.x)
    await layoutButton(page, 'Schichten').click()
    await eventually(async () => Math.round((await placeOf(page, portal)).x - moved.x)).toBe(0)
  })
})

describe('the decision chain', () => {
  test('years from left to right, decision above initiative above the accountable', async () => {
    const page = await openPage(`${around}&layout=chain`)
    await whenDrawn(page)
    const names = await headings(page)
    const years = names.filter((name) => /^20\d\d$/.test(name))
    expect(years.length).toBeGreaterThan(1)
    expect(years).toEqual([...years].sort())
    expect(names).toEqual(expect.arrayContaining(['Beschluss', 'Vorhaben', 'Verantwortlich', 'Geld', 'Wirkung']))
    const heights = await Promise.all([focus, 'post:990000000000:leitung-bauordnung'].map(async (id) => (await placeOf(page, id)).y))
    expect(heights[0]).toBeLessThan(heights[1] as number)
    const decisions = (await edgesOf(page, `/entities/${focus}/neighbourhood?asOf=${asOf}`)).filter(({ type, to }) => type === 'CONCERNS' && to === focus)
    for (const { from } of decisions) expect((await placeOf(page, from)).y).toBeLessThan(heights[0] as number)
  })

  test('the list says where each stands, in the same order', async () => {
    const page = await openPage(`${around}&layout=chain&view=list`)
    await rows(page).first().waitFor()
    await page.getByRole('columnheader', { name: 'Steht in' }).waitFor()
    expect(await rows(page).first().textContent()).toMatch(/Beschluss, 20\d\d/)
    expect(await rows(page).filter({ has: page.getByRole('rowheader', { name: 'Leitung Bauordnungsamt' }) }).textContent()).toMatch(/Verantwortlich, 20\d\d/)
    expect(await rows(page).last().textContent()).toContain('Sonst gezeigt')
  })

  test('a missing owner stands where the accountable stand', async () => {
    const wifi = 'ini:990000000000:freies-wlan'
    const page = await openPage(`/map?focus=${wifi}&layout=chain&asOf=${asOf}`)
    await whenDrawn(page)
    expect(await placeOf(page, `gap:${wifi}`)).toMatchObject({ label: 'niemand bekannt', x: (await placeOf(page, wifi)).x })
    expect((await placeOf(page, `gap:${wifi}`)).y).toBeGreaterThan((await placeOf(page, wifi)).y)
  })

  test('the arrow keys walk through it, and it is said where one stands', async () => {
    const page = await openPage(`${around}&layout=chain`)
    await whenDrawn(page)
    const said = page.locator('.canvas__said')
    await page.getByRole('application').focus()
    await page.keyboard.press('ArrowUp')
    await eventually(() => said.textContent()).toMatch(/^Digitaler Bauantrag, Vorhaben.*\. Vorhaben, 20\d\d\./)
    await page.keyboard.press('ArrowUp')
    await eventually(() => said.textContent()).toMatch(/Beschluss, 20\d\d\. betrifft Digitaler Bauantrag/)
    // No line of the chain leads from one decision to the next: the row does.
    const first = await said.textContent()
    await page.keyboard.press('ArrowRight')
    await eventually(() => said.textContent()).not.toBe(first)
    expect(await said.textContent()).toMatch(/Beschluss, 20\d\d/)
  })
})

describe('bridges', () => {
  test('a hidden type leaves dotted lines that name what they go over: on the map, in the list, in the legend and in the picture', async () => {
    const page = await openPage(around)
    await whenDrawn(page)
    const all = await nodeIds(page)
    const systems = all.filter((id) => id.startsWith('sys:')).length
    await page.locator('.bridge-filter summary').click()
    await bridgeBox(page, 'IT-Systeme').check()
    await eventually(() => parameters(page).bridge).toBe('System')
    await eventually(async () => (await nodeIds(page)).length).toBe(all.length - systems)
    await eventually(() => status(page).textContent()).toMatch(new RegExp(`${systems} Einträge sind ausgeblendet und überbrückt · \\d+ gepunktete Linien`))
    const lines = await dottedLines(page)
    expect(lines.length).toBe(Number(/(\d+) gepunktete/.exec((await status(page).textContent()) ?? '')?.[1]))
    expect(lines.every(({ over }) => over.startsWith('über '))).toBe(true)
    expect(lines.map(({ over }) => over)).toContain('über Bauportal Musterland')
    await page.locator('.legend').getByText('verbunden über Ausgeblendetes').waitFor()

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Bild (SVG)' }).click()])
    const svg = await readFile(await download.path(), 'utf8')
    expect(svg.match(/>über Bauportal Musterland<\/text>/g)?.length).toBe(lines.filter(({ over }) => over === 'über Bauportal Musterland').length)
    expect(svg).toContain('>verbunden über Ausgeblendetes</text>')

    await page.getByRole('button', { name: 'Liste', exact: true }).click()
    await rows(page).first().waitFor()
    expect(await rows(page).locator('.bridged').count()).toBe(2 * lines.length)
    await page.reload()
    await rows(page).first().waitFor()
    expect(await bridgeBox(page, 'IT-Systeme').isChecked()).toBe(true)
    // Ticking the type again shows it and takes its lines away.
    await page.getByRole('group', { name: 'Art' }).getByRole('checkbox', { name: /Systeme/ }).check()
    await eventually(() => parameters(page).bridge).toBeUndefined()
    await eventually(() => rows(page).count()).toBe(all.length)
  })

  test('on the whole map, through all relations, and what has too many neighbours is named', async () => {
    const page = await openPage(`/map?bridge=OrgUnit&asOf=${asOf}`)
    await whenDrawn(page)
    await eventually(() => status(page).textContent()).toMatch(/Einträge sind ausgeblendet und überbrückt · [\d.]+ gepunktete Linien · .*weil mit zu vielen verbunden: .*Stadtkämmerei/)
    expect((await nodeIds(page)).filter((id) => id.startsWith('unit:'))).toEqual([])
    expect((await dottedLines(page)).length).toBeGreaterThan(10)
  })

  test('a kept view opens with its layout and its bridges', async () => {
    const page = await openPage(`${around}&layout=layers&bridge=Process,System`)
    await whenDrawn(page)
    const places = await placeOf(page, focus)
    await page.getByRole('button', { name: 'Ansicht merken' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Schichten ohne Systeme')
    await page.getByRole('button', { name: 'Merken', exact: true }).click()
    await page.getByText('Gemerkt als „Schichten ohne Systeme“.').waitFor()
    const other = await openPage('/views')
    await other.getByRole('link', { name: 'Schichten ohne Systeme' }).click()
    await whenDrawn(other)
    expect(parameters(other)).toMatchObject({ layout: 'layers', bridge: 'Process,System', focus })
    expect(await placeOf(other, focus)).toEqual(places)
    expect((await dottedLines(other)).length).toBeGreaterThan(0)
    await other.goto('/views')
    await other.getByRole('button', { name: 'Schichten ohne Systeme vergessen' }).click()
    await other.getByRole('button', { name: 'Vergessen', exact: true }).last().click()
    await eventually(() => other.getByRole('link', { name: 'Schichten ohne Systeme' }).count()).toBe(0)
  })
})

test('what the address does not know stays the geography', async () => {
  const page = await openPage(`${around}&layout=zickzack&bridge=`)
  await whenDrawn(page)
  expect(await layoutButton(page, 'Geografie').getAttribute('aria-pressed')).toBe('true')
  expect(await dottedLines(page)).toEqual([])
})

test('at 390 px the layouts can be chosen, and fit', async () => {
  const page = await openPage(around, { width: 'phone' })
  await whenDrawn(page)
  for (const name of ['Schichten', 'Beschlusskette']) {
    await layoutButton(page, name).click()
    await eventually(() => layoutButton(page, name).getAttribute('aria-pressed')).toBe('true')
    await whenDrawn(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  }
})
