import { type ConsentRules, type DecisionState, type Purpose, purposes } from './contract.ts'
import { monthsLater } from './requests/clock.ts'

interface Yes {
  readonly purpose: Purpose
  readonly channel: string
  readonly decision: 'given' | 'withdrawn'
  readonly at: Date
  /** What was said of its end, as text. */
  readonly until?: unknown
}

/** What a decision counts as until more is known, and when it ends by itself. */
export interface Terms {
  readonly decision: DecisionState
  readonly expires_at: Date | null
}

/** Whether a yes must be confirmed from its address before it counts. */
export const mustConfirm = ({ purpose, channel }: Yes, { doubleOptIn }: ConsentRules): boolean =>
  purpose === 'marketing' && doubleOptIn.channels.some((one) => one === channel)

/** The terms of a decision; `confirms` where its address must still answer. */
export function termsOf(yes: Yes, rules: ConsentRules, confirms: boolean): Terms {
  if (yes.decision === 'withdrawn') return { decision: 'withdrawn', expires_at: null }
  if (confirms && mustConfirm(yes, rules)) return pendingFrom(yes.at, rules)
  return { decision: 'given', expires_at: endOf(yes) }
}

function pendingFrom(at: Date, { doubleOptIn }: ConsentRules): Terms {
  const expires_at = new Date(at.getTime() + doubleOptIn.withinDays * 86_400_000)
  return { decision: 'pending', expires_at }
}

/** The end that was agreed, or that its purpose has. */
export function endOf({ purpose, at, until }: Pick<Yes, 'purpose' | 'at' | 'until'>): Date | null {
  const said = typeof until === 'string' ? new Date(until) : undefined
  const months = purposes[purpose].months
  const usual = months === undefined ? null : monthsLater(at, months)
  if (!said || Number.isNaN(said.getTime()) || said <= at) return usual
  return usual && usual < said ? usual : said
}
