import type { ColumnType } from 'kysely'
import { declareTables, key, local, personal, pseudonymised } from '../../kernel/registry.ts'
import type { Condition } from './condition-contract.ts'
import type { AudienceState } from './contract.ts'
import type { Mark, PersonaFinding, SearchState } from './personas/contract.ts'
import type { Value } from './properties/contract.ts'
import type { SyncState } from './syncs/contract.ts'

type Json<Value> = ColumnType<Value, string, string>

export interface AudienceTable {
  id: string
  number: number
  name: string
  version: number
  condition: Json<Condition>
  state: AudienceState
  reason: string | null
  built_to: string | null
  built: ColumnType<number, number | undefined>
  to_build: ColumnType<number, number | undefined>
  created_at: Date
  changed_at: Date
}

interface VersionTable {
  audience_id: string
  version: number
  name: string
  condition: Json<Condition>
  changed_at: Date
  changed_by: string
}

interface TurnTable {
  id: boolean
  definitions: string
  numbers: number
}

interface TallyTable {
  customer_id: string
  event: string
  filter: string
  total: number
  first: number
  recent: number[]
  keep: number
}

interface StandingTable {
  customer_id: string
  audiences: number[]
  next_change_at: Date | null
}

interface ListTable {
  id: string
  name: string
  created_at: Date
  changed_at: Date
}

interface ListedTable {
  customer_id: string
  list_id: string
  added_at: Date
}

interface PropertyTable {
  name: string
  value: Json<Value>
  frozen: boolean
  changed_at: Date
}

interface KeptValueTable {
  customer_id: string
  property: string
  value: Json<{ it: unknown }>
  at: Date
}

interface PredictionTable {
  customer_id: string
  name: string
  value: number
  at: Date
}

interface PlaceTable {
  name: string
  latitude: number
  longitude: number
  changed_at: Date
}

interface PersonaSearchTable {
  id: string
  version: number
  state: SearchState
  reason: string | null
  seed: string
  wanted: number | null
  days: number
  finding: ColumnType<PersonaFinding | null, string | null, string | null>
  customers: ColumnType<number, number | undefined>
  asked_by: string
  at: Date
  finished_at: Date | null
}

interface PersonaTable {
  id: string
  search_id: string
  place: number
  name: string | null
  size: number
  marks: Json<readonly Mark[]>
  centre: Json<readonly number[]>
}

interface PersonaOfTable {
  customer_id: string
  search_id: string
  persona_id: string
}

interface SizeTable {
  audience_id: string
  at: Date
  entered: ColumnType<number, number | undefined>
  departed: ColumnType<number, number | undefined>
  members: number | null
}

export interface SyncTable {
  id: string
  audience_id: string
  kind: 'webhook' | 'google' | 'meta'
  name: string
  settings: Json<Record<string, string>>
  secret: Buffer
  state: SyncState
  next_at: Date
  claimed_until: Date | null
  tries: ColumnType<number, number | undefined>
  last_error: string | null
  full_at: Date | null
  done_at: Date | null
  added: ColumnType<number, number | undefined>
  removed: ColumnType<number, number | undefined>
  barred: ColumnType<number, number | undefined>
  nameless: ColumnType<number, number | undefined>
  created_at: Date
  changed_at: Date
}

interface SyncedTable {
  customer_id: string
  sync_id: string
  identifiers: string[]
  at: Date
}

interface SyncChangeTable {
  customer_id: string
  sync_id: string
  at: Date
}

interface SyncCallTable {
  id: string
  sync_id: string
  at: Date
  action: 'add' | 'remove'
  people: number
  status: number | null
  error: string | null
}

interface MemberTable {
  customer_id: string
  audience_id: string
  since: Date
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'audiences.audience': AudienceTable
    'audiences.version': VersionTable
    'audiences.turn': TurnTable
    'audiences.tally': TallyTable
    'audiences.standing': StandingTable
    'audiences.member': MemberTable
    'audiences.list': ListTable
    'audiences.property': PropertyTable
    'audiences.kept_value': KeptValueTable
    'audiences.listed': ListedTable
    'audiences.prediction': PredictionTable
    'audiences.place': PlaceTable
    'audiences.persona_search': PersonaSearchTable
    'audiences.persona': PersonaTable
    'audiences.persona_of': PersonaOfTable
    'audiences.size': SizeTable
    'audiences.sync': SyncTable
    'audiences.synced': SyncedTable
    'audiences.sync_change': SyncChangeTable
    'audiences.sync_call': SyncCallTable
  }
}

export const audiencesTables = declareTables({
  'audiences.audience': local(),
  'audiences.version': local(),
  'audiences.turn': local(),
  'audiences.tally': key('customer', 'customer_id', personal),
  'audiences.standing': key('customer', 'customer_id', personal),
  'audiences.member': key('customer', 'customer_id', personal),
  'audiences.list': local(),
  'audiences.property': local(),
  'audiences.kept_value': key('customer', 'customer_id', personal),
  'audiences.listed': key('customer', 'customer_id', personal),
  'audiences.prediction': key('customer', 'customer_id', personal),
  'audiences.place': local(),
  'audiences.persona_search': local(),
  'audiences.persona': local(),
  'audiences.persona_of': key('customer', 'customer_id', personal),
  'audiences.size': local(),
  'audiences.sync': local(),
  // Under the id of nobody they are taken back where they were sent, and go then.
  'audiences.synced': key(
    'customer',
    'customer_id',
    pseudonymised('What was given to a platform is still to be taken back there.'),
  ),
  'audiences.sync_change': key('customer', 'customer_id', personal),
  'audiences.sync_call': local(),
})
