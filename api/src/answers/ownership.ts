/** The ownership answer: one query's row → the contract, with its sentence, what is not known, and the gaps. */

import type { Evidence, Ownership } from '@kommunalgraph/contract/answers.ts'
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { spoken } from '@kommunalgraph/contract/wording.ts'
import { entityOr404, type Found, readingAt, shownSources } from '../graph/entities.ts'
import { withGaps } from '../graph/gaps.ts'
import { present } from '../graph/rows.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import { absentSentence, ownershipSentence, unknownOf } from './ownership-sentence.ts'

interface Fact {
  entity: EntityRef
  factId: string
  since: string
  sincePrecision: string | null
  until: string
  confidence: string
  sourceIds: string[]
}

/** A row of queries/ownership. */
export interface OwnershipRow {
  entity: EntityRef
  stage: string | null
  budgetEur: number | null
  measured: boolean
  accountable: (Fact & { mandate: string | null; vacant: boolean; ended: boolean; endedOn: string; successors: EntityRef[] })[]
  former: { entity: EntityRef; until: string }[]
  claimed: {
    id: string
    entity: EntityRef
    status: string
    claimedFrom: string | null
    claimedUntil: string | null
    reason: string | null
    sourceIds: string[]
  }[]
  decidedBy: {
    decision: EntityRef
    by: EntityRef[]
    date: string
    result: string
    effect: string
    authoritative: boolean
    role: string | null
    reference: string | null
    resultText: string | null
    paperUrl: string | null
    agendaItemUrl: string | null
    sourceIds: string[]
  }[]
  fundedBy: (Fact & { amountEur: number; kind: string; programme: string | null; fundedUntil: string | null })[]
  responsible: Fact[]
  contributors: (Fact & { role: string; depth: string | null })[]
  competent: EntityRef[]
  providers: EntityRef[]
  owns: EntityRef[]
  ownsTotal: number
  ownsByPost: boolean
  gaps: string[]
  sources: { [K in keyof Required<Evidence>]: Evidence[K] | null }[]
}

/** Planned for the first time on a cold and busy machine it takes seconds (measured: up to 5), later a few milliseconds. */
const timeoutMs = 20_000

/** Confidence codes from strong to weak. */
const strength: readonly string[] = codes('confidence')

/**
 * Who answers for this entity, for this reader on this day. Throws a 404 problem if there is no such entity that this
 * reader may see. An id that is answered at once costs one round trip; a former id, an entity of another municipality
 * and one that is not valid that day cost a second.
 */
export async function ownershipOf(graph: Graph, id: string, asked: Reading): Promise<Ownership> {
  const at = (reading: Reading, one: string) => graph.read<OwnershipRow>('queries/ownership', { ...reading, id: one }, { places: withGaps, timeoutMs })
  const [row] = await at(asked, id)
  if (row) return answer(row, asked)
  const found = await entityOr404(graph, id, asked)
  const reading = readingAt(found, asked)
  const [second] = await at(reading, found.id)
  return second ? answer(second, reading) : notThatDay(found, reading)
}

function answer(row: OwnershipRow, reading: Reading): Ownership {
  const reader = { published: !reading.visibilities.includes('internal') }
  const known = new Set(row.sources.map(({ id }) => id))
  const shown = (ids: string[]) => shownSources([...new Set(ids)], (id) => !reader.published || known.has(id))
  const fact = ({ entity, factId, since, sincePrecision, until, confidence, sourceIds }: Fact) =>
    present({ entity, factId, since, sincePrecision, until, confidence, sourceIds: shown(sourceIds) })
  const weakest = Math.max(...row.accountable.map(({ confidence }) => strength.indexOf(confidence)))
  return {
    entity: row.entity,
    sentence: spoken(ownershipSentence(row, reader)),
    asOf: reading.asOf,
    accountable: row.accountable.map((one) => present({ ...fact(one), mandate: one.mandate, vacant: one.vacant, ended: one.ended })),
    claimed: row.claimed.map(({ sourceIds, ...claim }) => ({ ...present(claim), sourceIds: shown(sourceIds) })),
    decidedBy: row.decidedBy.map(({ sourceIds: _, ...decision }) => present(decision)),
    fundedBy: row.fundedBy.map((one) =>
      present({ ...fact(one), amountEur: one.amountEur, kind: one.kind, programme: one.programme, fundedUntil: one.fundedUntil })),
    responsible: row.responsible.map(fact),
    contributors: row.contributors.map((one) => present({ ...fact(one), role: one.role, depth: one.depth })),
    evidence: row.sources.map((source) => present(source) as Evidence),
    confidence: strength[weakest] ?? null,
    unknown: unknownOf(row),
    gaps: row.gaps,
  }
}

/** The entity exists, but not on the day asked about. */
function notThatDay(found: Found, { asOf }: Reading): Ownership {
  return {
    entity: { id: found.id, type: found.type, name: found.name },
    sentence: absentSentence(found, asOf),
    asOf,
    accountable: [],
    claimed: [],
    decidedBy: [],
    fundedBy: [],
    responsible: [],
    contributors: [],
    evidence: [],
    confidence: null,
    unknown: [],
    gaps: [],
  }
}
