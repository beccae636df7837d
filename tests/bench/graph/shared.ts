/** What all municipalities have in common: code lists, Bund and Land, the catalogue of services, law, and offerings. */
import { SHARED_TENANT } from '@kommunalgraph/contract/ontology/common.ts'
import { isNodeTypeName } from '@kommunalgraph/contract/ontology/ontology.ts'
import { codeListChanges, ONTOLOGY_SOURCE } from '@kommunalgraph/seed/src/code-lists.ts'
import { Draft } from './draft.ts'
import type { Random } from './random.ts'

/** Ids that the municipalities refer to. */
export interface Shared {
  readonly draft: Draft
  readonly spheres: readonly string[]
  readonly thrusts: readonly string[]
  readonly targetQualities: readonly string[]
  readonly skills: readonly string[]
  readonly serviceTypes: readonly string[]
  readonly laws: readonly string[]
  readonly offerings: readonly string[]
  readonly providers: readonly string[]
  /** The offering that services of every municipality depend on: the hub of the whole graph. */
  readonly hub: string
}

const open = { visibility: 'public', confidence: 'confirmed', validFrom: '0001-01-01', validUntil: '9999-12-31' }

/** About `wanted` entities, at least 120; public and without end, for everything else hangs on them. */
export function sharedGraph(wanted: number, random: Random, publicIds: Set<string>): Shared {
  const draft = new Draft(SHARED_TENANT, random, publicIds, [ONTOLOGY_SOURCE])
  for (const { type, id, values } of codeListChanges('2026-10-01T08:00:00Z')) {
    const [, scheme = '', local = ''] = id.split(':')
    if (isNodeTypeName(type)) draft.entity(type, local, { ...open, ...values }, scheme)
  }
  const idsOf = (prefix: string) => draft.entities.filter(({ id }) => id.startsWith(prefix)).map(({ id }) => id)
  const [spheres, thrusts, targetQualities, skills] = ['sph:', 'thr:', 'tq:', 'skl:'].map(idsOf) as [
    string[],
    string[],
    string[],
    string[],
  ]

  const bund = draft.entity('Organization', '000000000000', { ...open, name: 'Bundesrepublik Deutschland' }, 'ars')
  const land = draft.entity('Organization', '080000000000', { ...open, name: 'Land Baden-Württemberg' }, 'ars')
  const providers = [bund, land]
  const rest = Math.max(80, wanted - draft.entities.length)
  const several = (share: number, make: (number: number) => string) =>
    Array.from({ length: Math.max(8, Math.round(rest * share)) }, (_, number) => make(number))
  const laws = several(0.15, (number) => draft.entity('LegalBasis', `gesetz-${number}`, open, 'bund'))
  const serviceTypes = several(0.6, (number) => {
    const leikaKey = `99${String(100_000_000_000 + number * 1_003)}`
    return draft.entity('ServiceType', leikaKey, { ...open, leikaKey }, 'leika')
  })
  providers.push(...several(0.1, (number) => draft.entity('Organization', `dienstleister-${number}`, open)))
  const hub = draft.entity('Offering', 'nutzerkonto', { ...open, name: 'Nutzerkonto Bund' })
  const offerings = [hub, ...several(0.15, (number) => draft.entity('Offering', `verbund-${number}`, open))]

  for (const type of serviceTypes) draft.fact('BASED_ON', type, random.pickSkewed(laws), open)
  for (const offering of offerings) {
    draft.fact('OFFERED_BY', offering, random.pickSkewed(providers), open)
    draft.fact('COVERS', offering, random.pickSkewed(serviceTypes), open)
  }
  for (const provider of providers)
    draft.fact('IN_SPHERE', provider, random.pickSkewed(spheres), { ...open, primary: true })
  return { draft, spheres, thrusts, targetQualities, skills, serviceTypes, laws, offerings, providers, hub }
}
