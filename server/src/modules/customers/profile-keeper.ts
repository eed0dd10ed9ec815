import type { Db } from '../../kernel/database.ts'
import type { Consumer, WovenEvent } from '../thread/events.ts'
import { followFindings } from './findings.ts'
import { countHabits } from './habit-book.ts'
import { finalIds } from './people.ts'

/** Which of these people, by final id, refuse that what they do on the web is looked at. */
export type RefuseMeasuring = (db: Db, finalIds: readonly string[]) => Promise<ReadonlySet<string>>

/** Follows the thread and keeps what is made of it: by what somebody is found, and their habits. */
export function profileConsumer(refusing: RefuseMeasuring): Consumer {
  return {
    name: 'customers.profile',
    handle: async ({ tx }, events) => {
      const finals = await finalIds(tx, [...new Set(events.map(({ customerId }) => customerId))])
      await followFindings(tx, events, finals)
      const refuse = await refusing(tx, [...new Set(finals.values())])
      const isRefused = ({ customerId, channel }: WovenEvent) =>
        (channel === 'web' || channel === 'app') && refuse.has(finals.get(customerId) ?? '')
      await countHabits(
        tx,
        events.filter((event) => !isRefused(event)),
      )
    },
  }
}
