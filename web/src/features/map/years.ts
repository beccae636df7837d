/** The same day a year earlier or later; never behind today. */
export function yearsFrom(day: string, years: number, latest: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  // 29 February of another year is its last day.
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate()
  const moved = `${year + years}-${String(month).padStart(2, '0')}-${String(Math.min(date, last)).padStart(2, '0')}`
  return moved > latest ? latest : moved
}
