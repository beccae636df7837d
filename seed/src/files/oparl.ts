/**
 * Maps saved answers of a council information system (OParl 1.0 and 1.1) to changes. One consultation is one decision,
 * its paper the source, the lead office of a paper a claim and never a fact. Names of persons are not taken over.
 * Every object is accounted for: it stands for something in the model, or is skipped for a reason that is said.
 */
import { createHash } from 'node:crypto'
import { formatEntityId, slugify } from '@kommunalgraph/contract/ids.ts'
import { type EntityType, nodeProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Code } from '@kommunalgraph/contract/ontology/vocabularies.ts'
import { inputValue } from '@kommunalgraph/contract/property-schemas.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { note, refuse } from './issues.ts'
import { MAX_ROWS } from './limits.ts'
import { type OparlObject, type OparlText, objectsOf, text, texts, typeOf } from './oparl-objects.ts'
import type { FileAccount, FileIssue, KnownActor, PlannedChange, ReadFile, ReadFileOptions } from './read-file.ts'
import { folded, shown } from './read-value.ts'

/** Why an object stands for nothing in the model. */
const reasons = {
  deleted: { de: 'in der Quelle gelöscht', en: 'deleted in the source' },
  twice: { de: 'mehrfach in den Dateien enthalten', en: 'several times in the files' },
  file: { de: 'Anhang; die Vorlage ist verlinkt', en: 'attachment; the paper is linked' },
  location: { de: 'Ort einer Sitzung oder Stelle', en: 'place of a meeting or office' },
  person: { de: 'Namen von Personen werden nicht übernommen', en: 'names of persons are not taken over' },
  other: { de: 'Objektart ohne Entsprechung im Modell', en: 'kind of object without a counterpart in the model' },
  placeholder: {
    de: 'Platzhalter statt einer Stelle („Offen“, Datenübernahme)',
    en: 'placeholder instead of an office ("Offen", migration)',
  },
  unclear: {
    de: 'Art oder Rechtsform ist der Quelle nicht zu entnehmen',
    en: 'kind or legal form cannot be told from the source',
  },
  unused: { de: 'ohne Beratung mit Termin und Ergebnis', en: 'without a consultation that has a date and a result' },
  itemOnly: { de: 'Tagesordnungspunkt ohne Vorlage und ohne Ergebnis', en: 'agenda item without paper and result' },
  meeting: { de: 'Sitzung ohne übernommenen Beschluss', en: 'meeting without a decision taken over' },
  noDate: {
    de: 'Beratung ohne Termin (Tagesordnungspunkt oder Sitzung fehlt in den Dateien)',
    en: 'consultation without a date (its agenda item or meeting is not in the files)',
  },
  future: { de: 'Sitzung steht noch bevor', en: 'meeting is still to come' },
  noResult: { de: 'zur Entscheidung vorgelegt, Ergebnis nicht erfasst', en: 'put to a decision, result not recorded' },
  unknownResult: { de: 'Ergebnis ist keinem Wert zuzuordnen', en: 'result fits none of the values' },
  notPublic: { de: 'nicht öffentlich', en: 'not public' },
  noCommittee: { de: 'ohne bekanntes Gremium', en: 'without a known committee' },
  year: { de: 'anderes Jahr als gewählt', en: 'another year than chosen' },
} as const satisfies Record<string, Bilingual>

type Reason = keyof typeof reasons

/** What becomes of a result as it is worded; the first that fits counts. `said`: the word leaves no doubt. */
const resultWords: readonly { words: RegExp; result: string; said: boolean }[] = [
  { words: /zurueckgezogen|zurueckgenommen/, result: 'withdrawn', said: true },
  { words: /teilweise (zugestimmt|abgelehnt|beschlossen|angenommen)/, result: 'amended', said: false },
  {
    words:
      /(geaendert|modifiziert|ergaenzt)\w* (beschluss|antrag|fassung)|mit aenderungen (beschlossen|angenommen|zugestimmt)|geaendert beschlossen/,
    result: 'amended',
    said: true,
  },
  {
    words: /abgelehnt|ablehnung|nicht (beschlossen|zugestimmt|angenommen)|keine mehrheit/,
    result: 'rejected',
    said: true,
  },
  { words: /vertagt|zurueckgestellt|abgesetzt/, result: 'deferred', said: true },
  {
    words: /verwiesen|verweisung|angehalten|wiedervorlage|beratung im (fach)?(gremium|ausschuss)/,
    result: 'deferred',
    said: false,
  },
  { words: /kenntnis/, result: 'noted', said: true },
  {
    words: /erledigt|einverstanden|keine abstimmung|vorberaten|keine( mitteilungen)?$|ohne beschluss|zur beratung/,
    result: 'noted',
    said: false,
  },
  {
    words: /beschlossen|zugestimmt|zustimmung|angenommen|annahme|gewaehlt|empfohlen|genehmigt/,
    result: 'adopted',
    said: true,
  },
]

