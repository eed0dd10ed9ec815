import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { campaignCounts } from '../../messages/index.ts'
import { namesOfActors } from '../../team/index.ts'
import { type CampaignRow, campaignRow } from './campaigns.ts'
import type {
  CampaignDetail,
  CampaignPage,
  CampaignProgress,
  CampaignQuery,
  CampaignSummary,
} from './contract.ts'
import { spacingOf } from './moment.ts'
import { lacksOf } from './turn.ts'
import './tables.ts'

/** Campaigns, the newest first, with how far each is and what it brought. */
export async function campaignPage(
  db: Db,
  { search, state, before, limit }: CampaignQuery,
): Promise<CampaignPage> {
  const rows = await db
    .selectFrom('journeys.campaign')
    .selectAll()
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'draft'))
    .$if(search !== undefined, (query) =>
      query.where(sql<boolean>`strpos(lower(name), lower(${search ?? ''})) > 0`),
    )
    .$if(before !== undefined, (query) => query.where(olderThan(before ?? '')))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    campaigns: await summaries(db, shown),
    next: last ? `${last.created_at.toISOString()} ${last.id}` : null,
  }
}

/** A place in the list; one that is not understood is its end. */
function olderThan(place: string) {
  const [at = '', id = ''] = place.split(' ')
  const known = !Number.isNaN(Date.parse(at)) && z.uuid().safeParse(id).success
  if (!known) return sql<boolean>`false`
  return sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`
}

export async function campaignDetail(db: Db, id: string, now: Date): Promise<CampaignDetail> {
  const row = await campaignRow(db, id)
  const [summary] = await summaries(db, [row])
  if (!summary) throw new Error(`no summary of campaign ${id}`)
  const names = await namesOfActors(db, [row.changed_by])
  return {
    ...summary,
    ...{ definition: row.definition, revision: row.revision },
    changedBy: names.get(row.changed_by) ?? null,
    lacks: row.state === 'draft' ? await lacksOf(db, row, now) : [],
    expectedEndAt: (await expectedEnd(db, row, summary.progress, now))?.toISOString() ?? null,
  }
}

async function summaries(db: Db, rows: readonly CampaignRow[]): Promise<CampaignSummary[]> {
  const ids = rows.map(({ id }) => id)
  const [counts, standing, sales] = await Promise.all([
    campaignCounts(db, ids),
    standings(db, ids),
    salesOf(db, ids),
  ])
  return rows.map((row) => {
    const own = counts.filter(({ campaignId }) => campaignId === row.id)
    const won = sales.filter(({ campaign_id }) => campaign_id === row.id)
    return {
      ...{ id: row.id, name: row.name, state: row.state, reason: row.reason },
      createdAt: row.created_at.toISOString(),
      changedAt: row.changed_at.toISOString(),
      beginsAt: row.begins_at?.toISOString() ?? null,
      begunAt: row.begun_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
      progress: progressOf(
        own,
        standing.filter(({ campaign_id }) => campaign_id === row.id),
      ),
      results: {
        clicked: own.reduce((sum, { clicked }) => sum + clicked, 0),
        converted: won.reduce((sum, { customers }) => sum + customers, 0),
        revenue: won.map(({ currency, amount }) => ({ currency, amount })),
      },
    }
  })
}

type Counts = Awaited<ReturnType<typeof campaignCounts>>

/** Each recipient stands in one place: without a message yet, spared, or where their message is. */
function progressOf(messages: Counts, standing: readonly Standing[]): CampaignProgress {
  const sum = (...states: string[]) =>
    messages
      .filter(({ state }) => states.includes(state))
      .reduce((total, one) => total + one.messages, 0)
  const waiting = standing.find(({ state }) => state === 'waiting')?.customers ?? 0
  const spared = standing.flatMap(({ state, customers }) =>
    state === 'waiting' || state === 'planned' ? [] : [{ reason: state, customers }],
  )
  const held = messages.flatMap(({ state, reason, messages: customers }) =>
    state === 'refused' || state === 'held' ? [{ reason: reason ?? state, customers }] : [],
  )
  return {
    enrolled: standing.reduce((total, { customers }) => total + customers, 0),
    remaining: waiting + sum('planned', 'claimed'),
    delivered: sum('handed_over'),
    bounced: sum('bounced'),
    failed: sum('failed'),
    unknown: sum('unknown'),
    heldBack: [...spared, ...held].sort((one, other) => other.customers - one.customers),
  }
}

interface Standing {
  readonly campaign_id: string
  readonly state: string
  readonly customers: number
}

async function standings(db: Db, ids: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select campaign_id, state, count(*)::int as customers from journeys.recipient
    where campaign_id = any(${[...ids]}::uuid[]) group by campaign_id, state`.execute(db)
  return rows
}

async function salesOf(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{
    campaign_id: string
    currency: string
    customers: number
    amount: number
  }>`
    select campaign_id, currency, count(*)::int as customers, sum(amount)::bigint as amount
    from journeys.recipient
    where campaign_id = any(${[...ids]}::uuid[]) and converted_at is not null
    group by campaign_id, currency order by amount desc`.execute(db)
  return rows
}

/** By its rate, and not before the last clock has struck; unknown where only the mail server sets the pace. */
async function expectedEnd(
  db: Db,
  { id, state, definition, next_at }: CampaignRow,
  { remaining }: CampaignProgress,
  now: Date,
): Promise<Date | undefined> {
  if (state !== 'sending' || remaining === 0) return undefined
  const { rows } = await sql<{ last: Date | null }>`
    select max(due_at) as last from journeys.recipient
    where campaign_id = ${id} and state = 'waiting'`.execute(db)
  const last = rows[0]?.last
  if (!last || (!definition.rate && last <= now)) return undefined
  const from = Math.max(now.getTime(), next_at?.getTime() ?? 0)
  const byRate = from + (remaining - 1) * spacingOf(definition.rate)
  return new Date(Math.max(byRate, last.getTime()))
}
