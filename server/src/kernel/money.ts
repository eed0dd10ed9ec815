/** An amount in minor units (cents) of a decimal amount as people and Segment's events write it. */
export function minorUnits(decimal: number): number {
  // 1.005 * 100 is 100.49999999999999: the twelfth digit decides nothing but the error of binary.
  return Math.round(Number((decimal * 100).toPrecision(12)))
}
