/**
 * What the API answers besides plain entities and relations: one strict zod schema per answer.
 * Strict on purpose: an unknown key is a 500 in the tests, so no property can leak by being spread.
 * Dates are ISO days; `9999-12-31` = open end, `0001-01-01` = unknown start.
 */
import { z } from 'zod'
import { codes } from './ontology/ontology.ts'
import { EntityRef } from './schemas.ts'
import { relationTypes, entityTypes } from './schemas.ts'

export const Bilingual = z.strictObject({ de: z.string(), en: z.string() }).meta({ id: 'Bilingual' })
export type Bilingual = z.infer<typeof Bilingual>

const day = z.iso.date()
const relationType = z.enum(relationTypes)
const entityType = z.enum(entityTypes)

/** A source as evidence is shown: enough to read it, cite it and open it. */
export const Evidence = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    kind: z.string(),
    date: day,
    url: z.string().optional(),
    publisher: z.string().optional(),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>

export const SourcesAnswer = z.strictObject({ sources: z.array(Evidence) }).meta({ id: 'SourcesAnswer' })
export type SourcesAnswer = z.infer<typeof SourcesAnswer>

// ── Ownership ────────────────────────────────────────────────────────────────────────────────────
const factFields = {
  factId: z.string(),
  since: day.describe('0001-01-01 = since unknown'),
  sincePrecision: z.string().optional().describe('`month` or `year` where the day is not known'),
  until: day,
  confidence: z.string(),
  sourceIds: z.array(z.string()),
}

export const Accountable = z
  .strictObject({
    entity: EntityRef,
    ...factFields,
    mandate: z.string().optional(),
    vacant: z.boolean().describe('The post exists, but nobody holds it'),
    ended: z.boolean().describe('The owner itself no longer exists on this day'),
  })
  .meta({ id: 'Accountable' })

/** A claim that nobody has confirmed: never an owner. */
export const Claim = z
  .strictObject({
    id: z.string(),
    entity: EntityRef.describe('Who is said to be accountable'),
    status: z.string(),
    claimedFrom: day.optional(),
    claimedUntil: day.optional(),
    reason: z.string().optional(),
    sourceIds: z.array(z.string()),
  })
  .meta({ id: 'Claim' })

export const DecidedBy = z
  .strictObject({
    decision: EntityRef,
    by: z.array(EntityRef),
    date: day,
    result: z.string(),
    effect: z.string(),
    authoritative: z.boolean(),
    role: z.string().optional(),
    reference: z.string().optional(),
    resultText: z.string().optional(),
    paperUrl: z.string().optional(),
    agendaItemUrl: z.string().optional(),
  })
  .meta({ id: 'DecidedBy' })

export const FundedBy = z
  .strictObject({
    entity: EntityRef,
    ...factFields,
    amountEur: z.number(),
    kind: z.string(),
    programme: z.string().optional(),
    fundedUntil: day.optional(),
  })
  .meta({ id: 'FundedBy' })

export const Ownership = z
  .strictObject({
    entity: EntityRef,
    sentence: Bilingual.describe('Who is accountable, who decided, who funds, and what is not known'),
    asOf: day,
    accountable: z.array(Accountable).describe('Normally one; none or two are gaps'),
    claimed: z.array(Claim).describe('"verantwortlich laut Vorlage (nicht bestätigt)"'),
    decidedBy: z.array(DecidedBy),
    fundedBy: z.array(FundedBy),
    responsible: z.array(z.strictObject({ entity: EntityRef, ...factFields })),
    contributors: z.array(z.strictObject({ entity: EntityRef, ...factFields, role: z.string(), depth: z.string().optional() })),
    evidence: z.array(Evidence),
    confidence: z.string().nullable().describe('Weakest confidence of the accountable facts; null without any'),
    unknown: z.array(z.strictObject({ code: z.string(), text: Bilingual })),
    gaps: z.array(z.string()).describe('Kinds of gaps that this entity has on this day'),
  })
  .meta({ id: 'Ownership' })
export type Ownership = z.infer<typeof Ownership>

// ── Map ──────────────────────────────────────────────────────────────────────────────────────────
export const MapNode = z
  .strictObject({
    id: z.string(),
    type: entityType,
    name: z.string(),
    tenant: z.string(),
    visibility: z.string(),
    spheres: z.array(z.string()).describe('Codes, own or inherited by POST_IN and PART_OF'),
    kind: z.string().optional(),
    stage: z.string().optional(),
    depth: z.string().optional(),
    thrusts: z.array(z.string()).optional().describe('Codes, of initiatives and programmes'),
    owners: z.array(z.string()).optional().describe('Ids of the accountable actors, of what can be owned'),
    vacant: z.boolean().optional(),
    date: day.optional().describe('On maps, of decisions and measurements: their day'),
  })
  .meta({ id: 'MapNode' })
