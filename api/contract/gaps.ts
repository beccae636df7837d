/**
 * The nine kinds of ownership gaps: what they are called, why each matters, what to do next, and the sentence that says
 * why one entity has one. A gap is data, not an error: it is always saved and listed. Kind = file in `cypher/gaps/`.
 */
import type { EntityRef } from './ontology/values.ts'
import { type Bilingual, both, counted, dayText, isKnownStart, known, lastDay, listText, notKnown, quoted, type Unknown } from './wording.ts'

/** What every gap query returns for one entity. */
export interface GapRow {
  entity: EntityRef
  owners: EntityRef[]
  unit: EntityRef | null
  date: string | null
}

interface Definition<Kind extends string, Facts> {
  readonly kind: Kind
  readonly label: Bilingual
  /** Why it matters, one sentence. */
  readonly help: Bilingual
  /** What to do next, one sentence. */
  readonly next: Bilingual
  /** Columns of the query beside those of `GapRow` and `total`. */
  readonly facts: readonly (keyof Facts & string)[]
  /** One sentence: why this entity has the gap. */
  readonly reason: (row: GapRow & Facts, reader: Unknown) => Bilingual
}

/** A kind whose facts are no longer known by name. */
export interface GapDefinition extends Omit<Definition<string, Record<string, unknown>>, 'reason'> {
  readonly reason: (row: GapRow, reader: Unknown) => Bilingual
}

function gap<Facts extends object = object>(definition: Definition<string, Facts>): GapDefinition {
  // A row of this kind's own query: `facts` names its columns, and a test compares these with the query.
  return { ...definition, facts: definition.facts, reason: (row, reader) => definition.reason(row as GapRow & Facts, reader) }
}

const names = (entities: readonly EntityRef[]): string[] => entities.map(({ name }) => name)
const list = (entities: readonly EntityRef[]): Bilingual => both((language) => listText(names(entities), language))
/** "seit 1. März 2025", or nothing where the start is not known. */
const since = (day: string | null): Bilingual =>
  day && isKnownStart(day) ? { de: `seit ${dayText(day, 'de')}`, en: `since ${dayText(day, 'en')}` } : { de: '', en: '' }
const spaced = (text: string): string => (text === '' ? '' : ` ${text}`)

