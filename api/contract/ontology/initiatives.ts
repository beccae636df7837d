/** What is to change, to what end, and how anybody would notice. */
import { EUR } from './common.ts'
import { choice, choiceList, date, decimal, longText, money, node, text } from './define.ts'

const budgetEur = money({ label: { de: 'Gesamtbudget', en: 'Total budget' }, unit: EUR, min: 0, featured: true })

export const initiativeTypes = {
  Thrust: node({
    theme: 'initiatives',
    label: { de: 'Stoßrichtung', en: 'Thrust' },
    plural: { de: 'Stoßrichtungen', en: 'Thrusts' },
    help: {
      de: 'Eine der fünfeinhalb Stoßrichtungen der kommunalen Digitalisierung.',
      en: 'One of the five and a half thrusts of municipal digitalisation.',
    },
    prefix: 'thr', idExample: 'thr:code:5.5',
    colour: 'concept', icon: 'compass', shape: 'octagon', caption: ['name'], searchable: true, codeList: 'thrust',
    mapsTo: ['http://www.w3.org/2004/02/skos/core#Concept', 'archimate:CourseOfAction'],
    properties: {
      code: choice('thrust', { required: true, label: { de: 'Schlüssel', en: 'Code' } }),
      question: text({ label: { de: 'Leitfrage', en: 'Guiding question' } }),
    },
  }),
  TargetQuality: node({
    theme: 'initiatives',
    label: { de: 'Zielqualität', en: 'Target quality' },
    plural: { de: 'Zielqualitäten', en: 'Target qualities' },
    help: {
      de: 'Worauf Digitalisierung einzahlt: Lebens-, Standort- oder Arbeitsqualität.',
      en: 'What digitalisation pays into: quality of life, of location or of work.',
    },
    prefix: 'tq', idExample: 'tq:code:life',
    colour: 'concept', icon: 'target', shape: 'octagon', caption: ['name'], searchable: true, codeList: 'targetQuality',
    mapsTo: ['http://www.w3.org/2004/02/skos/core#Concept', 'archimate:Value'],
    properties: { code: choice('targetQuality', { required: true, label: { de: 'Schlüssel', en: 'Code' } }) },
  }),
  Programme: node({
    theme: 'initiatives',
    label: { de: 'Programm', en: 'Programme' },
    plural: { de: 'Programme', en: 'Programmes' },
    help: {
      de: 'Eine Strategie oder ein Förderprogramm, das mehrere Vorhaben bündelt.',
      en: 'A strategy or funding programme that bundles several initiatives.',
    },
    prefix: 'prg', idExample: 'prg:990000000000:digitalstrategie',
    colour: 'initiative', icon: 'layers', shape: 'roundRect', caption: ['name'], searchable: true,
    mapsTo: ['archimate:Plateau', 'archimate:Deliverable'],
    properties: { kind: choice('programmeKind', { required: true, featured: true }), budgetEur },
  }),
  Initiative: node({
    theme: 'initiatives',
    label: { de: 'Vorhaben', en: 'Initiative' },
    plural: { de: 'Vorhaben', en: 'Initiatives' },
    help: {
      de: 'Ein Projekt oder eine Maßnahme mit einem Ziel, einem Anfang und einer verantwortlichen Stelle.',
      en: 'A project or measure with an aim, a beginning and somebody accountable.',
    },
    prefix: 'ini', idExample: 'ini:990000000000:digitaler-bauantrag',
    colour: 'initiative', icon: 'rocket', shape: 'roundRect', caption: ['name'], searchable: true,
    mapsTo: ['https://schema.org/Project', 'archimate:WorkPackage'],
    properties: {
      stage: choice('stage', { required: true, featured: true, indexed: true }),
      depth: choice('depth', { required: true, featured: true }),
      depthRationale: longText({
        label: { de: 'Begründung der Einschätzung', en: 'Reason for the rating' },
        help: { de: 'Warum nachbildend, verbessernd oder verändernd? Eine Einschätzung ohne Begründung gilt nicht.', en: 'Why imitative, optimising or transformative? A rating without a reason does not count.' },
        requiredUnless: { property: 'depth', is: 'unrated' },
      }),
      startDate: date({ label: { de: 'Beginn', en: 'Start' }, notAbove: 'endDate' }),
      dueDate: date({ label: { de: 'Geplantes Ende', en: 'Due' }, featured: true }),
      endDate: date({ label: { de: 'Tatsächliches Ende', en: 'End' } }),
      budgetEur,
      workingMode: choiceList('workingMode', {}),
      health: choice('health', { featured: true }),
      hypothesis: longText({
        label: { de: 'Wirkungsannahme', en: 'Hypothesis' },
        help: { de: 'Welchen Nutzen soll es für wen bringen, und woran ist das zu erkennen?', en: 'Which benefit for whom, and how will it show?' },
      }),
    },
  }),
  Indicator: node({
    theme: 'initiatives',
    label: { de: 'Kennzahl', en: 'Indicator' },
    plural: { de: 'Kennzahlen', en: 'Indicators' },
    help: {
      de: 'Woran die Wirkung eines Vorhabens oder einer Zielqualität gemessen wird.',
      en: 'By what the effect of an initiative or a target quality is measured.',
    },
    prefix: 'ind', idExample: 'ind:990000000000:bearbeitungsdauer-bauantrag',
    colour: 'indicator', icon: 'gauge', shape: 'triangle', caption: ['name'], searchable: true,
    mapsTo: ['http://purl.org/linked-data/cube#MeasureProperty', 'archimate:Outcome'],
    properties: {
      unit: text({ label: { de: 'Maßeinheit', en: 'Unit of measure' }, required: true, maxLength: 60, featured: true, example: 'Tage' }),
      direction: choice('indicatorDirection', { required: true }),
      baseline: decimal({ label: { de: 'Ausgangswert', en: 'Baseline' }, featured: true }),
      target: decimal({ label: { de: 'Zielwert', en: 'Target value' }, featured: true }),
      targetDate: date({ label: { de: 'Ziel erreicht bis', en: 'Target date' } }),
      level: choice('indicatorLevel', { required: true, featured: true }),
    },
  }),
  Observation: node({
    theme: 'initiatives',
    label: { de: 'Messwert', en: 'Observation' },
    plural: { de: 'Messwerte', en: 'Observations' },
    help: { de: 'Der Wert einer Kennzahl an einem Tag.', en: 'The value of an indicator on a day.' },
    prefix: 'obs', idExample: 'obs:990000000000:bearbeitungsdauer-bauantrag-2026-06',
    colour: 'indicator', icon: 'ruler', shape: 'triangle', caption: ['name'], searchable: false,
    mapsTo: ['http://purl.org/linked-data/cube#Observation'],
    properties: {
      date: date({ label: { de: 'Tag der Messung', en: 'Day of measurement' }, required: true, featured: true }),
      value: decimal({ label: { de: 'Wert', en: 'Value' }, required: true, featured: true }),
      method: text({ label: { de: 'Messverfahren', en: 'Method' } }),
    },
  }),
  UserGroup: node({
    theme: 'initiatives',
    label: { de: 'Nutzendengruppe', en: 'User group' },
    plural: { de: 'Nutzendengruppen', en: 'User groups' },
    help: {
      de: 'Für wen eine Leistung oder ein Vorhaben da ist: außen (Bürgerschaft, Wirtschaft) oder innen (Mitarbeitende).',
      en: 'For whom a service or initiative is there: outside (citizens, businesses) or inside (staff).',
    },
    prefix: 'usr', idExample: 'usr:990000000000:bauherrschaft',
    colour: 'concept', icon: 'users-round', shape: 'pentagon', caption: ['name'], searchable: true,
    mapsTo: ['http://data.europa.eu/m8g/Audience', 'archimate:Stakeholder'],
    properties: {
      side: choice('userSide', { required: true, featured: true }),
      audience: choice('audience', { featured: true }),
    },
  }),
  Skill: node({
    theme: 'initiatives',
    label: { de: 'Kompetenz', en: 'Skill' },
    plural: { de: 'Kompetenzen', en: 'Skills' },
    help: {
      de: 'Eine der acht Schlüsselkompetenzen oder eine Teilkompetenz darunter. Gemeint ist Können, nicht Zuständigkeit.',
      en: 'One of the eight key competences or a facet of one. Ability is meant, not jurisdiction.',
    },
    prefix: 'skl', idExample: 'skl:code:it-media',
    colour: 'concept', icon: 'graduation-cap', shape: 'octagon', caption: ['name'], searchable: true, codeList: 'skill',
    mapsTo: ['http://www.w3.org/2004/02/skos/core#Concept', 'archimate:Capability'],
    properties: {
      code: choice('skill', {
        label: { de: 'Schlüssel', en: 'Code' },
        help: { de: 'Nur bei den acht Schlüsselkompetenzen; eine Teilkompetenz ist stattdessen Teil einer von ihnen.', en: 'Only for the eight key competences; a facet is part of one of them instead.' },
      }),
    },
  }),
}
