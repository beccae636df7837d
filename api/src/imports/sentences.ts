/** What the door says against a change, as a sentence for the steward in front of the file, with the next step. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { entityTypeOfId, relationOfFactId } from '@kommunalgraph/contract/ids.ts'
import {
  type EntityType,
  isNodeTypeName,
  isRelationTypeName,
  nodeProperties,
  nodeType,
  type Property,
  relationProperties,
  relationType,
  vocabularyLabel,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import type { PlanIssue, PlanWarning } from '../changes/state.ts'
import type { Unknown } from './map-rows.ts'

export interface Sentence {
  rule: string
  message: Bilingual
  next: Bilingual
  unknown?: Unknown
}

const de = (message: string, next: string) => ({ message, next })

/** German sentence and next step by rule of the ontology. `{field}` is the column or property, `{detail}` what the door says. */
const byRule: Readonly<Record<string, { message: string; next: string; nextEn: string }>> = {
  R01: { ...de('Heute ist niemand verantwortlich.', 'Tragen Sie die verantwortliche Stelle nach; bis dahin steht es in der Liste der Lücken.'), nextEn: 'Add who is accountable; until then it is listed as a gap.' },
  R02: { ...de('Es gibt zur selben Zeit mehrere verantwortliche Stellen.', 'Lassen Sie nur eine stehen, oder beenden Sie die bisherige mit „Gültig bis“.'), nextEn: 'Keep only one, or end the former one with "Valid until".' },
  R03: { ...de('Diese Art von Eintrag kann nicht verantwortlich sein.', 'Nennen Sie eine Stelle, eine Organisationseinheit oder eine Organisation.'), nextEn: 'Name a post, a unit or an organisation.' },
  R04: { ...de('Die Beziehung gilt länger als einer der beiden Einträge.', 'Prüfen Sie „Gültig bis“.'), nextEn: 'Check "Valid until".' },
  R05: { ...de('Die verantwortliche Stelle ist unbesetzt.', 'Besetzen Sie die Stelle, oder nennen Sie eine andere.'), nextEn: 'Fill the post, or name another one.' },
  R06: { ...de('Die Anteile an dieser Organisation ergeben zusammen mehr als 100 %.', 'Prüfen Sie alle Anteile an ihr, auch die schon gespeicherten.'), nextEn: 'Check all shares in it, also those that are stored.' },
  R07: { ...de('Der Anteil fehlt oder liegt nicht zwischen 0 und 100 %.', 'Tragen Sie den Anteil in Prozent ein.'), nextEn: 'Enter the share in per cent.' },
  R08: { ...de('Diese Beteiligung führt über andere zu ihrem Anfang zurück.', 'Prüfen Sie, wer an wem beteiligt ist.'), nextEn: 'Check who owns whom.' },
  R09: { ...de('An Eigen- und Regiebetrieben gibt es keine Anteile.', 'Verwenden Sie die Beziehung „ist Teil von“.'), nextEn: 'Use the relation "is part of".' },
  R11: { ...de('Die Quelle fehlt.', 'Nennen Sie eine Quelle in der Zeile oder für den ganzen Import.'), nextEn: 'Name a source in the row or for the whole import.' },
  R12: { ...de('Die genannte Quelle gibt es nicht.', 'Legen Sie die Quelle an, oder nennen Sie eine vorhandene.'), nextEn: 'Create the source, or name one that exists.' },
  R13: { ...de('Die Gültigkeit endet, bevor sie beginnt, oder passt nicht zum gespeicherten Zeitraum.', 'Prüfen Sie „Gültig ab“ und „Gültig bis“.'), nextEn: 'Check "Valid from" and "Valid until".' },
  R14: { ...de('Dieselbe Beziehung gibt es für diesen Zeitraum schon.', 'Löschen Sie die Zeile, oder ändern Sie den Zeitraum.'), nextEn: 'Delete the row, or change the period.' },
  R15: { ...de('Diese Zuordnung führt im Kreis zu ihrem Anfang zurück.', 'Prüfen Sie, wer zu wem gehört.'), nextEn: 'Check who belongs to whom.' },
  R16: { ...de('Ein Eintrag kann keine Beziehung zu sich selbst haben.', 'Prüfen Sie „Von“ und „Nach“.'), nextEn: 'Check start and target.' },
  R18: { ...de('Der LeiKa-Schlüssel hat nicht die richtige Form.', 'Ein LeiKa-Schlüssel hat 14 Ziffern und beginnt mit 99.'), nextEn: 'A LeiKa key has 14 digits and begins with 99.' },
  R19: { ...de('Der Gemeinde- oder Regionalschlüssel hat nicht die richtige Form.', 'AGS: 8 Ziffern, ARS: 12 Ziffern, mit führender Null.'), nextEn: 'AGS: 8 digits, ARS: 12 digits, with a leading zero.' },
  R20: { ...de('Es gibt nicht genau eine vorrangige Stoßrichtung.', 'Kennzeichnen Sie eine Stoßrichtung als vorrangig.'), nextEn: 'Mark one thrust as primary.' },
  R21: { ...de('Zur Einstufung der Tiefe fehlt die Begründung.', 'Begründen Sie die Einstufung, oder lassen Sie sie unbewertet.'), nextEn: 'Give a reason, or leave it unrated.' },
  R27: { ...de('Eine Person ohne öffentliches Amt gehört nicht in den Bestand.', 'Prüfen Sie „Öffentliches Amt“, oder löschen Sie die Zeile.'), nextEn: 'Check "public office", or delete the row.' },
  R28: { ...de('„{field}“ enthält eine E-Mail-Adresse oder Telefonnummer.', 'Entfernen Sie die Kontaktdaten; sie gehören nicht in den Bestand.'), nextEn: 'Remove the contact data; they do not belong here.' },
  R31: { ...de('Der Reifegrad passt nicht zur angegebenen Skala.', 'Prüfen Sie Reifegrad und Reifegradmodell.'), nextEn: 'Check maturity and its scale.' },
}

