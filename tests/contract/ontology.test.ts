import { lintOntology } from '@kommunalgraph/contract/ontology/lint.ts'
import {
  codes,
  isNodeTypeName,
  isRelationTypeName,
  needsRelations,
  nodeType,
  type Ontology,
  ontology,
  personalProperties,
  relationAllowed,
  relationType,
  relationTypeNames,
  vocabularyLabel,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { describe, expect, test } from 'vitest'

/** A copy of the ontology with one thing changed: the lint must notice. */
const spoilt = (spoil: (copy: Record<string, never>) => void): string[] => {
  const copy = JSON.parse(JSON.stringify(ontology)) as Record<string, never>
  spoil(copy)
  return lintOntology(copy as unknown as Ontology)
}

/** Sets a value deep in plain data. */
const set =
  (path: string, value: unknown) =>
  (copy: object): void => {
    const names = path.split('.')
    const last = names.pop() ?? ''
    const place = names.reduce<Record<string, unknown>>(
      (part, name) => part[name] as Record<string, unknown>,
      copy as Record<string, unknown>,
    )
    place[last] = value
  }

describe('the ontology', () => {
  test('holds together', () => expect(lintOntology(ontology)).toEqual([]))

  test('is plain data that can be printed', () => expect(JSON.parse(JSON.stringify(ontology))).toEqual(ontology))

  test('knows the eight needs', () => {
    expect([...needsRelations].sort()).toEqual([
      'DEPENDS_ON',
      'HAS_PROCESS',
      'HAS_STEP',
      'OFFERED_BY',
      'OPERATED_BY',
      'PROVIDED_BY',
      'STORED_IN',
      'USES_DATA',
    ])
  })

  test('one open owner, never an assumed one, never a person', () => {
    const { cardinality, refusedConfidence, from } = relationType('ACCOUNTABLE_FOR')
    expect({ cardinality, refusedConfidence, from }).toEqual({
      cardinality: 'one-per-target',
      refusedConfidence: ['assumed'],
      from: ['Post', 'OrgUnit', 'Organization'],
    })
  })

  test('the identity of a fact is as decided', () => {
    expect(
      Object.fromEntries(
        relationTypeNames.flatMap((name) =>
          relationType(name).key.length > 0 ? [[name, relationType(name).key]] : [],
        ),
      ),
    ).toEqual({
      COMPETENT_FOR: ['function', 'level'],
      FUNDS: ['kind', 'programme'],
      STEWARDS: ['role'],
      OWNS_SHARE: ['interestType'],
      CONTRIBUTES_TO: ['role'],
      TOOK: ['role'],
      COOPERATES_WITH: ['form', 'subject'],
    })
  })

  test('law and offerings attach to the catalogue, delivery to the municipality', () => {
    expect(relationAllowed('BASED_ON', 'ServiceType', 'LegalBasis')).toBe(true)
    expect(relationAllowed('BASED_ON', 'Service', 'LegalBasis')).toBe(false)
    expect(relationAllowed('ACCOUNTABLE_FOR', 'OrgUnit', 'ServiceType')).toBe(false)
    expect(relationAllowed('INSTANCE_OF', 'Service', 'ServiceType')).toBe(true)
  })

  test('pairs are pairs, not every source with every target', () => {
    expect(relationAllowed('PART_OF', 'OrgUnit', 'Organization')).toBe(true)
    expect(relationAllowed('PART_OF', 'OrgUnit', 'Initiative')).toBe(false)
    expect(relationAllowed('MEMBER_OF', 'Person', 'Organization')).toBe(false)
  })

  test('what identifies a person never enters the log', () => {
    expect([...personalProperties('Person')].sort()).toEqual([
      'description',
      'name',
      'nameEn',
      'oparlId',
      'party',
      'sameAs',
    ])
    expect(personalProperties('Post')).toEqual([])
  })

  test('names from outside do not reach into prototypes', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(isNodeTypeName(name)).toBe(false)
      expect(isRelationTypeName(name)).toBe(false)
      expect(vocabularyLabel('stage', name)).toEqual({ de: name, en: name })
    }
  })

  test('codes keep their order', () => {
    expect([codes('thrust')[0], codes('thrust').at(-1), codes('sphere')[0]]).toEqual(['1', '5.5', 'administration'])
    expect(nodeType('Thrust').codeList).toBe('thrust')
  })
})

describe('the lint finds', () => {
  test.each([
    ['a missing label', set('nodeTypes.Initiative.label.en', ' '), 'Initiative: label missing'],
    [
      'a relation without reverse label',
      set('relationTypes.FUNDS.reverse', { de: '', en: '' }),
      'FUNDS reverse: label missing',
    ],
    [
      'a label said twice',
      set('vocabularies.stage.codes.live.label.de', 'läuft'),
      'stage: running and live are both called "läuft"',
    ],
    ['two types of the same name', set('nodeTypes.Service.label.de', 'Vorhaben'), 'node types: Initiative and Service'],
    ['two types of the same prefix', set('nodeTypes.Service.prefix', 'ini'), 'prefixes: Initiative and Service'],
    [
      'one name with two kinds',
      set('nodeTypes.System.properties.stage', { kind: 'text', label: { de: 'Stufe', en: 'Step' } }),
      'System.stage is text, but Initiative.stage is choice',
    ],
    [
      'an unknown vocabulary',
      set('nodeTypes.Initiative.properties.stage.vocabulary', 'phase'),
      'Initiative.stage: unknown vocabulary phase',
    ],
    [
      'an unused vocabulary',
      set('vocabularies.extra', { label: { de: 'Mehr', en: 'More' }, codes: {} }),
      'extra: nothing uses this vocabulary',
    ],
    ['a key that does not exist', set('relationTypes.FUNDS.key', ['pot']), 'FUNDS: key property pot does not exist'],
    [
      'a rule about nothing',
      set('nodeTypes.Service.properties.maturityModel.requiredWith', 'ripeness'),
      'Service.maturityModel: speaks of ripeness',
    ],
    ['a caption about nothing', set('nodeTypes.OrgUnit.caption', ['nickname']), 'OrgUnit: speaks of nickname'],
    [
      'a shared property said again',
      set('nodeTypes.Post.properties.name', { kind: 'text', label: { de: 'Name', en: 'Name' } }),
      'Post.name is a shared property',
    ],
    [
      'a reference to nothing',
      set('commonEdge.sourceIds.references', 'Proof'),
      'sourceIds: refers to unknown type Proof',
    ],
    [
      'the same name from both sides',
      set('relationTypes.FUNDS.reverse.de', 'finanziert'),
      'FUNDS is called the same from both sides',
    ],
  ])('%s', (_, spoil, message) => {
    expect(spoilt(spoil)).toEqual(expect.arrayContaining([expect.stringContaining(message)]))
  })
})
