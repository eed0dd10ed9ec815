import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { finalIds, idsOfPeople } from '../../customers/index.ts'
import { takeBackPlanned } from '../../messages/index.ts'
import './tables.ts'

/** Those whose message no sender has taken yet wait again. */
export async function takeBack(work: Work, campaignId: string): Promise<void> {
  const messages = await takeBackPlanned(work, campaignId)
  if (messages.length === 0) return
  // A message is planned for who the recipient was known to be by then.
  const asked = messages.map(({ customerId }) => customerId)
  const finals = [...new Set((await finalIds(work.tx, asked)).values())]
  const ids = [...(await idsOfPeople(work.tx, finals)).keys()]
  await sql`
    update journeys.recipient set state = 'waiting', message_id = null
    where customer_id = any(${ids}::uuid[]) and campaign_id = ${campaignId} and state = 'planned'
      and message_id = any(${messages.map(({ messageId }) => messageId)}::uuid[])`.execute(work.tx)
}
