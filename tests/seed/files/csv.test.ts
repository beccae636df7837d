/** CSV as German offices have it: delimiters, encodings, and every way in which such a file can be broken. */
import { delimiterOf } from '@kommunalgraph/seed/src/files/csv.ts'
import { MAX_FILE_BYTES } from '@kommunalgraph/seed/src/files/limits.ts'
import { describe, expect, test } from 'vitest'
import { drop, placesOf, refusalOf, rowsOf } from './reading.ts'

/** Windows-1252 by hand: Node decodes it but does not encode it. */
const windows = (text: string) =>
  Uint8Array.from(
    [...text].map(
      (character) => ({ '€': 0x80, '–': 0x96, '„': 0x84, '“': 0x93 })[character] ?? character.charCodeAt(0),
    ),
  )
const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes)
}
const text = 'id;Bezeichnung;Kosten\nunit:990000000000:a;Straßenbauamt;1.234,50\n'
const expected = [{ row: 2, cells: { id: 'unit:990000000000:a', Bezeichnung: 'Straßenbauamt', Kosten: '1.234,50' } }]

test('a cell that empties its value is told apart from an empty one, and from a text that looks like it', async () => {
  const file = await drop('a.csv', "id;A;B;C\n1;[leer];;'[leer]\n2; [Empty] ;x;[leer] x\n;[leer];;\n")
  expect(file.sheets[0]?.rows.map(({ row, cells, emptied }) => [row, Object.fromEntries(cells), [...emptied]])).toEqual([
    [2, { id: '1', C: '[leer]' }, ['A']],
    [3, { id: '2', B: 'x', C: '[leer] x' }, ['A']],
    [4, {}, ['A']],
  ])
})

describe('the encoding is found and said', () => {
  test.each([
    ['utf-8', new TextEncoder().encode(text)],
    ['utf-8 with bom', new TextEncoder().encode(`\ufeff${text}`)],
    ['utf-16le', utf16(text, false, true)],
    ['utf-16be', utf16(text, true, true)],
    ['utf-16le', utf16(text, false, false)],
    ['utf-16be', utf16(text, true, false)],
    ['iso-8859-1', windows(text)],
  ])('%s', async (encoding, bytes) => {
    const file = await drop('vorhaben.csv', bytes)
    expect({ encoding: file.encoding, rows: rowsOf(file), issues: file.issues }).toEqual({
      encoding,
      rows: expected,
      issues: [],
    })
  })

  test('B16: windows-1252, by the euro sign and the dashes that ISO 8859-1 does not have', async () => {
    const file = await drop('a.csv', windows('id;Preis\na;„5 €“ – Größe\n'))
    expect(file.encoding).toBe('windows-1252')
    expect(rowsOf(file)[0]?.cells.Preis).toBe('„5 €“ – Größe')
  })

  test('B16: two in one file are refused, with a line of each', async () => {
    const mixed = new Uint8Array([...new TextEncoder().encode('id;Name\na;Straße\n'), ...windows('b;Größe\n')])
    expect(refusalOf(await drop('a.csv', mixed))).toMatchObject({
      rule: 'mixed-encoding',
      row: 3,
      message: { de: 'Die Datei mischt zwei Zeichensätze: Zeile 2 ist UTF-8, Zeile 3 nicht.' },
    })
    const other = new Uint8Array([...windows('id;Name\nb;Größe\n'), ...new TextEncoder().encode('a;Straße\n')])
    expect(refusalOf(await drop('a.csv', other))).toMatchObject({
      rule: 'mixed-encoding',
      message: { de: 'Die Datei mischt zwei Zeichensätze: Zeile 3 ist UTF-8, Zeile 2 nicht.' },
    })
  })

  test('a capital umlaut before a closing quote is no UTF-8', async () => {
    const file = await drop('a.csv', windows('id;Name\na;„Ö“\n'))
    expect({ encoding: file.encoding, name: rowsOf(file)[0]?.cells.Name }).toEqual({
      encoding: 'windows-1252',
      name: '„Ö“',
    })
  })

  test('of DOS and the old Macintosh is refused instead of shown wrong', async () => {
    for (const [byte, system] of [
      [0x84, 'DOS ä'],
      [0x81, 'DOS ü'],
      [0x8a, 'Mac ä'],
      [0x9f, 'Mac ü'],
    ] as const) {
      const bytes = Uint8Array.from([...windows('id;Name\na;M'), byte, ...windows('rz\n')])
      expect({ system, rule: refusalOf(await drop('a.csv', bytes)).rule }).toEqual({ system, rule: 'unknown-encoding' })
    }
  })

  test('letters lost earlier reject their row', async () => {
    const file = await drop('a.csv', 'id;Name\na;StraÃŸe\nb;Stra\ufffde\nc;gut\n')
    expect(placesOf(file)).toEqual([
      { rule: 'garbled-text', sheet: 'a', row: 2, column: 'Name', weight: 'rejected' },
      { rule: 'garbled-text', sheet: 'a', row: 3, column: 'Name', weight: 'rejected' },
    ])
  })

  test('B14: NUL bytes are refused with their line', async () => {
    expect(refusalOf(await drop('a.csv', 'id;Name\na;b\nb;\0c\n'))).toMatchObject({ rule: 'nul-byte', row: 3 })
    expect(refusalOf(await drop('a.csv', utf16('id;Name\na;\0b\n', false, true)))).toMatchObject({ rule: 'nul-byte' })
  })

  test('half a character at the end is a truncated file', async () => {
    expect(refusalOf(await drop('a.csv', utf16(text, false, true).slice(0, -1)))).toMatchObject({ rule: 'truncated' })
  })

  test('half a pair of UTF-16 is said', async () => {
    expect(refusalOf(await drop('a.csv', utf16('id;Name\na;\ud800b\n', false, true)))).toMatchObject({
      rule: 'broken-encoding',
    })
  })
})

