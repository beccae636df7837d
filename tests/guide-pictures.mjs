/**
 * Walks through docs/datenpflege.md in the running product and takes its pictures:
 *   npm run screenshots -- --guide [--url http://localhost:3000] [--out docs/img]
 * It needs Musterstadt as the first start loads it. What it imports it takes back in the end.
 */
import { join } from 'node:path'
import ExcelJS from 'exceljs'

const initiative = 'ini:990000000000:digitaler-bauantrag'
/** What an office might send: its own headers, a change, new rows, a day that does not exist, an office that does not exist. */
const sheets = {
  Vorhaben: [
    ['Kennung', 'Vorhaben', 'Status', 'Beginn', 'Budget (EUR)', 'Veränderungstiefe', 'Vertrauen', 'Verantwortlich', 'Bemerkung der Kämmerei'],
    [initiative, 'Digitaler Bauantrag', 'läuft', '', '1.310.000', '', '', '', 'Nachtrag 2026'],
    ['', 'Digitales Parkraummanagement', 'in Planung', '01.02.2026', '140.000', 'noch nicht eingeschätzt', 'wahrscheinlich', 'Straßenverkehrsbehörde', ''],
    ['', 'Sensoren für Straßenbäume', 'Idee', '', '35.000,50', 'noch nicht eingeschätzt', 'wahrscheinlich', '', 'Förderantrag offen'],
    ['', 'Baustellenkalender', 'läuft', '31.02.2026', '18.000', 'noch nicht eingeschätzt', 'wahrscheinlich', '', ''],
    ['', 'Winterdienst-Routen', 'läuft', '15.10.2025', '22.000', 'noch nicht eingeschätzt', 'wahrscheinlich', 'Amt 99', ''],
  ],
}

/** @param {import('playwright-core').Browser} browser */
export async function guidePictures(browser, { url, out }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'de-DE', baseURL: url, reducedMotion: 'reduce' })
  const page = await context.newPage()
  context.setDefaultTimeout(180_000)
  let failures = 0
  page.on('pageerror', (error) => {
    failures += 1
    console.error(error.message)
  })
  const picture = async (name, { from, height = 1000 } = {}) => {
    await page.waitForLoadState('networkidle')
    if (from) await from.evaluate((one) => window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - 190))
    else await page.evaluate(() => window.scrollTo(0, 0))
    await page.setViewportSize({ width: 1440, height })
    await page.waitForTimeout(400)
    const file = join(out, `datenpflege-${name}-1440.png`)
    await page.screenshot({ path: file })
    console.log(file)
  }
  const visit = async (path) => {
    await page.goto(path, { waitUntil: 'networkidle' })
    await page.locator('h1').first().waitFor()
  }
  /** Somebody else changes what is being edited; that change is taken back in the end. */
  const conflict = async () => {
    const at = `/api/v1/entities/${encodeURIComponent(initiative)}`
    const { entity } = await (await page.request.get(at)).json()
    const set = (budgetEur, reason) =>
      page.request.post('/api/v1/changes', { data: { reason, sourceIds: entity.sourceIds, changes: [{ op: 'correct-entity', id: initiative, values: { budgetEur } }] } })
    await visit(`/e/${initiative}/edit`)
    await page.getByLabel(/^Gesamtbudget/).fill('1.300.000')
    await page.getByLabel(/^Begründung \(Pflicht\)/).fill('Neuer Haushalt')
    await page.getByLabel('Quelle suchen').fill('Verantwortungsliste')
    await page.getByRole('option', { name: /Verantwortungsliste/ }).first().click()
    await set(1_111_000, 'Nachtrag der Kämmerei')
    await page.getByRole('button', { name: 'Speichern', exact: true }).click()
    const both = page.getByRole('region', { name: /Inzwischen hat jemand anderes/ })
    await both.waitFor()
    await picture('konflikt', { from: both, height: 800 })
    await set(entity.budgetEur, 'Wie vor den Bildern der Anleitung')
    await page.evaluate(() => localStorage.clear())
  }
  const state = (text) => page.locator('h1', { hasText: text }).waitFor()

  await visit('/import')
  await picture('ablegen')
  const book = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows)
  await page.getByLabel('Datei auswählen').setInputFiles({
    name: 'Vorhaben Tiefbau 2026.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  })
  await state('können übernommen werden')
  const findings = page.getByRole('region', { name: 'Was die Datei bewirk' })
  await picture('pruefen', { height: 1300 })
  await findings.getByRole('link', { name: /geändert/ }).click()
  await picture('geaendert', { from: findings, height: 700 })
  await page.locator('.mapping > summary').click()
  await picture('zuordnen', { from: page.locator('.mapping'), height: 1150 })

  await page.getByLabel(/weglassen$/).check()
  await page.getByLabel(/^Begründung/).fill('Liste des Tiefbauamts, Stand November 2026')
  await page.getByRole('button', { name: /übernehmen$/ }).click()
  await state(/(ist|sind) übernommen/)
  const imported = page.url()
  await findings.getByRole('link', { name: /neu/ }).click()
  await picture('uebernommen', { height: 900 })

  for (const [name, path, height] of pages) {
    await visit(path)
    await picture(name, { height })
  }

  await conflict()

  await page.goto(imported)
  await page.getByText('Diesen Import zurücknehmen').click()
  const undo = page.locator('#undo')
  await undo.getByLabel('Begründung').fill('Nur für die Bilder der Anleitung')
  await picture('zuruecknehmen', { from: undo, height: 760 })
  await undo.getByRole('button', { name: 'Import zurücknehmen' }).click()
  await state(/ist zurückgenommen/)
  await context.close()
  return failures
}

/** What the guide shows of the other pages. */
const pages = [
  ['aendern', `/e/${initiative}/edit`, 1200],
  ['bestaetigung', '/confirmation/unit:990000000000:digitalisierung', 1000],
  ['qualitaet', '/quality', 1100],
  ['dubletten', '/duplicates', 900],
  ['zusammenfuehren', '/duplicates/compare?a=dat:990000000000:baum-kataster&b=dat:990000000000:baumkataster', 1100],
  ['aenderungen', '/changes', 900],
]
