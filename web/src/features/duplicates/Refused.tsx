import type { Label } from '@kommunalgraph/contract/ontology/define.ts'
import { ApiError } from '../../api/client.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { ErrorNote } from '../../ui/Status.tsx'
import { fieldProblems } from '../edit/problems.ts'
import { texts } from './texts.ts'

/** By the words of the API, for what only merging and deciding can be refused for. */
const byWords: readonly (readonly [RegExp, Label])[] = [
  [/does not say since when/, texts.refusedNoDay],
  [/is decided already/, texts.refusedDecided],
  [/An end of the claim does not exist/, texts.refusedEndGone],
  [/different municipalities/, texts.refusedTenants],
  [/is the same entity already/, texts.refusedItself],
  [/are never the same/, texts.refusedTypes],
  [/are not merged$/, texts.refusedType],
]
const tooLate = /^(.*) answers for it since (\d{4}-\d\d-\d\d)/

/** Why nothing was decided or merged, each reason as a sentence with what to do next. */
export function Refused({ error }: { error: unknown }) {
  const { language, pick } = useLanguage()
  const problem = error instanceof ApiError && (error.status === 409 || error.status === 422) ? error.problem : undefined
  if (!problem?.errors?.length) return <ErrorNote error={error} />
  const translated = fieldProblems(problem)
  const sentences = problem.errors.map(({ message }, index) => {
    const [, name, since] = tooLate.exec(message) ?? []
    if (name && since) return pick(texts.refusedTooLate(name, formatDay(since, language)))
    return pick(byWords.find(([words]) => words.test(message))?.[1] ?? translated[index]?.text ?? problem.sentence)
  })
  return (
    <div className="kern-alert kern-alert--danger" role="alert">
      <div className="kern-alert__body">
        {[...new Set(sentences)].map((sentence) => (
          <p key={sentence} className="kern-body">
            {sentence}
          </p>
        ))}
      </div>
    </div>
  )
}
