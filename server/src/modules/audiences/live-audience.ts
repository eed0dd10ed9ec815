import type { Compiled } from './engine/compile.ts'

/** An audience that follows its customers. */
export interface LiveAudience {
  readonly id: string
  readonly number: number
  readonly version: number
  readonly compiled: Compiled
  /** Whom it covers: everyone, or, while it is being built, the customers up to this one. */
  readonly upTo: string | undefined
}
