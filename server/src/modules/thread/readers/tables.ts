import { declareTables, local, nothing } from '../../../kernel/registry.ts'

interface ReaderMinuteTable {
  name: string
  minute: Date
  position: number
  behind: number
  lag_seconds: number
}

declare module '../../../kernel/database.ts' {
  interface Database {
    'thread.reader_minute': ReaderMinuteTable
  }
}

export const readerTables = declareTables({
  'thread.reader_minute': local(nothing('counts')),
})
