/**
 * The log: one document per entry, in parts of at most 2,000 things, sorted by id, so that one thing is found in one
 * part. Values that can identify a person are never in it: that the property changed is, what it said is not.
 */
import type { Draft } from './draft.ts'
import { entityKind, type Kind, relationKind } from './kinds.ts'
import { batches } from './read-state.ts'
import {
  type Difference,
  differingProperties,
  type EntityState,
  type FactState,
  type Plan,
  textOf,
  type Value,
  type Values,
} from './state.ts'

/** Things in one part (decisions 12). */
export const PART_SIZE = 2_000

/** What one thing went through, as it stands in the document. */
export interface LoggedItem {
  /** Entity id or factId. */
  id: string
  op: 'created' | 'changed' | 'ended' | 'retracted'
  /** Type of the entity, or relation of the fact. */
  type: string
  tenant: string
  /** Public before (if it was) and after (if it is), and so were its ends. */
  public: boolean
  /** Name of an entity as of then; absent where names are personal. */
  name?: string
  from?: LoggedEnd
  to?: LoggedEnd
  /** property → [before, after]; null = absent, both null = personal. */
  properties: Record<string, [Value | null, Value | null]>
  /** Of a merged entity that goes or comes back: the one that its id leads to while it is gone. */
  successor?: string
}

export interface LoggedEnd {
  id: string
  type: string
  name?: string
}

/** One `:LogEntry` node. */
export interface LogPart {
  part: number
  parts: number
  /** Tenants of what it tells. */
  tenants: string[]
  /** Whether public readers may see all of the whole entry, and so its reason. */
  allPublic: boolean
  total: number
  /** First and last id of this part. */
  first: string
  last: string
  /** JSON: LoggedItem[]. */
  doc: string
}

/** What the plan differs in, as items of the log. */
export function loggedItems(
  { entities, facts, successors }: Pick<Plan, 'entities' | 'facts' | 'successors'>,
  draft: Draft,
): LoggedItem[] {
  const items = [
    ...entities.flatMap((difference) => entityItem(difference, draft, successors)),
    ...facts.flatMap((difference) => factItem(difference, draft)),
  ]
  return items.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The parts of one entry. An entry without items still has one part. */
export function logParts(items: readonly LoggedItem[], tenant: string): LogPart[] {
  const slices = items.length === 0 ? [[]] : [...batches(items, PART_SIZE)]
  const allPublic = items.length > 0 && items.every((item) => item.public)
  return slices.map((slice, part) => ({
    part,
    parts: slices.length,
    tenants: slice.length === 0 ? [tenant] : [...new Set(slice.map((item) => item.tenant))].sort(),
    allPublic,
    total: slice.length,
    first: slice[0]?.id ?? '',
    last: slice.at(-1)?.id ?? '',
    doc: JSON.stringify(slice),
  }))
}

function entityItem(
  { before, after }: Difference<EntityState>,
  draft: Draft,
  successors: Plan['successors'],
): LoggedItem[] {
  const shown = after ?? before
  if (!shown) return []
  const kind = entityKind(shown.type)
  // Whoever undoes this has to know it: the former id is taken away when the entity comes back.
  const successor = before ? successors.get(before.id) : draft.mergedInto(shown.id)
  const name = kind.personal.has('name') ? undefined : textOf(shown.values, 'name')
  return [
    {
      id: shown.id,
      op: opOf(before?.values, after?.values),
      type: shown.type,
      tenant: textOf(shown.values, 'tenant'),
      public: isPublic(before) && isPublic(after),
      ...(name === undefined ? {} : { name }),
      properties: changesOf(kind, before?.values, after?.values),
      ...(successor === undefined ? {} : { successor }),
    },
  ]
}

function factItem({ before, after }: Difference<FactState>, draft: Draft): LoggedItem[] {
  const shown = after ?? before
  if (!shown) return []
  const ends = [before?.from, before?.to, after?.from, after?.to].flatMap((id) => (id === undefined ? [] : [id]))
  const endsPublic = ends.every((id) => isPublic(draft.storedEntity(id)) && isPublic(draft.entity(id)))
  const properties = changesOf(relationKind(shown.relation), before?.values, after?.values)
  if (before && after && before.from !== after.from) properties.from = [before.from, after.from]
  if (before && after && before.to !== after.to) properties.to = [before.to, after.to]
  return [
    {
      id: shown.factId,
      op: opOf(before?.values, after?.values),
      type: shown.relation,
      tenant: textOf(shown.values, 'tenant'),
      public: isPublic(before) && isPublic(after) && endsPublic,
      from: endOf(shown.from, draft),
      to: endOf(shown.to, draft),
      properties,
    },
  ]
}

/** Absent counts as public: it hides nothing. */
function isPublic(state: { values: Values } | undefined): boolean {
  return state === undefined || state.values.visibility === 'public'
}

function endOf(id: string, draft: Draft): LoggedEnd {
  const entity = draft.entity(id) ?? draft.storedEntity(id)
  if (!entity) return { id, type: '' }
  return entityKind(entity.type).personal.has('name')
    ? { id, type: entity.type }
    : { id, type: entity.type, name: textOf(entity.values, 'name') }
}

function opOf(before: Values | undefined, after: Values | undefined): LoggedItem['op'] {
  if (!before) return 'created'
  if (!after) return 'retracted'
  const differing = differingProperties(before, after)
  const ended =
    differing.length === 1 &&
    differing[0] === 'validUntil' &&
    textOf(after, 'validUntil') < textOf(before, 'validUntil')
  return ended ? 'ended' : 'changed'
}

function changesOf(kind: Kind, before: Values | undefined, after: Values | undefined): LoggedItem['properties'] {
  const changes: LoggedItem['properties'] = {}
  const differing = before && after ? differingProperties(before, after) : Object.keys(before ?? after ?? {})
  for (const property of differing) {
    changes[property] = kind.personal.has(property)
      ? [null, null]
      : [before?.[property] ?? null, after?.[property] ?? null]
  }
  return changes
}
