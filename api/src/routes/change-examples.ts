/** Examples of the writing routes for the API's description; a test checks each against the schema of its route. */
import type { ChangesAnswer, HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import type { OwnershipChanges } from '@kommunalgraph/contract/ownership-changes.ts'

const initiative = 'ini:990000000000:digitaler-bauantrag'
const factId = 'fact:accountable-for:0199a1b2-0000-7000-8000-000000000001'
const nextFactId = 'fact:accountable-for:0199a1b2-0000-7000-8000-000000000002'

const one = (status: 'created' | 'changed' | 'ended', id: string, version: number): ChangesAnswer => ({
  seq: 4,
  counts: { created: 0, changed: 0, ended: 0, retracted: 0, unchanged: 0, [status]: 1 },
  results: [{ index: 0, status, id, version }],
  warnings: [],
})

export const changesAnswerExample: ChangesAnswer = {
  ...one('created', initiative, 1),
  warnings: [{ path: 'body.changes[0]', rule: 'R01', message: `Nobody is accountable for ${initiative} today` }],
}
export const createdEntityExample = one('created', initiative, 1)
export const changedEntityExample = one('changed', initiative, 2)
export const endedEntityExample = one('ended', initiative, 3)
export const createdRelationExample = one('created', factId, 1)
export const changedRelationExample = one('changed', nextFactId, 1)
export const endedRelationExample = one('ended', factId, 2)

const owner = { id: 'unit:990000000000:amt-63', type: 'OrgUnit', name: 'Bauamt' } as const
const owned = { id: initiative, type: 'Initiative', name: 'Digitaler Bauantrag' } as const

export const relationExample = {
  factId,
  type: 'ACCOUNTABLE_FOR',
  from: owner,
  to: owned,
  tenant: '990000000000',
  validFrom: '2025-03-01',
  validUntil: '9999-12-31',
  sourceIds: ['src:990000000000:organisationsplan'],
  confidence: 'confirmed',
  visibility: 'public',
  enteredBy: 'seed',
  enteredAt: '2026-10-01T08:00:00.000Z',
  version: 1,
}

export const historyExample: HistoryAnswer = {
  entity: owned,
  items: [
    {
      seq: 4,
      at: '2026-11-02T09:30:00.000Z',
      by: 'lokal',
      reason: 'Neue Zuständigkeit laut Organisationsverfügung',
      sourceIds: ['src:990000000000:organisationsplan'],
      total: 1,
      changes: [
        {
          op: 'ended',
          fact: { factId, relation: 'ACCOUNTABLE_FOR', from: owner, to: owned },
          properties: [{ property: 'validUntil', from: '9999-12-31', to: '2026-11-01' }],
        },
      ],
    },
  ],
  nextCursor: null,
}

export const ownershipChangesExample: OwnershipChanges = {
  before: '2025-01-01',
  asOf: '2026-11-01',
  sentence: {
    de: '1 Verantwortung hat zwischen diesen beiden Tagen gewechselt, begonnen oder geendet.',
    en: '1 accountability changed hands, began or ended between these two days.',
  },
  items: [
    {
      entity: owned,
      kind: 'begun',
      was: [],
      now: [
        {
          entity: owner,
          factId,
          since: '2025-03-01',
          until: '9999-12-31',
          confidence: 'confirmed',
          sourceIds: ['src:990000000000:organisationsplan'],
        },
      ],
      entries: [{ at: '2026-11-02T09:00:00Z', by: 'steward-1', reason: 'Neuer Organisationsplan' }],
    },
  ],
  sources: [{ id: 'src:990000000000:organisationsplan', title: 'Organisationsplan', date: '2026-10-01' }],
  total: 1,
  nextCursor: null,
}
