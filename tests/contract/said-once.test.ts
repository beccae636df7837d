/**
 * Nothing states a code list or a label of the ontology a second time. Walks the sources by hand and by
 * regular expression, because what it looks for is text: lists and unions of string literals, and literals
 * that are word for word a German label.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  codes,
  type Label,
  ontology,
  type Property,
  type VocabularyName,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the ontology says it, what is derived from it, and this test. */
const exempt = [
  /^api\/contract\/ontology\//,
  /^api\/openapi\.json$/,
  /^web\/src\/api\/schema\.d\.ts$/,
  /^tests\/contract\/said-once\.test\.ts$/,
]
const skipped = new Set(['node_modules', 'dist', 'data', 'target'])

/** Lists that any program may write for reasons of its own: directions, access, parts of a date. */
const everydayLists = new Set<VocabularyName>(['indicatorDirection', 'dataAccess', 'datePrecision'])
/** Single words that an interface also says of other things than the ontology does. */
const everydayWords = new Set([
  'Geändert',
  'abgelehnt',
  'abgebrochen',
  'läuft',
  'Kommune',
  'Politik',
  'Schnittstelle',
  'Quelle',
  'Quellen',
  'Von',
  'Nach',
  'Wert',
  'keine',
  'Zeilen',
  'Zeitpunkt',
  'Beschreibung',
  'Anmerkung',
  'Anteil',
  'Begründung',
])

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (skipped.has(name) || name.startsWith('.')) return []
    if (statSync(join(root, path)).isDirectory()) return sources(path)
    return ['.ts', '.tsx', '.mjs', '.json'].includes(extname(name)) && name !== 'package.json' ? [path] : []
  })

const files = ['api', 'web', 'seed', 'tests']
  .flatMap(sources)
  .map((path) => relative('', path).replaceAll('\\', '/'))
  .filter((path) => !exempt.some((pattern) => pattern.test(path)))

const literal = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`/
const list = new RegExp(`(?:${literal.source})(?:\\s*[,|]\\s*(?:${literal.source}))+`, 'g')
const bare = (text: string): string => text.slice(1, -1)

const vocabularyNames = (Object.keys(ontology.vocabularies) as VocabularyName[]).filter(
  (name) => !everydayLists.has(name),
)

/** Vocabularies whose codes a source lists, as an array or a union, in any order. */
const codeListsIn = (source: string): string[] =>
  [...source.matchAll(list)].flatMap(([match]) => {
    const words = new Set([...match.matchAll(new RegExp(literal, 'g'))].map(([word]) => bare(word)))
    return vocabularyNames.filter((name) => {
      const all: readonly string[] = codes(name)
      return all.length === words.size && all.every((code) => words.has(code))
    })
  })

/** Names that code rightly uses; a few are German words at the same time (`Programme`). */
const identifiers = new Set<string>([
  ...Object.keys(ontology.nodeTypes),
  ...vocabularyNames.flatMap((name) => codes(name)),
])

const labelsOf = (properties: Readonly<Record<string, Property>>): (Label | undefined)[] =>
  Object.values(properties).flatMap(({ label, help }) => [label, help])

const labels = new Set(
  [
    ...Object.values(ontology.nodeTypes).flatMap(({ label, plural, help, properties }) => [
      label,
      plural,
      help,
      ...labelsOf(properties),
    ]),
    ...Object.values(ontology.relationTypes).flatMap(({ label, reverse, help, properties }) => [
      label,
      reverse,
      help,
      ...labelsOf(properties),
    ]),
    ...Object.values(ontology.vocabularies).flatMap(({ label, codes: entries }) => [
      label,
      ...Object.values(entries).flatMap((entry) => [entry.label, entry.help, entry.question]),
    ]),
    ...labelsOf(ontology.commonNode),
    ...labelsOf(ontology.commonEdge),
  ].flatMap((label) =>
    label === undefined || everydayWords.has(label.de) || identifiers.has(label.de) ? [] : [label.de],
  ),
)

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

/** German labels of the ontology that a source holds as a literal or as the text of an element. */
const labelsIn = (text: string): string[] =>
  [withoutComments(text)]
    .flatMap((source) => [
      ...[...source.matchAll(new RegExp(literal, 'g'))].map(([word]) => bare(word)),
      ...[...source.matchAll(/>\s*([^<>{}]+?)\s*</g)].map(([, text]) => text ?? ''),
    ])
    .filter((word) => labels.has(word))

describe('the search itself', () => {
  test('finds a list of codes, whatever its form', () => {
    for (const source of [
      "const s = ['life', 'location', 'work']",
      'type Q = "work" | "life" | "location"',
      "z.enum([\n  'location',\n  'life', 'work',\n])",
    ])
      expect(codeListsIn(source), source).toEqual(['targetQuality'])
    expect(codeListsIn("visibilities: ['public', 'internal']")).toEqual(['visibility'])
  })

  test('lets pass what is not the whole list', () => {
    for (const source of [
      "['life', 'location']",
      "['life', 'location', 'work', 'play']",
      "{ life: 'a', location: 'b', work: 'c' }",
      "f('life'); g('location', 'work')",
    ]) {
      expect(codeListsIn(source), source).toEqual([])
    }
  })

  test('finds a label, whatever its form', () => {
    for (const source of [
      "t('Veränderungstiefe')",
      '{ "depth": "Veränderungstiefe" }',
      '<dt>\n  Veränderungstiefe\n</dt>',
      'const a = `Veränderungstiefe`',
    ]) {
      expect(labelsIn(source), source).toEqual(['Veränderungstiefe'])
    }
    expect(labelsIn("'Veränderungstiefe der Vorhaben'")).toEqual([])
  })

  test('reads the sources of every room', () => {
    for (const room of ['api/src/', 'api/contract/', 'web/src/', 'seed/', 'tests/'])
      expect(
        files.some((path) => path.startsWith(room)),
        room,
      ).toBe(true)
  })
})

const found = (search: (source: string) => string[], among: readonly string[]): string[] =>
  among.flatMap((path) => search(readFileSync(join(root, path), 'utf8')).map((what) => `${path}: ${what}`))

// Tests say for themselves what they expect; else they would compare the ontology with itself.
const productFiles = files.filter((path) => !path.startsWith('tests/'))

test('no code list is stated a second time (use codes() of the ontology)', () => {
  expect(found(codeListsIn, productFiles)).toEqual([])
})

test('no German label is stated a second time (use the ontology’s label)', () => {
  expect(found(labelsIn, productFiles)).toEqual([])
})
