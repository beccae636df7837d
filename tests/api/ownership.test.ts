/** "Who owns it?" on the demo: the facts, the sentence of every case, and what each reader may know. */
import type { Ownership, Problem } from '@kommunalgraph/contract/answers.ts'
import { describe, expect, test } from 'vitest'
import { get, getPublic, of } from '../http.ts'
import { karlsruhe } from '../neo4j.ts'

const musterstadt = (slug: string) => `${of(`ini:990000000000:${slug}`)}/ownership`
const owned = async (slug: string, query = {}) => (await get<Ownership>(musterstadt(slug), query)).body
const answerOf = (id: string) => get<Ownership>(`${of(id)}/ownership`).then(({ body }) => body)

describe('the main story: Digitaler Bauantrag', () => {
  test('today the head of the building office, decided and funded', async () => {
    const body = await owned('digitaler-bauantrag')
    expect(body.sentence.de).toBe(
      'Verantwortlich ist die Leitung Bauordnungsamt (seit 1. März 2025). Beschlossen vom Rat der Stadt Musterstadt am 19. Mai 2022. ' +
        'Bezahlt aus eigenen Mitteln (760.000 €) und einer Förderung vom Ministerium für Bauen und Wohnen Musterland (480.000 €).',
    )
    expect(body.sentence.en).toBe(
      'Leitung Bauordnungsamt is accountable (since 1 March 2025). Decided by Rat der Stadt Musterstadt on 19 May 2022. ' +
        'Paid from own means (€760,000) and a grant from Ministerium für Bauen und Wohnen Musterland (€480,000).',
    )
    expect(body.accountable).toHaveLength(1)
    expect(body.accountable[0]).toMatchObject({
      entity: { id: 'post:990000000000:leitung-bauordnung', type: 'Post', name: 'Leitung Bauordnungsamt' },
      since: '2025-03-01', until: '9999-12-31', confidence: 'confirmed', vacant: false, ended: false,
    })
    expect(body.decidedBy.map(({ decision, authoritative }) => [decision.id.split(':')[2], authoritative])).toEqual([
      ['v-2026-071-bau', expect.any(Boolean)], ['v-2024-266', true], ['v-2022-118', true], ['v-2022-118-bau', false],
    ])
    expect(body.fundedBy.map(({ entity, amountEur, kind }) => [entity.id, amountEur, kind])).toEqual([
      ['unit:990000000000:stadtkaemmerei', 760_000, 'own_budget'], ['unit:990000000000:min-bauen', 480_000, 'grant'],
    ])
    expect(body).toMatchObject({ confidence: 'confirmed', unknown: [], claimed: [], gaps: [], asOf: '2026-11-01' })
    expect(body.evidence.length).toBeGreaterThan(2)
    const known = new Set(body.evidence.map(({ id }) => id))
    for (const id of body.accountable.flatMap(({ sourceIds }) => sourceIds)) expect(known).toContain(id)
  })

  test('the day before the change it was the old office; on the day itself the new one', async () => {
    const before = await owned('digitaler-bauantrag', { asOf: '2025-02-28' })
    expect(before.accountable.map(({ entity }) => entity.id)).toEqual(['unit:990000000000:e-government'])
    expect(before.sentence.de).toContain('Verantwortlich ist das Amt für E-Government (seit 5. Mai 2022, bis 28. Februar 2025).')
    const after = await owned('digitaler-bauantrag', { asOf: '2025-03-01' })
    expect(after.accountable.map(({ entity }) => entity.id)).toEqual(['post:990000000000:leitung-bauordnung'])
  })

  test('decisions of later days are not known yet', async () => {
    const { decidedBy } = await owned('digitaler-bauantrag', { asOf: '2024-12-11' })
    expect(decidedBy.map(({ date }) => date)).toEqual(['2022-05-19', '2022-05-05'])
  })

  test('before it existed the answer says so', async () => {
    const body = await owned('digitaler-bauantrag', { asOf: '2019-01-01' })
    expect(body.sentence.de).toBe('Am 1. Januar 2019 gab es „Digitaler Bauantrag“ noch nicht, erst ab 5. Mai 2022.')
    expect(body.accountable).toEqual([])
  })
})

