/** Bounds of the numbers that walks take: over a maximum is a mistake of the caller and is named, never cut silently. */
import { z } from 'zod'

/** A whole number from a query string; the complaint names the range. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}
