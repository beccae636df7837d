import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { derivedFiles, outdatedFiles } from '@kommunalgraph/api/derive.ts'
import { entityTypes, nodeType, ontology, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { afterAll, expect, test } from 'vitest'

const empty = mkdtempSync(join(tmpdir(), 'kommunalgraph-derived-'))
afterAll(() => rmSync(empty, { recursive: true }))

const text = (path: string): string => derivedFiles().find((file) => file.path === path)?.content ?? ''

test('derived files are what the ontology says (else: npm run derive)', () => {
  expect(outdatedFiles().map(({ path }) => path)).toEqual([])
})

test('a tree without them is found out', () => {
  expect(outdatedFiles(empty)).toEqual(derivedFiles())
})

test('every relation type has its index of facts, and every statement a name and IF NOT EXISTS', () => {
  const constraints = text('cypher/schema/constraints.cypher')
  for (const type of relationTypeNames)
    expect(constraints).toContain(`FOR ()-[r:${type}]-() REQUIRE r.factId IS UNIQUE;`)
  const statements = `${constraints}${text('cypher/schema/indexes.cypher')}`
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('//'))
  for (const statement of statements)
    expect(statement).toMatch(/^CYPHER 25 CREATE (CONSTRAINT|INDEX|FULLTEXT INDEX) \w+ IF NOT EXISTS .*;$/)
  const names = statements.map((statement) => /(\w+) IF NOT EXISTS/.exec(statement)?.[1])
  expect(new Set(names).size).toBe(names.length)
})

test('the page names every type, relation and vocabulary, and its links lead somewhere', () => {
  const page = text('docs/ontology.md')
  const headings = new Set(
    page.split('\n').flatMap((line) => /^#+ (.*)$/.exec(line)?.[1]?.toLowerCase().replaceAll(' ', '-') ?? []),
  )
  for (const name of [...entityTypes, ...relationTypeNames]) expect(headings).toContain(name.toLowerCase())
  for (const name of entityTypes) expect(page).toContain(nodeType(name).help.de)
  for (const vocabulary of Object.values(ontology.vocabularies)) expect(page).toContain(vocabulary.label.de)
  expect(
    [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target).filter((target) => !headings.has(target ?? '')),
  ).toEqual([])
})