describe('every case has its wording', () => {
  test.each([
    ['smart-parking', 'Verantwortlich ist die Leitung Smart-City-Büro (seit 19. September 2024). Die Stelle ist unbesetzt.'],
    ['serviceportal-2', 'Als verantwortlich eingetragen, aber aufgelöst seit 1. Juli 2025: Amt für E-Government. Nachfolge: Amt für Digitalisierung und IT.'],
    ['mobil', 'Mehrere Stellen sind zugleich verantwortlich: Nahverkehr Musterstadt GmbH (seit 25. Mai 2023) und Leitung Tiefbauamt (seit 1. März 2026, bis 30. Juni 2027).'],
    ['freies-wlan', 'Für dieses Vorhaben ist keine verantwortliche Stelle bekannt. Bis 31. Dezember 2025 war verantwortlich: Stadtmarketing Musterstadt GmbH.'],
    ['poststelle', 'Verantwortlich laut Vorlage (nicht bestätigt, widersprüchlich): Amt für Digitalisierung und IT oder Hauptamt.'],
    ['digital-dabei', 'Verantwortlich ist die Freiwilligenagentur Musterstadt e.V. (seit 27. März 2025). Dagegen steht eine nicht bestätigte Angabe: Sozialamt.'],
    ['starkregen', 'Verantwortlich: Beigeordnete für Stadtentwicklung, Bauen und Umwelt (seit 23. November 2023). Auftrag oder Amtszeit sind abgelaufen.'],
    ['terminvergabe', 'Verantwortlich ist die Leitung Bürgeramt (seit 17. Juni 2021). Die Quelle dafür ist älter als zwölf Monate.'],
    ['ki-assistent', 'Verantwortlich: Chief Digital Officer (CDO), seit 15. Januar 2026. Bezahlt aus eigenen Mitteln (320.000 €). Nicht bekannt: Beschluss.'],
    ['glasfaserausbau', 'Bezahlt aus eigenen Mitteln (4,9 Mio. €) und einer Förderung von der Bundesrepublik Deutschland (4,9 Mio. €).'],
  ])('%s', async (slug, part) => {
    expect((await owned(slug)).sentence.de).toContain(part)
  })

  test('a service tells who is competent and who provides it', async () => {
    const body = await answerOf('svc:990000000000:99108001001000')
    expect(body.sentence.de).toContain('Zuständig für den Vollzug: Straßenverkehrsbehörde. Erbracht von der Straßenverkehrsbehörde.')
  })

  test('a system tells who operates it', async () => {
    expect((await answerOf('sys:990000000000:bauportal')).sentence.de).toContain('Betrieben vom Landesbetrieb IT Musterland.')
  })

  test('an actor tells what it is accountable for, by itself or by its posts', async () => {
    const office = await answerOf('unit:990000000000:digitalisierung')
    expect(office.sentence.de).toMatch(/^Das Amt für Digitalisierung und IT ist selbst oder durch eine zugehörige Stelle verantwortlich für „/)
    const company = await answerOf('org:990000000000:glasfaser')
    expect(company.sentence.de).toBe('Die Glasfaser Musterstadt GmbH ist verantwortlich für „Glasfaserausbau Außenbezirke“.')
    expect(company.unknown).toEqual([])
  })

  test('of what nobody answers for, the question does not arise', async () => {
    expect((await answerOf('thr:code:5.5')).sentence.de).toBe('Für einen Eintrag der Art „Stoßrichtung“ wird keine verantwortliche Stelle geführt.')
  })
})