const votes: ReadonlySet<string> = new Set(['adopted', 'amended', 'rejected'])

/** The result as one of the values, and how sure that is; undefined if the wording fits none. */
export function resultOf(wording: string | undefined): { result: string; confidence: string } | undefined {
  if (wording === undefined) return { result: 'noted', confidence: 'assumed' }
  const plain = folded(wording)
  const found = resultWords.find(({ words }) => words.test(plain))
  return found && { result: found.result, confidence: found.said ? 'confirmed' : 'probable' }
}

/** Words that a title may stand beside the name of a person. */
const personal =
  /\b(Herrn?|Frau|Stadtr[aä]t(e|in|innen)?|Gemeinder[aä]t(in|innen)|Ratsmitglied\w*|Dr|Prof|Nachr[uü]ck\w*|Nachfolge\w*|Bestellung|Abberufung|Ernennung|Wahl|Wiederwahl|Ehrung|Ehrenb[uü]rger\w*|Verabschiedung|Verleihung|Nachruf|Vereidigung|Verpflichtung|Ausscheiden|Benennung|Besetzung|Umbesetzung)\b/u

const source = nodeProperties('Source')
const titleSchema = source.title && inputValue(source.title)

/** Reads saved answers, each file a list, a page or a single object. */
export function oparlFile(files: readonly OparlText[], encoding: string, options: ReadFileOptions): ReadFile {
  const issues: FileIssue[] = []
  const objects = objectsOf(files, issues)
  if (objects.length === 0) {
    refuse(
      'no-oparl',
      {},
      { de: 'Die Datei enthält keine OParl-Objekte.', en: 'The file contains no OParl objects.' },
      {
        de: 'Speichern Sie die Antworten der Schnittstelle als .json, mehrere davon als .zip.',
        en: 'Save the answers of the interface as .json, several of them as .zip.',
      },
    )
  }
  const { planned, account, years } = new Mapping(objects, options, issues).run()
  if (planned.length > MAX_ROWS) tooManyChanges(planned.length, years)
  return { format: 'oparl', encoding, sheets: [], planned, issues, account }
}

function tooManyChanges(count: number, years: ReadonlyMap<string, number>): never {
  const list = (locale: string) =>
    [...years]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([year, decisions]) => `${year} (${decisions.toLocaleString(locale)})`)
  return refuse(
    'too-many-rows',
    {},
    {
      de: `Die Dateien ergeben ${count.toLocaleString('de-DE')} Änderungen; in einem Zug gehen höchstens ${MAX_ROWS.toLocaleString('de-DE')}.`,
      en: `The files give ${count.toLocaleString('en-GB')} changes; at most ${MAX_ROWS.toLocaleString('en-GB')} can be made in one go.`,
    },
    {
      de: `Übernehmen Sie die Jahre einzeln, hier mit der Zahl ihrer Beschlüsse: ${list('de-DE').join(', ')}.`,
      en: `Import the years one by one, here with the number of their decisions: ${list('en-GB').join(', ')}.`,
    },
  )
}

interface Actor {
  id: string
  type: EntityType
  name: string
}

interface Item {
  object: OparlObject
  meeting: OparlObject | undefined
}

/** One run over all objects. */
class Mapping {
  readonly #objects: readonly OparlObject[]
  readonly #options: ReadFileOptions
  readonly #issues: FileIssue[]
  readonly #planned: PlannedChange[] = []
  readonly #put = new Set<string>()
  readonly #skipped = new Map<Reason, number>()
  #mapped = 0
  readonly #byUrl = new Map<string, OparlObject>()
  readonly #items = new Map<string, Item>()
  readonly #itemsByConsultation = new Map<string, Item>()
  readonly #actors = new Map<string, Actor>()
  readonly #usedPapers = new Set<string>()
  readonly #usedMeetings = new Set<string>()
  /** Agenda items of consultations, and what became of those. */
  readonly #consulted = new Map<string, Reason | undefined>()
  readonly #years = new Map<string, number>()
  readonly #unknownResults = new Map<string, number>()
  readonly #unclear: string[] = []
  readonly #dangling = new Map<string, Set<string>>()
  #titlesLeftOut = 0
  readonly #offices = new Map<
    string,
    { office: Actor; decision: string; date: string; label: string; adopted: boolean; sourceId: string }
  >()

  constructor(objects: readonly OparlObject[], options: ReadFileOptions, issues: FileIssue[]) {
    this.#objects = objects
    this.#options = options
    this.#issues = issues
  }

