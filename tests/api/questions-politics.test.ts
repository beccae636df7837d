/** What politicians ask about shares, seats, grants and the community, with the rows that the demo plants. */
import { expect, test } from 'vitest'
import { karlsruhe } from '../neo4j.ts'
import { ask, askPublic, column, full, idOf, idsOf, ini, refused, rowOf, short } from './asking.ts'

const org = (slug: string) => full('org', slug)

test('P06 multiplies along the chain, step by step', async () => {
  const answer = await ask('P06', { id: org('glasfaser') })
  expect(answer.rows.map((row) => [row.chain, short([idOf(row.enterprise)])[0], row.sharePct, row.throughPct])).toEqual([
    [1, 'holding', 100, 100], [1, 'energie', 74.9, 74.9], [1, 'glasfaser', 60, 44.94],
  ])
  expect(answer.sentence.de).toBe(
    'Die Stadt Musterstadt hält durchgerechnet 44,9\u00a0% an „Glasfaser Musterstadt GmbH“, über „Stadtwerke Musterstadt Holding GmbH“ und „Stadtwerke Musterstadt Energie GmbH“ (100\u00a0% × 74,9\u00a0% × 60\u00a0%).',
  )
  expect(answer.sentence.en).toContain('effectively holds 44.9% of “Glasfaser Musterstadt GmbH”')
  expect((await askPublic('P06', { id: org('glasfaser') })).rows).toEqual(answer.rows)
})

test('P06 adds up several chains, says a range as a range, and tells carriership from shares', async () => {
  const two = await ask('P06', { id: org('nahverkehr') })
  expect(two.rows.map(({ chain, throughPct }) => [chain, throughPct])).toEqual([[1, 5.1], [2, 100], [2, 94.9]])
  expect(two.sentence.de).toBe('Die Stadt Musterstadt hält durchgerechnet 100\u00a0% an „Nahverkehr Musterstadt GmbH“, über 2 Ketten zusammen.')
  const range = await ask('P06', { id: org('solarpark') })
  expect(range.rows.at(-1)).toMatchObject({ sharePct: 25, maxPct: 50, throughPct: 18.73 })
  expect(range.sentence.de).toContain('durchgerechnet 18,7\u00a0% bis 37,5\u00a0%')
  expect((await ask('P06', { id: org('solarpark'), asOf: '2021-12-31' })).sentence.de).toContain('28,7\u00a0% bis 47,5\u00a0%')
  expect(await ask('P06', { id: org('sparkasse') })).toMatchObject({ rows: [], sentence: { de: expect.stringMatching(/^Die Kommune ist Trägerin von „.*“; Kapitalanteile gibt es daran nicht\.$/) } })
  expect((await ask('P06', { id: org('hochschule') })).sentence.de).toMatch(/^Ein Anteil der Kommune an „.*“ ist nicht bekannt\.$/)
  expect((await askPublic('P06', { id: org('hochschule') })).sentence.de).toContain('nicht veröffentlicht oder nicht bekannt')
})

test('P06 wants an organisation', async () => {
  expect((await refused('P06', {})).errors[0]?.path).toBe('query.id')
  expect(await refused('P06', { id: ini('mobil') })).toMatchObject({ status: 400, errors: [{ path: 'query.id' }] })
})

test('P07 lists enterprises by effective share with what they answer for', async () => {
  const answer = await ask('P07')
  expect(answer.parameters).toEqual({ pct: 25 })
  expect(answer.total).toBe(16)
  expect(answer.rows.filter(({ initiatives }) => idsOf(initiatives).length > 0).map((row) => [short([idOf(row.enterprise)])[0], row.sharePct, short(idsOf(row.initiatives))])).toEqual([
    ['nahverkehr', 100, ['mobil']], ['energie', 74.9, ['energie-dashboard']], ['glasfaser', 44.94, ['glasfaserausbau']],
  ])
  expect(short(column(answer, 'enterprise')).at(-1)).toBe('digitalservice')
  expect(column(answer, 'enterprise')).not.toContain(org('sparkasse'))
  expect(answer.sentence.de).toMatch(/^An 16 Unternehmen hält die Kommune durchgerechnet mindestens 25\u00a0%\. Vorhaben verantworten 3 davon: .* Bei einem weiteren ist nur eine Spanne bekannt, die darüber reichen kann\.$/)
  expect((await ask('P07', { pct: 18.5 })).rows.find((row) => idOf(row.enterprise) === org('solarpark'))).toMatchObject({ sharePct: 18.73, maxPct: 37.45 })
  expect((await ask('P07', { pct: 51 })).total).toBeLessThan(16)
  expect((await askPublic('P07')).total).toBe(16)
  expect(await refused('P07', { pct: 101 })).toMatchObject({ status: 400, errors: [{ path: 'query.pct' }] })
})

