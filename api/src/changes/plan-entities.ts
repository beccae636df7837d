/** The changes that concern entities, applied to the draft one by one. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { entityIdPatternOf, formatEntityId, isEntityId, parseEntityId, slugify } from '@kommunalgraph/contract/ids.ts'
import { SHARED_TENANT } from '@kommunalgraph/contract/ontology/common.ts'
import {
  codes,
  type EntityType,
  entityTypes,
  isNodeTypeName,
  nodeType,
  relationAllowed,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { NAMELESS } from '@kommunalgraph/contract/persons.ts'
import { checkValues, completed, readGiven } from './given-values.ts'
import { entityKind } from './kinds.ts'
import { endsOn, lacking, type Planning } from './planning.ts'
import { differingProperties, type EntityState, type Values } from './state.ts'

type Of<O extends Change['op']> = Extract<Change, { op: O }>
/** How many endings (`-2`, `-3` …) are tried for a slug that is taken. */
export const SLUG_ATTEMPTS = 20

const ars = /^\d{12}$/

/** Ids that a new entity without an id may get, best first; [] where the name gives none. */
export function proposedIds(change: Of<'create-entity'>, tenant: string): string[] {
  const name = change.values.name
  if (!isNodeTypeName(change.type) || typeof name !== 'string') return []
  const slug = slugify(name)
  // No name of a person ever enters an id.
  if (slug === '' || change.type === 'Person' || nodeType(change.type).codeList) return []
  const type = change.type
  return Array.from({ length: SLUG_ATTEMPTS }, (_, attempt) =>
    formatEntityId({ type, scheme: tenant, local: attempt === 0 ? slug : `${slug}-${attempt + 1}` }),
  )
}

export function planPutEntity(planning: Planning, change: Of<'put-entity'>, index: number): void {
  const type = knownType(planning, change.type, index)
  if (!type || !idFits(planning, change.id, type, index)) return
  const existing = planning.draft.entity(change.id)
  if (!existing) {
    create(planning, change.id, type, { ...change.defaults, ...change.values }, index)
    return
  }
  if (existing.type !== type) {
    planning.refuse(index, 'type', 'not-allowed', `${change.id} is a ${existing.type}`, {
      allowed: [existing.type],
    })
    return
  }
  correct(planning, existing, stayingForgotten(existing, { ...lacking(existing.values, change.defaults), ...change.values }), index)
}

/** What was forgotten does not come back with the next delivery of a file that still holds it. Only whoever corrects it means it. */
function stayingForgotten(existing: EntityState, given: Record<string, unknown>): Record<string, unknown> {
  const { personal } = entityKind(existing.type)
  if (!personal.has('name') || existing.values.name !== NAMELESS.de) return given
  return Object.fromEntries(Object.entries(given).filter(([property]) => !personal.has(property)))
}

export function planCreateEntity(planning: Planning, change: Of<'create-entity'>, index: number): void {
  const type = knownType(planning, change.type, index)
  if (!type) return
  let id = change.id
  if (id === undefined) {
    id =
      type === 'Person'
        ? formatEntityId({ type, scheme: planning.options.tenant, local: `mandat-${crypto.randomUUID().slice(0, 13)}` })
        : proposedIds(change, planning.options.tenant).find((proposed) => !planning.draft.entity(proposed))
    if (id === undefined) {
      planning.refuse(index, 'id', 'not-allowed', 'No id can be made of this name; state one')
      return
    }
  }
  if (!idFits(planning, id, type, index)) return
  if (planning.draft.entity(id)) {
    planning.refuse(index, 'id', 'already-exists', `${id} exists already`)
    return
  }
  create(planning, id, type, change.values, index)
}

export function planCorrectEntity(planning: Planning, change: Of<'correct-entity'>, index: number): void {
  const existing = stored(planning, change.id, change.version, index)
  if (existing) correct(planning, existing, change.values, index)
}

export function planEndEntity(planning: Planning, change: Of<'end-entity'>, index: number): void {
  const existing = stored(planning, change.id, change.version, index)
  if (!existing) return
  planning.outcomes[index] = { id: change.id, verb: 'ended' }
  if (!endsOn(planning, existing, change.validUntil, index)) return
  planning.draft.putEntity({ ...existing, values: { ...existing.values, validUntil: change.validUntil } }, index)
}

export function planRetractEntity(planning: Planning, change: Of<'retract-entity'>, index: number): void {
  const existing = stored(planning, change.id, change.version, index)
  if (!existing) return
  if (change.successor !== undefined) {
    const successor = planning.draft.entity(change.successor)
    if (successor?.type !== existing.type || successor.id === existing.id) {
      planning.refuse(index, 'successor', 'not-allowed', `Must be another ${existing.type} that exists`)
      return
    }
    planning.successors.set(change.id, successor.id)
  }
  planning.draft.removeEntity(change.id, index)
  planning.outcomes[index] = { id: change.id, verb: 'retracted' }
}

