import { en } from './texts/en.ts'
import { euroOf } from './texts/formats.ts'
import { fr, type Texts } from './texts/fr.ts'

export type Language = 'fr' | 'en'

const asked = new URLSearchParams(location.search).get('lang')
const kept = localStorage.getItem('colombe.language')

/** The one asked for by the link, chosen before, or of the browser. */
export const language: Language =
  [asked, kept, navigator.language.slice(0, 2)].find((one) => one === 'fr' || one === 'en') === 'en'
    ? 'en'
    : 'fr'
export const t: Texts = language === 'en' ? en : fr

document.documentElement.lang = language

export function choose(other: Language): void {
  localStorage.setItem('colombe.language', other)
  const url = new URL(location.href)
  url.searchParams.delete('lang')
  location.assign(url)
}

/** Cents as people read them. */
export const money = euroOf(language)
const decimals = new Intl.NumberFormat(language, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})
export const rating = (value: number): string => decimals.format(value)
