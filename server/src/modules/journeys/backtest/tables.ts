import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, local, nothing, personal } from '../../../kernel/registry.ts'
import type { Definition } from '../definition-contract.ts'
import type { Passage, Run } from '../engine/run.ts'
import type { BacktestResult, BacktestState } from './contract.ts'

export interface BacktestTable {
  id: string
  journey_id: string
  version: number
  /** Read as values, written as text. */
  definition: ColumnType<Definition, string, never>
  result: ColumnType<BacktestResult | null, string | undefined, string>
  from_at: Date
  to_at: Date
  time_zone: string
  state: BacktestState
  asked_at: Date
  asked_by: string
  ended_at: Date | null
  took: number | null
  people: Generated<number>
  of_people: Generated<number>
  beat_at: Date | null
  reason: string | null
}

/** A message of a run as it is kept. */
export interface KeptMessage {
  readonly step: string
  readonly templateId: string
  readonly at: string
  readonly reason: string | null
  readonly event: Record<string, unknown>
}

export interface BacktestRunTable {
  customer_id: string
  id: string
  backtest_id: string
  key: string
  state: Run['state']
  step: string
  entered_at: Date
  ended_at: Date | null
  reason: string | null
  holdout: boolean
  converted_at: Date | null
  sent: number
  not_sent: number
  steps: string[]
  path: readonly Passage[]
  messages: readonly KeptMessage[]
  others: string[]
}

declare module '../../../kernel/database.ts' {
  interface Database {
    'journeys.backtest': BacktestTable
    'journeys.backtest_run': BacktestRunTable
  }
}

export const backtestTables = declareTables({
  'journeys.backtest': local(nothing('sums, and who of the team asked for them')),
  'journeys.backtest_run': key('customer', 'customer_id', personal),
})
