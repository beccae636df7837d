/** The shapes of types: their outlines, and how much room each takes on a map, in map units. */
import type { Shape } from '@kommunalgraph/contract/ontology/define.ts'

/** Outline of each shape in a 20 × 20 box. */
export const outlines: Record<Shape, string> = {
  circle: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Z',
  ring: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  roundRect: 'M5 5h10a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3Z',
  hexagon: 'M6 3.5h8L18 10l-4 6.500H6L2 10Z',
  chevron: 'M2.500 5H13l5 5-5 5H2.500l4-5Z',
  rect: 'M3 4.500h14v11H3Z',
  cloudRect: 'M6 15.500a4 4 0 0 1-.5-8A5 5 0 0 1 15 8a3.800 3.800 0 0 1 0 7.500Z',
  barrel: 'M4 5c0-3 12-3 12 0v10c0 3-12 3-12 0Z',
  diamond: 'M10 2l8 8-8 8-8-8Z',
  octagon: 'M7 2.500h6L17.500 7v6L13 17.500H7L2.500 13V7Z',
  pentagon: 'M10 2.500l8 6-3 9H5l-3-9Z',
  tag: 'M2.500 5H12l5.500 5-5.500 5H2.500Z',
  triangle: 'M10 3l8 14H2Z',
  vee: 'M2 4l8 4 8-4-8 13Z',
}
