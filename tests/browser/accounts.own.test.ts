/** Logging in as people do it: from the page that needs it and back, a login that ends in the middle of work, the public's view. */
import { AxeBuilder } from '@axe-core/playwright'
import { buildWeb } from '@kommunalgraph/api/build-web.mjs'
import type { EntityPage } from '@kommunalgraph/contract/entities.ts'
import neo4j, { type Driver } from 'neo4j-driver'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginning, doorOf, headOfIt, itOffice, permit } from '../changes/town.ts'
import { send } from '../http.ts'
import { startWorld, type World } from '../neo4j.ts'
import { bothWidths, eventually, heading, openPage, pathOf } from './browser.ts'

const password = 'ein Satz den niemand errät'
let world: World
let driver: Driver
let base: string

beforeAll(async () => {
  await buildWeb()
  world = await startWorld({ seeded: false })
  base = world.api.url
  const { uri, user, password: secret } = world.database
  driver = neo4j.driver(uri, neo4j.auth.basic(user, secret))
  expect((await doorOf(base).write(beginning)).status).toBe(200)
  const json = (method: string, path: string, body: unknown, cookie?: string) =>
    send(`${base}/api/v1${path}`, { method, headers: { 'content-type': 'application/json', ...(cookie && { cookie }) }, body: JSON.stringify(body) })
  expect((await json('POST', '/accounts', { account: 'betrieb', role: 'administrator', password })).status).toBe(201)
  const login = await json('POST', '/session', { account: 'betrieb', password })
  const cookie = login.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  for (const [account, role] of [['pflege', 'editor'], ['rat', 'reader']] as const) expect((await json('POST', '/accounts', { account, role, password }, cookie)).status).toBe(201)
}, 600_000)
afterAll(async () => {
  await driver?.close()
  await world?.stop()
})

async function logIn(page: Page, account: string, secret = password): Promise<void> {
  await page.getByLabel('Konto').fill(account)
  await page.getByLabel('Passwort').fill(secret)
  await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click()
}
const fits = async (page: Page) => expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)

