/** The reader's hand on the map: Cytoscape draws on a canvas, so nodes are found by where it says that they stand. */
import type { Page } from 'playwright-core'
import { eventually } from './browser.ts'

interface DrawnNode {
  id(): string
  empty(): boolean
  data(name: string): string
  hasClass(name: string): boolean
  position(): { x: number; y: number }
  renderedPosition(): { x: number; y: number }
}

/** Cytoscape leaves itself at its container. */
interface Drawing extends HTMLElement {
  _cyreg?: { cy: { nodes(): { map<T>(of: (node: DrawnNode) => T): T[] }; edges(which: string): { map<T>(of: (edge: DrawnNode) => T): T[] }; getElementById(id: string): DrawnNode } }
}

/** Waits until the library is there and nodes are placed. */
export async function whenDrawn(page: Page): Promise<void> {
  await page.locator('.canvas[data-ready]').waitFor()
  await eventually(() => page.evaluate(() => document.querySelector<Drawing>('.canvas__box')?._cyreg?.cy.nodes().map((node) => node.id()).length ?? 0)).toBeGreaterThan(1)
  // The view is fitted once more when the frame around it has been laid out.
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}

/** Ids of what is drawn, without the nodes that stand for a missing owner. */
export async function nodeIds(page: Page): Promise<string[]> {
  const ids = await page.evaluate(() => document.querySelector<Drawing>('.canvas__box')?._cyreg?.cy.nodes().map((node) => node.id()) ?? [])
  return ids.filter((id) => !id.startsWith('gap:'))
}

/** Ids of the nodes that carry this mark. */
export async function withClass(page: Page, name: string): Promise<string[]> {
  return page.evaluate((wanted) => document.querySelector<Drawing>('.canvas__box')?._cyreg?.cy.nodes().map((node) => (node.hasClass(wanted) ? node.id() : '')).filter(Boolean) ?? [], name)
}

/** Lines over what is hidden, with what is written on them. */
export function dottedLines(page: Page): Promise<{ id: string; over: string }[]> {
  return page.evaluate(() => document.querySelector<Drawing>('.canvas__box')?._cyreg?.cy.edges('.implied').map((edge) => ({ id: edge.id(), over: edge.data('over') })) ?? [])
}

/** Where a node stands in the picture's own units, whatever the zoom, and its label. */
export async function placeOf(page: Page, id: string): Promise<{ x: number; y: number; label: string }> {
  const found = await page.evaluate((wanted) => {
    const node = document.querySelector<Drawing>('.canvas__box')?._cyreg?.cy.getElementById(wanted)
    return node && !node.empty() ? { ...node.position(), label: node.data('label') } : undefined
  }, id)
  if (!found) throw new Error(`${id} is not on the map`)
  return found
}

/** Where a node stands in the window. */
async function onScreen(page: Page, id: string): Promise<{ x: number; y: number }> {
  const canvas = page.locator('.canvas__box')
  await canvas.scrollIntoViewIfNeeded()
  const box = await canvas.boundingBox()
  const place = await page.evaluate((wanted) => document.querySelector<Drawing>('.canvas__box')?._cyreg?.cy.getElementById(wanted).renderedPosition(), id)
  if (!box || !place) throw new Error(`${id} is not on the map`)
  return { x: box.x + place.x, y: box.y + place.y }
}

/** The hand goes where the node is, sees that it is named there, and taps. */
export async function tapNode(page: Page, id: string): Promise<void> {
  await eventually(async () => {
    const { x, y } = await onScreen(page, id)
    await page.mouse.move(x + 1, y + 1)
    await page.mouse.move(x, y)
    return page.evaluate((wanted) => document.querySelector<Drawing>('.canvas__box')?._cyreg?.cy.getElementById(wanted).hasClass('named'), id)
  }).toBe(true)
  const { x, y } = await onScreen(page, id)
  await page.mouse.click(x, y)
}

/** Takes a node with the mouse and leaves it elsewhere; `by` in pixels of the window. */
export async function drag(page: Page, id: string, by: { x: number; y: number }): Promise<void> {
  const { x, y } = await onScreen(page, id)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 5; step++) await page.mouse.move(x + (by.x * step) / 5, y + (by.y * step) / 5)
  await page.mouse.up()
}
