import { type Form, readAs, type Use } from './form.ts'
import { type Beginning, samplesOf } from './sheet.ts'

/** What a column is called, in French and in English, and what it is then for: the first that fits. */
const names: readonly (readonly [RegExp, (as: Lines) => Use | undefined])[] = [
  [
    /(opt|consent|accord|abonn|newsletter).*(date|day|jour|le$|_at$)|date.*(opt|consent|accord)/,
    proof('date'),
  ],
  [
    /(opt|consent|accord).*(version|text|wording|mention)|wording|mention|version.*text/,
    proof('wording'),
  ],
  [/(opt|consent|accord).*(source|form|origin|via)|formul|\bform\b|collect/, proof('source')],
  [/proof|preuve|scan/, proof('proof')],
  [
    /(opt|consent|accord|stop).*(sms|mobile|phone|tel)|(sms|mobile).*(opt|consent|accord)/,
    consent('sms'),
  ],
  [/opt-?_? ?in|consent|accord|newsletter|abonn|subscri/, consent('email')],
  [/e-?mail|courriel|\bmel\b/, field('email')],
  [/phone|\bt[ée]l|mobile|portable|\bgsm/, field('phone')],
  [/loyalty|fid[ée]lit|\bcard\b|\bcarte/, field('loyaltyCard')],
  [/device|cookie|anonym|appareil/, () => ({ kind: 'device' })],
  [/pr[ée]nom|first|given/, person('firstName')],
  [/last ?_?name|surname|family|^nom\b|nom.?de.?famille/, person('lastName')],
  [/birth|naiss|anniv/, person('birthday')],
  [/gender|\bsexe\b|civilit/, person('gender')],
  [/postal|\bzip|postcode|^cp$/, person('postalCode')],
  [/city|ville|town/, person('city')],
  [/country|pays/, person('country')],
  [/lang/, person('language')],
  [/address|adresse|\brue\b|street/, person('address')],
  [
    /(sku|stock ?code|ean|gtin|(product|article|produit).*(id|no|num|ref|code)|r[ée]f)/,
    product('product_id'),
  ],
  [
    /(product|article|produit|item).*(name|nom|lib)|d[ée]signation|description|libell/,
    product('name'),
  ],
  [/qty|quantit|\bqt[ée]\b|pi[eè]ces|pieces/, product('quantity')],
  [/(unit)?.*(price|prix)|\bpu\b/, product('price')],
  [/categor|rayon/, product('category')],
  [/brand|marque/, product('brand')],
  [
    /(order|invoice|commande|facture|ticket|receipt|re[çc]u|transaction|vente)(?!.*(date|time|jour|total|amount|montant))/,
    event('order_id'),
  ],
  [/currency|devise|monnaie/, event('currency')],
  [/\btax|\btva\b|\bvat\b/, event('tax')],
  [/shipping|livraison|\bport\b/, event('shipping')],
  [/discount|remise|r[ée]duction/, event('discount')],
  [/coupon|promo/, event('coupon')],
  [/total|amount|montant|\bttc\b|revenue/, event('total')],
  [
    /shop|store|boutique|magasin/,
    (as) =>
      as === 'people'
        ? { kind: 'field', name: 'favouriteShop', as: 'text' }
        : { kind: 'field', name: 'shopId', as: 'id' },
  ],
  [/date|time|created|cr[ée]{1,2}|inscri|when|_at$|heure|jour|horodat/, () => ({ kind: 'time' })],
  [
    /(customer|client|user|utilisateur|compte|account|member|adh[ée]rent)|^(id|n°|no|num[ée]ro)$/,
    () => ({ kind: 'user' }),
  ],
]

type Lines = Form['lines']

function field(name: string) {
  return (): Use => ({ kind: 'field', name, as: readAs(name) })
}
function person(name: string) {
  return (lines: Lines): Use | undefined => (lines === 'people' ? field(name)() : undefined)
}
function event(name: string) {
  return (lines: Lines): Use | undefined => (lines === 'events' ? field(name)() : undefined)
}
function product(name: string) {
  return (lines: Lines): Use | undefined =>
    lines === 'events' ? { kind: 'product', name, as: readAs(name) } : undefined
}
function proof(of: 'date' | 'wording' | 'source' | 'proof') {
  return (): Use => ({ kind: 'proof', of })
}
function consent(channel: 'email' | 'sms') {
  return (): Use => ({ kind: 'consent', purpose: 'marketing', channel })
}

