/** What politicians ask: who owns it, who decided it, what does it cost, what came of it. */
import { nodeType } from '../ontology/ontology.ts'
import type { EntityRef } from '../ontology/values.ts'
import { accountableClause, byAndDay } from '../phrases.ts'
import {
  booleanColumn, choiceColumn, dateColumn, entitiesColumn, entityColumn, entityParameter, labelled, moneyColumn, named, numberColumn,
  numberParameter, percentColumn, question, relationPropertyLabel, textColumn,
} from '../question.ts'
import {
  type Bilingual, both, codeText, counted, dayText, known, type Language, moneyText, notKnown, numberText,
  percentText, quoted, sentences,
} from '../wording.ts'

const example = 'ini:990000000000:digitaler-bauantrag'
const initiative = entityParameter({ label: nodeType('Initiative').label, types: ['Initiative'], example })

const owners = entitiesColumn('Verantwortlich', 'Accountable')
const reference = textColumn('Vorlage', 'Paper')
const decidedBy = entitiesColumn(...named('Committee'))
const result = choiceColumn('Ergebnis', 'Result', 'decisionResult')
const effect = choiceColumn('Wirkung', 'Effect', 'decisionEffect')
const stage = choiceColumn('Stand', 'Stage', 'stage')

const title = (entity: EntityRef | null | undefined, language: Language): string => quoted(entity?.name ?? '', language)
const names = (entities: readonly EntityRef[] | null | undefined): string[] => (entities ?? []).map(({ name }) => name)

const carried = (code: string | null): boolean => code === 'adopted' || code === 'amended'
const moves = (code: string | null): boolean => code === 'mandates' || code === 'funds'

