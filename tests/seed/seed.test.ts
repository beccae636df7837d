import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Draft } from '@kommunalgraph/api/src/changes/draft.ts'
import { applyToDraft } from '@kommunalgraph/api/src/changes/plan.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import { codes, entityTypes, nodeType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { codeListChanges } from '@kommunalgraph/seed/src/code-lists.ts'
import { dataFolder, readSeed, seedFolders } from '@kommunalgraph/seed/src/data.ts'
import { placeOf, readFolder } from '@kommunalgraph/seed/src/read-folder.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkFolders } from './check.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kommunalgraph-seed-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const tenant = {
  tenant: '990000000000',
  name: 'Musterstadt',
  home: 'org:ars:990000000000',
  fictional: true,
  defaults: {
    validFrom: '2020-01-01',
    confidence: 'reported',
    visibility: 'public',
    sourceIds: ['src:990000000000:plan'],
    enteredBy: 'seed',
    enteredAt: '2026-10-01T08:00:00Z',
  },
}
const plan = 'id,name,kind,title,date\nsrc:990000000000:plan,Plan,org_chart,Plan,2026-01-01\n'

/** Writes files into the folder and reads it. */
function read(files: Record<string, string | Uint8Array>) {
  writeFileSync(join(folder, 'tenant.json'), JSON.stringify(tenant))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return readFolder(folder)
}

const issuesOf = (files: Record<string, string | Uint8Array>) =>
  read(files).issues.map(({ file, row, column, message }) => ({ file, row, column, message }))

test('everything that ships goes through the door without a problem', () => {
  for (const { seed, problems } of checkFolders(seedFolders.map((name) => join(dataFolder, name)))) {
    expect({ folder: seed.folder, problems }).toEqual({ folder: seed.folder, problems: [] })
  }
})

test('planned a second time on what the first time gave, nothing differs', () => {
  let draft = new Draft({ entities: new Map(), facts: new Map(), pairs: new Set() })
  const runs = [1, 2].map(() =>
    readSeed().map(({ tenant: { tenant, defaults }, body }) => {
      applyToDraft(draft, body.changes, {
        tenant,
        sourceIds: [],
        entered: { by: defaults.enteredBy, at: defaults.enteredAt },
        today: '2026-11-01',
        newFactId,
      })
      const written = draft.entityDifferences().length + draft.factDifferences().length
      draft = new Draft(draft.outcome())
      return written
    }),
  )
  expect(runs[0]?.every((written) => written > 0)).toBe(true)
  expect(runs[1]).toEqual([0, 0, 0])
})

test('every code of the ontology has one node, in both languages', () => {
  const nodes = codeListChanges(undefined).filter(({ type }) => type !== 'Source')
  const expected = entityTypes.flatMap((type) => {
    const list = nodeType(type).codeList
    return list === undefined ? [] : codes(list).map((code) => `${type} ${code}`)
  })
  expect(nodes.map(({ type, values }) => `${type} ${values.code}`)).toEqual(expected)
  for (const { values } of nodes) expect([typeof values.name, typeof values.nameEn]).toEqual(['string', 'string'])
})

describe('reading cells', () => {
  test('text, numbers, days, lists, yes and no; empty is absent', () => {
    const { body, issues } = read({
      'Source.csv': plan,
      'System.csv':
        'id,name,description,kind,provision,lifecycle,criticality,openSource,endOfLife\nsys:990000000000:a,"A, mit ""Komma""\nund Zeile",,portal,own,active,high,true,2027-01-01\n',
      'relations/DEPENDS_ON.csv':
        'from,to,criticality,fallback,sourceIds\nsys:990000000000:a,sys:990000000000:b,high,false,src:990000000000:plan|src:990000000000:andere\n',
    })
    expect(issues).toEqual([])
    expect(body.changes[1]).toEqual({
      op: 'put-entity',
      type: 'System',
      id: 'sys:990000000000:a',
      values: {
        validFrom: '2020-01-01',
        confidence: 'reported',
        visibility: 'public',
        sourceIds: ['src:990000000000:plan'],
        name: 'A, mit "Komma"\nund Zeile',
        kind: 'portal',
        provision: 'own',
        lifecycle: 'active',
        criticality: 'high',
        openSource: true,
        endOfLife: '2027-01-01',
      },
    })
    expect(body.changes[2]).toMatchObject({
      op: 'put-relation',
      relation: 'DEPENDS_ON',
      values: { fallback: false, sourceIds: ['src:990000000000:plan', 'src:990000000000:andere'] },
    })
  })

  test('a byte order mark and Windows line ends are read', () => {
    const { body, issues } = read({ 'Source.csv': `\uFEFF${plan.replaceAll('\n', '\r\n')}` })
    expect(issues).toEqual([])
    expect(body.changes[0]).toMatchObject({ id: 'src:990000000000:plan', values: { date: '2026-01-01' } })
  })

  test('a relation at something internal is internal unless it says otherwise', () => {
    const { body } = read({
      'OrgUnit.csv': 'id,name,kind,visibility\nunit:990000000000:a,A,office,\nunit:990000000000:b,B,office,internal\n',
      'relations/PART_OF.csv':
        'from,to,visibility\nunit:990000000000:a,unit:990000000000:b,\nunit:990000000000:a,org:ars:990000000000,\nunit:990000000000:b,org:ars:990000000000,public\n',
    })
    expect(body.changes.slice(2).map(({ op, ...change }) => 'values' in change && change.values.visibility)).toEqual([
      'internal',
      'public',
      'public',
    ])
  })
})

