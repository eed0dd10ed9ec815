import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { finalIds } from '../customers/index.ts'
import type { MemberPage, Membership } from './contract.ts'
import { named } from './names.ts'

interface MembersQuery {
  readonly limit: number
  /** The `next` of the page before. */
  readonly after?: string | undefined
}

/** Who is in an audience, the newest first, page by page. */
export async function membersOf(
  db: Db,
  audienceId: string,
  { limit, after }: MembersQuery,
): Promise<MemberPage> {
  const [since, id] = after?.split('_') ?? []
  const rows = await db
    .selectFrom('audiences.member')
    .select(['customer_id', 'since'])
    .where('audience_id', '=', audienceId)
    .$if(since !== undefined && id !== undefined, (select) =>
      select.where(sql<boolean>`(since, customer_id) < (${since}::timestamptz, ${id}::uuid)`),
    )
    .orderBy('since', 'desc')
    .orderBy('customer_id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const names = await named(
    db,
    shown.map((row) => row.customer_id),
  )
  const members = names.map((one, index) => ({
    ...one,
    since: shown[index]?.since.toISOString() ?? '',
  }))
  const last = members.at(-1)
  return { members, next: rows.length > limit && last ? `${last.since}_${last.customerId}` : null }
}

/** Which of these customers, given by final id, are in an audience. */
export async function membersAmong(
  db: Db,
  audienceId: string,
  customerIds: readonly string[],
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('audiences.member')
    .select('customer_id')
    .where('audience_id', '=', audienceId)
    .where('customer_id', 'in', [...customerIds])
    .execute()
  return new Set(rows.map((row) => row.customer_id))
}

/** The audiences that a customer, given by any of their ids, is in. */
export async function audiencesOf(db: Db, customerId: string): Promise<Membership[]> {
  const finalId = (await finalIds(db, [customerId])).get(customerId) ?? customerId
  const rows = await db
    .selectFrom('audiences.member')
    .innerJoin('audiences.audience', 'audiences.audience.id', 'audiences.member.audience_id')
    .select(['audience_id', 'name', 'since'])
    .where('customer_id', '=', finalId)
    .orderBy('name')
    .execute()
  return rows.map(({ audience_id, name, since }) => ({
    audienceId: audience_id,
    name,
    since: since.toISOString(),
  }))
}
