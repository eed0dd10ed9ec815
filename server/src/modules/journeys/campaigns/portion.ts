import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { finalIds, idsOfPeople } from '../../customers/index.ts'
import { planMessages } from '../../messages/index.ts'
import type { CampaignRow } from './campaigns.ts'
import { type CampaignRate, mostAtOnce } from './contract.ts'
import { spacingOf } from './moment.ts'
import './tables.ts'

/**
 * How many go next. Where the first error is to stop it, one goes ahead, then twice as many each time: a
 * provider that refuses everything refuses one.
 */
export function portionOf({ definition, portion }: CampaignRow): number {
  const { batch, rate, onError } = definition
  if (batch !== undefined) return batch
  const most = rate ? withinASecond(rate) : mostAtOnce
  return onError === 'pause' ? Math.min(most, Math.max(1, portion * 2)) : most
}

const withinASecond = (rate: CampaignRate) =>
  Math.min(mostAtOnce, Math.max(1, Math.floor(1000 / spacingOf(rate))))

/** Claims those whose moment has come, and plans their messages: both happen, or neither. */
export async function sendPortion(work: Work, campaign: CampaignRow): Promise<void> {
  const { id, definition } = campaign
  const claimed = await claimRecipients(work, id, portionOf(campaign))
  await planFor(work, campaign, claimed)
  const spacing = spacingOf(definition.rate) * claimed.length
  const { next_at } = campaign
  // What a worker was late by is caught up, what was missed for longer is not made up for.
  const onTime = next_at && work.now.getTime() - next_at.getTime() <= spacing
  const from = onTime ? next_at : work.now
  await work.tx
    .updateTable('journeys.campaign')
    .set({ next_at: new Date(from.getTime() + spacing), portion: claimed.length })
    .where('id', '=', id)
    .execute()
}

async function claimRecipients({ tx, now }: Work, id: string, limit: number): Promise<string[]> {
  const { rows: due } = await sql<{ customer_id: string }>`
    select customer_id from journeys.recipient
    where campaign_id = ${id} and state = 'waiting' and due_at <= ${now}
    order by due_at, customer_id limit ${limit}`.execute(tx)
  const { rows } = await sql<{ customer_id: string }>`
    update journeys.recipient set state = 'planned'
    where customer_id = any(${due.map((row) => row.customer_id)}::uuid[]) and campaign_id = ${id}
      and state = 'waiting'
    returning customer_id`.execute(tx)
  return rows.map((row) => row.customer_id)
}

/** One message for each person, whoever they proved to be since they were taken in. */
async function planFor(work: Work, campaign: CampaignRow, claimed: readonly string[]) {
  const { id, definition } = campaign
  const { templateId } = definition
  if (!templateId) throw new Error(`campaign ${id} says nothing`)
  const finals = await finalIds(work.tx, claimed)
  const served = await servedPeople(work, id, [...new Set(finals.values())], claimed)
  const going: { customerId: string; person: string }[] = []
  const left: { customerId: string; state: 'merged' | 'gone' }[] = []
  for (const customerId of claimed) {
    const person = finals.get(customerId)
    if (!person) left.push({ customerId, state: 'gone' })
    else if (served.has(person)) left.push({ customerId, state: 'merged' })
    else going.push({ customerId, person })
    if (person) served.add(person)
  }
  const planned = await planMessages(
    work,
    going.map(({ person }) => ({
      ...{ customerId: person, templateId, lane: 'broadcast' as const },
      key: `campaign:${id}`,
      origin: { kind: 'campaign' as const, id },
    })),
  )
  const changes = [
    ...going.map(({ customerId }, at) => ({
      ...{ customer_id: customerId, state: 'planned', message_id: planned[at]?.messageId },
    })),
    ...left.map(({ customerId, state }) => ({ customer_id: customerId, state, message_id: null })),
  ]
  await sql`
    update journeys.recipient set state = new.state, message_id = new.message_id
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as new (customer_id uuid, state text, message_id uuid)
    where recipient.customer_id = new.customer_id and recipient.campaign_id = ${id}`.execute(
    work.tx,
  )
}

/** Those of these people for whom a message was planned under another of their ids. */
async function servedPeople(
  { tx }: Work,
  campaignId: string,
  people: readonly string[],
  claimed: readonly string[],
): Promise<Set<string>> {
  const finals = await idsOfPeople(tx, people)
  const others = [...finals.keys()].filter((id) => !claimed.includes(id))
  if (others.length === 0) return new Set()
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from journeys.recipient
    where customer_id = any(${others}::uuid[]) and campaign_id = ${campaignId} and state = 'planned'`.execute(
    tx,
  )
  return new Set(rows.map(({ customer_id }) => finals.get(customer_id) ?? customer_id))
}
