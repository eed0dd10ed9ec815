import type { ColumnType } from 'kysely'
import { declareTables, local, nothing } from '../../../kernel/registry.ts'
import type { Import, ImportMapping } from './contract.ts'

interface ImportTable {
  id: string
  source_id: string
  file_name: string
  file_hash: string
  mapping: ColumnType<ImportMapping, string, string>
  basis: string
  state: Import['state']
  runner: string
  lines: number
  line: number
  events: number
  refused: number
  skipped: number
  started_at: Date
  updated_at: Date
  finished_at: Date | null
}

declare module '../../../kernel/database.ts' {
  interface Database {
    'thread.import': ImportTable
  }
}

export const importTables = declareTables({
  'thread.import': local(nothing('files and how far they were read')),
})
