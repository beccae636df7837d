/**
 * Pictures for README and review, taken from the running product (`npm start` in another terminal):
 *   npm run screenshots [-- --url http://localhost:3000] [--out docs/img] [path …]
 *   npm run screenshots -- --guide    the pictures of docs/datenpflege.md
 * Without paths: start page, one page of an initiative, the map around it, the whole map; at 1440 px and 390 px.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { guidePictures } from './guide-pictures.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string', default: 'http://localhost:3000' }, out: { type: 'string', default: 'docs/img' }, dark: { type: 'boolean', default: false }, guide: { type: 'boolean', default: false } },
})

const initiative = 'ini:990000000000:digitaler-bauantrag'
const asked = positionals.map((path) => [path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'start', path])
const usual = [
  ['start', '/'],
  ['entity', `/e/${initiative}`],
  ['map-around', `/map?focus=${initiative}`],
  ['map-whole', '/map'],
]
const pictures = values.guide ? [] : asked.length > 0 ? asked : usual

const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path))
if (!executablePath) {
  console.error('No Chromium found. Install it or name it: CHROMIUM=/path/to/chromium npm run screenshots')
  process.exit(1)
}
mkdirSync(values.out, { recursive: true })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--lang=de-DE'] })
let failures = values.guide ? await guidePictures(browser, values) : 0
for (const [name, path] of pictures) {
  for (const [width, height] of [
    [1440, 1100],
    [390, 844],
  ]) {
    const page = await browser.newPage({ viewport: { width, height }, locale: 'de-DE', colorScheme: values.dark ? 'dark' : 'light' })
    page.on('pageerror', (error) => {
      failures += 1
      console.error(`${path} at ${width} px: ${error.message}`)
    })
    page.on('response', (response) => {
      if (response.status() >= 400) {
        failures += 1
        console.error(`${path} at ${width} px: ${response.status()} ${response.url()}`)
      }
    })
    await page.goto(new URL(path, values.url).href, { waitUntil: 'networkidle' })
    // The canvas draws after the last answer.
    await page.waitForTimeout(1500)
    const file = join(values.out, `${name}-${width}${values.dark ? '-dark' : ''}.png`)
    await page.screenshot({ path: file, fullPage: path === '/' || (width === 390 && path.startsWith('/map')) })
    console.log(file)
    await page.close()
  }
}
await browser.close()
process.exit(failures === 0 ? 0 : 1)
