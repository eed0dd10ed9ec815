/**
 * Whether something holds now, and until when, in milliseconds, time alone leaves it so. `until` may
 * be too early (who looks then simply looks again), never too late; it always lies in the future.
 */
export interface Verdict {
  readonly is: boolean
  readonly until: number
}

export const forever = Number.POSITIVE_INFINITY
const unset = -forever
const always: Verdict = { is: true, until: forever }
const never: Verdict = { is: false, until: forever }

/** A verdict that time does not change. */
export const timeless = (is: boolean): Verdict => (is ? always : never)

export const opposite = ({ is, until }: Verdict): Verdict => ({ is: !is, until })

/**
 * True when all are. While false it stays so as long as the last of the false ones does; while true,
 * as long as the first of them all does.
 */
export function allOf(verdicts: Iterable<Verdict>): Verdict {
  let trueUntil = forever
  let falseUntil = unset
  for (const { is, until } of verdicts) {
    if (is) trueUntil = Math.min(trueUntil, until)
    else falseUntil = Math.max(falseUntil, until)
  }
  return falseUntil > unset ? { is: false, until: falseUntil } : { is: true, until: trueUntil }
}

/** True when one is: the mirror of `allOf`. */
export function anyOf(verdicts: Iterable<Verdict>): Verdict {
  let trueUntil = unset
  let falseUntil = forever
  for (const { is, until } of verdicts) {
    if (is) trueUntil = Math.max(trueUntil, until)
    else falseUntil = Math.min(falseUntil, until)
  }
  return trueUntil > unset ? { is: true, until: trueUntil } : { is: false, until: falseUntil }
}

/** So many moments are tried before one that may change nothing is named. */
const mostTried = 64

/**
 * A verdict on what `holds` says of each moment, which it may say differently only at one of the
 * `points`, and from that point on.
 */
export function steady(
  holds: (moment: number) => boolean,
  points: readonly number[],
  now: number,
): Verdict {
  const is = holds(now)
  const ahead = [...new Set(points)].filter((point) => point > now).sort((a, b) => a - b)
  for (const [index, point] of ahead.entries()) {
    if (index === mostTried || holds(point) !== is) return { is, until: point }
  }
  return timeless(is)
}
