/**
 * The 36 rules on data quality: what each is called, how severe it is, what is wrong and what to do next, and the
 * sentence that says what is wrong with one row. Said once, for the page, the API, the command line and the workbook.
 *
 * `violation` is refused by the door when a single change creates it, so it is found only where data aged or came in
 * another way. `gap` is data, not an error (decisions 1): always saved, and listed. `warning` and `info` are for the
 * steward's list. A rule is a file in `cypher/quality/`; three gaps reuse theirs in `cypher/gaps/`.
 */
import { z } from 'zod'
import { Bilingual } from './answers.ts'
import { type EntityType, nodeType, ontology, type RelationType, relationType } from './ontology/ontology.ts'
import type { EntityRef as Ref } from './ontology/values.ts'
import { EntityRef, relationTypes } from './schemas.ts'
import {
  both,
  counted,
  dayText,
  isKnownStart,
  type Language,
  listText,
  moneyText,
  numberText,
  percentText,
  quoted,
  type Bilingual as Sentence,
} from './wording.ts'

/** From the worst to the mildest; the order of pages and exit codes. */
export const severities = ['violation', 'gap', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]

export const severityLabels: Readonly<Record<Severity, { one: Sentence; many: Sentence; help: Sentence }>> = {
  violation: {
    one: { de: 'Verstoß', en: 'violation' },
    many: { de: 'Verstöße', en: 'violations' },
    help: {
      de: 'Widerspricht den Regeln. Neue Einträge dieser Art werden abgewiesen.',
      en: 'Contradicts the rules. New entries of this kind are refused.',
    },
  },
  gap: {
    one: { de: 'Lücke', en: 'gap' },
    many: { de: 'Lücken', en: 'gaps' },
    help: {
      de: 'Kein Fehler, sondern eine offene Frage. Wird immer gespeichert und hier geführt.',
      en: 'No error but an open question. Always saved, and listed here.',
    },
  },
  warning: {
    one: { de: 'Hinweis', en: 'warning' },
    many: { de: 'Hinweise', en: 'warnings' },
    help: { de: 'Sollte geprüft werden.', en: 'Should be checked.' },
  },
  info: {
    one: { de: 'Information', en: 'note' },
    many: { de: 'Informationen', en: 'notes' },
    help: { de: 'Nur zur Kenntnis.', en: 'For information only.' },
  },
}

/** The relation that a row is about, where it is no entity. */
export interface FactEnds {
  factId: string
  relation: RelationType
  from: Ref
  to: Ref
}

/** What a rule tells about a row; the header of its file names the columns. */
type About = Readonly<Record<string, unknown>>

export interface QualityRule {
  /** R01 to R36. */
  readonly rule: string
  readonly severity: Severity
  /** Severity of rows that the file marks as `milder` (R16). */
  readonly milder?: Severity
  /** File in `cypher/quality/`, or kind of gap in `cypher/gaps/`. */
  readonly from: { readonly file: string; readonly gap?: never } | { readonly gap: string; readonly file?: never }
  readonly title: Sentence
  /** Why it matters, one sentence. */
  readonly message: Sentence
  /** What to do next, one sentence. */
  readonly next: Sentence
  /** What is wrong with one row, one sentence; of a fact, its ends are told beside it. */
  readonly detail: (about: About) => Sentence
}

const text = (de: string, en: string): Sentence => ({ de, en })
const always = (de: string, en: string) => () => text(de, en)
const num = (value: unknown): number => (typeof value === 'number' ? value : 0)
const together = ({ total }: About) =>
  text(`Zusammen ${percentText(num(total), 'de')}.`, `Together ${percentText(num(total), 'en')}.`)
const str = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** „Es fehlt: a und b." from what is there and what is not. */
const missing =
  (parts: Readonly<Record<string, Sentence>>) =>
  (about: About): Sentence => {
    const lacking = Object.entries(parts).flatMap(([key, label]) => (about[key] === true ? [] : [label]))
    return both(
      (language) =>
        `${{ de: lacking.length === 1 ? 'Es fehlt' : 'Es fehlen', en: 'Missing' }[language]}: ${listText(
          lacking.map((label) => label[language]),
          language,
        )}.`,
    )
  }

/** What a property is called, whatever has it. */
function propertyLabel(name: string): Sentence {
  const all = [
    ontology.commonNode,
    ontology.commonEdge,
    ...Object.values(ontology.nodeTypes).map(({ properties }) => properties),
    ...Object.values(ontology.relationTypes).map(({ properties }) => properties),
  ]
  return all.find((properties) => Object.hasOwn(properties, name))?.[name]?.label ?? text(name, name)
}

/** Names of those that a gap query calls owners. */
const owners = (about: About, language: Language): string =>
  listText(
    (Array.isArray(about.owners) ? (about.owners as Ref[]) : []).map(({ name }) => quoted(name, language)),
    language,
  )

