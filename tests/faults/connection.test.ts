/** The database, then the server, go away under an open page: it says so, keeps what it shows, and comes back by itself. */
import { buildWeb } from '@kommunalgraph/api/build-web.mjs'
import { freePort } from '@kommunalgraph/database'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KeptDatabase, keepDatabase } from '../kept-database.ts'
import { type Api, asOf, startApi } from '../neo4j.ts'
import { answerOf, eventually, heading, openPage, pathOf } from '../browser/browser.ts'

let database: KeptDatabase
let api: Api
let settings: Record<string, string>

beforeAll(async () => {
  await buildWeb()
  database = await keepDatabase()
  settings = { PORT: String(await freePort()) }
  api = await startApi(database.connection, settings)
}, 600_000)

afterAll(async () => {
  await api?.stop()
  await database?.remove()
})

const application = `/e/ini:990000000000:digitaler-bauantrag?asOf=${asOf}`
const sentence = /^Verantwortlich ist die Leitung Bauordnungsamt/
const notice = (page: Page) => page.getByText(/Die Datenbank ist gerade nicht erreichbar\. Was Sie sehen, bleibt stehen/)
const offline = (page: Page) => page.locator('.connection').getByText(/Keine Verbindung zum Server/)

async function openApplication(): Promise<Page> {
  const page = await openPage(application, { base: api.url })
  await eventually(() => answerOf(page).textContent()).toMatch(sentence)
  await page.waitForLoadState('networkidle')
  return page
}

test('the database stops: the notice appears, what was loaded stays, and the rest comes when it is back', async () => {
  const page = await openApplication()
  await database.shut()
  // What is not loaded yet asks the database.
  await page.getByText('Verlauf', { exact: true }).click()
  await notice(page).waitFor()
  expect(await answerOf(page).textContent()).toMatch(sentence)
  expect(await heading(page).textContent()).toBe('Digitaler Bauantrag')
  // A page that was never open says what is the matter instead of staying empty.
  await page.getByRole('navigation', { name: 'Menü' }).getByRole('link', { name: 'Lücken' }).click()
  await eventually(() => pathOf(page)).toBe('/gaps')
  await page.getByRole('alert').getByText(/Datenbank/).waitFor()

  await database.start()
  // No click, no reload.
  await eventually(() => notice(page).count()).toBe(0)
  await eventually(() => page.locator('.gap-kind').count()).toBe(9)
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.goBack()
  await eventually(() => answerOf(page).textContent()).toMatch(sentence)
}, 600_000)

test('the server stops: the page says that too, and comes back', async () => {
  const page = await openApplication()
  await api.stop()
  await page.getByText('Verlauf', { exact: true }).click()
  await offline(page).waitFor()
  expect(await answerOf(page).textContent()).toMatch(sentence)

  api = await startApi(database.connection, settings)
  await eventually(() => offline(page).count()).toBe(0)
  const history = page.getByRole('group').filter({ has: page.getByRole('heading', { name: 'Verlauf' }) })
  await eventually(() => history.getByRole('listitem').count()).toBeGreaterThan(0)
}, 600_000)

test('a page that is opened while the database is away fills by itself', async () => {
  const page = await openApplication()
  await database.shut()
  const other = await openPage('/', { base: api.url })
  await notice(other).waitFor()
  expect(await heading(other).textContent()).toBe('Wem gehört es, wer hängt davon ab, was fehlt?')
  await database.start()
  await eventually(() => other.locator('.door ul li').count()).toBeGreaterThan(8)
  await eventually(() => notice(other).count()).toBe(0)
  expect(await answerOf(page).textContent()).toMatch(sentence)
}, 600_000)
