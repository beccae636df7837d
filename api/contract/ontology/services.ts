/** What the municipality delivers, how it does so, by which law, and who thinks it should be elsewhere. */
import { leikaKeyOptions, productCodeOptions } from './common.ts'
import { boolean, choice, integer, longText, node, text, url } from './define.ts'

export const serviceTypes = {
  ServiceType: node({
    theme: 'services',
    label: { de: 'Leistungstyp', en: 'Service type' },
    plural: { de: 'Leistungstypen', en: 'Service types' },
    help: {
      de: 'Der Eintrag im Leistungskatalog (LeiKa), für alle Kommunen gleich. Rechtsgrundlagen und nachnutzbare Angebote hängen hier.',
      en: 'The entry in the catalogue of services (LeiKa), the same for all municipalities. Law and reusable offerings attach here.',
    },
    prefix: 'svt', idExample: 'svt:leika:99012008000000',
    colour: 'service', icon: 'book-open', shape: 'hexagon', caption: ['name'], searchable: true,
    mapsTo: ['http://purl.org/vocab/cpsv#PublicService', 'urn:de:fim:leika:leistung'],
    properties: {
      leikaKey: text({ ...leikaKeyOptions, required: true, featured: true, indexed: true }),
      ozgId: text({ label: { de: 'OZG-Kennung', en: 'OZG id' }, searched: 'key', featured: true, example: '10043' }),
      leikaType: text({
        label: { de: 'LeiKa-Typ', en: 'LeiKa type' },
        help: { de: 'Wer regelt und wer vollzieht, nach der Codeliste urn:de:fim:leika:typisierung (1 Bund bis 5 Kommune).', en: 'Who regulates and who executes, by the code list urn:de:fim:leika:typisierung (1 federal to 5 municipal).' },
        pattern: '^[0-9](/[0-9])?[a-z]?(, [0-9](/[0-9])?[a-z]?)*$', featured: true, example: '2/3',
      }),
      sdg: boolean({
        label: { de: 'SDG-Leistung', en: 'SDG service' },
        help: { de: 'Fällt unter die EU-Verordnung über das zentrale digitale Zugangstor.', en: 'Falls under the EU regulation on the single digital gateway.' },
      }),
    },
  }),
  Service: node({
    theme: 'services',
    label: { de: 'Leistung', en: 'Service' },
    plural: { de: 'Leistungen', en: 'Services' },
    help: {
      de: 'Was diese eine Kommune tatsächlich erbringt. Verantwortung, Zuständigkeit, Reifegrad und Abhängigkeiten gehören hierher.',
      en: 'What this one municipality actually delivers. Accountability, competence, maturity and dependencies belong here.',
    },
    prefix: 'svc', idExample: 'svc:990000000000:99012008000000',
    colour: 'service', icon: 'hand-helping', shape: 'hexagon', caption: ['name'], searchable: true,
    mapsTo: ['http://purl.org/vocab/cpsv#PublicService', 'archimate:BusinessService'],
    properties: {
      taskType: choice('taskType', { required: true, featured: true }),
      productCode: text({ label: { de: 'Produktnummer', en: 'Product code' }, ...productCodeOptions }),
      maturity: integer({
        label: { de: 'Reifegrad', en: 'Maturity' },
        help: { de: 'Immer mit dem Modell angeben: Stufe 3 ist nicht in beiden Modellen dasselbe.', en: 'Always give the model too: level 3 is not the same in both.' },
        min: 0, max: 7, scale: { property: 'maturityModel', max: { '1.1': 4, '2.0': 7 } }, featured: true, example: 3,
      }),
      maturityModel: choice('maturityModel', { requiredWith: 'maturity' }),
      annualCases: integer({ label: { de: 'Fälle im Jahr', en: 'Cases a year' }, min: 0, featured: true }),
      onlineUrl: url({ label: { de: 'Adresse des Onlinedienstes', en: 'Address of the online service' }, example: 'https://service.example.org/bauantrag' }),
      onlineStatus: text({ label: { de: 'Onlinestatus', en: 'Online status' }, help: { de: 'Wie im OZG-Datenbestand angegeben.', en: 'As given in the OZG data.' } }),
      coverage: text({ label: { de: 'Flächendeckung', en: 'Coverage' }, help: { de: 'Wie im OZG-Datenbestand angegeben.', en: 'As given in the OZG data.' } }),
    },
  }),
  Process: node({
    theme: 'services',
    label: { de: 'Prozess', en: 'Process' },
    plural: { de: 'Prozesse', en: 'Processes' },
    help: {
      de: 'Der Ablauf, mit dem eine Leistung erbracht wird, oder ein Teil davon.',
      en: 'The procedure by which a service is delivered, or a part of it.',
    },
    prefix: 'prc', idExample: 'prc:990000000000:baugenehmigung-erteilen',
    colour: 'service', icon: 'workflow', shape: 'chevron', caption: ['name'], searchable: true,
    mapsTo: ['urn:xoev-de:fim:standard:xprozess', 'archimate:BusinessProcess'],
    properties: {
      level: choice('processLevel', { required: true, featured: true }),
      fimKey: text({ label: { de: 'FIM-Schlüssel', en: 'FIM key' }, searched: 'key' }),
      rag: text({
        label: { de: 'Referenzaktivitätengruppe', en: 'Reference activity group' },
        help: { de: 'Gleiche Gruppe in vielen Leistungen: ein Teilprozess, der sich bündeln lässt.', en: 'The same group in many services: a sub-process that could be pooled.' },
        featured: true,
      }),
      localDiscretion: choice('localDiscretion', { required: true, featured: true }),
      automation: choice('automation', {}),
    },
  }),
  LegalBasis: node({
    theme: 'services',
    label: { de: 'Rechtsgrundlage', en: 'Legal basis' },
    plural: { de: 'Rechtsgrundlagen', en: 'Legal bases' },
    help: {
      de: 'Ein Gesetz, eine Verordnung oder Satzung, auf der eine Leistung, ein Prozess, System oder Datensatz beruht.',
      en: 'An act, ordinance or by-law on which a service, process, system or dataset is based.',
    },
    prefix: 'law', idExample: 'law:bund:baugb',
    colour: 'law', icon: 'scale', shape: 'tag', caption: ['name'], searchable: true,
    mapsTo: ['http://data.europa.eu/eli/ontology#LegalResource'],
    properties: {
      jurisdiction: choice('jurisdiction', { required: true, featured: true }),
      citation: text({ label: { de: 'Zitierweise', en: 'Citation' }, required: true, featured: true, searched: 'key', example: 'BauGB' }),
      eli: url({ label: { de: 'ELI-Adresse', en: 'ELI address' }, example: 'http://data.europa.eu/eli/reg/2018/1724/oj' }),
      url: url({ label: { de: 'Fundstelle im Netz', en: 'Web address' }, example: 'https://www.gesetze-im-internet.de/bbaug/' }),
    },
  }),
  CompetenceReview: node({
    theme: 'services',
    label: { de: 'Zuständigkeitsprüfung', en: 'Competence review' },
    plural: { de: 'Zuständigkeitsprüfungen', en: 'Competence reviews' },
    help: {
      de: 'Die Frage, ob eine Leistung oder ein Prozess auf einer anderen Ebene besser aufgehoben wäre, mit Nutzen und Hindernissen.',
      en: 'The question whether a service or process would be better placed on another level, with benefit and obstacles.',
    },
    prefix: 'rev', idExample: 'rev:990000000000:wohngeld-zentral',
    colour: 'decision', icon: 'arrow-up-down', shape: 'vee', caption: ['name'], searchable: true,
    mapsTo: ['archimate:Assessment'],
    properties: {
      currentLevel: choice('competenceLevel', { label: { de: 'Heutige Ebene', en: 'Current level' }, required: true, featured: true }),
      proposedLevel: choice('competenceLevel', { label: { de: 'Vorgeschlagene Ebene', en: 'Proposed level' }, required: true, featured: true }),
      scope: choice('reviewScope', { required: true }),
      status: choice('reviewStatus', { required: true, featured: true }),
      benefit: longText({ label: { de: 'Erwarteter Nutzen', en: 'Expected benefit' } }),
      obstacle: longText({ label: { de: 'Hindernis', en: 'Obstacle' } }),
    },
  }),
}
