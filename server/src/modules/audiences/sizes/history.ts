import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { brand } from '../../team/index.ts'
import type { SizeDay } from '../contract.ts'

/** How large an audience was on each of the last days, as the brand's calendar has them, and its moves. */
export async function sizeHistory(
  db: Db,
  audienceId: string,
  { days, now }: { days: number; now: Date },
): Promise<SizeDay[]> {
  const { timeZone } = await brand(db)
  const { rows } = await sql<{ day: string; entered: number; departed: number; members: number }>`
    with day as (
      select generate_series(
        (${now}::timestamptz at time zone ${timeZone})::date - ${days - 1}::integer,
        (${now}::timestamptz at time zone ${timeZone})::date, interval '1 day')::date as day
    ), hour as (
      select (at at time zone ${timeZone})::date as day, at, entered, departed, members
      from audiences.size where audience_id = ${audienceId}
    )
    select day.day::text,
      coalesce((select sum(entered) from hour where hour.day = day.day), 0)::integer as entered,
      coalesce((select sum(departed) from hour where hour.day = day.day), 0)::integer as departed,
      (select members from hour where hour.day <= day.day and members is not null
        order by at desc limit 1) as members
    from day order by day.day`.execute(db)
  return rows
}
