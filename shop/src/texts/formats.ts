type Language = 'fr' | 'en'
const localeOf = (language: Language) => (language === 'fr' ? 'fr-FR' : 'en-IE')
/** The shops are in France: so are their times. */
const timeZone = 'Europe/Paris'

/** Cents as people read them. */
export function euroOf(language: Language) {
  const format = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency: 'EUR' })
  return (cents: number): string => format.format(cents / 100)
}

function written(language: Language, options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat(localeOf(language), { timeZone, ...options })
  return (at: Date): string => format.format(at)
}

/** A day and a time: “mardi 1 décembre à 10:00”. */
export const momentOf = (language: Language) =>
  written(language, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  })
export const clockOf = (language: Language) =>
  written(language, { hour: '2-digit', minute: '2-digit' })
export const dayOf = (language: Language) => written(language, { dateStyle: 'long' })
