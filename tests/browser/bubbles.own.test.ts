/** A municipality with more entries than a picture holds: the API counts them in bubbles, and the map opens these on demand. */
import { readFile } from 'node:fs/promises'
import { buildWeb } from '@kommunalgraph/api/build-web.mjs'
import type { Problem, WholeMap } from '@kommunalgraph/contract/answers.ts'
import neo4j from 'neo4j-driver'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Query, send, address } from '../http.ts'
import { type Api, musterstadt, startApi, startWorld, type World } from '../neo4j.ts'
import { eventually, openPage, parameters } from './browser.ts'
import { nodeIds, whenDrawn, withClass } from './canvas.ts'

let world: World
let open: Api

const home = `org:ars:${musterstadt}`
/** So many of each; the systems without an owner come on top. */
const many = { units: 3_000, owned: 2_000, free: 500, hidden: 10 }
const total = 1 + many.units + many.owned + many.free + many.hidden

beforeAll(async () => {
  await buildWeb()
  world = await startWorld({ seeded: false })
  open = await startApi(world.database, { KG_READER: 'public' })
  const { uri, user, password } = world.database
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  const common = { tenant: musterstadt, visibility: 'public', confidence: 'confirmed', sourceIds: [], validFrom: new neo4j.types.Date(2020, 1, 1), validUntil: new neo4j.types.Date(9999, 12, 31), version: neo4j.int(1), seqs: [neo4j.int(1)] }
  const run = (text: string, more: Record<string, unknown> = {}) => driver.executeQuery(text, { common, home, tenant: musterstadt, ...more })
  const fact = (relation: string, from: string, to: string) => `CREATE (${from})-[r:${relation}]->(${to}) SET r = $common, r.factId = 'fact:${relation.toLowerCase().replaceAll('_', '-')}:' + randomUUID()`
  try {
    await run(`UNWIND ['administration', 'politics'] AS code
      CREATE (s:Entity:Sphere) SET s = $common, s.tenant = 'shared', s.id = 'sph:shared:' + code, s.type = 'Sphere', s.name = code, s.code = code`)
    await run(`MATCH (s:Sphere {code: 'administration'}) CREATE (n:Entity:Actor:Organization) SET n = $common, n.id = $home, n.type = 'Organization', n.name = 'Große Stadt', n.kind = 'municipality'
      WITH n, s ${fact('IN_SPHERE', 'n', 's')}`)
    await run(`MATCH (o:Entity {id: $home}) UNWIND range(1, $count) AS k CREATE (n:Entity:Actor:OrgUnit) SET n = $common, n.id = 'unit:' + $tenant + ':u' + k, n.type = 'OrgUnit', n.name = 'Amt ' + k, n.kind = 'office'
      WITH n, o ${fact('PART_OF', 'n', 'o')}`, { count: neo4j.int(many.units) })
    await run(`UNWIND range(1, $count) AS k CREATE (n:Entity:System) SET n = $common, n.id = 'sys:' + $tenant + ':s' + k, n.type = 'System', n.name = 'Verfahren ' + k, n.kind = 'saas'
      WITH n, k WHERE k <= $owned MATCH (u:Entity {id: 'unit:' + $tenant + ':u' + (1 + k % 1000)}) ${fact('ACCOUNTABLE_FOR', 'u', 'n')}`, { count: neo4j.int(many.owned + many.free), owned: neo4j.int(many.owned) })
    await run(`MATCH (s:Sphere {code: 'politics'}) UNWIND range(1, $count) AS k CREATE (n:Entity:Actor:Committee) SET n = $common, n.visibility = 'internal', n.id = 'com:' + $tenant + ':c' + k, n.type = 'Committee', n.name = 'Ausschuss ' + k, n.kind = 'committee'
      WITH n, s ${fact('IN_SPHERE', 'n', 's')}`, { count: neo4j.int(many.hidden) })
    // What is over, what belongs to nobody here, and a catalogue entry that nobody delivers: none of them counts.
    await run(`UNWIND [{id: 'sys:' + $tenant + ':over', tenant: $tenant, until: date('2021-01-01'), type: 'System'}, {id: 'sys:082120000000:other', tenant: '082120000000', until: date('9999-12-31'), type: 'System'}, {id: 'lst:shared:lonely', tenant: 'shared', until: date('9999-12-31'), type: 'ServiceType'}] AS row
      CREATE (n:Entity) SET n = $common, n.id = row.id, n.type = row.type, n.name = row.id, n.tenant = row.tenant, n.validUntil = row.until`)
  } finally {
    await driver.close()
  }
}, 300_000)
afterAll(async () => {
  await open?.stop()
  await world?.stop()
})

