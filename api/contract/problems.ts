/**
 * Problem types of the API (RFC 9457), said once: status, title, when it is thrown and what the reader can do next.
 * `type` on the wire is `urn:kommunalgraph:problem:<code>` and never changes its meaning.
 */
type Bilingual = { de: string; en: string }

export interface ProblemType {
  status: number
  title: Bilingual
  /** What the person in front of the web view can do now. */
  next: Bilingual
  /** For the documentation: when the API answers with this. */
  when: string
}

export const problemTypes = {
  'invalid-request': {
    status: 400,
    title: { de: 'Die Anfrage ist nicht lesbar', en: 'The request is malformed' },
    next: { de: 'Die genannten Felder prüfen.', en: 'Check the fields named.' },
    when: 'A path, query or body value is missing, of the wrong form or outside its bounds.',
  },
  'login-needed': {
    status: 401,
    title: { de: 'Dafür bitte anmelden', en: 'Please log in for this' },
    next: { de: 'Anmelden und noch einmal versuchen; was eingegeben ist, bleibt.', en: 'Log in and try again; what was entered stays.' },
    when: 'A route needs a permission and nobody is logged in, or the token is unknown, revoked or over.',
  },
  'login-failed': {
    status: 401,
    title: { de: 'Anmelden nicht möglich', en: 'Login failed' },
    next: { de: 'Konto und Passwort prüfen. Nach mehreren Fehlversuchen pausiert ein Konto einige Minuten.', en: 'Check account and password. After several failures an account pauses for some minutes.' },
    when: 'The account is unknown, locked or pauses, or the password is wrong; the answer is the same for all of these.',
  },
  'not-permitted': {
    status: 403,
    title: { de: 'Das darf dieses Konto nicht', en: 'This account may not do that' },
    next: { de: 'Jemanden aus Redaktionsleitung oder Betrieb darum bitten.', en: 'Ask an editor-in-chief or an administrator.' },
    when: 'The role of the account does not have the permission that the route needs, or a steward is limited to other units.',
  },
  'read-only': {
    status: 403,
    title: { de: 'Diese Ansicht darf nur lesen', en: 'This view may only read' },
    next: { de: 'Zum Ändern intern anmelden.', en: 'Use an internal view to change data.' },
    when: 'A write was asked of a server that serves the public view.',
  },
  'stewards-only': {
    status: 403,
    title: { de: 'Das ist nur für die Datenpflege da', en: 'This is for those who keep the data' },
    next: { de: 'Intern anmelden, um Dubletten, Behauptungen und Bestätigungen zu sehen.', en: 'Use an internal view to see duplicates, claims and confirmations.' },
    when: 'Something that only stewards see was asked of a server that serves the public view.',
  },
  'foreign-origin': {
    status: 403,
    title: { de: 'Änderungen von fremden Seiten werden nicht angenommen', en: 'Changes from other sites are refused' },
    next: { de: 'Die Anwendung unter ihrer eigenen Adresse öffnen.', en: 'Open the application at its own address.' },
    when: 'A browser sent a write from a page of another site, or under a host name that is not this machine.',
  },
  'not-found': {
    status: 404,
    title: { de: 'Nicht gefunden', en: 'Not found' },
    next: { de: 'Über die Suche weitergehen.', en: 'Continue with the search.' },
    when: 'No such route, or no entity, relation, question or gap kind of this name that the reader may see.',
  },
  'method-not-allowed': {
    status: 405,
    title: { de: 'Diese Methode gibt es hier nicht', en: 'Method not allowed' },
    next: { de: 'Die Dokumentation unter /docs nennt die Methoden.', en: 'See /docs for the methods.' },
    when: 'The path exists, the method does not; the header Allow names those that do.',
  },
  'already-exists': {
    status: 409,
    title: { de: 'Das gibt es schon', en: 'It exists already' },
    next: { de: 'Den vorhandenen Eintrag öffnen und dort ändern.', en: 'Open the existing entry and change it there.' },
    when: 'An entity with this id, or the same fact with overlapping validity, exists.',
  },
  'two-open-owners': {
    status: 409,
    title: { de: 'Es gibt schon eine verantwortliche Stelle', en: 'Somebody is already accountable' },
    next: { de: 'Die bisherige Verantwortung zuerst beenden.', en: 'End the current accountability first.' },
    when: 'A second accountable owner without an end date was to be written.',
  },
  'still-needed': {
    status: 409,
    title: { de: 'Andere Angaben hängen davon ab', en: 'Other facts depend on it' },
    next: { de: 'Die genannten Beziehungen zuerst beenden.', en: 'End the relations named first.' },
    when: 'Something was to be removed that other facts refer to.',
  },
  'last-administrator': {
    status: 409,
    title: { de: 'Das ist das letzte Konto für den Betrieb', en: 'This is the last administrator' },
    next: { de: 'Zuerst ein weiteres Konto mit der Rolle Betrieb anlegen.', en: 'Create another administrator first.' },
    when: 'An account was to be locked, removed or given another role, and nobody would be left to manage accounts.',
  },
  'import-state': {
    status: 409,
    title: { de: 'Das geht mit diesem Import gerade nicht', en: 'This import is not in a state for that' },
    next: { de: 'Den Import neu laden und seinen Stand ansehen.', en: 'Reload the import and look at its state.' },
    when: 'An import was to be confirmed, undone or checked again that is being worked on, is done or was refused.',
  },
  'scenario-stale': {
    status: 409,
    title: { de: 'Das Szenario passt nicht mehr zum Stand der Daten', en: 'The scenario no longer fits the data' },
    next: { de: 'Das Szenario neu aufbauen und noch einmal ansehen.', en: 'Build the scenario anew and look at it again.' },
    when: 'The changes of a scenario were asked for, but the graph has changed since in what its steps touch.',
  },
  'later-changes': {
    status: 409,
    title: { de: 'Spätere Änderungen stehen im Weg', en: 'Later changes stand in the way' },
    next: { de: 'Die genannten späteren Änderungen zuerst rückgängig machen oder von Hand ändern.', en: 'Undo the later changes named first, or change by hand.' },
    when: 'A change was to be undone, but what it touched has been changed since, or the log does not hold the old values.',
  },
  'still-running': {
    status: 409,
    title: { de: 'Das wird gerade schon erledigt', en: 'This is being done already' },
    next: { de: 'Einen Moment warten und noch einmal nachsehen.', en: 'Wait a moment and look again.' },
    when: 'A write came again with the same Idempotency-Key while the first is being worked on; Retry-After says when to ask again.',
  },
  'answered-once': {
    status: 409,
    title: { de: 'Das ist schon erledigt', en: 'This was done already' },
    next: { de: 'Die Antwort gab es nur einmal. Ging sie verloren: das Ausgestellte widerrufen und neu ausstellen.', en: 'Its answer was given only once. If it was lost: revoke what was issued, and issue it anew.' },
    when: 'A write came again with the same Idempotency-Key, and its answer holds a secret that is not kept.',
  },
  'precondition-failed': {
    status: 412,
    title: { de: 'Inzwischen hat jemand anderes geändert', en: 'Somebody else changed it meanwhile' },
    next: { de: 'Neu laden und die eigene Änderung noch einmal prüfen.', en: 'Reload and check your change again.' },
    when: 'If-Match names another version than the stored one.',
  },
  'payload-too-large': {
    status: 413,
    title: { de: 'Das ist zu groß', en: 'Payload too large' },
    next: { de: 'In kleineren Teilen senden.', en: 'Send it in smaller parts.' },
    when: 'The body is larger than the route allows.',
  },
  'unsupported-media-type': {
    status: 415,
    title: { de: 'Dieses Format wird nicht gelesen', en: 'Unsupported media type' },
    next: { de: 'Als JSON senden.', en: 'Send JSON.' },
    when: 'The body is not JSON.',
  },
  'not-allowed': {
    status: 422,
    title: { de: 'Das widerspricht einer Regel', en: 'A rule forbids this' },
    next: { de: 'Die genannte Regel beachten.', en: 'Follow the rule named.' },
    when: 'The change is readable but breaks the ontology or a rule: endpoints, validity, visibility, sources, shares.',
  },
  'key-reused': {
    status: 422,
    title: { de: 'Diese Kennung gehört zu einer anderen Anfrage', en: 'This key belongs to another request' },
    next: { de: 'Die Seite neu laden und noch einmal speichern.', en: 'Reload the page and save again.' },
    when: 'A write came with an Idempotency-Key under which the same account sent another request within a day.',
  },
  'scenario-same': {
    status: 422,
    title: { de: 'Hier steht zweimal dasselbe', en: 'The same is named twice' },
    next: { de: 'Zwei verschiedene Einträge wählen.', en: 'Choose two different entries.' },
    when: 'A step of a scenario names one entity for both sides: a unit that succeeds itself, merges with itself or hands over to itself.',
  },
  'scenario-nothing': {
    status: 422,
    title: { de: 'Dieser Schritt würde nichts ändern', en: 'This step would change nothing' },
    next: { de: 'Einen anderen Eintrag oder einen anderen Tag wählen, oder den Schritt weglassen.', en: 'Choose another entry or another day, or leave the step out.' },
    when: 'A step of a scenario finds nothing to move on the day of the scenario.',
  },
  'scenario-not-there': {
    status: 422,
    title: { de: 'Das gibt es an diesem Tag nicht', en: 'It does not exist on that day' },
    next: { de: 'Einen anderen Tag wählen, oder einen Eintrag, den es dann noch gibt.', en: 'Choose another day, or an entry that exists then.' },
    when: 'A step of a scenario names what has ended or not yet begun on its day, or what an earlier step ends.',
  },
  'scenario-too-slow': {
    status: 422,
    title: { de: 'Das Szenario durchzurechnen dauert zu lange', en: 'Working the scenario out takes too long' },
    next: { de: 'In einer Minute noch einmal versuchen, sonst das Szenario auf mehrere verteilen.', en: 'Try again in a minute, else divide the scenario into several.' },
    when: 'A scenario was not worked out within 5 seconds; its transaction was rolled back like any other.',
  },
  'personal-data': {
    status: 422,
    title: { de: 'Persönliche Kontaktdaten gehören nicht hierher', en: 'Personal contact data do not belong here' },
    next: { de: 'E-Mail-Adresse oder Telefonnummer entfernen.', en: 'Remove the e-mail address or phone number.' },
    when: 'A text holds an e-mail address or a phone number (rule R28).',
  },
  'precondition-required': {
    status: 428,
    title: { de: 'Die Angabe der Version fehlt', en: 'If-Match is required' },
    next: { de: 'Den Eintrag neu laden und noch einmal speichern.', en: 'Reload the entry and save again.' },
    when: 'PATCH or DELETE without If-Match.',
  },
  'too-many-requests': {
    status: 429,
    title: { de: 'Zu viele Anfragen', en: 'Too many requests' },
    next: { de: 'Kurz warten.', en: 'Wait a moment.' },
    when: 'One client asks faster than the limit; Retry-After says how long to wait.',
  },
  internal: {
    status: 500,
    title: { de: 'Da ist uns ein Fehler unterlaufen', en: 'Something went wrong on our side' },
    next: { de: 'Noch einmal versuchen; bleibt es dabei, die Kennung der Anfrage melden.', en: 'Try again; if it stays, report the request id.' },
    when: 'A defect of the server; the log has the details under the request id.',
  },
  'database-unavailable': {
    status: 503,
    title: { de: 'Die Datenbank ist gerade nicht erreichbar', en: 'The database cannot be reached right now' },
    next: { de: 'Es wird von selbst weiter versucht.', en: 'The view keeps trying by itself.' },
    when: 'Neo4j does not answer; Retry-After says when to try again.',
  },
  'writes-held': {
    status: 503,
    title: { de: 'Gerade wird gesichert', en: 'A backup is being made' },
    next: { de: 'In einer halben Minute noch einmal speichern; Lesen geht weiter.', en: 'Save again in half a minute; reading goes on.' },
    when: 'A full dump is being made, and until it is complete nothing may be written; Retry-After says when to try again.',
  },
  'search-unavailable': {
    status: 503,
    title: { de: 'Die Suche ist gerade nicht verfügbar', en: 'Search is not available right now' },
    next: { de: 'Alles andere geht weiter; bleibt es dabei, den Betrieb verständigen.', en: 'Everything else goes on; if it stays, tell the operator.' },
    when: 'A full-text index of the database is missing or being built; /ready names it.',
  },
  busy: {
    status: 503,
    title: { de: 'Gerade laden schon andere herunter', en: 'Others are downloading right now' },
    next: { de: 'In einer halben Minute noch einmal herunterladen.', en: 'Download again in half a minute.' },
    when: 'As many exports as this server makes at a time are being downloaded already; Retry-After says when to try again.',
  },
  'query-too-slow': {
    status: 503,
    title: { de: 'Die Antwort dauert zu lange', en: 'The answer takes too long' },
    next: { de: 'Die Frage enger stellen, zum Beispiel mit kleinerer Tiefe.', en: 'Ask a narrower question, e.g. with a smaller depth.' },
    when: 'A query ran past its time limit and was ended.',
  },
} as const satisfies Record<string, ProblemType>

export type ProblemCode = keyof typeof problemTypes

/** The URI that stands in `type`. */
export function problemUri(code: ProblemCode): string {
  return `urn:kommunalgraph:problem:${code}`
}
