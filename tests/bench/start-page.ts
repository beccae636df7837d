/** The start page in headless Chromium: when the first useful content stands there, and how much JavaScript that took. */
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'
import { median } from './measure.ts'

export interface StartPageFigures {
  /** Milliseconds from navigation to the first answer that came from the graph, median of five loads with an empty cache. */
  readonly firstAnswerMs: number
  /** Milliseconds until the title of the page stands there. */
  readonly firstTitleMs: number
  /** Bytes of all JavaScript until the network is idle, each file gzipped, without Cytoscape. */
  readonly scriptBytes: number
  /** Of which Cytoscape, which must not be there. */
  readonly cytoscapeBytes: number
  readonly files: readonly { name: string; bytes: number }[]
}

const watcher = readFileSync(new URL('watch-page.js', import.meta.url), 'utf8')
const loads = 5
/** In a door, what a reader can follow: an entity that the API named. */
const answer = '.door ul li a'
const title = 'h1'

/** The browser: the one named by CHROMIUM, else the usual one. */
export function chromiumPath(): string | undefined {
  return [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  )
}

export async function measureStartPage(url: string, executablePath: string): Promise<StartPageFigures> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--lang=de-DE'],
  })
  try {
    await oneLoad(browser, url)
    const answers: number[] = []
    const titles: number[] = []
    let scripts = new Map<string, number>()
    for (let load = 0; load < loads; load++) {
      const one = await oneLoad(browser, url)
      answers.push(one.answerMs)
      titles.push(one.titleMs)
      scripts = one.scripts
    }
    const files = [...scripts].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes)
    const sum = (of: typeof files) => of.reduce((total, { bytes }) => total + bytes, 0)
    const cytoscape = files.filter(({ name }) => name.includes('cytoscape'))
    return {
      firstAnswerMs: median(answers),
      firstTitleMs: median(titles),
      scriptBytes: sum(files) - sum(cytoscape),
      cytoscapeBytes: sum(cytoscape),
      files,
    }
  } finally {
    await browser.close()
  }
}

/** A context of its own is an empty cache. */
async function oneLoad(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' })
  const page = await context.newPage()
  const scripts = new Map<string, number>()
  const reading: Promise<void>[] = []
  page.on('response', (response) => {
    if (!/javascript/.test(response.headers()['content-type'] ?? '')) return
    reading.push(
      response.body().then((body) => {
        scripts.set(response.url().split('/').at(-1) ?? '', gzipSync(body).byteLength)
      }),
    )
  })
  await page.addInitScript(`window.benchSelectors = ${JSON.stringify([answer, title])};\n${watcher}`)
  await page.goto(url, { waitUntil: 'networkidle' })
  await Promise.all(reading)
  const times = { titleMs: await seenAt(page, title), answerMs: await seenAt(page, answer), scripts }
  await context.close()
  return times
}

async function seenAt(page: Page, selector: string): Promise<number> {
  const read = (wanted: string) => (window as unknown as { benchSeen: Record<string, number> }).benchSeen[wanted]
  const seen = await page.evaluate(read, selector)
  if (seen === undefined) throw new Error(`The start page never showed ${selector}`)
  return seen
}
