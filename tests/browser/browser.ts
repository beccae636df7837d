/**
 * A real Chromium for the tests of this room. `openPage` opens an address of the seeded API in a window of its own;
 * after each test all windows are closed, and whatever went wrong in them unasked (a thrown error, a message in the
 * console, a request that failed) fails the test.
 */
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, vi } from 'vitest'

/** A crowded machine needs patience; nothing here measures time. */
const patience = 45_000
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

/** The two widths of ui.md. */
export const widths = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
export type Width = keyof typeof widths
export const bothWidths = Object.keys(widths) as Width[]

export interface PageOptions {
  width?: Width
  /** Address of the API; default: the seeded one as internal readers see it. */
  base?: string
  scheme?: 'light' | 'dark'
  /** Statuses that this test provokes. */
  tolerate?: readonly number[]
}

let browser: Browser | undefined
const defects: string[] = []

beforeAll(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) throw new Error(`The browser tests need Chromium: ${executablePath} is not there. Install it, or name it: CHROMIUM=/path/to/chromium`)
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
})

afterEach(async () => {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
  expect(defects.splice(0), 'what went wrong in the page unasked').toEqual([])
})

afterAll(async () => {
  await browser?.close()
})

/** Opens a path in a fresh window: no storage, no cache, German. */
export async function openPage(path: string, { width = 'wide', base = inject('baseUrl'), scheme = 'light', tolerate = [] }: PageOptions = {}): Promise<Page> {
  if (!browser) throw new Error('No browser: openPage belongs into a test')
  const context = await browser.newContext({ viewport: widths[width], locale: 'de-DE', colorScheme: scheme, baseURL: base, reducedMotion: 'reduce' })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  page.on('pageerror', (error) => void defects.push(`${path}: ${error.message}`))
  page.on('console', (message) => {
    // Chromium writes a line for every failed request; those are judged by their status below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) defects.push(`${path}: ${message.text()}`)
  })
  page.on('response', (response) => {
    // 503 is the answer of a database that a crowded machine keeps waiting; the view then tries again by itself.
    if (response.status() >= 400 && response.status() !== 503 && !tolerate.includes(response.status())) defects.push(`${path}: ${response.status()} ${response.url()}`)
  })
  await page.goto(path)
  return page
}

/** Looks again and again until what is expected holds. */
export function eventually<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { timeout: patience, interval: 100 })
}

/** The one sentence of an entity's page. */
export const answerOf = (page: Page): Locator => page.getByRole('region', { name: 'Antwort' }).locator('.answer')

export const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 })

/** Parameters of the address, decoded. */
export const parameters = (page: Page): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams)

export const pathOf = (page: Page): string => decodeURIComponent(new URL(page.url()).pathname)
