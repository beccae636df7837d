/** Examples for the API's description; a test checks each against the schema of its route. */
import { exampleEntity } from '@kommunalgraph/contract/examples.ts'

const initiative = {
  id: 'ini:990000000000:digitaler-bauantrag',
  type: 'Initiative',
  name: 'Digitaler Bauantrag',
} as const
const office = { id: 'unit:990000000000:bauamt', type: 'OrgUnit', name: 'Bauamt' } as const
const source = 'src:990000000000:organisationsplan'

const relation = {
  factId: 'fact:accountable-for:0199a1b2-0000-7000-8000-000000000001',
  relation: 'ACCOUNTABLE_FOR',
  direction: 'in',
  other: office,
  validFrom: '2025-03-01',
  validUntil: '9999-12-31',
  confidence: 'confirmed',
  visibility: 'public',
  tenant: '990000000000',
  sourceIds: [source],
  version: 1,
  properties: { mandate: 'Verfügung der Bürgermeisterin' },
}

export const entityListExample = {
  items: [
    {
      ...initiative,
      tenant: '990000000000',
      visibility: 'public',
      spheres: [],
      stage: 'running',
      depth: 'optimising',
      thrusts: ['2'],
      owners: [office],
    },
  ],
  total: 40,
  nextCursor: 'WyJhYmMiLCJkaWdpdGFsZXIgYmF1YW50cmFnIiwiaW5pOiJd',
}

export const entityPageExample = {
  entity: exampleEntity('Initiative'),
  asOf: '2026-11-01',
  today: [],
  relations: [{ relation: 'ACCOUNTABLE_FOR', direction: 'in', total: 1, items: [relation] }],
  sources: [
    { id: source, title: 'Organisationsplan', kind: 'org_chart', date: '2026-01-01', publisher: 'Stadt Musterstadt' },
  ],
  gaps: [],
}

export const relationListExample = { items: [relation], total: 1, nextCursor: null }

export const searchExample = {
  query: 'digitaler bauantrag',
  cut: false,
  items: [
    {
      entity: initiative,
      tenant: '990000000000',
      matched: { property: 'name', text: 'Digitaler Bauantrag' },
      score: 0.95,
    },
  ],
  truncated: false,
}

export const tenantsExample = {
  home: '990000000000',
  reader: 'internal',
  today: '2026-11-01',
  tenants: [
    {
      tenant: '990000000000',
      name: 'Musterstadt',
      homeId: 'org:ars:990000000000',
      fictional: true,
      demo: true,
      entities: 700,
      initiatives: 40,
    },
  ],
  demoRemovedAt: null,
}
