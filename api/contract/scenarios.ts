/**
 * What-if: a scenario is a list of intents ("dissolve this unit", "move that competence"), and the list of changes that they
 * come to. It is tried in a transaction that is always rolled back (decisions 18), so it never touches the graph.
 * `ScenarioBody` is what a user states; everything else is worked out by the server.
 */
import { z } from 'zod'
import { Change } from './changes.ts'
import { codes } from './ontology/ontology.ts'
import { EntityId, EntityRef, relationTypes } from './schemas.ts'

/** Most steps of one scenario: more is no longer one thought. */
export const MOST_STEPS = 20
const MOST_SYSTEMS = 20

const text = z.strictObject({ de: z.string(), en: z.string() })
const level = z.enum([...codes('administrativeLevel')] as [string, ...string[]])

/** One intent. Each comes to a list of changes, all from the day of the scenario on. */
export const ScenarioStep = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('dissolve'),
      unit: EntityId.describe('OrgUnit or Organization that ends'),
      successor: EntityId.optional().describe('Takes everything over. Left out: nobody does, and what is lost shows as gaps'),
    }),
    z.strictObject({
      kind: z.literal('merge'),
      units: z.tuple([EntityId, EntityId]).describe('Two OrgUnits; both end'),
      name: z.string().trim().min(2).max(200).describe('Name of the unit that takes over from both'),
    }),
    z.strictObject({
      kind: z.literal('competence'),
      service: EntityId.describe('Service or Process'),
      to: EntityId.describe('Organization or OrgUnit that is competent for the execution from then on, and does the work'),
      level: level.optional().describe('Level of government; default: by the kind of the organisation'),
    }),
    z.strictObject({
      kind: z.literal('offering'),
      systems: z.array(EntityId).min(1).max(MOST_SYSTEMS).describe('Systems that end'),
      offering: EntityId.describe('Offering on which everything depends from then on'),
    }),
    z.strictObject({
      kind: z.literal('reassign'),
      from: EntityId.describe('Post, OrgUnit or Organization'),
      to: EntityId.describe('Who is accountable for all of it from then on'),
      withPosts: z.boolean().default(false).describe('Also what the posts in it are accountable for'),
    }),
  ])
  .meta({ id: 'ScenarioStep' })
export type ScenarioStep = z.infer<typeof ScenarioStep>

const name = z.string().trim().min(3).max(200)
const description = z.string().trim().max(2_000)
const steps = z.array(ScenarioStep).max(MOST_STEPS)

export const ScenarioBody = z
  .strictObject({
    name,
    description: description.default(''),
    day: z.iso.date().describe('From when on it would be so, and the day that is looked at'),
    tenant: z.string().regex(/^\d{12}$/).optional().describe('ARS of the municipality. Default: the home municipality.'),
    steps: steps.default([]),
  })
  .meta({ id: 'ScenarioBody' })
export type ScenarioBody = z.infer<typeof ScenarioBody>

/** Only what is named changes. Steps are given as a whole and built anew on the graph as it is now, also if they stay the same. */
export const ScenarioPatch = z
  .strictObject({ name: name.optional(), description: description.optional(), day: z.iso.date().optional(), steps: steps.optional() })
  .meta({ id: 'ScenarioPatch' })
export type ScenarioPatch = z.infer<typeof ScenarioPatch>

/** A scenario as the list has it. */
export const ScenarioHead = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    day: z.iso.date(),
    tenant: z.string(),
    steps: z.array(text).describe('Each step as a sentence'),
    changes: z.int().describe('How many changes it comes to'),
    changedAt: z.iso.datetime({ offset: true }),
    by: z.string().describe('Pseudonym of the account'),
  })
  .meta({ id: 'ScenarioHead' })
export type ScenarioHead = z.infer<typeof ScenarioHead>

export const ScenarioList = z.strictObject({ items: z.array(ScenarioHead), sentence: text }).meta({ id: 'ScenarioList' })
export type ScenarioList = z.infer<typeof ScenarioList>

export const Scenario = z
  .strictObject({
    ...ScenarioHead.shape,
    version: z.int(),
    seq: z.int().describe('State of the graph that the changes were built on'),
    steps: z.array(
      z.strictObject({
        step: ScenarioStep,
        says: text.describe('The step as a sentence'),
        entities: z.array(EntityRef).describe('What it names, as of when it was built'),
        changes: z.int().describe('How many changes it comes to'),
      }),
    ),
    createdAt: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'Scenario' })
export type Scenario = z.infer<typeof Scenario>

