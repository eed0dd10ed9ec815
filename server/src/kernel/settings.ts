import { type Db, prepared } from './database.ts'
import './tables.ts'

/** What the installation remembers under a name, or undefined. */
export async function setting(db: Db, name: string): Promise<unknown> {
  const row = await db
    .selectFrom('kernel.setting')
    .modifyFront(prepared)
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}

/** Remembers a value; an earlier one is replaced. */
export async function remember(db: Db, name: string, value: unknown, now: Date): Promise<void> {
  const row = { value: JSON.stringify(value), changed_at: now }
  await db
    .insertInto('kernel.setting')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute()
}
