import type { Work } from '../../kernel/work.ts'

/** Whether this is the first time that something is told under this key; without a key it always is. */
export async function once({ tx, now }: Work, key: string | undefined): Promise<boolean> {
  if (key === undefined) return true
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('stock.once')
    .values({ id: key, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
