/** Node types that never stand on the map. */
import { type EntityType, entityTypes, nodeType } from '@kommunalgraph/contract/ontology/ontology.ts'

/** Code lists and evidence stand at their nodes and facts, single measurements at their indicator. */
export const offMap: readonly EntityType[] = entityTypes.filter(
  (name) => nodeType(name).codeList || ['Source', 'ImportBatch', 'Assertion', 'Observation'].includes(name),
)
