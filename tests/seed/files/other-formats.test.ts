/** JSON Lines of the product, publiccode.yml, and zips of CSV files. */
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { drop, placesOf, refusalOf, rowsOf, tenant } from './reading.ts'

describe('JSON Lines', () => {
  const lines = (...all: unknown[]) =>
    all.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const unit = {
    id: `unit:${tenant}:a`,
    tenant,
    name: 'Bauamt',
    kind: 'office',
    validFrom: '2020-01-01',
    version: 3,
    enteredBy: 'x',
    enteredAt: '2026-01-01T00:00:00Z',
    seqs: [1],
  }

  test('of a dump give entities and facts; head, history and other tenants are counted', async () => {
    const file = await drop(
      'dump.jsonl',
      lines(
        { kind: 'header', format: 'kommunalgraph-dump', version: 1 },
        { kind: 'entity', stored: unit },
        { kind: 'entity', stored: { id: 'sph:code:region', tenant: 'shared', name: 'Region' } },
        {
          kind: 'fact',
          relation: 'PART_OF',
          from: unit.id,
          to: `org:ars:${tenant}`,
          stored: { factId: 'fact:part-of:x', tenant, confidence: 'confirmed', note: null },
        },
        '',
        { kind: 'log', stored: { seq: 1 } },
        { kind: 'trailer' },
      ),
    )
    expect(file).toMatchObject({ format: 'jsonl', encoding: 'utf-8', sheets: [] })
    expect(file.planned).toEqual([
      {
        sheet: null,
        row: 2,
        change: {
          op: 'put-entity',
          type: 'OrgUnit',
          id: unit.id,
          values: { name: 'Bauamt', kind: 'office', validFrom: '2020-01-01' },
        },
      },
      {
        sheet: null,
        row: 4,
        change: {
          op: 'put-relation',
          relation: 'PART_OF',
          from: unit.id,
          to: `org:ars:${tenant}`,
          values: { confidence: 'confirmed' },
        },
      },
    ])
    expect(file.issues.map(({ rule, message }) => [rule, message.en])).toEqual([
      ['history-left-out', '3 lines with history or about the file are not imported.'],
      ['other-tenant', '1 lines belong to other tenants or to what is common and are not imported.'],
    ])
  })

  test('that are wrong are rejected one by one', async () => {
    const file = await drop(
      'a.jsonl',
      lines(
        { kind: 'entity', values: { id: unit.id, name: 'A' } },
        { kind: 'entity', values: { id: 'unit:x:\u202ea', name: 'A' } },
        { kind: 'entity', values: { id: unit.id, nme: 'A' } },
        { kind: 'fact', relation: 'OWNS', from: unit.id, to: unit.id, values: {} },
        { kind: 'fact', relation: 'PART_OF', from: unit.id, to: 'nirgends', values: {} },
        { name: 'A' },
        '{"kind":"entity","values":{"id"',
        '{"kind":"entity","values":{"id":"unit:990000000000:b","__proto__":{"polluted":true}}}',
      ),
    )
    expect(file.planned.map(({ row }) => row)).toEqual([1])
    expect(placesOf(file).map(({ rule, row, column, weight }) => [rule, row, column, weight])).toEqual([
      ['invisible-character', 2, 'id', 'rejected'],
      ['unknown-property', 3, 'nme', 'rejected'],
      ['unknown-relation', 4, 'relation', 'rejected'],
      ['not-an-id', 5, 'to', 'rejected'],
      ['unknown-line', 6, null, 'rejected'],
      ['broken-json', 7, null, 'rejected'],
      ['unknown-property', 8, '__proto__', 'rejected'],
    ])
    expect('polluted' in {}).toBe(false)
  })

  test('of another program, empty ones, and too many are refused', async () => {
    expect(refusalOf(await drop('a.jsonl', '{"a":1}\n')).rule).toBe('not-json-lines')
    expect(refusalOf(await drop('a.jsonl', 'id;Name\n')).rule).toBe('not-json-lines')
    expect(refusalOf(await drop('a.jsonl', `{"kind":"entity","values":{"name":"${'x'.repeat(2_000_000)}`)).rule).toBe(
      'not-json-lines',
    )
    expect(refusalOf(await drop('a.jsonl', '{"kind":"header"}\n')).rule).toBe('file-empty')
    const line = `${JSON.stringify({ kind: 'entity', values: { id: unit.id, name: 'A' } })}\n`
    expect(refusalOf(await drop('a.jsonl', line.repeat(100_001))).rule).toBe('too-many-rows')
  }, 60_000)
})

