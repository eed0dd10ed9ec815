import type { Db } from '../../kernel/database.ts'
import { remember, setting } from '../../kernel/settings.ts'
import type { Work } from '../../kernel/work.ts'
import { ConsentRules } from './contract.ts'

const name = 'consent.rules'

/** Until a brand says otherwise nothing rests on a purchase, and a yes needs no confirmation. */
const usual: ConsentRules = {
  softOptIn: { channels: [], offeredSince: null },
  doubleOptIn: { channels: [], withinDays: 7 },
}

export async function consentRules(db: Db): Promise<ConsentRules> {
  return ConsentRules.catch(usual).parse((await setting(db, name)) ?? usual)
}

export function setConsentRules(work: Work, rules: ConsentRules): Promise<void> {
  return remember(work.tx, name, rules, work.now)
}
