/** The map around one entity: what is shown is counted, opened, undone, filtered and moved, and the address holds it all. */
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { eventually, heading, openPage, parameters, pathOf } from './browser.ts'
import { drag, nodeIds, placeOf, tapNode, whenDrawn } from './canvas.ts'

const focus = 'ini:990000000000:digitaler-bauantrag'
const around = `/map?focus=${focus}&asOf=${asOf}`
const list = `${around}&view=list`

const status = (page: Page) => page.getByRole('status').filter({ hasText: 'gezeigt' })
const rows = (page: Page) => page.getByRole('region', { name: 'Liste' }).locator('tbody tr')
const details = (page: Page) => page.getByRole('complementary', { name: 'Ausgewählt' })
const expandable = (page: Page) => rows(page).getByRole('button', { name: /weitere[s]? zeigen/ })

async function shown(page: Page): Promise<{ shown: number; total: number }> {
  const [, first, second] = /(\d+) von (\d+) gezeigt/.exec((await status(page).textContent()) ?? '') ?? []
  return { shown: Number(first), total: Number(second) }
}

describe('map and list', () => {
  test('the map opens at depth 1 around what was asked, and says how much it shows', async () => {
    const page = await openPage(around)
    await eventually(() => heading(page).textContent()).toBe('Rund um: Digitaler Bauantrag')
    await whenDrawn(page)
    const count = await shown(page)
    expect(count.shown).toBeGreaterThan(10)
    expect(count.total).toBeGreaterThanOrEqual(count.shown)
    await eventually(async () => (await nodeIds(page)).length).toBe(count.shown)
    expect(await nodeIds(page)).toContain(focus)
    expect(await page.locator('.canvas').getAttribute('data-ready')).toBe('true')
    // The picture itself says that there is more behind a node.
    const labels = await Promise.all((await nodeIds(page)).map(async (id) => (await placeOf(page, id)).label))
    expect(labels).toEqual(expect.arrayContaining([expect.stringMatching(/\n\d+ weitere/)]))
  })

  test('the list twin has the same content', async () => {
    const page = await openPage(around)
    await whenDrawn(page)
    const count = await shown(page)
    await page.getByRole('button', { name: 'Liste', exact: true }).click()
    await eventually(() => rows(page).count()).toBe(count.shown)
    expect(parameters(page).view).toBe('list')
    expect(await shown(page)).toEqual(count)
    expect(await rows(page).first().textContent()).toContain('Digitaler Bauantrag')
    await page.getByRole('button', { name: 'Karte', exact: true }).click()
    await whenDrawn(page)
    expect(parameters(page).view).toBeUndefined()
  })

  test('has a legend of what it shows, in words', async () => {
    const page = await openPage(around)
    await whenDrawn(page)
    const legend = page.getByRole('group').filter({ has: page.getByText('Legende', { exact: true }) })
    const words = await legend.getByRole('listitem').allTextContents()
    expect(words.map((word) => word.trim())).toEqual(expect.arrayContaining(['Verwaltung', 'Vorhaben', 'IT-System', 'ist verantwortlich für', 'hängt ab von', 'niemand verantwortlich']))
  })
})