export type MapNode = z.infer<typeof MapNode>

export const MapEdge = z
  .strictObject({
    factId: z.string(),
    type: relationType,
    from: z.string(),
    to: z.string(),
    validFrom: day,
    validUntil: day,
    confidence: z.string(),
    visibility: z.string(),
    criticality: z.string().optional(),
    sourceIds: z.array(z.string()),
  })
  .meta({ id: 'MapEdge' })
export type MapEdge = z.infer<typeof MapEdge>

export const Neighbourhood = z
  .strictObject({
    centre: z.string(),
    asOf: day,
    depth: z.number().int(),
    nodes: z.array(MapNode),
    edges: z.array(MapEdge),
    hidden: z
      .array(z.strictObject({ nodeId: z.string(), count: z.number().int() }))
      .describe('Neighbours of a shown node that this answer does not show but this reader may see'),
    shown: z.number().int(),
    total: z.number().int().describe('Entities within this depth that this reader may see'),
    truncated: z.boolean(),
  })
  .meta({ id: 'Neighbourhood' })
export type Neighbourhood = z.infer<typeof Neighbourhood>

/** Places on the map for everything that this reader may see; nothing moves when the reader expands. */
export const Positions = z
  .strictObject({
    asOf: day,
    seq: z.number().int(),
    positions: z.record(z.string(), z.tuple([z.number(), z.number()])).describe('id → x, y; centre of the administration = 0, 0'),
    total: z.number().int(),
    truncated: z.boolean(),
  })
  .meta({ id: 'Positions' })
export type Positions = z.infer<typeof Positions>

/** What a map of too many entities shows instead of them: how many of one type there are in one sphere. */
export const MapBubble = z
  .strictObject({
    key: z.string().describe('`sphere.type`, e.g. `administration.OrgUnit`; `none.` without a sphere'),
    sphere: z.string().nullable().describe('Code; of an actor its own or inherited, of anything else that of who is accountable for it'),
    type: entityType,
    count: z.number().int().describe('Entities; each counts in one bubble only'),
    open: z
      .strictObject({ page: z.number().int(), pages: z.number().int(), shown: z.number().int() })
      .nullable()
      .describe('Where it is open: the page that is shown, of how many, and how many of its entities stand among `nodes`'),
    place: z.tuple([z.number(), z.number()]),
  })
  .meta({ id: 'MapBubble' })
export type MapBubble = z.infer<typeof MapBubble>

/** Relations of which at least one end is in a bubble, counted. */
export const MapTie = z
  .strictObject({
    from: z.string().describe('Key of a bubble, or id of a node'),
    to: z.string().describe('Key of a bubble'),
    count: z.number().int().describe('Relations in both directions'),
  })
  .meta({ id: 'MapTie' })
export type MapTie = z.infer<typeof MapTie>

/** The whole ecosystem for the map: nodes, the relations between them, and their places. */
export const WholeMap = z
  .strictObject({
    asOf: day,
    nodes: z.array(MapNode),
    edges: z.array(MapEdge),
    positions: z.record(z.string(), z.tuple([z.number(), z.number()])),
    bubbles: z.array(MapBubble).describe('Empty unless there are too many entities to show each; their counts sum up to `total`'),
    ties: z.array(MapTie).describe('Between bubbles, and from the nodes of opened bubbles to closed ones'),
    total: z.number().int().describe('Entities that this reader may see and that belong on a map'),
    truncated: z.boolean().describe('Some stand neither among `nodes` nor in `bubbles`'),
  })
  .meta({ id: 'WholeMap' })
export type WholeMap = z.infer<typeof WholeMap>

// ── Impact and paths ─────────────────────────────────────────────────────────────────────────────
export const ChainLink = z
  .strictObject({ entity: EntityRef, relation: relationType, factId: z.string() })
  .meta({ id: 'ChainLink' })

export const ImpactEnd = z
  .strictObject({
    date: day,
    property: z.string().describe('Which date it is: a property of the entity, or of the relation if one is named'),
    relation: relationType.optional(),
    direction: z.enum(['out', 'in']).optional().describe('The entity is the start (`out`) or the end of the relation'),
    with: EntityRef.optional().describe('The other end of the relation'),
    over: z.boolean().describe('The date has been reached on the day asked about'),
  })
  .meta({ id: 'ImpactEnd' })
export type ImpactEnd = z.infer<typeof ImpactEnd>

