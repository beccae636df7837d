import type { Change } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import type { EntityList, EntityListItem, EntityPage, RelationItem } from '@kommunalgraph/contract/entities.ts'
import { ontology, relationAllowed } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useState } from 'react'
import { get, type Parameters } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { formatDay, OPEN_END } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel } from '../../ui/ontology.ts'
import { DayRow, Row } from './form.tsx'
import { Preview, type Step } from './Preview.tsx'
import { type Along, alongChanges, PublicationCheck } from './Publication.tsx'
import { relationsOf } from './relations.ts'
import { texts } from './texts.ts'

type Chosen = Pick<EntityListItem, 'id' | 'type' | 'name' | 'visibility'>

/** Entries changed in one step: what a person can still look through. */
const MOST = 2_000
/** Lists that are read at a time. */
const AT_ONCE = 8

const actions = ['sphere', 'end', 'visibility'] as const
type Action = (typeof actions)[number]
const named = { sphere: texts.bulkSphere, end: texts.bulkEnd, visibility: texts.bulkVisibility } as const

interface Props {
  chosen: ReadonlyMap<string, Chosen>
  onChoose: (chosen: ReadonlyMap<string, Chosen>) => void
  /** How many the list has, and the filter that finds them. */
  total: number
  filter: Parameters
  onClose: () => void
}

/** What can be done with the selected entries at once. */
export function BulkBar({ chosen, onChoose, total, filter, onClose }: Props) {
  const { pick } = useLanguage()
  const [action, setAction] = useState<Action | ''>('')
  const [done, setDone] = useState<number | undefined>()
  const [loading, setLoading] = useState(false)
  const all = async () => {
    setLoading(true)
    try {
      const found = new Map<string, Chosen>()
      let cursor: string | undefined
      do {
        const page: EntityList = await get<EntityList>('/entities', { ...filter, limit: 200, cursor })
        for (const item of page.items) found.set(item.id, item)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined && found.size < MOST)
      onChoose(found)
    } finally {
      setLoading(false)
    }
  }
  return (
    <section className="bulk" aria-label={pick(texts.bulkSelect)}>
      <div className="bulk__bar">
        <p aria-live="polite">
          <strong>{pick(texts.bulkCount(chosen.size))}</strong>
        </p>
        {chosen.size < Math.min(total, MOST) && (
          <button type="button" className="kern-btn kern-btn--tertiary" disabled={loading} onClick={() => void all()}>
            <span className="kern-label">{pick(texts.bulkAll(Math.min(total, MOST)))}</span>
          </button>
        )}
        {chosen.size > 0 && (
          <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => onChoose(new Map())}>
            <span className="kern-label">{pick(texts.bulkNone)}</span>
          </button>
        )}
        <button type="button" className="kern-btn kern-btn--tertiary" onClick={onClose}>
          <span className="kern-label">{pick(texts.bulkStop)}</span>
        </button>
      </div>
      {done !== undefined && (
        <p className="form__note form__note--done" role="status">
          {pick(texts.bulkDone(done))}
        </p>
      )}
      {chosen.size > 0 && (
        <>
          <Row name="action" label={pick(texts.bulkWhat)}>
            {(control) => (
              <select
                {...control}
                className="form__input form__input--short"
                value={action}
                onChange={(event) => {
                  setDone(undefined)
                  setAction(event.target.value as Action | '')
                }}
              >
                <option value="">{pick(texts.choose)}</option>
                {actions.map((one) => (
                  <option key={one} value={one}>
                    {pick(named[one])}
                  </option>
                ))}
              </select>
            )}
          </Row>
          {action !== '' && (
            <Do
              key={action}
              action={action}
              chosen={[...chosen.values()]}
              onDone={(count) => {
                setDone(count)
                setAction('')
                onChoose(new Map())
              }}
            />
          )}
        </>
      )}
    </section>
  )
}

