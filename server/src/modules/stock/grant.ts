import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { everyChannel, type Line, roomFor, type Spot, safetyFor } from './level.ts'
import { type ChangedRow, changesOf, move } from './move.ts'
import type { Reserving } from './promise.ts'
import { tellOf } from './tell.ts'

/** A reservation of one line, as one of many that are decided together. */
export interface Request {
  readonly asked: Reserving
  readonly line: Line
}

export interface Granted {
  readonly granted: ReadonlySet<string>
  /** Reservations of these ids that were there before, with what they hold. */
  readonly known: ReadonlyMap<string, number>
  /** What is left in a place of an item. */
  readonly left: (spot: Spot) => number
}

interface Kept {
  readonly id: string
  readonly sku: string
  readonly at: string
  readonly quantity: number
}

interface GrantRow {
  kept: Kept[] | null
  known: Record<string, number>
  free: { sku: string; at: string; free: number }[] | null
  counted: ChangedRow[] | null
}

const nameOf = (sku: string, locationId: string) => `${sku}\u0000${locationId}`

/**
 * Decides many requests of one channel in one statement. Of each item in each place it grants the longest
 * row of requests, from the first on, that fits into what is seen to be there; whether it still is there
 * is decided by the update. A spot where somebody was quicker gives back what it was granted, to be
 * asked for again.
 */
export async function grant(
  work: Work,
  requests: readonly Request[],
  channel: string,
): Promise<Granted> {
  const { kept, known, free, counted } = await decide(work, requests, channel)
  const done = new Set(counted.map((row) => nameOf(row.sku, row.location_id)))
  const granted = kept.filter(({ sku, at }) => done.has(nameOf(sku, at)))
  await takeBack(
    work,
    kept.filter((one) => !granted.includes(one)),
  )
  const taken = new Map<string, number>()
  for (const { sku, at, quantity } of granted) {
    taken.set(nameOf(sku, at), (taken.get(nameOf(sku, at)) ?? 0) + quantity)
  }
  const changes = counted.map(({ sku, location_id: locationId }) => ({
    ...{ sku, locationId, reserved: taken.get(nameOf(sku, locationId)) ?? 0 },
  }))
  await tellOf(work, changesOf(counted, changes), 'reserved')
  const rooms = new Map(free.map((one) => [nameOf(one.sku, one.at), one.free]))
  return {
    granted: new Set(granted.map(({ id }) => id)),
    known: new Map(Object.entries(known)),
    left: ({ sku, locationId }) => {
      const name = nameOf(sku, locationId)
      return (rooms.get(name) ?? 0) - (taken.get(name) ?? 0)
    },
  }
}

/** Planned anew for each batch: how large it is decides how it is best done. */
async function decide({ tx, now, newId }: Work, requests: readonly Request[], channel: string) {
  const asked = requests.map((request) => request.asked)
  const lines = requests.map(({ line }) => line)
  const { rows } = await sql<GrantRow>`
    with asked as (
      select * from unnest(${asked.map(({ id }) => id)}::uuid[],
        ${asked.map(() => newId())}::uuid[], ${lines.map(({ sku }) => sku)}::text[],
        ${lines.map(({ locationId }) => locationId)}::uuid[],
        ${lines.map(({ quantity }) => quantity)}::int[],
        ${asked.map(({ kind }) => kind)}::text[], ${asked.map(({ ref }) => ref ?? null)}::text[],
        ${asked.map(({ expiresAt }) => expiresAt)}::timestamptz[])
        with ordinality as asked (id, move_id, sku, location_id, quantity, kind, ref, expires_at, place)
    ), known as (
      select known.id, known.quantity from asked
      join stock.reservation known
        on known.sku = asked.sku and known.id = asked.id and known.location_id = asked.location_id
    ), spot as (
      select level.sku, level.location_id, ${roomFor(channel)} as free
      from (select distinct sku, location_id from asked) as wanted
      join stock.level as level using (sku, location_id)
    ), fitting as (
      select asked.*, spot.free,
        sum(quantity) over (partition by asked.sku, asked.location_id order by place) as upto
      from asked join spot using (sku, location_id) where id not in (select id from known)
    ), kept as (
      insert into stock.reservation
        (sku, id, location_id, quantity, lines, kind, channel, ref, created_at, expires_at)
      select sku, id, location_id, quantity, 1, kind, ${channel}, ref, ${now}::timestamptz, expires_at
      from fitting where upto <= free
      on conflict do nothing
      returning sku, location_id, id, quantity
    ), written as (
      insert into stock.move (sku, location_id, id, at, kind, reserved, reservation, ref)
      select kept.sku, kept.location_id, one.move_id, ${now}::timestamptz, 'reserved', kept.quantity, kept.id, one.ref
      from kept join (select distinct on (id, sku, location_id) * from asked) as one using (id, sku, location_id)
      returning sku, location_id, reserved
    ), counted as (
      insert into stock.level as level (sku, location_id, reserved)
      select sku, location_id, sum(reserved)::int from written
      group by sku, location_id order by sku collate "C", location_id
      on conflict (sku, location_id) do update set reserved = level.reserved + excluded.reserved
      where ${roomFor(channel)} >= excluded.reserved
      returning sku, location_id, on_hand, reserved, damaged, quality, low_at, uncounted,
        ${safetyFor(everyChannel)} as safety
    )
    select
      (select json_agg(json_build_object('id', id, 'sku', sku, 'at', location_id, 'quantity', quantity)) from kept) as kept,
      (select coalesce(json_object_agg(id, quantity), '{}') from known) as known,
      (select json_agg(json_build_object('sku', sku, 'at', location_id, 'free', free)) from spot) as free,
      (select json_agg(counted) from counted) as counted`.execute(tx)
  const [{ kept, known, free, counted }] = rows as [GrantRow]
  return { kept: kept ?? [], known, free: free ?? [], counted: counted ?? [] }
}

/** What was written and is not granted is undone, in the same transaction. */
async function takeBack(work: Work, lost: readonly Kept[]): Promise<void> {
  if (lost.length === 0) return
  await sql`
    delete from stock.reservation
    using unnest(${lost.map(({ sku }) => sku)}::text[], ${lost.map(({ id }) => id)}::uuid[],
      ${lost.map(({ at }) => at)}::uuid[]) as lost (sku, id, location_id)
    where reservation.sku = lost.sku and reservation.id = lost.id
      and reservation.location_id = lost.location_id`.execute(work.tx)
  const back = lost.map(({ sku, at, id, quantity }) => ({
    ...{ sku, locationId: at, reservation: id, reserved: -quantity, counts: false },
  }))
  await move(work, back, { kind: 'refused' })
}
