import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'

/** Does it, keeps what it says, and takes it back: what it would come to, by the very steps that would do it. */
export async function asIfNothing<Result>(
  { tx }: Work,
  steps: () => Promise<Result>,
): Promise<Result> {
  await sql`savepoint tried`.execute(tx)
  try {
    return await steps()
  } finally {
    // Where the connection is gone, so is the savepoint: the error of the steps is the one to tell.
    await sql`rollback to savepoint tried`.execute(tx).catch(() => {})
  }
}

/** Does it whole, or not at all: the refusal, if it was refused. */
export async function unlessRefused(
  { tx }: Work,
  steps: () => Promise<void>,
): Promise<Refusal | undefined> {
  await sql`savepoint whole`.execute(tx)
  try {
    await steps()
    await sql`release savepoint whole`.execute(tx)
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint whole`.execute(tx)
    return error
  }
}
