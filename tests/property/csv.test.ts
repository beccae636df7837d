/** Any table, written as CSV in any of the encodings and delimiters, reads back equal, each row on its line. */

import { guarded, joinList } from '@kommunalgraph/contract/workbook.ts'
import { delimiters } from '@kommunalgraph/seed/src/files/csv.ts'
import { readFile } from '@kommunalgraph/seed/src/files/read-file.ts'
import { itemsOf } from '@kommunalgraph/seed/src/files/read-value.ts'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

/** By hand: Node decodes Windows-1252 but does not encode it. */
const windows = (text: string) =>
  Uint8Array.from([...text].map((character) => ({ '€': 0x80, '–': 0x96 })[character] ?? character.charCodeAt(0)))
const utf16 = (text: string, swap: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return new Uint8Array(swap ? bytes.swap16() : bytes)
}
const encoders: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'utf-8': (text) => new TextEncoder().encode(text),
  'utf-8 with bom': (text) => new TextEncoder().encode(`\ufeff${text}`),
  'utf-16le': (text) => utf16(text, false),
  'utf-16be': (text) => utf16(text, true),
  'windows-1252': windows,
  'iso-8859-1': windows,
}

/** Letters, and everything that CSV could stumble over. */
const common = [...'aZ0.äöüßÉ', ' ', ';', ',', '\t', '"', "'", '\n', '=', '+', '-', '@', '|']
const cellOf = (encoding: string) =>
  fc.string({
    unit: fc.constantFrom(
      ...common,
      ...(encoding.startsWith('utf') ? ['€', '–', '中', '🏛', 'ǅ'] : encoding === 'windows-1252' ? ['€', '–'] : []),
    ),
    maxLength: 12,
  })

const tables = fc.constantFrom(...Object.keys(encoders)).chain((encoding) =>
  fc.integer({ min: 2, max: 5 }).chain((columns) =>
    fc.record({
      encoding: fc.constant(encoding),
      columns: fc.constant(columns),
      rows: fc.array(fc.array(cellOf(encoding), { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 12,
      }),
      delimiter: fc.constantFrom(...delimiters),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      quoteAll: fc.boolean(),
    }),
  ),
)

test('CSV of any kind', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async ({ encoding, columns, rows, delimiter, lineEnd, quoteAll }) => {
      // The euro sign tells Windows-1252 from ISO 8859-1; the "ü" tells both from UTF-8.
      const header = Array.from({ length: columns }, (_, at) =>
        at === 0 ? `Schlüssel${encoding === 'windows-1252' ? ' €' : ''}` : `Spalte ${at}`,
      )
      const quoted = (cell: string) => (quoteAll || /["\n\r;,\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
      const written = [header, ...rows.map((row) => row.map((cell) => guarded(cell.trim())))]
      const text = written.map((cells) => cells.map(quoted).join(delimiter) + lineEnd).join('')
      let line = 2
      const expected = rows.flatMap((row) => {
        const at = line
        line += 1 + row.reduce((sum, cell) => sum + (cell.trim().match(/\n/g)?.length ?? 0), 0)
        const cells = row.flatMap((cell, place): [string, string][] =>
          cell.trim() === '' ? [] : [[header[place] ?? '', cell.trim()]],
        )
        return cells.length === 0 ? [] : [{ row: at, cells: Object.fromEntries(cells) }]
      })
      const file = await readFile(encoders[encoding]?.(text) ?? new Uint8Array(), 'tabelle.csv', {
        tenant: '990000000000',
        today: '2026-11-01',
      })
      if (expected.length === 0) {
        expect(file.issues.map(({ rule }) => rule)).toEqual(['header-only'])
        return
      }
      expect({ encoding: file.encoding, issues: file.issues, header: file.sheets[0]?.header }).toEqual({
        encoding,
        issues: [],
        header,
      })
      expect(file.sheets[0]?.rows.map(({ row, cells }) => ({ row, cells: Object.fromEntries(cells) }))).toEqual(
        expected,
      )
    }),
    { numRuns: 300 },
  )
}, 60_000)

test('a list in one cell, whatever its items contain', () => {
  const item = fc
    .string({ unit: fc.constantFrom('a', ' ', '|', ';', '\\', ','), minLength: 1, maxLength: 8 })
    .map((text) => text.trim())
    .filter((text) => text !== '')
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (items) => {
      expect(itemsOf(joinList(items))).toEqual(items)
    }),
  )
})

test('F24: bytes of any kind under any name: an answer with sentences, never an exception', async () => {
  const names = ['a.csv', 'a.xlsx', 'a.json', 'a.jsonl', 'a.zip', 'publiccode.yml', 'a']
  const starts = [
    [],
    [0x50, 0x4b, 3, 4],
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
    [...Buffer.from('{"kind":"entity"')],
    [...Buffer.from('id;Name\n')],
    [...Buffer.from('sep=')],
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.constantFrom(...starts),
      fc.uint8Array({ maxLength: 400 }),
      async (name, start, rest) => {
        const file = await readFile(Uint8Array.from([...start, ...rest]), name, {
          tenant: '990000000000',
          today: '2026-11-01',
        })
        const rows = file.planned.length + file.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
        expect(rows > 0 || file.issues.some(({ fatal, rejects }) => fatal || rejects)).toBe(true)
        for (const { message, next } of file.issues)
          for (const text of [message.de, message.en, next.de, next.en]) expect(text).toMatch(/^\S[\s\S]*[.!]$/)
      },
    ),
    { numRuns: 500 },
  )
}, 60_000)
