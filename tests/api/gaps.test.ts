/** The nine kinds of gaps on the demo, exactly: `seed/data/musterstadt/README.md` says where each is planted. */
import type { GapAnswer, GapsAnswer, Ownership, Problem } from '@kommunalgraph/contract/answers.ts'
import { gapKindNames } from '@kommunalgraph/contract/gaps.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { address, get, getPublic, of } from '../http.ts'
import { asOf, karlsruhe, musterstadt } from '../neo4j.ts'

const planted: Record<string, string[]> = {
  no_accountable: ['ini:990000000000:freies-wlan', 'ini:990000000000:poststelle'],
  two_accountable: ['ini:990000000000:mobil', 'ini:990000000000:offene-daten'],
  post_vacant: ['dat:990000000000:archiv', 'ini:990000000000:smart-parking'],
  organisation_dissolved: ['ini:990000000000:serviceportal-2', 'sys:990000000000:stadtnetz'],
  mandate_ended: ['ini:990000000000:freies-wlan', 'ini:990000000000:stadtklima', 'ini:990000000000:starkregen'],
  no_decision_or_budget: [
    'ini:990000000000:agiles-projektbuero', 'ini:990000000000:cloud-migration', 'ini:990000000000:ki-assistent', 'ini:990000000000:ki-kompetenz',
  ],
  stale_source: ['ini:990000000000:prozesslandkarte', 'ini:990000000000:terminvergabe', 'sys:990000000000:ratsdienst'],
  differs_from_competence: ['svc:990000000000:99108001001000', 'svc:990000000000:99108012005000'],
  contested: ['ini:990000000000:digital-dabei', 'ini:990000000000:glasfaserausbau', 'ini:990000000000:poststelle'],
}

/** What the public sees of it: the claim on the fibre roll-out is internal. */
const published: Record<string, string[]> = { ...planted, contested: ['ini:990000000000:digital-dabei', 'ini:990000000000:poststelle'] }

const ids = (answer: GapAnswer) => answer.items.map(({ entity }) => entity.id).sort()
const item = (answer: GapAnswer, id: string) => answer.items.find(({ entity }) => entity.id === `ini:990000000000:${id}`)

