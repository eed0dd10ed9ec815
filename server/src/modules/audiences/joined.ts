import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import './tables.ts'

interface Joined {
  readonly of: 'audience' | 'list'
  readonly id: string
  /** Who joined after this moment; everybody, if null. */
  readonly from: Date | null
  /** Up to and with this one. */
  readonly to: Date
  /** The `next` of the portion before. */
  readonly after: string | null
  readonly limit: number
}

/**
 * Who is in an audience or on a list now and joined within a time, in portions: by final id, or of a list by
 * the id under which they were put there.
 */
export async function joinedBetween(
  db: Db,
  asked: Joined,
): Promise<{ customerIds: string[]; next: string | null }> {
  const { rows } = await portions[asked.of](asked).execute(db)
  const last = rows.at(-1)
  return {
    customerIds: rows.map((row) => row.customer_id),
    next: rows.length === asked.limit && last ? last.place : null,
  }
}

interface Row {
  customer_id: string
  place: string
}

const nobody = '00000000-0000-0000-0000-000000000000'
const everybody = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Each in the order of its index. */
const portions: Record<Joined['of'], (asked: Joined) => RawBuilder<Row>> = {
  audience: ({ id, from, to, after, limit }) => {
    const [at = from, last = everybody] = after?.split('_') ?? []
    return sql`
      select customer_id, extract(epoch from since) || '_' || customer_id as place
      from audiences.member where audience_id = ${id} and since <= ${to}
        and (since, customer_id) > (${momentAt(at)}, ${last}::uuid)
      order by since, customer_id limit ${limit}`
  },
  list: ({ id, from, to, after, limit }) => sql`
    select customer_id, customer_id::text as place from audiences.listed
    where list_id = ${id} and customer_id > ${after ?? nobody}::uuid
      and added_at > ${momentAt(from)} and added_at <= ${to}
    order by customer_id limit ${limit}`,
}

/** A moment to the microsecond, or before all of them. */
function momentAt(at: Date | string | null) {
  if (at === null) return sql`'-infinity'::timestamptz`
  return typeof at === 'string' ? sql`to_timestamp(${at}::numeric)` : sql`${at}::timestamptz`
}
