/** What stands in the way of undo is read from the paths of a problem. */
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import { obstaclesOf } from '@kommunalgraph/web/src/ui/obstacles.ts'
import { expect, test } from 'vitest'

const problem = (...paths: string[]): Problem => ({
  type: 'urn:kommunalgraph:problem:later-changes',
  title: 'Later changes stand in the way',
  status: 409,
  detail: 'Entry 3 cannot be undone',
  instance: 'x',
  sentence: { de: 'Spätere Änderungen stehen im Weg.', en: 'Later changes stand in the way.' },
  errors: paths.map((path) => ({ path, message: '…' })),
})
const permit = 'ini:990000000000:digitaler-bauantrag'
const fact = 'fact:accountable-for:0199a1b2-0000-7000-8000-000000000001'

test.each([
  [`later.7.${permit}.stage`, { seq: 7, id: permit, property: 'stage' }],
  [`later.7.${permit}`, { seq: 7, id: permit }],
  [`later.${permit}.name`, { id: permit, property: 'name' }],
  [`later.12.${fact}.validUntil`, { seq: 12, id: fact, property: 'validUntil' }],
  ['later.7.law:de:ozg.v2.name', { seq: 7, id: 'law:de:ozg.v2', property: 'name' }],
  ['later.7.law:de:ozg.1', { seq: 7, id: 'law:de:ozg.1' }],
])('%s', (path, expected) => expect(obstaclesOf(problem(path))).toEqual([expected]))

test('the same is said once, and what names no thing is left to the sentence', () => {
  const path = `later.7.${permit}.stage`
  expect(obstaclesOf(problem(path, path, 'body.reason', 'later.7.nothing.name'))).toHaveLength(1)
  expect(obstaclesOf(undefined)).toEqual([])
})
