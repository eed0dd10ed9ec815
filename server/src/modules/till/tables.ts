import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, local, nothing, pseudonymised } from '../../kernel/registry.ts'
import type { ClosingKind, ReceiptKind, ReceiptLine, TillPart, TillTax } from './contract.ts'

/** Written as text, read as what it is. */
type Json<Value> = ColumnType<Value, string, never>

export interface TillTable {
  id: string
  location_id: string
  code: string
  currency: string
  opened_at: Date
  number: Generated<number>
  hash: Generated<string>
  perpetual: Generated<number>
  last_at: Date
  closings: Generated<number>
  closing_hash: Generated<string>
  closed_number: Generated<number>
  open_day: string
  day_began_at: Date
  closes_at: Date
}

export interface ReceiptTable {
  till_id: string
  number: number
  id: string
  at: Date
  kind: ReceiptKind
  currency: string
  total: number
  lines: Json<ReceiptLine[]>
  taxes: Json<TillTax[]>
  payments: Json<TillPart[]>
  order_id: string | null
  order_number: string | null
  corrects: string | null
  by: string
  perpetual: number
  previous: string
  hash: string
}

interface ReceiptOfTable {
  customer_id: string
  receipt_id: string
  till_id: string
  number: number
  at: Date
  total: number
  currency: string
}

export interface ClosingTable {
  till_id: string
  position: number
  id: string
  kind: ClosingKind
  period: string
  from_at: Date
  to_at: Date
  first_number: number | null
  last_number: number | null
  receipts: number
  sales: number
  refunds: number
  total: number
  taxes: Json<TillTax[]>
  payments: Json<TillPart[]>
  currency: string
  perpetual: number
  receipts_hash: string
  keep_until: string
  closed_at: Date
  previous: string
  hash: string
  key_id: string
  signature: string
}

interface KeyTable {
  id: string
  till_id: string
  public_key: string
  private_sealed: Buffer
  made_at: Date
}

interface PrintTable {
  till_id: string
  number: number
  copy: number
  at: Date
  by: string
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'till.till': TillTable
    'till.receipt': ReceiptTable
    'till.receipt_of': ReceiptOfTable
    'till.closing': ClosingTable
    'till.key': KeyTable
    'till.print': PrintTable
  }
}

const ofGoods = nothing('goods and amounts; whose they are stands in till.receipt_of')
const books = 'the books of the brand: what its tills sold, kept for six years and more'

export const tillTables = declareTables({
  'till.till': local(nothing('counts and hashes')),
  'till.receipt': key('till', 'till_id', ofGoods),
  'till.receipt_of': key('customer', 'customer_id', pseudonymised(books)),
  'till.closing': key('till', 'till_id', nothing('sums')),
  'till.key': local(nothing('keys of tills')),
  'till.print': key('till', 'till_id', nothing('how often a receipt was printed')),
})
