import { all, type Work } from '../../kernel/work.ts'
import type { Identified, Identify, InboxEvent, Merge, Profile, Unmerge } from '../thread/events.ts'
import { Album } from './album.ts'
import { commandIn, obey } from './commands.ts'
import { statedBy } from './identifiers.ts'
import { finalIds, profilesOf } from './people.ts'
import type { Person } from './person.ts'
import { hear } from './portrait.ts'
import { type Noticed, type Owned, recognise } from './recognise.ts'
import { type Heard, heardInBatch } from './replay.ts'
import { rulebookOf } from './rule-store.ts'
import type { Rulebook } from './rulebook.ts'
import { writeWarnings } from './warnings.ts'

/**
 * Recognises the customers of a batch, in the order of its events: whom each belongs to, who proved to
 * be the same person, what was said of them. Everything that may matter is read first and written
 * last, a few statements for the whole batch; between the two this is plain computation. The rules are
 * kept in memory: their version comes along with the identifiers, and where it has changed the rules
 * are read again and the batch begins anew.
 */
export function openIdentify(): Identify {
  let known: Rulebook | undefined
  const look = async (work: Work, events: readonly InboxEvent[]): Promise<Look> => {
    for (;;) {
      const rules = known ?? (await rulebookOf(work.tx))
      known = rules
      const stated = new Map(events.map((event) => [event, statedBy(event, rules)]))
      const album = await Album.open(work, events, stated)
      if (album.rulesVersion === rules.version) return { album, stated, rules }
      known = undefined
    }
  }
  return async (work, taken, fresh) => {
    if (!taken.some(commandIn)) {
      // What was asked so far shall be on its way while this reads who the events name.
      await new Promise(process.nextTick)
      const looking = look(work, taken)
      const [events] = await all([fresh, looking])
      return identifyPortion(work, events, await looking)
    }
    const portions = portionsOf(await fresh)
    const parts: Identified[] = []
    const orders: { merges: readonly Merge[]; unmerges: readonly Unmerge[] }[] = []
    const heard: Heard[] = []
    for (const portion of portions) {
      const part = await identifyPortion(work, portion.events, await look(work, portion.events))
      await part.written
      parts.push(part)
      heard.push(
        ...portion.events.flatMap((event, index) => heardInBatch(event, part.sides[index] ?? null)),
      )
      if (portion.command) orders.push(await obey(work, portion.command, heard))
    }
    return together(work, parts, orders)
  }
}

interface Look {
  readonly album: Album
  readonly stated: ReadonlyMap<InboxEvent, ReturnType<typeof statedBy>>
  readonly rules: Rulebook
}

async function identifyPortion(
  work: Work,
  events: readonly InboxEvent[],
  { album, stated, rules }: Look,
): Promise<Identified> {
  const noticed: Noticed = { merges: [], warnings: [] }
  const owners = events.map((event) => {
    const says = stated.get(event)
    const owned = event.customerId
      ? ownerOfFact(album, event.customerId)
      : says && recognise(album, event, says, rules, noticed)
    // Only what comes from the customer is contact with them: what our own modules say is not.
    if (owned && !event.customerId) album.touch(owned.person, event)
    if (owned && event.customerId && hear(owned.person, event)) owned.person.changed = true
    return owned
  })
  const written = all([album.close(work), writeWarnings(work, noticed.warnings)])
  written.catch(() => {})

  const customers = new Map<string, Profile>()
  const add = (person: Person) => {
    if (!customers.has(person.customerId)) customers.set(person.customerId, profileOfPerson(person))
    return person.customerId
  }
  const customerIds = owners.map((owned) => (owned ? add(album.final(owned.person)) : null))
  const merges = noticed.merges.map(({ from, into }) => {
    const person = album.person(into)
    return { from, into: person ? add(person) : into }
  })
  const sides = owners.map((owned) => owned?.side ?? null)
  return { customerIds, sides, merges, unmerges: [], customers, written }
}

/** A fact says whose it is, and by which of their ids. */
function ownerOfFact(album: Album, customerId: string): Owned | undefined {
  const person = album.person(customerId)
  return person && { person, side: customerId }
}

interface Portion {
  readonly events: readonly InboxEvent[]
  readonly command?: InboxEvent
}

/** What a person of the team ordered is done in its place among the events, which are cut there. */
function portionsOf(events: readonly InboxEvent[]): Portion[] {
  const portions: Portion[] = []
  let from = 0
  for (const [index, event] of events.entries()) {
    if (!commandIn(event)) continue
    portions.push({ events: events.slice(from, index + 1), command: event })
    from = index + 1
  }
  if (from < events.length) portions.push({ events: events.slice(from) })
  return portions
}

/** Joins what the portions of a batch found: who is who is asked again, at the end. */
async function together(
  work: Work,
  parts: readonly Identified[],
  orders: readonly { merges: readonly Merge[]; unmerges: readonly Unmerge[] }[],
): Promise<Identified> {
  const sides = parts.flatMap((part) => part.sides)
  const merges = [...parts, ...orders].flatMap((part) => part.merges)
  const unmerges = orders.flatMap((order) => order.unmerges)
  const ids = new Set([
    ...sides.filter((id) => id !== null),
    ...parts.flatMap((part) => part.customerIds).filter((id) => id !== null),
    ...merges.flatMap(({ from, into }) => [from, into]),
    ...unmerges.flatMap(({ kept, restored }) => [kept, restored]),
  ])
  const finals = await finalIds(work.tx, [...ids])
  const finalOf = (id: string) => finals.get(id) ?? id
  const profiles = await profilesOf(work.tx, [...new Set(finals.values())])
  return {
    customerIds: sides.map((id) => (id === null ? null : finalOf(id))),
    sides,
    merges: merges
      .map(({ from, into }) => ({ from, into: finalOf(into) }))
      .filter(({ from, into }) => from !== into),
    unmerges: unmerges
      .filter(({ restored }) => finalOf(restored) === restored)
      .map((unmerge) => ({ ...unmerge, kept: finalOf(unmerge.kept) })),
    customers: profiles,
  }
}

function profileOfPerson(person: Person): Profile {
  return {
    customerId: person.customerId,
    traits: person.traits,
    language: person.language,
    timeZone: person.timeZone,
    firstSeenAt: new Date(person.firstSeenAt),
    lastSeenAt: new Date(person.lastSeenAt),
  }
}