export const qualityRules: readonly QualityRule[] = [
  {
    rule: 'R01',
    severity: 'gap',
    from: { gap: 'no_accountable' },
    title: text('Vorhaben ohne verantwortliche Stelle', 'Initiative without accountable owner'),
    message: text(
      'Ein Vorhaben läuft oder ist beschlossen, aber niemand steht dafür ein.',
      'An initiative is decided or running, but nobody answers for it.',
    ),
    next: text(
      'Eine Stelle oder ein Amt als verantwortlich eintragen, mit Quelle.',
      'Record a post or office as accountable, with its source.',
    ),
    detail: always('Eine verantwortliche Stelle ist nicht eingetragen.', 'No accountable office is recorded.'),
  },
  {
    rule: 'R02',
    severity: 'gap',
    from: { gap: 'two_accountable' },
    title: text('Mehrere verantwortliche Stellen zugleich', 'Several accountable at once'),
    message: text(
      'Wo mehrere zugleich verantwortlich sind, ist es am Ende niemand.',
      'Where several are accountable at once, in the end nobody is.',
    ),
    next: text(
      'Klären, wer verantwortlich ist; die anderen als umsetzend oder mitwirkend eintragen.',
      'Settle who is accountable; record the others as responsible or contributing.',
    ),
    detail: (about) =>
      both(
        (language) =>
          ({
            de: `Zugleich verantwortlich: ${owners(about, 'de')}.`,
            en: `Accountable at once: ${owners(about, 'en')}.`,
          })[language],
      ),
  },
  {
    rule: 'R03',
    severity: 'violation',
    from: { file: 'r03_owner_is_no_office' },
    title: text(
      'Verantwortlich ist keine Stelle, kein Amt, keine Organisation',
      'Owner is no post, unit or organisation',
    ),
    message: text(
      'Verantwortung liegt bei Stellen, Ämtern und Organisationen, nie bei Personen, Gremien oder Sphären.',
      'Accountability rests with posts, units and organisations, never with persons, committees or spheres.',
    ),
    next: text(
      'Die Verantwortung auf die Stelle oder das Amt übertragen.',
      'Hand the accountability over to the post or the unit.',
    ),
    detail: always(
      'Die verantwortliche Seite ist weder Stelle noch Amt noch Organisation.',
      'The accountable side is neither post nor unit nor organisation.',
    ),
  },
  {
    rule: 'R04',
    severity: 'gap',
    from: { file: 'r04_tie_outlives_its_end' },
    title: text('Verantwortung oder Zuständigkeit überlebt ihr Ende', 'Accountability or competence outlives its end'),
    message: text(
      'Eine Verantwortung oder Zuständigkeit gilt weiter, obwohl eine ihrer Seiten endet.',
      'An accountability or competence goes on although one of its sides ends.',
    ),
    next: text(
      'Die Beziehung zum selben Tag beenden oder auf die Nachfolge übertragen.',
      'End the relation on the same day, or hand it over to the successor.',
    ),
    detail: ({ ended, until }) => {
      const name = (ended as Ref | null)?.name ?? ''
      return text(
        `${quoted(name, 'de')} endet am ${dayText(str(until), 'de')}, die Beziehung nicht.`,
        `${quoted(name, 'en')} ends on ${dayText(str(until), 'en')}, the relation does not.`,
      )
    },
  },
  {
    rule: 'R05',
    severity: 'gap',
    from: { gap: 'post_vacant' },
    title: text('Verantwortliche Stelle unbesetzt', 'Accountable post vacant'),
    message: text(
      'Die verantwortliche Stelle gibt es, aber niemand hat sie inne.',
      'The accountable post exists, but nobody holds it.',
    ),
    next: text(
      'Die Stelle besetzen oder die Verantwortung für die Zwischenzeit übertragen.',
      'Fill the post, or hand the accountability over for the time being.',
    ),
    detail: (about) =>
      both(
        (language) => ({ de: `Unbesetzt: ${owners(about, 'de')}.`, en: `Vacant: ${owners(about, 'en')}.` })[language],
      ),
  },
  {
    rule: 'R06',
    severity: 'violation',
    from: { file: 'r06_shares_above_100' },
    title: text('Anteile über 100 %', 'Shares above 100 %'),
    message: text(
      'Die Anteile an einer Organisation ergeben zusammen mehr als 100 %.',
      'The shares in an organisation add up to more than 100 %.',
    ),
    next: text(
      'Die Anteile mit dem Beteiligungsbericht abgleichen.',
      'Compare the shares with the report on shareholdings.',
    ),
    detail: together,
  },
  {
    rule: 'R07',
    severity: 'violation',
    from: { file: 'r07_share_off_scale' },
    title: text('Anteil fehlt oder liegt außerhalb von 0 bis 100 %', 'Share missing or not between 0 and 100 %'),
    message: text(
      'Ein Anteil braucht einen Wert über 0 bis 100 % oder eine Spanne.',
      'A share needs a value above 0 up to 100 %, or a range.',
    ),
    next: text('Den Anteil oder seine Spanne eintragen.', 'Record the share or its range.'),
    detail: always('Der Anteil fehlt oder liegt außerhalb.', 'The share is missing or off the scale.'),
  },
  {
    rule: 'R08',
    severity: 'violation',
    from: { file: 'r08_ownership_cycle' },
    title: text('Kreis in den Beteiligungen', 'Ownership cycle'),
    message: text(
      'Eine Organisation gehört über ihre Beteiligungen sich selbst.',
      'An organisation owns itself through its shareholdings.',
    ),
    next: text(
      'Prüfen, welche Beteiligung falsch herum eingetragen ist.',
      'Check which share is recorded the wrong way round.',
    ),
    detail: always('Die Kette der Beteiligungen führt zurück.', 'The chain of shares leads back.'),
  },
  {
    rule: 'R09',
    severity: 'violation',
    from: { file: 'r09_share_without_legal_person' },
    title: text('Anteil ohne eigene Rechtspersönlichkeit', 'Share in a body without legal personality'),
    message: text(
      'Eigen- und Regiebetriebe sind Teil ihrer Kommune; Anteile an ihnen gibt es nicht.',
      'Municipal operations are part of their municipality; there are no shares in them.',
    ),
    next: text(
      '„Ist Teil von“ statt eines Anteils eintragen oder die Rechtsform berichtigen.',
      'Record "is part of" instead of a share, or correct the legal form.',
    ),
    detail: always(
      'Die Organisation hat keine eigene Rechtspersönlichkeit.',
      'The organisation has no legal personality.',
    ),
  },
  {
    rule: 'R10',
    severity: 'warning',
    from: { file: 'r10_ownership_incomplete' },
    title: text('Anteile vollständig, aber unter 100 %', 'Shares complete, but below 100 %'),
    message: text(
      'Die Anteilseigner gelten als vollständig erfasst, ergeben aber keine 100 %.',
      'All owners are said to be recorded, but they do not add up to 100 %.',
    ),
    next: text(
      'Den fehlenden Anteil nachtragen oder „vollständig“ zurücknehmen.',
      'Record the missing share, or take "complete" back.',
    ),
    detail: together,
  },
  {
    rule: 'R11',
    severity: 'violation',
    from: { file: 'r11_without_source' },
    title: text('Ohne Quelle', 'Without source'),
    message: text(
      'Jeder Eintrag und jede Beziehung nennt, woher man es weiß.',
      'Every entry and every relation says how it is known.',
    ),
    next: text('Mindestens eine Quelle eintragen.', 'Record at least one source.'),
    detail: always('Eine Quelle fehlt.', 'There is no source.'),
  },
  {
    rule: 'R12',
    severity: 'violation',
    from: { file: 'r12_unknown_source' },
    title: text('Quelle gibt es nicht', 'Source does not exist'),
    message: text('Genannt ist eine Quelle, die nicht eingetragen ist.', 'A source is named that is not recorded.'),
    next: text('Die Quelle anlegen oder eine vorhandene wählen.', 'Record the source, or choose an existing one.'),
    detail: ({ sourceIds }) =>
      text(
        `Nicht eingetragen: ${listText(list(sourceIds), 'de')}.`,
        `Not recorded: ${listText(list(sourceIds), 'en')}.`,
      ),
  },
  {
    rule: 'R13',
    severity: 'violation',
    from: { file: 'r13_validity_reversed' },
    title: text('Gültigkeit fehlt oder ist verkehrt', 'Validity missing or reversed'),
    message: text(
      'Das Ende liegt nicht nach dem Beginn, oder eines von beiden fehlt.',
      'The end is not after the start, or one of them is missing.',
    ),
    next: text('Beginn und Ende berichtigen.', 'Correct start and end.'),
    detail: always('Beginn und Ende passen nicht zusammen.', 'Start and end do not fit together.'),
  },
  {
    rule: 'R14',
    severity: 'violation',
    from: { file: 'r14_same_fact_twice' },
    title: text('Dieselbe Aussage doppelt', 'Same fact twice'),
    message: text(
      'Dieselbe Beziehung gilt zur selben Zeit zweimal.',
      'The same relation holds twice at the same time.',
    ),
    next: text(
      'Eine der beiden zurücknehmen oder zeitlich abgrenzen.',
      'Retract one of the two, or separate them in time.',
    ),
    detail: always('Dieselbe Beziehung steht noch einmal da.', 'The same relation is recorded once more.'),
  },
  {
    rule: 'R15',
    severity: 'violation',
    from: { file: 'r15_hierarchy_cycle' },
    title: text('Kreis in der Einordnung', 'Cycle in the hierarchy'),
    message: text(
      'Etwas ist über seine Einordnung Teil seiner selbst oder sich selbst unterstellt.',
      'Something is part of itself, or reports to itself.',
    ),
    next: text('Die falsche Einordnung zurücknehmen.', 'Retract the wrong tie.'),
    detail: always('Die Kette der Einordnung führt zurück.', 'The chain upwards leads back.'),
  },
  {
    rule: 'R16',
    severity: 'violation',
    milder: 'warning',
    from: { file: 'r16_depends_on_itself' },
    title: text('Abhängigkeit von sich selbst', 'Dependency on itself'),
    message: text(
      'Etwas hängt von sich selbst ab, oder Vorhaben warten im Kreis aufeinander.',
      'Something depends on itself, or initiatives wait for each other in a circle.',
    ),
    next: text(
      'Die Abhängigkeit zurücknehmen, oder die Reihenfolge der Vorhaben klären.',
      'Retract the dependency, or settle the order of the initiatives.',
    ),
    detail: ({ milder }) =>
      milder === true
        ? text('Vorhaben warten im Kreis aufeinander.', 'Initiatives wait for each other in a circle.')
        : text('Es hängt unmittelbar von sich selbst ab.', 'It depends on itself directly.'),
  },
  {
    rule: 'R17',
    severity: 'violation',
    from: { file: 'r17_ends_not_allowed' },
    title: text('Beziehung verbindet falsche Arten', 'Relation joins types that it may not join'),
    message: text(
      'Eine Beziehung verbindet Arten von Einträgen, für die sie nicht gedacht ist.',
      'A relation joins types of entries that it is not meant for.',
    ),
    next: text(
      'Die Beziehung zurücknehmen und die passende wählen.',
      'Retract the relation and choose the one that fits.',
    ),
    detail: always('Diese Arten darf die Beziehung nicht verbinden.', 'The relation may not join these types.'),
  },
  {
    rule: 'R18',
    severity: 'violation',
    from: { file: 'r18_leika_key_malformed' },
    title: text('LeiKa-Schlüssel falsch', 'LeiKa key malformed'),
    message: text(
      'Ein LeiKa-Schlüssel hat 14 Ziffern und beginnt mit 99.',
      'A LeiKa key has 14 digits and starts with 99.',
    ),
    next: text('Den Schlüssel aus dem Leistungskatalog übernehmen.', 'Take the key from the catalogue of services.'),
    detail: ({ value }) => text(`Eingetragen: ${quoted(str(value), 'de')}.`, `Recorded: ${quoted(str(value), 'en')}.`),
  },
  {
    rule: 'R19',
    severity: 'violation',
    from: { file: 'r19_territory_key_malformed' },
    title: text('Gemeinde- oder Regionalschlüssel falsch', 'Municipality or regional key malformed'),
    message: text(
      'Der Gemeindeschlüssel hat 8, der Regionalschlüssel 12 Ziffern; führende Nullen gehören dazu.',
      'The municipality key has 8 digits, the regional key 12; leading zeros belong to them.',
    ),
    next: text(
      'Den Schlüssel aus dem Gemeindeverzeichnis übernehmen.',
      'Take the key from the register of municipalities.',
    ),
    detail: ({ ags, ars }) =>
      both(
        (language) =>
          `${{ de: 'Eingetragen', en: 'Recorded' }[language]}: ${listText(
            [str(ags), str(ars)].filter((key) => key !== ''),
            language,
          )}.`,
      ),
  },
  {
    rule: 'R20',
    severity: 'gap',
    from: { file: 'r20_primary_thrust' },
    title: text('Nicht genau eine hauptsächliche Stoßrichtung', 'Not exactly one primary thrust'),
    message: text(
      'Jedes Vorhaben, das keine bloße Idee ist, verfolgt hauptsächlich eine Stoßrichtung.',
      'Every initiative beyond an idea pursues one thrust primarily.',
    ),
    next: text('Eine Stoßrichtung als hauptsächlich kennzeichnen.', 'Mark one thrust as primary.'),
    detail: ({ primaries }) =>
      num(primaries) === 0
        ? text('Keine ist als hauptsächlich gekennzeichnet.', 'None is marked as primary.')
        : text(`${num(primaries)} sind als hauptsächlich gekennzeichnet.`, `${num(primaries)} are marked as primary.`),
  },
  {
    rule: 'R21',
    severity: 'warning',
    from: { file: 'r21_depth_without_reason' },
    title: text('Tiefe ohne Begründung oder im Widerspruch', 'Depth without reason, or contradicted'),
    message: text(
      'Wie tief ein Vorhaben verändert, wird begründet; umgestaltend ist nicht, was nur nachbildet.',
      'How deeply an initiative changes things is given a reason; what only imitates is not transformative.',
    ),
    next: text('Die Einstufung begründen oder ändern.', 'Give the reason for the rating, or change it.'),
    detail: ({ contradicted }) =>
      contradicted === true
        ? text(
            'Als umgestaltend eingestuft, aber jede Änderung bildet nur nach.',
            'Rated transformative, but every change only imitates.',
          )
        : text('Die Begründung fehlt.', 'The reason is missing.'),
  },
  {
    rule: 'R22',
    severity: 'warning',
    from: { file: 'r22_running_without_aim' },
    title: text(
      'Laufendes Vorhaben ohne Ziel, Wirkung oder Zielgruppe',
      'Running initiative without aim, outcome or user group',
    ),
    message: text(
      'Was läuft, sollte sagen, wofür, für wen und woran man die Wirkung erkennt.',
      'What is running should say what for, for whom, and how its outcome is seen.',
    ),
    next: text(
      'Zielqualität, Kennzahl der Wirkung und Zielgruppe eintragen.',
      'Record target quality, outcome indicator and user group.',
    ),
    detail: missing({
      aimed: text('Zielqualität', 'target quality'),
      measured: text('Kennzahl der Wirkung', 'outcome indicator'),
      serves: text('Zielgruppe', 'user group'),
    }),
  },
  {
    rule: 'R23',
    severity: 'warning',
    from: { file: 'r23_indicator_without_values' },
    title: text(
      'Kennzahl ohne Ausgangswert, Ziel oder neue Messung',
      'Indicator without baseline, target or recent observation',
    ),
    message: text(
      'Ohne Ausgangs- und Zielwert und Messung in den letzten zwölf Monaten sagt eine Kennzahl nichts.',
      'Without baseline, target and an observation in the last twelve months an indicator tells nothing.',
    ),
    next: text(
      'Die fehlenden Werte oder eine neue Messung nachtragen.',
      'Record the missing values, or a new observation.',
    ),
    detail: missing({
      baseline: text('Ausgangswert', 'baseline'),
      target: text('Zielwert', 'target'),
      observed: text('Messung der letzten zwölf Monate', 'observation of the last twelve months'),
    }),
  },
  {
    rule: 'R24',
    severity: 'warning',
    from: { file: 'r24_funding_above_budget' },
    title: text('Finanzierung über dem Budget', 'Funding above budget'),
    message: text('Was zugesagt ist, übersteigt das Budget.', 'What is granted exceeds the budget.'),
    next: text('Budget oder Finanzierung berichtigen.', 'Correct budget or funding.'),
    detail: ({ total, budget }) =>
      text(
        `${moneyText(num(total), 'de')} bei einem Budget von ${moneyText(num(budget), 'de')}.`,
        `${moneyText(num(total), 'en')} on a budget of ${moneyText(num(budget), 'en')}.`,
      ),
  },
  {
    rule: 'R25',
    severity: 'warning',
    from: { file: 'r25_actor_without_sphere' },
    title: text('Akteur ohne Sphäre', 'Actor without sphere'),
    message: text(
      'Jeder Akteur steht in mindestens einer Sphäre, selbst oder durch seine Einordnung.',
      'Every actor stands in at least one sphere, itself or by where it belongs.',
    ),
    next: text('Eine Sphäre oder die übergeordnete Einheit eintragen.', 'Record a sphere, or the unit above.'),
    detail: always('Weder selbst noch durch seine Einordnung.', 'Neither itself nor by where it belongs.'),
  },
  {
    rule: 'R26',
    severity: 'warning',
    from: { file: 'r26_group_without_tie' },
    title: text('Konzern ohne Verbindung zur Kommune', 'Municipal group without tie to the municipality'),
    message: text(
      'Wer zum Konzern Kommune zählt, gehört ihr (mittelbar), ist Teil von ihr oder hat sie als Mitglied.',
      'Who counts as municipal group is owned by the municipality (indirectly), is part of it or has it as a member.',
    ),
    next: text('Die Beteiligung eintragen oder die Sphäre ändern.', 'Record the share, or change the sphere.'),
    detail: always('Eine Verbindung zur Kommune ist nicht eingetragen.', 'No tie to the municipality is recorded.'),
  },
  {
    rule: 'R27',
    severity: 'gap',
    from: { file: 'r27_mandate_over' },
    title: text('Person ohne öffentliches Amt oder Mandat', 'Person without public office or mandate'),
    message: text(
      'Personen stehen hier nur mit veröffentlichtem Mandat und höchstens 24 Monate darüber hinaus.',
      'Persons are kept only with a published mandate, and at most 24 months beyond it.',
    ),
    next: text(
      'Die Person entfernen; die Geschichte der Stelle bleibt.',
      'Remove the person; the history of the post stays.',
    ),
    detail: ({ office }) =>
      office === true
        ? text('Seit über 24 Monaten ohne Mandat.', 'Without a mandate for more than 24 months.')
        : text('Kein veröffentlichtes Mandat.', 'No published mandate.'),
  },
  {
    rule: 'R28',
    severity: 'violation',
    from: { file: 'r28_contact_data' },
    title: text('Kontaktdaten in einem Text', 'Contact data in a text'),
    message: text(
      'E-Mail-Adressen und Telefonnummern gehören nicht in den Bestand.',
      'E-mail addresses and phone numbers do not belong here.',
    ),
    next: text('Die Angabe aus dem Text nehmen.', 'Take it out of the text.'),
    detail: ({ properties }) =>
      both(
        (language) =>
          `In: ${listText(
            list(properties).map((name) => quoted(propertyLabel(name)[language], language)),
            language,
          )}.`,
      ),
  },
  {
    rule: 'R29',
    severity: 'warning',
    from: { file: 'r29_service_without_basis' },
    title: text('Leistung ohne Rechtsgrundlage oder Vollzug', 'Service without legal basis or executing authority'),
    message: text(
      'Eine Leistung nach außen braucht eine Rechtsgrundlage und eine Stelle, die sie vollzieht.',
      'An external service needs a legal basis and an authority that executes it.',
    ),
    next: text(
      'Die Rechtsgrundlage beim Leistungstyp oder die zuständige Stelle eintragen.',
      'Record the legal basis at the service type, or the competent authority.',
    ),
    detail: missing({
      based: text('Rechtsgrundlage', 'legal basis'),
      executed: text('vollziehende Stelle', 'executing authority'),
    }),
  },
  {
    rule: 'R30',
    severity: 'warning',
    from: { file: 'r30_leika_type_contradicts_law' },
    title: text('LeiKa-Typ passt nicht zur Rechtsgrundlage', 'LeiKa type contradicts the legal basis'),
    message: text(
      'Die Typen 1 bis 3 stehen für Bundesrecht, 4 für Landesrecht, 5 für Ortsrecht.',
      'Types 1 to 3 stand for federal law, 4 for state law, 5 for municipal law.',
    ),
    next: text('Typ oder Rechtsgrundlage prüfen.', 'Check the type or the legal basis.'),
    detail: ({ leikaType }) =>
      text(`Typ ${str(leikaType)}, aber kein Recht dieser Ebene.`, `Type ${str(leikaType)}, but no law of that level.`),
  },
  {
    rule: 'R31',
    severity: 'violation',
    from: { file: 'r31_maturity_off_scale' },
    title: text('Reifegrad ohne Modell oder außerhalb', 'Maturity without model or off its scale'),
    message: text(
      'Ein Reifegrad gilt nur mit seinem Modell: 1.1 reicht von 0 bis 4, 2.0 von 0 bis 7.',
      'A maturity holds only with its model: 1.1 goes from 0 to 4, 2.0 from 0 to 7.',
    ),
    next: text('Modell und Reifegrad berichtigen.', 'Correct model and maturity.'),
    detail: ({ maturity, model }) =>
      str(model) === ''
        ? text(`Reifegrad ${num(maturity)} ohne Modell.`, `Maturity ${num(maturity)} without model.`)
        : text(
            `Reifegrad ${num(maturity)} im Modell ${str(model)}.`,
            `Maturity ${num(maturity)} in model ${str(model)}.`,
          ),
  },
  {
    rule: 'R32',
    severity: 'warning',
    from: { file: 'r32_process_without_one_service' },
    title: text('Prozess ohne genau eine Leistung', 'Process without exactly one service'),
    message: text(
      'Nach FIM gehört ein Prozess zu genau einer Leistung, und er ist nicht Teil seiner selbst.',
      'By FIM a process belongs to exactly one service, and it is not part of itself.',
    ),
    next: text(
      'Die Leistung zuordnen, oder den gemeinsamen Teil als Teilprozess führen.',
      'Assign the service, or keep the shared part as a sub-process.',
    ),
    detail: ({ services, cyclic }) =>
      cyclic === true
        ? text('Der Prozess ist ein Schritt seiner selbst.', 'The process is a step of itself.')
        : both((language) => {
            const { label, plural } = nodeType('Service')
            const those = counted(num(services), label[language], plural[language], language)
            return { de: `Zugeordnet: ${those}.`, en: `Assigned: ${those}.` }[language]
          }),
  },
  {
    rule: 'R33',
    severity: 'warning',
    from: { file: 'r33_needed_system_ends' },
    title: text('System endet, wird aber gebraucht', 'System ends, but is needed'),
    message: text(
      'Ein System ist abgelöst oder endet, bevor endet, was von ihm abhängt.',
      'A system is retired, or ends before what depends on it.',
    ),
    next: text('Eine Ablösung planen oder die Abhängigkeit beenden.', 'Plan a replacement, or end the dependency.'),
    detail: ({ dependents, endOfLife, retired }) => {
      const until = str(endOfLife)
      const on: Sentence =
        until !== '' && isKnownStart(until)
          ? text(`Ende am ${dayText(until, 'de')}`, `Ends on ${dayText(until, 'en')}`)
          : text('Ende', 'Ends')
      const why = retired === true ? text('Abgelöst', 'Retired') : on
      return text(
        `${why.de}, gebraucht von ${numberText(num(dependents), 'de')}.`,
        `${why.en}, needed by ${numberText(num(dependents), 'en')}.`,
      )
    },
  },
  {
    rule: 'R34',
    severity: 'warning',
    from: { file: 'r34_dataset_without_steward' },
    title: text(
      'Datensatz ohne Pflege, Lizenz oder Rechtsgrundlage',
      'Dataset without steward, licence or legal basis',
    ),
    message: text(
      'Daten brauchen jemanden, der sie pflegt; offene eine Lizenz, personenbezogene eine Rechtsgrundlage.',
      'Data needs a steward; open data a licence, personal data a legal basis.',
    ),
    next: text('Das Fehlende eintragen.', 'Record what is missing.'),
    detail: missing({
      stewarded: text('fachliche Pflege', 'steward'),
      licensed: text('Lizenz', 'licence'),
      based: text('Rechtsgrundlage', 'legal basis'),
    }),
  },
  {
    rule: 'R35',
    severity: 'warning',
    from: { file: 'r35_not_reviewed' },
    title: text('Zwölf Monate nicht geprüft', 'Not reviewed for twelve months'),
    message: text(
      'Was ein Jahr lang niemand angesehen hat, gilt als veraltet.',
      'What nobody looked at for a year counts as stale.',
    ),
    next: text('Ansehen und als geprüft kennzeichnen.', 'Look at it and mark it as reviewed.'),
    detail: ({ reviewed }) =>
      text(`Zuletzt am ${dayText(str(reviewed), 'de')}.`, `Last on ${dayText(str(reviewed), 'en')}.`),
  },
  {
    rule: 'R36',
    severity: 'info',
    from: { file: 'r36_without_relation' },
    title: text('Ohne jede Beziehung', 'Without any relation'),
    message: text('Was mit nichts verbunden ist, findet niemand.', 'What is joined with nothing is found by nobody.'),
    next: text('Eine Beziehung eintragen, oder den Eintrag beenden.', 'Record a relation, or end the entry.'),
    detail: always('Steht mit nichts in Beziehung.', 'Has no relation at all.'),
  },
]

