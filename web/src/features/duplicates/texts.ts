/**
 * Texts of duplicates, claims and the confirmation round, in both languages. They load with these pages and not with
 * the first page, which readers open far more often.
 */
import type { Label } from '@kommunalgraph/contract/ontology/define.ts'

const label = (de: string, en: string): Label => ({ de, en })
const counted = (count: number, one: Label, many: (count: number) => Label): Label => (count === 1 ? one : many(count))

export const texts = {
  // Duplicates
  duplicates: label('Dubletten', 'Duplicates'),
  pairs: (count: number) =>
    count === 0
      ? label('Nichts ist doppelt, soweit sich das erkennen lässt.', 'Nothing is there twice, as far as can be told.')
      : counted(count, label('Ein Paar könnte dasselbe sein.', 'One pair may be the same.'), (n) => label(`${n} Paare könnten dasselbe sein.`, `${n} pairs may be the same.`)),
  lead: (entities: number) =>
    label(
      `Verglichen wurden Namen, amtliche Schlüssel und Nachbarn von ${entities} Einträgen. Zusammengeführt wird nichts von selbst: Sie entscheiden.`,
      `Names, official keys and neighbours of ${entities} entries were compared. Nothing merges by itself: you decide.`,
    ),
  type: label('Art', 'Type'),
  allTypes: label('alle', 'all'),
  compare: label('Vergleichen', 'Compare'),
  compareNamed: (a: string, b: string) => label(`Vergleichen: ${a} und ${b}`, `Compare: ${a} and ${b}`),
  alike: (percent: number) => label(`${percent} % ähnlich`, `${percent}% alike`),
  more: label('Mehr zeigen', 'Show more'),
  merges: label('Zusammengeführt', 'Merged'),
  noMerges: label('Bisher wurde nichts zusammengeführt.', 'Nothing has been merged so far.'),
  undo: label('Rückgängig', 'Undo'),
  undoNamed: (name: string) => label(`Zusammenführung zu „${name}“ rückgängig machen`, `Undo the merge into "${name}"`),
  undone: label('Die Zusammenführung ist zurückgenommen: Alles ist wie vorher.', 'The merge is taken back: everything is as before.'),
  undoReason: label('Zusammenführung zurückgenommen', 'Merge taken back'),
  notSameList: label('Als verschieden gemerkt', 'Remembered as different'),
  noNotSame: label('Bisher wurde kein Paar als verschieden gemerkt.', 'No pair has been remembered as different so far.'),
  forget: label('Zurücknehmen', 'Take back'),
  forgetNamed: (a: string, b: string) => label(`Zurücknehmen: ${a} und ${b} sind verschieden`, `Take back: ${a} and ${b} are different`),

  // Comparing
  same: label('Ist das dasselbe?', 'Is this the same?'),
  which: label('Welcher Eintrag bleibt?', 'Which entry stays?'),
  fields: label('Wo sich beide unterscheiden: Was gilt?', 'Where they differ: what holds?'),
  noFields: label('Die Angaben beider sind gleich.', 'The values of both are equal.'),
  validity: label('Gültigkeit, Quellen und frühere Kennungen werden von selbst vereint.', 'Validity, sources and former ids are united by themselves.'),
  nothing: label('keine Angabe', 'nothing stated'),
  relations: label('Beziehungen', 'Relations'),
  relationCount: (count: number) => counted(count, label('1 Beziehung', '1 relation'), (n) => label(`${n} Beziehungen`, `${n} relations`)),
  andMore: (count: number) => label(`und ${count} weitere`, `and ${count} more`),
  whatIf: label('Was geschieht beim Zusammenführen?', 'What happens when they are merged?'),
  moved: (count: number, name: string) =>
    counted(count, label(`1 Beziehung zieht zu „${name}“ um.`, `1 relation moves to "${name}".`), (n) => label(`${n} Beziehungen ziehen zu „${name}“ um.`, `${n} relations move to "${name}".`)),
  united: (count: number) =>
    counted(
      count,
      label('1 gleiche Angabe wird vereint, mit den Quellen beider.', '1 equal statement is united, with the sources of both.'),
      (n) => label(`${n} gleiche Angaben werden vereint, mit den Quellen beider.`, `${n} equal statements are united, with the sources of both.`),
    ),
  differs: (other: string, what: string) =>
    label(`Zu „${other}“ weichen sie ab in: ${what}. Die Angabe des Eintrags, der bleibt, gilt; die andere steht im Verlauf.`, `About "${other}" they differ in: ${what}. What the entry that stays says holds; the other is in the history.`),
  dropped: (count: number) =>
    counted(count, label('1 Beziehung zwischen beiden entfällt.', '1 relation between the two goes.'), (n) => label(`${n} Beziehungen zwischen beiden entfallen.`, `${n} relations between the two go.`)),
  references: (count: number) =>
    counted(count, label('1 weiterer Eintrag, der ihn nennt, folgt.', '1 further entry that names it follows.'), (n) => label(`${n} weitere Einträge, die ihn nennen, folgen.`, `${n} further entries that name it follow.`)),
  oldId: label('Die alte Kennung führt danach zum Eintrag, der bleibt.', 'The old id leads to the entry that stays.'),
  undoable: label('Das lässt sich rückgängig machen.', 'This can be undone.'),
  notUndoable: label('Das lässt sich nicht rückgängig machen: Namen von Personen stehen nicht im Verlauf.', 'This cannot be undone: names of persons are not kept in the history.'),
  reason: label('Begründung', 'Reason'),
  reasonHint: label('Steht im Verlauf beider Einträge, zum Beispiel: „Im Organisationsplan nur ein Amt.“', 'Stands in the history of both, for example: "Only one office in the org chart."'),
  merge: label('Zusammenführen', 'Merge'),
  notSame: label('Nicht dasselbe', 'Not the same'),
  merged: (name: string) => label(`Zusammengeführt zu „${name}“.`, `Merged into "${name}".`),
  marked: label('Gemerkt: Dieses Paar wird nicht mehr vorgeschlagen.', 'Remembered: this pair is not proposed any more.'),
  alreadyNotSame: (reason: string) => label(`Schon als verschieden gemerkt: ${reason}`, `Remembered as different already: ${reason}`),
  back: label('Zurück zu den Dubletten', 'Back to duplicates'),
  unknownPair: label('Einen der beiden Einträge gibt es nicht.', 'One of the two entries does not exist.'),

  // Claims
  contested: label('Strittiges', 'Contested'),
  contestedCount: (count: number) =>
    count === 0
      ? label('Nichts ist strittig.', 'Nothing is contested.')
      : counted(count, label('Eine Behauptung ist strittig.', 'One claim is contested.'), (n) => label(`${n} Behauptungen sind strittig.`, `${n} claims are contested.`)),
  openCount: (count: number) =>
    count === 0
      ? label('Keine Behauptung ist offen.', 'No claim is open.')
      : counted(count, label('Eine Behauptung ist offen.', 'One claim is open.'), (n) => label(`${n} Behauptungen sind offen.`, `${n} claims are open.`)),
  claimsLead: label(
    'Aussagen, die noch keine Tatsachen sind. Aussagen mehrerer Quellen stehen nebeneinander, bis Sie mit einer Begründung entscheiden.',
    'Statements that are not facts yet. Statements of several sources stand side by side until you decide with a reason.',
  ),
  onlyContested: label('Strittige', 'Contested'),
  allOpen: label('Alle offenen', 'All open'),
  which2: label('Welche Behauptungen?', 'Which claims?'),
  badge: label('strittig', 'contested'),
  says: (sources: string) => label(`Laut ${sources}`, `According to ${sources}`),
  noSource: label('ohne sichtbare Quelle', 'without a visible source'),
  claimedFrom: (day: string) => label(`seit ${day}`, `since ${day}`),
  claimedUntil: (day: string) => label(`nur bis ${day}`, `only until ${day}`),
  againstClaim: (says: string, name: string) => label(`Andere Behauptung: ${says} (${name})`, `Another claim: ${says} (${name})`),
  sameFact: label('Diese Beziehung ist schon eingetragen; Anerkennen bestätigt sie und fügt die Quelle hinzu.', 'This relation is recorded already; accepting confirms it and adds the source.'),
  endsFact: label('Anerkennen beendet die eingetragene Beziehung an diesem Tag.', 'Accepting ends the recorded relation on that day.'),
  from: label('Gilt seit', 'Holds since'),
  reasonNeeded: label('Bitte in einem Satz sagen, warum (mindestens 3 Zeichen).', 'Please say why in one sentence (at least 3 characters).'),
  recorded: label('Eingetragen', 'Recorded'),
  claimed: label('Behauptet', 'Claimed'),
  accept: label('Anerkennen', 'Accept'),
  reject: label('Zurückweisen', 'Reject'),
  acceptNamed: (name: string) => label(`Anerkennen: ${name}`, `Accept: ${name}`),
  rejectNamed: (name: string) => label(`Zurückweisen: ${name}`, `Reject: ${name}`),
  accepted: label('Anerkannt und eingetragen.', 'Accepted and recorded.'),
  rejected: label('Zurückgewiesen. Die Begründung steht im Verlauf.', 'Rejected. The reason is in the history.'),
  ended: (count: number) => counted(count, label('1 bisherige Beziehung endet an diesem Tag.', '1 former relation ends on that day.'), (n) => label(`${n} bisherige Beziehungen enden an diesem Tag.`, `${n} former relations end on that day.`)),
  superseded: (count: number) => counted(count, label('1 andere Behauptung ist damit überholt.', '1 other claim is settled by it.'), (n) => label(`${n} andere Behauptungen sind damit überholt.`, `${n} other claims are settled by it.`)),

  // Refusals of the API
  refusedNoDay: label('Bitte unter „Gilt seit“ den Tag angeben: Die Behauptung nennt keinen.', 'Please state the day under "Holds since": the claim names none.'),
  refusedTooLate: (name: string, day: string) =>
    label(`${name} ist seit ${day} eingetragen. Bitte einen späteren Tag wählen oder erst diese Beziehung berichtigen.`, `${name} is recorded since ${day}. Please choose a later day, or correct that relation first.`),
  refusedDecided: label('Darüber ist schon entschieden. Bitte neu laden.', 'This is decided already. Please reload.'),
  refusedEndGone: label('Einen der genannten Einträge gibt es nicht mehr. Bitte zurückweisen.', 'One of the entries named does not exist any more. Please reject it.'),
  refusedTenants: label('Die beiden gehören zu verschiedenen Kommunen; jede führt ihre eigenen Einträge.', 'They belong to different municipalities; each keeps its own entries.'),
  refusedItself: label('Das ist schon ein und derselbe Eintrag.', 'This is one and the same entry already.'),
  refusedTypes: label('Einträge verschiedener Art sind nie dasselbe.', 'Entries of different types are never the same.'),
  refusedType: label('Einträge dieser Art werden nicht zusammengeführt.', 'Entries of this type are not merged.'),

  // Confirmation round
  confirmation: label('Bestätigungsrunde', 'Confirmation round'),
  askUnits: label('Was gehört euch? Jede Stelle bestätigt, was ihr zugeschrieben wird.', 'What is yours? Every unit confirms what it is said to own.'),
  roundLead: label(
    'Stelle wählen, Liste laden oder drucken, ausfüllen lassen und die Datei hier zurückgeben. „Nicht unser“ löscht nichts: Es wird zur Entscheidung vorgelegt.',
    'Choose a unit, download or print its list, have it filled in and return the file here. "Nicht unser" (not ours) deletes nothing: it is put up for decision.',
  ),
  chooseUnit: label('Stelle wählen', 'Choose a unit'),
  otherUnit: label('Andere Stelle wählen', 'Choose another unit'),
  unknownUnit: label('Diese Stelle gibt es nicht.', 'There is no such unit.'),
  lines: (count: number, name: string) =>
    count === 0
      ? label(`„${name}“ wird nichts zugeschrieben.`, `Nothing is ascribed to "${name}".`)
      : counted(count, label(`„${name}“ wird eine Sache zugeschrieben.`, `One thing is ascribed to "${name}".`), (n) => label(`„${name}“ werden ${n} Sachen zugeschrieben.`, `${n} things are ascribed to "${name}".`)),
  asOf: (day: string) => label(`Stand ${day}`, `As of ${day}`),
  download: label('Als Excel laden', 'Download as Excel'),
  print: label('Drucken', 'Print'),
  thing: label('Worum geht es?', 'What is it about?'),
  task: label('Aufgabe', 'Task'),
  who: label('Wer laut Verzeichnis', 'Who, as recorded'),
  since: label('Seit', 'Since'),
  unknown: label('unbekannt', 'unknown'),
  unconfirmed: label('unbestätigt', 'unconfirmed'),
  yes: label('stimmt', 'right'),
  no: label('nicht unser', 'not ours'),
  when: label('seit wann', 'since when'),
  remark: label('Bemerkung', 'Remark'),
  giveBack: label('Ausgefüllte Datei zurückgeben', 'Return the filled file'),
  file: label('Ausgefüllte Excel-Datei', 'Filled Excel file'),
  checking: label('Die Datei wird geprüft …', 'Checking the file …'),
  check: (confirmed: number, denied: number, disputed: number) =>
    label(
      `Bestätigt: ${confirmed}. „Nicht unser“: ${denied}. Zur Entscheidung: ${disputed}.`,
      `Confirmed: ${confirmed}. "Not ours": ${denied}. For decision: ${disputed}.`,
    ),
  rest: (unchanged: number, unanswered: number, rejected: number) =>
    label(`Schon eingetragen: ${unchanged}. Ohne Antwort: ${unanswered}. Abgewiesene Zeilen: ${rejected}.`, `Recorded already: ${unchanged}. Without an answer: ${unanswered}. Rejected rows: ${rejected}.`),
  row: (row: number) => label(`Zeile ${row}`, `Row ${row}`),
  refused: label('Diese Datei lässt sich nicht übernehmen.', 'This file cannot be taken.'),
  take: label('Übernehmen', 'Take over'),
  takeGood: label('Nur die gültigen Zeilen übernehmen', 'Take over the valid rows only'),
  nothingToTake: label('In der Datei steht nichts Neues.', 'There is nothing new in the file.'),
  taken: label('Übernommen. Was strittig ist, wartet unter „Strittiges“.', 'Taken over. What is contested waits under "Contested".'),
  seeContested: label('Zu den strittigen Behauptungen', 'To the contested claims'),
  seeGaps: label('Zu den Lücken', 'To the gaps'),
}
