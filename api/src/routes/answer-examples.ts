/** Examples of answers for the API's description; a test checks each against the schema of its route. */
import type { DecisionChains } from '@kommunalgraph/contract/decision-chains.ts'
import { gapDefinitions } from '@kommunalgraph/contract/gaps.ts'
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type ColumnKind, columnList, type Question } from '@kommunalgraph/contract/question.ts'
import { questions } from '@kommunalgraph/contract/questions.ts'

const asOf = '2026-11-01'
const initiative = { id: 'ini:990000000000:digitaler-bauantrag', type: 'Initiative', name: 'Digitaler Bauantrag' } as const
const post = { id: 'post:990000000000:leitung-bauordnung', type: 'Post', name: 'Leitung Bauordnungsamt' } as const
const council = { id: 'com:990000000000:rat', type: 'Committee', name: 'Rat der Stadt Musterstadt' } as const
const decision = { id: 'dec:990000000000:v-2022-118', type: 'Decision', name: 'Digitaler Bauantrag: Projektauftrag' } as const
const city = { id: 'org:ars:990000000000', type: 'Organization', name: 'Stadt Musterstadt' } as const
const source = { id: 'src:990000000000:verantwortung-2026', title: 'Verzeichnis der Verantwortung', kind: 'org_chart', date: '2026-09-01' } as const

const fact = (relation: string) => ({
  factId: `fact:${relation}:0199a1b2-0000-7000-8000-000000000001`,
  since: '2025-03-01',
  until: '9999-12-31',
  confidence: 'confirmed',
  sourceIds: [source.id],
})

export const sourcesExample = { sources: [source] }

export const portfolioExample = {
  asOf,
  cells: [{ depth: 'transformative', stage: 'running', initiatives: 1, budgetEur: 1_240_000, unbudgeted: 0 }],
} as const

export const ownershipExample = {
  entity: initiative,
  sentence: {
    de: 'Verantwortlich ist die Leitung Bauordnungsamt (seit 1. März 2025). Beschlossen vom Rat der Stadt Musterstadt am 19. Mai 2022. Bezahlt aus eigenen Mitteln (760.000 €).',
    en: 'Leitung Bauordnungsamt is accountable (since 1 March 2025). Decided by Rat der Stadt Musterstadt on 19 May 2022. Paid from own means (€760,000).',
  },
  asOf,
  accountable: [{ entity: post, ...fact('accountable-for'), vacant: false, ended: false }],
  claimed: [],
  decidedBy: [{ decision, by: [council], date: '2022-05-19', result: 'adopted', effect: 'mandates', authoritative: true, reference: '2022/118' }],
  fundedBy: [{ entity: city, ...fact('funds'), amountEur: 760000, kind: 'own_budget' }],
  responsible: [],
  contributors: [],
  evidence: [source],
  confidence: 'confirmed',
  unknown: [],
  gaps: [],
}

const kinds = gapDefinitions.map(({ kind, label, help, next }, index) => ({ kind, label, help, next, count: index === 0 ? 2 : 0 }))
const [first] = gapDefinitions

export const gapsExample = {
  asOf,
  sentence: { de: '2 Lücken sind bekannt, am häufigsten: Ohne verantwortliche Stelle (2).', en: '2 gaps are known, most often: Nobody accountable (2).' },
  total: 2,
  kinds,
}

export const gapExample = {
  kind: first?.kind,
  label: first?.label,
  help: first?.help,
  next: first?.next,
  sentence: { de: 'Ohne verantwortliche Stelle: 1 Fall. „Digitaler Bauantrag“.', en: 'Nobody accountable: 1 case. “Digitaler Bauantrag”.' },
  asOf,
  items: [
    {
      entity: initiative,
      reason: { de: 'Eine verantwortliche Stelle ist nicht bekannt.', en: 'An accountable office is not known.' },
      owners: [],
      unit: post,
    },
  ],
  total: 1,
  truncated: false,
  nextCursor: null,
}

const [p01] = questions

export const catalogueExample = {
  questions: p01
    ? [{
        code: p01.code, audience: p01.audience, question: p01.question,
        parameters: Object.entries(p01.parameters).map(([name, { shown }]) => ({ name, ...shown })), columns: columnList(p01.columns),
      }]
    : [],
}

const cells: { [K in ColumnKind]: unknown } = {
  entity: initiative,
  entities: [post],
  text: '2022/118',
  texts: ['2022/118'],
  number: 3,
  percent: 38.7,
  money: 1240000,
  date: asOf,
  boolean: true,
  choice: 'running',
  choices: ['running'],
  relations: ['ACCOUNTABLE_FOR'],
}

/** A plausible answer to a question: one row of its columns. */
export function questionExample(question: Question) {
  const row = Object.entries(question.columns).map(([key, { kind, vocabulary }]) => [key, kind === 'choice' && vocabulary ? codes(vocabulary)[0] : cells[kind]])
  return {
    code: question.code,
    question: question.question,
    sentence: { de: 'Die Antwort in einem Satz.', en: 'The answer in one sentence.' },
    asOf,
    parameters: Object.fromEntries(Object.entries(question.parameters).map(([name, { shown }]) => [name, shown.default ?? shown.example])),
    columns: columnList(question.columns),
    rows: [Object.fromEntries(row)],
    total: 1,
    truncated: false,
    graph: { nodes: [], edges: [] },
    sources: [source],
  }
}

export const decisionChainsExample: DecisionChains = {
  asOf,
  list: 'chains',
  sentence: {
    de: 'Es sind 12 Beschlüsse zu Vorhaben und Programmen eingetragen; jeder angenommene führt zu einem Vorhaben.',
    en: '12 decisions on initiatives and programmes are recorded; each one adopted leads to an initiative.',
  },
  counts: { chains: 12, withoutInitiative: 0, withoutDecision: 0 },
  committees: [{ entity: council, decisions: 12 }],
  items: [
    {
      decision: {
        entity: decision,
        date: '2022-05-19',
        result: 'adopted',
        effect: 'mandates',
        reference: '2022/118',
        by: [council],
      },
      thing: {
        entity: initiative,
        stage: 'running',
        budgetEur: 1_200_000,
      },
      ownersThen: [],
      ownersNow: [post],
      outcomes: [],
      sourceIds: ['src:990000000000:vorlage-2022-118'],
    },
  ],
  sources: [{ id: 'src:990000000000:vorlage-2022-118', title: 'Vorlage 2022/118', kind: 'council_paper', date: '2022-04-20' }],
  total: 12,
  nextCursor: null,
}
