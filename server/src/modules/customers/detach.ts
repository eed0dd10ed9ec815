import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from '../thread/events.ts'
import { finalIds } from './people.ts'

/** An identifier leaves its holder and may name somebody else; what happened stays where it is. */
export async function detach(work: Work, { customerId = '', properties }: InboxEvent) {
  const { kind, value } = properties
  const holder = (await finalIds(work.tx, [customerId])).get(customerId)
  if (!holder || typeof kind !== 'string' || typeof value !== 'string') return {}
  for (const table of ['customers.identity', 'customers.identifier'] as const) {
    await work.tx
      .deleteFrom(table)
      .where('kind', '=', kind)
      .where('value', '=', value)
      .where('customer_id', '=', holder)
      .execute()
  }
  return {}
}
