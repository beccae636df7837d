import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { stepTypes } from '@kommunalgraph/contract/scenario-words.ts'
import type { ScenarioStep } from '@kommunalgraph/contract/scenarios.ts'
import type { Label } from '@kommunalgraph/contract/ontology/define.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel } from '../../ui/ontology.ts'
import { Chip, EntityRow, Row } from '../edit/form.tsx'
import type { Problems } from '../edit/entry.ts'
import { texts } from './texts.ts'

type Entity = { id: string; type: string; name: string }
type Kind = ScenarioStep['kind']
const kinds = Object.keys(stepTypes) as Kind[]

/** A step while it is filled in: fields of all kinds, so that changing the kind loses nothing. */
export interface StepDraft {
  kind: Kind
  unit?: Entity | undefined
  successor?: Entity | undefined
  first?: Entity | undefined
  second?: Entity | undefined
  name: string
  service?: Entity | undefined
  to?: Entity | undefined
  level: string
  systems: Entity[]
  offering?: Entity | undefined
  from?: Entity | undefined
  owner?: Entity | undefined
  withPosts: boolean
}

/** Kinds that make sense for an entity, the most likely first, with it filled in. */
export function draftAbout(entity: Entity | undefined): StepDraft {
  const empty: StepDraft = { kind: 'dissolve', name: '', level: '', systems: [], withPosts: false }
  switch (entity?.type) {
    case 'OrgUnit':
    case 'Organization':
      return { ...empty, unit: entity, first: entity.type === 'OrgUnit' ? entity : undefined, from: entity }
    case 'Post':
      return { ...empty, kind: 'reassign', from: entity }
    case 'Service':
    case 'Process':
      return { ...empty, kind: 'competence', service: entity }
    case 'System':
      return { ...empty, kind: 'offering', systems: [entity] }
    case 'Offering':
      return { ...empty, kind: 'offering', offering: entity }
    default:
      return empty
  }
}

/** What is filled in as a step; or what is missing, by field. */
export function stepOf(draft: StepDraft): { step: ScenarioStep; names: Map<string, string> } | { problems: Problems } {
  const problems: Record<string, Label> = {}
  const names = new Map<string, string>()
  const id = (field: keyof StepDraft & string, entity: Entity | undefined): string => {
    if (!entity) problems[field] = texts.fieldMissing
    else names.set(entity.id, entity.name)
    return entity?.id ?? ''
  }
  const optional = (entity: Entity | undefined) => {
    if (entity) names.set(entity.id, entity.name)
    return entity?.id
  }
  const build = (): ScenarioStep => {
    switch (draft.kind) {
      case 'dissolve': {
        const successor = optional(draft.successor)
        return { kind: 'dissolve', unit: id('unit', draft.unit), ...(successor ? { successor } : {}) }
      }
      case 'merge':
        if (draft.name.trim().length < 2) problems.name = texts.nameMissing
        return { kind: 'merge', units: [id('first', draft.first), id('second', draft.second)], name: draft.name.trim() }
      case 'competence':
        return { kind: 'competence', service: id('service', draft.service), to: id('to', draft.to), ...(draft.level ? { level: draft.level } : {}) }
      case 'offering':
        if (draft.systems.length === 0) problems.systems = texts.fieldMissing
        for (const system of draft.systems) names.set(system.id, system.name)
        return { kind: 'offering', systems: draft.systems.map((system) => system.id), offering: id('offering', draft.offering) }
      case 'reassign':
        return { kind: 'reassign', from: id('from', draft.from), to: id('owner', draft.owner), withPosts: draft.withPosts }
    }
  }
  const step = build()
  return Object.keys(problems).length > 0 ? { problems } : { step, names }
}

/** Fields of the API's steps → fields of this form. */
export function fieldOf(kind: Kind, field: string | undefined): string | undefined {
  if (kind === 'merge') return field === 'units[1]' || field === 'units' ? 'second' : field === 'units[0]' ? 'first' : field
  if (kind === 'reassign' && field === 'to') return 'owner'
  return field?.replace(/\[\d+\]$/, '')
}

/** The fields of one step, by its kind. */
export function StepForm({ draft, onChange, problems }: { draft: StepDraft; onChange: (draft: StepDraft) => void; problems: Problems }) {
  const { pick } = useLanguage()
  const set = (part: Partial<StepDraft>) => onChange({ ...draft, ...part })
  const entity = (field: 'unit' | 'successor' | 'first' | 'second' | 'service' | 'to' | 'offering' | 'from' | 'owner', types: readonly string[], more: { required?: boolean; hint?: string } = { required: true }) => (
    <EntityRow key={field} name={field} label={pick(texts.field[field])} types={types} chosen={draft[field]} onChoose={(chosen) => set({ [field]: chosen })} problem={problems[field]} {...more} />
  )
  return (
    <>
      <fieldset className="form__group scenario-kinds">
        <legend className="form__label">{pick(texts.kind)}</legend>
        {kinds.map((kind) => (
          <label key={kind} className="form__check form__check--radio">
            <input type="radio" name="kind" value={kind} checked={draft.kind === kind} onChange={() => set({ kind })} />
            <span>
              <strong>{pick(texts.kinds[kind])}</strong>
              <span className="form__hint">{pick(texts.kindHelp[kind])}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {draft.kind === 'dissolve' && (
        <>
          {entity('unit', stepTypes.dissolve.unit)}
          {entity('successor', stepTypes.dissolve.successor, { hint: pick(texts.successorHint) })}
        </>
      )}
      {draft.kind === 'merge' && (
        <>
          {entity('first', stepTypes.merge.units)}
          {entity('second', stepTypes.merge.units)}
          <Row name="name" label={pick(texts.field.name)} problem={problems.name} required>
            {(control) => <input {...control} className="form__input" maxLength={200} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
          </Row>
        </>
      )}
      {draft.kind === 'competence' && (
        <>
          {entity('service', stepTypes.competence.service)}
          {entity('to', stepTypes.competence.to)}
          <Row name="level" label={pick(texts.field.level)} problem={problems.level}>
            {(control) => (
              <select {...control} className="form__input form__input--short" value={draft.level} onChange={(event) => set({ level: event.target.value })}>
                <option value="">{pick(texts.levelByKind)}</option>
                {codes('administrativeLevel').map((level) => (
                  <option key={level} value={level}>
                    {pick(codeLabel('administrativeLevel', level))}
                  </option>
                ))}
              </select>
            )}
          </Row>
        </>
      )}
      {draft.kind === 'offering' && (
        <>
          <EntityRow
            name="systems"
            label={pick(texts.field.systems)}
            types={stepTypes.offering.systems}
            chosen={undefined}
            onChoose={(chosen) => chosen && set({ systems: [...draft.systems.filter(({ id }) => id !== chosen.id), chosen] })}
            problem={problems.systems}
            required
          />
          {draft.systems.length > 0 && (
            <p className="form__chips">
              {draft.systems.map((system) => (
                <Chip key={system.id} name={system.name} onRemove={() => set({ systems: draft.systems.filter(({ id }) => id !== system.id) })} />
              ))}
            </p>
          )}
          {entity('offering', stepTypes.offering.offering)}
        </>
      )}
      {draft.kind === 'reassign' && (
        <>
          {entity('from', stepTypes.reassign.from)}
          {entity('owner', stepTypes.reassign.to)}
          <label className="form__check">
            <input type="checkbox" checked={draft.withPosts} onChange={(event) => set({ withPosts: event.target.checked })} />
            {pick(texts.withPosts)}
          </label>
        </>
      )}
    </>
  )
}
