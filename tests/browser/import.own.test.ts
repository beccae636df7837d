/**
 * The pages of import on a town of their own, with real files: a CSV as an office's spreadsheet writes it and a workbook
 * with two sheets. Chosen with the keyboard or dropped, read, matched, reviewed by cell, confirmed, linked, undone.
 */
import { AxeBuilder } from '@axe-core/playwright'
import { buildWeb } from '@kommunalgraph/api/build-web.mjs'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, beginning, doorOf, permit } from '../changes/town.ts'
import { startApi, startWorld, type World } from '../neo4j.ts'
import { bothWidths, eventually, heading, openPage, type PageOptions, parameters, pathOf } from './browser.ts'

let world: World
const door = doorOf(() => world.api.url)

beforeAll(async () => {
  await buildWeb()
  world = await startWorld({ seeded: false })
  const written = await door.write(beginning)
  expect(written.status, JSON.stringify(written.body)).toBe(200)
}, 300_000)
afterAll(() => world?.stop())

const open = (path: string, options: PageOptions = {}) => openPage(path, { base: world.api.url, ...options })

interface File {
  name: string
  mimeType: string
  buffer: Buffer
}

/** As Excel in Germany saves "CSV": semicolons, Windows-1252, CRLF. Of its own signs only the dash is used here. */
function csv(name: string, ...rows: string[][]): File {
  const text = rows.map((row) => `${row.join(';')}\r\n`).join('')
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text.replaceAll('–', '\u0096'), 'latin1') }
}

async function workbook(name: string, sheets: Record<string, (string | number)[][]>): Promise<File> {
  const book = new ExcelJS.Workbook()
  for (const [sheet, rows] of Object.entries(sheets)) book.addWorksheet(sheet).addRows(rows)
  return { name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: Buffer.from(await book.xlsx.writeBuffer()) }
}

const header = ['Bezeichnung', 'Stand des Vorhabens', 'Veränderungstiefe', 'Vertrauen', 'Gültig ab']

/** Chooses the file and waits for the page of its import, read and checked. */
async function review(page: Page, file: File): Promise<void> {
  if (pathOf(page) !== '/import') await page.goto('/import')
  await page.getByLabel('Datei auswählen').setInputFiles(file)
  await checked(page)
}

async function checked(page: Page): Promise<void> {
  await eventually(() => pathOf(page)).toMatch(/^\/import\/.+/)
  await page.getByRole('list', { name: 'Schritte' }).getByText('Prüfen').and(page.locator('[aria-current="step"]')).waitFor()
}

const findings = (page: Page) => page.getByRole('region', { name: 'Was die Datei bewirk' })
const tally = (page: Page, name: RegExp) => findings(page).getByRole('link', { name })
const issues = (page: Page) => findings(page).locator('.issue')

async function confirm(page: Page, reason: string): Promise<void> {
  await page.getByLabel(/^Begründung/).fill(reason)
  await page.getByRole('button', { name: /übernehmen$/ }).click()
}

