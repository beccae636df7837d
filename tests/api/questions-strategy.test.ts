/** What strategy units ask, on the demo, with the rows that `seed/data/musterstadt/README.md` plants; S01, S02, S05, S06 and S16: questions.test.ts. */
import { describe, expect, test } from 'vitest'
import { karlsruhe } from '../neo4j.ts'
import { ask, askPublic, column, full, idOf, idsOf, ini, refused, rowOf, short } from './asking.ts'

describe('depth and thrusts', () => {
  test('S03 finds what only imitates, by its rating or by what it changes', async () => {
    const answer = await ask('S03')
    expect(short(column(answer, 'initiative'))).toEqual(['e-akte', 'mobiles-arbeiten', 'formulare-online', 'terminvergabe', 'hundesteuer-online', 'muster-mia', 'online-fundbuero'])
    expect(rowOf(answer, 'initiative', ini('hundesteuer-online'))).toMatchObject({ depth: 'transformative' })
    expect(rowOf(answer, 'initiative', ini('online-fundbuero'))).toMatchObject({ depth: 'imitative', changes: [], budgetEur: 18_000 })
    expect(answer.sentence.de).toBe(
      '7 von 50 Vorhaben bilden nur nach, was es schon gibt; das größte ist „Einführung der E-Akte“ mit 2,1 Mio. €, bekannt sind zusammen 2,8 Mio. €. Eines davon ist höher eingeschätzt, doch was es daran ändert, bildet nur nach. Bei 4 Vorhaben ist die Tiefe noch nicht eingeschätzt.',
    )
    expect((await askPublic('S03')).sentence.de).toMatch(/^7 von 49 Vorhaben/)
    const none = 'Kein Vorhaben bildet nur nach, was es schon gibt. Bei 58 Vorhaben ist die Tiefe noch nicht eingeschätzt.'
    expect(await ask('S03', { tenant: karlsruhe })).toMatchObject({ rows: [], total: 0, sentence: { de: none } })
  })

  test('S04 finds the thrust that nobody works on, with what waits there', async () => {
    const answer = await ask('S04')
    expect(column(answer, 'thrust')).toEqual(['thr:code:5.5'])
    expect(short(idsOf(answer.rows[0]?.initiatives)).sort()).toEqual(['bussgeld-gemeinsam', 'kfz-regional', 'uhv-zentral', 'wohngeld-gemeinsam', 'zustaendigkeitsdialog'])
    expect(answer.sentence.de).toBe('Ohne aktives Vorhaben ist Stoßrichtung 5½ („Zuständigkeiten neu diskutieren“). 5 Vorhaben dazu haben noch nicht begonnen, ruhen oder sind beendet.')
    expect((await ask('S04', { tenant: karlsruhe })).sentence).toEqual({ de: 'Jede der 6 Stoßrichtungen hat mindestens ein aktives Vorhaben.', en: 'Each of the 6 thrusts has at least one active initiative.' })
    // Before there was anything, each of them was idle.
    const early = await askPublic('S04', { asOf: '1990-01-01' })
    expect(early.total).toBe(6)
    expect(early.sentence.de).toMatch(/^Ohne aktives Vorhaben sind 6 von 6 Stoßrichtungen: .* Ein Vorhaben dazu ist nicht veröffentlicht oder nicht bekannt\.$/)
  })
})

