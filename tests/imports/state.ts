/** The whole graph without its log, as text: two states are the same when these are. */
import { createHash } from 'node:crypto'
import neo4j from 'neo4j-driver'
import type { Connection } from '../neo4j.ts'

/** Everything that is true in the graph, line by line; the bookkeeping of log and locks apart. */
export async function stateOf({ uri, user, password, database }: Connection): Promise<string[]> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true })
  try {
    const { records } = await driver.executeQuery(
      `MATCH (n:Entity) RETURN labels(n) AS labels, properties(n) AS values, null AS from, null AS to
       UNION ALL MATCH (a:Entity)-[r]->(b:Entity) RETURN [type(r)] AS labels, properties(r) AS values, a.id AS from, b.id AS to
       UNION ALL MATCH (a:Alias) RETURN labels(a) AS labels, properties(a) AS values, null AS from, null AS to`,
      {},
      { database },
    )
    return records
      .map((record) => {
        const { seqs: _seqs, version: _version, ...values } = record.get('values') as Record<string, unknown>
        const sorted = Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, String(value)]))
        return JSON.stringify([(record.get('labels') as string[]).sort(), record.get('from'), record.get('to'), sorted])
      })
      .sort()
  } finally {
    await driver.close()
  }
}

/** The same as one short text. */
export async function fingerprintOf(connection: Connection): Promise<string> {
  return createHash('sha256').update((await stateOf(connection)).join('\n')).digest('hex')
}