describe('opening and going back', () => {
  test('opening a node shows more; undo, back, forward and reload all hold', async () => {
    const page = await openPage(list)
    await expandable(page).first().waitFor()
    const before = await shown(page)
    await expandable(page).first().click()
    await eventually(async () => (await shown(page)).shown).toBeGreaterThan(before.shown)
    const opened = parameters(page).open
    expect(opened).toMatch(/^[a-z]+:/)
    const after = await shown(page)
    await eventually(() => rows(page).count()).toBe(after.shown)

    await page.reload()
    await eventually(() => rows(page).count()).toBe(after.shown)
    expect(parameters(page).open).toBe(opened)

    await page.getByRole('button', { name: 'Zurücknehmen' }).click()
    await eventually(() => parameters(page).open).toBeUndefined()
    await eventually(() => shown(page)).toEqual(before)
    expect(await page.getByRole('button', { name: 'Zurücknehmen' }).isDisabled()).toBe(true)

    await page.goBack()
    await eventually(() => shown(page)).toEqual(after)
    expect(parameters(page).open).toBe(opened)
    await page.goForward()
    await eventually(() => shown(page)).toEqual(before)
  })

  test('what was opened first stays when the second is undone', async () => {
    const page = await openPage(list)
    await expandable(page).first().click()
    await eventually(() => parameters(page).open).toBeDefined()
    const first = parameters(page).open as string
    await eventually(() => page.getByText('Wird geladen …').count()).toBe(0)
    await expandable(page).first().click()
    await eventually(() => parameters(page).open?.split(',').length).toBe(2)
    await page.getByRole('button', { name: 'Zurücknehmen' }).click()
    await eventually(() => parameters(page).open).toBe(first)
  })

  test('more steps show more; another in the middle starts anew', async () => {
    const page = await openPage(list)
    await expandable(page).first().waitFor()
    const one = await shown(page)
    await page.getByLabel('Schritte').selectOption('2')
    await eventually(async () => (await shown(page)).shown).toBeGreaterThan(one.shown)
    expect(parameters(page).depth).toBe('2')
    const other = rows(page).filter({ has: page.getByRole('rowheader').getByRole('link', { name: /^Bauportal/ }) })
    await other.getByRole('button', { name: 'In die Mitte' }).click()
    await eventually(() => heading(page).textContent()).toBe('Rund um: Bauportal Musterland')
    expect(parameters(page)).toMatchObject({ focus: 'sys:990000000000:bauportal', view: 'list', asOf })
    expect(parameters(page).depth).toBeUndefined()
  })

  test('an unknown focus is a note, not an empty map', async () => {
    const page = await openPage('/map?focus=ini:990000000000:gibt-es-nicht', { tolerate: [404] })
    await page.getByRole('alert').getByText('Diesen Eintrag gibt es nicht, oder er ist nicht veröffentlicht.').waitFor()
  })
})

describe('filters', () => {
  test('by type: the box goes into the address and takes the nodes away, on map and list alike', async () => {
    const page = await openPage(around)
    await whenDrawn(page)
    const all = await shown(page)
    const box = page.getByRole('group', { name: 'Art' }).getByRole('checkbox', { name: /Systeme/ })
    const systems = Number(await page.getByRole('group', { name: 'Art' }).locator('label', { hasText: 'Systeme' }).locator('.check__count').textContent())
    expect(systems).toBeGreaterThan(0)
    await box.uncheck()
    await eventually(() => shown(page)).toEqual({ ...all, shown: all.shown - systems })
    expect(parameters(page).types?.split(',')).not.toContain('System')
    await eventually(async () => (await nodeIds(page)).filter((id) => id.startsWith('sys:'))).toEqual([])
    await page.reload()
    await whenDrawn(page)
    expect(await box.isChecked()).toBe(false)
    await page.getByRole('button', { name: 'Filter aufheben' }).click()
    await eventually(() => shown(page)).toEqual(all)
    expect(parameters(page).types).toBeUndefined()
  })

  test.each([
    ['Sphäre', /Verwaltung/, 'spheres'],
    ['Beziehungen', /wirkt mit|beteiligt|trägt/, 'relations'],
    ['Stoßrichtung', /^1 /, 'thrusts'],
  ])('by %s: stands in the address and can be undone with back', async (group, name, key) => {
    const page = await openPage(around)
    await whenDrawn(page)
    const all = await shown(page)
    await page.getByRole('group', { name: group }).getByRole('checkbox', { name }).first().click()
    await eventually(() => parameters(page)[key]).toBeDefined()
    await page.goBack()
    await eventually(() => parameters(page)[key]).toBeUndefined()
    await eventually(() => shown(page)).toEqual(all)
  })

  test('by owner: only what this office is accountable for', async () => {
    const page = await openPage(`${around}&depth=2`)
    await whenDrawn(page)
    const all = await shown(page)
    await page.getByLabel('Nur was diese Stelle verantwortet').click()
    await page.keyboard.type('Leitung Bauordnung', { delay: 20 })
    await page.getByRole('option', { name: /Leitung Bauordnungsamt/ }).click()
    await eventually(() => parameters(page).owner).toBe('post:990000000000:leitung-bauordnung')
    await eventually(async () => (await shown(page)).shown).toBeLessThan(all.shown)
    const kept = (await nodeIds(page)).filter((id) => id.startsWith('ini:'))
    expect(kept).toContain(focus)
    const owned = (await (await fetch(new URL(`/api/v1/entities?type=Initiative&owner=post:990000000000:leitung-bauordnung&asOf=${asOf}&limit=200`, page.url()))).json()) as { items: { id: string }[] }
    for (const id of kept) expect(owned.items.map((one) => one.id)).toContain(id)
    await page.locator('.map-filters').getByRole('link', { name: 'Leitung Bauordnungsamt' }).waitFor()
  })
})