export const politics = [
  question({
    code: 'P01',
    file: 'p01_owner_and_decision',
    audience: 'politics',
    question: { de: 'Wem gehört ein Vorhaben, und wer hat es beschlossen?', en: 'Who owns an initiative, and who decided it?' },
    parameters: { id: initiative },
    columns: {
      initiative: entityColumn(...named('Initiative')),
      owners,
      decision: entityColumn(...named('Decision')),
      by: decidedBy,
      date: dateColumn('Datum', 'Date'),
      result,
      effect,
      authoritative: booleanColumn(...labelled(relationPropertyLabel('TOOK', 'authoritative'))),
      reference,
    },
    sentence: (answered) => {
      const { rows, subjects } = answered
      const clause = accountableClause(names(rows[0]?.owners), answered)
      const deciding = rows.filter((row) => row.authoritative && carried(row.result) && moves(row.effect)).at(-1)
      const decided: Bilingual = deciding?.date
        ? both((language) => `${{ de: 'Beschlossen', en: 'Decided' }[language]} ${byAndDay(names(deciding.by), deciding.date ?? '')[language]}.`)
        : { de: `Ein Beschluss ist ${notKnown(answered).de}.`, en: `A decision is ${notKnown(answered).en}.` }
      return both((language) => sentences(`${title(subjects.id, language)}: ${clause[language]}.`, decided[language]))
    },
  }),

  question({
    code: 'P02',
    file: 'p02_timeline',
    audience: 'politics',
    question: { de: 'Was wurde zu einem Vorhaben wann beschlossen, und was kam heraus?', en: 'What was decided on an initiative and when, and what came of it?' },
    parameters: { id: initiative },
    columns: {
      date: dateColumn('Datum', 'Date'),
      what: entityColumn('Beschluss oder Kennzahl', 'Decision or indicator'),
      by: decidedBy,
      result,
      effect,
      value: numberColumn(...named('Observation')),
      target: numberColumn('Ziel', 'Target'),
      unit: textColumn('Einheit', 'Unit'),
    },
    sentence: (answered) => {
      const { rows, subjects } = answered
      const decisions = rows.filter((row) => row.what?.type === 'Decision')
      const measured = rows.filter((row) => row.what?.type === 'Indicator')
      if (rows.length === 0) {
        return {
          de: `Zu ${title(subjects.id, 'de')} ist weder ein Beschluss noch ein Messwert ${known(answered).de}.`,
          en: `Neither a decision nor an observation on ${title(subjects.id, 'en')} is ${known(answered).en}.`,
        }
      }
      const count: Bilingual = {
        de: `Zu ${title(subjects.id, 'de')}: ${counted(decisions.length, nodeType('Decision').label.de, nodeType('Decision').plural.de, 'de')} und ${counted(measured.length, nodeType('Observation').label.de, nodeType('Observation').plural.de, 'de')}.`,
        en: `On ${title(subjects.id, 'en')}: ${counted(decisions.length, 'decision', 'decisions', 'en')} and ${counted(measured.length, 'observation', 'observations', 'en')}.`,
      }
      const lastDecision = decisions.at(-1)
      const lastValue = measured.at(-1)
      const value = (language: Language) => `${numberText(lastValue?.value ?? 0, language)} ${lastValue?.unit ?? ''}`.trim()
      const aim = (language: Language) => (lastValue?.target == null ? '' : ` (${{ de: 'Ziel', en: 'target' }[language]} ${numberText(lastValue.target, language)})`)
      return {
        de: sentences(
          count.de,
          lastDecision?.date && `Zuletzt beraten ${byAndDay(names(lastDecision.by), lastDecision.date).de}: ${codeText('decisionResult', lastDecision.result ?? '', 'de')}.`,
          lastValue?.date && `Zuletzt gemessen am ${dayText(lastValue.date, 'de')}: ${lastValue.what?.name} ${value('de')}${aim('de')}.`,
        ),
        en: sentences(
          count.en,
          lastDecision?.date && `Last dealt with ${byAndDay(names(lastDecision.by), lastDecision.date).en}: ${codeText('decisionResult', lastDecision.result ?? '', 'en')}.`,
          lastValue?.date && `Last measured on ${dayText(lastValue.date, 'en')}: ${lastValue.what?.name} ${value('en')}${aim('en')}.`,
        ),
      }
    },
  }),

  question({
    code: 'P03',
    file: 'p03_decided_but_not_carried_out',
    audience: 'politics',
    question: { de: 'Welche Beschlüsse sind nach sechs Monaten noch nicht umgesetzt?', en: 'Which adopted decisions are not being carried out after six months?' },
    parameters: { months: numberParameter({ label: { de: 'Monate seit dem Beschluss', en: 'Months since the decision' }, minimum: 0, maximum: 600, default: 6, whole: true }) },
    columns: {
      decision: entityColumn(...named('Decision')),
      date: dateColumn('Beschlossen am', 'Decided on'),
      reference,
      by: decidedBy,
      initiative: entityColumn(...named('Initiative')),
      stage,
      owners,
      months: numberColumn('Monate', 'Months'),
    },
    sentence: ({ rows, total, values }) => {
      const age = Number(values.months)
      const oldest = rows[0]
      if (!oldest?.date) {
        return {
          de: `Kein Beschluss, der älter als ${counted(age, 'Monat', 'Monate', 'de')} ist, wartet noch auf seine Umsetzung.`,
          en: `No decision older than ${counted(age, 'month', 'months', 'en')} still waits to be carried out.`,
        }
      }
      return {
        de: `${counted(total, 'Beschluss ist', 'Beschlüsse sind', 'de')} nach ${counted(age, 'Monat', 'Monaten', 'de')} noch nicht umgesetzt. Am längsten wartet ${title(oldest.initiative, 'de')}, beschlossen ${byAndDay(names(oldest.by), oldest.date).de}.`,
        en: `${counted(total, 'decision is', 'decisions are', 'en')} not being carried out after ${counted(age, 'month', 'months', 'en')}. ${title(oldest.initiative, 'en')} has waited longest, decided ${byAndDay(names(oldest.by), oldest.date).en}.`,
      }
    },
  }),

  question({
    code: 'P04',
    file: 'p04_running_without_decision',
    audience: 'politics',
    question: { de: 'Welche laufenden Vorhaben über einem Betrag haben keinen Beschluss?', en: 'Which running initiatives above an amount lack a council decision?' },
    parameters: { minEur: numberParameter({ label: { de: 'Budget ab (Euro)', en: 'Budget from (euros)' }, minimum: 0, maximum: 1_000_000_000, default: 100_000 }) },
    columns: {
      initiative: entityColumn(...named('Initiative')),
      budgetEur: moneyColumn('Budget', 'Budget'),
      stage,
      owners,
    },
    sentence: (answered) => {
      const { rows, total, truncated, values } = answered
      const from = (language: Language) => moneyText(Number(values.minEur), language)
      const largest = rows[0]
      if (!largest) {
        return {
          de: `Kein laufendes Vorhaben mit bekanntem Budget ab ${from('de')} ist ohne Beschluss.`,
          en: `No running initiative with a known budget from ${from('en')} lacks a decision.`,
        }
      }
      const sum = rows.reduce((eur, row) => eur + (row.budgetEur ?? 0), 0)
      const together = (language: Language) => (truncated || total < 2 ? '' : { de: `, zusammen ${moneyText(sum, 'de')}`, en: `, ${moneyText(sum, 'en')} together` }[language])
      return {
        de: `Zu ${counted(total, 'laufenden Vorhaben', 'laufenden Vorhaben', 'de')} ab ${from('de')} ist kein Beschluss ${known(answered).de}${together('de')}. Das größte ist ${title(largest.initiative, 'de')} mit ${moneyText(largest.budgetEur ?? 0, 'de')}.`,
        en: `No decision is ${known(answered).en} on ${counted(total, 'running initiative', 'running initiatives', 'en')} from ${from('en')}${together('en')}. The largest is ${title(largest.initiative, 'en')} with ${moneyText(largest.budgetEur ?? 0, 'en')}.`,
      }
    },
  }),

  question({
    code: 'P05',
    file: 'p05_cost_and_funders',
    audience: 'politics',
    question: { de: 'Was kostet ein Vorhaben, wer zahlt, welcher Anteil ist fremdfinanziert?', en: 'What does an initiative cost, who pays, what share is external?' },
    parameters: { id: initiative },
    columns: {
      funder: entityColumn('Wer zahlt', 'Funder'),
      kind: choiceColumn('Art', 'Kind', 'fundingKind'),
      programme: textColumn('Fördertopf', 'Funding pot'),
      amountEur: moneyColumn('Betrag', 'Amount'),
      sharePct: percentColumn('Anteil', 'Share'),
      until: dateColumn('Bewilligt bis', 'Granted until'),
    },
    facts: ['budgetEur', 'fundedEur', 'externalEur', 'externalPct'],
    sentence: (answered) => {
      const { facts, subjects } = answered
      const budget = facts?.budgetEur ?? null
      const funded = facts?.fundedEur ?? 0
      const external = facts?.externalEur ?? 0
      const own = funded - external
      const eur = (amount: number, language: Language) => moneyText(amount, language)
      const cost: Bilingual =
        budget === null
          ? { de: `Was ${title(subjects.id, 'de')} kostet, ist ${notKnown(answered).de}.`, en: `What ${title(subjects.id, 'en')} costs is ${notKnown(answered).en}.` }
          : { de: `${title(subjects.id, 'de')} kostet ${eur(budget, 'de')}.`, en: `${title(subjects.id, 'en')} costs ${eur(budget, 'en')}.` }
      const paid: Bilingual =
        funded === 0
          ? { de: `Wer zahlt, ist ${notKnown(answered).de}.`, en: `Who pays is ${notKnown(answered).en}.` }
          : external === 0
            ? { de: `Finanziert sind ${eur(funded, 'de')}, alles aus eigenen Mitteln.`, en: `${eur(funded, 'en')} are funded, all from own means.` }
            : {
                de: `Finanziert sind ${eur(funded, 'de')}: ${own > 0 ? `${eur(own, 'de')} aus eigenen Mitteln und ` : ''}${eur(external, 'de')} von anderen (${percentText(facts?.externalPct ?? 0, 'de')}).`,
                en: `${eur(funded, 'en')} are funded: ${own > 0 ? `${eur(own, 'en')} from own means and ` : ''}${eur(external, 'en')} from others (${percentText(facts?.externalPct ?? 0, 'en')}).`,
              }
      const open = budget === null || funded === 0 ? 0 : budget - funded
      const rest: Bilingual = {
        de: open > 0 ? `Wer die übrigen ${eur(open, 'de')} zahlt, ist ${notKnown(answered).de}.` : open < 0 ? `Das sind ${eur(-open, 'de')} mehr als das Budget.` : '',
        en: open > 0 ? `Who pays the other ${eur(open, 'en')} is ${notKnown(answered).en}.` : open < 0 ? `That is ${eur(-open, 'en')} more than the budget.` : '',
      }
      return both((language) => sentences(cost[language], paid[language], rest[language]))
    },
  }),

  question({
    code: 'P09',
    file: 'p09_overdue',
    audience: 'politics',
    question: { de: 'Welche Vorhaben sind überfällig, und wer verantwortet sie?', en: 'Which initiatives are overdue, and who is accountable?' },
    parameters: {},
    columns: {
      initiative: entityColumn(...named('Initiative')),
      dueDate: dateColumn('Fällig am', 'Due on'),
      daysLate: numberColumn('Tage überfällig', 'Days late'),
      stage,
      owners,
    },
    sentence: (answered) => {
      const { rows, total } = answered
      const longest = rows[0]
      if (!longest) return { de: 'Kein Vorhaben mit bekanntem Termin ist überfällig.', en: 'No initiative with a known due date is overdue.' }
      const clause = accountableClause(names(longest.owners), answered)
      const days = (language: Language) => counted(longest.daysLate ?? 0, { de: 'Tag', en: 'day' }[language], { de: 'Tagen', en: 'days' }[language], language)
      const one = total === 1
      return {
        de: `${counted(total, 'Vorhaben ist', 'Vorhaben sind', 'de')} überfällig${one ? ':' : ', am längsten'} ${title(longest.initiative, 'de')} seit ${days('de')}; ${clause.de}.`,
        en: `${counted(total, 'initiative is', 'initiatives are', 'en')} overdue${one ? ':' : ', longest'} ${title(longest.initiative, 'en')} by ${days('en')}; ${clause.en}.`,
      }
    },
  }),
]