export const gapDefinitions: readonly GapDefinition[] = [
  gap<{ stage: string }>({
    kind: 'no_accountable',
    label: { de: 'Ohne verantwortliche Stelle', en: 'Nobody accountable' },
    help: { de: 'Das Vorhaben läuft oder ist beschlossen, aber niemand steht dafür ein.', en: 'The initiative is decided or running, but nobody answers for it.' },
    next: { de: 'Eine Stelle oder ein Amt als verantwortlich eintragen, mit Quelle.', en: 'Record a post or office as accountable, with its source.' },
    facts: ['stage'],
    reason: ({ owners, date }, reader) => {
      const claimed = list(owners)
      const claim: Bilingual = owners.length === 0 ? { de: '', en: '' } : { de: ` Genannt, aber nicht bestätigt: ${claimed.de}.`, en: ` Named, but not confirmed: ${claimed.en}.` }
      const from = since(date)
      return {
        de: `${from.de === '' ? 'Eine' : `S${from.de.slice(1)} ist eine`} verantwortliche Stelle${from.de === '' ? ' ist' : ''} ${notKnown(reader).de}.${claim.de}`,
        en: `${from.en === '' ? 'An' : `S${from.en.slice(1)} an`} accountable office is ${notKnown(reader).en}.${claim.en}`,
      }
    },
  }),

  gap({
    kind: 'two_accountable',
    label: { de: 'Mehrere verantwortliche Stellen', en: 'Several accountable' },
    help: { de: 'Wo mehrere zugleich verantwortlich sind, ist es am Ende niemand.', en: 'Where several are accountable at once, in the end nobody is.' },
    next: { de: 'Klären, wer verantwortlich ist; die anderen als umsetzend oder mitwirkend eintragen.', en: 'Settle who is accountable; record the others as responsible or contributing.' },
    facts: [],
    reason: ({ owners, date }) => {
      const from = since(date)
      return {
        de: `Zugleich verantwortlich sind${spaced(from.de)}: ${list(owners).de}.`,
        en: `Accountable at the same time${spaced(from.en)}: ${list(owners).en}.`,
      }
    },
  }),

  gap<{ successors: EntityRef[] }>({
    kind: 'post_vacant',
    label: { de: 'Verantwortliche Stelle unbesetzt', en: 'Accountable post vacant' },
    help: { de: 'Die Stelle gibt es, aber niemand hat sie inne.', en: 'The post exists, but nobody holds it.' },
    next: { de: 'Die Stelle besetzen oder die Verantwortung für die Zwischenzeit übertragen.', en: 'Fill the post, or hand the accountability over for the time being.' },
    facts: ['successors'],
    reason: ({ owners }) => both((language) => {
      const posts = listText(owners.map(({ name }) => quoted(name, language)), language)
      const one = owners.length === 1
      return language === 'de' ? `Unbesetzt ${one ? 'ist die Stelle' : 'sind die Stellen'} ${posts}.` : `The ${one ? 'post' : 'posts'} ${posts} ${one ? 'is' : 'are'} vacant.`
    }),
  }),

  gap<{ successors: EntityRef[] }>({
    kind: 'organisation_dissolved',
    label: { de: 'Verantwortliche Stelle aufgelöst', en: 'Accountable organisation dissolved' },
    help: { de: 'Was verantwortlich sein soll, gibt es nicht mehr.', en: 'What is to be accountable no longer exists.' },
    next: { de: 'Die Verantwortung auf die Nachfolge übertragen.', en: 'Hand the accountability over to the successor.' },
    facts: ['successors'],
    reason: ({ owners, date, successors }, reader) => {
      const from = since(date)
      const next: Bilingual = successors.length === 0
        ? { de: `Eine Nachfolge ist ${notKnown(reader).de}.`, en: `A successor is ${notKnown(reader).en}.` }
        : { de: `Nachfolge: ${list(successors).de}.`, en: `Successor: ${list(successors).en}.` }
      return {
        de: `Aufgelöst${spaced(from.de)}: ${list(owners).de}. ${next.de}`,
        en: `Dissolved${spaced(from.en)}: ${list(owners).en}. ${next.en}`,
      }
    },
  }),

  gap<{ cause: string }>({
    kind: 'mandate_ended',
    label: { de: 'Auftrag oder Amtszeit abgelaufen', en: 'Mandate or term ended' },
    help: { de: 'Die Verantwortung war befristet oder hing an einem Amt, und die Frist ist vorbei.', en: 'The accountability was for a time or hung on an office, and that time is over.' },
    next: { de: 'Den Auftrag erneuern oder die Verantwortung neu vergeben.', en: 'Renew the mandate or assign the accountability anew.' },
    facts: ['cause'],
    reason: ({ owners, date, cause, unit }) => {
      const day = date ?? ''
      const who = list(owners)
      if (cause === 'holder') return { de: `Niemand hat das Amt mehr inne seit ${dayText(day, 'de')}: ${who.de}.`, en: `Nobody has held the office since ${dayText(day, 'en')}: ${who.en}.` }
      if (cause === 'term') {
        const body = unit?.name ?? ''
        return { de: `Die Amtszeit ist am ${dayText(day, 'de')} abgelaufen: ${who.de} (${body}).`, en: `The term ended on ${dayText(day, 'en')}: ${who.en} (${body}).` }
      }
      return {
        de: `Die Verantwortung endete am ${dayText(lastDay(day), 'de')}, seither folgt niemand: ${who.de}.`,
        en: `The accountability ended on ${dayText(lastDay(day), 'en')} and nobody followed: ${who.en}.`,
      }
    },
  }),

  gap<{ decided: boolean; funded: boolean }>({
    kind: 'no_decision_or_budget',
    label: { de: 'Ohne Beschluss oder Budget', en: 'Without decision or budget' },
    help: { de: 'Jemand ist verantwortlich, hat aber keinen Auftrag oder keine Mittel.', en: 'Somebody is accountable, but has no mandate or no means.' },
    next: { de: 'Den Beschluss oder die Finanzierung nachtragen, oder beides einholen.', en: 'Record the decision or the funding, or obtain them.' },
    facts: ['decided', 'funded'],
    reason: ({ owners, decided, funded }, reader) => {
      const missing = both((language) => listText([!decided && { de: 'ein Beschluss', en: 'a decision' }[language], !funded && { de: 'ein Budget', en: 'a budget' }[language]].filter((one) => one !== false), language))
      const one = decided || funded
      return {
        de: `Verantwortlich: ${list(owners).de}; ${missing.de} ${one ? 'ist' : 'sind'} ${notKnown(reader).de}.`,
        en: `Accountable: ${list(owners).en}; ${missing.en} ${one ? 'is' : 'are'} ${notKnown(reader).en}.`,
      }
    },
  }),

  gap<{ sourceIds: string[] }>({
    kind: 'stale_source',
    label: { de: 'Nur aus alter Quelle bekannt', en: 'Known from an old source only' },
    help: { de: 'Wer verantwortlich ist, belegt nur eine Quelle, die älter als zwölf Monate ist.', en: 'Who is accountable is proved only by a source older than twelve months.' },
    next: { de: 'Nachfragen, ob es noch stimmt, und mit neuer Quelle bestätigen.', en: 'Ask whether it still holds, and confirm it with a new source.' },
    facts: ['sourceIds'],
    reason: ({ owners, date }) => ({
      de: `Verantwortlich laut Quelle: ${list(owners).de}; die neueste ist vom ${dayText(date ?? '', 'de')}.`,
      en: `Accountable by source: ${list(owners).en}; the newest is of ${dayText(date ?? '', 'en')}.`,
    }),
  }),

  gap<{ competent: EntityRef[] }>({
    kind: 'differs_from_competence',
    label: { de: 'Weicht von der Zuständigkeit ab', en: 'Differs from the competent authority' },
    help: { de: 'Verantwortlich ist eine andere Stelle als die, die rechtlich für den Vollzug zuständig ist.', en: 'Accountable is another office than the one that is competent for execution by law.' },
    next: { de: 'Verantwortung und Zuständigkeit angleichen, oder die Abweichung begründen.', en: 'Align accountability and competence, or give the reason for the difference.' },
    facts: ['competent'],
    reason: ({ owners, competent }) => ({
      de: `Verantwortlich: ${list(owners).de}. Zuständig für den Vollzug: ${list(competent).de}.`,
      en: `Accountable: ${list(owners).en}. Competent for execution: ${list(competent).en}.`,
    }),
  }),

  gap<{ accountable: EntityRef[]; claimed: EntityRef[]; denied: EntityRef[] }>({
    kind: 'contested',
    label: { de: 'Umstritten', en: 'Contested' },
    help: { de: 'Quellen nennen Verschiedene als verantwortlich, oder eine Stelle sagt „nicht unser“, und niemand hat es entschieden.', en: 'Sources name different actors as accountable, or an office says "not ours", and nobody has settled it.' },
    next: { de: 'Die Aussagen prüfen und eine anerkennen, die anderen zurückweisen.', en: 'Check the statements, accept one and reject the others.' },
    facts: ['accountable', 'claimed', 'denied'],
    reason: ({ accountable, claimed, denied }) => {
      if (accountable.length === 0) return { de: `Nicht bestätigt und widersprüchlich genannt: ${list(claimed).de}.`, en: `Named without confirmation, and in contradiction: ${list(claimed).en}.` }
      const against: Bilingual = claimed.length === 0 ? { de: '', en: '' } : { de: `Dagegen genannt, nicht bestätigt: ${list(claimed).de}.`, en: `Named against it, not confirmed: ${list(claimed).en}.` }
      const notOurs: Bilingual = denied.length === 0 ? { de: '', en: '' } : { de: `„Nicht unser“, noch nicht entschieden: ${list(denied).de}.`, en: `"Not ours", not settled yet: ${list(denied).en}.` }
      return {
        de: `Eingetragen: ${list(accountable).de}.${spaced(against.de)}${spaced(notOurs.de)}`,
        en: `Recorded: ${list(accountable).en}.${spaced(against.en)}${spaced(notOurs.en)}`,
      }
    },
  }),
]

