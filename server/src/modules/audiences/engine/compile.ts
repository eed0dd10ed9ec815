import type { Condition, ConsentState, EventLeaf, Leaf } from '../contract.ts'
import { comparing, valueAt } from './comparison.ts'
import {
  countVerdict,
  countWithin,
  nothingYet,
  type Tally,
  type TallyKind,
  tallyKindOf,
} from './tally.ts'
import { allOf, anyOf, opposite, timeless, type Verdict } from './verdict.ts'

/** All that a condition may ask about one customer. */
export interface CustomerState {
  readonly traits: Readonly<Record<string, unknown>>
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly tallies: ReadonlyMap<string, Tally>
  readonly consents: Readonly<Record<string, ConsentState | undefined>>
}

/** `now` in milliseconds, like every time in here. */
export type Evaluate = (state: CustomerState, now: number) => Verdict

export interface CompiledLeaf {
  readonly place: string
  readonly leaf: Leaf
  readonly evaluate: Evaluate
  readonly found: (state: CustomerState, now: number) => unknown
}

/** A condition, ready to be asked; and what it must know to answer. */
export interface Compiled {
  readonly evaluate: Evaluate
  readonly leaves: readonly CompiledLeaf[]
  readonly tallies: readonly TallyKind[]
  readonly usesTraits: boolean
  readonly usesSeen: boolean
  readonly usesConsent: boolean
}

/** The one meaning of a condition: weave, clock, build, size and "why" all ask what this returns. */
export function compile(condition: Condition): Compiled {
  const leaves: CompiledLeaf[] = []
  const evaluate = compilePart(condition, [], leaves)
  const uses = (kind: Leaf['kind']) => leaves.some(({ leaf }) => leaf.kind === kind)
  return {
    evaluate,
    leaves,
    tallies: talliesOf(leaves),
    usesTraits: uses('trait'),
    usesSeen: uses('seen'),
    usesConsent: uses('consent'),
  }
}

/** Each tally once, as long as the leaf that asks for most wants it. */
function talliesOf(leaves: readonly CompiledLeaf[]): TallyKind[] {
  const kinds = new Map<string, TallyKind>()
  for (const { leaf } of leaves) {
    if (leaf.kind !== 'event') continue
    const kind = tallyKindOf(leaf)
    const keep = Math.max(kind.keep, kinds.get(kind.key)?.keep ?? 0)
    kinds.set(kind.key, { ...kind, keep })
  }
  return [...kinds.values()]
}

function compilePart(part: Condition, place: number[], leaves: CompiledLeaf[]): Evaluate {
  switch (part.kind) {
    case 'all':
    case 'any': {
      const parts = part.of.map((inner, index) => compilePart(inner, [...place, index], leaves))
      const join = part.kind === 'all' ? allOf : anyOf
      return (state, now) => join(parts.map((evaluate) => evaluate(state, now)))
    }
    case 'not': {
      const inner = compilePart(part.of, [...place, 0], leaves)
      return (state, now) => opposite(inner(state, now))
    }
    default: {
      const leaf = { place: place.join('.'), leaf: part, ...compileLeaf(part) }
      leaves.push(leaf)
      return leaf.evaluate
    }
  }
}

type LeafMeaning = Pick<CompiledLeaf, 'evaluate' | 'found'>

function compileLeaf(leaf: Leaf): LeafMeaning {
  switch (leaf.kind) {
    case 'trait': {
      const holds = comparing(leaf)
      return {
        evaluate: ({ traits }) => timeless(holds(traits)),
        found: ({ traits }) => valueAt(traits, leaf.path) ?? null,
      }
    }
    case 'event':
      return compileEvent(leaf)
    case 'seen': {
      const window = leaf.withinSeconds * 1000
      const moment = ({ firstSeenAt, lastSeenAt }: CustomerState) =>
        leaf.which === 'first' ? firstSeenAt : lastSeenAt
      return {
        evaluate: (state, now) => within(moment(state), window, now),
        found: (state) => new Date(moment(state)).toISOString(),
      }
    }
    case 'consent': {
      const stand = ({ consents }: CustomerState) =>
        consents[`${leaf.purpose}/${leaf.channel}`] ?? 'unknown'
      return { evaluate: (state) => timeless(stand(state) === leaf.is), found: stand }
    }
    default:
      throw new Error(`unknown condition: ${JSON.stringify(leaf satisfies never)}`)
  }
}

function compileEvent(leaf: EventLeaf): LeafMeaning {
  const { key } = tallyKindOf(leaf)
  const window = leaf.withinSeconds === undefined ? undefined : leaf.withinSeconds * 1000
  const tallyIn = ({ tallies }: CustomerState) => tallies.get(key) ?? nothingYet
  return {
    evaluate: (state, now) => countVerdict(tallyIn(state), leaf.count, window, now),
    found: (state, now) =>
      window === undefined ? tallyIn(state).total : countWithin(tallyIn(state), window, now),
  }
}

function within(moment: number, window: number, now: number): Verdict {
  return moment + window > now ? { is: true, until: moment + window } : timeless(false)
}