  run(): { planned: PlannedChange[]; account: FileAccount; years: ReadonlyMap<string, number> } {
    const first = this.#register()
    this.#putRegister()
    this.#mapActors(first.filter((object) => typeOf(object) === 'Organization'))
    for (const object of first.filter((one) => typeOf(one) === 'Consultation')) {
      const reason = this.#mapConsultation(object)
      const item = this.#itemOf(object)?.object.id
      if (item !== undefined && !(this.#consulted.has(item) && this.#consulted.get(item) === undefined))
        this.#consulted.set(item, reason)
      this.#account(reason)
    }
    for (const object of first.filter((one) => typeOf(one) === 'AgendaItem'))
      this.#account(this.#consulted.has(object.id) ? this.#consulted.get(object.id) : this.#mapItem(object))
    for (const object of first) {
      const type = typeOf(object)
      if (type === 'Paper') this.#account(this.#usedPapers.has(object.id) ? undefined : 'unused')
      else if (type === 'Meeting') this.#account(this.#usedMeetings.has(object.id) ? undefined : 'meeting')
      else if (type === 'File') this.#account('file')
      else if (type === 'Location') this.#account('location')
      else if (type === 'Person' || type === 'Membership') this.#account('person')
      else if (type !== 'Organization' && type !== 'Consultation' && type !== 'AgendaItem') this.#account('other')
    }
    this.#claims()
    this.#report()
    return {
      planned: this.#planned,
      years: this.#years,
      account: {
        read: this.#objects.length,
        mapped: this.#mapped,
        skipped: [...this.#skipped]
          .map(([reason, count]) => ({ reason: reasons[reason], count }))
          .sort((a, b) => b.count - a.count),
      },
    }
  }

  #account(reason: Reason | undefined): void {
    if (reason === undefined) this.#mapped++
    else this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1)
  }

  /** Every object once, by its address; what is deleted or was seen before is accounted for at once. */
  #register(): OparlObject[] {
    const first: OparlObject[] = []
    for (const object of this.#objects) {
      const before = this.#byUrl.get(object.id)
      if (before !== undefined) {
        this.#account('twice')
        continue
      }
      this.#byUrl.set(object.id, object)
      if (object.deleted === true) {
        this.#account('deleted')
        continue
      }
      first.push(object)
    }
    for (const object of first) {
      if (typeOf(object) !== 'AgendaItem') continue
      const meeting = this.#byUrl.get(text(object.meeting) ?? '') ?? this.#byUrl.get(object.within ?? '')
      this.#items.set(object.id, { object, meeting })
      const consultation = text(object.consultation)
      if (consultation !== undefined) this.#itemsByConsultation.set(consultation, { object, meeting })
    }
    return first
  }

