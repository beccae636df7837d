/** What a page says, and what it must not say to a reader. */
import type { Page } from 'playwright-core'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { gapKindNames } from '@kommunalgraph/contract/gaps.ts'

export const codes = new Set([
  ...Object.values(ontology.vocabularies).flatMap((vocabulary) => Object.keys(vocabulary.codes)),
  ...gapKindNames,
].filter((code) => code.includes('_')))
const relations = new Set(Object.keys(ontology.relationTypes).filter((name) => name.includes('_')))

/** Everything that is shown, and what a screen reader says of it. */
export const words = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const spoken = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap((one) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => one.getAttribute(name) ?? ''))
    return [document.title, document.body.innerText, ...spoken].flatMap((text) => text.split(/[\s,;()„“"]+/)).filter(Boolean)
  })

/** Words that no reader should meet: ids, codes, names in capitals, dates as machines write them, keys of texts. */
export function codesIn(all: readonly string[]): string[] {
  return all.filter((word) => {
    const bare = word.replace(/[.:]$/, '')
    return /\b[a-z]{2,5}:[0-9a-z]+:/.test(word) || codes.has(bare) || relations.has(bare) || /^(undefined|null|NaN|\[object)/.test(word) || /\d{4}-\d{2}-\d{2}/.test(word) || /[a-z]+\.[a-z]+[A-Z]\w*/.test(word)
  })
}
