import type { Catalogue, Language } from './catalogue.ts'

/** Only the language that is read is downloaded. */
const loaders: Record<Language, () => Promise<Catalogue>> = {
  fr: async () => (await import('./fr/all.ts')).french,
  en: async () => (await import('./en/all.ts')).english,
}

export function loadCatalogue(language: Language): Promise<Catalogue> {
  return loaders[language]()
}
