/**
 * `npm run bench:web`: the web view in headless Chromium. From a click to the answer; the map while it is dragged, beside
 * Cytoscape alone and sigma.js with the same graph in the same run; what opening it costs the main thread; what exploring leaves
 * in memory. Options and figures: docs/benchmarks.md.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { entityTypes, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Scene } from './bare/scene.ts'
import { mapLayouts } from '../../web/src/graph/layout-names.ts'
import { machine } from './machine.ts'
import { median } from './measure.ts'
import { chromiumPath } from './start-page.ts'
import { startBenchWorld } from './world.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

/** Entities of the municipalities whose maps are dragged, a tenth of the generated graph; with what they share some 2,000 and 5,000 nodes. */
const maps = [1_800, 4_400]
/** Goals: milliseconds, share of Cytoscape's own frames, share of the memory after two explorations. */
const goals = { answerMs: 300, taskMs: 200, frames: 0.9, memory: 1.1 }
const dragMs = 3_000
const answers = 12
const explorations = 10

interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** The value meets it, with `least` from above. */
  readonly goal?: number
  readonly least?: boolean
}

/** Serves the built bare pages and the scene that the product's map has drawn. */
async function bareServer() {
  const folder = await mkdtemp(join(tmpdir(), 'kommunalgraph-bare-'))
  const root = join(import.meta.dirname, 'bare')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 5_000, rollupOptions: { input: ['cytoscape', 'sigma'].map((page) => join(root, `${page}.html`)) } },
  })
  let scene = ''
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json' }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bare').pathname
    const content = path === '/scene.json' ? Promise.resolve(scene) : readFile(join(folder, path.replaceAll('..', '')))
    content.then(
      (body) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    draw: (next: Scene) => {
      scene = JSON.stringify(next)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const openPage = async (browser: Browser) => (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' })).newPage()

/** From the click on a link to the sentence that answers, inside the page; entities one after the other, without loading anew. */
async function clickToAnswer(browser: Browser, url: string): Promise<Figure[]> {
  const page = await openPage(browser)
  const times: number[] = []
  await page.goto(`${url}/entities?type=Initiative`, { waitUntil: 'networkidle' })
  for (let at = 0; at < answers; at++) {
    // As text, because what runs in the page knows neither this file nor its types.
    const ms = await page.evaluate<number>(`new Promise((resolve, reject) => {
      const link = [...document.querySelectorAll('main a[href^="/e/"]')][${at}]
      if (!link) return reject(new Error('The list has too few initiatives'))
      const began = performance.now()
      const look = () => (document.querySelector('.entity-answer') ? requestAnimationFrame(() => resolve(performance.now() - began)) : requestAnimationFrame(look))
      link.click()
      look()
    })`)
    times.push(ms)
    await page.waitForLoadState('networkidle')
    await page.goBack()
    await page.locator('main a[href^="/e/"]').nth(at + 1).waitFor()
    await page.waitForLoadState('networkidle')
  }
  await page.context().close()
  const [first = Number.NaN, ...rest] = times
  return [
    { what: `demo: click to answer, median of ${rest.length} initiatives`, value: median(rest), unit: 'ms', goal: goals.answerMs },
    { what: 'demo: the first one, with the code of the page', value: first, unit: 'ms' },
  ]
}

/** Memory of scripts after a forced collection, megabytes. */
async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 2 ** 20
}

/**
 * Start, an initiative, the map around it, the whole map, and back, again and again in one tab. Without the machine code that
 * V8 makes of what runs often: it grows with use up to a limit, and nothing that the product keeps or lets go is in it.
 */
async function memory(url: string): Promise<Figure[]> {
  const browser = await launch('--js-flags=--jitless')
  const page = await openPage(browser)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const drawn = () => page.locator('.canvas[data-ready] canvas').first().waitFor()
  await page.goto(url, { waitUntil: 'networkidle' })
  const after: number[] = []
  for (let at = 0; at < explorations; at++) {
    await page.getByRole('navigation').getByRole('link', { name: 'Alle Einträge' }).click()
    await page.locator('main a[href^="/e/ini:"], main a[href^="/e/sys:"], main a[href^="/e/unit:"]').nth(at % 2).click()
    await page.locator('.entity-answer').waitFor()
    await page.locator('main a[href^="/map?focus"]').first().click()
    await drawn()
    await page.waitForLoadState('networkidle')
    await page.getByRole('navigation').getByRole('link', { name: 'Karte' }).click()
    await drawn()
    await page.waitForLoadState('networkidle')
    await page.getByRole('navigation').getByRole('link', { name: 'Start' }).click()
    await page.locator('.door ul li a').first().waitFor()
    await page.waitForTimeout(500)
    after.push(await heapMb(session))
  }
  await browser.close()
  const [, two = Number.NaN] = after
  const last = after.at(-1) ?? Number.NaN
  return [
    { what: `demo: memory after ${explorations} explorations / after 2 (${last.toFixed(1)} / ${two.toFixed(1)} MB)`, value: last / two, unit: '×', goal: goals.memory },
  ]
}

const withEverything = `/map?${new URLSearchParams({ types: entityTypes.join(), relations: relationTypeNames.join() })}`

/** What the browser lays out itself with everything on the map, in one piece of the main thread each; the geography comes from the server. */
async function layouts(browser: Browser, url: string): Promise<Figure[]> {
  const page = await openPage(browser)
  const figures: Figure[] = []
  for (const layout of mapLayouts) {
    await page.goto(`${url}${withEverything}&layout=${layout}`, { waitUntil: 'networkidle' })
    await page.waitForFunction(`performance.getEntriesByName('layout').length > 0`)
    const { longest, nodes } = await page.evaluate<{ longest: number; nodes: number }>(`({
      longest: Math.max(...performance.getEntriesByName('layout').map(({ duration }) => duration)),
      nodes: document.querySelector('.canvas__box')._cyreg.cy.nodes().length,
    })`)
    figures.push({ what: `${nodes.toLocaleString('en')} nodes: layout "${layout}" on the main thread`, value: longest, unit: 'ms', ...(nodes <= 2_500 ? { goal: goals.taskMs } : {}) })
  }
  await page.context().close()
  return figures
}

/** The product's map with everything on it, and how long the main thread was held at a time until it stood. */
async function productMap(browser: Browser, url: string): Promise<{ page: Page; scene: Scene; longest: number; tasks: number[] }> {
  const page = await openPage(browser)
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.goto(`${url}/map`, { waitUntil: 'networkidle' })
  await page.locator('.canvas[data-ready] canvas').first().waitFor()
  await page.goto('about:blank')
  await page.addInitScript(`window.tasks = []; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.tasks.push(Math.round(duration)) }).observe({ type: 'longtask', buffered: true })`)
  await page.goto(`${url}${withEverything}`, { waitUntil: 'networkidle' })
  await page.locator('.canvas[data-ready] canvas').first().waitFor()
  let count = -1
  for (;;) {
    const now = await page.evaluate<number>(`document.querySelector('.canvas__box')._cyreg.cy.elements().length`)
    if (now === count && now > 0) break
    count = now
    await page.waitForTimeout(1_500)
  }
  const scene = await page.evaluate<Scene>(`(() => { const { cy } = document.querySelector('.canvas__box')._cyreg; const { elements } = cy.json(); return { elements: { nodes: elements.nodes, edges: elements.edges }, style: cy.style().json() } })()`)
  await page.evaluate(`document.querySelector('.canvas__box')._cyreg.cy.on('render', () => { window.drawn = (window.drawn ?? 0) + 1 })`)
  const tasks = await page.evaluate<number[]>('window.tasks')
  return { page, scene, longest: Math.max(0, ...tasks), tasks }
}

async function barePage(browser: Browser, address: string): Promise<Page> {
  const page = await openPage(browser)
  page.on('pageerror', (error) => say(`${address}: ${error.message}`))
  await page.goto(address, { waitUntil: 'networkidle' })
  await page.locator('#box canvas').first().waitFor()
  await page.waitForTimeout(1_000)
  return page
}

/** Frames a second while the reader drags the ground of the picture to and fro. */
async function framesWhileDragging(page: Page, selector: string): Promise<number> {
  await page.bringToFront()
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} is not on the page`)
  // The picture is fitted with room around it: nothing stands in its corner.
  const [x, y] = [box.x + 6, box.y + 6]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.evaluate('window.drawn = 0')
  const began = performance.now()
  for (let step = 0; performance.now() - began < dragMs; step++) await page.mouse.move(x + 120 + 110 * Math.sin(step / 9), y + 90 + 80 * Math.sin(step / 7))
  const drawn = await page.evaluate<number>('window.drawn')
  const seconds = (performance.now() - began) / 1_000
  await page.mouse.up()
  // What it still has to draw is not to be paid by the page that comes next.
  for (let [still, looks] = [0, 0]; still < 5 && looks < 500; looks++) {
    const ms = await page.evaluate<number>('new Promise((resolve) => { const began = performance.now(); requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began))) })')
    still = ms < 60 ? still + 1 : 0
  }
  return drawn / seconds
}

/** The three pages take turns, so that a busy second hits all of them. */
async function dragging(browser: Browser, url: string, bare: Awaited<ReturnType<typeof bareServer>>, rounds: number): Promise<Figure[]> {
  const product = await productMap(browser, url)
  const { nodes, edges } = product.scene.elements
  const name = `${nodes.length.toLocaleString('en')} nodes, ${edges.length.toLocaleString('en')} edges`
  bare.draw(product.scene)
  const sides = [
    { page: product.page, selector: '.canvas__box', frames: [] as number[] },
    { page: await barePage(browser, `${bare.url}/cytoscape.html`), selector: '#box', frames: [] as number[] },
    { page: await barePage(browser, `${bare.url}/sigma.html`), selector: '#box', frames: [] as number[] },
  ] as const
  for (let round = -1; round < rounds; round++) {
    for (const { page, selector, frames } of sides) {
      const found = await framesWhileDragging(page, selector)
      // The first round is cold.
      if (round >= 0) frames.push(found)
    }
  }
  for (const { page } of sides) await page.context().close()
  const [ours, alone, sigma] = sides.map(({ frames }) => frames) as [number[], number[], number[]]
  const sum = (frames: number[]) => frames.reduce((total, fps) => total + fps, 0)
  // Of all rounds: where a page draws less than one frame in a round, single rounds say nothing.
  const ratios = (other: number[]) => sum(ours) / sum(other)
  return [
    ...(await layouts(browser, url)),
    { what: `${name}: longest task on the main thread until the map stood, first drawing included`, value: product.longest, unit: 'ms' },
    { what: `${name}: frames while dragging, ours / Cytoscape alone (${median(ours).toFixed(1)} / ${median(alone).toFixed(1)} a second)`, value: ratios(alone), unit: '×', goal: goals.frames, least: true },
    { what: `${name}: frames while dragging, ours / sigma.js (${median(ours).toFixed(1)} / ${median(sigma).toFixed(1)} a second)`, value: ratios(sigma), unit: '×', goal: 1, least: true },
  ]
}

const meets = ({ value, goal, least }: Figure) => goal === undefined || (least ? value >= goal : value <= goal)

function asText(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length))
  return figures
    .map((figure) => {
      const { what, value, unit, goal, least } = figure
      const told = unit === 'ms' ? `${value.toFixed(0)} ms` : `${value.toFixed(2)} ${unit}`
      return `${what.padEnd(width)}  ${told.padStart(9)}${goal === undefined ? '' : `  (goal ${least ? '≥' : '≤'} ${goal}${meets(figure) ? '' : ': MISSED'})`}`
    })
    .join('\n')
}

function launch(...more: string[]): Promise<Browser> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new RangeError('This benchmark needs Chromium. Name one with CHROMIUM=/path/to/chromium.')
  // As on a machine without a graphics card: sigma.js gets WebGL in software, and a canvas is painted by the processor, not by
  // that WebGL, which takes seconds for the lines of one large picture.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking', '--lang=de-DE', '--enable-unsafe-swiftshader', '--use-gl=angle', '--use-angle=swiftshader', '--disable-accelerated-2d-canvas', ...more] })
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, only: { type: 'string', default: 'demo,map' }, json: { type: 'boolean', default: false } } })
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds: a number from 1')
  const only = values.only.split(',')
  if (only.some((part) => part !== 'demo' && part !== 'map')) throw new RangeError('--only: demo, map, or both with a comma')
  const { processor, cores, memoryGb, loadBefore, node } = machine()
  const browser = await launch()
  const figures: Figure[] = []
  try {
    if (only.includes('demo')) {
      const world = await startBenchWorld('demo', (text) => say(`demo: ${text}`))
      try {
        say('demo: click to answer')
        figures.push(...(await clickToAnswer(browser, world.url)))
        say('demo: memory')
        figures.push(...(await memory(world.url)))
      } finally {
        await world.stop()
      }
    }
    if (only.includes('map')) {
      const bare = await bareServer()
      try {
        for (const nodes of maps) {
          const world = await startBenchWorld(nodes * 10, (text) => say(`${nodes}: ${text}`))
          try {
            say(`${nodes}: dragging`)
            figures.push(...(await dragging(browser, world.url, bare, rounds)))
          } finally {
            await world.stop()
          }
        }
      } finally {
        await bare.close()
      }
    }
  } finally {
    await browser.close()
  }
  const head = `${cores} cores (${processor}), ${memoryGb} GB; Node ${node}; headless Chromium ${browser.version()}, no graphics card; load before the run ${loadBefore.toFixed(1)}`
  console.log(values.json ? JSON.stringify({ head, figures }, null, 2) : `${head}\n\n${asText(figures)}`)
}

try {
  await run()
} catch (error) {
  say(error instanceof RangeError ? error.message : String(error instanceof Error ? error.stack : error))
  process.exitCode = 1
}
