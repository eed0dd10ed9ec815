import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'

/** Several steps of which none shall remain when one refuses, even if the caller catches that and goes on. */
export async function allOrNothing<Result>(
  { tx }: Work,
  steps: () => Promise<Result>,
): Promise<Result> {
  await sql`savepoint whole`.execute(tx)
  try {
    const result = await steps()
    await sql`release savepoint whole`.execute(tx)
    return result
  } catch (error) {
    // Where the connection or the transaction is gone, so is the savepoint: the first error is the one to tell.
    await sql`rollback to savepoint whole`.execute(tx).catch(() => {})
    throw error
  }
}