/** One rule by its code; undefined for a code that does not exist. */
export const qualityRule = (code: string): QualityRule | undefined => qualityRules.find(({ rule }) => rule === code)

/** "„A“ hängt ab von „B“". */
export const factText = ({ relation, from, to }: FactEnds): Sentence => {
  const { label } = relationType(relation)
  return both((language) => `${quoted(from.name, language)} ${label[language]} ${quoted(to.name, language)}`)
}

/**
 * Properties that make an entry complete, beside what is required of it anyway: what a reader asks for first.
 * `validFrom` counts only where the start is known. Types that are not here are evidence and code lists.
 */
export const countingProperties: Readonly<Partial<Record<EntityType, readonly string[]>>> = {
  Organization: ['description', 'validFrom', 'publicPurpose', 'website', 'employees'],
  OrgUnit: ['description', 'validFrom', 'shortName', 'productCodes'],
  Committee: ['description', 'validFrom', 'classification', 'termStart', 'termEnd'],
  Post: ['validFrom', 'vacant'],
  Person: ['validFrom', 'party'],
  Territory: ['validFrom', 'ags', 'population'],
  Programme: ['description', 'validFrom', 'budgetEur'],
  Initiative: [
    'description',
    'startDate',
    'dueDate',
    'budgetEur',
    'depthRationale',
    'health',
    'hypothesis',
    'workingMode',
  ],
  Indicator: ['description', 'baseline', 'target', 'targetDate'],
  UserGroup: ['description', 'audience'],
  ServiceType: ['leikaType', 'ozgId', 'sdg'],
  Service: ['description', 'productCode', 'maturity', 'annualCases', 'onlineStatus', 'onlineUrl'],
  Process: ['description', 'fimKey', 'automation'],
  LegalBasis: ['validFrom', 'url'],
  CompetenceReview: ['description', 'benefit', 'obstacle'],
  System: ['description', 'validFrom', 'dataLocation', 'openSource', 'contractUntil'],
  Offering: ['description', 'maturityLabel', 'costModel', 'url'],
  Dataset: ['description', 'theme', 'licence', 'openData', 'accrual'],
  Decision: ['reference', 'resultText', 'paperUrl', 'agendaItemUrl'],
}

