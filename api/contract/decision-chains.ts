/** The answer to "what became of what was decided?": decision → initiative → accountable → money → stage → outcome. */
import { z } from 'zod'
import { Bilingual, Evidence } from './answers.ts'
import { chainLists } from './chain-lists.ts'
import { EntityRef } from './schemas.ts'

const day = z.iso.date()

/** One line. What is not known is absent; lists are empty. */
export const DecisionChain = z
  .strictObject({
    decision: z
      .strictObject({
        entity: EntityRef,
        date: day,
        result: z.string().describe('Code of the vocabulary `decisionResult`'),
        effect: z.string().optional().describe('Code of the vocabulary `decisionEffect`'),
        reference: z.string().optional(),
        paperUrl: z.string().optional(),
        by: z.array(EntityRef).describe('Who decided it with authority'),
      })
      .optional(),
    thing: z
      .strictObject({
        entity: EntityRef,
        stage: z.string().optional().describe('Today’s value, whatever the day asked about'),
        health: z.string().optional(),
        dueDate: day.optional(),
        budgetEur: z.number().optional(),
        fundedEur: z.number().optional().describe('Sum of what is known to be paid'),
      })
      .optional(),
    ownersThen: z.array(EntityRef).describe('Accountable on the day of the decision'),
    ownersNow: z.array(EntityRef).describe('Accountable on the day asked about'),
    outcomes: z
      .array(
        z.strictObject({
          indicator: EntityRef,
          unit: z.string().optional(),
          target: z.number().optional(),
          direction: z.string().optional().describe('Code of the vocabulary `indicatorDirection`'),
          value: z.number().optional(),
          date: day.optional(),
        }),
      )
      .describe('Each measure with its last value'),
    sourceIds: z.array(z.string()),
  })
  .meta({ id: 'DecisionChain' })
export type DecisionChain = z.infer<typeof DecisionChain>

export const DecisionChains = z
  .strictObject({
    asOf: day,
    list: z.enum(chainLists),
    sentence: Bilingual,
    counts: z.strictObject({
      chains: z.number().int(),
      withoutInitiative: z.number().int(),
      withoutDecision: z.number().int().describe('Of the whole municipality, also where one body is asked about'),
    }),
    committees: z.array(z.strictObject({ entity: EntityRef, decisions: z.number().int() })).describe('Who has decided anything, most first'),
    items: z.array(DecisionChain),
    sources: z.array(Evidence).describe('The sources that the items name'),
    total: z.number().int(),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'DecisionChains' })
export type DecisionChains = z.infer<typeof DecisionChains>
