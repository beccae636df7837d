/** Who can act in the ecosystem, and where they stand. */
import { agsKey, arsKey, oparlId, productCodeOptions } from './common.ts'
import { boolean, choice, date, integer, node, text, textList, url } from './define.ts'

export const actorTypes = {
  Organization: node({
    theme: 'actors',
    label: { de: 'Organisation', en: 'Organisation' },
    plural: { de: 'Organisationen', en: 'Organisations' },
    help: {
      de: 'Eine Körperschaft, ein Unternehmen, ein Verein oder eine andere eigenständige Einrichtung. Ämter und Abteilungen sind Organisationseinheiten.',
      en: 'A public body, enterprise, association or other independent institution. Offices and divisions are units.',
    },
    prefix: 'org', idExample: 'org:ars:990000000000',
    actor: true, colour: 'actor', icon: 'building', shape: 'circle', caption: ['name'], searchable: true,
    mapsTo: ['http://www.w3.org/ns/org#FormalOrganization', 'http://data.europa.eu/m8g/PublicOrganisation', 'https://schema.oparl.org/1.1/Body', 'archimate:BusinessActor', 'bods:entityStatement'],
    properties: {
      kind: choice('organizationKind', { required: true, featured: true }),
      legalForm: choice('legalForm', { required: true, featured: true }),
      legalPersonality: boolean({
        label: { de: 'Eigene Rechtspersönlichkeit', en: 'Legal personality' },
        help: { de: 'Eigenbetriebe und Regiebetriebe haben keine.', en: 'Municipal operations (Eigenbetrieb, Regiebetrieb) have none.' },
        required: true,
      }),
      elfCode: text({ label: { de: 'ELF-Code (ISO 20275)', en: 'ELF code (ISO 20275)' }, pattern: '^[A-Z0-9]{4}$', example: '2HBR' }),
      registerId: text({ label: { de: 'Registernummer', en: 'Register number' }, searched: 'key', example: 'HRB 12345' }),
      ags: text(agsKey),
      ars: text({ ...arsKey }),
      publicPurpose: text({ label: { de: 'Öffentlicher Zweck', en: 'Public purpose' } }),
      ownershipComplete: boolean({
        label: { de: 'Anteilseigner vollständig erfasst', en: 'All owners recorded' },
        help: { de: 'Dann müssen die Anteile zusammen 100 % ergeben.', en: 'Then the shares must add up to 100 %.' },
      }),
      employees: integer({ label: { de: 'Beschäftigte', en: 'Employees' }, min: 0 }),
      website: url({ label: { de: 'Internetauftritt', en: 'Web site' }, example: 'https://www.example.org/' }),
    },
  }),
  OrgUnit: node({
    theme: 'actors',
    label: { de: 'Organisationseinheit', en: 'Unit' },
    plural: { de: 'Organisationseinheiten', en: 'Units' },
    help: {
      de: 'Ein Dezernat, Amt, eine Abteilung oder Stabsstelle innerhalb einer Organisation.',
      en: 'A directorate, office, division or staff unit inside an organisation.',
    },
    prefix: 'unit', idExample: 'unit:990000000000:amt-63',
    actor: true, colour: 'actor', icon: 'users', shape: 'circle', caption: ['shortName', 'name'], searchable: true,
    mapsTo: ['http://www.w3.org/ns/org#OrganizationalUnit', 'https://schema.oparl.org/1.1/Organization', 'backstage:Group'],
    properties: {
      kind: choice('orgUnitKind', { required: true, featured: true }),
      shortName: text({ label: { de: 'Kurzbezeichnung', en: 'Short name' }, searched: 'name', featured: true, maxLength: 60, example: 'Amt 63' }),
      productCodes: textList({ label: { de: 'Produktnummern', en: 'Product codes' }, ...productCodeOptions, example: ['11.13'] }),
    },
  }),
  Committee: node({
    theme: 'actors',
    label: { de: 'Gremium', en: 'Committee' },
    plural: { de: 'Gremien', en: 'Committees' },
    help: {
      de: 'Rat, Ausschuss, Beirat, Fraktion, Aufsichtsrat oder Verbandsversammlung: wer berät und beschließt.',
      en: 'Council, committee, advisory board, parliamentary group, supervisory board or assembly: those who debate and decide.',
    },
    prefix: 'com', idExample: 'com:990000000000:gemeinderat',
    actor: true, colour: 'actor', icon: 'gavel', shape: 'circle', caption: ['name'], searchable: true,
    mapsTo: ['https://schema.oparl.org/1.1/Organization', 'http://www.w3.org/ns/org#Organization'],
    properties: {
      kind: choice('committeeKind', { required: true, featured: true }),
      oparlId,
      classification: text({ label: { de: 'Bezeichnung im Ratsinformationssystem', en: 'Classification in the council information system' } }),
      termStart: date({ label: { de: 'Beginn der Wahlperiode', en: 'Start of term' }, notAbove: 'termEnd' }),
      termEnd: date({ label: { de: 'Ende der Wahlperiode', en: 'End of term' } }),
    },
  }),
  Post: node({
    theme: 'actors',
    label: { de: 'Stelle', en: 'Post' },
    plural: { de: 'Stellen', en: 'Posts' },
    help: {
      de: 'Eine Funktion, die besetzt wird, etwa „Leitung des Bauamts“. Verantwortung liegt bei der Stelle, nicht bei der Person.',
      en: 'A function that somebody holds, such as "Head of the building office". Accountability rests with the post, not with the person.',
    },
    prefix: 'post', idExample: 'post:990000000000:leitung-amt-63',
    actor: true, colour: 'actor', icon: 'id-badge', shape: 'ring', caption: ['name'], searchable: true,
    mapsTo: ['http://www.w3.org/ns/org#Post', 'http://www.popoloproject.com/specs/post.html', 'archimate:BusinessRole'],
    properties: {
      title: text({ label: { de: 'Amtsbezeichnung oder Titel', en: 'Title' }, required: true, featured: true, example: 'Amtsleitung' }),
      kind: choice('postKind', { required: true, featured: true }),
      vacant: boolean({ label: { de: 'Unbesetzt', en: 'Vacant' }, featured: true }),
      publicOffice: boolean({
        label: { de: 'Öffentliches Amt', en: 'Public office' },
        help: { de: 'Wer es innehat, ist veröffentlicht (Mandat, Wahlamt, Sitz laut Beteiligungsbericht).', en: 'Its holder is published (mandate, elected office, seat by the report on shareholdings).' },
      }),
    },
  }),
  Person: node({
    theme: 'actors',
    label: { de: 'Person mit öffentlichem Mandat', en: 'Person holding public office' },
    plural: { de: 'Personen mit öffentlichem Mandat', en: 'Persons holding public office' },
    help: {
      de: 'Nur Personen mit veröffentlichtem Mandat. Keine Mitarbeitenden, keine Kontaktdaten, keine Geburtsdaten, keine Fotos.',
      en: 'Only persons with a published mandate. No staff, no contact data, no dates of birth, no photos.',
    },
    prefix: 'per', idExample: 'per:990000000000:mandat-0017',
    actor: true, colour: 'actor', icon: 'user', shape: 'circle', caption: ['name'], searchable: true,
    personalCommon: ['name', 'nameEn', 'description', 'sameAs'],
    mapsTo: ['https://schema.oparl.org/1.1/Person', 'http://www.w3.org/ns/person#Person'],
    properties: {
      publicOffice: boolean({
        label: { de: 'Mandat ist veröffentlicht', en: 'Mandate is published' },
        help: { de: 'Nur dann darf die Person erfasst werden.', en: 'Only then may the person be recorded.' },
        required: true,
      }),
      oparlId: { ...oparlId, personal: true },
      party: text({ label: { de: 'Partei oder Wählervereinigung', en: 'Party' }, personal: true, featured: true }),
    },
  }),
  Sphere: node({
    theme: 'actors',
    label: { de: 'Sphäre', en: 'Sphere' },
    plural: { de: 'Sphären', en: 'Spheres' },
    help: {
      de: 'Ein Bereich des Ökosystems Kommune. Ein Akteur kann mehreren Sphären angehören.',
      en: 'An area of the municipal ecosystem. An actor may belong to several spheres.',
    },
    prefix: 'sph', idExample: 'sph:code:administration',
    colour: 'concept', icon: 'circle-dashed', shape: 'octagon', caption: ['name'], searchable: true, codeList: 'sphere',
    mapsTo: ['http://www.w3.org/2004/02/skos/core#Concept'],
    properties: { code: choice('sphere', { required: true, label: { de: 'Schlüssel', en: 'Code' } }) },
  }),
  Territory: node({
    theme: 'actors',
    label: { de: 'Gebiet', en: 'Territory' },
    plural: { de: 'Gebiete', en: 'Territories' },
    help: {
      de: 'Ein Gemeindegebiet, Stadtteil, Kreis, Land oder eine Region, in der jemand sitzt oder wirkt.',
      en: 'A municipality, district, county, state or region in which somebody is located or active.',
    },
    prefix: 'ter', idExample: 'ter:ars:990000000000',
    colour: 'concept', icon: 'map', shape: 'octagon', caption: ['name'], searchable: true,
    mapsTo: ['http://purl.org/dc/terms/Location', 'http://dcat-ap.de/def/politicalGeocoding'],
    properties: {
      ars: text({ ...arsKey, required: true, help: { de: 'Zwölf Ziffern, führende Null nicht weglassen; bei einem Stadtteil der Schlüssel seiner Gemeinde.', en: 'Twelve digits, keep a leading zero; for a district the key of its municipality.' } }),
      ags: text(agsKey),
      level: choice('territoryLevel', { required: true, featured: true }),
      population: integer({ label: { de: 'Einwohnerzahl', en: 'Population' }, min: 0, featured: true }),
      nuts: text({ label: { de: 'NUTS-Schlüssel', en: 'NUTS code' }, pattern: '^[A-Z]{2}[A-Z0-9]{0,3}$', example: 'DE122' }),
    },
  }),
}
