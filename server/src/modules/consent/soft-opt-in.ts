import type { Db } from '../../kernel/database.ts'
import { identifiersOfAll, idsOfPeople } from '../customers/index.ts'
import { allOrdersOf, ordersOf } from '../insight/index.ts'
import type { ConsentChannel, ConsentRules } from './contract.ts'
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
  const since = sinceWhen(await consentRules(db), channel, now)
  if (!since) return bought
  const people = await idsOfPeople(db, finalIds)
  const orders = await ordersOf(db, [...people.keys()], since, now)
  for (const [id, eventId] of orders) bought.set(people.get(id) ?? id, eventId)
  for (const id of await opposed(db, [...bought.keys()])) bought.delete(id)
  return bought
}

/** Orders since then are ground enough, or none is. */
function sinceWhen(
  { softOptIn: { channels, offeredSince } }: ConsentRules,
  channel: ConsentChannel,
  now: Date,
): Date | undefined {
  if (!offeredSince || !channels.some((one) => one === channel)) return undefined
  const customerSince = monthsLater(now, -customerForMonths).getTime()
  return new Date(Math.max(Date.parse(offeredSince), customerSince))
}

/** The order on which somebody, by final id, might have been written to on a past day. */
export type BoughtThen = (finalId: string, channel: ConsentChannel, now: Date) => string | undefined

/** `boughtHere` for whoever goes through the past of these people, read at once. */
export async function boughtThen(db: Db, finalIds: readonly string[]): Promise<BoughtThen> {
  const rules = await consentRules(db)
  if (rules.softOptIn.channels.length === 0 || !rules.softOptIn.offeredSince) return () => undefined
  const people = await idsOfPeople(db, finalIds)
  const refused = new Set(await opposed(db, finalIds))
  const orders = Map.groupBy(
    await allOrdersOf(db, [...people.keys()]),
    ({ customerId }) => people.get(customerId) ?? customerId,
  )
  return (finalId, channel, now) => {
    const since = sinceWhen(rules, channel, now)
    if (!since || refused.has(finalId)) return undefined
    return orders.get(finalId)?.findLast(({ at }) => at >= since && at <= now)?.eventId
  }
}

async function opposed(db: Db, finalIds: readonly string[]): Promise<string[]> {
  if (finalIds.length === 0) return []
  const named = await identifiersOfAll(db, finalIds)
  const hashes = await opposedAmong(db, named)
  return named.flatMap((one) => (hashes.has(identifierHash(one)) ? [one.customerId] : []))
}
