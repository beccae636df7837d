/** Names and texts made to run as script, in a real browser: on every kind of page, on the map and its tooltip, in the drawing, and reflected from the address. */
import { buildWeb } from '@kommunalgraph/api/build-web.mjs'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../browser/browser.ts'
import { tapNode, whenDrawn } from '../browser/canvas.ts'
import { settled } from '../browser/pages.ts'
import { beginning, buildingOffice, doorOf, newInitiative, newUnit, owns, town } from '../changes/town.ts'
import { startWorld, type World } from '../neo4j.ts'

const image = '<img src=x onerror="window.kgAttack=1">'
const script = `"'></title></script><script>window.kgAttack=1</script><svg/onload=window.kgAttack=1>`
const initiative = `ini:${town}:angriff`
const unit = `unit:${town}:angriff`
let world: World

beforeAll(async () => {
  await buildWeb()
  world = await startWorld({ seeded: false })
  const door = doorOf(world.api.url)
  const known = { confidence: 'confirmed', visibility: 'public' }
  const changes: Change[] = [
    ...beginning,
    newUnit('angriff', { name: `Amt ${image}`, shortName: script.slice(0, 30), description: script }),
    newInitiative('angriff', { name: `Vorhaben ${script}`, description: `${image}\n${script}`, sameAs: [image, script] }),
    newInitiative('herrenlos', { name: `Ohne ${image}` }),
    { op: 'put-entity', type: 'Source', id: `src:${town}:angriff`, values: { ...known, name: image, title: script, publisher: image, kind: 'register', date: '2026-01-01', url: 'https://example.org/"onmouseover="window.kgAttack=1' } } as Change,
    owns(unit, initiative, { note: script }),
    { op: 'create-relation', relation: 'PART_OF', from: unit, to: buildingOffice, values: { ...known, validFrom: '2025-01-01' } } as Change,
  ]
  for (const change of changes.slice(beginning.length)) if ('values' in change) for (const [name, value] of Object.entries(change.values)) if (value === undefined) delete (change.values as Record<string, unknown>)[name]
  expect((await door.write(beginning)).status).toBe(200)
  for (const change of changes.slice(beginning.length)) {
    const { status, body } = await door.write([change], { reason: `Ein Grund ${image}` })
    // A relation without a note, an address with quotes: what the door refuses is no way in.
    if (status !== 200) expect([400, 422], JSON.stringify(body)).toContain(status)
  }
  expect((await door.get(`/entities/${encodeURIComponent(initiative)}`)).status).toBe(200)
}, 400_000)
afterAll(() => world?.stop())

/** A page in which whatever runs unasked leaves a trace. */
async function trapped(path: string): Promise<Page> {
  const page = await openPage('/terms', { base: world.api.url, tolerate: [404, 400, 422] })
  page.on('dialog', (dialog) => {
    void dialog.dismiss()
    throw new Error(`A dialog: ${dialog.message()}`)
  })
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { kgBlocked: seen })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => seen.push(`${violatedDirective} ${blockedURI}`))
  })
  await page.goto(path)
  return page
}
/** Nothing ran, nothing was kept from running by the policy alone, and no markup of theirs became an element. */
async function untouched(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: 'kgAttack' in window,
    // Our own reader of schemas asks whether it may compile, and takes no for an answer.
    blocked: (window as unknown as { kgBlocked: string[] }).kgBlocked.filter((one) => one !== 'script-src eval'),
    elements: document.querySelectorAll('img[src="x"], [onerror], [onload], [onmouseover], script:not([src]):not([type="application/json"]), a[href^="javascript:" i], a[href^="data:" i]').length,
  }))
  expect({ url: page.url(), ...found }).toEqual({ url: page.url(), ran: false, blocked: [], elements: 0 })
}

describe('what is stored is shown as text', () => {
  test.each([
    ['start', '/'],
    ['entity', `/e/${initiative}`],
    ['unit', `/e/${unit}`],
    ['source', `/e/src:${town}:angriff`],
    ['impact', `/e/${unit}/impact`],
    ['list around one', `/map?focus=${initiative}&view=list`],
    ['entities', '/entities?type=Initiative'],
    ['gaps', '/gaps/no_accountable'],
    ['question', '/questions/P01'],
    ['board', '/boards/portfolio'],
    ['changes', '/changes'],
    ['form', `/e/${initiative}/edit`],
    ['quality', '/quality'],
  ])('B3: %s', async (_, path) => {
    const page = await trapped(path)
    // The map of a lone source has one node, and the usual wait wants more.
    if (path.startsWith('/e/src')) await page.waitForLoadState('networkidle')
    else await settled(page)
    await untouched(page)
    await page.emulateMedia({ media: 'print' })
    await untouched(page)
  })

  test('B3: the map, its labels, its tooltip, and the drawing that is saved', async () => {
    const page = await trapped(`/map?focus=${initiative}`)
    await whenDrawn(page)
    await tapNode(page, unit)
    await page.getByText(`Amt ${image}`).first().waitFor()
    await untouched(page)
  })
})

describe('what stands in the address comes back as text', () => {
  const evil = encodeURIComponent(`${image}${script}`)
  test.each([`/e/${evil}`, `/questions/${evil}`, `/gaps/${evil}`, `/entities?q=${evil}&sort=${evil}`, `/map?focus=${evil}`, `/login?failed=${evil}&returnTo=javascript:alert(1)`, `/nichts/${evil}`, `/import/${evil}`, `/scenarios/${evil}`, `/#${evil}`])('B3: %s', async (path) => {
    const page = await trapped(path)
    await page.waitForLoadState('networkidle')
    await untouched(page)
  })
})
