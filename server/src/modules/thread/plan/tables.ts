import type { ColumnType } from 'kysely'
import { declareTables, local, nothing, ref } from '../../../kernel/registry.ts'
import type { EventSchema, PlanMode, Violation } from './contract.ts'

interface PlanTable {
  name: string
  version: number
  mode: PlanMode
  schema: ColumnType<EventSchema, string, string>
  changed_at: Date
}

interface PlanVersionTable extends PlanTable {
  /** `person:ID` or `key:ID`. */
  changed_by: string
}

interface PlanViolationTable {
  source_id: string
  day: string
  name: string
  path: string
  rule: Violation['rule']
  events: number
}

declare module '../../../kernel/database.ts' {
  interface Database {
    'thread.plan': PlanTable
    'thread.plan_version': PlanVersionTable
    'thread.plan_violation': PlanViolationTable
  }
}

export const planTables = declareTables({
  'thread.plan': ref(),
  'thread.plan_version': ref(),
  'thread.plan_violation': local(nothing('counts')),
})
