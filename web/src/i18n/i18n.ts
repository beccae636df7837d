import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }

/** Interface texts only; names of types, relations and code lists come from the ontology. */
export const i18n = i18next

export type Language = 'de' | 'en'

void i18next.use(initReactI18next).init({
  resources: { de: { translation: de }, en: { translation: en } },
  lng: new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'de',
  fallbackLng: 'de',
  interpolation: { escapeValue: false },
})
