/** The questions on the demo, with the rows that `seed/data/musterstadt/README.md` plants. */
import type { QuestionCatalogue } from '@kommunalgraph/contract/answers.ts'
import { questionCodes } from '@kommunalgraph/contract/questions.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { address, get, getPublic, type Query } from '../http.ts'
import { asOf, karlsruhe } from '../neo4j.ts'
import { ask, askPublic, bauantrag, column, idOf, idsOf, ini, refused, short } from './asking.ts'

describe('the catalogue', () => {
  let catalogue: QuestionCatalogue
  beforeAll(async () => {
    catalogue = (await get<QuestionCatalogue>('/questions', { asOf: undefined })).body
  })

  test('is the 48 questions of the ontology, in their order', () => {
    const codes = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`)
    expect(catalogue.questions.map(({ code }) => code)).toEqual([...codes('P', 11), ...codes('S', 16), ...codes('T', 11), ...codes('D', 10)])
  })

  test('every question is answered by its own examples, with rows, in both languages, with a map and sources', async () => {
    for (const { code, parameters, columns } of catalogue.questions) {
      const answer = await ask(code, Object.fromEntries(parameters.map(({ name, example }) => [name, example])))
      expect(answer.rows.length, code).toBeGreaterThan(0)
      expect(answer.total, code).toBe(answer.rows.length)
      expect(answer.sentence.de, code).toMatch(/[.]$/)
      expect(answer.sentence.en, code).toMatch(/[.]$/)
      expect(answer.columns, code).toEqual(columns)
      expect(Object.keys(answer.rows[0] ?? {}), code).toEqual(columns.map(({ key }) => key))
      expect(answer.graph.nodes.length, code).toBeGreaterThan(0)
      const drawn = new Set(answer.graph.nodes.map(({ id }) => id))
      for (const { from, to } of answer.graph.edges) expect(drawn.has(from) && drawn.has(to), code).toBe(true)
      // Code lists rest on no document.
      if (!['S05', 'S06'].includes(code)) expect(answer.sources.length, code).toBeGreaterThan(0)
      expect(answer.sources.length, code).toBeLessThanOrEqual(20)
    }
  })

  test('numbers say their bounds and what they are left out', () => {
    expect(catalogue.questions.find(({ code }) => code === 'P04')?.parameters).toEqual([
      expect.objectContaining({ name: 'minEur', type: 'number', required: false, default: 100_000, minimum: 0 }),
    ])
  })
})

describe('politics', () => {
  test('P01 names the owner and every decision, newest first', async () => {
    const answer = await ask('P01', { id: bauantrag })
    expect(idsOf(answer.rows[0]?.owners)).toEqual(['post:990000000000:leitung-bauordnung'])
    expect(short(column(answer, 'decision'))).toEqual(['v-2026-071-bau', 'v-2024-266', 'v-2022-118', 'v-2022-118-bau'])
    expect(answer.rows[2]).toMatchObject({ result: 'adopted', effect: 'mandates', authoritative: true, date: '2022-05-19' })
    expect(answer.rows[3]).toMatchObject({ authoritative: false })
    expect(answer.sentence.de).toBe('„Digitaler Bauantrag“: verantwortlich ist die Leitung Bauordnungsamt. Beschlossen vom Rat der Stadt Musterstadt am 19. Mai 2022.')
    const before = await ask('P01', { id: bauantrag, asOf: '2025-02-28' })
    expect(idsOf(before.rows[0]?.owners)).toEqual(['unit:990000000000:e-government'])
  })

  test('P01 of a topic without decision says so, to the public more carefully', async () => {
    const answer = await ask('P01', { id: ini('ki-assistent') })
    expect(answer.rows).toHaveLength(1)
    expect(answer.rows[0]).toMatchObject({ decision: null, date: null })
    expect(answer.sentence.de).toBe('„KI-Assistent für Anfragen der Bürgerschaft“: verantwortlich: Chief Digital Officer (CDO). Ein Beschluss ist nicht bekannt.')
    expect((await askPublic('P01', { id: ini('ki-assistent') })).sentence.de).toContain('Ein Beschluss ist nicht veröffentlicht oder nicht bekannt.')
  })

  test('P02 puts decisions and observations on one line', async () => {
    const answer = await ask('P02', { id: bauantrag })
    expect(answer.total).toBe(11)
    expect(answer.rows.map(({ date }) => date)).toEqual([...answer.rows.map(({ date }) => date)].sort())
    expect(answer.rows.filter((row) => idOf(row.what) === 'ind:990000000000:bauantrag-dauer').map(({ value }) => value)).toEqual([110, 104, 91, 84])
    expect(answer.sentence.de).toContain('4 Beschlüsse und 7 Messwerte.')
    expect(answer.sentence.de).toContain('Zuletzt gemessen am 30. Juni 2026: Bearbeitungsdauer Bauantrag 84 Tage (Ziel 60).')
  })

  test('P03 lists what was decided and has not begun', async () => {
    const answer = await ask('P03')
    expect(short(column(answer, 'initiative'))).toEqual([
      'mobiles-arbeiten', 'rechenzentrum', 'zustaendigkeitsdialog', 'dienstleistungszentrum', 'registeranbindung', 'bussgeld-gemeinsam',
    ])
    expect(answer.rows.map(({ reference }) => reference)).toEqual(['2023/101', '2024/170', '2025/141', '2025/203', '2025/221', '2025/224'])
    expect(answer.parameters).toEqual({ months: 6 })
    expect(answer.sentence.de).toBe(
      '6 Beschlüsse sind nach 6 Monaten noch nicht umgesetzt. Am längsten wartet „Mobiles Arbeiten 2.0“, beschlossen vom Hauptausschuss am 15. Juni 2023.',
    )
    expect((await ask('P03', { months: 24 })).total).toBe(2)
    expect((await ask('P03', { tenant: karlsruhe })).total).toBe(14)
  })

  test('P04 finds running initiatives without a decision, from an amount', async () => {
    const answer = await ask('P04', { minEur: 250_000 })
    expect(answer.rows.map((row) => [idOf(row.initiative), row.budgetEur])).toEqual([[ini('cloud-migration'), 1_650_000], [ini('ki-assistent'), 320_000]])
    expect(answer.sentence.de).toBe(
      'Zu 2 laufenden Vorhaben ab 250.000 € ist kein Beschluss bekannt, zusammen 1,97 Mio. €. Das größte ist „Umzug in die Verwaltungscloud“ mit 1,65 Mio. €.',
    )
    expect((await ask('P04', { minEur: 1_000_000 })).total).toBe(1)
    const none = 'Kein laufendes Vorhaben mit bekanntem Budget ab 9 Mio. € ist ohne Beschluss.'
    expect(await ask('P04', { minEur: 9_000_000 })).toMatchObject({ rows: [], sentence: { de: none } })
  })

  test('P05 adds up who pays; the public sees what is published', async () => {
    const answer = await ask('P05', { id: bauantrag })
    expect(answer.rows.map((row) => [idOf(row.funder), row.amountEur, row.kind, row.sharePct, row.until])).toEqual([
      ['unit:990000000000:stadtkaemmerei', 760_000, 'own_budget', 61.3, null],
      ['unit:990000000000:min-bauen', 480_000, 'grant', 38.7, '2027-03-31'],
    ])
    expect(answer.sentence.de).toBe('„Digitaler Bauantrag“ kostet 1,24 Mio. €. Finanziert sind 1,24 Mio. €: 760.000 € aus eigenen Mitteln und 480.000 € von anderen (38,7\u00a0%).')
    const internal = await ask('P05', { id: ini('quartier-nord') })
    const open = await askPublic('P05', { id: ini('quartier-nord') })
    expect([internal.total, open.total]).toEqual([3, 2])
    expect(internal.sentence.de).toContain('(45,5\u00a0%)')
    expect(open.sentence.de).toContain('(33,3\u00a0%). Wer die übrigen 50.000 € zahlt, ist nicht veröffentlicht oder nicht bekannt.')
    const unpaid = 'Was „KI-Kompetenz für die Sachbearbeitung“ kostet, ist nicht bekannt. Wer zahlt, ist nicht bekannt.'
    expect(await ask('P05', { id: ini('ki-kompetenz') })).toMatchObject({ rows: [], sentence: { de: unpaid } })
  })

  test('P09 lists overdue initiatives with days and owners', async () => {
    const answer = await ask('P09')
    expect(answer.rows.map((row) => [idOf(row.initiative)?.split(':')[2], row.daysLate])).toEqual([
      ['mobiles-arbeiten', 489], ['rechenzentrum', 305], ['glasfaserausbau', 215], ['e-akte', 124], ['zustaendigkeitsdialog', 124],
      ['hundesteuer-online', 62], ['prozesslandkarte', 62], ['smart-parking', 32], ['cloud-migration', 32],
    ])
    expect(answer.sentence.de).toBe(
      '9 Vorhaben sind überfällig, am längsten „Mobiles Arbeiten 2.0“ seit 489 Tagen; verantwortlich ist die Leitung Personal- und Organisationsamt.',
    )
    expect((await ask('P09', { tenant: karlsruhe })).sentence.de).toBe('Kein Vorhaben mit bekanntem Termin ist überfällig.')
  })
})

describe('strategy', () => {
  test('S01 is the list of those without an owner', async () => {
    const answer = await ask('S01')
    expect(short(column(answer, 'entity'))).toEqual(['poststelle', 'freies-wlan'])
    expect(answer.sentence.de).toBe(
      'Für 2 aktive Vorhaben ist keine verantwortliche Stelle bekannt: „Digitale Poststelle“ und „Freies WLAN mit Freifunk“. Bei einem davon nennt eine Quelle jemanden, bestätigt ist das nicht.',
    )
    expect((await ask('S01', { tenant: karlsruhe })).total).toBe(41)
  })

  test('S02 names both owners', async () => {
    const answer = await ask('S02')
    expect(answer.rows.map((row) => [idOf(row.entity)?.split(':')[2], idsOf(row.owners)])).toEqual([
      ['mobil', ['org:990000000000:nahverkehr', 'post:990000000000:leitung-tiefbau']],
      ['offene-daten', ['unit:990000000000:team-daten', 'post:990000000000:cdo']],
    ])
    expect((await ask('S02', { tenant: karlsruhe })).rows).toEqual([])
  })

  test('S05 finds the sphere that is never involved', async () => {
    const answer = await ask('S05')
    expect(answer.rows).toEqual([{ sphere: { id: 'sph:code:region', type: 'Sphere', name: 'Region' }, actors: 20 }])
    expect(answer.sentence.de).toBe('An keinem Vorhaben beteiligt ist die Sphäre Region; dazu gehören 20 Akteure.')
    expect(column(await ask('S05', { tenant: karlsruhe }), 'sphere')).toEqual(['sph:code:local-community', 'sph:code:upper-tier'])
  })

  test('S06 has every cell of the matrix, also the empty ones', async () => {
    const answer = await ask('S06')
    expect(answer.total).toBe(36)
    const cell = (thrust: string, sphere: string) =>
      answer.rows.find((row) => idOf(row.thrust) === `thr:code:${thrust}` && idOf(row.sphere) === `sph:code:${sphere}`)?.initiatives
    expect(answer.rows.filter((row) => idOf(row.sphere) === 'sph:code:region').every(({ initiatives }) => initiatives === 0)).toBe(true)
    expect([cell('5.5', 'administration'), cell('5.5', 'politics'), cell('5.5', 'upper-tier'), cell('5.5', 'local-community')]).toEqual([5, 1, 1, 0])
    expect([cell('1', 'administration'), cell('2', 'local-community'), cell('5', 'municipal-group')]).toEqual([13, 14, 15])
    expect(answer.sentence.de).toContain('von 36 Feldern sind leer.')
  })

  test('S16 finds the shortest way, and says when there is none', async () => {
    const answer = await ask('S16', { id: 'org:990000000000:freifunk', id2: 'com:990000000000:rat' })
    expect(idsOf(answer.rows[0]?.way)).toEqual(['org:990000000000:freifunk', 'org:ars:990000000000', 'com:990000000000:rat'])
    expect(answer.rows.map(({ length }) => length)).toEqual([2, 4, 4])
    expect(new Set(answer.rows.map(({ way }) => JSON.stringify(idsOf(way)))).size).toBe(3)
    expect(answer.sentence.de).toBe(
      '„Freifunk Musterstadt e.V.“ und „Rat der Stadt Musterstadt“ hängen zusammen über „Stadt Musterstadt“. 2 weitere Wege in der Tabelle.',
    )
    expect((await ask('S16', { id: bauantrag, id2: bauantrag })).sentence.de).toBe('„Digitaler Bauantrag“ ist beides Mal derselbe Eintrag.')
    const alone = await ask('S16', { id: 'org:990000000000:kleingarten', id2: bauantrag })
    expect(alone).toMatchObject({ rows: [], sentence: { de: expect.stringContaining('ist kein Weg von höchstens sechs Schritten zu finden.') } })
  })
})

describe('IT and organisation', () => {
  test('T01 lists everything that needs it, fallbacks and low criticality left out', async () => {
    const answer = await ask('T01', { id: 'sys:990000000000:rz-rathaus' })
    expect(answer.total).toBe(69)
    const ofType = (prefix: string) => column(answer, 'affected').filter((id) => id?.startsWith(`${prefix}:`)).length
    expect(['svc', 'prc', 'ini', 'sys', 'dat'].map(ofType)).toEqual([27, 14, 12, 11, 5])
    expect(answer.sentence.de).toContain('trifft es 27 Leistungen, 14 Prozesse, 12 Vorhaben, 11 IT-Systeme und 5 Datensätze.')
    expect((await askPublic('T01', { id: 'sys:990000000000:rz-rathaus' })).total).toBe(55)
    const small = await ask('T01', { id: 'sys:990000000000:parkrechte' })
    expect(column(small, 'affected').sort()).toEqual(['prc:990000000000:parkausweis', 'svc:990000000000:99108001001000', 'svc:990000000000:99108009012000'])
  })

  test('T08 counts what is in use, the largest provider first', async () => {
    const answer = await ask('T08')
    expect(answer.rows.slice(0, 3).map((row) => [idOf(row.provider)?.split(':')[2], row.systems, row.sharePct])).toEqual([
      ['kim', 17, 31.5], ['talcloud', 7, 13], ['landes-it', 4, 7.4],
    ])
    expect(answer.sentence.de).toMatch(/^Am meisten hängt an Kommunale Informationsverarbeitung Mustertal \(Zweckverband\): 17 Systeme und Angebote, 31,5\u00a0% der 54 genutzten\. 23 Anbieter insgesamt/)
    expect((await askPublic('T08')).rows[0]).toMatchObject({ systems: 17, sharePct: 34 })
  })

  test('T11 explains the chain step by step', async () => {
    const answer = await ask('T11', { id: 'org:990000000000:netze', id2: 'svc:990000000000:99012008001000' })
    expect(short(column(answer, 'needs'))).toEqual(['netze', 'stadtnetz', 'rz-rathaus', 'bauverfahren', 'bauportal'])
    expect(answer.rows.map(({ relation }) => relation)).toEqual([['OPERATED_BY'], ['DEPENDS_ON'], ['DEPENDS_ON'], ['DEPENDS_ON'], ['DEPENDS_ON']])
    expect(answer.sentence.de).toMatch(/^Es trifft „Baugenehmigung erteilen“: „Baugenehmigung erteilen“ hängt ab von „Bauportal Musterland“; .* wird betrieben von „Musterstadt Netze GmbH“\.$/)
    const none = await ask('T11', { id: 'sys:990000000000:parkrechte', id2: 'svc:990000000000:99012008001000' })
    expect(none).toMatchObject({ rows: [], sentence: { de: expect.stringContaining('trifft „Baugenehmigung erteilen“ nach heutigem Stand nicht.') } })
  })
})

describe('data stewards', () => {
  test('D01 finds a statement by its ends and by its id', async () => {
    const between = await ask('D01', { from: 'post:990000000000:leitung-bauordnung', to: bauantrag })
    expect(between.rows).toHaveLength(1)
    expect(between.rows[0]).toMatchObject({ relation: ['ACCOUNTABLE_FOR'], confidence: 'confirmed', validFrom: '2025-03-01' })
    expect(column(between, 'source')).toEqual(['src:990000000000:verantwortung-2026'])
    const byId = await ask('D01', { factId: String(between.rows[0]?.factId) })
    expect(byId.rows).toEqual(between.rows)
    expect((await ask('D01', { from: bauantrag, to: 'post:990000000000:leitung-bauordnung' })).rows).toEqual(between.rows)
    expect((await ask('D01', { from: 'post:990000000000:leitung-bauordnung', to: bauantrag, relation: 'FUNDS' })).rows).toEqual([])
  })

  test('D01 tells who entered it to internal readers only', async () => {
    const query = { from: 'post:990000000000:leitung-bauordnung', to: bauantrag }
    expect((await ask('D01', query)).rows[0]?.enteredBy).toEqual(expect.any(String))
    expect((await askPublic('D01', query)).rows[0]?.enteredBy).toBeNull()
  })

  test('D04 joins vacant posts and dissolved offices', async () => {
    const answer = await ask('D04')
    expect(answer.rows.map((row) => [idsOf(row.owners)[0]?.split(':')[2], row.vacant])).toEqual([
      ['leitung-stadtarchiv', true], ['leitung-smart-city', true], ['e-government', false], ['it-leitstelle', false],
    ])
    expect(idsOf(answer.rows[2]?.successors)).toEqual(['unit:990000000000:digitalisierung'])
    expect(answer.sentence.de).toBe('Bei 4 Einträgen ist die verantwortliche Stelle unbesetzt oder aufgelöst: 2 unbesetzt, 2 aufgelöst.')
    expect((await ask('D04', { tenant: karlsruhe })).rows).toEqual([])
  })
})

describe('the table as a file', () => {
  const file = async (code: string, query: Query = {}) => {
    const response = await fetch(address(`/questions/${code}`, { asOf, format: 'csv', ...query }))
    return { response, lines: (await response.text()).split('\r\n') }
  }

  test('has German heads, names, units, the Stand and what is made up', async () => {
    const { response, lines } = await file('T08')
    expect(response.headers.get('content-type')).toContain('text/csv')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="frage-t08-2026-11-01.csv"')
    expect(lines[0]).toBe('Anbieter;Systeme und Angebote;Anteil (%);Welche;Stand;Kommune;Hinweis;Kennung')
    expect(lines[1]).toMatch(/^Kommunale Informationsverarbeitung Mustertal \(Zweckverband\);17;31,5;[^;]+, [^;]+;01\.11\.2026;Musterstadt;Beispieldaten einer erfundenen Kommune;org:990000000000:kim$/)
    expect(lines).toHaveLength((await ask('T08')).total + 2)
  })

  test('has no code in it, and of a real municipality no hint', async () => {
    const decided = (await file('P01', { id: bauantrag })).lines[1]
    expect(decided).toContain(';16.04.2026;zur Kenntnis genommen;')
    expect((await file('T11', { id: 'org:990000000000:netze', id2: 'svc:990000000000:99012008001000' })).lines[1]).toContain('wird betrieben von')
    const source = (await file('D01', { from: 'post:990000000000:leitung-bauordnung', to: bauantrag })).lines[1]
    expect(source).toContain(';01.03.2025;')
    expect(source).not.toContain('9999')
    const real = (await file('P03', { tenant: karlsruhe })).lines
    expect(real[1]).toContain('Karlsruhe')
    expect(real.join()).not.toContain('erfundenen')
  })

  test('no question has a parameter of that name, and another format is refused', async () => {
    const { body } = await get<QuestionCatalogue>('/questions', { asOf: undefined })
    expect(body.questions.flatMap(({ parameters }) => parameters.map(({ name }) => name))).not.toContain('format')
    expect(await refused('T08', { format: 'xml' })).toMatchObject({ status: 400, errors: [{ path: 'query.format', allowed: ['json', 'csv'] }] })
  })
})

describe('bad input', () => {
  test('an unknown code is 404 and names the codes', async () => {
    const { status, errors } = await refused('P99', {})
    expect(status).toBe(404)
    expect(errors[0]).toMatchObject({ path: 'path.code', allowed: [...questionCodes] })
  })

  test.each<[string, Query, string]>([
    ['P01', {}, 'query.id'],
    ['P01', { id: 'org:ars:990000000000' }, 'query.id'],
    ['P01', { id: 'x' }, 'query.id'],
    ['P01', { id: [bauantrag, bauantrag] }, 'query.id'],
    ['P01', { id: bauantrag, day: '2026-01-01' }, 'query.day'],
    ['P04', { minEur: '' }, 'query.minEur'],
    ['P04', { minEur: 'viel' }, 'query.minEur'],
    ['P04', { minEur: -1 }, 'query.minEur'],
    ['P03', { months: 1.5 }, 'query.months'],
    ['D01', {}, 'query.factId'],
    ['D01', { from: bauantrag }, 'query.factId'],
    ['D01', { factId: 'fact:x' }, 'query.factId'],
    ['D01', { from: bauantrag, to: bauantrag, relation: 'OWNS' }, 'query.relation'],
    ['S01', { asOf: '2026-13-01' }, 'query.asOf'],
    ['S01', { tenant: '123' }, 'query.tenant'],
  ])('%s with %j is 400 and names the field', async (code, query, path) => {
    const { status, errors } = await refused(code, query)
    expect(status).toBe(400)
    expect(errors.map((error) => error.path.replace(/\[\d+\]$/, ''))).toContain(path)
  })

  test('what is allowed is told: types, relations, parameters', async () => {
    expect((await refused('P01', { id: 'org:ars:990000000000' })).errors[0]?.allowed).toEqual([expect.stringMatching(/^ini:/)])
    expect((await refused('P01', { id: bauantrag, day: 'x' })).errors[0]?.allowed).toEqual(['asOf', 'format', 'id', 'tenant'])
    expect((await refused('D01', { from: bauantrag, to: bauantrag, relation: 'OWNS' })).errors[0]?.allowed).toContain('ACCOUNTABLE_FOR')
  })

  test('an entity that does not exist, or that this reader may not see, is 404', async () => {
    expect((await refused('P01', { id: ini('gibt-es-nicht') })).status).toBe(404)
    expect((await get('/questions/P01', { id: ini('sicherheitsuebung') })).status).toBe(200)
    expect((await getPublic('/questions/P01', { id: ini('sicherheitsuebung') })).status).toBe(404)
  })

})
