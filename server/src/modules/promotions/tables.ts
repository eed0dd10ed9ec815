import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, nothing, personal, pseudonymised, ref } from '../../kernel/registry.ts'
import type { PromotionState } from './contract.ts'
import type { Condition, Effect } from './effect-contract.ts'
import type { CardPurpose, EntryKind } from './gift-card-contract.ts'

interface PromotionTable {
  id: string
  name: string
  state: PromotionState
  priority: number
  currency: string
  /** Read as a value, written as text. */
  effect: ColumnType<Effect, string, string>
  conditions: ColumnType<readonly Condition[], string, string>
  starts_at: Date | null
  ends_at: Date | null
  needs_code: boolean
  exclusive_group: string | null
  combines: boolean
  per_customer: number | null
  created_at: Date
  changed_at: Date
}

/** What is counted under concurrency stands apart from what is read by everybody. */
interface CounterTable {
  promotion_id: string
  total_limit: number | null
  budget: number | null
  uses: Generated<number>
  spent: Generated<number>
}

interface CodeTable {
  code: string
  promotion_id: string
  batch_id: string | null
  max_uses: number | null
  uses: Generated<number>
  created_at: Date
}

interface UseTable {
  customer_id: string
  order_id: string
  promotion_id: string
  code: string | null
  amount: number
  currency: string
  at: Date
  given_back_at: Date | null
}

interface CustomerCountTable {
  customer_id: string
  promotion_id: string
  uses: number
}

interface CardTable {
  card_id: string
  tail: string
  currency: string
  purpose: CardPurpose
  vat: number | null
  face: number
  balance: number
  held: Generated<number>
  customer_id: string | null
  issued_at: Date
  expires_at: Date | null
  blocked_at: Date | null
}

interface CardCodeTable {
  code_hash: string
  card_id: string
}

interface CardEntryTable {
  card_id: string
  id: string
  kind: EntryKind
  amount: number
  balance: number
  ref: string
  at: Date
}

interface CardHoldTable {
  card_id: string
  ref: string
  amount: number
  at: Date
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'promotions.promotion': PromotionTable
    'promotions.counter': CounterTable
    'promotions.code': CodeTable
    'promotions.use': UseTable
    'promotions.customer_count': CustomerCountTable
    'promotions.gift_card': CardTable
    'promotions.gift_card_code': CardCodeTable
    'promotions.gift_card_entry': CardEntryTable
    'promotions.gift_card_hold': CardHoldTable
  }
}

const money = 'the books of the brand: what was owed and paid'

export const promotionsTables = declareTables({
  'promotions.promotion': ref(),
  'promotions.counter': key('promotion', 'promotion_id', nothing('counts of a promotion')),
  'promotions.code': key('promotion_code', 'code', nothing('codes of the brand')),
  'promotions.use': key('customer', 'customer_id', pseudonymised(money)),
  'promotions.customer_count': key('customer', 'customer_id', personal),
  'promotions.gift_card': key('gift_card', 'card_id', pseudonymised(money, ['customer_id'])),
  'promotions.gift_card_code': key('gift_card_code', 'code_hash', nothing('hashes of codes')),
  'promotions.gift_card_entry': key('gift_card', 'card_id', nothing('ledger of a card')),
  'promotions.gift_card_hold': key('gift_card', 'card_id', nothing('amounts of a card')),
})