  #entity(type: EntityType, id: string, values: Record<string, unknown>, onlyNew: boolean): void {
    if (this.#put.has(id)) return
    this.#put.add(id)
    const given = { visibility: 'public', ...values }
    this.#planned.push({
      sheet: null,
      row: null,
      onlyNew,
      change: {
        op: 'put-entity',
        type,
        id,
        values: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      },
    })
  }

  #relation(relation: string, from: string, to: string, values: Record<string, unknown>): void {
    const key = `${relation} ${from} ${to} ${String(values.kind ?? values.role ?? '')}`
    if (this.#put.has(key)) return
    this.#put.add(key)
    this.#planned.push({
      sheet: null,
      row: null,
      change: { op: 'put-relation', relation, from, to, values: { visibility: 'public', ...values } },
    })
  }

  get #registerId(): string {
    return formatEntityId({ type: 'Source', scheme: this.#options.tenant, local: 'ratsinformation' })
  }

  #publisher = 'Ratsinformationssystem (OParl)'

  #putRegister(): void {
    const body = [...this.#byUrl.values()].find((object) => typeOf(object) === 'Body')
    const name = text(body?.name)
    if (name !== undefined) this.#publisher = `${name}, ${this.#publisher}`
    const url = body?.id ?? text([...this.#byUrl.values()].find((object) => text(object.body) !== undefined)?.body)
    this.#entity(
      'Source',
      this.#registerId,
      {
        name: 'Ratsinformationssystem',
        kind: 'register',
        title: 'Ratsinformationssystem, Schnittstelle OParl',
        date: this.#options.today,
        url,
        publisher: this.#publisher,
        sourceIds: [this.#registerId],
        confidence: 'confirmed',
      },
      true,
    )
  }

  // Who

  #mapActors(organizations: readonly OparlObject[]): void {
    const known = knownActors(this.#options.known ?? [], this.#options.tenant)
    const taken = new Set<string>()
    // Who was there first has the short name: it may be given twice.
    const byAge = [...organizations].sort(
      (a, b) => (text(a.created) ?? '').localeCompare(text(b.created) ?? '') || a.id.localeCompare(b.id),
    )
    for (const object of byAge) this.#account(this.#mapActor(object, known, taken))
  }

  #mapActor(object: OparlObject, known: ReturnType<typeof knownActors>, taken: Set<string>): Reason | undefined {
    const name = text(object.name) ?? text(object.shortName)
    if (name === undefined) return 'unclear'
    if (name.startsWith('_') || /^(offen|unbekannt|n\.? ?n\.?)$/i.test(name)) return 'placeholder'
    const kind = actorKind(object, name)
    const short = text(object.shortName)
    const slugs = [
      kind?.type === 'Committee' || /^dezernat/i.test(name) ? '' : slugify(short ?? ''),
      slugify(name),
    ].filter((slug) => slug !== '')
    const existing = known(object.id, name, short, slugs, kind?.type, taken)
    if (existing !== undefined) {
      taken.add(existing.id)
      this.#actors.set(object.id, existing)
      return undefined
    }
    if (kind === undefined) {
      this.#unclear.push(name)
      return 'unclear'
    }
    const ids = [...slugs, `${slugs.at(-1) ?? ''}-${slugify(object.id.replace(/^.*\//, ''))}`].map((local) =>
      formatEntityId({ type: kind.type, scheme: this.#options.tenant, local: local.replace(/^-/, '') }),
    )
    const existingIds = new Set((this.#options.known ?? []).map((actor) => actor.id))
    const id = ids.find((one) => !taken.has(one) && !existingIds.has(one))
    if (id === undefined) return 'unclear'
    taken.add(id)
    this.#actors.set(object.id, { id, type: kind.type, name })
    const own =
      kind.type === 'Committee'
        ? { oparlId: object.id, classification: text(object.classification) }
        : { sameAs: [object.id] }
    this.#entity(
      kind.type,
      id,
      {
        name,
        ...kind.values,
        ...(kind.type === 'OrgUnit' && short !== undefined && short.length <= 60 && { shortName: short }),
        ...own,
        sourceIds: [this.#registerId],
        confidence: kind.confidence,
      },
      true,
    )
    if (this.#options.home !== undefined && (kind.type !== 'Organization' || kind.values.kind === 'special_fund')) {
      this.#relation('PART_OF', id, this.#options.home, { sourceIds: [this.#registerId], confidence: 'probable' })
    }
    return undefined
  }

  // What was decided

  /** The agenda item of a consultation: some servers state only the way back. */
  #itemOf(consultation: OparlObject): Item | undefined {
    return this.#items.get(text(consultation.agendaItem) ?? '') ?? this.#itemsByConsultation.get(consultation.id)
  }

  #mapConsultation(object: OparlObject): Reason | undefined {
    const item = this.#itemOf(object)
    const meeting = item?.meeting ?? this.#byUrl.get(text(object.meeting) ?? '')
    const paper = this.#byUrl.get(text(object.paper) ?? object.within ?? '')
    if (item === undefined && text(object.agendaItem) !== undefined) this.#dangle('AgendaItem', text(object.agendaItem))
    if (paper === undefined) this.#dangle('Paper', text(object.paper))
    const role = text(object.role)
    const outcome = this.#outcome(item, meeting, texts(object.organization))
    if (typeof outcome === 'string') return outcome
    const { date, committee } = outcome
    const wording = text(item?.object.result)
    if (wording === undefined && roleOf(role) === 'decision') return 'noResult'
    const result = resultOf(wording)
    if (result === undefined) return this.#unknownResult(wording)
    if (meeting) this.#usedMeetings.add(meeting.id)

    const reference = text(paper?.reference)
    const titled = paper !== undefined && paper.deleted !== true
    const sourceId = titled ? this.#putPaper(paper, date) : this.#putAgenda(meeting, committee, date)
    const label = titled ? paperLabel(paper) : `Tagesordnungspunkt ${text(item?.object.number) ?? ''}`.trim()
    const id = decisionId(object.id)
    this.#putDecision(id, `${label} – ${committee.name}, ${germanDay(date)}`, date, result, {
      reference,
      resultText: wording,
      resolutionText: text(item?.object.resolutionText),
      paperUrl: titled ? paper.id : text(object.paper),
      agendaItemUrl: item?.object.id,
      sourceId,
    })
    this.#putTaken(committee, id, date, sourceId, role, object.authoritative === true, result.result)
    if (titled) this.#putMovers(paper, id, date, sourceId, label, result.result)
    return undefined
  }

  /** An agenda item that no consultation belongs to, with a result of its own. */
  #mapItem(object: OparlObject): Reason | undefined {
    const item = this.#items.get(object.id)
    const wording = text(object.result)
    if (wording === undefined) return 'itemOnly'
    const outcome = this.#outcome(item, item?.meeting, [])
    if (typeof outcome === 'string') return outcome
    const { date, committee } = outcome
    const result = resultOf(wording)
    if (result === undefined) return this.#unknownResult(wording)
    if (item?.meeting) this.#usedMeetings.add(item.meeting.id)
    const sourceId = this.#putAgenda(item?.meeting, committee, date)
    // A consultation that is not in the files has an address all the same: the decision is the same once it comes.
    // One that is has its decision already; an item that takes it up again is another.
    const consultation = text(object.consultation)
    const shared = consultation !== undefined && !this.#byUrl.has(consultation) ? decisionId(consultation) : undefined
    const id = shared === undefined || this.#put.has(shared) ? decisionId(object.id) : shared
    this.#putDecision(
      id,
      `Tagesordnungspunkt ${text(object.number) ?? ''} – ${committee.name}, ${germanDay(date)}`,
      date,
      result,
      {
        resultText: wording,
        resolutionText: text(object.resolutionText),
        agendaItemUrl: object.id,
        sourceId,
      },
    )
    this.#putTaken(committee, id, date, sourceId, 'Kenntnisnahme', true, result.result)
    return undefined
  }

  /** When and by whom, or why there is no decision. */
  #outcome(
    item: Item | undefined,
    meeting: OparlObject | undefined,
    organizations: readonly string[],
  ): Reason | { date: string; committee: Actor } {
    const start = text(meeting?.start) ?? text(item?.object.start)
    const date = start === undefined ? undefined : /^\d{4}-\d{2}-\d{2}/.exec(start)?.[0]
    if (date === undefined) return 'noDate'
    if (this.#options.year !== undefined && !date.startsWith(`${this.#options.year}-`)) return 'year'
    if (date > this.#options.today || meeting?.cancelled === true) return 'future'
    if (item?.object.public === false) return 'notPublic'
    const urls = organizations.length > 0 ? organizations : texts(meeting?.organization)
    const committee = urls.map((url) => this.#actors.get(url)).find((actor) => actor?.type === 'Committee')
    if (committee === undefined) {
      for (const url of urls) if (!this.#byUrl.has(url)) this.#dangle('Organization', url)
      return 'noCommittee'
    }
    return { date, committee }
  }

  #putDecision(
    id: string,
    name: string,
    date: string,
    { result, confidence }: { result: string; confidence: string },
    { sourceId, resultText, ...more }: Record<string, string | undefined> & { sourceId: string },
  ): void {
    this.#years.set(date.slice(0, 4), (this.#years.get(date.slice(0, 4)) ?? 0) + 1)
    this.#entity(
      'Decision',
      id,
      {
        name,
        ...(resultText === undefined && {
          description: 'In der Quelle ist kein Ergebnis erfasst; hier als Kenntnisnahme geführt.',
        }),
        date,
        result,
        resultText,
        public: true,
        ...more,
        validFrom: date,
        sourceIds: [sourceId],
        confidence,
      },
      false,
    )
  }

  /** The source sets its flag on nearly everything; it decides only where a decision was asked for or a vote was taken. */
  #putTaken(
    committee: Actor,
    id: string,
    date: string,
    sourceId: string,
    role: string | undefined,
    flag: boolean,
    result: string,
  ): void {
    const asked = roleOf(role)
    const advising = role !== undefined && /anh(ö|oe)rung|beratung/i.test(role)
    const voted = asked !== 'decision' && flag && !advising && votes.has(result)
    this.#relation('TOOK', committee.id, id, {
      authoritative: (asked === 'decision' && flag) || voted,
      role: voted ? 'decision' : asked,
      validFrom: date,
      sourceIds: [sourceId],
      confidence: voted ? 'probable' : 'confirmed',
    })
  }

  #putMovers(paper: OparlObject, id: string, date: string, sourceId: string, label: string, result: string): void {
    for (const url of texts(paper.underDirectionOf)) {
      const office = this.#actors.get(url)
      if (office === undefined) {
        if (!this.#byUrl.has(url)) this.#dangle('Organization', url)
        continue
      }
      if (office.type !== 'OrgUnit' && office.type !== 'Committee') continue
      this.#relation('MOVED', office.id, id, {
        kind: 'lead_office',
        validFrom: date,
        sourceIds: [sourceId],
        confidence: 'confirmed',
      })
    }
    for (const url of texts(paper.underDirectionOf)) {
      const office = this.#actors.get(url)
      if (office === undefined || office.type === 'Committee') continue
      const before = this.#offices.get(`${paper.id} ${office.id}`)
      const adopted = result === 'adopted' || result === 'amended'
      // The decision that says most of what is to be done: an adopted one, of these the last.
      if (before === undefined || (adopted && !before.adopted) || (adopted === before.adopted && date > before.date))
        this.#offices.set(`${paper.id} ${office.id}`, { office, decision: id, date, label, adopted, sourceId })
    }
    for (const url of texts(paper.originatorOrganization)) {
      const mover = this.#actors.get(url)
      if (mover?.type === 'Committee' || mover?.type === 'OrgUnit')
        this.#relation('MOVED', mover.id, id, {
          kind: 'originator',
          validFrom: date,
          sourceIds: [sourceId],
          confidence: 'confirmed',
        })
    }
  }

  /** Lead offices as claims: of what the decisions on the paper concern in the graph, else of an adopted decision itself. */
  #claims(): void {
    for (const [key, { office, decision, date, label, adopted, sourceId }] of this.#offices) {
      const paperUrl = key.slice(0, key.lastIndexOf(' '))
      const concerned = this.#options.concerns?.get(paperUrl) ?? []
      const targets = concerned.length > 0 ? concerned : adopted ? [decision] : []
      for (const target of targets) {
        const local = `${slugify(label)}-${office.id.replace(/^.*:/, '')}${concerned.length > 0 ? `-${target.replace(/^.*:/, '')}` : ''}`
        this.#entity(
          'Assertion',
          formatEntityId({ type: 'Assertion', scheme: this.#options.tenant, local: local.slice(0, 150) }),
          {
            name: `Federführung: ${office.name} – ${label}`.slice(0, 300),
            relation: 'ACCOUNTABLE_FOR',
            fromId: office.id,
            toId: target,
            claimedFrom: date,
            status: 'proposed',
            reason: 'Federführende Stelle laut Vorlage; keine Bestätigung der Verantwortung.',
            by: 'import',
            at: `${date}T00:00:00Z`,
            sourceIds: [sourceId],
            confidence: 'reported',
          },
          true,
        )
      }
    }
  }

  // What it is known from

  #putPaper(paper: OparlObject, decided: string): string {
    this.#usedPapers.add(paper.id)
    const label = paperLabel(paper)
    const id = formatEntityId({ type: 'Source', scheme: this.#options.tenant, local: slugify(label) })
    const title = (text(paper.name) ?? '').replace(/\s+/g, ' ')
    const usable = title !== '' && !personal.test(title) && titleSchema?.safeParse(title).success === true
    if (title !== '' && !usable && !this.#put.has(id)) this.#titlesLeftOut++
    this.#entity(
      'Source',
      id,
      {
        name: label,
        kind: 'council_paper',
        title: usable ? title : label,
        date: day(paper.date) ?? decided,
        url: paper.id,
        publisher: this.#publisher,
        sourceIds: [id],
        confidence: 'confirmed',
      },
      true,
    )
    return id
  }

  #putAgenda(meeting: OparlObject | undefined, committee: Actor, date: string): string {
    if (meeting === undefined) return this.#registerId
    const id = formatEntityId({
      type: 'Source',
      scheme: this.#options.tenant,
      local: `sitzung-${slugify(meeting.id.replace(/^.*\//, ''))}`,
    })
    this.#entity(
      'Source',
      id,
      {
        name: `Tagesordnung ${committee.name}, ${germanDay(date)}`,
        kind: 'council_paper',
        title: `Tagesordnung vom ${germanDay(date)}`,
        date,
        url: meeting.id,
        publisher: this.#publisher,
        sourceIds: [id],
        confidence: 'confirmed',
      },
      true,
    )
    return id
  }

  // What is said of the whole

  #dangle(type: string, url: string | undefined): void {
    if (url === undefined) return
    this.#dangling.set(type, (this.#dangling.get(type) ?? new Set()).add(url))
  }

  #unknownResult(wording: string | undefined): Reason {
    const key = wording ?? ''
    this.#unknownResults.set(key, (this.#unknownResults.get(key) ?? 0) + 1)
    return 'unknownResult'
  }

  #report(): void {
    for (const [type, urls] of this.#dangling) {
      this.#issues.push(
        note(
          'dangling-reference',
          {},
          {
            de: `${urls.size} Verweise auf Objekte der Art ${type}, die nicht in den Dateien stehen, etwa ${shown([...urls][0] ?? '')}.`,
            en: `${urls.size} references to objects of type ${type} that are not in the files, such as ${shown([...urls][0] ?? '')}.`,
          },
          {
            de: 'Nehmen Sie diese Objekte hinzu, wenn sie gebraucht werden.',
            en: 'Add these objects if they are needed.',
          },
        ),
      )
    }
    for (const [wording, count] of this.#unknownResults) {
      this.#issues.push(
        note(
          'unknown-result',
          {},
          {
            de: `Das Ergebnis „${shown(wording)}“ (${count}-mal) ist keinem Wert zuzuordnen; diese Beschlüsse werden nicht übernommen.`,
            en: `The result "${shown(wording)}" (${count} times) fits none of the values; these decisions are not imported.`,
          },
          { de: 'Tragen Sie sie von Hand ein.', en: 'Enter them by hand.' },
        ),
      )
    }
    if (this.#unclear.length > 0) {
      this.#issues.push(
        note(
          'unclear-organisation',
          {},
          {
            de: `Art oder Rechtsform ist der Quelle nicht zu entnehmen: ${this.#unclear.map(shown).join(', ')}.`,
            en: `Kind or legal form cannot be told from the source: ${this.#unclear.map(shown).join(', ')}.`,
          },
          {
            de: 'Legen Sie sie an und tragen Sie unter „Gleich mit“ die OParl-Adresse ein; die nächste Übernahme ordnet sie zu.',
            en: 'Create them and enter the OParl address under "Same as"; the next import will match them.',
          },
        ),
      )
    }
    if (this.#titlesLeftOut > 0) {
      this.#issues.push(
        note(
          'title-left-out',
          {},
          {
            de: `${this.#titlesLeftOut} Titel von Vorlagen werden nicht übernommen, weil sie Personen oder Kontaktdaten nennen können.`,
            en: `${this.#titlesLeftOut} titles of papers are not taken over, because they may name persons or contact data.`,
          },
          { de: 'Die Vorlagen sind verlinkt.', en: 'The papers are linked.' },
        ),
      )
    }
  }
}

