/** Texts of the interface: every key that is used exists in both languages, and none is left over. Reads the sources as text. */
import { chainLists } from '@kommunalgraph/contract/chain-lists.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LoggedChange } from '@kommunalgraph/contract/changes.ts'
import { ImportProgress, ImportReport, importFormats } from '@kommunalgraph/contract/imports.ts'
import { severities } from '@kommunalgraph/contract/quality.ts'
import { chainSteps } from '@kommunalgraph/web/src/graph/bands.ts'
import { changeSigns } from '@kommunalgraph/web/src/graph/compare.ts'
import { mapLayouts } from '@kommunalgraph/web/src/graph/layout-names.ts'
import { describe, expect, test } from 'vitest'
import { boards } from '../../web/src/features/boards/boards.ts'
import { userSides } from '../../web/src/url-state.ts'

type Texts = { [key: string]: string | Texts }

const folder = fileURLToPath(new URL('../../web/src', import.meta.url))
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))

const flat = (texts: Texts, before = ''): [key: string, text: string][] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[`${before}${key}`, value] as [string, string]] : flat(value, `${before}${key}.`)))
const read = (language: string) => new Map(flat(JSON.parse(readFileSync(join(folder, `i18n/${language}.json`), 'utf8')) as Texts))
const [de, en] = [read('de'), read('en')]

/** What stands in `t(…)`, parentheses counted, texts and their contents skipped. */
function callsIn(source: string): string[] {
  const calls: string[] = []
  for (const { index } of source.matchAll(/(?<![\w.])t\(/g)) {
    let depth = 1
    let quote = ''
    let end = index + 2
    for (; end < source.length && depth > 0; end++) {
      const sign = source[end] as string
      if (quote) {
        if (sign === '\\') end++
        else if (sign === quote) quote = ''
      } else if (`'"\``.includes(sign)) quote = sign
      else if (sign === '(') depth++
      else if (sign === ')') depth--
    }
    calls.push(source.slice(index + 2, end - 1))
  }
  return calls
}

/** Keys whose last part is decided at run time, with all values it can have. */
const dynamic: Record<string, readonly string[]> = {
  'account.failed.': ['provider', 'refused', 'role'],
  'app.nav.': ['start', 'map', 'list', 'questions', 'boards', 'decisions', 'gaps', 'scenarios', 'terms'],
  'app.steward.': ['new', 'changes', 'ownership', 'import', 'quality', 'duplicates', 'contested', 'confirmation'],
  'boards.name.': boards.map(({ board }) => board),
  'boards.help.': boards.map(({ board }) => board),
  'boards.users.': userSides,
  'list.': ['owner', 'participant', 'provider', 'offer'],
  'questions.audience.': ['politics', 'strategy', 'it', 'steward'],
  'questions.for.': ['politics', 'strategy', 'it', 'steward'],
  'questions.copied.': ['answer', 'link'],
  'impact.': ['dependents', 'dependencies', 'csv', 'xlsx'],
  'history.': LoggedChange.shape.op.options,
  'import.format.': importFormats,
  'import.formatHelp.': importFormats,
  'import.step.': ['file', 'columns', 'review', 'commit'],
  'import.state.': ImportReport.shape.state.options,
  // What was checked has sentences of its own, by its counts.
  'import.sentence.': ImportReport.shape.state.exclude(['checked']).options,
  'import.count.': ['created', 'changed', 'unchanged', 'rejected', 'notes', 'ended'],
  'import.progress.': ImportProgress.shape.step.options,
  'export.name.': ['xlsx', 'csv', 'graphml', 'cytoscape', 'jsonld'],
  'export.use.': ['xlsx', 'csv', 'graphml', 'cytoscape', 'jsonld'],
  'quality.severity.': severities,
  'quality.name.': severities,
  'quality.help.': severities,
  'map.change.': Object.keys(changeSigns),
  'decisions.list.': chainLists,
  'decisions.none.': chainLists,
  'explained.page.': ['start', 'entity', 'map', 'gaps', 'impact', 'decisions', 'boards', 'questions', 'scenarios'],
  'explained.term.': ['accountable', 'competent', 'asOf', 'gap', 'sphere', 'depth', 'thrust', 'fallback', 'ends', 'source'],
  'explained.name.': ['asOf', 'gap', 'fallback', 'ends', 'source'],
  'map.layout.name.': ['geography', ...mapLayouts],
  'map.layout.apart.': mapLayouts,
  'map.layout.step.': chainSteps.filter((step) => step !== 'decision' && step !== 'thing'),
  'map.pan.': ['left', 'right', 'up', 'down'],
}

const calls = sources.flatMap(({ path, text }) => callsIn(text).map((call) => ({ path, call })))
const uses = calls.flatMap(({ path, call }) => {
  const fixed = [...call.matchAll(/'([a-z]\w*(?:\.\w+)+)'/g)].map(([, key]) => key as string)
  const open = [...call.matchAll(/`([a-z][\w.]*\.)\$\{[^}]*\}`/g)].flatMap(([, start]) => (dynamic[start as string] ?? ['(values unknown to this test)']).map((end) => `${start}${end}`))
  return [...fixed, ...open].map((key) => ({ path, key, call }))
})

/** i18next takes `key_one` and `key_other` where a count is given. */
const formsOf = (key: string, texts: Map<string, string>) => [key, `${key}_one`, `${key}_other`].filter((form) => texts.has(form))
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as string).sort()

