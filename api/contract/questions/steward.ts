/** What data stewards ask: where a statement comes from, and what no longer holds. */
import { factIdPattern } from '../ids.ts'
import { commonEdge, commonNode } from '../ontology/common.ts'
import { nodeType, ontology, type RelationType, relationType, relationTypeNames } from '../ontology/ontology.ts'
import type { EntityRef } from '../ontology/values.ts'
import { accountableClause } from '../phrases.ts'
import {
  booleanColumn, choiceColumn, dateColumn, dateParameter, entitiesColumn, entityColumn, entityParameter, labelled, named, nodePropertyLabel,
  numberColumn, numberParameter, percentColumn, question, relationsColumn, textColumn, textParameter,
} from '../question.ts'
import { both, codeText, counted, dayText, type Language, listText, notKnown, numberText, percentText, quoted, sentences, someOf } from '../wording.ts'

const title = (entity: EntityRef | null | undefined, language: Language): string => quoted(entity?.name ?? '', language)
const titles = (entities: readonly (EntityRef | null)[], language: Language): string[] => entities.map((entity) => title(entity, language))
const names = (entities: readonly EntityRef[] | null): string[] => (entities ?? []).map(({ name }) => name)
const stage = choiceColumn('Stand', 'Stage', 'stage')

export const steward = [
  question({
    code: 'D01',
    file: 'd01_source_of_fact',
    audience: 'steward',
    question: { de: 'Woher stammt eine Aussage?', en: 'Where does a statement come from?' },
    parameters: {
      from: entityParameter({ label: { de: 'Von', en: 'From' }, example: 'post:990000000000:leitung-bauordnung', required: false }),
      to: entityParameter({ label: { de: 'Nach', en: 'To' }, example: 'ini:990000000000:digitaler-bauantrag', required: false }),
      relation: textParameter({ label: { de: 'Beziehung', en: 'Relation' }, allowed: relationTypeNames, example: 'ACCOUNTABLE_FOR', required: false }),
      factId: textParameter({
        label: { de: 'Kennung der Aussage', en: 'Id of the fact' }, pattern: new RegExp(factIdPattern), required: false,
        example: 'fact:accountable-for:0199a1b2-0000-7000-8000-000000000001',
      }),
    },
    oneOf: [['factId'], ['from', 'to']],
    exampleFrom: { parameter: 'factId', column: 'factId' },
    columns: {
      from: entityColumn('Von', 'From'),
      relation: relationsColumn('Beziehung', 'Relation'),
      to: entityColumn('Nach', 'To'),
      source: entityColumn('Quelle', 'Source'),
      date: dateColumn('Stand der Quelle', 'Date of the source'),
      publisher: textColumn('Herausgabe', 'Publisher'),
      url: textColumn('Adresse', 'Address'),
      confidence: choiceColumn(...labelled(ontology.vocabularies.confidence.label), 'confidence'),
      validFrom: dateColumn(...labelled(commonEdge.validFrom.label)),
      validUntil: dateColumn('Gültig bis', 'Valid until'),
      enteredAt: dateColumn(...labelled(commonEdge.enteredAt.label)),
      enteredBy: textColumn(...labelled(commonEdge.enteredBy.label)),
      factId: textColumn('Kennung', 'Id'),
    },
    sentence: ({ rows }) => {
      const newest = rows[0]
      if (!newest) return { de: 'Zu dieser Aussage ist keine Quelle zu finden.', en: 'No source is found for this statement.' }
      const says = (language: Language) =>
        [title(newest.from, language), ...(newest.relation ?? []).map((name) => relationType(name as RelationType).label[language]), title(newest.to, language)].join(' ')
      const facts = new Set(rows.map(({ factId }) => factId)).size
      const sources = new Set(rows.map(({ source }) => source?.id)).size
      const dated = (language: Language) => (newest.date ? ` (${{ de: 'Stand', en: 'as of' }[language]} ${dayText(newest.date, language)})` : '')
      return both((language) =>
        language === 'de'
          ? `${says('de')}: Das steht in ${title(newest.source, 'de')}${dated('de')} und gilt als ${codeText('confidence', newest.confidence ?? '', 'de')}. ${counted(sources, 'Quelle', 'Quellen', 'de')} zu ${counted(facts, 'Aussage', 'Aussagen', 'de')}.`
          : `${says('en')}: this is stated in ${title(newest.source, 'en')}${dated('en')} and counts as ${codeText('confidence', newest.confidence ?? '', 'en')}. ${counted(sources, 'source', 'sources', 'en')} for ${counted(facts, 'statement', 'statements', 'en')}.`)
    },
  }),

  question({
    code: 'D02',
    file: 'd02_how_well_sourced',
    audience: 'steward',
    question: { de: 'Wie gut ist der Bestand belegt?', en: 'How well are the statements sourced?' },
    parameters: {},
    columns: {
      relation: relationsColumn('Beziehung', 'Relation'),
      statements: numberColumn('Aussagen', 'Statements'),
      unsourced: numberColumn('Ohne Quelle', 'Without source'),
      weak: numberColumn('Schwach belegt', 'Weakly sourced'),
      weakPct: percentColumn('Anteil schwach belegt', 'Share weakly sourced'),
      examples: entitiesColumn('Schwach belegt etwa bei', 'Weakly sourced, for example'),
    },
    facts: ['statements', 'unsourced', 'weak'],
    sentence: ({ rows, facts }) => {
      const all = facts?.statements ?? 0
      if (all === 0) return { de: 'Es gibt noch keine Aussagen.', en: 'There are no statements yet.' }
      const bare = facts?.unsourced ?? 0
      const weak = facts?.weak ?? 0
      const weakest = rows.reduce<(typeof rows)[number] | undefined>((most, row) => ((row.weak ?? 0) > (most?.weak ?? 0) ? row : most), undefined)
      const called = (language: Language) => quoted(listText((weakest?.relation ?? []).map((name) => relationType(name as RelationType).label[language]), language), language)
      const codes = (language: Language) => listText(['reported', 'assumed'].map((code) => codeText('confidence', code, language)), language, 'or')
      return {
        de: sentences(
          `Von ${counted(all, 'Aussage', 'Aussagen', 'de')} ${bare === 0 ? 'hat jede eine Quelle' : `${bare === 1 ? 'hat eine' : `haben ${numberText(bare, 'de')}`} keine Quelle`}.`,
          weak === 0 ? `Keine ist nur ${codes('de')}.` : `Nur ${codes('de')} ${weak === 1 ? 'ist eine' : `sind ${numberText(weak, 'de')}`} (${percentText((100 * weak) / all, 'de')}), am meisten bei ${called('de')} (${numberText(weakest?.weak ?? 0, 'de')} von ${numberText(weakest?.statements ?? 0, 'de')}).`,
        ),
        en: sentences(
          `Of ${counted(all, 'statement', 'statements', 'en')} ${bare === 0 ? 'each has a source' : `${numberText(bare, 'en')} ${bare === 1 ? 'has' : 'have'} no source`}.`,
          weak === 0 ? `None is merely ${codes('en')}.` : `Merely ${codes('en')} ${weak === 1 ? 'is one' : `are ${numberText(weak, 'en')}`} (${percentText((100 * weak) / all, 'en')}), most of them of ${called('en')} (${numberText(weakest?.weak ?? 0, 'en')} of ${numberText(weakest?.statements ?? 0, 'en')}).`,
        ),
      }
    },
  }),

  question({
    code: 'D03',
    file: 'd03_owners_then_and_now',
    audience: 'steward',
    question: { de: 'Wer war an einem früheren Tag verantwortlich, wer ist es heute?', en: 'Who was accountable on an earlier day, and who is today?' },
    parameters: { before: dateParameter({ label: { de: 'Früherer Tag', en: 'Earlier day' }, example: '2025-01-01' }) },
    columns: {
      initiative: entityColumn(...named('Initiative')),
      was: entitiesColumn('Damals verantwortlich', 'Accountable then'),
      now: entitiesColumn('Heute verantwortlich', 'Accountable now'),
    },
    sentence: (answered) => {
      const { rows, total, truncated, values } = answered
      const since = (language: Language) => dayText(String(values.before), language)
      const handed = rows.filter(({ was }) => (was ?? []).length > 0)
      const first = handed[0]
      if (total === 0) {
        return { de: `Seit dem ${since('de')} hat sich bei keinem Vorhaben geändert, wer verantwortlich ist.`, en: `Since ${since('en')} accountability has not changed for any initiative.` }
      }
      const fresh = total - handed.length
      const clause = first && accountableClause(names(first.now), answered)
      const former = (language: Language) => listText(names(first?.was ?? null), language)
      return {
        de: sentences(
          `Seit dem ${since('de')} ging die Verantwortung bei ${counted(handed.length, nodeType('Initiative').label.de, nodeType('Initiative').plural.de, 'de')} in andere Hände${handed.length > 0 ? `: ${someOf(titles(handed.map(({ initiative }) => initiative), 'de'), handed.length, 'de')}` : ''}.`,
          first && `${title(first.initiative, 'de')} war damals bei: ${former('de')}; heute gilt: ${clause?.de}.`,
          fresh > 0 && !truncated && `Bei ${fresh === 1 ? 'einem weiteren' : `${numberText(fresh, 'de')} weiteren`} war damals eine verantwortliche Stelle ${notKnown(answered).de}.`,
        ),
        en: sentences(
          `Since ${since('en')} accountability changed hands for ${counted(handed.length, 'initiative', 'initiatives', 'en')}${handed.length > 0 ? `: ${someOf(titles(handed.map(({ initiative }) => initiative), 'en'), handed.length, 'en')}` : ''}.`,
          first && `${title(first.initiative, 'en')} was then with ${former('en')}; today ${clause?.en}.`,
          fresh > 0 && !truncated && `For ${fresh === 1 ? 'one more' : `${numberText(fresh, 'en')} more`} an accountable office was ${notKnown(answered).en} then.`,
        ),
      }
    },
  }),

  question({
    code: 'D04',
    gaps: [{ kind: 'post_vacant', cells: { vacant: true } }, { kind: 'organisation_dissolved', cells: { vacant: false } }],
    audience: 'steward',
    question: { de: 'Welche verantwortlichen Stellen gibt es nicht mehr oder sind unbesetzt?', en: 'Which accountable offices have ended or are vacant?' },
    parameters: {},
    columns: {
      owners: entitiesColumn('Verantwortliche Stelle', 'Accountable'),
      vacant: booleanColumn('Unbesetzt', 'Vacant'),
      entity: entityColumn('Verantwortet', 'Accountable for'),
      date: dateColumn('Seit', 'Since'),
      successors: entitiesColumn('Nachfolge', 'Successor'),
      unit: entityColumn('Könnte es klären', 'Could clarify'),
    },
    sentence: ({ rows, total }) => {
      if (total === 0) return { de: 'Keine eingetragene verantwortliche Stelle ist unbesetzt oder aufgelöst.', en: 'No recorded accountable office is vacant or dissolved.' }
      const vacant = rows.filter((row) => row.vacant).length
      const gone = rows.length - vacant
      return {
        de: `Bei ${counted(total, 'Eintrag', 'Einträgen', 'de')} ist die verantwortliche Stelle unbesetzt oder aufgelöst: ${vacant} unbesetzt, ${gone} aufgelöst.`,
        en: `For ${counted(total, 'entity', 'entities', 'en')} the accountable office is vacant or dissolved: ${vacant} vacant, ${gone} dissolved.`,
      }
    },
  }),

  question({
    code: 'D05',
    file: 'd05_probably_twice',
    audience: 'steward',
    question: { de: 'Was ist vermutlich doppelt?', en: 'What is probably there twice?' },
    parameters: {},
    columns: {
      entity: entityColumn('Eintrag', 'Entity'),
      other: entityColumn('Vermutlich derselbe', 'Probably the same'),
      sameName: booleanColumn('Gleicher Name', 'Same name'),
      key: textColumn('Gleiche amtliche Kennung', 'Same official key'),
    },
    sentence: ({ rows, total }) => {
      const first = rows[0]
      if (!first) {
        return {
          de: 'Kein Paar hat denselben Namen oder dieselbe amtliche Kennung. Ähnliche Namen prüft die Seite der Dubletten.',
          en: 'No pair has the same name or the same official key. Similar names are checked by the page of duplicates.',
        }
      }
      const pair = (language: Language) => `${title(first.entity, language)} ${{ de: 'und', en: 'and' }[language]} ${title(first.other, language)}`
      return {
        de: `${counted(total, 'Paar ist', 'Paare sind', 'de')} vermutlich doppelt eingetragen${total === 1 ? ':' : ', etwa'} ${pair('de')}. Geprüft sind gleiche Namen und gleiche amtliche Kennungen; ähnliche Namen prüft die Seite der Dubletten.`,
        en: `${counted(total, 'pair is', 'pairs are', 'en')} probably recorded twice${total === 1 ? ':' : ', such as'} ${pair('en')}. Checked are equal names and equal official keys; similar names are checked by the page of duplicates.`,
      }
    },
  }),

  question({
    code: 'D06',
    file: 'd06_datasets_lacking',
    audience: 'steward',
    question: { de: 'Welche Datensätze haben keine Pflege, keine Lizenz oder keine Rechtsgrundlage?', en: 'Which datasets lack a steward, a licence or a legal basis?' },
    parameters: {},
    columns: {
      dataset: entityColumn(...named('Dataset')),
      noSteward: booleanColumn('Ohne Pflege', 'Without steward'),
      noLicence: booleanColumn('Offen, ohne Lizenz', 'Open, without licence'),
      noBasis: booleanColumn('Personenbezogen, ohne Rechtsgrundlage', 'Personal, without legal basis'),
      offices: entitiesColumn('Hat damit zu tun', 'Has to do with it'),
    },
    sentence: (answered) => {
      const { rows, total, truncated } = answered
      if (total === 0) return { de: 'Jeder Datensatz hat eine Pflege, und wo es nötig ist, Lizenz und Rechtsgrundlage.', en: 'Each dataset has a steward and, where needed, a licence and a legal basis.' }
      const count = (lacks: 'noSteward' | 'noLicence' | 'noBasis') => rows.filter((row) => row[lacks]).length
      const lacking = (language: Language) => listText(
        [
          [count('noSteward'), { de: 'die Pflege', en: 'a steward' }] as const,
          [count('noLicence'), { de: 'die Lizenz', en: 'a licence' }] as const,
          [count('noBasis'), { de: 'die Rechtsgrundlage', en: 'a legal basis' }] as const,
        ].flatMap(([some, what]) => (some > 0 ? [{ de: `bei ${some === 1 ? 'einem' : numberText(some, 'de')} ${what.de}`, en: `${what.en} for ${some === 1 ? 'one' : numberText(some, 'en')}` }[language]] : [])),
        language,
      )
      const which = (language: Language) => someOf(titles(rows.map(({ dataset }) => dataset), language), total, language)
      const lost = rows.filter(({ offices }) => (offices ?? []).length === 0).length
      return {
        de: sentences(
          `${counted(total, 'Datensatz ist', 'Datensätze sind', 'de')} unvollständig${truncated ? '' : `: Es fehlt ${lacking('de')}`}.`,
          `Betroffen ${total === 1 ? 'ist' : 'sind'} ${which('de')}.`,
          !truncated && lost > 0 && `Bei ${lost === 1 ? 'einem' : numberText(lost, 'de')} davon ist, wer damit zu tun hat, ${notKnown(answered).de}.`,
        ),
        en: sentences(
          `${counted(total, 'dataset is', 'datasets are', 'en')} incomplete${truncated ? '' : `: missing is ${lacking('en')}`}.`,
          `Concerned ${total === 1 ? 'is' : 'are'} ${which('en')}.`,
          !truncated && lost > 0 && `For ${lost === 1 ? 'one' : numberText(lost, 'en')} of them, who has to do with it is ${notKnown(answered).en}.`,
        ),
      }
    },
  }),

  question({
    code: 'D07',
    file: 'd07_not_reviewed',
    audience: 'steward',
    question: { de: 'Was wurde lange nicht geprüft, und wer könnte es bestätigen?', en: 'What was not reviewed for long, and who could confirm it?' },
    parameters: { months: numberParameter({ label: { de: 'Monate ohne Prüfung', en: 'Months without review' }, minimum: 1, maximum: 600, default: 12, whole: true }) },
    columns: {
      entity: entityColumn('Eintrag', 'Entity'),
      reviewed: dateColumn(...labelled(commonNode.reviewedAt.label)),
      owners: entitiesColumn('Könnte es bestätigen', 'Could confirm it'),
      enteredBy: textColumn(...labelled(commonEdge.enteredBy.label)),
    },
    facts: ['ownerless'],
    sentence: (answered) => {
      const { rows, total, facts, values } = answered
      const months = (language: Language) => counted(Number(values.months), { de: 'Monat', en: 'month' }[language], { de: 'Monaten', en: 'months' }[language], language)
      const oldest = rows[0]
      if (!oldest?.reviewed) return { de: `Jeder Eintrag wurde in den letzten ${months('de')} geprüft.`, en: `Each entity was reviewed within the last ${months('en')}.` }
      const lost = facts?.ownerless ?? 0
      return {
        de: sentences(
          `${counted(total, 'Eintrag wurde', 'Einträge wurden', 'de')} seit ${months('de')} nicht geprüft, am längsten ${title(oldest.entity, 'de')} (zuletzt am ${dayText(oldest.reviewed, 'de')}).`,
          lost > 0 && `Bei ${lost === 1 ? 'einem' : numberText(lost, 'de')} davon ist eine Stelle, die ${lost === 1 ? 'ihn' : 'sie'} bestätigen könnte, ${notKnown(answered).de}.`,
        ),
        en: sentences(
          `${counted(total, 'entity was', 'entities were', 'en')} not reviewed for ${months('en')}, longest ${title(oldest.entity, 'en')} (last on ${dayText(oldest.reviewed, 'en')}).`,
          lost > 0 && `For ${lost === 1 ? 'one' : numberText(lost, 'en')} of them an office that could confirm ${lost === 1 ? 'it' : 'them'} is ${notKnown(answered).en}.`,
        ),
      }
    },
  }),

  question({
    code: 'D08',
    file: 'd08_contradictions',
    audience: 'steward',
    question: { de: 'Wo widersprechen sich Aussagen?', en: 'Where do statements contradict each other?' },
    parameters: {},
    columns: {
      entity: entityColumn('Worum es geht', 'What it is about'),
      claim: entityColumn(...named('Assertion')),
      claimed: entityColumn('Nennt', 'Names'),
      recorded: entitiesColumn('Eingetragen ist', 'Recorded is'),
      others: entitiesColumn('Dagegen steht', 'Against it stands'),
      date: dateColumn('Vorgebracht am', 'Claimed on'),
    },
    sentence: (answered) => {
      const { rows, total, truncated } = answered
      const first = rows[0]
      if (!first) return { de: 'Keine offene Behauptung widerspricht einer anderen oder dem, was eingetragen ist.', en: 'No open claim contradicts another one or what is recorded.' }
      const about = new Set(rows.map(({ entity }) => entity?.id)).size
      const against = rows.find(({ recorded, claimed }) => claimed !== null && (recorded ?? []).length > 0)
      const among = rows.filter(({ recorded }) => (recorded ?? []).length === 0).length
      return {
        de: sentences(
          `${counted(total, 'offene Behauptung widerspricht', 'offene Behauptungen widersprechen', 'de')} einer anderen oder dem, was eingetragen ist${truncated ? '' : `; es geht um ${counted(about, 'Eintrag', 'Einträge', 'de')}`}.`,
          against && `Bei ${title(against.entity, 'de')} ist ${listText(names(against.recorded), 'de')} eingetragen, genannt wird ${against.claimed?.name}.`,
          among > 0 && !truncated && `Bei ${numberText(among, 'de')} davon ist nichts eingetragen: Dort stehen nur Behauptungen gegeneinander.`,
        ),
        en: sentences(
          `${counted(total, 'open claim contradicts', 'open claims contradict', 'en')} another one or what is recorded${truncated ? '' : `, about ${counted(about, 'entity', 'entities', 'en')}`}.`,
          against && `For ${title(against.entity, 'en')} ${listText(names(against.recorded), 'en')} is recorded, claimed is ${against.claimed?.name}.`,
          among > 0 && !truncated && `For ${numberText(among, 'en')} of them nothing is recorded: claims stand against each other only.`,
        ),
      }
    },
  }),

  question({
    code: 'D09',
    file: 'd09_import_brought',
    audience: 'steward',
    question: { de: 'Was hat ein Import gebracht?', en: 'What did an import bring?' },
    parameters: { id: entityParameter({ label: { de: 'Importlauf', en: 'Import batch' }, types: ['ImportBatch'], example: 'bat:990000000000:beteiligungsbericht-2025' }) },
    columns: {
      batch: entityColumn(...named('ImportBatch')),
      at: dateColumn('Am', 'On'),
      rows: numberColumn(...labelled(nodePropertyLabel('ImportBatch', 'rows'))),
      created: numberColumn(...labelled(nodePropertyLabel('ImportBatch', 'created'))),
      updated: numberColumn(...labelled(nodePropertyLabel('ImportBatch', 'updated'))),
      rejected: numberColumn(...labelled(nodePropertyLabel('ImportBatch', 'rejected'))),
      entities: numberColumn('Einträge daraus', 'Entities from it'),
      relations: numberColumn('Beziehungen daraus', 'Relations from it'),
      examples: entitiesColumn('Etwa', 'For example'),
      by: textColumn(...labelled(nodePropertyLabel('ImportBatch', 'by'))),
    },
    sentence: (answered) => {
      const { rows, subjects } = answered
      const one = rows[0]
      if (!one) return { de: `Was ${title(subjects.id, 'de')} gebracht hat, ist an diesem Tag ${notKnown(answered).de}.`, en: `What ${title(subjects.id, 'en')} brought is ${notKnown(answered).en} on this day.` }
      const figure = (value: number | null, language: Language) => (value === null ? { de: 'unbekannt viele', en: 'an unknown number' }[language] : numberText(value, language))
      const left = (one.entities ?? 0) + (one.relations ?? 0)
      return {
        de: sentences(
          `${title(one.batch, 'de')}${one.at ? ` vom ${dayText(one.at, 'de')}` : ''}: ${figure(one.rows, 'de')} Zeilen gelesen, ${figure(one.created, 'de')} neu angelegt, ${figure(one.updated, 'de')} geändert, ${figure(one.rejected, 'de')} abgewiesen.`,
          left === 0
            ? `Welche Einträge daraus stammen, ist ${notKnown(answered).de}.`
            : `Davon stehen heute ${counted(one.entities ?? 0, 'Eintrag', 'Einträge', 'de')} und ${counted(one.relations ?? 0, 'Beziehung', 'Beziehungen', 'de')} im Bestand.`,
        ),
        en: sentences(
          `${title(one.batch, 'en')}${one.at ? ` of ${dayText(one.at, 'en')}` : ''}: ${figure(one.rows, 'en')} rows read, ${figure(one.created, 'en')} created, ${figure(one.updated, 'en')} changed, ${figure(one.rejected, 'en')} rejected.`,
          left === 0
            ? `Which entities came from it is ${notKnown(answered).en}.`
            : `Of these ${counted(one.entities ?? 0, 'entity', 'entities', 'en')} and ${counted(one.relations ?? 0, 'relation', 'relations', 'en')} are there today.`,
        ),
      }
    },
  }),

  question({
    code: 'D10',
    file: 'd10_completeness',
    audience: 'steward',
    question: { de: 'Wie vollständig sind die Vorhaben beschrieben?', en: 'How complete are the initiatives?' },
    parameters: {},
    columns: {
      initiative: entityColumn(...named('Initiative')),
      missing: numberColumn('Es fehlen', 'Missing'),
      owner: booleanColumn('Verantwortung', 'Accountability'),
      decision: booleanColumn(...named('Decision')),
      thrust: booleanColumn(...named('Thrust')),
      quality: booleanColumn(...named('TargetQuality')),
      measure: booleanColumn(...named('Indicator')),
      funding: booleanColumn('Finanzierung', 'Funding'),
      stage,
    },
    facts: ['initiatives', 'complete', 'owner', 'decision', 'thrust', 'quality', 'measure', 'funding'],
    sentence: ({ rows, facts }) => {
      const all = facts?.initiatives ?? 0
      if (all === 0) return { de: 'Es gibt noch kein Vorhaben.', en: 'There is no initiative yet.' }
      const complete = facts?.complete ?? 0
      const parts = [
        [facts?.owner, { de: 'eine verantwortliche Stelle', en: 'an accountable office' }],
        [facts?.decision, { de: 'ein Beschluss', en: 'a decision' }],
        [facts?.thrust, { de: 'eine Stoßrichtung', en: 'a thrust' }],
        [facts?.quality, { de: 'eine Zielqualität', en: 'a target quality' }],
        [facts?.measure, { de: 'eine Kennzahl', en: 'an indicator' }],
        [facts?.funding, { de: 'die Finanzierung', en: 'the funding' }],
      ] as const
      const lacking = parts.map(([count, what]) => ({ count: all - (count ?? 0), what })).filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
      const missing = (language: Language) => listText(lacking.map(({ count, what }) => ({ de: `${what.de} bei ${numberText(count, 'de')}`, en: `${what.en} for ${numberText(count, 'en')}` })[language]), language)
      const poorest = rows[0]
      return {
        de: sentences(
          `${numberText(complete, 'de')} von ${counted(all, 'Vorhaben ist', 'Vorhaben sind', 'de')} vollständig beschrieben (${percentText((100 * complete) / all, 'de')}).`,
          lacking.length > 0 && `Es fehlt ${missing('de')}.`,
          poorest && `Am wenigsten bekannt ist über ${title(poorest.initiative, 'de')}.`,
        ),
        en: sentences(
          `${numberText(complete, 'en')} of ${counted(all, 'initiative is', 'initiatives are', 'en')} completely described (${percentText((100 * complete) / all, 'en')}).`,
          lacking.length > 0 && `Missing is ${missing('en')}.`,
          poorest && `Least is known about ${title(poorest.initiative, 'en')}.`,
        ),
      }
    },
  }),
]
