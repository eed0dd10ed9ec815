import type { Db } from '../../kernel/database.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { InWork } from '../../kernel/work.ts'
import { keysIn, keysOf } from './account.ts'
import type { ReturnTo } from './call.ts'
import { Cashier } from './cashier.ts'
import { stripeProvider } from './stripe/provider.ts'

interface CashierOptions {
  readonly db: Db
  readonly inWork: InWork
  readonly seal: Seal
  readonly returnTo: ReturnTo
  /** How long an answer is waited for, in milliseconds. */
  readonly patience?: number
}

/** The cashier of this process, who charges cards by the keys that are set when it does. */
export function openCashier({ db, inWork, seal, returnTo, patience }: CashierOptions): Cashier {
  return new Cashier({
    ...{ inWork, returnTo },
    provider: async (account) => {
      const keys = account ? keysIn(account, seal) : await keysOf(db, seal)
      return keys && stripeProvider({ ...keys, ...(patience !== undefined && { patience }) })
    },
  })
}
