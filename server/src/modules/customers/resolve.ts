import type { Identifier } from './identifiers.ts'

/** A person as far as recognising needs to know them. */
export interface Known {
  readonly customerId: string
  readonly createdAt: number
  merges: number
  /** `kind value` → when it was added, in milliseconds. */
  readonly identifiers: Map<string, number>
}

export interface Resolution {
  /** Who the event belongs to; undefined: somebody new. */
  readonly owner: Known | undefined
  /** Others that are proven to be the owner. */
  readonly absorbed: readonly Known[]
  /** The identifiers of the event that may be attached to the owner. */
  readonly attach: readonly Identifier[]
  /** Identifiers of the event that were left aside, since a limit would have been exceeded. */
  readonly demoted: readonly Identifier[]
}

const day = 86_400_000
/** How many identifiers of a kind one person may have. */
interface Limit {
  readonly max: number
  /** Only identifiers added within so many milliseconds count; all, if absent. */
  readonly window?: number
}

const limits: Record<string, Limit> = {
  user_id: { max: 1 },
  anonymous_id: { max: 5, window: 7 * day },
}
const usual: Limit = { max: 5 }
const maxMerges = 100
const maxIdentifiers = 1000

/**
 * Decides whose an event is: the flat match of Segment's identity resolution. Everyone who holds one
 * of its identifiers is the same person, unless that person would then exceed a limit: then the least
 * telling identifier of the event is left aside and matching starts again.
 */
export function resolve(
  identifiers: readonly Identifier[],
  holderOf: (identifier: Identifier) => Known | undefined,
  now: number,
): Resolution {
  const usable = [...identifiers]
  const demoted: Identifier[] = []
  for (;;) {
    const held = usable.map(holderOf)
    const holders = distinct(held)
    // The usual case: somebody known, by nothing new.
    if (holders.length === 1 && !held.includes(undefined)) {
      return { owner: holders[0], absorbed: [], attach: [], demoted }
    }
    if (fits(holders, usable, now)) {
      const [owner, ...absorbed] = holders.sort(olderFirst)
      return { owner, absorbed, attach: usable, demoted }
    }
    const least = usable.pop() as Identifier
    demoted.push(least)
    // The last identifier still conflicts with what its holder has: the event is theirs, unattached.
    if (usable.length === 0) {
      return { owner: holderOf(least), absorbed: [], attach: [], demoted }
    }
  }
}

function distinct(holders: readonly (Known | undefined)[]): Known[] {
  return [...new Set(holders.filter((holder) => holder !== undefined))]
}

const olderFirst = (a: Known, b: Known) =>
  a.createdAt - b.createdAt || (a.customerId < b.customerId ? -1 : 1)

function fits(holders: readonly Known[], identifiers: readonly Identifier[], now: number): boolean {
  const merges = holders.reduce((sum, holder) => sum + holder.merges, holders.length - 1)
  if (holders.length > 1 && merges > maxMerges) return false
  const together = new Map<string, number>()
  for (const holder of holders) for (const [id, at] of holder.identifiers) together.set(id, at)
  for (const identifier of identifiers) {
    const id = idOf(identifier)
    if (!together.has(id)) together.set(id, now)
  }
  if (together.size > maxIdentifiers) return false
  const kinds = new Set(identifiers.map(({ kind }) => kind))
  if (holders.length > 1) for (const id of together.keys()) kinds.add(kindOf(id))
  return [...kinds].every((kind) => countOf(kind, together, now) <= (limits[kind] ?? usual).max)
}

function countOf(kind: string, identifiers: ReadonlyMap<string, number>, now: number): number {
  const since = now - ((limits[kind] ?? usual).window ?? Number.POSITIVE_INFINITY)
  let count = 0
  for (const [id, at] of identifiers) if (kindOf(id) === kind && at > since) count++
  return count
}

export const idOf = ({ kind, value }: Identifier): string => `${kind} ${value}`
export const identifierOf = (id: string): Identifier => ({
  kind: kindOf(id),
  value: id.slice(id.indexOf(' ') + 1),
})
const kindOf = (id: string): string => id.slice(0, id.indexOf(' '))
