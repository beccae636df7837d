/** The sentence above an impact: what happens, to how much, how far away. Words come from the ontology. Pure. */
import { type EntityType, nodeType, ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import {
  type Bilingual,
  both,
  counted,
  type Language,
  listText,
  notKnown,
  numberText,
  quoted,
  sentences,
} from '@kommunalgraph/contract/wording.ts'
import type { DepthCount, Direction } from './impact.ts'
import { sumBy } from './impact.ts'

export interface ImpactFacts {
  start: EntityRef
  direction: Direction
  counts: readonly DepthCount[]
  /** How many of them a failure really reaches; undefined where the list was cut and nobody knows. */
  reached: number | undefined
  /** The reader sees published facts only. */
  published: boolean
}

/** Types named in the sentence; more would not be listened to. */
const most = 3
/** What people ask about first. */
const first: readonly EntityType[] = ['Service', 'Initiative']

/** "9 Leistungen", "1 IT-System". */
export function countedType(type: EntityType, count: number, language: Language): string {
  const { label, plural } = nodeType(type)
  return language === 'de'
    ? counted(count, label.de, plural.de, language)
    : counted(count, lower(label.en), lower(plural.en), language)
}

/** "Fällt „E-Akte“ aus, trifft es 23 Dinge in bis zu 5 Schritten, darunter 9 Leistungen und 3 Vorhaben." */
export function impactSentence(facts: ImpactFacts): Bilingual {
  return both((language) => (facts.counts.length === 0 ? nothing(facts, language) : something(facts, language)))
}

function nothing({ start, direction, published }: ImpactFacts, language: Language): string {
  const name = quoted(start.name, language)
  const unknown = notKnown({ published })[language]
  if (language === 'de') {
    return direction === 'dependents'
      ? `Dass etwas von ${name} abhängt, ist ${unknown}.`
      : `Was ${name} selbst braucht, ist ${unknown}.`
  }
  return direction === 'dependents'
    ? `It is ${unknown} whether anything depends on ${name}.`
    : `What ${name} itself needs is ${unknown}.`
}

function something({ start, direction, counts, reached }: ImpactFacts, language: Language): string {
  const types = [...sumBy(counts, ({ type }) => type)].sort(
    ([a, many], [b, more]) => rank(a) - rank(b) || more - many || (a < b ? -1 : 1),
  )
  const total = types.reduce((sum, [, count]) => sum + count, 0)
  const words = types.slice(0, most).map(([type, count]) => countedType(type, count, language))
  const steps = stepsText(Math.max(...counts.map(({ depth }) => depth)), language)
  const rest = language === 'de' ? 'darunter' : 'among them'
  const listed = listText(words, language)
  const all = numberText(total, language)
  const things = thingsText(direction, language)
  const what =
    types.length === 1
      ? `${listed} ${steps}`
      : `${all} ${things} ${steps}${types.length > most ? `, ${rest}` : ':'} ${listed}`
  const name = quoted(start.name, language)
  if (direction === 'dependencies') return language === 'de' ? `${name} braucht ${what}.` : `${name} needs ${what}.`
  const held = reached === undefined ? 0 : total - reached
  return language === 'de'
    ? sentences(`${endingDe(start.type, name)}, trifft es ${what}.`, held > 0 && heldDe(held, total))
    : sentences(`If ${name} ${endingEn(start.type)}, it hits ${what}.`, held > 0 && heldEn(held, total))
}

const rank = (type: EntityType) => (first.includes(type) ? first.indexOf(type) : first.length)

function thingsText(direction: Direction, language: Language): string {
  if (language === 'en') return 'things'
  return direction === 'dependents' ? 'Dinge' : 'andere Einträge'
}

function stepsText(furthest: number, language: Language): string {
  if (furthest === 1) return language === 'de' ? 'unmittelbar' : 'directly'
  return language === 'de'
    ? `in bis zu ${numberText(furthest, 'de')} Schritten`
    : `in up to ${numberText(furthest, 'en')} steps`
}

/** Systems fail, actors fall away, initiatives are stopped. */
function endingDe(type: EntityType, name: string): string {
  if (ontology.nodeTypes[type].actor) return `Fällt ${name} weg`
  return type === 'Initiative' || type === 'Programme' ? `Wird ${name} gestoppt` : `Fällt ${name} aus`
}

function endingEn(type: EntityType): string {
  if (ontology.nodeTypes[type].actor) return 'falls away'
  return type === 'Initiative' || type === 'Programme' ? 'is stopped' : 'fails'
}

function heldDe(held: number, total: number): string {
  if (held === total)
    return total === 1
      ? 'Dafür gibt es Ersatz, oder der Ausfall ist verkraftbar.'
      : 'Für alle davon gibt es Ersatz, oder der Ausfall ist verkraftbar.'
  return `Für ${numberText(held, 'de')} davon gibt es Ersatz, oder der Ausfall ist verkraftbar.`
}

function heldEn(held: number, total: number): string {
  if (held === total)
    return total === 1
      ? 'It has a fallback, or the failure is bearable.'
      : 'All of them have a fallback, or the failure is bearable.'
  return `${numberText(held, 'en')} of them ${held === 1 ? 'has' : 'have'} a fallback, or the failure is bearable.`
}

/** English type names begin with a capital in the ontology, not in the middle of a sentence. */
const lower = (text: string) => (/^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1))
