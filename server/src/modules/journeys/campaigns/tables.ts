import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, local, nothing, personal } from '../../../kernel/registry.ts'
import type { CampaignDefinition, CampaignReason, CampaignState } from './contract.ts'

interface CampaignTable {
  id: string
  name: string
  /** Read as a value, written as text. */
  definition: ColumnType<CampaignDefinition, string, string>
  state: CampaignState
  created_at: Date
  revision: Generated<number>
  changed_at: Date
  changed_by: string
  begins_at: ColumnType<Date | null, undefined, Date | null>
  begun_at: ColumnType<Date | null, undefined, Date | null>
  taken_to: ColumnType<Date | null, undefined, Date | null>
  taking_to: ColumnType<Date | null, undefined, Date | null>
  after: ColumnType<string | null, undefined, string | null>
  enrolled: Generated<number>
  next_at: ColumnType<Date | null, undefined, Date | null>
  portion: Generated<number>
  errors: Generated<number>
  reason: ColumnType<CampaignReason | null, undefined, CampaignReason | null>
  ended_at: ColumnType<Date | null, undefined, Date | null>
}

interface RecipientTable {
  customer_id: string
  campaign_id: string
  state: 'waiting' | 'planned' | 'merged' | 'control' | 'gone'
  due_at: Date
  message_id: string | null
  converted_at: Date | null
  amount: number | null
  currency: string | null
}

declare module '../../../kernel/database.ts' {
  interface Database {
    'journeys.campaign': CampaignTable
    'journeys.recipient': RecipientTable
  }
}

export const campaignTables = declareTables({
  'journeys.campaign': local(nothing('what the brand writes to many at once')),
  'journeys.recipient': key('customer', 'customer_id', personal),
})