const asOf = '2026-11-01'
async function ask(query: Query = {}, api: Api = world.api): Promise<WholeMap> {
  const { status, body } = await send<WholeMap>(address('/map', { asOf, ...query }, api.url))
  expect(status, JSON.stringify(body).slice(0, 300)).toBe(200)
  return body
}
const counts = ({ bubbles }: WholeMap) => Object.fromEntries(bubbles.map(({ key, count }) => [key, count]))

describe('the answer', () => {
  test('counts by sphere and type, each entity once, and ships none of them', async () => {
    const map = await ask()
    expect(counts(map)).toEqual({ 'administration.Organization': 1, 'administration.OrgUnit': many.units, 'administration.System': many.owned, 'none.System': many.free, 'politics.Committee': many.hidden })
    expect(map.total).toBe(total)
    expect([map.nodes, map.edges, map.truncated]).toEqual([[], [], false])
    expect(map.ties).toEqual([
      { from: 'administration.OrgUnit', to: 'administration.Organization', count: many.units },
      { from: 'administration.OrgUnit', to: 'administration.System', count: many.owned },
    ])
    expect(await ask()).toEqual(map)
  })

  test('a public reader is told nothing of what is internal', async () => {
    const map = await ask({}, open)
    expect(map.total).toBe(total - many.hidden)
    expect(Object.keys(counts(map))).not.toContain('politics.Committee')
    // What is not there cannot be opened either.
    expect((await ask({ open: 'politics.Committee' }, open)).nodes).toEqual([])
  })

  test('on a day with little the map is drawn as ever', async () => {
    const map = await ask({ asOf: '2019-06-01' })
    expect([map.bubbles, map.ties, map.total]).toEqual([[], [], 0])
  })

  test('no two bubbles lie on each other', async () => {
    const { bubbles } = await ask()
    for (const one of bubbles) for (const other of bubbles) if (one !== other) expect(Math.hypot(one.place[0] - other.place[0], one.place[1] - other.place[1])).toBeGreaterThan(120)
  })

  test('opened page by page, every entity comes exactly once, those with most relations first', async () => {
    const seen: string[] = []
    let pages = 1
    for (let page = 1; page <= pages; page++) {
      const map = await ask({ open: `none.System.${page}` })
      const { open: state } = map.bubbles.find(({ key }) => key === 'none.System') ?? {}
      pages = state?.pages ?? 0
      expect(state).toEqual({ page, pages: 5, shown: 100 })
      expect(map.nodes.every(({ id }) => map.positions[id])).toBe(true)
      seen.push(...map.nodes.map(({ id }) => id))
    }
    expect(new Set(seen).size).toBe(many.free)
    expect(seen).toHaveLength(many.free)
    // A page that is not there is the last one.
    expect((await ask({ open: 'none.System.99' })).bubbles.find(({ key }) => key === 'none.System')?.open?.page).toBe(5)
    const units = (await ask({ open: 'administration.OrgUnit' })).nodes
    expect(units).toHaveLength(100)
    // Units 1 to 1,000 own two systems each; the others only belong to the city.
    for (const { id } of units) expect(Number(/:u(\d+)$/.exec(id)?.[1])).toBeLessThanOrEqual(1_000)
  })

  test('two open bubbles: relations among what is shown, and counts to what is not', async () => {
    const map = await ask({ open: ['administration.OrgUnit', 'administration.Organization'] })
    expect(map.edges).toHaveLength(100)
    expect(new Set(map.edges.map(({ type }) => type))).toEqual(new Set(['PART_OF']))
    const own = map.ties.filter(({ from }) => from.startsWith('unit:'))
    expect(own).toHaveLength(100)
    for (const tie of own) expect(tie).toEqual({ from: tie.from, to: 'administration.System', count: 2 })
  })

  test.each(['nowhere.System', 'politics.Nothing', 'politics', 'politics.Committee.0', 'politics.Committee.x'])('%s is no bubble', async (key) => {
    const { status, body } = await send<Problem>(address('/map', { open: key }, world.api.url))
    expect(status).toBe(400)
    expect(body.errors?.map(({ path }) => path)).toEqual(['query.open'])
  })

  test('more than ten at a time are refused', async () => {
    const { status, body } = await send<Problem>(address('/map', { open: Array.from({ length: 11 }, (_, page) => `none.System.${page + 1}`) }, world.api.url))
    expect([status, body.errors?.[0]?.path]).toEqual([400, 'query.open'])
  })
})

