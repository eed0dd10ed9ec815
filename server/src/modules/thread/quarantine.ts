import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Parcel } from './parcel.ts'

/** Keeps what was refused of a parcel that is taken within a transaction; the inbox does it for others. */
export async function quarantine(
  work: Work,
  { sourceId, rejected }: Pick<Parcel, 'sourceId' | 'rejected'>,
): Promise<void> {
  if (rejected.length === 0) return
  await work.tx
    .insertInto('thread.quarantine')
    .values(
      rejected.map(({ reason, detail, raw }) => ({
        ...{ id: work.newId(), source_id: sourceId, reason, raw, received_at: work.now },
        detail: detail.replaceAll('\0', ''),
      })),
    )
    .execute()
  await sql`
    insert into thread.source_count (source_id, refused) values (${sourceId}, ${rejected.length})
    on conflict (source_id) do update set refused = source_count.refused + excluded.refused`.execute(
    work.tx,
  )
}
