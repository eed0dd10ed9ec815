import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { finalIds, idsOfPeople } from '../../customers/index.ts'
import { campaignTouches } from '../../messages/index.ts'
import type { Consumer, WovenEvent } from '../../thread/events.ts'
import { worthOf } from '../engine/goal.ts'
import { order } from '../ready/ready-journey.ts'
import './tables.ts'

const dayMs = 86_400_000
const { event: ordered, value } = order(1)

/** Notes who ordered after a campaign reached them; for each campaign once, as journeys do. */
export const campaignsConsumer = (): Consumer => ({
  name: 'campaigns',
  names: async (work) => ((await openCampaigns(work)).size > 0 ? [ordered] : []),
  handle: noteOrders,
})

/**
 * Campaigns whose mails an order may still be the work of, and for how long: a click within the time after the
 * last mail begins it anew.
 */
async function openCampaigns({ tx, now }: Work): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; days: number }>`
    select id, (definition ->> 'goalDays')::int as days from journeys.campaign
    where begun_at is not null and (ended_at is null
      or ended_at + (definition ->> 'goalDays')::int * interval '1 day' * 2 > ${now})`.execute(tx)
  return new Map(rows.map(({ id, days }) => [id, days * dayMs]))
}

async function noteOrders(work: Work, events: readonly WovenEvent[]): Promise<void> {
  const windows = await openCampaigns(work)
  const people = await finalIds(
    work.tx,
    events.map(({ customerId }) => customerId),
  )
  const idsOf = await idsOfPeople(work.tx, [...new Set(people.values())])
  const touches = await campaignTouches(work.tx, [...windows.keys()], [...idsOf.keys()])
  const byPerson = Map.groupBy(touches, ({ customerId }) => idsOf.get(customerId) ?? customerId)
  const orders = events.flatMap((event) => {
    const person = people.get(event.customerId)
    const won = (person ? byPerson.get(person) : undefined) ?? []
    return won
      .filter(({ campaignId, sentAt, clickedAt }) => {
        const within = windows.get(campaignId) ?? 0
        const since = clickedAt && clickedAt <= event.at ? clickedAt : sentAt
        return event.at >= sentAt && event.at.getTime() - since.getTime() <= within
      })
      .map(({ campaignId, messageId, customerId }) => ({
        ...{ campaign_id: campaignId, message_id: messageId, customer_id: customerId },
        ...{ at: event.at, ...worthOf(value, event) },
      }))
  })
  const first = new Map(orders.toReversed().map((one) => [one.message_id, one]))
  if (first.size === 0) return
  await sql`
    update journeys.recipient
    set converted_at = new.at, amount = new.amount, currency = new.currency
    from jsonb_to_recordset(${JSON.stringify([...first.values()])}::jsonb)
      as new (customer_id uuid, campaign_id uuid, message_id uuid, at timestamptz, amount bigint, currency text)
    where recipient.customer_id = any(${[...idsOf.keys()]}::uuid[])
      and recipient.campaign_id = new.campaign_id and recipient.message_id = new.message_id
      and converted_at is null`.execute(work.tx)
}
