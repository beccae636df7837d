/** A map as an SVG file: everything that is shown is in it, names are text and never markup, and what is left out is said. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { entityTypes, type EntityType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type Drawn, drawing, inLines, wrapped } from '@kommunalgraph/web/src/graph/drawing.ts'
import type { Places } from '@kommunalgraph/web/src/graph/places.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const colours = { ground: '#fff', soft: '#eee', text: '#000', muted: '#555', line: '#999', light: '#ddd', gap: '#b00', sphere: () => '#06c' }
const words = {
  sphere: (code: string) => `Sphäre ${code}`,
  type: (type: string) => `Art ${type}`,
  relation: (relation: string) => `Beziehung ${relation}`,
  depth: (code: string) => `Tiefe ${code}`,
  legend: 'Legende',
  ownerless: 'niemand verantwortlich',
  nobody: 'niemand',
  someNames: (count: number) => `${count} Namen fehlen`,
  implied: 'über Ausgeblendetes',
}
const nodeAt = (id: string, type: EntityType, name = id): MapNode => ({ id, type, name, spheres: [], visibility: 'public', ...(type === 'Initiative' && { owners: [] }) }) as unknown as MapNode
const edgeOf = (from: string, to: string, type: MapEdge['type'], index = 0): MapEdge =>
  ({ factId: `fact:${index}`, type, from, to, validFrom: '2025-01-01', validUntil: '9999-12-31', confidence: 'confirmed', visibility: 'public', sourceIds: [] }) as MapEdge
const drawn = (more: Partial<Drawn>): Drawn => ({ title: 'Rund um', lines: ['9 von 9 gezeigt'], nodes: [], edges: [], places: {}, colours, words, ...more })

/** Every tag closed in its order, attributes quoted, no bare markup in texts: enough of XML to be refused by no reader. */
function expectWellFormed(svg: string): void {
  const open: string[] = []
  const rest = svg.replaceAll(/<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z][\w:-]*="[^"<]*")*)\s*(\/?)>/g, (_, closing: string, name: string, _attributes, empty: string) => {
    if (closing) expect(open.pop()).toBe(name)
    else if (!empty) open.push(name)
    return ''
  })
  expect(open).toEqual([])
  expect(rest).not.toMatch(/[<>]/)
  expect(rest.replaceAll(/&(?:amp|lt|gt|quot);/g, '')).not.toContain('&')
}

describe('any map', () => {
  const graphs = fc.array(fc.record({ type: fc.constantFrom(...entityTypes), name: fc.string({ unit: 'binary', maxLength: 60 }), x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -700, max: 700 }) }), { minLength: 1, maxLength: 12 }).chain((all) =>
    fc.record({
      all: fc.constant(all),
      ties: fc.array(fc.record({ from: fc.nat(all.length - 1), to: fc.nat(all.length - 1), type: fc.constantFrom(...relationTypeNames) }), { maxLength: 20 }),
      geography: fc.boolean(),
    }),
  )

  test('is a well-formed drawing with a sign for every node, a line for every relation between two, and its legend', () => {
    fc.assert(
      fc.property(graphs, ({ all, ties, geography }) => {
        const nodes = all.map(({ type, name }, index) => nodeAt(`n${index}`, type, name))
        const edges = ties.map(({ from, to, type }, index) => edgeOf(`n${from}`, `n${to}`, type, index))
        const svg = drawing(drawn({ nodes, edges, geography, places: Object.fromEntries(all.map(({ x, y }, index) => [`n${index}`, [x, y] as const])) }))
        expectWellFormed(svg)
        expect(svg.match(/<g transform="[^"]*scale\([^"]*"><title>/g)).toHaveLength(nodes.length)
        expect(svg.match(/fill="none" stroke=/g) ?? []).toHaveLength(edges.filter(({ from, to }) => from !== to).length)
        for (const type of new Set(nodes.map((node) => node.type))) expect(svg).toContain(`Art ${type}<`)
        for (const type of new Set(edges.map((edge) => edge.type))) expect(svg).toContain(`Beziehung ${type}<`)
      }),
      { numRuns: 150 },
    )
  })
})

