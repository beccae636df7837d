/**
 * A small municipality without a single fault, written past the door, and for every rule a fault that breaks it. Faults
 * are written past the door as well: what they are is what the door refuses, or what came with time.
 */
import { type EntityType, nodeType, type RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import neo4j, { type Driver } from 'neo4j-driver'

export const home = '990000000000'
export const asOf = '2026-11-01'
export const city = `org:ars:${home}`
export const source = `src:${home}:akte`

type Values = Record<string, unknown>

const date = (iso: string) => neo4j.types.Date.fromStandardDate(new Date(`${iso}T12:00:00Z`))
const moment = (iso: string) => neo4j.types.DateTime.fromStandardDate(new Date(iso))
const stored = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
    ? date(value)
    : typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
      ? moment(value)
      : typeof value === 'number' && Number.isInteger(value)
        ? neo4j.types.Integer.fromInt(value)
        : value

/** Id of an entity of the town by its type and short name. */
export const idOf = (type: EntityType, local: string) =>
  type === 'Organization' && local === 'stadt' ? city : `${nodeType(type).prefix}:${home}:${local}`

/** Writes entities and facts as they are, all with the same mark and visibility. */
export class Pen {
  readonly #driver: Driver
  readonly #common: Values
  #facts = 0

  constructor(driver: Driver, common: Values) {
    this.#driver = driver
    this.#common = {
      tenant: home,
      visibility: 'public',
      confidence: 'confirmed',
      sourceIds: [source],
      validFrom: '2020-01-01',
      validUntil: '9999-12-31',
      enteredBy: 'test',
      enteredAt: '2026-10-01T08:00:00Z',
      ...common,
    }
  }

  async entity(type: EntityType, local: string, values: Values = {}): Promise<string> {
    const id = idOf(type, local)
    await this.#run('CREATE (n:$($labels)) SET n = $values', {
      labels: ['Entity', type, ...(nodeType(type).actor ? ['Actor'] : [])],
      values: this.#values({ id, type, name: local, ...values }),
    })
    return id
  }

  /** Answers the factId; ids grow in the order of writing. */
  async fact(relation: RelationType, from: string, to: string, values: Values = {}): Promise<string> {
    const factId = `fact:${relation.toLowerCase().replaceAll('_', '-')}:01999999-0000-7000-8000-${String(this.#facts++).padStart(12, this.#common.batchId === undefined ? '0' : '1')}`
    await this.#run(
      'MATCH (a:Entity {id: $from}) MATCH (b:Entity {id: $to}) CREATE (a)-[r:$($relation)]->(b) SET r = $values',
      { from, to, relation, values: this.#values({ factId, ...values }) },
    )
    return factId
  }

  #values(own: Values): Values {
    return Object.fromEntries(
      Object.entries({ ...this.#common, version: 1, seqs: [], ...own })
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, stored(value)]),
    )
  }

  async #run(text: string, parameters: Values) {
    await this.#driver.executeQuery(text, parameters)
  }
}

