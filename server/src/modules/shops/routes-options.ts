import type { ProductClock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { InWork } from '../../kernel/work.ts'

export interface ShopsRoutesOptions {
  db: Db
  inWork: InWork
  clock: Pick<ProductClock, 'now'>
}
