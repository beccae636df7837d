/** The page of one entity: the sentence first, then the proof; the day and the language asked about. */
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { answerOf, bothWidths, eventually, heading, openPage, parameters, pathOf } from './browser.ts'

const application = '/e/ini:990000000000:digitaler-bauantrag'
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

describe.each(bothWidths)('at %s width', (width) => {
  test('one sentence answers; evidence, chain, relations and sources prove it', async () => {
    const page = await openPage(`${application}?asOf=${asOf}`, { width })
    await eventually(() => answerOf(page).textContent()).toBe(
      'Verantwortlich ist die Leitung Bauordnungsamt (seit 1. März 2025). Beschlossen vom Rat der Stadt Musterstadt am 19. Mai 2022. ' +
        'Bezahlt aus eigenen Mitteln (760.000 €) und einer Förderung vom Ministerium für Bauen und Wohnen Musterland (480.000 €).',
    )
    expect(await heading(page).textContent()).toBe('Digitaler Bauantrag')
    expect(await page.title()).toBe('Digitaler Bauantrag – Kommunalgraph')
    expect(await section(page, 'Antwort').textContent()).toMatch(/\d+ Belege · Stand 1\. November 2026 · Vertrauen: bestätigt/)

    const chain = section(page, 'Vom Beschluss zur Wirkung')
    expect(await chain.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Beschluss', 'Verantwortlich', 'Geld', 'Wirkung'])
    expect(await chain.textContent()).toMatch(/angenommen · 19\. Mai 2022 · Rat der Stadt Musterstadt/)
    expect(await chain.getByRole('link', { name: 'Leitung Bauordnungsamt' }).count()).toBe(1)
    expect(await chain.textContent()).toMatch(/760\.000\s€/)

    const relations = section(page, 'Beziehungen')
    await relations.getByRole('group').first().waitFor()
    expect(await relations.getByRole('link', { name: /Bauportal/ }).count()).toBeGreaterThan(0)

    const shown = Number(/(\d+) Belege/.exec((await section(page, 'Antwort').textContent()) ?? '')?.[1])
    expect(shown).toBeGreaterThan(2)
    expect(await section(page, 'Belege').getByRole('listitem').count()).toBeGreaterThanOrEqual(shown)
  })

  test('what is missing stands there, with what to do about it', async () => {
    const page = await openPage(`/e/ini:990000000000:freies-wlan?asOf=${asOf}`, { width })
    await eventually(() => answerOf(page).textContent()).toMatch(/^Für dieses Vorhaben ist keine verantwortliche Stelle bekannt\./)
    const gaps = section(page, 'Lücken')
    const gap = gaps.getByRole('link', { name: 'Ohne verantwortliche Stelle' })
    await gap.waitFor()
    expect(await gaps.getByText('Eine Stelle oder ein Amt als verantwortlich eintragen, mit Quelle.').count()).toBe(1)
    expect(await section(page, 'Vom Beschluss zur Wirkung').getByText('nicht bekannt').count()).toBeGreaterThan(0)
    await gap.click()
    await page.waitForURL(/\/gaps\/no_accountable/)
    await page.getByRole('link', { name: 'Freies WLAN' }).first().waitFor()
  })

  test('Karlsruhe: a claim from a paper, never an owner', async () => {
    const page = await openPage(`/e/ini:082120000000:e-akte?tenant=082120000000&asOf=${asOf}`, { width })
    await eventually(() => answerOf(page).textContent()).toMatch(/^Verantwortlich laut Vorlage \(nicht bestätigt\): Amt für Informationstechnik und Digitalisierung\./)
    const owner = section(page, 'Vom Beschluss zur Wirkung').getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Verantwortlich', exact: true }) }).last()
    expect(await owner.textContent()).toContain('laut Vorlage, nicht bestätigt')
    expect(await page.getByText(/verantwortlich ist/i).count()).toBe(0)
    expect(await section(page, 'Antwort').textContent()).not.toContain('Vertrauen')
  })

  test('an unknown id: a sentence and a way on', async () => {
    const page = await openPage('/e/ini:990000000000:gibt-es-nicht', { width, tolerate: [404] })
    await page.getByRole('alert').getByText('Diesen Eintrag gibt es nicht, oder er ist nicht veröffentlicht.').waitFor()
    expect(await page.getByRole('button', { name: 'Noch einmal versuchen' }).count()).toBe(0)
  })
})

test.each(['/e/Bauantrag', '/e/ini:990000000000:%00', '/e/%3Cscript%3E'])('a broken id is a readable note too: %s', async (path) => {
  const page = await openPage(path, { tolerate: [400, 404] })
  const note = page.getByRole('alert').first()
  await note.waitFor()
  expect(await note.textContent()).toMatch(/[A-ZÄÖÜ].+\./)
})

test('an address that is no page: a sentence and the way to the start', async () => {
  const page = await openPage('/gibt-es-nicht')
  await eventually(() => heading(page).textContent()).toBe('Diese Seite gibt es nicht.')
  await page.getByRole('link', { name: 'Zur Startseite' }).click()
  await eventually(() => pathOf(page)).toBe('/')
})

describe('the day asked about', () => {
  test('another day, another owner; the page says which day it is', async () => {
    const page = await openPage(`${application}?asOf=${asOf}`)
    await eventually(() => answerOf(page).textContent()).toMatch(/^Verantwortlich ist die Leitung Bauordnungsamt/)
    await page.getByLabel('Stand', { exact: true }).fill('2024-06-01')
    await eventually(() => answerOf(page).textContent()).toMatch(/^Verantwortlich ist das Amt für E-Government \(seit 5\. Mai 2022/)
    expect(parameters(page).asOf).toBe('2024-06-01')
    await page.getByText('Sie sehen den Stand vom 1. Juni 2024.').waitFor()
    await page.goBack()
    await eventually(() => answerOf(page).textContent()).toMatch(/^Verantwortlich ist die Leitung Bauordnungsamt/)
    await page.getByRole('link', { name: 'Zurück zu heute' }).click()
    await eventually(() => parameters(page).asOf).toBeUndefined()
  })

  test('before it began the page says so', async () => {
    const page = await openPage(`${application}?asOf=2019-01-01`, { tolerate: [404] })
    await eventually(() => page.getByRole('main').textContent()).toMatch(/Am 1\. Januar 2019 gab es „Digitaler Bauantrag“ noch nicht|gibt es nicht/)
  })

  test('the day goes along to every page that is opened from here', async () => {
    const page = await openPage(`${application}?asOf=2024-06-01`)
    await page.getByRole('link', { name: 'Amt für E-Government' }).first().click()
    await eventually(() => pathOf(page)).toBe('/e/unit:990000000000:e-government')
    expect(parameters(page).asOf).toBe('2024-06-01')
    await page.getByRole('link', { name: 'Kommunalgraph' }).click()
    await eventually(() => pathOf(page)).toBe('/')
    expect(parameters(page).asOf).toBe('2024-06-01')
  })
})

test('English and back; the language stands in the address', async () => {
  const page = await openPage(`${application}?asOf=${asOf}`)
  await answerOf(page).waitFor()
  await page.getByRole('button', { name: /English/ }).click()
  await eventually(() => parameters(page).lang).toBe('en')
  await eventually(() => page.getByRole('region', { name: 'Answer' }).locator('.answer').textContent()).toMatch(/^Leitung Bauordnungsamt is accountable \(since 1 March 2025\)\./)
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allTextContents()).toContain('Questions')
  await page.reload()
  await page.getByRole('region', { name: 'Answer' }).waitFor()
  await page.getByRole('button', { name: /Deutsch/ }).click()
  await eventually(() => answerOf(page).textContent()).toMatch(/^Verantwortlich ist/)
  expect(parameters(page).lang).toBeUndefined()
  expect(await page.locator('html').getAttribute('lang')).toBe('de')
  await page.goBack()
  await page.getByRole('region', { name: 'Answer' }).waitFor()
})