/** Everything right: one of most things, tied as the rules want it. */
export async function writeCleanTown(pen: Pen): Promise<void> {
  await pen.entity('Source', 'akte', { kind: 'register', title: 'Akte', date: '2026-01-01' })
  for (const code of ['administration', 'municipal_group', 'politics']) await pen.entity('Sphere', code, { code })
  for (const code of ['1', '2']) await pen.entity('Thrust', `s${code}`, { code })
  await pen.entity('TargetQuality', 'leben', { code: 'life' })
  await pen.entity('Organization', 'stadt', {
    kind: 'municipality',
    legalForm: 'kdoer',
    legalPersonality: true,
    ars: home,
    ags: '99000000',
  })
  await pen.entity('Organization', 'werke', {
    kind: 'company',
    legalForm: 'gmbh',
    legalPersonality: true,
    ownershipComplete: true,
  })
  await pen.entity('OrgUnit', 'amt', { kind: 'office' })
  await pen.entity('OrgUnit', 'it', { kind: 'office' })
  await pen.entity('Post', 'leitung', { title: 'Leitung', kind: 'staff' })
  await pen.entity('Committee', 'rat', { kind: 'parliament' })
  await pen.entity('Person', 'mandat', { publicOffice: true })
  await pen.entity('Initiative', 'antrag', {
    stage: 'running',
    depth: 'optimising',
    depthRationale: 'Der Ablauf ändert sich',
    budgetEur: 100_000.5,
  })
  await pen.entity('Initiative', 'idee', { stage: 'idea', depth: 'unrated' })
  await pen.entity('Indicator', 'dauer', {
    unit: 'Tage',
    direction: 'down',
    baseline: 110.5,
    target: 60.5,
    level: 'outcome',
  })
  await pen.entity('Observation', 'dauer-1', { date: '2026-06-01', value: 84.5 })
  await pen.entity('UserGroup', 'bauende', { side: 'external' })
  await pen.entity('LegalBasis', 'gesetz', { jurisdiction: 'federal', citation: '§ 1' })
  await pen.entity('ServiceType', 'bau', { leikaKey: '99012008000000', leikaType: '2/3, 3a' })
  await pen.entity('Service', 'bau', { taskType: 'mandatory_self', maturity: 3, maturityModel: '1.1' })
  await pen.entity('Process', 'bau', { level: 'process', localDiscretion: 'low' })
  await pen.entity('System', 'verfahren', {
    kind: 'specialist_app',
    provision: 'own',
    lifecycle: 'active',
    criticality: 'high',
  })
  await pen.entity('Dataset', 'akten', { personalData: 'personal' })
  await pen.entity('Decision', 'beschluss', { date: '2025-01-01', result: 'adopted', public: true })

  const [org, unit, post, ini, svc] = (['Organization', 'OrgUnit', 'Post', 'Initiative', 'Service'] as const).map(
    (type) => (local: string) => idOf(type, local),
  ) as [Name, Name, Name, Name, Name]
  const antrag = ini('antrag')
  await pen.fact('IN_SPHERE', city, idOf('Sphere', 'administration'), { primary: true })
  await pen.fact('IN_SPHERE', org('werke'), idOf('Sphere', 'municipal_group'), { primary: true })
  await pen.fact('IN_SPHERE', idOf('Committee', 'rat'), idOf('Sphere', 'politics'), { primary: true })
  await pen.fact('OWNS_SHARE', city, org('werke'), { sharePct: 100.0, interestType: 'shareholding' })
  await pen.fact('PART_OF', unit('amt'), city)
  await pen.fact('PART_OF', unit('it'), city)
  await pen.fact('POST_IN', post('leitung'), unit('amt'))
  await pen.fact('MEMBER_OF', idOf('Person', 'mandat'), idOf('Committee', 'rat'))
  await pen.fact('ACCOUNTABLE_FOR', post('leitung'), antrag)
  await pen.fact('ACCOUNTABLE_FOR', unit('it'), idOf('System', 'verfahren'))
  await pen.fact('RESPONSIBLE_FOR', unit('amt'), ini('idee'))
  await pen.fact('PURSUES', antrag, idOf('Thrust', 's1'), { primary: true })
  await pen.fact('PURSUES', antrag, idOf('Thrust', 's2'), { primary: false })
  await pen.fact('AIMS_AT', antrag, idOf('TargetQuality', 'leben'))
  await pen.fact('MEASURED_BY', antrag, idOf('Indicator', 'dauer'))
  await pen.fact('HAS_OBSERVATION', idOf('Indicator', 'dauer'), idOf('Observation', 'dauer-1'))
  await pen.fact('SERVES', antrag, idOf('UserGroup', 'bauende'), { involvement: 'none' })
  await pen.fact('CHANGES', antrag, svc('bau'), { mode: 'improves' })
  // Two fundings of different kinds are two facts.
  await pen.fact('FUNDS', unit('amt'), antrag, { amountEur: 40_000.5, kind: 'own_budget' })
  await pen.fact('FUNDS', unit('amt'), antrag, { amountEur: 10_000.5, kind: 'grant' })
  await pen.fact('TOOK', idOf('Committee', 'rat'), idOf('Decision', 'beschluss'), {
    authoritative: true,
    role: 'decision',
  })
  await pen.fact('CONCERNS', idOf('Decision', 'beschluss'), antrag, { effect: 'mandates' })
  await pen.fact('INSTANCE_OF', svc('bau'), idOf('ServiceType', 'bau'))
  await pen.fact('BASED_ON', idOf('ServiceType', 'bau'), idOf('LegalBasis', 'gesetz'))
  await pen.fact('COMPETENT_FOR', unit('amt'), svc('bau'), { function: 'execution', level: 'municipal' })
  await pen.fact('HAS_PROCESS', svc('bau'), idOf('Process', 'bau'))
  await pen.fact('DEPENDS_ON', idOf('Process', 'bau'), idOf('System', 'verfahren'), { criticality: 'high' })
  await pen.fact('STEWARDS', unit('amt'), idOf('Dataset', 'akten'), { role: 'steward' })
  await pen.fact('BASED_ON', idOf('Dataset', 'akten'), idOf('LegalBasis', 'gesetz'))
}

