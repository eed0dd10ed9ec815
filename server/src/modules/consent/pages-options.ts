import type { Db } from '../../kernel/database.ts'
import type { InWork } from '../../kernel/work.ts'
import type { Links } from './link.ts'

/** What the pages for customers need. */
export interface ConsentPagesOptions {
  db: Db
  inWork: InWork
  links: Links
  brandName: string
}
