import type { Condition, Leaf } from '../condition-contract.ts'
import { compileAmount, compileOccurrence, compileSequence } from './amounts.ts'
import {
  compileChannel,
  compileEvent,
  compileMessage,
  compileMoment,
  type Needing,
} from './counts.ts'
import { compileAnniversary, compileDate } from './dates.ts'
import { compileDistance } from './distance.ts'
import { compilePersona, compilePredicted, compileRfm } from './figures.ts'
import { compileHeld } from './held.ts'
import { compileConsent, compileList, compileSample, compileSeen, compileTrait } from './person.ts'
import type { Evaluate, LeafMeaning } from './state.ts'
import type { TallyKind } from './tally.ts'
import { compileShop, compileStage } from './trade.ts'
import { allOf, anyOf, opposite } from './verdict.ts'

export interface CompiledLeaf extends LeafMeaning {
  readonly place: string
  /** It stands behind an odd number of nots: who is meant does not fulfil it. */
  readonly denied: boolean
  readonly leaf: Leaf
}

/** A condition, ready to be asked; and what it must know to answer. */
export interface Compiled {
  readonly evaluate: Evaluate
  readonly leaves: readonly CompiledLeaf[]
  readonly tallies: readonly TallyKind[]
  /** Names of events that are read one by one; with a `*` at its end, all that begin so. */
  readonly history: readonly string[]
  /** Traits whose saying may change it, by the first step of a path or by all of it. */
  readonly traits: readonly string[]
  /** Every kind of leaf in it, those of the audiences that it names included. */
  readonly uses: ReadonlySet<Leaf['kind']>
  readonly usesFirstSeen: boolean
  readonly usesLastSeen: boolean
}

/** The condition of another audience; throws when there is none. */
export type ConditionOf = (audienceId: string) => Condition

const noOther: ConditionOf = (id) => {
  throw new Error(`there is no audience ${id}`)
}

/** The one meaning of a condition: weave, clock, build, size and "why" all ask what this returns. */
export function compile(condition: Condition, conditionOf: ConditionOf = noOther): Compiled {
  const compiling = new Compiling(conditionOf)
  const evaluate = compiling.part(condition, [])
  const { leaves, all } = compiling
  const seen = (which: string) =>
    all.some(({ leaf }) => leaf.kind === 'seen' && leaf.which === which)
  return {
    evaluate,
    leaves,
    tallies: talliesOf(all.flatMap(({ tallies = [] }) => tallies)),
    history: [...new Set(all.flatMap(({ history = [] }) => history))],
    traits: [...new Set(all.flatMap(({ leaf, traits = [] }) => [...traits, ...traitsIn(leaf)]))],
    uses: new Set(all.map(({ leaf }) => leaf.kind)),
    usesFirstSeen: seen('first'),
    usesLastSeen: seen('last'),
  }
}

/** A path leads into a trait, or is the name of one. */
function traitsIn(leaf: Leaf): string[] {
  const asks = leaf.kind === 'trait' || leaf.kind === 'date'
  if (!asks && leaf.kind !== 'anniversary' && leaf.kind !== 'held') return []
  return [leaf.path, leaf.path.split('.')[0] ?? leaf.path]
}

/** Each tally once, as long as the leaf that asks for most wants it. */
function talliesOf(wanted: readonly TallyKind[]): TallyKind[] {
  const kinds = new Map<string, TallyKind>()
  for (const kind of wanted) {
    const keep = Math.max(kind.keep, kinds.get(kind.key)?.keep ?? 0)
    kinds.set(kind.key, { ...kind, keep })
  }
  return [...kinds.values()]
}

class Compiling {
  /** The leaves of the condition itself. */
  readonly leaves: CompiledLeaf[] = []
  /** Those and the leaves of the audiences that it names. */
  readonly all: (CompiledLeaf & Needing)[] = []
  readonly #conditionOf: ConditionOf
  #denied = false
  /** The audiences that we are inside of. */
  readonly #within: string[] = []

  constructor(conditionOf: ConditionOf) {
    this.#conditionOf = conditionOf
  }

  part(part: Condition, place: readonly number[]): Evaluate {
    switch (part.kind) {
      case 'all':
      case 'any': {
        const parts = part.of.map((inner, index) => this.part(inner, [...place, index]))
        const join = part.kind === 'all' ? allOf : anyOf
        return (state, now) => join(parts.map((evaluate) => evaluate(state, now)))
      }
      case 'not': {
        this.#denied = !this.#denied
        const inner = this.part(part.of, [...place, 0])
        this.#denied = !this.#denied
        return (state, now) => opposite(inner(state, now))
      }
      default: {
        const meaning = part.kind === 'audience' ? this.#other(part.id) : compileLeaf(part)
        const denied = this.#denied
        const leaf = { place: place.join('.'), leaf: part, denied, ...meaning }
        if (this.#within.length === 0) this.leaves.push(leaf)
        this.all.push(leaf)
        return leaf.evaluate
      }
    }
  }

  /** The other audience means here what its condition means: who is in it is not looked up. */
  #other(id: string): LeafMeaning {
    if (this.#within.includes(id)) throw new Error(`audience ${id} names itself`)
    this.#within.push(id)
    const evaluate = this.part(this.#conditionOf(id), [])
    this.#within.pop()
    return { evaluate, found: (state, now) => evaluate(state, now).is }
  }
}

function compileLeaf(leaf: Exclude<Leaf, { kind: 'audience' }>): Needing {
  switch (leaf.kind) {
    case 'trait':
      return compileTrait(leaf)
    case 'date':
      return compileDate(leaf)
    case 'anniversary':
      return compileAnniversary(leaf)
    case 'held':
      return compileHeld(leaf)
    case 'seen':
      return compileSeen(leaf)
    case 'consent':
      return compileConsent(leaf)
    case 'event':
      return compileEvent(leaf)
    case 'moment':
      return compileMoment(leaf)
    case 'occurrence':
      return compileOccurrence(leaf)
    case 'amount':
      return compileAmount(leaf)
    case 'sequence':
      return compileSequence(leaf)
    case 'message':
      return compileMessage(leaf)
    case 'stage':
      return compileStage(leaf)
    case 'channel':
      return compileChannel(leaf)
    case 'shop':
      return compileShop(leaf)
    case 'sample':
      return compileSample(leaf)
    case 'list':
      return compileList(leaf)
    case 'rfm':
      return compileRfm(leaf)
    case 'distance':
      return compileDistance(leaf)
    case 'predicted':
      return compilePredicted(leaf)
    case 'persona':
      return compilePersona(leaf)
    default:
      throw new Error(`unknown condition: ${JSON.stringify(leaf satisfies never)}`)
  }
}
