import { declareTables, key, personal, ref } from '../../kernel/registry.ts'
import type { ConsentChannel, ConsentLanguage, DecisionKind, Purpose } from './contract.ts'

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
  decision: DecisionKind
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
}

export interface StandingTable {
  customer_id: string
  purpose: Purpose
  channel: ConsentChannel
  decision: DecisionKind
  at: Date
  decision_id: string
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'consent.wording': WordingTable
    'consent.decision': DecisionTable
    'consent.standing': StandingTable
  }
}

export const consentTables = declareTables({
  'consent.wording': ref(),
  'consent.decision': key('customer', 'customer_id', personal),
  'consent.standing': key('customer', 'customer_id', personal),
})
