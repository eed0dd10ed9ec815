import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from './events.ts'

interface Parcel {
  position: number
  part: number
  body: string
}

/** Takes the lowest parcels out of the inbox until they hold about `limit` events, in their order. */
export async function takeParcels(work: Work, limit: number): Promise<InboxEvent[]> {
  const { rows } = await sql<Parcel>`
    delete from thread.inbox
    where (position, part) in (
      select position, part
      from (
        select position, part, sum(events) over (order by position, part) - events as before
        from (select * from thread.inbox order by position, part limit 400) as lowest
      ) as counted
      where before < ${limit}
    )
    returning position, part, body`.execute(work.tx)
  rows.sort((a, b) => a.position - b.position || a.part - b.part)
  return rows.flatMap(({ body }) => JSON.parse(body) as InboxEvent[])
}

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

async function removeParcel(work: Work, { position, part }: Omit<Parcel, 'body'>): Promise<void> {
  await work.tx
    .deleteFrom('thread.inbox')
    .where('position', '=', position)
    .where('part', '=', part)
    .execute()
}
