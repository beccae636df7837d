/**
 * Checks every answer against its schema before it leaves: a property that the contract does not name is a defect
 * (500), never a leak. Plain JSON.stringify afterwards: what has been checked needs no second walk along the schema.
 */
import { createSerializerCompiler } from 'fastify-zod-openapi'

export const checkedAnswers = createSerializerCompiler({ stringify: JSON.stringify })