describe('the delimiter', () => {
  test.each([
    ['a;b;c\n1;2,5;3\n', ';'],
    ['a,b,c\n1,"2;5",3\n', ','],
    ['a\tb\n1,5\t2;5\n', '\t'],
    ['a;b\n1,5;2,5\n', ';'],
    ['Name;Anteil in %, gerundet;Ort\nX;5,0;Y\n', ';'],
    ['Name,"Betrag; netto",Ort\nX,"1;2",Y\n', ','],
    ['"a;b";c\n1;2\n', ';'],
    ['Name\nBauamt, Mitte\n', ';'],
  ])('of %j is %j', (sample, delimiter) => {
    expect(delimiterOf(sample)).toBe(delimiter)
  })

  test('stated in the first line, as some spreadsheets do, is taken', async () => {
    expect(rowsOf(await drop('a.csv', 'sep=;\r\nid;Name\r\na;b, c\r\n'))).toEqual([
      { row: 3, cells: { id: 'a', Name: 'b, c' } },
    ])
  })

  test('of another kind is refused', async () => {
    expect(refusalOf(await drop('a.csv', 'id|Name\na|b\n')).rule).toBe('unknown-delimiter')
  })
})

describe('a table', () => {
  test('B17: keeps quoted delimiters, quotes and line ends, and the line on which a row begins', async () => {
    const file = await drop('a.csv', 'id;Name\r\n"a";"x; ""y""\nz"\r\n\r\nb;c\r\n')
    expect(rowsOf(file)).toEqual([
      { row: 2, cells: { id: 'a', Name: 'x; "y"\nz' } },
      { row: 5, cells: { id: 'b', Name: 'c' } },
    ])
  })

  test('has trimmed headers, no blank columns and no empty cells', async () => {
    const file = await drop('a.csv', '\ufeff id ;Name\u00a0des Amts;;\u200bOrt;\na;b;;;\nc;;;d;\n')
    expect(file.sheets[0]?.header).toEqual(['id', 'Name des Amts', 'Ort'])
    expect(rowsOf(file)).toEqual([
      { row: 2, cells: { id: 'a', 'Name des Amts': 'b' } },
      { row: 3, cells: { id: 'c', Ort: 'd' } },
    ])
    expect(file.issues).toEqual([])
  })

  test('keeps official keys with their zeros, and headers that are names of properties of objects', async () => {
    const file = await drop('a.csv', 'AGS;constructor;__proto__\n05315000;x;y\n')
    expect(file.sheets[0]?.rows[0]?.cells.get('AGS')).toBe('05315000')
    expect(file.sheets[0]?.rows[0]?.cells.get('__proto__')).toBe('y')
    expect(file.sheets[0]?.rows[0]?.cells.get('toString')).toBeUndefined()
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  test('reads its cells like a map', async () => {
    const cells = (await drop('a.csv', 'a;b;c\n1;;3\n')).sheets[0]?.rows[0]?.cells
    expect({
      size: cells?.size,
      has: [cells?.has('a'), cells?.has('b')],
      all: [...(cells ?? [])],
      keys: [...(cells?.keys() ?? [])],
      values: [...(cells?.values() ?? [])],
    }).toEqual({
      size: 2,
      has: [true, false],
      all: [
        ['a', '1'],
        ['c', '3'],
      ],
      keys: ['a', 'c'],
      values: ['1', '3'],
    })
  })

  test('with cells under no heading says how many are not read', async () => {
    const file = await drop('a.csv', 'a;;c\n1;x;3\n2;y;4\n')
    expect(placesOf(file)).toEqual([
      { rule: 'column-without-header', sheet: 'a', row: 1, column: 'Spalte B', weight: 'note' },
    ])
    expect(file.issues[0]?.message.de).toBe('Spalte B hat keine Überschrift; ihre 2 Zellen werden nicht gelesen.')
  })
})

describe('refused as a whole', () => {
  test.each([
    ['an empty file', '', 'file-empty'],
    ['blanks only', '\ufeff \r\n\t\n', 'file-empty'],
    ['a header alone', 'id;Name\n', 'header-only'],
    ['the same heading twice', 'id;Name;Name\na;b;c\n', 'duplicate-header'],
    ['no headings in the first line', 'Beteiligungen 2024\nName;Anteil\nX;5\n', 'no-header'],
    ['a quote that is never closed', 'id;Name\na;"b\nc;d\n', 'unclosed-quote'],
    ['a quote in the middle', 'id;Name\na;"b"c\n', 'unclosed-quote'],
    ['a page of the web', '<html><body>Fehler</body></html>', 'wrong-extension'],
    ['a picture of vectors', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'wrong-extension'],
    ['JSON', '{"a":1}', 'wrong-extension'],
    ['PDF', '%PDF-1.7\nx', 'wrong-extension'],
    [
      '200 columns',
      `${Array.from({ length: 200 }, (_, at) => `s${at}`).join(';')}\n${';'.repeat(199)}x\n`,
      'too-many-columns',
    ],
  ])('%s', async (_, content, rule) => {
    expect(refusalOf(await drop('a.csv', content)).rule).toBe(rule)
  })

  test('B18, B19: a duplicate heading names both columns, an unclosed quote its row', async () => {
    expect(refusalOf(await drop('a.csv', 'id;Name;Ort;Name\n')).message.de).toBe(
      'Die Überschrift „Name“ steht zweimal, in den Spalten B und D.',
    )
    expect(refusalOf(await drop('a.csv', 'id;Name\na;b\nc;"d\ne;f\n'))).toMatchObject({ row: 3 })
  })

  test('B23: 200 columns say where the limit is; 199 are read', async () => {
    const columns = (count: number) => Array.from({ length: count }, (_, at) => `s${at}`).join(';')
    expect(refusalOf(await drop('a.csv', `${columns(200)}\n`)).message.de).toBe(
      'Die Tabelle hat mehr als 199 Spalten; die Grenze liegt bei Spalte GQ.',
    )
    expect((await drop('a.csv', `${columns(199)}\n${columns(199)}\n`)).sheets[0]?.header).toHaveLength(199)
  })

  test('B21: more than 200 MB, before anything is read', async () => {
    const issue = refusalOf(await drop('a.csv', new Uint8Array(MAX_FILE_BYTES + 1)))
    expect(issue).toMatchObject({
      rule: 'file-too-large',
      message: { de: 'Die Datei ist 201 MB groß; die Grenze liegt bei 200 MB.' },
    })
  })

  test('B27: a workbook of the old format, and one with a password', async () => {
    const compound = (text: string) =>
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(600),
        Buffer.from(text, 'utf16le'),
      ])
    expect(refusalOf(await drop('a.xls', compound('Workbook'))).rule).toBe('unknown-format')
    expect(refusalOf(await drop('a.xlsx', compound('EncryptedPackage'))).rule).toBe('encrypted')
  })

  test('a name that says nothing', async () => {
    expect(refusalOf(await drop('a.docx', 'x')).rule).toBe('unknown-format')
    expect(refusalOf(await drop('datei', 'x')).rule).toBe('unknown-format')
  })

  test('B21: one million rows, with the way to split, without reading them all', async () => {
    const row = new TextEncoder().encode('unit:990000000000:a;Straßenbauamt mit einem langen Namen\n')
    const header = new TextEncoder().encode('id;Name\n')
    const bytes = new Uint8Array(header.length + row.length * 1_000_000)
    bytes.set(header)
    for (let at = 0; at < 1_000_000; at++) bytes.set(row, header.length + at * row.length)
    const before = process.memoryUsage().heapUsed
    const started = performance.now()
    const issue = refusalOf(await drop('a.csv', bytes))
    expect(issue).toMatchObject({
      rule: 'too-many-rows',
      next: { de: expect.stringContaining('in 11 Dateien mit je höchstens 100.000 Zeilen') },
    })
    expect(issue.message.de).toContain('etwa 1.000.001')
    // What a tenth of the rows holds, with room for what the collector has not taken yet.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 ** 2)
    expect(performance.now() - started).toBeLessThan(20_000)
  }, 60_000)
})

describe('rejected row by row', () => {
  test('B1, B2, B19, B22: rows of another length, formulas and cells that are too long; the others stay', async () => {
    const file = await drop(
      'a.csv',
      `id;Name\na;b;c\nb\nc;=cmd|' /C calc'!A0\nd;'=2+3\ne;${'x'.repeat(32_768)}\nf;gut\n`,
    )
    expect(placesOf(file)).toEqual([
      { rule: 'ragged-row', sheet: 'a', row: 2, column: null, weight: 'rejected' },
      { rule: 'ragged-row', sheet: 'a', row: 3, column: null, weight: 'rejected' },
      { rule: 'formula-cell', sheet: 'a', row: 4, column: 'Name', weight: 'rejected' },
      { rule: 'cell-too-long', sheet: 'a', row: 6, column: 'Name', weight: 'rejected' },
    ])
    // An export puts an apostrophe before what looks like a formula; it is taken away again.
    expect(rowsOf(file).find(({ row }) => row === 5)?.cells.Name).toBe('=2+3')
    expect(rowsOf(file).at(-1)).toEqual({ row: 7, cells: { id: 'f', Name: 'gut' } })
  })
})
