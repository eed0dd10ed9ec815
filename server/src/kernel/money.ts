/** An amount in minor units (cents) of a decimal amount as people and Segment's events write it. */
export function minorUnits(decimal: number): number {
  // 1.005 * 100 is 100.49999999999999: the twelfth digit decides nothing but the error of binary.
  return Math.round(Number((decimal * 100).toPrecision(12)))
}

/** Rates of tax and discounts are in basis points: 2000 is 20 %. */
export const whole = 10_000

/** Rounds half away from zero, the one way in which amounts are rounded. */
export function roundHalfAway(amount: number): number {
  const rounded = Math.sign(amount) * Math.round(Math.abs(amount))
  return rounded === 0 ? 0 : rounded
}

/** `amount × numerator / denominator`, exact, then rounded once. */
export function share(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator
  if (Number.isSafeInteger(product * 2)) return roundExactly(product, denominator)
  const twice = 2n * BigInt(amount) * BigInt(numerator)
  const below = BigInt(denominator)
  const sign = twice < 0n ? -1n : 1n
  return Number((sign * (sign * twice + below)) / (2n * below))
}

function roundExactly(product: number, denominator: number): number {
  const rest = Math.abs(product) % denominator
  const down = (Math.abs(product) - rest) / denominator
  const rounded = rest * 2 >= denominator ? down + 1 : down
  return rounded === 0 ? 0 : Math.sign(product) * rounded
}

/**
 * Splits an amount by weights into integers that add up to it: each gets its share rounded down, and
 * what is left goes, one each, to the largest remainders (the first of equal ones). Without any
 * weight all count the same.
 */
export function split(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return []
  if (total < 0) return split(-total, weights).map((part) => (part === 0 ? 0 : -part))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum === 0) return equally(total, weights)
  const shares = weights.map((weight, at) => ({ at, ...floorOf(total, weight, sum) }))
  const parts = shares.map(({ floor }) => floor)
  let left = total - parts.reduce((all, part) => all + part, 0)
  const byRemainder = shares.toSorted((one, other) => other.rest - one.rest || one.at - other.at)
  for (const { at } of byRemainder) {
    if (left-- <= 0) break
    parts[at] = (parts[at] ?? 0) + 1
  }
  return parts
}

const equally = (total: number, weights: readonly number[]) =>
  split(
    total,
    weights.map(() => 1),
  )

function floorOf(total: number, weight: number, sum: number): { floor: number; rest: number } {
  const product = total * weight
  if (Number.isSafeInteger(product)) {
    const rest = product % sum
    return { floor: (product - rest) / sum, rest }
  }
  const exact = BigInt(total) * BigInt(weight)
  return { floor: Number(exact / BigInt(sum)), rest: Number(exact % BigInt(sum)) }
}

/** What each of so many units bears of a discount: the units that bear a cent more come last. */
export function perUnit(amount: number, quantity: number): number[] {
  const base = Math.floor(amount / quantity)
  const more = amount - base * quantity
  return Array.from({ length: quantity }, (_, at) => (at < quantity - more ? base : base + 1))
}

/**
 * What `count` units pay of the amount paid for `quantity`, after `before` of them: the complement of
 * `perUnit`, so units that pay a cent more come first. Any partition of the units adds up to the amount.
 */
export function unitsOf(amount: number, quantity: number, before: number, count: number): number {
  const base = Math.floor(amount / quantity)
  const more = amount - base * quantity
  const upTo = (units: number) => base * units + Math.min(units, more)
  return upTo(before + count) - upTo(before)
}
