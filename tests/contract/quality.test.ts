/** The rules as data: each has its file and each file its rule, and what counts for completeness exists. */
import { namesIn } from '@kommunalgraph/api/src/graph/queries.ts'
import { gapKindNames } from '@kommunalgraph/contract/gaps.ts'
import { type EntityType, nodeProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import { countingProperties, qualityRules, qualitySentence, ruleSentence } from '@kommunalgraph/contract/quality.ts'
import { expect, test } from 'vitest'

test('every file of rules belongs to one rule, and back', () => {
  const files = qualityRules.flatMap(({ rule, from }) =>
    from.file === undefined ? [] : [`quality/${from.file}`].filter(() => from.file.startsWith(rule.toLowerCase())),
  )
  expect(files.sort()).toEqual(namesIn('quality'))
  expect(files.length + qualityRules.filter(({ from }) => from.gap !== undefined).length).toBe(36)
  for (const { from } of qualityRules) if (from.gap !== undefined) expect(gapKindNames).toContain(from.gap)
})

test('every rule says what it is, why and what to do, in both languages, as sentences', () => {
  for (const { rule, title, message, next } of qualityRules) {
    for (const text of [title, message, next])
      expect(text.de === '' || text.en === '' || text.de === text.en, rule).toBe(false)
    for (const sentence of [message.de, message.en, next.de, next.en])
      expect(sentence, rule).toMatch(/^[A-ZÄÖÜ„"][^]*\.$/)
  }
})

test('what counts for completeness are properties that may be empty', () => {
  for (const [type, properties] of Object.entries(countingProperties)) {
    const known = nodeProperties(type as EntityType)
    for (const property of properties) {
      expect(Object.keys(known), type).toContain(property)
      // What is required is never empty, so that it tells nothing; a start may be unknown.
      if (property !== 'validFrom') expect(known[property]?.required ?? false, `${type}.${property}`).toBe(false)
    }
  }
})

test('counts are said as people say them', () => {
  expect(qualitySentence({ violation: 0, gap: 0, warning: 0, info: 0 }).de).toMatch(/^Alles in Ordnung/)
  expect(qualitySentence({ violation: 1, gap: 2, warning: 0, info: 1 })).toEqual({
    de: 'Zu klären: 1 Verstoß, 2 Lücken und 1 Information.',
    en: 'To be settled: 1 violation, 2 gaps and 1 note.',
  })
  const r24 = qualityRules.find(({ rule }) => rule === 'R24')
  if (!r24) throw new Error('no R24')
  expect(ruleSentence(r24, 0, 1).de).toBe('Finanzierung über dem Budget: kein Fall, dazu 1 Ausnahme.')
  expect(r24.detail({ total: 130_000, budget: 120_000 }).de).toBe('130.000 € bei einem Budget von 120.000 €.')
  const r28 = qualityRules.find(({ rule }) => rule === 'R28')
  expect(r28?.detail({ properties: ['description', 'note'] }).de).toBe('In: „Beschreibung“ und „Anmerkung“.')
})