describe('who carries it', () => {
  test('S07 names who carries more than k, and who has trouble with several', async () => {
    const answer = await ask('S07')
    expect(answer.rows.map((row) => [idOf(row.owner), row.initiatives, row.troubled, row.budgetEur, row.unbudgeted])).toEqual([
      [full('post', 'cdo'), 6, 0, 1_040_000, 2],
      [full('post', 'leitung-digitalisierung'), 2, 2, 1_825_000, 0],
    ])
    expect(idsOf(answer.rows[0]?.which)).toHaveLength(6)
    expect(answer.parameters).toEqual({ k: 4 })
    expect(answer.sentence.de).toBe(
      '2 Stellen tragen mehr als 4 aktive Vorhaben oder mehrere, die rot oder überfällig sind. Am meisten trägt „Chief Digital Officer (CDO)“: 6 aktive Vorhaben, zusammen mindestens 1,04 Mio. €. Die meisten Sorgen hat „Leitung Amt für Digitalisierung und IT“: 2 von 2 rot oder überfällig. Für 2 aktive Vorhaben ist keine verantwortliche Stelle bekannt.',
    )
    expect(column(await ask('S07', { k: 6 }), 'owner')).toEqual([full('post', 'leitung-digitalisierung')])
  })

  test('S07 with 0 is everybody; the public counts what is published', async () => {
    const every = await ask('S07', { k: 0 })
    expect(every.total).toBe(24)
    expect(every.sentence.de).toMatch(/^24 Stellen tragen zusammen 31 aktive Vorhaben\./)
    const open = await askPublic('S07', { k: 0 })
    expect(open.total).toBe(23)
    expect(open.sentence.de).toContain('ist keine verantwortliche Stelle veröffentlicht oder bekannt.')
    expect(column(open, 'owner')).not.toContain(full('post', 'informationssicherheit'))
    expect((await ask('S07', { tenant: karlsruhe })).sentence.de).toMatch(/^Keine Stelle trägt mehr als 4 aktive Vorhaben oder mehr als eines, das rot oder überfällig ist\. Für 36 /)
    expect((await refused('S07', { k: -1 })).status).toBe(400)
  })
})

describe('spheres', () => {
  test('S08 finds who belongs to several, persons by their seats', async () => {
    const answer = await ask('S08')
    const persons = answer.rows.filter(({ bySeat }) => bySeat === true)
    expect(answer.total - persons.length).toBe(16)
    expect(short(persons.map(({ actor }) => idOf(actor))).sort()).toEqual(['mandat-01', 'mandat-02', 'mandat-03', 'mandat-04', 'mandat-07'])
    expect(idsOf(answer.rows[0]?.spheres)).toEqual(['sph:code:administration', 'sph:code:municipal-group', 'sph:code:politics'])
    expect(idsOf(rowOf(answer, 'actor', full('org', 'verkehrsverbund'))?.spheres)).toEqual(['sph:code:municipal-group', 'sph:code:region'])
    // An office of an operation has the sphere of the operation, not that of the city besides.
    expect(column(answer, 'actor')).not.toContain(full('org', 'netze'))
    expect(answer.sentence.de).toMatch(/^21 von 220 Akteuren gehören mehreren Sphären an, 5 davon durch Sitze und Ämter\. .* Verwaltung, Konzern Kommune und Politik\.$/)
    expect((await askPublic('S08')).sentence.de).toMatch(/^21 von 217 Akteuren/)
  })

  test('S09 finds who meets foreign spheres, the widest first', async () => {
    const answer = await ask('S09')
    expect(answer.rows.slice(0, 4).map((row) => [idOf(row.actor)?.split(':')[2], idsOf(row.spheres).length, row.initiatives])).toEqual([
      ['stadtkaemmerei', 4, 34], ['hochschule', 4, 11], ['kim', 4, 10], ['min-digitales', 4, 4],
    ])
    for (const row of answer.rows) {
      expect(idsOf(row.spheres)).not.toContain('sph:code:region')
      expect(idsOf(row.spheres).filter((id) => idsOf(row.own).includes(id))).toEqual([])
    }
    expect(answer.sentence.de).toBe(
      '121 von 125 Beteiligten treffen in Vorhaben auf fremde Sphären. Am weitesten reicht „Stadtkämmerei“: in 34 Vorhaben auf Örtliche Gemeinschaft, Konzern Kommune, Politik und Land und Bund. Eine Sphäre erreicht niemand von außen.',
    )
    expect((await askPublic('S09')).rows[0]).toMatchObject({ initiatives: 33 })
    expect(await ask('S09', { tenant: karlsruhe })).toMatchObject({ rows: [], sentence: { de: 'Niemand trifft in einem Vorhaben auf eine fremde Sphäre.' } })
  })
})