/** A first form for a file, by the names of its columns and what stands in them: to be looked at, and mended. */
export function guessForm(beginning: Beginning, zone: string): Form {
  const { columns, delimiter, encoding, format } = beginning
  const isOrders = columns.some(
    (column) => meant(column, 'events')?.kind === 'product' || isOrder(column),
  )
  const lines = isOrders ? 'events' : 'people'
  const uses = withoutTwins(
    columns.map((column) => [column, meaningOf(beginning, column, lines)] as const),
  )
  const kinds = Object.values(uses).map(({ kind }) => kind)
  const order = Object.entries(uses).find(
    ([, use]) => use.kind === 'field' && use.name === 'order_id',
  )
  const amounts = Object.entries(uses).filter(([, use]) => 'as' in use && use.as === 'number')
  const time = columns.find((column) => uses[column]?.kind === 'time')
  const decided = kinds.includes('consent')
  return {
    format: format === 'ndjson' ? 'ndjson' : 'csv',
    csv: {
      ...{ delimiter, encoding },
      decimal: amounts.some(([column]) => samplesOf(beginning, column).some(isComma)) ? ',' : '.',
    },
    ...{ lines, event: isOrders ? 'Order Completed' : '' },
    together: kinds.includes('product') ? (order?.[0] ?? '') : '',
    channel: isOrders ? 'shop' : 'web',
    clock: { format: clockOf(time === undefined ? [] : samplesOf(beginning, time)), zone },
    currency: isOrders && !hasField(uses, 'currency') ? 'EUR' : '',
    ...{ wording: '', source: '' },
    // What proves a decision is of no use without one.
    uses: decided ? uses : mapped(uses, (use) => (use.kind === 'proof' ? { kind: 'none' } : use)),
  }
}

const isOrder = (column: string) => {
  const use = meant(column, 'events')
  return use?.kind === 'field' && use.name === 'order_id'
}

function meant(column: string, lines: Lines): Use | undefined {
  const plain = column
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[_.]/g, ' ')
  for (const [pattern, use] of names) {
    const found = (pattern.test(plain) || pattern.test(column.toLowerCase())) && use(lines)
    if (found) return found
  }
  return undefined
}

/** By its name, unless its values say otherwise; by its values, where the name says nothing. */
function meaningOf(beginning: Beginning, column: string, lines: Lines): Use {
  const values = samplesOf(beginning, column)
  const use = meant(column, lines)
  if (use?.kind === 'time' && values.length > 0 && !values.some(isMoment)) return { kind: 'none' }
  if (use?.kind === 'field' && use.as === 'text') return { ...use, as: dayOrText(values) }
  if (use) return use
  if (values.length > 0 && values.every((value) => /^[^@\s]+@[^@\s]+\.\w+$/.test(value))) {
    return field('email')()
  }
  if (values.length > 0 && values.every((value) => /^(\+|00|0)[\d .()-]{8,}$/.test(value))) {
    return field('phone')()
  }
  if (values.length > 0 && values.every((value) => /^\d{4}-\d\d-\d\d/.test(value))) {
    return { kind: 'time' }
  }
  return { kind: 'none' }
}

/** Of two columns that seem to be for the same, the first is. */
function withoutTwins(columns: readonly (readonly [string, Use])[]): Record<string, Use> {
  const taken = new Set<string>()
  return Object.fromEntries(
    columns.map(([column, use]) => {
      const key = JSON.stringify(use)
      if (use.kind === 'none' || !taken.has(key)) {
        taken.add(key)
        return [column, use]
      }
      return [column, { kind: 'none' }]
    }),
  )
}

const hasField = (uses: Readonly<Record<string, Use>>, name: string) =>
  Object.values(uses).some((use) => use.kind === 'field' && use.name === name)

const mapped = (uses: Readonly<Record<string, Use>>, change: (use: Use) => Use) =>
  Object.fromEntries(Object.entries(uses).map(([column, use]) => [column, change(use)]))

/** Days that are not written the ISO way are told apart by their order; all else stays text. */
function dayOrText(values: readonly string[]): 'text' | 'dmy' | 'mdy' {
  if (values.length === 0 || !values.every((value) => /^\d\d?[/.-]\d\d?[/.-]\d{4}$/.test(value)))
    return 'text'
  return clockOf(values) === 'mdy' ? 'mdy' : 'dmy'
}

const isComma = (value: string) => /\d,\d{1,2}$/.test(value)
const isMoment = (value: string) =>
  /^\d{4}-\d|^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|^\d{10}(\d{3})?$/.test(value)

/** A day above twelve tells which of two numbers is the day; where none does, France writes it first. */
function clockOf(values: readonly string[]): Form['clock']['format'] {
  if (values.some((value) => /^\d{13}$/.test(value))) return 'milliseconds'
  if (values.some((value) => /^\d{10}$/.test(value))) return 'seconds'
  if (values.some((value) => /^\d{4}-/.test(value))) return 'iso'
  const dates = values.flatMap(
    (value) => /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/.exec(value)?.slice(1, 3).map(Number) ?? [],
  )
  const isMonthFirst = dates.some((part, at) => at % 2 === 1 && part > 12)
  if (dates.length === 0) return 'iso'
  return isMonthFirst ? 'mdy' : 'dmy'
}