test('P07 of a municipality without recorded shares says so', async () => {
  const none = await ask('P07', { tenant: karlsruhe, pct: 100 })
  expect(none).toMatchObject({ rows: [], total: 0 })
  expect(none.sentence.de).toMatch(/^Ein Unternehmen, an dem die Kommune durchgerechnet mindestens 100\u00a0% hält, ist nicht bekannt\./)
})

test('P08 names who sits on both sides, not who left', async () => {
  const answer = await ask('P08')
  expect(short(column(answer, 'person')).sort()).toEqual(['mandat-01', 'mandat-02', 'mandat-03', 'mandat-04'])
  const both = rowOf(answer, 'person', full('per', 'mandat-03'))
  expect(short(idsOf(both?.boards)).sort()).toEqual(['ar-klinikum', 'ar-wohnbau'])
  expect(short(idsOf(both?.council))).toContain('rat')
  expect(answer.sentence.de).toMatch(/^4 Personen sitzen zugleich im Rat und in Aufsichtsgremien: .*\. Die meisten Aufsichtssitze hat Sevgi Arslan-Kolb: /)
  expect(column(await ask('P08', { asOf: '2025-06-29' }), 'person')).toContain(full('per', 'mandat-06'))
  expect((await askPublic('P08')).rows).toEqual(answer.rows)
  expect((await ask('P08', { asOf: '1990-01-01' })).sentence.de).toBe('Dass jemand zugleich im Rat und in einem Aufsichtsgremium sitzt, ist nicht bekannt.')
})

test('P10 lists grants by their end, with what hangs on them', async () => {
  const answer = await ask('P10')
  expect(answer.rows.map((row) => [short([idOf(row.initiative)])[0], row.until])).toEqual([
    ['efa-rollout', '2026-11-30'], ['digitale-schule', '2026-12-31'], ['once-only-familie', '2026-12-31'], ['mobil', '2027-01-31'],
    ['glasfaserausbau', '2027-02-28'], ['digitaler-bauantrag', '2027-03-31'], ['digitaler-zwilling', '2027-04-30'],
  ])
  expect(rowOf(answer, 'initiative', ini('glasfaserausbau'))).toMatchObject({ amountEur: 4_900_000 })
  expect(short(idsOf(rowOf(answer, 'initiative', ini('glasfaserausbau'))?.dependents)).sort()).toEqual(['digitale-schule', 'smart-parking', 'stadtklima', 'starkregen'])
  expect(answer.sentence.de).toMatch(/^In den nächsten 6 Monaten laufen 7 Förderungen aus, zusammen 9,04 Mio\. €\. Zuerst endet die von „EfA-Rollout: .*“ am 30\. November 2026 \(140\.000 €\)\. Am meisten hängt an „Glasfaserausbau Außenbezirke“: /)
  const one = await ask('P10', { months: 1 })
  expect(one.total).toBe(1)
  expect(one.sentence.de).toMatch(/^Im nächsten Monat läuft eine Förderung aus\. Es ist die von /)
  expect((await askPublic('P10')).total).toBe(7)
  expect((await ask('P10', { asOf: '2035-01-01' })).sentence.de).toBe('In den nächsten 6 Monaten laufen keine Fördermittel aus, von denen ein Ende bekannt ist.')
  for (const months of [0, 1.5, 'bald']) expect(await refused('P10', { months })).toMatchObject({ status: 400, errors: [{ path: 'query.months' }] })
})

test('P11 puts the deepest first and counts those without', async () => {
  const answer = await ask('P11')
  expect(rowOf(answer, 'initiative', ini('mitmachen'))).toMatchObject({ depth: 'co_decided' })
  expect(idsOf(answer.rows[0]?.community)).toHaveLength(5)
  const involved = (slug: string) => idsOf(rowOf(answer, 'initiative', ini(slug))?.community).length
  expect(['mitmachen', 'stadtklima', 'speicher-7', 'buergeramt-zukunft', 'e-akte', 'cloud-migration', 'poststelle'].map(involved)).toEqual([5, 4, 4, 4, 0, 0, 0])
  const ranks = ['co_decided', 'co_created', 'consulted', 'informed']
  const order = answer.rows.map(({ depth }) => (depth === null ? ranks.length : ranks.indexOf(String(depth))))
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(answer.sentence.de).toMatch(/^Bei 14 von 38 geplanten und laufenden Vorhaben ist eine Beteiligung der örtlichen Gemeinschaft nicht bekannt\. Sonst wirkt sie mit: mitentscheidend bei 3, /)
  const open = await askPublic('P11')
  expect(column(answer, 'initiative')).toContain(ini('sicherheitsuebung'))
  expect(column(open, 'initiative')).not.toContain(ini('sicherheitsuebung'))
  expect(open.sentence.de).toContain('nicht veröffentlicht oder nicht bekannt')
  expect((await ask('P11', { asOf: '1990-01-01' })).sentence.de).toBe('Es gibt kein Vorhaben, das geplant ist oder läuft.')
})
