import type { Work } from '../../kernel/work.ts'
import { threadIds } from '../customers/index.ts'
import type { Consumer, WovenEvent } from '../thread/events.ts'
import { record } from '../thread/index.ts'
import { emailFact } from './outcome.ts'

/** Tells of a consent that was withdrawn by the link of a mail as what it is for that mail. */
export const messagesConsumers = (): Consumer[] => [
  {
    name: 'messages/unsubscribed',
    names: async () => ['Consent Withdrawn'],
    handle: tellUnsubscribed,
  },
]

async function tellUnsubscribed(work: Work, events: readonly WovenEvent[]): Promise<void> {
  for (const { type, customerId, properties } of events) {
    const { source, messageId } = properties
    if (type !== 'fact' || source !== 'one-click' || typeof messageId !== 'string') continue
    // The message may have been planned for a customer who has since proved to be this one.
    const row = await work.tx
      .selectFrom('messages.message')
      .selectAll()
      .where('customer_id', 'in', await threadIds(work.tx, customerId))
      .where('id', '=', messageId)
      .executeTakeFirst()
    if (row) await record(work, emailFact(row, 'Email Unsubscribed'))
  }
}
