import type { Figure } from './contract.ts'

/** A value with the variance of its logarithm, of which the interval of a change is made. */
export interface Measured {
  readonly value: number | null
  readonly n: number
  readonly spread: number
}

/** Below this, an interval that supposes many would pretend to know. */
const few = 5
const z95 = 1.959964

/** How many there were: Poisson. */
export const counted = (n: number): Measured => ({ value: n, n, spread: 1 / n })

/** So many of so many. */
export const shareOf = (part: number, n: number): Measured => ({
  value: n > 0 ? part / n : null,
  n,
  spread: 1 / part - 1 / n,
})

/** The sum of amounts that come by themselves: compound Poisson, from the sum of their squares. */
export const total = (sum: number, squares: number, n: number): Measured => ({
  value: sum,
  n,
  spread: squares / sum ** 2,
})

/** The mean of amounts. */
export const mean = (sum: number, squares: number, n: number): Measured => ({
  value: n > 0 ? sum / n : null,
  n,
  spread: squares / sum ** 2 - 1 / n,
})

/** Sets a measure beside that of the period before. */
export function figure(formula: string, now: Measured, before: Measured): Figure {
  const plain = {
    formula,
    value: now.value,
    n: now.n,
    before: before.value,
    nBefore: before.n,
  }
  if (now.value === null || !before.value || before.value < 0) {
    return { ...plain, change: null, low: null, high: null }
  }
  const ratio = now.value / before.value
  const deviation = Math.sqrt(now.spread + before.spread)
  const sure = Math.min(now.n, before.n) >= few && ratio > 0 && Number.isFinite(deviation)
  return {
    ...plain,
    change: ratio - 1,
    low: sure ? ratio * Math.exp(-z95 * deviation) - 1 : null,
    high: sure ? ratio * Math.exp(z95 * deviation) - 1 : null,
  }
}
