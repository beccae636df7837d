/**
 * Editing as a steward does it: forms, conflict, drafts without a connection, handing over, many at once, history and undo.
 * Every result is read back from the API, never from the page alone.
 */
import { AxeBuilder } from '@axe-core/playwright'
import { buildWeb } from '@kommunalgraph/api/build-web.mjs'
import type { ChangesAnswer, HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import type { EntityPage } from '@kommunalgraph/contract/entities.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi, startWorld, type World } from '../neo4j.ts'
import { eventually, heading, openPage as openAnywhere, type PageOptions, pathOf } from './browser.ts'

let world: World
let reader: Api
let base: string
let publicBase: string

beforeAll(async () => {
  await buildWeb()
  world = await startWorld()
  base = world.api.url
  reader = await startApi(world.database, { KG_READER: 'public' })
  publicBase = reader.url
  // A crowded machine starts a database, a seed and two servers.
}, 600_000)
afterAll(async () => {
  await reader?.stop()
  await world?.stop()
})

const openPage = (path: string, options: PageOptions = {}) => openAnywhere(path, { base, ...options })
const application = 'ini:990000000000:digitaler-bauantrag'
const wlan = 'ini:990000000000:freies-wlan'
const source = { id: 'src:990000000000:verantwortung-2026', name: 'Verantwortungsliste' }

const stored = async (id: string, query = ''): Promise<EntityPage> => (await fetch(`${base}/api/v1/entities/${encodeURIComponent(id)}${query}`)).json() as Promise<EntityPage>
const value = async (id: string, property: string) => ((await stored(id)).entity as unknown as Record<string, unknown>)[property]
const history = async (id: string): Promise<HistoryAnswer> => (await fetch(`${base}/api/v1/entities/${encodeURIComponent(id)}/history`)).json() as Promise<HistoryAnswer>
const owners = async (id: string, query = '') =>
  (await stored(id, query)).relations.filter((group) => group.relation === 'ACCOUNTABLE_FOR' && group.direction === 'in').flatMap((group) => group.items.map((item) => item.other.name))

/** Somebody else writes meanwhile. */
async function elsewhere(changes: unknown[], reason = 'Von anderer Stelle'): Promise<ChangesAnswer> {
  const response = await fetch(`${base}/api/v1/changes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason, sourceIds: [source.id], changes }),
  })
  expect(response.status, await response.clone().text()).toBe(200)
  return response.json() as Promise<ChangesAnswer>
}

/** Types into a search field and takes the hit of this name. */
async function choose(page: Page, label: string | RegExp, text: string, name: string | RegExp = text): Promise<void> {
  const field = page.getByRole('main').getByLabel(label).last()
  await field.click()
  await page.keyboard.type(text, { delay: 10 })
  await page.getByRole('option', { name }).first().click()
}

/** Reason and source, as every form wants them. */
async function say(page: Page, reason: string): Promise<void> {
  await page.getByLabel(/^Begründung \(Pflicht\)/).fill(reason)
  if ((await page.getByRole('button', { name: /Verantwortungsliste.* entfernen/ }).count()) === 0) await choose(page, 'Quelle suchen', 'Verantwortungsliste', /Verantwortungsliste/)
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const problems = (page: Page) => page.locator('.form__problems')

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}`))
}

