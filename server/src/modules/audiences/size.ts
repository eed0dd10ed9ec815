import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { shareBetween } from '../../kernel/shares.ts'
import type { Condition } from './condition-contract.ts'
import { compileAmong } from './conditions.ts'
import type { AudienceSize } from './contract.ts'
import type { DefinitionReader } from './definitions.ts'
import { Evaluating } from './evaluating.ts'
import { keptTallies } from './kept-tallies.ts'
import { named } from './names.ts'

/** Up to so many customers are all looked at, as long as that takes no longer than somebody waits. */
const smallBrand = { most: 25_000, ms: 1_500 }
/** Of more, as many by chance as can be looked at while somebody types. */
const largeBrand = { ms: 110 }
const shown = 10

export interface Asking {
  readonly now: Date
  readonly reader: DefinitionReader
}

/** How many would be in an audience, were it drawn like this: the same evaluation as if it was. */
export async function sizeOf(
  db: Db,
  condition: Condition,
  { now, reader }: Asking,
): Promise<AudienceSize> {
  const begun = performance.now()
  const [compiled, kept, known] = await Promise.all([
    compileAmong(db, condition),
    keptTallies(db, reader),
    estimated(db),
  ])
  const isSmall = known <= smallBrand.most
  const [customers, ids] = await Promise.all([
    counted(db),
    isSmall ? everybody(db) : drawn(db, known),
  ])
  const until = begun + (isSmall ? smallBrand.ms : largeBrand.ms)
  const evaluating = new Evaluating(db, compiled, kept)
  const found: string[] = []
  let looked = 0
  do {
    const some = ids.slice(looked, looked + evaluating.portion)
    found.push(...(await evaluating.among(some, now)))
    looked += some.length
  } while (looked < ids.length && performance.now() + evaluating.lastMs < until)
  const { share, low, high } = shareBetween(found.length, looked)
  const exact = looked === customers
  const of = (part: number) => (exact ? found.length : Math.round(part * customers))
  return {
    ...{ size: of(share), low: of(low), high: of(high) },
    ...{ exact, customers, looked },
    sample: await named(db, found.slice(0, shown)),
  }
}

/** About how many customers there are, without counting them where they are many. */
async function estimated(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select reltuples::bigint as n from pg_class
    where oid = 'audiences.standing'::regclass`.execute(db)
  return rows[0] && rows[0].n > smallBrand.most ? rows[0].n : counted(db)
}

async function counted(db: Db): Promise<number> {
  const { customers } = await db
    .selectFrom('audiences.standing')
    .select(({ fn }) => fn.countAll<number>().as('customers'))
    .executeTakeFirstOrThrow()
  return customers
}

async function everybody(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('audiences.standing').select('customer_id').execute()
  return byChance(rows.map((row) => row.customer_id))
}

/** More can never be looked at within the time. */
const mostDrawn = 12_000

/** By the last digits of their ids, which are random; an index holds those of whom one looks at. */
async function drawn(db: Db, customers: number): Promise<string[]> {
  const inIndex = customers / 32
  const limit = Math.ceil((mostDrawn / inIndex) * 0x1000)
  const below = limit < 0x1000 ? limit.toString(16).padStart(3, '0') : 'g'
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from audiences.standing
    where right(customer_id::text, 2) < '08'
      and left(right(customer_id::text, 5), 3) < ${below}`.execute(db)
  return byChance(rows.map((row) => row.customer_id))
}

/** In an order that has nothing to do with anything, and is the same each time. */
const byChance = (ids: string[]) =>
  ids
    .map((id) => [id.slice(-12, -5), id] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, id]) => id)