/** What the door says of one change, for the place `field` (a header, or a property's label). */
export function sentenceOf(issue: PlanIssue, change: Change | undefined): Sentence {
  const field = issue.path.replace(/^body\.changes\[\d+\]\.?/, '').replace(/^values\./, '')
  const property = propertyOf(change, field)
  const label = property?.label ?? fieldLabels[field] ?? { de: field, en: field }
  const en = issue.message
  if (/^Is required$/.test(issue.message) && issue.rule === undefined)
    return {
      rule: 'missing-value',
      message: { de: `„${label.de}“ fehlt.`, en: `"${label.en}" is missing.` },
      next: {
        de: 'Ergänzen Sie die Spalte, oder geben Sie in der Zuordnung einen Wert für alle Zeilen an.',
        en: 'Add the column, or give a value for all rows in the mapping.',
      },
    }
  const rule = issue.rule === undefined ? undefined : byRule[issue.rule]
  const unknown = property?.references === undefined ? undefined : unknownOf(issue, property.references)
  if (issue.rule && rule)
    return { rule: issue.rule, message: { de: rule.message.replace('{field}', label.de), en }, next: { de: rule.next, en: rule.nextEn }, ...(unknown ? { unknown } : {}) }
  const other = companionOf(change, field)
  if (other && issue.rule === 'one_of')
    return {
      rule: issue.rule,
      message: { de: `„${label.de}“ oder „${other.label.de}“ wird gebraucht.`, en },
      next: { de: 'Tragen Sie einen der beiden Werte ein.', en: 'Enter one of the two values.' },
    }
  if (other && issue.rule === 'required_with')
    return {
      rule: issue.rule,
      message: { de: `Zu „${other.label.de}“ gehört auch „${label.de}“.`, en },
      next: { de: 'Tragen Sie beide Werte ein, oder entfernen Sie beide.', en: 'Enter both values, or remove both.' },
    }
  if (issue.rule === 'R17') return endSentence(issue, change, label)
  if (issue.code === 'already-exists')
    return { rule: issue.rule ?? 'already-exists', message: { de: 'Das gibt es schon.', en }, next: { de: 'Löschen Sie die Zeile, oder verwenden Sie die vorhandene Kennung.', en: 'Delete the row, or use the existing id.' } }
  if (issue.code === 'still-needed')
    return { rule: 'still-needed', message: { de: 'Andere Angaben hängen davon ab.', en }, next: { de: 'Beenden Sie zuerst die Beziehungen.', en: 'End the relations first.' } }
  if (/There is no such property/.test(issue.message))
    return {
      rule: 'unknown-property',
      message: { de: `„${label.de}“ gibt es für diese Art von Eintrag nicht.`, en: `"${label.en}" does not exist for this kind of entry.` },
      next: { de: 'Leeren Sie die Zelle, oder ordnen Sie die Spalte anders zu.', en: 'Empty the cell, or map the column otherwise.' },
    }
  if (field === 'tenant' || /keeps? (its|the) tenant/.test(issue.message))
    return { rule: 'tenant', message: { de: 'Der Mandant passt nicht: Einträge und Beziehungen behalten ihren Mandanten.', en }, next: { de: 'Wählen Sie für den Import den richtigen Mandanten.', en: 'Choose the right tenant for the import.' } }
  if (field === 'id') {
    const example = change && 'type' in change && isNodeTypeName(change.type) ? nodeType(change.type).idExample : undefined
    return {
      rule: 'not-an-id',
      message: { de: 'Die Kennung passt nicht zu diesem Eintrag.', en },
      next: { de: example ? `Eine Kennung sieht hier so aus: ${example}.` : 'Prüfen Sie die Kennung.', en: example ? `An id looks like this here: ${example}.` : 'Check the id.' },
    }
  }
  if (field === 'type')
    return { rule: 'wrong-type', message: { de: 'Unter dieser Kennung gibt es schon einen Eintrag anderer Art.', en }, next: { de: 'Prüfen Sie die Kennung und das Blatt.', en: 'Check the id and the sheet.' } }
  if (field === 'visibility')
    return { rule: 'visibility', message: { de: 'Eine Beziehung ist nie öffentlicher als ihre beiden Enden.', en }, next: { de: 'Setzen Sie die Sichtbarkeit der Zeile auf „intern“, oder veröffentlichen Sie zuerst die Enden.', en: 'Set the visibility of the row to "internal", or publish the ends first.' } }
  if (field === 'confidence' && property)
    return { rule: issue.rule ?? 'confidence', message: { de: 'Eine bloße Vermutung reicht für diese Beziehung nicht.', en }, next: { de: 'Nennen Sie eine Quelle, die es belegt, oder erfassen Sie es als Behauptung.', en: 'Name a source that proves it, or record it as an assertion.' } }
  if (property)
    return {
      rule: issue.rule ?? 'value',
      message: { de: `„${label.de}“: ${expectation(property)}`, en: `${label.en}: ${en}` },
      next: nextOf(property, issue.allowed),
      ...(unknown ? { unknown } : {}),
    }
  return { rule: issue.rule ?? issue.code, message: { de: `Das widerspricht einer Regel (${en}).`, en }, next: { de: 'Prüfen Sie die Zeile.', en: 'Check the row.' } }
}

