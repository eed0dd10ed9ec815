import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, local, nothing, personal, ref } from '../../kernel/registry.ts'
import type { JourneyStatus } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import type { Passage, Properties, Run } from './engine/run.ts'

interface JourneyTable {
  id: string
  name: string
  template: string | null
  status: JourneyStatus
  published_version_id: string | null
  created_at: Date
  changed_at: Date
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

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'journeys.journey': JourneyTable
    'journeys.version': VersionTable
    'journeys.run': RunTable
    'journeys.figure': FigureTable
    'journeys.merge': MergeTable
  }
}

export const journeysTables = declareTables({
  'journeys.journey': ref(),
  'journeys.version': ref(),
  'journeys.run': key('customer', 'customer_id', personal),
  'journeys.figure': local(nothing('counts per journey and hour')),
  'journeys.merge': local(nothing('ids, deleted within milliseconds')),
})
