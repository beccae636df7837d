/** Example of the import routes for the API's description; a test checks it against the schema of its route. */
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'

const mapping = { sheet: 'Liste 2026', target: 'Initiative', columns: { Titel: 'name', Status: 'stage' }, defaults: { confidence: 'probable' } }

export const importReportExample: ImportReport = {
  id: '0199c0de-0000-7000-8000-000000000001',
  fileName: 'vorhaben.xlsx',
  format: 'xlsx',
  encoding: null,
  state: 'checked',
  tenant: '990000000000',
  full: false,
  counts: { created: 1, changed: 0, unchanged: 0, rejected: 1 },
  ended: 0,
  sheets: [{ name: 'Liste 2026', header: ['Titel', 'Status'], rows: 2, mapping, examples: [{ Titel: 'Digitaler Bauantrag', Status: 'läuft' }] }],
  rows: [
    { sheet: 'Liste 2026', row: 3, status: 'rejected', id: '', title: '', properties: [] },
    { sheet: 'Liste 2026', row: 2, status: 'created', id: 'ini:990000000000:digitaler-bauantrag', title: 'Digitaler Bauantrag', properties: [] },
  ],
  issues: [
    {
      sheet: 'Liste 2026',
      row: 3,
      column: 'Titel',
      rule: 'no-name',
      severity: 'rejected',
      message: 'Die Zeile hat weder Kennung noch Bezeichnung.',
      next: 'Tragen Sie eine Bezeichnung oder eine Kennung ein.',
      en: { message: 'The row has neither an id nor a name.', next: 'Enter a name or an id.' },
    },
  ],
  issueTotal: 1,
  account: null,
  seq: null,
  createdAt: '2026-11-02T09:30:00.000Z',
}
