/** Names as municipalities give them: few subjects that come again and again, told apart by place and number. */
import type { EntityType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Random } from './random.ts'

const subjects = [
  'Bauantrag',
  'Wohngeld',
  'Meldewesen',
  'Kindertagesbetreuung',
  'Gewerbeanmeldung',
  'Führerschein',
  'Personalausweis',
  'Elterngeld',
  'Straßenbeleuchtung',
  'Grünflächenpflege',
  'Abfallentsorgung',
  'Stadtbibliothek',
  'Volkshochschule',
  'Musikschule',
  'Schwimmbad',
  'Jugendhilfe',
  'Sozialhilfe',
  'Rentenberatung',
  'Vergabestelle',
  'Liegenschaften',
  'Stadtkasse',
  'Haushaltsplanung',
  'Personalwesen',
  'Feuerwehr',
  'Rettungsdienst',
  'Katastrophenschutz',
  'Ordnungsdienst',
  'Parkraum',
  'Radverkehr',
  'Nahverkehr',
  'Verkehrsrechner',
  'Baumkataster',
  'Geodaten',
  'Bebauungsplan',
  'Denkmalschutz',
  'Friedhofswesen',
  'Standesamt',
  'Wahlen',
  'Hundesteuer',
  'Grundsteuer',
  'Gewerbesteuer',
  'Bürgerbeteiligung',
  'Ratsinformation',
  'Terminvergabe',
  'Formularserver',
  'Bezahldienst',
  'Dokumentenmanagement',
  'Schulverwaltung',
  'Medienentwicklung',
  'Glasfaserausbau',
  'Energiemanagement',
  'Klimaschutz',
  'Hochwasserschutz',
  'Trinkwasser',
  'Kanalnetz',
  'Wirtschaftsförderung',
  'Tourismus',
  'Ausländerwesen',
  'Einbürgerung',
  'Wohnberechtigung',
] as const
const places = [
  'Nordstadt',
  'Südstadt',
  'Weststadt',
  'Oststadt',
  'Altstadt',
  'Neustadt',
  'Rheinau',
  'Mühlburg',
  'Durlach',
  'Grünwinkel',
  'Hagsfeld',
  'Waldau',
  'Köpenau',
  'Seefeld',
  'Bergheim',
  'Talheim',
] as const

/** What stands around the subject, by type; `*` is the subject. */
const forms: Partial<Record<EntityType, readonly string[]>> = {
  Organization: ['* GmbH', '* AöR', 'Zweckverband *', 'Verein für *', 'Stiftung *'],
  OrgUnit: ['Amt für *', 'Abteilung *', 'Fachbereich *', 'Sachgebiet *', 'Stabsstelle *'],
  Committee: ['Ausschuss für *', 'Beirat *'],
  Post: ['Leitung *', 'Sachbearbeitung *', 'Koordination *'],
  Programme: ['Programm *', 'Strategie *'],
  Initiative: ['Digitaler Neubeginn *', 'Einführung *', '* online', 'Neues Fachverfahren *', 'Modernisierung *'],
  Indicator: ['Bearbeitungsdauer *', 'Anteil online bei *', 'Fallkosten *'],
  Observation: ['Messwert *'],
  UserGroup: ['Nutzende von *', 'Antragstellende *'],
  Service: ['*', '* beantragen', 'Auskunft *', '* verlängern', '* ändern'],
  ServiceType: ['* beantragen', '* ändern', 'Auskunft zu *'],
  Process: ['* prüfen', '* bescheiden', 'Antrag * annehmen', '* archivieren'],
  LegalBasis: ['Gesetz über *', 'Verordnung *', 'Satzung *'],
  System: ['Fachverfahren *', 'Portal *', 'Register *', 'Schnittstelle *'],
  Offering: ['Verbunddienst *', 'Leistungspaket *'],
  Dataset: ['Datensatz *', 'Verzeichnis *'],
  Decision: ['Beschluss *', 'Vorlage *'],
  Source: ['Bericht *', 'Organisationsplan *'],
  CompetenceReview: ['Zuständigkeit *'],
  Territory: ['Stadtteil *'],
}

/** A name for the n-th thing of a type. Persons are made-up seats, never people. */
export function nameOf(type: EntityType, number: number, random: Random): string {
  if (type === 'Person') return `Mandatsträgerin ${number}`
  const form = random.pick(forms[type] ?? ['*'])
  return `${form.replace('*', random.pickSkewed(subjects))} ${random.pick(places)} ${number}`
}

const sentences = [
  'Die Bearbeitung läuft vom Antrag bis zum Bescheid in einem Verfahren.',
  'Mehrere Ämter arbeiten daran gleichzeitig und sehen denselben Stand.',
  'Der heutige Ablauf auf Papier bleibt daneben bestehen, bis alle umgestellt haben.',
  'Der Betrieb liegt beim regionalen Dienstleister, die fachliche Pflege beim Amt.',
  'Grundlage ist ein Beschluss des zuständigen Gremiums.',
  'Barrierefreiheit und Mehrsprachigkeit sind noch nicht geprüft.',
  'Ein Ausfall von mehr als einem Tag muss gemeldet werden.',
  'Die Daten kommen aus dem Register und werden nachts abgeglichen.',
] as const

/** A description of one to three sentences. */
export function descriptionOf(random: Random): string {
  return Array.from({ length: 1 + random.below(3) }, () => random.pick(sentences)).join(' ')
}
