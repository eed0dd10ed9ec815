import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { type InboxEvent, nobody } from '../thread/events.ts'
import { type Identifier, idOf } from './rulebook.ts'

/** Something that recognising left aside, to be seen by whoever keeps the rules. */
export interface Warning extends Identifier {
  /** Whom it concerns, in any of their ids; `nobody` for values that name nobody. */
  readonly customerId: string
  readonly code: string
  readonly holderId: string | null
  readonly identifiers: readonly string[]
  readonly event: InboxEvent
}

/** A value that names nobody is warned of for everybody at once: a broken site sends it for all. */
export function unusableWarnings(
  event: InboxEvent,
  unusable: readonly (Identifier & { readonly code: 'blocked' | 'unreadable' })[],
  identifiers: readonly Identifier[],
): Warning[] {
  return unusable.map(({ kind, value, code }) => ({
    customerId: nobody,
    code: `${code}_identifier:${kind}`,
    ...{ kind, value, event },
    holderId: null,
    identifiers: identifiers.map(idOf),
  }))
}

/** Writes the warnings of a batch; what was warned of before is counted. */
export async function writeWarnings({ tx }: Work, warnings: readonly Warning[]): Promise<void> {
  if (warnings.length === 0) return
  const rows = new Map<string, Warning & { times: number }>()
  for (const warning of warnings) {
    const key = `${warning.customerId} ${warning.code} ${idOf(warning)}`
    rows.set(key, { ...warning, times: (rows.get(key)?.times ?? 0) + 1 })
  }
  const all = [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  await sql`
    insert into customers.warning as known
      (customer_id, code, kind, value, holder_id, identifiers, event_id, times, first_at, last_at)
    select *, last_at from unnest(
      ${all.map((row) => row.customerId)}::uuid[], ${all.map((row) => row.code)}::text[],
      ${all.map((row) => row.kind)}::text[], ${all.map((row) => row.value)}::text[],
      ${all.map((row) => row.holderId)}::uuid[],
      ${all.map((row) => JSON.stringify(row.identifiers))}::jsonb[],
      ${all.map((row) => row.event.id)}::uuid[], ${all.map((row) => row.times)}::int[],
      ${all.map((row) => new Date(row.event.receivedAt))}::timestamptz[]
    ) as fresh (customer_id, code, kind, value, holder_id, identifiers, event_id, times, last_at)
    on conflict (customer_id, code, kind, value) do update set
      holder_id = excluded.holder_id, identifiers = excluded.identifiers,
      event_id = excluded.event_id, times = known.times + excluded.times,
      last_at = greatest(known.last_at, excluded.last_at)`.execute(tx)
}
