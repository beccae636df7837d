/** From the warnings of a dry run to sentences: what stays open, and what can be done about it. */
import type { ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import type { Label } from '@kommunalgraph/contract/ontology/define.ts'
import { texts } from './texts.ts'

/** By the code of the rule: those that the door warns of. */
const byRule: Readonly<Record<string, Label>> = {
  R01: texts.warnR01,
  R02: texts.warnR02,
  R04: texts.warnR04,
  R05: texts.warnR05,
  R20: texts.warnR20,
  R21: texts.warnR21,
  R27: texts.warnR27,
}

export interface Warning {
  readonly rule: string
  readonly text: Label
  /** Which changes of the body leave it behind, each once. */
  readonly changes: readonly number[]
}

/** What changes leave behind, one warning for each rule; a rule that nobody has translated yet keeps the API's own words. */
export function warningsOf({ warnings }: Pick<ChangesAnswer, 'warnings'>): readonly Warning[] {
  return [...new Set(warnings.map(({ rule }) => rule))].map((rule) => {
    const all = warnings.filter((one) => one.rule === rule)
    const changes = [...new Set(all.flatMap(({ path }) => /^body\.changes\[(\d+)\]/.exec(path)?.[1] ?? []))].map(Number)
    const said = [...new Set(all.map(({ message }) => message))].join(' ')
    return { rule, text: byRule[rule] ?? { de: texts.apiSays(said), en: said }, changes }
  })
}
