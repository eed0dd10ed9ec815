import { z } from 'zod'
import {
  Address,
  Contact,
  FulfilmentKind,
  FulfilmentShown,
  FulfilmentState,
  OrderLineShown,
  OrderShown,
  OrderState,
  ReturnedLine,
  ReturnShown,
  Routing,
} from './contract.ts'

const Moment = z.iso.datetime()
/** As what a till takes what is paid there. */
export const TakenAs = z.enum(['cash', 'terminal'])

/** An order in a list. */
export const OrderSummary = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  number: z.string(),
  state: OrderState,
  reason: z.string().nullable(),
  channel: z.enum(['web', 'app', 'shop']),
  /** Who ordered, as they said it. */
  name: z.string().nullable(),
  email: z.string().nullable(),
  currency: z.string(),
  total: z.int(),
  refunded: z.int(),
  units: z.int(),
  delivery: z.string(),
  parcels: z.array(
    z.object({
      id: z.uuid(),
      kind: FulfilmentKind,
      state: FulfilmentState,
      placeId: z.uuid(),
      place: z.string(),
      expiresAt: Moment.nullable(),
      arrivedAt: Moment.nullable(),
    }),
  ),
  placedAt: Moment,
})
export type OrderSummary = z.infer<typeof OrderSummary>

export const OrderQuery = z.object({
  /** A number, a name, an e-mail address or an article. */
  text: z.string().trim().max(100).optional(),
  state: OrderState.optional(),
  /** What there is to do: parcels in one of these states. */
  parcel: FulfilmentState.optional(),
  kind: FulfilmentKind.optional(),
  place: z.uuid().optional(),
  channel: z.enum(['web', 'app', 'shop']).optional(),
  customer: z.uuid().optional(),
  since: Moment.optional(),
  until: Moment.optional(),
  /** The `next` of the page before. */
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type OrderQuery = z.infer<typeof OrderQuery>

export const OrderPage = z.object({
  orders: z.array(OrderSummary),
  next: z.string().nullable(),
})
export type OrderPage = z.infer<typeof OrderPage>

/** How many orders and parcels stand where: what there is to do. */
export const OrderCounts = z.object({
  orders: z.array(z.object({ state: OrderState, orders: z.int() })),
  parcels: z.array(z.object({ kind: FulfilmentKind, state: FulfilmentState, parcels: z.int() })),
  returns: z.int(),
})
export type OrderCounts = z.infer<typeof OrderCounts>

export const OrderStep = z.object({
  what: z.string(),
  /** `customer`, `house`, `payments`, or who of the team. */
  by: z.string(),
  byName: z.string().nullable(),
  details: z.looseObject({}),
  at: Moment,
})

/** An order as the team sees it: all of it, with its history. */
export const OrderDetail = OrderShown.extend({
  customerId: z.uuid(),
  channel: z.string(),
  contact: Contact.partial().nullable(),
  address: Address.nullable(),
  lines: z.array(OrderLineShown),
  fulfilments: z.array(
    FulfilmentShown.extend({
      routing: Routing,
      arrivedAt: Moment.nullable(),
      placeNote: z.string().nullable(),
    }),
  ),
  promotions: z.array(
    z.object({
      ...{ promotionId: z.string(), name: z.string().nullable(), code: z.string().nullable() },
      amount: z.int(),
    }),
  ),
  /** What an exchange brought along, and from which order. */
  credit: z.int(),
  exchangeOf: z.uuid().nullable(),
  returns: z.array(ReturnShown),
  history: z.array(OrderStep),
})
export type OrderDetail = z.infer<typeof OrderDetail>

export const ShipInput = z.object({
  carrier: z.string().trim().max(60).optional(),
  tracking: z.string().trim().max(100).optional(),
})

export const ArrivedInput = z.object({
  /** What did not arrive as it was sent: lost on the way, or there and broken. */
  notArrived: z
    .array(
      z.object({
        lineId: z.uuid(),
        quantity: z.int().min(1).max(1000),
        why: z.enum(['lost', 'broken']),
      }),
    )
    .max(200)
    .default([]),
})

export const HandOverInput = z.object({
  /** What is to be paid in the shop has been paid. */
  paid: z.boolean().default(false),
  takenAs: TakenAs.optional(),
})

export const CodeInput = z.object({ code: z.string().trim().min(6).max(60) })

export const ReceiveInput = z.object({
  lines: z.array(ReturnedLine).min(1).max(200),
  locationId: z.uuid(),
  reason: z.string().trim().max(500).default(''),
  returnId: z.uuid().optional(),
  /** Accepted although it is late. */
  late: z.boolean().default(false),
})
export const ExchangeInput = ReceiveInput.extend({
  /** As what what is still to be paid is taken. */
  takenAs: TakenAs.optional(),
  items: z
    .array(z.object({ sku: z.string().trim().min(1).max(80), quantity: z.int().min(1).max(999) }))
    .min(1)
    .max(50),
})
/** What an order costs, and would cost if it were changed. */
export const EditQuote = z.object({ currency: z.string(), before: z.int(), after: z.int() })
export type EditQuote = z.infer<typeof EditQuote>

/** What an exchange comes to: what is given for what came back, and who owes the rest to whom. */
export const ExchangeQuote = z.object({
  currency: z.string(),
  worth: z.int(),
  price: z.int(),
  toPay: z.int(),
  toRefund: z.int(),
})
export type ExchangeQuote = z.infer<typeof ExchangeQuote>

export const RefundInput = z.object({
  amount: z.int().min(1),
  reason: z.string().trim().min(1).max(200),
})

/** Something sold over a counter, to somebody known or not. */
export const CounterInput = z.object({
  customerId: z.uuid(),
  locationId: z.uuid(),
  items: ExchangeInput.shape.items,
  codes: z.array(z.string().trim().min(1).max(60)).max(10).default([]),
  takenAs: TakenAs.optional(),
})
