import type { Db } from '../../kernel/database.ts'
import { mayContact } from '../consent/index.ts'
import { emailsOf } from '../customers/index.ts'
import type { Profile } from '../thread/events.ts'
import { MessageChannel } from './contract.ts'
import { suppressedAmong } from './suppression.ts'

/** The channels by which messages leave the house today. */
export const sendingChannels: readonly MessageChannel[] = MessageChannel.options

interface Asked {
  /** Final ids. */
  readonly customerIds: readonly string[]
  readonly channel: MessageChannel
  readonly now: Date
  readonly profiles?: ReadonlyMap<string, Profile>
}

/**
 * Those of these people whom a marketing message on a channel would reach by what is known now: they agreed, and
 * have an address that is not suppressed. Only for choosing a channel; each send asks again.
 */
export async function reachedBy(
  db: Db,
  { customerIds, channel, now, profiles }: Asked,
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set()
  const question = { customerIds, purpose: 'marketing', channel, now } as const
  const permissions = await mayContact(db, { ...question, ...(profiles && { profiles }) })
  const addresses = await emailsOf(db, customerIds)
  const suppressed = await suppressedAmong(db, [...addresses.values()])
  return new Set(
    customerIds.filter((id) => {
      const permission = permissions.get(id)
      const address = addresses.get(id)
      // What only the hour forbids is sent in the morning.
      const agreed = permission?.allowed || permission?.reason === 'outside-hours'
      return agreed && address !== undefined && !suppressed.has(address)
    }),
  )
}
