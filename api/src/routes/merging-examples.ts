/** Examples of duplicates, claims and the confirmation round for the API's description; a test checks each against its schema. */
import type {
  AssertionsAnswer,
  Comparison,
  ConfirmationAnswer,
  ConfirmationSheet,
  DecideAnswer,
  DuplicatesAnswer,
  MergeAnswer,
  MergeList,
  NotSame,
  NotSameList,
} from '@kommunalgraph/contract/merging.ts'
import { changesAnswerExample } from './change-examples.ts'

const office = { id: 'unit:990000000000:bauamt', type: 'OrgUnit', name: 'Bauamt' } as const
const twin = { id: 'unit:990000000000:amt-f-bauen', type: 'OrgUnit', name: 'Bau-Amt' } as const
const initiative = {
  id: 'ini:990000000000:digitaler-bauantrag',
  type: 'Initiative',
  name: 'Digitaler Bauantrag',
} as const
const source = { id: 'src:990000000000:organisationsplan', name: 'Organisationsplan' }
const factId = 'fact:accountable-for:0199a1b2-0000-7000-8000-000000000001'
const claimId = 'ast:990000000000:federfuehrung-2025-0123'

const reasons = [
  {
    code: 'same_name',
    against: false,
    text: {
      de: 'Der Name ist derselbe, nur anders geschrieben.',
      en: 'The name is the same, only written differently.',
    },
  },
] as const

export const duplicatesExample: DuplicatesAnswer = {
  items: [{ a: office, b: twin, score: 0.97, reasons: [...reasons] }],
  total: 1,
  compared: 412,
  entities: 380,
  types: [{ type: 'OrgUnit', total: 1 }],
  nextCursor: null,
}

const side = (entity: typeof office | typeof twin) => ({
  entity,
  tenant: '990000000000',
  version: 1,
  values: { name: entity.name, kind: 'office' },
  relations: [],
  relationTotal: 0,
})

export const comparisonExample: Comparison = {
  a: side(office),
  b: side(twin),
  fields: ['name'],
  score: 0.97,
  reasons: [...reasons],
  notSame: null,
  undoable: true,
}

export const notSameExample: NotSame = {
  a: office,
  b: twin,
  reason: 'Zwei Ämter an zwei Orten',
  by: 'lokal',
  at: '2026-11-02T09:00:00Z',
}
export const notSameListExample: NotSameList = { items: [notSameExample] }

export const mergeExample: MergeAnswer = {
  seq: 4,
  kept: office,
  merged: twin,
  moved: 2,
  united: [
    {
      factId,
      relation: 'ACCOUNTABLE_FOR',
      other: initiative,
      retracted: ['fact:accountable-for:0199a1b2-0000-7000-8000-000000000002'],
      differs: [],
    },
  ],
  dropped: [],
  references: 1,
  undoable: true,
  changes: changesAnswerExample,
}

export const mergeListExample: MergeList = {
  items: [
    { seq: 4, mergedId: twin.id, kept: office, at: '2026-11-02T09:00:00Z', by: 'lokal', reason: 'Doppelt erfasst' },
  ],
}

export const assertionsExample: AssertionsAnswer = {
  items: [
    {
      id: claimId,
      name: 'Federführung laut Vorlage',
      status: 'proposed',
      kind: 'relation',
      relation: 'ACCOUNTABLE_FOR',
      from: office,
      to: initiative,
      by: 'import',
      at: '2026-11-02T09:00:00Z',
      sources: [source],
      version: 1,
      contested: false,
      same: null,
      against: [],
      rivals: [],
    },
  ],
  total: 1,
  nextCursor: null,
}

export const decideExample: DecideAnswer = {
  id: claimId,
  status: 'accepted',
  factId,
  ended: [],
  superseded: [],
  changes: changesAnswerExample,
}

export const confirmationSheetExample: ConfirmationSheet = {
  unit: office,
  tenant: '990000000000',
  asOf: '2026-11-02',
  lines: [
    {
      factId,
      claim: false,
      relation: 'ACCOUNTABLE_FOR',
      actor: office,
      part: office,
      thing: initiative,
      since: '2025-03-01',
      confidence: 'reported',
      sources: [source],
    },
  ],
}

export const confirmationAnswerExample: ConfirmationAnswer = {
  unit: office,
  seq: 5,
  counts: { confirmed: 1, denied: 0, disputed: 0, unchanged: 0, unanswered: 0, rejected: 0 },
  rows: [
    {
      row: 2,
      factId,
      title: 'Bauamt – Digitaler Bauantrag',
      outcome: 'confirmed',
      text: { de: 'Wird als bestätigt eingetragen.', en: 'Is recorded as confirmed.' },
    },
  ],
  issues: [],
}