describe('the view', () => {
  const path = `/map?asOf=${asOf}`
  const visit = (where: string, options = {}) => openPage(where, { base: world.api.url, ...options })
  const status = (page: Page) => page.locator('.map-frame__status')

  test('says in words that it counts and why; a bubble opens, shows the next page, and closes', async () => {
    const page = await visit(path)
    await whenDrawn(page)
    await eventually(() => status(page).textContent()).toMatch(/^5\.511 Einträge sind zu viele, um jeden einzeln zu zeichnen\..*5 Blasen/)
    expect([...(await nodeIds(page))].sort()).toEqual(['administration.OrgUnit', 'administration.Organization', 'administration.System', 'none.System', 'politics.Committee'])
    // By keyboard: to a bubble, into its words, and open.
    await page.getByRole('application').focus()
    await page.keyboard.press('Home')
    await page.locator('.canvas__said').filter({ hasText: /Organisation|Systeme|Gremien/ }).waitFor()
    await page.keyboard.press('Enter')
    await eventually(() => parameters(page).sel).toMatch(/^[a-z]+\.[A-Za-z]+$/)
    await page.goto(`${path}&sel=administration.OrgUnit`)
    const details = page.getByRole('complementary', { name: 'Ausgewählt' })
    await details.getByRole('heading', { name: '3.000 Organisationseinheiten' }).waitFor()
    await details.getByRole('button', { name: /^Öffnen/ }).click()
    await eventually(async () => (await nodeIds(page)).length).toBe(105)
    expect(parameters(page).bubbles).toBe('administration.OrgUnit')
    await eventually(() => status(page).textContent()).toContain('Geöffnet: 100 von 3.000 Organisationseinheiten (Verwaltung).')
    await details.getByRole('button', { name: /^Nächste zeigen/ }).click()
    await eventually(() => parameters(page).bubbles).toBe('administration.OrgUnit.2')
    await details.getByText('Seite 2 von 30').waitFor()
    await page.reload()
    await details.getByText('Seite 2 von 30').waitFor()
    await details.getByRole('button', { name: /^Schließen/ }).click()
    await eventually(async () => (await nodeIds(page)).length).toBe(5)
    expect(parameters(page).bubbles).toBeUndefined()
  })

  test('the list twin has every bubble with its number, and opens it', async () => {
    const page = await visit(`${path}&view=list`, { width: 'phone' })
    const bubbles = page.getByRole('region', { name: 'Blasen', exact: true })
    await bubbles.waitFor()
    expect(await bubbles.getByRole('rowheader').allTextContents()).toEqual(['Organisationseinheiten', 'IT-Systeme', 'IT-Systeme', 'Gremien', 'Organisationen'].map((name) => expect.stringContaining(name)))
    await bubbles.getByRole('button', { name: 'Öffnen: IT-Systeme, ohne Sphäre' }).click()
    await eventually(() => page.getByRole('region', { name: 'Liste' }).locator('tbody tr').count()).toBe(100)
    await page.getByRole('region', { name: 'Geöffnete Blasen' }).getByRole('button', { name: /^Schließen/ }).click()
    await eventually(() => page.getByRole('region', { name: 'Liste' }).count()).toBe(0)
  })

  test('filters and the search know bubbles', async () => {
    const page = await visit(path)
    await whenDrawn(page)
    await page.getByRole('group', { name: 'Art' }).getByRole('checkbox', { name: /Systeme/ }).uncheck()
    await eventually(async () => (await nodeIds(page)).filter((id) => id.endsWith('.System'))).toEqual([])
    await page.getByRole('searchbox', { name: 'In der Karte suchen' }).fill('gremi')
    await eventually(() => withClass(page, 'hit')).toEqual(['politics.Committee'])
  })

  test('the picture has the bubbles with their numbers', async () => {
    const page = await visit(`${path}&bubbles=none.System`)
    await whenDrawn(page)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Bild (SVG)' }).click()])
    const svg = await readFile(await download.path(), 'utf8')
    for (const words of ['3.000', 'Organisationseinheiten', '100/500', 'zu viele']) expect(svg).toContain(words)
    expect(svg.match(/<circle id="[a-z_]+\.[A-Za-z]+"/g)).toHaveLength(5)
  })
})