function create(planning: Planning, id: string, type: EntityType, given: Record<string, unknown>, index: number): void {
  planning.outcomes[index] = { id, verb: 'put' }
  const successor = planning.draft.mergedInto(id)
  // Ids are never used again: readers of the old one would be led to the wrong thing.
  if (successor) planning.refuse(index, 'id', 'already-exists', `${id} was merged into ${successor}; use that id`)
  const kind = entityKind(type)
  const read = readGiven(planning, kind, given, index)
  const { tenant, sourceIds, entered, batchId } = planning.options
  const inherited: Values = {
    tenant,
    ...(batchId !== undefined && batchId !== id ? { batchId } : {}),
    ...(sourceIds.length > 0 ? { sourceIds } : {}),
    // A source that says nothing of its own source is its own evidence.
    ...(type === 'Source' && sourceIds.length === 0 ? { sourceIds: [id] } : {}),
    enteredBy: entered.by,
    enteredAt: entered.at,
  }
  const values = completed(kind, read ?? {}, inherited)
  // Also a refused one is in the draft, so that the relations at it are not refused a second time.
  planning.draft.putEntity({ id, type, values, version: 1 }, index)
  if (!read) return
  checkValues(planning, kind, values, undefined, index)
  if (ars.test(parseEntityId(id)?.scheme ?? '') && parseEntityId(id)?.scheme !== values.tenant) {
    planning.refuse(
      index,
      'id',
      'not-allowed',
      `The id names tenant ${parseEntityId(id)?.scheme}, the entity belongs to ${values.tenant}`,
    )
  }
  codeListFits(planning, type, id, values, index)
}

function correct(planning: Planning, existing: EntityState, given: Record<string, unknown>, index: number): void {
  planning.outcomes[index] = { id: existing.id, verb: 'put' }
  const kind = entityKind(existing.type)
  const read = readGiven(planning, kind, given, index)
  if (!read) return
  const values = completed(kind, { ...existing.values, ...read }, {})
  const touched = differingProperties(existing.values, values)
  if (touched.length === 0) return
  if (touched.includes('tenant')) planning.refuse(index, 'values.tenant', 'not-allowed', 'An entity keeps its tenant')
  checkValues(planning, kind, values, new Set(touched), index)
  codeListFits(planning, existing.type as EntityType, existing.id, values, index)
  planning.draft.putEntity({ ...existing, values }, index)
}

function knownType(planning: Planning, type: string, index: number): EntityType | undefined {
  if (isNodeTypeName(type)) return type
  planning.refuse(index, 'type', 'not-allowed', `Unknown type ${JSON.stringify(type.slice(0, 60))}`, {
    allowed: entityTypes,
  })
  return undefined
}

function idFits(planning: Planning, id: string, type: EntityType, index: number): boolean {
  if (isEntityId(id) && parseEntityId(id)?.type === type) return true
  planning.refuse(index, 'id', 'not-allowed', `The id of a ${type} must match ${entityIdPatternOf(type)}`)
  return false
}

/** A node of a code list is one of its codes and belongs to everybody; only facets below a code (skills) may be added. */
function codeListFits(planning: Planning, type: EntityType, id: string, values: Values, index: number): void {
  const list = nodeType(type).codeList
  if (!list) return
  if (parseEntityId(id)?.scheme !== 'code' && relationAllowed('PART_OF', type, type)) return
  const code = codes(list).find(
    (one) => id === formatEntityId({ type, scheme: 'code', local: one.replaceAll('_', '-') }),
  )
  if (code === undefined || values.code !== code || values.tenant !== SHARED_TENANT) {
    planning.refuse(
      index,
      'id',
      'not-allowed',
      `A ${type} is one of the codes of the ontology, in tenant ${SHARED_TENANT}`,
    )
  }
}

/** The entity to be changed, in the version that the author saw. */
function stored(planning: Planning, id: string, version: number | undefined, index: number): EntityState | undefined {
  const existing = planning.draft.entity(id)
  if (!existing) {
    planning.refuse(index, 'id', 'not-found', `No entity ${JSON.stringify(id.slice(0, 220))}`)
    return undefined
  }
  const before = planning.draft.storedEntity(id)
  if (version !== undefined && version !== before?.version) {
    planning.refuse(
      index,
      'version',
      'precondition-failed',
      `Version ${version} is not the stored one (${before?.version ?? 'new'})`,
    )
    return undefined
  }
  return existing
}
