/** Draws ids for new facts. Apart from `ids.ts`, so that the browser does not load a generator. */
import { v7 } from 'uuid'
import { formatFactId } from './ids.ts'
import type { RelationType } from './ontology/ontology.ts'

/** A fresh id for a fact of this relation; ids drawn later sort later. */
export const newFactId = (relation: RelationType): string => formatFactId({ relation, uuid: v7() })
