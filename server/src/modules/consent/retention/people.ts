import type { Db } from '../../../kernel/database.ts'
import { identifiersOfAll, idsOfPeople, peopleNotSeenSince } from '../../customers/index.ts'
import { lastOrders } from '../../insight/index.ts'
import type { RetentionRules } from '../contract.ts'
import { monthsLater } from '../requests/clock.ts'
import { naming } from '../requests/person.ts'

/** Which rule a person falls under: who bought, who only left a name, who was only there. */
export type PeopleRule = 'visitors' | 'prospects' | 'customers'

export interface Leaving {
  readonly customerId: string
  readonly rule: PeopleRule
  /** When the rule says that they must be gone. */
  readonly dueAt: Date
}

/** When people last followed a link of a mail; told at the composition. Opening one is no contact. */
export type LastClicks = (db: Db, customerIds: readonly string[]) => Promise<Map<string, Date>>

export interface Look {
  readonly rules: RetentionRules
  readonly lastClicks: LastClicks
  /** Who is due by this moment. */
  readonly until: Date
}

const portion = 500

/**
 * Those among the next people, in the order of their ids, whom a rule no longer lets us keep by then;
 * `after` is where to go on, or undefined at the end.
 */
export async function leaving(
  db: Db,
  { rules, lastClicks, until }: Look,
  from: string | undefined,
): Promise<{ people: Leaving[]; after: string | undefined }> {
  const shortest = Math.min(rules.visitors, rules.prospects, rules.customers)
  const silent = await peopleNotSeenSince(db, monthsLater(until, -shortest), from, portion)
  const finals = silent.map((one) => one.customerId)
  const ids = await idsOfPeople(db, finals)
  const [orders, clicks, named] = await Promise.all([
    latestOf(ids, await lastOrders(db, [...ids.keys()])),
    latestOf(ids, await lastClicks(db, [...ids.keys()])),
    identifiersOfAll(db, finals),
  ])
  const known = new Set(
    named.filter(({ kind }) => naming.includes(kind)).map(({ customerId }) => customerId),
  )
  const people = silent.flatMap(({ customerId, lastSeenAt }): Leaving[] => {
    const order = orders.get(customerId)
    const rule = order ? 'customers' : known.has(customerId) ? 'prospects' : 'visitors'
    const contacts = [lastSeenAt, order, clicks.get(customerId)].flatMap(
      (at) => at?.getTime() ?? [],
    )
    const dueAt = monthsLater(new Date(Math.max(...contacts)), rules[rule])
    return dueAt <= until ? [{ customerId, rule, dueAt }] : []
  })
  return { people, after: silent.length < portion ? undefined : finals.at(-1) }
}

/** The latest time of all ids of each person. */
function latestOf(ids: ReadonlyMap<string, string>, times: ReadonlyMap<string, Date>) {
  const latest = new Map<string, Date>()
  for (const [id, at] of times) {
    const final = ids.get(id) ?? id
    const known = latest.get(final)
    if (!known || at > known) latest.set(final, at)
  }
  return latest
}