type Name = (local: string) => string

const ini = (local: string) => idOf('Initiative', local)
const unit = (local: string) => idOf('OrgUnit', local)
const org = (local: string) => idOf('Organization', local)

const company = { kind: 'company', legalForm: 'gmbh', legalPersonality: true }
const share = { sharePct: 100, interestType: 'shareholding' }

/** An initiative that is decided, with all that this asks of it but what is left out. */
async function initiative(
  pen: Pen,
  local: string,
  values: Values = {},
  without: 'owner' | 'thrust' | 'nothing' = 'nothing',
) {
  const id = await pen.entity('Initiative', local, { stage: 'planned', depth: 'unrated', ...values })
  if (without !== 'owner') await pen.fact('ACCOUNTABLE_FOR', unit('amt'), id)
  if (without !== 'thrust') await pen.fact('PURSUES', id, idOf('Thrust', 's1'), { primary: true })
  return id
}

/** For each rule: breaks it, and answers the ids of the rows that it must have. */
export const faults: Readonly<Record<string, (pen: Pen) => Promise<string[]>>> = {
  R01: async (pen) => [await initiative(pen, 'verwaist', {}, 'owner')],
  R02: async (pen) => {
    await pen.fact('ACCOUNTABLE_FOR', unit('it'), ini('antrag'), { validFrom: '2026-01-01', validUntil: '2027-01-01' })
    return [ini('antrag')]
  },
  R03: async (pen) => [
    await pen.fact('ACCOUNTABLE_FOR', idOf('Committee', 'rat'), ini('idee')),
    await pen.fact('STEWARDS', idOf('Person', 'mandat'), idOf('Dataset', 'akten'), { role: 'contact' }),
  ],
  R04: async (pen) => {
    await pen.entity('OrgUnit', 'altamt', { kind: 'office', validUntil: '2026-01-01' })
    // Ends later than the unit, and not on the day asked about.
    await pen.entity('OrgUnit', 'baldaltamt', { kind: 'office', validUntil: '2027-01-01' })
    return [
      await pen.fact('STEWARDS', unit('altamt'), idOf('Dataset', 'akten'), { role: 'technical' }),
      await pen.fact('RESPONSIBLE_FOR', unit('baldaltamt'), ini('idee')),
    ]
  },
  R05: async (pen) => {
    const post = await pen.entity('Post', 'vakant', { title: 'Leitung', kind: 'staff', vacant: true })
    await pen.fact('ACCOUNTABLE_FOR', post, idOf('Process', 'bau'))
    return [idOf('Process', 'bau')]
  },
  R06: async (pen) => {
    const other = await pen.entity('Organization', 'miteigner', company)
    await pen.fact('OWNS_SHARE', other, org('werke'), { sharePct: 20, interestType: 'shareholding' })
    return [org('werke')]
  },
  R07: async (pen) => {
    const three = await Promise.all(
      ['ohne', 'zuviel', 'verkehrt'].map((local) => pen.entity('Organization', local, company)),
    )
    const values = [{}, { sharePct: 130 }, { shareMin: 50, shareMax: 20 }]
    return Promise.all(
      three.map((id, index) => pen.fact('OWNS_SHARE', city, id, { interestType: 'voting_rights', ...values[index] })),
    )
  },
  R08: async (pen) => {
    const between = await pen.entity('Organization', 'zwischen', company)
    await pen.fact('OWNS_SHARE', org('werke'), between, share)
    await pen.fact('OWNS_SHARE', between, city, share)
    return [between, city, org('werke')]
  },
  R09: async (pen) => [
    await pen.fact(
      'OWNS_SHARE',
      city,
      await pen.entity('Organization', 'eigenbetrieb', {
        kind: 'enterprise',
        legalForm: 'eigenbetrieb',
        legalPersonality: false,
      }),
      share,
    ),
  ],
  R10: async (pen) => {
    const id = await pen.entity('Organization', 'halb', { ...company, ownershipComplete: true })
    await pen.fact('OWNS_SHARE', city, id, { sharePct: 50, interestType: 'shareholding' })
    return [id]
  },
  R11: async (pen) => [
    await pen.entity('UserGroup', 'quellenlos', { side: 'internal', sourceIds: undefined }),
    await pen.fact('SERVES', idOf('Service', 'bau'), idOf('UserGroup', 'bauende'), {
      involvement: 'none',
      sourceIds: [],
    }),
  ],
  R12: async (pen) => [
    await pen.entity('UserGroup', 'irrtum', { side: 'internal', sourceIds: [source, `src:${home}:gibt-es-nicht`] }),
    await pen.fact('SERVES', idOf('Service', 'bau'), idOf('UserGroup', 'bauende'), {
      involvement: 'none',
      sourceIds: [`src:${home}:gibt-es-nicht`],
    }),
  ],
  R13: async (pen) => [
    await pen.entity('UserGroup', 'verkehrt', { side: 'internal', validFrom: '2026-01-01', validUntil: '2025-01-01' }),
    await pen.fact('SERVES', idOf('Service', 'bau'), idOf('UserGroup', 'bauende'), {
      involvement: 'none',
      validUntil: undefined,
    }),
  ],
  R14: async (pen) => [
    await pen.fact('PART_OF', unit('amt'), city),
    await pen.fact('FUNDS', unit('amt'), ini('antrag'), { amountEur: 1.5, kind: 'grant' }),
  ],
  R15: async (pen) => {
    await pen.fact('PART_OF', city, unit('amt'))
    const [a, b] = [
      await pen.entity('Post', 'oben', { title: 'Oben', kind: 'staff' }),
      await pen.entity('Post', 'unten', { title: 'Unten', kind: 'staff' }),
    ]
    await pen.fact('REPORTS_TO', a, b)
    await pen.fact('REPORTS_TO', b, a)
    return [city, unit('amt'), a, b]
  },
  R16: async (pen) => {
    await pen.fact('DEPENDS_ON', idOf('System', 'verfahren'), idOf('System', 'verfahren'), { criticality: 'high' })
    const [a, b] = [await initiative(pen, 'warte-1'), await initiative(pen, 'warte-2')]
    await pen.fact('DEPENDS_ON', a, b, { criticality: 'high' })
    await pen.fact('DEPENDS_ON', b, a, { criticality: 'high' })
    return [idOf('System', 'verfahren'), a, b]
  },
  R17: async (pen) => [
    await pen.fact('COMPETENT_FOR', idOf('Service', 'bau'), unit('amt'), { function: 'execution', level: 'municipal' }),
  ],
  R18: async (pen) => [await pen.entity('ServiceType', 'vertippt', { leikaKey: '9901200800' })],
  R19: async (pen) => [
    await pen.entity('Organization', 'ohne-null', { ...company, ags: '8212000' }),
    await pen.entity('Territory', 'kurz', { ars: '08212', level: 'municipality' }),
  ],
  R20: async (pen) => {
    const two = await initiative(pen, 'zwei-stossrichtungen')
    await pen.fact('PURSUES', two, idOf('Thrust', 's2'), { primary: true })
    return [await initiative(pen, 'richtungslos', {}, 'thrust'), two]
  },
  R21: async (pen) => {
    const copy = await initiative(pen, 'nachbau', { depth: 'transformative', depthRationale: 'Alles neu' })
    await pen.fact('CHANGES', copy, idOf('Service', 'bau'), { mode: 'imitates' })
    return [await initiative(pen, 'unbegruendet', { depth: 'optimising' }), copy]
  },
  R22: async (pen) => [await initiative(pen, 'ziellos', { stage: 'running' })],
  R23: async (pen) => {
    const old = await pen.entity('Indicator', 'veraltet', {
      unit: '%',
      direction: 'up',
      baseline: 1.5,
      target: 2.5,
      level: 'outcome',
    })
    await pen.fact(
      'HAS_OBSERVATION',
      old,
      await pen.entity('Observation', 'damals', { date: '2025-06-01', value: 1.5 }),
    )
    return [old]
  },
  R24: async (pen) => {
    await pen.fact('FUNDS', org('werke'), ini('antrag'), { amountEur: 60_000.5, kind: 'sponsor' })
    return [ini('antrag')]
  },
  R25: async (pen) => [await pen.entity('Organization', 'nirgends', company)],
  R26: async (pen) => {
    const id = await pen.entity('Organization', 'fremd', company)
    await pen.fact('IN_SPHERE', id, idOf('Sphere', 'municipal_group'), { primary: true })
    return [id]
  },
  R27: async (pen) => {
    const former = await pen.entity('Person', 'frueher', { publicOffice: true })
    await pen.fact('MEMBER_OF', former, idOf('Committee', 'rat'), { validUntil: '2024-10-01' })
    const recent = await pen.entity('Person', 'kuerzlich', { publicOffice: true })
    await pen.fact('MEMBER_OF', recent, idOf('Committee', 'rat'), { validUntil: '2025-10-01' })
    const staff = await pen.entity('Person', 'ohne-amt', { publicOffice: false })
    await pen.fact('MEMBER_OF', staff, idOf('Committee', 'rat'))
    return [former, staff]
  },
  R28: async (pen) => [
    await pen.entity('UserGroup', 'anrufen', {
      side: 'internal',
      description: 'Zeile 1\nRückfragen: tel. 0711 123456',
    }),
    await pen.entity('Organization', 'schreiben', { ...company, sameAs: ['jemand@example.org'] }),
    await pen.fact('SERVES', idOf('Service', 'bau'), idOf('UserGroup', 'bauende'), {
      involvement: 'none',
      note: 'jemand@example.org',
    }),
  ],
  R29: async (pen) => {
    const lawless = await pen.entity('Service', 'rechtlos', { taskType: 'voluntary' })
    await pen.fact('COMPETENT_FOR', unit('amt'), lawless, { function: 'execution', level: 'municipal' })
    const idle = await pen.entity('Service', 'unvollzogen', { taskType: 'voluntary' })
    await pen.fact('INSTANCE_OF', idle, idOf('ServiceType', 'bau'))
    return [lawless, idle]
  },
  R30: async (pen) => {
    const id = await pen.entity('ServiceType', 'landestyp', { leikaKey: '99012008000001', leikaType: '4' })
    await pen.fact('BASED_ON', id, idOf('LegalBasis', 'gesetz'))
    return [id]
  },
  R31: async (pen) => [
    await pen.entity('Service', 'stufe-5', { taskType: 'internal', maturity: 5, maturityModel: '1.1' }),
    await pen.entity('Service', 'stufe-ohne', { taskType: 'internal', maturity: 2 }),
  ],
  R32: async (pen) => {
    const own = await pen.entity('Process', 'eigen', { level: 'process', localDiscretion: 'low' })
    await pen.fact('HAS_PROCESS', idOf('Service', 'bau'), own)
    await pen.fact('HAS_STEP', own, own)
    return [await pen.entity('Process', 'lose', { level: 'process', localDiscretion: 'low' }), own]
  },
  R33: async (pen) => {
    const gone = await pen.entity('System', 'abgeloest', {
      kind: 'portal',
      provision: 'own',
      lifecycle: 'retired',
      criticality: 'low',
    })
    const ending = await pen.entity('System', 'endet', {
      kind: 'portal',
      provision: 'own',
      lifecycle: 'active',
      criticality: 'low',
      endOfLife: '2027-01-01',
    })
    await pen.fact('DEPENDS_ON', idOf('Service', 'bau'), gone, { criticality: 'high' })
    await pen.fact('DEPENDS_ON', idOf('Service', 'bau'), ending, { criticality: 'high', validUntil: '2028-01-01' })
    return [gone, ending]
  },
  R34: async (pen) => {
    const open = await pen.entity('Dataset', 'offen', { personalData: 'none', openData: true })
    await pen.fact('STEWARDS', unit('amt'), open, { role: 'steward' })
    return [await pen.entity('Dataset', 'ungepflegt', { personalData: 'none' }), open]
  },
  R35: async (pen) => [await pen.entity('UserGroup', 'alt', { side: 'internal', enteredAt: '2020-01-01T08:00:00Z' })],
  R36: async (pen) => [await pen.entity('UserGroup', 'allein', { side: 'internal' })],
}
