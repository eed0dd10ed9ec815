import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { profilesOf } from '../customers/index.ts'
import type { Condition } from './condition-contract.ts'
import { compileAmong } from './conditions.ts'
import type { AudienceSize } from './contract.ts'
import { usualKeep } from './engine/tally.ts'
import { named } from './names.ts'
import { countAgain } from './recount.ts'
import { restOf } from './rest.ts'
import { stateOf, wantedBy } from './states.ts'
import { talliesOf } from './tallies.ts'

/** Up to so many customers are all looked at; of more, a random part: one percent right or wrong. */
const all = { most: 25_000, part: 10_000 }
/** Fewer, if their events must be counted first. */
const allCounted = { most: 2_000, part: 1_000 }
const portion = 1_000
const shown = 10

/** How many would be in an audience, were it drawn like this: the same evaluation as if it was. */
export async function sizeOf(db: Db, condition: Condition, now: Date): Promise<AudienceSize> {
  const compiled = await compileAmong(db, condition)
  const counted = compiled.tallies.some(({ filter, keep }) => filter || keep > usualKeep)
  const isRead = counted || compiled.history.length > 0
  const { customers, ids } = await chosen(db, isRead ? allCounted : all)
  const found: string[] = []
  for (let start = 0; start < ids.length; start += portion) {
    const some = ids.slice(start, start + portion)
    const looks = new Map(some.map((id) => [id, [{ compiled }]]))
    const known = {
      profiles: await profilesOf(db, some),
      tallies: counted
        ? await countAgain(db, some, compiled.tallies)
        : await talliesOf(
            db,
            wantedBy(looks, () => []),
          ),
      ...(await restOf(db, looks)),
    }
    found.push(...some.filter((id) => compiled.evaluate(stateOf(id, known), now.getTime()).is))
  }
  const exact = ids.length === customers
  return {
    size: exact ? found.length : Math.round((found.length / ids.length) * customers),
    exact,
    customers,
    sample: await named(db, found.slice(0, shown)),
  }
}

/** The customers to look at. The last digits of an id are random, so a range of them is a fair share. */
async function chosen(
  db: Db,
  { most, part }: typeof all,
): Promise<{ customers: number; ids: string[] }> {
  const { customers } = await db
    .selectFrom('audiences.standing')
    .select(({ fn }) => fn.countAll<number>().as('customers'))
    .executeTakeFirstOrThrow()
  const share = customers <= most ? 0x10000 : Math.ceil((part / customers) * 0x10000)
  const rows = await db
    .selectFrom('audiences.standing')
    .select('customer_id')
    .$if(share < 0x10000, (select) =>
      select.where(
        sql<boolean>`right(customer_id::text, 4) < ${share.toString(16).padStart(4, '0')}`,
      ),
    )
    .execute()
  return { customers, ids: rows.map((row) => row.customer_id) }
}
