import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import { reasonOf } from './marks.ts'
import { finalIds, threadIds } from './people.ts'
import type { HouseholdMember } from './profile-contract.ts'
import { CustomerNotFound } from './refusals.ts'
import { summariesOf } from './summaries.ts'

/** An address that more people share is a building, a phone a shop's own. */
const mostAtHome = 8

/**
 * Who lives with a person: those of whom somebody said so, and those who share an address, a phone or
 * a card, of whom nobody has said otherwise. It never makes two people one.
 */
export async function householdOf(db: Db, id: string): Promise<HouseholdMember[]> {
  const ids = await threadIds(db, id)
  const self = ids[0]
  if (!self) throw new CustomerNotFound({ id })
  const decided = await decisionsOf(db, ids, self)
  const shared = await sharingWith(db, self)
  for (const [other, { together }] of decided) if (!together) shared.delete(other)
  const members = [...decided].filter(([, { together }]) => together).map(([other]) => other)
  const people = await summariesOf(db, [...new Set([...members, ...shared.keys()])])
  return people.map(({ id: customerId, name, email, phone }) => ({
    ...{ customerId, name, email, phone },
    share: (shared.get(customerId) ?? []).map(reasonOf),
    confirmedAt: decided.get(customerId)?.at ?? null,
  }))
}

/** Says of two people that they are one household, or that they are not. */
export async function decideHousehold(
  work: Work,
  actor: Actor,
  { id, otherId, together }: { id: string; otherId: string; together: boolean },
): Promise<void> {
  const finals = await finalIds(work.tx, [id, otherId])
  const [one, other] = [finals.get(id), finals.get(otherId)]
  if (!one || !other || one === other) throw new CustomerNotFound({ id: one ? otherId : id })
  const by = `${actor.kind}:${actor.id}`
  const row = { together, decided_at: work.now, decided_by: by }
  await work.tx
    .insertInto('customers.household')
    .values([
      { customer_id: one, other_id: other, ...row },
      { customer_id: other, other_id: one, ...row },
    ])
    .onConflict((conflict) => conflict.columns(['customer_id', 'other_id']).doUpdateSet(row))
    .execute()
  await audit(
    work,
    actor,
    together ? 'customers/household-confirmed' : 'customers/household-refused',
    `customer:${one}`,
    { otherId: other },
  )
}

interface Decision {
  readonly together: boolean
  readonly at: string
}

/** By the other's final id; of several decisions about ids that are one person now, the last. */
async function decisionsOf(db: Db, ids: readonly string[], self: string) {
  const rows = await db
    .selectFrom('customers.household')
    .select(['other_id', 'together', 'decided_at'])
    .where('customer_id', '=', anyOf(ids))
    .orderBy('decided_at')
    .execute()
  const finals = await finalIds(
    db,
    rows.map((row) => row.other_id),
  )
  const decisions = new Map<string, Decision>()
  for (const { other_id, together, decided_at } of rows) {
    const other = finals.get(other_id)
    if (other && other !== self) decisions.set(other, { together, at: decided_at.toISOString() })
  }
  return decisions
}

/** Those who share a mark, by final id, without marks that too many share. */
async function sharingWith(db: Db, self: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ mark: string; ids: string[] }>`
    select mark, others.ids from customers.finding cross join unnest(marks) as mark
    cross join lateral (
      select array_agg(customer_id) as ids from (
        select customer_id from customers.finding as other
        where other.marks @> array[mark] and other.marks <> '{}' limit ${mostAtHome + 1}
      ) as other
    ) as others
    where finding.customer_id = ${self}`.execute(db)
  const shared = new Map<string, string[]>()
  for (const { mark, ids } of rows) {
    if (ids.length > mostAtHome) continue
    for (const id of ids) if (id !== self) shared.set(id, [...(shared.get(id) ?? []), mark])
  }
  return shared
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`
