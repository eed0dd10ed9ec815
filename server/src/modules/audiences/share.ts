/** The share of all that a sample shows, and between which it lies nineteen times of twenty (Wilson). */
export function shareBetween(found: number, looked: number) {
  if (looked === 0) return { share: 0, low: 0, high: 0 }
  const z = 1.96
  const share = found / looked
  const middle = (share + z ** 2 / (2 * looked)) / (1 + z ** 2 / looked)
  const width =
    (z / (1 + z ** 2 / looked)) *
    Math.sqrt((share * (1 - share)) / looked + z ** 2 / (4 * looked ** 2))
  return { share, low: Math.max(0, middle - width), high: Math.min(1, middle + width) }
}