describe('what it is for', () => {
  test('S10 spreads initiatives and money over the three qualities', async () => {
    const answer = await ask('S10')
    expect(answer.rows.map((row) => [idOf(row.quality), row.initiatives, row.budgetEur, row.unbudgeted])).toEqual([
      ['tq:code:life', 25, 12_355_000, 0], ['tq:code:work', 20, 8_593_000, 2], ['tq:code:location', 12, 15_285_000, 0],
    ])
    expect(answer.sentence.de).toBe(
      'Die meisten aktiven Vorhaben zielen auf Lebensqualität: 25 mit 12,36 Mio. €; das meiste Geld geht in Standortqualität: 15,29 Mio. € für 12. Außerdem: Arbeitsqualität 20 (8,59 Mio. €). 16 Vorhaben zählen mehrfach. Bei 2 ist das Budget nicht bekannt.',
    )
    expect(rowOf(await askPublic('S10'), 'quality', 'tq:code:work')).toMatchObject({ initiatives: 19, budgetEur: 8_558_000 })
    // Where no budget is known there is no talk of money.
    expect((await ask('S10', { tenant: karlsruhe })).sentence.de).toMatch(/^Die meisten aktiven Vorhaben zielen auf Lebensqualität: 12\. .* Bei 20 aktiven Vorhaben ist kein Ziel bekannt\.$/)
  })

  test('S11 finds where one side of the users is missing, or both', async () => {
    const answer = await ask('S11')
    expect(answer.total).toBe(23)
    const bySide = (side: string | null) => short(answer.rows.filter((row) => row.side === side).map((row) => idOf(row.initiative)))
    expect(bySide(null).sort()).toEqual(['cloud-migration', 'formulare-online', 'muster-mia', 'online-fundbuero'])
    expect(bySide('internal')).toContain('e-akte')
    expect(bySide('external')).toContain('mobil')
    expect(column(answer, 'initiative')).not.toContain(ini('digitaler-bauantrag'))
    for (const row of answer.rows) expect(idsOf(row.groups).length > 0, String(idOf(row.initiative))).toBe(row.side !== null)
    expect(answer.sentence.de).toBe(
      'Bei 23 von 38 aktiven Vorhaben fehlt eine Seite der Nutzenden; einbezogen sind nur die Menschen außen bei 8 und nur die innen bei 11. Von 4 ist gar keine Beteiligung bekannt: „Chatbot ‚Muster-Mia‘“, „Online-Fundbüro“, „PDF-Formulare online“ und ein weiteres.',
    )
    const open = await askPublic('S11')
    expect(open.total).toBe(22)
    expect(column(open, 'initiative')).not.toContain(ini('sicherheitsuebung'))
    expect(open.sentence.de).toContain('ist gar keine Beteiligung veröffentlicht oder bekannt')
  })

  test('S12 sets what is needed against what is held at that level', async () => {
    const answer = await ask('S12')
    expect(answer.rows.map((row) => [idOf(row.skill), row.proficiency, row.neededFte, row.heldFte, row.missingFte])).toEqual([
      ['skl:code:it-media', 4, 28.1, 10.5, 17.6], ['skl:code:leadership', 4, 6.2, 0, 6.2], ['skl:code:ethical', 3, 4.1, 0.5, 3.6], ['skl:code:hr-development', 3, 5, 2, 3],
    ])
    expect(answer.rows.map((row) => idsOf(row.which).length)).toEqual(answer.rows.map((row) => row.initiatives))
    expect(short(idsOf(answer.rows[0]?.holders))).toEqual(['kim', 'team-daten', 'hochschule'])
    expect(answer.sentence.de).toBe(
      '4 von 8 benötigten Kompetenzen reichen nicht. Am meisten fehlt IT- und Medienkompetenz: 22 aktive Vorhaben brauchen 28,1 Vollzeitstellen auf bis zu Niveau 4, vorhanden sind 10,5. Danach: Führungskompetenz, Ethische Kompetenz und Kompetenz in der Personalentwicklung.',
    )
    expect((await askPublic('S12')).rows[0]).toMatchObject({ neededFte: 27.8, initiatives: 21 })
    const severe = await ask('S12', { coverPct: 15 })
    expect(column(severe, 'skill')).toEqual(['skl:code:leadership', 'skl:code:ethical'])
    expect(severe.sentence.de).toMatch(/^2 von 8 benötigten Kompetenzen sind zu weniger als 15\u00a0% gedeckt\./)
    expect((await ask('S12', { coverPct: 100_000 })).total).toBe(8)
    expect((await ask('S12', { tenant: karlsruhe })).sentence.de).toBe('Welche Kompetenzen die Vorhaben brauchen, ist nicht bekannt.')
  })
})

