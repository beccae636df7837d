/** Parameters of any file, by name, as the driver sends them: enough to plan it on the demo. */
import { toParameters } from '@kommunalgraph/api/src/graph/values.ts'
import { entityTypes, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { asOf, musterstadt } from '../neo4j.ts'

const application = 'ini:990000000000:digitaler-bauantrag'

const known: Record<string, unknown> = {
  asOf, before: '2024-01-01', visibilities: ['public', 'internal'], tenants: [musterstadt, 'shared'], home: `org:ars:${musterstadt}`, tenant: musterstadt,
  id: application, exactId: application, ids: [application], from: application, to: 'sys:990000000000:rz-rathaus',
  depth: 2, maxDepth: 6, limit: 100, perGroup: 50, fetch: 100, offset: 0,
  types: [...entityTypes], offMap: ['Source'], relations: [...relationTypeNames], relation: 'DEPENDS_ON', directions: ['out', 'in'],
  nameQuery: 'bauantrag*', textQuery: 'bauantrag', keys: ['reference'], sort: 'name', afterKey: '', afterId: '', afterName: '', afterFact: '', beforeId: '',
  stages: ['running'], spheres: ['administration'], thrusts: ['1'], owners: [application], words: ['bau'],
  depths: ['imitative'], qualities: ['life'], involved: ['administration'], participants: [application], users: ['both'], skills: ['ethical'], providers: [application], offers: [application],
  rows: [], parts: [], mark: {}, sequence: {}, labels: ['Entity'], common: {}, published: true, seq: 1, part: 0, after: 0, beforeSeq: 1, seqs: [1],
  distinguishing: ['date'], statuses: ['proposed'], entity: null, single: ['ACCOUNTABLE_FOR'], contestedOnly: false, a: application, b: application, key: 'a b', reason: 'r', by: 'test', now: null,
  excepted: [], exceptions: false, unit: '', factKeys: {}, ends: {}, textProperties: ['note'], contactData: 'x', counting: [],
  months: 12, committee: '', rule: 'R36', target: application, at: '2026-11-01T08:00:00Z', counts: '{}',
  nameless: 'x', needles: ['x'], element: '4:x:1',
  name: 'lock', owner: 'test', leaseMs: 1000, keptMs: 1000, fingerprint: 'f', place: 0, kept: '{}', status: 200, headers: '{}', answer: '{}', writeId: 'w', checksum: 'c', homeId: `org:ars:${musterstadt}`, fictional: true, demo: true,
  account: 'a.beispiel', role: 'reader', units: null, passwordHash: 'x', values: {}, pauseFrom: 5, pausedUntil: '2026-11-01T08:15:00Z', hash: 'x', issuer: null, until: '2026-11-01T20:00:00Z', keep: 10, may: ['change'],
  state: 'checked', createdAt: asOf, createdBefore: asOf, doc: '{}', head: '{}', kind: 'unit', kinds: ['unit'], texts: ['bau'], today: asOf, sourceIds: [],
}

/** Throws where a name has no value here: a new parameter wants one. */
export function parametersOf(names: readonly string[]): Record<string, unknown> {
  const unknown = names.filter((name) => !(name in known))
  if (unknown.length > 0) throw new Error(`tests/cypher/parameters.ts has no value for ${unknown.join(', ')}`)
  return toParameters(Object.fromEntries(names.map((name) => [name, known[name]])))
}
