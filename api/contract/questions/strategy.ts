/** What strategy units ask: gaps, spheres, thrusts, connections. */
import { codeOfId } from '../ids.ts'
import { nodeType, vocabularyLabel } from '../ontology/ontology.ts'
import type { EntityRef } from '../ontology/values.ts'
import { choiceColumn, dateColumn, entitiesColumn, entityColumn, entityParameter, labelled, named, numberColumn, question, relationsColumn } from '../question.ts'
import { type Bilingual, both, counted, known, type Language, listText, quoted, someOf } from '../wording.ts'

const initiative = entityColumn(...named('Initiative'))
const title = (entity: EntityRef | null | undefined, language: Language): string => quoted(entity?.name ?? '', language)
const titles = (entities: readonly (EntityRef | null)[], language: Language): string[] => entities.map((entity) => title(entity, language))

/** Spheres are named by their vocabulary: the English answer has English names. */
function sphereName(entity: EntityRef | null, language: Language): string {
  const code = entity && codeOfId('sphere', entity.id)
  return code ? vocabularyLabel('sphere', code)[language] : (entity?.name ?? '')
}

/** "Stoßrichtung 5½ („Zuständigkeiten neu diskutieren“)". */
function thrustName(entity: EntityRef | null, language: Language): string {
  const code = entity && codeOfId('thrust', entity.id)
  if (!code) return entity?.name ?? ''
  const number = code.replace('.5', '½')
  return `${vocabularyNoun[language]} ${number} (${quoted(vocabularyLabel('thrust', code)[language], language)})`
}
const vocabularyNoun: Bilingual = { de: 'Stoßrichtung', en: 'thrust' }

