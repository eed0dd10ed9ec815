import type { LiveAudience } from '../live-audience.ts'
import type { CustomerState } from './state.ts'
import { forever } from './verdict.ts'

/** Where a customer stands with all audiences. */
export interface Standing {
  /** The numbers of the audiences they are in. */
  readonly audiences: ReadonlySet<number>
  /** Until when time alone changes none of that, in milliseconds. */
  readonly until: number
}

/** What is to be changed for one customer. */
export interface Decision {
  readonly entered: readonly LiveAudience[]
  readonly left: readonly LiveAudience[]
  /** Until when time alone changes nothing in the audiences that were looked at. */
  readonly until: number
  /** Audiences whose condition failed, with the reason. */
  readonly failed: readonly { readonly id: string; readonly reason: string }[]
}

/** Whether an audience already covers a customer; one that is being built may not have come to them. */
export const covers = ({ upTo }: LiveAudience, customerId: string): boolean =>
  upTo === undefined || customerId <= upTo

/** Looks at some audiences for one customer. */
export function decide(
  audiences: Iterable<LiveAudience>,
  customerId: string,
  state: CustomerState,
  standing: Pick<Standing, 'audiences'>,
  now: number,
): Decision {
  const entered: LiveAudience[] = []
  const left: LiveAudience[] = []
  const failed: { id: string; reason: string }[] = []
  let first = forever
  for (const audience of audiences) {
    if (!covers(audience, customerId)) continue
    try {
      const { is, until } = audience.compiled.evaluate(state, now)
      first = Math.min(first, until)
      const was = standing.audiences.has(audience.number)
      if (is && !was) entered.push(audience)
      else if (!is && was) left.push(audience)
    } catch (error) {
      failed.push({ id: audience.id, reason: String(error) })
    }
  }
  return { entered, left, until: first, failed }
}