/** One line of the proposal: who or what, from → to. */
export const ProposalRow = z
  .strictObject({
    step: z.int().describe('Index of the step that it comes from'),
    verb: z.enum(['ends', 'begins', 'moves']).describe('moves: one end of a relation changes'),
    relation: z.enum(relationTypes).nullable().describe('null: the entity itself begins or ends'),
    subject: EntityRef.describe('What it is about; of a relation, the end that stays'),
    reverse: z.boolean().describe('The subject is the target of the relation'),
    before: EntityRef.nullable().describe('The other end until then'),
    after: EntityRef.nullable().describe('The other end from then on'),
    validFrom: z.iso.date(),
  })
  .meta({ id: 'ProposalRow' })
export type ProposalRow = z.infer<typeof ProposalRow>

export const ScenarioProposal = z
  .strictObject({
    scenario: z.strictObject({ id: z.string(), name: z.string() }),
    sentence: text,
    rows: z.array(ProposalRow).describe('In the order of `body.changes`'),
    body: z.strictObject({ reason: z.string(), sourceIds: z.array(z.string()), tenant: z.string(), changes: z.array(Change) }).describe('For POST /changes, once a source and a reason stand in it'),
  })
  .meta({ id: 'ScenarioProposal' })
export type ScenarioProposal = z.infer<typeof ScenarioProposal>

/** What one state comes to, in numbers. */
export const ScenarioFigures = z
  .strictObject({
    gaps: z.array(z.strictObject({ kind: z.string(), label: text, count: z.int() })).describe('All kinds'),
    withoutOwner: z.int().describe('Initiatives without anybody who exists and is accountable'),
    systems: z.int().describe('Systems and offerings in use'),
    inHouse: z.int().describe('Of those with a recorded operator: run by the municipality itself only'),
    providers: z.int().describe('Organisations that systems and offerings in use come from'),
    topProvider: z.strictObject({ provider: EntityRef, sharePct: z.number() }).nullable().describe('On whom most rests'),
    owners: z.int().describe('Who is accountable for something that is not over'),
    overloaded: z.int().describe('Who carries too much, as question S07 says it'),
    topLoad: z.strictObject({ owner: EntityRef, count: z.int() }).nullable().describe('Who is accountable for most'),
  })
  .meta({ id: 'ScenarioFigures' })
export type ScenarioFigures = z.infer<typeof ScenarioFigures>

const GapGroup = z.strictObject({
  kind: z.string(),
  label: text,
  items: z.array(z.strictObject({ entity: EntityRef, reason: text })),
})
const Need = z.strictObject({ from: EntityRef, relation: z.enum(relationTypes), to: EntityRef })

/** What the scenario changes. */
export const ScenarioDifference = z
  .strictObject({
    gapsOpened: z.array(GapGroup).describe('By kind; kinds without any are left out'),
    gapsClosed: z.array(GapGroup),
    withoutOwner: z.array(EntityRef).describe('Initiatives that lose whoever answers for them'),
    withOwner: z.array(EntityRef).describe('Initiatives that get somebody who answers for them'),
    decisions: z
      .array(z.strictObject({ decision: EntityRef, date: z.iso.date(), concerns: z.array(EntityRef) }))
      .describe('Adopted decisions whose assignment no longer holds: what they concern gets another owner, loses it, or ends'),
    systemsSaved: z.array(EntityRef).describe('Systems and offerings no longer in use'),
    systemsAdded: z.array(EntityRef),
    needsEnded: z.array(Need).describe('Dependencies that end'),
    needsAdded: z.array(Need),
    services: z.array(EntityRef).describe('Services that rest on what changes, or change themselves'),
    load: z.array(z.strictObject({ owner: EntityRef, before: z.int(), after: z.int() })).describe('Owners whose load changes, largest change first'),
  })
  .meta({ id: 'ScenarioDifference' })
export type ScenarioDifference = z.infer<typeof ScenarioDifference>

const evaluation = {
  scenario: z.strictObject({ id: z.string(), name: z.string() }),
  asOf: z.iso.date().describe('The day of the scenario; both columns are of that day'),
  seq: z.int().describe('State of the graph that was looked at'),
  sentence: text,
  stale: z
    .array(z.strictObject({ step: z.int(), says: text, reason: text, next: text }))
    .nullable()
    .describe('Steps that no longer come to what they came to when the scenario was built; then there are no figures. Send the same steps as PATCH to build it anew.'),
  without: ScenarioFigures.describe('That day without the scenario'),
  with: ScenarioFigures.nullable(),
  difference: ScenarioDifference.nullable(),
  notes: z.array(text).describe('What the figures assume'),
}
const OneEvaluation = z.strictObject(evaluation)

export const ScenarioEvaluation = z
  .strictObject({ ...evaluation, other: OneEvaluation.nullable().describe('The second scenario, if asked for; its own day counts for it') })
  .meta({ id: 'ScenarioEvaluation' })
export type ScenarioEvaluation = z.infer<typeof ScenarioEvaluation>
/** The evaluation of one scenario. */
export type Evaluated = z.infer<typeof OneEvaluation>
