/**
 * Duplicates, claims and the confirmation round as a steward clicks through them, on a town of their own: what is merged
 * is found under both addresses and taken back, what is two stays two, a decision closes the gap, a filled sheet confirms.
 */
import { AxeBuilder } from '@axe-core/playwright'
import { buildWeb } from '@kommunalgraph/api/build-web.mjs'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import type { SavedView } from '@kommunalgraph/contract/views.ts'
import type { DuplicatesAnswer, MergeList, NotSameList } from '@kommunalgraph/contract/merging.ts'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, beginning, buildingOffice, doorOf, factAt, hiddenSource, itOffice, newInitiative, newUnit, owns, source, town } from '../changes/town.ts'
import { send } from '../http.ts'
import { startWorld, type World } from '../neo4j.ts'
import { bothWidths, eventually, heading, openPage, type PageOptions, pathOf, type Width } from './browser.ts'

let world: World
const door = doorOf(() => world.api.url)

const unit = (slug: string) => `unit:${town}:${slug}`
const ini = (slug: string) => `ini:${town}:${slug}`
const kept = unit('strassenbau')
const gone = unit('strassenbau-alt')
const asked = unit('stadtgruen')

const claim = (slug: string, from: string, to: string, values: Record<string, unknown>): Change => ({
  op: 'put-entity',
  type: 'Assertion',
  id: `ast:${town}:${slug}`,
  values: { confidence: 'reported', visibility: 'public', name: slug, status: 'proposed', by: 'test', at: '2026-10-01T10:00:00Z', relation: 'ACCOUNTABLE_FOR', fromId: from, toId: to, ...values },
})

/** Facts of the unit that is asked, by what they are about. */
let answered: Record<'Baumpflege' | 'Teich', string>

beforeAll(async () => {
  await buildWeb()
  world = await startWorld({ seeded: false })
  expect((await door.write(beginning)).status).toBe(200)
  const written = await door.write([
    newUnit('strassenbau', { name: 'Amt für Straßenbau', shortName: 'ASB' }),
    newUnit('strassenbau-alt', { name: 'Strassenbau, Amt f.', description: 'Baut und erhält Straßen.' }),
    newInitiative('radweg', { name: 'Radweg am Fluss' }),
    owns(gone, ini('radweg')),
    newInitiative('ladesaeulen', { name: 'Ladesäulen' }),
    newInitiative('ladesaeulen-2', { name: 'Ladesaeulen' }),
    // One dispute for each width: a decision is taken once.
    ...bothWidths.flatMap((width) => [
      newInitiative(`streit-${width}`, { name: `Ladenetz ${width}`, stage: 'running' }),
      claim(`bauamt-${width}`, buildingOffice, ini(`streit-${width}`), { claimedFrom: '2026-01-01', sourceIds: [source], reason: 'Laut Organisationsplan.' }),
      claim(`it-${width}`, itOffice, ini(`streit-${width}`), { sourceIds: [hiddenSource], reason: 'Im Gespräch genannt.' }),
    ]),
    newUnit('stadtgruen', { name: 'Stadtgrün' }),
    newInitiative('baumpflege', { name: 'Baumpflege' }),
    newInitiative('teich', { name: 'Teich' }),
    newInitiative('wiese', { name: 'Wiese' }),
    owns(asked, ini('baumpflege'), { confidence: 'reported', validFrom: '0001-01-01' }),
    owns(asked, ini('teich'), { confidence: 'reported' }),
    owns(asked, ini('wiese'), { confidence: 'reported' }),
  ])
  expect(written.status, JSON.stringify(written.body)).toBe(200)
  const [baumpflege, teich] = written.body.results.slice(-3).map(({ id }) => id)
  answered = { Baumpflege: baumpflege ?? '', Teich: teich ?? '' }
}, 300_000)
afterAll(() => world?.stop())

const open = (path: string, options: PageOptions = {}) => openPage(path, { base: world.api.url, ...options })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click()

/** Nothing scrolls sideways. Barriers of these pages are looked for where all pages are (barriers.ts). */
async function fits(page: Page, what: string): Promise<void> {
  const { content, window } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }))
  expect(content, what).toBeLessThanOrEqual(window)
}

const proposed = async () => (await door.get<DuplicatesAnswer>('/duplicates?limit=200')).body.items.flatMap(({ a, b }) => [a.id, b.id])
const entity = async (id: string) => (await door.get<{ entity: Record<string, unknown> }>(at(id))).body.entity

