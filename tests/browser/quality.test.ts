/** The pages of data quality: what counts, whose it is, and the way to mend it. Only reads. */
import { describe, expect, inject, test } from 'vitest'
import { bothWidths, eventually, heading, openPage, parameters, pathOf } from './browser.ts'
import { onDay, settled } from './pages.ts'

describe.each(bothWidths)('at %s width', (width) => {
  test('a count leads to its rows, a row to the form that mends it', async () => {
    const page = await openPage(onDay('/quality'), { width })
    await settled(page)
    expect(await heading(page).textContent()).toMatch(/^Zu klären: 10 Lücken, \d+ Hinweise/)
    await page.getByRole('link', { name: /Datensatz ohne Pflege/ }).click()
    await eventually(() => heading(page).textContent()).toBe(
      'Datensatz ohne Pflege, Lizenz oder Rechtsgrundlage: 5 Fälle.',
    )
    expect(pathOf(page)).toBe('/quality/R34')
    const rows = page.locator('.quality-rows tbody tr')
    expect(await rows.count()).toBe(5)

    await page.getByLabel('Zuständig').selectOption({ label: 'Team Daten (1)' })
    await eventually(() => rows.count()).toBe(1)
    expect(parameters(page).unit).toBe('unit:990000000000:team-daten')
    await page.getByRole('link', { name: 'Baumkataster bearbeiten' }).click()
    await eventually(() => pathOf(page)).toBe('/e/dat:990000000000:baumkataster/edit')
  })

  test('an exception asks for its reason first, and goes away by Escape', async () => {
    const page = await openPage(onDay('/quality/R24'), { width })
    await settled(page)
    await page.getByRole('button', { name: /ist hier so/ }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    const keep = dialog.getByRole('button', { name: 'Als Ausnahme festhalten' })
    expect(await keep.isDisabled()).toBe(true)
    await dialog.getByLabel(/Warum ist das hier richtig so/).fill('Der Zuschuss deckt zwei Jahre')
    expect(await keep.isDisabled()).toBe(false)
    await page.keyboard.press('Escape')
    await eventually(() => dialog.count()).toBe(0)
  })
})

test('in English, and without the way to the forms for public readers', async () => {
  const page = await openPage(onDay('/quality?lang=en'), { base: inject('publicUrl') })
  await settled(page)
  expect(await heading(page).textContent()).toMatch(/^To be settled: 10 gaps/)
  await page.getByRole('link', { name: /Funding above budget/ }).click()
  await eventually(() => heading(page).textContent()).toBe('Funding above budget: 1 case.')
  expect(await page.getByText('€130,000 on a budget of €120,000.').count()).toBe(1)
  expect(await page.getByRole('button', { name: /it is so here/ }).count()).toBe(0)
  expect(await page.getByRole('link', { name: /^Edit/ }).count()).toBe(0)
})

test('from the gaps to who handed accountability over, for public readers too', async () => {
  const page = await openPage(onDay('/gaps'), { base: inject('publicUrl') })
  await page.getByRole('link', { name: 'Wer hat die Verantwortung abgegeben, wer hat sie übernommen?' }).click()
  await eventually(() => pathOf(page)).toBe('/ownership-changes')
  await page.getByLabel('Früherer Tag').waitFor()
  expect(parameters(page).asOf).toBe('2026-11-01')
})

test('a rule that does not exist is said to be none', async () => {
  const page = await openPage('/quality/R99', { tolerate: [404] })
  await page.getByRole('alert').getByText('Diese Regel gibt es nicht.').waitFor()
})
