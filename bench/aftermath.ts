import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'

/** Events that wait to be woven. */
export async function backlog(database: Client): Promise<number> {
  const { rows } = await database.query(
    'select coalesce(sum(events), 0)::int as n from thread.inbox',
  )
  return rows[0].n
}

/** Waits until all is woven and every reader of the thread has read it; gives the seconds it took. */
export async function drained(database: Client): Promise<number> {
  const begun = performance.now()
  const left = async () => {
    const { rows } = await database.query(`
      select (select count(*) from thread.inbox)
        + coalesce((select sum((select position from thread.weaver) - position) from thread.consumer), 0) as n`)
    return Number(rows[0].n)
  }
  while ((await left()) > 0) await pause(100)
  return (performance.now() - begun) / 1000
}

/** What is on the thread of what was poured: missing, double, out of order, under two names. */
export async function lookBack(database: Client, acknowledged: number) {
  const { rows } = await database.query(`
    with poured as (
      select customer_id, position, properties->>'user' as "user",
        (properties->>'number')::int as number
      from thread.event where name = 'Product Viewed'),
    followed as (
      select *, lag(number, 1, -1) over (partition by "user" order by position) as before from poured)
    select count(*)::int as events, count(distinct ("user", number))::int as different,
      count(*) filter (where number <> before + 1)::int as disordered,
      (count(distinct ("user", customer_id)) - count(distinct "user"))::int as divided
    from followed`)
  const { events, different, disordered, divided } = rows[0]
  const found = {
    lost: acknowledged - different,
    doubled: events - different,
    ...{ disordered, divided },
  }
  if (Object.values(found).some((count) => count !== 0)) {
    throw new Error(`of ${acknowledged} acknowledged: ${JSON.stringify(found)}`)
  }
  return found
}
