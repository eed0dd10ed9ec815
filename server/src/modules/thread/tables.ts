import type { ColumnType, Generated } from 'kysely'
import {
  aged,
  declareTables,
  key,
  local,
  nothing,
  personal,
  personalBy,
  ref,
} from '../../kernel/registry.ts'
import type { Channel, EventType, Properties, SourceKind } from './contract.ts'
import { doorTables } from './door/tables.ts'
import { hookTables } from './hooks/tables.ts'
import { planTables } from './plan/tables.ts'
import { readerTables } from './readers/tables.ts'

interface SourceTable {
  id: string
  name: string
  kind: SourceKind
  write_key: string
  created_at: Date
  enabled: Generated<boolean>
  origins: Generated<string[]>
  shared: Generated<boolean>
  rate_per_minute: number | null
  previous_key: string | null
  previous_until: Date | null
}

interface SourceCountTable {
  source_id: string
  accepted: Generated<number>
  refused: Generated<number>
  duplicates: Generated<number>
  last_event_at: Date | null
}

interface InboxTable {
  position: Generated<number>
  part: Generated<number>
  events: number
  body: string
}

interface WeaverTable {
  single: Generated<boolean>
  position: number
}

interface ShuttleTable {
  single: Generated<boolean>
  position: number
}

interface SeenTable {
  message: string
  at: Date
}

/** JSON read as a value and written as text. */
type Json = ColumnType<Properties, string, string>

export interface UnidentifiedTable {
  at: Date
  id: string
  position: number
  type: EventType
  name: string
  channel: Channel
  received_at: Date
  sent_at: Date | null
  original_at: Date | null
  source_id: string | null
  message_id: string
  historical: boolean
  properties: Json
  context: Json
}

export interface EventTable extends UnidentifiedTable {
  customer_id: string
}

interface ConsumerTable {
  name: string
  position: Generated<number>
  replays: Generated<number>
}

interface ParkedTable {
  id: string
  consumer: string
  position: number | null
  error: string
  body: ColumnType<unknown, string, never>
  parked_at: Date
  replay: Generated<boolean>
}

interface QuarantineTable {
  id: string
  source_id: string
  reason: string
  detail: string
  received_at: Date
  raw: string
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'thread.source': SourceTable
    'thread.source_count': SourceCountTable
    'thread.inbox': InboxTable
    'thread.weaver': WeaverTable
    'thread.shuttle': ShuttleTable
    'thread.seen': SeenTable
    'thread.event': EventTable
    'thread.unidentified': UnidentifiedTable
    'thread.consumer': ConsumerTable
    'thread.parked': ParkedTable
    'thread.quarantine': QuarantineTable
  }
}

export const threadTables = declareTables({
  'thread.source': ref(),
  'thread.source_count': local(),
  ...doorTables,
  ...planTables,
  ...hookTables,
  ...readerTables,
  'thread.inbox': local(nothing('woven within milliseconds, then deleted')),
  'thread.weaver': local(),
  'thread.shuttle': local(),
  'thread.seen': key('message', 'message', nothing('hashes')),
  'thread.event': key('customer', 'customer_id', personal),
  'thread.unidentified': aged(
    key('event', 'id', nothing('nobody is named in it')),
    'measurement',
    'at',
  ),
  'thread.consumer': local(),
  'thread.parked': aged(local(personalBy({ mentions: ['body'] })), 'set_aside', 'parked_at'),
  'thread.quarantine': aged(local(personalBy({ mentions: ['raw'] })), 'set_aside', 'received_at'),
})
