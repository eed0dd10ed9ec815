import { type FormatXMLElementFn, IntlMessageFormat } from 'intl-messageformat'
import type { ReactNode } from 'react'
import type { Catalogue, Language, TextKey } from './catalogue.ts'
import { frenchTypography } from './typography.ts'

type Value = string | number | Date | null | undefined
export type Values = Record<string, Value>
export type RichValues = Record<string, Value | ReactNode | FormatXMLElementFn<ReactNode>>

export interface Translator {
  (key: TextKey, values?: Values): string
  /** The same with elements for values and functions for tags: `<b>…</b>`. */
  rich(key: TextKey, values: RichValues): ReactNode
  /** Whether a code made elsewhere (a refusal, an event's name) has a text. */
  has(key: string): key is TextKey
}

/** Texts of one language. Messages are ICU: plurals and choices belong in the catalogue, not in code. */
export function translator(language: Language, catalogue: Catalogue): Translator {
  const locale = localeOf(language)
  const compiled = new Map<string, IntlMessageFormat>()

  const source = (key: string): string | undefined => {
    const dot = key.indexOf('.')
    const texts = catalogue[key.slice(0, dot) as keyof Catalogue] as
      | Record<string, string>
      | undefined
    return texts?.[key.slice(dot + 1)]
  }

  const message = (key: TextKey): IntlMessageFormat => {
    const known = compiled.get(key)
    if (known) return known
    const text = source(key) ?? key
    const made = new IntlMessageFormat(language === 'fr' ? frenchTypography(text) : text, locale)
    compiled.set(key, made)
    return made
  }

  const t = ((key, values) => String(message(key).format(values))) as Translator
  t.rich = (key, values) => message(key).format(values as Record<string, string>) as ReactNode
  t.has = (key): key is TextKey => source(key) !== undefined
  return t
}

/** Dates and numbers follow France and the United Kingdom: 24 hours, day before month. */
export function localeOf(language: Language): string {
  return language === 'fr' ? 'fr-FR' : 'en-GB'
}
