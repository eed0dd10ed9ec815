import type { Db } from '../../../kernel/database.ts'
import { remember, setting } from '../../../kernel/settings.ts'
import type { Work } from '../../../kernel/work.ts'
import { RetentionRules } from '../contract.ts'

const name = 'consent.retention'

/** What the French authority recommends, and the code of commerce for accounts. */
const usual: RetentionRules = {
  ...{ visitors: 13, prospects: 36, customers: 36 },
  ...{ orders: 120, measurement: 25, set_aside: 3 },
}

export async function retentionRules(db: Db): Promise<RetentionRules> {
  return RetentionRules.catch(usual).parse((await setting(db, name)) ?? usual)
}

export function setRetentionRules(work: Work, rules: RetentionRules): Promise<void> {
  return remember(work.tx, name, rules, work.now)
}
