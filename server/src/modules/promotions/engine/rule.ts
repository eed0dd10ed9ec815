import type { Condition, Effect } from '../effect-contract.ts'

/** A promotion as the engine sees it: what it gives, when, and how far it has been used. */
export interface Rule {
  readonly id: string
  /** The lower is applied first; of equal ones the lower id. */
  readonly priority: number
  readonly currency: string
  readonly effect: Effect
  readonly conditions: readonly Condition[]
  /** From and until when, the latter excluded; null for always. */
  readonly startsAt: Date | null
  readonly endsAt: Date | null
  /** Whether it is given to those only who have typed one of its codes. */
  readonly needsCode: boolean
  /** Of those that were typed, the codes that open it. */
  readonly codes: readonly OpenCode[]
  /** Of a group only the one that gives most is given. */
  readonly group: string | null
  /** Whether it is given beside others at all. */
  readonly combines: boolean
  readonly limits: Limits
  readonly used: Used
}

export interface OpenCode {
  readonly code: string
  readonly usedUp: boolean
}

/** Null where there is none. */
export interface Limits {
  readonly total: number | null
  readonly perCustomer: number | null
  readonly budget: number | null
}

export interface Used {
  readonly uses: number
  readonly byCustomer: number
  readonly spent: number
}

/** Who asks, when and where. */
export interface QuoteContext {
  readonly at: Date
  readonly channel: string | null
  readonly shopId: string | null
  readonly audienceIds: readonly string[]
  readonly firstOrder: boolean
  /** As they were typed: case counts. */
  readonly codes: readonly string[]
}
