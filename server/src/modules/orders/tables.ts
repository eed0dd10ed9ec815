import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, personal, personalBy, pseudonymised } from '../../kernel/registry.ts'
import type { ChargedQuote } from './charged.ts'
import type {
  Address,
  Article,
  ChangedLine,
  Contact,
  FulfilmentKind,
  FulfilmentState,
  OrderState,
  ReturnedLine,
  ReturnState,
  Routing,
} from './contract.ts'
import type { ChosenDelivery } from './delivery-contract.ts'
import type { EditInput } from './edit-contract.ts'

/** Written as text, read as what it is. */
type Json<Value> = ColumnType<Value, string, string>

export interface OrderTable {
  customer_id: string
  id: string
  number: string
  state: OrderState
  reason: string | null
  channel: 'web' | 'app' | 'shop'
  language: 'fr' | 'en'
  cart_id: string | null
  resumes: string | null
  session_hash: Buffer | null
  currency: string
  delivery: Json<ChosenDelivery>
  contact: ColumnType<Contact | null, string | null, string | null>
  address: ColumnType<Address | null, string | null, string | null>
  shop_id: string | null
  wanted_at: Date | null
  charged: Json<ChargedQuote>
  gross: number
  credit: Generated<number>
  exchange_of: string | null
  refunded: Generated<number>
  revision: Generated<number>
  placed_at: Date
  confirmed_at: Date | null
  ended_at: Date | null
  expires_at: Date | null
}

interface NumberTable {
  number: string
  customer_id: string
  order_id: string
}

export interface OrderLineTable {
  customer_id: string
  order_id: string
  id: string
  position: number
  sku: string
  article: Json<Article>
  options: Json<Record<string, string>>
  quantity: number
  delivered: Generated<number>
  returned: Generated<number>
}

export interface FulfilmentTable {
  customer_id: string
  id: string
  order_id: string
  kind: FulfilmentKind
  state: FulfilmentState
  location_id: string
  routing: Json<Routing>
  reservation_id: string
  code_hash: Buffer | null
  code_sealed: Buffer | null
  carrier: string | null
  tracking: string | null
  expires_at: Date | null
  remind_at: Date | null
  arrived_at: Date | null
  place_note: string | null
  paper_id: string | null
  expected_at: Date | null
  created_at: Date
  ready_at: Date | null
  ended_at: Date | null
}

interface FulfilmentLineTable {
  customer_id: string
  fulfilment_id: string
  line_id: string
  quantity: number
}

interface PickupTable {
  code_hash: Buffer
  customer_id: string
  order_id: string
  fulfilment_id: string
}

export interface ReturnTable {
  customer_id: string
  id: string
  order_id: string
  state: ReturnState
  channel: string
  location_id: string | null
  lines: Json<ReturnedLine[]>
  refund: Generated<number>
  delivery_refund: Generated<number>
  exchange_order_id: string | null
  reason: string | null
  requested_at: Date
  received_at: Date | null
}

interface StepTable {
  customer_id: string
  id: string
  order_id: string
  what: string
  by: string
  details: Json<Record<string, unknown>>
  at: Date
}

export interface ChangeTable {
  customer_id: string
  id: string
  order_id: string
  state: 'open' | 'paid' | 'refused' | 'lapsed' | 'replaced'
  reason: string | null
  edit: Json<Pick<EditInput, 'lines' | 'add'>>
  by: string
  told: Json<ChangedLine[]>
  amount: number
  payment_id: string | null
  created_at: Date
  expires_at: Date
  ended_at: Date | null
}

interface CheckoutTable {
  key_hash: Buffer
  request_hash: Buffer
  customer_id: string
  order_id: string
  at: Date
}

export interface LetterTable {
  customer_id: string
  id: string
  order_id: string
  mail: string
  key: string
  variables: Json<Record<string, string>>
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'orders.order': OrderTable
    'orders.number': NumberTable
    'orders.line': OrderLineTable
    'orders.fulfilment': FulfilmentTable
    'orders.fulfilment_line': FulfilmentLineTable
    'orders.pickup': PickupTable
    'orders.return': ReturnTable
    'orders.step': StepTable
    'orders.change': ChangeTable
    'orders.checkout': CheckoutTable
    'orders.letter': LetterTable
  }
}

const books = 'the books of the brand: what was sold, taxed and given back'

export const ordersTables = declareTables({
  'orders.order': key(
    'customer',
    'customer_id',
    pseudonymised(books, ['contact', 'address', 'session_hash']),
  ),
  'orders.number': key('order-number', 'number', pseudonymised(books)),
  'orders.line': key('customer', 'customer_id', pseudonymised(books)),
  'orders.fulfilment': key(
    'customer',
    'customer_id',
    pseudonymised(books, ['code_hash', 'code_sealed', 'tracking', 'place_note']),
  ),
  'orders.fulfilment_line': key('customer', 'customer_id', pseudonymised(books)),
  'orders.pickup': key(
    'pickup',
    'code_hash',
    personalBy({ ids: ['customer_id'] }, 'a hashed code'),
  ),
  'orders.return': key('customer', 'customer_id', pseudonymised(books, ['reason'])),
  'orders.step': key('customer', 'customer_id', pseudonymised(books)),
  'orders.change': key('customer', 'customer_id', pseudonymised(books)),
  'orders.checkout': key(
    'checkout',
    'key_hash',
    personalBy({ ids: ['customer_id'] }, 'hashes, forgotten within days'),
  ),
  'orders.letter': key('customer', 'customer_id', personal),
})
