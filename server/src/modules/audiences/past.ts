import type { Db } from '../../kernel/database.ts'
import { idsOfPeople } from '../customers/index.ts'
import type { FreshEvent, WovenEvent } from '../thread/events.ts'
import { eventsOf } from '../thread/index.ts'
import { uncounted } from './additions.ts'
import { inOrder, isPrefix, namedLike, type Occurrence } from './engine/occurrence.ts'
import type { Looks } from './states.ts'

/** What people did, by final id, one by one. */
export type Past = ReadonlyMap<string, readonly Occurrence[]>

/**
 * Events of these people, by final id, whatever their id then was. Names may end with a `*`: those are
 * sought among all that the people ever did.
 */
export async function pastOf(
  db: Db,
  finalIds: readonly string[],
  names: ReadonlySet<string>,
): Promise<Map<string, WovenEvent[]>> {
  const past = new Map<string, WovenEvent[]>(finalIds.map((id) => [id, []]))
  if (finalIds.length === 0 || names.size === 0) return past
  const finals = await idsOfPeople(db, finalIds)
  const query = [...names].some(isPrefix) ? {} : { names: [...names] }
  for (const event of await eventsOf(db, [...finals.keys()], query)) {
    if (!uncounted.has(event.name)) past.get(finals.get(event.customerId) ?? '')?.push(event)
  }
  return past
}

/**
 * The events that the audiences about to look at people ask for one by one: from the thread, for those
 * in `onThread`, and those that are being woven. Nothing is read where no audience asks.
 */
export async function pastFor(
  db: Db,
  looks: Looks,
  fresh: readonly FreshEvent[] = [],
  onThread: (customerId: string) => boolean = () => true,
): Promise<Past> {
  const asked = new Map<string, ReadonlySet<string>>()
  for (const [customerId, audiences] of looks) {
    const names = audiences.flatMap(({ compiled }) => compiled.history)
    if (names.length > 0) asked.set(customerId, new Set(names))
  }
  if (asked.size === 0) return new Map()
  const known = [...asked.keys()].filter(onThread)
  const past = new Map<string, Occurrence[]>(
    await pastOf(db, known, new Set(known.flatMap((id) => [...(asked.get(id) ?? [])]))),
  )
  for (const event of fresh) {
    const names = asked.get(event.finalId)
    if (!names || uncounted.has(event.name) || !isAmong(event.name, names)) continue
    past.set(event.finalId, [...(past.get(event.finalId) ?? []), event])
  }
  return new Map([...past].map(([id, events]) => [id, inOrder(events)]))
}

const isAmong = (name: string, names: ReadonlySet<string>) =>
  names.has(name) || [...names].some((one) => isPrefix(one) && namedLike(one)(name))
