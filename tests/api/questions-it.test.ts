/** What IT and organisation ask about failure, takeover, sharing and ends, with the rows that the demo plants. */
import { expect, test } from 'vitest'
import { karlsruhe } from '../neo4j.ts'
import { ask, askPublic, column, full, idOf, idsOf, ini, refused, rowOf, short } from './asking.ts'

const org = (slug: string) => full('org', slug)
const sys = (slug: string) => full('sys', slug)
const svc = (key: string) => full('svc', key)

test('T02 takes the subsidiaries along, by effective share', async () => {
  const answer = await ask('T02', { id: org('holding') })
  expect(answer.sentence.de).toMatch(/^Fällt „Stadtwerke Musterstadt Holding GmbH“ mit 6 Töchtern weg, trifft es 56 Leistungen, 36 IT-Systeme, 29 Vorhaben, 27 Prozesse, 15 Datensätze und 4 Nachnutzungsangebote\. Alles davon hängt an Musterstadt Netze GmbH\. Bei \d+ der betroffenen Einträge ist eine verantwortliche Stelle nicht bekannt\.$/)
  expect(answer.total).toBe(167)
  // 74.9 % of the holding: above half. 60 % of that: below, although the holding's daughter owns most of it.
  const through = new Set(answer.rows.flatMap((row) => short(idsOf(row.through))))
  expect(through.has('netze')).toBe(true)
  expect(through.has('glasfaser')).toBe(false)
  expect((await askPublic('T02', { id: org('holding') })).total).toBe(162)
})

test('T02 without subsidiaries is what needs the enterprise itself', async () => {
  const alone = await ask('T02', { id: org('netze') })
  expect(column(alone, 'affected')).toEqual(column(await ask('T01', { id: org('netze') }), 'affected'))
  expect(alone.sentence.de).toMatch(/^Fällt „Musterstadt Netze GmbH“ weg, trifft es /)
  expect(await ask('T02', { id: org('kleingarten') })).toMatchObject({ rows: [], sentence: { de: expect.stringMatching(/weg, ist nach heutigem Stand nichts anderes betroffen\.$/) } })
  expect(await refused('T02', { id: sys('stadtnetz') })).toMatchObject({ status: 400, errors: [{ path: 'query.id' }] })
})

test('T03 agrees with T01 on what each one carries', async () => {
  const answer = await ask('T03')
  expect(answer.rows.slice(0, 8).map((row) => [short([idOf(row.point)])[0], row.services])).toEqual([
    ['stadtnetz', 56], ['netze', 56], ['rz-kim', 50], ['kim', 50], ['kommunix', 30], ['talcloud', 29], ['sicherung', 27], ['rz-rathaus', 27],
  ])
  expect(answer.rows[0]).toMatchObject({ sharePct: 93.3 })
  for (const slug of ['rz-rathaus', 'formularserver']) {
    const hit = column(await ask('T01', { id: sys(slug) }), 'affected').filter((id) => id?.startsWith('svc:')).length
    expect(rowOf(answer, 'point', sys(slug))?.services, slug).toBe(hit)
  }
  expect(answer.rows.every(({ services }) => Number(services) > 1)).toBe(true)
  expect(answer.sentence.de).toMatch(/^Das größte Klumpenrisiko: Fällt „Stadtnetz \(Verwaltungsnetz\)“ oder „Musterstadt Netze GmbH“ aus, trifft es 56 von 60 Leistungen \(93,3\u00a0%\)\. An 37 Systemen, Angeboten oder Unternehmen hängt mehr als eine Leistung\./)
  const open = await askPublic('T03')
  expect(column(open, 'point')).not.toContain(sys('sicherung'))
  expect(open.total).toBeLessThan(answer.total)
  expect((await ask('T03', { tenant: karlsruhe })).sentence.de).toMatch(/^Dass mehrere Leistungen an demselben System, Angebot oder Unternehmen hängen, ist nicht bekannt\.$|^Das größte Klumpenrisiko/)
})