describe('adding', () => {
  test('what is missing is named at its field; similar entries show; a new source is added on the way; numbers are German', async () => {
    const page = await openPage('/new')
    await page.getByRole('main').getByRole('link', { name: 'Vorhaben', exact: true }).click()
    await eventually(() => heading(page).textContent()).toBe('Neu: Vorhaben')
    await press(page, 'Speichern')
    await problems(page).waitFor()
    expect(await problems(page).textContent()).toMatch(/Bezeichnung.*Stand des Vorhabens.*Veränderungstiefe.*Begründung.*Quelle/)
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toContain('form__problems')
    expect(await barriers(page)).toEqual([])
    await problems(page).getByRole('link', { name: 'Bezeichnung' }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-name')

    await page.getByLabel(/^Bezeichnung \(Pflicht\)/).fill('Digitaler Bauantrag für alle')
    await page.getByRole('region', { name: 'Gibt es das schon?' }).getByRole('link', { name: 'Digitaler Bauantrag', exact: true }).waitFor()
    await page.getByLabel(/^Stand des Vorhabens/).selectOption('idea')
    await page.getByLabel(/^Veränderungstiefe/).selectOption({ index: 1 })
    await page.getByLabel(/^Gesamtbudget/).fill('viel')
    await page.getByLabel(/^Begründung der Einschätzung/).fill('Erster Eindruck')
    await page.getByLabel(/^Begründung \(Pflicht\)/).fill('Aus dem Strategiepapier')
    await press(page, 'Neue Quelle anlegen')
    await page.getByLabel(/^Titel der Quelle/).fill('Strategiepapier 2026')
    await page.getByLabel(/^Art der Quelle/).selectOption({ index: 1 })
    await press(page, 'Anlegen und verwenden')
    await page.getByRole('button', { name: 'Strategiepapier 2026 entfernen' }).waitFor()
    await press(page, 'Speichern')
    await problems(page).getByText(/Gesamtbudget/).waitFor()
    expect(await problems(page).textContent()).toContain('keine eindeutige Zahl')
    await page.getByLabel(/^Gesamtbudget/).fill('1.250.000')
    await page.getByText('Gelesen als 1,25 Mio. €').waitFor()
    await press(page, 'Speichern')
    await page.waitForURL(/\/e\/ini/)
    const id = pathOf(page).slice('/e/'.length)
    const { entity } = await stored(id)
    expect(entity).toMatchObject({ name: 'Digitaler Bauantrag für alle', budgetEur: 1_250_000, stage: 'idea', validFrom: '0001-01-01' })
    expect(entity.sourceIds).toHaveLength(1)
    expect(await value(entity.sourceIds[0] ?? '', 'title')).toBe('Strategiepapier 2026')
    // The source stays chosen for the next form of this window.
    await page.goto('/new?type=System')
    await page.getByRole('button', { name: 'Strategiepapier 2026 entfernen' }).waitFor()
  })

  test('contact data of a person is refused at its field, and nothing is lost', async () => {
    const page = await openPage(`/e/${wlan}/edit`)
    await page.getByLabel('Beschreibung', { exact: true }).fill('Rückfragen an jemand@example.org')
    await say(page, 'Ergänzt')
    await press(page, 'Speichern')
    await problems(page).getByText(/Kontaktdaten/).waitFor()
    expect(await page.getByLabel('Beschreibung', { exact: true }).inputValue()).toBe('Rückfragen an jemand@example.org')
    expect(await value(wlan, 'description')).not.toContain('example.org')
  })
})

describe('changing', () => {
  test('two people at once: both versions field by field, one choice each, nothing overwritten unseen', async () => {
    const page = await openPage(`/e/${application}/edit`, { tolerate: [412] })
    const budget = page.getByLabel(/^Gesamtbudget/)
    await budget.fill('1.300.000')
    await page.getByLabel(/^Wirkungsannahme/).fill('Halbiert die Zeit bis zum Bescheid.')
    await say(page, 'Neuer Haushalt')
    const before = await stored(application)
    await elsewhere([{ op: 'correct-entity', id: application, values: { budgetEur: 1_111_000, health: 'green' } }], 'Nachtrag der Kämmerei')
    await press(page, 'Speichern')
    const conflict = page.getByRole('region', { name: /Inzwischen hat jemand anderes/ })
    await conflict.waitFor()
    await conflict.getByText('Nachtrag der Kämmerei').waitFor()
    expect(await conflict.getByRole('group').count()).toBe(2)
    expect(await conflict.textContent()).toMatch(/Ampel.*wird übernommen/)
    expect(await barriers(page)).toEqual([])
    expect(await value(application, 'budgetEur')).toBe(1_111_000)
    await press(page, 'Auswahl übernehmen und speichern')
    await conflict.getByText('Bitte bei jeder strittigen Angabe wählen.').waitFor()
    await conflict.getByRole('radio', { name: /Ihre Eingabe/ }).check()
    await press(page, 'Auswahl übernehmen und speichern')
    await page.waitForURL(/\/e\/[^/]+$/)
    const after = (await stored(application)).entity as unknown as Record<string, unknown>
    expect(after).toMatchObject({ budgetEur: 1_300_000, health: 'green', hypothesis: 'Halbiert die Zeit bis zum Bescheid.', version: before.entity.version + 2 })
  })

  test('a draft survives a reload; without a connection it is kept, sent when it is back, and gone when it is saved', async () => {
    const page = await openPage(`/e/${wlan}/edit`)
    await page.getByLabel('Beschreibung', { exact: true }).fill('Offenes WLAN in der Innenstadt.')
    await say(page, 'Genauer gefasst')
    await page.reload()
    await page.getByText(/^Ihre Eingaben vom .* sind wieder da/).waitFor()
    expect(await page.getByLabel('Beschreibung', { exact: true }).inputValue()).toBe('Offenes WLAN in der Innenstadt.')
    await page.context().setOffline(true)
    await press(page, 'Speichern')
    await page.getByText('Keine Verbindung. Ihre Eingaben sind auf diesem Gerät gesichert und noch nicht gespeichert.').waitFor()
    expect(await value(wlan, 'description')).not.toBe('Offenes WLAN in der Innenstadt.')
    await page.context().setOffline(false)
    await page.getByText('Die Verbindung ist wieder da.').waitFor()
    await press(page, 'Jetzt speichern')
    await page.waitForURL(/\/e\/[^/]+$/)
    expect(await value(wlan, 'description')).toBe('Offenes WLAN in der Innenstadt.')
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('kg:draft:')))).toEqual([])
  })

  test('who leaves with unsaved entries is asked; the draft is listed and can be discarded', async () => {
    const page = await openPage(`/e/${wlan}/edit`)
    await page.getByLabel('Beschreibung', { exact: true }).fill('Noch unfertig')
    await page.getByRole('link', { name: 'Lücken', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Seite verlassen, ohne zu speichern?' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await eventually(() => dialog.count()).toBe(0)
    expect(pathOf(page)).toBe(`/e/${wlan}/edit`)
    await page.getByRole('link', { name: 'Lücken', exact: true }).click()
    await dialog.getByRole('button', { name: 'Verlassen' }).click()
    await page.waitForURL(/\/gaps/)
    await page.goto('/changes')
    const drafts = page.getByRole('region', { name: 'Angefangen auf diesem Gerät' })
    await drafts.getByRole('link', { name: /Freies WLAN/ }).waitFor()
    await drafts.getByRole('button', { name: /verwerfen/ }).click()
    await eventually(() => drafts.count()).toBe(0)
  })

  test('by keyboard alone: the status of an initiative', async () => {
    const page = await openPage(`/e/${wlan}/edit`)
    await page.getByLabel(/^Stand des Vorhabens/).focus()
    await page.keyboard.press('ArrowDown')
    const chosen = await page.getByLabel(/^Stand des Vorhabens/).inputValue()
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(() => document.activeElement?.id === 'field-reason')) break
    }
    await page.keyboard.type('Per Tastatur')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Verantwortungsliste', { delay: 10 })
    await page.getByRole('option', { name: /Verantwortungsliste/ }).first().waitFor()
    // What was found for the letters before may still stand in the list.
    await eventually(async () => {
      await page.keyboard.press('ArrowDown')
      return page.locator('[role=option][data-focused]').textContent({ timeout: 1_000 }).catch(() => '')
    }).toMatch(/Verantwortungsliste/)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Verantwortungsliste.* entfernen/ }).waitFor()
    for (let presses = 0; presses < 10; presses++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(() => document.activeElement?.textContent === 'Speichern')) break
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/e\/[^/]+$/)
    expect(await value(wlan, 'stage')).toBe(chosen)
  })

  test('end and restore', async () => {
    const id = 'ini:990000000000:agiles-projektbuero'
    const page = await openPage(`/e/${id}/edit`)
    await page.getByText('Oder: der Eintrag gilt nicht mehr').click()
    await press(page, 'Beenden')
    await page.getByLabel(/^Erster Tag, an dem es nicht mehr gilt/).fill('2026-06-30')
    await page.getByLabel(/^Begründung \(Pflicht\)/).last().fill('Abgeschlossen')
    await choose(page, 'Quelle suchen', 'Verantwortungsliste', /Verantwortungsliste/)
    await page.locator('.form__other').getByRole('button', { name: 'Beenden', exact: true }).click()
    await page.waitForURL(/\/e\/[^/]+$/)
    expect(await value(id, 'validUntil')).toBe('2026-06-30')
    await page.goto(`/e/${id}/edit`)
    await page.getByText('Oder: der Eintrag gilt nicht mehr').click()
    await page.getByText(/Beendet zum 30\. Juni 2026/).waitFor()
    await press(page, 'Wiederherstellen')
    await page.getByLabel(/^Begründung \(Pflicht\)/).last().fill('Läuft doch weiter')
    await page.locator('.form__other').getByRole('button', { name: 'Wiederherstellen', exact: true }).click()
    await page.waitForURL(/\/e\/[^/]+$/)
    expect(await value(id, 'validUntil')).toBe('9999-12-31')
  })
})

