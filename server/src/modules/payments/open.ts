import type { Db } from '../../kernel/database.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { InWork } from '../../kernel/work.ts'
import { keysOf } from './account.ts'
import { Cashier } from './cashier.ts'
import { stripeProvider } from './stripe/provider.ts'

/** The cashier of this process, who charges cards by the keys that are set when it does. */
export function openCashier({ db, inWork, seal }: { db: Db; inWork: InWork; seal: Seal }): Cashier {
  return new Cashier({
    inWork,
    provider: async () => {
      const keys = await keysOf(db, seal)
      return keys && stripeProvider(keys)
    },
  })
}
