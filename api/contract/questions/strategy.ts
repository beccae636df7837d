/** What strategy units ask: gaps, spheres, thrusts, connections. */
import { codeOfId } from '../ids.ts'
import { nodeType, vocabularyLabel } from '../ontology/ontology.ts'
import type { EntityRef } from '../ontology/values.ts'
import { accountableClause } from '../phrases.ts'
import {
  booleanColumn, choiceColumn, dateColumn, entitiesColumn, entityColumn, entityParameter, labelled, moneyColumn, named, nodePropertyLabel,
  numberColumn, numberParameter, percentColumn, question, relationPropertyLabel, relationsColumn, textColumn,
} from '../question.ts'
import {
  type Bilingual, both, counted, dayText, known, type Language, listText, moneyText, notKnown, numberText, percentText, quoted, sentences,
  someOf,
} from '../wording.ts'

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

/** Concepts are named by their vocabulary, as spheres are. */
function conceptName(entity: EntityRef | null, vocabulary: 'skill' | 'targetQuality', language: Language): string {
  const code = entity && codeOfId(vocabulary, entity.id)
  return code ? vocabularyLabel(vocabulary, code)[language] : (entity?.name ?? '')
}

const owners = entitiesColumn('Verantwortlich', 'Accountable')
const stage = choiceColumn('Stand', 'Stage', 'stage')
const budget = moneyColumn(...labelled(nodePropertyLabel('Initiative', 'budgetEur')))
const names = (entities: readonly EntityRef[] | null): string[] => (entities ?? []).map(({ name }) => name)
/** "3 Vorhaben". */
const initiatives = (count: number, language: Language): string =>
  counted(count, { de: nodeType('Initiative').label.de, en: 'initiative' }[language], { de: nodeType('Initiative').plural.de, en: 'initiatives' }[language], language)
