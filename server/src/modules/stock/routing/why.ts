import type { Candidate, Part, Rules, Why } from './question.ts'
import { decidingBetween, measureOf, type Ranked } from './rank.ts'

interface Decided {
  readonly parts: readonly Part[]
  /** All that could have been asked, in the order of the rules. */
  readonly ranked: readonly Ranked[]
  readonly places: readonly Candidate[]
  readonly rules: Rules
  readonly pieces: (place: Candidate) => number
}

/** For each place that serves, in order, what a person would say who had chosen it. */
export function whyOf(decided: Decided): Why[] {
  const serving = [...new Set(decided.parts.map(({ locationId }) => locationId))]
  return serving.map((locationId) => {
    const why = reasonFor(locationId, serving, decided)
    return givesKept(locationId, decided) ? { ...why, fromSafety: true } : why
  })
}

function reasonFor(locationId: string, serving: readonly string[], decided: Decided): Why {
  const { ranked, places, rules, pieces } = decided
  if (locationId === rules.pickUp?.locationId) return { locationId, reason: 'pick-up' }
  if (places.filter((place) => pieces(place) > 0).length === 1) {
    return { locationId, reason: 'only-one' }
  }
  const index = ranked.findIndex(({ place }) => place.locationId === locationId)
  const passed =
    rules.fewestParcels &&
    ranked
      .slice(0, index)
      .some(({ place }) => pieces(place) > 0 && !serving.includes(place.locationId))
  if (passed) return { locationId, reason: 'fewest-parcels', figure: serving.length }
  // Decided against the next one that could have served; the last of them against the one before.
  const one = ranked[index] as Ranked
  const other = ranked.slice(index + 1).find(({ place }) => pieces(place) > 0) ?? ranked[index - 1]
  const reason = other ? decidingBetween(one, other) : (rules.by[0] ?? 'given-order')
  return { locationId, reason, figure: Math.abs(measureOf(one, reason)) }
}

/** Whether it sends something of what it would rather keep. */
function givesKept(locationId: string, { parts, places }: Decided): boolean {
  const place = places.find((one) => one.locationId === locationId)
  return parts.some(
    (part) =>
      part.locationId === locationId &&
      part.quantity > Math.max(0, place?.available[part.sku] ?? 0),
  )
}
