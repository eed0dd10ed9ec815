import type { ColumnType } from 'kysely'
import { declareTables, local, nothing, personalBy } from '../../../kernel/registry.ts'
import type { Import, ImportMapping, Trial } from './contract.ts'

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

interface ImportFileTable {
  id: string
  name: string
  bytes: number
  uploaded_at: Date
  uploaded_by: string
  trial: ColumnType<Trial | null, string | null, string | null>
}

declare module '../../../kernel/database.ts' {
  interface Database {
    'thread.import': ImportTable
    'thread.import_file': ImportFileTable
  }
}

export const importTables = declareTables({
  'thread.import_file': local(
    personalBy(
      { mentions: ['trial'] },
      'what a dry run showed; uploaded files are deleted by hand',
    ),
  ),
  'thread.import': local(nothing('files and how far they were read')),
})
