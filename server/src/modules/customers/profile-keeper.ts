import type { Consumer } from '../thread/events.ts'
import { keepFindings } from './findings.ts'
import { finalIds } from './people.ts'

/** Follows the thread and keeps what is made of it: by what somebody is found. */
export const profileConsumer: Consumer = {
  name: 'customers.profile',
  handle: async ({ tx }, events) => {
    const finals = await finalIds(tx, [...new Set(events.map(({ customerId }) => customerId))])
    await keepFindings(tx, [...new Set(finals.values())])
  },
}
