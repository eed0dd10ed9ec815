import { z } from 'zod'
import { ChosenDelivery, DeliveryKind } from './delivery-contract.ts'

const Moment = z.iso.datetime()
const Text = (most: number) => z.string().trim().min(1).max(most)

/**
 * pending: goods are held, money is being asked for. confirmed: it will be served. completed: all of it
 * left or was handed over. cancelled: by somebody. refused: it could not be paid, or came too late; what
 * was taken is given back. expired: nobody came for it.
 */
export const OrderState = z.enum([
  'pending',
  'confirmed',
  'completed',
  'cancelled',
  'refused',
  'expired',
])
export type OrderState = z.infer<typeof OrderState>

export const FulfilmentKind = DeliveryKind
export type FulfilmentKind = DeliveryKind

/** on-its-way: from the place that has it to the shop where it is collected. */
export const FulfilmentState = z.enum([
  'waiting',
  'preparing',
  'on-its-way',
  'ready',
  'shipped',
  'handed-over',
  'cancelled',
  'expired',
])
export type FulfilmentState = z.infer<typeof FulfilmentState>

export const Contact = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  firstName: z.string().trim().max(100).default(''),
  lastName: z.string().trim().max(100).default(''),
  phone: z.string().trim().max(40).optional(),
})
export type Contact = z.infer<typeof Contact>

export const Address = z.object({
  name: Text(160),
  street: Text(200),
  more: z.string().trim().max(200).optional(),
  postalCode: Text(20),
  city: Text(100),
  country: z.string().regex(/^[A-Z]{2}$/),
})
export type Address = z.infer<typeof Address>

/** An article as it was when it was bought. */
export const Article = z.object({
  productId: z.string(),
  name: z.object({ fr: z.string(), en: z.string() }),
  variant: z.record(z.string(), z.object({ fr: z.string(), en: z.string() })),
  image: z.string().nullable(),
  brand: z.string().nullable(),
  categories: z.array(z.string()),
  /** What stock knows it by: itself, or the parts of a bundle. */
  parts: z.array(z.object({ sku: z.string(), quantity: z.int() })),
})
export type Article = z.infer<typeof Article>

/** Why goods leave from a place: the rule that decided, and the figure that it looked at. */
export const Routing = z.object({ reason: z.string(), figure: z.number().optional() })
export type Routing = z.infer<typeof Routing>

/** What somebody wants to know the price of, or to buy: how it is to reach them. */
export const QuoteInput = z.object({
  option: z.string().max(40).default('standard'),
  /** Code of the shop where it is collected. */
  shop: z.string().max(80).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** Where they are: the nearest place serves. */
  near: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  /** When they want to collect it. */
  at: Moment.optional(),
})
export type QuoteInput = z.infer<typeof QuoteInput>

export const OptionShown = z.object({
  code: z.string(),
  kind: DeliveryKind,
  name: z.string(),
  /** What it costs for this cart, with tax. */
  price: z.int(),
  freeFrom: z.int().nullable(),
  days: z.array(z.int()).nullable(),
})

export const TaxShown = z.object({ rate: z.int(), net: z.int(), vat: z.int() })

export const OrderQuote = z.object({
  cartId: z.uuid(),
  version: z.int(),
  currency: z.string(),
  options: z.array(OptionShown),
  chosen: z.string(),
  lines: z.array(
    z.object({
      id: z.uuid(),
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      unit: z.int(),
      discount: z.int(),
      gross: z.int(),
    }),
  ),
  promotions: z.array(
    z.object({ promotionId: z.string(), code: z.string().nullable(), amount: z.int() }),
  ),
  subtotal: z.int(),
  discount: z.int(),
  delivery: z.int(),
  taxes: z.array(TaxShown),
  net: z.int(),
  vat: z.int(),
  /** What is to be paid. */
  total: z.int(),
  /** In how many parcels, or whether the shop has it. */
  parcels: z.int(),
  /** What there is not enough of this way: nothing can be ordered before that is mended. */
  missing: z.array(z.object({ sku: z.string(), asked: z.int(), available: z.int() })),
  /** When it could be collected at the earliest; null where it is sent. */
  readyFrom: Moment.nullable(),
})
export type OrderQuote = z.infer<typeof OrderQuote>

export const PayWith = z.discriminatedUnion('means', [
  /** `token`: the payment method that the provider's script made in the customer's page. */
  z.object({ means: z.literal('card'), token: z.string().max(300).optional() }),
  z.object({
    means: z.literal('gift-card'),
    code: z.string().trim().min(4).max(60),
    /** As much as there is and is needed, if absent. */
    amount: z.int().min(1).optional(),
  }),
  z.object({ means: z.literal('in-shop') }),
])
export type PayWith = z.infer<typeof PayWith>

export const CheckoutInput = QuoteInput.extend({
  contact: Contact,
  address: Address.optional(),
  payments: z.array(PayWith).max(5).default([]),
  /** The cart of a link, as its events call it, that this one was taken up from: it is bought with this order. */
  resumes: z.string().trim().min(1).max(200).optional(),
  /** What the customer was shown: if it comes to something else now, nothing is ordered. */
  total: z.int().optional(),
})
export type CheckoutInput = z.infer<typeof CheckoutInput>

