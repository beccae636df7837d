/** GraphML, as Gephi, yEd and Cytoscape read it. The id of an edge is its factId. */
import {
  entityTypes,
  nodeProperties,
  type Property,
  relationProperties,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { joinList } from '@kommunalgraph/contract/workbook.ts'
import type { About } from './about.ts'
import { entitiesOf, type Extract, factsOf } from './extract.ts'
import { escapeXml } from './xml.ts'

/** The file, in pieces. */
export async function* graphmlFile(extract: Extract, about: About): AsyncGenerator<string> {
  const from = about.tenants.map(({ name, tenant }) => `${name} (${tenant})`).join(', ')
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
  yield `<desc>${escapeXml(`Kommunalgraph, ${from}, as of ${about.asOf}`)}</desc>\n`
  yield keysXml('node', 'n', entityTypes.map(nodeProperties), ['type'])
  yield keysXml('edge', 'e', relationTypeNames.map(relationProperties), ['relation'])
  yield '<graph id="kommunalgraph" edgedefault="directed">\n'
  for await (const page of entitiesOf(extract)) {
    yield page
      .map(({ id, type, values }) => `<node id="${escapeXml(id)}">${dataXml('n', { type, ...values })}</node>\n`)
      .join('')
  }
  for await (const page of factsOf(extract)) {
    yield page
      .map(
        ({ factId, relation, from: source, to, values }) =>
          `<edge id="${escapeXml(factId)}" source="${escapeXml(source.id)}" target="${escapeXml(to.id)}">${dataXml('e', { relation, ...values })}</edge>\n`,
      )
      .join('')
  }
  yield '</graph>\n</graphml>\n'
}

const types: Partial<Record<Property['kind'], string>> = {
  integer: 'long',
  decimal: 'double',
  money: 'double',
  percent: 'double',
  boolean: 'boolean',
}

/** Declares every property once; a list is one text with bars. */
function keysXml(
  domain: 'node' | 'edge',
  prefix: string,
  sets: readonly Readonly<Record<string, Property>>[],
  more: readonly string[],
): string {
  const kinds = new Map<string, string>(more.map((name) => [name, 'string']))
  for (const [name, { kind }] of sets.flatMap((properties) => Object.entries(properties)))
    kinds.set(name, types[kind] ?? 'string')
  return [...kinds]
    .map(([name, type]) => `<key id="${prefix}_${name}" for="${domain}" attr.name="${name}" attr.type="${type}"/>\n`)
    .join('')
}

const dataXml = (prefix: string, values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([name, value]) => {
      const text = Array.isArray(value) ? joinList(value.map(String)) : String(value)
      return `<data key="${prefix}_${name}">${escapeXml(text)}</data>`
    })
    .join('')
