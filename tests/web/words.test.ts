/** What the browser tests look for on every page: it finds what must not be there, and nothing else. */
import { expect, test } from 'vitest'
import { codes, codesIn } from '../browser/words.ts'

test('the search finds what must not be there', () => {
  expect(codes.size).toBeGreaterThan(30)
  const wrong = ['ini:990000000000:digitaler-bauantrag', 'no_accountable', 'own_budget', 'ACCOUNTABLE_FOR', '2026-11-01', 'undefined', 'entity.evidenceCount']
  expect(codesIn(wrong)).toEqual(wrong)
  expect(codesIn(['Verantwortlich', 'z.B.', '1.', 'November', '760.000', 'https://web1.karlsruhe.de/ris', 'Nr.', 'E-Akte', 'service.bund.de'])).toEqual([])
})
