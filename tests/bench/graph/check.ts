/** Checks a generated graph against the ontology: what the product would refuse must not be measured. */
import { parseEntityId } from '@kommunalgraph/contract/ids.ts'
import {
  type EntityType,
  nodeProperties,
  type Property,
  relationAllowed,
  relationProperties,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { entityValues, relationValues } from '@kommunalgraph/contract/schemas.ts'
import type { GeneratedGraph } from './generate.ts'
import type { Values } from './values.ts'

/** What the server adds must be there, and what people enter must pass the schema of entering. */
const parts = (properties: Readonly<Record<string, Property>>, values: Values) => ({
  entered: Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== undefined && properties[name]?.setBy !== 'server'),
  ),
  lacking: Object.entries(properties)
    .filter(([name, { required }]) => required && values[name] === undefined)
    .map(([name]) => name),
})

/** Faults as sentences, at most 20; every `step`-th entity and fact is looked at. Ids and ends are checked for all. */
export function faultsOf(graph: GeneratedGraph, step = 1): string[] {
  const faults: string[] = []
  const types = new Map<string, EntityType>()
  const say = (fault: string) => faults.length < 20 && faults.push(fault)
  graph.entities.forEach(({ id, type, values }, number) => {
    if (types.has(id)) say(`${id} exists twice`)
    if (parseEntityId(id)?.type !== type) say(`${id} is no id of a ${type}`)
    types.set(id, type)
    if (number % step !== 0) return
    const { entered, lacking } = parts(nodeProperties(type), values)
    const parsed = entityValues(type).safeParse(entered)
    if (lacking.length > 0) say(`${id} lacks ${lacking.join(', ')}`)
    if (!parsed.success)
      say(`${id}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`)
  })
  const factIds = new Set<string>()
  const slots = new Set<string>()
  graph.facts.forEach(({ factId, relation, from, to, values }, number) => {
    const [source, target] = [types.get(from), types.get(to)]
    if (factIds.has(factId)) say(`${factId} exists twice`)
    factIds.add(factId)
    if (source === undefined || target === undefined || !relationAllowed(relation, source, target))
      say(`${relation} may not join ${from} and ${to}`)
    if (relation === 'ACCOUNTABLE_FOR' && values.validUntil === '9999-12-31') {
      if (slots.has(to)) say(`${to} has two open owners`)
      slots.add(to)
    }
    if (number % step !== 0) return
    const { entered, lacking } = parts(relationProperties(relation), values)
    const parsed = relationValues(relation).safeParse(entered)
    if (lacking.length > 0) say(`${factId} lacks ${lacking.join(', ')}`)
    if (!parsed.success)
      say(`${factId}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`)
  })
  return faults
}
