import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { setting } from '../../kernel/settings.ts'
import { FrequencyCap, type MessageState } from './contract.ts'
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
  readonly priority: number
}

/**
 * The rows that would go beyond the cap. Whatever was claimed counts, also in this moment by another
 * worker, the earlier of two before the later: so two lanes at once do not both find room. Of those claimed
 * in one moment the one with the higher priority is the earlier, and room is kept for one with a higher
 * priority that is planned for the same day of the person's.
 */
export async function overCap(
  db: Db,
  asked: readonly Asked[],
  cap: FrequencyCap,
  now: Date,
): Promise<ReadonlySet<string>> {
  const over = new Set<string>()
  if (asked.length === 0) return over
  const contacts = await contactsOf(db, asked, cap, now)
  for (const one of asked) {
    const until = daysAgo(now, -1, one.timeZone)
    const before = one.ids
      .flatMap((id) => contacts.get(id) ?? [])
      .flatMap((other) => {
        if (other.state !== 'planned') return isEarlier(other, one) ? (other.claimed_at ?? []) : []
        return other.priority > one.priority && other.due_at < until ? now : []
      })
    if (isFull(before, cap, { now, timeZone: one.timeZone })) over.add(one.messageId)
  }
  return over
}

/** Whether these contacts leave no room for another; only the days that the cap looks back on count. */
export function isFull(
  contacts: readonly Date[],
  cap: FrequencyCap,
  { now, timeZone }: { now: Date; timeZone: string },
): boolean {
  if (contacts.length < cap.messages) return false
  const from = daysAgo(now, cap.days - 1, timeZone)
  return contacts.filter((at) => at >= from).length >= cap.messages
}

interface Contact {
  readonly id: string
  readonly state: MessageState
  readonly claimed_at: Date | null
  readonly due_at: Date
  readonly priority: number
}

function isEarlier(other: Contact, one: Asked): boolean {
  if (other.id === one.messageId || !other.claimed_at) return false
  const apart = other.claimed_at.getTime() - one.claimedAt.getTime()
  if (apart !== 0) return apart < 0
  if (other.priority !== one.priority) return other.priority > one.priority
  return other.id < one.messageId
}

async function contactsOf(db: Db, asked: readonly Asked[], cap: FrequencyCap, now: Date) {
  const ids = [...new Set(asked.flatMap((one) => one.ids))]
  const earliest = new Date(now.getTime() - (cap.days + 1) * 86_400_000)
  const rows = await db
    .selectFrom('messages.message')
    .select(['customer_id', 'id', 'state', 'claimed_at', 'due_at', 'priority'])
    .where('customer_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('purpose', '=', 'marketing')
    .where((is) =>
      is.or([
        is.and([
          is('state', 'in', ['claimed', 'handed_over', 'unknown']),
          is('claimed_at', '>=', earliest),
        ]),
        is('state', '=', 'planned'),
      ]),
    )
    .execute()
  const sent = new Map<string, Contact[]>()
  for (const { customer_id, ...contact } of rows) {
    sent.set(customer_id, [...(sent.get(customer_id) ?? []), contact])
  }
  return sent
}
