import {
  aged,
  declareTables,
  key,
  local,
  nothing,
  personal,
  personalBy,
  pseudonymised,
} from '../../kernel/registry.ts'
import type { Channel, SaleKind } from './trade.ts'

export interface VisitTable {
  customer_id: string
  channel: Channel
  started_at: Date
  ended_at: Date
  views: number
  orders: number
}

export interface SaleTable {
  customer_id: string
  reference: string
  kind: SaleKind
  event_id: string
  /** The order's number as people write it, in small letters. */
  number: string | null
  /** Where it was sold, as the till named it. */
  shop: string | null
  at: Date
  channel: Channel
  currency: string
  amount: number | null
  units: number
  whole: boolean
  /** What was bought or given back: units by category. */
  categories: Readonly<Record<string, number>>
}

interface MergedTable {
  from_id: string
  into_id: string
}

interface PartedTable {
  customer_id: string
}

export interface ActivityTable {
  quarter: Date
  channel: Channel
  visits: number
  converted: number
  new_customers: number
}

export interface TakingsTable {
  quarter: Date
  channel: Channel
  currency: string
  orders: number
  unpriced: number
  units: number
  revenue: number
  revenue_squares: string
  returns: number
  returned: number
  returned_squares: string
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'insight.visit': VisitTable
    'insight.sale': SaleTable
    'insight.merged': MergedTable
    'insight.parted': PartedTable
    'insight.activity': ActivityTable
    'insight.takings': TakingsTable
  }
}

export const insightTables = declareTables({
  'insight.visit': key('customer', 'customer_id', personal),
  'insight.sale': aged(
    key(
      'customer',
      'customer_id',
      pseudonymised('accounts keep what was sold for ten years, not to whom'),
    ),
    'orders',
    'at',
  ),
  'insight.merged': local(
    personalBy({ ids: ['from_id', 'into_id'] }, 'two ids, deleted within a second'),
  ),
  'insight.parted': key('customer', 'customer_id', personal),
  'insight.activity': local(nothing('sums')),
  'insight.takings': local(nothing('sums')),
})
