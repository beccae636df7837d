import { useTranslation } from 'react-i18next'
import type { Language } from '../i18n/i18n.ts'

/** The language shown, and `pick` for labels that the ontology or the API give in both. */
export function useLanguage(): { language: Language; pick: (label: { de: string; en: string }) => string } {
  const { i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'de'
  return { language, pick: (label) => label[language] }
}
