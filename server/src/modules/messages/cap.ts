import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { setting } from '../../kernel/settings.ts'
import { FrequencyCap } from './contract.ts'
import { daysAgo } from './local-day.ts'

export const capSetting = 'messages.frequency-cap'
const defaultCap: FrequencyCap = { messages: 4, days: 7 }

export async function frequencyCap(db: Db): Promise<FrequencyCap> {
  return FrequencyCap.catch(defaultCap).parse(await setting(db, capSetting))
}

/** A message about to be sent, and all the ids under which the person may have been written to. */
export interface Asked {
  readonly ids: readonly string[]
  readonly timeZone: string
  readonly messageId: string
  readonly claimedAt: Date
}

/**
 * The rows that would go beyond the cap. Whatever was claimed counts, also in this moment by another
 * worker, the earlier of two before the later: so two lanes at once do not both find room.
 */
export async function overCap(
  db: Db,
  asked: readonly Asked[],
  cap: FrequencyCap,
  now: Date,
): Promise<ReadonlySet<string>> {
  const over = new Set<string>()
  if (asked.length === 0) return over
  const sent = await contactsOf(db, asked, cap, now)
  for (const { messageId, ids, timeZone, claimedAt } of asked) {
    const from = daysAgo(now, cap.days - 1, timeZone)
    const before = ids
      .flatMap((id) => sent.get(id) ?? [])
      .filter((one) => one.claimed_at >= from && isEarlier(one, { messageId, claimedAt }))
    if (before.length >= cap.messages) over.add(messageId)
  }
  return over
}

interface Contact {
  id: string
  claimed_at: Date
}

const isEarlier = (
  one: Contact,
  { messageId, claimedAt }: Pick<Asked, 'messageId' | 'claimedAt'>,
) =>
  one.id !== messageId &&
  (one.claimed_at < claimedAt ||
    (one.claimed_at.getTime() === claimedAt.getTime() && one.id < messageId))

async function contactsOf(db: Db, asked: readonly Asked[], cap: FrequencyCap, now: Date) {
  const ids = [...new Set(asked.flatMap((one) => one.ids))]
  const earliest = new Date(now.getTime() - (cap.days + 1) * 86_400_000)
  const rows = await db
    .selectFrom('messages.message')
    .select(['customer_id', 'id', sql<Date>`claimed_at`.as('claimed_at')])
    .where('customer_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('purpose', '=', 'marketing')
    .where('state', 'in', ['claimed', 'handed_over', 'unknown'])
    .where('claimed_at', '>=', earliest)
    .execute()
  const sent = new Map<string, Contact[]>()
  for (const { customer_id, id, claimed_at } of rows) {
    sent.set(customer_id, [...(sent.get(customer_id) ?? []), { id, claimed_at }])
  }
  return sent
}
