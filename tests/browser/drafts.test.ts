/** A draft on this device that is damaged, or a device that keeps none: the form opens and says so, and nothing readable is lost. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { asOf } from '../neo4j.ts'
import { eventually, heading, openPage } from './browser.ts'
import { settled } from './pages.ts'

const initiative = 'ini:990000000000:digitaler-bauantrag'
const form = `/e/${initiative}/edit`
const key = `kg:draft:edit:${initiative}`
const head = { at: new Date().toISOString(), unsent: false, title: 'Digitaler Bauantrag', href: form }
const name = (page: Page) => page.getByLabel('Bezeichnung', { exact: false }).first()

/** Opens a page with this text in the storage of the device. */
async function withDraft(path: string, stored: string): Promise<Page> {
  const page = await openPage(`/terms?asOf=${asOf}`)
  await page.evaluate(([name, text]) => localStorage.setItem(name as string, text as string), [key, stored])
  await page.goto(path)
  await settled(page)
  return page
}

test.each([
  ['cut off in the middle', `${JSON.stringify({ ...head, state: { why: { reason: 'Beschluss vom Mai' } } }).slice(0, -4)}`, 'Beschluss vom Mai'],
  ['of a shape that no form has', JSON.stringify({ ...head, state: { entered: { name: { tief: 'Umbau' } }, why: 7 } }), 'Umbau'],
  ['of another version', JSON.stringify({ ...head, version: 99, state: { text: 'Neue Fassung' } }), 'Neue Fassung'],
  ['with nothing in it', 'null', ''],
])('a draft %s: the form opens as it is stored and says so; the text can be copied, also after a reload', async (_, stored, text) => {
  const page = await withDraft(`${form}?asOf=${asOf}`, stored)
  await page.getByText('Ein früherer Entwurf auf diesem Gerät ist beschädigt').waitFor()
  expect(await name(page).inputValue()).toBe('Digitaler Bauantrag')
  if (text !== '') {
    await page.getByText('Text des beschädigten Entwurfs').click()
    expect(await page.getByRole('textbox', { name: 'Text des beschädigten Entwurfs' }).inputValue()).toContain(text)
  }
  await page.reload()
  await page.getByText('Ein früherer Entwurf auf diesem Gerät ist beschädigt').waitFor()
  await page.getByRole('button', { name: 'Beschädigten Entwurf löschen' }).click()
  await eventually(() => page.getByText('Ein früherer Entwurf').count()).toBe(0)
  await page.reload()
  await name(page).waitFor()
  expect(await page.getByText('Ein früherer Entwurf').count()).toBe(0)
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))).toEqual([])
})

test('what is typed beside a damaged draft is kept as a draft of its own', async () => {
  const page = await withDraft(`${form}?asOf=${asOf}`, '{"state":')
  await name(page).fill('Digitaler Bauantrag, zweiter Anlauf')
  await page.reload()
  await page.getByText(/Ihre Eingaben vom .* sind wieder da/).waitFor()
  expect(await name(page).inputValue()).toBe('Digitaler Bauantrag, zweiter Anlauf')
  expect(await page.getByText('Ein früherer Entwurf auf diesem Gerät ist beschädigt').count()).toBe(1)
})

test('the list of drafts leaves out what it cannot read, and leads to no strange address', async () => {
  const page = await withDraft(`/changes?asOf=${asOf}`, JSON.stringify({ ...head, href: 'javascript:alert(1)', state: {} }))
  await heading(page).waitFor()
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
})

test.each([
  ['full', 'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }'],
  ['forbidden', 'Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })'],
])('a storage that is %s: the form works, and says that nothing is kept once there is something to lose', async (_, script) => {
  const page = await openPage('about:blank')
  await page.addInitScript(script)
  await page.goto(`${form}?asOf=${asOf}`)
  await settled(page)
  expect(await page.getByText('Dieses Gerät speichert keine Entwürfe.').count()).toBe(0)
  await name(page).fill('Anders')
  await page.getByText('Dieses Gerät speichert keine Entwürfe. Bitte vor dem Verlassen speichern.').waitFor()
  expect(await name(page).inputValue()).toBe('Anders')
})