/** "3 aktive Vorhaben". */
const active = (count: number, language: Language): string =>
  counted(count, { de: 'aktives Vorhaben', en: 'active initiative' }[language], { de: 'aktive Vorhaben', en: 'active initiatives' }[language], language)

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
    code: 'S03',
    file: 's03_only_imitating',
    audience: 'strategy',
    question: { de: 'Welche Vorhaben bilden nur nach?', en: 'Which initiatives only imitate?' },
    parameters: {},
    columns: {
      initiative,
      depth: choiceColumn(...labelled(nodePropertyLabel('Initiative', 'depth')), 'depth'),
      stage,
      changes: entitiesColumn('Arbeitet an', 'Works on'),
      owners,
      budgetEur: budget,
    },
    facts: ['initiatives', 'unrated', 'budgetEur', 'budgets', 'otherwiseRated'],
    sentence: ({ rows, total, facts }) => {
      const all = facts?.initiatives ?? 0
      const unrated = facts?.unrated ?? 0
      const other = facts?.otherwiseRated ?? 0
      const first = rows[0]
      const open: Bilingual = unrated === 0
        ? { de: '', en: '' }
        : { de: `Bei ${initiatives(unrated, 'de')} ist die Tiefe noch nicht eingeschätzt.`, en: `The depth of ${initiatives(unrated, 'en')} is not rated yet.` }
      if (!first) return { de: sentences('Kein Vorhaben bildet nur nach, was es schon gibt.', open.de), en: sentences('No initiative only imitates what is there already.', open.en) }
      const largest = first.budgetEur
      const sum = facts?.budgetEur ?? 0
      return {
        de: sentences(
          `${numberText(total, 'de')} von ${numberText(all, 'de')} Vorhaben ${total === 1 ? 'bildet' : 'bilden'} nur nach, was es schon gibt${largest === null ? `: ${someOf(titles(rows.map((row) => row.initiative), 'de'), total, 'de')}` : `; das größte ist ${title(first.initiative, 'de')} mit ${moneyText(largest, 'de')}, bekannt sind zusammen ${moneyText(sum, 'de')}`}.`,
          other > 0 && `${other === 1 ? 'Eines davon ist' : `${numberText(other, 'de')} davon sind`} höher eingeschätzt, doch was ${other === 1 ? 'es' : 'sie'} daran ${other === 1 ? 'ändert' : 'ändern'}, bildet nur nach.`,
          open.de,
        ),
        en: sentences(
          `${numberText(total, 'en')} of ${initiatives(all, 'en')} only ${total === 1 ? 'imitates' : 'imitate'} what is there already${largest === null ? `: ${someOf(titles(rows.map((row) => row.initiative), 'en'), total, 'en')}` : `; the largest is ${title(first.initiative, 'en')} with ${moneyText(largest, 'en')}, known are ${moneyText(sum, 'en')} in all`}.`,
          other > 0 && `${other === 1 ? 'One of them is' : `${numberText(other, 'en')} of them are`} rated higher, but every change only imitates.`,
          open.en,
        ),
      }
    },
  }),

  question({
    code: 'S04',
    file: 's04_thrusts_without_active',
    audience: 'strategy',
    question: { de: 'Welche Stoßrichtung hat kein aktives Vorhaben?', en: 'Which thrust has no active initiative?' },
    parameters: {},
    columns: { thrust: entityColumn(...named('Thrust')), initiatives: entitiesColumn('Vorhaben, die nicht aktiv sind', 'Initiatives that are not active') },
    facts: ['thrusts', 'known'],
    sentence: (answered) => {
      const { rows, facts } = answered
      const all = facts?.thrusts ?? 0
      if (rows.length === 0) return { de: `Jede der ${all} Stoßrichtungen hat mindestens ein aktives Vorhaben.`, en: `Each of the ${all} thrusts has at least one active initiative.` }
      const which = (language: Language) => listText(rows.map(({ thrust }) => thrustName(thrust, language)), language)
      const waiting = new Set(rows.flatMap((row) => (row.initiatives ?? []).map(({ id }) => id))).size
      return {
        de: `Ohne aktives Vorhaben ${rows.length === 1 ? 'ist' : `sind ${rows.length} von ${all} Stoßrichtungen:`} ${which('de')}. ${waiting === 0 ? `Ein Vorhaben dazu ist ${notKnown(answered).de}.` : `${waiting === 1 ? 'Ein Vorhaben dazu hat' : `${numberText(waiting, 'de')} Vorhaben dazu haben`} noch nicht begonnen, ${waiting === 1 ? 'ruht oder ist' : 'ruhen oder sind'} beendet.`}`,
        en: `Without an active initiative: ${rows.length === 1 ? which('en') : `${rows.length} of ${all} thrusts, ${which('en')}`}. ${waiting === 0 ? `An initiative for it is ${notKnown(answered).en}.` : `${initiatives(waiting, 'en')} of it ${waiting === 1 ? 'has' : 'have'} not begun, ${waiting === 1 ? 'is' : 'are'} paused or over.`}`,
      }
    },
  }),

  question({
    code: 'S05',
    file: 's05_spheres_never_involved',
    audience: 'strategy',
    question: { de: 'Welche Sphären sind nie beteiligt?', en: 'Which spheres are never involved?' },
    parameters: {},
    columns: { sphere: entityColumn(...named('Sphere')), actors: numberColumn('Akteure', 'Actors') },
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
      thrust: entityColumn(...named('Thrust')),
      sphere: entityColumn(...named('Sphere')),
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
    code: 'S07',
    file: 's07_load_per_owner',
    audience: 'strategy',
    question: { de: 'Wer trägt zu viel?', en: 'Who carries too much?' },
    parameters: {
      k: numberParameter({ label: { de: 'Mehr Vorhaben als', en: 'More initiatives than' }, minimum: 0, maximum: 100, default: 4, whole: true }),
    },
    columns: {
      owner: entityColumn('Verantwortlich', 'Accountable'),
      initiatives: numberColumn('Aktive Vorhaben', 'Active initiatives'),
      troubled: numberColumn('Davon rot oder überfällig', 'Red or overdue of these'),
      budgetEur: budget,
      unbudgeted: numberColumn('Ohne bekanntes Budget', 'Without a known budget'),
      which: entitiesColumn('Welche', 'Which'),
    },
    facts: ['owners', 'initiatives', 'ownerless'],
    sentence: (answered) => {
      const { rows, total, facts, values } = answered
      const k = Number(values.k)
      const [first] = rows
      const ownerless = facts?.ownerless ?? 0
      const nobody: Bilingual = ownerless === 0
        ? { de: '', en: '' }
        : { de: `Für ${active(ownerless, 'de')} ist keine verantwortliche Stelle ${known(answered).de}.`, en: `Nobody is ${known(answered).en} to be accountable for ${active(ownerless, 'en')}.` }
      if (!first) {
        return {
          de: sentences(`Keine Stelle trägt mehr als ${active(k, 'de')} oder mehr als eines, das rot oder überfällig ist.`, nobody.de),
          en: sentences(`Nobody carries more than ${active(k, 'en')} or more than one that is red or overdue.`, nobody.en),
        }
      }
      const worst = rows.reduce((most, row) => ((row.troubled ?? 0) > (most.troubled ?? 0) ? row : most), first)
      const load = first.initiatives ?? 0
      const euro = first.budgetEur ?? 0
      const troubled = worst.troubled ?? 0
      return {
        de: sentences(
          k === 0
            ? `${counted(total, 'Stelle trägt', 'Stellen tragen', 'de')} zusammen ${active(facts?.initiatives ?? 0, 'de')}.`
            : `${counted(total, 'Stelle trägt', 'Stellen tragen', 'de')} mehr als ${active(k, 'de')} oder mehrere, die rot oder überfällig sind.`,
          `Am meisten trägt ${title(first.owner, 'de')}: ${active(load, 'de')}${euro > 0 ? `, zusammen mindestens ${moneyText(euro, 'de')}` : ''}.`,
          troubled > 0 && `Die meisten Sorgen hat ${title(worst.owner, 'de')}: ${numberText(troubled, 'de')} von ${numberText(worst.initiatives ?? 0, 'de')} rot oder überfällig.`,
          nobody.de,
        ),
        en: sentences(
          k === 0
            ? `${counted(total, 'owner carries', 'owners carry', 'en')} ${active(facts?.initiatives ?? 0, 'en')} in all.`
            : `${counted(total, 'owner carries', 'owners carry', 'en')} more than ${active(k, 'en')} or several that are red or overdue.`,
          `${title(first.owner, 'en')} carries most: ${active(load, 'en')}${euro > 0 ? `, at least ${moneyText(euro, 'en')} in all` : ''}.`,
          troubled > 0 && `${title(worst.owner, 'en')} has most trouble: ${numberText(troubled, 'en')} of ${numberText(worst.initiatives ?? 0, 'en')} red or overdue.`,
          nobody.en,
        ),
      }
    },
  }),

  question({
    code: 'S08',
    file: 's08_in_several_spheres',
    audience: 'strategy',
    question: { de: 'Welche Akteure gehören mehreren Sphären an?', en: 'Which actors belong to several spheres?' },
    parameters: {},
    columns: {
      actor: entityColumn('Akteur', 'Actor'),
      spheres: entitiesColumn('Sphären', 'Spheres'),
      bySeat: booleanColumn('Über Sitze und Ämter', 'Through seats and offices'),
    },
    facts: ['actors', 'persons'],
    sentence: ({ rows, total, facts }) => {
      const [first] = rows
      const all = facts?.actors ?? 0
      if (!first) return { de: `Keiner der ${numberText(all, 'de')} Akteure mit bekannter Sphäre gehört mehreren Sphären an.`, en: `None of the ${numberText(all, 'en')} actors whose sphere is known belongs to several.` }
      const persons = facts?.persons ?? 0
      const which = (language: Language) => listText((first.spheres ?? []).map((sphere) => sphereName(sphere, language)), language)
      return {
        de: `${numberText(total, 'de')} von ${numberText(all, 'de')} Akteuren ${total === 1 ? 'gehört' : 'gehören'} mehreren Sphären an${persons > 0 ? `, ${persons === total ? 'alle' : numberText(persons, 'de')} davon durch Sitze und Ämter` : ''}. An den meisten hat ${title(first.actor, 'de')} teil: ${which('de')}.`,
        en: `${numberText(total, 'en')} of ${numberText(all, 'en')} actors ${total === 1 ? 'belongs' : 'belong'} to several spheres${persons > 0 ? `, ${persons === total ? 'all' : numberText(persons, 'en')} of them through seats and offices` : ''}. ${title(first.actor, 'en')} has part in most: ${which('en')}.`,
      }
    },
  }),

  question({
    code: 'S09',
    file: 's09_bridges',
    audience: 'strategy',
    question: { de: 'Wer verbindet über Vorhaben fremde Sphären?', en: 'Who bridges to foreign spheres through initiatives?' },
    parameters: {},
    columns: {
      actor: entityColumn('Akteur', 'Actor'),
      own: entitiesColumn('Eigene Sphäre', 'Own sphere'),
      spheres: entitiesColumn('Trifft auf', 'Meets'),
      initiatives: numberColumn('In Vorhaben', 'In initiatives'),
    },
    facts: ['actors', 'reached', 'spheres'],
    sentence: ({ rows, total, facts }) => {
      const [first] = rows
      if (!first) return { de: 'Niemand trifft in einem Vorhaben auf eine fremde Sphäre.', en: 'Nobody meets a foreign sphere in an initiative.' }
      const which = (language: Language) => listText((first.spheres ?? []).map((sphere) => sphereName(sphere, language)), language)
      const all = facts?.actors ?? 0
      const left = (facts?.spheres ?? 0) - (facts?.reached ?? 0)
      return {
        de: sentences(
          `${numberText(total, 'de')} von ${numberText(all, 'de')} Beteiligten ${total === 1 ? 'trifft' : 'treffen'} in Vorhaben auf fremde Sphären.`,
          `Am weitesten reicht ${title(first.actor, 'de')}: in ${numberText(first.initiatives ?? 0, 'de')} Vorhaben auf ${which('de')}.`,
          left > 0 && `${left === 1 ? 'Eine Sphäre erreicht' : `${numberText(left, 'de')} Sphären erreicht`} niemand von außen.`,
        ),
        en: sentences(
          `${numberText(total, 'en')} of ${numberText(all, 'en')} participants ${total === 1 ? 'meets' : 'meet'} foreign spheres in initiatives.`,
          `${title(first.actor, 'en')} reaches furthest: ${which('en')} in ${initiatives(first.initiatives ?? 0, 'en')}.`,
          left > 0 && `Nobody from outside reaches ${left === 1 ? 'one sphere' : `${numberText(left, 'en')} spheres`}.`,
        ),
      }
    },
  }),

  question({
    code: 'S10',
    file: 's10_qualities',
    audience: 'strategy',
    question: { de: 'Wie verteilen sich Vorhaben und Geld auf Lebens-, Standort- und Arbeitsqualität?', en: 'How do initiatives and money spread over quality of life, location and work?' },
    parameters: {},
    columns: {
      quality: entityColumn(...named('TargetQuality')),
      initiatives: numberColumn('Aktive Vorhaben', 'Active initiatives'),
      budgetEur: budget,
      unbudgeted: numberColumn('Ohne bekanntes Budget', 'Without a known budget'),
    },
    facts: ['initiatives', 'aimless', 'several', 'unbudgeted'],
    sentence: (answered) => {
      const { rows, facts } = answered
      const [first] = rows
      if (!first || (first.initiatives ?? 0) === 0) return { de: `Ein aktives Vorhaben mit einer Zielqualität ist ${notKnown(answered).de}.`, en: `An active initiative with a target quality is ${notKnown(answered).en}.` }
      const richest = rows.reduce((most, row) => ((row.budgetEur ?? 0) > (most.budgetEur ?? 0) ? row : most), first)
      const paid = (row: (typeof rows)[number]) => row.budgetEur ?? 0
      const name = (row: (typeof rows)[number], language: Language) => conceptName(row.quality, 'targetQuality', language)
      const rest = (language: Language) => rows.filter((row) => row !== first && row !== richest)
        .map((row) => `${name(row, language)} ${numberText(row.initiatives ?? 0, language)}${paid(row) > 0 ? ` (${moneyText(paid(row), language)})` : ''}`)
      const [aimless, several, unbudgeted] = [facts?.aimless ?? 0, facts?.several ?? 0, facts?.unbudgeted ?? 0]
      return {
        de: sentences(
          `Die meisten aktiven Vorhaben zielen auf ${name(first, 'de')}: ${numberText(first.initiatives ?? 0, 'de')}${paid(first) > 0 ? ` mit ${moneyText(paid(first), 'de')}` : ''}${paid(richest) === 0 ? '' : richest === first ? ', dorthin geht auch das meiste Geld' : `; das meiste Geld geht in ${name(richest, 'de')}: ${moneyText(paid(richest), 'de')} für ${numberText(richest.initiatives ?? 0, 'de')}`}.`,
          rest('de').length > 0 && `Außerdem: ${listText(rest('de'), 'de')}.`,
          several > 0 && `${initiatives(several, 'de')} ${several === 1 ? 'zählt' : 'zählen'} mehrfach.`,
          unbudgeted > 0 && `Bei ${numberText(unbudgeted, 'de')} ist das Budget ${notKnown(answered).de}.`,
          aimless > 0 && `Bei ${counted(aimless, 'aktiven Vorhaben', 'aktiven Vorhaben', 'de')} ist kein Ziel ${known(answered).de}.`,
        ),
        en: sentences(
          `Most active initiatives aim at ${name(first, 'en').toLowerCase()}: ${numberText(first.initiatives ?? 0, 'en')}${paid(first) > 0 ? ` with ${moneyText(paid(first), 'en')}` : ''}${paid(richest) === 0 ? '' : richest === first ? ', and most of the money goes there' : `; most money goes to ${name(richest, 'en').toLowerCase()}: ${moneyText(paid(richest), 'en')} for ${numberText(richest.initiatives ?? 0, 'en')}`}.`,
          rest('en').length > 0 && `Besides: ${listText(rest('en'), 'en')}.`,
          several > 0 && `${initiatives(several, 'en')} ${several === 1 ? 'counts' : 'count'} more than once.`,
          unbudgeted > 0 && `The budget of ${numberText(unbudgeted, 'en')} is ${notKnown(answered).en}.`,
          aimless > 0 && `Of ${active(aimless, 'en')} no aim is ${known(answered).en}.`,
        ),
      }
    },
  }),

  question({
    code: 'S11',
    file: 's11_one_sided_users',
    audience: 'strategy',
    question: { de: 'Wo fehlt die doppelte Nutzerzentrierung?', en: 'Where are not both sides of users really involved?' },
    parameters: {},
    columns: {
      initiative,
      stage,
      side: choiceColumn('Einbezogen nur', 'Involved only', 'userSide'),
      groups: entitiesColumn(...labelled(nodeType('UserGroup').plural)),
      owners,
    },
    facts: ['initiatives', 'nobody', 'external', 'internal'],
    sentence: (answered) => {
      const { rows, total, facts } = answered
      const all = facts?.initiatives ?? 0
      if (all === 0) return { de: `Ein aktives Vorhaben ist ${notKnown(answered).de}.`, en: `An active initiative is ${notKnown(answered).en}.` }
      if (total === 0) return { de: `Alle ${numberText(all, 'de')} aktiven Vorhaben beziehen die Nutzenden außen und innen ein.`, en: `All ${active(all, 'en')} involve users outside and inside.` }
      const [nobody, external, internal] = [facts?.nobody ?? 0, facts?.external ?? 0, facts?.internal ?? 0]
      const sides = (language: Language) => [
        external > 0 && { de: `nur die Menschen außen bei ${numberText(external, 'de')}`, en: `only people outside in ${numberText(external, 'en')}` }[language],
        internal > 0 && { de: `nur die innen bei ${numberText(internal, 'de')}`, en: `only those inside in ${numberText(internal, 'en')}` }[language],
      ].filter((part) => part !== false)
      const oneSided = (language: Language) => sides(language).length === 0 ? '' : `; ${{ de: 'einbezogen sind', en: 'involved are' }[language]} ${listText(sides(language), language)}`
      const alone = rows.filter(({ side }) => side === null).map((row) => row.initiative)
      return {
        de: sentences(
          `Bei ${numberText(total, 'de')} von ${numberText(all, 'de')} aktiven Vorhaben fehlt eine Seite der Nutzenden${oneSided('de')}.`,
          nobody > 0 && `Von ${numberText(nobody, 'de')} ist gar keine Beteiligung ${known(answered).de}: ${someOf(titles(alone, 'de'), nobody, 'de')}.`,
        ),
        en: sentences(
          `Of ${active(all, 'en')} ${numberText(total, 'en')} ${total === 1 ? 'lacks' : 'lack'} one side of the users${oneSided('en')}.`,
          nobody > 0 && `No involvement at all is ${known(answered).en} of ${numberText(nobody, 'en')}: ${someOf(titles(alone, 'en'), nobody, 'en')}.`,
        ),
      }
    },
  }),

  question({
    code: 'S12',
    file: 's12_missing_skills',
    audience: 'strategy',
    question: { de: 'Welche Schlüsselkompetenzen fehlen?', en: 'Which key competences are missing?' },
    parameters: {
      coverPct: numberParameter({ label: { de: 'Gedeckt zu weniger als (Prozent)', en: 'Covered to less than (per cent)' }, minimum: 1, maximum: 100_000, default: 100 }),
    },
    columns: {
      skill: entityColumn(...named('Skill')),
      proficiency: numberColumn(...labelled(relationPropertyLabel('NEEDS_SKILL', 'proficiency'))),
      neededFte: numberColumn('Gebraucht (Vollzeitstellen)', 'Needed (full-time posts)'),
      heldFte: numberColumn('Vorhanden auf diesem Niveau', 'Held at this level'),
      missingFte: numberColumn('Fehlt', 'Missing'),
      initiatives: numberColumn('Aktive Vorhaben', 'Active initiatives'),
      which: entitiesColumn('Welche', 'Which'),
      unstated: numberColumn('Ohne Angabe des Umfangs', 'Without a stated amount'),
      holders: entitiesColumn('Vorhanden bei', 'Held by'),
    },
    facts: ['skills'],
    sentence: (answered) => {
      const { rows, facts, values } = answered
      const all = facts?.skills ?? 0
      if (all === 0) return { de: `Welche Kompetenzen die Vorhaben brauchen, ist ${notKnown(answered).de}.`, en: `Which competences the initiatives need is ${notKnown(answered).en}.` }
      const limit = Number(values.coverPct)
      const [first, ...others] = rows
      if (!first) return { de: `Jede der ${all} benötigten Kompetenzen ist zu mindestens ${percentText(limit, 'de')} gedeckt.`, en: `Each of the ${all} competences needed is covered to at least ${percentText(limit, 'en')}.` }
      const name = (row: (typeof rows)[number], language: Language) => conceptName(row.skill, 'skill', language)
      const unstated = rows.reduce((sum, row) => sum + (row.unstated ?? 0), 0)
      const short = limit === 100
      const also = (language: Language) => listText(others.map((row) => name(row, language)), language)
      return {
        de: sentences(
          `${numberText(rows.length, 'de')} von ${numberText(all, 'de')} benötigten Kompetenzen ${short ? (rows.length === 1 ? 'reicht nicht' : 'reichen nicht') : `${rows.length === 1 ? 'ist' : 'sind'} zu weniger als ${percentText(limit, 'de')} gedeckt`}.`,
          `Am meisten fehlt ${name(first, 'de')}: ${active(first.initiatives ?? 0, 'de')} ${first.initiatives === 1 ? 'braucht' : 'brauchen'} ${numberText(first.neededFte ?? 0, 'de')} Vollzeitstellen auf bis zu Niveau ${numberText(first.proficiency ?? 0, 'de')}, vorhanden ${first.heldFte === 1 ? 'ist' : 'sind'} ${numberText(first.heldFte ?? 0, 'de')}.`,
          others.length > 0 && `Danach: ${also('de')}.`,
          unstated > 0 && `Bei ${counted(unstated, 'Angabe', 'Angaben', 'de')} fehlt der Umfang.`,
        ),
        en: sentences(
          `${numberText(rows.length, 'en')} of ${numberText(all, 'en')} competences needed ${short ? (rows.length === 1 ? 'does not suffice' : 'do not suffice') : `${rows.length === 1 ? 'is' : 'are'} covered to less than ${percentText(limit, 'en')}`}.`,
          `Most is missing of ${name(first, 'en')}: ${active(first.initiatives ?? 0, 'en')} ${first.initiatives === 1 ? 'needs' : 'need'} ${numberText(first.neededFte ?? 0, 'en')} full-time posts at up to level ${numberText(first.proficiency ?? 0, 'en')}, ${numberText(first.heldFte ?? 0, 'en')} are held.`,
          others.length > 0 && `Then: ${also('en')}.`,
          unstated > 0 && `${counted(unstated, 'statement lacks', 'statements lack', 'en')} the amount.`,
        ),
      }
    },
  }),

  question({
    code: 'S13',
    file: 's13_same_target_apart',
    audience: 'strategy',
    question: { de: 'Wo arbeiten mehrere Vorhaben getrennt an derselben Sache?', en: 'Where do several initiatives work apart on the same thing?' },
    parameters: {},
    columns: {
      target: entityColumn('Woran sie arbeiten', 'What they work on'),
      initiative,
      owners,
      other: entityColumn('Anderes Vorhaben', 'Other initiative'),
      otherOwners: entitiesColumn('Dafür verantwortlich', 'Accountable for that one'),
    },
    facts: ['targets'],
    sentence: ({ rows, total, facts }) => {
      if (total === 0) return { de: 'Keine zwei Vorhaben unter verschiedener Verantwortung arbeiten an derselben Sache.', en: 'No two initiatives with different owners work on the same thing.' }
      const joined = new Map<string, { target: EntityRef | null; ids: Set<string> }>()
      for (const row of rows) {
        const id = row.target?.id ?? ''
        const known = joined.get(id) ?? { target: row.target, ids: new Set<string>() }
        for (const one of [row.initiative, row.other]) if (one) known.ids.add(one.id)
        joined.set(id, known)
      }
      const most = [...joined.values()].reduce((best, one) => (one.ids.size > best.ids.size ? one : best))
      const targets = facts?.targets ?? 0
      return {
        de: `${targets === 1 ? 'An einer Sache' : `An ${numberText(targets, 'de')} Sachen`} arbeiten Vorhaben unter verschiedener Verantwortung (${counted(total, 'Paar', 'Paare', 'de')}); die meisten an ${title(most.target, 'de')}: ${initiatives(most.ids.size, 'de')}.`,
        en: `Initiatives with different owners work on ${targets === 1 ? 'one thing' : `${numberText(targets, 'en')} things`} (${counted(total, 'pair', 'pairs', 'en')}); most on ${title(most.target, 'en')}: ${initiatives(most.ids.size, 'en')}.`,
      }
    },
  }),

  question({
    code: 'S14',
    file: 's14_blocking',
    audience: 'strategy',
    question: { de: 'Welche Vorhaben blockieren andere?', en: 'Which initiatives block others?' },
    parameters: {},
    columns: {
      initiative,
      health: choiceColumn(...labelled(nodePropertyLabel('Initiative', 'health')), 'health'),
      dueDate: dateColumn(...labelled(nodePropertyLabel('Initiative', 'dueDate'))),
      daysLate: numberColumn('Tage überfällig', 'Days overdue'),
      owners,
      blocked: entitiesColumn('Warten darauf', 'Waiting for it'),
      blocks: numberColumn('Wie viele', 'How many'),
    },
    facts: ['troubled', 'waiting'],
    sentence: (answered) => {
      const { rows, total, facts } = answered
      const troubled = facts?.troubled ?? 0
      const [first] = rows
      if (!first) {
        return troubled === 0
          ? { de: `Dass ein Vorhaben rot oder überfällig wäre, ist ${notKnown(answered).de}.`, en: `That any initiative is red or overdue is ${notKnown(answered).en}.` }
          : { de: `${initiatives(troubled, 'de')} ${troubled === 1 ? 'ist' : 'sind'} rot oder überfällig, doch keines hält ein anderes auf.`, en: `${initiatives(troubled, 'en')} ${troubled === 1 ? 'is' : 'are'} red or overdue, but none blocks another.` }
      }
      const late = first.daysLate
      const clause = accountableClause(names(first.owners), answered)
      return {
        de: sentences(
          `${numberText(total, 'de')} von ${numberText(troubled, 'de')} roten oder überfälligen Vorhaben ${total === 1 ? 'hält' : 'halten'} zusammen ${numberText(facts?.waiting ?? 0, 'de')} andere auf.`,
          `Auf ${title(first.initiative, 'de')}${late === null ? '' : `, seit ${counted(late, 'Tag', 'Tagen', 'de')} überfällig,`} ${first.blocks === 1 ? 'wartet' : 'warten'} ${numberText(first.blocks ?? 0, 'de')}; ${clause.de}.`,
        ),
        en: sentences(
          `${numberText(total, 'en')} of ${numberText(troubled, 'en')} red or overdue initiatives ${total === 1 ? 'blocks' : 'block'} ${numberText(facts?.waiting ?? 0, 'en')} others in all.`,
          `${numberText(first.blocks ?? 0, 'en')} ${first.blocks === 1 ? 'waits' : 'wait'} for ${title(first.initiative, 'en')}${late === null ? '' : `, overdue for ${counted(late, 'day', 'days', 'en')}`}; ${clause.en}.`,
        ),
      }
    },
  }),

  question({
    code: 'S15',
    file: 's15_no_measure_or_off_target',
    audience: 'strategy',
    question: { de: 'Welche Vorhaben haben kein Wirkungsmaß oder verfehlen ihr Ziel?', en: 'Which initiatives have no outcome measure or are off target?' },
    parameters: {},
    columns: {
      initiative,
      stage,
      measure: entityColumn('Wirkungsmaß', 'Outcome measure'),
      unit: textColumn(...labelled(nodePropertyLabel('Indicator', 'unit'))),
      target: numberColumn(...labelled(nodePropertyLabel('Indicator', 'target'))),
      value: numberColumn('Zuletzt gemessen', 'Last measured'),
      date: dateColumn(...labelled(nodePropertyLabel('Observation', 'date'))),
      missedPct: percentColumn('Verfehlt um', 'Missed by'),
    },
    facts: ['initiatives', 'without', 'off', 'unmeasured', 'untargeted'],
    sentence: (answered) => {
      const { rows, total, facts } = answered
      const all = facts?.initiatives ?? 0
      const [without, off, unmeasured, untargeted] = [facts?.without ?? 0, facts?.off ?? 0, facts?.unmeasured ?? 0, facts?.untargeted ?? 0]
      const open: Bilingual = untargeted === 0
        ? { de: '', en: '' }
        : { de: `${counted(untargeted, 'Wirkungsmaß hat', 'Wirkungsmaße haben', 'de')} kein Ziel.`, en: `${counted(untargeted, 'measure has', 'measures have', 'en')} no target.` }
      if (all === 0) return { de: `Ein laufendes oder abgeschlossenes Vorhaben ist ${notKnown(answered).de}.`, en: `A running or completed initiative is ${notKnown(answered).en}.` }
      if (total === 0) {
        return {
          de: sentences(`Jedes der ${numberText(all, 'de')} laufenden und abgeschlossenen Vorhaben hat ein Wirkungsmaß, und keines verfehlt sein Ziel.`, open.de),
          en: sentences(`Each of the ${numberText(all, 'en')} running and completed initiatives has an outcome measure, and none misses its target.`, open.en),
        }
      }
      const worst = off > 0 ? rows[0] : undefined
      return {
        de: sentences(
          off > 0 && `${counted(off, 'Wirkungsmaß verfehlt', 'Wirkungsmaße verfehlen', 'de')} ${off === 1 ? 'sein' : 'ihr'} Ziel.`,
          worst?.date && `Am weitesten entfernt ist ${title(worst.initiative, 'de')}: ${title(worst.measure, 'de')} lag am ${dayText(worst.date, 'de')} bei ${numberText(worst.value ?? 0, 'de')} statt ${numberText(worst.target ?? 0, 'de')} (${worst.unit}).`,
          without > 0 && `Für ${numberText(without, 'de')} von ${numberText(all, 'de')} laufenden und abgeschlossenen Vorhaben ist kein Wirkungsmaß ${known(answered).de}.`,
          unmeasured > 0 && `${counted(unmeasured, 'Wirkungsmaß wurde', 'Wirkungsmaße wurden', 'de')} nie gemessen.`,
          open.de,
        ),
        en: sentences(
          off > 0 && `${counted(off, 'outcome measure misses its target', 'outcome measures miss their targets', 'en')}.`,
          worst?.date && `Furthest off is ${title(worst.initiative, 'en')}: ${title(worst.measure, 'en')} was ${numberText(worst.value ?? 0, 'en')} instead of ${numberText(worst.target ?? 0, 'en')} (${worst.unit}) on ${dayText(worst.date, 'en')}.`,
          without > 0 && `No outcome measure is ${known(answered).en} of ${numberText(without, 'en')} of ${numberText(all, 'en')} running and completed initiatives.`,
          unmeasured > 0 && `${counted(unmeasured, 'measure was', 'measures were', 'en')} never taken.`,
          open.en,
        ),
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
