/** What politicians ask: who owns it, who decided it, what does it cost, what came of it. */
import { codes, nodeType } from '../ontology/ontology.ts'
import type { EntityRef } from '../ontology/values.ts'
import { accountableClause, byAndDay, withArticles } from '../phrases.ts'
import {
  booleanColumn, choiceColumn, dateColumn, entitiesColumn, entityColumn, entityParameter, labelled, moneyColumn, named, nodePropertyLabel,
  numberColumn, numberParameter, percentColumn, question, relationPropertyLabel, textColumn,
} from '../question.ts'
import {
  type Bilingual, both, capital, codeText, counted, dayText, known, type Language, listText, moneyText, notKnown, numberText,
  percentText, quoted, sentences, someOf,
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

/** From the deepest to the shallowest. */
const depths = [...codes('involvementDepth')].reverse()
/** How a part of a whole is spoken of where the share is a range: "25 % bis 50 %". */
const shareText = (least: number, most: number | null, language: Language): string =>
  most === null || most === least ? percentText(least, language) : `${percentText(least, language)} ${{ de: 'bis', en: 'to' }[language]} ${percentText(most, language)}`

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
    code: 'P06',
    file: 'p06_effective_share',
    audience: 'politics',
    question: { de: 'Wie hoch ist der durchgerechnete Anteil der Kommune an einem Unternehmen?', en: 'What is the municipality’s effective share in an enterprise?' },
    parameters: { id: entityParameter({ label: { de: 'Unternehmen', en: 'Enterprise' }, types: ['Organization'], example: 'org:990000000000:glasfaser' }) },
    columns: {
      owner: entityColumn('Wer hält', 'Holder'),
      enterprise: entityColumn('Woran', 'In which'),
      sharePct: percentColumn(...labelled(relationPropertyLabel('OWNS_SHARE', 'sharePct'))),
      maxPct: percentColumn(...labelled(relationPropertyLabel('OWNS_SHARE', 'shareMax'))),
      throughPct: percentColumn('Durchgerechnet bis hier', 'Effective up to here'),
      chain: numberColumn('Kette', 'Chain'),
    },
    facts: ['effectivePct', 'maxPct', 'chains', 'carrier'],
    sentence: (answered) => {
      const { rows, facts, subjects } = answered
      const chains = facts?.chains ?? 0
      if (chains === 0) {
        return facts?.carrier
          ? { de: `Die Kommune ist Trägerin von ${title(subjects.id, 'de')}; Kapitalanteile gibt es daran nicht.`, en: `The municipality carries ${title(subjects.id, 'en')}; there are no shares in it.` }
          : { de: `Ein Anteil der Kommune an ${title(subjects.id, 'de')} ist ${notKnown(answered).de}.`, en: `A share of the municipality in ${title(subjects.id, 'en')} is ${notKnown(answered).en}.` }
      }
      const holder = rows[0]?.owner?.name ?? ''
      const share = (language: Language) => shareText(facts?.effectivePct ?? 0, facts?.maxPct ?? null, language)
      const steps = rows.filter(({ chain }) => chain === 1)
      const via = (language: Language) => listText(steps.slice(0, -1).map(({ enterprise }) => title(enterprise, language)), language)
      const product = (language: Language) => steps.map(({ sharePct, maxPct }) => shareText(sharePct ?? 0, maxPct, language)).join(' × ')
      const how: Bilingual =
        chains > 1
          ? { de: `über ${numberText(chains, 'de')} Ketten zusammen`, en: `over ${numberText(chains, 'en')} chains together` }
          : steps.length === 1
            ? { de: 'unmittelbar', en: 'directly' }
            : { de: `über ${via('de')} (${product('de')})`, en: `through ${via('en')} (${product('en')})` }
      return {
        de: `${capital(withArticles([holder]) ?? holder)} hält durchgerechnet ${share('de')} an ${title(subjects.id, 'de')}, ${how.de}.`,
        en: `${holder} effectively holds ${share('en')} of ${title(subjects.id, 'en')}, ${how.en}.`,
      }
    },
  }),

  question({
    code: 'P07',
    file: 'p07_enterprises_and_initiatives',
    audience: 'politics',
    question: {
      de: 'An welchen Unternehmen hält die Kommune einen nennenswerten Anteil, und welche Vorhaben verantworten sie?',
      en: 'In which enterprises does the municipality hold a considerable share, and for which initiatives are they accountable?',
    },
    parameters: { pct: numberParameter({ label: { de: 'Durchgerechneter Anteil ab (Prozent)', en: 'Effective share from (per cent)' }, minimum: 0, maximum: 100, default: 25 }) },
    columns: {
      enterprise: entityColumn('Unternehmen', 'Enterprise'),
      sharePct: percentColumn('Durchgerechneter Anteil', 'Effective share'),
      maxPct: percentColumn(...labelled(relationPropertyLabel('OWNS_SHARE', 'shareMax'))),
      legalForm: choiceColumn(...labelled(nodePropertyLabel('Organization', 'legalForm')), 'legalForm'),
      initiatives: entitiesColumn('Verantwortet die Vorhaben', 'Accountable for'),
    },
    facts: ['maybe'],
    sentence: (answered) => {
      const { rows, total, facts, values } = answered
      const from = (language: Language) => percentText(Number(values.pct), language)
      const maybe = facts?.maybe ?? 0
      const open: Bilingual = {
        de: maybe > 0 ? `Bei ${maybe === 1 ? 'einem weiteren' : `${numberText(maybe, 'de')} weiteren`} ist nur eine Spanne bekannt, die darüber reichen kann.` : '',
        en: maybe > 0 ? `For ${maybe === 1 ? 'one more' : `${numberText(maybe, 'en')} more`} only a range is known that may reach it.` : '',
      }
      if (total === 0) {
        return {
          de: sentences(`Ein Unternehmen, an dem die Kommune durchgerechnet mindestens ${from('de')} hält, ist ${notKnown(answered).de}.`, open.de),
          en: sentences(`An enterprise in which the municipality effectively holds at least ${from('en')} is ${notKnown(answered).en}.`, open.en),
        }
      }
      const busy = rows.filter(({ initiatives }) => (initiatives ?? []).length > 0)
      const which = (language: Language) => someOf(busy.map(({ enterprise, initiatives }) => `${enterprise?.name} (${listText((initiatives ?? []).map((one) => title(one, language)), language)})`), busy.length, language)
      return {
        de: sentences(
          `An ${counted(total, 'Unternehmen', 'Unternehmen', 'de')} hält die Kommune durchgerechnet mindestens ${from('de')}.`,
          busy.length > 0 ? `Vorhaben ${busy.length === 1 ? 'verantwortet' : 'verantworten'} ${numberText(busy.length, 'de')} davon: ${which('de')}.` : `Dass eines davon ein Vorhaben verantwortet, ist ${notKnown(answered).de}.`,
          open.de,
        ),
        en: sentences(
          `In ${counted(total, 'enterprise', 'enterprises', 'en')} the municipality effectively holds at least ${from('en')}.`,
          busy.length > 0 ? `${numberText(busy.length, 'en')} of them ${busy.length === 1 ? 'is' : 'are'} accountable for initiatives: ${which('en')}.` : `That one of them is accountable for an initiative is ${notKnown(answered).en}.`,
          open.en,
        ),
      }
    },
  }),

  question({
    code: 'P08',
    file: 'p08_council_and_boards',
    audience: 'politics',
    question: { de: 'Wer sitzt zugleich im Rat und in Aufsichtsgremien?', en: 'Who sits in the council and in supervisory bodies at once?' },
    parameters: {},
    columns: {
      person: entityColumn(...named('Person')),
      boards: entitiesColumn('Aufsichtsgremien', 'Supervisory bodies'),
      council: entitiesColumn('Rat, Ausschüsse, Fraktion', 'Council, committees, parliamentary group'),
    },
    sentence: (answered) => {
      const { rows, total } = answered
      const most = rows[0]
      if (!most) {
        return {
          de: `Dass jemand zugleich im Rat und in einem Aufsichtsgremium sitzt, ist ${notKnown(answered).de}.`,
          en: `That anybody sits in the council and in a supervisory body at once is ${notKnown(answered).en}.`,
        }
      }
      const people = (language: Language) => {
        const some = rows.slice(0, 5).map(({ person }) => person?.name ?? '')
        const more = total - some.length
        return listText(more > 0 ? [...some, counted(more, { de: 'weitere Person', en: 'more' }[language], { de: 'weitere Personen', en: 'more' }[language], language)] : some, language)
      }
      const boards = most.boards ?? []
      const unmatched = boards.length > (rows[1]?.boards ?? []).length
      return {
        de: sentences(
          `${counted(total, 'Person sitzt', 'Personen sitzen', 'de')} zugleich im Rat und in Aufsichtsgremien: ${people('de')}.`,
          unmatched && total > 1 && `Die meisten Aufsichtssitze hat ${most.person?.name}: ${listText(names(boards), 'de')}.`,
        ),
        en: sentences(
          `${counted(total, 'person sits', 'persons sit', 'en')} in the council and in supervisory bodies at once: ${people('en')}.`,
          unmatched && total > 1 && `${most.person?.name} has the most supervisory seats: ${listText(names(boards), 'en')}.`,
        ),
      }
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

  question({
    code: 'P10',
    file: 'p10_grants_that_end',
    audience: 'politics',
    question: { de: 'Welche Fördermittel laufen demnächst aus, und was hängt daran?', en: 'Which grants end soon, and what hangs on them?' },
    parameters: { months: numberParameter({ label: { de: 'In den nächsten Monaten', en: 'Within months' }, minimum: 1, maximum: 120, default: 6, whole: true }) },
    columns: {
      initiative: entityColumn(...named('Initiative')),
      until: dateColumn(...labelled(relationPropertyLabel('FUNDS', 'until'))),
      amountEur: moneyColumn(...labelled(relationPropertyLabel('FUNDS', 'amountEur'))),
      funder: entityColumn('Von wem', 'From'),
      programme: textColumn(...labelled(relationPropertyLabel('FUNDS', 'programme'))),
      owners,
      dependents: entitiesColumn('Hängt davon ab', 'Depends on it'),
    },
    sentence: (answered) => {
      const { rows, total, truncated, values } = answered
      const months = Number(values.months)
      const within: Bilingual = {
        de: months === 1 ? 'Im nächsten Monat' : `In den nächsten ${numberText(months, 'de')} Monaten`,
        en: months === 1 ? 'Within the next month' : `Within the next ${numberText(months, 'en')} months`,
      }
      const first = rows[0]
      if (!first?.until) {
        return {
          de: `${within.de} laufen keine Fördermittel aus, von denen ein Ende ${known(answered).de} ist.`,
          en: `${within.en} no grants end of which the end is ${known(answered).en}.`,
        }
      }
      const sum = rows.reduce((eur, { amountEur }) => eur + (amountEur ?? 0), 0)
      const together = (language: Language) => (truncated || total < 2 ? '' : { de: `, zusammen ${moneyText(sum, 'de')}`, en: `, ${moneyText(sum, 'en')} together` }[language])
      const eur = (language: Language) => moneyText(first.amountEur ?? 0, language)
      const heaviest = rows.reduce((most, row) => ((row.dependents ?? []).length > (most.dependents ?? []).length ? row : most), first)
      const hanging = heaviest.dependents ?? []
      return {
        de: sentences(
          `${within.de} ${total === 1 ? 'läuft eine Förderung' : `laufen ${numberText(total, 'de')} Förderungen`} aus${together('de')}.`,
          `${total === 1 ? 'Es ist die von' : 'Zuerst endet die von'} ${title(first.initiative, 'de')} am ${dayText(first.until, 'de')} (${eur('de')}).`,
          hanging.length > 0
            ? `Am meisten hängt an ${title(heaviest.initiative, 'de')}: ${someOf(hanging.map((one) => title(one, 'de')), hanging.length, 'de')}.`
            : `Dass anderes daran hängt, ist ${notKnown(answered).de}.`,
        ),
        en: sentences(
          `${within.en} ${total === 1 ? 'one grant ends' : `${numberText(total, 'en')} grants end`}${together('en')}.`,
          `${total === 1 ? 'It is that of' : 'The first is that of'} ${title(first.initiative, 'en')} on ${dayText(first.until, 'en')} (${eur('en')}).`,
          hanging.length > 0
            ? `Most hangs on ${title(heaviest.initiative, 'en')}: ${someOf(hanging.map((one) => title(one, 'en')), hanging.length, 'en')}.`
            : `That anything hangs on them is ${notKnown(answered).en}.`,
        ),
      }
    },
  }),

  question({
    code: 'P11',
    file: 'p11_community_involved',
    audience: 'politics',
    question: { de: 'Wie tief wird die örtliche Gemeinschaft beteiligt?', en: 'How deeply is the local community involved?' },
    parameters: {},
    columns: {
      initiative: entityColumn(...named('Initiative')),
      depth: choiceColumn(...labelled(relationPropertyLabel('CONTRIBUTES_TO', 'depth')), 'involvementDepth'),
      community: entitiesColumn('Beteiligt aus der örtlichen Gemeinschaft', 'Involved from the local community'),
      stage,
    },
    facts: ['initiatives', 'without'],
    sentence: (answered) => {
      const { rows, truncated, facts } = answered
      const all = facts?.initiatives ?? 0
      const without = facts?.without ?? 0
      const first = rows[0]
      if (!first) return { de: 'Es gibt kein Vorhaben, das geplant ist oder läuft.', en: 'There is no initiative that is planned or running.' }
      const none: Bilingual = {
        de: without === 0
          ? `An jedem der ${numberText(all, 'de')} geplanten und laufenden Vorhaben ist die örtliche Gemeinschaft beteiligt.`
          : `Bei ${numberText(without, 'de')} von ${counted(all, 'geplanten oder laufenden Vorhaben', 'geplanten und laufenden Vorhaben', 'de')} ist eine Beteiligung der örtlichen Gemeinschaft ${notKnown(answered).de}.`,
        en: without === 0
          ? `The local community is involved in each of the ${numberText(all, 'en')} planned and running initiatives.`
          : `For ${numberText(without, 'en')} of ${counted(all, 'planned or running initiative', 'planned and running initiatives', 'en')} an involvement of the local community is ${notKnown(answered).en}.`,
      }
      const byDepth = (language: Language) => depths.flatMap((depth) => {
        const count = rows.filter((row) => row.depth === depth).length
        return count > 0 ? [`${codeText('involvementDepth', depth, language)} ${{ de: 'bei', en: 'in' }[language]} ${numberText(count, language)}`] : []
      })
      const widest = rows.reduce((most, row) => ((row.community ?? []).length > (most.community ?? []).length ? row : most), first)
      const many = (widest.community ?? []).length
      return {
        de: sentences(
          none.de,
          !truncated && byDepth('de').length > 0 && `${without > 0 ? 'Sonst wirkt sie mit' : 'Sie wirkt mit'}: ${listText(byDepth('de'), 'de')}.`,
          many > 0 && `Am breitesten ist ${title(widest.initiative, 'de')} mit ${counted(many, 'Beteiligtem', 'Beteiligten', 'de')}.`,
        ),
        en: sentences(
          none.en,
          !truncated && byDepth('en').length > 0 && `${without > 0 ? 'Elsewhere it takes part' : 'It takes part'}: ${listText(byDepth('en'), 'en')}.`,
          many > 0 && `${title(widest.initiative, 'en')} is the broadest, with ${numberText(many, 'en')} taking part.`,
        ),
      }
    },
  }),
]