test('T04 pairs services with offerings that are not used yet', async () => {
  const answer = await ask('T04')
  const pairs = answer.rows.map((row) => `${idOf(row.service)?.split(':')[2]} ${idOf(row.offering)?.split(':')[2]}`)
  expect(pairs).toHaveLength(10)
  expect(pairs).toEqual(expect.arrayContaining(['99115005104000 wohnsitzanmeldung', '99012008001000 digitale-baugenehmigung', '99108012005000 land-sondernutzung', '99107021017000 uhv-online']))
  const offered = new Set(column(answer, 'offering'))
  for (const used of ['off:shared:i-kfz', 'off:shared:wohngeld-online', full('off', 'land-gewerbe')]) expect(offered.has(used), used).toBe(false)
  expect(short(idsOf(rowOf(answer, 'service', svc('99108001001000'))?.ownSystems))).toContain('parkrechte')
  expect(answer.sentence.de).toBe(
    'Für 10 Leistungen gibt es ein zentrales Angebot, das die Kommune noch nicht nutzt; 6 decken die Leistung vollständig ab. Die meisten Fälle hätte „Elektronische Wohnsitzanmeldung“ für „Wohnsitz anmelden“ (9.800 im Jahr). Hinter allen stehen heute eigene Systeme.',
  )
  // The systems of the security concept are internal.
  expect(short(idsOf(answer.rows[0]?.ownSystems))).toContain('sicherung')
  expect(short(idsOf((await askPublic('T04')).rows[0]?.ownSystems))).not.toContain('sicherung')
})

test('T05 finds what rests on federal law and leaves little discretion', async () => {
  const answer = await ask('T05')
  expect(answer.total).toBe(41)
  expect(answer.rows.slice(0, 4).map(({ annualCases }) => annualCases)).toEqual([46_000, 28_000, 21_500, 14_200])
  expect(answer.rows.filter(({ reviews }) => idsOf(reviews).length > 0).map(({ reviews }) => short(idsOf(reviews))[0]).sort()).toEqual(['bafoeg', 'uhv', 'wohngeld'])
  for (const high of ['99108012005000', '99012008001000']) expect(column(answer, 'service'), high).not.toContain(svc(high))
  expect(idsOf(rowOf(answer, 'service', svc('99107023017000'))?.offerings)).toEqual(['off:shared:wohngeld-online'])
  expect(answer.sentence.de).toMatch(/^41 Leistungen beruhen auf Bundesrecht, .* am meisten bei „Grundsteuer festsetzen“ \(46\.000\)\. Für 16 davon gibt es ein Angebot, 3 stehen schon zur Diskussion\.$/)
  expect((await askPublic('T05')).total).toBe(41)
  expect((await ask('T05', { asOf: '1990-01-01' })).sentence.de).toMatch(/^Keine Leistung ist eingetragen, die auf Bundesrecht beruht/)
})

test('T06 counts steps that recur', async () => {
  const answer = await ask('T06')
  expect(answer.rows.map(({ rag, services }) => [rag, services]).slice(0, 2)).toEqual([['Zahlung abwickeln', 10], ['Formell prüfen', 9]])
  expect(answer.total).toBe(10)
  expect(answer.rows.every(({ which, services }) => idsOf(which).length === services)).toBe(true)
  expect(answer.sentence.de).toMatch(/^10 Arten von Teilprozessen kommen in mehreren Leistungen vor und ließen sich bündeln\. Am häufigsten ist „Zahlung abwickeln“ in 10 Leistungen mit zusammen 52\.160 Fällen im Jahr; /)
  expect((await askPublic('T06')).rows).toEqual(answer.rows)
  expect((await ask('T06', { asOf: '1990-01-01' })).sentence.de).toBe('Ein Teilprozess, der in mehreren Leistungen vorkommt, ist nicht bekannt.')
})

