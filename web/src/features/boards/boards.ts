/**
 * What the boards count, and which list stands behind each number. Pure: the pages draw it, and a test asks the API whether
 * each list is as long as its number says.
 */
import type { Portfolio, QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { type CodeList, codeOfId } from '@kommunalgraph/contract/ids.ts'
import { type Code, codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { type ListSearch, type UserSides, userSides } from '../../url-state.ts'

/** The boards in the order of the overview, each with the question whose sentence it proves. */
export const boards = [
  { board: 'thrusts', code: 'S06' },
  { board: 'portfolio', code: 'S03' },
  { board: 'qualities', code: 'S10' },
  { board: 'users', code: 'S11' },
  { board: 'skills', code: 'S12' },
  { board: 'load', code: 'S07' },
  { board: 'bridges', code: 'S09' },
  { board: 'providers', code: 'T08' },
  { board: 'offers', code: 'T04' },
] as const
export type Board = (typeof boards)[number]['board']

/** A number and the list behind it: as many rows as the number says. */
export interface Counted {
  value: number
  list: ListSearch
}

type Row = QuestionAnswer['rows'][number]

const refOf = (row: Row, key: string): EntityRef => {
  const cell = row[key]
  if (typeof cell === 'object' && cell !== null && 'id' in cell) return cell
  throw new TypeError(`No entity in the column ${key}`)
}
const refsOf = (row: Row, key: string): EntityRef[] => {
  const cell = row[key]
  return Array.isArray(cell) ? cell.filter((one) => typeof one !== 'string') : []
}
const numberOf = (row: Row, key: string): number => {
  const cell = row[key]
  return typeof cell === 'number' ? cell : 0
}
function codeOf<L extends CodeList>(list: L, { id }: EntityRef): Code<L> {
  const code = codeOfId(list, id)
  if (code === undefined) throw new TypeError(`${id} is no code of ${list}`)
  return code
}

/** Stages as the questions count them; each header of a file in cypher/questions says the same. */
const stages = {
  /** S07, S12: still to be carried. */
  open: 'decided,planned,running',
  /** S10: also what is live. */
  active: 'decided,planned,running,live',
  /** S11: what users can be involved in. */
  underWay: 'planned,running,live',
} as const

export interface ThrustCell extends Counted {
  thrust: Code<'thrust'>
  sphere: Code<'sphere'>
}

/** S06: every cell of the matrix, also the empty ones. */
export const thrustCells = (answer: QuestionAnswer): ThrustCell[] =>
  answer.rows.map((row) => {
    const thrust = codeOf('thrust', refOf(row, 'thrust'))
    const sphere = codeOf('sphere', refOf(row, 'sphere'))
    return { thrust, sphere, value: numberOf(row, 'initiatives'), list: { type: 'Initiative', thrust, involves: sphere } }
  })

export interface PortfolioCell extends Counted {
  depth: Code<'depth'>
  stage: Code<'stage'>
  budgetEur: number
  unbudgeted: number
}

/** From imitation to transformation, by stage; every cell, also the empty ones. */
export const portfolioCells = (portfolio: Portfolio): PortfolioCell[] =>
  codes('stage').flatMap((stage) =>
    codes('depth').map((depth) => {
      const found = portfolio.cells.find((cell) => cell.depth === depth && cell.stage === stage)
      const { initiatives = 0, budgetEur = 0, unbudgeted = 0 } = found ?? {}
      return { depth, stage, value: initiatives, budgetEur, unbudgeted, list: { type: 'Initiative', depth, stage } }
    }),
  )

export interface QualityBar extends Counted {
  quality: Code<'targetQuality'>
  budgetEur: number
  unbudgeted: number
}

/** S10: active initiatives and money by quality. */
export const qualityBars = (answer: QuestionAnswer): QualityBar[] =>
  answer.rows.map((row) => {
    const quality = codeOf('targetQuality', refOf(row, 'quality'))
    return {
      quality, value: numberOf(row, 'initiatives'), budgetEur: numberOf(row, 'budgetEur'), unbudgeted: numberOf(row, 'unbudgeted'),
      list: { type: 'Initiative', quality, stage: stages.active },
    }
  })

/** The list of active initiatives that involve exactly these sides. */
export const usersList = (sides: UserSides): ListSearch => ({ type: 'Initiative', users: sides, stage: stages.underWay })

/** S11: how many active initiatives involve exactly these sides; that both are involved is no row of the question. */
export const userBars = (answer: QuestionAnswer, both: number): (Counted & { sides: UserSides })[] =>
  userSides.map((sides) => ({
    sides,
    value: sides === 'both' ? both : answer.rows.filter((row) => (row.side ?? 'none') === sides).length,
    list: usersList(sides),
  }))

export interface SkillBar extends Counted {
  skill: Code<'skill'> | undefined
  entity: EntityRef
  proficiency: number
  needed: number
  held: number
  missing: number
  holders: EntityRef[]
}

/** S12: full-time posts that are needed and held; the list is that of the initiatives that need the skill. */
export const skillBars = (answer: QuestionAnswer): SkillBar[] =>
  answer.rows.map((row) => {
    const entity = refOf(row, 'skill')
    const skill = codeOfId('skill', entity.id)
    return {
      skill, entity, value: numberOf(row, 'initiatives'), proficiency: numberOf(row, 'proficiency'), needed: numberOf(row, 'neededFte'), held: numberOf(row, 'heldFte'),
      missing: numberOf(row, 'missingFte'), holders: refsOf(row, 'holders'),
      list: { type: 'Initiative', ...(skill && { skill }), stage: stages.open },
    }
  })

export interface LoadBar extends Counted {
  owner: EntityRef
  troubled: Counted
  budgetEur: number
  unbudgeted: number
}

/** S07: what each owner carries, and how much of it is red or late. */
export const loadBars = (answer: QuestionAnswer): LoadBar[] =>
  answer.rows.map((row) => {
    const owner = refOf(row, 'owner')
    const list = { type: 'Initiative', owner: owner.id, stage: stages.open }
    return {
      owner, value: numberOf(row, 'initiatives'), list, troubled: { value: numberOf(row, 'troubled'), list: { ...list, troubled: 'true' } },
      budgetEur: numberOf(row, 'budgetEur'), unbudgeted: numberOf(row, 'unbudgeted'),
    }
  })

export interface BridgeBar extends Counted {
  actor: EntityRef
  own: Code<'sphere'>[]
  spheres: Code<'sphere'>[]
}

/** S09: in how many initiatives an actor meets foreign spheres. */
export const bridgeBars = (answer: QuestionAnswer): BridgeBar[] =>
  answer.rows.map((row) => {
    const actor = refOf(row, 'actor')
    const spheres = refsOf(row, 'spheres').map((sphere) => codeOf('sphere', sphere))
    return {
      actor, own: refsOf(row, 'own').map((sphere) => codeOf('sphere', sphere)), spheres, value: numberOf(row, 'initiatives'),
      list: { type: 'Initiative', participant: actor.id, involves: spheres.join(',') },
    }
  })

export interface ProviderBar extends Counted {
  provider: EntityRef
  sharePct: number
}

/** T08: systems and offerings in use by provider. */
export const providerBars = (answer: QuestionAnswer): ProviderBar[] =>
  answer.rows.map((row) => {
    const provider = refOf(row, 'provider')
    return { provider, value: numberOf(row, 'systems'), sharePct: numberOf(row, 'sharePct'), list: { provider: provider.id } }
  })

export interface OfferBar extends Counted {
  offering: EntityRef
  reuseModel: string | undefined
  status: string | undefined
  services: EntityRef[]
  providers: EntityRef[]
}

/** T04: services for which an offering could be taken over, by offering, most services first. */
export function offerBars(answer: QuestionAnswer): OfferBar[] {
  const bars = new Map<string, OfferBar>()
  for (const row of answer.rows) {
    const offering = refOf(row, 'offering')
    const text = (key: string) => (typeof row[key] === 'string' ? row[key] : undefined)
    const bar = bars.get(offering.id) ?? {
      offering, value: 0, list: { offer: offering.id }, reuseModel: text('reuseModel'), status: text('status'), services: [], providers: refsOf(row, 'providers'),
    }
    bar.services.push(refOf(row, 'service'))
    bar.value = bar.services.length
    bars.set(offering.id, bar)
  }
  return [...bars.values()].sort((a, b) => b.value - a.value || a.offering.name.localeCompare(b.offering.name, 'de'))
}
