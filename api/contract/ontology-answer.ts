/** `GET /ontology` as a zod schema: the ontology's own data types, said for the wire. */
import { z } from 'zod'

const Label = z.strictObject({ de: z.string(), en: z.string() }).meta({ id: 'Label' })

const OntologyProperty = z
  .looseObject({
    kind: z.string(),
    label: Label,
    help: Label.optional(),
    required: z.boolean().optional(),
    vocabulary: z.string().optional().describe('Name of the code list of a choice'),
    unit: Label.optional(),
    featured: z.boolean().optional(),
  })
  .meta({ id: 'OntologyProperty', description: 'A property; further fields say its bounds and conditions' })

const properties = z.record(z.string(), OntologyProperty)

const OntologyNodeType = z
  .looseObject({
    name: z.string(),
    theme: z.string(),
    label: Label,
    plural: Label,
    help: Label,
    prefix: z.string(),
    idExample: z.string(),
    actor: z.boolean().optional(),
    colour: z.string(),
    icon: z.string(),
    shape: z.string(),
    searchable: z.boolean(),
    mapsTo: z.array(z.string()),
    properties,
  })
  .meta({ id: 'OntologyNodeType' })

const OntologyRelationType = z
  .looseObject({
    name: z.string(),
    label: Label,
    reverse: Label,
    help: Label,
    needs: z.boolean().optional(),
    line: z.string(),
    from: z.array(z.string()),
    to: z.array(z.string()),
    ends: z.array(z.tuple([z.string(), z.string()])),
    key: z.array(z.string()),
    properties,
  })
  .meta({ id: 'OntologyRelationType' })

const OntologyVocabulary = z
  .looseObject({
    label: Label,
    codes: z.record(z.string(), z.looseObject({ label: Label, help: Label.optional(), colour: z.string().optional() })),
  })
  .meta({ id: 'OntologyVocabulary' })

export const OntologyAnswer = z
  .strictObject({
    version: z.string(),
    nodeTypes: z.record(z.string(), OntologyNodeType),
    relationTypes: z.record(z.string(), OntologyRelationType),
    vocabularies: z.record(z.string(), OntologyVocabulary),
    commonNode: properties,
    commonEdge: properties,
  })
  .meta({ id: 'Ontology' })
export type OntologyAnswer = z.infer<typeof OntologyAnswer>
