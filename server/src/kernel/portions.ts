import { isInfrastructureFault } from './faults.ts'
import type { Loop } from './loops.ts'

const mostItems = 1000
const tries = 3

interface Reading {
  /** Takes the next items, at most so many, in a transaction with their effects; says how many it passed. */
  readonly take: (limit: number) => Promise<number>
  /** Sets the next item aside, with what it failed with. */
  readonly park: (error: unknown) => Promise<void>
  /** A portion that is not full was all that there was, and what comes behind it wakes the loop. */
  readonly emptiesIt?: boolean
}

/**
 * One step of a reader of a log: hundreds of items at a time; what fails is found by taking fewer, tried
 * again alone, then parked, so that one bad item neither stops those behind it nor takes effect by half.
 */
export function inPortions({ take, park, emptiesIt = false }: Reading): Loop['run'] {
  let limit = mostItems
  let failures = 0
  const narrow = async (error: unknown): Promise<void> => {
    if (isInfrastructureFault(error)) throw error
    if (limit > 1) limit = Math.max(1, limit >> 2)
    else if (++failures >= tries) {
      failures = 0
      await park(error)
    }
  }
  return async () => {
    const asked = limit
    try {
      const taken = await take(asked)
      if (taken === 0) return false
      failures = 0
      limit = Math.min(mostItems, limit * 2)
      return emptiesIt && taken < asked ? 'all' : true
    } catch (error) {
      await narrow(error)
      return true
    }
  }
}
