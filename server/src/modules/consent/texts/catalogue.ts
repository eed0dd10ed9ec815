import type { ConsentLanguage } from '../contract.ts'
import { en } from './en.ts'
import { exportEn } from './export-en.ts'
import { type ExportTexts, exportFr } from './export-fr.ts'
import { fr, type PageTexts } from './fr.ts'

export const pageTexts: Readonly<Record<ConsentLanguage, PageTexts>> = { fr, en }

export const exportTexts: Readonly<Record<ConsentLanguage, ExportTexts>> = {
  fr: exportFr,
  en: exportEn,
}

/** A day as people of this language write it. */
export const dayIn = (language: ConsentLanguage, day: Date, timeZone: string) =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone,
  }).format(day)
