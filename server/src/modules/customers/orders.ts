import type { Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import type { Fact } from '../thread/events.ts'
import { record } from '../thread/index.ts'
import type { NamedIdentifier, Ordered } from './identity-contract.ts'
import { finalIds, findBy } from './people.ts'
import {
  CustomerNotFound,
  IdentifierNotFound,
  MergeNotFound,
  MergeUndone,
  SamePerson,
} from './refusals.ts'
import { nameOfActor } from './rule-changes.ts'
import { rulebookOf } from './rule-store.ts'

interface Because {
  readonly reason: string
}

/** Orders that two customers be one, whatever the limits say; of what they disagree on, `keep` is right. */
export async function orderMerge(
  work: Work,
  actor: Actor,
  { keep, absorb, reason }: Because & { keep: string; absorb: string },
): Promise<Ordered> {
  const finals = await finalIds(work.tx, [keep, absorb])
  const [into, from] = [keep, absorb].map((id) => {
    const final = finals.get(id)
    if (final === undefined) throw new CustomerNotFound({ id })
    return final
  }) as [string, string]
  if (into === from) throw new SamePerson({ id: into })
  await audit(work, actor, 'customers/merged', `customer:${into}`, { absorbed: from, reason })
  const properties = { absorb: from, by: nameOfActor(actor), reason }
  return order(work, into, 'Customers Merged', properties)
}

/** Orders that a merge be undone; unless told otherwise, the two are never joined by the rules again. */
export async function orderUnmerge(
  work: Work,
  actor: Actor,
  { mergeId, reason, keepApart }: Because & { mergeId: string; keepApart: boolean },
): Promise<Ordered> {
  const merge = await work.tx
    .selectFrom('customers.merge')
    .select(['customer_id', 'absorbed_id', 'undone_at'])
    .where('id', '=', mergeId)
    .executeTakeFirst()
  if (!merge) throw new MergeNotFound({ id: mergeId })
  if (merge.undone_at) throw new MergeUndone({ id: mergeId })
  const { customer_id: kept, absorbed_id: restored } = merge
  await audit(work, actor, 'customers/unmerged', `customer:${kept}`, {
    ...{ restored, mergeId, reason, keepApart },
  })
  const by = nameOfActor(actor)
  const facts = unmergeFacts({ mergeId, keptId: kept, restoredId: restored, by, reason, keepApart })
  const [eventId = ''] = await record(work, facts)
  return { eventId }
}

interface UnmergeOrder extends Because {
  readonly mergeId: string
  readonly keptId: string
  readonly restoredId: string
  readonly by: string
  readonly keepApart: boolean
}

/**
 * The order itself, and what is woven right after it: whoever follows the thread hears of the restored
 * one as well.
 */
export function unmergeFacts({ restoredId, ...properties }: UnmergeOrder): Fact[] {
  const { mergeId, keptId } = properties
  const restored = { mergeId, from: keptId }
  const channel = 'api'
  return [
    { customerId: keptId, name: 'Merge Undone', channel, properties },
    { customerId: restoredId, name: 'Customer Restored', channel, properties: restored },
  ]
}

/** Orders that an identifier name its holder no more: a number that the operator gave to another. */
export async function orderDetachment(
  work: Work,
  actor: Actor,
  { kind, value, reason }: Because & NamedIdentifier,
): Promise<Ordered> {
  const holder = await findBy(work.tx, kind, value)
  const usable = (await rulebookOf(work.tx)).normalise(kind, value)
  if (!holder || !usable) throw new IdentifierNotFound({ kind })
  await audit(work, actor, 'customers/identifier-detached', `customer:${holder}`, { kind, reason })
  const properties = { kind, value: usable, by: nameOfActor(actor), reason }
  return order(work, holder, 'Identifier Detached', properties)
}

async function order(
  work: Work,
  customerId: string,
  name: string,
  properties: Record<string, unknown>,
): Promise<Ordered> {
  const [eventId = ''] = await record(work, { customerId, name, channel: 'api', properties })
  return { eventId }
}