export const ImpactHit = z
  .strictObject({
    entity: EntityRef,
    depth: z.number().int(),
    chain: z.array(ChainLink).describe('From the hit back to the start: each link names the relation and the next entity'),
    criticality: z.string().optional().describe('Weakest link of the chain'),
    fallback: z.boolean().describe('A fallback exists on the chain'),
    owners: z.array(EntityRef).describe('Who must be told'),
    ends: z.array(ImpactEnd).describe('What is known to end at it or at the relation by which it is reached, earliest first'),
    spheres: z.array(z.string()).describe('Codes; of an actor its own, of anything else those of who is accountable for it'),
  })
  .meta({ id: 'ImpactHit' })

export const Impact = z
  .strictObject({
    entity: EntityRef,
    direction: z.enum(['dependents', 'dependencies']),
    sentence: Bilingual,
    asOf: day,
    maxDepth: z.number().int(),
    byDepth: z.array(z.strictObject({ depth: z.number().int(), count: z.number().int() })),
    hits: z.array(ImpactHit),
    total: z.number().int(),
    truncated: z.boolean(),
  })
  .meta({ id: 'Impact' })
export type Impact = z.infer<typeof Impact>

export const ImpactMap = z
  .strictObject({
    entity: EntityRef,
    direction: z.enum(['dependents', 'dependencies']),
    asOf: day,
    nodes: z.array(MapNode).describe('The entity first, then exactly the hits, nearest first'),
    edges: z.array(MapEdge).describe('The needs among them'),
    depths: z.record(z.string(), z.number().int()).describe('Steps from the entity, by id; the entity itself has 0'),
    total: z.number().int().describe('Hits in all, also those beyond the limit'),
    truncated: z.boolean(),
  })
  .meta({ id: 'ImpactMap' })
export type ImpactMap = z.infer<typeof ImpactMap>

export const Paths = z
  .strictObject({
    from: EntityRef,
    to: EntityRef,
    asOf: day,
    paths: z.array(
      z.strictObject({
        nodes: z.array(EntityRef),
        edges: z.array(z.strictObject({ factId: z.string(), type: relationType, from: z.string(), to: z.string() })),
      }),
    ),
  })
  .meta({ id: 'Paths' })
export type Paths = z.infer<typeof Paths>

// ── Search ───────────────────────────────────────────────────────────────────────────────────────
export const SearchHit = z
  .strictObject({
    entity: EntityRef,
    tenant: z.string(),
    matched: z.strictObject({ property: z.string(), text: z.string() }),
    score: z.number(),
  })
  .meta({ id: 'SearchHit' })

export const SearchAnswer = z
  .strictObject({
    query: z.string().describe('What was searched for, after trimming and cutting'),
    cut: z.boolean().describe('The text was longer than 200 characters and was cut'),
    items: z.array(SearchHit),
    truncated: z.boolean(),
  })
  .meta({ id: 'SearchAnswer' })
export type SearchAnswer = z.infer<typeof SearchAnswer>

// ── Gaps ─────────────────────────────────────────────────────────────────────────────────────────
export const GapKind = z
  .strictObject({ kind: z.string(), label: Bilingual, help: Bilingual, next: Bilingual, count: z.number().int() })
  .meta({ id: 'GapKind' })

export const GapsAnswer = z
  .strictObject({ asOf: day, sentence: Bilingual, total: z.number().int(), kinds: z.array(GapKind) })
  .meta({ id: 'GapsAnswer' })
export type GapsAnswer = z.infer<typeof GapsAnswer>

export const GapItem = z
  .strictObject({
    entity: EntityRef,
    reason: Bilingual.describe('One sentence: why this is a gap'),
    owners: z.array(EntityRef).describe('Actors involved: the vacant post, the dissolved unit, both claimants …'),
    unit: EntityRef.nullable().describe('Unit that can close the gap, where the graph tells'),
    date: day.optional(),
  })
  .meta({ id: 'GapItem' })
export type GapItem = z.infer<typeof GapItem>

export const GapAnswer = z
  .strictObject({
    kind: z.string(),
    label: Bilingual,
    help: Bilingual,
    next: Bilingual,
    sentence: Bilingual,
    asOf: day,
    items: z.array(GapItem),
    total: z.number().int(),
    truncated: z.boolean(),
    nextCursor: z.string().nullable().describe('Opaque; valid for the same kind, day and municipalities only'),
  })
  .meta({ id: 'GapAnswer' })
export type GapAnswer = z.infer<typeof GapAnswer>

// ── Questions ────────────────────────────────────────────────────────────────────────────────────
export const QuestionParameter = z
  .strictObject({
    name: z.string(),
    type: z.enum(['entity', 'date', 'number', 'text']),
    label: Bilingual,
    required: z.boolean(),
    example: z.union([z.string(), z.number()]).describe('Works on the demo'),
    entityTypes: z.array(entityType).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.union([z.string(), z.number()]).optional(),
    allowed: z.array(z.string()).optional().describe('The values of a closed list'),
  })
  .meta({ id: 'QuestionParameter' })
