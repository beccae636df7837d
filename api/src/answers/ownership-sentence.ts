/**
 * The sentence that a politician hears first: who is accountable, who decided, who pays, what is not known.
 * Every case has its wording: nobody, several, vacant, dissolved, ended, claimed without confirmation, contested.
 */
import type { Ownership } from '@kommunalgraph/contract/answers.ts'
import { fromName, isPlural, withArticle } from '@kommunalgraph/contract/articles.ts'
import type { EntityType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { nodeType, ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { byAndDay } from '@kommunalgraph/contract/phrases.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import {
  type Bilingual, both, capital, dayText, isEnding, isKnownStart, lastDay, listText, moneyText, notKnown, quoted, sentences, someOf, type Unknown,
} from '@kommunalgraph/contract/wording.ts'
import type { Found } from '../graph/entities.ts'
import type { OwnershipRow } from './ownership.ts'

const empty: Bilingual = { de: '', en: '' }
const names = (entities: readonly EntityRef[]): string[] => entities.map(({ name }) => name)

/** Types that somebody can be accountable for. */
const ownable = new Set<string>(ontology.relationTypes.ACCOUNTABLE_FOR.to)

/** German demonstratives in the accusative, by the gender of the type's label. */
const masculine = new Set<EntityType>(['Process', 'Dataset'])
const feminine = new Set<EntityType>(['Service'])

/** "dieses Vorhaben", "this initiative". */
function thisOne(type: EntityType): Bilingual {
  const { label } = nodeType(type)
  const word = masculine.has(type) ? 'diesen' : feminine.has(type) ? 'diese' : 'dieses'
  return { de: `${word} ${label.de}`, en: `this ${label.en.toLowerCase()}` }
}

/** "seit 1. März 2025, bis 31. Dezember 2026"; empty where neither is known. */
function span(since: string, precision: string | null, until: string): Bilingual {
  return both((language) => {
    const word = { since: { de: 'seit', en: 'since' }, until: { de: 'bis', en: 'until' } }
    const parts = [
      isKnownStart(since) && `${word.since[language]} ${dayText(since, language, precision)}`,
      isEnding(until) && `${word.until[language]} ${dayText(lastDay(until), language)}`,
    ]
    return parts.filter((part) => part !== false).join(', ')
  })
}

/** Adds it in brackets, or behind a comma where the name itself ends with a bracket. */
const adding = (name: string, added: string): string => (added === '' ? name : name.endsWith(')') ? `${name}, ${added}` : `${name} (${added})`)

/** Who is accountable. */
function accountableSentence(row: OwnershipRow, reader: Unknown): Bilingual {
  const [first, ...others] = row.accountable
  if (!first) return nobodySentence(row, reader)
  const when = (owner: typeof first) => span(owner.since, owner.sincePrecision, owner.until)
  if (others.length > 0) {
    const each = (language: 'de' | 'en') => listText(row.accountable.map((owner) => adding(owner.entity.name, when(owner)[language])), language)
    return { de: `Mehrere Stellen sind zugleich verantwortlich: ${each('de')}.`, en: `Several are accountable at the same time: ${each('en')}.` }
  }
  const { name } = first.entity
  if (first.ended) {
    const next: Bilingual = first.successors.length > 0
      ? both((language) => `${{ de: 'Nachfolge', en: 'Successor' }[language]}: ${listText(names(first.successors), language)}.`)
      : { de: `Eine Nachfolge ist ${notKnown(reader).de}.`, en: `A successor is ${notKnown(reader).en}.` }
    return {
      de: `Als verantwortlich eingetragen, aber aufgelöst seit ${dayText(first.endedOn, 'de')}: ${name}. ${next.de}`,
      en: `Recorded as accountable, but dissolved since ${dayText(first.endedOn, 'en')}: ${name}. ${next.en}`,
    }
  }
  const named = withArticle(name)
  const german = adding(named ? `Verantwortlich ${isPlural(name) ? 'sind' : 'ist'} ${named}` : `Verantwortlich: ${name}`, when(first).de)
  const vacancy: Bilingual = first.vacant ? { de: ' Die Stelle ist unbesetzt.', en: ' The post is vacant.' } : empty
  return {
    de: `${german}.${vacancy.de}`,
    en: `${adding(`${capital(name)} is accountable`, when(first).en)}.${vacancy.en}`,
  }
}

function nobodySentence(row: OwnershipRow, reader: Unknown): Bilingual {
  const claims = claimants(row)
  const last = row.former[0]
  const before: Bilingual = last
    ? {
        de: `Bis ${dayText(lastDay(last.until), 'de')} war verantwortlich: ${last.entity.name}.`,
        en: `Until ${dayText(lastDay(last.until), 'en')} ${last.entity.name} was accountable.`,
      }
    : empty
  if (claims.length > 0) {
    const origin = claimOrigin(row)
    const several = claims.length > 1
    const claim: Bilingual = {
      de: `Verantwortlich ${origin.de} (nicht bestätigt${several ? ', widersprüchlich' : ''}): ${listText(claims, 'de', 'or')}.`,
      en: `Accountable ${origin.en} (not confirmed${several ? ', contradictory' : ''}): ${listText(claims, 'en', 'or')}.`,
    }
    return both((language) => sentences(claim[language], before[language]))
  }
  const it = thisOne(row.entity.type)
  const none: Bilingual = reader.published
    ? { de: `Für ${it.de} ist eine verantwortliche Stelle ${notKnown(reader).de}.`, en: `For ${it.en} an accountable office is ${notKnown(reader).en}.` }
    : { de: `Für ${it.de} ist keine verantwortliche Stelle bekannt.`, en: `Nobody is known to be accountable for ${it.en}.` }
  return both((language) => sentences(none[language], before[language]))
}

/** Names of those claimed to be accountable who are not recorded as such. */
function claimants(row: OwnershipRow): string[] {
  const facts = new Set(row.accountable.map(({ entity }) => entity.id))
  const claimed = new Map(row.claimed.filter(({ entity }) => !facts.has(entity.id)).map(({ entity }) => [entity.id, entity.name]))
  return [...claimed.values()]
}

/** "laut Vorlage" where council papers say so, else "laut Quelle". */
function claimOrigin(row: OwnershipRow): Bilingual {
  const ids = new Set(row.claimed.flatMap(({ sourceIds }) => sourceIds))
  const kinds = row.sources.filter(({ id }) => id !== null && ids.has(id)).map(({ kind }) => kind)
  const paper = kinds.length > 0 && kinds.every((kind) => kind === 'council_paper')
  return paper ? { de: 'laut Vorlage', en: 'according to a council paper' } : { de: 'laut Quelle', en: 'according to a source' }
}

function contestedSentence(row: OwnershipRow): Bilingual {
  const claims = row.accountable.length > 0 ? claimants(row) : []
  if (claims.length === 0) return empty
  return {
    de: `Dagegen steht eine nicht bestätigte Angabe: ${listText(claims, 'de')}.`,
    en: `An unconfirmed statement contradicts: ${listText(claims, 'en')}.`,
  }
}

const carried = (result: string): boolean => result === 'adopted' || result === 'amended'

/** Only authoritative decisions that were carried count as "beschlossen" (decisions 9). */
function deciding(row: OwnershipRow): OwnershipRow['decidedBy'] {
  return row.decidedBy.filter(({ authoritative, result }) => authoritative && carried(result))
}

function decisionSentence(row: OwnershipRow): Bilingual {
  const all = deciding(row)
  // The list begins with the newest; what gave the mandate is the oldest that mandates, else that funds.
  const mandate = all.findLast(({ effect }) => effect === 'mandates') ?? all.findLast(({ effect }) => effect === 'funds')
  const halt = all.find(({ effect }) => effect === 'stops' || effect === 'pauses')
  const said = (verb: Bilingual, { by, date }: OwnershipRow['decidedBy'][number]): Bilingual =>
    both((language) => `${verb[language]} ${byAndDay(names(by), date)[language]}.`)
  const decided = mandate ? said({ de: 'Beschlossen', en: 'Decided' }, mandate) : empty
  const halted = halt
    ? said(halt.effect === 'stops' ? { de: 'Beendet', en: 'Stopped' } : { de: 'Ausgesetzt', en: 'Paused' }, halt)
    : empty
  return both((language) => sentences(decided[language], halted[language]))
}

/** What money of each kind is called: alone, and with the one it comes from. */
const potNames: Record<string, Bilingual> = {
  grant: { de: 'einer Förderung', en: 'a grant' },
  loan: { de: 'einem Darlehen', en: 'a loan' },
  sponsor: { de: 'Sponsoring', en: 'sponsoring' },
  in_kind: { de: 'Sachleistungen', en: 'contributions in kind' },
}

/** "Bezahlt aus eigenen Mitteln (1,2 Mio. €) und einer Förderung vom Land Baden-Württemberg (300.000 €)." */
function fundingSentence(row: OwnershipRow): Bilingual {
  if (row.fundedBy.length === 0) {
    const budget = row.budgetEur
    return budget === null ? empty : both((language) => `${{ de: 'Budget', en: 'Budget' }[language]}: ${moneyText(budget, language)}.`)
  }
  const own = row.fundedBy.filter(({ kind }) => kind === 'own_budget').reduce((sum, { amountEur }) => sum + amountEur, 0)
  const others = row.fundedBy.filter(({ kind }) => kind !== 'own_budget')
  return both((language) => {
    const pots = others.slice(0, 4).map((one) => {
      const pot = potNames[one.kind]?.[language] ?? ''
      const from = language === 'de' ? fromName(one.entity.name) : `from ${one.entity.name}`
      const amount = moneyText(one.amountEur, language)
      return from ? `${pot} ${from} (${amount})` : `${pot} (${one.entity.name}: ${amount})`
    })
    const more = others.slice(4)
    const rest = more.reduce((sum, { amountEur }) => sum + amountEur, 0)
    const parts = [
      ...(own > 0 ? [`${{ de: 'eigenen Mitteln', en: 'own means' }[language]} (${moneyText(own, language)})`] : []),
      ...pots,
      ...(more.length > 0 ? [`${{ de: 'weiteren Quellen', en: 'further sources' }[language]} (${moneyText(rest, language)})`] : []),
    ]
    return `${{ de: 'Bezahlt aus', en: 'Paid from' }[language]} ${listText(parts, language)}.`
  })
}

/** Who is competent, who provides or operates: what is asked of services, processes, systems and offerings. */
function serviceSentence(row: OwnershipRow): Bilingual {
  const { type } = row.entity
  const verbs: Partial<Record<EntityType, Bilingual>> = {
    Service: { de: 'Erbracht', en: 'Provided' },
    Process: { de: 'Erbracht', en: 'Provided' },
    System: { de: 'Betrieben', en: 'Operated' },
    Offering: { de: 'Angeboten', en: 'Offered' },
  }
  const competent: Bilingual = row.competent.length === 0 ? empty : both((language) =>
    `${{ de: 'Zuständig für den Vollzug', en: 'Competent for execution' }[language]}: ${listText(names(row.competent), language)}.`)
  const verb = verbs[type]
  const from = row.providers.map(({ name }) => fromName(name))
  const provided: Bilingual = !verb || row.providers.length === 0 ? empty : {
    de: from.every((one) => one !== undefined) ? `${verb.de} ${listText(from, 'de')}.` : `${verb.de} von: ${listText(names(row.providers), 'de')}.`,
    en: `${verb.en} by ${listText(names(row.providers), 'en')}.`,
  }
  return both((language) => sentences(competent[language], provided[language]))
}

/** What should be known and is not, in the words of the sentence. */
export function unknownOf(row: OwnershipRow): Ownership['unknown'] {
  const { type } = row.entity
  const unknown: Ownership['unknown'] = []
  const missing = (code: string, de: string, en: string) => unknown.push({ code, text: { de, en } })
  if (!ownable.has(type)) return unknown
  const [owner] = row.accountable
  if (!owner) missing('accountable', 'verantwortliche Stelle', 'accountable office')
  else if (!isKnownStart(owner.since)) missing('since', 'Beginn der Verantwortung', 'start of the accountability')
  if (type === 'Initiative' && row.stage !== 'idea') {
    if (deciding(row).length === 0) missing('decision', 'Beschluss', 'decision')
    if (row.fundedBy.length === 0) missing('funding', 'Finanzierung', 'funding')
    if (!row.measured) missing('outcome', 'Wirkungsmaß', 'outcome measure')
  }
  if (type === 'Service' && row.competent.length === 0) missing('competence', 'zuständige Stelle', 'competent authority')
  if (type === 'System' && row.providers.length === 0) missing('operator', 'Betreiber', 'operator')
  if (type === 'Offering' && row.providers.length === 0) missing('provider', 'Anbieter', 'provider')
  return unknown
}

function unknownSentence(row: OwnershipRow, reader: Unknown): Bilingual {
  // That nobody is accountable has been said already.
  const unknown = unknownOf(row).filter(({ code }) => code !== 'accountable')
  if (unknown.length === 0) return empty
  return both((language) => `${capital(notKnown(reader)[language])}: ${listText(unknown.map(({ text }) => text[language]), language)}.`)
}

/** For whom nobody is asked: an actor says what it answers for, anything else that the question does not arise. */
function notOwnableSentence({ entity, owns, ownsTotal, ownsByPost }: OwnershipRow): Bilingual {
  const { label, actor } = nodeType(entity.type)
  const owner = ontology.relationTypes.ACCOUNTABLE_FOR.from.includes(entity.type)
  if (!actor || !owner) {
    return {
      de: `Für einen Eintrag der Art ${quoted(label.de, 'de')} wird keine verantwortliche Stelle geführt.`,
      en: `For an entry of the kind ${quoted(label.en, 'en')} no accountable office is kept.`,
    }
  }
  const named = `${capital(withArticle(entity.name) ?? entity.name)} ${isPlural(entity.name) ? 'sind' : 'ist'}`
  if (ownsTotal === 0) {
    return {
      de: `${named} für kein Vorhaben, keine Leistung und kein System als verantwortlich eingetragen.`,
      en: `${capital(entity.name)} is not recorded as accountable for any initiative, service or system.`,
    }
  }
  const things = both((language) => someOf(owns.map(({ name }) => quoted(name, language)), ownsTotal, language))
  const how: Bilingual = ownsByPost ? { de: ' selbst oder durch eine zugehörige Stelle', en: ' itself or by one of its posts' } : empty
  return {
    de: `${named}${how.de} verantwortlich für ${things.de}.`,
    en: `${capital(entity.name)} is${how.en} accountable for ${things.en}.`,
  }
}

/** Weak points of the accountability that the facts above do not show by themselves. */
const doubts: Record<string, Bilingual> = {
  mandate_ended: { de: 'Auftrag oder Amtszeit sind abgelaufen.', en: 'The mandate or term has ended.' },
  stale_source: { de: 'Die Quelle dafür ist älter als zwölf Monate.', en: 'The source for this is older than twelve months.' },
}

function doubtSentence(row: OwnershipRow): Bilingual {
  if (row.accountable.length === 0) return empty
  return both((language) => sentences(...row.gaps.map((kind) => doubts[kind]?.[language])))
}

/** The whole sentence. */
export function ownershipSentence(row: OwnershipRow, reader: Unknown): Bilingual {
  if (!ownable.has(row.entity.type)) return notOwnableSentence(row)
  const parts = [
    accountableSentence(row, reader), doubtSentence(row), contestedSentence(row), decisionSentence(row), fundingSentence(row),
    serviceSentence(row), unknownSentence(row, reader),
  ]
  return both((language) => sentences(...parts.map((part) => part[language])))
}

/** For a day on which the entity does not exist. */
export function absentSentence({ name, validFrom, validUntil }: Found, asOf: string): Bilingual {
  const over = validUntil <= asOf
  return both((language) => {
    const title = quoted(name, language)
    if (over) {
      const day = dayText(validUntil, language)
      return language === 'de' ? `${title} gibt es seit ${day} nicht mehr.` : `${title} has not existed since ${day}.`
    }
    const [on, from] = [dayText(asOf, language), dayText(validFrom, language)]
    return language === 'de' ? `Am ${on} gab es ${title} noch nicht, erst ab ${from}.` : `On ${on} ${title} did not exist yet, only from ${from}.`
  })
}
