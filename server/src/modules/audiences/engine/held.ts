import type { HeldLeaf } from '../customer-leaf-contract.ts'
import { text, valueAt } from './comparison.ts'
import type { Needing } from './counts.ts'
import type { CustomerState } from './state.ts'
import { steady, timeless } from './verdict.ts'

/** What carries what people say of themselves. */
const saying = 'Identified'

/** A trait has its value, and since when: to say it again is no break, to say another one is. */
export function compileHeld(leaf: HeldLeaf): Needing {
  const { path, value } = leaf
  const wanted = text(value)
  const trait = path.split('.')[0] ?? path
  const span = leaf.seconds * 1000
  const isIt = (bag: Readonly<Record<string, unknown>>) =>
    text(valueAt(bag, path) ?? null) === wanted

  const sinceIn = ({ traits, history, firstSeenAt }: CustomerState): number | undefined => {
    if (!isIt(traits)) return undefined
    const said = history.filter(
      ({ type, properties }) =>
        type === 'identify' &&
        (Object.hasOwn(properties, path) || Object.hasOwn(properties, trait)),
    )
    const before = said.findLastIndex(({ properties }) => !isIt(properties))
    // Nobody said it: it was there from the first, or filled in for them.
    return said[before + 1]?.at.getTime() ?? said[before]?.at.getTime() ?? firstSeenAt
  }
  return {
    evaluate: (state, now) => {
      const since = sinceIn(state)
      if (since === undefined) return timeless(false)
      const isLong = leaf.for === 'atLeast'
      return steady((moment) => moment >= since + span === isLong, [since + span], now)
    },
    found: (state) => {
      const since = sinceIn(state)
      return since === undefined
        ? { value: valueAt(state.traits, path) ?? null }
        : { value, since: new Date(since).toISOString() }
    },
    history: [saying],
  }
}