function Do({ action, chosen, onDone }: { action: Action; chosen: readonly Chosen[]; onDone: (count: number) => void }) {
  const { language, pick } = useLanguage()
  const { tenant } = useScope()
  const [value, setValue] = useState('')
  const [day, setDay] = useState(today())
  const [facts, setFacts] = useState<ReadonlyMap<string, readonly RelationItem[]> | undefined>()
  const [read, setRead] = useState<number | undefined>()
  const [along, setAlong] = useState<Along>(new Map())
  const withSphere = chosen.filter(({ type }) => relationAllowed('IN_SPHERE', type, 'Sphere'))
  const asked = action === 'sphere' ? withSphere : chosen

  /** The spheres of all that are selected, or what of theirs is public: what changes depends on what is there. */
  const load = async () => {
    const found = new Map<string, readonly RelationItem[]>()
    setRead(0)
    for (let start = 0; start < asked.length; start += AT_ONCE) {
      const lists = await Promise.all(
        asked.slice(start, start + AT_ONCE).map(async ({ id }) => [id, await (action === 'sphere' ? relationsOf(id, 'IN_SPHERE', 'out', tenant) : publicRelations(id, tenant))] as const),
      )
      for (const [id, items] of lists) found.set(id, items)
      setRead(found.size)
    }
    setRead(undefined)
    setFacts(found)
  }
  const label = value === '' ? '' : pick(codeLabel(action === 'visibility' ? 'visibility' : 'sphere', value))
  const steps: Step[] =
    action === 'sphere'
      ? withSphere.map((subject) => ({ subject, says: label, changes: value && day && facts ? sphereChanges(subject, value, day, facts.get(subject.id) ?? []) : [] }))
      : action === 'end'
        ? chosen.map((subject) => ({
            subject,
            says: day ? pick(texts.bulkEnds(formatDay(day, language))) : '',
            changes: day ? [{ op: 'end-entity', id: subject.id, validUntil: day }] : [],
          }))
        : value === 'public' || facts
          ? visibilitySteps(chosen, value, value === 'public' ? new Map() : (facts ?? new Map())).map(({ relations, ...step }) => ({
              ...step,
              says: relations === 0 ? label : pick(texts.bulkWithRelations(label, relations)),
            }))
          : []
  // Only of those that are internal so far: what is public is published already.
  const publishing: Change[] = action === 'visibility' && value === 'public' ? chosen.filter(({ visibility }) => visibility === 'internal').map(({ id }) => ({ op: 'correct-entity', id, values: { visibility: 'public' } })) : []
  const codes = ontology.vocabularies[action === 'visibility' ? 'visibility' : 'sphere'].codes
  return (
    <>
      {action === 'sphere' && <p>{pick(texts.bulkSphereHelp)}</p>}
      {action === 'sphere' && withSphere.length < chosen.length && <p>{pick(texts.bulkNotForType(chosen.length - withSphere.length))}</p>}
      {action !== 'end' && (
        <Row name="value" label={pick(named[action])} required>
          {(control) => (
            <select
              {...control}
              className="form__input form__input--short"
              value={value}
              onChange={(event) => {
                setValue(event.target.value)
                if ((action === 'sphere' || event.target.value !== 'public') && !facts && read === undefined) void load()
              }}
            >
              <option value="">{pick(texts.choose)}</option>
              {Object.entries(codes).map(([code, entry]) => (
                <option key={code} value={code}>
                  {pick(entry.label)}
                </option>
              ))}
            </select>
          )}
        </Row>
      )}
      {action !== 'visibility' && <DayRow name="day" label={pick(action === 'end' ? texts.endDay : texts.fromDay)} value={day} onChange={setDay} problem={day === '' ? texts.dayMissing : undefined} />}
      {read !== undefined && <p role="status">{pick(texts.bulkLoading(read, asked.length))}</p>}
      {publishing.length > 0 && <PublicationCheck changes={publishing} along={along} onAlong={setAlong} />}
      <Preview
        steps={(publishing.length > 0 ? steps.map((step) => withAlong(step, along, new Set(chosen.map(({ id }) => id)))) : steps).filter((step) => step.changes.length > 0)}
        waiting={read !== undefined}
        ready={action !== 'end' && value === '' ? { value: texts.notInList } : {}}
        onDone={({ counts }) => onDone(counts.created + counts.changed + counts.ended)}
      />
    </>
  )
}

/** A relation that is published along goes with the entry that it leads to, or else with the one it comes from: each once. */
function withAlong(step: Step, along: Along, chosen: ReadonlySet<string>): Step {
  const own = [...along].filter(([, { from, to }]) => (chosen.has(to.id) ? to.id : from.id) === step.subject.id)
  return own.length === 0 ? step : { ...step, changes: [...step.changes, ...alongChanges(new Map(own))] }
}

/** From this day on the sphere is the primary one, and no other is. */
export function sphereChanges({ id, visibility }: { id: string; visibility: string }, code: string, day: string, facts: readonly Pick<RelationItem, 'factId' | 'version' | 'other' | 'validUntil' | 'properties'>[]): Change[] {
  const target = `sph:code:${code.replaceAll('_', '-')}`
  const open = facts.filter((fact) => fact.validUntil === OPEN_END)
  const primary = open.filter((fact) => fact.properties.primary === true)
  const same = open.find((fact) => fact.other.id === target)
  if (same?.properties.primary === true && primary.length === 1) return []
  const [first, ...rest] = primary.filter((fact) => fact !== same)
  const ends = (list: typeof open): Change[] => list.map(({ factId, version }) => ({ op: 'end-relation', factId, version, validUntil: day }))
  if (same) {
    const becomes: Change[] = same.properties.primary === true ? [] : [{ op: 'change-relation', factId: same.factId, version: same.version, validFrom: day, values: { primary: true } }]
    return [...ends(first ? [first, ...rest] : []), ...becomes]
  }
  if (first) return [...ends(rest), { op: 'change-relation', factId: first.factId, version: first.version, validFrom: day, to: target, values: {} }]
  return [{ op: 'create-relation', relation: 'IN_SPHERE', from: id, to: target, values: { primary: true, validFrom: day, confidence: 'confirmed', visibility } }]
}

/** A relation is never more public than its ends: what is public of an entry goes with it, each relation once. */
export function visibilitySteps(chosen: readonly Chosen[], value: string, facts: ReadonlyMap<string, readonly Pick<RelationItem, 'factId' | 'version'>[]>) {
  const taken = new Set<string>()
  return chosen.map((subject) => {
    const own = value === '' ? [] : (facts.get(subject.id) ?? []).filter(({ factId }) => !taken.has(factId))
    for (const { factId } of own) taken.add(factId)
    const changes: Change[] = [
      ...own.map(({ factId, version }): Change => ({ op: 'correct-relation', factId, version, values: { visibility: value } })),
      ...(value === '' ? [] : [{ op: 'correct-entity' as const, id: subject.id, values: { visibility: value } }]),
    ]
    return { subject, relations: own.length, changes }
  })
}

/** All relations of an entry that everybody may see. */
async function publicRelations(id: string, tenant: string | undefined): Promise<RelationItem[]> {
  const { relations } = await get<EntityPage>(`/entities/${encodeURIComponent(id)}`, { tenant })
  const lists = await Promise.all(relations.map(({ relation, direction, total, items }) => (total > items.length ? relationsOf(id, relation, direction, tenant) : items)))
  return lists.flat().filter(({ visibility }) => visibility === 'public')
}