test('T07 lists open reviews, the ripest first; the public sees published ones', async () => {
  const answer = await ask('T07')
  expect(short(column(answer, 'review')).sort()).toEqual(['aufenthalt', 'bafoeg', 'bauaufsicht', 'einkommen', 'uhv', 'wohngeld'])
  expect(answer.rows[0]).toMatchObject({ status: 'agreed', currentLevel: 'municipal', proposedLevel: 'intermunicipal' })
  expect(idsOf(answer.rows[0]?.raisedBy).length).toBeGreaterThan(0)
  expect(answer.sentence.de).toBe(
    '6 Zuständigkeiten stehen zur Diskussion. Am weitesten ist „Brandschutzprüfung mit den Nachbarn“ (vereinbart): „Brandschutz prüfen“; heute „Kommune“, vorgeschlagen „mehrere Kommunen gemeinsam“. Bei allen ist ein Hindernis benannt.',
  )
  expect(short(column(await askPublic('T07'), 'review')).sort()).toEqual(['bafoeg', 'einkommen', 'uhv', 'wohngeld'])
  expect((await ask('T07', { asOf: '1990-01-01' })).sentence.de).toBe('Dass eine Zuständigkeit zur Diskussion steht, ist nicht bekannt.')
})

test('T09 finds what ends, what is over, and what contracts of operation say', async () => {
  const answer = await ask('T09')
  const hit = (slug: string) => idsOf(rowOf(answer, 'system', sys(slug))?.services).length
  expect(['rz-rathaus', 'formularserver', 'steuern', 'sozialfall', 'parkrechte', 'kitaplatz', 'chatbot'].map(hit)).toEqual([27, 15, 7, 4, 2, 1, 0])
  expect(answer.rows.filter(({ over }) => over).map((row) => short([idOf(row.system)])[0])).toEqual(['formularserver'])
  // Its own property knows no end; the contract with the operator does, and is internal.
  expect(rowOf(answer, 'system', sys('sicherung'))).toMatchObject({ endOfLife: null, contractUntil: '2027-06-30' })
  expect(answer.sentence.de).toBe('Bis in 12 Monaten laufen 12 Systeme oder ihre Verträge aus; daran hängen 32 Leistungen. Am schwersten wiegt „Rechenzentrum Rathaus“ (31. März 2027): 27 Leistungen. Schon abgelaufen: „Formularserver“.')
  const open = await askPublic('T09')
  expect(open.total).toBe(8)
  for (const slug of ['sicherung', 'fernwartung', 'serviceportal']) expect(column(open, 'system'), slug).not.toContain(sys(slug))
  expect(short(column(await ask('T09', { months: 0 }), 'system'))).toEqual(['formularserver'])
  expect((await ask('T09', { asOf: '2018-01-01', months: 0 })).sentence.de).toBe('Bis heute läuft kein System und kein Vertrag aus, dessen Ende eingetragen ist.')
  expect(await refused('T09', { months: -1 })).toMatchObject({ status: 400, errors: [{ path: 'query.months' }] })
})

test('T10 measures maturity on its own scale', async () => {
  const answer = await ask('T10')
  expect(answer.rows.slice(0, 4).map(({ annualCases, maturity, maturityModel, maturityPct }) => [annualCases, maturity, maturityModel, maturityPct])).toEqual([
    [52_000, 2, '1.1', 50], [46_000, 2, '1.1', 50], [14_200, 1, '1.1', 25], [13_400, 2, '2.0', 29],
  ])
  expect(idsOf(rowOf(answer, 'service', svc('99115004001001'))?.inWork)).toContain(ini('ki-assistent'))
  expect(answer.sentence.de).toBe('29 von 44 Leistungen mit mindestens 1.000 Fällen im Jahr sind wenig digital, am häufigsten gefragt „Abfallgebühr festsetzen“ (52.000 Fälle, Reifegrad 2 von 4). An 14 davon arbeitet ein Vorhaben.')
  expect((await ask('T10', { minCases: 0 })).total).toBe(43)
  expect((await askPublic('T10')).total).toBe(29)
  expect((await ask('T10', { minCases: 1_000_000 })).sentence.de).toBe('Keine Leistung mit mindestens 1.000.000 Fällen im Jahr und bekanntem Reifegrad ist wenig digital.')
  expect(await refused('T10', { minCases: '' })).toMatchObject({ status: 400, errors: [{ path: 'query.minCases' }] })
})
