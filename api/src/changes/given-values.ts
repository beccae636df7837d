/** From what a change states to what is stored: read by the ontology's schemas, completed, checked as a whole. */

import { commonNode } from '@kommunalgraph/contract/ontology/common.ts'
import type { RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { relationIssues, ruleIssues, ruleWarnings } from '@kommunalgraph/contract/ontology/rules.ts'
import type { z } from 'zod'
import type { Kind } from './kinds.ts'
import type { Planning } from './planning.ts'
import type { Value, Values } from './state.ts'

/** Stated values in stored form; null removes. */
export type Given = Readonly<Record<string, Value | null>>

const tenantPattern = new RegExp(commonNode.tenant.pattern)

/** Rules of ontology.md section 4, by the contract's names of rules between properties. */
const ruleCodes: Readonly<Record<string, string>> = {
  personal_data: 'R28',
  below: 'R13',
  off_scale: 'R31',
  required_unless: 'R21',
}

/** Reads stated values; undefined after a problem, which is reported at the property. */
export function readGiven(
  planning: Planning,
  kind: Kind,
  given: Record<string, unknown>,
  index: number,
): Given | undefined {
  const { tenant, ...rest } = given
  const read = kind.patch.safeParse(rest)
  if (!read.success) {
    for (const issue of read.error.issues) refuseIssue(planning, issue, index)
    return undefined
  }
  const values = read.data as Record<string, Value | null>
  for (const name of kind.moments) {
    const value = values[name]
    if (typeof value === 'string') values[name] = new Date(value).toISOString()
  }
  for (const name of kind.references.keys()) {
    const value = values[name]
    if (Array.isArray(value)) values[name] = [...new Set<string>(value)]
  }
  if (tenant !== undefined) {
    if (typeof tenant !== 'string' || !tenantPattern.test(tenant)) {
      planning.refuse(index, 'values.tenant', 'not-allowed', 'Must be an ARS of 12 digits, or shared')
      return undefined
    }
    values.tenant = tenant
  }
  return values
}

/** Stored values: what is given, else what is inherited, else the ontology's default; null is gone. */
export function completed(kind: Kind, given: Given, inherited: Values): Values {
  const values: Record<string, Value> = Object.assign({}, kind.defaults, inherited)
  for (const name in given) {
    const value = given[name]
    if (value !== undefined && value !== null) values[name] = value
  }
  return values
}

/**
 * Checks what is to be stored: what is required is there, and the rules between properties hold.
 * With `touched`, only what these properties could have broken: what aged never blocks an unrelated edit.
 */
export function checkValues(
  planning: Planning,
  kind: Kind,
  values: Values,
  touched: ReadonlySet<string> | undefined,
  index: number,
  relation?: RelationType,
): void {
  for (const name of kind.required) {
    if (values[name] === undefined && (touched === undefined || touched.has(name))) {
      planning.refuse(
        index,
        `values.${name}`,
        'not-allowed',
        'Is required',
        name === 'sourceIds' ? { rule: 'R11' } : {},
      )
    }
  }
  const broken =
    relation && kind.refusesConfidence
      ? relationIssues(relation, values, touched)
      : ruleIssues(kind.ruled, values, touched)
  for (const { property, rule, message } of broken) {
    planning.refuse(index, `values.${property}`, 'not-allowed', message.en, { rule: ruleCodes[rule] ?? rule })
  }
  for (const { property, rule, message } of ruleWarnings(kind.warned, values, touched)) {
    planning.warn(index, `values.${property}`, ruleCodes[rule] ?? rule, message.en)
  }
}

function refuseIssue(planning: Planning, issue: z.core.$ZodIssue, index: number): void {
  const field = ['values', ...issue.path].join('.')
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      planning.refuse(
        index,
        `values.${key.slice(0, 60)}`,
        'not-allowed',
        'There is no such property to be entered here',
      )
    }
    return
  }
  if (issue.code === 'custom') {
    const rule: unknown = issue.params?.rule
    const code = rule === 'personal_data' ? 'personal-data' : 'not-allowed'
    planning.refuse(
      index,
      field,
      code,
      issue.message,
      typeof rule === 'string' ? { rule: ruleCodes[rule] ?? rule } : {},
    )
    return
  }
  const allowed = issue.code === 'invalid_value' ? issue.values.map(String) : undefined
  planning.refuse(index, field, 'not-allowed', issue.message, { allowed })
}
