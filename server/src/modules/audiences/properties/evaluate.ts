import { isMissing, valueAt } from '../engine/comparison.ts'
import { namedLike, type Occurrence } from '../engine/occurrence.ts'
import type { Value } from './contract.ts'

export interface Person {
  readonly traits: Readonly<Record<string, unknown>>
  readonly userId: string | undefined
  /** In the order in which it happened. */
  readonly history: readonly Occurrence[]
}

/** The names of the events that a value is sought in. */
export function eventsFor(value: Value): string[] {
  if (value.kind === 'event') return [value.name]
  if (value.kind === 'file') return ['*']
  return value.kind === 'firstPresent' ? value.of.flatMap(eventsFor) : []
}

/** What a value is for a person; undefined when there is none. */
export function evaluate(value: Value, person: Person): unknown {
  switch (value.kind) {
    case 'trait':
      return present(valueAt(person.traits, value.path))
    case 'userId':
      return person.userId
    case 'event':
      return latest(person, namedLike(value.name), ({ properties }) =>
        value.path === '$' ? properties : valueAt(properties, value.path),
      )
    case 'file':
      return latest(
        person,
        () => true,
        ({ properties }) => fileIn(properties, value.name),
      )
    case 'firstPresent':
      return value.of.map((one) => evaluate(one, person)).find((found) => found !== undefined)
  }
}

const present = (value: unknown) => (isMissing(value) ? undefined : value)

/** In the latest event that has it: one that is silent about it takes nothing back. */
function latest(
  { history }: Person,
  isNamed: (name: string) => boolean,
  read: (event: Occurrence) => unknown,
): unknown {
  const event = history.findLast((one) => isNamed(one.name) && present(read(one)) !== undefined)
  return event && read(event)
}

function fileIn({ attachments }: Occurrence['properties'], name: string): unknown {
  if (typeof attachments !== 'object' || attachments === null) return undefined
  const file = Object.hasOwn(attachments, name) && (attachments as Record<string, unknown>)[name]
  return typeof file === 'object' && file !== null ? { ...file, name } : undefined
}
