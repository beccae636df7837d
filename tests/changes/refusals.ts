/** Bodies that the door must refuse: each with the status and the field that the answer names. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { buildingOffice, files, headOfIt, newUnit, owns, permit, town } from './town.ts'

export const refused: [name: string, changes: Change[], status: number, path: string][] = [
  ['unknown type', [{ op: 'put-entity', type: 'Ding', id: `unit:${town}:x`, values: {} }], 422, 'body.changes[0].type'],
  [
    'id of another type',
    [{ op: 'put-entity', type: 'OrgUnit', id: `ini:${town}:x`, values: {} }],
    422,
    'body.changes[0].id',
  ],
  [
    'id of another tenant',
    [
      {
        op: 'put-entity',
        type: 'OrgUnit',
        id: 'unit:082120000000:x',
        values: { name: 'x', kind: 'office', confidence: 'confirmed' },
      },
    ],
    422,
    'body.changes[0].id',
  ],
  [
    'id with Cypher in it',
    [{ op: 'put-entity', type: 'OrgUnit', id: `unit:${town}:'}) DETACH DELETE n //`, values: {} }],
    422,
    'body.changes[0].id',
  ],
  ['unknown property', [newUnit('x', { role: 'admin' })], 422, 'body.changes[0].values.role'],
  ['constructor as property', [newUnit('y', { constructor: 1 })], 422, 'body.changes[0].values.constructor'],
  ['set by the server', [newUnit('x', { version: 7 })], 422, 'body.changes[0].values.version'],
  ['unknown code', [newUnit('x', { kind: 'Amt' })], 422, 'body.changes[0].values.kind'],
  [
    'missing name',
    [
      {
        op: 'put-entity',
        type: 'OrgUnit',
        id: `unit:${town}:x`,
        values: { kind: 'office', confidence: 'confirmed' },
      },
    ],
    422,
    'body.changes[0].values.name',
  ],
  ['no such day', [newUnit('x', { validFrom: '2026-02-31' })], 422, 'body.changes[0].values.validFrom'],
  [
    'validity reversed',
    [newUnit('x', { validFrom: '2026-02-01', validUntil: '2026-01-01' })],
    422,
    'body.changes[0].values.validFrom',
  ],
  ['unknown source', [newUnit('x', { sourceIds: [`src:${town}:nie`] })], 422, 'body.changes[0].values.sourceIds'],
  [
    'contact data',
    [newUnit('x', { description: 'Fragen an amt@stadt.example' })],
    422,
    'body.changes[0].values.description',
  ],
  ['control characters', [newUnit('x', { name: 'a\u0000b' })], 422, 'body.changes[0].values.name'],
  ['writing direction', [newUnit('x', { name: 'a\u202eb' })], 422, 'body.changes[0].values.name'],
  [
    'unknown relation',
    [{ op: 'create-relation', relation: 'LIKES', from: buildingOffice, to: permit, values: {} }],
    422,
    'body.changes[0].relation',
  ],
  ['missing end', [owns(`unit:${town}:nie`, permit)], 422, 'body.changes[0].from'],
  ['wrong end', [owns(permit, files)], 422, 'body.changes[0].from'],
  [
    'itself',
    [
      {
        op: 'create-relation',
        relation: 'DEPENDS_ON',
        from: permit,
        to: permit,
        values: { criticality: 'high', confidence: 'confirmed' },
      },
    ],
    422,
    'body.changes[0].to',
  ],
  ['more public than its end', [owns(headOfIt, permit)], 422, 'body.changes[0].values.visibility'],
  [
    'an internal owner of a public initiative',
    [owns(headOfIt, permit, { visibility: 'internal' })],
    422,
    'body.changes[0].values.visibility',
  ],
  [
    'unknown entity',
    [{ op: 'correct-entity', id: `unit:${town}:nie`, values: { name: 'x' } }],
    422,
    'body.changes[0].id',
  ],
  [
    'unknown fact',
    [{ op: 'end-relation', factId: 'fact:funds:0199a1b2-0000-7000-8000-000000000001', validUntil: '2026-01-01' }],
    422,
    'body.changes[0].factId',
  ],
  [
    'stale version',
    [{ op: 'correct-entity', id: permit, values: { name: 'x' }, version: 99 }],
    412,
    'body.changes[0].version',
  ],
  [
    'tenant moved',
    [newUnit('x', {}), { op: 'correct-entity', id: `unit:${town}:bauamt`, values: { tenant: 'shared' } }],
    422,
    'body.changes[1].values.tenant',
  ],
]
