import type { ColumnType, Generated } from 'kysely'
import {
  aged,
  declareTables,
  hashed,
  key,
  local,
  nothing,
  personal,
  personalBy,
  pseudonymised,
  ref,
} from '../../kernel/registry.ts'
import type {
  ConsentChannel,
  ConsentLanguage,
  DecisionState,
  Purpose,
  ReceiptLine,
  RequestKind,
  RequestState,
} from './contract.ts'

export interface WordingTable {
  id: string
  purpose: Purpose
  channel: ConsentChannel
  version: string
  language: ConsentLanguage
  text: string
  text_hash: string
  created_at: Date
}

export interface DecisionTable {
  customer_id: string
  id: string
  purpose: Purpose
  channel: ConsentChannel
  decision: DecisionState
  at: Date
  recorded_at: Date
  wording_id: string | null
  language_from: 'stated' | 'profile' | null
  source_kind: string
  source_id: string | null
  form: string | null
  ip: string | null
  user_agent: string | null
  operator: string | null
  identifier: string | null
  message_id: string | null
  expires_at: Date | null
  parent: string | null
  confirms: string | null
  asked_at: Date | null
  proof: string | null
}

export interface StandingTable {
  customer_id: string
  purpose: Purpose
  channel: ConsentChannel
  decision: DecisionState
  at: Date
  decision_id: string
  expires_at: Date | null
  parental: Generated<boolean>
}

export interface RequestTable {
  id: string
  kind: RequestKind
  state: RequestState
  identifier_kind: string
  identifier: string | null
  customer_id: string | null
  language: ConsentLanguage
  bar: boolean
  asked_by: string
  asked_at: Date
  due_at: Date
  extended_at: Date | null
  extension_reason: string | null
  code_hash: string | null
  code_expires_at: Date | null
  code_tries: Generated<number>
  verified_at: Date | null
  verified_by: string | null
  verified_how: string | null
  started_at: Date | null
  done_at: Date | null
  refused_reason: string | null
  ids: string[] | null
  traces: string[] | null
  pseudonyms: ColumnType<Record<string, string> | null, string | undefined, string | null>
  done_tables: Generated<string[]>
  receipt: ColumnType<ReceiptLine[], string | undefined, string>
}

interface ExportFileTable {
  customer_id: string
  request_id: string
  format: 'html' | 'json'
  body: Buffer
  expires_at: Date
}

interface OpposedTable {
  identifier_hash: string
  kind: string
  at: Date
  barred: boolean
}

interface RetentionRunTable {
  id: string
  at: Date
  rule: string
  rows: number
}

interface MeasurementTable {
  source_id: string
  day: string
  path: string
  views: number
  visitors: number
}

interface MeasuredTable {
  day: string
  visitor: string
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'consent.wording': WordingTable
    'consent.decision': DecisionTable
    'consent.standing': StandingTable
    'consent.request': RequestTable
    'consent.export_file': ExportFileTable
    'consent.opposed': OpposedTable
    'consent.retention_run': RetentionRunTable
    'consent.measurement': MeasurementTable
    'consent.measured': MeasuredTable
  }
}

export const consentTables = declareTables({
  'consent.wording': ref(),
  'consent.decision': key('customer', 'customer_id', personal),
  'consent.standing': key('customer', 'customer_id', personal),
  'consent.request': local(
    pseudonymised('the proof that a request was answered, and when', [
      ...['customer_id', 'identifier', 'ids', 'traces', 'pseudonyms', 'code_hash'],
    ]),
  ),
  'consent.export_file': key(
    'customer',
    'customer_id',
    personalBy({ ids: ['customer_id'] }, 'copies of this export'),
  ),
  'consent.retention_run': local(nothing('counts')),
  'consent.measurement': aged(local(nothing('sums by day and page')), 'measurement', 'day'),
  'consent.measured': local(nothing('hashes of a day, forgotten with it')),
  'consent.opposed': key(
    'identifier',
    'identifier_hash',
    hashed('whoever was erased is not written to again without a new yes'),
  ),
})
