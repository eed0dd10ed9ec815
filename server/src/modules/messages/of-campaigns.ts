import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { MessageReason, MessageState } from './contract.ts'
import './tables.ts'

/** Heard by whoever waits for what becomes of a broadcast. */
export const broadcastMoved = 'messages.broadcast-moved'

/** What stands in the way of a campaign's next portion. */
export interface CampaignPulse {
  /** Planned or in a sender's hands for the first time. */
  readonly inHand: number
  /** With those that the server put off. */
  readonly unsent: number
  /** Refused by the provider for good, or impossible to write. */
  readonly errors: number
}

const ofCampaign = (id: string) => sql`origin_kind = 'campaign' and origin_id = ${id}`

export async function campaignPulse(db: Db, campaignId: string): Promise<CampaignPulse> {
  const { rows } = await sql<CampaignPulse>`
    select
      (select count(*) from messages.message where ${ofCampaign(campaignId)}
        and state in ('planned', 'claimed') and tries <= (case state when 'planned' then 0 else 1 end)
      )::int as "inHand",
      (select count(*) from messages.message where ${ofCampaign(campaignId)}
        and state in ('planned', 'claimed'))::int as unsent,
      (select count(*) from messages.message where ${ofCampaign(campaignId)}
        and (state = 'failed' or state = 'held' and reason = 'template-failed'))::int as errors`.execute(
    db,
  )
  return rows[0] ?? { inHand: 0, unsent: 0, errors: 0 }
}

/**
 * Takes messages of a campaign out of the ledger that no sender has in hand, as if they had never been
 * planned; says whose they were, and which.
 */
export async function takeBackPlanned(
  work: Work,
  campaignId: string,
): Promise<{ customerId: string; messageId: string }[]> {
  const { rows } = await sql<{ customerId: string; messageId: string }>`
    delete from messages.message where ${ofCampaign(campaignId)} and state = 'planned'
    returning customer_id as "customerId", id as "messageId"`.execute(work.tx)
  return rows
}

interface CampaignCount {
  readonly campaignId: string
  readonly state: MessageState
  readonly reason: MessageReason | null
  readonly messages: number
  readonly clicked: number
}

export async function campaignCounts(
  db: Db,
  campaignIds: readonly string[],
): Promise<CampaignCount[]> {
  if (campaignIds.length === 0) return []
  const { rows } = await sql<CampaignCount>`
    select origin_id as "campaignId", state, reason, count(*)::int as messages,
      count(first_clicked_at)::int as clicked
    from messages.message
    where origin_kind = 'campaign' and origin_id = any(${[...campaignIds]}::uuid[])
    group by origin_id, state, reason`.execute(db)
  return rows
}

interface CampaignTouch {
  readonly campaignId: string
  readonly customerId: string
  readonly messageId: string
  readonly sentAt: Date
  readonly clickedAt: Date | null
}

/** When mails of campaigns reached these customers, and when they first followed a link of one. */
export async function campaignTouches(
  db: Db,
  campaignIds: readonly string[],
  customerIds: readonly string[],
): Promise<CampaignTouch[]> {
  if (campaignIds.length === 0 || customerIds.length === 0) return []
  const { rows } = await sql<CampaignTouch>`
    select origin_id as "campaignId", customer_id as "customerId", id as "messageId",
      handed_over_at as "sentAt", first_clicked_at as "clickedAt"
    from messages.message
    where customer_id = any(${[...customerIds]}::uuid[]) and origin_kind = 'campaign'
      and origin_id = any(${[...campaignIds]}::uuid[]) and handed_over_at is not null`.execute(db)
  return rows
}