// Small decisions

/** `dec:oparl:` and the first half of a hash of the address, as in what ships for Karlsruhe. */
const decisionId = (url: string): string =>
  formatEntityId({
    type: 'Decision',
    scheme: 'oparl',
    local: createHash('sha256').update(url).digest('hex').slice(0, 16),
  })

const day = (value: unknown): string | undefined => /^\d{4}-\d{2}-\d{2}/.exec(text(value) ?? '')?.[0]
const germanDay = (iso: string): string => iso.split('-').reverse().join('.')

const paperLabel = (paper: OparlObject): string =>
  `Vorlage ${text(paper.reference) ?? paper.id.replace(/^.*\//, '')}`.slice(0, 80)

const roleOf = (role: string | undefined): Code<'consultationRole'> =>
  role === undefined
    ? 'advice'
    : /entscheidung|beschluss/i.test(role)
      ? 'decision'
      : /kenntnis/i.test(role)
        ? 'note'
        : 'advice'

interface ActorKind {
  type: 'Organization' | 'OrgUnit' | 'Committee'
  values: Record<string, unknown>
  confidence: string
}

/** Legal forms as they stand in names; the first that fits counts. */
const legalForms: readonly { words: RegExp; kind: string; legalForm: string; legalPersonality: boolean }[] = [
  { words: /eigenbetrieb/i, kind: 'special_fund', legalForm: 'eigenbetrieb', legalPersonality: false },
  { words: /\bgGmbH\b/, kind: 'enterprise', legalForm: 'ggmbh', legalPersonality: true },
  { words: /GmbH (&|und) Co\.? ?KG/, kind: 'enterprise', legalForm: 'gmbh_co_kg', legalPersonality: true },
  { words: /\b(GmbH|mbH)\b|gesellschaft mbH/, kind: 'enterprise', legalForm: 'gmbh', legalPersonality: true },
  { words: /\bAG$|\bAG\b(?= )/, kind: 'enterprise', legalForm: 'ag', legalPersonality: true },
  { words: /\be\. ?G\.?(?=$| )|\beG\b/, kind: 'cooperative', legalForm: 'eg', legalPersonality: true },
  { words: /\be\. ?V\.?/, kind: 'association', legalForm: 'ev', legalPersonality: true },
  { words: /zweckverband/i, kind: 'intermunicipal', legalForm: 'zweckverband', legalPersonality: true },
  { words: /\bA(ö|oe)R\b/, kind: 'enterprise', legalForm: 'aoer', legalPersonality: true },
]