export const strategy = [
  question({
    code: 'S01',
    gaps: [{ kind: 'no_accountable' }],
    audience: 'strategy',
    question: { de: 'Welche aktiven Vorhaben haben keine verantwortliche Stelle?', en: 'Which active initiatives have nobody accountable?' },
    parameters: {},
    columns: {
      entity: initiative,
      stage: choiceColumn('Stand', 'Stage', 'stage'),
      owners: entitiesColumn('Genannt, nicht bestätigt', 'Named, not confirmed'),
      unit: entityColumn('Könnte es klären', 'Could clarify'),
      date: dateColumn('Ohne Verantwortung seit', 'Without accountability since'),
    },
    sentence: (answered) => {
      const { rows, total } = answered
      if (total === 0) return { de: 'Für jedes aktive Vorhaben ist eine verantwortliche Stelle eingetragen.', en: 'Somebody is accountable for every active initiative.' }
      const named = rows.filter(({ owners }) => (owners ?? []).length > 0).length
      const which = (language: Language) => someOf(titles(rows.map(({ entity }) => entity), language), total, language)
      return {
        de: `Für ${counted(total, 'aktives Vorhaben', 'aktive Vorhaben', 'de')} ist keine verantwortliche Stelle ${known(answered).de}: ${which('de')}.${named > 0 ? ` Bei ${named === total ? 'allen' : named === 1 ? 'einem' : named} davon nennt eine Quelle jemanden, bestätigt ist das nicht.` : ''}`,
        en: `Nobody is ${known(answered).en} to be accountable for ${counted(total, 'active initiative', 'active initiatives', 'en')}: ${which('en')}.${named > 0 ? ` For ${named === total ? 'all' : named === 1 ? 'one' : named} of them a source names somebody, without confirmation.` : ''}`,
      }
    },
  }),

  question({
    code: 'S02',
    gaps: [{ kind: 'two_accountable', initiativesOnly: true }],
    audience: 'strategy',
    question: { de: 'Welche Vorhaben haben mehrere verantwortliche Stellen?', en: 'Which initiatives have several accountable owners?' },
    parameters: {},
    columns: {
      entity: initiative,
      owners: entitiesColumn('Verantwortlich', 'Accountable'),
      unit: entityColumn('Gemeinsam darüber', 'Common superior'),
      date: dateColumn('Mehrere seit', 'Several since'),
    },
    sentence: ({ rows, total }) => {
      if (total === 0) return { de: 'Kein Vorhaben hat mehrere verantwortliche Stellen.', en: 'No initiative has several accountable owners.' }
      const which = (language: Language) => someOf(titles(rows.map(({ entity }) => entity), language), total, language)
      return {
        de: `${counted(total, 'Vorhaben hat', 'Vorhaben haben', 'de')} mehrere verantwortliche Stellen: ${which('de')}.`,
        en: `${counted(total, 'initiative has', 'initiatives have', 'en')} several accountable owners: ${which('en')}.`,
      }
    },
  }),

  question({
    code: 'S05',
    file: 's05_spheres_never_involved',
    audience: 'strategy',
    question: { de: 'Welche Sphären sind nie beteiligt?', en: 'Which spheres are never involved?' },
    parameters: {},
    columns: { sphere: entityColumn('Sphäre', 'Sphere'), actors: numberColumn('Akteure', 'Actors') },
    facts: ['spheres'],
    sentence: ({ rows, facts }) => {
      if (rows.length === 0) {
        const all = facts?.spheres ?? 0
        return { de: `Alle ${all} Sphären sind an Vorhaben beteiligt.`, en: `All ${all} spheres are involved in initiatives.` }
      }
      const which = (language: Language) => listText(rows.map(({ sphere }) => sphereName(sphere, language)), language)
      const idle = rows.reduce((sum, { actors }) => sum + (actors ?? 0), 0)
      return {
        de: `An keinem Vorhaben beteiligt ${rows.length === 1 ? 'ist die Sphäre' : 'sind die Sphären'} ${which('de')}; dazu gehören ${counted(idle, 'Akteur', 'Akteure', 'de')}.`,
        en: `Not involved in any initiative: ${which('en')}, with ${counted(idle, 'actor', 'actors', 'en')}.`,
      }
    },
  }),

  question({
    code: 'S06',
    file: 's06_thrust_by_sphere',
    audience: 'strategy',
    question: { de: 'Wie verteilen sich die Vorhaben auf Stoßrichtungen und Sphären?', en: 'How do initiatives spread over thrusts and spheres?' },
    parameters: {},
    columns: {
      thrust: entityColumn('Stoßrichtung', 'Thrust'),
      sphere: entityColumn('Sphäre', 'Sphere'),
      initiatives: numberColumn(...labelled(nodeType('Initiative').plural)),
    },
    sentence: ({ rows }) => {
      const most = rows.reduce<(typeof rows)[number] | undefined>((best, row) => ((row.initiatives ?? 0) > (best?.initiatives ?? 0) ? row : best), undefined)
      if (!most) return { de: 'Kein Vorhaben verfolgt eine Stoßrichtung.', en: 'No initiative pursues a thrust.' }
      const empty = rows.filter(({ initiatives }) => initiatives === 0).length
      const count = most.initiatives ?? 0
      return {
        de: `Am stärksten besetzt ist ${thrustName(most.thrust, 'de')} in der Sphäre ${sphereName(most.sphere, 'de')} mit ${counted(count, nodeType('Initiative').label.de, nodeType('Initiative').plural.de, 'de')}. ${empty === 0 ? 'Kein Feld ist leer' : `${empty} von ${rows.length} Feldern ${empty === 1 ? 'ist' : 'sind'} leer`}.`,
        en: `Most crowded is ${thrustName(most.thrust, 'en')} in the sphere ${sphereName(most.sphere, 'en')} with ${counted(count, 'initiative', 'initiatives', 'en')}. ${empty === 0 ? 'No cell is empty' : `${empty} of ${rows.length} cells ${empty === 1 ? 'is' : 'are'} empty`}.`,
      }
    },
  }),

  question({
    code: 'S16',
    file: 's16_ways_between',
    audience: 'strategy',
    question: { de: 'Wie hängen zwei Einträge zusammen?', en: 'How are two entities connected?' },
    parameters: {
      id: entityParameter({ label: { de: 'Von', en: 'From' }, example: 'org:990000000000:freifunk' }),
      id2: entityParameter({ label: { de: 'Zu', en: 'To' }, example: 'com:990000000000:rat' }),
    },
    columns: {
      way: entitiesColumn('Weg', 'Way'),
      relations: relationsColumn('Beziehungen', 'Relations'),
      length: numberColumn('Schritte', 'Steps'),
    },
    sentence: ({ rows, total, subjects, values }) => {
      const ends = (language: Language) => `${title(subjects.id, language)} ${{ de: 'und', en: 'and' }[language]} ${title(subjects.id2, language)}`
      const shortest = rows[0]
      if (values.id === values.id2) return { de: `${title(subjects.id, 'de')} ist beides Mal derselbe Eintrag.`, en: `${title(subjects.id, 'en')} is the same entity twice.` }
      if (!shortest) return { de: `Zwischen ${ends('de')} ist kein Weg von höchstens sechs Schritten zu finden.`, en: `No way of at most six steps is found between ${ends('en')}.` }
      const between = (language: Language) => listText(titles((shortest.way ?? []).slice(1, -1), language), language)
      const more = total - 1
      return both((language) => {
        const via = between(language)
        const others = more > 0 ? { de: ` ${counted(more, 'weiterer Weg', 'weitere Wege', 'de')} in der Tabelle.`, en: ` ${counted(more, 'more way', 'more ways', 'en')} in the table.` }[language] : ''
        return language === 'de'
          ? via === '' ? `${ends('de')} sind unmittelbar verbunden.${others}` : `${ends('de')} hängen zusammen über ${via}.${others}`
          : via === '' ? `${ends('en')} are directly connected.${others}` : `${ends('en')} are connected through ${via}.${others}`
      })
    },
  }),
]
