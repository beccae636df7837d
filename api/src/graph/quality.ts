/**
 * Rules are asked by the files of `cypher/quality/`, one a rule; this is the one place that joins them with what counts,
 * chooses and pages. All of them end alike: a row is `id, entity, fact, about`, and the place `rows` stands before it.
 */

import {
  actorTypeNames,
  entityTypes,
  nodeProperties,
  ontology,
  type Property,
  relationProperties,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/ontology/values.ts'
import { NAMELESS } from '@kommunalgraph/contract/persons.ts'
import { contactData } from '@kommunalgraph/contract/property-schemas.ts'
import type { FactEnds } from '@kommunalgraph/contract/quality.ts'
import type { Reading } from '../reading.ts'
import { compose, type FragmentName, type QueryName, query } from './queries.ts'
import type { Graph } from './run.ts'

/** What a rule answers for one row. */
export interface RuleRow {
  id: string
  entity: EntityRef
  fact: FactEnds | null
  about: Record<string, unknown>
}

/**
 * Planned for the first time on a cold and busy machine, or over a large graph, a rule takes seconds; one that is ended
 * while it is planned would be planned anew next time.
 */
const timeoutMs = 60_000

/** Where people write freely, over all types; keys, codes and addresses have their own pattern. */
const textProperties = [
  ...new Set(
    [
      ...entityTypes.map((type) => nodeProperties(type)),
      ...relationTypeNames.map((type) => relationProperties(type)),
    ].flatMap((properties) =>
      Object.entries(properties).flatMap(([name, property]) => (isFree(property) ? [name] : [])),
    ),
  ),
]

function isFree({ kind, pattern, references, setBy }: Property): boolean {
  return (
    ['text', 'longText', 'textList'].includes(kind) &&
    pattern === undefined &&
    references === undefined &&
    setBy === undefined
  )
}

/** What the ontology knows and some rules ask for: the same for every reading. */
export const ruleParameters: Readonly<Record<string, unknown>> = {
  factKeys: Object.fromEntries(relationTypeNames.map((name) => [name, ontology.relationTypes[name].key])),
  ends: Object.fromEntries(
    relationTypeNames.map((name) => [name, ontology.relationTypes[name].ends.map((pair) => pair.join('|'))]),
  ),
  textProperties,
  nameless: NAMELESS.de,
  // The door's own pattern, in the words of the database: it must match the whole text.
  contactData: `(?is).*(?:${contactData.source}).*`,
}

const nameOf = (file: string): QueryName => `quality/${file}`

/** Where a rule begins to tell: behind a count it is left out. */
const telling = '\nRETURN id, entity'

const counting = new Map<string, string>()

function cutBehind(file: string, fragments: readonly FragmentName[], answer: string): string {
  const key = JSON.stringify([file, fragments])
  let text = counting.get(key)
  if (text === undefined) {
    const [found = ''] = compose(nameOf(file), { rows: fragments }).split(telling)
    text = `${found}\nRETURN ${answer}`
    counting.set(key, text)
  }
  return text
}

const valuesOf = (reading: Reading, more: Record<string, unknown>) => ({ ...reading, ...ruleParameters, ...more })

/** How many rows a rule has, without and with an exception. */
export async function countRule(
  graph: Graph,
  file: string,
  reading: Reading,
  excepted: readonly string[],
): Promise<{ total: number; milder: number; excepted: number }> {
  const text = cutBehind(file, ['fragments/quality/count'], 'total, milder, excepted')
  const [row] = await graph.readText<{ total: number; milder: number; excepted: number }>(
    text,
    valuesOf(reading, { excepted }),
    { timeoutMs },
  )
  return row ?? { total: 0, milder: 0, excepted: 0 }
}

export interface RowsWanted {
  excepted: readonly string[]
  /** Only rows with an exception, instead of those without. */
  exceptions: boolean
  /** Id of a unit, '' for rows that nobody keeps. */
  unit?: string | undefined
  offset: number
  limit: number
}

/** One page of a rule's rows, by name; `about.unit` says whose it is. */
export async function rowsOfRule(graph: Graph, file: string, reading: Reading, wanted: RowsWanted): Promise<RuleRow[]> {
  const rows: FragmentName[] =
    wanted.unit === undefined
      ? ['fragments/quality/chosen', 'fragments/quality/page', 'fragments/quality/unit']
      : ['fragments/quality/chosen', 'fragments/quality/unit', 'fragments/quality/of_unit', 'fragments/quality/page']
  return graph.read<RuleRow>(nameOf(file), valuesOf(reading, { ...wanted }), { timeoutMs, places: { rows } })
}

/** Open rows of a rule by the unit that keeps them. */
export async function unitsOfRule(
  graph: Graph,
  file: string,
  reading: Reading,
  excepted: readonly string[],
): Promise<{ unit: EntityRef | null; total: number }[]> {
  const text = cutBehind(
    file,
    ['fragments/quality/chosen', 'fragments/quality/unit', 'fragments/quality/units'],
    'unit, total ORDER BY total DESC, unit.name',
  )
  return graph.readText(text, valuesOf(reading, { excepted, exceptions: false }), { timeoutMs })
}

/** The row with this id, if the rule has it. */
export async function rowOfRule(
  graph: Graph,
  file: string,
  reading: Reading,
  id: string,
): Promise<RuleRow | undefined> {
  const [row] = await graph.read<RuleRow>(nameOf(file), valuesOf(reading, { id }), {
    timeoutMs,
    places: { rows: ['fragments/quality/one'] },
  })
  return row
}

/**
 * Types and relations that a text reads: what else changes cannot change its answer. Taken from the text itself, so that
 * it is never out of date; `:Entity` means every type, a relation without a name every relation.
 */
export function readBy(name: QueryName): ReadonlySet<string> {
  const text = query(name)
  const words = new Set(text.match(/\b[A-Za-z_]+\b/g) ?? [])
  const named = [...entityTypes, ...relationTypeNames].filter((one) => words.has(one))
  const all: readonly string[] = [
    ...named,
    ...(/:Entity\b/.test(text) ? entityTypes : []),
    ...(/:Actor\b/.test(text) ? actorTypeNames : []),
    // `[r WHERE …]`, `[r]`: an array index looks different, `[0]`, `[1..]`, and so does a comprehension, `[x IN …]`.
    ...(/[-\s(]\[[a-z]\w*(?: WHERE|\])/.test(text) ? relationTypeNames : []),
  ]
  return new Set(all)
}
