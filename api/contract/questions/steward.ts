/** What data stewards ask: where a statement comes from, and what no longer holds. */
import { factIdPattern } from '../ids.ts'
import { commonEdge } from '../ontology/common.ts'
import { ontology, type RelationType, relationType, relationTypeNames } from '../ontology/ontology.ts'
import type { EntityRef } from '../ontology/values.ts'
import {
  booleanColumn, choiceColumn, dateColumn, entitiesColumn, entityColumn, entityParameter, labelled, question, relationsColumn, textColumn, textParameter,
} from '../question.ts'
import { both, codeText, counted, dayText, type Language, quoted } from '../wording.ts'

const title = (entity: EntityRef | null | undefined, language: Language): string => quoted(entity?.name ?? '', language)

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
]
