import type { Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import { identifiersOfAll, profileOf, threadIds } from '../../customers/index.ts'
import { type Actor, audit } from '../../team/index.ts'
import { inOrder } from '../engine/occurrence.ts'
import { pastOf } from '../past.ts'
import { CustomerUnknown, PropertyNotFound } from '../refusals.ts'
import type { PropertiesOf, Property, PropertyInput } from './contract.ts'
import { evaluate, eventsFor } from './evaluate.ts'

type Who = Pick<Actor, 'kind' | 'id'>

export async function properties(db: Db): Promise<Property[]> {
  const rows = await db.selectFrom('audiences.property').selectAll().orderBy('name').execute()
  return rows.map(({ name, value, frozen, changed_at }) => ({
    ...{ name, value, frozen },
    changedAt: changed_at.toISOString(),
  }))
}

/** Says where a property comes from; what was kept under another definition is forgotten. */
export async function defineProperty(
  work: Work,
  actor: Who,
  name: string,
  { value, frozen }: PropertyInput,
): Promise<void> {
  const row = { value: JSON.stringify(value), frozen, changed_at: work.now }
  await work.tx
    .insertInto('audiences.property')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute()
  await work.tx.deleteFrom('audiences.kept_value').where('property', '=', name).execute()
  await audit(work, actor, 'audiences/property-defined', `property:${name}`)
}

export async function deleteProperty(work: Work, actor: Who, name: string): Promise<void> {
  await work.tx.deleteFrom('audiences.kept_value').where('property', '=', name).execute()
  const { numDeletedRows } = await work.tx
    .deleteFrom('audiences.property')
    .where('name', '=', name)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new PropertyNotFound({ name })
  await audit(work, actor, 'audiences/property-deleted', `property:${name}`)
}

/** The computed properties of a customer, worked out from their thread now; frozen ones as kept. */
export async function propertiesOf(db: Db, id: string): Promise<PropertiesOf> {
  const all = await properties(db)
  const values = await computed(
    db,
    id,
    all.filter(({ frozen }) => !frozen),
  )
  const kept = await db
    .selectFrom('audiences.kept_value')
    .select(['property', 'value'])
    .where('customer_id', 'in', await threadIds(db, id))
    .orderBy('at')
    .execute()
  for (const { property, value } of kept) values[property] = value.it
  return values
}

/** Works out a frozen property anew, and keeps what comes out. */
export async function renewProperty(work: Work, name: string, id: string): Promise<void> {
  const property = (await properties(work.tx)).find((one) => one.name === name)
  if (!property) throw new PropertyNotFound({ name })
  const values = await computed(work.tx, id, [property])
  const ids = await threadIds(work.tx, id)
  await work.tx
    .deleteFrom('audiences.kept_value')
    .where('customer_id', 'in', ids)
    .where('property', '=', name)
    .execute()
  if (!(name in values) || ids[0] === undefined) return
  const value = JSON.stringify({ it: values[name] })
  await work.tx
    .insertInto('audiences.kept_value')
    .values({ customer_id: ids[0], property: name, value, at: work.now })
    .execute()
}

async function computed(
  db: Db,
  id: string,
  asked: readonly Property[],
): Promise<Record<string, unknown>> {
  const profile = await profileOf(db, id)
  if (!profile) throw new CustomerUnknown({ id })
  const { customerId, traits } = profile
  const past = await pastOf(
    db,
    [customerId],
    new Set(asked.flatMap(({ value }) => eventsFor(value))),
  )
  const history = inOrder(past.get(customerId) ?? [])
  const person = { traits, history, userId: await userIdOf(db, customerId) }
  const values: Record<string, unknown> = {}
  for (const { name, value } of asked) {
    const found = evaluate(value, person)
    if (found !== undefined) values[name] = found
  }
  return values
}

async function userIdOf(db: Db, customerId: string): Promise<string | undefined> {
  const identifiers = await identifiersOfAll(db, [customerId])
  return identifiers.find(({ kind }) => kind === 'user_id')?.value
}
