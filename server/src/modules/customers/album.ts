import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from '../thread/events.ts'
import type { Identifier } from './identifiers.ts'
import type { Absorbed, Attached, Person } from './person.ts'
import { readPeople } from './read-people.ts'
import { idOf } from './resolve.ts'
import { mergeTraits } from './traits.ts'
import { writePeople } from './write-people.ts'

/** The language and zone of somebody who showed neither: the brand's. */
const brand = { language: 'fr', timeZone: 'Europe/Paris' }

/** Everybody a batch may concern: read at once, changed in memory, written at once. */
export class Album {
  readonly attached: Attached[] = []
  readonly absorbed: Absorbed[] = []
  readonly #work: Work
  readonly #people: Map<string, Person>
  readonly #holders: Map<string, Person>

  private constructor(work: Work, people: Map<string, Person>, holders: Map<string, Person>) {
    this.#work = work
    this.#people = people
    this.#holders = holders
  }

  static async open(
    work: Work,
    events: readonly InboxEvent[],
    identifiers: readonly (readonly Identifier[])[],
  ): Promise<Album> {
    const named = events.flatMap(({ customerId }) => customerId ?? [])
    const tellings = events.map(({ type }, index) => ({
      identifiers: identifiers[index] ?? [],
      saysTraits: type === 'identify',
    }))
    const { people, holders } = await readPeople(work.tx, tellings, named)
    return new Album(work, people, holders)
  }

  people(): Iterable<Person> {
    return new Set(this.#people.values())
  }

  /** The person whom any id of theirs names, the merges of this batch included. */
  person(customerId: string): Person | undefined {
    const person = this.#people.get(customerId)
    return person && this.final(person)
  }

  final(person: Person): Person {
    let last = person
    for (let next = this.#intoOf.get(last); next; next = this.#intoOf.get(last)) last = next
    return last
  }
  readonly #intoOf = new Map<Person, Person>()

  holder(identifier: Identifier): Person | undefined {
    const person = this.#holders.get(idOf(identifier))
    return person && this.final(person)
  }

  create({ at, receivedAt }: InboxEvent): Person {
    const person: Person = {
      customerId: this.#work.newId(),
      createdAt: receivedAt,
      firstSeenAt: at,
      lastSeenAt: toMinute(at),
      merges: 0,
      identifiers: new Map(),
      traits: {},
      traitTimes: {},
      ...brand,
      isNew: true,
      closely: true,
      changed: true,
      touched: true,
    }
    this.#people.set(person.customerId, person)
    return person
  }

  attach(person: Person, identifier: Identifier, event: InboxEvent): void {
    const id = idOf(identifier)
    if (person.identifiers.has(id)) return
    person.identifiers.set(id, event.receivedAt)
    person.changed = true
    this.#holders.set(id, person)
    this.attached.push({ ...identifier, person, at: event.receivedAt, eventId: event.id })
  }

  /** Two prove to be one: the older stays and gets all that the other had. */
  absorb(into: Person, from: Person, event: InboxEvent, matched: readonly string[]): void {
    this.absorbed.push({
      from,
      into,
      eventId: event.id,
      at: event.receivedAt,
      matched,
      before: { kept: snapshot(into), absorbed: snapshot(from) },
    })
    this.#intoOf.set(from, into)
    for (const [id, at] of from.identifiers)
      if (!into.identifiers.has(id)) into.identifiers.set(id, at)
    const newer = from.lastSeenAt > into.lastSeenAt ? from : into
    Object.assign(into, mergeTraits(into, from), {
      language: newer.language,
      timeZone: newer.timeZone,
      firstSeenAt: Math.min(into.firstSeenAt, from.firstSeenAt),
      lastSeenAt: Math.max(into.lastSeenAt, from.lastSeenAt),
      merges: into.merges + from.merges + 1,
      changed: true,
      touched: true,
    })
  }

  /** Most events of a visit come within the minute of the one before, and change nothing here. */
  touch(person: Person, { at }: InboxEvent): void {
    const seen = toMinute(at)
    if (at >= person.firstSeenAt && seen <= person.lastSeenAt) return
    person.touched = true
    person.firstSeenAt = Math.min(person.firstSeenAt, at)
    person.lastSeenAt = Math.max(person.lastSeenAt, seen)
  }

  close(work: Work): Promise<void> {
    return writePeople(work, this)
  }
}

/** When somebody was last seen is kept to the minute: to the millisecond it would be a write an event. */
const toMinute = (time: number) => Math.floor(time / 60_000) * 60_000

function snapshot(person: Person) {
  const { customerId, traits, traitTimes, language, timeZone, firstSeenAt, lastSeenAt } = person
  const identifiers = [...person.identifiers.keys()]
  return {
    customerId,
    traits,
    traitTimes,
    language,
    timeZone,
    firstSeenAt,
    lastSeenAt,
    identifiers,
  }
}
