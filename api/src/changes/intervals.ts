/**
 * Validity as half-open intervals of ISO days: `validFrom <= day < validUntil`.
 * ISO days of four-digit years compare as text, so no date object is ever built here.
 */
import { OPEN_END } from '@kommunalgraph/contract/ontology/common.ts'

export interface Interval {
  validFrom: string
  validUntil: string
}

/** True if both hold on at least one day; neighbours that only touch do not overlap. */
export function overlap(a: Interval, b: Interval): boolean {
  return a.validFrom < b.validUntil && b.validFrom < a.validUntil
}

/** True if it holds on that day. */
export function holdsOn(interval: Interval, day: string): boolean {
  return interval.validFrom <= day && day < interval.validUntil
}

/** True if no end is known. */
export function isOpen(interval: Interval): boolean {
  return interval.validUntil === OPEN_END
}

/** True if `inner` holds only on days on which `outer` holds. */
export function within(inner: Interval, outer: Interval): boolean {
  return outer.validFrom <= inner.validFrom && inner.validUntil <= outer.validUntil
}
