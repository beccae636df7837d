/** What-if in the browser: from an entry to a scenario, its comparison, its list of changes, and away again. The graph is only read. */
import type { Scenario } from '@kommunalgraph/contract/scenarios.ts'
import { afterEach, expect, inject, test } from 'vitest'
import { address, send } from '../http.ts'
import { serious } from './barriers.ts'
import { eventually, heading, openPage, parameters, pathOf } from './browser.ts'
import { onDay, settled } from './pages.ts'
import { codesIn, words } from './words.ts'

const system = 'sys:990000000000:parkrechte'
const unit = 'unit:990000000000:buergeramt'
const day = '2027-01-01'

/** Scenarios of a test go with it: other tests see the list, too. */
const created: string[] = []
const remember = (id: string) => {
  created.push(id)
  return id
}
afterEach(async () => {
  for (const id of created.splice(0)) await send(address(`/scenarios/${id}`), { method: 'DELETE', headers: { 'if-match': '*' } })
})

async function scenario(name: string, steps: unknown[]): Promise<string> {
  const { status, body } = await send<Scenario>(address('/scenarios'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, day, steps }),
  })
  expect(status).toBe(201)
  remember(body.id)
  // A cold database on a crowded machine may need longer than five seconds to plan; what it has planned it keeps.
  await eventually(async () => (await send(address(`/scenarios/${body.id}/evaluation`))).status).toBe(200)
  return body.id
}

test('from a system to what its replacement would change, to the list of changes, and away again', async () => {
  await scenario('Vorab', [{ kind: 'dissolve', unit }])
  const page = await openPage(onDay(`/e/${system}`), { tolerate: [422] })
  await settled(page)
  await page.getByRole('link', { name: 'Was wäre, wenn …' }).click()
  await eventually(() => parameters(page).about).toBe(system)
  await page.getByText('Parkrechte-Verwaltung').waitFor()

  // Nothing is sent while something is missing, and it is said where.
  await page.getByRole('button', { name: 'Szenario anlegen' }).click()
  await page.getByText('Bitte suchen und auswählen.').waitFor()
  const offering = page.getByLabel(/^Angebot, das sie ersetzt/)
  await offering.fill('Parkausweise online')
  await page.getByRole('option', { name: /Parkausweise online \(Land\)/ }).click()
  await page.getByLabel(/^Ab wann/).fill(day)
  await page.getByRole('button', { name: 'Szenario anlegen' }).click()

  await eventually(() => /^\/scenarios\/[0-9a-f-]{36}$/.test(pathOf(page))).toBe(true)
  remember(pathOf(page).split('/').at(-1) ?? '')
  await eventually(() => page.locator('.answer').textContent()).toMatch(/gerechnet für den 1\. Januar 2027, 1 System oder Angebot einsparen, 1 System oder Angebot neu in Betrieb nehmen/)
  await page.getByRole('row', { name: /davon nur im eigenen Haus betrieben .* −1 weniger/ }).waitFor()
  await page.getByRole('region', { name: 'Berührte Leistungen' }).getByRole('link', { name: 'Bewohnerparkausweis' }).waitFor()

  await page.getByRole('button', { name: 'Liste der Änderungen anzeigen' }).click()
  await page.getByRole('row', { name: /^Bewohnerparkausweis hängt ab von Parkrechte-Verwaltung → Parkausweise online \(Land\).*1\. Januar 2027/ }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Liste als CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  expect(codesIn(await words(page))).toEqual([])
  expect(await serious(page)).toEqual([])

  // A step that makes no sense is refused in words, and the scenario stays as it was.
  await page.getByRole('button', { name: 'Schritt hinzufügen' }).click()
  await page.getByLabel(/^Wer aufgelöst wird/).fill('Standesamt')
  await page.getByRole('option', { name: /^Standesamt/ }).click()
  await page.getByLabel('Wer alles übernimmt').fill('Standesamt')
  await page.getByRole('option', { name: /^Standesamt/ }).click()
  await page.getByRole('button', { name: 'Hinzufügen', exact: true }).click()
  await page.getByRole('alert').getByText('Hier steht zweimal dasselbe. Zwei verschiedene Einträge wählen.').waitFor()
  expect(await page.locator('.scenario-steps li').count()).toBe(1)
  await page.getByRole('button', { name: 'Abbrechen' }).click()

  await page.getByText('Name, Beschreibung und Tag ändern').click()
  await page.getByRole('button', { name: 'Szenario löschen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Szenario löschen' }).click()
  await eventually(() => pathOf(page)).toBe('/scenarios')
})

test('two beside each other on a phone, in both languages', async () => {
  const [a, b] = [await scenario('Ohne Nachfolge', [{ kind: 'dissolve', unit }]), await scenario('Mit Nachfolge', [{ kind: 'dissolve', unit, successor: 'unit:990000000000:ordnungsamt' }])]
  const page = await openPage(`/scenarios/compare?a=${a}&b=${b}`, { width: 'phone' })
  await eventually(() => heading(page).textContent()).toBe('„Ohne Nachfolge“ und „Mit Nachfolge“ nebeneinander')
  await settled(page)
  expect(await page.getByRole('region', { name: 'Vorhaben, die niemanden mehr haben' }).count()).toBe(1)
  const { content, window } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }))
  expect(content).toBeLessThanOrEqual(window)
  expect(codesIn(await words(page))).toEqual([])
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'English' }).click()
  await eventually(() => heading(page).textContent()).toBe('“Ohne Nachfolge” and “Mit Nachfolge” side by side')
  expect(await page.getByText(/would, reckoned for 1 January 2027, open \d+ gaps/).count()).toBe(1)
})

test('public readers are told that this is not for them', async () => {
  const page = await openPage('/scenarios', { base: inject('publicUrl') })
  await settled(page)
  expect(await heading(page).count()).toBe(1)
  expect(await page.getByRole('link', { name: 'Was wäre, wenn' }).count()).toBe(0)
})
