import type { Db } from '../../kernel/database.ts'
import type { Signals } from '../../kernel/signals.ts'
import type { InWork } from '../../kernel/work.ts'
import type { HouseMails } from '../messages/index.ts'
import type { Keyring } from './keyring.ts'
import type { Shoppers } from './shopper.ts'

/** What the shop's own API needs. */
export interface ShopParts {
  readonly db: Db
  readonly inWork: InWork
  readonly clock: { now(): Date }
  readonly signals: Signals
  readonly shoppers: Shoppers
  readonly keyring: Keyring
  readonly post: HouseMails
  /** Where the brand's shop is. */
  readonly shopUrl: string
}
