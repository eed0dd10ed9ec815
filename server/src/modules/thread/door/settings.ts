import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import type { Source } from '../contract.ts'
import { SourceNameTaken } from '../refusals.ts'
import { newWriteKey, sources } from '../source.ts'
import type { KeyRotation, SourceChange } from './contract.ts'
import { SourceNotFound } from './refusals.ts'

export async function source(db: Db, id: string): Promise<Source> {
  const found = (await sources(db)).find((one) => one.id === id)
  if (!found) throw new SourceNotFound({ id })
  return found
}

/** Changes what a source may do; every process knows it within the moment. */
export async function changeSource(work: Work, id: string, change: SourceChange): Promise<Source> {
  const { name, enabled, origins, shared, ratePerMinute } = change
  if (name !== undefined) await nameIsFree(work, id, name)
  const changed = await work.tx
    .updateTable('thread.source')
    .set({
      ...{ id },
      ...(name !== undefined && { name }),
      ...(enabled !== undefined && { enabled }),
      ...(origins !== undefined && { origins: [...new Set(origins)] }),
      ...(shared !== undefined && { shared }),
      ...(ratePerMinute !== undefined && { rate_per_minute: ratePerMinute }),
    })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new SourceNotFound({ id })
  await signal(work.tx, 'thread.sources')
  return source(work.tx, id)
}

/** Two who take the same name at the same moment: the unique key decides, this says it in words. */
async function nameIsFree({ tx }: Work, id: string, name: string): Promise<void> {
  const other = await tx
    .selectFrom('thread.source')
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) throw new SourceNameTaken({ name })
}

/** Gives a source a new write key; the one before works for some hours more, by the wall's clock. */
export async function rotateKey(
  work: Work,
  id: string,
  { keepHours }: KeyRotation,
): Promise<Source> {
  const until = new Date(Date.now() + keepHours * 3_600_000)
  const changed = await work.tx
    .updateTable('thread.source')
    .set({
      previous_key: keepHours > 0 ? sql<string>`write_key` : null,
      previous_until: keepHours > 0 ? until : null,
      write_key: newWriteKey(),
    })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new SourceNotFound({ id })
  await signal(work.tx, 'thread.sources')
  return source(work.tx, id)
}