describe.each(bothWidths)('duplicates at %s width', (width) => {
  test('are compared, merged with what was chosen and why, found under both addresses, and taken back', async () => {
    const page = await open('/duplicates', { width })
    await eventually(() => heading(page).textContent()).toBe('2 Paare könnten dasselbe sein.')
    await fits(page, 'list')
    await page.getByRole('main').getByRole('combobox', { name: 'Art' }).selectOption({ label: 'Organisationseinheiten (1)' })
    await eventually(() => heading(page).textContent()).toBe('Ein Paar könnte dasselbe sein.')
    const pair = page.locator('.pair').filter({ hasText: 'Amt für Straßenbau' })
    expect(await pair.textContent()).toMatch(/\d+ %/)
    await pair.getByRole('link', { name: /^Vergleichen: / }).click()

    await eventually(() => heading(page).textContent()).toBe('Ist das dasselbe?')
    const side = (question: string, value: string | RegExp) => page.getByRole('group', { name: question }).getByRole('radio', { name: value })
    await side('Welcher Eintrag bleibt?', /^Amt für Straßenbau/).check()
    const preview = page.locator('.what-if')
    await preview.getByText('1 Beziehung zieht zu „Amt für Straßenbau“ um.').waitFor()
    await preview.getByText('Das lässt sich rückgängig machen.').waitFor()
    // What only one of them says is kept by itself; where both say something the reader chooses.
    expect(await side('Beschreibung', 'Baut und erhält Straßen.').isChecked()).toBe(true)
    expect(await side('Bezeichnung', 'Amt für Straßenbau').isChecked()).toBe(true)
    await side('Bezeichnung', 'Strassenbau, Amt f.').check()
    await preview.getByText('1 Beziehung zieht zu „Strassenbau, Amt f.“ um.').waitFor()
    await fits(page, 'compare')

    await press(page, 'Zusammenführen')
    await page.getByText('Bitte in einem Satz sagen, warum').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('merge-reason')
    await page.getByLabel('Begründung').fill('Im Organisationsplan nur ein Amt')
    await press(page, 'Zusammenführen')
    await page.getByText('Zusammengeführt zu „Strassenbau, Amt f.“.').waitFor()
    expect(await entity(kept)).toMatchObject({ id: kept, name: 'Strassenbau, Amt f.', shortName: 'ASB', description: 'Baut und erhält Straßen.' })
    const [merge] = (await door.get<MergeList>('/merges')).body.items
    expect(merge).toMatchObject({ mergedId: gone, kept: { id: kept }, reason: 'Im Organisationsplan nur ein Amt' })

    await page.goto(`/e/${gone}`)
    await eventually(() => heading(page).textContent()).toBe('Strassenbau, Amt f.')
    await page.getByRole('link', { name: 'Radweg am Fluss' }).first().waitFor()
    expect(await entity(gone)).toMatchObject({ id: kept })

    // Every kind of link leads on to the one that remained, and says so; on paper too.
    const said = page.getByText('Der Link gehörte zu einem Eintrag, der inzwischen mit „Strassenbau, Amt f.“ zusammengelegt ist.')
    const view = (
      await send<SavedView>(door.url('/views'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: `Straßen ${width}`, address: `/map?focus=${gone}&sel=${gone}`, places: {} }) })
    ).body
    for (const link of [`/e/${gone}`, `/e/${gone}/impact?direction=dependencies`, `/map?focus=${gone}&open=${gone}`, `${view.address}&saved=${view.id}`]) {
      await page.goto(link)
      await said.waitFor()
      await eventually(() => decodeURIComponent(page.url())).not.toContain(`${gone}`)
      expect(decodeURIComponent(page.url())).toContain(kept)
      await heading(page).filter({ hasText: 'Strassenbau, Amt f.' }).waitFor()
      expect(await page.getByText('Die gemerkte Ansicht gibt es nicht').count()).toBe(0)
    }
    await page.goto(`/e/${gone}`)
    await said.waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await said.isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    // Whoever goes elsewhere and comes back by another way is not told again.
    await page.goto(`/e/${kept}`)
    await heading(page).filter({ hasText: 'Strassenbau, Amt f.' }).waitFor()
    expect(await said.count()).toBe(0)

    await page.goto('/duplicates')
    const done = page.getByRole('region', { name: 'Zusammengeführt' })
    await done.getByText('Im Organisationsplan nur ein Amt').waitFor()
    await done.getByRole('button', { name: 'Zusammenführung zu „Strassenbau, Amt f.“ rückgängig machen' }).click()
    await page.getByText('Die Zusammenführung ist zurückgenommen: Alles ist wie vorher.').waitFor()
    await eventually(() => heading(page).textContent()).toBe('2 Paare könnten dasselbe sein.')
    expect(await entity(gone)).toMatchObject({ id: gone, name: 'Strassenbau, Amt f.' })
    expect(await entity(kept)).toMatchObject({ id: kept, name: 'Amt für Straßenbau' })
    await page.goto(`/e/${gone}`)
    await eventually(() => heading(page).textContent()).toBe('Strassenbau, Amt f.')
  })

  test('that are two are remembered as two, with the reason, until that is taken back', async () => {
    const page = await open('/duplicates?type=Initiative', { width })
    await page.getByRole('link', { name: /^Vergleichen: .*Ladesaeulen/ }).click()
    await page.getByLabel('Begründung').fill('Zwei Standorte')
    await press(page, 'Nicht dasselbe')
    await page.getByText('Gemerkt: Dieses Paar wird nicht mehr vorgeschlagen.').waitFor()
    expect(await proposed()).not.toContain(ini('ladesaeulen'))
    await page.getByRole('link', { name: 'Zurück zu den Dubletten' }).click()
    await eventually(() => heading(page).textContent()).toBe('Ein Paar könnte dasselbe sein.')
    const apart = page.getByRole('region', { name: 'Als verschieden gemerkt' })
    await apart.getByText('Zwei Standorte').waitFor()
    expect((await door.get<NotSameList>('/duplicates/not-same')).body.items).toMatchObject([{ reason: 'Zwei Standorte' }])

    await apart.getByRole('button', { name: /^Zurücknehmen: .*Ladesaeulen.* sind verschieden$/ }).click()
    await apart.getByText('Bisher wurde kein Paar als verschieden gemerkt.').waitFor()
    await eventually(() => heading(page).textContent()).toBe('2 Paare könnten dasselbe sein.')
    expect(await proposed()).toContain(ini('ladesaeulen'))
  })
})

