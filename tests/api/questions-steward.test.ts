/** What data stewards ask about evidence, change, duplicates and completeness, with the rows that the demo plants. */
import type { GapAnswer } from '@kommunalgraph/contract/answers.ts'
import { expect, test } from 'vitest'
import { get } from '../http.ts'
import { karlsruhe } from '../neo4j.ts'
import { ask, askPublic, bauantrag, column, full, idOf, idsOf, ini, refused, rowOf, short } from './asking.ts'

test('D02 counts statements by relation, the weakest first', async () => {
  const answer = await ask('D02')
  expect(answer.rows.every(({ unsourced }) => unsourced === 0)).toBe(true)
  const weak = answer.rows.map(({ weak: count }) => Number(count))
  expect(weak).toEqual([...weak].sort((a, b) => b - a))
  expect(answer.rows[0]).toMatchObject({ relation: ['HAS_SKILL'], weak: 4 })
  expect(idsOf(answer.rows[0]?.examples)).toHaveLength(4)
  expect(answer.sentence.de).toMatch(/^Von [\d.]+ Aussagen hat jede eine Quelle\. Nur berichtet oder angenommen sind \d+ \([\d,]+\u00a0%\), am meisten bei „verfügt über die Kompetenz“ \(4 von \d+\)\.$/)
  const statements = (one: typeof answer) => one.rows.reduce((sum, row) => sum + Number(row.statements), 0)
  expect(statements(await askPublic('D02'))).toBeLessThan(statements(answer))
})

test('D03 tells who handed over, and where nobody was accountable yet', async () => {
  const answer = await ask('D03', { before: '2025-01-01' })
  const handed = answer.rows.filter(({ was }) => idsOf(was).length > 0)
  expect(handed.map((row) => [short([idOf(row.initiative)])[0], short(idsOf(row.was)), short(idsOf(row.now))])).toEqual([
    ['digitaler-bauantrag', ['e-government'], ['leitung-bauordnung']],
    ['freies-wlan', ['stadtmarketing'], []],
    ['mobil', ['nahverkehr'], ['leitung-tiefbau', 'nahverkehr']],
  ])
  expect(answer.sentence.de).toMatch(/^Seit dem 1\. Januar 2025 ging die Verantwortung bei 3 Vorhaben in andere Hände: „Digitaler Bauantrag“, .* Bei 14 weiteren war damals eine verantwortliche Stelle nicht bekannt\.$/)
  const open = await askPublic('D03', { before: '2025-01-01' })
  expect(column(answer, 'initiative')).toContain(ini('sicherheitsuebung'))
  expect(column(open, 'initiative')).not.toContain(ini('sicherheitsuebung'))
  expect(await ask('D03', { before: '2026-11-01' })).toMatchObject({ rows: [], sentence: { de: 'Seit dem 1. November 2026 hat sich bei keinem Vorhaben geändert, wer verantwortlich ist.' } })
})

test('D03 changes hands on the very day', async () => {
  const owners = async (before: string) => short(idsOf(rowOf(await ask('D03', { before }), 'initiative', bauantrag)?.was))
  expect(await owners('2025-02-28')).toEqual(['e-government'])
  expect(await owners('2025-03-01')).toEqual([])
})

test('D03 wants a day', async () => {
  expect(await refused('D03', {})).toMatchObject({ status: 400, errors: [{ path: 'query.before' }] })
  for (const before of ['gestern', '2025-02-30', '']) expect(await refused('D03', { before })).toMatchObject({ status: 400, errors: [{ path: 'query.before' }] })
})

test('D05 finds the same under two ids', async () => {
  const answer = await ask('D05')
  expect(answer.rows.map((row) => [idOf(row.entity), idOf(row.other), row.sameName])).toEqual([
    [full('dat', 'baum-kataster'), full('dat', 'baumkataster'), true],
    [full('org', 'senioren-netz'), full('org', 'seniorennetz'), true],
  ])
  expect(answer.sentence.de).toMatch(/^2 Paare sind vermutlich doppelt eingetragen, etwa „Baum-Kataster“ und „Baumkataster“\./)
  expect((await askPublic('D05')).rows).toEqual(answer.rows)
  // The datasets began in 2018.
  expect((await ask('D05', { asOf: '1990-01-01' })).sentence.de).toMatch(/^1 Paar ist vermutlich doppelt eingetragen: „Senioren-Netz Musterstadt e\.V\.“ und „Seniorennetz Musterstadt e\.V\.“\./)
  const none = await ask('D05', { tenant: karlsruhe })
  expect(none.rows).toEqual([])
  expect(none.sentence.de).toMatch(/^Kein Paar hat denselben Namen oder dieselbe amtliche Kennung\./)
})

test('D06 says what each dataset lacks', async () => {
  const answer = await ask('D06')
  expect(answer.rows.map((row) => [short([idOf(row.dataset)])[0], row.noSteward, row.noLicence, row.noBasis]).sort()).toEqual([
    ['baum-kataster', true, false, false], ['baumkataster', false, true, false], ['kita-plaetze', true, false, false],
    ['parkraum', false, true, false], ['sozialdaten', false, false, true],
  ])
  expect(answer.sentence.de).toBe(
    '5 Datensätze sind unvollständig: Es fehlt bei 2 die Pflege, bei 2 die Lizenz und bei einem die Rechtsgrundlage. Betroffen sind „Baum-Kataster“, „Baumkataster“, „Kitaplätze und Anmeldungen“ und 2 weitere. Bei 2 davon ist, wer damit zu tun hat, nicht bekannt.',
  )
  const open = await askPublic('D06')
  expect(column(open, 'dataset')).not.toContain(full('dat', 'sozialdaten'))
  expect(open.total).toBe(4)
  expect((await ask('D06', { asOf: '1990-01-01' })).sentence.de).toBe('Jeder Datensatz hat eine Pflege, und wo es nötig ist, Lizenz und Rechtsgrundlage.')
})