/** A gap that a row leaves: saved and listed. */
export function noteOf({ rule, message }: PlanWarning): Sentence {
  const known = byRule[rule]
  return {
    rule,
    message: { de: known?.message ?? message, en: message },
    next: { de: known?.next ?? 'Wird übernommen und als Lücke geführt.', en: known?.nextEn ?? 'It is imported and listed as a gap.' },
  }
}

const fieldLabels: Readonly<Record<string, Bilingual>> = {
  id: { de: 'Kennung', en: 'Id' },
  from: { de: 'Von', en: 'From' },
  to: { de: 'Nach', en: 'To' },
  relation: { de: 'Beziehung', en: 'Relation' },
  type: { de: 'Art', en: 'Type' },
}

function endSentence(issue: PlanIssue, change: Change | undefined, label: Bilingual): Sentence {
  const field = issue.path.endsWith('.from') ? 'from' : 'to'
  const id = change && field in change ? String((change as Record<string, unknown>)[field]) : ''
  if (/^No entity/.test(issue.message)) {
    const relation = change && 'relation' in change && isRelationTypeName(change.relation) ? change.relation : undefined
    const successor = /it was merged into (\S+)$/.exec(issue.message)?.[1]
    if (successor !== undefined)
      return {
        rule: 'R17',
        message: { de: `„${label.de}“: ${id} wurde mit einem anderen Eintrag zusammengeführt.`, en: `${label.en}: ${id} was merged into another entry.` },
        next: { de: `Tragen Sie dessen Kennung ein: ${successor}.`, en: `Enter the id of that one: ${successor}.` },
      }
    return {
      rule: 'R17',
      unknown: { text: id, types: fittingTypes(id, relation ? relationType(relation)[field] : []) },
      message: { de: `„${label.de}“: Einen Eintrag ${id} gibt es weder im Bestand noch in der Datei.`, en: `${label.en}: ${id} is neither in the graph nor in the file.` },
      next: { de: 'Prüfen Sie die Kennung, oder legen Sie den Eintrag in einem eigenen Blatt an.', en: 'Check the id, or create the entry in a sheet of its own.' },
    }
  }
  const relation = change && 'relation' in change && isRelationTypeName(change.relation) ? relationType(change.relation).label.de : ''
  const types = (issue.allowed ?? []).map((type) => (isNodeTypeName(type) ? nodeType(type as EntityType).label.de : type)).join(', ')
  return {
    rule: 'R17',
    message: { de: `Die Beziehung „${relation}“ passt nicht zu diesen Einträgen.`, en: issue.message },
    next: { de: `Für „${label.de}“ ist vorgesehen: ${types}.`, en: `For "${label.en}" these fit: ${(issue.allowed ?? []).join(', ')}.` },
  }
}

