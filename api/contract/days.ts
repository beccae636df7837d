/** What day it is. One answer for the server and for every reader, wherever the clock of either is set to. */

const inGermany = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' })

/** Today in Germany, ISO (`2026-11-28`): the day on which a municipality's facts hold, two hours ahead of UTC in summer. */
export function today(now = new Date()): string {
  return inGermany.format(now).padStart(10, '0')
}

/** The German day on which a moment (ISO with time and zone) was: 23:30 UTC is already the next one. */
export function dayOf(moment: string): string {
  return today(new Date(moment))
}

/** The ISO day so many calendar days before another (negative: after it). */
export function daysBefore(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - count)
  return date.toISOString().slice(0, 10)
}
