/** What IT and organisation ask: what fails with it, why, and on whom everything rests. */

import type { RelationType } from '../ontology/ontology.ts'
import { type EntityType, nodeType, relationType } from '../ontology/ontology.ts'
import type { EntityRef } from '../ontology/values.ts'
import {
  booleanColumn, choiceColumn, dateColumn, entitiesColumn, entityColumn, entityParameter, labelled, named, nodePropertyLabel, numberColumn,
  numberParameter, percentColumn, question, relationPropertyLabel, relationsColumn, textColumn,
} from '../question.ts'
import { type Bilingual, both, codeText, counted, dayText, type Language, listText, notKnown, numberText, percentText, quoted, sentences, someOf } from '../wording.ts'

const title = (entity: EntityRef | null | undefined, language: Language): string => quoted(entity?.name ?? '', language)

const titles = (entities: readonly (EntityRef | null)[], language: Language): string[] => entities.map((entity) => title(entity, language))

/** "5 Leistungen, 3 Prozesse und 1 IT-System": how many of each type, most first. */
function typeCounts(counts: Iterable<readonly [EntityType, number]>, language: Language): string {
  const parts = [...counts].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a).map(([type, count]) => {
    const { label, plural } = nodeType(type)
    const word = (count === 1 ? label : plural)[language]
    return `${numberText(count, language)} ${language === 'en' ? word.toLowerCase() : word}`
  })
  return listText(parts, language)
}

/** The same of a list of entities. */
function byType(entities: readonly (EntityRef | null)[], language: Language): string {
  const counts = new Map<EntityType, number>()
  for (const entity of entities) if (entity) counts.set(entity.type, (counts.get(entity.type) ?? 0) + 1)
  return typeCounts(counts, language)
}

const services = (count: number, language: Language): string => counted(count, { de: 'Leistung', en: 'service' }[language], { de: 'Leistungen', en: 'services' }[language], language)
const owners = entitiesColumn('Verantwortlich', 'Accountable')
const annualCases = numberColumn(...labelled(nodePropertyLabel('Service', 'annualCases')))
/** "in 3 davon", with one in words. */
const ofThem = (count: number): Bilingual => ({ de: count === 1 ? 'einer' : numberText(count, 'de'), en: count === 1 ? 'one' : numberText(count, 'en') })

