/** The catalogue of competency questions. To add one: an entry in `questions/`, a file in `cypher/questions/`. */
import type { Question } from './question.ts'
import { it } from './questions/it.ts'
import { politics } from './questions/politics.ts'
import { steward } from './questions/steward.ts'
import { strategy } from './questions/strategy.ts'

/** All questions, in the order in which they are shown. */
export const questions: readonly Question[] = [...politics, ...strategy, ...it, ...steward]

/** Their codes. */
export const questionCodes: readonly string[] = questions.map(({ code }) => code)

/** One question by its code; undefined for a code that does not exist. */
export const questionByCode = (code: string): Question | undefined => questions.find((one) => one.code === code)
