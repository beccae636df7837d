/** The rules on the demo, exactly: `seed/data/musterstadt/README.md` says where each fault is planted. */
import type { EntityList } from '@kommunalgraph/contract/entities.ts'
import { type QualityAnswer, type QualityRuleAnswer, qualityRules } from '@kommunalgraph/contract/quality.ts'
import { describe, expect, test } from 'vitest'
import { get, getPublic } from '../http.ts'
import { asOf, karlsruhe, musterstadt } from '../neo4j.ts'

const town = (...ids: string[]) => ids.map((id) => id.replace(':', `:${musterstadt}:`)).sort()

/** Entities with rows, by rule; rules that are not here have none. */
const planted: Record<string, string[]> = {
  R01: town('ini:freies-wlan', 'ini:poststelle'),
  R02: town('ini:mobil', 'ini:offene-daten'),
  R04: town('ini:serviceportal-2', 'sys:stadtnetz'),
  R05: town('dat:archiv', 'ini:smart-parking'),
  R10: town('org:wohnbau'),
  R20: town('ini:energie-dashboard'),
  R21: town('ini:hundesteuer-online'),
  R22: town(
    'ini:agiles-projektbuero',
    'ini:digitale-schule',
    'ini:digitaler-zwilling',
    'ini:formulare-online',
    'ini:freies-wlan',
    'ini:hundesteuer-online',
    'ini:muster-mia',
    'ini:offene-daten',
    'ini:online-fundbuero',
    'ini:prozesslandkarte',
  ),
  R23: town('ind:ki-geloest', 'ind:lebensqualitaet', 'ind:papierverbrauch', 'ind:wlan-nutzung'),
  R24: town('ini:digitallotsen'),
  R25: town('org:aktenwerk', 'org:kleingarten', 'org:paystadt'),
  R27: town('per:mandat-11'),
  R32: town('prc:gewerbe', 'prc:posteingang'),
  R33: town('sys:formularserver'),
  R34: town('dat:baum-kataster', 'dat:baumkataster', 'dat:kita-plaetze', 'dat:parkraum', 'dat:sozialdaten'),
  R36: town('law:tauben', 'org:kleingarten'),
}

/** Of services, whose ids are keys, the names. */
const plantedNames: Record<string, RegExp[]> = {
  R29: [/^Bibliotheksausweis/, /^Vergnügungsteuer/],
  R30: [/^Hundehaltung/, /Straßenbeleuchtung/],
  R35: [
    /^Gaststättenerlaubnis/,
    /^Kirchenaustritt/,
    /^Kleingarten/,
    /^Papierverbrauch/,
    /^Prozesslandkarte/,
    /^Ratsdokumente/,
    /^Ratsinformationssystem/,
    /^Taxigenehmigung/,
  ],
}

/** What the public sees of it: the data on social affairs are internal, and so are all relations of two others. */
const published: Record<string, string[]> = {
  ...planted,
  R22: [...(planted.R22 ?? []), ...town('ini:cloud-migration')].sort(),
  R34: planted.R34?.filter((id) => !id.endsWith('sozialdaten')) ?? [],
  R36: [...(planted.R36 ?? []), ...town('org:aktenwerk')].sort(),
}

describe.each([
  ['internal readers', get, planted],
  ['public readers', getPublic, published],
] as const)('%s', (_, ask, expected) => {
  test.each(qualityRules.map(({ rule }) => rule))('%s lists what is planted and nothing else', async (rule) => {
    const { status, body } = await ask<QualityRuleAnswer>(`/quality/${rule}`, { asOf, limit: 200 })
    expect(status).toBe(200)
    const names = plantedNames[rule]
    if (names) {
      expect(body.items).toHaveLength(names.length)
      body.items.forEach(({ entity }, index) => {
        expect(entity.name).toMatch(names[index] as RegExp)
      })
    } else expect(body.items.map(({ entity }) => entity.id).sort()).toEqual(expected[rule] ?? [])
    expect(body.total).toBe(body.items.length)
  })

  test('the counts are those of the lists', async () => {
    const { body } = await ask<QualityAnswer>('/quality', { asOf })
    const counted = Object.fromEntries(body.rules.flatMap(({ rule, count }) => (count === 0 ? [] : [[rule, count]])))
    const listed = Object.entries({ ...expected, ...plantedNames }).map(([rule, rows]) => [rule, rows.length] as const)
    expect(counted).toEqual(Object.fromEntries(listed))
    expect(body.counts.violation).toBe(0)
    expect(body.counts.gap).toBe(10)
  })
})

test('Karlsruhe: nobody is accountable for anything there', async () => {
  const { body } = await get<QualityRuleAnswer>('/quality/R01', { asOf, tenant: karlsruhe, limit: 200 })
  const active = await Promise.all(
    ['decided', 'planned', 'running', 'live'].map((stage) =>
      get<EntityList>('/entities', { asOf, type: 'Initiative', stage, tenant: karlsruhe, limit: 1 }),
    ),
  )
  expect(body.total).toBe(active.reduce((sum, { body: list }) => sum + list.total, 0))
  expect(body.total).toBeGreaterThan(20)
})

test('completeness counts what is filled, and leaves out what has no entries', async () => {
  const { completeness } = (await get<QualityAnswer>('/quality', { asOf })).body
  const programme = completeness.find(({ type }) => type === 'Programme')
  expect(programme).toMatchObject({ total: 4, share: 0.9167 })
  expect(programme?.properties).toEqual([
    { property: 'description', filled: 3 },
    { property: 'validFrom', filled: 4 },
    { property: 'budgetEur', filled: 4 },
  ])
  for (const { share, total } of completeness) {
    expect(total).toBeGreaterThan(0)
    expect(share).toBeGreaterThanOrEqual(0)
    expect(share).toBeLessThanOrEqual(1)
  }
})