export const it = [
  question({
    code: 'T01',
    file: 't01_what_fails_with',
    audience: 'it',
    question: { de: 'Was fällt aus, wenn ein System ausfällt?', en: 'What fails if a system fails?' },
    parameters: {
      id: entityParameter({
        label: { de: 'Was ausfällt', en: 'What fails' },
        types: ['System', 'Offering', 'Dataset', 'Service', 'Process', 'Organization', 'OrgUnit', 'Initiative'],
        example: 'sys:990000000000:rz-rathaus',
      }),
    },
    columns: { affected: entityColumn('Betroffen', 'Affected'), owners: entitiesColumn('Verantwortlich', 'Accountable') },
    sentence: ({ rows, total, truncated, subjects }) => {
      if (total === 0) return { de: `Fällt ${title(subjects.id, 'de')} aus, ist nach heutigem Stand nichts anderes betroffen.`, en: `If ${title(subjects.id, 'en')} fails, nothing else is hit as far as is recorded.` }
      const what = (language: Language) => (truncated ? numberText(total, language) : byType(rows.map(({ affected }) => affected), language))
      const orphans = truncated ? 0 : rows.filter(({ owners }) => (owners ?? []).length === 0).length
      return {
        de: `Fällt ${title(subjects.id, 'de')} aus, trifft es ${truncated ? `${what('de')} Einträge` : what('de')}.${orphans > 0 ? ` Bei ${orphans === 1 ? 'einem' : orphans} davon ist niemand als verantwortlich eingetragen.` : ''}`,
        en: `If ${title(subjects.id, 'en')} fails, it hits ${truncated ? `${what('en')} entities` : what('en')}.${orphans > 0 ? ` For ${orphans === 1 ? 'one' : orphans} of them nobody is recorded as accountable.` : ''}`,
      }
    },
  }),

  question({
    code: 'T02',
    file: 't02_enterprise_falls_away',
    audience: 'it',
    question: { de: 'Was fällt aus, wenn ein Unternehmen mit seinen Töchtern wegfällt?', en: 'What falls if an enterprise falls away with its subsidiaries?' },
    parameters: { id: entityParameter({ label: { de: 'Unternehmen', en: 'Enterprise' }, types: ['Organization'], example: 'org:990000000000:holding' }) },
    columns: {
      affected: entityColumn('Betroffen', 'Affected'),
      through: entitiesColumn('Hängt an', 'Rests on'),
      owners,
    },
    facts: ['subsidiaries', 'services', 'processes', 'systems', 'offerings', 'datasets', 'initiatives'],
    sentence: (answered) => {
      const { rows, total, truncated, facts, subjects } = answered
      const daughters = facts?.subsidiaries ?? 0
      const falls: Bilingual = {
        de: `Fällt ${title(subjects.id, 'de')}${daughters > 0 ? ` mit ${daughters === 1 ? 'einer Tochter' : `${numberText(daughters, 'de')} Töchtern`}` : ''} weg`,
        en: `If ${title(subjects.id, 'en')} falls away${daughters > 0 ? ` with ${daughters === 1 ? 'one subsidiary' : `${numberText(daughters, 'en')} subsidiaries`}` : ''}`,
      }
      if (total === 0) return { de: `${falls.de}, ist nach heutigem Stand nichts anderes betroffen.`, en: `${falls.en}, nothing else is hit as far as is recorded.` }
      const what = (language: Language) => typeCounts(
        [['Service', facts?.services ?? 0], ['Process', facts?.processes ?? 0], ['System', facts?.systems ?? 0], ['Offering', facts?.offerings ?? 0], ['Dataset', facts?.datasets ?? 0], ['Initiative', facts?.initiatives ?? 0]] as const,
        language,
      )
      const hits = new Map<string, number>()
      for (const { through } of rows) for (const { name } of through ?? []) hits.set(name, (hits.get(name) ?? 0) + 1)
      const [heaviest] = [...hits].sort(([, a], [, b]) => b - a)
      const orphans = rows.filter((row) => (row.owners ?? []).length === 0).length
      return {
        de: sentences(
          `${falls.de}, trifft es ${what('de')}.`,
          daughters > 0 && heaviest && !truncated && (heaviest[1] === total ? `Alles davon hängt an ${heaviest[0]}.` : `Das meiste hängt an ${heaviest[0]}: ${counted(heaviest[1], 'Eintrag', 'Einträge', 'de')}.`),
          !truncated && orphans > 0 && `Bei ${orphans === 1 ? 'einem' : numberText(orphans, 'de')} der betroffenen Einträge ist eine verantwortliche Stelle ${notKnown(answered).de}.`,
        ),
        en: sentences(
          `${falls.en}, it hits ${what('en')}.`,
          daughters > 0 && heaviest && !truncated && (heaviest[1] === total ? `All of it rests on ${heaviest[0]}.` : `Most rests on ${heaviest[0]}: ${counted(heaviest[1], 'entity', 'entities', 'en')}.`),
          !truncated && orphans > 0 && `For ${ofThem(orphans).en} of the entities hit an accountable office is ${notKnown(answered).en}.`,
        ),
      }
    },
  }),

  question({
    code: 'T03',
    file: 't03_single_points_of_failure',
    audience: 'it',
    question: { de: 'Wo sind die größten Klumpenrisiken?', en: 'Where are the single points of failure?' },
    parameters: {},
    columns: {
      point: entityColumn('Woran vieles hängt', 'What much rests on'),
      services: numberColumn('Leistungen, die mit ausfallen', 'Services that fail with it'),
      sharePct: percentColumn('Anteil an allen Leistungen', 'Share of all services'),
      owners,
    },
    facts: ['services'],
    sentence: (answered) => {
      const { rows, total, facts } = answered
      const first = rows[0]
      if (!first) {
        return {
          de: `Dass mehrere Leistungen an demselben System, Angebot oder Unternehmen hängen, ist ${notKnown(answered).de}.`,
          en: `That several services rest on the same system, offering or enterprise is ${notKnown(answered).en}.`,
        }
      }
      const most = first.services ?? 0
      const top = rows.filter((row) => row.services === most)
      const which = (language: Language) => listText(top.slice(0, 3).map(({ point }) => title(point, language)), language, 'or')
      const systems = rows.filter(({ point }) => point?.type !== 'Organization')
      const orphans = systems.filter((row) => (row.owners ?? []).length === 0).length
      return {
        de: sentences(
          `Das größte Klumpenrisiko: Fällt ${which('de')} aus, trifft es ${numberText(most, 'de')} von ${services(facts?.services ?? 0, 'de')} (${percentText(first.sharePct ?? 0, 'de')}).`,
          `An ${counted(total, 'System, Angebot oder Unternehmen', 'Systemen, Angeboten oder Unternehmen', 'de')} hängt mehr als eine Leistung.`,
          orphans > 0 && `Bei ${orphans === 1 ? 'einem System davon' : `${numberText(orphans, 'de')} Systemen oder Angeboten davon`} ist eine verantwortliche Stelle ${notKnown(answered).de}.`,
        ),
        en: sentences(
          `The largest single point of failure: if ${which('en')} fails, it hits ${numberText(most, 'en')} of ${services(facts?.services ?? 0, 'en')} (${percentText(first.sharePct ?? 0, 'en')}).`,
          `More than one service rests on ${counted(total, 'system, offering or enterprise', 'systems, offerings or enterprises', 'en')}.`,
          orphans > 0 && `For ${orphans === 1 ? 'one system' : `${numberText(orphans, 'en')} systems or offerings`} of these an accountable office is ${notKnown(answered).en}.`,
        ),
      }
    },
  }),

  question({
    code: 'T04',
    file: 't04_could_take_over',
    audience: 'it',
    question: { de: 'Was könnten wir als zentrales Angebot (EfA, Verwaltungscloud, Land) übernehmen?', en: 'What could we take over as a central offering (EfA, administration cloud, state)?' },
    parameters: {},
    columns: {
      service: entityColumn(...named('Service')),
      offering: entityColumn(...named('Offering')),
      reuseModel: choiceColumn(...labelled(nodePropertyLabel('Offering', 'reuseModel')), 'reuseModel'),
      status: choiceColumn(...labelled(nodePropertyLabel('Offering', 'status')), 'offeringStatus'),
      fit: choiceColumn(...labelled(relationPropertyLabel('COVERS', 'fit')), 'offeringFit'),
      providers: entitiesColumn('Anbieter', 'Provider'),
      ownSystems: entitiesColumn('Eigene Systeme dahinter', 'Own systems behind it'),
      annualCases,
    },
    sentence: (answered) => {
      const { rows, truncated } = answered
      const first = rows[0]
      if (!first) {
        return {
          de: `Ein zentrales Angebot, das die Kommune noch nicht nutzt, ist für keine ihrer Leistungen eingetragen.`,
          en: `No central offering that the municipality does not use yet is recorded for any of its services.`,
        }
      }
      const count = new Set(rows.map(({ service }) => service?.id)).size
      const own = new Set(rows.filter(({ ownSystems }) => (ownSystems ?? []).length > 0).map(({ service }) => service?.id)).size
      const full = rows.filter(({ fit }) => fit === 'full').length
      return {
        de: sentences(
          `Für ${truncated ? 'mindestens ' : ''}${services(count, 'de')} gibt es ein zentrales Angebot, das die Kommune noch nicht nutzt; ${numberText(full, 'de')} ${full === 1 ? 'deckt' : 'decken'} die Leistung vollständig ab.`,
          `Die meisten Fälle hätte ${title(first.offering, 'de')} für ${title(first.service, 'de')}${first.annualCases === null ? '' : ` (${numberText(first.annualCases, 'de')} im Jahr)`}.`,
          own > 0 && `Hinter ${own === count && own > 1 ? 'allen' : `${ofThem(own).de} davon`} stehen heute eigene Systeme.`,
        ),
        en: sentences(
          `For ${truncated ? 'at least ' : ''}${services(count, 'en')} there is a central offering that the municipality does not use yet; ${numberText(full, 'en')} ${full === 1 ? 'covers' : 'cover'} the service fully.`,
          `${title(first.offering, 'en')} would have the most cases, for ${title(first.service, 'en')}${first.annualCases === null ? '' : ` (${numberText(first.annualCases, 'en')} a year)`}.`,
          own > 0 && `Own systems stand behind ${own === count && own > 1 ? 'all' : ofThem(own).en} of them today.`,
        ),
      }
    },
  }),

  question({
    code: 'T05',
    file: 't05_could_be_shared',
    audience: 'it',
    question: { de: 'Welche Leistungen beruhen auf Bundesrecht und könnten gemeinsam vollzogen werden?', en: 'Which services rest on federal law and could be executed jointly?' },
    parameters: {},
    columns: {
      service: entityColumn(...named('Service')),
      annualCases,
      law: entitiesColumn(...named('LegalBasis')),
      leikaType: textColumn(...labelled(nodePropertyLabel('ServiceType', 'leikaType'))),
      executes: entitiesColumn('Vollzieht', 'Executes'),
      reviews: entitiesColumn('Steht zur Diskussion', 'Under review'),
      offerings: entitiesColumn('Angebot vorhanden', 'Offering exists'),
    },
    sentence: ({ rows, total, truncated }) => {
      const first = rows[0]
      if (!first) {
        return {
          de: 'Keine Leistung ist eingetragen, die auf Bundesrecht beruht, wenig örtlichen Spielraum lässt und von der Kommune vollzogen wird.',
          en: 'No service is recorded that rests on federal law, leaves little local discretion and is executed by the municipality.',
        }
      }
      const cases = rows.reduce((sum, row) => sum + (row.annualCases ?? 0), 0)
      const uncounted = rows.filter((row) => row.annualCases === null).length
      const offered = rows.filter(({ offerings }) => (offerings ?? []).length > 0).length
      const reviewed = rows.filter(({ reviews }) => (reviews ?? []).length > 0).length
      return {
        de: sentences(
          `${counted(total, 'Leistung beruht', 'Leistungen beruhen', 'de')} auf Bundesrecht, ${total === 1 ? 'lässt' : 'lassen'} wenig örtlichen Spielraum und ${total === 1 ? 'könnte' : 'könnten'} gemeinsam vollzogen werden.`,
          !truncated && `Das sind ${numberText(cases, 'de')} Fälle im Jahr, am meisten bei ${title(first.service, 'de')} (${numberText(first.annualCases ?? 0, 'de')}).`,
          !truncated && `Für ${offered === 1 ? 'eine' : numberText(offered, 'de')} davon gibt es ein Angebot, ${numberText(reviewed, 'de')} ${reviewed === 1 ? 'steht' : 'stehen'} schon zur Diskussion.`,
          !truncated && uncounted > 0 && `Bei ${numberText(uncounted, 'de')} ist die Zahl der Fälle nicht bekannt.`,
        ),
        en: sentences(
          `${counted(total, 'service rests', 'services rest', 'en')} on federal law, ${total === 1 ? 'leaves' : 'leave'} little local discretion and could be executed jointly.`,
          !truncated && `That is ${numberText(cases, 'en')} cases a year, most of them in ${title(first.service, 'en')} (${numberText(first.annualCases ?? 0, 'en')}).`,
          !truncated && `For ${ofThem(offered).en} of them there is an offering, ${numberText(reviewed, 'en')} ${reviewed === 1 ? 'is' : 'are'} already under review.`,
          !truncated && uncounted > 0 && `For ${numberText(uncounted, 'en')} the number of cases is not known.`,
        ),
      }
    },
  }),

  question({
    code: 'T06',
    file: 't06_recurring_steps',
    audience: 'it',
    question: { de: 'Welche Teilprozesse kommen in vielen Leistungen vor?', en: 'Which sub-processes recur in several services?' },
    parameters: {},
    columns: {
      rag: textColumn(...labelled(nodePropertyLabel('Process', 'rag'))),
      services: numberColumn(...labelled(nodeType('Service').plural)),
      cases: annualCases,
      which: entitiesColumn('Kommt vor in', 'Occurs in'),
      steps: entitiesColumn('Als Teilprozess', 'As sub-process'),
    },
    sentence: (answered) => {
      const { rows, total } = answered
      const first = rows[0]
      if (!first) return { de: `Ein Teilprozess, der in mehreren Leistungen vorkommt, ist ${notKnown(answered).de}.`, en: `A sub-process that occurs in several services is ${notKnown(answered).en}.` }
      const next = rows.slice(1, 3).map(({ rag, services: count }) => ({ rag: rag ?? '', count: count ?? 0 }))
      const others = (language: Language) => listText(next.map(({ rag, count }) => `${quoted(rag, language)} (${numberText(count, language)})`), language)
      return {
        de: sentences(
          `${counted(total, 'Art von Teilprozess kommt', 'Arten von Teilprozessen kommen', 'de')} in mehreren Leistungen vor und ${total === 1 ? 'ließe' : 'ließen'} sich bündeln.`,
          `Am häufigsten ist ${quoted(first.rag ?? '', 'de')} in ${services(first.services ?? 0, 'de')} mit zusammen ${counted(first.cases ?? 0, 'Fall', 'Fällen', 'de')} im Jahr${next.length > 0 ? `; es folgen ${others('de')}` : ''}.`,
        ),
        en: sentences(
          `${counted(total, 'kind of sub-process occurs', 'kinds of sub-processes occur', 'en')} in several services and could be pooled.`,
          `Most frequent is ${quoted(first.rag ?? '', 'en')} in ${services(first.services ?? 0, 'en')} with ${counted(first.cases ?? 0, 'case', 'cases', 'en')} a year together${next.length > 0 ? `; next come ${others('en')}` : ''}.`,
        ),
      }
    },
  }),

  question({
    code: 'T07',
    file: 't07_competences_under_discussion',
    audience: 'it',
    question: { de: 'Welche Zuständigkeiten stehen zur Diskussion, von welcher Ebene zu welcher?', en: 'Which competences are under discussion, from which level to which?' },
    parameters: {},
    columns: {
      review: entityColumn(...named('CompetenceReview')),
      about: entitiesColumn('Worum es geht', 'What it is about'),
      status: choiceColumn(...labelled(nodePropertyLabel('CompetenceReview', 'status')), 'reviewStatus'),
      currentLevel: choiceColumn(...labelled(nodePropertyLabel('CompetenceReview', 'currentLevel')), 'competenceLevel'),
      proposedLevel: choiceColumn(...labelled(nodePropertyLabel('CompetenceReview', 'proposedLevel')), 'competenceLevel'),
      scope: choiceColumn(...labelled(nodePropertyLabel('CompetenceReview', 'scope')), 'reviewScope'),
      raisedBy: entitiesColumn('Angestoßen von', 'Raised by'),
      benefit: textColumn(...labelled(nodePropertyLabel('CompetenceReview', 'benefit'))),
      obstacle: textColumn(...labelled(nodePropertyLabel('CompetenceReview', 'obstacle'))),
    },
    sentence: (answered) => {
      const { rows, total } = answered
      const first = rows[0]
      if (!first) return { de: `Dass eine Zuständigkeit zur Diskussion steht, ist ${notKnown(answered).de}.`, en: `That a competence is under discussion is ${notKnown(answered).en}.` }
      const level = (code: string | null, language: Language) => quoted(codeText('competenceLevel', code ?? '', language), language)
      const stalled = rows.filter(({ obstacle }) => obstacle !== null).length
      return {
        de: sentences(
          `${counted(total, 'Zuständigkeit steht', 'Zuständigkeiten stehen', 'de')} zur Diskussion.`,
          `${total === 1 ? 'Es geht um' : 'Am weitesten ist'} ${title(first.review, 'de')} (${codeText('reviewStatus', first.status ?? '', 'de')}): ${listText(titles(first.about ?? [], 'de'), 'de')}; heute ${level(first.currentLevel, 'de')}, vorgeschlagen ${level(first.proposedLevel, 'de')}.`,
          stalled > 0 && `${stalled === total && total > 1 ? 'Bei allen' : `Bei ${numberText(stalled, 'de')}`} ist ein Hindernis benannt.`,
        ),
        en: sentences(
          `${counted(total, 'competence is', 'competences are', 'en')} under discussion.`,
          `${total === 1 ? 'It is' : 'Furthest is'} ${title(first.review, 'en')} (${codeText('reviewStatus', first.status ?? '', 'en')}): ${listText(titles(first.about ?? [], 'en'), 'en')}; today ${level(first.currentLevel, 'en')}, proposed ${level(first.proposedLevel, 'en')}.`,
          stalled > 0 && `For ${stalled === total && total > 1 ? 'all' : numberText(stalled, 'en')} of them an obstacle is named.`,
        ),
      }
    },
  }),

  question({
    code: 'T08',
    file: 't08_provider_concentration',
    audience: 'it',
    question: { de: 'Wie abhängig sind wir von welchem Anbieter?', en: 'How concentrated are we on which provider?' },
    parameters: {},
    columns: {
      provider: entityColumn('Anbieter', 'Provider'),
      systems: numberColumn('Systeme und Angebote', 'Systems and offerings'),
      sharePct: percentColumn('Anteil', 'Share'),
      what: entitiesColumn('Welche', 'Which'),
    },
    facts: ['inUse', 'inHouse'],
    sentence: ({ rows, total, facts }) => {
      const first = rows[0]
      const inUse = facts?.inUse ?? 0
      const inHouse = facts?.inHouse ?? 0
      if (!first) return { de: 'Zu keinem System ist ein Betreiber eingetragen.', en: 'No system has a recorded operator.' }
      const share = (language: Language) => percentText(first.sharePct ?? 0, language)
      const count = first.systems ?? 0
      return {
        de: `Am meisten hängt an ${first.provider?.name}: ${counted(count, 'System oder Angebot', 'Systeme und Angebote', 'de')}, ${share('de')} der ${numberText(inUse, 'de')} genutzten. ${counted(total, 'Anbieter', 'Anbieter', 'de')} insgesamt${inHouse > 0 ? `; ${counted(inHouse, 'läuft', 'laufen', 'de')} nur im eigenen Haus` : ''}.`,
        en: `Most rests on ${first.provider?.name}: ${counted(count, 'system or offering', 'systems and offerings', 'en')}, ${share('en')} of the ${numberText(inUse, 'en')} in use. ${counted(total, 'provider', 'providers', 'en')} in all${inHouse > 0 ? `; ${counted(inHouse, 'runs', 'run', 'en')} in-house only` : ''}.`,
      }
    },
  }),

  question({
    code: 'T09',
    file: 't09_systems_that_end',
    audience: 'it',
    question: { de: 'Welche Systeme oder Verträge laufen demnächst aus, und welche Leistungen trifft es?', en: 'Which systems or contracts end soon, and which services are hit?' },
    parameters: { months: numberParameter({ label: { de: 'In den nächsten Monaten', en: 'Within months' }, minimum: 0, maximum: 240, default: 12, whole: true }) },
    columns: {
      system: entityColumn(...named('System')),
      endOfLife: dateColumn(...labelled(nodePropertyLabel('System', 'endOfLife'))),
      contractUntil: dateColumn(...labelled(nodePropertyLabel('System', 'contractUntil'))),
      over: booleanColumn('Schon vorbei', 'Already over'),
      services: entitiesColumn('Betroffene Leistungen', 'Services hit'),
      owners,
    },
    facts: ['services'],
    sentence: (answered) => {
      const { rows, total, facts, values } = answered
      const months = Number(values.months)
      const within: Bilingual = {
        de: months === 0 ? 'Bis heute' : months === 1 ? 'Bis in einem Monat' : `Bis in ${numberText(months, 'de')} Monaten`,
        en: months === 0 ? 'Until today' : months === 1 ? 'Within a month' : `Within ${numberText(months, 'en')} months`,
      }
      const first = rows[0]
      if (!first) return { de: `${within.de} läuft kein System und kein Vertrag aus, dessen Ende eingetragen ist.`, en: `${within.en} no system and no contract ends of which an end is recorded.` }
      const end = [first.endOfLife, first.contractUntil].filter((day) => day !== null).sort()[0] ?? ''
      const hit = (first.services ?? []).length
      const gone = rows.filter(({ over }) => over)
      return {
        de: sentences(
          `${within.de} ${total === 1 ? 'läuft ein System oder sein Vertrag' : `laufen ${numberText(total, 'de')} Systeme oder ihre Verträge`} aus; ${(facts?.services ?? 0) === 0 ? 'eine Leistung, die das trifft, ist nicht eingetragen' : `daran ${facts?.services === 1 ? 'hängt' : 'hängen'} ${services(facts?.services ?? 0, 'de')}`}.`,
          hit > 0 && `Am schwersten wiegt ${title(first.system, 'de')} (${dayText(end, 'de')}): ${services(hit, 'de')}.`,
          gone.length > 0 && `Schon abgelaufen: ${someOf(titles(gone.map(({ system }) => system), 'de'), gone.length, 'de')}.`,
        ),
        en: sentences(
          `${within.en} ${total === 1 ? 'one system or its contract ends' : `${numberText(total, 'en')} systems or their contracts end`}; ${(facts?.services ?? 0) === 0 ? 'no service hit by that is recorded' : `${services(facts?.services ?? 0, 'en')} ${facts?.services === 1 ? 'rests' : 'rest'} on them`}.`,
          hit > 0 && `Weightiest is ${title(first.system, 'en')} (${dayText(end, 'en')}): ${services(hit, 'en')}.`,
          gone.length > 0 && `Already over: ${someOf(titles(gone.map(({ system }) => system), 'en'), gone.length, 'en')}.`,
        ),
      }
    },
  }),

  question({
    code: 'T10',
    file: 't10_frequent_and_little_digital',
    audience: 'it',
    question: { de: 'Welche häufigen Leistungen sind wenig digital?', en: 'Which frequent services are little digital?' },
    parameters: { minCases: numberParameter({ label: { de: 'Fälle im Jahr ab', en: 'Cases a year from' }, minimum: 0, maximum: 10_000_000, default: 1_000, whole: true }) },
    columns: {
      service: entityColumn(...named('Service')),
      annualCases,
      maturity: numberColumn(...labelled(nodePropertyLabel('Service', 'maturity'))),
      maturityModel: choiceColumn(...labelled(nodePropertyLabel('Service', 'maturityModel')), 'maturityModel'),
      maturityPct: percentColumn('Anteil der höchsten Stufe', 'Share of the highest level'),
      inWork: entitiesColumn('Daran arbeitet', 'In work by'),
    },
    facts: ['rated', 'unrated'],
    sentence: (answered) => {
      const { rows, total, truncated, facts, values } = answered
      const from = (language: Language) => numberText(Number(values.minCases), language)
      const unrated = facts?.unrated ?? 0
      const open: Bilingual = {
        de: unrated > 0 ? `Bei ${numberText(unrated, 'de')} weiteren ist der Reifegrad ${notKnown(answered).de}.` : '',
        en: unrated > 0 ? `For ${numberText(unrated, 'en')} more the maturity is ${notKnown(answered).en}.` : '',
      }
      const first = rows[0]
      if (!first) {
        return {
          de: sentences(`Keine Leistung mit mindestens ${from('de')} Fällen im Jahr und bekanntem Reifegrad ist wenig digital.`, open.de),
          en: sentences(`No service with at least ${from('en')} cases a year and a known maturity is little digital.`, open.en),
        }
      }
      const inWork = rows.filter((row) => (row.inWork ?? []).length > 0).length
      const cases = (language: Language) => numberText(first.annualCases ?? 0, language)
      const top = first.maturityModel === '2.0' ? 7 : 4
      return {
        de: sentences(
          `${numberText(total, 'de')} von ${services(facts?.rated ?? total, 'de')} mit mindestens ${from('de')} Fällen im Jahr ${total === 1 ? 'ist' : 'sind'} wenig digital, am häufigsten gefragt ${title(first.service, 'de')} (${cases('de')} Fälle, Reifegrad ${numberText(first.maturity ?? 0, 'de')} von ${top}).`,
          !truncated && (inWork === 0 ? 'An keiner davon arbeitet ein Vorhaben.' : `An ${ofThem(inWork).de} davon arbeitet ein Vorhaben.`),
          open.de,
        ),
        en: sentences(
          `${numberText(total, 'en')} of ${services(facts?.rated ?? total, 'en')} with at least ${from('en')} cases a year ${total === 1 ? 'is' : 'are'} little digital, most in demand ${title(first.service, 'en')} (${cases('en')} cases, maturity ${numberText(first.maturity ?? 0, 'en')} of ${top}).`,
          !truncated && (inWork === 0 ? 'No initiative works on any of them.' : `Initiatives work on ${ofThem(inWork).en} of them.`),
          open.en,
        ),
      }
    },
  }),

  question({
    code: 'T11',
    file: 't11_why_hit',
    audience: 'it',
    question: { de: 'Warum trifft es einen Eintrag, wenn ein anderer ausfällt?', en: 'Why is one hit if another fails?' },
    parameters: {
      id: entityParameter({ label: { de: 'Was ausfällt', en: 'What fails' }, example: 'org:990000000000:netze' }),
      id2: entityParameter({ label: { de: 'Was betroffen ist', en: 'What is hit' }, example: 'svc:990000000000:99012008001000' }),
    },
    columns: {
      step: numberColumn('Schritt', 'Step'),
      affected: entityColumn('Betroffen', 'Affected'),
      relation: relationsColumn('Beziehung', 'Relation'),
      needs: entityColumn('Braucht', 'Needs'),
      criticality: choiceColumn('Kritikalität', 'Criticality', 'criticality'),
    },
    sentence: ({ rows, subjects }) => {
      if (rows.length === 0) {
        return {
          de: `Ein Ausfall von ${title(subjects.id, 'de')} trifft ${title(subjects.id2, 'de')} nach heutigem Stand nicht.`,
          en: `A failure of ${title(subjects.id, 'en')} does not hit ${title(subjects.id2, 'en')} as far as is recorded.`,
        }
      }
      // Told from what is hit towards what fails: each link says what it needs.
      const links = (language: Language) =>
        [...rows].reverse().map(({ affected, relation, needs }) =>
          [title(affected, language), ...(relation ?? []).map((name) => relationType(name as RelationType).label[language]), title(needs, language)].join(' '))
      return both((language) => `${{ de: 'Es trifft', en: 'It hits' }[language]} ${title(subjects.id2, language)}: ${links(language).join('; ')}.`)
    },
  }),
]
