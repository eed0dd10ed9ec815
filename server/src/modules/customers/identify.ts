import type { Work } from '../../kernel/work.ts'
import type { Identified, InboxEvent, Merge, Profile } from '../thread/events.ts'
import { Album } from './album.ts'
import { type Identifier, identifiersOf } from './identifiers.ts'
import type { Person } from './person.ts'
import { idOf, resolve } from './resolve.ts'
import { applyPlace, applyTraits } from './traits.ts'

/**
 * Recognises the customers of a batch, in the order of its events: whom each belongs to, who proved to
 * be the same person, what was said of them. Everything that may matter is read first and written
 * last, a few statements for the whole batch; between the two this is plain computation.
 */
export async function identify(work: Work, events: readonly InboxEvent[]): Promise<Identified> {
  const identifiers = events.map((event) => identifiersOf(event))
  const album = await Album.open(work, events, identifiers)
  const merges: Merge[] = []
  const owners = events.map((event, index) => {
    const owner = event.customerId
      ? album.person(event.customerId)
      : recognise(album, event, identifiers[index] ?? [], merges)
    // Only what comes from the customer is contact with them: our own facts are not.
    if (owner && event.type !== 'fact') album.touch(owner, event)
    return owner
  })
  await album.close(work)

  const customers = new Map<string, Profile>()
  const customerIds = owners.map((owner) => {
    if (!owner) return null
    const person = album.final(owner)
    if (!customers.has(person.customerId)) customers.set(person.customerId, profileOfPerson(person))
    return person.customerId
  })
  for (const { into } of merges) {
    const person = album.person(into)
    if (person) customers.set(person.customerId, profileOfPerson(person))
  }
  return {
    customerIds,
    merges: merges.map(({ from, into }) => ({
      from,
      into: album.person(into)?.customerId ?? into,
    })),
    customers,
  }
}

function recognise(
  album: Album,
  event: InboxEvent,
  identifiers: readonly Identifier[],
  merges: Merge[],
): Person | undefined {
  if (identifiers.length === 0) return undefined
  const found = resolve(identifiers, (identifier) => album.holder(identifier), event.receivedAt)
  const owner = (found.owner as Person | undefined) ?? album.create(event)
  for (const other of found.absorbed as readonly Person[]) {
    album.absorb(owner, other, event, identifiers.map(idOf))
    merges.push({ from: other.customerId, into: owner.customerId })
  }
  for (const identifier of found.attach) album.attach(owner, identifier, event)
  if (applyTraits(owner, event)) owner.changed = true
  if (applyPlace(owner, event)) owner.changed = true
  return owner
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
