import { declareTables, local, nothing, personalBy } from '../../../kernel/registry.ts'
import type { EventType } from '../contract.ts'

interface SourceMinuteTable {
  source_id: string
  minute: Date
  outcome: string
  events: number
}

interface RawCopyTable {
  id: string
  source_id: string
  message_id: string
  at: Date
  raw: string
}

interface RepeatedTable {
  id: string
  source_id: string
  message_id: string
  type: EventType
  name: string
  received_at: Date
}

declare module '../../../kernel/database.ts' {
  interface Database {
    'thread.source_minute': SourceMinuteTable
    'thread.raw_copy': RawCopyTable
    'thread.repeated': RepeatedTable
  }
}

export const doorTables = declareTables({
  'thread.source_minute': local(nothing('counts')),
  'thread.raw_copy': local(
    personalBy({ mentions: ['raw'] }, 'copies of events, forgotten after an hour'),
  ),
  'thread.repeated': local(nothing('numbers of messages, forgotten after a day')),
})
