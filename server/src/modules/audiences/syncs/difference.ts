import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { mayContact } from '../../consent/index.ts'
import { finalIds, identifiersOfAll } from '../../customers/index.ts'
import { plainArray } from '../arrays.ts'
import { googleRules, hashedIdentifiers, metaRules } from './identifiers.ts'
import type { Entry } from './platform.ts'
import type { SyncRow } from './sync-row.ts'

export interface Difference {
  readonly add: Entry[]
  readonly remove: Entry[]
  /** Members who are kept back: no yes for it, or nothing by which they are known there. */
  barred: number
  nameless: number
}

/** What must be said there about these customers, by any of their ids, for it to be as it is here. */
export async function differenceOf(
  db: Db,
  sync: SyncRow,
  ids: readonly string[],
  now: Date,
): Promise<Difference> {
  const finals = await finalIds(db, ids)
  const all = [...new Set([...ids, ...finals.values()])]
  const members = await membersIn(db, sync.audience_id, all)
  const wanted = await wantedIn(db, sync, members, now)
  const there = await syncedIn(db, sync.id, all)
  const difference: Difference = {
    ...{ add: [], remove: [] },
    ...{ barred: wanted.barred, nameless: wanted.nameless },
  }
  for (const customerId of all) {
    const want = wanted.identifiers.get(customerId)
    const have = there.get(customerId)
    if (want && (!have || !isSame(want, have))) {
      difference.add.push({ customerId, identifiers: want })
    }
    const gone = have?.filter((one) => !want?.includes(one)) ?? []
    if (have && (!want || gone.length > 0)) {
      difference.remove.push({ customerId, identifiers: want ? gone : have })
    }
  }
  return difference
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((value, index) => value === other[index])

async function membersIn(db: Db, audienceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from audiences.member
    where audience_id = ${audienceId} and customer_id = any(${plainArray(ids)}::uuid[])`.execute(db)
  return rows.map((row) => row.customer_id)
}

async function syncedIn(db: Db, syncId: string, ids: readonly string[]) {
  const { rows } = await sql<{ customer_id: string; identifiers: string[] }>`
    select customer_id, identifiers from audiences.synced
    where sync_id = ${syncId} and customer_id = any(${plainArray(ids)}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.customer_id, row.identifiers]))
}

/** Who may be given away, and as what. To a platform only who said yes to advertising by what they do. */
async function wantedIn(db: Db, { kind }: SyncRow, members: readonly string[], now: Date) {
  const identifiers = new Map<string, readonly string[]>()
  if (kind === 'webhook') {
    for (const id of members) identifiers.set(id, [])
    return { identifiers, barred: 0, nameless: 0 }
  }
  const answers = await mayContact(db, {
    ...{ customerIds: members, purpose: 'advertising', channel: 'web', now },
  })
  const allowed = members.filter((id) => answers.get(id)?.allowed)
  const named = Map.groupBy(await identifiersOfAll(db, allowed), ({ customerId }) => customerId)
  for (const id of allowed) {
    const hashed = hashedIdentifiers(
      named.get(id) ?? [],
      kind === 'google' ? googleRules : metaRules,
    )
    if (hashed.length > 0) identifiers.set(id, hashed)
  }
  const barred = members.length - allowed.length
  return { identifiers, barred, nameless: allowed.length - identifiers.size }
}