/** What the heading says only afterwards. */
const committed = (page: Page) => eventually(() => heading(page).textContent()).toMatch(/^(Eine Zeile|\d+ Änderungen) aus „.+“ (ist|sind) übernommen\.$/)

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}`))
}

describe('a CSV with one bad row', () => {
  const trees = csv('Straßenbäume.csv', header, ['Straßenbäume – Pflege', 'läuft', 'noch nicht eingeschätzt', 'bestätigt', '01.03.2026'], ['Grünflächenkataster', 'läuft', 'noch nicht eingeschätzt', 'bestätigt', '31.02.2026'])

  test('is chosen with the keyboard, read in its encoding, and its error stands at the cell', async () => {
    const page = await open('/import')
    // Asked for early: until the browser knows, it opens a window of its own.
    const chooser = page.waitForEvent('filechooser')
    await heading(page).waitFor()
    const field = page.getByLabel('Datei auswählen')
    await field.focus()
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('Enter')
    await (await chooser).setFiles(trees)
    await checked(page)
    expect(await page.getByText(/Straßenbäume\.csv · CSV · Zeichensatz/).textContent()).toMatch(/windows-1252/i)
    expect(await tally(page, /1 abgelehnt/).count()).toBe(1)
    const place = issues(page).first()
    expect(await place.locator('.issue__place').textContent()).toContain('Zeile 3, Spalte „Gültig ab“')
    expect(await place.locator('.issue__message').textContent()).toContain('31.02.2026')
    expect(await place.locator('.issue__next').textContent()).not.toBe('')
  })

  test('is not imported without saying that the row may be missing and why; then it is, is linked, and is taken back', async () => {
    const page = await open('/import')
    await review(page, trees)
    await page.getByRole('button', { name: 'Eine gültige Zeile übernehmen' }).click()
    await page.getByText('Bitte bestätigen Sie, dass die Zeilen mit Fehlern fehlen dürfen').waitFor()
    await page.getByText('Bitte schreiben Sie kurz, warum.').waitFor()
    const box = page.getByLabel('Die Zeile mit Fehlern weglassen')
    expect(await box.evaluate((one) => one === document.activeElement)).toBe(true)
    expect((await door.get<{ total: number }>(`/entities?type=Initiative&q=Stra%C3%9Fenb%C3%A4ume`)).body.total).toBe(0)

    await box.check()
    await confirm(page, 'Liste des Grünflächenamts')
    await committed(page)
    await tally(page, /1 neu/).click()
    await findings(page).getByRole('link', { name: 'Straßenbäume – Pflege' }).click()
    await eventually(() => heading(page).textContent()).toBe('Straßenbäume – Pflege')

    await page.goBack()
    await page.getByText('Diesen Import zurücknehmen').click()
    const undo = page.locator('#undo')
    await undo.getByLabel('Begründung').fill('War ein Versuch')
    await undo.getByRole('button', { name: 'Import zurücknehmen' }).click()
    await eventually(() => heading(page).textContent()).toMatch(/ist zurückgenommen\.$/)
    expect((await door.get<{ total: number }>(`/entities?type=Initiative&q=Stra%C3%9Fenb%C3%A4ume`)).body.total).toBe(0)
  })

  test('comes back as the own file with the column "Fehler"', async () => {
    const page = await open('/import')
    await review(page, trees)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Fehlerdatei laden' }).click()
    const stream = await (await download).createReadStream()
    const bytes = Buffer.concat(await stream.toArray())
    const text = new TextDecoder('windows-1252').decode(bytes)
    const decoded = text.includes('Fehler') ? text : bytes.toString('utf8')
    expect(decoded.split(/\r?\n/)[0]).toContain('Fehler')
    expect(decoded).toContain('31.02.2026')
  })
})

describe('a workbook', () => {
  const sheets = (stage: string, more: (string | number)[][] = []) =>
    workbook('Vorhaben 2026.xlsx', {
      Vorhaben: [['Kennung', ...header], [permit, 'Digitaler Bauantrag', stage, 'noch nicht eingeschätzt', 'bestätigt', ''], ...more],
      Organisationseinheiten: [
        ['Bezeichnung', 'Art der Organisationseinheit', 'Vertrauen'],
        ['Grünflächenamt', 'Amt', 'bestätigt'],
      ],
    })

  test('shows each changed field from old to new, sheet by sheet, and the address keeps what is shown', async () => {
    const page = await open('/import')
    await review(page, await sheets('in Planung'))
    await tally(page, /1 geändert/).click()
    await eventually(() => parameters(page).show).toBe('changed')
    const row = findings(page).locator('.row').filter({ hasText: 'Digitaler Bauantrag' }).locator('.changes__row').filter({ hasText: 'Stand des Vorhabens' })
    expect(await row.locator('del').textContent()).toBe('läuft')
    expect(await row.locator('ins').textContent()).toBe('in Planung')
    await findings(page).getByLabel('Blatt').selectOption('Organisationseinheiten')
    await findings(page).getByText('In diesem Blatt ist nichts davon.').waitFor()
    await page.reload()
    await findings(page).getByText('In diesem Blatt ist nichts davon.').waitFor()
    expect(parameters(page)).toMatchObject({ show: 'changed', sheet: 'Organisationseinheiten' })
  })

  test('that was edited after the import says what stands in the way of undo', async () => {
    const page = await open('/import', { tolerate: [409] })
    await review(page, await sheets('in Planung', [['', 'Ladesäulen im Quartier', 'Idee', 'noch nicht eingeschätzt', 'bestätigt', '']]))
    await confirm(page, 'Sitzung der Lenkungsgruppe')
    await committed(page)
    const { headers } = await door.get(at(permit))
    expect((await door.json('PATCH', at(permit), { reason: 'Start war gestern', sourceIds: [], values: { stage: 'live' } }, { 'if-match': headers.get('etag') ?? '' })).status).toBe(200)
    await page.getByText('Diesen Import zurücknehmen').click()
    const undo = page.locator('#undo')
    await undo.getByLabel('Begründung').fill('Doch nicht')
    await undo.getByRole('button', { name: 'Import zurücknehmen' }).click()
    await undo.getByRole('alert').waitFor()
    await undo.getByRole('alert').getByRole('link', { name: 'Digitaler Bauantrag' }).waitFor()
    expect(await undo.getByRole('alert').textContent()).toContain('Stand des Vorhabens')
    expect(await undo.getByLabel('Begründung').inputValue()).toBe('Doch nicht')
  })

  test('nothing typed is lost on a reload or without a connection', async () => {
    const page = await open('/import', { tolerate: [0] })
    await review(page, await sheets('Idee'))
    await page.getByLabel(/^Begründung/).fill('Aus der Klausur')
    await page.reload()
    await eventually(() => page.getByLabel(/^Begründung/).inputValue()).toBe('Aus der Klausur')
    await page.context().setOffline(true)
    await page.getByRole('button', { name: /übernehmen$/ }).click()
    await page.getByRole('alert').getByText('Keine Verbindung zum Server').waitFor()
    expect(await page.getByLabel(/^Begründung/).inputValue()).toBe('Aus der Klausur')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: /übernehmen$/ }).click()
    await committed(page)
  })
})

describe('columns that no header explains', () => {
  const strange = (name: string) => csv(name, ['Wie es heißt', 'Wie weit', 'Notizen'], ['Quartiersdaten', 'Idee', 'nur intern'])

  test('are matched by hand, checked again, kept by name, and used again for the next file', async () => {
    const page = await open('/import')
    await review(page, strange('Ideen 1.csv'))
    const mapping = page.locator('.mapping')
    await mapping.getByLabel('Was steht in jeder Zeile?').selectOption({ label: 'Vorhaben' })
    await mapping.getByLabel('Bedeutung der Spalte „Wie es heißt“').selectOption({ label: 'Bezeichnung' })
    await mapping.getByLabel('Bedeutung der Spalte „Wie weit“').selectOption({ label: 'Stand des Vorhabens' })
    await mapping.getByText('Dafür fehlt noch').waitFor()
    for (const [name, value] of [
      ['Veränderungstiefe', 'noch nicht eingeschätzt'],
      ['Vertrauen', 'bestätigt'],
    ] as const) {
      const fixed = mapping.getByLabel(`Fester Wert, wo nichts steht: ${name}`)
      if ((await fixed.count()) === 0) await mapping.getByLabel('Festen Wert ergänzen für').selectOption({ label: name })
      await fixed.selectOption({ label: value })
    }
    await eventually(() => mapping.getByText('Dafür fehlt noch').count()).toBe(0)
    await mapping.getByLabel('Diese Zuordnung merken unter dem Namen').fill('Ideenliste')
    await mapping.getByRole('button', { name: 'Zuordnung merken' }).click()
    await mapping.getByText('Gemerkt als „Ideenliste“.').waitFor()
    // What was matched is not lost on a reload.
    await page.reload()
    await eventually(() => mapping.getByLabel('Bedeutung der Spalte „Wie weit“').inputValue()).toBe('stage')
    await mapping.getByRole('button', { name: 'Mit dieser Zuordnung neu prüfen' }).click()
    await tally(page, /1 neu/).waitFor()

    await page.goto('/import')
    await page.getByLabel('Gespeicherte Zuordnung').selectOption('Ideenliste')
    await review(page, strange('Ideen 2.csv'))
    await tally(page, /1 neu/).waitFor()
  })
})

describe('a full delivery', () => {
  test('says what would end and asks for the number', async () => {
    const page = await open('/import')
    await review(page, csv('Vorhaben.csv', header, ['Kehrplan', 'läuft', 'noch nicht eingeschätzt', 'bestätigt', '01.01.2025'], ['Winterdienst', 'läuft', 'noch nicht eingeschätzt', 'bestätigt', '01.01.2025']))
    await confirm(page, 'Erste Lieferung')
    await committed(page)

    await page.goto('/import')
    await page.getByLabel('Die Datei ist vollständig').check()
    await review(page, csv('Vorhaben.csv', header, ['Kehrplan', 'läuft', 'noch nicht eingeschätzt', 'bestätigt', '01.01.2025']))
    const ending = tally(page, /enden/)
    await ending.click()
    const [number = ''] = /\d+/.exec((await ending.textContent()) ?? '') ?? []
    expect(Number(number)).toBeGreaterThan(0)
    await findings(page).getByText('Winterdienst').first().waitFor()
    expect(await findings(page).getByText('Kehrplan').count()).toBe(0)
    await confirm(page, 'Zweite Lieferung')
    await page.getByText('Bitte tippen Sie genau die Zahl ein').waitFor()
    await page.getByLabel('Zum Bestätigen diese Zahl eintippen').fill(number)
    await page.getByRole('button', { name: /übernehmen$/ }).click()
    await committed(page)
    expect((await door.get<{ total: number }>('/entities?type=Initiative&q=Winterdienst')).body.total).toBe(0)
    expect((await door.get<{ total: number }>('/entities?type=Initiative&q=Kehrplan')).body.total).toBe(1)
  })
})

test('a file that cannot be read is refused with a sentence, and the next can be dropped', async () => {
  const page = await open('/import')
  const broken = await workbook('Abgebrochen.xlsx', { Vorhaben: [['Bezeichnung']] })
  const data = await page.evaluateHandle(
    ({ name, bytes }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new window.File([new Uint8Array(bytes)], name))
      return transfer
    },
    { name: broken.name, bytes: [...broken.buffer.subarray(0, broken.buffer.length / 2)] },
  )
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: data })
  await eventually(() => heading(page).textContent()).toContain('lässt sich so nicht importieren')
  expect(await page.locator('.issue').count()).toBeGreaterThan(0)
  await page.getByRole('link', { name: 'Eine andere Datei ablegen' }).click()
  await page.getByLabel('Datei auswählen').waitFor({ state: 'attached' })
})

test('the address of a council system that nobody allowed is not asked, and it says who can allow it', async () => {
  const page = await open('/import', { tolerate: [422] })
  await page.getByText('Ratsinformationen abrufen (OParl)').click()
  const ask = page.getByRole('button', { name: 'Abrufen und prüfen' })
  await ask.click()
  await page.getByText('Bitte die Adresse eintragen.').waitFor()
  const field = page.getByLabel('Adresse der OParl-Schnittstelle')
  expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
  await field.fill('ris.example.org')
  await ask.click()
  await page.getByRole('alert').getByText('Das ist keine Adresse, die abgerufen werden kann.').waitFor()
  await field.fill('https://ris.example.org/oparl/v1/body/1')
  await ask.click()
  await page.getByRole('alert').getByText('Der Server „ris.example.org“ ist nicht freigegeben.').waitFor()
  expect(await page.getByRole('alert').textContent()).toMatch(/Freigeben kann ihn, wer diese Anwendung betreibt.*als ZIP-Datei ablegen/)
  expect(await field.inputValue()).toBe('https://ris.example.org/oparl/v1/body/1')
  expect(await serious(page)).toEqual([])
  expect(pathOf(page)).toBe('/import')
})

test('former imports stand in a list with state, author and counts, and lead back', async () => {
  const page = await open('/import')
  await review(page, csv('Wiederfinden.csv', header, ['Wiedergefunden', 'Idee', 'noch nicht eingeschätzt', 'bestätigt', '01.01.2026']))
  const path = pathOf(page)
  await page.getByRole('link', { name: 'Alle Importe' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Wiederfinden.csv' })
  await row.getByText('geprüft, nicht übernommen').waitFor()
  expect(await row.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['1', '0']))
  await row.getByRole('link', { name: 'weiter prüfen' }).click()
  await eventually(() => pathOf(page)).toBe(path)
})

describe.each(bothWidths)('at %s width', (width) => {
  test('list, review and what was imported have no serious barrier and fit the window', async () => {
    const page = await open('/import', { width })
    await page.getByRole('heading', { name: 'Frühere Importe' }).waitFor()
    const look = async (what: string) => {
      await page.waitForLoadState('networkidle')
      expect(await serious(page), what).toEqual([])
      const { content, window } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }))
      expect(content, what).toBeLessThanOrEqual(window)
    }
    await look('list')
    await review(page, csv(`Barrieren ${width}.csv`, header, [`Ein Vorhaben ${width}`, 'Idee', 'noch nicht eingeschätzt', 'bestätigt', '01.01.2026'], ['', 'Idee', 'noch nicht eingeschätzt', 'bestätigt', '']))
    await page.locator('.mapping > summary').click()
    await look('review')
    await page.getByRole('button', { name: /übernehmen$/ }).click()
    await look('errors of the form')
    await page.getByLabel(/weglassen$/).check()
    await confirm(page, 'Ein Test')
    await committed(page)
    await page.getByText('Diesen Import zurücknehmen').click()
    await look('imported')
  })
})

test('English is English', async () => {
  const page = await open('/import?lang=en')
  await page.getByRole('heading', { name: 'Former imports' }).waitFor()
  await page.getByLabel('Choose a file').setInputFiles(csv('English.csv', header, ['Nur deutsch', 'Idee', 'noch nicht eingeschätzt', 'bestätigt', '31.02.2026']))
  await page.getByText('Row 2, column “Gültig ab”').waitFor()
  expect(await page.getByRole('main').innerText()).not.toMatch(/\b(Zeile|Regel|Übernehmen|Spalten|abgelehnt)\b/)
})

test('public readers see nothing of it', async () => {
  const reader = await startApi(world.database, { KG_READER: 'public' })
  try {
    const start = await open('/', { base: reader.url })
    await start.getByRole('contentinfo').getByText('Öffentliche Ansicht').waitFor()
    expect(await start.getByRole('link', { name: 'Datenpflege' }).count()).toBe(0)
    const page = await open('/import', { base: reader.url, tolerate: [403, 404] })
    await eventually(() => heading(page).textContent()).toContain('internen Ansicht')
    expect(await page.getByLabel('Datei auswählen').count()).toBe(0)
  } finally {
    await reader.stop()
  }
})