// ── Answers ──────────────────────────────────────────────────────────────────────────────────────

const day = z.iso.date()
const count = z.number().int().min(0)
const severity = z.enum(severities)

export const SeverityCounts = z
  .strictObject({ violation: count, gap: count, warning: count, info: count })
  .meta({ id: 'SeverityCounts' })
export type SeverityCounts = z.infer<typeof SeverityCounts>

export const RuleCount = z
  .strictObject({
    rule: z.string(),
    severity,
    title: Bilingual,
    message: Bilingual,
    next: Bilingual,
    count: count.describe('Open rows, without exceptions'),
    milder: count.describe('Of these, rows that only warn (R16)'),
    excepted: count.describe('Rows with an exception'),
  })
  .meta({ id: 'RuleCount' })
export type RuleCount = z.infer<typeof RuleCount>

export const TypeCompleteness = z
  .strictObject({
    type: z.string(),
    total: count.describe('Entries of this type'),
    share: z.number().min(0).max(1).describe('Share of the counting properties that are filled'),
    properties: z.array(z.strictObject({ property: z.string(), filled: count })),
  })
  .meta({ id: 'TypeCompleteness' })

export const QualityAnswer = z
  .strictObject({
    asOf: day,
    seq: count.describe('Number of the last change that these counts know'),
    sentence: Bilingual,
    counts: SeverityCounts,
    excepted: count,
    rules: z.array(RuleCount),
    trend: z
      .array(z.strictObject({ day, counts: SeverityCounts, rules: z.record(z.string(), count) }))
      .describe('Counts of days on which somebody asked, oldest first; empty for public readers'),
    completeness: z.array(TypeCompleteness),
  })
  .meta({ id: 'QualityAnswer' })
