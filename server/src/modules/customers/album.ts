import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from '../thread/events.ts'
import type { Stated } from './identifiers.ts'
import { identifiersOfPerson } from './people.ts'
import type { Absorbed, Attached, Grounds, Person } from './person.ts'
import { joined, newLikeness, see } from './portrait.ts'
import { type Held, readPeople } from './read-people.ts'
import { type Identifier, idOf } from './rulebook.ts'
import { writePeople } from './write-people.ts'

/** Everybody a batch may concern: read at once, changed in memory, written at once. */
export class Album {
  readonly attached: Attached[] = []
  readonly absorbed: Absorbed[] = []
  readonly #work: Work
  readonly #people: Map<string, Person>
  readonly #holders: Map<string, Held>
  /** Of the rules that hold: whoever read by others must read again. */
  readonly rulesVersion: number

  private constructor(
    work: Work,
    { people, holders, rulesVersion }: Awaited<ReturnType<typeof readPeople>>,
  ) {
    this.#work = work
    this.#people = people
    this.#holders = holders
    this.rulesVersion = rulesVersion
  }

  static async open(
    work: Work,
    events: readonly InboxEvent[],
    stated: ReadonlyMap<InboxEvent, Stated>,
  ): Promise<Album> {
    const named = events.flatMap(({ customerId }) => customerId ?? [])
    const tellings = events.map((event) => ({
      identifiers: tellingIdentifiers(stated.get(event)),
      saysTraits: event.type === 'identify',
    }))
    return new Album(work, await readPeople(work.tx, tellings, named))
  }

  /** These people with all that names them, for what a person of the team orders. */
  static async of(work: Work, finals: readonly string[]): Promise<Album> {
    const held = await Promise.all(finals.map((id) => identifiersOfPerson(work.tx, id)))
    const tellings = [{ identifiers: held.flat(), saysTraits: true }]
    return new Album(work, await readPeople(work.tx, tellings, finals))
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
    const held = this.#holders.get(idOf(identifier))
    return held && this.final(held.person)
  }

  /**
   * Which of the ids of a person an event is woven to: the one to which the most telling of these
   * identifiers came. So the ids can be parted again, with what came to each.
   */
  sideOf(person: Person, identifiers: readonly Identifier[]): string {
    for (const identifier of identifiers) {
      const held = this.#holders.get(idOf(identifier))
      if (held && this.final(held.person) === person) return held.originId
    }
    return person.customerId
  }

  create({ at, receivedAt }: InboxEvent): Person {
    const person: Person = {
      customerId: this.#work.newId(),
      createdAt: receivedAt,
      ...newLikeness({ at }),
      merges: 0,
      identifiers: new Map(),
      isNew: true,
      closely: true,
      changed: true,
      touched: true,
    }
    this.#people.set(person.customerId, person)
    return person
  }

  attach(person: Person, originId: string, identifier: Identifier, event: InboxEvent): void {
    const id = idOf(identifier)
    if (person.identifiers.has(id)) return
    const at = momentOf(event)
    person.identifiers.set(id, at)
    person.changed = true
    const unheld = !this.#holders.has(id)
    this.#holders.set(id, { person, originId })
    this.attached.push({ ...identifier, person, originId, at, eventId: event.id, unheld })
  }

  /** Two are one: `into` stays and gets all that the other had. */
  absorb(into: Person, from: Person, grounds: Grounds): void {
    this.absorbed.push({
      ...grounds,
      ...{ from, into },
      before: { kept: snapshot(into), absorbed: snapshot(from) },
    })
    this.#intoOf.set(from, into)
    for (const [id, at] of from.identifiers)
      if (!into.identifiers.has(id)) into.identifiers.set(id, at)
    Object.assign(into, joined(into, from, grounds.forced), {
      merges: into.merges + from.merges + 1,
      changed: true,
      touched: true,
    })
  }

  /** Most events of a visit come within the minute of the one before, and change nothing here. */
  touch(person: Person, { at }: InboxEvent): void {
    if (see(person, at)) person.touched = true
  }

  close(work: Work): Promise<unknown> {
    return writePeople(work, this)
  }
}

/** When an identifier came: an import tells of long ago, an application that was off line of before. */
export const momentOf = ({ at, receivedAt }: InboxEvent) => Math.min(at, receivedAt)

function tellingIdentifiers(stated: Stated | undefined): readonly Identifier[] {
  if (!stated) return []
  const { identifiers, previous } = stated
  return previous ? [...identifiers, previous.asUser, previous.asVisitor] : identifiers
}

export function snapshot(person: Person) {
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
