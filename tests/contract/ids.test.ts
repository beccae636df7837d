import {
  codeListId,
  codeOfId,
  entityIdPattern,
  entityTypeOfId,
  factIdPattern,
  formatEntityId,
  formatFactId,
  isEntityId,
  isFactId,
  MAX_ID_LENGTH,
  parseEntityId,
  parseFactId,
  slugify,
} from '@kommunalgraph/contract/ids.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import { codes, entityTypes, nodeType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idPart } from './entered-values.ts'

const type = fc.constantFrom(...entityTypes)
const relation = fc.constantFrom(...relationTypeNames)

describe('ids of entities', () => {
  test('taking apart undoes putting together', () => {
    fc.assert(
      fc.property(type, idPart, idPart, (name, scheme, local) => {
        const id = formatEntityId({ type: name, scheme, local })
        expect(parseEntityId(id)).toEqual({ type: name, scheme, local })
        expect(entityTypeOfId(id)).toBe(name)
        expect(id).toMatch(new RegExp(entityIdPattern))
      }),
    )
  })

  test('any other text is no id, and none breaks the parser', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parts = parseEntityId(text)
        expect(parts === undefined || formatEntityId(parts) === text).toBe(true)
      }),
    )
    for (const text of [
      '',
      'ini',
      'ini:a',
      'ini::a',
      'ini:a:',
      'ini:a:b:c',
      'xyz:a:b',
      'INI:a:b',
      'ini:a:B',
      'ini:a:bauamt ',
      ' ini:a:b',
      'ini:a:b\n',
      'ini:a:ü',
      'ini:-a:b',
      "ini:a:'}) DETACH DELETE n //",
      '__proto__:a:b',
      `ini:a:${'b'.repeat(MAX_ID_LENGTH)}`,
    ])
      expect(isEntityId(text), JSON.stringify(text)).toBe(false)
  })

  test('parts outside the grammar are refused', () => {
    expect(() => formatEntityId({ type: 'Initiative', scheme: '990000000000', local: 'Bauantrag' })).toThrow(RangeError)
    expect(() => formatEntityId({ type: 'Initiative', scheme: 'a:b', local: 'c' })).toThrow(RangeError)
  })

  test('every type gives an example that is an id of it', () => {
    for (const name of entityTypes) expect(entityTypeOfId(nodeType(name).idExample), name).toBe(name)
  })

  test('the node of a code has an id that leads back to the code', () => {
    for (const list of ['sphere', 'thrust', 'targetQuality', 'skill'] as const) {
      for (const code of codes(list)) expect(codeOfId(list, codeListId(list, code))).toBe(code)
    }
    expect(codeListId('skill', 'it_media')).toBe('skl:code:it-media')
    expect(codeListId('thrust', '5.5')).toBe('thr:code:5.5')
    expect(codeOfId('sphere', 'sph:code:nowhere')).toBeUndefined()
  })
})

describe('ids of facts', () => {
  test('taking apart undoes putting together, and the relation can be read from it', () => {
    fc.assert(
      fc.property(relation, fc.uuid({ version: 7 }), (name, uuid) => {
        const id = formatFactId({ relation: name, uuid })
        expect(parseFactId(id)).toEqual({ relation: name, uuid })
        expect(id).toMatch(new RegExp(factIdPattern))
        expect(isEntityId(id)).toBe(false)
      }),
    )
  })

  test('fresh ids are ids of their relation, all different, in the order drawn', () => {
    const ids = Array.from({ length: 2_000 }, () => newFactId('ACCOUNTABLE_FOR'))
    expect(ids.every(isFactId)).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
  })

  test('another version of UUID, another relation, upper case: no id', () => {
    for (const text of [
      'fact:accountable-for:0199a1b2-0000-4000-8000-000000000001',
      'fact:owns:0199a1b2-0000-7000-8000-000000000001',
      'fact:ACCOUNTABLE_FOR:0199a1b2-0000-7000-8000-000000000001',
      'fact:accountable_for:0199a1b2-0000-7000-8000-000000000001',
    ])
      expect(isFactId(text), text).toBe(false)
  })
})

describe('slugs', () => {
  test.each([
    ['Straßenbauamt', 'strassenbauamt'],
    ['Straßenbau & Grün', 'strassenbau-und-gruen'],
    ['ÄÖÜ äöü ß', 'aeoeue-aeoeue-ss'],
    ['  Café – am Rathaus!  ', 'cafe-am-rathaus'],
    ['E-Akte', 'e-akte'],
    ['„5½ Stoßrichtungen“', '5-stossrichtungen'],
    ['北京', ''],
  ])('%s → %s', (name, slug) => expect(slugify(name)).toBe(slug))

  test('both spellings of an umlaut give the same slug', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(slugify(name.normalize('NFD'))).toBe(slugify(name.normalize('NFC')))
      }),
    )
  })

  test('a slug is the local part of an id, or empty; slugging it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
        const slug = slugify(name)
        expect(slugify(slug)).toBe(slug)
        if (slug !== '') expect(isEntityId(`ini:990000000000:${slug}`)).toBe(true)
      }),
    )
  })
})
