/** Searching within a map, showing only a selection, and what of many bubbles is drawn. */
import type { MapBubble } from '@kommunalgraph/contract/answers.ts'
import { found, onlyThese } from '@kommunalgraph/web/src/features/map/find.ts'
import { bubbleElements, bubbleWidths, drawnTies, mostTies } from '@kommunalgraph/web/src/graph/bubbles.ts'
import { describe, expect, test } from 'vitest'

const named = (...names: string[]) => names.map((name, index) => ({ id: `n${index}`, name }))

describe('searching', () => {
  test.each([
    ['strasse', 'Straßenbauamt'],
    ['STRASSE', 'Straßenbauamt'],
    ['kammer', 'Stadtkämmerei'],
    ['kämmer', 'Stadtkämmerei'],
    ['cafe', 'Café am Markt'],
    [' amt ', 'Straßenbauamt'],
  ])('%s finds %s', (text, name) => {
    const nodes = named('Straßenbauamt', 'Stadtkämmerei', 'Café am Markt')
    expect(found(nodes, text)?.map((id) => nodes.find((node) => node.id === id)?.name)).toEqual([name])
  })

  test('in the order of the names, as Germans sort them', () => {
    expect(found(named('Zoo', 'Ärzte', 'Bau', 'Aachen'), '')).toBeUndefined()
    expect(found(named('Zoo A', 'Ärzte A', 'Bau A', 'Aachen A'), 'a')).toEqual(['n3', 'n1', 'n2', 'n0'])
  })

  test('nothing found is not nothing searched', () => {
    expect(found(named('Bau'), 'x')).toEqual([])
    expect(found(named('Bau'), '   ')).toBeUndefined()
    expect(found(named('Bau'), undefined)).toBeUndefined()
  })
})

test('only these: the lines among them stay, those to others go', () => {
  const nodes = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  const edges = [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }]
  expect(onlyThese({ nodes, edges }, ['a', 'b', 'gone'])).toEqual({ nodes: nodes.slice(0, 2), edges: edges.slice(0, 1) })
  expect(onlyThese({ nodes, edges }, undefined)).toEqual({ nodes, edges })
})

describe('bubbles', () => {
  const bubble = (key: string, count: number): MapBubble => ({ key, sphere: null, type: 'System', count, open: null, place: [0, 0] })
  const many = Array.from({ length: 60 }, (_, index) => bubble(`none.b${index}`, index + 1))
  const ties = many.slice(1).map(({ key }, index) => ({ from: 'none.b0', to: key, count: 100 - index }))

  test('the area grows with the count', () => {
    const widths = bubbleWidths([bubble('a', 1), bubble('b', 400), bubble('c', 1_600)])
    const [a, b, c] = ['a', 'b', 'c'].map((key) => widths.get(key) ?? 0) as [number, number, number]
    expect(a).toBeLessThan(b)
    expect(b).toBeLessThan(c)
    // A quarter of the count: half the way from the smallest to the largest.
    expect(Math.abs(b - (a + c) / 2)).toBeLessThanOrEqual(2)
  })

  test('only the strongest ties are drawn, and all of the chosen bubble', () => {
    expect(drawnTies(ties, many, undefined)).toEqual(ties.slice(0, mostTies))
    expect(drawnTies(ties, many, 'none.b59')).toEqual([...ties.slice(0, mostTies), ties[58]])
    expect(drawnTies(ties, many, 'none.b0')).toEqual(ties)
  })

  test('ties of single entries are drawn when one of their ends is chosen', () => {
    const own = { from: 'sys:1', to: 'none.b3', count: 2 }
    expect(drawnTies([own], many, undefined)).toEqual([])
    expect(drawnTies([own], many, 'sys:1')).toEqual([own])
    expect(drawnTies([own], many, 'none.b3')).toEqual([own])
    expect(drawnTies([own], many.slice(10), 'sys:1')).toEqual([])
  })

  test('an open one is told from a closed one, and every line has both its ends', () => {
    const bubbles = [bubble('none.b0', 7), { ...bubble('none.b1', 300), open: { page: 1, pages: 3, shown: 100 } }]
    const elements = bubbleElements({ bubbles, ties: ties.slice(0, 1), places: { 'none.b1': [5, 6] }, label: ({ count }) => String(count), counted: String, chosen: 'none.b0' })
    expect(elements.map(({ data }) => data.id)).toEqual(['none.b0', 'none.b1', 'none.b0 none.b1'])
    expect(elements.map(({ classes }) => String(classes).trim())).toEqual(['bubble', 'bubble opened', 'tie chosen'])
    expect(elements[1]).toMatchObject({ position: { x: 5, y: 6 }, data: { label: '300' } })
  })
})
