/** Workbooks: written by another program (exceljs) and by hand, whole and broken. */

import { columnName } from '@kommunalgraph/seed/src/files/table.ts'
import { formatOf } from '@kommunalgraph/seed/src/files/xlsx.ts'
import { attributeOf, readXml } from '@kommunalgraph/seed/src/files/xml.ts'
import { zipEntries } from '@kommunalgraph/seed/src/files/zip.ts'
import ExcelJS from 'exceljs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { drop, placesOf, refusalOf, rowsOf } from './reading.ts'

/** A workbook by exceljs; its first sheet is called "Blatt". */
async function made(fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook.addWorksheet('Blatt'), workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** The least that is a workbook: one sheet, its rows as XML. */
function byHand(
  sheetData: string,
  more: Record<string, string | Uint8Array> = {},
  sheetAttributes = '',
  after = '',
): Record<string, Uint8Array> {
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packageRelationships}"><Relationship Id="r1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${relationships}"><sheets><sheet name="Blatt" sheetId="1" r:id="r1" ${sheetAttributes}/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageRelationships}"><Relationship Id="r1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relationships}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet><sheetData>${sheetData}</sheetData>${after}</worksheet>`,
    ...more,
  }
  return Object.fromEntries(
    Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
  )
}
const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`
const row = (...cells: string[]) => `<row>${cells.join('')}</row>`
const header = row(text('id'), text('Name'))

describe('a workbook of another program', () => {
  test('gives its texts, numbers, days and marks as people see them', async () => {
    const bytes = await made((sheet) => {
      sheet.addRow([' id ', 'Text', 'Zahl', 'Anteil', 'Tag', 'Zeit', 'Ja', 'Link', 'Bunt'])
      const cells = sheet.addRow([
        'a',
        ' Straße & <Grün> ',
        1234.5,
        0.3333,
        new Date(Date.UTC(2025, 11, 31)),
        new Date(Date.UTC(2025, 11, 31, 14, 30)),
        true,
      ])
      cells.getCell(3).numFmt = '#,##0.00 "€"'
      cells.getCell(4).numFmt = '0.00%'
      cells.getCell(5).numFmt = 'dd.mm.yyyy'
      cells.getCell(6).numFmt = 'dd.mm.yyyy hh:mm'
      cells.getCell(8).value = { text: 'Internetseite', hyperlink: 'https://www.example.org/' }
      cells.getCell(9).value = { richText: [{ text: 'halb ' }, { font: { bold: true }, text: 'fett' }] }
      sheet.addRow([])
      sheet.addRow(['b', 'zwei\nZeilen', 33.329999999999998, 1, null, null, false, 'x', '   '])
    })
    const file = await drop('a.xlsx', bytes)
    expect(file).toMatchObject({ format: 'xlsx', encoding: null, issues: [] })
    expect(file.sheets[0]).toMatchObject({
      name: 'Blatt',
      headerRow: 1,
      header: ['id', 'Text', 'Zahl', 'Anteil', 'Tag', 'Zeit', 'Ja', 'Link', 'Bunt'],
    })
    expect(rowsOf(file)).toEqual([
      {
        row: 2,
        cells: {
          id: 'a',
          Text: 'Straße & <Grün>',
          Zahl: '1234.5',
          Anteil: '33.33 %',
          Tag: '2025-12-31',
          Zeit: '2025-12-31T14:30:00',
          Ja: 'true',
          Link: 'Internetseite',
          Bunt: 'halb fett',
        },
      },
      { row: 4, cells: { id: 'b', Text: 'zwei\nZeilen', Zahl: '33.33', Anteil: '1', Ja: 'false', Link: 'x' } },
    ])
    expect([...(file.sheets[0]?.rows[0]?.numbers ?? [])]).toEqual(['Zahl', 'Anteil'])
  })

  test('B28: skips what is hidden and says so; explanations, drop-down lists and empty sheets are no tables', async () => {
    const bytes = await made((sheet, workbook) => {
      sheet.addRow(['id', 'Name'])
      sheet.addRow(['a', 'b'])
      sheet.addRow(['c', 'd']).hidden = true
      for (const name of ['Lies mich', 'Auswahllisten']) workbook.addWorksheet(name).addRow(['So geht es', 'x'])
      workbook.addWorksheet('Alt', { state: 'hidden' }).addRow(['id', 'Name'])
      workbook.addWorksheet('Sehr alt', { state: 'veryHidden' }).addRow(['id', 'Name'])
      workbook.addWorksheet('Leer')
      workbook.addWorksheet('Vorlage').addRow(['id', 'Name'])
    })
    const file = await drop('a.xlsx', bytes)
    expect(file.sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['Blatt', 2],
      ['Vorlage', 0],
    ])
    expect(placesOf(file).map(({ rule, sheet, weight }) => [rule, sheet, weight])).toEqual([
      ['hidden-sheet', 'Alt', 'note'],
      ['hidden-sheet', 'Sehr alt', 'note'],
      ['hidden-rows', 'Blatt', 'note'],
      ['sheet-empty', 'Leer', 'note'],
    ])
  })

  test('B28: loses every formula, its stored result too, with the cell to mend', async () => {
    const bytes = await made((sheet) => {
      sheet.addRow(['id', 'Summe', 'Text'])
      sheet.addRow(['a', { formula: "cmd|' /C calc'!A0", result: 5 }, 'x'])
      sheet.addRow(['b', { formula: 'A1', result: 'so' }, '=1+1'])
      sheet.addRow(['c', { error: '#REF!' }, "'=ok"])
      sheet.addRow(['d', 1, 'gut'])
    })
    const file = await drop('a.xlsx', bytes)
    expect(placesOf(file)).toEqual([
      { rule: 'formula-cell', sheet: 'Blatt', row: 2, column: 'Summe', weight: 'rejected' },
      { rule: 'formula-cell', sheet: 'Blatt', row: 3, column: 'Summe', weight: 'rejected' },
      { rule: 'formula-cell', sheet: 'Blatt', row: 3, column: 'Text', weight: 'rejected' },
      { rule: 'error-cell', sheet: 'Blatt', row: 4, column: 'Summe', weight: 'rejected' },
    ])
    expect(rowsOf(file).map(({ cells }) => cells)).toEqual([
      { id: 'a', Text: 'x' },
      { id: 'b' },
      { id: 'c', Text: '=ok' },
      { id: 'd', Summe: '1', Text: 'gut' },
    ])
  })

  test('a formula that fills a column counts in every cell', async () => {
    const cells = (at: number) =>
      `<row r="${at}"><c r="A${at}" t="inlineStr"><is><t>x</t></is></c><c r="B${at}"><f t="shared" si="0"${at === 2 ? ' ref="B2:B3"' : ''}>${at === 2 ? '1+1' : ''}</f><v>2</v></c></row>`
    const file = await drop('a.xlsx', zipSync(byHand(header + cells(2) + cells(3).replace('></f>', '/>'))))
    expect(placesOf(file).map(({ rule, row }) => [rule, row])).toEqual([
      ['formula-cell', 2],
      ['formula-cell', 3],
    ])
  })
})

describe('a sheet that is no table is not guessed', () => {
  const sheetRule = async (fill: (sheet: ExcelJS.Worksheet) => void) => {
    const { rule, row, message } = refusalOf(await drop('a.xlsx', await made(fill)))
    return { rule, row, message: message.de }
  }

  test('B28: merged cells', async () => {
    expect(
      await sheetRule((sheet) => {
        sheet.addRows([
          ['id', 'Name'],
          ['a', 'b'],
          ['c', 'd'],
        ])
        sheet.mergeCells('A2:A3')
      }),
    ).toEqual({ rule: 'merged-cells', row: 2, message: 'Auf dem Blatt sind Zellen verbunden: A2:A3.' })
  })

  test('numbers or formulas where headings should be', async () => {
    expect(
      await sheetRule((sheet) =>
        sheet.addRows([
          ['Jahr', 2015],
          ['x', 1],
        ]),
      ),
    ).toMatchObject({ rule: 'no-header', row: 1 })
    expect(
      await sheetRule((sheet) => sheet.addRows([[], ['Jahresergebnis', { formula: '$E$26', result: 2015 }], ['x', 1]])),
    ).toMatchObject({
      rule: 'no-header',
      message: 'In Zeile 2 stehen keine Überschriften: Zelle B2 ist eine Formel oder ein Fehlerwert.',
    })
  })

  test.each([
    [
      'a second table with a title',
      [['id', 'Name', 'Ort'], ['a', 'b', 'c'], [], ['Weitere Beteiligungen'], ['id', 'Name', 'Ort'], ['d', 'e', 'f']],
    ],
    ['the same headings again', [['id', 'Name'], ['a', 'b'], [], ['id', 'Name'], ['c', 'd']]],
    ['wider than the first', [['id', 'Name'], ['a', 'b'], [], ['c', 'd', 'e']]],
    ['words below numbers', [['id', 'Zahl'], ['a', 1], ['b', 2], [], ['Konto', 'Betrag'], ['x', 3]]],
  ])('another table below: %s', async (_, rows) => {
    expect(await sheetRule((sheet) => sheet.addRows(rows))).toMatchObject({ rule: 'several-tables' })
  })

  test('empty rows within one table are no second table', async () => {
    const file = await drop(
      'a.xlsx',
      await made((sheet) => sheet.addRows([['id', 'Zahl'], ['a', 1], [], ['b', 2], [], [], ['c']])),
    )
    expect(file.issues).toEqual([])
    expect(rowsOf(file).map(({ row }) => row)).toEqual([2, 4, 7])
  })

  test('a title above the headings is skipped and said', async () => {
    const file = await drop(
      'a.xlsx',
      await made((sheet) => sheet.addRows([['Beteiligungen der Stadt'], [], ['id', 'Name'], ['a', 'b']])),
    )
    expect(file.sheets[0]).toMatchObject({ headerRow: 3, header: ['id', 'Name'] })
    expect(placesOf(file)).toEqual([{ rule: 'title-rows', sheet: 'Blatt', row: 3, column: null, weight: 'note' }])
  })

  test('a table of one column is one', async () => {
    const file = await drop('a.xlsx', await made((sheet) => sheet.addRows([['Name'], [1], [2], ['b']])))
    expect(rowsOf(file).map(({ cells }) => cells)).toEqual([{ Name: '1' }, { Name: '2' }, { Name: 'b' }])
  })

  test('a broken sheet among others is rejected alone', async () => {
    const bytes = await made((sheet, workbook) => {
      sheet.addRows([
        ['id', 'Name'],
        ['a', 'b'],
      ])
      workbook.addWorksheet('Kaputt').addRows([
        ['id', 'id'],
        ['a', 'b'],
      ])
    })
    const file = await drop('a.xlsx', bytes)
    expect(file.sheets.map(({ name }) => name)).toEqual(['Blatt'])
    expect(placesOf(file)).toEqual([
      { rule: 'duplicate-header', sheet: 'Kaputt', row: 1, column: 'id', weight: 'rejected' },
    ])
  })
})

describe('by hand', () => {
  test('cells without addresses, with gaps, of inline and shared text, of XML with prefixes', async () => {
    const shared =
      '<x:sst xmlns:x="y"><x:si><x:t>Name &amp; &#228;_x000D_x</x:t></x:si><x:si><x:r><x:t>ge</x:t></x:r><x:r><x:t xml:space="preserve">teilt </x:t></x:r><x:rPh sb="0" eb="1"><x:t>NIE</x:t></x:rPh></x:si></x:sst>'
    const data = `<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t='inlineStr'><x:is><x:t><![CDATA[a<b]]></x:t></x:is></x:c></x:row><!-- <row> --><x:row r="5"><x:c r="B5" t="s"><x:v>1</x:v></x:c></x:row>`
    const file = await drop('a.xlsx', zipSync(byHand(data, { 'xl/sharedStrings.xml': shared })))
    expect(rowsOf(file)).toEqual([{ row: 5, cells: { 'a<b': 'geteilt' } }])
    expect(file.sheets[0]?.header).toEqual(['Name & ä x', 'a<b'])
  })

  test('B28: days since 1900, with the day that there never was, and since 1904', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    const days = [1, 59, 60, 61, 45_658, 2_958_465, 2_958_466, -1]
    const data =
      header + days.map((serial, at) => row(text(`d${at}`), `<c s="${(at % 2) + 1}"><v>${serial}</v></c>`)).join('')
    const read = async (date1904: boolean) => {
      const parts = byHand(data, { 'xl/styles.xml': styles })
      if (date1904)
        parts['xl/workbook.xml'] = strToU8(
          new TextDecoder().decode(parts['xl/workbook.xml']).replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
        )
      const file = await drop('a.xlsx', zipSync(parts))
      const found = rowsOf(file).map(({ cells }) => cells.Name ?? null)
      return { found, refused: placesOf(file).map(({ rule, row }) => [rule, row]) }
    }
    expect(await read(false)).toEqual({
      found: ['1900-01-01', '1900-02-28', null, '1900-03-01', '2025-01-01', '9999-12-31', null, null],
      refused: [
        ['no-such-day', 4],
        ['no-such-day', 8],
        ['no-such-day', 9],
      ],
    })
    expect((await read(true)).found.slice(0, 5)).toEqual([
      '1904-01-02',
      '1904-02-29',
      '1904-03-01',
      '1904-03-02',
      '2029-01-02',
    ])
  })

  test.each([
    ['dd.mm.yyyy', 'day'],
    ['[$-407]d. mmmm yyyy;@', 'day'],
    ['TT.MM.JJJJ', 'day'],
    ['yyyy-mm-dd hh:mm:ss', 'dayAndTime'],
    ['[h]:mm', 'time'],
    ['h:mm AM/PM', 'time'],
    ['mmm yy', 'day'],
    ['0.0%', 'percent'],
    ['#,##0.00 "Mitarbeitende"', 'number'],
    ['[Red]-0.00', 'number'],
    ['General', 'number'],
    ['@', 'number'],
    ['0" %"', 'number'],
    ['#,##0.00\\ [$€-407]', 'number'],
  ])('the format %j is a %s', (code, expected) => {
    expect(formatOf(code)).toBe(expected)
  })

  test('B23: 200 columns are refused, saying where the limit is', async () => {
    const cells = Array.from({ length: 200 }, (_, at) => text(`s${at}`))
    expect(refusalOf(await drop('a.xlsx', zipSync(byHand(row(...cells)))))).toMatchObject({
      rule: 'too-many-columns',
      message: { de: 'Die Tabelle hat mehr als 199 Spalten; die Grenze liegt bei Spalte GQ.' },
    })
  })

  test('columns are called as in a spreadsheet', () => {
    expect([0, 25, 26, 198, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'GQ', 'ZZ', 'AAA'])
  })

  test('one million rows are refused without reading them all', async () => {
    const some = row(text('unit:990000000000:a'), '<c><v>1</v></c>').repeat(1000)
    const sheet = strToU8(`<worksheet><sheetData>${header}${some.repeat(1000)}</sheetData></worksheet>`)
    const bytes = zipSync(byHand('', { 'xl/worksheets/sheet1.xml': sheet }), { level: 1 })
    const before = process.memoryUsage().heapUsed
    expect(refusalOf(await drop('a.xlsx', bytes))).toMatchObject({
      rule: 'too-many-rows',
      next: { de: expect.stringContaining('mit je höchstens 100.000 Zeilen') },
    })
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 ** 2)
  }, 60_000)
})

describe('refused before or while it is unpacked', () => {
  const whole = () => byHand(header + row(text('a'), text('b')))

  test('B27: macros, whatever the name', async () => {
    const withMacros = zipSync({ ...whole(), 'xl/vbaProject.bin': new Uint8Array(8) })
    for (const name of ['a.xlsx', 'a.xlsm'])
      expect({ name, rule: refusalOf(await drop(name, withMacros)).rule }).toEqual({ name, rule: 'macros' })
    expect(
      refusalOf(await drop('a.xlsx', zipSync({ ...whole(), 'xl/macrosheets/sheet1.xml': strToU8('<x/>') }))).rule,
    ).toBe('macros')
    expect(refusalOf(await drop('a.xlsm', zipSync(whole()))).rule).toBe('macros')
    const types = {
      '[Content_Types].xml': strToU8(
        '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
      ),
    }
    expect(refusalOf(await drop('a.xlsx', zipSync({ ...whole(), ...types }))).rule).toBe('macros')
  })

  test('the wrong extension, both ways', async () => {
    expect(refusalOf(await drop('a.csv', zipSync(whole())))).toMatchObject({
      rule: 'wrong-extension',
      next: { de: 'Benennen Sie sie in .xlsx um.' },
    })
    expect(refusalOf(await drop('a.xlsx', 'id;Name\na;b\n'))).toMatchObject({
      rule: 'wrong-extension',
      next: { de: expect.stringContaining('.csv') },
    })
    expect(refusalOf(await drop('a.xlsx', zipSync({ 'content.xml': strToU8('<x/>') }))).rule).toBe('wrong-extension')
    expect(refusalOf(await drop('a.csv', zipSync({ 'content.xml': strToU8('<x/>') }))).rule).toBe('wrong-extension')
  })

  test('cut off anywhere, or damaged inside', async () => {
    const bytes = zipSync({ ...whole(), 'xl/media/x.bin': new Uint8Array(1000).map((_, at) => (at * 7919) % 251) })
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const cut = bytes.slice(0, Math.floor(bytes.length * share))
      expect({ share, rule: refusalOf(await drop('a.xlsx', cut)).rule }).toEqual({ share, rule: 'truncated' })
    }
    const entry = zipEntries(bytes).find(({ name }) => name.endsWith('sheet1.xml'))
    expect(entry).toBeDefined()
    const damaged = bytes.slice()
    const at = Buffer.from(bytes).indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length + 20
    damaged[at] = (damaged[at] ?? 0) ^ 0xff
    expect(refusalOf(await drop('a.xlsx', damaged)).rule).toBe('truncated')
  })

  test('B24: twenty million cells in less than a megabyte, far-off columns and issues without end are refused before they cost memory', async () => {
    const wide = `<row>${'<c><v>1</v></c>'.repeat(199)}</row>`.repeat(30_000)
    const headings = row(...Array.from({ length: 199 }, (_, at) => text(`s${at}`)))
    const far = `${row(text('a'), `<c r="XFD1" t="inlineStr"><is><t>b</t></is></c>`)}${Array.from({ length: 90_000 }, (_, at) => `<row><c r="A${at + 2}"><v>1</v></c><c r="XFD${at + 2}"><v>1</v></c></row>`).join('')}`
    const formulas = headings + `<row>${'<c><f>1</f></c>'.repeat(199)}</row>`.repeat(2_000)
    for (const [what, sheet, rule] of [
      ['wide', headings + wide, 'too-many-cells'],
      ['far', far, 'too-many-cells'],
      ['formulas', formulas, 'too-many-issues'],
    ] as const) {
      const bytes = zipSync(byHand(sheet), { level: 6 })
      expect(bytes.length, what).toBeLessThan(1024 ** 2)
      const before = process.memoryUsage().rss
      const read = await drop('a.xlsx', bytes)
      expect({ what, rule: read.issues.find(({ fatal }) => fatal)?.rule }).toEqual({ what, rule })
      expect(process.memoryUsage().rss - before, what).toBeLessThan(500 * 1024 ** 2)
    }
  }, 120_000)

  test('B25: one sheet named again and again, a million entries, a zip within a zip', async () => {
    const twice = whole()
    const contents = new TextDecoder().decode(twice['xl/workbook.xml'])
    const doubled = strToU8(contents.replace(/<sheet [^>]*\/>/, (sheet) => `${sheet}${sheet.replace(/name="[^"]*"/, 'name="Noch einmal"')}`))
    expect(doubled.length).toBeGreaterThan(contents.length)
    expect(refusalOf(await drop('a.xlsx', zipSync({ ...twice, 'xl/workbook.xml': doubled }))).rule).toBe('zip-bomb')
    const many = strToU8(contents.replace(/<sheet [^>]*\/>/, (sheet) => sheet.repeat(300)))
    expect(refusalOf(await drop('a.xlsx', zipSync({ ...twice, 'xl/workbook.xml': many }))).rule).toBe('zip-bomb')
    const entries = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`x/${at}`, new Uint8Array(0)]))
    expect(refusalOf(await drop('a.xlsx', zipSync({ ...twice, ...entries }, { level: 0 }))).rule).toBe('zip-bomb')
    const inner = zipSync({ 'a.csv': strToU8('id;name\na;b\n') })
    expect(refusalOf(await drop('a.zip', zipSync({ 'inner.zip': inner }))).rule).toBe('unknown-format')
    expect(refusalOf(await drop('a.xlsx', zipSync({ 'inner.xlsx': zipSync(whole()) }))).rule).toBe('wrong-extension')
  }, 60_000)

  test('B26: a million laughs in any part of the workbook are refused before they are laughed, and nothing is fetched', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, at) => `<!ENTITY ${String.fromCharCode(98 + at)} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`).join('')}<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><l>&u;&x;</l>`
    for (const part of ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/worksheets/sheet1.xml'])
      expect({ part, rule: refusalOf(await drop('a.xlsx', zipSync({ ...whole(), [part]: strToU8(laughs) }))).rule }).toEqual({ part, rule: 'xml-doctype' })
    // Without a document type an entity is no more than its letters.
    const { sheets } = await drop('a.xlsx', zipSync(byHand(header + row(text('a'), text('&lol9;&#x41;')))))
    expect([...(sheets[0]?.rows[0]?.cells.values() ?? [])]).toEqual(['a', '&lol9;A'])
  })

  test('B26: XML that ends in the middle, or declares a document type', async () => {
    const sheet = (content: string) =>
      drop('a.xlsx', zipSync({ ...whole(), 'xl/worksheets/sheet1.xml': strToU8(content) }))
    expect(refusalOf(await sheet('<worksheet><sheetData><row><c t="inl')).rule).toBe('broken-xml')
    const laughs =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    expect(refusalOf(await sheet(laughs)).rule).toBe('xml-doctype')
  })

  test('B24: a zip bomb that says how large it is', async () => {
    const bytes = zipSync(whole())
    const view = new DataView(bytes.buffer)
    const directory = Buffer.from(bytes).lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    view.setUint32(directory + 24, 0xf0000000, true)
    expect(refusalOf(await drop('a.xlsx', bytes)).rule).toBe('zip-bomb')
  })

  test('B24: a zip bomb that lies about its size, and one of blanks that does not', async () => {
    const blanks = new Uint8Array(200 * 1024 ** 2).fill(32)
    const bytes = zipSync({ ...whole(), 'xl/worksheets/sheet1.xml': blanks }, { level: 6 })
    const start = process.memoryUsage().rss
    expect(refusalOf(await drop('a.xlsx', bytes)).rule).toBe('file-empty')
    expect(process.memoryUsage().rss - start).toBeLessThan(150 * 1024 ** 2)
    const view = new DataView(bytes.buffer)
    let at = bytes.length
    for (
      at = bytes.length;
      at > 0;
      at = Buffer.from(bytes.subarray(0, at)).lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    ) {
      if (
        at < bytes.length &&
        view.getUint32(at, true) === 0x02014b50 &&
        view.getUint32(at + 24, true) === blanks.length
      )
        view.setUint32(at + 24, 1024, true)
    }
    const before = process.memoryUsage().rss
    expect(refusalOf(await drop('a.xlsx', bytes)).rule).toBe('zip-bomb')
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 ** 2)
  }, 60_000)

  test('B25, B27: entries that lead outside, passwords, too many entries', async () => {
    expect(refusalOf(await drop('a.xlsx', zipSync({ ...whole(), '../../etc/x': new Uint8Array(1) }))).rule).toBe(
      'unsafe-path',
    )
    const bytes = zipSync(whole())
    const directory = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    const locked = bytes.slice()
    locked[directory + 8] = 1
    expect(refusalOf(await drop('a.xlsx', locked)).rule).toBe('encrypted')
    const end = Buffer.from(bytes).lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    const many = bytes.slice()
    many[end + 10] = many[end + 11] = 0xff
    expect(refusalOf(await drop('a.xlsx', many)).rule).toBe('zip-bomb')
  })

  test('B20: nothing in it', async () => {
    expect(refusalOf(await drop('a.xlsx', zipSync(byHand('')))).rule).toBe('file-empty')
    expect(refusalOf(await drop('a.xlsx', zipSync(byHand(header)))).rule).toBe('header-only')
    expect(refusalOf(await drop('a.xlsx', zipSync(byHand(header, {}, 'state="hidden"')))).rule).toBe('file-empty')
  })
})

test('XML in pieces of any size reads the same', async () => {
  const document = '<a x="1>2" y=\'"\'><b>t&amp;&#x41;<!-- c --><![CDATA[<z>]]></b><c/></a>'
  const bytes = new TextEncoder().encode(document)
  const read = async (size: number) => {
    const seen: string[] = []
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    }
    let text = ''
    await readXml(pieces(), {
      open: (name, attributes) =>
        seen.push(`${name}|${attributeOf(attributes, 'x') ?? ''}|${attributeOf(attributes, 'y') ?? ''}`),
      text: (part) => {
        text += part
      },
      close: (name) => seen.push(`/${name}`),
    })
    return { seen, text }
  }
  const whole = await read(1000)
  expect(whole).toEqual({ seen: ['a|1>2|"', 'b||', '/b', 'c||', '/c', '/a'], text: 't&A<z>' })
  for (let size = 1; size < 40; size++) expect({ size, ...(await read(size)) }).toEqual({ size, ...whole })
})

test('the entries of a zip are those that another program finds', () => {
  const bytes = zipSync({ 'a/b.txt': strToU8('x'.repeat(1000)), 'c.txt': [strToU8('y'), { level: 0 }] })
  const other = unzipSync(bytes)
  for (const entry of zipEntries(bytes))
    expect(Buffer.from(entry.bytes()).equals(Buffer.from(other[entry.name] ?? []))).toBe(true)
  expect(zipEntries(bytes).map(({ name }) => name)).toEqual(Object.keys(other))
})
