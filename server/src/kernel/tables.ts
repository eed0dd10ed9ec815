import type { Generated } from 'kysely'
import { newsTables } from './news/tables.ts'
import { declareTables, local } from './registry.ts'

export interface SettingTable {
  name: string
  value: unknown
  changed_at: Date
}

interface StampTable {
  place: Generated<number>
  part: 'house' | 'catalogue'
  value: Generated<string>
}

interface MigrationTable {
  name: string
  applied_at: Date
}

declare module './database.ts' {
  interface Database {
    'kernel.setting': SettingTable
    'kernel.stamp': StampTable
    'kernel.migration': MigrationTable
  }
}

export const kernelTables = declareTables({
  'kernel.setting': local(),
  'kernel.stamp': local(),
  'kernel.migration': local(),
  ...newsTables,
})
