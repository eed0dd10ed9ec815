import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, local, nothing, personal, personalBy } from '../../kernel/registry.ts'

import type { IdentityRules } from './identity-contract.ts'

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
  marks: string[]
}

interface HabitsTable {
  customer_id: string
  counts: Json<Record<string, number>>
}

interface HouseholdTable {
  customer_id: string
  other_id: string
  together: boolean
  decided_at: Date
  decided_by: string
}

interface WordTable {
  trace: string
  word: string
}

interface IdentityTable {
  kind: string
  value: string
  customer_id: string
  origin_id: string
}

interface RulesTable {
  single: Generated<boolean>
  version: number
  rules: Json<Partial<IdentityRules>>
  changed_at: Date | null
  changed_by: string | null
}

interface BlockedValueTable {
  kind: string
  value: string
  note: string
  added_at: Date
  added_by: string
}

interface KeptApartTable extends BlockedValueTable {
  other_kind: string
  other_value: string
}

export interface WarningTable {
  customer_id: string
  code: string
  kind: string
  value: string
  holder_id: string | null
  identifiers: Json<string[]>
  event_id: string
  times: number
  first_at: Date
  last_at: Date
}

interface UnmergeTable {
  customer_id: string
  id: string
  merge_id: string
  restored_id: string
  at: Date
  event_id: string
  by: string
  reason: string
  before: Json<unknown>
  after: Json<unknown>
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
  by: Generated<string>
  reason: Generated<string>
  forced: Generated<boolean>
  undone_at: Date | null
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'customers.customer': CustomerTable
    'customers.identity': IdentityTable
    'customers.identifier': IdentifierTable
    'customers.merge': MergeTable
    'customers.unmerge': UnmergeTable
    'customers.rules': RulesTable
    'customers.blocked_value': BlockedValueTable
    'customers.kept_apart': KeptApartTable
    'customers.warning': WarningTable
    'customers.finding': FindingTable
    'customers.word': WordTable
    'customers.habits': HabitsTable
    'customers.household': HouseholdTable
  }
}

export const customersTables = declareTables({
  'customers.customer': key('customer', 'customer_id', personal),
  'customers.identity': key('identity', 'value', personal),
  'customers.identifier': key('customer', 'customer_id', personal),
  'customers.merge': key(
    'customer',
    'customer_id',
    personalBy({ ids: ['customer_id', 'absorbed_id'] }),
  ),
  'customers.unmerge': key(
    'customer',
    'customer_id',
    personalBy({ ids: ['customer_id', 'restored_id'] }, 'it tells of two people'),
  ),
  'customers.warning': key(
    'customer',
    'customer_id',
    personalBy(
      { ids: ['customer_id', 'holder_id'], mentions: ['value'] },
      'it tells of two people',
    ),
  ),
  'customers.rules': local(nothing('settings of the brand')),
  'customers.blocked_value': local(
    personalBy({ mentions: ['value'] }, 'a value that names nobody'),
  ),
  'customers.kept_apart': local(personalBy({ mentions: ['value', 'other_value'] })),
  'customers.finding': key('customer', 'customer_id', personal),
  'customers.habits': key('customer', 'customer_id', personal),
  'customers.household': key(
    'customer',
    'customer_id',
    personalBy({ ids: ['customer_id', 'other_id'] }),
  ),
  'customers.word': key('word', 'trace', nothing('words by themselves, of nobody')),
})
