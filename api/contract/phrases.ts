/** Parts of sentences about who answers for something and who decided it, used by several answers. */
import { fromName, isPlural, withArticle } from './articles.ts'
import { type Bilingual, dayText, listText, notKnown, type Unknown } from './wording.ts'

/** "das Bauordnungsamt und der Gemeinderat"; undefined where the article of one of them is not known. */
export function withArticles(names: readonly string[]): string | undefined {
  const all = names.map(withArticle)
  return all.every((one) => one !== undefined) ? listText(all, 'de') : undefined
}

/** "vom Gemeinderat und vom Bauordnungsamt"; undefined where the article of one of them is not known. */
export function fromNames(names: readonly string[]): string | undefined {
  const all = names.map(fromName)
  return all.every((one) => one !== undefined) ? listText(all, 'de') : undefined
}

/** "verantwortlich ist das Bauordnungsamt" · "verantwortlich: Kulturring" · "eine verantwortliche Stelle ist nicht bekannt". */
export function accountableClause(found: readonly string[], reader: Unknown): Bilingual {
  if (found.length === 0) {
    return { de: `eine verantwortliche Stelle ist ${notKnown(reader).de}`, en: `an accountable office is ${notKnown(reader).en}` }
  }
  const articles = withArticles(found)
  const plural = found.length > 1 || isPlural(found[0] ?? '')
  return {
    de: articles ? `verantwortlich ${plural ? 'sind' : 'ist'} ${articles}` : `verantwortlich: ${listText(found, 'de')}`,
    en: `${listText(found, 'en')} ${found.length > 1 ? 'are' : 'is'} accountable`,
  }
}

/** "vom Gemeinderat am 12. Dezember 2024" · "am 12. Dezember 2024 (Kulturring)". */
export function byAndDay(bodies: readonly string[], day: string): Bilingual {
  const on = dayText(day, 'de')
  const from = bodies.length > 0 ? fromNames(bodies) : undefined
  const german = from ? `${from} am ${on}` : bodies.length > 0 ? `am ${on} (${listText(bodies, 'de')})` : `am ${on}`
  return { de: german, en: `${bodies.length > 0 ? `by ${listText(bodies, 'en')} ` : ''}on ${dayText(day, 'en')}` }
}
