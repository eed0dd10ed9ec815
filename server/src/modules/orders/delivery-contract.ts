import { z } from 'zod'

const Minor = z.int().min(0).max(100_000_000)

/**
 * How an order may reach a customer. `ship`: sent to an address. `collect`: paid now, collected in a shop.
 * `reserve`: put aside in a shop, paid there. `drive`: collected in front of it, at a time.
 */
export const DeliveryKind = z.enum(['ship', 'collect', 'reserve', 'drive'])
export type DeliveryKind = z.infer<typeof DeliveryKind>

export const DeliveryOption = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  kind: DeliveryKind,
  name: z.object({ fr: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) }),
  active: z.boolean().default(true),
  /** With tax. */
  price: Minor,
  /** From this value of goods on, with tax and after promotions, it costs nothing. */
  freeFrom: Minor.nullable().default(null),
  /** Tax class of the fee: its rate is that of the country it goes to. */
  taxClass: z.string().max(60).default('standard'),
  /** Where it goes to; everywhere, if empty. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
  /** Working days until it is there, from and to. */
  days: z
    .tuple([z.int().min(0).max(60), z.int().min(0).max(60)])
    .nullable()
    .default(null),
})
export type DeliveryOption = z.infer<typeof DeliveryOption>

/** The option as an order keeps it. `standard` is the cheapest way of sending it that there was then. */
export const ChosenDelivery = z.object({
  code: z.string(),
  kind: DeliveryKind,
  name: z.object({ fr: z.string(), en: z.string() }),
  price: Minor,
  standard: Minor,
})
export type ChosenDelivery = z.infer<typeof ChosenDelivery>

const usual: z.input<typeof DeliveryOption>[] = [
  {
    ...{ code: 'standard', kind: 'ship', price: 490, freeFrom: 4500, days: [2, 4] },
    name: { fr: 'Livraison standard', en: 'Standard delivery' },
  },
  {
    ...{ code: 'express', kind: 'ship', price: 990, days: [1, 1] },
    name: { fr: 'Livraison express', en: 'Express delivery' },
  },
  {
    ...{ code: 'collect', kind: 'collect', price: 0 },
    name: { fr: 'Retrait en boutique', en: 'Collect in shop' },
  },
  {
    ...{ code: 'reserve', kind: 'reserve', price: 0 },
    name: { fr: 'Réserver, payer en boutique', en: 'Reserve, pay in the shop' },
  },
  {
    ...{ code: 'drive', kind: 'drive', price: 0 },
    name: { fr: 'Drive', en: 'Drive-through' },
  },
]

/** Which place an order is served from, when several could: the first that tells two apart decides. */
export const RoutingBy = z.enum(['given-order', 'nearest', 'highest-stock', 'least-load'])
export type RoutingBy = z.infer<typeof RoutingBy>

export const RoutingRules = z.object({
  by: z.array(RoutingBy).min(1).max(4).prefault(['nearest', 'highest-stock']),
  /** Rather one parcel from a place further down than two from places above. */
  fewestParcels: z.boolean().default(true),
  /** Codes of places, the first before all others, for `given-order`. */
  order: z.array(z.string().max(80)).max(600).default([]),
})

export const OrderSettings = z.object({
  options: z.array(DeliveryOption).max(20).prefault(usual),
  /** How long goods are held for somebody who pays. */
  payMinutes: z.int().min(1).max(1440).default(15),
  /** How long a customer has to pay by card for a change that costs more. */
  payMoreHours: z.int().min(1).max(336).default(24),
  /** How long what is ready waits in a shop, and what is reserved to be paid there. */
  collectDays: z.int().min(1).max(60).default(7),
  reserveHours: z.int().min(1).max(720).default(48),
  /** How long before its end a customer is reminded. */
  reminderHours: z.int().min(1).max(240).default(12),
  /** How long after it is there an order may be returned; the law's 14 days refund the standard delivery. */
  returnDays: z.int().min(14).max(400).default(30),
  withdrawalDays: z.int().min(14).max(400).default(14),
  routing: RoutingRules.prefault({}),
  shipFromShops: z.boolean().default(true),
  splitShipments: z.boolean().default(true),
  /** Whether what a shop lacks can be collected there, brought from elsewhere; and within how many days. */
  bringToShops: z.boolean().default(true),
  bringDays: z.int().min(1).max(30).default(3),
  /** When what was put aside on a card is taken. */
  capture: z.enum(['order', 'shipment']).default('order'),
  /** How long a shop needs to prepare what is ordered ahead. */
  prepareMinutes: z.int().min(0).max(10_000).default(30),
})
export type OrderSettings = z.infer<typeof OrderSettings>
