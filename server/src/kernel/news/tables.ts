import type { ColumnType, Generated } from 'kysely'
import { declareTables, local, nothing } from '../registry.ts'

/** JSON read as a value and written as text. */
type Json = ColumnType<Record<string, unknown>, string, never>

interface NewsTable {
  position: number
  name: string
  at: Date
  properties: Json
}

interface DealerTable {
  single: Generated<boolean>
  position: number
}

interface ReaderTable {
  name: string
  position: Generated<number>
  replays: Generated<number>
}

interface ParkedTable {
  id: string
  reader: string
  error: string
  body: ColumnType<unknown, string, never>
  parked_at: Date
  replay: Generated<boolean>
}

declare module '../database.ts' {
  interface Database {
    'kernel.news_incoming': Omit<NewsTable, 'position'> & { position: Generated<number> }
    'kernel.news': NewsTable
    'kernel.news_dealer': DealerTable
    'kernel.news_reader': ReaderTable
    'kernel.news_parked': ParkedTable
  }
}

const nobodys = nothing('facts of nobody: they name products, places and amounts')

export const newsTables = declareTables({
  'kernel.news_incoming': local(nobodys),
  'kernel.news': local(nobodys),
  'kernel.news_dealer': local(),
  'kernel.news_reader': local(),
  'kernel.news_parked': local(nobodys),
})
