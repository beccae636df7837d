/** Examples for the quality routes; a test checks each against the schema of its route. */
import { qualityRule } from '@kommunalgraph/contract/quality.ts'

const asOf = '2026-11-01'
const initiative = { id: 'ini:990000000000:digitallotsen', type: 'Initiative', name: 'Digitallotsen' }
const unit = { id: 'unit:990000000000:sozialamt', type: 'OrgUnit', name: 'Sozialamt' }
const counts = { violation: 0, gap: 0, warning: 1, info: 0 }
const r24 = qualityRule('R24')
const said = { title: r24?.title, message: r24?.message, next: r24?.next }

export const qualityExample = {
  asOf,
  seq: 12,
  sentence: { de: 'Zu klären: 1 Hinweis.', en: 'To be settled: 1 warning.' },
  counts,
  excepted: 0,
  rules: [{ rule: 'R24', severity: 'warning', ...said, count: 1, milder: 0, excepted: 0 }],
  trend: [{ day: asOf, counts, rules: { R24: 1 } }],
  completeness: [
    {
      type: 'Programme',
      total: 4,
      share: 0.75,
      properties: [
        { property: 'description', filled: 4 },
        { property: 'budgetEur', filled: 2 },
      ],
    },
  ],
}

export const qualityRuleExample = {
  rule: 'R24',
  severity: 'warning',
  ...said,
  sentence: { de: 'Finanzierung über dem Budget: 1 Fall.', en: 'Funding above budget: 1 case.' },
  asOf,
  items: [
    {
      id: initiative.id,
      severity: 'warning',
      entity: initiative,
      fact: null,
      detail: { de: '130.000 € bei einem Budget von 120.000 €.', en: '€130,000 on a budget of €120,000.' },
      unit,
      form: `/e/${initiative.id}/edit`,
      exception: null,
    },
  ],
  total: 1,
  excepted: 0,
  units: [{ unit, count: 1 }],
  truncated: false,
  nextCursor: null,
}

export const exceptionExample = {
  rule: 'R24',
  id: initiative.id,
  exception: {
    reason: 'Der Zuschuss deckt zwei Jahre, das Budget nur eines.',
    by: 'lokal',
    at: '2026-11-01T09:30:00.000Z',
  },
}
