/** From intents to changes: what each step of a scenario comes to on the graph as it is. Reads only. */
import { formatEntityId, slugify } from '@kommunalgraph/contract/ids.ts'
import { SHARED_TENANT } from '@kommunalgraph/contract/ontology/common.ts'
import { type Code, type RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { ProblemCode } from '@kommunalgraph/contract/problems.ts'
import { stepTypes } from '@kommunalgraph/contract/scenario-words.ts'
import type { ScenarioStep } from '@kommunalgraph/contract/scenarios.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { readEntities, type Reads } from '../changes/read-state.ts'
import { textOf, type Values } from '../changes/state.ts'
import type { Found } from '../graph/entities.ts'
import { type ProblemError, problem } from '../plugins/problem.ts'
import { type Built, refOf, Sketch } from './sketch.ts'

/** What was done stays done, whoever did it. */
const HISTORY: ReadonlySet<RelationType> = new Set(['MOVED', 'TOOK', 'RAISED', 'REVIEWS', 'CONCERNS', 'SUCCEEDED_BY'])
/** Where an actor itself stands: its successor has a place of its own. */
const OWN_PLACE: ReadonlySet<RelationType> = new Set(['PART_OF', 'IN_SPHERE', 'LOCATED_IN', 'SERVES_AREA'])
/** What a system itself says ends with it. */
const OF_SYSTEM: ReadonlySet<RelationType> = new Set(['ACCOUNTABLE_FOR', 'OPERATED_BY', 'DEPENDS_ON', 'USES_DATA'])

/** Level of government by the kind of an organisation; all others act for municipalities. */
const levels: Partial<Record<Code<'organizationKind'>, Code<'administrativeLevel'>>> = { county: 'county', state: 'state', federal: 'federal' }

/** What one step names, with former ids replaced. */
export interface ExpandedStep {
  step: ScenarioStep
  entities: EntityRef[]
}

export interface Expansion {
  steps: ExpandedStep[]
  built: Built[]
}

/** A step that does not work, and which one it is. */
export interface Failed {
  index: number
  error: ProblemError
}

/**
 * Works through the steps in their order. A step that does not work is told to `fail`; by default it throws: 404 for an
 * unknown entity, 422 for what makes no sense, each with the path of the field, e.g. `body.steps[0].successor`.
 */
export async function expand(
  reads: Reads,
  steps: readonly ScenarioStep[],
  { tenant, day }: { tenant: string; day: string },
  fail: (failed: Failed) => void = ({ error }) => {
    throw error
  },
): Promise<Expansion> {
  const sketch = new Sketch(reads, tenant, day)
  const expanded: ExpandedStep[] = []
  for (const [index, step] of steps.entries()) {
    try {
      expanded.push(await new Step(sketch, index, reads).take(step))
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ProblemError')) throw error
      fail({ index, error: error as ProblemError })
    }
  }
  return { steps: expanded, built: await sketch.changes() }
}

class Step {
  private readonly sketch: Sketch
  private readonly index: number
  private readonly reads: Reads
  private readonly named = new Map<string, EntityRef>()

  constructor(sketch: Sketch, index: number, reads: Reads) {
    this.sketch = sketch
    this.index = index
    this.reads = reads
  }

  async take(step: ScenarioStep): Promise<ExpandedStep> {
    const done = await this.one(step)
    if (!this.sketch.touched(this.index)) throw this.refuse('scenario-nothing', 'kind', 'Nothing would change')
    return { step: done, entities: [...this.named.values()] }
  }

  private one(step: ScenarioStep): Promise<ScenarioStep> {
    switch (step.kind) {
      case 'dissolve':
        return this.dissolve(step)
      case 'merge':
        return this.merge(step)
      case 'competence':
        return this.competence(step)
      case 'offering':
        return this.offering(step)
      case 'reassign':
        return this.reassign(step)
    }
  }

  private refuse(code: ProblemCode, field: string, message: string): ProblemError {
    return problem(code, { detail: `Step ${this.index + 1} of the scenario: ${message}`, errors: [{ path: `body.steps[${this.index}].${field}`, message }] })
  }

  /** An entity of one of these types that exists on the day. */
  private async find(id: string, field: string, types: readonly string[]): Promise<Found> {
    const found = await this.sketch.entity(id)
    if (!found) throw this.refuse('not-found', field, 'is not known')
    if (!types.includes(found.type)) {
      throw problem('not-allowed', {
        detail: `Step ${this.index + 1} of the scenario names a ${found.type}`,
        errors: [{ path: `body.steps[${this.index}].${field}`, message: `is a ${found.type}`, allowed: [...types] }],
      })
    }
    const { day } = this.sketch
    if (found.ended || found.validUntil <= day || found.validFrom > day) throw this.refuse('scenario-not-there', field, `does not exist on ${day}`)
    this.named.set(found.id, refOf(found))
    return found
  }

  private async dissolve(step: Extract<ScenarioStep, { kind: 'dissolve' }>): Promise<ScenarioStep> {
    const unit = await this.find(step.unit, 'unit', stepTypes.dissolve.unit)
    if (unit.validFrom >= this.sketch.day) throw this.refuse('scenario-not-there', 'unit', 'begins only on that day')
    if (step.successor === undefined) {
      this.sketch.endEntity(unit.id, this.index)
      return { ...step, unit: unit.id }
    }
    const successor = await this.find(step.successor, 'successor', stepTypes.dissolve.successor)
    if (successor.id === unit.id) throw this.refuse('scenario-same', 'successor', 'is what is dissolved')
    await this.takeOver(unit.id, successor.id, false)
    return { ...step, unit: unit.id, successor: successor.id }
  }

  private async merge(step: Extract<ScenarioStep, { kind: 'merge' }>): Promise<ScenarioStep> {
    const first = await this.find(step.units[0], 'units[0]', stepTypes.merge.units)
    const second = await this.find(step.units[1], 'units[1]', stepTypes.merge.units)
    if (first.id === second.id) throw this.refuse('scenario-same', 'units[1]', 'is the same unit')
    const { day, tenant } = this.sketch
    if (first.validFrom >= day || second.validFrom >= day) throw this.refuse('scenario-not-there', 'units', 'begins only on that day')
    const id = await this.freeId(step.name)
    const values: Values = {
      name: step.name,
      kind: await this.kindOf(first.id),
      visibility: [first, second].some(({ visibility }) => visibility === 'internal') ? 'internal' : 'public',
      confidence: 'probable',
      tenant,
    }
    this.sketch.create({ id, type: 'OrgUnit', name: step.name, visibility: String(values.visibility) }, values, this.index)
    await this.takeOver(first.id, id, true)
    await this.takeOver(second.id, id, false)
    return { ...step, units: [first.id, second.id] }
  }

  /** A merged unit is of the kind of the first. */
  private async kindOf(id: string): Promise<string> {
    let kind: string = 'office' satisfies Code<'orgUnitKind'>
    await readEntities(this.reads, [id], ({ values }) => {
      kind = textOf(values, 'kind')
    })
    return kind
  }

  private async freeId(name: string): Promise<string> {
    const slug = slugify(name)
    if (slug === '') throw this.refuse('not-allowed', 'name', 'gives no id')
    for (let attempt = 1; ; attempt++) {
      const id = formatEntityId({ type: 'OrgUnit', scheme: this.sketch.tenant, local: attempt === 1 ? slug : `${slug}-${attempt}` })
      if (!(await this.sketch.entity(id))) return id
    }
  }

  /** Everything that holds of `unit` holds of `successor` from the day on; the unit ends. `whole`: also where it stands. */
  private async takeOver(unit: string, successor: string, whole: boolean): Promise<void> {
    const { sketch, index } = this
    const facts = await sketch.around(unit)
    const above = facts.find(({ relation, from }) => relation === 'PART_OF' && from === unit)?.to
    await sketch.around(successor)
    for (const fact of facts) {
      if (HISTORY.has(fact.relation)) continue
      const out = fact.from === unit
      const other = out ? fact.to : fact.from
      if (other === successor) {
        // A successor that was part of what ends moves up to where that stood.
        if (fact.relation === 'PART_OF' && !out && above !== undefined && above !== successor) await sketch.move(fact, { to: above }, index)
        else sketch.end(fact, index)
      } else if (OWN_PLACE.has(fact.relation) && out && !whole) sketch.end(fact, index)
      // Shares in what no longer exists are gone with it.
      else if (fact.relation === 'OWNS_SHARE' && !out) sketch.end(fact, index)
      else await sketch.move(fact, out ? { from: successor } : { to: successor }, index)
    }
    await sketch.begin('SUCCEEDED_BY', unit, successor, { event: 'merger', date: sketch.day }, index)
    sketch.endEntity(unit, index)
  }

  private async competence(step: Extract<ScenarioStep, { kind: 'competence' }>): Promise<ScenarioStep> {
    const { sketch, index } = this
    const service = await this.find(step.service, 'service', stepTypes.competence.service)
    const to = await this.find(step.to, 'to', stepTypes.competence.to)
    const level = step.level ?? (await this.levelOf(to))
    const facts = await sketch.around(service.id)
    const execution = facts.filter(({ relation, stored, values }) => relation === 'COMPETENT_FOR' && { ...stored?.values, ...values }.function === 'execution')
    if (execution.length === 0) throw this.refuse('scenario-nothing', 'service', 'nobody is recorded as competent for its execution')
    if (execution.every(({ from }) => from === to.id)) throw this.refuse('scenario-nothing', 'to', 'is competent already')
    for (const fact of execution) if (fact.from !== to.id) await sketch.move(fact, { from: to.id, values: { level } }, index)
    // Who is competent for the execution does the work: what others did as part of it ends.
    const inHouse = to.type === 'OrgUnit'
    for (const fact of facts) if (fact.relation === 'PROVIDED_BY' && fact.from === service.id && fact.to !== to.id) await sketch.move(fact, { to: to.id, values: { inHouse } }, index)
    return { ...step, service: service.id, to: to.id, level }
  }

  private async levelOf(actor: Found): Promise<string> {
    let level: Code<'administrativeLevel'> = 'municipal'
    if (actor.type === 'Organization')
      await readEntities(this.reads, [actor.id], ({ values }) => {
        level = levels[textOf(values, 'kind') as Code<'organizationKind'>] ?? level
      })
    return level
  }

  private async offering(step: Extract<ScenarioStep, { kind: 'offering' }>): Promise<ScenarioStep> {
    const { sketch, index } = this
    const offering = await this.find(step.offering, 'offering', stepTypes.offering.offering)
    const systems: Found[] = []
    for (const [at, id] of step.systems.entries()) {
      const field = `systems[${at}]`
      const system = await this.find(id, field, stepTypes.offering.systems)
      if (systems.some((other) => other.id === system.id)) throw this.refuse('scenario-same', field, 'is named twice')
      if (system.tenant === SHARED_TENANT) throw this.refuse('not-allowed', field, 'belongs to several municipalities')
      systems.push(system)
    }
    const replaced = new Set(systems.map(({ id }) => id))
    for (const [at, system] of systems.entries()) {
      const facts = await sketch.around(system.id)
      const dependent = facts.filter(({ relation, to }) => to === system.id && (relation === 'DEPENDS_ON' || relation === 'STORED_IN'))
      if (dependent.length === 0) throw this.refuse('scenario-nothing', `systems[${at}]`, 'nothing depends on it')
      if (system.validFrom >= sketch.day) throw this.refuse('scenario-not-there', `systems[${at}]`, 'begins only on that day')
      const criticality = await this.criticalityOf(system.id)
      for (const fact of dependent) {
        if (fact.relation === 'DEPENDS_ON' && !replaced.has(fact.from)) await sketch.move(fact, { to: offering.id }, index)
        else {
          sketch.end(fact, index)
          // What was stored in the system depends on the offering: an offering stores nothing by itself.
          if (!replaced.has(fact.from)) await sketch.begin('DEPENDS_ON', fact.from, offering.id, { criticality }, index)
        }
      }
      for (const fact of facts) {
        const own = fact.relation === 'ACCOUNTABLE_FOR' ? fact.to === system.id : fact.from === system.id
        if (!fact.ended && own && OF_SYSTEM.has(fact.relation)) sketch.end(fact, index)
      }
      sketch.endEntity(system.id, index)
    }
    const home = await sketch.entity(formatEntityId({ type: 'Organization', scheme: 'ars', local: sketch.tenant }))
    if (home && !home.ended) await sketch.begin('USES_OFFERING', home.id, offering.id, { stage: 'live' }, index)
    return { ...step, systems: systems.map(({ id }) => id), offering: offering.id }
  }

  private async criticalityOf(id: string): Promise<string> {
    let criticality = ''
    await readEntities(this.reads, [id], ({ values }) => {
      criticality = textOf(values, 'criticality')
    })
    return criticality
  }

  private async reassign(step: Extract<ScenarioStep, { kind: 'reassign' }>): Promise<ScenarioStep> {
    const { sketch, index } = this
    const from = await this.find(step.from, 'from', stepTypes.reassign.from)
    const to = await this.find(step.to, 'to', stepTypes.reassign.to)
    if (from.id === to.id) throw this.refuse('scenario-same', 'to', 'is the same owner')
    await sketch.around(to.id)
    const facts = await sketch.around(from.id)
    const owners = [from.id, ...(step.withPosts && from.type !== 'Post' ? facts.filter(({ relation, to }) => relation === 'POST_IN' && to === from.id).map((fact) => fact.from) : [])]
    let moved = 0
    for (const owner of owners) {
      if (owner === to.id) continue
      for (const fact of await sketch.around(owner)) {
        if (fact.relation !== 'ACCOUNTABLE_FOR' || fact.from !== owner || fact.to === to.id) continue
        moved++
        await sketch.move(fact, { from: to.id }, index)
      }
    }
    if (moved === 0) throw this.refuse('scenario-nothing', 'from', 'is accountable for nothing')
    return { ...step, from: from.id, to: to.id }
  }
}

