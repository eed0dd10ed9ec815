import type { ColumnType, Generated } from 'kysely'
import {
  declareTables,
  hashed,
  key,
  local,
  nothing,
  personal,
  personalBy,
  ref,
} from '../../kernel/registry.ts'
import type {
  Lane,
  MessageChannel,
  MessageLanguage,
  MessagePurpose,
  MessageReason,
  MessageState,
  TemplateText,
} from './contract.ts'

interface TemplateTable {
  id: string
  name: string
  channel: MessageChannel
  purpose: MessagePurpose
  version: number
  created_at: Date
  changed_at: Date
  archived_at: Date | null
}

/** A text with the HTML made of its MJML and the plain text of that, Liquid tags kept in both. */
export type CompiledText = TemplateText & { readonly html: string; readonly text: string }
export type CompiledContents = Partial<Record<MessageLanguage, CompiledText>>

export interface TemplateVersionTable {
  template_id: string
  version: number
  contents: CompiledContents
  created_at: Date
  created_by: string | null
}

export interface MessageTable {
  customer_id: string
  id: string
  dedupe_key: string
  template_id: string
  version: number
  channel: MessageChannel
  purpose: MessagePurpose
  lane: Lane
  priority: Generated<number>
  state: MessageState
  reason: MessageReason | null
  detail: string | null
  ground: string | null
  decision_id: string | null
  order_event_id: string | null
  language: MessageLanguage | null
  address: string | null
  provider_id: string | null
  origin_kind: string | null
  origin_id: string | null
  run_id: string | null
  step: string | null
  event: object | null
  variables: object | null
  planned_at: Date
  due_at: Date
  tries: Generated<number>
  claimed_by: string | null
  claimed_at: Date | null
  handed_over_at: Date | null
  ended_at: Date | null
  first_opened_at: Date | null
  first_clicked_at: Date | null
  to_address: ColumnType<string | null, string | null | undefined, string | null>
}

interface SuppressionTable {
  address_hash: string
  channel: MessageChannel
  reason: string
  at: Date
}

interface AnonymousOpenTable {
  template_id: string
  version: number
  day: string
  opens: number
}

interface CaughtMailTable {
  id: string
  caught_at: Date
  customer_id: string | null
  message_id: string | null
  sender: string
  recipients: string[]
  subject: string
  raw: Buffer
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'messages.template': TemplateTable
    'messages.template_version': TemplateVersionTable
    'messages.message': MessageTable
    'messages.suppression': SuppressionTable
    'messages.anonymous_open': AnonymousOpenTable
    'messages.caught_mail': CaughtMailTable
  }
}

export const messagesTables = declareTables({
  'messages.template': ref(),
  'messages.template_version': ref(),
  'messages.message': key('customer', 'customer_id', personal),
  'messages.suppression': key(
    'address',
    'address_hash',
    hashed('an address that asked for silence, or does not exist, stays silent after an erasure'),
  ),
  'messages.anonymous_open': local(nothing('counts of opens by nobody in particular')),
  'messages.caught_mail': local(personalBy({ ids: ['customer_id'], mentions: ['recipients'] })),
})
