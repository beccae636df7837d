/**
 * The geography of the map, once for the server that places and the web that paints: administration in the middle,
 * politics above, municipal group to the right, local community below, region around as an outer belt, Land and
 * Bund as a band at the very top outside. Plain data in map units; the middle of the administration is 0, 0, y grows
 * downwards. About 2,400 × 1,600 units; a node takes about 40.
 */
import type { Code } from './ontology/ontology.ts'

export type SphereCode = Code<'sphere'>
export type Place = readonly [x: number, y: number]

/** One soft area. Areas overlap at their borders, because the borders are not clear-cut. */
export interface SphereArea {
  readonly sphere: SphereCode
  /** An ellipse, or a band with round ends as high as `radius[1]` × 2. */
  readonly form: 'ellipse' | 'band'
  readonly centre: Place
  /** Half the width and half the height. */
  readonly radius: Place
  /** Middle of its name: beside the area, where few nodes gather. */
  readonly label: Place
}

/** In painting order: the belt first, what lies on it after it. */
export const sphereAreas: readonly SphereArea[] = [
  { sphere: 'region', form: 'ellipse', centre: [90, 30], radius: [1150, 690], label: [-930, -450] },
  { sphere: 'upper_tier', form: 'band', centre: [90, -790], radius: [900, 62], label: [-910, -735] },
  { sphere: 'politics', form: 'ellipse', centre: [40, -440], radius: [430, 220], label: [-420, -620] },
  { sphere: 'municipal_group', form: 'ellipse', centre: [650, -10], radius: [420, 320], label: [990, -345] },
  { sphere: 'local_community', form: 'ellipse', centre: [20, 470], radius: [540, 235], label: [20, 750] },
  { sphere: 'administration', form: 'ellipse', centre: [0, 0], radius: [430, 320], label: [-590, -170] },
]

/** The area of a sphere. */
export function sphereArea(sphere: SphereCode): SphereArea {
  const area = sphereAreas.find((one) => one.sphere === sphere)
  if (area === undefined) throw new RangeError(`No area for the sphere ${sphere}`)
  return area
}