describe('the lists', () => {
  test.each(gapKindNames)('%s names what is planted and nothing else', async (kind) => {
    const { status, body } = await get<GapAnswer>(`/gaps/${kind}`)
    expect(status).toBe(200)
    expect(ids(body)).toEqual(planted[kind])
    expect(body).toMatchObject({ kind, total: planted[kind]?.length, truncated: false, nextCursor: null, asOf: '2026-11-01' })
  })

  test.each(gapKindNames)('%s tells the public only what is published', async (kind) => {
    const { body } = await getPublic<GapAnswer>(`/gaps/${kind}`)
    expect(ids(body)).toEqual(published[kind])
  })

  test('each entry says why, who is involved, and who could close it', async () => {
    const vacant = item((await get<GapAnswer>('/gaps/post_vacant')).body, 'smart-parking')
    expect(vacant?.reason.de).toBe('Unbesetzt ist die Stelle „Leitung Smart-City-Büro“.')
    expect(vacant?.unit?.id).toBe('unit:990000000000:smart-city')

    const dissolved = item((await get<GapAnswer>('/gaps/organisation_dissolved')).body, 'serviceportal-2')
    expect(dissolved?.reason.de).toBe('Aufgelöst seit 1. Juli 2025: Amt für E-Government. Nachfolge: Amt für Digitalisierung und IT.')
    expect(dissolved).toMatchObject({ unit: { id: 'unit:990000000000:digitalisierung' }, date: '2025-07-01' })

    const two = item((await get<GapAnswer>('/gaps/two_accountable')).body, 'offene-daten')
    expect(two?.owners.map(({ id }) => id)).toEqual(['unit:990000000000:team-daten', 'post:990000000000:cdo'])
    expect(two).toMatchObject({ unit: { id: 'unit:990000000000:dez-3' }, date: '2026-01-01' })

    const ended = (await get<GapAnswer>('/gaps/mandate_ended')).body
    expect(item(ended, 'freies-wlan')?.reason.de).toBe('Die Verantwortung endete am 31. Dezember 2025, seither folgt niemand: Stadtmarketing Musterstadt GmbH.')
    expect(item(ended, 'starkregen')?.reason.de).toBe('Niemand hat das Amt mehr inne seit 1. Juli 2026: Beigeordnete für Stadtentwicklung, Bauen und Umwelt.')
    expect(item(ended, 'stadtklima')?.reason.de).toBe('Die Amtszeit ist am 31. Mai 2026 abgelaufen: Sprecherin oder Sprecher des Klimabeirats (Klimabeirat).')

    const missing = (await get<GapAnswer>('/gaps/no_decision_or_budget')).body
    expect(item(missing, 'ki-assistent')?.reason.de).toBe('Verantwortlich: Chief Digital Officer (CDO); ein Beschluss ist nicht bekannt.')
    expect(item(missing, 'ki-kompetenz')?.reason.de).toBe('Verantwortlich: Chief Digital Officer (CDO); ein Budget ist nicht bekannt.')
    expect(item(missing, 'agiles-projektbuero')?.reason.de).toBe('Verantwortlich: Chief Digital Officer (CDO); ein Beschluss und ein Budget sind nicht bekannt.')

    const differs = (await get<GapAnswer>('/gaps/differs_from_competence')).body.items[0]
    expect(differs?.reason.de).toBe('Verantwortlich: Leitung Amt für Digitalisierung und IT. Zuständig für den Vollzug: Straßenverkehrsbehörde.')
    expect(differs?.unit?.id).toBe('unit:990000000000:strassenverkehr')

    const contested = (await get<GapAnswer>('/gaps/contested')).body
    expect(item(contested, 'digital-dabei')?.reason.de).toBe('Eingetragen: Freiwilligenagentur Musterstadt e.V. Dagegen genannt, nicht bestätigt: Sozialamt.')
    expect(item(contested, 'poststelle')?.reason.de).toBe('Nicht bestätigt und widersprüchlich genannt: Amt für Digitalisierung und IT und Hauptamt.')

    const nobody = (await get<GapAnswer>('/gaps/no_accountable')).body
    expect(item(nobody, 'freies-wlan')?.reason.de).toBe('Seit 1. Januar 2026 ist eine verantwortliche Stelle nicht bekannt.')
    const open = (await getPublic<GapAnswer>('/gaps/no_accountable')).body
    expect(item(open, 'freies-wlan')?.reason.de).toBe('Seit 1. Januar 2026 ist eine verantwortliche Stelle nicht veröffentlicht oder nicht bekannt.')

    const stale = item((await get<GapAnswer>('/gaps/stale_source')).body, 'terminvergabe')
    expect(stale).toMatchObject({ date: '2024-03-01', reason: { de: 'Verantwortlich laut Quelle: Leitung Bürgeramt; die neueste ist vom 1. März 2024.' } })
  })

  test('a gap exists on the days on which it exists', async () => {
    expect(ids((await get<GapAnswer>('/gaps/two_accountable', { asOf: '2025-12-31' })).body)).toEqual([])
    expect(ids((await get<GapAnswer>('/gaps/two_accountable', { asOf: '2026-02-28' })).body)).toEqual(['ini:990000000000:offene-daten'])
    expect(ids((await get<GapAnswer>('/gaps/no_accountable', { asOf: '2025-12-31' })).body)).not.toContain('ini:990000000000:freies-wlan')
    expect(ids((await get<GapAnswer>('/gaps/organisation_dissolved', { asOf: '2025-06-30' })).body)).toEqual([])
  })
})

describe('the overview', () => {
  test('counts what the lists hold', async () => {
    const { body } = await get<GapsAnswer>('/gaps')
    expect(Object.fromEntries(body.kinds.map(({ kind, count }) => [kind, count]))).toEqual(
      Object.fromEntries(gapKindNames.map((kind) => [kind, planted[kind]?.length])),
    )
    expect(body.total).toBe(23)
    expect(body.sentence).toEqual({
      de: '23 Lücken sind bekannt, am häufigsten: Ohne Beschluss oder Budget (4).',
      en: '23 gaps are known, most often: Without decision or budget (4).',
    })
  })

  test('counts for the public only what is published', async () => {
    const { body } = await getPublic<GapsAnswer>('/gaps')
    expect(body.total).toBe(22)
    expect(body.sentence.de).toBe('22 Lücken sind veröffentlicht oder bekannt, am häufigsten: Ohne Beschluss oder Budget (4).')
  })

  test('Karlsruhe has no owner at all, and 15 topics with contradicting lead offices', async () => {
    const { body } = await get<GapsAnswer>('/gaps', { tenant: karlsruhe })
    expect(Object.fromEntries(body.kinds.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]))).toEqual({ no_accountable: 41, contested: 15 })
    const list = (await get<GapAnswer>('/gaps/no_accountable', { tenant: karlsruhe, limit: 200 })).body
    expect(list.items.every(({ entity }) => entity.id.startsWith('ini:082120000000:'))).toBe(true)
    expect(list.items.find(({ entity }) => entity.id === 'ini:082120000000:e-akte')?.reason.de).toBe(
      'Eine verantwortliche Stelle ist nicht bekannt. Genannt, aber nicht bestätigt: Amt für Informationstechnik und Digitalisierung.',
    )
  })

  test('both municipalities together are the sum', async () => {
    const { body } = await get<GapsAnswer>('/gaps', { tenant: [karlsruhe, '990000000000'] })
    expect(body.total).toBe(23 + 41 + 15)
  })
})

