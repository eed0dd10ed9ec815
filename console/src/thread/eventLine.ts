import type { ThreadEntry } from '../../../server/src/modules/thread/contract.ts'
import type { Formats } from '../texts/formats.ts'
import type { Translator } from '../texts/translator.ts'
import type { Names } from './useNames.ts'

interface Words {
  t: Translator
  formats: Formats
  names: Names
}

type Event = Pick<ThreadEntry, 'name' | 'properties' | 'context'>

/** An event as one readable line: "a acheté 2 articles à Lille, 48,00 €". Unknown names stay as they are. */
export function eventLine({ t, formats, names }: Words, event: Event): string {
  const key = `events.${event.name}`
  if (!t.has(key)) return event.name
  const { properties } = event
  return t(key, {
    product: text(properties, 'name', 'product_name', 'product', 'sku', 'product_id'),
    title: text(properties, 'title', 'name', 'category', 'coupon_name', 'coupon_id', 'path', 'url'),
    query: text(properties, 'query'),
    place: text(properties, 'shop', 'shop_name', 'store', 'store_name', 'location'),
    subject: named(names, properties, 'templateId') ?? text(properties, 'subject', 'campaign_name'),
    journey: named(names, properties, 'journeyId') ?? 'none',
    audience: named(names, properties, 'audienceId') ?? 'none',
    purpose: text(properties, 'purpose'),
    medium: reworded(t, 'channels', properties.channel),
    reason: reworded(t, 'thread.reason', properties.reason),
    rating: text(properties, 'rating'),
    total: amount(formats, properties),
    count: articles(properties),
  })
}

function named(names: Names, properties: Record<string, unknown>, key: string): string | undefined {
  return names.get(String(properties[key]))
}

/** A code in the reader's language; one that has no text says nothing. */
function reworded(t: Translator, prefix: string, code: unknown): string {
  const key = `${prefix}.${code}`
  return t.has(key) ? t(key) : 'none'
}

function text(properties: Record<string, unknown>, ...names: string[]): string {
  const found = names.map((name) => properties[name]).find((value) => isSaid(value))
  return found === undefined ? 'none' : String(found)
}

function isSaid(value: unknown): value is string | number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
}

/** Amounts of events are decimals in their own currency, as the Segment specification has them. */
function amount(formats: Formats, properties: Record<string, unknown>): string {
  const { currency } = properties
  const value = ['total', 'revenue', 'value', 'price']
    .map((name) => Number(properties[name]))
    .find((number) => Number.isFinite(number) && number !== 0)
  if (value === undefined) return 'none'
  const known = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
  return formats.money(value * 100, known ? currency : undefined)
}

function articles({ products }: Record<string, unknown>): number {
  if (!Array.isArray(products)) return 0
  return products.reduce((sum: number, product) => sum + (Number(product?.quantity) || 1), 0)
}
