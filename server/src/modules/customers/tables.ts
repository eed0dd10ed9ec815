import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, nothing, personal } from '../../kernel/registry.ts'

type Json<Value> = ColumnType<Value, string, string>

export interface CustomerTable {
  customer_id: string
  final_id: string
  created_at: Date
  first_seen_at: Date
  last_seen_at: Date
  traits: Json<Record<string, unknown>>
  trait_times: Json<Record<string, number>>
  language: string
  time_zone: string
  merges: Generated<number>
}

interface FindingTable {
  customer_id: string
  words: string
}

interface WordTable {
  sound: string
  word: string
}

interface IdentityTable {
  kind: string
  value: string
  customer_id: string
}

interface IdentifierTable extends IdentityTable {
  added_at: Date
  event_id: string
}

interface MergeTable {
  customer_id: string
  id: string
  absorbed_id: string
  at: Date
  event_id: string
  matched: Json<string[]>
  before: Json<unknown>
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'customers.customer': CustomerTable
    'customers.identity': IdentityTable
    'customers.identifier': IdentifierTable
    'customers.merge': MergeTable
    'customers.finding': FindingTable
    'customers.word': WordTable
  }
}

export const customersTables = declareTables({
  'customers.customer': key('customer', 'customer_id', personal),
  'customers.identity': key('identity', 'value', personal),
  'customers.identifier': key('customer', 'customer_id', personal),
  'customers.merge': key('customer', 'customer_id', personal),
  'customers.finding': key('customer', 'customer_id', personal),
  'customers.word': key('word', 'sound', nothing('words by themselves, of nobody')),
})