export type QuestionParameter = z.infer<typeof QuestionParameter>

export const QuestionColumn = z
  .strictObject({
    key: z.string(),
    label: Bilingual,
    kind: z.enum(['entity', 'entities', 'text', 'texts', 'number', 'percent', 'money', 'date', 'boolean', 'choice', 'choices', 'relations']),
    vocabulary: z.string().optional().describe('Name of the code list that the values of a choice come from'),
  })
  .meta({ id: 'QuestionColumn' })
export type QuestionColumn = z.infer<typeof QuestionColumn>

export const QuestionEntry = z
  .strictObject({
    code: z.string(),
    audience: z.enum(['politics', 'strategy', 'it', 'steward']),
    question: Bilingual,
    parameters: z.array(QuestionParameter),
    oneOf: z.array(z.array(z.string())).optional().describe('Where no parameter is required by itself: at least one of these sets must be given'),
    columns: z.array(QuestionColumn),
  })
  .meta({ id: 'QuestionEntry' })
export type QuestionEntry = z.infer<typeof QuestionEntry>

export const QuestionCatalogue = z
  .strictObject({ questions: z.array(QuestionEntry) })
  .meta({ id: 'QuestionCatalogue' })
export type QuestionCatalogue = z.infer<typeof QuestionCatalogue>

export const Cell = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  EntityRef,
  z.array(EntityRef),
])

export const QuestionAnswer = z
  .strictObject({
    code: z.string(),
    question: Bilingual,
    sentence: Bilingual,
    asOf: day,
    parameters: z.record(z.string(), z.union([z.string(), z.number()])).describe('Values used, defaults filled in'),
    columns: z.array(QuestionColumn),
    rows: z.array(z.record(z.string(), Cell)),
    total: z.number().int(),
    truncated: z.boolean(),
    graph: z.strictObject({ nodes: z.array(MapNode), edges: z.array(MapEdge) }),
    sources: z.array(Evidence),
  })
  .meta({ id: 'QuestionAnswer' })
export type QuestionAnswer = z.infer<typeof QuestionAnswer>

/** How initiatives spread over depth of change and stage: what the board of the portfolio shows beside question S03. */
export const Portfolio = z
  .strictObject({
    asOf: day,
    cells: z
      .array(
        z.strictObject({
          depth: z.enum(codes('depth')),
          stage: z.enum(codes('stage')),
          initiatives: z.number().int(),
          budgetEur: z.number().describe('Sum of the known budgets, in euros'),
          unbudgeted: z.number().int().describe('Initiatives of this cell without a known budget'),
        }),
      )
      .describe('Only cells with an initiative'),
  })
  .meta({ id: 'Portfolio' })
export type Portfolio = z.infer<typeof Portfolio>

// ── Tenants, health ──────────────────────────────────────────────────────────────────────────────
export const Tenant = z
  .strictObject({
    tenant: z.string(),
    name: z.string(),
    homeId: z.string().describe('Id of the municipality itself'),
    fictional: z.boolean(),
    demo: z.boolean().describe('Came with the product; can be removed by one button'),
    entities: z.number().int(),
    initiatives: z.number().int(),
  })
  .meta({ id: 'Tenant' })
export type Tenant = z.infer<typeof Tenant>

export const TenantsAnswer = z
  .strictObject({
    home: z.string().describe('Tenant that lists and questions use by default (KG_HOME)'),
    reader: z.enum(codes('visibility')),
    today: day,
    tenants: z.array(Tenant),
    demoRemovedAt: z.string().nullable(),
  })
  .meta({ id: 'TenantsAnswer' })
export type TenantsAnswer = z.infer<typeof TenantsAnswer>

export const Health = z.strictObject({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' })
export const Readiness = z
  .strictObject({
    status: z.literal('ready'),
    database: z.string(),
    migration: z.string(),
    seq: z.number().int(),
    backup: z
      .strictObject({
        lastAt: z.iso.datetime().nullable().describe('When the last good backup was made by a server; null: none yet'),
        failedAt: z.iso.datetime().nullable().describe('When one failed since; null: none'),
      })
      .describe('Of the schedule (KG_BACKUP_DIR)'),
  })
  .meta({ id: 'Readiness' })

// ── Problems ─────────────────────────────────────────────────────────────────────────────────────
export const Problem = z
  .strictObject({
    type: z.string().describe('urn:kommunalgraph:problem:<code>, stable'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().describe('Id of this request, as in the log'),
    sentence: Bilingual.describe('For people: what happened and what to do next'),
    errors: z
      .array(
        z.strictObject({
          path: z.string().describe('Field, e.g. query.asOf or body.changes[3].validFrom'),
          message: z.string(),
          allowed: z.array(z.string()).optional(),
          rule: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
