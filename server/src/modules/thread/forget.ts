import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'

/** Lets no weaver begin before this work ends, and waits for the one that weaves. */
export async function holdWeaver(work: Work): Promise<void> {
  await work.tx.selectFrom('thread.weaver').select('position').forUpdate().executeTakeFirst()
}

/**
 * Takes events out of the inbox that mention one of these, as their JSON would write it, and says how
 * many. The weaver must be held.
 */
export async function forgetWaiting(work: Work, mentioned: readonly string[]): Promise<number> {
  const wanted = mentioned.map((text) => text.toLowerCase())
  const { rows } = await sql<{ position: number; part: number; body: string }>`
    select position, part, body from thread.inbox
    where lower(body) like any(${wanted.map((text) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`)}::text[])`.execute(
    work.tx,
  )
  let forgotten = 0
  for (const { position, part, body } of rows) {
    const events = JSON.parse(body) as unknown[]
    const kept = events
      .map((event) => JSON.stringify(event))
      .filter((text) => !mentions(text, wanted))
    forgotten += events.length - kept.length
    const parcel = { position, part }
    await (kept.length === 0 ? drop(work, parcel) : keep(work, parcel, kept))
  }
  return forgotten
}

const mentions = (text: string, wanted: readonly string[]) => {
  const lower = text.toLowerCase()
  return wanted.some((one) => lower.includes(one))
}

interface Place {
  readonly position: number
  readonly part: number
}

async function drop(work: Work, { position, part }: Place): Promise<void> {
  await work.tx
    .deleteFrom('thread.inbox')
    .where('position', '=', position)
    .where('part', '=', part)
    .execute()
}

async function keep(work: Work, { position, part }: Place, kept: readonly string[]): Promise<void> {
  await work.tx
    .updateTable('thread.inbox')
    .set({ events: kept.length, body: `[${kept.join(',')}]` })
    .where('position', '=', position)
    .where('part', '=', part)
    .execute()
}
