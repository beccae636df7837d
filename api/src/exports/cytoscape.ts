/** Cytoscape JSON: what cytoscape.js takes as `elements`, and the desktop program opens. The id of an edge is its factId. */
import type { About } from './about.ts'
import { entitiesOf, type Extract, factsOf } from './extract.ts'
import { jsonItems } from './json.ts'

/** The file, in pieces. */
export async function* cytoscapeFile(extract: Extract, about: About): AsyncGenerator<string> {
  const { asOf, at, tenants, published, version } = about
  const data = { name: 'Kommunalgraph', asOf, at, published, tenants }
  yield `{"format_version":"1.0","generated_by":${JSON.stringify(`kommunalgraph-${version}`)},"target_cytoscapejs_version":"~3.30","data":${JSON.stringify(data)},"elements":{"nodes":[\n`
  yield* jsonItems(entitiesOf(extract), ({ id, type, values }) => ({ data: { ...values, id, type } }))
  yield '],"edges":[\n'
  yield* jsonItems(factsOf(extract), ({ factId, relation, from, to, values }) => ({
    data: { ...values, id: factId, source: from.id, target: to.id, relation },
  }))
  yield ']}}\n'
}