test('B3: a name that looks like markup stays a name', () => {
  const name = '<script>alert(1)</script>" onload="x'
  const svg = drawing(drawn({ title: name, nodes: [nodeAt('a', 'System', name)], places: { a: [0, 0] } }))
  expectWellFormed(svg)
  expect(svg).not.toContain('<script')
  expect(svg).toContain('&lt;script&gt;')
})

test('where nobody is accountable for what is asked about, that stands there as a node', () => {
  const svg = drawing(drawn({ nodes: [nodeAt('ini:x:a', 'Initiative')], places: { 'ini:x:a': [0, 0] }, focus: 'ini:x:a' }))
  expect(svg).toContain('id="gap:ini:x:a"')
  expect(svg).toContain('>niemand<')
})

test('names that would lie on each other on a whole map are left out, and it says how many', () => {
  const nodes = Array.from({ length: 5 }, (_, index) => nodeAt(`n${index}`, 'OrgUnit', `Amt ${index}`))
  const places = Object.fromEntries(nodes.map(({ id }, index) => [id, [index * 4, 0] as const]))
  expect(drawing(drawn({ nodes, places, geography: true }))).toContain('4 Namen fehlen')
  expect(drawing(drawn({ nodes, places }))).not.toContain('Namen fehlen')
})

test('a long name is broken into lines and cut visibly', () => {
  expect(wrapped('Bauamt')).toEqual(['Bauamt'])
  const lines = wrapped('Amt für die Digitalisierung aller Leistungen der örtlichen Gemeinschaft und des Konzerns')
  expect(lines).toHaveLength(3)
  expect(lines.at(-1)).toMatch(/ …$/)
})

describe('what it rests on', () => {
  const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text ?? '')

  test('stands under the legend: every title, numbered, whole and inside the drawing, and how many more there are', () => {
    const titles = Array.from({ length: 12 }, (_, index) => `Quelle ${index + 1} ${'mit einem sehr langen Titel '.repeat(index)}(1. Mai 2026)`)
    for (const places of [{ a: [0, 0] }, { a: [-900, 0], b: [900, 0] }] as Places[]) {
      const nodes = Object.keys(places).map((id) => nodeAt(id, 'System'))
      const bare = drawing(drawn({ nodes, places }))
      const svg = drawing(drawn({ nodes, places, sources: { heading: 'Belege', titles, more: 'und 3 weitere' } }))
      expectWellFormed(svg)
      const height = (of: string) => Number(/ height="(\d+)"/.exec(of)?.[1])
      const width = Number(/ width="(\d+)"/.exec(svg)?.[1])
      expect(height(svg)).toBeGreaterThan(height(bare) + 12 * 21 / 2)
      const said = texts(svg).join(' ').replaceAll(/\s+/g, ' ')
      const cited = said.slice(said.indexOf('Belege'))
      titles.forEach((title, index) => expect(cited).toContain(`${index + 1}. ${title}`.replaceAll(/\s+/g, ' ')))
      expect(cited).toContain('und 3 weitere')
      for (const [, x, text] of svg.matchAll(/<text x="(\d+)"[^>]*font-size="15"[^>]*>([^<]*)</g)) expect(Number(x) + (text ?? '').length * 7.4, text).toBeLessThanOrEqual(width)
    }
  })

  test('is left out where nothing is cited', () => {
    expect(drawing(drawn({ sources: { heading: 'Belege', titles: [] } }))).not.toContain('Belege')
    expect(drawing(drawn({}))).not.toContain('Belege')
  })

  test('lines keep every word and their length', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'ß', '„', '-') , minLength: 1, maxLength: 40 }), { maxLength: 12 }), fc.integer({ min: 5, max: 60 }), (words, length) => {
        const found = inLines(words.join(' '), length)
        expect(found.join('').replaceAll(' ', '')).toBe(words.join(''))
        for (const line of found) expect(line.length).toBeLessThanOrEqual(length)
      }),
    )
  })
})