test('the search finds the calls: fixed, chosen between two, and put together', () => {
  expect(callsIn("t('a.b', { x: f(1), y: ')' }) + set('no.key') + {t(c ? 'd.e' : 'f.g')} + t(`h.${i}`)")).toEqual([
    "'a.b', { x: f(1), y: ')' }",
    "c ? 'd.e' : 'f.g'",
    '`h.${i}`',
  ])
  expect(uses.length).toBeGreaterThan(120)
})

test('every call names a key', () => {
  const without = calls.filter(({ call }) => !uses.some((use) => use.call === call)).map(({ path, call }) => `${path}: t(${call})`)
  expect(without).toEqual([])
})

describe.each([
  ['German', de],
  ['English', en],
])('%s', (_, texts) => {
  test('has every key that is used', () => {
    expect(uses.filter(({ key }) => formsOf(key, texts).length === 0).map(({ path, key }) => `${path}: ${key}`)).toEqual([])
  })

  test('has no key that nothing uses', () => {
    const used = new Set(uses.flatMap(({ key }) => formsOf(key, texts)))
    expect([...texts.keys()].filter((key) => !used.has(key))).toEqual([])
  })

  test('has no empty text, and both forms where it has one', () => {
    for (const [key, text] of texts) {
      expect(text.trim(), key).not.toBe('')
      if (key.endsWith('_one')) expect(texts.has(key.replace(/_one$/, '_other')), key).toBe(true)
      if (key.endsWith('_other')) expect(texts.has(key.replace(/_other$/, '_one')), key).toBe(true)
    }
  })

  test('gets every value that its texts name', () => {
    const missing = uses.flatMap(({ path, key, call }) =>
      formsOf(key, texts).flatMap((form) => placeholders(texts.get(form) as string).filter((name) => !new RegExp(`\\b${name}\\b`).test(call.replaceAll(`'${key}'`, ''))).map((name) => `${path}: ${key} {{${name}}}`)),
    )
    expect(missing).toEqual([])
  })
})

test('both languages have the same keys with the same values in them', () => {
  expect([...en.keys()].sort()).toEqual([...de.keys()].sort())
  for (const [key, text] of de) expect(placeholders(en.get(key) as string), key).toEqual(placeholders(text))
})

test('no German text stands in the sources themselves', () => {
  // The drawing is made of markup; its words are handed in.
  const found = sources.filter(({ path }) => path !== 'graph/drawing.ts').flatMap(({ path, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
    // Texts of elements and attributes that are read aloud or shown.
    const shown = [...code.matchAll(/>\s*([^<>{}]*[A-Za-zÄÖÜäöüß]{3}[^<>{}]*?)\s*<\//g), ...code.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*[a-z]{3}[^"]*)"/g)]
    return shown.map(([, words]) => `${path}: ${words}`)
  })
  expect(found).toEqual([])
})
