/** The steward's form in headless Chromium: from the click on "Ändern" until its first field can be typed into. */
import { chromium } from 'playwright-core'
import { median } from './measure.ts'

export interface StewardFormFigures {
  /** Median of the openings after the first, each on a freshly loaded page. */
  readonly openMs: number
  /** The first one: nothing of the forms is in the cache yet. */
  readonly firstMs: number
}

const openings = 7
const entity = '/e/ini:990000000000:digitaler-bauantrag'

/** Opens the form of the main story again and again and measures inside the page. */
export async function measureStewardForm(url: string, executablePath: string): Promise<StewardFormFigures> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--lang=de-DE'],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' })
    const page = await context.newPage()
    const times: number[] = []
    for (let opening = 0; opening < openings; opening++) {
      await page.goto(`${url}${entity}`, { waitUntil: 'networkidle' })
      await page.locator('a[href$="/edit"]').waitFor()
      // As text, because what runs in the page knows neither this file nor its types.
      const ms = await page.evaluate<number>(`new Promise((resolve) => {
        const began = performance.now()
        const look = () => {
          const field = document.getElementById('field-name')
          if (field && field.value !== '') resolve(performance.now() - began)
          else requestAnimationFrame(look)
        }
        document.querySelector('a[href$="/edit"]').click()
        look()
      })`)
      times.push(ms)
    }
    const [first = 0, ...rest] = times
    return { firstMs: first, openMs: median(rest) }
  } finally {
    await browser.close()
  }
}
