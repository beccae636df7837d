/** Two municipalities, told apart everywhere: what is invented says so on every page, what is real never does. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Api, asOf, karlsruhe, startApi } from '../neo4j.ts'
import { answerOf, bothWidths, eventually, heading, openPage, parameters, pathOf } from './browser.ts'

const invented = 'Musterstadt ist erfunden. Alle Angaben hier sind Beispiele.'
const pages = (initiative: string, unit: string) => [
  '/', '/map', `/map?focus=${initiative}`, `/map?focus=${initiative}&view=list`, '/entities', '/questions', '/questions/P01',
  '/gaps', '/gaps/no_accountable', '/terms', `/e/${initiative}`, `/e/${initiative}/impact`, `/e/${unit}`,
]
const municipality = (page: Page) => page.getByRole('banner').getByLabel('Kommune')
const withScope = (path: string, scope: string) => `${path}${path.includes('?') ? '&' : '?'}${scope}`

test.each(pages('ini:990000000000:e-akte', 'unit:990000000000:digitalisierung'))('Musterstadt %s is marked as invented', async (path) => {
  const page = await openPage(withScope(path, `asOf=${asOf}`))
  await page.getByText(invented).waitFor()
  await heading(page).waitFor()
})

test.each(pages('ini:082120000000:e-akte', 'unit:082120000000:it'))('Karlsruhe %s is not', async (path) => {
  // The first question has an example of Musterstadt, which Karlsruhe cannot answer.
  const page = await openPage(withScope(path, `asOf=${asOf}&tenant=${karlsruhe}`), { tolerate: path.endsWith('P01') ? [404] : [] })
  await heading(page).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await municipality(page).inputValue()).toBe(karlsruhe)
  expect(await page.getByText(/erfunden/).count()).toBe(0)
})

describe('the switch', () => {
  test('leads to the start of the other municipality and stays on', async () => {
    const page = await openPage('/gaps')
    await municipality(page).selectOption({ label: 'Karlsruhe' })
    await eventually(() => pathOf(page)).toBe('/')
    expect(parameters(page).tenant).toBe(karlsruhe)
    await page.getByText('Das Ökosystem von Karlsruhe').waitFor()
    await page.getByRole('navigation', { name: 'Menü' }).getByRole('link', { name: 'Alle Einträge' }).click()
    await eventually(() => pathOf(page)).toBe('/entities')
    expect(parameters(page).tenant).toBe(karlsruhe)
    await page.getByRole('table').getByRole('link').first().waitFor()
    await municipality(page).selectOption({ label: 'Musterstadt' })
    await page.getByText('Das Ökosystem von Musterstadt').waitFor()
    expect(parameters(page).tenant).toBeUndefined()
    await page.getByText(invented).waitFor()
  })

  test('search stays with the municipality shown', async () => {
    const page = await openPage(`/?tenant=${karlsruhe}`)
    await heading(page).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('digitaler bauantrag', { delay: 20 })
    await page.getByRole('option', { name: /^Digitaler Bauantrag/ }).first().click()
    await eventually(() => pathOf(page)).toBe('/e/ini:082120000000:digitaler-bauantrag')
    await answerOf(page).waitFor()
  })
})

test.each([
  ['ini:082120000000:e-akte', '', karlsruhe],
  ['ini:990000000000:e-akte', `?tenant=${karlsruhe}`, undefined],
])('a link to %s without its municipality (%s) shows it as what it is', async (id, scope, tenant) => {
  for (const path of [`/e/${id}`, `/e/${id}/impact`]) {
    const page = await openPage(`${path}${scope}`)
    await eventually(() => parameters(page).tenant).toBe(tenant)
    await eventually(() => page.getByText(invented).count()).toBe(tenant === karlsruhe ? 0 : 1)
  }
})

describe('a municipality of which nothing is known yet', () => {
  let api: Api
  beforeAll(async () => {
    api = await startApi(inject('neo4j'), { KG_HOME: '053340002002' })
  })
  afterAll(() => api?.stop())

  test.each(bothWidths)('is told how to begin, and where to see what it can look like (%s)', async (width) => {
    const page = await openPage('/', { base: api.url, width })
    await page.getByText('Für Ihre Kommune ist noch nichts erfasst.').waitFor()
    expect(await page.getByText('Zum Beispiel', { exact: true }).count()).toBe(0)
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await page.getByRole('link', { name: 'Datei einlesen' }).click()
    await eventually(() => pathOf(page)).toBe('/import')
    await page.goBack()
    await page.getByRole('main').getByRole('link', { name: 'Musterstadt' }).click()
    await page.getByText('Das Ökosystem von Musterstadt').waitFor()
    await municipality(page).selectOption({ label: 'Karlsruhe' })
    await page.getByText('Das Ökosystem von Karlsruhe').waitFor()
    await municipality(page).selectOption({ label: '–' })
    await page.getByText('Für Ihre Kommune ist noch nichts erfasst.').waitFor()
  })
})
