/** The sheets of the workbook as CSV files in a zip: the same columns, so that the same import reads them. */
import { EMPTIED, sheetOfRelations, sheetOfType } from '@kommunalgraph/contract/workbook.ts'
import { byteOrderMark, csvLine } from '../walks/csv.ts'
import { type About, FICTIONAL } from './about.ts'
import { entitiesOf, type Extract, factsOf } from './extract.ts'
import { entityRow, factRow, headerOf } from './rows.ts'
import { type ZipPart, zipped } from './zip.ts'

/** The file. A template has the same files with a header alone. */
export function csvZipFile(extract: Extract, about: About, template: boolean): AsyncGenerator<Uint8Array> {
  return zipped(parts(extract, about, template))
}

async function* parts(extract: Extract, about: About, template: boolean): AsyncGenerator<ZipPart> {
  yield { name: 'Lies mich.txt', content: [readme(about)] }
  for (const type of extract.types) {
    const sheet = sheetOfType(type)
    yield { name: `${sheet.name}.csv`, content: lines() }
    async function* lines() {
      yield byteOrderMark + csvLine(headerOf(sheet))
      if (template) return
      for await (const page of entitiesOf(extract, type))
        yield page.map((entity) => csvLine(entityRow(sheet, entity))).join('')
    }
  }
  yield { name: `${sheetOfRelations.name}.csv`, content: relationLines(extract, template) }
}

async function* relationLines(extract: Extract, template: boolean) {
  yield byteOrderMark + csvLine(headerOf(sheetOfRelations))
  if (template) return
  for await (const page of factsOf(extract)) yield page.map((fact) => csvLine(factRow(fact))).join('')
}

const readme = ({ tenants, asOf, published }: About): string =>
  [
    'Kommunalgraph: eine CSV-Datei je Art von Eintrag, und eine für die Beziehungen.',
    'UTF-8, Semikolon, Dezimalkomma, Tage als JJJJ-MM-TT.',
    ...tenants.map(({ name, tenant, fictional }) => `${name} (${tenant})${fictional ? `: ${FICTIONAL}` : ''}`),
    `Stand: ${asOf}`,
    published ? 'Nur Veröffentlichtes.' : 'Auch Internes: nicht weitergeben, ohne es zu prüfen.',
    `Eine leere Zelle ändert beim Import nichts. Soll ein Wert entfallen, steht in seiner Zelle ${EMPTIED.de}.`,
    `Ein Apostroph vor =, +, - oder @ verhindert, dass eine Tabellenkalkulation den Text für eine Formel hält, und vor ${EMPTIED.de}, dass er den Wert entfernt; der Import nimmt ihn weg.`,
    '',
  ].join('\r\n')