describe('faults are told by file, row and column', () => {
  const cases: [
    string,
    Record<string, string | Uint8Array>,
    { file: string; row: number; column?: string; message: RegExp },
  ][] = [
    [
      'unknown column',
      { 'OrgUnit.csv': 'id,name,Art\n' },
      { file: 'OrgUnit.csv', row: 1, column: 'Art', message: /no column "Art"/ },
    ],
    [
      'column of the server',
      { 'OrgUnit.csv': 'id,name,version\n' },
      { file: 'OrgUnit.csv', row: 1, column: 'version', message: /no column/ },
    ],
    [
      'column twice',
      { 'OrgUnit.csv': 'id,name,name\n' },
      { file: 'OrgUnit.csv', row: 1, column: 'name', message: /twice/ },
    ],
    ['no id', { 'OrgUnit.csv': 'id,name\n,A\n' }, { file: 'OrgUnit.csv', row: 2, column: 'id', message: /missing/ }],
    [
      'id twice',
      { 'OrgUnit.csv': 'id,name\nunit:990000000000:a,A\nunit:990000000000:a,B\n' },
      { file: 'OrgUnit.csv', row: 3, column: 'id', message: /already in OrgUnit.csv, row 2/ },
    ],
    [
      'no end',
      { 'relations/PART_OF.csv': 'from,to\nunit:990000000000:a,\n' },
      { file: 'relations/PART_OF.csv', row: 2, column: 'to', message: /both ends/ },
    ],
    [
      'decimal comma',
      { 'Initiative.csv': 'id,name,budgetEur\nini:990000000000:a,A,"1.234,50"\n' },
      { file: 'Initiative.csv', row: 2, column: 'budgetEur', message: /decimal point/ },
    ],
    [
      'yes in German',
      { 'System.csv': 'id,name,openSource\nsys:990000000000:a,A,ja\n' },
      { file: 'System.csv', row: 2, column: 'openSource', message: /true nor false/ },
    ],
    ['unknown file', { 'Amt.csv': 'id\n' }, { file: 'Amt.csv', row: 1, message: /no type of this name/ }],
    [
      'unknown relation',
      { 'relations/OWNS.csv': 'from,to\n' },
      { file: 'relations/OWNS.csv', row: 1, message: /no type of this name/ },
    ],
    [
      'quote not closed',
      { 'OrgUnit.csv': 'id,name\nunit:990000000000:a,"A\n' },
      { file: 'OrgUnit.csv', row: 2, message: /CSV/ },
    ],
    [
      'ragged row',
      { 'OrgUnit.csv': 'id,name\nunit:990000000000:a,A,zu viel\n' },
      { file: 'OrgUnit.csv', row: 2, message: /CSV/ },
    ],
    [
      'Windows-1252',
      {
        'OrgUnit.csv': Uint8Array.from(
          [...'id,name\nunit:990000000000:a,Gr'].map((letter) => letter.charCodeAt(0)).concat([0xfc, 0x6e]),
        ),
      },
      { file: 'OrgUnit.csv', row: 1, message: /UTF-8/ },
    ],
  ]
  test.each(cases)('%s', (_name, files, { message, ...place }) => {
    const issues = issuesOf(files)
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject(place)
    expect(issues[0]?.message).toMatch(message)
  })

  test('rows are counted as an editor counts them, also behind a cell of several lines', () => {
    const [issue] = issuesOf({
      'System.csv': 'id,name,openSource\nsys:990000000000:a,"A\n\nB",true\n\nsys:990000000000:b,B,ja\n',
    })
    expect(issue).toMatchObject({ row: 6, column: 'openSource' })
  })

  test('what the door refuses is told at its row', () => {
    const seed = read({
      'Source.csv': plan,
      'OrgUnit.csv': 'id,name,kind\nunit:990000000000:a,A,office\nunit:990000000000:b,B,Amt\n',
    })
    expect(placeOf(seed, 'body.changes[2].values.kind')).toEqual({ file: 'OrgUnit.csv', row: 3, column: 'kind' })
    expect(placeOf(seed, 'body.changes[2]')).toEqual({ file: 'OrgUnit.csv', row: 3 })
    expect(checkFolders([folder])[0]?.problems.join()).toMatch(/OrgUnit\.csv, row 3, kind: .*Allowed: .*office/)
  })
})
