/** For those who see little: 400 % zoom, forced colours, reduced motion. The words of a page and its signs stay. */
import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { eventually, heading, openPage } from './browser.ts'
import { whenDrawn } from './canvas.ts'
import { seen, tabTo } from './keys.ts'
import { mainPages, onDay, settled } from './pages.ts'

const initiative = 'ini:990000000000:digitaler-bauantrag'

/** A window of 1280 px at 400 %. */
const zoomed = { width: 320, height: 256 }

test.each(mainPages)('%s at 400 %% zoom: nothing scrolls sideways, and the first sentence is there', async (_, path) => {
  const page = await openPage(onDay(path), { width: 'phone' })
  await page.setViewportSize(zoomed)
  await settled(page)
  const { content, window, wide } = await page.evaluate(() => {
    const window = document.documentElement.clientWidth
    // What sticks out, so that a reader of the test finds it: not what scrolls by itself.
    const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > window + 1 && !one.closest('.table-scroll, .nav, .canvas, .kern-sr-only')).map((one) => one.outerHTML.slice(0, 90))
    return { content: document.documentElement.scrollWidth, window, wide: wide.slice(0, 3) }
  })
  expect(content, wide.join('\n')).toBeLessThanOrEqual(window)
  expect(await heading(page).first().isVisible()).toBe(true)
})

/** How many differing colours a part of the screen has: a canvas on which nothing can be told apart has one or two. */
async function coloursOf(page: Page, selector: string): Promise<number> {
  const picture = (await page.locator(selector).first().screenshot()).toString('base64')
  return page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    pen.drawImage(image, 0, 0)
    const { data: bytes } = pen.getImageData(0, 0, image.width, image.height)
    const seen = new Map<number, number>()
    for (let at = 0; at < bytes.length; at += 4) {
      const colour = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
      seen.set(colour, (seen.get(colour) ?? 0) + 1)
    }
    return [...seen.values()].filter((count) => count > 30).length
  }, picture)
}

describe.each(['light', 'dark'] as const)('with forced colours on a %s ground', (scheme) => {
  test('the page of an entity keeps status, gaps and the focus ring', async () => {
    const page = await openPage(onDay('/e/ini:990000000000:freies-wlan'), { scheme })
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce', colorScheme: scheme })
    await settled(page)
    const badge = page.locator('.badge').first()
    expect(await badge.evaluate((one) => getComputedStyle(one).borderTopStyle)).not.toBe('none')
    expect(await page.locator('.badge--gap').first().isVisible()).toBe(true)
    await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Karte', exact: true }))
    expect((await seen(page)).seen).toBe(true)
    const { text, ground } = await page.evaluate(() => ({ text: getComputedStyle(document.body).color, ground: getComputedStyle(document.body).backgroundColor }))
    expect(text).not.toBe(ground)
    await picture(page, `forced-entity-${scheme}`)
  })

  test('the map keeps its nodes, lines, names and the focus ring', async () => {
    const page = await openPage(onDay(`/map?focus=${initiative}`), { scheme })
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce', colorScheme: scheme })
    await whenDrawn(page)
    expect(await coloursOf(page, '.canvas')).toBeGreaterThan(4)
    const canvas = page.getByRole('application')
    await tabTo(page, canvas)
    expect(await canvas.evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid')
    await page.keyboard.press('ArrowRight')
    await eventually(() => page.locator('.canvas__said').textContent()).not.toBe('')
    await eventually(() => page.getByRole('status').filter({ hasText: 'gezeigt' }).isVisible()).toBe(true)
    // A switch that is on, and one that is off, differ by more than the weight of their letters.
    const [on, off] = await page.evaluate(() =>
      ['true', 'false'].map((state) => {
        const { backgroundColor, borderBottomWidth } = getComputedStyle(document.querySelector(`.switch__item[aria-pressed="${state}"]`) as Element)
        return [borderBottomWidth, backgroundColor].join(' ')
      }),
    )
    expect(on).not.toBe(off)
    const marks = await page.locator('.nav__link').evaluateAll((links) => links.map((link) => [link.hasAttribute('aria-current'), getComputedStyle(link).borderBottomColor] as const))
    const [here] = marks.filter(([current]) => current).map(([, colour]) => colour)
    expect(marks.filter(([current]) => !current).map(([, colour]) => colour)).not.toContain(here)
    await picture(page, `forced-map-${scheme}`)
  })
})

/** For the eye, where somebody asks for it. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

test('with reduced motion nothing moves by itself', async () => {
  const page = await openPage(onDay(`/map?focus=${initiative}`))
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await whenDrawn(page)
  const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
  expect(moving).toBe(0)
})