test('a merge that something was built on is not taken back: what stands in the way is named, not coded', async () => {
  await door.write([newUnit('hafen', { name: 'Hafen' }), newUnit('hafen-2', { name: 'Hafenamt' })])
  const merged = await door.json('POST', '/merges', { keep: unit('hafen'), merge: unit('hafen-2'), reason: 'Doppelt erfasst' })
  expect(merged.status, JSON.stringify(merged.body)).toBe(200)
  await door.write([{ op: 'correct-entity', id: unit('hafen'), values: { sameAs: null } }])
  const page = await open('/duplicates', { tolerate: [409] })
  await press(page, 'Zusammenführung zu „Hafen“ rückgängig machen')
  const alert = page.getByRole('alert')
  await alert.getByText('Spätere Änderungen stehen im Weg').waitFor()
  await alert.getByRole('link', { name: 'Hafen' }).first().waitFor()
  expect(await alert.textContent()).not.toMatch(/unit:|sameAs|body\.|later\./)
})

describe.each(bothWidths)('a contested claim at %s width', (width) => {
  test('stands beside the other with its source until one is accepted; then the gap is closed', async () => {
    const thing = `Ladenetz ${width}`
    const page = await open('/gaps/contested', { width })
    await page.getByRole('link', { name: thing }).waitFor()

    await page.goto('/contested')
    const question = page.getByRole('region', { name: new RegExp(thing) })
    const [mine, other] = [question.getByRole('article', { name: `bauamt-${width}` }), question.getByRole('article', { name: `it-${width}` })]
    await mine.getByText('Laut Akte').waitFor()
    expect(await mine.textContent()).toMatch(/Bauamt.*seit 1\. Januar 2026.*Laut Organisationsplan/)
    expect(await other.textContent()).toMatch(/IT-Amt.*Laut Vermerk.*Im Gespräch genannt/)
    const [left, right] = await Promise.all([mine.boundingBox(), other.boundingBox()])
    if (width === 'wide') expect(left?.y).toBe(right?.y)
    await fits(page, 'claims')

    // The other one names no day, and nothing is decided without a reason.
    await other.getByRole('button', { name: 'Anerkennen' }).click()
    await other.getByText('Bitte in einem Satz sagen, warum').waitFor()
    await mine.getByLabel('Begründung').fill('Laut Organisationsverfügung')
    await mine.getByRole('button', { name: 'Anerkennen' }).click()
    const outcome = page.getByRole('status').filter({ hasText: 'Anerkannt und eingetragen.' })
    await outcome.getByText('1 andere Behauptung ist damit überholt.').waitFor()
    await eventually(() => question.count()).toBe(0)

    const found = (await door.get<{ relations: { relation: string; items: { other: { id: string }; validFrom: string }[] }[] }>(at(ini(`streit-${width}`)))).body.relations
    expect(found.find(({ relation }) => relation === 'ACCOUNTABLE_FOR')?.items).toMatchObject([{ other: { id: buildingOffice }, validFrom: '2026-01-01' }])
    for (const gap of ['contested', 'no_accountable']) {
      await page.goto(`/gaps/${gap}`)
      await heading(page).waitFor()
      await page.waitForLoadState('networkidle')
      expect(await page.getByRole('link', { name: thing }).count(), gap).toBe(0)
    }
    await page.goto(`/e/${ini(`streit-${width}`)}`)
    await eventually(() => page.getByRole('region', { name: 'Antwort' }).textContent()).toContain('Bauamt')
  })
})

