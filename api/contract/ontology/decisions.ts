/** What was decided. */
import { boolean, choice, date, integer, longText, node, text, url } from './define.ts'

export const decisionTypes = {
  Decision: node({
    theme: 'decisions',
    label: { de: 'Beschluss', en: 'Decision' },
    plural: { de: 'Beschlüsse', en: 'Decisions' },
    help: {
      de: 'Die Behandlung einer Vorlage in einem Gremium an einem Tag: eine Beratung, ein Beschluss. Die Vorlage selbst ist die Quelle.',
      en: 'The treatment of a paper by one body on one day: one consultation, one decision. The paper itself is the source.',
    },
    prefix: 'dec',
    idExample: 'dec:990000000000:2025-0123-gemeinderat',
    colour: 'decision',
    icon: 'stamp',
    shape: 'diamond',
    caption: ['name'],
    searchable: true,
    mapsTo: [
      'https://schema.oparl.org/1.1/Consultation',
      'https://schema.oparl.org/1.1/AgendaItem',
      'https://schema.oparl.org/1.1/Paper',
    ],
    properties: {
      date: date({ label: { de: 'Beschlussdatum', en: 'Date of the decision' }, required: true, featured: true }),
      reference: text({
        label: { de: 'Vorlagennummer', en: 'Paper number' },
        searched: 'key',
        featured: true,
        indexed: true,
        example: '2025/0123',
      }),
      result: choice('decisionResult', { required: true, featured: true }),
      resultText: text({ label: { de: 'Ergebnis im Wortlaut', en: 'Result as worded' } }),
      resolutionText: longText({ label: { de: 'Beschlusstext', en: 'Text of the resolution' } }),
      public: boolean({ label: { de: 'In öffentlicher Sitzung', en: 'In public session' }, required: true }),
      paperUrl: url({
        label: { de: 'Adresse der Vorlage', en: 'Address of the paper' },
        example: 'https://ris.example.org/vorlage/1',
      }),
      agendaItemUrl: url({
        label: { de: 'Adresse des Tagesordnungspunkts', en: 'Address of the agenda item' },
        example: 'https://ris.example.org/top/1',
      }),
      voteYes: integer({ label: { de: 'Ja-Stimmen', en: 'Votes in favour' }, min: 0 }),
      voteNo: integer({ label: { de: 'Nein-Stimmen', en: 'Votes against' }, min: 0 }),
      voteAbstain: integer({ label: { de: 'Enthaltungen', en: 'Abstentions' }, min: 0 }),
    },
  }),
}