export type QualityAnswer = z.infer<typeof QualityAnswer>

export const QualityFact = z
  .strictObject({
    factId: z.string(),
    relation: z.enum(relationTypes),
    text: Bilingual,
    from: EntityRef,
    to: EntityRef,
  })
  .meta({ id: 'QualityFact' })

export const QualityException = z
  .strictObject({ reason: z.string(), by: z.string(), at: z.iso.datetime({ offset: true }) })
  .meta({ id: 'QualityException' })

export const QualityItem = z
  .strictObject({
    id: z.string().describe('Id of the entity, or factId of the relation'),
    severity,
    entity: EntityRef.describe('Where it is mended'),
    fact: QualityFact.nullable(),
    detail: Bilingual.describe('One sentence: what is wrong here'),
    unit: EntityRef.nullable().describe('Who owns or stewards it'),
    form: z.string().describe('Path of the form in the web view'),
    exception: QualityException.nullable(),
  })
  .meta({ id: 'QualityItem' })
export type QualityItem = z.infer<typeof QualityItem>

export const QualityRuleAnswer = z
  .strictObject({
    rule: z.string(),
    severity,
    title: Bilingual,
    message: Bilingual,
    next: Bilingual,
    sentence: Bilingual,
    asOf: day,
    items: z.array(QualityItem),
    total: count.describe('Rows that the request asks for, all pages'),
    excepted: count,
    units: z
      .array(z.strictObject({ unit: EntityRef.nullable(), count }))
      .describe('Open rows by who keeps them, most first; at most 100'),
    truncated: z.boolean(),
    nextCursor: z.string().nullable().describe('Opaque; valid for the same rule, filters, day and municipalities only'),
  })
  .meta({ id: 'QualityRuleAnswer' })