export const PaymentShown = z.object({
  id: z.uuid(),
  means: z.string(),
  amount: z.int(),
  state: z.string(),
  reason: z.string().nullable(),
  /** Of what was paid in a shop: in cash, or by card at its terminal. */
  takenAs: z.enum(['cash', 'terminal']).nullable(),
  /** With what, such as the last signs of a card. */
  card: z.string().nullable(),
  /** Where the customer must go on for it: to their bank, or to a page for the card. */
  nextUrl: z.string().nullable(),
  refunded: z.int(),
})

export const OrderLineShown = z.object({
  id: z.uuid(),
  sku: z.string(),
  name: z.string(),
  variant: z.record(z.string(), z.string()),
  image: z.string().nullable(),
  options: z.record(z.string(), z.string()),
  quantity: z.int(),
  delivered: z.int(),
  returned: z.int(),
  unit: z.int(),
  discount: z.int(),
  net: z.int(),
  vat: z.int(),
  vatRate: z.int(),
  gross: z.int(),
})

export const FulfilmentShown = z.object({
  id: z.uuid(),
  kind: FulfilmentKind,
  state: FulfilmentState,
  place: z.object({ id: z.uuid(), code: z.string(), name: z.string() }).nullable(),
  /** Whether it is collected and still to be brought to its shop. */
  coming: z.boolean(),
  lines: z.array(z.object({ lineId: z.uuid(), quantity: z.int() })),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
  /** When it will be there to be collected, where it comes from elsewhere. */
  expectedAt: Moment.nullable(),
  expiresAt: Moment.nullable(),
  readyAt: Moment.nullable(),
  endedAt: Moment.nullable(),
})

/** What a change means for an article. */
export const ChangedLine = z.object({
  name: z.object({ fr: z.string(), en: z.string() }),
  from: z.int(),
  to: z.int(),
})
export type ChangedLine = z.infer<typeof ChangedLine>

/** A change that waits for its payment by card. */
export const ChangeShown = z.object({
  amount: z.int(),
  expiresAt: Moment,
  lines: z.array(ChangedLine),
})

/** An order as its customer sees it. */
export const OrderShown = z.object({
  id: z.uuid(),
  number: z.string(),
  state: OrderState,
  reason: z.string().nullable(),
  currency: z.string(),
  placedAt: Moment,
  confirmedAt: Moment.nullable(),
  wantedAt: Moment.nullable(),
  delivery: ChosenDelivery,
  lines: z.array(OrderLineShown),
  fulfilments: z.array(
    FulfilmentShown.extend({
      /** To be told at the counter, and what a QR code of it holds; only while it waits there. */
      code: z.string().nullable(),
      qr: z.string().nullable(),
    }),
  ),
  payments: z.array(PaymentShown),
  subtotal: z.int(),
  discount: z.int(),
  deliveryPrice: z.int(),
  taxes: z.array(TaxShown),
  net: z.int(),
  vat: z.int(),
  total: z.int(),
  refunded: z.int(),
  change: ChangeShown.nullable(),
  mayCancel: z.boolean(),
  mayReturnUntil: Moment.nullable(),
  /** The order's own page, for whoever has the link. */
  page: z.string(),
})
export type OrderShown = z.infer<typeof OrderShown>

export const CheckoutAnswer = z.object({
  order: OrderShown,
  /** What the provider's script in the page needs where the customer must still act. */
  clientSecret: z.string().nullable(),
  /** Where the customer must go on, if their bank wants to see them; they come back to the order’s page. */
  redirectUrl: z.string().nullable(),
})
export type CheckoutAnswer = z.infer<typeof CheckoutAnswer>

export const CancelInput = z.object({ reason: z.string().trim().max(200).default('customer') })

export const ReturnState = z.enum(['requested', 'received', 'refused'])
export type ReturnState = z.infer<typeof ReturnState>

export const ReturnedLine = z.object({
  lineId: z.uuid(),
  quantity: z.int().min(1).max(9999),
  /** Whether it can be sold again; if not it is set aside as damaged. */
  damaged: z.boolean().default(false),
  reason: z.string().trim().max(200).default(''),
})
export type ReturnedLine = z.infer<typeof ReturnedLine>

export const ReturnRequest = z.object({
  lines: z.array(ReturnedLine).min(1).max(200),
  reason: z.string().trim().max(500).default(''),
})
export type ReturnRequest = z.infer<typeof ReturnRequest>

export const ReturnShown = z.object({
  id: z.uuid(),
  orderId: z.uuid(),
  state: ReturnState,
  channel: z.string(),
  locationId: z.uuid().nullable(),
  lines: z.array(ReturnedLine),
  refund: z.int(),
  deliveryRefund: z.int(),
  exchangeOrderId: z.uuid().nullable(),
  reason: z.string().nullable(),
  requestedAt: Moment,
  receivedAt: Moment.nullable(),
})
export type ReturnShown = z.infer<typeof ReturnShown>
