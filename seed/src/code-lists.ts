/** Nodes that stand for the codes of the ontology (spheres, thrusts, target qualities, skills): derived, never typed in. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { formatEntityId } from '@kommunalgraph/contract/ids.ts'
import { SHARED_TENANT, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import { codes, entityTypes, nodeType, vocabularyEntry } from '@kommunalgraph/contract/ontology/ontology.ts'

/** Source of every code: the ontology itself. */
export const ONTOLOGY_SOURCE = `src:${SHARED_TENANT}:ontology`

type PutEntity = Extract<Change, { op: 'put-entity' }>

const facts = (reviewedAt: string | undefined) => ({
  sourceIds: [ONTOLOGY_SOURCE],
  validFrom: UNKNOWN_START,
  confidence: 'confirmed',
  visibility: 'public',
  ...(reviewedAt === undefined ? {} : { reviewedAt }),
})

/** The source, then one node for each code. */
export function codeListChanges(reviewedAt: string | undefined): PutEntity[] {
  const source: PutEntity = {
    op: 'put-entity',
    type: 'Source',
    id: ONTOLOGY_SOURCE,
    values: {
      name: 'Ontologie von Kommunalgraph',
      nameEn: 'Ontology of Kommunalgraph',
      kind: 'catalogue',
      title: 'Ontologie von Kommunalgraph',
      date: '2026-10-01',
      publisher: 'Kommunalgraph',
      ...facts(reviewedAt),
    },
  }
  const nodes = entityTypes.flatMap((type): PutEntity[] => {
    const list = nodeType(type).codeList
    if (list === undefined) return []
    return codes(list).map((code): PutEntity => {
      const entry = vocabularyEntry(list, code)
      const help = entry?.help?.de
      const question = entry?.question?.de
      return {
        op: 'put-entity',
        type,
        id: formatEntityId({ type, scheme: 'code', local: code.replaceAll('_', '-') }),
        values: {
          code,
          name: entry?.label.de ?? code,
          ...(entry ? { nameEn: entry.label.en } : {}),
          ...(help === undefined ? {} : { description: help }),
          ...(question !== undefined && 'question' in nodeType(type).properties ? { question } : {}),
          ...facts(reviewedAt),
        },
      }
    })
  })
  return [source, ...nodes]
}
