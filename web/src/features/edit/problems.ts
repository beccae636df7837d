/** From a refusal of the API to sentences at the fields: every problem in the reader's language, with the next step. */
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import type { Label } from '@kommunalgraph/contract/ontology/define.ts'
import { texts } from './texts.ts'

type Refusal = NonNullable<Problem['errors']>[number]

export interface FieldProblem {
  /** Which change of the body; undefined: the body as a whole. */
  readonly change: number | undefined
  /** Field of the form: a property, or `from`, `to`, `reason`, `sourceIds`, `validFrom` …; '' for the change as a whole. */
  readonly field: string
  readonly text: Label
}

/** By the code of the rule, as the ontology's page numbers them. */
const byRule: Readonly<Record<string, Label>> = {
  R02: texts.ruleOwner,
  R06: texts.ruleShares,
  R08: texts.ruleCircle,
  R09: texts.ruleNoPerson,
  R11: texts.ruleSourceMissing,
  R12: texts.ruleSourceUnknown,
  R13: texts.ruleValidity,
  R14: texts.ruleSame,
  R15: texts.ruleCircle,
  R16: texts.ruleSelf,
  R17: texts.ruleEnds,
  R27: texts.ruleOffice,
  R28: texts.rulePersonal,
  R31: texts.ruleScale,
}

/** By the words of the API, where no rule has a number. */
const byWords: readonly (readonly [RegExp, Label])[] = [
  [/^Is required/, texts.missing],
  [/more public than its ends/, texts.wordsEnds],
  [/open owner must be public/, texts.wordsOwnerPublic],
  [/open owner is internal/, texts.wordsOwnerInternal],
  [/Public relations still lead/, texts.wordsPublicRelations],
  [/exists already/, texts.wordsExists],
  [/No id can be made/, texts.wordsNoId],
  [/still referred to/, texts.wordsReferred],
  [/is not the stored one/, texts.wordsVersion],
  [/^No (?:entity|relation) /, texts.wordsGone],
  [/Must lie within its validity/, texts.wordsWithin],
  [/keeps (?:its|the) tenant/, texts.wordsTenant],
  [/no such property/, texts.wordsProperty],
]

/** One refusal as a sentence in both languages; what nobody has translated yet keeps the API's own words. */
export function sayRefusal({ message, rule }: Refusal): Label {
  // A day that the API names helps more than the rule alone.
  const days = /validity, (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)/.exec(message)
  if (days?.[1] && days[2]) return texts.withinDays(days[1], days[2])
  const start = /after its start (\d{4}-\d\d-\d\d)/.exec(message)?.[1]
  if (start) return texts.afterStart(start)
  const known = rule === undefined ? undefined : byRule[rule]
  return known ?? byWords.find(([words]) => words.test(message))?.[1] ?? { de: texts.apiSays(message), en: message }
}

/** All refusals of a problem, each at its change and field. */
export function fieldProblems(problem: Problem): readonly FieldProblem[] {
  return (problem.errors ?? []).map((refusal) => {
    const inChange = /^body\.changes\[(\d+)\](?:\.(.*))?$/.exec(refusal.path)
    const field = (inChange?.[2] ?? (inChange ? '' : refusal.path.replace(/^body\./, ''))).replace(/^values\./, '').replace(/[.[].*$/, '')
    return { change: inChange ? Number(inChange[1]) : undefined, field, text: sayRefusal(refusal) }
  })
}