test('D07 lists what is stale, oldest first, with who could confirm it', async () => {
  const answer = await ask('D07')
  expect(short(column(answer, 'entity')).sort()).toEqual(['99025002005000', '99073001022000', '99084012001000', 'kleingarten', 'papierverbrauch', 'prozesslandkarte', 'ratsdienst', 'ratsdokumente'])
  const days = answer.rows.map(({ reviewed }) => String(reviewed))
  expect(days).toEqual([...days].sort())
  expect(short(idsOf(rowOf(answer, 'entity', full('sys', 'ratsdienst'))?.owners))).toEqual(['leitung-hauptamt'])
  expect(answer.sentence.de).toBe('8 Einträge wurden seit 12 Monaten nicht geprüft, am längsten „Kleingartenverein Sonnenhang e.V.“ (zuletzt am 12. August 2024). Bei 2 davon ist eine Stelle, die sie bestätigen könnte, nicht bekannt.')
  expect(answer.rows[0]?.enteredBy).toEqual(expect.any(String))
  expect((await askPublic('D07')).rows.every(({ enteredBy }) => enteredBy === null)).toBe(true)
  expect((await ask('D07', { months: 600 })).sentence.de).toBe('Jeder Eintrag wurde in den letzten 600 Monaten geprüft.')
  expect(await refused('D07', { months: 0 })).toMatchObject({ status: 400, errors: [{ path: 'query.months' }] })
})

test('D08 agrees with the gap of contested accountability', async () => {
  const answer = await ask('D08')
  expect(short(column(answer, 'claim')).sort()).toEqual(['digital-dabei-sozialamt', 'glasfaser-netze', 'poststelle-digitalisierung', 'poststelle-hauptamt'])
  const { body } = await get<GapAnswer>('/gaps/contested')
  expect([...new Set(column(answer, 'entity'))].sort()).toEqual(body.items.map(({ entity }) => entity.id).sort())
  expect(rowOf(answer, 'claim', full('ast', 'poststelle-hauptamt'))).toMatchObject({ recorded: [], others: [{ id: full('ast', 'poststelle-digitalisierung') }] })
  expect(answer.sentence.de).toBe(
    '4 offene Behauptungen widersprechen einer anderen oder dem, was eingetragen ist; es geht um 3 Einträge. Bei „Digital dabei: Technikbegleitung für Ältere“ ist Freiwilligenagentur Musterstadt e.V. eingetragen, genannt wird Sozialamt. Bei 2 davon ist nichts eingetragen: Dort stehen nur Behauptungen gegeneinander.',
  )
  expect(column(await askPublic('D08'), 'claim')).not.toContain(full('ast', 'glasfaser-netze'))
  expect((await ask('D08', { asOf: '1990-01-01' })).sentence.de).toBe('Keine offene Behauptung widerspricht einer anderen oder dem, was eingetragen ist.')
})

test('D09 tells what an import counted; who did it internally only', async () => {
  const id = full('bat', 'beteiligungsbericht-2025')
  const answer = await ask('D09', { id })
  expect(answer.rows).toHaveLength(1)
  expect(answer.rows[0]).toMatchObject({ rows: 34, created: 31, updated: 2, rejected: 1, entities: 0, relations: 0, by: 'pflege-beteiligungen' })
  expect(answer.sentence.de).toBe('„Beteiligungsbericht 2025, Anteile“ vom 2. April 2026: 34 Zeilen gelesen, 31 neu angelegt, 2 geändert, 1 abgewiesen. Welche Einträge daraus stammen, ist nicht bekannt.')
  expect((await askPublic('D09', { id })).rows[0]?.by).toBeNull()
  expect((await ask('D09', { id, asOf: '2020-01-01' })).sentence.de).toMatch(/ist an diesem Tag nicht bekannt\.$/)
  expect(await refused('D09', { id: bauantrag })).toMatchObject({ status: 400, errors: [{ path: 'query.id' }] })
})

test('D10 counts complete initiatives and lists the others', async () => {
  const answer = await ask('D10')
  expect(answer.rows[0]).toMatchObject({ missing: 4, owner: false, decision: false, thrust: true, quality: true, measure: false, funding: false })
  expect(rowOf(answer, 'initiative', ini('poststelle'))).toMatchObject({ owner: false, decision: true, measure: false, funding: true })
  // Noted and rejected is not decided.
  expect(rowOf(answer, 'initiative', ini('cloud-migration'))).toMatchObject({ decision: false })
  expect(column(answer, 'initiative')).not.toContain(bauantrag)
  expect(answer.sentence.de).toMatch(/^26 von 50 Vorhaben sind vollständig beschrieben \(52\u00a0%\)\. Es fehlt eine Kennzahl bei 21, ein Beschluss bei 5, eine verantwortliche Stelle bei 4 und die Finanzierung bei 4\. Am wenigsten bekannt ist über „.*“\.$/)
  expect((await askPublic('D10')).sentence.de).toMatch(/^26 von 49 Vorhaben/)
  expect((await ask('D10', { tenant: karlsruhe })).total).toBeGreaterThan(0)
  expect((await ask('D10', { asOf: '1990-01-01' })).sentence.de).toBe('Es gibt noch kein Vorhaben.')
})
