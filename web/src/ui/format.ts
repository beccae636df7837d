/** Dates, money and numbers as people read them. Input: ISO days and plain numbers from the API. */
import type { Language } from '../i18n/i18n.ts'

const locale = { de: 'de-DE', en: 'en-GB' } as const

export const OPEN_END = '9999-12-31'
export const UNKNOWN_START = '0001-01-01'

/** "24. November 2026"; year only or month only where that is all that is known. */
export function formatDay(iso: string, language: Language, precision?: string): string {
  const date = new Date(`${iso}T00:00:00Z`)
  const parts: Intl.DateTimeFormatOptions =
    precision === 'year' ? { year: 'numeric' } : precision === 'month' ? { month: 'long', year: 'numeric' } : { day: 'numeric', month: 'long', year: 'numeric' }
  return new Intl.DateTimeFormat(locale[language], { ...parts, timeZone: 'UTC' }).format(date)
}

/** "1,2 Mio. €", "300.000 €". */
export function formatMoney(eur: number, language: Language): string {
  if (Math.abs(eur) >= 1_000_000) {
    const millions = new Intl.NumberFormat(locale[language], { maximumFractionDigits: 2 }).format(eur / 1_000_000)
    return language === 'de' ? `${millions} Mio. €` : `€${millions} million`
  }
  return new Intl.NumberFormat(locale[language], { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(eur)
}

export function formatNumber(value: number, language: Language, digits = 2): string {
  return new Intl.NumberFormat(locale[language], { maximumFractionDigits: digits }).format(value)
}

/** "31,4 %". */
export function formatPercent(value: number, language: Language): string {
  return `${formatNumber(value, language, 1)} %`
}