describe('a confirmation round', () => {
  const sheetOf = async (page: Page, width: Width) => {
    await page.goto('/confirmation')
    await page.getByRole('main').getByLabel('Stelle wählen').click()
    await page.keyboard.type('Stadtgrün', { delay: 10 })
    await page.getByRole('option', { name: 'Stadtgrün' }).first().click()
    await eventually(() => heading(page).textContent()).toBe('„Stadtgrün“ werden 3 Sachen zugeschrieben.')
    expect(pathOf(page)).toBe(`/confirmation/${asked}`)
    await fits(page, `sheet at ${width} width`)
  }

  test('goes out on paper or as a file, comes back filled, says what it would do, and does it', async () => {
    const page = await open('/confirmation')
    await sheetOf(page, 'wide')

    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('row').count()).toBe(4)
    expect(await page.getByRole('row', { name: /Baumpflege/ }).textContent()).toMatch(/ist verantwortlich für.*Stadtgrün.*unbekannt/)
    expect(await page.locator('.tick-here:visible').count()).toBe(6)
    for (const screenOnly of [page.getByRole('banner'), page.getByRole('link', { name: 'Als Excel laden' }), page.getByLabel('Ausgefüllte Excel-Datei')]) expect(await screenOnly.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Als Excel laden' }).click()
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.concat(await (await (await download).createReadStream()).toArray()).buffer as ArrayBuffer)
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet
    const column = (header: string) => (sheet.getRow(1).values as string[]).indexOf(header)
    const answer = (thing: string, answers: Record<string, string>) =>
      sheet.eachRow((row) => {
        if (row.getCell(1).value === thing) for (const [header, value] of Object.entries(answers)) row.getCell(column(header)).value = value
      })
    answer('Baumpflege', { stimmt: 'ja', 'seit wann': '01.04.2021' })
    answer('Teich', { 'nicht unser': 'ja', 'seit wann': '01.05.2026', Bemerkung: 'Jetzt beim Bauamt' })
    const filled = async () => ({ name: 'Stadtgrün.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: Buffer.from(await workbook.xlsx.writeBuffer()) })

    // One answer that cannot be read is told at its cell; the good ones could be taken without it.
    answer('Wiese', { stimmt: 'vielleicht' })
    await page.getByLabel('Ausgefüllte Excel-Datei').setInputFiles(await filled())
    const back = page.getByRole('region', { name: 'Ausgefüllte Datei zurückgeben' })
    await back.getByText('Zeile 4, Spalte „stimmt“').waitFor()
    await back.getByRole('button', { name: 'Nur die gültigen Zeilen übernehmen' }).waitFor()

    answer('Wiese', { stimmt: '' })
    await page.getByLabel('Ausgefüllte Excel-Datei').setInputFiles(await filled())
    await back.getByText('Bestätigt: 1. „Nicht unser“: 1. Zur Entscheidung: 0.').waitFor()
    await back.getByText('Ohne Antwort: 1. Abgewiesene Zeilen: 0.').waitFor()
    expect((await door.get<{ confidence: string }>(factAt(answered.Baumpflege))).body.confidence).toBe('reported')
    await fits(page, 'what the file would do')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([])

    await press(page, 'Übernehmen')
    await back.getByText('Übernommen. Was strittig ist, wartet unter „Strittiges“.').waitFor()
    expect((await door.get(factAt(answered.Baumpflege))).body).toMatchObject({ confidence: 'confirmed', validFrom: '2021-04-01' })
    // "Not ours" ends nothing by itself.
    expect((await door.get(factAt(answered.Teich))).body).toMatchObject({ validUntil: '9999-12-31' })
    await back.getByRole('link', { name: 'Zu den strittigen Behauptungen' }).click()
    await page.getByRole('region', { name: /Teich/ }).getByText('Jetzt beim Bauamt').waitFor()
  })

  test('begins on a phone as well', async () => {
    const page = await open('/confirmation', { width: 'phone' })
    await fits(page, 'begin')
    await sheetOf(page, 'phone')
  })
})