describe('relations', () => {
  const funds = async () => (await stored(wlan)).relations.find((group) => group.relation === 'FUNDS' && group.direction === 'in')?.items ?? []

  test('add, the same again is refused with the way on, change from a day on, end, retract', async () => {
    const page = await openPage(`/e/${wlan}`, { tolerate: [409, 422] })
    const before = (await funds()).length
    await page.getByRole('navigation', { name: 'Pflegen' }).getByRole('link', { name: 'Beziehung eintragen' }).click()
    await page.getByLabel(/^Welche Beziehung/).selectOption('FUNDS in')
    await press(page, 'Speichern')
    await problems(page).getByText(/womit die Beziehung besteht/).waitFor()
    await choose(page, /^Womit\?/, 'Stadtkämmerei')
    await page.getByLabel(/^Betrag/).fill('12.500,50')
    await page.getByLabel(/^Art der Finanzierung/).selectOption('grant')
    await page.getByLabel('Gültig ab', { exact: true }).fill('2026-01-01')
    await page.getByLabel('Sichtbarkeit', { exact: true }).selectOption('internal')
    await say(page, 'Haushalt 2026')
    await press(page, 'Speichern')
    await page.waitForURL(/\/e\/[^/]+$|\/e\/[^/]+#relations$/)
    const added = (await funds()).find((item) => item.properties.amountEur === 12_500.5)
    expect(added).toMatchObject({ validFrom: '2026-01-01', sourceIds: [source.id] })
    expect(await funds()).toHaveLength(before + 1)

    await page.goto(`/e/${wlan}/relations/new?relation=FUNDS&direction=in`)
    await page.getByRole('region', { name: /Schon eingetragen/ }).getByRole('link', { name: 'Stadtkämmerei' }).first().waitFor()
    await choose(page, /^Womit\?/, 'Stadtkämmerei')
    await page.getByLabel(/^Betrag/).fill('1')
    await page.getByLabel(/^Art der Finanzierung/).selectOption('grant')
    await page.getByLabel('Sichtbarkeit', { exact: true }).selectOption('internal')
    await say(page, 'Noch einmal')
    await press(page, 'Speichern')
    await problems(page).getByText(/schon eingetragen/).waitFor()
    expect(await page.locator('#field-validFrom').getAttribute('aria-invalid')).toBe('true')
    expect(await funds()).toHaveLength(before + 1)

    await page.evaluate(() => localStorage.clear())
    await page.goto(`/e/${wlan}/relations/${added?.factId}`)
    await page.getByLabel(/^Es ist ab einem Tag anders/).check()
    await page.getByLabel(/^Ab welchem Tag/).fill('2025-01-01')
    await page.getByLabel(/^Betrag/).fill('20.000')
    await say(page, 'Aufgestockt')
    await press(page, 'Speichern')
    // Before its own start nothing can change; the API names the days.
    await problems(page).getByText(/1\. Januar 2026 bis offen/).waitFor()
    await page.getByLabel(/^Ab welchem Tag/).fill('2026-07-01')
    await press(page, 'Speichern')
    await page.waitForURL(/\/e\/[^/]+$|\/e\/[^/]+#relations$/)
    const now = (await funds()).find((item) => item.properties.amountEur === 20_000)
    expect(now).toMatchObject({ validFrom: '2026-07-01' })
    expect((await stored(wlan, '?asOf=2026-03-01')).relations.find((group) => group.relation === 'FUNDS')?.items.map((item) => item.properties.amountEur)).toContain(12_500.5)

    await page.goto(`/e/${wlan}/relations/${now?.factId}`)
    await page.getByLabel(/^Es hat nie gestimmt/).check()
    await say(page, 'Verwechselt')
    await press(page, 'Speichern')
    await page.waitForURL(/\/e\/[^/]+$|\/e\/[^/]+#relations$/)
    expect((await funds()).some((item) => item.factId === now?.factId)).toBe(false)
  })
})

describe('handing over', () => {
  test('an owner: one action, the old one ends and the new one begins, with the reason in the history, and undo', async () => {
    const page = await openPage(`/e/${application}`)
    await page.getByRole('navigation', { name: 'Pflegen' }).getByRole('link', { name: 'Verantwortung übergeben' }).click()
    await page.getByText('Leitung Bauordnungsamt').first().waitFor()
    await choose(page, /^An wen/, 'Chief Digital Officer', /Chief Digital Officer/)
    await page.getByLabel(/^Ab welchem Tag/).fill('2026-10-01')
    await page.getByText(/Am 1\. Oktober 2026 endet die Verantwortung von Leitung Bauordnungsamt; am selben Tag beginnt die von Chief Digital Officer/).waitFor()
    await say(page, 'Neuer Organisationsplan')
    await press(page, 'Verantwortung übergeben')
    await page.waitForURL(/\/e\/[^/]+$/)
    await eventually(() => page.getByRole('region', { name: 'Antwort' }).textContent()).toMatch(/Chief Digital Officer \(CDO\), seit 1\. Oktober 2026/)
    expect(await owners(application)).toEqual(['Chief Digital Officer (CDO)'])
    expect(await owners(application, '?asOf=2026-09-30')).toEqual(['Leitung Bauordnungsamt'])
    const [entry] = (await history(application)).items
    expect(entry).toMatchObject({ reason: 'Neuer Organisationsplan', sourceIds: [source.id], total: 2 })

    await page.goto('/ownership-changes?before=2026-09-30&asOf=2026-10-01')
    const row = page.getByRole('row', { name: /Digitaler Bauantrag/ }).first()
    await row.waitFor()
    expect(await row.textContent()).toMatch(/gewechselt.*Leitung Bauordnungsamt.*Chief Digital Officer.*1\. Oktober 2026.*Neuer Organisationsplan/)

    await page.goto(`/e/${application}`)
    await page.getByText('Verlauf', { exact: true }).click()
    const first = page.locator('.history__entry').first()
    await first.getByText(/Neuer Organisationsplan/).waitFor()
    expect(await first.textContent()).toMatch(/von lokal.*Gültig bis \(ausschließlich\): offen.*1\. Oktober 2026/)
    await first.getByRole('button', { name: 'Rückgängig machen' }).click()
    await first.getByLabel('Warum soll das zurückgenommen werden?').fill('Plan nicht beschlossen')
    await first.getByRole('button', { name: /zurücknehmen/i }).click()
    await eventually(() => owners(application)).toEqual(['Leitung Bauordnungsamt'])
  })

  test('everything that a unit owns: previewed, confirmed, one entry in the log', async () => {
    const [from, to] = ['unit:990000000000:e-government', 'unit:990000000000:stadtkaemmerei']
    const owned = async (id: string) => (await stored(id)).relations.find((group) => group.relation === 'ACCOUNTABLE_FOR' && group.direction === 'out')?.items.map((item) => item.other.name) ?? []
    const names = await owned(from)
    expect(names.length).toBeGreaterThan(0)
    const page = await openPage(`/e/${from}/hand-over`)
    await press(page, 'Vorschau')
    await problems(page).waitFor()
    await choose(page, /^An wen/, 'Stadtkämmerei')
    await say(page, 'Amt aufgelöst')
    await press(page, 'Vorschau')
    await page.getByText(/^\d+ Eintr(ag wird|äge werden) geändert\.$/).waitFor()
    expect(await owned(from)).toEqual(names)
    await page.getByRole('button', { name: /^Diese .*speichern$/ }).click()
    await page.waitForURL(new RegExp('/e/unit'))
    await eventually(() => owned(to)).toEqual(expect.arrayContaining(names))
    expect(await owned(from)).toEqual([])
  })
})

describe('many at once', () => {
  test('visibility and sphere of several: what is refused is named and can be left out', async () => {
    const page = await openPage('/entities?type=OrgUnit', { tolerate: [422] })
    await press(page, 'Mehrere auswählen')
    const boxes = page.getByRole('checkbox', { name: / auswählen$/ })
    await boxes.first().waitFor()
    const names = await Promise.all([0, 1, 2].map(async (index) => (await boxes.nth(index).getAttribute('aria-label'))?.replace(/ auswählen$/, '') ?? ''))
    for (const index of [0, 1, 2]) await boxes.nth(index).check()
    await page.getByText('3 Einträge ausgewählt').waitFor()
    await page.getByLabel('Was soll mit ihnen geschehen?').selectOption({ label: 'Sphäre setzen' })
    await page.getByLabel(/^Sphäre setzen/).selectOption('region')
    await page.getByLabel(/^Ab welchem Tag/).fill('2026-11-02')
    await say(page, 'Neu geordnet')
    expect(await barriers(page)).toEqual([])
    await press(page, 'Vorschau')
    await page.getByText('3 Einträge werden geändert.').waitFor()
    await page.getByRole('button', { name: 'Diese 3 Änderungen speichern' }).click()
    await page.getByRole('status').getByText(/\d+ Einträge geändert\./).waitFor()
    const list = (await (await fetch(`${base}/api/v1/entities?type=OrgUnit&limit=200`)).json()) as { items: { name: string; spheres: string[] }[] }
    for (const name of names) expect(list.items.find((item) => item.name === name)?.spheres).toContain('region')

    // What began later cannot end before: named, left out, the rest is possible.
    await boxes.nth(0).check()
    await page.getByLabel('Was soll mit ihnen geschehen?').selectOption({ label: 'Gültigkeit beenden' })
    await page.getByLabel(/^Erster Tag/).fill('0500-01-01')
    await say(page, 'Versehen')
    await press(page, 'Vorschau')
    await page.getByText(/Bei einem Eintrag geht es nicht|1 Eintrag wird geändert/).waitFor()
  })

  test('hidden together with what is public of them, which is said before', async () => {
    const shown = async () => (await (await fetch(`${base}/api/v1/entities?type=Dataset&limit=200`)).json()) as { items: { id: string; name: string; visibility: string }[] }
    const [first, second] = (await shown()).items.filter(({ visibility }) => visibility === 'public')
    const page = await openPage('/entities?type=Dataset')
    await press(page, 'Mehrere auswählen')
    for (const one of [first, second]) await page.getByRole('checkbox', { name: `${one?.name} auswählen`, exact: true }).check()
    await page.getByLabel('Was soll mit ihnen geschehen?').selectOption({ label: 'Sichtbarkeit setzen' })
    await page.getByLabel(/^Sichtbarkeit setzen/).selectOption('internal')
    await say(page, 'Noch nicht freigegeben')
    await press(page, 'Vorschau')
    await eventually(() => page.getByRole('list', { name: 'Vorschau' }).textContent()).toMatch(/mit (einer Beziehung|\d+ Beziehungen)/)
    await page.getByRole('button', { name: 'Diese 2 Änderungen speichern' }).click()
    await page.getByRole('status').getByText(/\d+ Einträge geändert\./).waitFor()
    const after = (await shown()).items
    for (const one of [first, second]) expect(after.find(({ id }) => id === one?.id)?.visibility).toBe('internal')
  })

  test('what a change leaves open is said before it is saved, in words', async () => {
    const page = await openPage('/entities?type=Post')
    await press(page, 'Mehrere auswählen')
    await page.getByRole('checkbox', { name: 'Leitung Bauordnungsamt auswählen' }).check()
    await page.getByLabel('Was soll mit ihnen geschehen?').selectOption({ label: 'Gültigkeit beenden' })
    await page.getByLabel(/^Erster Tag/).fill('2026-11-02')
    await say(page, 'Stelle gestrichen')
    await press(page, 'Vorschau')
    await page.getByText('1 Eintrag wird geändert.').waitFor()
    const open = page.locator('.bulk__warnings')
    await open.getByText('Gespeichert wird es trotzdem. Danach bleibt offen:').waitFor()
    expect(await open.textContent()).toMatch(/Verantwortung oder Zuständigkeit überlebt ihr Ende\. .*auf die Nachfolge übertragen/)
    await open.getByRole('list', { name: /überlebt ihr Ende/ }).getByRole('link', { name: 'Leitung Bauordnungsamt' }).waitFor()
    expect(await open.textContent()).not.toMatch(/R04|post:|It has an end/)
    await page.getByRole('button', { name: 'Diese Änderung speichern' }).waitFor()
    expect(await barriers(page)).toEqual([])
  })

  test('all of a filter', async () => {
    const page = await openPage('/entities?type=System')
    const total = Number(/^(\d+)/.exec((await heading(page).textContent()) ?? '')?.[1] ?? (await page.waitForFunction(() => /^(\d+)/.exec(document.querySelector('h1')?.textContent ?? '')?.[1]).then((found) => found.jsonValue())))
    await press(page, 'Mehrere auswählen')
    await press(page, `Alle ${total} dieser Liste auswählen`)
    await page.getByText(`${total} Einträge ausgewählt`).waitFor()
  })
})

describe('the public reader', () => {
  test('sees no control for editing, and forms say that they are not for them', async () => {
    const page = await openPage(`/e/${application}`, { base: publicBase })
    await heading(page).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('navigation', { name: 'Pflegen' }).count()).toBe(0)
    expect(await page.getByRole('link', { name: /^Ändern/ }).count()).toBe(0)
    await page.getByText('Verlauf', { exact: true }).click()
    await page.locator('.history__entry, .history .muted').first().waitFor()
    expect(await page.getByRole('button', { name: 'Rückgängig machen' }).count()).toBe(0)
    await page.goto('/entities')
    await page.getByRole('row').nth(1).waitFor()
    expect(await page.getByRole('button', { name: 'Mehrere auswählen' }).count()).toBe(0)
    for (const path of ['/new', `/e/${application}/edit`, `/e/${application}/owner`, `/e/${application}/relations/new`, '/e/unit:990000000000:e-government/hand-over']) {
      await page.goto(path)
      await eventually(() => heading(page).textContent()).toBe('Diese Ansicht darf nur lesen')
      expect(await page.locator('form').count()).toBe(0)
    }
  })
})
