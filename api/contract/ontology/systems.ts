/** What the work runs on: systems, offers of others, and data. */
import { boolean, choice, date, node, text, url } from './define.ts'

export const systemTypes = {
  System: node({
    theme: 'systems',
    label: { de: 'IT-System', en: 'System' },
    plural: { de: 'IT-Systeme', en: 'Systems' },
    help: {
      de: 'Ein Fachverfahren, Portal, eine Plattform oder Infrastruktur im Betrieb. Ein fremdes Angebot, das man übernehmen könnte, ist ein Nachnutzungsangebot.',
      en: 'A specialist application, portal, platform or infrastructure in operation. What others offer for reuse is an offering.',
    },
    prefix: 'sys', idExample: 'sys:990000000000:bauportal',
    colour: 'system', icon: 'server', shape: 'rect', caption: ['name'], searchable: true,
    mapsTo: ['archimate:ApplicationComponent', 'backstage:System', 'https://schema.org/SoftwareApplication'],
    properties: {
      kind: choice('systemKind', { required: true, featured: true }),
      provision: choice('provision', { required: true, featured: true }),
      lifecycle: choice('lifecycle', { required: true, featured: true }),
      criticality: choice('criticality', { required: true, featured: true }),
      endOfLife: date({ label: { de: 'Ende der Herstellerpflege', en: 'End of life' }, featured: true }),
      contractUntil: date({ label: { de: 'Vertragsende', en: 'Contract until' } }),
      openSource: boolean({ label: { de: 'Freie Software', en: 'Open source' } }),
      dataLocation: text({ label: { de: 'Ort der Datenhaltung', en: 'Location of the data' } }),
    },
  }),
  Offering: node({
    theme: 'systems',
    label: { de: 'Nachnutzungsangebot', en: 'Offering' },
    plural: { de: 'Nachnutzungsangebote', en: 'Offerings' },
    help: {
      de: 'Ein Angebot im Katalog (EfA, Deutsche Verwaltungscloud, Land, Markt), das eine Kommune übernehmen kann.',
      en: 'An offer in a catalogue (EfA, German administration cloud, state, market) that a municipality can take over.',
    },
    prefix: 'off', idExample: 'off:efa:digitaler-bauantrag',
    colour: 'system', icon: 'cloud', shape: 'cloudRect', caption: ['name'], searchable: true,
    mapsTo: ['https://schema.org/Offer', 'archimate:Product'],
    properties: {
      reuseModel: choice('reuseModel', { required: true, featured: true }),
      maturityLabel: text({ label: { de: 'Reife laut Anbieter', en: 'Maturity by the provider' } }),
      status: choice('offeringStatus', { required: true, featured: true }),
      costModel: text({ label: { de: 'Kostenmodell', en: 'Cost model' }, featured: true }),
      url: url({ label: { de: 'Adresse im Katalog', en: 'Address in the catalogue' }, example: 'https://katalog.example.org/bauantrag' }),
    },
  }),
  Dataset: node({
    theme: 'systems',
    label: { de: 'Datensatz', en: 'Dataset' },
    plural: { de: 'Datensätze', en: 'Datasets' },
    help: {
      de: 'Ein Datenbestand, der gepflegt, genutzt oder veröffentlicht wird.',
      en: 'A collection of data that is kept, used or published.',
    },
    prefix: 'dat', idExample: 'dat:990000000000:baumkataster',
    colour: 'data', icon: 'database', shape: 'barrel', caption: ['name'], searchable: true,
    mapsTo: ['http://www.w3.org/ns/dcat#Dataset', 'archimate:DataObject'],
    properties: {
      theme: choice('dataTheme', { featured: true }),
      licence: text({ label: { de: 'Lizenz', en: 'Licence' }, featured: true, example: 'dl-de/by-2-0' }),
      openData: boolean({ label: { de: 'Offene Daten', en: 'Open data' }, featured: true }),
      personalData: choice('personalData', { required: true, featured: true }),
      accrual: text({ label: { de: 'Aktualisierung', en: 'Update frequency' }, example: 'monatlich' }),
      landingPage: url({ label: { de: 'Seite des Datensatzes', en: 'Landing page' }, example: 'https://daten.example.org/baumkataster' }),
    },
  }),
}