/** What an id was expected to name; the type that it says itself, where that one fits. */
function fittingTypes(id: string, expected: readonly EntityType[]): readonly EntityType[] {
  const own = entityTypeOfId(id)
  return own && (expected.length === 0 || expected.includes(own)) ? [own] : expected
}

/** The entity that a reference names in vain. */
function unknownOf({ message }: PlanIssue, references: string): Unknown | undefined {
  const id = /^No entity (\S+)$/.exec(message)?.[1]
  return id === undefined ? undefined : { text: id, types: fittingTypes(id, isNodeTypeName(references) ? [references] : []) }
}

const propertyOf = (change: Change | undefined, field: string): Property | undefined => propertiesOf(change)[field.split('.')[0] ?? '']

/** The property that stands in for another, or needs it. */
export function companionOf(change: Change | undefined, field: string): (Property & { name: string }) | undefined {
  const properties = propertiesOf(change)
  const { requiredUnlessPresent, requiredWith } = properties[field] ?? {}
  const name = requiredUnlessPresent ?? requiredWith
  const property = name === undefined ? undefined : properties[name]
  return name !== undefined && property ? { ...property, name } : undefined
}

function propertiesOf(change: Change | undefined): Readonly<Record<string, Property>> {
  if (!change) return {}
  if ('type' in change && isNodeTypeName(change.type)) return nodeProperties(change.type)
  if ('relation' in change && isRelationTypeName(change.relation)) return relationProperties(change.relation)
  const relation = 'factId' in change ? relationOfFactId(change.factId) : undefined
  return relation === undefined ? {} : relationProperties(relation)
}

function expectation({ kind, min, max, maxLength, references }: Property): string {
  if (references !== undefined) return 'der genannte Eintrag fehlt oder ist von anderer Art.'
  if (kind === 'date') return 'das ist kein gültiger Tag.'
  if (kind === 'choice' || kind === 'choiceList') return 'dieser Wert ist nicht vorgesehen.'
  if (min !== undefined && max !== undefined) return `der Wert muss zwischen ${min} und ${max} liegen.`
  if (min !== undefined) return `der Wert muss mindestens ${min} sein.`
  if (max !== undefined) return `der Wert darf höchstens ${max} sein.`
  if (maxLength !== undefined) return `der Text ist leer, zu lang (höchstens ${maxLength} Zeichen) oder hat unzulässige Zeichen.`
  return 'der Wert hat nicht die erwartete Form.'
}

function nextOf(property: Property, allowed: readonly string[] | undefined): Bilingual {
  const { vocabulary, example } = property
  if (vocabulary !== undefined && allowed && allowed.length > 0)
    return {
      de: `Erlaubt sind: ${allowed.map((code) => vocabularyLabel(vocabulary, code).de).join(', ')}.`,
      en: `Allowed: ${allowed.map((code) => vocabularyLabel(vocabulary, code).en).join(', ')}.`,
    }
  if (example !== undefined) return { de: `Richtig ist etwa: ${String(example)}.`, en: `Right is, for instance: ${String(example)}.` }
  return { de: 'Korrigieren Sie die Zelle.', en: 'Correct the cell.' }
}
