/** A database of one's own with the schema, and every name of the ontology known to it, so that EXPLAIN can tell a typo. */
import { openGraph, type Graph } from '@kommunalgraph/api/src/graph/run.ts'
import { migrate } from '@kommunalgraph/api/src/graph/migrate.ts'
import {
  entityTypes,
  nodeProperties,
  ontology,
  relationProperties,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { type Database, throwAwayDatabase } from '@kommunalgraph/database'
import neo4j, { type Driver } from 'neo4j-driver'

export interface Store {
  graph: Graph
  driver: Driver
  close(): Promise<void>
}

/** Labels and properties that the log, the migrations and the seed keep beside the ontology. */
const bookkeeping = {
  labels: [
    'Entity',
    'Actor',
    'Alias',
    'Tombstone',
    'LogEntry',
    'Sequence',
    '__Kommunalgraph',
    '__Lock',
    '__Migration',
    '__Tenant',
  ],
  properties: [
    'id',
    'factId',
    'type',
    'slot',
    'seqs',
    'target',
    'value',
    'seq',
    'publicSeq',
    'part',
    'first',
    'last',
    'at',
    'by',
    'reason',
    'doc',
    'total',
    'allPublic',
    'public',
    'foreign',
    'writeId',
    'seededAt',
    'demoRemovedAt',
    'checksum',
    'appliedAt',
    'homeId',
    'fictional',
    'demo',
    'until',
    'owner',
    'from',
    'to',
    'ends',
    'keys',
    'tenants',
  ],
}

/** Starts it; `close` ends it. */
export async function openStore(): Promise<Store> {
  const database = await throwAwayDatabase()
  const graph = openGraph(database)
  const driver = neo4j.driver(database.uri, neo4j.auth.basic(database.user, database.password))
  await migrate(graph)
  await nameEverything(driver, database)
  return {
    graph,
    driver,
    close: async () => {
      await driver.close()
      await graph.close()
      await database.stop()
    },
  }
}

async function nameEverything(driver: Driver, { database }: Database): Promise<void> {
  const properties = new Set([
    ...bookkeeping.properties,
    ...entityTypes.flatMap((type) => Object.keys(nodeProperties(type))),
    ...relationTypeNames.flatMap((type) => Object.keys(relationProperties(type))),
    ...Object.keys(ontology.commonNode),
  ])
  const name = async (call: string, names: Iterable<string>) => {
    await driver.executeQuery(`UNWIND $names AS name CALL ${call}(name)`, { names: [...names] }, { database })
  }
  await name('db.createLabel', [...bookkeeping.labels, ...entityTypes])
  await name('db.createRelationshipType', relationTypeNames)
  await name('db.createProperty', properties)
}
