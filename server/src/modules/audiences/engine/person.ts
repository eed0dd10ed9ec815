import { createHash } from 'node:crypto'
import type {
  ConsentLeaf,
  ListLeaf,
  SampleLeaf,
  SeenLeaf,
  TraitLeaf,
} from '../customer-leaf-contract.ts'
import { comparing, valueAt } from './comparison.ts'
import type { CustomerState, LeafMeaning } from './state.ts'
import { timeless, type Verdict } from './verdict.ts'

export function compileTrait(leaf: TraitLeaf): LeafMeaning {
  const holds = comparing(leaf)
  return {
    evaluate: ({ traits }) => timeless(holds(traits)),
    found: ({ traits }) => valueAt(traits, leaf.path) ?? null,
  }
}

export function compileSeen(leaf: SeenLeaf): LeafMeaning {
  const window = leaf.withinSeconds * 1000
  const moment = ({ firstSeenAt, lastSeenAt }: CustomerState) =>
    leaf.which === 'first' ? firstSeenAt : lastSeenAt
  return {
    evaluate: (state, now) => within(moment(state), window, now),
    found: (state) => new Date(moment(state)).toISOString(),
  }
}

function within(moment: number, window: number, now: number): Verdict {
  return moment + window > now ? { is: true, until: moment + window } : timeless(false)
}

/** A yes or a no that has run out is as if nothing had been said. */
export function compileConsent({ purpose, channel, is }: ConsentLeaf): LeafMeaning {
  const key = `${purpose}/${channel}`
  const standing = ({ consents }: CustomerState, now: number) => {
    const consent = consents[key]
    return consent && consent.until > now ? consent : undefined
  }
  return {
    evaluate: (state, now) => {
      const stands = standing(state, now)
      const holds = (stands?.is ?? 'unknown') === is
      return stands ? { is: holds, until: stands.until } : timeless(holds)
    },
    found: (state, now) => standing(state, now)?.is ?? 'unknown',
  }
}

const parts = 2 ** 48

/** Whoever is in one percent is in two: a larger share of the same seed holds the smaller one. */
export function compileSample({ percent, seed }: SampleLeaf): LeafMeaning {
  const shareOf = ({ customerId }: CustomerState) =>
    createHash('sha256').update(`${seed}\u0000${customerId}`).digest().readUIntBE(0, 6) / parts
  return {
    evaluate: (state) => timeless(shareOf(state) * 100 < percent),
    found: (state) => Math.round(shareOf(state) * 10_000) / 100,
  }
}

export function compileList({ id }: ListLeaf): LeafMeaning {
  const isOn = ({ lists }: CustomerState) => lists.has(id)
  return { evaluate: (state) => timeless(isOn(state)), found: isOn }
}
