import type { EffectOf } from '../effect-contract.ts'
import {
  type Bill,
  type Cut,
  cutOfLines,
  isMeant,
  leftOfUnits,
  type No,
  type OpenLine,
  sharedOff,
  sum,
} from './bill.ts'

/**
 * Things together for a price, as often as they are there. Where several would do for a part, the
 * dearest are taken; if they cost less than the price already, they stay as they are.
 */
export function bundle(bill: Bill, { parts, price, maxTimes }: EffectOf<'bundle'>): Cut | No {
  const free = bill.lines.map(({ quantity }) => quantity)
  const most = maxTimes ?? Number.POSITIVE_INFINITY
  let taken = bill.lines.map(() => 0)
  let times = 0
  while (times < most) {
    const more = takeOne(bill.lines, free, parts)
    if (!more) break
    taken = taken.map((units, at) => units + (more[at] ?? 0))
    times++
  }
  if (times === 0) return { why: 'quantity-missing', ...shortBy(bill.lines, parts) }
  const left = bill.lines.map((line, at) => leftOfUnits(line, taken[at] ?? 0))
  return cutOfLines(sharedOff(Math.max(0, sum(left) - price * times), left))
}

type Parts = EffectOf<'bundle'>['parts']

/** Takes one bundle out of what is free, or nothing. */
function takeOne(lines: readonly OpenLine[], free: number[], parts: Parts): number[] | undefined {
  const taken = lines.map(() => 0)
  for (const { target, quantity } of parts) {
    let open = quantity
    for (const at of dearest(lines)) {
      const line = lines[at]
      if (!line || open === 0 || !isMeant(line, target)) continue
      const units = Math.min(open, (free[at] ?? 0) - (taken[at] ?? 0))
      taken[at] = (taken[at] ?? 0) + units
      open -= units
    }
    if (open > 0) return undefined
  }
  for (const [at, units] of taken.entries()) free[at] = (free[at] ?? 0) - units
  return taken
}

const dearest = (lines: readonly OpenLine[]) =>
  lines
    .map((line, at) => ({ at, price: line.left / line.quantity }))
    .toSorted((one, other) => other.price - one.price || one.at - other.at)
    .map(({ at }) => at)

function shortBy(lines: readonly OpenLine[], parts: Parts) {
  const there = parts.map(({ target, quantity }) => {
    const units = sum(lines.map((line) => (isMeant(line, target) ? line.quantity : 0)))
    return Math.min(units, quantity)
  })
  const needed = sum(parts.map(({ quantity }) => quantity))
  return { needed, missing: Math.max(1, needed - sum(there)) }
}
