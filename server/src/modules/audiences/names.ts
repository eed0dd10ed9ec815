import type { Db } from '../../kernel/database.ts'
import { nameOf, profilesOf } from '../customers/index.ts'
import type { Shown } from './contract.ts'

/** These customers with their names, in the same order. */
export async function named(db: Db, customerIds: readonly string[]): Promise<Shown[]> {
  const profiles = await profilesOf(db, customerIds)
  return customerIds.map((customerId) => ({
    customerId,
    name: nameOf(profiles.get(customerId)?.traits ?? {}),
  }))
}
