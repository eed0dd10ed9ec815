import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { nobody } from '../thread/events.ts'
import type { IdentityWarning, MergeLine, MergePage, PersonState } from './identity-contract.ts'
import { threadIds } from './people.ts'
import { nameOf } from './summaries.ts'

interface Row {
  id: string
  at: Date
  kept: string
  absorbed: string
  final: string | null
  traits: Record<string, unknown> | null
  by: string
  reason: string
  forced: boolean
  event_id: string
  matched: string[]
  before: { kept: PersonState; absorbed: PersonState }
  undone_at: Date | null
  undone_by: string | null
  undone_reason: string | null
}

export interface MergesAsked {
  /** Any id of one person: only what joined them, or was parted from them. */
  readonly customerId?: string | undefined
  readonly state?: 'standing' | 'undone' | undefined
  /** Only those that a person of the team ordered. */
  readonly forced?: boolean | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** The merge log, the latest first. */
export async function mergeLog(db: Db, asked: MergesAsked): Promise<MergePage> {
  const conditions = [sql`true`]
  const { customerId, state, forced, before, limit } = asked
  if (customerId) {
    const ids = await threadIds(db, customerId)
    conditions.push(
      sql`(merge.customer_id = any(${ids}::uuid[]) or absorbed_id = any(${ids}::uuid[]))`,
    )
  }
  if (state)
    conditions.push(state === 'undone' ? sql`undone_at is not null` : sql`undone_at is null`)
  if (forced !== undefined) conditions.push(sql`forced = ${forced}`)
  const [at, id] = before?.split('_') ?? []
  if (at && id) conditions.push(sql`(merge.at, merge.id) < (${at}::timestamptz, ${id}::uuid)`)
  const { rows } = await sql<Row>`
    select merge.id, merge.at, merge.customer_id as kept, absorbed_id as absorbed,
      person.customer_id as final, person.traits, merge.by, merge.reason, forced,
      merge.event_id, undone_at,
      coalesce(unmerge.before -> 'matched', merge.matched) as matched,
      coalesce(unmerge.before -> 'before', merge.before) as before,
      unmerge.by as undone_by, unmerge.reason as undone_reason
    from customers.merge
    left join customers.customer as side on side.customer_id = merge.customer_id
    left join customers.customer as person on person.customer_id = side.final_id
    left join customers.unmerge on unmerge.merge_id = merge.id
    where ${sql.join(conditions, sql` and `)}
    order by merge.at desc, merge.id desc limit ${limit + 1}`.execute(db)
  const merges = rows.slice(0, limit).map(lineOf)
  const last = merges.at(-1)
  return { merges, next: rows.length > limit && last ? `${last.at}_${last.id}` : null }
}

function lineOf(row: Row): MergeLine {
  const { id, by, reason, forced, matched, before } = row
  return {
    ...{ id, by, reason, forced, matched, before },
    at: row.at.toISOString(),
    keptId: row.kept,
    absorbedId: row.absorbed,
    finalId: row.final ?? row.kept,
    name: nameOf(row.traits ?? {}),
    eventId: row.event_id,
    undone: row.undone_at && {
      at: row.undone_at.toISOString(),
      by: row.undone_by ?? '',
      reason: row.undone_reason ?? '',
    },
  }
}

interface WarningRow {
  customer_id: string
  final_id: string | null
  traits: Record<string, unknown> | null
  holder_id: string | null
  holder_traits: Record<string, unknown> | null
  code: string
  kind: string
  value: string
  identifiers: string[]
  event_id: string
  times: number
  first_at: Date
  last_at: Date
}

/** What recognising left aside, the latest first; of one person, if one is named. */
export async function warningList(
  db: Db,
  { customerId, code }: { customerId?: string | undefined; code?: string | undefined },
): Promise<IdentityWarning[]> {
  const conditions = [sql`true`]
  if (customerId) {
    const ids = await threadIds(db, customerId)
    conditions.push(sql`warning.customer_id = any(${ids}::uuid[])`)
  }
  if (code) conditions.push(sql`split_part(code, ':', 1) = ${code}`)
  const { rows } = await sql<WarningRow>`
    select warning.*, person.final_id, person.traits, holder.traits as holder_traits
    from customers.warning
    left join customers.customer as person on person.customer_id = warning.customer_id
    left join customers.customer as holder on holder.customer_id = warning.holder_id
    where ${sql.join(conditions, sql` and `)}
    order by last_at desc limit 200`.execute(db)
  return rows.map((row) => ({
    customerId: row.customer_id === nobody ? null : (row.final_id ?? row.customer_id),
    customerName: nameOf(row.traits ?? {}),
    ...{ code: row.code, kind: row.kind, value: row.value, times: row.times },
    holderId: row.holder_id,
    holderName: nameOf(row.holder_traits ?? {}),
    identifiers: row.identifiers,
    eventId: row.event_id,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
  }))
}
