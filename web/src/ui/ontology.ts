/** Names from the ontology for what the API answers. Unknown names fall back to themselves, so that an older view still reads. */
import { type NodeType, ontology, type RelationTypeInfo } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Label, Property, Vocabulary } from '@kommunalgraph/contract/ontology/define.ts'

const nodeTypes: Readonly<Record<string, NodeType>> = ontology.nodeTypes
const relationTypes: Readonly<Record<string, RelationTypeInfo>> = ontology.relationTypes
const vocabularies: Readonly<Record<string, Vocabulary>> = ontology.vocabularies

const asIs = (text: string): Label => ({ de: text, en: text })

export function nodeType(type: string): NodeType | undefined {
  return nodeTypes[type]
}

export function entityTypeLabel(type: string): Label {
  return nodeTypes[type]?.label ?? asIs(type)
}

export function entityTypePlural(type: string): Label {
  return nodeTypes[type]?.plural ?? asIs(type)
}

/** What a relation is called: `out` read from its start, `in` from its end. */
export function relationLabel(relation: string, direction: 'out' | 'in' = 'out'): Label {
  const type = relationTypes[relation]
  return (direction === 'out' ? type?.label : type?.reverse) ?? asIs(relation)
}

export function property(type: string, name: string): Property | undefined {
  const common: Readonly<Record<string, Property>> = ontology.commonNode
  const own = nodeTypes[type]?.properties
  return own?.[name] ?? common[name]
}

export function propertyLabel(type: string, name: string): Label {
  return property(type, name)?.label ?? asIs(name)
}

export function relationProperty(relation: string, name: string): Property | undefined {
  const common: Readonly<Record<string, Property>> = ontology.commonEdge
  const own = relationTypes[relation]?.properties
  return own?.[name] ?? common[name]
}

export function relationPropertyLabel(relation: string, name: string): Label {
  return relationProperty(relation, name)?.label ?? asIs(name)
}

/** What a code list itself is called. */
export function vocabularyLabel(vocabulary: string): Label {
  return vocabularies[vocabulary]?.label ?? asIs(vocabulary)
}

/** Label of a code, e.g. ('stage', 'running') → "läuft". */
export function codeLabel(vocabulary: string, code: string): Label {
  return vocabularies[vocabulary]?.codes[code]?.label ?? asIs(code)
}
