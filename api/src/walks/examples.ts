/** Examples of walks for the API's description; a test checks each against the schema of its route. */
const asOf = '2026-11-01'
const service = { id: 'svc:990000000000:baugenehmigung', type: 'Service', name: 'Baugenehmigung' } as const
const system = { id: 'sys:990000000000:bauportal', type: 'System', name: 'Bauportal' } as const
const office = { id: 'unit:990000000000:bauamt', type: 'OrgUnit', name: 'Bauamt' } as const
const factId = 'fact:depends-on:0199a1b2-0000-7000-8000-000000000001'

const serviceNode = {
  ...service,
  tenant: '990000000000',
  visibility: 'public',
  spheres: [],
  owners: [office.id],
}
const systemNode = { ...serviceNode, ...system, kind: 'portal' }
const need = {
  factId,
  type: 'DEPENDS_ON',
  from: service.id,
  to: system.id,
  validFrom: '2024-01-01',
  validUntil: '9999-12-31',
  confidence: 'confirmed',
  visibility: 'public',
  criticality: 'essential',
  sourceIds: ['src:990000000000:verfahrensliste'],
}

export const neighbourhoodExample = {
  centre: service.id,
  asOf,
  depth: 1,
  nodes: [serviceNode, systemNode],
  edges: [need],
  hidden: [{ nodeId: system.id, count: 17 }],
  shown: 2,
  total: 2,
  truncated: false,
}

export const impactMapExample = {
  entity: system,
  direction: 'dependents',
  asOf,
  nodes: [systemNode, serviceNode],
  edges: [need],
  depths: { [system.id]: 0, [service.id]: 1 },
  total: 1,
  truncated: false,
}

export const impactExample = {
  entity: system,
  direction: 'dependents',
  sentence: {
    de: 'Fällt „Bauportal“ aus, trifft es 1 Leistung unmittelbar.',
    en: 'If “Bauportal” fails, it hits 1 service directly.',
  },
  asOf,
  maxDepth: 12,
  byDepth: [{ depth: 1, count: 1 }],
  hits: [
    {
      entity: service,
      depth: 1,
      chain: [{ entity: system, relation: 'DEPENDS_ON', factId }],
      criticality: 'essential',
      fallback: false,
      owners: [office],
      ends: [{ date: '2027-12-31', property: 'validUntil', relation: 'PROVIDED_BY', direction: 'out', with: office, over: false }],
      spheres: ['administration'],
    },
  ],
  total: 1,
  truncated: false,
}

export const pathsExample = {
  from: office,
  to: system,
  asOf,
  paths: [
    {
      nodes: [office, service, system],
      edges: [
        {
          factId: 'fact:accountable-for:0199a1b2-0000-7000-8000-000000000002',
          type: 'ACCOUNTABLE_FOR',
          from: office.id,
          to: service.id,
        },
        { factId, type: 'DEPENDS_ON', from: service.id, to: system.id },
      ],
    },
  ],
}

const places = {
  [office.id]: [-42, 18] as [number, number],
  [service.id]: [12, 64] as [number, number],
  [system.id]: [38, 71] as [number, number],
}

export const positionsExample = { asOf, seq: 12, positions: places, total: 3, truncated: false }

export const wholeMapExample = {
  asOf,
  nodes: [serviceNode, systemNode],
  edges: [need],
  positions: { [service.id]: places[service.id], [system.id]: places[system.id] },
  bubbles: [],
  ties: [],
  total: 2,
  truncated: false,
}
