import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { TooManyTries } from './refusals.ts'

/**
 * How many tries of a door cost nothing, and how long one of them takes to wear off, by the wall's
 * clock. An account is known by the email that was typed, whether anybody has it or not.
 */
const doors = {
  address: { free: 30, wearsOffIn: 60 },
  account: { free: 5, wearsOffIn: 3600 },
  code: { free: 5, wearsOffIn: 3600 },
  reset: { free: 3, wearsOffIn: 3600 },
  giftCard: { free: 10, wearsOffIn: 30 },
  // Of customers: codes that are asked for, and codes that are tried.
  mailing: { free: 3, wearsOffIn: 600 },
  shopper: { free: 5, wearsOffIn: 3600 },
} as const

type Door = keyof typeof doors

/** The first try beyond the free ones closes the door for a second, each later one for twice as long. */
const longestDelay = 900
/** So many tries beyond the free ones reach the longest delay; more are not remembered. */
const steps = 11

/**
 * Counts a try before it is made, in one statement, so that neither many at once nor many processes
 * get further than one after the other. A door that is closed stays closed as long as it was told.
 */
export async function countTry(db: Db, door: Door, who: string): Promise<void> {
  const { free, wearsOffIn } = doors[door]
  // Of two at once, the one that is counted second may have begun first.
  const worn = sql`greatest(extract(epoch from now() - seen.last_try_at), 0) / ${wearsOffIn}::float8`
  const tries = sql`least(greatest(seen.tries - ${worn}, 0) + 1, ${free + steps}::float8)`
  const { rows } = await sql`
    insert into team.attempt as seen (door, tries, last_try_at, closed_until)
    values (${nameOf(door, who)}, 1, now(), now())
    on conflict (door) do update set
      tries = ${tries},
      last_try_at = now(),
      closed_until = now() + make_interval(secs => case
        when ${tries} <= ${free} then 0
        else least(power(2, ceil(${tries} - ${free}) - 1), ${longestDelay})
      end)
      where seen.closed_until <= greatest(now(), seen.last_try_at)
    returning tries`.execute(db)
  if (rows.length === 0) throw new TooManyTries({ retryAfter: await closedFor(db, door, who) })
}

async function closedFor(db: Db, door: Door, who: string): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select greatest(1, ceil(extract(epoch from closed_until - now())))::int as left
    from team.attempt where door = ${nameOf(door, who)}`.execute(db)
  return rows[0]?.left ?? 1
}

/** Who came in was right to try: their tries were their own. */
export async function forgiveTries(db: Db, door: Exclude<Door, 'address'>, who: string) {
  await db.deleteFrom('team.attempt').where('door', '=', nameOf(door, who)).execute()
}

/** An address may be that of a whole office: who came in gives it this one try back. */
export async function giveTryBack(db: Db, address: string): Promise<void> {
  await db
    .updateTable('team.attempt')
    .set({ tries: sql`greatest(tries - 1, 0)`, closed_until: sql`now()` })
    .where('door', '=', nameOf('address', address))
    .execute()
}

/** What no door remembers any more. */
export async function forgetOldTries(db: Db): Promise<void> {
  await sql`delete from team.attempt where last_try_at < now() - interval '24 hours'`.execute(db)
}

/** Whom a door belongs to is not kept in clear: an email that was tried is somebody's. */
function nameOf(door: Door, who: string): string {
  const owner = door === 'address' || door === 'giftCard' ? networkOf(who) : who
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
