import { all, type Work } from '../../kernel/work.ts'
import type { Ahead, Taken } from './ahead.ts'
import { ByHand } from './by-hand.ts'
import { noteRepeated } from './door/repeated.ts'
import type {
  Fact,
  FreshEvent,
  HookOutcome,
  Identified,
  Identify,
  InboxEvent,
  WeaveHook,
  WovenBatch,
} from './events.ts'
import type { Carriage } from './load.ts'
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
 * what was sent twice, recognises the customers, lets the hooks follow, and writes the thread. Says
 * whether there were any, or that these were all: none also while another process weaves.
 */
export async function weave(work: Work, loom: Loom, limit: number): Promise<boolean | 'all'> {
  const given = await loom.ahead.take(work, limit)
  if (!given || given.events.length === 0) return false
  const taken = given.events
  const loading = carriageOf(work, loom.shuttle, given)
  try {
    const fresh = firstSeen(work, taken)
    const [events, identified] = await all([fresh, loom.identify(work, taken, fresh)])
    const following = loading.then((load) => follow(work, loom.hooks, events, identified, load))
    const [{ unknown, position, written }] = await all([following, identified.written])
    await all([
      ...written,
      noteRepeated(work, taken, events),
      insertUnidentified(work, unknown),
      countWoven(work, taken, events, position),
      loading.then((load) => load.deliver(position)),
    ])
  } catch (error) {
    await loom.ahead.forget()
    await loading.then((load) => load.drop()).catch(() => {})
    throw error
  }
  return given.areAll ? 'all' : true
}

/** So few that they go with the weave itself. */
const few = 50

const carriageOf = async (
  work: Work,
  shuttle: Shuttle,
  { last, events }: Taken,
): Promise<Carriage> => (events.length <= few ? new ByHand(work, last) : shuttle.load(last))

/** Deals the positions: first to the events, then to the facts that the hooks make of them. */
async function follow(
  work: Work,
  hooks: readonly WeaveHook[],
  events: readonly InboxEvent[],
  { customerIds, sides, merges, unmerges, customers }: Identified,
  carriage: Carriage,
) {
  let { position } = carriage
  const known: FreshEvent[] = []
  const unknown: Omit<FreshEvent, 'customerId' | 'finalId'>[] = []
  for (const [index, event] of events.entries()) {
    const finalId = customerIds[index]
    const fresh = { ...freshEvent(event), position: ++position }
    if (finalId) known.push({ ...fresh, customerId: sides[index] ?? finalId, finalId })
    else unknown.push(fresh)
  }
  carriage.add(known)
  const facts: FreshEvent[] = []
  const outcomes = await run(hooks, work, { events: known, merges, unmerges, customers })
  for (const fact of outcomes.flatMap((outcome) => outcome.facts)) {
    const inbox = inboxFact(work, fact)
    const owner = { customerId: fact.customerId, finalId: fact.customerId }
    facts.push({ ...freshEvent(inbox), position: ++position, ...owner })
  }
  carriage.add(facts)
  return { unknown, position, written: outcomes.map((outcome) => outcome.written) }
}

/** Hooks go on side by side, save one that reads what another writes; their outcomes come in their order. */
async function run(
  hooks: readonly WeaveHook[],
  work: Work,
  batch: WovenBatch,
): Promise<HookOutcome[]> {
  const running = new Map<string, Promise<HookOutcome | undefined>>()
  for (const { name, after = '', weave: follow } of hooks) {
    const before = running.get(after)
    running.set(name, before ? before.then(() => follow(work, batch)) : follow(work, batch))
  }
  const outcomes = (await all([...running.values()])).filter((outcome) => outcome !== undefined)
  // Awaited with the rest of the batch: until then a fault of theirs is nobody's.
  for (const { written } of outcomes) written?.catch(() => {})
  return outcomes
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