const committeeKinds: readonly [RegExp, string][] = [
  [/aufsichtsrat|verwaltungsrat/i, 'supervisory_board'],
  [/gesellschafterversammlung|hauptversammlung/i, 'shareholder_meeting'],
  [/verbandsversammlung/i, 'association_assembly'],
  [/ortschaftsrat|ortsrat|ortsbeirat|bezirksvertretung|bezirksbeirat|bezirksrat|ortsgemeinderat/i, 'district_council'],
  [/beirat/i, 'advisory_board'],
  [/ausschuss|kommission|kuratorium/i, 'committee'],
  [/fraktion|z(ä|ae)hlgemeinschaft/i, 'faction'],
  [
    /gemeinderat|stadtrat|kreistag|kreisrat|stadtverordnetenversammlung|gemeindevertretung|b(ü|ue)rgerschaft|^rat\b/i,
    'parliament',
  ],
]

/** Enterprises by common words of their names: without a legal form they cannot be entered. */
const enterprise = /stadtwerke|verkehrsbetriebe|verkehrsverbund|klinikum|wohnung|arbeitsf(ö|oe)rderung/i

/** What an OParl Organization is: by its type where it is stated, else by its address (`/gr/`, `/at/`) and its name. */
function actorKind(object: OparlObject, name: string): ActorKind | undefined {
  const stated = folded(text(object.organizationType) ?? '')
  const kind = committeeKinds.find(([words]) => words.test(name))?.[1]
  const byAddress = /\/gr\//.test(object.id) ? 'gremium' : /\/at\//.test(object.id) ? 'verwaltungsbereich' : ''
  const word = stated !== '' ? stated : byAddress
  if (word === 'fraktion') return { type: 'Committee', values: { kind: 'faction' }, confidence: 'confirmed' }
  if (word === 'gremium' || word === 'externes gremium' || (word === '' && kind !== undefined))
    return {
      type: 'Committee',
      values: { kind: kind ?? 'committee' },
      confidence: kind === undefined ? 'assumed' : 'confirmed',
    }
  if (word === 'partei') return undefined
  const form = legalForms.find(({ words }) => words.test(name))
  if (form !== undefined) {
    const { words: _, ...values } = form
    return { type: 'Organization', values, confidence: 'confirmed' }
  }
  if (word !== 'verwaltungsbereich' || (stated === '' && (enterprise.test(name) || name === name.toUpperCase())))
    return undefined
  if (/^dezernat/i.test(name)) return { type: 'OrgUnit', values: { kind: 'directorate' }, confidence: 'confirmed' }
  if (/fachbereich/i.test(name)) return { type: 'OrgUnit', values: { kind: 'department' }, confidence: 'confirmed' }
  if (/stabsstelle|beauftragte|b(ü|ue)ro|personalrat|gesch(ä|ae)ftsstelle/i.test(name))
    return { type: 'OrgUnit', values: { kind: 'staff_unit' }, confidence: 'probable' }
  return {
    type: 'OrgUnit',
    values: { kind: 'office' },
    confidence: /amt\b|^amt/i.test(name) ? 'confirmed' : 'probable',
  }
}

