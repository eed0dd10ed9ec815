import type { ColumnType } from 'kysely'
import { declareTables, local, nothing, personalBy } from '../../../kernel/registry.ts'
import type { HookMapping, HookSignature } from './contract.ts'

interface WebhookTable {
  source_id: string
  secret: Buffer | null
  signature: ColumnType<HookSignature, string, string>
  mapping: ColumnType<HookMapping | null, string | null, string | null>
}

interface WebhookPayloadTable {
  source_id: string
  payload: string
  at: Date
}

interface WebhookSeenTable {
  source_id: string
  signature: Buffer
  at: Date
}

declare module '../../../kernel/database.ts' {
  interface Database {
    'thread.webhook': WebhookTable
    'thread.webhook_payload': WebhookPayloadTable
    'thread.webhook_seen': WebhookSeenTable
  }
}

export const hookTables = declareTables({
  'thread.webhook': local(nothing('settings')),
  'thread.webhook_payload': local(
    personalBy({ mentions: ['payload'] }, 'the last payload; what it says is on the thread'),
  ),
  'thread.webhook_seen': local(nothing('hashes')),
})
