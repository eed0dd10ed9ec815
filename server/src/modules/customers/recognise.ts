import type { InboxEvent, Merge } from '../thread/events.ts'
import { type Album, momentOf } from './album.ts'
import type { Stated } from './identifiers.ts'
import type { Person } from './person.ts'
import { hear } from './portrait.ts'
import { resolve } from './resolve.ts'
import { type Identifier, idOf, kindOf, type Rulebook } from './rulebook.ts'
import { unusableWarnings, type Warning } from './warnings.ts'

/** Whose an event is, and which of their ids it is woven to. */
export interface Owned {
  readonly person: Person
  readonly side: string
}

/** What a batch noticed on the way. */
export interface Noticed {
  readonly merges: Merge[]
  readonly warnings: Warning[]
}

/** Recognises whose an event is, and learns from it. Undefined: nobody's. */
export function recognise(
  album: Album,
  event: InboxEvent,
  stated: Stated,
  rules: Rulebook,
  noticed: Noticed,
): Owned | undefined {
  noticed.warnings.push(...unusableWarnings(event, stated.unusable, stated.identifiers))
  const refusedAlias = stated.previous && aliasRefusal(album, event, stated.previous)
  const identifiers =
    stated.previous && !refusedAlias
      ? rules.order(distinct([...stated.identifiers, stated.previous.asVisitor]))
      : stated.identifiers
  if (identifiers.length === 0) return undefined
  const holderOf = (identifier: Identifier) => album.holder(identifier)
  const { owner, absorbed, attach, demoted } = resolve(
    identifiers,
    holderOf,
    rules,
    momentOf(event),
  )
  if (!owner && attach.length === 0) return undefined
  const left = new Set(demoted.map(({ identifier }) => identifier))
  const usable = identifiers.filter((identifier) => !left.has(identifier))
  const person = owner ?? album.create(event)
  for (const other of absorbed) {
    const matched = identifiers.map(idOf)
    const by = { by: 'rule', reason: event.type, forced: false }
    album.absorb(person, other, { ...by, matched, eventId: event.id, at: event.receivedAt })
    noticed.merges.push({ from: other.customerId, into: person.customerId })
  }
  const side = album.sideOf(person, usable.length > 0 ? usable : identifiers)
  for (const identifier of attach) album.attach(person, side, identifier, event)
  for (const { identifier, flaw } of demoted) {
    noticed.warnings.push(warningOf(person, event, identifier, flaw, holderOf, identifiers))
  }
  if (refusedAlias) {
    noticed.warnings.push(
      warningOf(person, event, refusedAlias, 'alias_refused', holderOf, identifiers),
    )
  }
  if (hear(person, event)) person.changed = true
  return { person, side }
}

/**
 * An alias joins a visitor to a user. If the earlier id is a user's, or a visitor's who signed in as
 * somebody else, it says that two known people are one: it is not believed.
 */
function aliasRefusal(
  album: Album,
  { userId }: InboxEvent,
  { asUser, asVisitor }: NonNullable<Stated['previous']>,
): Identifier | undefined {
  if (album.holder(asUser)) return asUser
  const source = album.holder(asVisitor)
  const others = [...(source?.identifiers.keys() ?? [])].filter(
    (id) => kindOf(id) === 'user_id' && id !== `user_id ${userId}`,
  )
  return others.length > 0 ? asVisitor : undefined
}

const distinct = (identifiers: readonly Identifier[]) =>
  new Map(identifiers.map((identifier) => [idOf(identifier), identifier])).values()

function warningOf(
  person: Person,
  event: InboxEvent,
  identifier: Identifier,
  code: string,
  holderOf: (identifier: Identifier) => Person | undefined,
  identifiers: readonly Identifier[],
): Warning {
  const holder = holderOf(identifier)
  return {
    customerId: person.customerId,
    code,
    ...identifier,
    holderId: holder && holder !== person ? holder.customerId : null,
    identifiers: identifiers.map(idOf),
    event,
  }
}