/** Finds an actor that the graph already has: by its address, its name, or the short form of it in its id. */
function knownActors(known: readonly KnownActor[], tenant: string) {
  const byAddress = new Map<string, KnownActor>()
  const byName = new Map<string, KnownActor[]>()
  const byId = new Map(known.map((actor) => [actor.id, actor]))
  for (const actor of known) {
    for (const url of [actor.oparlId, ...(actor.sameAs ?? [])]) if (url) byAddress.set(url, actor)
    byName.set(folded(actor.name), [...(byName.get(folded(actor.name)) ?? []), actor])
  }
  const typeNames: Readonly<Record<string, EntityType>> = { unit: 'OrgUnit', org: 'Organization', com: 'Committee' }
  const prefixes = (type: EntityType | undefined) => (type === 'Committee' ? ['com'] : ['unit', 'org'])
  return (
    url: string,
    name: string,
    short: string | undefined,
    slugs: readonly string[],
    type: EntityType | undefined,
    taken: ReadonlySet<string>,
  ): Actor | undefined => {
    const named = (byName.get(folded(name)) ?? []).filter((actor) =>
      prefixes(type).some((prefix) => actor.id.startsWith(`${prefix}:`)),
    )
    const bySlug = slugs.flatMap((slug) => prefixes(type).map((prefix) => byId.get(`${prefix}:${tenant}:${slug}`)))
    const found = [byAddress.get(url), named.length === 1 ? named[0] : undefined, ...bySlug].find(
      (actor) =>
        actor !== undefined && !taken.has(actor.id) && (actor === byAddress.get(url) || sameActor(actor, name, short)),
    )
    if (found === undefined) return undefined
    const own = typeNames[found.id.split(':')[0] ?? '']
    return own === undefined ? undefined : { id: found.id, type: own, name: found.name }
  }
}

/** The same short form in an id is not enough: "SJB" is two offices. Their names must share a word, or the short form. */
function sameActor(actor: KnownActor, name: string, short: string | undefined): boolean {
  const words = (text: string) =>
    new Set(
      folded(text)
        .split(/[^a-z0-9]+/)
        .filter((word) => word.length > 3),
    )
  if (folded(actor.name) === folded(name)) return true
  if (
    short !== undefined &&
    folded(actor.name)
      .split(/[^a-z0-9]+/)
      .includes(folded(short))
  )
    return true
  const own = words(actor.name)
  return [...words(name)].some((word) => own.has(word))
}
