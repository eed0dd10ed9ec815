import type { Db } from '../../kernel/database.ts'
import { identifiersOfAll, idsOfPeople } from '../customers/index.ts'
import { ordersOf } from '../insight/index.ts'
import type { ConsentChannel } from './contract.ts'
import { identifierHash, opposedAmong } from './opposed.ts'
import { monthsLater } from './requests/clock.ts'
import { consentRules } from './rules.ts'

/** Somebody who has not bought for longer is no customer any more (the rule for prospects). */
const customerForMonths = 36

/**
 * Those of these people who may be written to since they bought something: where the brand sells what
 * is alike, and has offered the refusal with the order since a day that it names. An account is not
 * enough; who was erased once, or refused, is left alone. Gives the event of the order.
 */
export async function boughtHere(
  db: Db,
  finalIds: readonly string[],
  channel: ConsentChannel,
  now: Date,
): Promise<Map<string, string>> {
  const bought = new Map<string, string>()
  if (finalIds.length === 0) return bought
  const { channels, offeredSince } = (await consentRules(db)).softOptIn
  if (!offeredSince || !channels.some((one) => one === channel)) return bought
  const people = await idsOfPeople(db, finalIds)
  const since = new Date(
    Math.max(Date.parse(offeredSince), monthsLater(now, -customerForMonths).getTime()),
  )
  const orders = await ordersOf(db, [...people.keys()], since, now)
  for (const [id, eventId] of orders) bought.set(people.get(id) ?? id, eventId)
  for (const id of await opposed(db, [...bought.keys()])) bought.delete(id)
  return bought
}

async function opposed(db: Db, finalIds: readonly string[]): Promise<string[]> {
  if (finalIds.length === 0) return []
  const named = await identifiersOfAll(db, finalIds)
  const hashes = await opposedAmong(db, named)
  return named.flatMap((one) => (hashes.has(identifierHash(one)) ? [one.customerId] : []))
}
