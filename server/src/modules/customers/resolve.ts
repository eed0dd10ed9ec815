import { type Identifier, idOf, kindOf, type Rulebook } from './rulebook.ts'

/** A person as far as recognising needs to know them. */
export interface Known {
  readonly customerId: string
  readonly createdAt: number
  merges: number
  /** `kind value` → when it was added, in milliseconds. */
  readonly identifiers: Map<string, number>
}

/** Why something was left aside. */
export type Flaw = `identifier_limit:${string}` | 'merge_limit' | 'mapping_limit' | 'kept_apart'

export interface Resolution<Person extends Known = Known> {
  /** Who the event belongs to; undefined: somebody new. */
  readonly owner: Person | undefined
  /** Others that are proven to be the owner. */
  readonly absorbed: readonly Person[]
  /** The identifiers of the event that may be attached to the owner. */
  readonly attach: readonly Identifier[]
  /** Identifiers of the event that were left aside, each with the rule that would have been broken. */
  readonly demoted: readonly { readonly identifier: Identifier; readonly flaw: Flaw }[]
}

const day = 86_400_000

/**
 * Decides whose an event is: the flat match of Segment's identity resolution. Everyone who holds one
 * of its identifiers is the same person, unless that person would then break a rule: then the least
 * telling identifier of the event is left aside and matching starts again.
 */
export function resolve<Person extends Known>(
  identifiers: readonly Identifier[],
  holderOf: (identifier: Identifier) => Person | undefined,
  rules: Rulebook,
  now: number,
): Resolution<Person> {
  const usable = [...identifiers]
  const demoted: { identifier: Identifier; flaw: Flaw }[] = []
  for (;;) {
    const held = usable.map(holderOf)
    const holders = distinct(held)
    // The usual case: somebody known, by nothing new.
    if (holders.length === 1 && !held.includes(undefined)) {
      return { owner: holders[0], absorbed: [], attach: [], demoted }
    }
    const flaw = flawOf(holders, usable, rules, now)
    if (!flaw) {
      const [owner, ...absorbed] = holders.sort(olderFirst)
      return { owner, absorbed, attach: usable, demoted }
    }
    const least = usable.pop() as Identifier
    demoted.push({ identifier: least, flaw })
    // The last identifier still conflicts with what its holder has: the event is theirs, unattached.
    if (usable.length === 0) {
      return { owner: holderOf(least), absorbed: [], attach: [], demoted }
    }
  }
}

function distinct<Person>(holders: readonly (Person | undefined)[]): Person[] {
  return [...new Set(holders.filter((holder) => holder !== undefined))]
}

export const olderFirst = (a: Known, b: Known) =>
  a.createdAt - b.createdAt || (a.customerId < b.customerId ? -1 : 1)

/** The rule that one person made of these holders and identifiers would break, if any. */
export function flawOf(
  holders: readonly Known[],
  identifiers: readonly Identifier[],
  rules: Rulebook,
  now: number,
): Flaw | undefined {
  const merges = holders.reduce((sum, holder) => sum + holder.merges, holders.length - 1)
  if (holders.length > 1 && merges > rules.rules.maxMerges) return 'merge_limit'
  const together = new Map<string, number>()
  for (const holder of holders) for (const [id, at] of holder.identifiers) together.set(id, at)
  for (const identifier of identifiers) {
    const id = idOf(identifier)
    if (!together.has(id)) together.set(id, now)
  }
  if (together.size > rules.rules.maxIdentifiers) return 'mapping_limit'
  if (rules.keepsApart && bringsTogether(holders, together, rules)) return 'kept_apart'
  const kind = fullKind(holders, identifiers, together, rules, now)
  return kind === undefined ? undefined : `identifier_limit:${kind}`
}

/** The first kind of which there would be too many, and more than there are. */
function fullKind(
  holders: readonly Known[],
  identifiers: readonly Identifier[],
  together: ReadonlyMap<string, number>,
  rules: Rulebook,
  now: number,
): string | undefined {
  const kinds = new Set(identifiers.map(({ kind }) => kind))
  if (holders.length > 1) for (const id of together.keys()) kinds.add(kindOf(id))
  for (const kind of kinds) {
    const count = (ids: ReadonlyMap<string, number>) => countOf(kind, ids, rules, now)
    const all = count(together)
    if (all <= rules.limitOf(kind).max) continue
    // Who had too many before the limit was lowered is not made worse by this event.
    if (holders.some((holder) => count(holder.identifiers) >= all)) continue
    return kind
  }
  return undefined
}

function countOf(
  kind: string,
  identifiers: ReadonlyMap<string, number>,
  rules: Rulebook,
  now: number,
): number {
  const { windowDays } = rules.limitOf(kind)
  const since = windowDays === null ? Number.NEGATIVE_INFINITY : now - windowDays * day
  let count = 0
  for (const [id, at] of identifiers) if (at > since && kindOf(id) === kind) count++
  return count
}

/** Whether two identifiers that are kept apart would come to one person who has not both already. */
function bringsTogether(
  holders: readonly Known[],
  together: ReadonlyMap<string, number>,
  rules: Rulebook,
): boolean {
  for (const id of together.keys()) {
    for (const partner of rules.partnersOf(id) ?? []) {
      if (!together.has(partner)) continue
      const already = holders.some(
        ({ identifiers }) => identifiers.has(id) && identifiers.has(partner),
      )
      if (!already) return true
    }
  }
  return false
}
