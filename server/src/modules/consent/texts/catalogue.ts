import type { ConsentLanguage } from '../contract.ts'
import { en } from './en.ts'
import { fr, type PageTexts } from './fr.ts'

export const pageTexts: Readonly<Record<ConsentLanguage, PageTexts>> = { fr, en }

/** A day as people of this language write it. */
export const dayIn = (language: ConsentLanguage, day: Date, timeZone: string) =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone,
  }).format(day)
