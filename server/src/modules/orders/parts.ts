import type { Db } from '../../kernel/database.ts'
import type { InWork } from '../../kernel/work.ts'
import type { Shoppers } from '../carts/index.ts'
import type { Links } from '../consent/index.ts'
import type { Cashier } from '../payments/index.ts'
import type { OrderKey } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'

/** What the routes of orders need. */
export interface OrderParts {
  readonly db: Db
  readonly inWork: InWork
  readonly clock: { now(): Date }
  readonly shoppers: Shoppers
  readonly cashier: Cashier
  readonly codes: SealedCodes
  readonly links: Links
  readonly brandName: string
  readonly pageOf: (key: OrderKey) => string
}
