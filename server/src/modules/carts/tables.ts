import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, local, personal, personalBy } from '../../kernel/registry.ts'
import type { LineOptions, SharedLine, ShopChannel, ShopLanguage } from './contract.ts'

export interface SessionTable {
  token_hash: Buffer
  customer_id: string
  origin_id: string
  signed_in: boolean
  limited: boolean
  measured: Generated<boolean>
  anonymous_id: string | null
  language: ShopLanguage
  channel: ShopChannel
  created_at: Date
  expires_at: Date
}

export interface CartTable {
  customer_id: string
  cart_id: string
  codes: string[]
  version: number
  changed_at: Date
}

export interface LineTable {
  customer_id: string
  id: string
  sku: string
  variety: string
  options: ColumnType<LineOptions, string, string>
  quantity: number
  saved: Generated<boolean>
  seen_unit: number | null
  added_at: Date
  origin_id: string
}

interface WishTable {
  customer_id: string
  sku: string
  added_at: Date
  origin_id: string
}

interface ViewTable {
  customer_id: string
  sku: string
  viewed_at: Date
  origin_id: string
}

interface ShareTable {
  code_hash: Buffer
  customer_id: string
  copy: ColumnType<SharedLine[] | null, string | null, string | null>
  expires_at: Date
}

interface SignInTable {
  address_hash: Buffer
  customer_id: string
  code_hash: Buffer
  expires_at: Date
  tries: number
}

interface MergeTable {
  id: string
  from_id: string
  into_id: string
  parted: string[] | null
  noted_at: Date
  settled_at: Date | null
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'carts.session': SessionTable
    'carts.cart': CartTable
    'carts.line': LineTable
    'carts.wish': WishTable
    'carts.view': ViewTable
    'carts.share': ShareTable
    'carts.sign_in': SignInTable
    'carts.merge': MergeTable
  }
}

const ofThem = { ids: ['customer_id', 'origin_id'] }

export const cartsTables = declareTables({
  'carts.session': key(
    'shopper',
    'token_hash',
    personalBy(ofThem, 'an open session, by the hash of its token'),
  ),
  'carts.cart': key('customer', 'customer_id', personal),
  'carts.line': key('customer', 'customer_id', personal),
  'carts.wish': key('customer', 'customer_id', personal),
  'carts.view': key('customer', 'customer_id', personal),
  'carts.share': key('share', 'code_hash', personalBy({ ids: ['customer_id'] })),
  'carts.sign_in': key(
    'sign-in',
    'address_hash',
    personalBy({ ids: ['customer_id'] }, 'a code that lives for minutes, hashed'),
  ),
  'carts.merge': local(
    personalBy({ ids: ['from_id', 'into_id'] }, 'two ids, deleted within minutes'),
  ),
})