describe('one list, page by page', () => {
  test('every entry comes once, and the end is told', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    for (let page = 0; page < 20; page++) {
      const { body } = await get<GapAnswer>('/gaps/no_accountable', { tenant: karlsruhe, limit: 10, cursor })
      seen.push(...body.items.map(({ entity }) => entity.id))
      expect(body.total).toBe(41)
      expect(body.truncated).toBe(body.nextCursor !== null)
      if (body.nextCursor === null) break
      cursor = body.nextCursor
    }
    expect(seen).toHaveLength(41)
    expect(new Set(seen).size).toBe(41)
  })

  test('a cursor of another day is refused', async () => {
    const { body } = await get<GapAnswer>('/gaps/no_accountable', { tenant: karlsruhe, limit: 10 })
    const { status } = await get('/gaps/no_accountable', { tenant: karlsruhe, limit: 10, cursor: body.nextCursor ?? '', asOf: '2026-10-31' })
    expect(status).toBe(400)
  })
})

describe('one entity is told the same gaps as the lists tell', () => {
  // fragments/gaps/of_entity asks for one entity what cypher/gaps asks of all: two texts, and this is what keeps them one.
  const days = ['2026-11-01', '2025-09-01', '2027-08-01']
  const readers = [['internal', get], ['public', getPublic]] as const

  test.each(readers)('for an %s reader, everything that can be owned, on several days, in both municipalities', async (_, ask) => {
    let compared = 0
    for (const tenant of [musterstadt, karlsruhe]) {
      const { body } = await ask<{ items: { id: string }[]; total: number }>('/entities', { type: [...ontology.relationTypes.ACCOUNTABLE_FOR.to], tenant, limit: 200 })
      for (const asOf of days) {
        const lists = new Map<string, string[]>()
        for (const kind of gapKindNames) {
          const list = (await ask<GapAnswer>(`/gaps/${kind}`, { tenant, asOf, limit: 200 })).body
          for (const { entity } of list.items) lists.set(entity.id, [...(lists.get(entity.id) ?? []), kind])
        }
        for (const { id } of body.items) {
          const one = (await ask<Ownership>(`${of(id)}/ownership`, { tenant, asOf })).body
          expect([...one.gaps].sort(), `${id} on ${asOf}`).toEqual([...(lists.get(id) ?? [])].sort())
          compared++
        }
      }
    }
    expect(compared).toBeGreaterThan(600)
  }, 180_000)
})

test('an unknown kind is 404 and names the kinds; a wrong limit is 400', async () => {
  const unknown = await get<Problem>('/gaps/nobody_knows')
  expect(unknown.status).toBe(404)
  expect(unknown.body.errors?.[0]).toMatchObject({ path: 'path.kind', allowed: [...gapKindNames] })
  const limit = await get<Problem>('/gaps/contested', { limit: 201 })
  expect(limit.status).toBe(400)
  expect(limit.body.errors?.[0]?.path).toBe('query.limit')
})

describe('as a workbook', () => {
  const sheetsOf = async (path: string) => {
    const response = await fetch(address(path, { asOf, format: 'xlsx' }))
    expect(response.status).toBe(200)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(await response.arrayBuffer())
    return workbook.worksheets.map((sheet) => ({ name: sheet.name, ids: (sheet.getColumn(8).values as unknown[]).slice(2).map(String) }))
  }

  test('all kinds: an overview, and a sheet for each kind with exactly its entries', async () => {
    const [overview, ...sheets] = await sheetsOf('/gaps')
    expect(overview?.name).toBe('Übersicht')
    expect(sheets.map(({ ids }) => [...ids].sort())).toEqual(gapKindNames.map((kind) => planted[kind]))
  })

  test('one kind', async () => {
    const sheets = await sheetsOf('/gaps/contested')
    expect(sheets).toHaveLength(2)
    expect([...(sheets[1]?.ids ?? [])].sort()).toEqual(planted.contested)
  })

  test('another format is refused by name', async () => {
    const { status, body } = await get<Problem>('/gaps', { format: 'pdf' })
    expect([status, body.errors?.[0]?.path]).toEqual([400, 'query.format'])
  })
})