describe('publiccode.yml', () => {
  const file = `publiccodeYmlVersion: "0.4"
name: Musterportal
url: https://git.example.org/musterportal
landingURL: https://musterportal.example.org/
releaseDate: 2026-05-01
developmentStatus: stable
softwareType: standalone/web
legal: {license: EUPL-1.2}
maintenance:
  type: internal
  contacts: [{name: Erika Mustermann, email: erika@example.org}]
description:
  de: {shortDescription: Ein Portal., longDescription: Ein Portal für alle.}
`
  test('gives an offering with the file as its source, and no person', async () => {
    const read = await drop('publiccode.yml', file)
    expect(read).toMatchObject({ format: 'publiccode', encoding: 'utf-8', sheets: [] })
    const source = `src:${tenant}:publiccode-musterportal`
    expect(read.planned.map(({ change }) => change)).toEqual([
      {
        op: 'put-entity',
        type: 'Source',
        id: source,
        values: {
          name: 'publiccode.yml: Musterportal',
          kind: 'catalogue',
          title: 'publiccode.yml: Musterportal',
          date: '2026-05-01',
          url: 'https://git.example.org/musterportal',
          licence: 'EUPL-1.2',
          sourceIds: [source],
          confidence: 'reported',
          visibility: 'public',
        },
      },
      {
        op: 'put-entity',
        type: 'Offering',
        id: `off:${tenant}:musterportal`,
        values: {
          name: 'Musterportal',
          description: 'Ein Portal für alle.',
          reuseModel: 'decentral_software',
          status: 'live',
          maturityLabel: 'stable',
          url: 'https://musterportal.example.org/',
          sourceIds: [source],
          confidence: 'reported',
          visibility: 'public',
        },
      },
    ])
    expect(JSON.stringify(read)).not.toMatch(/Mustermann|erika/)
    expect(placesOf(read).map(({ rule, weight }) => [rule, weight])).toEqual([['no-system', 'note']])
  })

  test('of this project can be read', async () => {
    const { readFileSync } = await import('node:fs')
    const read = await drop('publiccode.yml', readFileSync(new URL('../../../publiccode.yml', import.meta.url)))
    expect(read.planned.map(({ change }) => ('id' in change ? change.id : ''))).toContain(`off:${tenant}:kommunalgraph`)
  })

  test.each([
    ['broken YAML', 'name: [a\nb: }', 'broken-yaml'],
    ['another YAML', 'a: 1\n', 'no-publiccode'],
    ['a list', '- a\n', 'no-publiccode'],
    ['no name', file.replace('name: Musterportal', 'name: ""'), 'no-publiccode'],
    ['another status', file.replace('stable', 'fertig'), 'unknown-code'],
    [
      'a billion laughs',
      `publiccodeYmlVersion: "0.4"\nname: x\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n`,
      'broken-yaml',
    ],
  ])('with %s is refused', async (_, content, rule) => {
    expect(refusalOf(await drop('publiccode.yml', content)).rule).toBe(rule)
  })
})

describe('a zip of CSV files', () => {
  test('is a workbook: one table each, by its name', async () => {
    const zip = zipSync({
      'Lies mich.txt': strToU8('Hallo'),
      'Vorhaben.csv': strToU8('\ufeffid;Name\na;b\n'),
      'x/Beziehungen.csv': strToU8('Von,Nach\na,b\n'),
    })
    const file = await drop('export.zip', zip)
    expect(file).toMatchObject({ format: 'csv', encoding: 'utf-8 with bom, utf-8', issues: [] })
    expect(file.sheets.map(({ name }, at) => [name, rowsOf(file, at)])).toEqual([
      ['Vorhaben', [{ row: 2, cells: { id: 'a', Name: 'b' } }]],
      ['Beziehungen', [{ row: 2, cells: { Von: 'a', Nach: 'b' } }]],
    ])
  })

  test('B24, B25: of other things is refused, and one that unpacks to more than may be uploaded', async () => {
    expect(refusalOf(await drop('a.zip', zipSync({ 'a.pdf': strToU8('x') }))).rule).toBe('unknown-format')
    expect(refusalOf(await drop('a.zip', 'kein Zip')).rule).toBe('unknown-format')
    const large = zipSync({ 'a.json': new Uint8Array(201 * 1024 ** 2) }, { level: 1 })
    expect(refusalOf(await drop('a.zip', large)).rule).toBe('file-too-large')
  }, 60_000)
})
