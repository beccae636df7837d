/** The keyboard alone, as a reader without a mouse uses it. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Whether the first of these has the focus. */
export const hasFocus = async (target: Locator) => (await target.count()) > 0 && target.first().evaluate((one) => one === document.activeElement)

/** Presses Tab until the target has the focus; every stop on the way must be seen to have it. */
export async function tabTo(page: Page, target: Locator, stops = 150): Promise<void> {
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press('Tab')
    const here = await seen(page)
    expect(here.seen, `the focus cannot be seen on ${here.what}`).toBe(true)
    if (await hasFocus(target)) return
  }
  throw new Error(`Tab does not reach ${target}`)
}

/** What has the focus, and whether a reader sees that it does. */
export function seen(page: Page): Promise<{ what: string; seen: boolean }> {
  return page.evaluate(() => {
    const at = document.activeElement as HTMLElement
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
    const { width, height } = at.getBoundingClientRect()
    // Inside a date field the browser marks the part that has the focus by itself.
    const marked = at === document.body || at.matches('input[type="date"]')
    return { what: at.outerHTML.slice(0, 120), seen: marked || ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') && width * height > 0 }
  })
}

/** To the first stop of a page: the way back there, which Shift and Tab would go, is spared. */
export async function toTop(page: Page): Promise<void> {
  const first = page.getByRole('link', { name: 'Zum Inhalt springen' })
  await first.focus()
  expect((await seen(page)).seen).toBe(true)
}

/** Past the menu: the first stop of every page leads to its content. */
export async function toContent(page: Page): Promise<void> {
  await toTop(page)
  await page.keyboard.press('Enter')
  await expect.poll(() => hasFocus(page.getByRole('main'))).toBe(true)
}

/** Types into a search field that has the focus, goes down to the suggestion and takes it. */
export async function pickBySearch(page: Page, text: string, option: RegExp): Promise<void> {
  await page.keyboard.type(text, { delay: 20 })
  await page.getByRole('option', { name: option }).first().waitFor()
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('ArrowDown')
    const active = await page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '')
    if (!option.test(active.trim())) continue
    await page.keyboard.press('Enter')
    return
  }
  throw new Error(`No suggestion ${option}`)
}
