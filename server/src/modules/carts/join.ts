import type { MergePolicy } from './contract.ts'

/** A line as far as joining two carts needs to know it. */
export interface Joined {
  readonly sku: string
  /** The options in one form: other options are another line. */
  readonly variety: string
  readonly quantity: number
  readonly addedAt?: Date
}

/** The lines of the one cart that there is then, and those that it does not take. */
export interface JoinedCart<Line> {
  readonly lines: readonly Line[]
  readonly left: readonly Line[]
}

/**
 * One cart of two: what somebody put together before they were known, and what they had already. Lines
 * that the policy leaves out are not lost, but saved for later.
 */
export function joinCarts<Line extends Joined>(
  existing: readonly Line[],
  guest: readonly Line[],
  policy: MergePolicy,
): JoinedCart<Line> {
  if (policy === 'use-existing') return { lines: existing, left: guest }
  if (policy === 'use-guest-if-empty') {
    return existing.length > 0 ? { lines: existing, left: guest } : { lines: guest, left: [] }
  }
  // A guest who has nothing has decided nothing.
  if (policy === 'use-guest') {
    return guest.length > 0 ? { lines: guest, left: existing } : { lines: existing, left: [] }
  }
  return { lines: united(existing, guest, quantityBy[policy]), left: [] }
}

const quantityBy = {
  'guest-wins': (_: number, guest: number) => guest,
  sum: (existing: number, guest: number) => existing + guest,
  max: Math.max,
} as const

function united<Line extends Joined>(
  existing: readonly Line[],
  guest: readonly Line[],
  quantityOf: (existing: number, guest: number) => number,
): Line[] {
  const lines = new Map(existing.map((line) => [articleOf(line), line]))
  for (const line of guest) {
    const same = lines.get(articleOf(line))
    lines.set(
      articleOf(line),
      // What the guest put in stays theirs to see, in a session that may see no more than that.
      same
        ? {
            ...line,
            quantity: quantityOf(same.quantity, line.quantity),
            ...(same.addedAt && { addedAt: same.addedAt }),
          }
        : line,
    )
  }
  return [...lines.values()]
}

const articleOf = ({ sku, variety }: Joined) => `${sku} ${variety}`