test.each(bothWidths)('whoever wants to change something is led to the login and back (%s); a wrong password says what to do', async (width) => {
  const page = await openPage(`/e/${permit}/edit`, { base, width, tolerate: [401] })
  await eventually(() => heading(page).textContent()).toBe('Dafür bitte anmelden')
  await page.getByRole('main').getByRole('link', { name: 'Anmelden' }).click()
  await eventually(() => pathOf(page)).toBe('/login')
  await logIn(page, 'pflege', 'nicht das Passwort')
  await page.getByRole('alert').getByText('Anmelden nicht möglich').waitFor()
  await fits(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await logIn(page, 'pflege')
  await eventually(() => pathOf(page)).toBe(`/e/${permit}/edit`)
  expect(await page.getByLabel('Bezeichnung', { exact: false }).first().inputValue()).toBe('Digitaler Bauantrag')
  await page.goto('/account')
  await page.getByText('Sie sind angemeldet als pflege').waitFor()
  await fits(page)
  await page.getByRole('main').getByRole('button', { name: 'Abmelden' }).click()
  await page.getByRole('link', { name: 'Anmelden' }).first().waitFor()
  await page.goto('/account')
  await page.getByText('Sie sind nicht angemeldet').waitFor()
})

test('a login that ends in the middle of work: nothing that was entered is lost, and it is saved after logging in again', async () => {
  const page = await openPage(`/login?back=${encodeURIComponent(`/e/${permit}/edit`)}`, { base, tolerate: [401] })
  await logIn(page, 'pflege')
  const name = page.getByLabel('Bezeichnung', { exact: false }).first()
  await name.fill('Digitaler Bauantrag, zweiter Anlauf')
  await page.getByLabel(/^Begründung \(Pflicht\)/).fill('Umbenannt im Ausschuss')
  await page.getByRole('main').getByLabel('Quelle suchen').last().click()
  await page.keyboard.type('Akte', { delay: 10 })
  await page.getByRole('option', { name: /Akte/ }).first().click()
  await driver.executeQuery('MATCH (s:__Session) DETACH DELETE s')
  // A server knows for five seconds who somebody was.
  await page.waitForTimeout(6_000)
  await page.getByRole('button', { name: 'Speichern', exact: true }).click()
  await eventually(() => heading(page).textContent()).toBe('Dafür bitte anmelden')
  await page.getByRole('main').getByRole('link', { name: 'Anmelden' }).click()
  await logIn(page, 'pflege')
  await page.getByText(/Ihre Eingaben vom .* sind wieder da/).waitFor()
  expect(await name.inputValue()).toBe('Digitaler Bauantrag, zweiter Anlauf')
  await page.getByRole('button', { name: 'Speichern', exact: true }).click()
  await eventually(() => pathOf(page)).toBe(`/e/${permit}`)
  const { body } = await send<EntityPage>(`${base}/api/v1/entities/${encodeURIComponent(permit)}`)
  expect(body.entity.name).toBe('Digitaler Bauantrag, zweiter Anlauf')
})

test('what somebody else keeps is read and copied, not changed', async () => {
  const page = await openPage(`/login?back=${encodeURIComponent('/scenarios')}`, { base })
  await logIn(page, 'pflege')
  await eventually(() => pathOf(page)).toBe('/scenarios')
  for (const [path, body] of [['/scenarios', { name: 'Ohne das Amt', day: '2027-01-01', steps: [{ kind: 'dissolve', unit: itOffice }] }], ['/views', { name: 'Sicht der Pflege', address: '/map', places: {} }]] as const)
    expect(await page.evaluate(`fetch('/api/v1${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(body))} }).then(({ status }) => status)`)).toBe(201)

  await page.goto('/views')
  await page.getByRole('button', { name: /Sicht der Pflege.*vergessen/i }).waitFor()

  const other = await openPage(`/login?back=${encodeURIComponent('/views')}`, { base })
  await logIn(other, 'rat')
  await other.getByRole('link', { name: 'Sicht der Pflege' }).waitFor()
  expect(await other.getByRole('button', { name: /vergessen/i }).count()).toBe(0)
  // What is offered above the page is what this account may, at once.
  await other.getByRole('navigation', { name: 'Menü' }).getByRole('link', { name: 'Was wäre, wenn' }).click()
  await other.getByRole('link', { name: 'Ohne das Amt' }).click()
  await other.getByText('Dieses Szenario gehört pflege.').waitFor()
  expect(await other.getByText('Name, Beschreibung und Tag ändern').count()).toBe(0)
  expect(await other.getByRole('button', { name: /Schritt/ }).count()).toBe(0)
  await other.getByRole('button', { name: 'Als eigenes Szenario weiterführen' }).click()
  await eventually(() => heading(other).textContent()).toBe('Ohne das Amt (Kopie)')
  await other.getByText('· von rat').waitFor()
  await other.getByText('Name, Beschreibung und Tag ändern').click()
  await other.getByRole('button', { name: 'Löschen' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Löschen' }).click()
  await eventually(() => pathOf(other)).toBe('/scenarios')
  await eventually(() => other.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Ohne das Amt'])
  await fits(other)
})

test('an internal reader sees what is not published, and on demand only what the public sees', async () => {
  const page = await openPage(`/login?back=${encodeURIComponent(`/e/${headOfIt}`)}`, { base, tolerate: [404] })
  await logIn(page, 'rat')
  await eventually(() => heading(page).textContent()).toContain('Leitung IT')
  expect(await page.getByRole('navigation', { name: 'Pflegen' }).count()).toBe(0)
  await page.getByRole('button', { name: /Öffentlichkeit/ }).first().click()
  await page.getByRole('main').getByRole('alert').waitFor()
  expect(await page.getByText('Leitung IT').count()).toBe(0)
  await page.getByRole('button', { name: /beenden|zurück|Ende/i }).first().click()
  await eventually(() => heading(page).textContent()).toContain('Leitung IT')
})