describe('on the canvas', () => {
  test('a tap shows what is known of a node, with the way on; the address keeps it', async () => {
    const page = await openPage(around)
    await whenDrawn(page)
    await tapNode(page, 'sys:990000000000:bauportal')
    await eventually(() => parameters(page).sel).toBe('sys:990000000000:bauportal')
    await details(page).getByRole('heading', { name: 'Bauportal Musterland' }).waitFor()
    await eventually(() => details(page).textContent()).toContain('Landesbetrieb IT Musterland')
    await details(page).getByRole('button', { name: 'In die Mitte' }).waitFor()
    await page.reload()
    await details(page).getByRole('heading', { name: 'Bauportal Musterland' }).waitFor()
    await details(page).getByRole('button', { name: 'Auswahl aufheben' }).click()
    await eventually(() => details(page).count()).toBe(0)
    expect(parameters(page).sel).toBeUndefined()
  })

  test('a node stays where the reader left it, also after a reload', async () => {
    const page = await openPage(around)
    await whenDrawn(page)
    const id = 'sys:990000000000:bauportal'
    const before = await placeOf(page, id)
    await drag(page, id, { x: 60, y: 45 })
    const after = await placeOf(page, id)
    expect(Math.abs(after.x - before.x) + Math.abs(after.y - before.y)).toBeGreaterThan(40)
    await eventually(() => page.evaluate((key) => sessionStorage.getItem(key), `kommunalgraph:places:${focus}`)).toContain(id)
    await page.reload()
    await whenDrawn(page)
    const reloaded = await placeOf(page, id)
    expect([reloaded.x, reloaded.y].map(Math.round)).toEqual([after.x, after.y].map(Math.round))
    // Another window knows nothing of it.
    const other = await openPage(around)
    await whenDrawn(other)
    expect(await placeOf(other, id)).toEqual(before)
  })

  test('opening a node moves nothing that stood before', async () => {
    const page = await openPage(around)
    await whenDrawn(page)
    const ids = await nodeIds(page)
    const places = () => Promise.all(ids.map(async (id) => ({ id, ...(await placeOf(page, id)), label: undefined })))
    const before = await places()
    await tapNode(page, 'sys:990000000000:bauportal')
    await details(page).getByRole('button', { name: /weitere[s]? zeigen/ }).click()
    await eventually(async () => (await nodeIds(page)).length).toBeGreaterThan(ids.length)
    expect(await places()).toEqual(before)
  })

  test('a missing owner is a node of its own, never counted', async () => {
    const page = await openPage(`/map?focus=ini:990000000000:freies-wlan&asOf=${asOf}`)
    await whenDrawn(page)
    expect(await placeOf(page, 'gap:ini:990000000000:freies-wlan')).toMatchObject({ label: 'niemand bekannt' })
    expect((await nodeIds(page)).length).toBe((await shown(page)).shown)
  })
})

test('the whole map: areas with names, counts, and a first choice of types that can be widened', async () => {
  const page = await openPage(`/map?asOf=${asOf}`)
  await whenDrawn(page)
  expect(await heading(page).textContent()).toBe('Das ganze Ökosystem')
  for (const name of ['Verwaltung', 'Politik', 'Konzern Kommune', 'Land und Bund']) expect(await page.locator('.sphere-name').allTextContents()).toContain(name)
  const first = await shown(page)
  expect(first.shown).toBeGreaterThan(100)
  expect(first.total).toBeGreaterThan(first.shown)
  await page.getByRole('group', { name: 'Art' }).getByRole('checkbox', { name: /Systeme/ }).check()
  await eventually(async () => (await shown(page)).shown).toBeGreaterThan(first.shown)
  expect(pathOf(page)).toBe('/map')
  expect(parameters(page).types).toContain('System')
})

test('at 390 px the list is first, and the map comes on request', async () => {
  const page = await openPage(list, { width: 'phone' })
  await rows(page).first().waitFor()
  await page.getByRole('button', { name: 'Karte', exact: true }).click()
  await whenDrawn(page)
  expect((await nodeIds(page)).length).toBeGreaterThan(10)
})