export type QualityRuleAnswer = z.infer<typeof QualityRuleAnswer>

export const ExceptionBody = z.strictObject({
  id: z.string().min(1).max(400).describe('Id of the row: an entity or a factId'),
  reason: z.string().max(2_000).describe('Why this is as it should be; kept'),
})
export const ExceptionAnswer = z
  .strictObject({ rule: z.string(), id: z.string(), exception: QualityException.nullable() })
  .meta({ id: 'ExceptionAnswer' })

/** What all rules together come to. */
export function qualitySentence(counts: SeverityCounts): Sentence {
  const total = severities.reduce((sum, one) => sum + counts[one], 0)
  if (total === 0)
    return text('Alles in Ordnung: keine Regel hat etwas zu melden.', 'All is well: no rule has anything to report.')
  const parts = (language: Language) =>
    listText(
      severities.flatMap((one) =>
        counts[one] === 0
          ? []
          : [counted(counts[one], severityLabels[one].one[language], severityLabels[one].many[language], language)],
      ),
      language,
    )
  return text(`Zu klären: ${parts('de')}.`, `To be settled: ${parts('en')}.`)
}

/** What one rule comes to. */
export function ruleSentence({ title }: QualityRule, open: number, excepted: number): Sentence {
  const spared: Sentence =
    excepted === 0
      ? text('', '')
      : text(
          `, dazu ${counted(excepted, 'Ausnahme', 'Ausnahmen', 'de')}`,
          `, and ${counted(excepted, 'exception', 'exceptions', 'en')}`,
        )
  return text(
    `${title.de}: ${open === 0 ? 'kein Fall' : counted(open, 'Fall', 'Fälle', 'de')}${spared.de}.`,
    `${title.en}: ${open === 0 ? 'no case' : counted(open, 'case', 'cases', 'en')}${spared.en}.`,
  )
}
