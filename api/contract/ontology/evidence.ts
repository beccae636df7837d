/** Where statements come from, and statements that are not facts yet. */
import { choice, date, dateTime, integer, longText, node, text, url } from './define.ts'

export const evidenceTypes = {
  Source: node({
    theme: 'evidence',
    label: { de: 'Quelle', en: 'Source' },
    plural: { de: 'Quellen', en: 'Sources' },
    help: {
      de: 'Ein Dokument, eine Internetseite, ein Register oder Gespräch, das Aussagen belegt.',
      en: 'A document, web site, register or interview that proves statements.',
    },
    prefix: 'src', idExample: 'src:990000000000:organisationsplan',
    colour: 'evidence', icon: 'file-text', shape: 'tag', caption: ['name'], searchable: true,
    mapsTo: ['http://www.w3.org/ns/prov#Entity', 'http://purl.org/dc/terms/BibliographicResource', 'bods:source'],
    properties: {
      kind: choice('sourceKind', { required: true, featured: true }),
      title: text({ label: { de: 'Titel des Dokuments', en: 'Title of the document' }, required: true, example: 'Organisationsplan der Stadt' }),
      date: date({ label: { de: 'Stand vom', en: 'As of' }, required: true, featured: true }),
      url: url({ label: { de: 'Internetadresse', en: 'Web address' }, example: 'https://www.example.org/organisationsplan' }),
      publisher: text({ label: { de: 'Herausgabe durch', en: 'Publisher' }, featured: true }),
      sha256: text({ label: { de: 'Prüfsumme (SHA-256)', en: 'Checksum (SHA-256)' }, pattern: '^[0-9a-f]{64}$', example: '0'.repeat(64) }),
      licence: text({ label: { de: 'Nutzungsbedingungen', en: 'Terms of use' } }),
      page: text({ label: { de: 'Seite oder Abschnitt', en: 'Page or section' } }),
    },
  }),
  ImportBatch: node({
    theme: 'evidence',
    label: { de: 'Importlauf', en: 'Import batch' },
    plural: { de: 'Importläufe', en: 'Import batches' },
    help: {
      de: 'Eine Übernahme aus einer Datei. Wird vom Import angelegt und lässt sich als Ganzes zurücknehmen.',
      en: 'One import from a file. Created by the import, and undone as a whole.',
    },
    prefix: 'bat', idExample: 'bat:990000000000:erstbestand',
    colour: 'evidence', icon: 'import', shape: 'tag', caption: ['name'], searchable: false,
    mapsTo: ['http://www.w3.org/ns/prov#Activity'],
    properties: {
      format: text({ label: { de: 'Dateiformat', en: 'File format' }, required: true, example: 'xlsx' }),
      fileName: text({ label: { de: 'Dateiname', en: 'File name' }, required: true, featured: true, example: 'vorhaben.xlsx' }),
      at: dateTime({ label: { de: 'Zeitpunkt', en: 'Time' }, required: true, featured: true }),
      by: text({ label: { de: 'Durchgeführt von', en: 'Carried out by' }, required: true, example: 'steward-1' }),
      rows: integer({ label: { de: 'Zeilen', en: 'Rows' }, min: 0 }),
      created: integer({ label: { de: 'Neu angelegt', en: 'Created' }, min: 0 }),
      updated: integer({ label: { de: 'Geändert', en: 'Updated' }, min: 0 }),
      rejected: integer({ label: { de: 'Abgewiesen', en: 'Rejected' }, min: 0 }),
    },
  }),
  Assertion: node({
    theme: 'evidence',
    label: { de: 'Behauptung', en: 'Assertion' },
    plural: { de: 'Behauptungen', en: 'Assertions' },
    help: {
      de: 'Eine Aussage, die noch keine Tatsache ist, etwa eine Federführung laut Vorlage. Die Datenpflege erkennt sie an oder weist sie zurück.',
      en: 'A statement that is not a fact yet, such as a lead office named in a paper. Stewards accept or reject it.',
    },
    prefix: 'ast', idExample: 'ast:990000000000:federfuehrung-2025-0123',
    colour: 'evidence', icon: 'message-circle-question', shape: 'tag', caption: ['name'], searchable: false,
    mapsTo: ['http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement', 'http://www.w3.org/ns/prov#Entity'],
    properties: {
      relation: text({
        label: { de: 'Behauptete Beziehung', en: 'Relation claimed' },
        help: { de: 'Name der Beziehungsart.', en: 'Name of the relation type.' },
        pattern: '^[A-Z][A-Z_]*$', requiredUnlessPresent: 'property', example: 'ACCOUNTABLE_FOR',
      }),
      fromId: text({ label: { de: 'Von', en: 'From' }, requiredWith: 'relation', references: 'any', example: 'unit:990000000000:amt-63' }),
      toId: text({ label: { de: 'Nach', en: 'To' }, requiredWith: 'relation', references: 'any', indexed: true, example: 'ini:990000000000:digitaler-bauantrag' }),
      key: text({
        label: { de: 'Unterscheidende Angaben', en: 'Distinguishing properties' },
        help: { de: 'Als JSON, etwa {"role":"steward"}.', en: 'As JSON, such as {"role":"steward"}.' },
        example: '{"role":"steward"}',
      }),
      claimedFrom: date({ label: { de: 'Behauptet ab', en: 'Claimed from' }, below: 'claimedUntil' }),
      claimedUntil: date({ label: { de: 'Behauptet bis', en: 'Claimed until' } }),
      entityId: text({ label: { de: 'Betroffener Eintrag', en: 'Entity concerned' }, requiredWith: 'property', references: 'any', indexed: true, example: 'ini:990000000000:digitaler-bauantrag' }),
      property: text({ label: { de: 'Betroffene Eigenschaft', en: 'Property concerned' }, requiredUnlessPresent: 'relation', example: 'budgetEur' }),
      claimedValue: text({ label: { de: 'Behaupteter Wert', en: 'Value claimed' }, help: { de: 'Als JSON.', en: 'As JSON.' }, requiredWith: 'property', example: '250000' }),
      status: choice('assertionStatus', { required: true, featured: true, indexed: true }),
      reason: longText({ label: { de: 'Begründung', en: 'Reason' } }),
      by: text({ label: { de: 'Vorgebracht von', en: 'Claimed by' }, required: true, example: 'import' }),
      at: dateTime({ label: { de: 'Vorgebracht am', en: 'Claimed at' }, required: true }),
    },
  }),
}