/** Names of all kinds, in the order in which they are shown. */
export const gapKindNames: readonly string[] = gapDefinitions.map(({ kind }) => kind)

/** One kind by its name; undefined for a name that does not exist. */
export const gapDefinition = (kind: string): GapDefinition | undefined => gapDefinitions.find((one) => one.kind === kind)

/** Columns that every gap query has. */
export const gapColumns = ['entity', 'owners', 'unit', 'date', 'total'] as const

/** What all kinds together come to. */
export function gapsSentence(counts: readonly { kind: string; count: number }[], reader: Unknown): Bilingual {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const most = counts.reduce((best, one) => (one.count > best.count ? one : best), { kind: '', count: 0 })
  const label = gapDefinition(most.kind)?.label
  if (total === 0 || !label) return { de: `Keine Lücke ist ${known(reader).de}.`, en: `No gap is ${known(reader).en}.` }
  return {
    de: `${counted(total, 'Lücke ist', 'Lücken sind', 'de')} ${known(reader).de}, am häufigsten: ${label.de} (${most.count}).`,
    en: `${counted(total, 'gap is', 'gaps are', 'en')} ${known(reader).en}, most often: ${label.en} (${most.count}).`,
  }
}

/** What the list of one kind comes to. */
export function gapSentence({ label }: GapDefinition, total: number, first: readonly EntityRef[], reader: Unknown): Bilingual {
  if (total === 0) return { de: `${label.de}: kein Fall ${known(reader).de}.`, en: `${label.en}: no case ${known(reader).en}.` }
  const some = both((language) => {
    const shown = first.slice(0, 3).map(({ name }) => quoted(name, language))
    const more = total - shown.length
    return more > 0 ? `${shown.join(', ')} ${{ de: `und ${more === 1 ? 'ein weiterer' : `${more} weitere`}`, en: `and ${more === 1 ? 'one' : more} more` }[language]}` : listText(shown, language)
  })
  return {
    de: `${label.de}: ${counted(total, 'Fall', 'Fälle', 'de')}. ${some.de}.`,
    en: `${label.en}: ${counted(total, 'case', 'cases', 'en')}. ${some.en}.`,
  }
}