describe('Karlsruhe: evidence is not ownership', () => {
  test('the lead office of a paper is a claim, never an owner', async () => {
    const body = await answerOf('ini:082120000000:e-akte')
    expect(body.accountable).toEqual([])
    expect(body.confidence).toBeNull()
    expect(body.claimed.map(({ entity, status }) => [entity.id, status])).toEqual([['unit:082120000000:it', 'proposed']])
    expect(body.sentence).toEqual({
      de: 'Verantwortlich laut Vorlage (nicht bestätigt): Amt für Informationstechnik und Digitalisierung. Nicht bekannt: Beschluss, Finanzierung und Wirkungsmaß.',
      en: 'Accountable according to a council paper (not confirmed): Amt für Informationstechnik und Digitalisierung. Not known: decision, funding and outcome measure.',
    })
    expect(body.unknown.map(({ code }) => code)).toEqual(['accountable', 'decision', 'funding', 'outcome'])
  })

  test('is answered by its id from the page of another municipality, and the same with its own', async () => {
    const asked = await answerOf('ini:082120000000:parkleitsystem')
    const own = (await get<Ownership>(`${of('ini:082120000000:parkleitsystem')}/ownership`, { tenant: karlsruhe })).body
    expect(asked).toEqual(own)
    expect(asked.gaps).toContain('contested')
  })

  test('nobody is accountable for anything there', async () => {
    const list = await get<{ items: { id: string }[] }>('/entities', { type: 'Initiative', tenant: karlsruhe, limit: 200 })
    for (const { id } of list.body.items) {
      const body = await answerOf(id)
      expect(body.accountable, id).toEqual([])
      expect(body.sentence.de, id).toMatch(/nicht bestätigt|keine verantwortliche Stelle/)
    }
  })
})

describe('what the public may know', () => {
  test('unknown reads "not published or not known"', async () => {
    const { body } = await getPublic<Ownership>(musterstadt('freies-wlan'))
    expect(body.sentence.de).toContain('Für dieses Vorhaben ist eine verantwortliche Stelle nicht veröffentlicht oder nicht bekannt.')
    expect(body.sentence.de).toContain('Nicht veröffentlicht oder nicht bekannt: Wirkungsmaß.')
  })

  test('an internal initiative is not there', async () => {
    expect((await get(musterstadt('sicherheitsuebung'))).status).toBe(200)
    const { status, body } = await getPublic<Problem>(musterstadt('sicherheitsuebung'))
    expect(status).toBe(404)
    expect(body.type).toBe('urn:kommunalgraph:problem:not-found')
  })

  test('internal funds and claims are not in the answer, nor any id of an internal source', async () => {
    const internal = (await owned('quartier-nord')).fundedBy
    const open = (await getPublic<Ownership>(musterstadt('quartier-nord'))).body
    expect(internal).toHaveLength(3)
    expect(open.fundedBy).toHaveLength(2)
    expect((await owned('glasfaserausbau')).claimed).toHaveLength(1)
    const fibre = (await getPublic<Ownership>(musterstadt('glasfaserausbau'))).body
    expect(fibre.claimed).toEqual([])
    expect(fibre.sentence.de).not.toContain('Dagegen')
    const shown = new Set(open.evidence.map(({ id }) => id))
    for (const id of [...open.accountable, ...open.fundedBy].flatMap(({ sourceIds }) => sourceIds)) expect(shown).toContain(id)
  })
})

describe('bad input', () => {
  test('an unknown id is 404, a broken one and a broken day are 400', async () => {
    expect((await get(`${of('ini:990000000000:gibt-es-nicht')}/ownership`)).status).toBe(404)
    expect((await get(`${of('Bauantrag')}/ownership`)).status).toBe(400)
    const day = await get<Problem>(musterstadt('digitaler-bauantrag'), { asOf: '2026-02-30' })
    expect(day.status).toBe(400)
    expect(day.body.errors?.[0]?.path).toBe('query.asOf')
  })
})
