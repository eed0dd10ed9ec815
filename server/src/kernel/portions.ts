import { isInfrastructureFault } from './faults.ts'

const mostItems = 1000
const tries = 3

interface Reading {
  /** Takes the next items, at most so many, in a transaction with their effects; says how many it passed. */
  readonly take: (limit: number) => Promise<number>
  /** Sets the next item aside, with what it failed with. */
  readonly park: (error: unknown) => Promise<void>
}

/**
 * One step of a reader of a log: hundreds of items at a time; what fails is found by taking fewer, tried
 * again alone, then parked, so that one bad item neither stops those behind it nor takes effect by half.
 */
export function inPortions({ take, park }: Reading): () => Promise<boolean> {
  let limit = mostItems
  let failures = 0
  return async () => {
    try {
      const taken = await take(limit)
      if (taken > 0) {
        failures = 0
        limit = Math.min(mostItems, limit * 2)
      }
      return taken > 0
    } catch (error) {
      if (isInfrastructureFault(error)) throw error
      if (limit > 1) limit = Math.max(1, limit >> 2)
      else if (++failures >= tries) {
        failures = 0
        await park(error)
      }
      return true
    }
  }
}
