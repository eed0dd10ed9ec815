import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { type Changes, countVisit } from './rollup.ts'
import type { VisitTable } from './tables.ts'
import { joined, silence, type Visit } from './visits.ts'

/** Enters moments of visitors in the book of visits, and what that changes in `changes`. */
export async function enterVisits(
  tx: Tx,
  moments: readonly Visit[],
  changes: Changes,
): Promise<void> {
  if (moments.length === 0) return
  const fresh = joined(moments)
  const touched = await visitsNear(tx, fresh)
  await rewrite(tx, touched, joined([...touched, ...fresh]), changes)
}

/** Gives the visits of absorbed customers to their final ones; `finals` maps from to into. */
export async function moveVisits(
  tx: Tx,
  finals: ReadonlyMap<string, string>,
  changes: Changes,
): Promise<void> {
  const { rows } = await sql<VisitTable>`
    select * from insight.visit where customer_id = any(${[...finals.keys()]})`.execute(tx)
  if (rows.length === 0) return
  const absorbed = rows.map(visitOf)
  const moved = absorbed.map((visit) => ({
    ...visit,
    customerId: finals.get(visit.customerId) ?? visit.customerId,
  }))
  const touched = await visitsNear(tx, moved)
  await rewrite(tx, [...absorbed, ...touched], joined([...touched, ...moved]), changes)
}

/** Takes away the visits of customers that are to be counted again. */
export async function clearVisits(tx: Tx, ids: readonly string[], changes: Changes): Promise<void> {
  const { rows } = await sql<VisitTable>`
    select * from insight.visit where customer_id = any(${[...ids]}::uuid[])`.execute(tx)
  if (rows.length > 0) await rewrite(tx, rows.map(visitOf), [], changes)
}

/**
 * The visits that these would join: of each person and channel those that start within reach, and the
 * last one that started earlier, which alone may last till here, since visits do not overlap.
 */
async function visitsNear(tx: Tx, visits: readonly Visit[]): Promise<Visit[]> {
  const { rows } = await sql<VisitTable>`
    select near.*
    from unnest(
      ${visits.map((visit) => visit.customerId)}::uuid[], ${visits.map((visit) => visit.channel)}::text[],
      ${visits.map((visit) => new Date(visit.from - silence))}::timestamptz[],
      ${visits.map((visit) => new Date(visit.to + silence))}::timestamptz[]
    ) as fresh (customer_id, channel, reach_from, reach_to)
    cross join lateral (
      (select * from insight.visit
       where customer_id = fresh.customer_id and channel = fresh.channel
         and started_at > fresh.reach_from and started_at < fresh.reach_to)
      union all
      (select * from insight.visit
       where customer_id = fresh.customer_id and channel = fresh.channel
         and started_at <= fresh.reach_from
       order by started_at desc limit 1)
    ) as near
    where near.ended_at > fresh.reach_from`.execute(tx)
  // Two fresh visits may reach the same one.
  return [...new Map(rows.map(visitOf).map((visit) => [keyOf(visit), visit])).values()]
}

/** Replaces visits by what they have become. What stays as it was is not touched. */
async function rewrite(
  tx: Tx,
  before: readonly Visit[],
  after: readonly Visit[],
  changes: Changes,
): Promise<void> {
  const old = new Map(before.map((visit) => [keyOf(visit), visit]))
  const changed = after.filter((visit) => !same(old.get(keyOf(visit)), visit))
  const kept = new Set(after.map(keyOf))
  const gone = before.filter((visit) => !kept.has(keyOf(visit)))
  for (const visit of [...gone, ...changed.flatMap((visit) => old.get(keyOf(visit)) ?? [])]) {
    countVisit(changes, visit, -1)
  }
  for (const visit of changed) countVisit(changes, visit, 1)
  if (gone.length > 0) await strike(tx, gone)
  if (changed.length > 0) await write(tx, changed)
}

async function strike(tx: Tx, visits: readonly Visit[]): Promise<void> {
  await sql`
    delete from insight.visit using unnest(
      ${visits.map((visit) => visit.customerId)}::uuid[], ${visits.map((visit) => visit.channel)}::text[],
      ${visits.map((visit) => new Date(visit.from))}::timestamptz[]
    ) as gone (customer_id, channel, started_at)
    where visit.customer_id = gone.customer_id and visit.channel = gone.channel
      and visit.started_at = gone.started_at`.execute(tx)
}

async function write(tx: Tx, visits: readonly Visit[]): Promise<void> {
  await sql`
    insert into insight.visit (customer_id, channel, started_at, ended_at, views, orders)
    select * from unnest(
      ${visits.map((visit) => visit.customerId)}::uuid[], ${visits.map((visit) => visit.channel)}::text[],
      ${visits.map((visit) => new Date(visit.from))}::timestamptz[],
      ${visits.map((visit) => new Date(visit.to))}::timestamptz[],
      ${visits.map((visit) => visit.views)}::int[], ${visits.map((visit) => visit.orders)}::int[])
    on conflict (customer_id, channel, started_at) do update
    set ended_at = excluded.ended_at, views = excluded.views, orders = excluded.orders`.execute(tx)
}

const keyOf = ({ customerId, channel, from }: Visit) => `${customerId} ${channel} ${from}`

const same = (one: Visit | undefined, other: Visit) =>
  one !== undefined &&
  one.to === other.to &&
  one.views === other.views &&
  one.orders === other.orders

function visitOf(row: VisitTable): Visit {
  return {
    customerId: row.customer_id,
    channel: row.channel,
    from: row.started_at.getTime(),
    to: row.ended_at.getTime(),
    views: row.views,
    orders: row.orders,
  }
}
