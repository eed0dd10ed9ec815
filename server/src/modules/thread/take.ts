import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from './events.ts'

interface Place {
  readonly position: number
  readonly part: number
}

/** The events of one request, in its place in the inbox. */
export interface Parcel extends Place {
  readonly events: readonly InboxEvent[]
}

type Row = Place & { readonly body: string }

/**
 * The last position that was dealt; undefined while another process weaves. Whether it is ours is also
 * noted within the transaction, for what is asked behind it without waiting for the answer.
 *
 * Nothing is lost if the machine dies before this commit reaches the disk: the parcels are then still in
 * the inbox, and whatever was built on it is undone with it, since the log is in order. Statements are
 * planned once, perhaps while tables are small: they are to go by keys all the same.
 */
export async function lockWeaver({ tx }: Work): Promise<number | undefined> {
  // What a locked row is asked for is worked out before the lock: the note must wait for it.
  const { rows } = await sql<{ position: number }>`
    with ours as materialized (select position from thread.weaver for update skip locked)
    select position, set_config('filrouge.weaves', 'yes', true),
      set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true)
    from ours`.execute(tx)
  return rows[0]?.position
}

/** Behind `lockWeaver`: true where this transaction weaves. */
const weaves = sql`current_setting('filrouge.weaves', true) = 'yes'`

/** Takes the lowest parcels out of the inbox until they hold about `limit` events, in their order. */
export async function takeParcels({ tx }: Work, limit: number): Promise<Parcel[]> {
  const { rows } = await sql<Row>`
    delete from thread.inbox where ${weaves} and (position, part) in (${lowest(limit)})
    returning position, part, body`.execute(tx)
  return opened(rows)
}

/** Reads the parcels that come next after those of a batch, and takes none. */
export async function readNext(db: Db, limit: number, behind: readonly Place[]): Promise<Parcel[]> {
  const { rows } = await sql<Row>`
    select position, part, body from thread.inbox
    where (position, part) in (${lowest(limit, behind)})`.execute(db)
  return opened(rows)
}

/**
 * Takes parcels that were read before. One that is gone was taken by another weaver; one that holds
 * fewer events than were read has lost those of somebody who was erased, and is opened anew.
 */
export async function takeRead({ tx }: Work, read: readonly Parcel[]): Promise<Parcel[]> {
  const { rows } = await sql<Place & { body: string | null }>`
    delete from thread.inbox using unnest(${read.map(({ position }) => position)}::bigint[],
      ${read.map(({ part }) => part)}::int[], ${read.map(({ events }) => events.length)}::int[]
    ) as read (position, part, events)
    where ${weaves} and inbox.position = read.position and inbox.part = read.part
    returning inbox.position, inbox.part,
      case when inbox.events <> read.events then inbox.body end as body`.execute(tx)
  const taken = new Map(rows.map((row) => [placeOf(row), row.body]))
  return read.flatMap((parcel) => {
    const body = taken.get(placeOf(parcel))
    if (body === undefined) return []
    return body === null ? parcel : { ...parcel, events: JSON.parse(body) as InboxEvent[] }
  })
}

const placeOf = ({ position, part }: Place) => `${position} ${part}`

/** So many parcels are taken at most, each of one event or more. */
export const mostParcels = 400

/** Where the lowest parcels lie that hold about so many events. */
const lowest = (limit: number, but: readonly Place[] = []) => sql`
  select position, part
  from (
    select position, part, sum(events) over (order by position, part) - events as before
    from (
      select position, part, events from thread.inbox
      where (position, part) not in (
        select * from unnest(${but.map(({ position }) => position)}::bigint[],
          ${but.map(({ part }) => part)}::int[]))
      order by position, part limit ${sql.lit(mostParcels)}
    ) as lowest
  ) as counted
  where before < ${limit}`

const opened = (rows: readonly Row[]): Parcel[] =>
  rows
    .toSorted((a, b) => a.position - b.position || a.part - b.part)
    .map(({ position, part, body }) => ({
      position,
      part,
      events: JSON.parse(body) as InboxEvent[],
    }))

/**
 * Cuts the lowest parcel into parts of one event each, in its place, so that the one event that makes
 * weaving fail can be found. False when it holds one event only.
 */
export async function splitLowest(work: Work): Promise<boolean> {
  const lowest = await lowestParcel(work)
  if (!lowest || lowest.events === 1) return false
  const events = JSON.parse(lowest.body) as unknown[]
  await removeParcel(work, lowest)
  await sql`
    insert into thread.inbox (position, part, events, body)
    overriding system value
    select ${lowest.position}, ordinality, 1, body
    from unnest(${events.map((event) => JSON.stringify([event]))}::text[]) with ordinality as one (body)`.execute(
    work.tx,
  )
  return true
}

/** Sets the lowest event aside with the error it causes, so that those behind it can be woven. */
export async function parkLowest(work: Work, error: string): Promise<void> {
  const lowest = await lowestParcel(work)
  if (!lowest) return
  await removeParcel(work, lowest)
  await work.tx
    .insertInto('thread.parked')
    .values({
      id: work.newId(),
      consumer: 'weave',
      position: null,
      error,
      body: JSON.stringify(JSON.parse(lowest.body)[0]),
      parked_at: work.now,
    })
    .execute()
}

function lowestParcel(work: Work) {
  return work.tx
    .selectFrom('thread.inbox')
    .selectAll()
    .orderBy('position')
    .orderBy('part')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

async function removeParcel(work: Work, { position, part }: Place): Promise<void> {
  await work.tx
    .deleteFrom('thread.inbox')
    .where('position', '=', position)
    .where('part', '=', part)
    .execute()
}
