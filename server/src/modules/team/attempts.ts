import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { TooManyTries } from './refusals.ts'

/** Tries that one door allows within a quarter of an hour, by the wall's clock. */
const triesAllowed = { address: 30, account: 10 }
const windowMinutes = 15

type Door = keyof typeof triesAllowed

/**
 * Counts a try before it is made, in one statement, so that neither many at once nor many processes
 * get more than the limit. Known and unknown accounts are counted alike: the limit tells nothing.
 */
export async function countTry(db: Db, door: Door, who: string): Promise<void> {
  const { rows } = await sql<{ tries: number; left: number }>`
    insert into team.attempt as seen (door, tries, window_began_at)
    values (${nameOf(door, who)}, 1, now())
    on conflict (door) do update set
      tries = case when ${isOver} then 1 else seen.tries + 1 end,
      window_began_at = case when ${isOver} then now() else seen.window_began_at end
    returning tries, ceil(extract(epoch from
      window_began_at + make_interval(mins => ${windowMinutes}) - now()))::int as left`.execute(db)
  const counted = rows[0]
  if (counted && counted.tries > triesAllowed[door]) {
    throw new TooManyTries({ retryAfter: counted.left })
  }
}

/**
 * Who came in was right to try: the account's tries were its owner's, and the address, which may be
 * that of a whole office, gets this one back.
 */
export async function forgiveTries(db: Db, account: string, address: string): Promise<void> {
  await db.deleteFrom('team.attempt').where('door', '=', nameOf('account', account)).execute()
  await db
    .updateTable('team.attempt')
    .set((attempt) => ({ tries: attempt('tries', '-', 1) }))
    .where('door', '=', nameOf('address', address))
    .where('tries', '>', 0)
    .execute()
}

/** Windows that are over, so that the table holds no more than the last quarter of an hour. */
export async function forgetOldTries(db: Db): Promise<void> {
  await sql`delete from team.attempt as seen where ${isOver}`.execute(db)
}

const isOver = sql`seen.window_began_at <= now() - make_interval(mins => ${windowMinutes})`

/** Whom a door belongs to is not kept in clear: an email that was tried is somebody's. */
function nameOf(door: Door, who: string): string {
  const owner = door === 'address' ? networkOf(who) : who
  return `${door}:${createHash('sha256').update(owner).digest('base64url')}`
}

/** Whoever has one IPv6 address has the 2^64 beside it. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length
  const filled = [...groups, ...Array(Math.max(0, missing)).fill('0'), ...(tail?.split(':') ?? [])]
  return filled.slice(0, 4).join(':')
}