describe('how they stand to each other', () => {
  test('S13 finds pairs under different owners that change the same thing', async () => {
    const answer = await ask('S13')
    expect(answer.total).toBe(9)
    const pairs = answer.rows.filter((row) => idOf(row.target) === 'svc:990000000000:99115004001001')
    expect(new Set(pairs.flatMap((row) => short([idOf(row.initiative), idOf(row.other)])))).toEqual(new Set(['formulare-online', 'ki-assistent', 'muster-mia']))
    for (const row of answer.rows) {
      expect(idsOf(row.owners).length).toBeGreaterThan(0)
      expect(idsOf(row.owners).filter((id) => idsOf(row.otherOwners).includes(id))).toEqual([])
    }
    expect(answer.sentence.de).toBe('An 6 Sachen arbeiten Vorhaben unter verschiedener Verantwortung (9 Paare); die meisten an „Melderegisterauskunft“: 3 Vorhaben.')
    expect((await askPublic('S13')).total).toBe(9)
    expect((await ask('S13', { tenant: karlsruhe })).sentence.de).toBe('Keine zwei Vorhaben unter verschiedener Verantwortung arbeiten an derselben Sache.')
  })

  test('S14 follows who waits for what is red or late', async () => {
    const answer = await ask('S14')
    expect(answer.rows.map((row) => [idOf(row.initiative)?.split(':')[2], row.blocks, row.daysLate])).toEqual([['cloud-migration', 7, 32], ['glasfaserausbau', 4, 215], ['e-akte', 1, 124]])
    expect(short(idsOf(answer.rows[0]?.blocked)).sort()).toEqual(['e-akte', 'efa-rollout', 'once-only-familie', 'poststelle', 'rechenzentrum', 'registeranbindung', 'sozialleistungen'])
    expect(answer.sentence.de).toBe(
      '3 von 9 roten oder überfälligen Vorhaben halten zusammen 11 andere auf. Auf „Umzug in die Verwaltungscloud“, seit 32 Tagen überfällig, warten 7; verantwortlich ist die Leitung Amt für Digitalisierung und IT.',
    )
    // A year before, none of them was late; those that are red today were so as far as is known.
    expect((await ask('S14', { asOf: '2025-06-01' })).rows.every(({ daysLate }) => daysLate === null)).toBe(true)
    expect((await askPublic('S14', { tenant: karlsruhe })).sentence.de).toBe('Dass ein Vorhaben rot oder überfällig wäre, ist nicht veröffentlicht oder nicht bekannt.')
  })

  test('S15 lists who misses the target, furthest first, and who measures nothing', async () => {
    const answer = await ask('S15')
    const off = answer.rows.filter(({ measure }) => measure !== null)
    expect([off.length, answer.total - off.length]).toEqual([17, 13])
    expect(rowOf(answer, 'initiative', ini('digitaler-bauantrag'))).toMatchObject({ target: 60, value: 84, unit: 'Tage', missedPct: 40 })
    expect(rowOf(answer, 'initiative', ini('glasfaserausbau'))).toMatchObject({ target: 95, value: 60 })
    expect(off.map(({ missedPct }) => missedPct)).toEqual(off.map(({ missedPct }) => missedPct).sort((a, b) => Number(b) - Number(a)))
    for (const reached of ['mitmachen', 'speicher-7', 'terminvergabe', 'buergeramt-zukunft', 'bundid', 'i-kfz']) expect(column(answer, 'initiative')).not.toContain(ini(reached))
    expect(answer.sentence.de).toBe(
      '17 Wirkungsmaße verfehlen ihr Ziel. Am weitesten entfernt ist „Umzug in die Verwaltungscloud“: „Ausfallstunden Rathaus-Rechenzentrum“ lag am 31. Dezember 2025 bei 27 statt 4 (Stunden je Jahr). Für 13 von 35 laufenden und abgeschlossenen Vorhaben ist kein Wirkungsmaß bekannt.',
    )
    // The hours of outage are internal: to the public there is no measure at all.
    const open = await askPublic('S15')
    expect(rowOf(open, 'initiative', ini('cloud-migration'))).toMatchObject({ measure: null, value: null })
    expect(open.sentence.de).toContain('Für 14 von 35 laufenden und abgeschlossenen Vorhaben ist kein Wirkungsmaß veröffentlicht oder bekannt.')
  })
})
