/** Makes a database know every name of the ontology, so that EXPLAIN can tell a typo from what merely has no data. */
import { entityTypes, nodeProperties, ontology, relationProperties, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Driver } from 'neo4j-driver'

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
    '__Import',
    '__Backup',
    '__IdempotencyKey',
    '__ImportChunk',
    '__ImportMapping',
    '__Scenario',
    'NotSame',
    'QualityException',
    'QualityDay',
  ],
  properties: [
    'importId',
    'head',
    'state',
    'createdAt',
    'bytes',
    'tries',
    'fingerprint',
    'claimedAt',
    'status',
    'headers',
    'answer',
    'kept',
    'failedAt',
    'changedAt',
    'kind',
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
    'restoringSince',
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
    'via',
    'key',
    'a',
    'b',
    'parts',
    'rule',
    'endedAt',
    'endedBy',
    'day',
    'counts',
  ],
}

/** Names alone: no node, no relation, no property is stored. */
export async function nameEverything(driver: Driver): Promise<void> {
  const properties = new Set([
    ...bookkeeping.properties,
    ...entityTypes.flatMap((type) => Object.keys(nodeProperties(type))),
    ...relationTypeNames.flatMap((type) => Object.keys(relationProperties(type))),
    ...Object.keys(ontology.commonNode),
  ])
  const name = async (call: string, names: Iterable<string>) => {
    await driver.executeQuery(`UNWIND $names AS name CALL ${call}(name)`, { names: [...names] })
  }
  await name('db.createLabel', [...bookkeeping.labels, ...entityTypes])
  await name('db.createRelationshipType', relationTypeNames)
  await name('db.createProperty', properties)
}
