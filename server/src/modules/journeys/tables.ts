import type { ColumnType, Generated } from 'kysely'
import {
  declareTables,
  key,
  local,
  nothing,
  personal,
  personalBy,
  ref,
} from '../../kernel/registry.ts'
import { backtestTables } from './backtest/tables.ts'
import { campaignTables } from './campaigns/tables.ts'
import type { Inside, JourneyStatus } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import type { Memory, Passage, Properties, Run } from './engine/run.ts'
import type { Interest } from './entry-contract.ts'

interface JourneyTable {
  id: string
  name: string
  template: string | null
  status: JourneyStatus
  published_version_id: string | null
  created_at: Date
  changed_at: Date
  revision: Generated<number>
  drafted_by: ColumnType<string | null, undefined, string>
  drafted_at: ColumnType<Date | null, undefined, Date>
}

interface VersionTable {
  id: string
  journey_id: string
  number: number
  /** Read as a value, written as text. */
  definition: ColumnType<Definition, string, string>
  created_at: Date
  published_at: Date | null
}

export interface RunTable {
  customer_id: string
  id: string
  journey_id: string
  version_id: string
  key: string
  place: string | null
  state: Run['state']
  step: string
  due_at: Date | null
  entered_at: Date
  ended_at: Date | null
  reason: string | null
  holdout: boolean
  snapshot: Properties
  path: readonly Passage[]
  touched_at: Date | null
  attributed_until: Date | null
  converted_at: Date | null
  origin_id: string
  before_step: boolean
  memory: Memory | null
  revision: Generated<number>
  tries: Generated<number>
}

export type Measure = 'entered' | 'sent' | 'clicked' | 'converted' | 'revenue'

export interface FigureTable {
  journey_id: string
  hour: Date
  measure: Measure
  step: string
  holdout: boolean
  currency: string
  value: number
}

interface MergeTable {
  id: string
  from_id: string
  into_id: string
  parted: string[] | null
}

interface AppointmentTable {
  customer_id: string
  journey_id: string
  at: Date
}

interface InterestTable {
  customer_id: string
  product: string
  interest: Interest
  at: Date
}

interface NoticeTable {
  id: string
  journey_id: string
  products: string[]
  properties: ColumnType<Properties, string, never>
  told_at: Date
  after: string | null
}

interface SearchTable {
  journey_id: string
  after: string | null
}

interface RoundTable {
  journey_id: string
  next_at: Date
  after: string | null
}

interface TakeoverTable {
  journey_id: string
  version_id: string | null
  steps: ColumnType<Inside['move'], string, never>
  begun_at: Date
}

interface TurnTable {
  journey_id: string
  next_at: Date
}

export interface ErrandTable {
  customer_id: string
  id: string
  journey_id: string
  version_id: string
  run_id: string
  step: string
  kind: 'call' | 'list'
  body: string | null
  state: 'planned' | 'claimed' | 'done' | 'failed'
  due_at: Date
  tries: Generated<number>
  outcome: string | null
  created_at: Date
  ended_at: Date | null
}

export interface TaskTable {
  customer_id: string
  id: string
  journey_id: string
  run_id: string
  step: string
  assignee: 'shop' | 'agent'
  title: string
  text: string
  state: 'open' | 'done'
  created_at: Date
  due_at: Date | null
  done_at: Date | null
  done_by: string | null
  outcome: string | null
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'journeys.journey': JourneyTable
    'journeys.version': VersionTable
    'journeys.run': RunTable
    'journeys.figure': FigureTable
    'journeys.merge': MergeTable
    'journeys.appointment': AppointmentTable
    'journeys.search': SearchTable
    'journeys.interest': InterestTable
    'journeys.notice': NoticeTable
    'journeys.round': RoundTable
    'journeys.takeover': TakeoverTable
    'journeys.turn': TurnTable
    'journeys.errand': ErrandTable
    'journeys.task': TaskTable
  }
}

export const journeysTables = declareTables({
  'journeys.journey': ref(),
  'journeys.version': ref(),
  'journeys.run': key('customer', 'customer_id', personal),
  'journeys.errand': key('customer', 'customer_id', personal),
  'journeys.task': key('customer', 'customer_id', personal),
  'journeys.appointment': key('customer', 'customer_id', personal),
  'journeys.search': local(),
  'journeys.notice': local(),
  'journeys.interest': key('customer', 'customer_id', personal),
  'journeys.round': local(),
  'journeys.takeover': local(),
  'journeys.turn': local(nothing('the next moment of each throttled journey')),
  'journeys.figure': local(nothing('counts per journey and hour')),
  'journeys.merge': local(
    personalBy({ ids: ['from_id', 'into_id'] }, 'two ids, deleted within milliseconds'),
  ),
  ...backtestTables,
  ...campaignTables,
})
