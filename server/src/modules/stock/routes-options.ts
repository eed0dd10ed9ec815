import type { Db } from '../../kernel/database.ts'
import type { InWork } from '../../kernel/work.ts'
import type { Names } from './read/names.ts'

export interface StockRoutesOptions {
  readonly db: Db
  readonly inWork: InWork
  readonly names: Names
}

export const tags = ['stock']
export const reads = { access: 'stock:read' }
export const writes = { access: 'stock:write' }
