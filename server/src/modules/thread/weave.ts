import { sql } from 'kysely'
import { all, type Work } from '../../kernel/work.ts'
import type { Ahead } from './ahead.ts'
import { noteRepeated } from './door/repeated.ts'
import type { Fact, FreshEvent, Identified, Identify, InboxEvent, WeaveHook } from './events.ts'
import type { Load } from './load.ts'
import { firstSeen } from './seen.ts'
import type { Shuttle } from './shuttle.ts'
import { countWoven, insertUnidentified } from './woven.ts'

export interface Loom {
  readonly ahead: Ahead
  readonly shuttle: Shuttle
  readonly identify: Identify
  readonly hooks: readonly WeaveHook[]
}

/**
 * Weaves the next events, about `limit` of them, in one transaction: takes them from the inbox, drops
 * what was sent twice, recognises the customers, lets the hooks follow, and writes the thread. Returns
 * how many it took: none also while another process weaves.
 */
export async function weave(work: Work, loom: Loom, limit: number): Promise<number> {
  const last = await lockWeaver(work)
  if (last === undefined) return 0

  const taken = await loom.ahead.take(work, limit)
  if (taken.length === 0) return 0
  const loading = loom.shuttle.load(last)
  try {
    const events = await firstSeen(work, taken)
    if (events.length < taken.length) await noteRepeated(work, taken, events)
    const identified = await loom.identify(work, events)
    const following = loading.then((load) => follow(work, loom.hooks, events, identified, load))
    const [{ unknown, position }] = await all([following, identified.written])
    await all([
      insertUnidentified(work, unknown),
      countWoven(work, taken, events, position),
      loading.then((load) => load.deliver(position)),
    ])
  } catch (error) {
    await loom.ahead.forget()
    await loading.then((load) => load.drop()).catch(() => {})
    throw error
  }
  return taken.length
}

/**
 * The last position that was dealt; undefined while another process weaves. Nothing is lost if the
 * machine dies before this commit reaches the disk: the parcels are then still in the inbox, and
 * whatever was built on it is undone with it, since the log is in order. Statements are planned once,
 * perhaps while tables are small: they are to go by keys all the same.
 */
async function lockWeaver({ tx }: Work): Promise<number | undefined> {
  const { rows } = await sql<{ position: number }>`
    select position, set_config('synchronous_commit', 'off', true),
      set_config('enable_seqscan', 'off', true)
    from thread.weaver for update skip locked`.execute(tx)
  return rows[0]?.position
}

/** Deals the positions: first to the events, then to the facts that the hooks make of them. */
async function follow(
  work: Work,
  hooks: readonly WeaveHook[],
  events: readonly InboxEvent[],
  { customerIds, sides, merges, unmerges, customers }: Identified,
  load: Load,
) {
  let { position } = load
  const known: FreshEvent[] = []
  const unknown: Omit<FreshEvent, 'customerId' | 'finalId'>[] = []
  for (const [index, event] of events.entries()) {
    const finalId = customerIds[index]
    const fresh = { ...freshEvent(event), position: ++position }
    if (finalId) known.push({ ...fresh, customerId: sides[index] ?? finalId, finalId })
    else unknown.push(fresh)
  }
  load.add(known)
  const facts: FreshEvent[] = []
  const batch = { events: known, merges, unmerges, customers }
  for (const hook of hooks) {
    for (const fact of (await hook.weave(work, batch)) ?? []) {
      const inbox = inboxFact(work, fact)
      const owner = { customerId: fact.customerId, finalId: fact.customerId }
      facts.push({ ...freshEvent(inbox), position: ++position, ...owner })
    }
  }
  load.add(facts)
  return { unknown, position }
}

function freshEvent(event: InboxEvent) {
  return {
    id: event.id,
    type: event.type,
    name: event.name,
    at: new Date(event.at),
    receivedAt: new Date(event.receivedAt),
    sentAt: event.sentAt === undefined ? null : new Date(event.sentAt),
    originalAt: event.originalAt === undefined ? null : new Date(event.originalAt),
    channel: event.channel,
    sourceId: event.sourceId,
    messageId: event.messageId,
    properties: event.traits ?? event.properties,
    context: event.context,
    historical: event.historical ?? false,
  }
}

/** A module's fact as it would lie in the inbox. */
export function inboxFact(work: Work, fact: Fact): InboxEvent {
  const id = work.newId()
  return {
    id,
    sourceId: null,
    messageId: fact.messageId ?? id,
    type: 'fact',
    name: fact.name,
    at: (fact.at ?? work.now).getTime(),
    receivedAt: work.now.getTime(),
    channel: fact.channel,
    customerId: fact.customerId,
    properties: fact.properties ?? {},
    context: fact.context ?? {},
    ...(fact.historical && { historical: true as const }),
  }
}
