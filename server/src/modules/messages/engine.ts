import { Liquid, type Template as LiquidTemplate } from 'liquidjs'
import type { MessageLanguage } from './contract.ts'

const locales: Readonly<Record<MessageLanguage, string>> = { fr: 'fr-FR', en: 'en-GB' }

/** What a filter sees of the scope it runs in. */
interface InScope {
  readonly context: { getSync(path: string[]): unknown }
}

/** An amount as people of the language write it: `{{ line.price | money }}` → 24,90 €. */
function money(this: InScope, amount: unknown, currency: unknown = 'EUR'): string {
  const value = Number(amount)
  if (amount === '' || !Number.isFinite(value)) throw new TypeError(`money: not an amount`)
  return moneyFormat(languageOf(this), String(currency)).format(value)
}

/** A day as people of the language write it, in the customer's time zone. */
function day(this: InScope, moment: unknown): string {
  const date = new Date(moment as string)
  if (Number.isNaN(date.getTime())) throw new TypeError('day: not a date')
  const timeZone = String(this.context.getSync(['time_zone']))
  return new Intl.DateTimeFormat(locales[languageOf(this)], { dateStyle: 'long', timeZone }).format(
    date,
  )
}

const languageOf = (filter: InScope) => filter.context.getSync(['language']) as MessageLanguage

const formats = new Map<string, Intl.NumberFormat>()

function moneyFormat(language: MessageLanguage, currency: string): Intl.NumberFormat {
  const place = `${language} ${currency}`
  const known = formats.get(place)
  if (known) return known
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency })
  formats.set(place, format)
  return format
}

/**
 * Liquid as far as a template may go: no files, no prototypes, bounded time and memory, and no
 * variable that is not there. `raw` does not lift the escaping, since what is put in comes from people.
 */
function engine(outputEscape: 'escape' | undefined): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    catchAllErrors: true,
    ownPropertyOnly: true,
    templates: {},
    parseLimit: 600_000,
    renderLimit: 2000,
    memoryLimit: 20_000_000,
    ...(outputEscape && { outputEscape }),
  })
  liquid.registerFilter('money', money)
  liquid.registerFilter('day', day)
  liquid.registerFilter('raw', (value: unknown) => value)
  return liquid
}

/** For HTML, where every value is escaped, and for subjects and plain text, where none needs it. */
export const engines = { html: engine('escape'), text: engine(undefined) }

export type Parsed = LiquidTemplate[]
