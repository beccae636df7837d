/** Examples of the routes about scenarios for the API's description; a test checks each against the schema of its route. */
import type { Evaluated, Scenario, ScenarioEvaluation, ScenarioList, ScenarioProposal } from '@kommunalgraph/contract/scenarios.ts'
import { listSentence, proposalSentence, scenarioSentence } from '@kommunalgraph/contract/scenario-words.ts'

const id = '0199c0de-0000-4000-8000-000000000001'
const name = 'Digitallabor auflösen'
const day = '2027-01-01'
const tenant = '990000000000'
const unit = { id: 'unit:990000000000:digitallabor', type: 'OrgUnit', name: 'Digitallabor Speicher 7' } as const
const initiative = { id: 'ini:990000000000:speicher-7', type: 'Initiative', name: 'Digitallabor Speicher 7' } as const
const says = { de: '„Digitallabor Speicher 7“ wird aufgelöst, ohne Nachfolge.', en: '“Digitallabor Speicher 7” is dissolved, without a successor.' }
const head = { id, name, description: '', day, tenant, changes: 1, changedAt: '2026-11-01T08:00:00.000Z', by: 'lokal' }

export const scenarioExample: Scenario = {
  ...head,
  version: 1,
  seq: 3,
  createdAt: '2026-11-01T08:00:00.000Z',
  steps: [{ step: { kind: 'dissolve', unit: unit.id }, says, entities: [unit], changes: 1 }],
}

export const scenarioListExample: ScenarioList = { items: [{ ...head, steps: [says] }], sentence: listSentence(1) }

const gap = {
  kind: 'organisation_dissolved',
  label: { de: 'Verantwortliche Stelle aufgelöst', en: 'Accountable organisation dissolved' },
}
const difference: Evaluated['difference'] = {
  gapsOpened: [{ ...gap, items: [{ entity: initiative, reason: { de: 'Aufgelöst seit 1. Januar 2027: Leitung Digitallabor.', en: 'Dissolved since 1 January 2027: Leitung Digitallabor.' } }] }],
  gapsClosed: [],
  withoutOwner: [initiative],
  withOwner: [],
  decisions: [],
  systemsSaved: [],
  systemsAdded: [],
  needsEnded: [],
  needsAdded: [],
  services: [],
  load: [],
}
const figures = { gaps: [{ ...gap, count: 2 }], withoutOwner: 2, systems: 44, inHouse: 9, providers: 17, topProvider: null, owners: 41, overloaded: 3, topLoad: null }

export const scenarioEvaluationExample: ScenarioEvaluation = {
  scenario: { id, name },
  asOf: day,
  seq: 3,
  sentence: scenarioSentence(name, day, difference),
  stale: null,
  without: figures,
  with: { ...figures, gaps: [{ ...gap, count: 3 }], withoutOwner: 3 },
  difference,
  notes: [],
  other: null,
}

export const scenarioProposalExample: ScenarioProposal = {
  scenario: { id, name },
  sentence: proposalSentence(name, 1, day),
  rows: [{ step: 0, verb: 'ends', relation: null, subject: unit, reverse: false, before: null, after: null, validFrom: day }],
  body: { reason: name, sourceIds: [], tenant, changes: [{ op: 'end-entity', id: unit.id, validUntil: day, version: 1 }] },
}
